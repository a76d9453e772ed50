import { LogError } from '../engine/log/log-error.ts'
import { type Log, openLog } from '../engine/log/reader.ts'
import { loadScenario } from '../scenarios/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import { readBytes } from './files.ts'
import { badFile } from './problem.ts'

/** What `of` makes of the log in this file. */
export function readLog<T>(path: string, of: (log: Log<Scenario>) => T): T {
  try {
    const log = openLog<Scenario>(readBytes(path))
    checkScenario(path, log)
    return of(log)
  } catch (error) {
    throw unreadable(path, error)
  }
}

/** Damage in the user's words; any other error as it is. */
export function unreadable(path: string, error: unknown): unknown {
  if (!(error instanceof LogError)) return error
  const where = error.chunk > 0 ? `chunk ${error.chunk}, byte ${error.offset}` : `byte ${error.offset}`
  return badFile(
    path,
    `this log cannot be read: ${error.message} (${where})`,
    'give a log that `takt run --log` or `takt import` wrote, and copy it anew if it is damaged',
  )
}

/** A log may come from a stranger: its scenario has to pass as one. */
function checkScenario(path: string, { header }: Log<Scenario>) {
  const loaded = loadScenario(JSON.stringify(header.scenario), { file: path })
  if (!('problems' in loaded)) return
  const [first] = loaded.problems
  throw badFile(
    path,
    `the scenario in this log is not valid: ${first?.path ?? ''} ${first?.message ?? ''}`,
    'give a log that `takt run --log` or `takt import` wrote',
  )
}
