import type { Scenario } from '../../scenarios/model.ts'
import { constant, crew, day, exponential, failure, hour, operation, plant, product, source, station, task } from './plant.ts'

/** A shop for gear shafts: turning on two lathes, milling, grinding on one critical machine, washing. Orders peak in the second week. */
export function autoParts(demand = 1, parts: Partial<Scenario> = {}): Scenario {
  const stops = (repair: number) => [
    failure('stop', exponential(20 * hour), repair, { crew: 'maintenance', repair: { kind: 'erlang', k: 2, mean: repair } }),
  ]
  const buffers = ['turn', 'mill', 'grind', 'wash'].map((id) => ({
    id: `before-${id}`,
    title: '',
    area: null,
    capacity: null,
    calendar: null,
    order: 'fifo' as const,
    dwell: null,
    store: null,
    pose: { x: 0, y: 0, rotation: 0 },
  }))
  return plant({
    id: 'auto-parts',
    horizon: 28 * day,
    warmUp: day,
    stations: [
      station('lathe-1', {
        failures: stops(hour),
        maintenance: [task('service', { every: 7 * day, first: 4.5 * day, crew: 'maintenance', duration: constant(3 * hour) })],
      }),
      station('lathe-2', {
        failures: stops(hour),
        maintenance: [task('service', { every: 7 * day, first: 4.5 * day, crew: 'maintenance', duration: constant(3 * hour) })],
      }),
      station('mill', {
        failures: stops(hour),
        maintenance: [task('service', { every: 7 * day, first: 2.5 * day, crew: 'maintenance', duration: constant(3 * hour) })],
      }),
      station('grinder', {
        failures: [
          ...stops(hour),
          failure('spindle', { kind: 'weibull', shape: 3, scale: 25 * day }, 16 * hour, {
            crew: 'maintenance',
            clock: 'operating',
            cost: 8000,
          }),
        ],
        maintenance: [
          task('overhaul', { at: [10 * day + 10 * hour], crew: 'maintenance', renews: ['spindle'], duration: constant(10 * hour) }),
          task('dress', { every: 3.5 * day, first: 2 * day, crew: 'maintenance', duration: constant(2 * hour) }),
        ],
      }),
      station('washer'),
    ],
    buffers,
    products: ['shaft', 'hub'].map((id, i) =>
      product(
        id,
        [
          operation('turn', ['lathe-1', 'lathe-2'], 400 + 50 * i),
          operation('mill', ['mill'], 190),
          operation('grind', ['grinder'], 215, { yield: 0.97, rework: { ratio: 0.5, to: null, limit: 1, per: 'unit' as const } }),
          operation('wash', ['washer'], 60),
        ],
        { price: 40 + 10 * i, holdingCost: 0.5 },
      ),
    ),
    sources: ['shaft', 'hub'].map((id) =>
      source(`${id}-orders`, id, (12 * 640) / demand, {
        quantity: 12,
        due: 2 * day,
        lateCost: 50,
        profile: [
          { from: 8 * day, factor: 1.25 },
          { from: 15 * day, factor: 0.85 },
        ],
      }),
    ),
    crews: [crew('maintenance', 2)],
    ...parts,
  })
}
