import type { AsOf } from './as-of.ts'
import type { Change } from './counterfactual.ts'

/** Numbers in the log. */
export interface Quarantined {
  readonly lots: readonly number[]
  readonly units: readonly number[]
}

/**
 * The plant in which these lots are not used any more and these units do not go on: the stock is without the lots, and orders get other units in the
 * place of theirs. What has left the plant is not called back.
 */
export function quarantine({ lots, units }: AsOf, held: Quarantined): Change {
  return (scenario) => {
    const { present } = scenario
    if (present === null) return scenario
    const isHeldLot = present.lots.map((_, place) => held.lots.includes(lots[place]!))
    return {
      ...scenario,
      materials: scenario.materials.map((material) => {
        const gone = present.lots.reduce((sum, lot, i) => (isHeldLot[i] && lot.material === material.id ? sum + lot.quantity : sum), 0)
        return gone === 0 ? material : { ...material, initialStock: Math.max(0, material.initialStock - gone) }
      }),
      present: {
        ...present,
        lots: present.lots.filter((_, i) => !isHeldLot[i]),
        units: present.units.filter((_, i) => !held.units.includes(units[i]!)),
      },
    }
  }
}
