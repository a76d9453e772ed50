import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { loadScenario, type Problem, type Subject, type Variant } from '../index.ts'
import { readText } from './files.ts'
import { BadInput, type InputProblem, usage } from './problem.ts'
import { duration } from './quantity.ts'

/** A scenario as it was loaded, and the file it came from. */
export interface LoadedFile extends Subject {
  readonly file: string
  /** What is odd about it, and no mistake. */
  readonly remarks?: readonly Problem[]
}

interface Changes {
  readonly set: readonly string[]
}

/** Reads a scenario and all that it extends; BadInput with every mistake in it. */
export function loadFile(file: string, { set }: Changes): LoadedFile {
  const loaded = loadScenario(readText(file), { file, read: readText, set })
  if ('problems' in loaded) throw new BadInput(loaded.problems)
  return { file, ...loaded }
}

/** Is it something else altogether, such as the result of a run? A scenario says by its `schema` that it is one, however many mistakes are in it. */
export function isNoScenario(file: string): boolean {
  try {
    if (file.endsWith('.json')) {
      const content: unknown = JSON.parse(readText(file, MOST_BYTES_OF_RESULTS))
      return typeof content !== 'object' || content === null || !('schema' in content)
    }
    return !/^\s*[{,]?\s*["']?schema["']?\s*:/m.test(readText(file))
  } catch {
    return false
  }
}

/** Results with many replications of many KPIs are long. */
export const MOST_BYTES_OF_RESULTS = 512 * 1024 * 1024

/** All of them, or every mistake in all of them. */
export function loadFiles(files: readonly string[], changes: Changes): LoadedFile[] {
  const problems: InputProblem[] = []
  const loaded = files.flatMap((file) => {
    try {
      return [loadFile(file, changes)]
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      problems.push(...error.problems)
      return []
    }
  })
  if (problems.length > 0) throw new BadInput(problems)
  return loaded
}

/** Scenarios to compare with `base`, by their ids; where two have the same, by their files. */
export function asVariants(base: LoadedFile, others: readonly LoadedFile[]): Variant[] {
  const ids = [base, ...others].map(({ scenario }) => scenario.id)
  return others.map(({ file, scenario, hash }) => {
    const shared = ids.filter((id) => id === scenario.id).length > 1
    return { id: shared ? file : scenario.id, patch: patchOf(file, base.file), scenario, hash }
  })
}

/** What experiments would refuse of the flags and scenarios together, in the user's words. */
export function checkTimes({ until, warmUp }: { until?: number; warmUp?: number | 'auto' }, plants: readonly Subject[]) {
  for (const { scenario } of plants) {
    const end = until ?? scenario.horizon
    const cut = warmUp ?? scenario.warmUp
    if (cut !== 'auto' && cut >= end) {
      const path = warmUp === undefined ? '--until' : '--warm-up'
      throw usage(
        path,
        `the warm-up of ${duration(cut)} leaves nothing of ${scenario.id}'s run of ${duration(end)}`,
        'run longer, or cut off less',
      )
    }
  }
}

/** The `patch` of a file that is nothing but a patch of the base; null of any other. */
function patchOf(file: string, base: string): unknown {
  const written: unknown = parse(readText(file))
  if (typeof written !== 'object' || written === null || !('extends' in written) || typeof written.extends !== 'string') return null
  const onlyPatches = Object.keys(written).every((key) => ['schema', 'id', 'title', 'description', 'extends', 'patch'].includes(key))
  if (!onlyPatches || resolve(dirname(file), written.extends) !== resolve(base)) return null
  return 'patch' in written ? written.patch : []
}
