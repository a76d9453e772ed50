import { EquipmentState, PERSON_STATE_COUNT, PersonState } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { energyCost } from './energy.ts'
import { producedQuantity } from './iso22400.ts'
import type { Measured } from './measured.ts'

/**
 * Money spent over the measured time, by kind, in the scenario's currency:
 *
 *     machine      Σ stations   hours processing and in set-up × cost per hour
 *     material     Σ materials  issued or written off × unit cost + purchase orders × cost of one
 *     holding      Σ items      time average of the stock × days × holding cost, the same of what is owed, and sales lost
 *     maintenance  repairs and planned maintenance, each when it starts
 *     late         penalties of orders closed late or overdue now, days × the order's penalty per day
 *     labour       Σ crews      hours that its people are there, with a job or without × cost per hour
 *     outside      Σ stations   units that came back from a supplier × what he takes for one
 *     energy       Σ stations   kWh × what it costs at that hour
 *
 * One station 10 h at 40 an hour, 200 pieces of material at 1.5, two purchase orders at 8 and 50 pieces held for 2 days at 0.1: 400 + 300 + 16 + 10 = 726.
 */
export const COSTS = {
  machine: ({ stations }, measured) =>
    sum(stations, ({ costPerHour }, i) => costPerHour * measured.hoursIn(i, EquipmentState.processing, EquipmentState.setup)),
  material: ({ materials }, { tally }) =>
    sum(
      materials,
      ({ unitCost, orderCost }, i) => (tally.issued[i]! + tally.writtenOff[i]!) * unitCost + tally.purchaseOrders[i]! * orderCost,
    ),
  holding: ({ materials, products }, measured) => {
    const { tally } = measured
    return sum(
      [...materials, ...products],
      ({ holdingCost, backorderCost, lostSaleCost }, i) =>
        measured.average(tally.stockArea[i]!) * measured.days * holdingCost +
        measured.average(tally.backorderArea[i]!) * measured.days * backorderCost +
        tally.lostSales[i]! * lostSaleCost,
    )
  },
  maintenance: (_, { tally }) => tally.eventCost,
  late: (_, { tally, overdue }) => tally.lateCost + overdue.lateCost,
  labour: ({ crews }, { tally }) =>
    sum(crews, ({ costPerHour = 0 }, crew) => {
      const people = (state: PersonState) => tally.crewArea[crew * PERSON_STATE_COUNT + state]!
      return costPerHour === 0
        ? 0
        : (costPerHour * (people(PersonState.idle) + people(PersonState.travelling) + people(PersonState.busy))) / HOUR
    }),
  energy: energyCost,
  outside: ({ stations }, measured) =>
    sum(stations, ({ outside }, i) => (outside == null || outside.cost === 0 ? 0 : outside.cost * producedQuantity(measured.workUnit(i)))),
} as const satisfies Readonly<Record<string, (scenario: Scenario, measured: Measured) => number>>
export type CostKind = keyof typeof COSTS

/** All of it. */
export function cost(scenario: Scenario, measured: Measured): number {
  const { tally, overdue } = measured
  const of = (kind: CostKind) => COSTS[kind](scenario, measured)
  // Summed one by one in this order, as it always was: a sum of broken numbers hangs on it to the last bit.
  return (
    of('machine') +
    of('material') +
    of('holding') +
    of('maintenance') +
    tally.lateCost +
    overdue.lateCost +
    of('labour') +
    of('energy') +
    of('outside')
  )
}

/** The kinds of which the scenario has a price. */
export function costsOf({ stations, materials, products, crews, sources, orders, energy }: Scenario): readonly CostKind[] {
  const has: Readonly<Record<CostKind, boolean>> = {
    machine: stations.some(({ costPerHour }) => costPerHour > 0),
    material: materials.some(({ unitCost, orderCost }) => unitCost > 0 || orderCost > 0),
    holding: [...materials, ...products].some((one) => one.holdingCost > 0 || one.backorderCost > 0 || one.lostSaleCost > 0),
    maintenance: stations.some(({ failures, maintenance }) => [...failures, ...maintenance].some(({ cost }) => cost > 0)),
    late: [...sources, ...orders].some(({ lateCost }) => lateCost > 0),
    labour: crews.some(({ costPerHour = 0 }) => costPerHour > 0),
    outside: stations.some(({ outside }) => outside != null && outside.cost > 0),
    energy: energy != null && stations.some(({ power }) => power != null),
  }
  return (Object.keys(COSTS) as CostKind[]).filter((kind) => has[kind])
}

const HOUR = 3600e6
const sum = <T>(list: readonly T[], of: (item: T, i: number) => number) => list.reduce((total, item, i) => total + of(item, i), 0)
