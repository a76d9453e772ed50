import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Alternative, Branch, Choice, Condition, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, failure, operation, order, plant, product, sink, source, station } from '../plants.ts'

const every = (s: number, limit: number | null = null) => ({ every: always(s), limit })
const to = (id: string, how: Partial<Branch> = {}): Branch => ({ to: id, probability: null, when: null, ...how })
const when = (attribute: string, how: Partial<Condition>): Condition => ({ attribute, is: [], above: null, upTo: null, ...how })

/** Operations a, b and c in a list, each at a station of its own that takes 1 s, with racks between; one part every 10 s. */
function abc(next: Partial<Record<string, readonly Branch[]>>, more: Partial<Scenario> = {}): Scenario {
  const ids = ['a', 'b', 'c']
  return plant({
    stations: ids.map((id) => station({ id, time: always(1) })),
    buffers: ids.map((id) => buffer({ id: `r${id}` })),
    products: [product({ id: 'part', route: ids.map((id) => operation({ id, buffer: `r${id}`, next: next[id] ?? [] })) })],
    sources: [source({ id: 'in', ...every(10) })],
    ...more,
  })
}

describe('routing', () => {
  it('[D1] a unit may go round however often: each time by a new chance', () => {
    const scenario = plant({
      stations: [station({ id: 's', slots: 400, time: always(1) })],
      buffers: [buffer({ id: 'rack' })],
      products: [
        product({ id: 'part', route: [operation({ id: 's', buffer: 'rack', next: [{ to: 's', probability: 0.97, when: null }] })] }),
      ],
      sources: [source({ id: 'in', every: always(1), limit: 400 })],
    })
    const { of, finished } = bench(scenario, { until: 2000 })
    expect(finished()).toHaveLength(400)
    // 1 / 0.03 visits on average, give or take four standard errors of a geometric law.
    expect(Math.abs(of(EventKind.jobStarted).length / 400 - 1 / 0.03)).toBeLessThan((4 * Math.sqrt(0.97)) / 0.03 / Math.sqrt(400))
  })

  it('[D1] what no branch takes goes on to the next of the list; a branch without chance or condition takes all', () => {
    expect(bench(abc({}), { until: 15 }).finished()).toEqual(['0@13'])
    const skip = bench(abc({ a: [to('c')] }), { until: 15 })
    expect(skip.finished()).toEqual(['0@12'])
    expect(skip.started('b')).toEqual([])
    expect(bench(abc({ a: [to('c', { probability: 0 })] }), { until: 15 }).finished()).toEqual(['0@13'])
  })

  it('[D1] by chance: the share of units is that of the branch, and belongs to the unit, whatever the others do', () => {
    const scenario = abc({ a: [to('c', { probability: 0.3 }), to('out', { probability: 0.2 })] })
    const { started } = bench(scenario, { until: 100_005 })
    expect(started('b').length / 10_000).toBeCloseTo(0.5, 1)
    expect(started('c').length - started('b').length).toBeGreaterThan(2800)
    expect(started('c').length - started('b').length).toBeLessThan(3200)
    const whoGoesToB = (scenario: Scenario) =>
      bench(scenario, { until: 1000 })
        .started('b')
        .map((text) => text.split('@')[0])
    const slower = { ...scenario, stations: scenario.stations.map((one) => (one.id === 'b' ? { ...one, time: always(2) } : one)) }
    expect(whoGoesToB(slower)).toEqual(whoGoesToB(scenario))
  })

  it('[D2] by condition: the first branch that holds, else on in the list', () => {
    const next = { a: [to('c', { when: when('priority', { above: 1 }) }), to('out', { when: when('priority', { is: [1] }) })] }
    const orders = [0, 1, 2, 5].map((priority, i) => order({ id: `o${i}`, priority, release: 10 * i }))
    expect(bench(abc(next, { sources: [], orders }), { until: 100 }).finished()).toEqual(['0@3', '1@11', '2@22', '3@32'])
  })

  it('[D3] a unit leaves through the sink that a branch names', () => {
    const scenario = abc({ a: [to('other')] }, { sinks: [sink({ id: 'out' }), sink({ id: 'other', stock: true })] })
    const { of, tally } = bench(scenario, { until: 15 })
    // Places: three stations, three buffers, then sinks.
    expect(of(EventKind.unitFinished).map(({ subject, time, a }) => [subject, time, a])).toEqual([[0, 11, 7]])
    expect(tally.stock[0]).toBe(1)
  })

  it('[D4] routes may lead back: the unit queues there anew', () => {
    const again = { a: [to('a', { when: when('visits', { upTo: 2 }) })] }
    const one = bench(abc(again, { sources: [source({ id: 'in', ...every(10, 1) })] }), { until: 30 })
    expect(one.finished()).toEqual(['0@15'])
    expect(one.started('a')).toEqual(['0@10', '0@11', '0@12'])
    const two = bench(abc(again, { sources: [source({ id: 'in', ...every(10, 1), quantity: 2 })] }), { until: 30 })
    expect(two.started('a')).toEqual(['0@10', '1@11', '0@12', '1@13', '0@14', '1@15'])
  })

  it('[D4] a loop of chance p is passed 1 / (1 − p) times', () => {
    const { started, finished } = bench(abc({ b: [to('a', { probability: 0.25 })] }, { sources: [source({ id: 'in', ...every(10) })] }), {
      until: 100_000,
    })
    expect(started('a').length / finished().length).toBeCloseTo(4 / 3, 1)
  })

  it('[D4] rework leads back as well, and is counted as rework', () => {
    const scenario = abc({ c: [to('b', { when: when('reworks', { is: [1] }) }), to('out')] })
    const [part] = scenario.products
    const route = part!.route.map((one) =>
      one.id === 'c' ? { ...one, yield: 0, rework: { ratio: 1, to: 'a', limit: 1, per: 'unit' as const } } : one,
    )
    const { of, scrapped } = bench(
      { ...scenario, products: [{ ...part!, route }], sources: [source({ id: 'in', ...every(10, 1) })] },
      { until: 50 },
    )
    expect(of(EventKind.jobEnded).map(({ c, b }) => [c, b])).toEqual([
      [0, 0],
      [1, 0],
      [2, 2],
      [0, 0],
      [1, 0],
      [2, 1],
    ])
    expect(scrapped()).toEqual(['0@16'])
  })

  it('[D8] a job of a dispatch list is done when no unit of its order can come to it any more, on whatever ways', () => {
    const scenario = abc(
      { a: [to('out', { when: when('priority', { above: 0 }) })] },
      {
        sources: [],
        orders: [order({ id: 'gone', quantity: 2, priority: 1 }), order({ id: 'late', release: 4 })],
        dispatch: [
          {
            station: 'b',
            jobs: [
              { order: 'gone', operation: 'b', quantity: 2, notBefore: 0 },
              { order: 'late', operation: 'b', quantity: 1, notBefore: 0 },
            ],
          },
        ],
      },
    )
    expect(bench(scenario, { until: 20 }).started('b')).toEqual(['2@5'])
  })
})

/** One operation, done by one of two or three stations with a rack each; parts come one a second. */
function choice(
  by: Choice['by'],
  how: Partial<Record<string, Partial<Alternative>>> = {},
  { times = [3, 3], again = false, capacity = null as number | null, more = {} as Partial<Scenario> } = {},
) {
  const ids = times.map((_, i) => `s${i + 1}`)
  const at = ids.map((id) => ({ station: id, buffer: `r-${id}`, weight: 1, when: null, ...how[id] }))
  return plant({
    stations: ids.map((id, i) => station({ id, time: always(times[i]!) })),
    buffers: ids.map((id) => buffer({ id: `r-${id}`, capacity })),
    products: [product({ id: 'part', route: [operation({ id: 'work', stations: ids, choose: { by, at, again } })] })],
    sources: [source({ id: 'in', ...every(1) })],
    ...more,
  })
}

describe('choice among stations', () => {
  it('[D5] cyclic: each in turn', () => {
    const { started } = bench(choice('cyclic'), { until: 9 })
    expect(started('s1')).toEqual(['0@1', '2@4', '4@7'])
    expect(started('s2')).toEqual(['1@2', '3@5', '5@8'])
  })

  it('[D5] shortestQueue: fewest waiting and in work, the first of equals', () => {
    const { started } = bench(choice('shortestQueue', {}, { times: [10, 3] }), { until: 12 })
    // 0 → s1, 1 → s2, 2 → s1 (1:1), 3 → s2 (2:1); at 5 s unit 1 is done and unit 4 → s2 (2:1), …
    expect(started('s1')).toEqual(['0@1', '2@11'])
    expect(started('s2')).toEqual(['1@2', '3@5', '4@8', '6@11'])
  })

  it('[D5] preferred: the first that has room, else the first', () => {
    const { started, of } = bench(choice('preferred', {}, { times: [10, 10, 10], capacity: 1 }), { until: 8 })
    expect([started('s1'), started('s2'), started('s3')]).toEqual([['0@1'], ['2@3'], ['4@5']])
    // The seventh finds no room and stands outside, before the first.
    const places = of(EventKind.unitMoved).filter(({ subject }) => subject === 6)
    expect(places.map(({ time, a }) => [time, a])).toEqual([[7, 7]])
    const handedOver = choice('preferred', { s1: { buffer: null }, s2: { buffer: null } })
    expect(bench(handedOver, { until: 4 }).started('s2')).toEqual(['1@2'])
  })

  it('[D5] random: by weight, and a unit keeps its luck', () => {
    const { started } = bench(choice('random', { s1: { weight: 3 } }, { times: [1, 1] }), { until: 10_000 })
    expect(started('s1').length / 10_000).toBeGreaterThan(0.73)
    expect(started('s1').length / 10_000).toBeLessThan(0.77)
    expect(bench(choice('random', { s1: { weight: 0 } }), { until: 20 }).started('s1')).toEqual([])
  })

  it('[D5] byAttribute: the first whose condition holds', () => {
    const orders = [0, 3, 1, 7].map((priority, i) => order({ id: `o${i}`, priority }))
    const scenario = choice('byAttribute', { s1: { when: when('priority', { above: 2 }) } }, { more: { sources: [], orders } })
    const { started } = bench(scenario, { until: 20 })
    expect([started('s1'), started('s2')]).toEqual([
      ['1@0', '3@3'],
      ['0@0', '2@3'],
    ])
  })

  it('[D5] the station is chosen as the unit comes, and is kept: a free one beside it takes nothing of it', () => {
    const { states } = bench(choice('cyclic', {}, { times: [10, 1] }), { until: 12 })
    expect(states('s2')).toEqual([
      '0 starved',
      '2 processing',
      '3 starved',
      '4 processing',
      '5 starved',
      '6 processing',
      '7 starved',
      '8 processing',
      '9 starved',
      '10 processing',
      '11 starved',
      '12 processing',
    ])
  })

  it('[D5] arrivals are lost where the chosen station has no room', () => {
    const scenario = choice(
      'cyclic',
      {},
      { times: [100, 1], capacity: 1, more: { sources: [source({ id: 'in', ...every(1), whenFull: 'lose' })] } },
    )
    const { tally, started } = bench(scenario, { until: 8 })
    // 1 s1, 2 s2, 3 rack of s1, 4 s2, 5 no room before s1: its turn stays, and so do 6, 7 and 8.
    expect(started('s1')).toEqual(['0@1'])
    expect(started('s2')).toEqual(['1@2', '3@4'])
    expect(tally.lost).toBe(4)
  })

  it('[D6] chosen anew while the station stands still, where the choice says so', () => {
    const broken = (again: boolean) => {
      const scenario = choice('cyclic', {}, { times: [4, 4], again })
      const fails = failure({ clock: 'calendar', after: always(5.5), repair: always(100) })
      return bench(
        { ...scenario, stations: scenario.stations.map((one) => (one.id === 's1' ? { ...one, failures: [fails] } : one)) },
        { until: 30 },
      )
    }
    // At 5.5 s, s1 works on unit 2; unit 4 came at 5 and waits for it. Then it goes to s2, behind 3, which waits there, and before 5.
    expect(broken(false).started('s2')).toEqual(['1@2', '3@6', '5@10', '7@14', '9@18', '11@22', '13@26', '15@30'])
    expect(broken(true).started('s2')).toEqual(['1@2', '3@6', '4@10', '5@14', '6@18', '7@22', '8@26', '9@30'])
    expect(broken(true).started('s1')).toEqual(['0@1', '2@5'])
  })

  it('[D6] with all stations at a standstill the choice is made as if all ran', () => {
    const scenario = choice(
      'preferred',
      {},
      {
        again: true,
        more: {
          calendars: [
            {
              id: 'late',
              title: '',
              period: 100,
              origin: 0,
              working: [{ from: 50, to: 100 }],
              starts: [],
              off: [],
              extra: [],
              changes: [],
            },
          ],
        },
      },
    )
    const closed = { ...scenario, stations: scenario.stations.map((one) => ({ ...one, calendar: 'late' })) }
    expect(bench(closed, { until: 60 }).started('s1').slice(0, 3)).toEqual(['0@50', '1@53', '2@56'])
    expect(bench(closed, { until: 60 }).started('s2')).toEqual([])
  })

  it('[D5] a station that reserves before it starts reserves at the station that is chosen', () => {
    const base = choice('cyclic', {}, { times: [5, 5], capacity: 1 })
    const [part] = base.products
    const scenario = {
      ...base,
      stations: [station({ id: 'first', time: always(1), blockingBeforeService: true }), ...base.stations],
      products: [{ ...part!, route: [operation({ id: 'first' }), ...part!.route] }],
      sources: [source({ id: 'in' })],
    }
    const { started } = bench(scenario, { until: 20 })
    expect(started('first')).toEqual(['0@0', '1@1', '2@2', '3@3', '4@6', '5@7', '6@11', '7@12', '8@16', '9@17'])
    expect(started('s1').slice(0, 3)).toEqual(['0@1', '2@6', '4@11'])
    expect(started('s2').slice(0, 3)).toEqual(['1@2', '3@7', '5@12'])
  })
})

describe('attributes of units', () => {
  const values = [
    { value: 'red', weight: 3 },
    { value: 'blue', weight: 1 },
  ]
  const attributes = [
    { id: 'colour', title: '', number: null, values },
    { id: 'weight', title: '', number: { kind: 'uniform', min: 10, max: 20 }, values: [] } as const,
  ]

  it('[D7] are drawn once for each unit: whoever asks finds the same', () => {
    // Red skips b; at c what is blue leaves the other way. So no red unit is ever at b, and nobody else is.
    const scenario = abc(
      { a: [to('c', { when: when('colour', { is: ['red'] }) })], c: [to('blue', { when: when('colour', { is: ['blue'] }) }), to('out')] },
      { sinks: [sink({ id: 'out' }), sink({ id: 'blue' })] },
    )
    const { of, started } = bench({ ...scenario, products: scenario.products.map((one) => ({ ...one, attributes })) }, { until: 10_000 })
    const left = of(EventKind.unitFinished)
      .filter(({ a }) => a === 7)
      .map(({ subject }) => subject)
    expect(left).toEqual(started('b').map((text) => Number(text.split('@')[0])))
    expect(left.length / 1000).toBeGreaterThan(0.2)
    expect(left.length / 1000).toBeLessThan(0.3)
  })

  it('[D7] numbers lie above one bound and up to the other', () => {
    const scenario = abc({ a: [to('out', { when: when('weight', { above: 12, upTo: 18 }) })] })
    const { finished, started } = bench(
      { ...scenario, products: scenario.products.map((one) => ({ ...one, attributes })) },
      { until: 10_000 },
    )
    expect((finished().length - started('c').length) / 1000).toBeGreaterThan(0.55)
    expect((finished().length - started('c').length) / 1000).toBeLessThan(0.65)
  })
})
