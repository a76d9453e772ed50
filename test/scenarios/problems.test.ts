import { describe, expect, it } from 'vitest'
import { problemsOf, rack, shown } from './load.ts'

/** Line and column of the first time `word` stands in the text. */
function at(text: string, word: string): string {
  const before = text.slice(0, text.indexOf(word)).split('\n')
  return `${before.length}:${before.at(-1)!.length + 1}`
}

describe('problems', () => {
  it('all at once, in the order of the file, each at its place, with path, culprit and remedy', () => {
    const text = rack
      .replace('8 h', '8 hours')
      .replace('yield: 98.5 %', 'yeild: 98.5 %')
      .replace('kind: erlang', 'kind: erlangg')
      .replace('capacity', 'capcity')
      .replace('55 s', '-55 s')
    expect(problemsOf(text).map(shown)).toEqual([
      `plant.yaml:${at(text, '8 hours')} horizon: \`horizon\`: unknown unit \`hours\` in \`8 hours\` → did you mean \`8 h\`? Units of time are us, ms, s, min, h, d, wk`,
      `plant.yaml:${at(text, 'yeild')} stations.drill.yeild: unknown key \`yeild\` in stations.drill; did you mean \`yield\`? → write \`yield\`, or remove \`yeild\``,
      `plant.yaml:${at(text, 'erlangg')} stations.drill.failures.failure.repair.kind: unknown kind \`erlangg\` in stations.drill.failures.failure.repair → did you mean \`erlang\`? it is one of constant, uniform, triangular, exponential, erlang, gamma, normal, lognormal, weibull, loglogistic, pert, beta, hyperexponential, empirical, piecewise, geometric, poisson, shifted, truncated`,
      `plant.yaml:${at(text, 'capcity')} buffers.rack.capcity: unknown key \`capcity\` in buffers.rack; did you mean \`capacity\`? → write \`capacity\`, or remove \`capcity\``,
      `plant.yaml:${at(text, '-55 s')} stations.mill.time: \`stations.mill.time\` is negative: -55 s → write a duration of zero or more`,
    ])
  })

  it.each([
    ['capacity: 3', 'stations.drill', '`capacity` of a station is written `slots`'],
    ['cycleTime: 3 s', 'stations.drill', '`cycleTime` of a station is written `time`'],
  ])('a word of another tool, `%s`, gets its proper name', (words, place, remedy) => {
    const [problem] = problemsOf(rack.replace('yield: 98.5 %', words))
    expect(problem).toMatchObject({ message: expect.stringContaining(place), remedy })
  })

  it('a thing with a mistake is still there for those who refer to it', () => {
    const problems = problemsOf(`${rack}crews: [ { id: fitters, size: none } ]\n`.replace('repair: {', 'crew: fitters, repair: {'))
    expect(problems.map(({ path }) => path)).toEqual(['crews.fitters.size'])
  })

  it('Windows line ends and a byte order mark do not move anything', () => {
    const text = `\ufeff${rack.replace('capacity', 'capcity').replaceAll('\n', '\r\n')}`
    expect(problemsOf(text)).toMatchObject([{ line: 8, column: 26 }])
    expect(problemsOf(text.replace('capcity', 'capacity'))).toEqual([])
  })

  it('none hides another: values and references are checked in whatever can be read', () => {
    const text = `schema: takt/1
horzon: 5 parsecs
replications: many
flow:
  - source: { id: s, every: -5 min }
  - statoin: { id: a, time: 1 min, yeild: 2 }
  - station: { id: b, time: { kind: lognorm, mean: 3 }, yield: 130 % }
  - station: { id: c, time: { kind: triangular, min: 5, mode: 3, max: 9 }, slots: 0, calendar: nope }
  - station: { id: d, time: { kind: weibull, shape: 0, scale: 9 }, failures: [ { after: 5, repair: 1, availability: 0.5 }, { clock: often, after: 5 } ] }
  - buffer: { id: q, capacity: -1 }
  - station: { id: e, time: [], maintenance: [ { every: 1 d, duration: { kind: erlang }, crew: ghosts }, { duration: 5 } ] }
  - sink: { id: o, stock: maybe, area: hall }
orders: { one: { product: prat, due: later } }
dispatch: { f: [ one ] }
`
    expect(problemsOf(text).map(({ line, path, message }) => `${line} ${path}: ${message.replace(/; .*/, '')}`)).toEqual([
      '2 horzon: unknown key `horzon` in the scenario',
      '2 horizon: `horizon`: unknown unit `parsecs` in `5 parsecs`',
      '3 replications: `replications` is `many`, and should be a number',
      '5 sources.s.every: `sources.s.every` is negative: -5 min',
      '6 flow[2]: unknown key `statoin` in flow[2]',
      '6 stations.a.yeild: unknown key `yeild` in stations.a',
      '6 stations.a.yield: `stations.a.yield`: 2 is not between 0 and 1',
      '7 stations.b.time.kind: unknown kind `lognorm` in stations.b.time',
      '7 stations.b.yield: `stations.b.yield`: 130 % is not between 0 and 1',
      '8 stations.c.time.mode: `stations.c.time.mode` is not between `min` and `max`: 3',
      '8 stations.c.slots: `stations.c.slots` is `0`, which is too small',
      '8 stations.c.calendar: unknown calendar `nope` in stations.c.calendar',
      '9 stations.d.time.shape: `stations.d.time.shape` is `0`, which is too small',
      '9 stations.d.failures.failure: `stations.d.failures.failure` is given in two ways',
      '9 stations.d.failures.failure-2.clock: unknown clock `often` in stations.d.failures.failure-2',
      '10 buffers.q.capacity: `buffers.q.capacity` is `-1`, which is too small',
      '11 stations.e.time: `stations.e.time` is a list: expected a duration such as `52 s`, or a distribution such as `{ kind: exponential, mean: 52 s }`',
      '11 stations.e.maintenance.maintenance.duration.k: `k` is missing in stations.e.maintenance.maintenance.duration',
      '11 stations.e.maintenance.maintenance.duration.mean: `mean` is missing in stations.e.maintenance.maintenance.duration',
      '11 stations.e.maintenance.maintenance.crew: unknown crew `ghosts` in stations.e.maintenance.maintenance.crew',
      '11 stations.e.maintenance.maintenance-2: `stations.e.maintenance.maintenance-2` is never due',
      '12 sinks.o.stock: `sinks.o.stock` is `maybe`, and should be true or false',
      '12 sinks.o.area: unknown area `hall` in sinks.o.area',
      '13 orders.one.product: unknown product `prat` in orders.one.product',
      '13 orders.one.due: `orders.one.due`: `later` is not a duration',
      '14 dispatch.f.station: unknown station `f` in dispatch.f.station',
    ])
  })

  const plant = (station: string, more = '', buffer = 'capacity: 2') => `schema: takt/1
horizon: 8 h
flow:
  - source: { id: blanks }
  - buffer: { id: rack, ${buffer} }
  - station: { id: drill, ${station} }
  - sink: { id: shipped, stock: true }
${more}`

  it.each<[string, string, string[]]>([
    ['a buffer with a strange capacity', plant('time: 1 min', '', 'capacity: lots'), ['buffers.rack.capacity']],
    [
      'units at a station with strange slots',
      plant('time: 1, slots: x', 'initial: [ { at: drill, quantity: 9 } ]\n'),
      ['stations.drill.slots'],
    ],
    [
      'a task that renews a strange failure',
      plant('time: 1, failures: [ { id: wear, clock: 7 } ], maintenance: [ { every: 1 d, duration: 1, renews: [ wear ] } ]'),
      ['stations.drill.failures.wear.clock'],
    ],
    [
      'a fault of a station with a strange failure',
      plant('time: 1, failures: [ { clock: 7 } ]', 'faults: [ { id: f, kind: failure, target: drill, start: 1 h, factor: 2 } ]\n'),
      ['stations.drill.failures.failure.clock'],
    ],
    [
      'a stocked product whose sink is strange',
      plant('time: 1', 'products: { part: { initialStock: 5 } }\n').replace('true', 'yess'),
      ['sinks.shipped.stock'],
    ],
    [
      'what is in an element of a flow that nobody can read',
      plant('time: 1', 'initial: [ { at: lathe, product: part } ]\n').replace(
        '  - sink',
        '  - xyzzy: { id: lathe, calendar: none }\n  - sink',
      ),
      ['flow[4]'],
    ],
    [
      'an order without a product, and the only product is strange',
      plant('time: 1', 'products: { part: { price: none } }\norders: { one: {} }\n'),
      ['products.part.price'],
    ],
    ['a rate that is none', plant('time: 1', '', 'order: fifo').replace('id: blanks', 'id: blanks, rate: 5'), ['sources.blanks.rate']],
    [
      'a list of jobs with a job of no order',
      plant('time: 1', 'orders: { one: { quantity: 3 } }\ndispatch: { drill: [ { order: 7 }, one ] }\n'),
      ['dispatch.drill.jobs[1].order'],
    ],
    [
      'a family and an operation of a product with a mistake',
      `schema: takt/1
horizon: 8 h
products: { cup: { family: 7, sink: out, route: { turning: { stations: lathe } } } }
stations: { lathe: { time: 1, initialFamily: mugs, rework: { to: turning } } }
sinks: { out: {} }
`,
      ['products.cup.family'],
    ],
    [
      'a fault of no kind',
      plant('time: soon', 'faults: [ { id: f, kind: bad, target: drill, factor: 2 } ]\n'),
      ['stations.drill.time', 'faults.f.kind'],
    ],
  ])('none follows from another: %s', (_, text, paths) => {
    expect(
      problemsOf(text).map(({ path }) => path),
      problemsOf(text).map(shown).join('\n'),
    ).toEqual(paths)
  })

  it('what a change from outside may put right is not complained of', () => {
    const text = plant('time: 1, calendar: nights').replace('source', 'sorce')
    expect(problemsOf(text).map(({ path }) => path)).toEqual(['flow[1]', 'stations.drill.calendar'])
    expect(problemsOf(text, { set: ['stations.drill.calendar=null'] }).map(({ path }) => path)).toEqual(['flow[1]'])
    expect(problemsOf(`${text}patch: [ { remove: stations.drill.calendar } ]\n`).map(({ path }) => path)).toEqual(['flow[1]'])
  })
})
