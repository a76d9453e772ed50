import type {
  Batch,
  Buffer,
  Calendar,
  Characteristic,
  Conveyor,
  Crew,
  Defect,
  DefectEffect,
  FailureMode,
  Fault,
  Fleet,
  HeldUnits,
  Hold,
  HoldDisposition,
  HoldTrigger,
  Loop,
  MaintenanceTask,
  Material,
  Need,
  Operation,
  Order,
  Parameter,
  Part,
  Person,
  Product,
  Scenario,
  Signal,
  Sink,
  Source,
  Station,
  Store,
  Supplier,
  Test,
  Tool,
  ToolWear,
} from '../../../scenarios/model.ts'

const pose = { x: 0, y: 0, rotation: 0 }

/** A plant in normal form from the few things a test is about; everything else is the language's default. */
export function plant(parts: Partial<Scenario> & { readonly stations: readonly Station[] }): Scenario {
  return {
    schema: 'takt/1',
    id: 'test',
    title: 'test',
    description: '',
    seed: 1,
    replications: 10,
    horizon: 3600,
    warmUp: 0,
    startTime: '2026-01-05T00:00:00Z',
    timeZone: 'UTC',
    currency: 'EUR',
    objective: { kpi: 'throughput', subject: 'plant', goal: 'maximise' },
    areas: [],
    products: [],
    materials: [],
    suppliers: [],
    sources: [],
    orders: [],
    buffers: [],
    sinks: [sink({ id: 'out' })],
    conveyors: [],
    transport: [],
    network: null,
    crews: [],
    pallets: [],
    tools: [],
    calendars: [],
    energy: null,
    bookings: null,
    loops: [],
    holds: [],
    initial: [],
    present: null,
    dispatch: [],
    faults: [],
    truth: [],
    ...parts,
  }
}

type Given<T> = Partial<T> & { readonly id: string }

export const station = (given: Given<Station>): Station => ({
  title: given.id,
  area: null,
  kind: 'machine',
  slots: 1,
  time: { kind: 'constant', value: 1 },
  load: null,
  unload: null,
  yield: 1,
  rework: null,
  setups: [],
  anticipate: false,
  initialFamily: null,
  failures: [],
  startUp: null,
  campaign: null,
  overlap: 'union',
  signals: [],
  maintenance: [],
  holds: [],
  calendar: null,
  edge: 'suspend',
  maxOvertime: null,
  mustFit: false,
  rule: 'fifo',
  blockingBeforeService: false,
  needs: [],
  releaseOperator: 'atEnd',
  occupiedWhileBlocked: false,
  transferWhileDown: false,
  preempt: null,
  moveQuantity: null,
  batch: null,
  outside: null,
  costPerHour: 0,
  power: null,
  parameters: [],
  pose,
  ...given,
})

export const buffer = (given: Given<Buffer>): Buffer => ({
  title: given.id,
  area: null,
  capacity: null,
  order: 'fifo',
  dwell: null,
  calendar: null,
  store: null,
  pose,
  ...given,
})

/** 10 m at 1 m/s for units of 1 m: ten of them, 10 s, one each second. */
export const conveyor = (given: Given<Conveyor>): Conveyor => ({
  title: given.id,
  area: null,
  length: 10,
  speed: 1,
  unitLength: 1,
  gap: 0,
  accumulating: false,
  release: 'together',
  startDelay: 0,
  speeds: [],
  calendar: null,
  failures: [],
  path: [],
  ...given,
})

/** One vehicle that drives 1 m/s and takes no time to load and unload. */
export const fleet = (given: Given<Fleet>): Fleet => ({
  title: given.id,
  kind: 'agv',
  fleet: 1,
  speed: 1,
  loadedSpeed: given.speed ?? 1,
  loadTime: 0,
  unloadTime: 0,
  capacity: 1,
  minLoad: 1,
  maxWait: null,
  assignment: 'nearest',
  park: 'stay',
  home: null,
  battery: null,
  guide: null,
  calendar: null,
  failures: [],
  ...given,
})

export const sink = (given: Given<Sink>): Sink => ({ title: given.id, area: null, stock: false, pose, ...given })

export const source = (given: Given<Source>): Source => ({
  title: given.id,
  mix: [{ product: 'part', weight: 1 }],
  every: null,
  quantity: 1,
  size: null,
  lostSales: false,
  start: 0,
  limit: null,
  due: null,
  priority: 0,
  lateCost: 0,
  serve: 'make',
  whenFull: 'wait',
  calendar: null,
  profile: [],
  pose,
  ...given,
})

export const operation = (given: Given<Operation>): Operation => ({
  title: given.id,
  stations: [given.id],
  buffer: null,
  via: null,
  by: null,
  time: null,
  yield: null,
  rework: null,
  components: [],
  choose: null,
  maxWait: null,
  next: [],
  takesPallet: null,
  returnsPallet: null,
  needs: null,
  releaseOperator: null,
  batch: null,
  parts: [],
  load: null,
  unload: null,
  steps: [],
  collect: 'atomic',
  moveQuantity: null,
  versions: [],
  splits: [],
  whenSplit: 'leaves',
  parameters: [],
  characteristics: [],
  defects: [],
  test: null,
  ...given,
})

/**
 * Two columns 2 m apart and two levels 1 m apart, 1 m/s along and 0.5 m/s up, 3 s to take up or set down. From the way in and out: a (column 1, level
 * 1) and b (above it) 2 s, c (column 2) and d (above it) 4 s. From one level to the other 2 s.
 */
export const rack = (more: Partial<Store> = {}): Store => ({
  columns: 2,
  levels: 2,
  binWidth: 2,
  binHeight: 1,
  binCapacity: 1,
  mixed: false,
  putAway: 'nearest',
  retrieve: 'order',
  speed: 1,
  liftSpeed: 0.5,
  handTime: 3,
  dual: true,
  ahead: 0,
  zones: [],
  ...more,
})

export const batch = (given: Partial<Batch> & { readonly max: number }): Batch => ({
  min: given.max,
  key: ['product', 'operation'],
  maxWait: 0,
  onTimeout: 'wait',
  ...given,
})

/** One of the product, from the buffer that is named after several. */
export const part = (id: string, more: Partial<Part> = {}): Part => ({ product: id, quantity: 1, from: `${id}s`, match: 'type', ...more })

export const loop = (given: Partial<Loop> & Pick<Loop, 'kind'>): Loop => ({
  id: 'loop',
  title: '',
  limit: null,
  work: null,
  products: ['part'],
  perProduct: false,
  from: null,
  to: null,
  buffer: null,
  station: null,
  rule: 'fifo',
  ...given,
})

export const hold = (
  given: Partial<Omit<Hold, 'when' | 'units' | 'disposition'>> & {
    readonly when: Partial<HoldTrigger>
    readonly units?: Partial<HeldUnits>
    readonly disposition?: Partial<HoldDisposition>
  },
): Hold => ({
  id: 'hold',
  title: 'hold',
  stations: [],
  inHand: 'finish',
  lots: null,
  ...given,
  when: {
    at: null,
    tested: null,
    defect: null,
    measure: null,
    worked: null,
    parameter: null,
    above: null,
    below: null,
    refused: null,
    fails: 1,
    within: given.when.fails ?? 1,
    ...given.when,
  },
  units:
    given.units === undefined
      ? null
      : { products: [], families: [], orders: [], passed: null, since: null, sameLot: null, sameOrder: false, ...given.units },
  disposition:
    given.disposition === undefined
      ? null
      : { after: { kind: 'constant', value: 20 }, scrap: 0, rework: 0, to: null, lots: 'release', ...given.disposition },
})

export const test = (given: Partial<Test>): Test => ({
  finds: [],
  detection: 1,
  falseAlarm: 0,
  measures: [],
  every: 1,
  share: 1,
  time: null,
  result: null,
  meanwhile: 'quarantine',
  onFail: 'scrap',
  rework: null,
  repairs: [],
  ...given,
})

export const defect = (given: Given<Defect>): Defect => ({
  title: given.id,
  probability: given.logit == null ? 0.5 : null,
  logit: null,
  effects: [],
  ...given,
})

export const effect = (given: Partial<DefectEffect> & Pick<DefectEffect, 'of'>): DefectEffect => ({
  name: null,
  coefficient: 1,
  target: given.of === 'parameter' ? null : 0,
  side: 'above',
  ...given,
})

export const characteristic = (given: Given<Characteristic>): Characteristic => ({
  title: given.id,
  unit: '',
  value: { kind: 'constant', value: 1 },
  parameter: null,
  gain: 0,
  ...given,
})

export const parameter = (given: Given<Parameter>): Parameter => ({
  title: given.id,
  unit: '',
  setPoint: 0,
  sd: 0,
  autocorrelation: 0,
  drift: 0,
  clock: 'processing',
  low: null,
  high: null,
  resetBy: [],
  adjustEvery: null,
  adjustBeyond: null,
  ...given,
})

export const fault = (given: Given<Fault>): Fault => ({
  kind: 'time',
  target: 's',
  name: null,
  start: 0,
  end: null,
  ramp: 0,
  factor: 1,
  amount: 0,
  ...given,
})

export const product = (given: Given<Product>): Product => ({
  title: given.id,
  route: [],
  sink: 'out',
  via: null,
  by: null,
  price: 0,
  family: given.id,
  versions: [],
  attributes: [],
  initialStock: 0,
  holdingCost: 0,
  backorderCost: 0,
  lostSaleCost: 0,
  leadTime: 0,
  ...given,
})

export const crew = (given: Given<Crew>): Crew => ({
  title: given.id,
  size: Math.max(1, given.persons?.length ?? 1),
  calendar: null,
  skills: [],
  edge: 'finish',
  maxOvertime: null,
  speed: null,
  home: null,
  walks: [],
  levelsCount: false,
  costPerHour: 0,
  persons: [],
  ...given,
})

export const person = (given: Given<Person>): Person => ({
  title: given.id,
  skills: [],
  calendar: null,
  from: 0,
  until: null,
  ...given,
})

export const need = (given: Partial<Need>): Need => ({
  crew: null,
  skill: null,
  tool: null,
  n: 1,
  for: 'both',
  priority: 0,
  preempt: false,
  resumeWith: 'any',
  ...given,
})

/** Wears out after `life` seconds of work, and is then replaced at once. */
export const toolWear = (given: Partial<ToolWear>): ToolWear => ({
  clock: 'processing',
  life: null,
  breaks: null,
  interrupted: 'resume',
  regrind: null,
  replace: { time: { kind: 'constant', value: 0 }, needs: [], spares: [], cost: 0 },
  ...given,
})

export const tool = (given: Given<Tool>): Tool => ({ title: given.id, count: 1, wear: null, ...given })

export const calendar = (given: Given<Calendar>): Calendar => ({
  title: given.id,
  period: 86_400,
  origin: 0,
  working: [],
  starts: [],
  off: [],
  extra: [],
  changes: [],
  ...given,
})

export const supplier = (given: Given<Supplier>): Supplier => ({
  title: given.id,
  leadTime: { kind: 'constant', value: 0 },
  late: null,
  short: null,
  lotQuality: null,
  ...given,
})

export const material = (given: Given<Material>): Material => ({
  title: given.id,
  unit: 'pcs',
  initialStock: 0,
  reorderPoint: null,
  orderQuantity: null,
  orderUpTo: null,
  supplier: null,
  from: null,
  transferTime: null,
  review: null,
  minimumOrder: 0,
  multiple: 0,
  mrp: null,
  lots: null,
  shelfLife: null,
  backflush: null,
  holds: [],
  inspection: null,
  unitCost: 0,
  orderCost: 0,
  holdingCost: 0,
  backorderCost: 0,
  lostSaleCost: 0,
  pose,
  ...given,
})

export const failure = (given: Partial<FailureMode> & Pick<FailureMode, 'clock' | 'after' | 'repair'>): FailureMode => ({
  id: 'breakdown',
  title: 'breakdown',
  signal: null,
  doubles: null,
  load: null,
  station: null,
  since: 'repair',
  dueWhile: 'accrue',
  first: 'new',
  age: 0,
  crew: null,
  spares: [],
  cost: 0,
  interrupted: 'resume',
  needs: [],
  priority: 0,
  preempt: false,
  scrapRatio: null,
  effect: 'renew',
  restores: null,
  setup: 'keep',
  ...given,
})

export const signal = (given: Given<Signal> & Pick<Signal, 'drift'>): Signal => ({
  title: given.id,
  unit: '',
  start: 0,
  per: 'hour',
  growth: 'linear',
  noise: 0,
  every: null,
  warning: null,
  alarm: null,
  fail: null,
  ...given,
})

export const task = (given: Partial<MaintenanceTask> & Pick<MaintenanceTask, 'duration'>): MaintenanceTask => ({
  id: 'pm',
  title: 'pm',
  at: [],
  every: null,
  first: 0,
  hours: null,
  clock: 'operating',
  cycles: null,
  since: 'maintenance',
  when: null,
  window: null,
  crew: null,
  resets: [],
  renews: [],
  cost: 0,
  start: 'finish',
  needs: [],
  priority: 0,
  preempt: false,
  ...given,
})

export const order = (given: Given<Order>): Order => ({
  title: given.id,
  product: 'part',
  quantity: 1,
  completed: 0,
  release: 0,
  due: null,
  priority: 0,
  customer: '',
  lateCost: 0,
  replaceScrap: false,
  underDelivery: null,
  overDelivery: null,
  version: null,
  changes: [],
  ...given,
})

/** Works the first `to` seconds of every 100. */
export const shift = (to: number, id = 'day'): Calendar => calendar({ id, period: 100, working: [{ from: 0, to }] })

/** One station with a rack before it that makes `part`, and what else a test is about. */
export const shop = (more: Partial<Scenario>): Scenario =>
  plant({
    stations: [station({ id: 's', time: { kind: 'constant', value: 10 } })],
    buffers: [buffer({ id: 'rack' })],
    products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack' })] })],
    ...more,
  })

/** One part through stations in a row; `capacities[i]` is the buffer before station i + 1 (null: none, direct hand-over). */
export function line(stations: readonly Station[], capacities: readonly (number | null)[], first: Partial<Source> = {}): Scenario {
  const buffers = capacities.flatMap((capacity, i) => (capacity === null || capacity === 0 ? [] : [buffer({ id: `b${i + 1}`, capacity })]))
  const route = stations.map(({ id }, i) => operation({ id, buffer: i > 0 && (capacities[i - 1] ?? 0) > 0 ? `b${i}` : null }))
  return plant({ stations, buffers, products: [product({ id: 'part', route })], sources: [source({ id: 'in', ...first })] })
}

export const exponential = (mean: number) => ({ kind: 'exponential', mean }) as const
