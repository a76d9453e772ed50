import { type LinearModel, linearModel, type Variable } from '../model/linear-model.ts'
import type { Planning } from './periods.ts'
import { begun, bought, delivered, inStock, late, onHand, rules, short, workedOn } from './rules.ts'

const day = 86_400

/**
 * The production plan as an LP: what to begin where in each period, so that what the deliveries bring in, less material, machine hours, stock
 * and lateness, is most. Material enters with its cost when it is bought; what is delivered counts its price.
 */
export function planModel(planning: Planning): LinearModel {
  const { flows, items, materials, facts, period, periods, inMoney } = planning
  const days = period / day
  const variables = Array.from({ length: periods }, (_, t): Variable[] => {
    return [
      ...flows.map((flow) => ({
        name: begun(flow, t),
        objective: -flow.product.route.reduce((sum, operation, k) => {
          const station = facts.station(operation.stations[0] as string)
          const alone = operation.stations.length === 1
          return alone ? sum + ((flow.attempts[k] as number) * facts.secondsPerUnit(operation, station) * station.costPerHour) / 3600 : sum
        }, 0),
      })),
      ...flows.flatMap((flow) =>
        flow.product.route.flatMap((operation, k) => {
          if (operation.stations.length === 1 || flow.attempts[k] === 0) return []
          return operation.stations.map((id, preference) => {
            const station = facts.station(id)
            const cost = (facts.secondsPerUnit(operation, station) * station.costPerHour) / 3600
            // The first alternative is the preferred one: of equals it is taken.
            return { name: workedOn(flow, operation.id, id, t), objective: -cost - preference * 1e-6 }
          })
        }),
      ),
      ...items.flatMap((item) => [
        { name: delivered(item, t), objective: inMoney ? item.product.price : item.price },
        { name: inStock(item, t), objective: -(item.product.holdingCost * days) - 1e-6 },
        { name: late(item, t), objective: -item.lateCost },
      ]),
      ...materials.flatMap((planned) => [
        { name: bought(planned, t), objective: -planned.material.unitCost, upper: planned.material.supplier === null ? 0 : Infinity },
        { name: short(planned, t), objective: -2 * planned.material.unitCost - 1, upper: planned.demand[t] as number },
        { name: onHand(planned, t), objective: -(planned.material.holdingCost * days) - 1e-6 },
      ]),
    ]
  }).flat()
  return linearModel({
    name: `production plan of ${planning.scenario.id}`,
    sense: 'maximise',
    variables,
    constraints: rules.flatMap((rule) => rule(planning)),
  })
}
