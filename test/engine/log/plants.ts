import type { LogHeader } from '../../../engine/log/header.ts'
import type { Operation, Scenario, Source, Station } from '../../../scenarios/model.ts'
import * as plants from '../plant/plants.ts'

export const station = (id: string, more: Partial<Station> = {}): Station =>
  plants.station({ id, time: { kind: 'constant', value: 60 }, ...more })

export const operation = (id: string, stations: readonly string[], more: Partial<Operation> = {}): Operation =>
  plants.operation({ id, stations, ...more })

export const source = (id: string, product: string, more: Partial<Source> = {}): Source =>
  plants.source({ id, mix: [{ product, weight: 1 }], every: { kind: 'exponential', mean: 100 }, ...more })

/** One station of one slot, fed by one source, in normal form. */
export const scenario = (more: Partial<Scenario> = {}): Scenario =>
  plants.plant({
    id: 'small',
    title: 'Small',
    replications: 1,
    horizon: 28_800,
    startTime: '2026-01-05T06:00:00Z',
    timeZone: 'Europe/Berlin',
    products: [product('part', [operation('work', ['drill'])])],
    sources: [source('arrivals', 'part')],
    stations: [station('drill')],
    ...more,
  })

export const product = (id: string, route: readonly Operation[], more: Partial<Scenario['products'][number]> = {}) =>
  plants.product({ id, route, ...more })

export const buffer = (id: string, capacity: number | null = 4) => plants.buffer({ id, capacity, pose: { x: 10, y: 0, rotation: 0 } })

/** Everything a log can speak of: orders listed and arriving, rework and scrap, set-ups, failures, crews, shifts, maintenance, materials and a warehouse. */
export const richScenario = (): Scenario =>
  scenario({
    id: 'rich',
    products: [
      product(
        'gear',
        [
          operation('turn', ['lathe-1', 'lathe-2'], { buffer: 'rack', takesPallet: 'skid', components: [{ item: 'bar', quantity: 1.5 }] }),
          operation('wash', ['washer'], {
            returnsPallet: 'skid',
            buffer: 'tray',
            characteristics: [plants.characteristic({ id: 'width' })],
            test: plants.test({
              falseAlarm: 0.1,
              measures: [{ characteristic: 'width', sd: 0.1, low: 0.8, high: null }],
              result: plants.exponential(300),
            }),
          }),
          operation('test', ['tester'], { time: { kind: 'lognormal', mean: 40, sd: 20 } }),
        ],
        { sink: 'warehouse', initialStock: 5, holdingCost: 0.2 },
      ),
      product('shaft', [operation('turn', ['lathe-2'], { buffer: 'rack' }), operation('test', ['tester'], { via: 'belt' })], {
        price: 12,
        by: 'agv',
      }),
    ],
    materials: [
      plants.material({
        id: 'bar',
        unit: 'kg',
        initialStock: 40,
        reorderPoint: 30,
        orderQuantity: 50,
        orderUpTo: null,
        supplier: 'steel',
        unitCost: 2,
        orderCost: 15,
        holdingCost: 0.1,
      }),
      plants.material({
        id: 'spare',
        unit: 'pcs',
        initialStock: 6,
        reorderPoint: 2,
        orderQuantity: null,
        orderUpTo: 8,
        shelfLife: 4000,
        lots: 'fefo',
        supplier: 'steel',
        unitCost: 9,
        orderCost: 5,
        holdingCost: 0.5,
      }),
    ],
    conveyors: [plants.conveyor({ id: 'belt', speed: 0.2 })],
    transport: [plants.fleet({ id: 'agv', fleet: 3, speed: 500 })],
    suppliers: [plants.supplier({ id: 'steel', leadTime: { kind: 'exponential', mean: 3000 } })],
    sources: [
      source('customers', 'gear', {
        mix: [
          { product: 'gear', weight: 3 },
          { product: 'shaft', weight: 1 },
        ],
        every: { kind: 'exponential', mean: 150 },
        quantity: 2,
        due: 900,
        lateCost: 50,
      }),
      source('walk-in', 'shaft', { every: { kind: 'exponential', mean: 400 }, whenFull: 'lose' }),
      source('shop', 'gear', { every: { kind: 'exponential', mean: 250 }, quantity: 2, serve: 'stock', due: 600, lateCost: 10 }),
      source('spares', 'spare', { every: { kind: 'exponential', mean: 2000 }, quantity: 3, serve: 'stock', lostSales: true }),
    ],
    orders: [
      plants.order({
        id: 'order-1',
        title: '',
        product: 'gear',
        quantity: 20,
        completed: 3,
        release: 100,
        due: 5000,
        priority: 1,
        customer: 'a',
        lateCost: 100,
      }),
      plants.order({
        id: 'order-2',
        title: '',
        product: 'shaft',
        quantity: 6,
        completed: 0,
        release: 4000,
        due: null,
        priority: 0,
        customer: 'b',
        lateCost: 0,
      }),
      plants.order({
        id: 'fewer',
        title: 'fewer',
        product: 'gear',
        quantity: 30,
        release: 12_000,
        changes: [{ at: 13_500, quantity: 1, due: 15_000, cancel: false }],
      }),
      plants.order({
        id: 'gone',
        title: 'gone',
        product: 'gear',
        quantity: 20,
        release: 20_000,
        changes: [{ at: 23_000, quantity: null, due: null, cancel: true }],
      }),
      plants.order({
        id: 'enough',
        title: 'enough',
        product: 'gear',
        quantity: 10,
        release: 3000,
        underDelivery: 0.3,
        changes: [{ at: 6500, quantity: 1, due: null, cancel: false }],
      }),
    ],
    stations: [
      station('lathe-1', {
        time: { kind: 'gamma', mean: 60, sd: 15 },
        yield: 0.93,
        rework: { ratio: 0.6, to: null, limit: 2, per: 'unit' as const },
        costPerHour: 40,
        power: {
          processing: 11,
          setup: 5,
          idle: 3,
          blocked: 4,
          waiting: 3,
          down: 1,
          maintenance: 1,
          off: 0.5,
          standby: { after: 15, power: 0.4, warmUp: 5 },
        },
        failures: [
          plants.failure({
            id: 'tool',
            title: 'tool',
            clock: 'processing',
            after: { kind: 'exponential', mean: 900 },
            repair: { kind: 'exponential', mean: 120 },
            crew: 'fitters',
            cost: 30,
            interrupted: 'resume',
          }),
          plants.failure({
            id: 'drive',
            title: 'drive',
            clock: 'calendar',
            after: { kind: 'exponential', mean: 6000 },
            repair: { kind: 'exponential', mean: 300 },
            crew: 'fitters',
            cost: 80,
            interrupted: 'scrap',
          }),
        ],
      }),
      station('lathe-2', {
        time: { kind: 'gamma', mean: 70, sd: 15 },
        setups: [{ from: '*', to: '*', time: { kind: 'constant', value: 45 }, external: 0 }],
        costPerHour: 50,
        calendar: 'days',
        maintenance: [
          plants.task({
            id: 'oil',
            title: 'oil',
            at: [7000],
            every: 6000,
            first: 2000,
            duration: { kind: 'constant', value: 200 },
            crew: 'fitters',
            renews: [],
            cost: 25,
            start: 'finish',
          }),
        ],
      }),
      station('washer', {
        slots: 3,
        needs: [plants.need({ crew: 'operators' }), plants.need({ tool: 'head' })],
        time: { kind: 'constant', value: 90 },
        parameters: [plants.parameter({ id: 'heat', setPoint: 60, sd: 1 })],
      }),
      station('tester', {
        pose: { x: 9, y: 0, rotation: 0 },
        needs: [plants.need({ crew: 'operators', priority: 1 }), plants.need({ tool: 'probe', for: 'process' })],
        slots: 2,
        time: { kind: 'exponential', mean: 35 },
        yield: 0.9,
        rework: { ratio: 0.5, to: 'turn', limit: 1, per: 'unit' as const },
        failures: [
          plants.failure({
            id: 'probe',
            title: 'probe',
            clock: 'operating',
            after: { kind: 'exponential', mean: 2500 },
            repair: { kind: 'constant', value: 100 },
            crew: null,
            cost: 5,
            interrupted: 'restart',
          }),
        ],
      }),
    ],
    buffers: [buffer('rack', 6), buffer('tray', 2)],
    sinks: [plants.sink({ id: 'out' }), plants.sink({ id: 'warehouse', stock: true })],
    crews: [
      plants.crew({ id: 'fitters', costPerHour: 35 }),
      plants.crew({ id: 'operators', size: 2, speed: 1, walks: [{ from: 'washer', to: 'tester', time: 6 }] }),
    ],
    tools: [
      plants.tool({ id: 'head', count: 3 }),
      plants.tool({
        id: 'probe',
        count: 2,
        wear: plants.toolWear({
          clock: 'cycles',
          life: { kind: 'constant', value: 20 },
          breaks: { kind: 'exponential', mean: 2000 },
          regrind: { times: 2, time: { kind: 'constant', value: 60 }, restores: 0.5, needs: [], cost: 2 },
          replace: { time: { kind: 'exponential', mean: 30 }, needs: [plants.need({ crew: 'operators' })], spares: [], cost: 5 },
        }),
      }),
    ],
    pallets: [{ id: 'skid', title: 'skid', count: 30, return: { kind: 'constant', value: 20 } }],
    energy: { price: 0.2, co2: 0.4, bands: [{ calendar: 'days', price: 0.3, co2: 0.5 }] },
    calendars: [
      plants.calendar({
        id: 'days',
        title: 'days',
        period: 7200,
        origin: 0,
        working: [
          { from: 0, to: 3000 },
          { from: 3600, to: 6900 },
        ],
        off: [],
      }),
    ],
    initial: [{ product: 'gear', operation: 'wash', quantity: 2, at: 'tray', order: 'order-1' }],
  })

export const headerOf = <S extends Scenario>(of: S, more: Partial<LogHeader<S>> = {}): LogHeader<S> => ({
  format: 'takt-log/1',
  origin: 'simulated',
  takt: '0.1.0',
  rng: 'threefry2x32-20/1',
  scenarioHash: 'sha256:0',
  seed: 1,
  replication: 0,
  startTime: of.startTime,
  timeZone: of.timeZone,
  scenario: of,
  ...more,
})
