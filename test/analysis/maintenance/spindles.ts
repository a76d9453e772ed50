import type { FailureMode, MaintenanceTask, Scenario, Signal } from '../../../scenarios/model.ts'
import { failure, operation, order, plant, product, signal, station } from '../../engine/plant/plants.ts'

export const DAY = 86_400

/** Vibration that grows from 1.2 to 4.5 mm/s in about 40 days of work. */
export const vibration = (given: Partial<Signal> = {}): Signal =>
  signal({
    id: 'vibration',
    unit: 'mm/s',
    growth: 'exponential',
    start: 1.2,
    drift: { kind: 'gamma', mean: 0.001377, sd: 0.3 * 0.001377 },
    noise: 0.05,
    every: DAY / 3,
    warning: 2.8,
    alarm: 4.5,
    fail: 4.5,
    ...given,
  })

/** So many equal spindles that never stand for want of work; each wears by itself. */
export function spindles(
  n: number,
  given: { signals?: readonly Signal[]; failures?: readonly FailureMode[]; maintenance?: readonly MaintenanceTask[]; days?: number } = {},
): Scenario {
  const { days = 120, signals = [vibration()], maintenance = [] } = given
  const failures = given.failures ?? [
    failure({
      id: 'spindle',
      clock: 'signal',
      signal: 'vibration',
      after: { kind: 'constant', value: 1e9 },
      repair: { kind: 'constant', value: DAY },
    }),
  ]
  return plant({
    horizon: days * DAY,
    products: [product({ id: 'part', route: [operation({ id: 'mill', stations: ['mill'], buffer: null })] })],
    orders: [order({ id: 'all', product: 'part', quantity: n * (days + 1) })],
    stations: [station({ id: 'mill', slots: n, time: { kind: 'constant', value: DAY }, signals, failures, maintenance })],
  })
}
