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

const pose = { x: 0, y: 0, rotation: 0 }
export const hour = 3600
export const day = 24 * hour

/** A scenario in its normal form with what the test says, and plain defaults for the rest. */
export function plant(parts: Partial<Scenario>): Scenario {
  return {
    schema: 'takt/1',
    id: 'test',
    title: 'Test',
    description: '',
    seed: 1,
    replications: 10,
    horizon: 7 * day,
    warmUp: 0,
    startTime: '2024-01-01T00:00:00Z',
    timeZone: 'UTC',
    currency: 'EUR',
    objective: { kpi: 'throughput', subject: 'plant', goal: 'maximise' },
    areas: [],
    products: [],
    materials: [],
    suppliers: [],
    sources: [],
    orders: [],
    stations: [],
    buffers: [],
    sinks: [{ id: 'out', title: '', area: null, stock: false, pose }],
    crews: [],
    calendars: [],
    initial: [],
    dispatch: [],
    faults: [],
    ...parts,
  }
}

export const constant = (value: number) => ({ kind: 'constant', value }) as const
export const exponential = (mean: number) => ({ kind: 'exponential', mean }) as const

export const station = (id: string, parts: Partial<Station> = {}): Station => ({
  id,
  title: '',
  area: null,
  kind: 'machine',
  slots: 1,
  time: null,
  yield: 1,
  rework: null,
  setups: [],
  initialFamily: null,
  failures: [],
  maintenance: [],
  calendar: null,
  rule: 'fifo',
  blockingBeforeService: false,
  costPerHour: 0,
  pose,
  ...parts,
})

export const buffer = (id: string): Buffer => ({ id, title: '', area: null, capacity: null, order: 'fifo', pose })

export const operation = (id: string, stations: readonly string[], seconds: number | null, parts: Partial<Operation> = {}): Operation => ({
  id,
  title: '',
  stations,
  buffer: `before-${id}`,
  time: seconds === null ? null : constant(seconds),
  yield: null,
  rework: null,
  components: [],
  ...parts,
})

export const product = (id: string, route: readonly Operation[], parts: Partial<Product> = {}): Product => ({
  id,
  title: '',
  route,
  sink: 'out',
  price: 0,
  family: id,
  initialStock: 0,
  holdingCost: 0,
  ...parts,
})

export const order = (id: string, of: string, quantity: number, parts: Partial<Order> = {}): Order => ({
  id,
  title: '',
  product: of,
  quantity,
  completed: 0,
  release: 0,
  due: null,
  priority: 0,
  customer: '',
  lateCost: 0,
  ...parts,
})

export const source = (id: string, of: string, every: number | null, parts: Partial<Source> = {}): Source => ({
  id,
  title: '',
  mix: [{ product: of, weight: 1 }],
  every: every === null ? null : exponential(every),
  quantity: 1,
  start: 0,
  limit: null,
  due: null,
  priority: 0,
  lateCost: 0,
  serve: 'make',
  whenFull: 'wait',
  profile: [],
  pose,
  ...parts,
})

export const task = (id: string, parts: Partial<MaintenanceTask> = {}): MaintenanceTask => ({
  id,
  title: '',
  at: [],
  every: null,
  first: 0,
  duration: constant(4 * hour),
  crew: null,
  renews: [],
  cost: 0,
  start: 'finish',
  ...parts,
})

export const failure = (id: string, after: FailureMode['after'], repairSeconds: number, parts: Partial<FailureMode> = {}): FailureMode => ({
  id,
  title: '',
  clock: 'processing',
  after,
  repair: constant(repairSeconds),
  crew: null,
  cost: 0,
  interrupted: 'resume',
  ...parts,
})

export const crew = (id: string, size = 1, calendar: string | null = null): Crew => ({ id, title: '', size, calendar })

/** Monday to Sunday, 6 to 22. */
export const twoShifts: Calendar = {
  id: 'two-shifts',
  title: '',
  period: day,
  origin: 0,
  working: [{ from: 6 * hour, to: 22 * hour }],
  off: [],
}
