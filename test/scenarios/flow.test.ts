import { describe, expect, it } from 'vitest'
import { loaded, problemsOf, rack } from './load.ts'

describe('the short form', () => {
  it('a first plant that fits on a screen', () => {
    const { products, stations, sources, buffers, sinks, horizon, id } = loaded(rack)
    expect(id).toBe('two-machines-and-a-rack')
    expect(horizon).toBe(28_800)
    expect(products.map(({ id, sink }) => [id, sink])).toEqual([['part', 'shipped']])
    expect(products[0]?.route.map(({ id, stations, buffer }) => ({ id, stations, buffer }))).toEqual([
      { id: 'drill', stations: ['drill'], buffer: null },
      { id: 'mill', stations: ['mill'], buffer: 'rack' },
    ])
    expect(stations[0]).toMatchObject({
      id: 'drill',
      slots: 1,
      yield: 0.985,
      time: { kind: 'lognormal', mean: 52, sd: 8 },
      failures: [
        { id: 'failure', clock: 'processing', after: { kind: 'exponential', mean: 14_400 }, repair: { kind: 'erlang', k: 2, mean: 720 } },
      ],
    })
    expect(sources[0]).toMatchObject({ id: 'blanks', mix: [{ product: 'part', weight: 1 }], every: { kind: 'constant', value: 60 } })
    expect([buffers[0]?.capacity, sinks[0]?.stock]).toEqual([20, false])
  })

  it('`stations` are alternatives fed by the same buffer', () => {
    const { products, stations } = loaded(`
schema: takt/1
horizon: 1 h
flow:
  - source: { id: in, rate: 12/h }
  - buffer: { id: queue }
  - stations: [ { id: a, time: 1 min }, { id: b, time: 2 min } ]
  - sink: { id: out }`)
    expect(products[0]?.route).toMatchObject([{ id: 'a', stations: ['a', 'b'], buffer: 'queue' }])
    expect(stations.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('mixes with the full form: crews, orders, and more about the product', () => {
    const scenario = loaded(`${rack}
products: { part: { price: 12, title: Bracket } }
crews: [ { id: fitters, size: 2 } ]
orders: { o-1: { quantity: 50, due: 6 h } }
`)
    expect(scenario.products).toMatchObject([{ id: 'part', title: 'Bracket', price: 12, route: [{ id: 'drill' }, { id: 'mill' }] }])
    expect(scenario.orders).toMatchObject([{ id: 'o-1', product: 'part', quantity: 50, due: 21_600 }])
    expect(scenario.crews).toMatchObject([{ id: 'fitters', size: 2, calendar: null }])
  })

  it('a misspelt element is named, and nothing else seems wrong because of it', () => {
    const problems = problemsOf(rack.replace('- station: { id: mill', '- staton: { id: mill'))
    expect(problems).toMatchObject([
      { line: 9, column: 5, message: expect.stringContaining('`staton`'), remedy: 'did you mean `station`?' },
    ])
  })
})
