import type { Scenario } from '../../../scenarios/model.ts'
import {
  buffer,
  calendar,
  characteristic,
  conveyor,
  crew,
  defect,
  effect,
  exponential,
  failure,
  fault,
  fleet,
  material,
  need,
  operation,
  order,
  parameter,
  person,
  plant,
  product,
  signal,
  sink,
  source,
  station,
  supplier,
  task,
  test,
  tool,
  toolWear,
} from './plants.ts'

/** A plant of a bit of everything that version 1 has, for tests of sameness. */
export function richPlant(): Scenario {
  const numbered = (i: number) =>
    order({
      id: `o${i}`,
      title: '',
      product: i % 3 === 0 ? 'b' : 'a',
      quantity: 5 + (i % 4),
      completed: i === 1 ? 2 : 0,
      release: i * 300,
      due: i * 300 + 2500,
      priority: i % 2,
      lateCost: 10,
      underDelivery: i % 4 === 0 ? 0.2 : null,
      overDelivery: i % 4 === 1 ? 0.2 : null,
      changes:
        i === 0
          ? [{ at: 150, quantity: 1, due: null, cancel: false }]
          : i === 5
            ? [{ at: 1800, quantity: 9, due: 5000, cancel: false }]
            : i === 7
              ? [{ at: 6000, quantity: null, due: null, cancel: true }]
              : i === 8
                ? [{ at: 2600, quantity: 2, due: null, cancel: false }]
                : [],
    })
  return plant({
    horizon: 20_000,
    crews: [
      crew({ id: 'fitters', calendar: 'day' }),
      crew({
        id: 'operators',
        skills: ['lifting'],
        edge: 'preempt',
        speed: 1,
        home: { x: 3, y: 4 },
        walks: [{ from: 'fit', to: 'home', time: 8 }],
        levelsCount: true,
        costPerHour: 30,
        persons: [
          person({ id: 'ada', calendar: 'day', skills: [{ skill: 'fitting', level: 1.25 }] }),
          person({ id: 'ben', from: 700, until: 15_000, skills: [{ skill: 'fitting', level: 0.8 }] }),
          person({ id: 'cleo' }),
        ],
      }),
    ],
    calendars: [calendar({ id: 'day', period: 4000, origin: 500, working: [{ from: 0, to: 3200 }], off: [{ from: 9000, to: 9500 }] })],
    energy: { price: 0.2, co2: 0.4, bands: [{ calendar: 'day', price: 0.3, co2: 0.5 }] },
    pallets: [{ id: 'skid', title: '', count: 5, return: exponential(90) }],
    tools: [
      tool({
        id: 'blade',
        count: 3,
        wear: toolWear({
          clock: 'cycles',
          life: { kind: 'constant', value: 9 },
          breaks: exponential(600),
          interrupted: 'resume',
          regrind: { times: 2, time: exponential(200), restores: 0.7, needs: [], cost: 3 },
          replace: {
            time: { kind: 'constant', value: 60 },
            needs: [need({ crew: 'operators' })],
            spares: [{ item: 'screw', quantity: 1 }],
            cost: 20,
          },
        }),
      }),
      tool({ id: 'basket', count: 2 }),
    ],
    suppliers: [
      supplier({
        id: 'acme',
        leadTime: { kind: 'gamma', mean: 900, sd: 300 },
        late: { probability: 0.3, by: exponential(200) },
        short: { probability: 0.4, share: 0.7 },
        lotQuality: { kind: 'gamma', mean: 1, sd: 0.5 },
      }),
    ],
    materials: [
      material({
        id: 'screw',
        initialStock: 60,
        reorderPoint: 40,
        orderQuantity: 80,
        supplier: 'acme',
        lots: 'fefo',
        shelfLife: 2500,
        inspection: { time: exponential(60), reject: 0.1 },
      }),
      material({
        id: 'oil',
        initialStock: 9,
        supplier: 'acme',
        mrp: { every: 500, leadTime: 900, lotSize: 'fixed', quantity: 5, periods: 1, safetyStock: 2 },
        lots: 'blend',
      }),
      material({ id: 'nut-store', initialStock: 100, reorderPoint: 80, orderUpTo: 300, supplier: 'acme', lots: 'fifo' }),
      material({
        id: 'nut',
        initialStock: 51,
        reorderPoint: 50,
        orderUpTo: 120,
        review: 700,
        minimumOrder: 20,
        multiple: 10,
        from: 'nut-store',
        transferTime: exponential(60),
      }),
    ],
    stations: [
      station({
        id: 'saw',
        power: {
          processing: 9,
          setup: 5,
          idle: 3,
          blocked: 3,
          waiting: 3,
          down: 1,
          maintenance: 1,
          off: 0,
          standby: { after: 60, power: 0.5, warmUp: 15 },
        },
        needs: [need({ crew: 'operators', for: 'setup', resumeWith: 'same' })],
        time: { kind: 'lognormal', mean: 40, sd: 15 },
        yield: 0.95,
        setups: [{ from: '*', to: '*', time: { kind: 'triangular', min: 20, mode: 30, max: 60 }, external: 0.4 }],
        anticipate: true,
        startUp: { scrap: 1, slow: 3, factor: 1.5, release: 20 },
        campaign: { units: 12, hours: null, cleaning: exponential(40) },
        failures: [failure({ clock: 'processing', after: exponential(900), repair: { kind: 'erlang', k: 2, mean: 120 }, crew: 'fitters' })],
        rule: 'setup',
        parameters: [parameter({ id: 'feed', setPoint: 1, sd: 0.1, autocorrelation: 0.6, drift: 0.2, adjustEvery: 30 })],
      }),
      station({
        id: 'mill',
        slots: 2,
        time: exponential(70),
        calendar: 'day',
        edge: 'finish',
        maxOvertime: 100,
        yield: 0.9,
        rework: { ratio: 0.6, to: 'saw', limit: 2, per: 'operation' },
        failures: [
          failure({ clock: 'calendar', after: { kind: 'weibull', shape: 2, scale: 3000 }, repair: exponential(200), crew: 'fitters' }),
          failure({
            id: 'jam',
            clock: 'cycles',
            after: { kind: 'uniform', min: 20, max: 40 },
            repair: { kind: 'constant', value: 30 },
            interrupted: 'restart',
          }),
        ],
        maintenance: [
          task({ at: [1000], every: 5000, first: 2500, duration: exponential(300), crew: 'fitters', renews: ['breakdown'], cost: 5 }),
        ],
      }),
      station({
        id: 'wash',
        needs: [need({ crew: 'operators', for: 'process' }), need({ tool: 'basket', for: 'process' })],
        releaseOperator: 'whenLeft',
        time: { kind: 'normal', mean: 30, sd: 10 },
        signals: [signal({ id: 'dirt', drift: exponential(2), noise: 0.3, every: 600, warning: 3, fail: 9 })],
        maintenance: [
          task({
            id: 'rinse',
            when: { signal: 'dirt', above: 4 },
            duration: exponential(60),
            resets: ['dirt'],
            window: 100,
            every: 6000,
            first: 6000,
          }),
          task({ id: 'nozzle', cycles: 40, since: 'renewal', renews: ['clog'], duration: exponential(30) }),
        ],
        overlap: 'queue',
        failures: [
          failure({ clock: 'operating', after: exponential(4000), repair: exponential(100) }),
          failure({
            id: 'clog',
            clock: 'signal',
            signal: 'dirt',
            after: { kind: 'constant', value: 3_155_760_000 },
            repair: exponential(90),
          }),
          failure({
            id: 'pump',
            clock: 'processing',
            station: 'mill',
            after: { kind: 'weibull', shape: 2, scale: 3000 },
            first: 'equilibrium',
            repair: exponential(300),
            effect: 'minimal',
            interrupted: 'finishFirst',
            spares: [{ item: 'screw', quantity: 3 }],
          }),
          failure({
            id: 'drive',
            clock: 'processing',
            dueWhile: 'gate',
            after: exponential(3000),
            repair: exponential(60),
            interrupted: 'resample',
          }),
        ],
        blockingBeforeService: true,
      }),
      station({
        id: 'strip',
        time: exponential(90),
        batch: { min: 1, max: 2, key: [], maxWait: 60, onTimeout: 'wait' },
      }),
      station({
        id: 'fit',
        needs: [need({ tool: 'blade' })],
        time: { kind: 'pert', min: 30, mode: 40, max: 90 },
        calendar: 'day',
        rule: ['priority', 'slack', 'shortestNextQueue'],
      }),
    ],
    transport: [
      fleet({
        id: 'agv',
        fleet: 2,
        speed: 0.5,
        loadTime: 10,
        unloadTime: 15,
        home: 'saw',
        park: 'home',
        battery: { range: 300, threshold: 0.3, at: 'wash', chargers: 1, time: 400 },
        capacity: 2,
        minLoad: 2,
        maxWait: 120,
        failures: [{ id: 'tyre', title: '', clock: 'processing', after: exponential(900), repair: exponential(60) }],
      }),
      fleet({
        id: 'crane',
        fleet: 2,
        speed: 0.4,
        loadTime: 5,
        unloadTime: 5,
        calendar: 'day',
        guide: { kind: 'rail', axis: 'x', from: -8, to: 8, gap: 3, crossSpeed: null },
        failures: [{ id: 'hoist', title: '', clock: 'operating', after: exponential(3000), repair: exponential(200) }],
      }),
    ],
    network: {
      nodes: [
        { id: 'west', x: 0, y: 0, places: ['saw', 'mill', 'walk-in', 'out'] },
        { id: 'east', x: 30, y: 0, places: ['wash', 'fit'] },
      ],
      edges: [
        { from: 'west', to: 'east', length: 30, oneWay: false, zone: 'aisle' },
        { from: 'west', to: 'east', length: 50, oneWay: false, zone: null },
      ],
    },
    conveyors: [
      conveyor({
        id: 'belt',
        length: 12,
        speed: 0.3,
        gap: 0.5,
        accumulating: true,
        release: 'ripple',
        startDelay: 2,
        speeds: [{ from: 7000, factor: 0.7 }],
        failures: [{ id: 'drive', title: '', clock: 'processing', after: exponential(2000), repair: exponential(100) }],
      }),
      conveyor({ id: 'chain', length: 5, speed: 0.1, calendar: 'day' }),
    ],
    buffers: [
      buffer({ id: 'rack', capacity: 4 }),
      buffer({ id: 'shelf', capacity: 3, order: 'edd' }),
      buffer({ id: 'lids', capacity: 3 }),
      buffer({ id: 'benches' }),
      buffer({ id: 'pool', order: 'priority' }),
    ],
    products: [
      product({
        id: 'a',
        route: [
          operation({
            id: 'saw',
            buffer: 'pool',
            characteristics: [characteristic({ id: 'length', value: { kind: 'normal', mean: 100, sd: 1 }, parameter: 'feed', gain: 2 })],
            defects: [
              defect({
                id: 'burr',
                probability: 0.05,
                effects: [effect({ of: 'parameter', name: 'feed', coefficient: 3 }), effect({ of: 'sinceSetup', coefficient: 0.1 })],
              }),
            ],
            test: test({ measures: [{ characteristic: 'length', sd: 0.2, low: 97.5, high: 102.5 }], every: 2, result: exponential(200) }),
          }),
          operation({ id: 'mill', buffer: 'rack', via: 'belt' }),
          operation({
            id: 'wash',
            test: test({
              finds: ['burr'],
              detection: 0.8,
              falseAlarm: 0.02,
              time: exponential(10),
              onFail: 'rework',
              rework: { ratio: 0.8, to: 'saw', limit: 3, per: 'unit' as const },
              repairs: ['burr'],
            }),
          }),
          operation({
            id: 'fit',
            buffer: 'shelf',
            components: [
              { item: 'screw', quantity: 2 },
              { item: 'nut', quantity: 1 },
              { item: 'oil', quantity: 0.5 },
            ],
            defects: [defect({ id: 'leak', probability: 0.02, effects: [effect({ of: 'materialLot', name: 'oil', coefficient: 2 })] })],
          }),
        ],
        sink: 'store',
        via: 'belt',
        initialStock: 3,
      }),
      product({
        id: 'b',
        route: [
          operation({ id: 'saw', buffer: 'pool', time: exponential(25), takesPallet: 'skid' }),
          operation({ id: 'mill', buffer: 'rack', stations: ['mill'] }),
          operation({
            id: 'fit',
            buffer: 'shelf',
            via: 'chain',
            returnsPallet: 'skid',
            steps: [
              { id: 'place', title: '', time: exponential(10), needs: [need({ crew: 'operators', for: 'process' })] },
              { id: 'glue', title: '', time: exponential(40), needs: [] },
            ],
          }),
        ],
      }),
      product({ id: 'c', route: [operation({ id: 'fit', by: 'agv' })], by: 'crane' }),
      product({
        id: 'd',
        route: [
          operation({
            id: 'join',
            stations: ['strip'],
            buffer: 'benches',
            parts: [{ product: 'e', quantity: 1, from: 'lids', match: 'type' }],
          }),
          operation({
            id: 'strip',
            buffer: 'benches',
            splits: [{ product: 'e', quantity: 2, operation: null }],
            whenSplit: 'goesOn',
          }),
        ],
      }),
      product({ id: 'e', route: [operation({ id: 'strip', buffer: 'benches' })], sink: 'lids' }),
    ],
    sinks: [sink({ id: 'out' }), sink({ id: 'store', stock: true })],
    sources: [
      source({
        id: 'calls',
        mix: [
          { product: 'a', weight: 2 },
          { product: 'b', weight: 1 },
        ],
        every: exponential(160),
        due: 4000,
        quantity: 2,
        profile: [
          { from: 6000, factor: 1.5 },
          { from: 12_000, factor: 0.5 },
        ],
      }),
      source({ id: 'customers', mix: [{ product: 'a', weight: 1 }], every: exponential(500), serve: 'stock', due: 600, lateCost: 3 }),
      source({ id: 'frames', mix: [{ product: 'd', weight: 1 }], every: exponential(600) }),
      source({ id: 'lid-press', mix: [{ product: 'e', weight: 1 }], every: { kind: 'constant', value: 700 }, limit: 9 }),
      source({ id: 'walk-in', mix: [{ product: 'c', weight: 1 }], every: exponential(700), whenFull: 'lose' }),
    ],
    orders: Array.from({ length: 12 }, (_, i) => numbered(i)),
    initial: [
      { product: 'a', operation: 'mill', quantity: 2, at: 'rack', order: 'o2' },
      { product: 'b', operation: 'saw', quantity: 1, at: 'saw', order: null },
    ],
    dispatch: [
      {
        station: 'saw',
        jobs: [
          { order: 'o0', operation: 'saw', quantity: 3, notBefore: 0 },
          { order: 'o1', operation: 'saw', quantity: 6, notBefore: 400 },
          { order: 'o0', operation: 'saw', quantity: 9, notBefore: 0 },
        ],
      },
    ],
    faults: [
      fault({ id: 'f', target: 'fit', start: 10_000, factor: 1.2 }),
      fault({ id: 'g', kind: 'parameter', target: 'saw', name: 'feed', start: 4000, ramp: 2000, amount: 0.5 }),
    ],
  })
}
