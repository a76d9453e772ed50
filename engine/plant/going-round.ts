import type { Model } from '../kernel/loop.ts'
import { Message } from './phases.ts'
import type { Plant } from './plant.ts'

/** Events that are looked at: a ring is shorter. */
const LOOKED_AT = 1000

/** Who does something at this instant, again and again: ids of sources and stations, in the order in which they do. The run is good for nothing after it. */
export function goingRound(plant: Plant, model: Model): readonly string[] {
  const { calendar } = plant
  const found = new Set<string>()
  for (let i = 0; i < LOOKED_AT; i++) {
    model.settle()
    if (!calendar.advance(calendar.now)) break
    const name = nameOf(plant, calendar.target, calendar.message)
    if (name !== undefined) found.add(name)
    model.fire(calendar.target, calendar.message)
  }
  return [...found]
}

function nameOf({ tables: { scenario, slotStation }, upkeep }: Plant, target: number, message: number): string | undefined {
  switch (message) {
    case Message.arrival:
      return scenario.sources[target]?.id
    case Message.setupEnds:
    case Message.workEnds:
    case Message.workFails:
    case Message.jobMayStart:
      return scenario.stations[slotStation[target]!]?.id
    case Message.repairEnds:
    case Message.failureStarts:
      return scenario.stations[slotStation[upkeep.slotOf(target)]!]?.id
    case Message.conveyorMoves:
    case Message.conveyorSettles:
      return scenario.conveyors[target]?.id
    default:
      return undefined
  }
}
