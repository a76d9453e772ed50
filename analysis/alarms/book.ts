import type { EventView } from '../../engine/log/reader.ts'
import type { Alarm, AlarmRule, Proposal, Raised } from './alarm.ts'

/** Where a record stands, and when it became known. */
export type Moment = Pick<EventView, 'index' | 'recorded'>

export interface Raising {
  readonly figures?: Alarm['evidence']['figures']
  readonly records?: readonly number[]
  readonly affects?: Alarm['affects']
  readonly proposals?: readonly Proposal[]
  /** µs: before it became known. */
  readonly happened?: number
}

/** Alarms as they arise. Of one rule, subject and `key` there is one at a time: while it is there nothing new is raised. */
export class Book {
  readonly all: Raised[] = []
  readonly #open = new Map<string, Raised>()

  /** Null where it is there already. */
  raise(rule: AlarmRule, subject: Alarm['subject'], { index, recorded }: Moment, given: Raising = {}, key = ''): Raised | null {
    const place = `${rule} ${subject.kind} ${subject.id} ${key}`
    if (this.#open.has(place)) return null
    const raised: Raised = {
      rule,
      subject,
      record: index,
      at: recorded,
      evidence: { records: given.records ?? [], figures: given.figures ?? {} },
      affects: given.affects ?? NOBODY,
      proposals: given.proposals ?? [],
      happened: given.happened ?? recorded,
      acted: null,
      closed: null,
      warnedOf: null,
    }
    this.all.push(raised)
    this.#open.set(place, raised)
    return raised
  }

  open(rule: AlarmRule, subject: Alarm['subject'], key = ''): Raised | null {
    return this.#open.get(`${rule} ${subject.kind} ${subject.id} ${key}`) ?? null
  }

  close(rule: AlarmRule, subject: Alarm['subject'], moment: Moment, by: string, key = ''): Raised | null {
    const raised = this.open(rule, subject, key)
    if (raised === null) return null
    this.#open.delete(`${rule} ${subject.kind} ${subject.id} ${key}`)
    raised.closed = { at: moment.recorded, by }
    return raised
  }
}

/** The first action counts. */
export function act(raised: Raised | null, { recorded }: Moment, by: string) {
  if (raised !== null && raised.acted === null && raised.closed === null) raised.acted = { at: recorded, by }
}

export const NOBODY: Alarm['affects'] = { orders: [], ordersInAll: 0, units: null }
