import { kpiCatalogue } from '../analysis/kpi/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import type { MeasuredRun } from './paired-runs.ts'

/** What a decision is judged by, whatever its plant. */
export const FIGURES = ['good', 'scrapped', 'ordersOnTime', 'down', 'waiting', 'revenue', 'cost', 'profit'] as const
export type FigureName = (typeof FIGURES)[number]

/**
 * One figure of one run, from the moment on:
 *
 *     good          units that left good
 *     scrapped      units that were scrapped
 *     ordersOnTime  listed orders with a date that were closed by it
 *     down          Σ slots, seconds waiting for repair and in repair
 *     waiting       Σ slots, seconds blocked, starved or waiting for people, tools or material
 *     revenue       Σ products, units that left good × price
 *     cost          all money spent (the KPI `cost`)
 *     profit        revenue − cost
 */
export type Figures = Readonly<Record<FigureName, number>>

/** Where the figures are found in the runs of a plant. `dues`: order → seconds from the start of the run; null: no date. */
export function figuresOf(scenario: Scenario, until: number, dues: readonly (number | null)[]): (run: MeasuredRun) => Figures {
  const { products, stations } = scenario
  const column = new Map(kpiCatalogue(scenario).map(({ name, subject }, i) => [`${name} ${subject}`, i]))
  const cost = column.get('cost plant')!
  const slotSeconds = (states: readonly string[]) =>
    stations.flatMap(({ id, slots }) => states.map((state) => ({ at: column.get(`state.${state} ${id}`)!, seconds: slots * until })))
  const down = slotSeconds(['down'])
  const waiting = slotSeconds(WAITING)
  const add = (shares: ReturnType<typeof slotSeconds>, { measured: { kpis } }: MeasuredRun) =>
    shares.reduce((sum, { at, seconds }) => sum + kpis[at]! * seconds, 0)
  return (run) => {
    const { finished, scrapped, kpis } = run.measured
    const revenue = products.reduce((sum, { price }, p) => sum + price * finished[p]!, 0)
    return {
      good: total(finished),
      scrapped: total(scrapped),
      ordersOnTime: dues.reduce((sum: number, due, o) => sum + (isOnTime(run, o, due) ? 1 : 0), 0),
      down: add(down, run),
      waiting: add(waiting, run),
      revenue,
      cost: kpis[cost]!,
      profit: revenue - kpis[cost]!,
    }
  }
}

export const WAITING = ['blocked', 'starved', 'waiting'] as const

export const isOnTime = ({ closed }: MeasuredRun, order: number, due: number | null): boolean => due !== null && closed[order]! <= due

const total = (column: Float64Array) => column.reduce((sum, one) => sum + one, 0)
