import type { DispatchList, Scenario } from '../../scenarios/model.ts'
import type { Patch } from '../../scenarios/patch.ts'
import type { PlannedJob } from '../suggestion.ts'
import type { Evaluation, TimedPart } from './evaluate.ts'
import type { Shop, ShopOrder, ShopStation } from './shop.ts'

/** The scenario with a list for each station that can follow one, in the order of the parts. */
export function dispatchBy(shop: Shop, parts: readonly TimedPart[]): { readonly patch: Patch; readonly scenario: Scenario } {
  const { scenario } = shop.facts
  const dispatch = shop.stations.flatMap(({ station, listed }, s): DispatchList[] => {
    const own = parts.filter((part) => part.station === s).sort(bySequence)
    if (!listed || own.length === 0) return []
    return [
      {
        station: station.id,
        jobs: own.map((part) => {
          const { order, product, tasks } = shop.orders[part.order] as ShopOrder
          const { step, units } = tasks[part.task] as ShopOrder['tasks'][number]
          return {
            order: order.id,
            operation: (product.route[step] as ShopOrder['product']['route'][number]).id,
            // Units that are scrapped before are not missed: the job is over when no more can come.
            quantity: Math.ceil(units),
            notBefore: 0,
          }
        }),
      },
    ]
  })
  return { patch: [{ set: 'dispatch', value: dispatch }], scenario: { ...scenario, dispatch } }
}

const bySequence = (a: TimedPart, b: TimedPart) => a.start - b.start || a.end - b.end || a.order - b.order || a.task - b.task

/** The parts as rows of a table or bars of a Gantt chart. */
export function scheduleTable(shop: Shop, parts: readonly TimedPart[]): PlannedJob[] {
  return [...parts].sort(bySequence).map(({ order: o, task, station, setupStart, start, end }) => {
    const { order, product, tasks } = shop.orders[o] as ShopOrder
    const { step, units, modes } = tasks[task] as ShopOrder['tasks'][number]
    const sharing = parts.filter((part) => part.order === o && part.task === task).length
    return {
      station: (shop.stations[station] as ShopStation).station.id,
      order: order.id,
      product: product.id,
      operation: (product.route[step] as ShopOrder['product']['route'][number]).id,
      // Where stations share a job, what the pace of each lets it do.
      quantity: sharing > 1 ? shareOf(modes[0] ?? [], station) * units : units,
      setupStart,
      start,
      end,
    }
  })
}

function shareOf(parts: ShopOrder['tasks'][number]['modes'][number], station: number): number {
  const pace = parts.map((part) => ({ station: part.station, pace: 1 / Math.max(1e-9, part.unitSeconds) }))
  const all = pace.reduce((sum, one) => sum + one.pace, 0)
  return (pace.find((one) => one.station === station)?.pace ?? 0) / all
}

/** Does the plant keep up, and will orders be late, with the expected times? */
export function expectedOutlook({ orders, facts }: Shop, { completion }: Evaluation): { keepsUp: boolean; lateExpected: boolean } {
  const onlyOrders = facts.scenario.sources.every(({ every, serve }) => every !== null || serve === 'stock')
  return {
    keepsUp: onlyOrders && orders.every((_, o) => (completion[o] as number) <= facts.scenario.horizon),
    lateExpected: orders.some(({ order }, o) => order.due !== null && (completion[o] as number) > 0.8 * order.due),
  }
}
