import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Scenario, Store } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, operation, plant, product, rack, source, station } from '../plants.ts'

/** Units come at these moments, each of its product, and are drilled from the store. */
function storage(store: Store, comes: readonly (readonly [string, number])[], parts: Partial<Scenario> = {}): Scenario {
  const products = [...new Set(comes.map(([id]) => id))]
  return plant({
    stations: [station({ id: 'drill', time: always(100) })],
    buffers: [buffer({ id: 'rack', capacity: store.columns * store.levels * store.binCapacity, store })],
    products: products.map((id) => product({ id, route: [operation({ id: 'drill', buffer: 'rack' })] })),
    sources: comes.map(([id, at], i) =>
      source({ id: `in-${i}`, every: always(1), start: at - 1, limit: 1, mix: [{ product: id, weight: 1 }] }),
    ),
    ...parts,
  })
}

const NAMES = ['way in and out', 'putAway', 'fetch', 'back']
/** `1 putAway 0 a`: what the machine did, for which unit, at which bin. */
const machine = (scenario: Scenario, until = 300) =>
  bench(scenario, { until })
    .of(EventKind.storeMoved)
    .map(({ time, a, b, c }) => [time, a === 0 ? 'idle' : NAMES[a], ...(c < 0 ? [] : [c]), ...(b < 0 ? [] : ['abcdefgh'[b]])].join(' '))

describe('the machine', () => {
  it('[W3] puts away, fetches and goes back: single commands', () => {
    // 1: 3 + 2 + 3 to a; the drill calls at once: dual, from a itself 3, back 2, set down 3 = 17.
    const { started } = bench(storage(rack(), [['p', 1]]))
    expect(machine(storage(rack(), [['p', 1]]))).toEqual(['1 putAway 0 a', '9 fetch 0 a', '17 idle'])
    expect(started('drill')).toEqual(['0@17'])
    // Without dual commands it goes back first, 2 s, and comes again: 2 + 3 + 2 + 3.
    expect(machine(storage(rack({ dual: false }), [['p', 1]]))).toEqual(['1 putAway 0 a', '9 back', '11 fetch 0 a', '21 idle'])
  })

  it('[W3] in a dual command it goes from the one bin to the other', () => {
    // 0 is fetched and drilled from 17 to 117. 1 (to a, 20–28, back 30) and 2 (to b, 40–48, back 50) lie in their bins. At 117 the drill calls for 1
    // as 3 comes: 3 + 4 + 3 to c, 2 along to a, 3 + 2 + 3.
    const scenario = storage(rack(), [
      ['p', 1],
      ['p', 20],
      ['p', 40],
      ['p', 117],
    ])
    expect(machine(scenario, 200).slice(3)).toEqual([
      '20 putAway 1 a',
      '28 back',
      '30 idle',
      '40 putAway 2 b',
      '48 back',
      '50 idle',
      '117 putAway 3 c',
      '127 fetch 1 a',
      '137 idle',
    ])
    expect(bench(scenario).started('drill')).toEqual(['0@17', '1@137', '2@247', '3@361'])
  })
})

describe('bins', () => {
  /** The bins into which units go, in order. */
  const bins = (store: Store, products: string) =>
    machine(
      storage(
        store,
        [...products].map((id, i) => [id, 1 + 20 * i] as const),
      ),
      100,
    )
      .filter((line) => line.includes('putAway'))
      .map((line) => line.split(' ')[3])
      .join('')

  it('[W2] nearest, emptiest, or any of them', () => {
    // The first is fetched at once; from then on the drill is at work.
    expect(bins(rack(), 'pppp')).toBe('aabc')
    // Of bins for two units the nearest is filled up first; the emptiest are filled one by one.
    expect(bins(rack({ binCapacity: 2 }), 'pppp')).toBe('aaab')
    expect(bins(rack({ binCapacity: 2, putAway: 'emptiest' }), 'pppp')).toBe('aabc')
    expect(new Set(bins(rack({ putAway: 'random' }), 'pp')).size).toBeGreaterThan(0)
  })

  it('[W2] a bin holds one product, unless they may be mixed', () => {
    expect(bins(rack({ binCapacity: 2 }), 'pqp')).toBe('aab')
    expect(bins(rack({ binCapacity: 2, mixed: true }), 'pqp')).toBe('aaa')
  })

  it('[W2] who has a zone lies there and nowhere else; who finds no bin waits at the inlet, and others pass', () => {
    const zones = [{ products: ['q'], from: 2, to: 2 }]
    expect(bins(rack({ zones }), 'pqpq')).toBe('acad')
    // The second column is full of q: the third q waits, p goes by.
    const many = storage(rack({ zones, binCapacity: 1, columns: 2, levels: 1 }), [
      ['p', 1],
      ['q', 30],
      ['q', 50],
      ['p', 70],
    ])
    const wide = { ...many, buffers: many.buffers.map((one) => ({ ...one, capacity: 4 })) }
    // 1 lies in b; 2 finds no bin; 3 goes to a. At 117 the drill calls for 1, whose bin is free then: at 129, 2 is put away.
    expect(machine(wide, 150).filter((line) => !line.includes('idle') && !line.includes('back'))).toEqual([
      '1 putAway 0 a',
      '9 fetch 0 a',
      '30 putAway 1 b',
      '70 putAway 3 a',
      '117 fetch 1 b',
      '131 putAway 2 b',
    ])
  })

  it('[W2] units that are there at the start lie in their bins', () => {
    const scenario = storage(rack(), [['p', 50]], {
      initial: [{ product: 'p', operation: 'drill', quantity: 2, at: 'rack', order: null }] as never,
    })
    // The first is fetched at once: 2 + 3 + 2 + 3.
    expect(bench(scenario, { until: 40 }).started('drill')).toEqual(['0@10'])
  })
})

describe('calls', () => {
  it('[W4] a station calls for what it would take; the nearest, if that is to be', () => {
    const comes = [
      ['p', 1],
      ['p', 20],
      ['p', 40],
      ['p', 60],
      ['p', 80],
    ] as const
    // 1 lies in a, 2 in b, 3 in c, 4 in d. First in, first out: 1. Of a and b, which are as near, the one that the buffer's order puts first.
    expect(machine(storage(rack(), comes), 120).at(-1)).toBe('117 fetch 1 a')
    const lifo = storage(rack(), comes)
    const last = { ...lifo, buffers: lifo.buffers.map((one) => ({ ...one, order: 'lifo' as const })) }
    expect(machine(last, 120).at(-1)).toBe('117 fetch 4 d')
    const nearest = storage(rack({ retrieve: 'nearest' }), comes)
    expect(machine({ ...nearest, buffers: nearest.buffers.map((one) => ({ ...one, order: 'lifo' as const })) }, 120).at(-1)).toBe(
      '117 fetch 2 b',
    )
  })

  it('[W4] so many are kept ready for a station', () => {
    const comes = [
      ['p', 1],
      ['p', 20],
      ['p', 40],
    ] as const
    // 0 is drilled from 17 on; 1 is fetched as soon as it lies in its bin, and stands ready.
    const { started } = bench(storage(rack({ ahead: 1 }), comes))
    expect(machine(storage(rack({ ahead: 1 }), comes), 60)).toEqual([
      '1 putAway 0 a',
      '9 fetch 0 a',
      '17 idle',
      '20 putAway 1 a',
      '28 fetch 1 a',
      '36 idle',
      '40 putAway 2 a',
      '48 back',
      '50 idle',
    ])
    expect(started('drill')).toEqual(['0@17', '1@117', '2@217'])
  })
})
