import { meanOf } from '../engine/random/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import { type Estimate, estimate } from './counterfactual.ts'
import { columnsOf, stationSeconds } from './figures.ts'
import type { MeasuredRun } from './paired-runs.ts'

/** How far a plant is from what no plan could exceed. Units per hour. */
export interface Gap {
  /** As it is, and the best change that fresh luck confirmed. */
  readonly current: Estimate
  readonly best: Estimate
  /**
   * No plan makes more on average: what the station with the most work per unit could do if it worked all the time, or what comes. Null: no station does
   * every unit, and as many come as are taken.
   */
  readonly bound: { readonly perHour: number; readonly station: string | null } | null
  /** The same of the plant with that change. */
  readonly boundOfBest: Gap['bound']
  /** Run by run: units that were made, and what the stations that do every unit could have done of that very work. */
  readonly runs: readonly { readonly made: number; readonly bound: number | null }[]
}

/** A plant that begins with units in it can make so many more. */
const unitsAtStart = ({ initial, present }: Scenario) =>
  [...initial, ...(present?.units ?? [])].reduce((sum, { quantity }) => sum + quantity, 0)

export function gapOf(
  scenario: Scenario,
  within: number,
  {
    current,
    best,
    bestPlant,
  }: { readonly current: readonly MeasuredRun[]; readonly best: readonly MeasuredRun[]; readonly bestPlant: Scenario },
): Gap {
  const made = ({ measured }: MeasuredRun) => measured.finished.reduce((sum, one) => sum + one, 0)
  const hours = within / 3600
  const stations = doingAll(scenario)
  const columns = columnsOf(scenario)
  const more = unitsAtStart(scenario)
  const works = stations.map(({ id, slots }) => ({
    ...{ slots, seconds: stationSeconds(scenario, within, id, ['processing']) },
    throughput: columns.get(`throughput ${id}`)!,
  }))
  return {
    current: estimate(current.map((run) => made(run) / hours)),
    best: estimate(best.map((run) => made(run) / hours)),
    bound: meanBound(scenario, stations, hours, more),
    boundOfBest: meanBound(bestPlant, doingAll(bestPlant), hours, more),
    runs: current.map((run) => {
      const could = works.flatMap(({ slots, seconds, throughput }) => {
        const done = run.measured.kpis[throughput]! * hours
        return done > 0 ? [(slots * within) / (seconds(run) / done) + more] : []
      })
      return { made: made(run), bound: could.length === 0 ? null : Math.min(...could) }
    }),
  }
}

interface Doing {
  readonly id: string
  readonly slots: number
  /** Mean seconds of work per unit, the least over the products. */
  readonly seconds: number
}

/** Stations through which every unit of every product has to go, one at a time. */
function doingAll({ stations, products }: Scenario): readonly Doing[] {
  return stations.flatMap(({ id, slots, time, batch, outside }) => {
    if (batch !== null || outside !== null) return []
    const perProduct = products.map(({ route }) => {
      if (route.some(({ next }) => next.length > 0)) return 0
      return route.reduce((sum, one) => {
        const isOnly = one.stations.length === 1 && one.stations[0] === id && one.batch === null && one.steps.length === 0
        const spec = one.time ?? time
        return isOnly && spec !== null ? sum + meanOf(spec) : sum
      }, 0)
    })
    const least = Math.min(...perProduct)
    return least > 0 && Number.isFinite(least) ? [{ id, slots, seconds: least }] : []
  })
}

function meanBound({ sources }: Scenario, stations: readonly Doing[], hours: number, more: number): Gap['bound'] {
  const arriving = sources.filter(({ serve }) => serve === 'make')
  const comes =
    arriving.length > 0 && arriving.every(({ every, profile }) => every !== null && profile.length === 0)
      ? arriving.reduce((sum, { every, quantity }) => sum + (3600 * quantity) / meanOf(every!), 0)
      : Number.POSITIVE_INFINITY
  const limits = [
    ...stations.map(({ id, slots, seconds }) => ({ station: id as string | null, perHour: (3600 * slots) / seconds })),
    { station: null, perHour: comes },
  ].toSorted((a, b) => a.perHour - b.perHour)
  const [first] = limits
  // The first unit of a source may come at once: one more than its rate says.
  return first === undefined || !Number.isFinite(first.perHour)
    ? null
    : { ...first, perHour: first.perHour + (more + arriving.length) / hours }
}
