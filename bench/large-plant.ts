import type { Scenario } from '../scenarios/model.ts'
import {
  buffer,
  calendar,
  crew,
  exponential,
  failure,
  operation,
  plant,
  product,
  sink,
  source,
  station,
  task,
} from '../test/engine/plant/plants.ts'

export const MONTH = 30 * 86_400
const HOUR = 3600
/** Pairs of equal machines that stand beside each other at a stage, with one buffer before each pair. */
const PAIR = 2

/**
 * A plant of `stations` stations in stages of pairs, through which each of `products` products takes a way of its own. Each pair of machines
 * shares a buffer; set-ups between families, chosen to be few; breakdowns and weekly maintenance by the crew of the stage; three shifts a day, at
 * each stage with breaks at other hours, Sundays off. With 1,000 stations, 100 products and 20 stages a month has about ten million operations.
 */
export function largePlant({
  stations,
  products,
  stages,
}: {
  readonly stations: number
  readonly products: number
  readonly stages: number
}): Scenario {
  const lanes = stations / stages / PAIR
  const of = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))
  // Units of one product in a month, so that a station does 10,000 operations and the last are still under way.
  const units = (10_200 * PAIR * lanes) / products
  return plant({
    horizon: MONTH,
    calendars: of(stages, (stage) => {
      const pause = (2 + (stage % 5)) * 0.25 * HOUR
      const shifts = of(18, (shift) => shift * 8 * HOUR) // Monday to Saturday
      return calendar({
        id: `shifts-${stage}`,
        period: 7 * 24 * HOUR,
        working: shifts.flatMap((start) => [
          { from: start, to: start + 3 * HOUR + pause },
          { from: start + 3.5 * HOUR + pause, to: start + 8 * HOUR },
        ]),
      })
    }),
    crews: of(stages, (stage) => crew({ id: `menders-${stage}`, size: Math.max(1, Math.ceil(lanes / 6)) })),
    stations: of(stages, (stage) => of(lanes, (lane) => of(PAIR, (i) => machine(stage, lane, i)))).flat(2),
    buffers: of(stages, (stage) => of(lanes, (lane) => buffer({ id: `rack-${stage}-${lane}`, capacity: stage === 0 ? null : 200 }))).flat(),
    products: of(products, (p) =>
      product({
        id: `product-${p}`,
        family: `family-${p % 10}`,
        route: of(stages, (stage) => {
          // As many products go through each lane of a stage as through any other, each time others.
          const lane = (p * 7 + stage * (1 + (Math.floor(p / lanes) % 3))) % lanes
          return operation({
            id: `op-${stage}`,
            stations: of(PAIR, (i) => `machine-${stage}-${lane}-${i}`),
            buffer: `rack-${stage}-${lane}`,
            time: { kind: 'lognormal', mean: 120 + (p % 7) * 5, sd: 20 },
          })
        }),
      }),
    ),
    sinks: [sink({ id: 'out' })],
    sources: of(products, (p) =>
      source({ id: `orders-${p}`, every: exponential(MONTH / units), mix: [{ product: `product-${p}`, weight: 1 }] }),
    ),
  })

  function machine(stage: number, lane: number, i: number) {
    return station({
      id: `machine-${stage}-${lane}-${i}`,
      calendar: `shifts-${stage}`,
      rule: 'setup',
      setups: [{ from: '*', to: '*', time: { kind: 'constant', value: 30 }, external: 0 }],
      failures: [
        failure({
          clock: 'processing',
          after: exponential(20 * HOUR),
          repair: { kind: 'erlang', k: 2, mean: 0.4 * HOUR },
          crew: `menders-${stage}`,
        }),
      ],
      maintenance: [
        task({
          duration: { kind: 'constant', value: 0.5 * HOUR },
          every: 7 * 24 * HOUR,
          first: (24 * stage + lane) * 0.3 * HOUR,
          crew: `menders-${stage}`,
        }),
      ],
    })
  }
}
