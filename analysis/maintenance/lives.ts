import type { FailureMode, Scenario } from '../../scenarios/model.ts'
import type { SlotHistory } from './slot-history.ts'

/** From being as good as it was to the next failure or renewal of a failure mode, or of a signal. Times are µs. */
export interface Life {
  /** NaN: it has not begun, for the repair lasts. */
  readonly from: number
  /** How old it was then, on its clock: seconds, or units. */
  readonly age: number
  /** NaN: it goes on. */
  until: number
  /** How it ended. */
  how: 'open' | 'failed' | 'renewed'
}

/** What moves a failure mode's clock: slots, and which of their clocks. A gated clock goes on by the calendar. */
export function clockOf(scenario: Scenario, history: SlotHistory, slot: number, mode: FailureMode) {
  const other = scenario.stations.findIndex(({ id }) => id === mode.station)
  const slots = other < 0 ? [slot] : Array.from({ length: scenario.stations[other]!.slots }, (_, i) => history.firstSlot[other]! + i)
  const clock: FailureMode['clock'] = mode.dueWhile === 'gate' && mode.clock !== 'cycles' ? 'calendar' : mode.clock
  return { clock, slots, counted: (from: number, to: number) => history.counted(clock, slots, from, to) }
}

/** The lives of a failure mode at a slot so far, in order; at least one. `born`: its age at t = 0. */
export function livesOf(scenario: Scenario, history: SlotHistory, slot: number, number: number): readonly Life[] {
  const station = scenario.stations[history.stationOf[slot]!]!
  const mode = station.failures[number]!
  const { counted } = clockOf(scenario, history, slot, mode)
  const renewals = station.maintenance.flatMap(({ renews }, task) => (renews.includes(mode.id) ? ends(history, slot, task) : []))
  const happened = [
    ...history.failures(slot, number).map(({ at, end }) => ({ at, end, failed: true })),
    ...renewals.map((end) => ({ at: end, end, failed: false })),
  ].sort((a, b) => a.at - b.at)
  const before = scenario.present?.slots.find(
    (one) => one.station === station.id && history.firstSlot[history.stationOf[slot]!]! + one.slot - 1 === slot,
  )
  const lives: Life[] = [{ from: 0, age: before?.ages.find(({ of }) => of === mode.id)?.age ?? mode.age, until: Number.NaN, how: 'open' }]
  for (const { at, end, failed } of happened) {
    const last = lives.at(-1)!
    if (Number.isNaN(last.until)) {
      last.until = at
      last.how = failed ? 'failed' : 'renewed'
    }
    if (!failed) {
      lives.push({ from: at, age: 0, until: Number.NaN, how: 'open' })
      continue
    }
    const age = last.age + (Number.isNaN(last.from) || last.from > at ? 0 : counted(last.from, at))
    const kept = mode.effect === 'renew' ? 0 : mode.effect === 'minimal' ? age : age * (1 - (mode.restores ?? 0))
    lives.push({ from: mode.since === 'failure' ? at : end, age: kept, until: Number.NaN, how: 'open' })
  }
  return lives
}

/** The lives of a signal at a slot: it starts anew with the repair of a mode that it drives, and with maintenance that resets it. */
export function signalLives(scenario: Scenario, history: SlotHistory, slot: number, signal: string): readonly Life[] {
  const station = scenario.stations[history.stationOf[slot]!]!
  const failures = station.failures.flatMap((mode, number) =>
    mode.clock === 'signal' && mode.signal === signal ? history.failures(slot, number) : [],
  )
  const resets = station.maintenance.flatMap((task, number) => (task.resets.includes(signal) ? ends(history, slot, number) : []))
  const happened = [
    ...failures.map(({ at, end }) => ({ at, end, failed: true })),
    ...resets.map((end) => ({ at: end, end, failed: false })),
  ].sort((a, b) => a.at - b.at)
  const lives: Life[] = [{ from: 0, age: 0, until: Number.NaN, how: 'open' }]
  for (const { at, end, failed } of happened) {
    const last = lives.at(-1)!
    last.until = at
    last.how = failed ? 'failed' : 'renewed'
    lives.push({ from: end, age: 0, until: Number.NaN, how: 'open' })
  }
  return lives
}

const ends = (history: SlotHistory, slot: number, task: number) =>
  history.maintenance(slot, task).flatMap(({ end }) => (Number.isNaN(end) ? [] : [end]))
