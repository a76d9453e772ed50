import { type EquipmentState, HealthFinding, Outcome } from '../../engine/log/events.ts'
import { type Alarm, Alarms } from './alarms.ts'
import { type Effectiveness, effectivenessOf } from './effectiveness.ts'
import { type Override, Readings, type Share } from './readings.ts'
import { StateAccount, type Stop, worstFirst } from './state-account.ts'
import { coverageOf, type PerState, perState, sumOfStates } from './states.ts'

/** What a log says of one station, all its slots together. Seconds, pieces, shares 0..1; moments are seconds since the start. */
export interface MachineReport {
  readonly station: string
  readonly title: string
  /** Slots × measured time: the states add up to it. */
  readonly seconds: number
  readonly states: PerState
  /** The same as shares of `seconds`. */
  readonly shares: PerState
  /** Share of the time in which its state is known; null where there is no time. */
  readonly coverage: number | null
  readonly effectiveness: Effectiveness
  /** Operations ended, or pieces a real machine counted; null where nothing counted. */
  readonly pieces: number | null
  /** The longest spans in which it was known, was to work and did not, longest first; those in which it only had no work come last. */
  readonly stops: readonly Stop[]
  readonly programs: readonly Share[]
  readonly modes: readonly { readonly key: string; readonly values: readonly Share[] }[]
  readonly overrides: readonly Override[]
  readonly alarms: readonly Alarm[]
  readonly findings: readonly Finding[]
}

/** About the data itself: met `times` times; `amount` counts occurrences, or seconds of silence, or pieces a counter went back. */
export interface Finding {
  readonly kind: keyof typeof HealthFinding
  readonly detail: string
  readonly times: number
  readonly amount: number
}

const MOST_STOPS = 5

/** Adds up what is told of one station, record by record. Times are µs. */
export class Account {
  readonly alarms: Alarms
  readonly #slots: readonly StateAccount[]
  readonly #readings: Readings
  readonly #text: (number: number) => string
  readonly #findings = new Map<string, { readonly kind: Finding['kind']; readonly detail: string; times: number; amount: number }>()
  readonly #simulated: boolean
  #jobs = { good: 0, scrap: 0, rework: 0, planned: 0 }
  #pieces: number | null = null

  constructor(slots: number, first: EquipmentState, simulated: boolean, text: (number: number) => string) {
    this.#slots = Array.from({ length: slots }, () => new StateAccount(first))
    this.#readings = new Readings(first, text)
    this.alarms = new Alarms(text)
    this.#text = text
    this.#simulated = simulated
  }

  enter(time: number, slot: number, state: EquipmentState) {
    this.#slots[slot]?.enter(time, state)
    if (slot === 0) this.#readings.enter(time, state)
  }

  job(outcome: number, planned: number) {
    if (outcome === Outcome.good) this.#jobs.good++
    else if (outcome === Outcome.scrap) this.#jobs.scrap++
    else this.#jobs.rework++
    this.#jobs.planned += planned
  }

  counted(time: number, pieces: number) {
    this.#pieces = (this.#pieces ?? 0) + pieces
    this.#readings.counted(time, pieces)
  }

  reported(time: number, key: number, value: number, number: number) {
    const { type } = this.#readings.report(time, key, value, number)
    // A counter that stands still is one, too.
    if (type === 'PART_COUNT' && value < 0) this.#pieces ??= 0
  }

  found(kind: number, detail: number, amount: number) {
    const name = FINDINGS[kind]
    if (name === undefined) return
    const words = detail < 0 ? '' : this.#text(detail)
    const known = this.#findings.get(`${name} ${words}`) ?? { kind: name, detail: words, times: 0, amount: 0 }
    this.#findings.set(`${name} ${words}`, known)
    known.times++
    known.amount += name === 'sourceSilent' ? amount / 1e6 : amount
  }

  /** The warm-up is over: what was measured is forgotten, what holds stays. */
  restart(time: number) {
    for (const slot of this.#slots) slot.restart(time)
    this.#readings.restart(time)
    this.alarms.restart(time)
    this.#jobs = { good: 0, scrap: 0, rework: 0, planned: 0 }
    if (this.#pieces !== null) this.#pieces = 0
  }

  /** Nothing more is told after this. */
  close(end: number, since: number, station: string, title: string): MachineReport {
    for (const slot of this.#slots) slot.close(end)
    const states = sumOfStates(this.#slots.map((slot) => slot.seconds()))
    const seconds = (this.#slots.length * (end - since)) / 1e6
    const { planned, ...outcomes } = this.#jobs
    const made = outcomes.good + outcomes.scrap + outcomes.rework
    const jobs = this.#simulated || made > 0 ? { ...outcomes, plannedSeconds: planned / 1e6 } : null
    return {
      station,
      title,
      seconds,
      states,
      shares: perState((name) => (seconds > 0 ? states[name] / seconds : 0)),
      coverage: coverageOf(states, seconds),
      effectiveness: effectivenessOf(states, { jobs, pieces: this.#pieces }),
      pieces: jobs === null ? this.#pieces : made,
      stops: this.#slots
        .flatMap((slot) => slot.stops())
        .sort(worstFirst)
        .slice(0, MOST_STOPS),
      ...this.#readings.close(end),
      alarms: this.alarms.close(end),
      findings: [...this.#findings.values()],
    }
  }
}

const FINDINGS = Object.keys(HealthFinding) as (keyof typeof HealthFinding)[]
