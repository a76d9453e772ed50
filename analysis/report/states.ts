import { type EquipmentState, STATE_NAMES } from '../../engine/log/events.ts'

export type StateName = keyof typeof EquipmentState

/** Seconds, or shares, per state. */
export type PerState = Readonly<Record<StateName, number>>

/** One number for each state, made by its name. */
export function perState(of: (name: StateName) => number): PerState {
  const states = {
    unknown: 0,
    paused: 0,
    repair: 0,
    waitRepair: 0,
    held: 0,
    maintenance: 0,
    setup: 0,
    processing: 0,
    blocked: 0,
    waiting: 0,
    starved: 0,
    idle: 0,
  }
  for (const name of STATE_NAMES) states[name] = of(name)
  return states
}

export const sumOfStates = (list: readonly PerState[]) => perState((name) => list.reduce((sum, states) => sum + states[name], 0))

/** Share of the time in which the state is known; null where there is no time. */
export const coverageOf = (states: PerState, seconds: number) => (seconds > 0 ? 1 - states.unknown / seconds : null)
