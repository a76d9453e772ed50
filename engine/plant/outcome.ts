import { Outcome } from '../log/events.ts'
import type { Plant } from './plant.ts'
import { here } from './tables.ts'

/**
 * What a unit is after an attempt at its operation: good, to be worked on again, or scrap. One uniform of the unit's own decides: its upper
 * 1 − good is bad, and the upper part of that is scrap: SPEC.md [S4].
 */
export function outcomeOf(plant: Plant, unit: number, station: number, o: number, visit: number): Outcome {
  const operation = plant.tables.operations[o]!
  const way = here(operation, station)
  const good = way.goodRatio * plant.faults.yieldFactor[station]!
  if (good >= 1) return Outcome.good
  const { units, chance } = plant
  const u = chance.uniformOf(operation.outcome, units.luck[unit]!, visit)
  if (u < good) return Outcome.good
  const again = u - good < (1 - good) * way.reworkRatio && units.mayRework(unit, operation.step, way.reworkLimit, way.reworkByOperation)
  return again ? Outcome.rework : Outcome.scrap
}
