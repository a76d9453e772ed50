import { type Alarm, type AlarmNote, alarmsOf, noted, whyNot } from '../analysis/alarms/index.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { nearest } from '../scenarios/nearest.ts'
import { createFile, LOG, sizeOf } from './files.ts'
import { readLog } from './log-file.ts'
import { BadInput, badFile, type InputProblem, usage } from './problem.ts'
import { count, duration } from './quantity.ts'
import type { Screen } from './screen.ts'

export interface NoteFlags {
  readonly acknowledge?: readonly string[]
  readonly acted?: readonly string[]
  readonly close?: readonly string[]
  readonly by?: string
  readonly out?: string
}

const FLAGS = { acknowledge: 'acknowledged', acted: 'acted', close: 'closed' } as const
const MOST_LETTERS = 200

export const isNoting = (flags: NoteFlags) => Object.keys(FLAGS).some((flag) => flags[flag as keyof typeof FLAGS] !== undefined)

/** Writes the log anew, with what somebody says of alarms at its end. `at` in µs. */
export function writeNotes(path: string, flags: NoteFlags, momentIn: (log: Log<Scenario>) => number, out: Screen) {
  const problems: InputProblem[] = []
  const complain = (flag: string, message: string, remedy: string) => problems.push(...usage(flag, message, remedy).problems)
  const by = flags.by?.trim() ?? ''
  if (by === '') complain('--by', 'nobody is named who says so', 'write who it is: --by NAME')
  else if (by.length > MOST_LETTERS) complain('--by', `the name has ${by.length} letters`, `write at most ${MOST_LETTERS}`)
  if (flags.out === undefined)
    complain('--out', 'a log is a chain of hashes, and no record is put into one that is there', 'name the new log: --out FILE')
  const written = readLog(path, (log) => {
    if (!log.complete) throw badFile(path, 'the end of this log is missing, and nothing is written behind it', 'give a log that is whole')
    const at = momentIn(log)
    const alarms = new Map(alarmsOf(log).map((alarm) => [alarm.id, alarm]))
    const notes = Object.entries(FLAGS).flatMap(([flag, state]) =>
      (flags[flag as keyof typeof FLAGS] ?? []).flatMap((id): readonly AlarmNote[] => {
        const alarm = alarms.get(id)
        if (alarm === undefined) complain(`--${flag}`, ...unknownAlarm(id, alarms.keys()))
        else if (whyNot(alarm, { state, at }) === 'before')
          complain(`--${flag}`, `${id} was raised ${duration(alarm.at)} after the start, later than that`, 'name a later moment with --at')
        else if (whyNot(alarm, { state, at }) === 'already')
          complain(
            `--${flag}`,
            `${id} was ${alarm.life.closed !== null ? 'closed' : state} already`,
            'leave it out, or say what comes after that',
          )
        else return [{ alarm: id, state, by, at }]
        return []
      }),
    )
    if (problems.length > 0) throw new BadInput(problems)
    return { notes, pieces: noted(log, notes) }
  })
  const target = createFile(flags.out!, LOG)
  try {
    for (const piece of written.pieces) target.write(piece)
    target.close()
  } finally {
    target.discard()
  }
  out.document({ log: flags.out, notes: written.notes.map((note) => ({ ...note, at: note.at / 1e6 })) })
  out.say(`${flags.out}: ${count(written.notes.length, 'note')} by ${by} behind the records of ${path}; ${sizeOf(flags.out!)}.`)
}

export function unknownAlarm(id: string, known: Iterable<string>): readonly [message: string, remedy: string] {
  const near = nearest(id, known)
  return [`no alarm is called ${id}`, near === undefined ? 'see `takt alarms LOG --all` for those that there are' : `did you mean ${near}?`]
}

/** The alarm of this id. */
export function alarmCalled(alarms: readonly Alarm[], id: string, flag: string): Alarm {
  const alarm = alarms.find((one) => one.id === id)
  if (alarm === undefined)
    throw usage(
      flag,
      ...unknownAlarm(
        id,
        alarms.map((one) => one.id),
      ),
    )
  return alarm
}
