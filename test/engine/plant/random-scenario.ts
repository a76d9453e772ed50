import fc from 'fast-check'
import type { DistributionSpec } from '../../../scenarios/distribution-spec.ts'
import type {
  Buffer,
  Crew,
  FailureMode,
  Guide,
  Hold,
  Loop,
  MaintenanceTask,
  Need,
  Operation,
  Product,
  Scenario,
  Source,
  Station,
  Tool,
} from '../../../scenarios/model.ts'
import { canBeMet, suits, workers } from '../../../scenarios/people.ts'
import { dispatchingRules } from '../../../scenarios/schema/station.ts'
import {
  buffer,
  calendar,
  characteristic,
  conveyor,
  crew,
  defect,
  effect,
  failure,
  fault,
  fleet,
  hold,
  loop,
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
} from './plants.ts'

/** Seconds that are simulated. */
export const HORIZON = 240

/*
 * A random plant is drawn as numbers first: how many of what, and for each reference any number, which is then taken modulo what is there. So
 * whatever fast-check draws, or shrinks to, is a plant that the loader takes.
 */

/** Whole seconds often: events of different origin then fall on the same microsecond. */
const time = (least: number): fc.Arbitrary<DistributionSpec> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: least, max: 6 }).map((value) => ({ kind: 'constant' as const, value })) },
    fc.integer({ min: 1, max: 6 }).map((mean) => ({ kind: 'exponential' as const, mean })),
    fc.constantFrom<DistributionSpec>(
      { kind: 'uniform', min: 1, max: 4 },
      { kind: 'triangular', min: 1, mode: 2, max: 5 },
      { kind: 'erlang', k: 2, mean: 3 },
      { kind: 'gamma', mean: 4, sd: 2 },
      { kind: 'lognormal', mean: 3, sd: 2 },
      { kind: 'weibull', shape: 1.5, scale: 4 },
      { kind: 'empirical', values: [1, 2, 5], weights: [3, 2, 1] },
    ),
  )

const interval = (least: number, most: number): fc.Arbitrary<DistributionSpec> =>
  fc.oneof(
    fc.integer({ min: least, max: most }).map((value) => ({ kind: 'constant' as const, value })),
    fc.integer({ min: least, max: most }).map((mean) => ({ kind: 'exponential' as const, mean })),
  )

const ref = fc.nat(11)
const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 2) => fc.option(arbitrary, { nil: null, freq })
const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })
const few = <T>(arbitrary: fc.Arbitrary<T>, maxLength: number, minLength = 0) => fc.array(arbitrary, { minLength, maxLength, size: 'max' })
const ratio = fc.constantFrom(1, 0.9, 0.9, 0.7, 0.5, 0)
const moment = fc.nat(60)
const rework = fc.record({
  ratio: fc.constantFrom(1, 0.5),
  to: maybe(ref),
  limit: fc.nat(3),
  per: fc.constantFrom('unit' as const, 'operation' as const),
})

const batch = fc
  .record({
    min: fc.integer({ min: 1, max: 3 }),
    more: fc.nat(2),
    key: fc.subarray(['product', 'operation', 'family', 'order', 'priority'] as const),
    maxWait: fc.constantFrom(0, 2, 5),
    onTimeout: fc.constantFrom('wait' as const, 'wait' as const, 'release' as const, 'reject' as const),
  })
  .map(({ min, more, ...rule }) => ({ min, max: min + more, ...rule, ...(rule.maxWait === 0 && { onTimeout: 'wait' as const }) }))
const SKILLS = ['x', 'y'] as const
const skills = fc.uniqueArray(fc.constantFrom(...SKILLS), { maxLength: 2 })
const needGenes = fc.record({
  crew: ref,
  skill: maybe(fc.constantFrom(...SKILLS), 1),
  /** A tool instead. */
  tool: maybe(ref, 1),
  /** Of whatever crew, where there is a skill. */
  anyCrew: fc.boolean(),
  n: fc.constantFrom(1, 1, 2),
  for: fc.constantFrom('setup' as const, 'process' as const, 'both' as const, 'both' as const, 'load' as const, 'unload' as const),
  priority: fc.integer({ min: -1, max: 2 }),
  preempt: fc.boolean(),
  resumeWith: fc.constantFrom('any' as const, 'same' as const),
})
const needsGenes = few(needGenes, 2)
const releaseOperator = fc.constantFrom('atEnd' as const, 'atEnd' as const, 'whenLeft' as const)
const calling = { needs: needsGenes, priority: fc.integer({ min: -1, max: 3 }), preempt: fc.boolean() }

/** kW in quarters, so that sums are exact. */
const kW = fc.constantFrom(0, 0.25, 1, 4)
const power = fc.record({
  processing: kW,
  setup: kW,
  idle: kW,
  blocked: kW,
  waiting: kW,
  down: kW,
  maintenance: kW,
  off: kW,
  standby: maybe(fc.record({ after: fc.constantFrom(0, 2, 5), power: kW, warmUp: fc.constantFrom(0, 1, 3) })),
})

const stationGenes = fc.record({
  power: seldom(power),
  needs: needsGenes,
  releaseOperator,
  slots: fc.constantFrom(1, 1, 2, 3),
  outside: seldom(fc.record({ cost: fc.nat(3) })),
  time: time(1),
  load: seldom(time(1)),
  unload: seldom(time(1)),
  yield: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, ratio),
  rework: maybe(rework),
  setups: few(fc.record({ from: ref, to: ref, time: time(0), external: fc.constantFrom(0, 0, 0.5, 1) }), 3),
  anticipate: fc.constantFrom(false, false, true),
  initialFamily: maybe(ref),
  startUp: maybe(fc.record({ scrap: fc.nat(2), slow: fc.nat(2), factor: fc.constantFrom(0.5, 2), release: fc.constantFrom(0, 3) }), 1),
  campaign: maybe(
    fc.record({ units: maybe(fc.integer({ min: 1, max: 5 })), hours: maybe(fc.integer({ min: 3, max: 20 })), cleaning: time(0) }),
    1,
  ),
  failures: few(
    fc.record({
      clock: fc.constantFrom('calendar' as const, 'operating' as const, 'processing' as const, 'cycles' as const),
      after: interval(4, 40),
      repair: time(0),
      ...calling,
      crew: maybe(ref),
      cost: fc.nat(3),
      interrupted: fc.constantFrom(
        'resume' as const,
        'restart' as const,
        'scrap' as const,
        'resample' as const,
        'finishFirst' as const,
        'opportunistic' as const,
      ),
      station: maybe(ref, 1),
      since: fc.constantFrom('repair' as const, 'repair' as const, 'failure' as const),
      dueWhile: fc.constantFrom('accrue' as const, 'accrue' as const, 'gate' as const),
      first: fc.constantFrom('new' as const, 'new' as const, 'equilibrium' as const),
      age: fc.constantFrom(0, 0, 3),
      scrapRatio: maybe(fc.constantFrom(0, 0.5), 1),
      effect: fc.constantFrom('renew' as const, 'renew' as const, 'minimal' as const, 'partial' as const),
      setup: fc.constantFrom('keep' as const, 'keep' as const, 'lost' as const),
      spare: maybe(ref, 1),
      signal: maybe(ref, 1),
      decides: fc.boolean(),
    }),
    2,
  ),
  overlap: fc.constantFrom('union' as const, 'union' as const, 'queue' as const),
  holds: few(
    fc.record({ at: fc.nat(60), length: fc.integer({ min: 1, max: 40 }), inHand: fc.constantFrom('finish' as const, 'suspend' as const) }),
    2,
  ),
  maintenance: few(
    fc.record({
      at: few(moment, 2),
      every: maybe(fc.integer({ min: 15, max: 60 })),
      first: moment,
      duration: time(0),
      ...calling,
      crew: maybe(ref),
      renews: few(fc.nat(1), 2),
      cost: fc.nat(3),
      start: fc.constantFrom('finish' as const, 'suspend' as const),
      count: maybe(fc.integer({ min: 3, max: 30 }), 1),
      counts: fc.constantFrom('cycles' as const, 'calendar' as const, 'operating' as const, 'processing' as const),
      since: fc.constantFrom('maintenance' as const, 'renewal' as const),
      when: maybe(ref, 1),
      resets: few(fc.nat(1), 2),
      window: maybe(fc.integer({ min: 0, max: 20 }), 1),
    }),
    2,
  ),
  signals: few(
    fc.record({
      start: fc.constantFrom(0, 2),
      drift: fc.constantFrom<DistributionSpec>({ kind: 'constant', value: 1 }, { kind: 'exponential', mean: 1 }),
      per: fc.constantFrom('hour' as const, 'unit' as const),
      noise: fc.constantFrom(0, 0.5),
      every: maybe(fc.integer({ min: 5, max: 20 })),
      warning: maybe(fc.constantFrom(3, 5), 1),
      fail: fc.constantFrom(4, 8, 20),
    }),
    2,
  ),
  calendar: maybe(ref, 1),
  edge: fc.constantFrom('suspend' as const, 'finish' as const, 'finishWithin' as const),
  maxOvertime: maybe(fc.integer({ min: 0, max: 4 }), 1),
  mustFit: fc.constantFrom(false, false, false, true),
  rule: fc.oneof(
    { weight: 2, arbitrary: fc.constant('fifo' as const) },
    fc.constantFrom(...dispatchingRules),
    fc.uniqueArray(fc.constantFrom(...dispatchingRules), { minLength: 2, maxLength: 3 }),
  ),
  blockingBeforeService: fc.constantFrom(false, false, true),
  occupiedWhileBlocked: fc.boolean(),
  transferWhileDown: fc.boolean(),
  moveQuantity: fc.constantFrom(null, null, null, 2, 3),
  preempt: fc.constantFrom(null, null, null, 'resume' as const, 'restart' as const, 'resample' as const),
  batch: seldom(batch),
  parameters: few(
    fc.record({
      setPoint: fc.integer({ min: -2, max: 5 }),
      sd: fc.constantFrom(0, 1),
      autocorrelation: fc.constantFrom(0, 0.7),
      drift: fc.constantFrom(0, 60),
      clock: fc.constantFrom('calendar' as const, 'processing' as const),
      resetBy: few(fc.nat(1), 2),
      adjustEvery: maybe(fc.integer({ min: 1, max: 4 })),
    }),
    2,
  ),
})

const operationGenes = fc.record({
  version: fc.constantFrom(null, null, 'a' as const, 'b' as const),
  takesPallet: maybe(ref, 1),
  returnsPallet: maybe(ref, 1),
  stations: few(ref, 3, 1),
  buffer: maybe(ref, 4),
  via: maybe(ref, 1),
  by: maybe(ref, 1),
  time: maybe(time(0), 1),
  yield: maybe(ratio, 1),
  rework: maybe(rework, 1),
  needs: maybe(needsGenes, 1),
  releaseOperator: maybe(releaseOperator, 1),
  components: few(fc.record({ item: ref, quantity: fc.constantFrom(1, 1, 2, 0.5) }), 1),
  batch: seldom(batch),
  defects: few(
    fc.record({
      probability: fc.constantFrom(0, 0.2, 0.5, 1),
      effects: few(
        fc.record({
          of: fc.constantFrom(
            'parameter' as const,
            'materialLot' as const,
            'toolAge' as const,
            'operator' as const,
            'speed' as const,
            'sinceSetup' as const,
            'station' as const,
          ),
          name: ref,
          coefficient: fc.constantFrom(-1, 0.5, 2),
          side: fc.constantFrom('above' as const, 'below' as const, 'both' as const),
        }),
        2,
      ),
    }),
    2,
  ),
  characteristic: maybe(fc.record({ value: fc.integer({ min: 1, max: 5 }), parameter: maybe(ref) }), 1),
  test: maybe(
    fc.record({
      detection: fc.constantFrom(1, 0.8),
      falseAlarm: fc.constantFrom(0, 0.2, 1),
      measured: fc.boolean(),
      every: fc.constantFrom(1, 1, 3),
      share: fc.constantFrom(1, 0.5),
      time: maybe(time(0)),
      result: maybe(time(0)),
      meanwhile: fc.constantFrom('quarantine' as const, 'goOn' as const),
      onFail: fc.constantFrom('scrap' as const, 'rework' as const, 'accept' as const),
      rework,
    }),
    1,
  ),
  parts: few(
    fc.record({
      product: ref,
      quantity: fc.constantFrom(1, 1, 2),
      match: fc.constantFrom('type' as const, 'order' as const, 'serial' as const),
    }),
    1,
  ),
  load: seldom(time(1)),
  unload: seldom(time(1)),
  /** Some go elsewhere than to the next operation: to another one, or out. */
  choose: maybe(
    fc.record({
      by: fc.constantFrom('preferred' as const, 'shortestQueue' as const, 'cyclic' as const, 'random' as const),
      again: fc.boolean(),
    }),
    1,
  ),
  next: maybe(fc.record({ to: ref, out: fc.boolean(), probability: fc.constantFrom(0.1, 0.3, 0.5) }), 1),
  maxWait: maybe(fc.record({ time: fc.integer({ min: 3, max: 20 }), to: maybe(ref, 1) }), 1),
  steps: few(fc.record({ time: time(1), needs: maybe(few(needGenes, 2)) }), 3),
  collect: fc.constantFrom('atomic' as const, 'progressive' as const),
  splits: seldom(fc.record({ product: ref, quantity: fc.constantFrom(1, 2) })),
  whenSplit: fc.constantFrom('leaves' as const, 'goesOn' as const),
})

const genes = fc.record({
  stations: few(stationGenes, 4, 1),
  buffers: few(
    fc.record({
      capacity: maybe(fc.integer({ min: 1, max: 4 }), 3),
      order: fc.constantFrom('fifo' as const, 'lifo' as const, 'priority' as const, 'edd' as const),
      calendar: maybe(ref, 1),
      dwell: maybe(time(0), 1),
      store: maybe(
        fc.record({
          mixed: fc.boolean(),
          putAway: fc.constantFrom('nearest' as const, 'emptiest' as const, 'random' as const),
          retrieve: fc.constantFrom('order' as const, 'nearest' as const),
          handTime: fc.constantFrom(0, 0.2),
          dual: fc.boolean(),
          ahead: fc.constantFrom(0, 0, 1, 2),
          zone: fc.constantFrom(0, 0, 1, 2),
        }),
        1,
      ),
    }),
    3,
  ),
  conveyors: few(
    fc.record({
      length: fc.constantFrom(1.5, 2, 3, 4.5),
      speed: fc.constantFrom(0.5, 1, 1, 2, 0.3),
      unitLength: fc.constantFrom(0.5, 1, 1),
      gap: fc.constantFrom(0, 0, 0.5),
      accumulating: fc.boolean(),
      ripple: fc.boolean(),
      startDelay: fc.constantFrom(0, 0.5, 1),
      speeds: few(fc.constantFrom(0.5, 0.7, 1, 2), 2),
      calendar: maybe(ref, 1),
      failures: few(
        fc.record({
          clock: fc.constantFrom('calendar' as const, 'operating' as const, 'processing' as const),
          after: interval(4, 40),
          repair: time(0),
        }),
        2,
      ),
    }),
    2,
  ),
  fleets: few(
    fc.record({
      fleet: fc.constantFrom(1, 1, 2, 3),
      speed: fc.constantFrom(1, 2, 5),
      loadedSpeed: fc.constantFrom(1, 3),
      loadTime: fc.constantFrom(0, 0, 1),
      unloadTime: fc.constantFrom(0, 0, 0.5),
      assignment: fc.constantFrom('nearest' as const, 'longestWaiting' as const, 'cyclic' as const, 'fewestLoads' as const),
      park: fc.boolean(),
      home: maybe(ref),
      battery: maybe(fc.record({ range: fc.constantFrom(20, 60), chargers: fc.constantFrom(1, 2), time: fc.constantFrom(1, 5) }), 1),
      capacity: fc.constantFrom(1, 1, 2, 3),
      minLoad: maybe(fc.constantFrom(2, 3), 1),
      calendar: maybe(ref, 1),
      failures: few(
        fc.record({
          clock: fc.constantFrom('calendar' as const, 'operating' as const, 'processing' as const),
          after: interval(4, 40),
          repair: time(0),
        }),
        2,
      ),
      guide: fc.constantFrom(null, null, null, 'rail' as const, 'rail' as const, 'shaft' as const, 'turntable' as const),
      gap: fc.constantFrom(0, 1, 3),
      ends: fc.boolean(),
    }),
    2,
  ),
  /** A ring of nodes with its ways in so many zones, now and then one way only; none: straight ways. */
  network: maybe(fc.record({ zones: fc.nat(3), oneWay: fc.boolean(), length: fc.constantFrom(0, 1, 3) }), 1),
  sinks: few(fc.boolean(), 2, 1),
  products: few(
    fc.record({
      route: few(operationGenes, 4, 1),
      from: maybe(fc.integer({ min: 1, max: 60 }), 1),
      via: maybe(ref, 1),
      by: maybe(ref, 1),
      sink: ref,
      family: ref,
      initialStock: fc.nat(3),
      price: fc.nat(3),
      part: fc.constantFrom(null, null, 0, 1, 2),
    }),
    3,
    1,
  ),
  materials: few(
    fc.record({
      initialStock: fc.nat(4),
      reorderPoint: maybe(fc.nat(3), 3),
      upTo: fc.boolean(),
      quantity: fc.integer({ min: 1, max: 5 }),
      review: maybe(fc.integer({ min: 5, max: 30 }), 1),
      minimumOrder: fc.constantFrom(0, 0, 3),
      multiple: fc.constantFrom(0, 0, 2),
      lots: fc.constantFrom(null, 'fifo' as const, 'fefo' as const, 'blend' as const),
      shelfLife: maybe(fc.integer({ min: 10, max: 60 }), 1),
      inspection: maybe(fc.record({ time: time(0), reject: fc.constantFrom(0, 0.3) }), 1),
      planned: fc.constantFrom(false, false, false, true),
      backflush: fc.constantFrom(null, null, 'operation' as const, 'completion' as const),
      holds: few(
        fc.record({
          at: fc.nat(60),
          length: maybe(fc.integer({ min: 1, max: 50 })),
          receivedFrom: fc.constantFrom(0, 0, 15),
          above: maybe(fc.constantFrom(0, 1), 1),
          finally: fc.constantFrom('release' as const, 'scrap' as const),
        }),
        2,
      ),
      /** From the stock of the material before it. */
      moved: fc.constantFrom(false, false, true),
      transferTime: time(0),
    }),
    2,
  ),
  leadTime: time(0),
  late: maybe(fc.record({ probability: fc.constantFrom(0.5, 1), by: time(0) }), 1),
  short: maybe(fc.record({ probability: fc.constantFrom(0.5, 1), share: fc.constantFrom(0, 0.5) }), 1),
  lotQuality: maybe(fc.constant({ kind: 'exponential' as const, mean: 1 }), 1),
  sources: few(
    fc.record({
      mix: few(fc.record({ product: ref, weight: fc.integer({ min: 1, max: 3 }) }), 2, 1),
      every: maybe(interval(1, 8), 3),
      quantity: fc.constantFrom(1, 1, 2, 3),
      start: fc.constantFrom(0, 0, 7),
      limit: maybe(fc.nat(12), 1),
      due: maybe(fc.integer({ min: 0, max: 40 })),
      calendar: maybe(ref, 1),
      priority: fc.integer({ min: -1, max: 2 }),
      lateCost: fc.nat(5),
      serve: fc.constantFrom('make' as const, 'make' as const, 'make' as const, 'stock' as const),
      whenFull: fc.constantFrom('wait' as const, 'lose' as const),
      size: maybe(fc.constant({ kind: 'poisson' as const, mean: 1.5 }), 1),
      lostSales: fc.boolean(),
      profile: few(fc.constantFrom(0, 0.5, 1, 2), 3),
    }),
    3,
    1,
  ),
  orders: few(
    fc.record({
      product: ref,
      quantity: fc.integer({ min: 1, max: 5 }),
      completed: fc.constantFrom(0, 0, 1, 5),
      release: fc.constantFrom(0, 0, 5, 20),
      due: maybe(fc.integer({ min: 0, max: 80 })),
      priority: fc.integer({ min: -1, max: 2 }),
      lateCost: fc.nat(5),
      replaceScrap: fc.constantFrom(false, false, true),
      underDelivery: maybe(fc.constantFrom(0, 0.25), 1),
      overDelivery: maybe(fc.constantFrom(0, 0.5), 1),
      changes: few(
        fc.record({
          at: fc.nat(60),
          quantity: maybe(fc.integer({ min: 1, max: 6 })),
          due: maybe(fc.nat(90)),
          cancel: fc.constantFrom(false, false, true),
        }),
        2,
      ),
    }),
    4,
  ),
  loops: few(
    fc.record({
      kind: fc.constantFrom('conwip' as const, 'conwip' as const, 'kanban' as const),
      limit: fc.integer({ min: 1, max: 6 }),
      products: few(ref, 2, 1),
      perProduct: fc.boolean(),
      ends: fc.record({ from: maybe(ref, 1), to: maybe(ref, 1) }),
      buffer: ref,
      rule: fc.constantFrom('fifo' as const, 'edd' as const, 'spt' as const, 'priority' as const),
    }),
    2,
  ),
  holds: few(
    fc.record({
      at: fc.nat(60),
      tested: maybe(ref, 4),
      fails: fc.integer({ min: 1, max: 2 }),
      within: fc.integer({ min: 2, max: 4 }),
      units: maybe(
        fc.record({
          product: maybe(ref, 1),
          order: maybe(ref, 1),
          passed: maybe(ref),
          since: fc.constantFrom(null, 10, 'lastPassed' as const),
        }),
        4,
      ),
      station: maybe(ref, 1),
      inHand: fc.constantFrom('finish' as const, 'suspend' as const),
      after: maybe(time(0), 4),
      scrap: fc.constantFrom(0, 0, 0.5),
      rework: maybe(fc.nat(3), 1),
    }),
    2,
  ),
  pallets: few(fc.record({ count: fc.integer({ min: 1, max: 3 }), return: time(0) }), 2),
  tools: few(
    fc.record({
      count: fc.integer({ min: 1, max: 3 }),
      wear: maybe(
        fc.record({
          clock: fc.constantFrom('processing' as const, 'cycles' as const),
          life: maybe(
            fc.oneof(
              fc.integer({ min: 1, max: 9 }).map((value) => ({ kind: 'constant' as const, value })),
              time(1),
            ),
            4,
          ),
          breaks: maybe(time(1)),
          interrupted: fc.constantFrom('resume' as const, 'resume' as const, 'restart' as const, 'resample' as const, 'scrap' as const),
          regrind: maybe(
            fc.record({
              times: fc.integer({ min: 1, max: 2 }),
              time: time(0),
              restores: fc.constantFrom(1, 0.5),
              needs: needsGenes,
              cost: fc.nat(3),
            }),
          ),
          replace: fc.record({
            time: time(0),
            needs: needsGenes,
            spares: few(fc.record({ item: ref, quantity: fc.integer({ min: 1, max: 2 }) }), 1),
            cost: fc.nat(3),
          }),
        }),
      ),
    }),
    2,
  ),
  crews: few(
    fc.record({
      size: fc.integer({ min: 1, max: 3 }),
      calendar: maybe(ref, 1),
      skills,
      edge: fc.constantFrom('finish' as const, 'finish' as const, 'suspend' as const, 'preempt' as const),
      maxOvertime: maybe(fc.nat(6), 1),
      speed: maybe(fc.integer({ min: 1, max: 4 }), 1),
      home: maybe(fc.record({ x: fc.nat(9), y: fc.nat(9) }), 1),
      walks: few(fc.record({ from: maybe(ref), to: ref, time: fc.nat(4) }), 2),
      levelsCount: fc.boolean(),
      costPerHour: fc.constantFrom(0, 0, 12),
      persons: few(
        fc.record({
          skills: fc.uniqueArray(fc.record({ skill: fc.constantFrom(...SKILLS), level: fc.constantFrom(1, 0.5, 1.25) }), {
            selector: ({ skill }) => skill,
            maxLength: 2,
          }),
          calendar: maybe(ref, 1),
          from: fc.constantFrom(0, 0, 0, 20),
          until: fc.constantFrom(null, null, null, 90),
        }),
        3,
      ),
    }),
    2,
  ),
  energy: maybe(
    fc.record({ price: fc.nat(3), co2: fc.nat(2), bands: few(fc.record({ calendar: ref, price: fc.nat(5), co2: fc.nat(3) }), 2) }),
    1,
  ),
  bookings: maybe(
    fc.record({
      of: fc.subarray(['received', 'consumed', 'produced', 'shipped', 'scrapped'] as const, { minLength: 1 }),
      late: maybe(fc.record({ share: fc.constantFrom(0.3, 1), by: time(0) }), 2),
      batched: maybe(fc.integer({ min: 1, max: 20 }), 1),
      errors: fc.record({ share: fc.constantFrom(0.2, 1), twice: fc.constantFrom(0, 0.5, 1), corrected: time(0) }),
    }),
    2,
  ),
  calendars: few(
    fc.record({
      period: fc.integer({ min: 10, max: 40 }),
      origin: fc.nat(9),
      from: fc.nat(4),
      length: fc.integer({ min: 1, max: 8 }),
      second: fc.boolean(),
      off: few(fc.record({ from: fc.nat(100), length: fc.integer({ min: 1, max: 20 }) }), 1),
      extra: few(fc.record({ from: fc.nat(100), length: fc.integer({ min: 1, max: 20 }) }), 1),
      change: maybe(fc.record({ at: fc.nat(100), by: fc.constantFrom(-7, 5) }), 1),
    }),
    2,
  ),
  initial: few(fc.record({ product: ref, operation: ref, place: ref, quantity: fc.integer({ min: 1, max: 3 }), order: maybe(ref) }), 3),
  dispatch: few(
    fc.record({
      station: ref,
      jobs: few(
        fc.record({ order: ref, operation: ref, quantity: fc.integer({ min: 1, max: 5 }), notBefore: fc.constantFrom(0, 0, 9) }),
        4,
      ),
    }),
    2,
  ),
  faults: few(
    fc.record({
      kind: fc.constantFrom(
        'yield' as const,
        'time' as const,
        'failure' as const,
        'parameter' as const,
        'measurement' as const,
        'tool' as const,
      ),
      target: ref,
      start: moment,
      factor: fc.constantFrom(0.5, 0.9, 1.5),
      end: maybe(fc.integer({ min: 61, max: 90 })),
      ramp: fc.constantFrom(0, 0, 25),
    }),
    2,
  ),
})
type Genes = typeof genes extends fc.Arbitrary<infer G> ? G : never

/** A valid plant in normal form of every element there is. */
export const anyPlant: fc.Arbitrary<Scenario> = genes.map(build)

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!
const idAt = (prefix: string, list: readonly unknown[], n: number | null) =>
  n === null || list.length === 0 ? null : `${prefix}${n % list.length}`

function build(given: Genes): Scenario {
  const sinks = given.sinks.map((stock, i) => sink({ id: `sink${i}`, stock }))
  const stocked = (p: number) => shelfOf(given, p) === null && pick(given.sinks, given.products[p]!.sink)
  const products = given.products.map((_, p) => productOf(given, p))
  const scenario = plant({
    startTime: '2026-01-05T00:00:00.000Z', // as the loader writes it
    horizon: HORIZON,
    sinks,
    stations: given.stations.map((genes, s) => stationOf(given, genes, s)),
    transport: given.fleets.map((genes, f) => fleetOf(given, genes, f)),
    network: networkOf(given),
    conveyors: given.conveyors.map(({ ripple, startDelay, speeds, calendar, failures, ...genes }, c) =>
      conveyor({
        ...genes,
        id: `conveyor${c}`,
        release: ripple && genes.accumulating ? 'ripple' : 'together',
        startDelay: ripple && genes.accumulating ? startDelay : 0,
        speeds: speeds.map((factor, i) => ({ from: 20 + 30 * i, factor })),
        calendar: idAt('calendar', given.calendars, calendar),
        failures: failures.map((mode, f) => ({ ...mode, id: `mode${f}`, title: '' })),
      }),
    ),
    buffers: given.buffers.map((genes, b) =>
      buffer({
        id: `buffer${b}`,
        ...genes,
        ...storeOf(given, b),
        pose: { x: 9 - 2 * b, y: 0, rotation: 0 },
        calendar: idAt('calendar', given.calendars, genes.calendar),
      }),
    ),
    products,
    materials: given.materials.map(
      ({ initialStock, reorderPoint: r, upTo, quantity, lots, shelfLife, planned, moved, transferTime, holds, backflush, ...genes }, m) => {
        const isTaken = products.some(({ route }) => route.some(({ components }) => components.some(({ item }) => item === `material${m}`)))
        const from = moved && m > 0 ? `material${m - 1}` : null
        const reorderPoint = planned ? null : r
        const plain = reorderPoint === null && !planned
        return material({
          id: `material${m}`,
          backflush: isTaken ? backflush : null,
          initialStock,
          reorderPoint,
          orderUpTo: upTo && reorderPoint !== null ? reorderPoint + quantity : null,
          orderQuantity: upTo || reorderPoint === null ? null : quantity,
          supplier: plain || from !== null ? null : 'supplier',
          from: plain ? null : from,
          transferTime: plain || from === null ? null : transferTime,
          ...(plain
            ? {}
            : {
                ...genes,
                review: planned ? null : genes.review,
                lots: lots === null && shelfLife !== null ? 'fefo' : lots,
                shelfLife: lots === 'blend' ? null : shelfLife,
                holds:
                  lots === null && shelfLife === null
                    ? []
                    : holds.map(({ length, ...hold }) => ({
                        ...hold,
                        until: length === null ? null : hold.at + length,
                        receivedUntil: null,
                        finally: length === null ? ('release' as const) : hold.finally,
                      })),
              }),
          mrp: planned ? { every: 10, leadTime: 5 * quantity, lotSize: 'fixed', quantity, periods: 1, safetyStock: 2 } : null,
        })
      },
    ),
    suppliers: [
      supplier({ id: 'supplier', title: '', leadTime: given.leadTime, late: given.late, short: given.short, lotQuality: given.lotQuality }),
    ],
    pallets: given.pallets.map((one, i) => ({ id: `pallet${i}`, title: '', ...one })),
    loops: loopsOf(given, products),
    tools: toolsOf(given),
    crews: crewsOf(given),
    calendars: given.calendars.map(({ period, origin, from, length, second, off, extra, change }, c) => {
      const middle = Math.floor(period / 2)
      const first = { from: Math.min(from, middle - 1), to: Math.min(from + length, middle) }
      return calendar({
        id: `calendar${c}`,
        period,
        origin,
        working: second ? [first, { from: middle + 1, to: period }] : [first],
        off: off.map(({ from, length }) => ({ from, to: from + length })),
        extra: extra.map(({ from, length }) => ({ from, to: from + length })),
        changes: change === null ? [] : [change],
      })
    }),
    energy:
      given.energy === null
        ? null
        : {
            ...given.energy,
            bands:
              given.calendars.length === 0
                ? []
                : given.energy.bands.map((band) => ({ ...band, calendar: idAt('calendar', given.calendars, band.calendar)! })),
          },
    bookings:
      given.bookings === null
        ? null
        : { ...given.bookings, errors: { ...given.bookings.errors, factor: { kind: 'uniform', min: 0.5, max: 1.5 } } },
    faults: faultsOf(given),
  })
  const orders = given.orders.map(({ product, quantity, completed, changes, replaceScrap, ...genes }, o) => {
    const isMatched = pick(products, product).route.some(({ parts }) => parts.some(({ match }) => match !== 'type'))
    return order({
      id: `order${o}`,
      product: pick(products, product).id,
      quantity,
      completed: Math.min(completed, quantity),
      changes: changesOf(isMatched ? changes.map((one) => ({ ...one, quantity: null })) : changes),
      replaceScrap: replaceScrap && !isMatched,
      ...genes,
    })
  })
  const full: Scenario = { ...scenario, orders, sources: given.sources.map((genes, s) => sourceOf(scenario, genes, s, stocked)) }
  const initial = initialOf(given, full)
  return withVersions(given, withSuppliers(given, { ...full, initial, dispatch: dispatchOf(given, full), holds: holdsOf(given, full) }))
}

/** Some products have a new version in the course of the run, where no way leads back and no room is kept ahead. */
function withVersions(given: Genes, scenario: Scenario): Scenario {
  if (scenario.stations.some(({ blockingBeforeService }) => blockingBeforeService)) return scenario
  return {
    ...scenario,
    products: scenario.products.map((one, p) => {
      const { from, route } = given.products[p]!
      const leads = ({ next, rework, maxWait, test }: Operation) =>
        next.length > 0 || rework?.to != null || maxWait?.to != null || test?.rework?.to != null
      const isReworked = (id: string) => scenario.stations.some((other) => other.id === id && other.rework?.to != null)
      const isPlain = one.route.every((step) => !leads(step) && !step.stations.some(isReworked) && step.takesPallet === null)
      if (from === null || !isPlain) return one
      const version = (o: number) => (o === 0 ? null : (route[o]!.version ?? null))
      return {
        ...one,
        versions: ['a', 'b'].map((id, v) => ({ id, title: id, from: v * from })),
        route: one.route.map((step, o) => ({ ...step, versions: version(o) === null ? [] : [version(o)!] })),
      }
    }),
  }
}

/** Some stations are suppliers, of whom little can be said; none of them where units begin, for a source might never stop. */
function withSuppliers(given: Genes, scenario: Scenario): Scenario {
  const isFirst = (id: string) => scenario.products.some(({ route }) => route[0]!.stations.includes(id))
  const away = new Map(
    scenario.stations.flatMap(({ id }, s) => {
      const genes = given.stations[s]!.outside
      return genes === null || isFirst(id) ? [] : [[id, genes] as const]
    }),
  )
  if (away.size === 0) return scenario
  const isAway = (stations: readonly string[]) => stations.some((id) => away.has(id))
  return {
    ...scenario,
    stations: scenario.stations.map((one) =>
      away.has(one.id)
        ? station({
            id: one.id,
            pose: one.pose,
            outside: { supplier: null, ...away.get(one.id)! },
            time: one.time,
            yield: one.yield,
            rework: one.rework,
            batch: one.batch,
            calendar: one.calendar,
            holds: one.holds,
            rule: one.rule,
            initialFamily: one.initialFamily,
          })
        : one,
    ),
    products: scenario.products.map((one) => ({
      ...one,
      route: one.route.map((step) =>
        isAway(step.stations)
          ? {
              ...step,
              ...{ steps: [], load: null, unload: null, needs: null, parts: [], splits: [], moveQuantity: null, parameters: [] },
              ...{ whenSplit: 'leaves' as const, collect: 'atomic' as const },
              characteristics: step.characteristics.map((c) => ({ ...c, parameter: null, gain: 0 })),
              defects: step.defects.map((defect) => ({ ...defect, effects: [] })),
              test: step.test && { ...step.test, time: null },
            }
          : step,
      ),
    })),
    initial: scenario.initial.filter(({ at }) => !away.has(at)),
    faults: scenario.faults.filter(({ kind, target }) => !away.has(target) || kind === 'yield' || kind === 'time'),
  }
}

/** A change says something, and cancels all or changes it. */
const changesOf = (changes: Genes['orders'][number]['changes']): Scenario['orders'][number]['changes'] =>
  changes.flatMap(({ at, quantity, due, cancel }): Scenario['orders'][number]['changes'] =>
    cancel ? [{ at, quantity: null, due: null, cancel }] : quantity === null && due === null ? [] : [{ at, quantity, due, cancel }],
  )

function crewsOf(given: Genes): Crew[] {
  const place = (n: number | null) => idAt('station', given.stations, n) ?? 'home'
  return given.crews.map((genes, c) => {
    const persons = genes.persons.map(({ calendar, ...one }, p) =>
      person({ id: `person${p}`, ...one, calendar: idAt('calendar', given.calendars, calendar) }),
    )
    return crew({
      ...genes,
      id: `crew${c}`,
      size: persons.length === 0 ? genes.size : persons.length,
      calendar: idAt('calendar', given.calendars, genes.calendar),
      maxOvertime: genes.edge === 'finish' ? genes.maxOvertime : null,
      walks: genes.walks.map(({ from, to, time }) => ({ from: place(from), to: place(to), time })).filter(({ from, to }) => from !== to),
      persons,
    })
  })
}

/** Of the needs that were drawn as many as can be met at one time. */
function needsOf(
  given: Genes,
  genes: readonly Genes['stations'][number]['needs'][number][],
  own: string | null = null,
  tools = given.tools,
): Need[] {
  const crews = crewsOf(given)
  const people = workers(crews)
  const able = (one: Pick<Need, 'crew' | 'skill' | 'tool'>) => {
    if (one.tool === null) return people.flatMap((worker, i) => (suits(worker, one, crews) ? [i] : []))
    const kind = Number(one.tool.slice('tool'.length))
    return Array.from({ length: tools[kind]!.count }, (_, i) => 1000 * (kind + 1) + i)
  }
  const needs = genes.flatMap(({ anyCrew, tool, ...one }) => {
    if (tool !== null && tools.length > 0)
      return [need({ ...one, crew: null, skill: null, tool: `tool${tool % tools.length}`, resumeWith: 'any' })]
    if (crews.length === 0) return []
    return [need({ ...one, crew: anyCrew && one.skill !== null ? null : pick(crews, one.crew).id })]
  })
  const first = own === null ? [] : [need({ crew: own })]
  const kept: Need[] = []
  for (const one of needs) {
    if (canBeMet([...first, ...kept, one].map((line) => ({ n: line.n, able: able(line) })))) kept.push(one)
  }
  return kept
}

/** A rack for twelve. Parts are not taken from one. */
function storeOf(given: Genes, b: number): Pick<Buffer, 'store' | 'capacity'> {
  const { store, capacity } = given.buffers[b]!
  const isShelf = given.products.some((_, p) => shelfOf(given, p) === `buffer${b}`)
  if (store === null || isShelf) return { capacity, store: null }
  const { zone, ...genes } = store
  const zones = zone === 0 ? [] : [{ products: ['product0'], from: 1, to: zone }]
  const rack = { columns: 3, levels: 2, binWidth: 1, binHeight: 1, binCapacity: 2, speed: 4, liftSpeed: 2, zones }
  return { capacity: capacity ?? 12, store: { ...rack, ...genes } }
}

function fleetOf(given: Genes, genes: Genes['fleets'][number], f: number) {
  const { park, home, battery, capacity, minLoad, calendar, failures, guide, gap, ends, ...others } = genes
  const vehicles = guide === 'turntable' ? 1 : genes.fleet
  const isAtHome = home !== null && (guide !== 'rail' || vehicles === 1)
  return fleet({
    ...others,
    id: `fleet${f}`,
    fleet: vehicles,
    park: park && isAtHome ? 'home' : 'stay',
    home: isAtHome ? idAt('station', given.stations, home) : null,
    battery: battery === null || guide !== null ? null : { ...battery, threshold: 0.3, at: 'station0' },
    capacity,
    minLoad: Math.min(capacity, minLoad ?? 1),
    maxWait: Math.min(capacity, minLoad ?? 1) > 1 ? 6 : null,
    calendar: idAt('calendar', given.calendars, calendar),
    failures: failures.map((mode, n) => ({ ...mode, id: `mode${n}`, title: '' })),
    guide: guideOf(given, guide, gap, ends ? vehicles * gap : null),
  })
}

/** All places are within ten metres, at two levels, and at three ports. */
function guideOf(given: Genes, kind: Genes['fleets'][number]['guide'], gap: number, beyond: number | null): Guide | null {
  const { stations, buffers, sinks, sources } = given
  const all = [...stations.map((_, i) => `station${i}`), ...buffers.map((_, i) => `buffer${i}`)]
  const places = [...all, ...sinks.map((_, i) => `sink${i}`), ...sources.map((_, i) => `source${i}`)]
  const every = (n: number) => Array.from({ length: n }, (_, k) => places.filter((_, i) => i % n === k)).filter((list) => list.length > 0)
  if (kind === null) return null
  if (kind === 'shaft') return { kind, levels: every(2).map((list, k) => ({ height: 3 * k, places: list })), doorTime: 0.5 }
  if (kind === 'turntable') return { kind, ports: every(3).map((list, k) => ({ angle: 100 * k, places: list })), turnTime: 4 }
  return {
    kind,
    axis: 'x',
    from: beyond === null ? null : -beyond,
    to: beyond === null ? null : 10 + beyond,
    gap,
    crossSpeed: gap > 0 ? 2 : null,
  }
}

function toolsOf(given: Genes): Tool[] {
  const items = given.materials.map((_, m) => `material${m}`)
  const changing = <T extends { readonly needs: Parameters<typeof needsOf>[1] }>(change: T) => ({
    ...change,
    needs: needsOf(given, change.needs, null, []),
  })
  return given.tools.map(({ count, wear }, i): Tool => {
    const id = `tool${i}`
    if (wear === null || (wear.life === null && wear.breaks === null)) return { id, title: '', count, wear: null }
    const spares = items.length === 0 ? [] : wear.replace.spares.map(({ item, quantity }) => ({ item: pick(items, item), quantity }))
    const { life, breaks } = wear
    return {
      id,
      title: '',
      count,
      wear: {
        ...wear,
        clock: life === null ? 'processing' : wear.clock,
        interrupted: breaks === null ? 'resume' : wear.interrupted,
        regrind: life === null || wear.regrind === null ? null : changing(wear.regrind),
        replace: { ...changing(wear.replace), spares },
      },
    }
  })
}

function networkOf({ network, stations, buffers, sinks, sources }: Genes): Scenario['network'] {
  if (network === null) return null
  const places = [
    ...stations.map((_, i) => `station${i}`),
    ...buffers.map((_, i) => `buffer${i}`),
    ...sinks.map((_, i) => `sink${i}`),
    ...sources.map((_, i) => `source${i}`),
  ]
  const nodes = Math.min(4, places.length)
  return {
    nodes: Array.from({ length: nodes }, (_, n) => ({ id: `node${n}`, x: n, y: 0, places: places.filter((_, i) => i % nodes === n) })),
    edges: Array.from({ length: nodes }, (_, n) => ({
      from: `node${n}`,
      to: `node${(n + 1) % nodes}`,
      length: network.length,
      oneWay: network.oneWay,
      zone: network.zones === 0 ? null : `zone${n % network.zones}`,
    })),
  }
}

/** Nobody is asked for loading where that takes no time. */
const handled = (needs: readonly Need[], loads: boolean, unloads: boolean) =>
  needs.map((one) => ((one.for === 'load' && !loads) || (one.for === 'unload' && !unloads) ? { ...one, for: 'process' as const } : one))

function stationOf(given: Genes, genes: Genes['stations'][number], s: number): Station {
  const family = (n: number) => pick(['*', ...given.products.map((_, p) => familyOf(given, p))], n)
  const setups = genes.setups.map(({ from, to, time, external }) => ({ from: family(from), to: family(to), time, external }))
  return station({
    ...genes,
    outside: null,
    id: `station${s}`,
    pose: { x: 2 * s, y: s % 2, rotation: 0 },
    // Another operation than the one in work is a choice that only an operation has: not every product has the same.
    rework: genes.rework === null ? null : { ...genes.rework, to: genes.rework.to === null ? null : 'op0' },
    setups: setups.filter((rule, i) => setups.findIndex(({ from, to }) => from === rule.from && to === rule.to) === i),
    needs: handled(needsOf(given, genes.needs), genes.load !== null, genes.unload !== null),
    preempt: mayPreempt(given, genes, s) ? genes.preempt : null,
    moveQuantity: genes.batch === null ? genes.moveQuantity : null,
    initialFamily: genes.initialFamily === null ? null : familyOf(given, genes.initialFamily % given.products.length),
    failures: genes.failures.map((mode, f) => modeOf(given, mode, f, genes.signals.length)),
    // An hour of work is more than a run has: signals that rise by the hour rise by the second.
    signals: genes.signals.map((gene, i) =>
      signal({ ...gene, id: `signal${i}`, drift: gene.per === 'unit' ? gene.drift : { kind: 'constant', value: 720 } }),
    ),
    holds: genes.holds.map(({ at, length, inHand }) => ({ at, until: at + length, inHand })),
    maintenance: genes.maintenance.map((gene, t) => taskOf(given, genes, gene, t)),
    anticipate: genes.anticipate && setups.length > 0 && genes.needs.every((need) => need.for === 'process'),
    startUp: setups.length === 0 ? null : genes.startUp,
    campaign: genes.campaign === null || (genes.campaign.units === null && genes.campaign.hours === null) ? null : genes.campaign,
    ...edgeOf(given, genes),
    parameters: genes.parameters.map(({ resetBy, adjustEvery, ...one }, p) =>
      parameter({
        ...one,
        id: `parameter${p}`,
        resetBy: one.drift === 0 ? [] : [...new Set(resetBy)].filter((t) => t < genes.maintenance.length).map((t) => `task${t}`),
        adjustEvery: one.drift === 0 ? null : adjustEvery,
      }),
    ),
  })
}

/** Neither in batches nor where room is kept ahead. */
function mayPreempt({ stations, products }: Genes, { batch, blockingBeforeService }: Genes['stations'][number], s: number): boolean {
  const here = products.flatMap(({ route }) => route.filter((one) => one.stations.some((n) => n % stations.length === s)))
  return batch === null && !blockingBeforeService && here.every((one) => one.batch === null && one.splits === null)
}

/** Without a calendar there is no edge. */
function edgeOf(given: Genes, { calendar, edge, maxOvertime, mustFit }: Genes['stations'][number]) {
  const id = idAt('calendar', given.calendars, calendar)
  if (id === null) return { calendar: null, edge: 'suspend' as const, maxOvertime: null, mustFit: false }
  return { calendar: id, edge, maxOvertime: edge === 'suspend' ? null : maxOvertime, mustFit }
}

function taskOf(
  given: Genes,
  { failures, signals }: Genes['stations'][number],
  { count, counts, ...gene }: Genes['stations'][number]['maintenance'][number],
  t: number,
): MaintenanceTask {
  const isCounted = count !== null
  const isDated = gene.at.length > 0 || gene.every !== null || isCounted
  return task({
    ...gene,
    first: gene.every === null ? 0 : gene.first,
    id: `task${t}`,
    needs: needsOf(given, gene.needs, idAt('crew', given.crews, gene.crew)),
    crew: idAt('crew', given.crews, gene.crew),
    renews: [...new Set(gene.renews)].filter((f) => f < failures.length).map((f) => `mode${f}`),
    hours: isCounted && counts !== 'cycles' ? count : null,
    clock: isCounted && counts !== 'cycles' ? counts : 'operating',
    cycles: isCounted && counts === 'cycles' ? count : null,
    since: isCounted ? gene.since : 'maintenance',
    when: gene.when === null || signals.length === 0 ? null : { signal: `signal${gene.when % signals.length}`, above: 3 },
    resets: [...new Set(gene.resets)].filter((i) => i < signals.length).map((i) => `signal${i}`),
    window: isDated ? gene.window : null,
  })
}

/** Words that go together only: the loader says which. */
function modeOf(
  given: Genes,
  { spare, signal: s, decides, ...genes }: Genes['stations'][number]['failures'][number],
  f: number,
  signals: number,
): FailureMode {
  const byWork = genes.clock === 'processing' || genes.clock === 'cycles'
  const worn = byWork ? idAt('station', given.stations, genes.station) : null
  const mayGate = (genes.clock === 'processing' || genes.clock === 'operating') && worn === null && genes.interrupted !== 'finishFirst'
  const effect = genes.effect === 'minimal' && genes.after.kind !== 'exponential' ? 'renew' : genes.effect
  const material = idAt('material', given.materials, spare)
  const driver = s === null || signals === 0 ? null : `signal${s % signals}`
  if (driver !== null && decides)
    return failure({
      clock: 'signal',
      signal: driver,
      after: { kind: 'constant', value: 3_155_760_000 },
      repair: genes.repair,
      interrupted: genes.interrupted,
      id: `mode${f}`,
      crew: idAt('crew', given.crews, genes.crew),
    })
  const hastens = driver !== null && byWork && worn === null
  return failure({
    ...genes,
    id: `mode${f}`,
    station: worn,
    dueWhile: mayGate ? genes.dueWhile : 'accrue',
    age: genes.first === 'equilibrium' ? 0 : genes.age,
    scrapRatio: genes.interrupted === 'scrap' ? genes.scrapRatio : null,
    effect,
    restores: effect === 'partial' ? 0.5 : null,
    signal: hastens ? driver : null,
    doubles: hastens ? 60 : null,
    needs: needsOf(given, genes.needs, idAt('crew', given.crews, genes.crew)),
    crew: idAt('crew', given.crews, genes.crew),
    spares: material === null ? [] : [{ item: material, quantity: 1 }],
  })
}

/** The buffer in which the product ends, as a part; null: it does not. */
const shelfOf = (given: Genes, p: number) => (p === 0 ? null : idAt('buffer', given.buffers, given.products[p]!.part))

const familyOf = (given: Genes, p: number) => `family${given.products[p]!.family % given.products.length}`

function faultsOf(given: Genes): Scenario['faults'] {
  return given.faults.flatMap(({ kind, target, factor, ...genes }, f) => {
    const s = target % given.stations.length
    const { failures, parameters } = given.stations[s]!
    const tests = given.products.some(({ route }) =>
      route.some(({ stations, test }) => test !== null && stations.some((n) => n % given.stations.length === s)),
    )
    const isThere =
      kind === 'failure' ? failures.length > 0 : kind === 'parameter' ? parameters.length > 0 : kind !== 'measurement' || tests
    if (!isThere) return []
    const adds = kind === 'parameter' || kind === 'tool'
    return [
      fault({
        id: `fault${f}`,
        kind,
        target: `station${s}`,
        name: kind === 'parameter' ? 'parameter0' : null,
        ...genes,
        ...(adds ? { amount: factor } : { factor }),
      }),
    ]
  })
}

function productOf(given: Genes, p: number): Product {
  const { route, via, by, sink, initialStock, price } = given.products[p]!
  const shelf = shelfOf(given, p)
  const hasStock = shelf === null && pick(given.sinks, sink)
  return product({
    id: `product${p}`,
    family: familyOf(given, p),
    sink: shelf ?? `sink${sink % given.sinks.length}`,
    via: shelf === null ? idAt('conveyor', given.conveyors, via) : null,
    by: shelf !== null || (via !== null && given.conveyors.length > 0) ? null : idAt('fleet', given.fleets, by),
    initialStock: hasStock ? initialStock : 0,
    price,
    route: route.map((genes, o) => operationOf(given, genes, p, o)),
  })
}

function operationOf(given: Genes, genes: Genes['products'][number]['route'][number], p: number, o: number): Operation {
  const before = given.products[p]!.route[o - 1]?.stations ?? []
  // A product may be a component of those before it only, so that no product needs itself.
  const items = [
    ...given.materials.map((_, m) => `material${m}`),
    ...given.products.flatMap(({ sink }, q) => (q > p && shelfOf(given, q) === null && pick(given.sinks, sink) ? [`product${q}`] : [])),
  ]
  const stations = [...new Set(genes.stations.map((n) => n % given.stations.length))]
  const buffer = idAt('buffer', given.buffers, genes.buffer)
  const capacity = (buffer !== null && pick(given.buffers, genes.buffer!).capacity) || Number.POSITIVE_INFINITY
  const isTooLarge = stations.some((s) => ((genes.batch ?? given.stations[s]!.batch)?.min ?? 0) > capacity)
  const components = items.length === 0 ? [] : genes.components.map(({ item, quantity }) => ({ item: pick(items, item), quantity }))
  const palletAt = (step: number) => idAt('pallet', given.pallets, given.products[p]!.route[step]!.takesPallet)
  const palletsTaken = Array.from({ length: o + 1 }, (_, step) => palletAt(step)).filter((id) => id !== null)
  const parts = given.products.flatMap((_, q) => (q > p && shelfOf(given, q) !== null ? [q] : []))
  const later = given.products.flatMap((_, q) => (q > p ? [q] : []))
  const isLast = o === given.products[p]!.route.length - 1
  const isInBatches = genes.batch !== null || stations.some((s) => given.stations[s]!.batch !== null)
  return operation({
    parts:
      parts.length === 0
        ? []
        : genes.parts.map(({ product, ...part }) => ({
            product: `product${pick(parts, product)}`,
            from: shelfOf(given, pick(parts, product))!,
            ...part,
          })),
    collect: isInBatches ? 'atomic' : genes.collect,
    splits:
      later.length === 0 || genes.splits === null || (genes.test !== null && genes.test.result !== null)
        ? []
        : [{ product: `product${pick(later, genes.splits.product)}`, quantity: genes.splits.quantity, operation: null }],
    whenSplit: isLast ? genes.whenSplit : 'goesOn',
    id: `op${o}`,
    stations: stations.map((s) => `station${s}`),
    buffer: isTooLarge ? null : buffer,
    batch: genes.batch,
    next: branches(given, genes, p),
    choose: choiceOf(given, genes, stations),
    maxWait: buffer === null || isTooLarge ? null : waitOf(given, genes, p),
    // A station that reserves room ahead cannot do so where a conveyor leads there.
    via: before.some((n) => given.stations[n % given.stations.length]!.blockingBeforeService)
      ? null
      : idAt('conveyor', given.conveyors, genes.via),
    by:
      before.some((n) => given.stations[n % given.stations.length]!.blockingBeforeService) ||
      (genes.via !== null && given.conveyors.length > 0)
        ? null
        : idAt('fleet', given.fleets, genes.by),
    // The first operation always takes time: a source that never pauses would go on for ever within one instant.
    time: genes.steps.length > 0 || (o === 0 && genes.time?.kind === 'constant' && genes.time.value === 0) ? null : genes.time,
    steps: genes.steps.map(({ time, needs }, i) => ({
      id: `step${i}`,
      title: `step${i}`,
      time,
      needs: needs === null ? null : needsOf(given, needs).map((need) => ({ ...need, for: 'process' as const })),
    })),
    yield: genes.yield,
    takesPallet: palletAt(o),
    returnsPallet: genes.returnsPallet === null ? null : (palletsTaken[0] ?? null),
    load: genes.load,
    unload: genes.unload,
    needs:
      genes.needs === null
        ? null
        : handled(
            needsOf(given, genes.needs),
            genes.load !== null || stations.some((s) => given.stations[s]!.load !== null),
            genes.unload !== null || stations.some((s) => given.stations[s]!.unload !== null),
          ),
    releaseOperator: genes.releaseOperator,
    rework: genes.rework === null ? null : { ...genes.rework, to: genes.rework.to === null ? null : `op${genes.rework.to % (o + 1)}` },
    components,
    ...qualityOf(given, p, o, components),
  })
}

/** Where a station reserves room ahead, there is one way on. */
function branches(
  { stations, sinks, products }: Genes,
  { next }: Genes['products'][number]['route'][number],
  p: number,
): Operation['next'] {
  if (next === null || stations.some(({ blockingBeforeService }) => blockingBeforeService)) return []
  const to = next.out ? `sink${next.to % sinks.length}` : `op${next.to % products[p]!.route.length}`
  return [{ to, probability: next.probability, when: null }]
}

function choiceOf(given: Genes, { choose }: Genes['products'][number]['route'][number], stations: readonly number[]): Operation['choose'] {
  if (choose === null || stations.length < 2 || given.stations.some(({ blockingBeforeService }) => blockingBeforeService)) return null
  return { ...choose, at: stations.map((s) => ({ station: `station${s}`, buffer: null, weight: 1 + s, when: null })) }
}

function waitOf({ products }: Genes, { maxWait }: Genes['products'][number]['route'][number], p: number): Operation['maxWait'] {
  return maxWait && { time: maxWait.time, to: maxWait.to === null ? null : `op${maxWait.to % products[p]!.route.length}` }
}

function holdsOf(given: Genes, { products, stations, orders }: Scenario): Hold[] {
  const tested = stations.filter(({ id }) =>
    products.some(({ route }) => route.some((one) => one.test !== null && one.stations.includes(id))),
  )
  return given.holds.flatMap((genes, i) => {
    const at = genes.tested === null || tested.length === 0 ? null : pick(tested, genes.tested).id
    const { units } = genes
    const held = genes.station === null ? [] : [pick(stations, genes.station).id]
    if (units === null && held.length === 0) return []
    const passed = units === null || units.passed === null ? null : pick(stations, units.passed).id
    const to = units === null || genes.rework === null ? null : `op${genes.rework}`
    const isThere = products.some(({ route }) => route.some(({ id }) => id === to))
    return [
      hold({
        id: `hold${i}`,
        when: at === null ? { at: genes.at } : { tested: at, fails: genes.fails, within: Math.max(genes.fails, genes.within) },
        ...(units !== null && {
          units: {
            products: units.product === null ? [] : [pick(products, units.product).id],
            orders: units.order === null || orders.length === 0 ? [] : [pick(orders, units.order).id],
            passed,
            since: passed === null || (units.since === 'lastPassed' && at === null) ? null : units.since,
          },
        }),
        stations: held,
        inHand: genes.inHand,
        ...(genes.after !== null && {
          disposition: {
            after: genes.after,
            scrap: units === null ? 0 : genes.scrap,
            rework: isThere ? 0.5 : 0,
            to: isThere ? to : null,
          },
        }),
      }),
    ]
  })
}

function loopsOf(given: Genes, products: readonly Product[]): Loop[] {
  return given.loops.flatMap(({ ends, products: refs, buffer, kind, limit, perProduct, rule }, i) => {
    const at = idAt('buffer', given.buffers, buffer)
    const isThere = ({ route }: Product) => kind !== 'kanban' || (at !== null && route.some((operation) => operation.buffer === at))
    const of = [...new Set(refs.map((n) => n % products.length))].map((p) => products[p]!).filter(isThere)
    if (of.length === 0) return []
    const least = Math.min(...of.map(({ route }) => route.length))
    const step = (n: number | null) => (kind === 'kanban' || n === null ? null : n % least)
    const [from, to] = [step(ends.from), step(ends.to)]
    const isReversed = from !== null && to !== null && from > to
    return [
      loop({
        id: `loop${i}`,
        kind,
        limit: Math.max(limit, ...given.stations.map(({ moveQuantity }) => moveQuantity ?? 1)),
        perProduct,
        rule,
        products: of.map(({ id }) => id),
        from: from === null ? null : `op${from}`,
        to: to === null || isReversed ? null : `op${to}`,
        buffer: kind === 'kanban' ? at : null,
      }),
    ]
  })
}

/** What an operation does to quality. The ids of its defects and of its characteristic are those of other operations too. */
function qualityOf(given: Genes, p: number, o: number, components: Operation['components']): Partial<Operation> {
  const { route } = given.products[p]!
  const genes = route[o]!
  const stations = genes.stations.map((n) => n % given.stations.length)
  const parameters = stations.flatMap((s) => given.stations[s]!.parameters.map((_, i) => `parameter${i}`))
  const until = route.slice(0, o + 1)
  const finds = [...new Set(until.flatMap(({ defects }) => defects.map((_, d) => `defect${d}`)))]
  const names = { parameter: parameters, materialLot: components.map(({ item }) => item), station: stations.map((s) => `station${s}`) }
  return {
    defects: genes.defects.map(({ probability, effects }, d) =>
      defect({
        id: `defect${d}`,
        probability,
        effects: effects.flatMap(({ of, name, ...one }) => {
          if (of === 'toolAge' || of === 'operator' || of === 'speed' || of === 'sinceSetup') return [effect({ of, ...one })]
          return names[of].length === 0 ? [] : [effect({ of, name: pick(names[of], name), ...one })]
        }),
      }),
    ),
    characteristics:
      genes.characteristic === null
        ? []
        : [
            characteristic({
              id: 'width',
              value: { kind: 'constant', value: genes.characteristic.value },
              parameter:
                genes.characteristic.parameter === null || parameters.length === 0
                  ? null
                  : pick(parameters, genes.characteristic.parameter),
              gain: genes.characteristic.parameter === null || parameters.length === 0 ? 0 : 0.5,
            }),
          ],
    test: genes.test === null ? null : testOf(genes.test, finds, until),
  }
}

function testOf(
  { measured, rework, ...genes }: NonNullable<Genes['products'][number]['route'][number]['test']>,
  finds: string[],
  until: readonly { readonly characteristic: unknown }[],
): Operation['test'] {
  const measures =
    measured && until.some(({ characteristic }) => characteristic !== null) ? [{ characteristic: 'width', sd: 0.5, low: 2, high: 4 }] : []
  if (finds.length + measures.length === 0 && genes.falseAlarm === 0) return null
  return test({
    ...genes,
    finds,
    measures,
    meanwhile: genes.result === null ? 'quarantine' : genes.meanwhile,
    rework: genes.onFail === 'rework' ? { ...rework, to: rework.to === null ? null : `op${rework.to % until.length}` } : null,
    repairs: genes.onFail === 'rework' ? finds.slice(0, 1) : [],
  })
}

function sourceOf(
  { products, materials, buffers, calendars }: Scenario,
  genes: Genes['sources'][number],
  s: number,
  stocked: (p: number) => boolean,
): Source {
  const kept = [
    ...products.filter((_, p) => stocked(p)),
    ...materials.filter(({ reorderPoint, mrp }) => reorderPoint !== null || mrp !== null),
  ]
  const serve = kept.length === 0 ? 'make' : genes.serve
  const things = serve === 'stock' ? kept : products
  const mix = genes.mix.map(({ product, weight }) => ({ product: pick(things, product).id, weight }))
  const every = serve === 'stock' && genes.every === null ? { kind: 'constant' as const, value: 6 } : genes.every
  const endless = mix.some(({ product }) => {
    const first = products.find(({ id }) => id === product)?.route[0]
    return buffers.some(({ id, capacity }) => id === first?.buffer && capacity === null)
  })
  return source({
    ...genes,
    id: `source${s}`,
    mix,
    serve,
    every,
    size: serve === 'stock' ? genes.size : null,
    lostSales: serve === 'stock' && genes.lostSales,
    quantity: serve === 'stock' && genes.size !== null ? 1 : genes.quantity,
    calendar: every === null ? null : idAt('calendar', calendars, genes.calendar),
    // A source that always has a unit ready brings units one by one, and nobody ordered them.
    ...(every === null && { due: null, quantity: 1, whenFull: 'wait' as const }),
    limit: every === null && endless ? (genes.limit ?? 12) : genes.limit,
    profile: every === null ? [] : genes.profile.map((factor, i) => ({ from: 20 + 30 * i, factor })),
  })
}

function initialOf(given: Genes, { products, stations, buffers, orders }: Scenario): Scenario['initial'] {
  const room = new Map<string, number>([
    ...stations.map(({ id, slots }): [string, number] => [id, slots]),
    ...buffers.map(({ id, capacity }): [string, number] => [id, capacity ?? 9]),
  ])
  const missing = new Map(orders.map(({ id, quantity, completed }) => [id, quantity - completed]))
  return given.initial.flatMap(({ product: p, operation: o, place, quantity, order: n }) => {
    const product = pick(products, p)
    const { id: operation, stations, buffer } = pick(product.route, o)
    const at = pick(buffer === null ? stations : [buffer, ...stations], place)
    const own = orders.filter((order) => order.product === product.id)
    const order = n === null || own.length === 0 ? null : pick(own, n).id
    const units = Math.min(quantity, room.get(at)!, order === null ? quantity : missing.get(order)!)
    if (units === 0) return []
    room.set(at, room.get(at)! - units)
    if (order !== null) missing.set(order, missing.get(order)! - units)
    return [{ product: product.id, operation, quantity: units, at, order }]
  })
}

function dispatchOf(given: Genes, { products, stations, orders }: Scenario): Scenario['dispatch'] {
  const lists = new Map<string, Scenario['dispatch'][number]>()
  for (const genes of given.dispatch) {
    const station = pick(stations, genes.station).id
    const jobs = genes.jobs.flatMap(({ order: n, operation: o, quantity, notBefore }) => {
      if (orders.length === 0) return []
      const order = pick(orders, n)
      const able = products.find(({ id }) => id === order.product)!.route.filter(({ stations }) => stations.includes(station))
      if (able.length === 0) return []
      return [{ order: order.id, operation: pick(able, o).id, quantity: Math.min(quantity, order.quantity), notBefore }]
    })
    lists.set(station, { station, jobs })
  }
  return [...lists.values()]
}
