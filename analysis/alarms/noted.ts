import { AlarmState, EventKind } from '../../engine/log/events.ts'
import type { Log } from '../../engine/log/reader.ts'
import type { SimTime } from '../../engine/log/time.ts'
import { LogWriter } from '../../engine/log/writer.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { Alarm, LifeState } from './alarm.ts'

/** What somebody said or did about an alarm. */
export interface AlarmNote {
  readonly alarm: string
  readonly state: Exclude<LifeState, 'raised'>
  readonly by: string
  /** µs: when, not after the end of the log. */
  readonly at: number
}

/**
 * The log with notes at its end, in front of its last record: the same records before them, hashed anew from the header on, so that it verifies as any
 * other. The notes are known from the end of the log on; when they were made stands in them. Its bytes in pieces.
 */
export function noted(log: Log<Scenario>, notes: readonly AlarmNote[]): readonly Uint8Array[] {
  if (!log.complete) throw new RangeError('noted: the log is cut short')
  const pieces: Uint8Array[] = []
  const writer = new LogWriter(log.header, (piece) => pieces.push(piece))
  for (const text of log.strings) writer.string(text)
  log.scan(0, log.count, ({ recorded, time, kind, subject, a, b, c, v }) => {
    if (kind !== EventKind.logEnded) writer.appendRecorded(recorded, time, kind, subject, a, b, c, v)
  })
  const end = log.endTime as SimTime
  for (const { alarm, state, by, at } of notes)
    writer.append(end, EventKind.alarmChanged, writer.string(alarm), AlarmState[state], writer.string(by), -1, at)
  writer.close(end)
  return pieces
}

/** Why a note makes no sense of this alarm; null: it does. */
export function whyNot({ at, life }: Alarm, { state, at: when }: Pick<AlarmNote, 'state' | 'at'>): 'before' | 'already' | null {
  if (when < Math.round(at * 1e6)) return 'before'
  const isSoBy = (time: number | null) => time !== null && Math.round(time * 1e6) <= when
  return isSoBy(life.closed) || isSoBy(life[state]) ? 'already' : null
}
