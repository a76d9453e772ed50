import { kpiCatalogue } from '../analysis/kpi/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import type { MeasuredRun } from './paired-runs.ts'

/** What a decision is judged by, whatever its plant. */
export const FIGURES = ['good', 'scrapped', 'ordersOnTime', 'stopped', 'waiting', 'revenue', 'cost', 'profit'] as const
export type FigureName = (typeof FIGURES)[number]

/**
 * One figure of one run, from the moment on:
 *
 *     good          units that left good
 *     scrapped      units that were scrapped
 *     ordersOnTime  listed orders with a date that were closed by it
 *     stopped       Σ slots, seconds waiting for repair, in repair or on hold
 *     waiting       Σ slots, seconds blocked, starved or waiting for people, tools or material
 *     revenue       Σ products, units that left good × price
 *     cost          all money spent (the KPI `cost`)
 *     profit        revenue − cost
 */
export type Figures = Readonly<Record<FigureName, number>>

/** Where the figures are found in the runs of a plant. `dues`: order → seconds from the start of the run; null: no date. */
export function figuresOf(scenario: Scenario, until: number, dues: readonly (number | null)[]): (run: MeasuredRun) => Figures {
  const { products, stations } = scenario
  const cost = columnsOf(scenario).get('cost plant')!
  const all = (states: readonly string[]) => {
    const each = stations.map(({ id }) => stationSeconds(scenario, until, id, states))
    return (run: MeasuredRun) => each.reduce((sum, of) => sum + of(run), 0)
  }
  const [stopped, waiting] = [all(STOPPED), all(WAITING)]
  return (run) => {
    const { finished, scrapped, kpis } = run.measured
    const revenue = products.reduce((sum, { price }, p) => sum + price * finished[p]!, 0)
    return {
      good: total(finished),
      scrapped: total(scrapped),
      ordersOnTime: dues.reduce((sum: number, due, o) => sum + (isOnTime(run, o, due) ? 1 : 0), 0),
      stopped: stopped(run),
      waiting: waiting(run),
      revenue,
      cost: kpis[cost]!,
      profit: revenue - kpis[cost]!,
    }
  }
}

/** Seconds that the slots of a station spend in the states, together, in a run of `until` seconds. */
export function stationSeconds(scenario: Scenario, until: number, id: string, states: readonly string[]): (run: MeasuredRun) => number {
  const columns = columnsOf(scenario)
  const slots = scenario.stations.find((station) => station.id === id)!.slots
  const at = states.map((state) => columns.get(`state.${state} ${id}`)!)
  return ({ measured: { kpis } }) => at.reduce((sum, column) => sum + micro(kpis[column]! * slots * until), 0)
}

/** Times are whole microseconds, and shares of them are not. */
const micro = (seconds: number) => Math.round(seconds * 1e6) / 1e6

const known = new WeakMap<Scenario, ReadonlyMap<string, number>>()

/** Name and subject of a KPI → its place in the catalogue. */
export function columnsOf(scenario: Scenario): ReadonlyMap<string, number> {
  let columns = known.get(scenario)
  if (columns === undefined) {
    columns = new Map(kpiCatalogue(scenario).map(({ name, subject }, i) => [`${name} ${subject}`, i]))
    known.set(scenario, columns)
  }
  return columns
}

export const STOPPED = ['waitRepair', 'repair', 'held'] as const
export const WAITING = ['blocked', 'starved', 'waiting'] as const

export const isOnTime = ({ closed }: MeasuredRun, order: number, due: number | null): boolean => due !== null && closed[order]! <= due

const total = (column: Float64Array) => column.reduce((sum, one) => sum + one, 0)
