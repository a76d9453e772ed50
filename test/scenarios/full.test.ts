import { describe, expect, it } from 'vitest'
import { loaded } from './load.ts'
import { everything } from './plants.ts'

describe('the full form', () => {
  const scenario = loaded(everything)

  it('head', () => {
    expect(scenario).toMatchObject({
      id: 'everything',
      seed: 7,
      replications: 20,
      horizon: 1_209_600,
      warmUp: 28_800,
      startTime: '2026-03-02T05:00:00.000Z',
      timeZone: 'Europe/Berlin',
      currency: 'CHF',
      objective: { kpi: 'onTimeRatio', subject: 'plant', goal: 'maximise' },
      areas: [
        { id: 'hall-1', title: 'Hall 1' },
        { id: 'hall-2', title: 'hall-2' },
      ],
    })
  })

  it('conveyors', () => {
    const [infeed, outfeed] = scenario.conveyors
    expect(infeed).toEqual({
      id: 'infeed',
      title: 'Infeed',
      area: 'hall-1',
      length: 12,
      speed: 0.2,
      unitLength: 0.6,
      gap: 0.1,
      accumulating: true,
      release: 'ripple',
      startDelay: 1.5,
      speeds: [{ from: 604_800, factor: 0.8 }],
      calendar: 'two-shifts',
      failures: [
        {
          id: 'failure',
          title: 'Motor',
          clock: 'operating',
          after: { kind: 'exponential', mean: 720_000 },
          repair: { kind: 'constant', value: 1200 },
        },
        {
          id: 'jam',
          title: 'jam',
          clock: 'processing',
          after: { kind: 'exponential', mean: expect.closeTo(17_820, 6) },
          repair: { kind: 'erlang', k: 2, mean: 180 },
        },
      ],
      path: [
        { x: 0, y: 2 },
        { x: 12, y: 2 },
      ],
    })
    expect(outfeed).toMatchObject({ length: 8, speed: 0.25, unitLength: 0.5, gap: 0, accumulating: false, release: 'together', path: [] })
  })

  it('products, operations and components', () => {
    const [bracket, frame] = scenario.products
    expect(bracket).toMatchObject({ id: 'bracket', family: 'metal', sink: 'store', initialStock: 12 })
    expect(bracket?.route).toMatchObject([
      {
        id: 'cutting',
        title: 'cutting',
        stations: ['saw', 'laser'],
        buffer: null,
        via: 'infeed',
        time: null,
        yield: null,
        rework: null,
        components: [{ item: 'steel', quantity: 2.5 }],
      },
      {
        id: 'drilling',
        title: 'drilling',
        stations: ['drill'],
        buffer: 'rack',
        via: null,
        time: { kind: 'lognormal', mean: 80, sd: 9 },
        yield: 0.97,
        rework: { ratio: 0.6, to: 'cutting', limit: 2, per: 'operation' },
        components: [{ item: 'oil', quantity: 0.1 }],
        test: { finds: ['burr'], detection: 0.95, falseAlarm: 0.01, every: 5, share: 0.5, result: { value: 7200 }, repairs: ['burr'] },
      },
    ])
    expect(frame).toMatchObject({ family: 'frame', via: 'outfeed' })
    expect(frame?.route[0]).toMatchObject({
      id: 'assembly',
      components: [
        { item: 'bracket', quantity: 4 },
        { item: 'screw', quantity: 16 },
        { item: 'glue', quantity: 1 },
      ],
    })
  })

  it('stations, failures and maintenance', () => {
    const drill = scenario.stations.find(({ id }) => id === 'drill')
    expect(drill?.failures.map(({ id, clock, interrupted }) => [id, clock, interrupted])).toEqual([
      ['spindle', 'processing', 'restart'],
      ['failure', 'cycles', 'resume'],
      ['chuck', 'processing', 'resume'],
      ['control', 'calendar', 'resume'],
    ])
    expect(drill?.maintenance).toMatchObject([
      { id: 'maintenance', at: [], every: 604_800, first: 4 * 86_400 + 8 * 3600, renews: ['spindle'], start: 'suspend' },
      { id: 'maintenance-2', at: [7 * 86_400], every: null, first: 0, renews: ['spindle', 'failure', 'chuck', 'control'], start: 'finish' },
    ])
    expect(drill?.setups).toMatchObject([
      { from: '*', to: '*' },
      { from: 'metal', to: 'frame' },
    ])
    expect(drill?.rework).toEqual({ ratio: 1, to: 'drilling', limit: 1, per: 'unit' as const })
  })

  it('orders, initial units and dispatch lists fill in what follows from the rest', () => {
    expect(scenario.orders.find(({ id }) => id === 'o-1')).toMatchObject({ release: 7200, due: 4 * 86_400 + 10 * 3600, completed: 2 })
    expect(scenario.initial).toEqual([
      { product: 'bracket', operation: 'drilling', quantity: 5, at: 'rack', order: null },
      { product: 'bracket', operation: 'cutting', quantity: 1, at: 'saw', order: 'o-2' },
    ])
    expect(scenario.dispatch).toEqual([
      { station: 'assembly', jobs: [{ order: 'o-1', operation: 'assembly', quantity: 8, notBefore: 0 }] },
      {
        station: 'drill',
        jobs: [
          { order: 'o-2', operation: 'drilling', quantity: 20, notBefore: 7200 },
          { order: 'o-2', operation: 'drilling', quantity: 20, notBefore: 0 },
        ],
      },
    ])
  })

  it('lists and maps keyed by id are the same', () => {
    const asMap =
      'schema: takt/1\nhorizon: 1 h\nstations: { a: { time: 1 }, b: { time: 2 } }\nsinks: { out: }\nproducts: { p: { route: { cut: { stations: a }, bend: { stations: b } } } }'
    const asList =
      'schema: takt/1\nhorizon: 1 h\nstations: [ { id: a, time: 1 }, { id: b, time: 2 } ]\nsinks: [ { id: out } ]\nproducts: [ { id: p, route: [ { id: cut, stations: [ a ] }, { id: bend, stations: b } ] } ]'
    expect(loaded(asMap)).toEqual(loaded(asList))
  })

  it('JSON is the same as YAML', () => {
    const json =
      '\ufeff{ "schema": "takt/1", "horizon": "1 h",\n\t"stations": { "a": { "time": "1 min", "title": "A \\u00e9\\n\\"q\\"" } } }'
    expect(loaded(json).stations[0]).toMatchObject({ id: 'a', time: { kind: 'constant', value: 60 }, title: 'A é\n"q"' })
  })

  it('a route may visit a station twice, and its operations get ids of their own', () => {
    const { products } = loaded(
      'schema: takt/1\nhorizon: 1 h\nstations: [ { id: a, time: 1 }, { id: b, time: 2 } ]\nsinks: [ { id: out } ]\nproducts: [ { id: p, route: [ a, b, a ] } ]',
    )
    expect(products[0]?.route.map(({ id }) => id)).toEqual(['a', 'b', 'a-2'])
  })
})
