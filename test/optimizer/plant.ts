import type {
  Buffer,
  Calendar,
  Crew,
  FailureMode,
  MaintenanceTask,
  Operation,
  Order,
  Product,
  Scenario,
  Source,
  Station,
} from '../../scenarios/model.ts'
import * as plants from '../engine/plant/plants.ts'

export { exponential } from '../engine/plant/plants.ts'

export const hour = 3600
export const day = 24 * hour

/** A scenario in its normal form with what the test says, and plain defaults for the rest. */
export const plant = (parts: Partial<Scenario>): Scenario =>
  plants.plant({ title: 'Test', horizon: 7 * day, startTime: '2024-01-01T00:00:00Z', stations: [], ...parts })

export const constant = (value: number) => ({ kind: 'constant', value }) as const

export const station = (id: string, parts: Partial<Station> = {}): Station => plants.station({ id, title: '', time: null, ...parts })

export const buffer = (id: string): Buffer => plants.buffer({ id, title: '' })

export const operation = (id: string, stations: readonly string[], seconds: number | null, parts: Partial<Operation> = {}): Operation =>
  plants.operation({ id, title: '', stations, buffer: `before-${id}`, time: seconds === null ? null : constant(seconds), ...parts })

export const product = (id: string, route: readonly Operation[], parts: Partial<Product> = {}): Product =>
  plants.product({ id, title: '', route, ...parts })

export const order = (id: string, of: string, quantity: number, parts: Partial<Order> = {}): Order =>
  plants.order({ id, title: '', product: of, quantity, ...parts })

export const source = (id: string, of: string, every: number | null, parts: Partial<Source> = {}): Source =>
  plants.source({ id, title: '', mix: [{ product: of, weight: 1 }], every: every === null ? null : plants.exponential(every), ...parts })

export const task = (id: string, parts: Partial<MaintenanceTask> = {}): MaintenanceTask =>
  plants.task({ id, title: '', duration: constant(4 * hour), ...parts })

export const failure = (id: string, after: FailureMode['after'], repairSeconds: number, parts: Partial<FailureMode> = {}): FailureMode =>
  plants.failure({ id, title: '', clock: 'processing', after, repair: constant(repairSeconds), ...parts })

export const crew = (id: string, size = 1, calendar: string | null = null): Crew => plants.crew({ id, title: '', size, calendar })

/** Monday to Sunday, 6 to 22. */
export const twoShifts: Calendar = plants.calendar({
  id: 'two-shifts',
  title: '',
  period: day,
  working: [{ from: 6 * hour, to: 22 * hour }],
})
