import type { Constraint, Term } from '../model/linear-model.ts'
import type { Flow, Item, PlannedMaterial, Planning } from './periods.ts'

/** The decisions, per period t: units begun, units worked on at one of several stations, good units delivered, in stock, late; bought. */
export const begun = ({ id }: Flow, t: number) => `${id} begun in ${t}`
export const workedOn = ({ id }: Flow, operation: string, station: string, t: number) => `${id} ${operation} at ${station} in ${t}`
export const delivered = ({ product }: Item, t: number) => `${product.id} delivered in ${t}`
export const inStock = ({ product }: Item, t: number) => `${product.id} in stock after ${t}`
export const late = ({ product }: Item, t: number) => `${product.id} late after ${t}`
export const bought = ({ material }: PlannedMaterial, t: number) => `${material.id} bought in ${t}`
/** Asked for by customers and not there. */
export const short = ({ material }: PlannedMaterial, t: number) => `${material.id} short in ${t}`
export const onHand = ({ material }: PlannedMaterial, t: number) => `${material.id} on hand after ${t}`

export const rules: readonly ((planning: Planning) => Constraint[])[] = [
  aStationHasSoMuchTime,
  everyUnitIsWorkedOnSomewhere,
  nothingIsBegunBeforeItIsReleased,
  whatIsMadeIsDeliveredUsedOrStocked,
  whatIsDueIsDeliveredOrLate,
  materialIsThereBeforeItIsUsed,
]

const periods = ({ periods: count }: Planning) => Array.from({ length: count }, (_, t) => t)

/** A station does no more in a period than its calendar, its availability and its maintenance leave it time for. */
export function aStationHasSoMuchTime(planning: Planning): Constraint[] {
  return planning.stations.flatMap(({ station, seconds }) =>
    periods(planning).flatMap((t) => {
      const terms = planning.flows.flatMap((flow) =>
        flow.product.route.flatMap((operation, k): Term[] => {
          const attempts = flow.attempts[k] as number
          if (attempts === 0 || !operation.stations.includes(station.id)) return []
          const perUnit = planning.facts.secondsPerUnit(operation, station)
          return operation.stations.length === 1
            ? [{ coefficient: perUnit * attempts, variable: begun(flow, t) }]
            : [{ coefficient: perUnit, variable: workedOn(flow, operation.id, station.id, t) }]
        }),
      )
      return terms.length === 0
        ? []
        : [{ name: `${station.id} has ${Math.round(seconds[t] as number)} s in period ${t + 1}`, terms, atMost: seconds[t] as number }]
    }),
  )
}

/** Where stations can stand in for each other, all attempts at an operation are done at one of them, in the period in which the units are begun. */
export function everyUnitIsWorkedOnSomewhere(planning: Planning): Constraint[] {
  return planning.flows.flatMap((flow) =>
    flow.product.route.flatMap((operation, k) => {
      const attempts = flow.attempts[k] as number
      if (attempts === 0 || operation.stations.length === 1) return []
      return periods(planning).map((t) => ({
        name: `${flow.id} ${operation.id} is done somewhere in period ${t + 1}`,
        terms: [
          ...operation.stations.map((station) => ({ coefficient: 1, variable: workedOn(flow, operation.id, station, t) })),
          { coefficient: -attempts, variable: begun(flow, t) },
        ],
        equals: 0,
      }))
    }),
  )
}

/** No unit is begun before its order is released or it arrives. */
export function nothingIsBegunBeforeItIsReleased(planning: Planning): Constraint[] {
  return planning.flows.flatMap((flow) =>
    (flow.released ?? []).map((released, t) => ({
      name: `${flow.id}: ${Math.round(released * 10) / 10} released by the end of period ${t + 1}`,
      terms: Array.from({ length: t + 1 }, (_, before) => ({ coefficient: 1, variable: begun(flow, before) })),
      atMost: released,
    })),
  )
}

/** Good units are delivered, used as components, or kept in stock. */
export function whatIsMadeIsDeliveredUsedOrStocked(planning: Planning): Constraint[] {
  return planning.items.flatMap((item) =>
    periods(planning).map((t) => ({
      name: `${item.product.id} balances in period ${t + 1}`,
      terms: [
        ...planning.flows
          .filter(({ product }) => product === item.product)
          .map((flow) => ({ coefficient: flow.yield, variable: begun(flow, t) })),
        ...used(planning, item.product.id, t).map((term) => ({ ...term, coefficient: -term.coefficient })),
        ...(t > 0 ? [{ coefficient: 1, variable: inStock(item, t - 1) }] : []),
        { coefficient: -1, variable: inStock(item, t) },
        { coefficient: -1, variable: delivered(item, t) },
      ],
      equals: t === 0 ? -item.initialStock : 0,
    })),
  )
}

/** What is due and not delivered is late until it is. */
export function whatIsDueIsDeliveredOrLate(planning: Planning): Constraint[] {
  return planning.items.flatMap((item) =>
    periods(planning).map((t) => ({
      name: `${item.product.id} due in period ${t + 1}`,
      terms: [
        { coefficient: 1, variable: delivered(item, t) },
        { coefficient: 1, variable: late(item, t) },
        ...(t > 0 ? [{ coefficient: -1, variable: late(item, t - 1) }] : []),
      ],
      equals: item.due[t] as number,
    })),
  )
}

/** Material is used only once it is there: bought, and the supplier's lead time past. */
export function materialIsThereBeforeItIsUsed(planning: Planning): Constraint[] {
  return planning.materials.flatMap((planned) =>
    periods(planning).map((t) => ({
      name: `${planned.material.id} on hand in period ${t + 1}`,
      terms: [
        ...used(planning, planned.material.id, t).map((term) => ({ ...term, coefficient: -term.coefficient })),
        ...(t >= planned.lead ? [{ coefficient: 1, variable: bought(planned, t - planned.lead) }] : []),
        ...(t > 0 ? [{ coefficient: 1, variable: onHand(planned, t - 1) }] : []),
        { coefficient: -1, variable: onHand(planned, t) },
        { coefficient: 1, variable: short(planned, t) },
      ],
      equals: (planned.demand[t] as number) - (t === 0 ? planned.material.initialStock : 0),
    })),
  )
}

/** What all operations take of an item, kit by kit; an attempt that needs no new kit is counted with one, so the plan errs on the safe side. */
function used({ flows }: Planning, id: string, t: number): Term[] {
  return flows.flatMap((flow) => {
    const perUnit = flow.product.route.reduce(
      (sum, { components }, k) =>
        sum + (flow.attempts[k] as number) * components.reduce((kit, { item, quantity }) => kit + (item === id ? quantity : 0), 0),
      0,
    )
    return perUnit > 0 ? [{ coefficient: perUnit, variable: begun(flow, t) }] : []
  })
}
