import { EquipmentState } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { Measured } from './measured.ts'

/**
 * Money spent over the measured time, in the scenario's currency:
 *
 *     Σ stations   hours processing and in set-up × cost per hour
 *   + Σ materials  issued or written off × unit cost + purchase orders × cost of one
 *   + Σ items      time average of the stock × days × holding cost, the same of what is owed, and sales lost
 *   + repairs and planned maintenance, each when it starts
 *   + penalties of orders closed late or overdue now, days × the order's penalty per day
 *
 * One station 10 h at 40 an hour, 200 pieces of material at 1.5, two purchase orders at 8 and 50 pieces held for 2 days at 0.1: 400 + 300 + 16 + 10 = 726.
 */
export function cost(scenario: Scenario, measured: Measured): number {
  const { tally } = measured
  const running = sum(
    scenario.stations,
    ({ costPerHour }, i) => costPerHour * measured.hoursIn(i, EquipmentState.processing, EquipmentState.setup),
  )
  const bought = sum(
    scenario.materials,
    ({ unitCost, orderCost }, i) => (tally.issued[i]! + tally.writtenOff[i]!) * unitCost + tally.purchaseOrders[i]! * orderCost,
  )
  const held = sum(
    [...scenario.materials, ...scenario.products],
    ({ holdingCost, backorderCost, lostSaleCost }, i) =>
      measured.average(tally.stockArea[i]!) * measured.days * holdingCost +
      measured.average(tally.backorderArea[i]!) * measured.days * backorderCost +
      tally.lostSales[i]! * lostSaleCost,
  )
  return running + bought + held + tally.eventCost + tally.lateCost + measured.overdue.lateCost
}

const sum = <T>(list: readonly T[], of: (item: T, i: number) => number) => list.reduce((total, item, i) => total + of(item, i), 0)
