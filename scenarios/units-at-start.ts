import type { PresentUnits, Scenario } from './model.ts'

const UNKNOWN = { slot: null, doing: null, elapsed: 0, reworks: 0 } as const

/** All units that are in the plant at t = 0. */
export const unitsAtStart = ({ initial, present }: Pick<Scenario, 'initial' | 'present'>): readonly PresentUnits[] =>
  initial.length === 0 && present === null ? NONE : [...initial.map((one) => ({ ...one, ...UNKNOWN })), ...(present?.units ?? [])]

const NONE: readonly PresentUnits[] = []
