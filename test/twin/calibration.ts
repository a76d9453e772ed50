import { recordOf } from '../../analysis/record/index.ts'
import { ahead } from '../../engine/experiment/ahead.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { asOf } from '../../twin/as-of.ts'
import type { AheadPool } from '../../twin/forecast.ts'
import { aheadOf, sorted } from '../../twin/forecast.ts'
import {
  brier,
  climatology,
  coverage,
  crps,
  meanAndNormal,
  pit,
  reliability,
  type Scored,
  type Told,
  uniformP,
  withoutChance,
} from '../../twin/scores.ts'
import { recorded } from '../analysis/recorded.ts'
import { buffer, exponential, failure, operation, order, plant, product, station } from '../engine/plant/plants.ts'

/** Moments of a forecast, as shares of the planned lead time (from release to due date): known beforehand, so that choosing them tells nothing. */
export const FRACTIONS = [0, 0.25, 0.5, 0.75] as const

/** A small job shop that is loaded so that about half of its orders are late. */
export function jobShop(): Scenario {
  const route = (...ids: string[]) => ids.map((id) => operation({ id, stations: [id], buffer: `${id}-rack` }))
  const ids = ['saw', 'mill', 'test']
  return plant({
    horizon: 60_000,
    products: [product({ id: 'shaft', route: route('saw', 'mill', 'test') }), product({ id: 'plate', route: route('saw', 'test') })],
    buffers: ids.map((id) => buffer({ id: `${id}-rack` })),
    orders: Array.from({ length: 6 }, (_, i) =>
      order({
        id: `o-${i}`,
        product: i % 2 === 0 ? 'shaft' : 'plate',
        quantity: 8,
        release: 2300 * i,
        due: 2300 * i + (i % 2 === 0 ? 4100 : 3700),
      }),
    ),
    stations: [
      station({ id: 'saw', time: { kind: 'gamma', mean: 200, sd: 120 } }),
      station({
        id: 'mill',
        time: { kind: 'lognormal', mean: 330, sd: 250 },
        failures: [
          failure({ id: 'spindle', clock: 'processing', after: { kind: 'weibull', shape: 2, scale: 5000 }, repair: exponential(1200) }),
        ],
      }),
      station({ id: 'test', time: { kind: 'triangular', min: 60, mode: 90, max: 240 }, yield: 0.95 }),
    ],
  })
}

const here: AheadPool = { ahead: (scenario, options) => ahead(scenario, options, async () => true) }

/** Forecasts of every order at each fraction, over runs with luck of their own, and how they turned out. */
export async function calibration(
  { seeds, replications, first = 1 }: { seeds: number; replications: number; first?: number },
  pool: AheadPool = here,
) {
  const scenario = jobShop()
  const past = Array.from({ length: 60 }, (_, i) => outcomes(recorded(scenario, { seed: 900_000 + i }).log))
  const leadTimes = new Map(
    scenario.products.map(({ id }) => [
      id,
      past.flatMap((one) => one.flatMap((end, o) => (scenario.orders[o]!.product === id ? [end - scenario.orders[o]!.release] : []))),
    ]),
  )
  const twin: Scored[] = []
  const rivals = { climatology: [] as Scored[], normal: [] as Scored[], schedule: [] as Scored[] }
  const told: Told[] = []
  const scheduled: Told[] = []
  for (let seed = first; seed < first + seeds; seed++) {
    const { log } = recorded(scenario, { seed })
    const ends = outcomes(log)
    for (const [o, { release, due, id, product: made }] of scenario.orders.entries()) {
      for (const fraction of FRACTIONS) {
        const at = release + fraction * (due! - release)
        if (ends[o]! <= at) continue
        const then = asOf(log, at)
        const place = then.scenario.orders.findIndex((one) => one.id === id)
        const one = { truth: ends[o]!, cluster: seed }
        const runs = await aheadOf(then.scenario, { replications, pool })
        const values = sorted(runs.map(({ closed }) => closed[place]!)).map((time) => at + Math.min(time, scenario.horizon))
        twin.push({ values, ...one })
        told.push({ probability: values.filter((time) => time <= due!).length / values.length, came: one.truth <= due! })
        const [plan] = await aheadOf(withoutChance(then.scenario), { replications: 1, pool: here })
        const planned = at + plan!.closed[place]!
        rivals.schedule.push({ values: [planned], ...one })
        scheduled.push({ probability: planned <= due! ? 1 : 0, came: one.truth <= due! })
        const known = leadTimes.get(made)!
        const like = climatology(known, release, at - release)
        rivals.climatology.push({ values: like.length > 0 ? like : [at], ...one })
        rivals.normal.push({ values: meanAndNormal(known, release, at - release), ...one })
      }
    }
  }
  const covered = [0.5, 0.8, 0.95].map((level) => ({ level, ...coverage(twin, level) }))
  const effective = covered[1]!.effective
  const mean = (list: readonly Scored[]) => list.reduce((sum, one) => sum + crps(one), 0) / list.length
  // Halves of ties, evenly.
  const places = twin.map((one, i) => pit(one, (i * 0.6180339887498949) % 1))
  return {
    forecasts: twin.length,
    effective,
    covered,
    pitP: uniformP(places, effective),
    crps: { twin: mean(twin), climatology: mean(rivals.climatology), normal: mean(rivals.normal), schedule: mean(rivals.schedule) },
    brier: { twin: brier(told), schedule: brier(scheduled) },
    reliability: reliability(told),
  }
}

/** When each listed order was closed, seconds. */
function outcomes(log: ReturnType<typeof recorded>['log']): number[] {
  const record = recordOf(log)
  return log.header.scenario.orders.map((_, o) => record.orders.column.closed[record.rowOfOrder(o)]! / 1e6)
}
