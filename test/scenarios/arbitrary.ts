import fc from 'fast-check'

/*
 * Scenarios as people write them, of every shape: with units and without, short forms and long, and always right. Ids come from small
 * pools, so that things refer to each other.
 */
const duration = fc.oneof(
  fc.integer({ min: 1, max: 10_000 }),
  fc.double({ min: 0.001, max: 10_000, noNaN: true }),
  fc.tuple(fc.integer({ min: 1, max: 500 }), fc.constantFrom('ms', 's', 'min', 'h', 'd')).map(([n, unit]) => `${n} ${unit}`),
)
const ratio = fc.oneof(
  fc.double({ min: 0.01, max: 0.99, noNaN: true }),
  fc.integer({ min: 1, max: 100 }).map((n) => `${n} %`),
)
const amount = fc.oneof(fc.nat(1000), fc.double({ min: 0, max: 1000, noNaN: true }))
const shape = fc.double({ min: 0.5, max: 5, noNaN: true })

const distribution = fc.oneof(
  duration,
  duration.map((mean) => ({ kind: 'exponential', mean })),
  fc.tuple(duration, fc.integer({ min: 1, max: 9 })).map(([mean, k]) => ({ kind: 'erlang', k, mean })),
  fc.tuple(fc.constantFrom('lognormal', 'gamma', 'normal'), duration, fc.double({ min: 0, max: 2, noNaN: true })).map(([kind, mean, cv]) => ({ kind, mean, cv })),
  fc.tuple(shape, duration).map(([shape, scale]) => ({ kind: 'weibull', shape, scale })),
  fc.tuple(shape, duration).map(([shape, mean]) => ({ kind: 'weibull', shape, mean })),
  fc.tuple(fc.constantFrom('triangular', 'pert'), fc.nat(100), fc.nat(100), fc.nat(100)).map(([kind, a, b, c]) => ({ kind, min: a, mode: a + b, max: a + b + c })),
  fc.array(duration, { minLength: 1, maxLength: 4 }).map((values) => ({ kind: 'empirical', values, weights: values.map((_, i) => i + 1) })),
  fc.tuple(fc.double({ min: 1.05, max: 9, noNaN: true }), duration).map(([shape, mean]) => ({ kind: 'loglogistic', shape, mean })),
  fc.tuple(fc.nat(100), shape, shape).map(([min, alpha, beta]) => ({ kind: 'beta', min, max: min + 9, alpha, beta })),
  fc.tuple(duration, fc.double({ min: 1.01, max: 9, noNaN: true })).map(([mean, cv]) => ({ kind: 'hyperexponential', mean, cv })),
  fc.tuple(duration, duration).map(([by, mean]) => ({ kind: 'shifted', by, of: { kind: 'exponential', mean } })),
  fc.tuple(duration, fc.nat(50), fc.option(fc.nat(50), { nil: undefined })).map(([mean, min, more]) => ({ kind: 'truncated', of: { kind: 'gamma', mean, cv: 0.5 }, min, ...(more !== undefined && { max: min + more + 1 }) })),
  fc.nat(50).map((n) => ({ kind: 'piecewise', points: [[n, 0], [n + 1, '40 %'], [n + 9, 1]] })),
) // biome-ignore format: one line a kind

const title = fc.oneof(
  fc.constantFrom('Drill', '钻床', 'A: b # c', "it's", '- x', 'yes', '12', 'null', 'line\nbreak'),
  fc.string({ maxLength: 12 }).filter((text) => !/[\p{C}\ufffd]/u.test(text)),
)
const stations = ['s-1', 's-2', 's_3', '车床']
const products = ['p-1', 'p-2']
const failures = fc.uniqueArray(
  fc.record(
    {
      id: fc.constantFrom('wear', 'jam', 'power'),
      clock: fc.constantFrom('calendar', 'operating', 'processing', 'cycles'),
      after: fc.integer({ min: 1, max: 900 }),
      repair: distribution,
      crew: fc.constantFrom(null, 'fitters'),
      interrupted: fc.constantFrom('resume', 'restart', 'scrap'),
    },
    { requiredKeys: ['id', 'after', 'repair'] },
  ),
  { selector: ({ id }) => id, maxLength: 3 },
)

const station = fc.record(
  {
    title,
    kind: fc.constantFrom('machine', 'oven'),
    slots: fc.integer({ min: 1, max: 5 }),
    time: distribution,
    yield: ratio,
    rework: fc.record({ ratio, limit: fc.nat(3) }, { requiredKeys: [] }),
    setups: fc.array(fc.record({ time: distribution }), { maxLength: 1 }),
    initialFamily: fc.constantFrom(null, 'p-2', 'steel'),
    failures,
    maintenance: fc.array(
      fc.oneof(
        fc.record({ every: duration, duration: distribution }),
        fc.record({ at: fc.array(duration, { maxLength: 3 }), duration: distribution, renews: fc.constantFrom('all', []) }),
      ),
      { maxLength: 2 },
    ),
    calendar: fc.constantFrom(null, 'two-shifts', 'pattern'),
    rule: fc.constantFrom('fifo', 'edd', 'spt', 'priority', 'setup'),
    blockingBeforeService: fc.boolean(),
    costPerHour: amount,
    pose: fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant('2.5 m')) }),
  },
  { requiredKeys: ['time'] },
)

const operation = fc.record(
  {
    stations: fc.oneof(fc.constantFrom(...stations), fc.uniqueArray(fc.constantFrom(...stations), { minLength: 1, maxLength: 3 })),
    buffer: fc.constantFrom(null, 'b-1', 'b-2'),
    time: distribution,
    yield: ratio,
    components: fc.constantFrom({}, { bolt: 2 }, { bolt: 0.5, glue: 1 }),
  },
  { requiredKeys: ['stations'] },
)
const route = fc.array(fc.oneof(operation, fc.constantFrom(...stations)), { minLength: 1, maxLength: 5 })

/** The content of a scenario file, as data. */
export const scenarioInput = fc.record(
  {
    schema: fc.constant('takt/1'),
    title,
    seed: fc.nat(),
    replications: fc.integer({ min: 1, max: 100 }),
    horizon: fc.oneof(fc.constantFrom('8 h', '2 wk'), fc.integer({ min: 10, max: 1_000_000 })),
    warmUp: fc.constantFrom('auto', 0, '5 s'),
    startTime: fc.constantFrom('2026-03-02T06:00', '2026-07-05T23:30:15Z', '2026-10-25'),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/New_York'),
    objective: fc.constantFrom('cost', { kpi: 'leadTime', subject: 'p-1' }, { kpi: 'throughput', goal: 'minimise' }),
    stations: fc.tuple(station, station, station, station).map((all) => Object.fromEntries(all.map((one, i) => [stations[i], one]))),
    products: fc.tuple(route, route, amount).map(([a, b, price]) => [
      { id: 'p-1', route: a, sink: 'store', family: 'steel', price },
      { id: 'p-2', route: b, sink: 'out', components: { 'p-1': 2 } },
    ]),
    buffers: fc
      .record({ capacity: fc.integer({ min: 1, max: 50 }), order: fc.constantFrom('fifo', 'lifo') }, { requiredKeys: ['capacity'] })
      .map((one) => ({ 'b-1': one, 'b-2': {} })),
    sinks: fc.constant({ store: { stock: true }, out: null }),
    sources: fc
      .array(
        fc.oneof(
          fc.record(
            {
              rate: fc.constantFrom('12/h', '0.3/s'),
              product: fc.constantFrom(...products),
              due: duration,
              quantity: fc.integer({ min: 1, max: 9 }),
              whenFull: fc.constantFrom('wait', 'lose'),
              profile: fc.constantFrom([], [{ from: '1 h', factor: 2 }]),
            },
            { requiredKeys: ['rate', 'product'] },
          ),
          fc.record(
            { every: distribution, mix: fc.constantFrom({ 'p-1': 1 }, { 'p-1': 1, 'p-2': 2.5 }), limit: fc.nat(50), start: duration },
            { requiredKeys: ['every', 'mix'] },
          ),
        ),
        { maxLength: 3 },
      )
      .map((all) => all.map((one, i) => ({ id: `in-${i}`, ...one }))),
    materials: fc
      .record({ initialStock: amount, unitCost: amount }, { requiredKeys: [] })
      .map((one) => ({ bolt: { ...one, supplier: 'acme', reorderPoint: 5, orderQuantity: 20 }, glue: null })),
    suppliers: distribution.map((leadTime) => ({ acme: { leadTime } })),
    crews: fc.integer({ min: 1, max: 9 }).map((size) => [{ id: 'fitters', size, calendar: 'two-shifts' }]),
    calendars: fc.constantFrom('mon-fri', 'daily', 'sat-mon').map((days) => ({
      'two-shifts': {
        shifts: [
          { days, from: '06:00', to: '14:30', breaks: [{ from: '09:00', to: '09:15' }] },
          { days, from: '22:00', to: '05:00' },
        ],
        off: ['2026-12-24/2026-12-26', { from: '2 d', to: '3 d' }],
      },
      pattern: { period: '24 h', working: [{ from: '08:00', to: 64_000 }] },
    })),
    orders: fc
      .array(
        fc.record(
          {
            product: fc.constantFrom(...products),
            quantity: fc.integer({ min: 3, max: 50 }),
            completed: fc.nat(3),
            release: duration,
            due: fc.oneof(duration, fc.constant('2026-11-01T12:00')),
            customer: title,
            priority: fc.integer({ min: -5, max: 5 }),
          },
          { requiredKeys: ['product', 'quantity'] },
        ),
        { maxLength: 4 },
      )
      .map((all) => Object.fromEntries(all.map((one, i) => [`o-${i}`, one]))),
    faults: fc
      .array(fc.record({ kind: fc.constantFrom('yield', 'time'), target: fc.constantFrom(...stations), start: duration, factor: amount }), {
        maxLength: 2,
      })
      .map((all) => all.map((one, i) => ({ id: `f-${i}`, ...one }))),
  },
  { requiredKeys: ['schema', 'horizon', 'stations', 'products', 'buffers', 'sinks', 'materials', 'suppliers', 'crews', 'calendars'] },
)
