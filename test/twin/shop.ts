import type { Scenario } from '../../scenarios/model.ts'
import {
  buffer,
  calendar,
  crew,
  exponential,
  failure,
  material,
  operation,
  order,
  plant,
  product,
  source,
  station,
  supplier,
} from '../engine/plant/plants.ts'

/** Two stations with people, failures, rework, orders, a shift and a material: what a snapshot has to carry. */
export function shop(given: { readonly seed?: number; readonly orders?: number } = {}): Scenario {
  const { orders = 6 } = given
  return plant({
    horizon: 40_000,
    products: [
      product({
        id: 'part',
        route: [
          operation({ id: 'saw', stations: ['saw'], buffer: 'blanks', components: [{ item: 'bar', quantity: 1 }] }),
          operation({ id: 'mill', stations: ['mill-1', 'mill-2'], buffer: 'rack', time: { kind: 'gamma', mean: 130, sd: 60 } }),
        ],
      }),
    ],
    sources: [source({ id: 'walk-in', mix: [{ product: 'part', weight: 1 }], every: { kind: 'erlang', k: 3, mean: 900 }, due: 3000 })],
    orders: Array.from({ length: orders }, (_, i) =>
      order({ id: `o-${i}`, product: 'part', quantity: 10, release: 2000 * i, due: 2000 * i + 4000 }),
    ),
    materials: [material({ id: 'bar', initialStock: 30, reorderPoint: 20, orderQuantity: 25, supplier: 'mill', lots: 'fifo' })],
    suppliers: [supplier({ id: 'mill', leadTime: { kind: 'gamma', mean: 1500, sd: 500 } })],
    buffers: [buffer({ id: 'blanks' }), buffer({ id: 'rack', capacity: 3 })],
    crews: [crew({ id: 'fitters', size: 1 })],
    calendars: [calendar({ id: 'day', period: 20_000, working: [{ from: 0, to: 16_000 }] })],
    stations: [
      station({
        id: 'saw',
        calendar: 'day',
        time: { kind: 'triangular', min: 40, mode: 60, max: 100 },
        failures: [
          failure({
            id: 'blade',
            clock: 'processing',
            after: { kind: 'weibull', shape: 2, scale: 2000 },
            repair: exponential(400),
            crew: 'fitters',
          }),
        ],
      }),
      station({
        id: 'mill-1',
        yield: 0.9,
        rework: { ratio: 1, to: null, limit: 1, per: 'unit' },
        failures: [
          failure({
            id: 'spindle',
            clock: 'operating',
            after: exponential(5000),
            repair: { kind: 'gamma', mean: 600, sd: 200 },
            crew: 'fitters',
          }),
        ],
      }),
      station({ id: 'mill-2' }),
    ],
  })
}
