import type { Tally } from '../../engine/log/tally.ts'
import type { SimTime } from '../../engine/log/time.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { type Kpi, kpis } from './catalogue.ts'
import { Measured } from './measured.ts'

/** The numbers of `kpiCatalogue(scenario)`, in its order; NaN where a figure is not defined. Settles the tally at `now`. */
export function kpiValues(scenario: Scenario, tally: Tally, now: SimTime): Float64Array {
  tally.settle(now)
  const measured = new Measured(tally, now)
  return Float64Array.from(formulasOf(scenario), ({ value }) => finite(value(measured)))
}

/** A scenario is never changed, and thousands of replications ask for its formulas. */
const known = new WeakMap<Scenario, readonly Kpi[]>()

function formulasOf(scenario: Scenario): readonly Kpi[] {
  let formulas = known.get(scenario)
  if (formulas === undefined) {
    formulas = kpis(scenario)
    known.set(scenario, formulas)
  }
  return formulas
}

/** Something out of nothing (turns of a stock that was always empty) is not a number anybody can use. */
const finite = (value: number) => (Number.isFinite(value) ? value : Number.NaN)
