/**
 * What an alarm is about. An event has happened, and cannot be a false alarm; a `warning` says that one is to come, and a `signal` that something is
 * out of order though chance alone may look so.
 */
export const ALARM_RULES = {
  equipmentFailure: { kind: 'event', priority: 'high' },
  machineCondition: { kind: 'event', priority: 'medium' },
  materialShortage: { kind: 'event', priority: 'high' },
  orderLate: { kind: 'event', priority: 'high' },
  containment: { kind: 'event', priority: 'high' },
  lotHeld: { kind: 'event', priority: 'medium' },
  heldEquipmentUsed: { kind: 'event', priority: 'high' },
  dataGap: { kind: 'event', priority: 'low' },
  sourceSilent: { kind: 'event', priority: 'low' },
  overload: { kind: 'event', priority: 'high' },
  parameterOutside: { kind: 'event', priority: 'medium' },
  qualitySignal: { kind: 'signal', priority: 'high' },
  conditionWarning: { kind: 'warning', priority: 'medium' },
  conditionAlarm: { kind: 'warning', priority: 'high' },
  conditionChange: { kind: 'warning', priority: 'medium' },
  failureLikely: { kind: 'warning', priority: 'high' },
  orderAtRisk: { kind: 'warning', priority: 'medium' },
} as const satisfies Readonly<Record<string, { readonly kind: 'event' | 'signal' | 'warning'; readonly priority: Priority }>>

export type Priority = 'high' | 'medium' | 'low'
export type AlarmRule = keyof typeof ALARM_RULES
export const ALARM_RULE_NAMES = Object.keys(ALARM_RULES) as AlarmRule[]

/** The life of an alarm, in the words of ISA-18.2 and IEC 62682; each comes after the ones before it, and any may be left out. */
export const LIFE = ['raised', 'acknowledged', 'acted', 'closed'] as const
export type LifeState = (typeof LIFE)[number]

export type SubjectKind = 'station' | 'conveyor' | 'vehicle' | 'material' | 'order' | 'hold' | 'lot' | 'reporter'

/** What can be done, in the words of proposals (standards of the house): of what, by id. */
export interface Proposal {
  readonly action:
    | 'maintain'
    | 'reassign'
    | 'expedite'
    | 'defer'
    | 'order'
    | 'hold'
    | 'release'
    | 'increase'
    | 'decrease'
    | 'setParameter'
    | 'count'
    | 'inspect'
  readonly of: readonly string[]
}

export interface Alarm {
  /** The same for the same past: rule, subject and the how-many-th of these it is. */
  readonly id: string
  readonly rule: AlarmRule
  readonly priority: Priority
  readonly subject: { readonly kind: SubjectKind; readonly id: string }
  /** Place of the record in the log at which it arose, and when that became known, in seconds. */
  readonly record: number
  readonly at: number
  /** What it rests on: further records by their place, and figures by name (seconds, counts, readings; texts as they are). */
  readonly evidence: { readonly records: readonly number[]; readonly figures: Readonly<Record<string, number | string>> }
  /** As the log stands then: open orders that still need it, and units that are concerned (null: not told). */
  readonly affects: { readonly orders: readonly string[]; readonly ordersInAll: number; readonly units: number | null }
  readonly proposals: readonly Proposal[]
  readonly life: Life
  /** Of a warning: whether what it warned of came. Null: of no warning. */
  readonly warned: Warned | null
}

/** Seconds at which it was so; null: not yet. */
export interface Life {
  readonly state: LifeState
  readonly acknowledged: number | null
  readonly acted: number | null
  readonly closed: number | null
  /** Who said so, where someone did. */
  readonly by: Readonly<Partial<Record<Exclude<LifeState, 'raised'>, string>>>
  /** What the log shows as the action, or the end: a kind of record. */
  readonly shownBy: Readonly<Partial<Record<'acted' | 'closed', string>>>
  /** Minutes that it was in each state, up to the moment that is asked about; null: it never was. */
  readonly minutes: Readonly<Record<LifeState, number | null>>
}

/**
 * `came`: the event (an alarm of its own) came so many seconds later. `averted`: something was done before it could. `didNot`: it passed by itself.
 * `open`: nobody can tell yet.
 */
export interface Warned {
  readonly outcome: 'came' | 'averted' | 'didNot' | 'open'
  readonly event: string | null
  readonly leadSeconds: number | null
}

/** Before it has a life and a number. */
export interface Raised {
  readonly rule: AlarmRule
  readonly subject: Alarm['subject']
  readonly record: number
  /** µs */
  readonly at: number
  readonly evidence: Alarm['evidence']
  affects: Alarm['affects']
  readonly proposals: readonly Proposal[]
  /** µs: when it happened, where that was before anything told of it. */
  readonly happened: number
  /** µs and what shows it; null: not yet. */
  acted: { readonly at: number; readonly by: string } | null
  closed: { readonly at: number; readonly by: string } | null
  /** Of a warning: the event that came, or how it ended without one. */
  warnedOf: Raised | 'averted' | 'didNot' | null
}
