import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Scenario, SetupRule, Station } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, calendar, failure, line, operation, order, plant, product, station } from '../plants.ts'

const rule = (from: string, to: string, s: number, external = 0): SetupRule => ({ from, to, time: always(s), external })

/** Seconds of set-up before each of these families in turn. */
function setups(rules: readonly SetupRule[], families: string, more: Partial<Station> = {}): number[] {
  const scenario = plant({
    stations: [station({ id: 's', time: always(1), setups: rules, ...more })],
    products: ['a', 'b', 'c'].map((id) => product({ id, route: [operation({ id: 's' })] })),
    orders: [...families].map((family, i) => order({ id: `o${i}`, product: family, release: i * 100 })),
  })
  const { of } = bench(scenario, { until: families.length * 100 })
  return of(EventKind.jobStarted).map(({ time }) => time % 100)
}

describe('set-up', () => {
  it('[U1] the most specific rule counts, and none within a family unless it names that pair', () => {
    const rules = [rule('*', '*', 4), rule('a', '*', 3), rule('*', 'b', 2), rule('a', 'b', 1)]
    expect(setups(rules, 'abcbaccb')).toEqual([4, 1, 4, 2, 4, 3, 0, 2])
    expect(setups([...rules, rule('c', 'c', 7)], 'acc')).toEqual([4, 3, 7])
  })

  it('[U1] a first set-up from nothing matches only from `*`', () => {
    expect(setups([rule('a', 'b', 9)], 'ab')).toEqual([0, 9])
    expect(setups([rule('*', 'b', 9)], 'bab')).toEqual([9, 0, 9])
    expect(setups([rule('*', '*', 9)], 'aab', { initialFamily: 'a' })).toEqual([0, 0, 9])
  })

  it('[U2] starts when the unit is there, is interrupted like work, and changes the family when it is complete', () => {
    const failures = [failure({ clock: 'calendar', after: always(14), repair: always(5) })]
    const scenario = line([station({ id: 's', time: always(3), failures, setups: [rule('*', '*', 10)] })], [], {
      every: always(10),
      limit: 2,
    })
    const { states, of } = bench(scenario, { until: 32 })
    expect(states('s')).toEqual(['0 starved', '10 setup', '14 repair', '19 setup', '25 processing', '31 starved'])
    expect(of(EventKind.setupEnded).map(({ time }) => time)).toEqual([25])
  })

  /** Saws parts in 5 s and paints them in 3 s, for which 4 s of set-up come first. */
  const shop = (painter: Partial<Station>, more: Partial<Scenario> = {}): Scenario =>
    plant({
      stations: [
        station({ id: 'saw', time: always(5) }),
        station({ id: 'paint', time: always(3), setups: [rule('*', '*', 4)], ...painter }),
      ],
      buffers: [buffer({ id: 'rack' })],
      products: ['red', 'blue'].map((id) => product({ id, route: [operation({ id: 'saw' }), operation({ id: 'paint', buffer: 'rack' })] })),
      orders: [order({ id: 'one', product: 'red' }), order({ id: 'two', product: 'blue', release: 20 })],
      ...more,
    })

  it('[U6] a station that anticipates is set up for the oldest unit in work before it, and is ready as that comes', () => {
    expect(bench(shop({}), { until: 40 }).states('paint')).toEqual([
      '0 starved',
      '5 setup',
      '9 processing',
      '12 idle',
      '20 starved',
      '25 setup',
      '29 processing',
      '32 idle',
    ])
    const { states, of } = bench(shop({ anticipate: true }), { until: 40 })
    expect(states('paint')).toEqual([
      '0 setup',
      '4 starved',
      '5 processing',
      '8 idle',
      '20 setup',
      '24 starved',
      '25 processing',
      '28 idle',
    ])
    expect(of(EventKind.setupEnded).map(({ time, b }) => [time, b])).toEqual([
      [4, 0],
      [24, 1],
    ])
    // It begins the moment that the saw takes the unit.
    expect(states('saw')).toEqual(['0 processing', '5 starved', '8 idle', '20 processing', '25 starved', '28 idle'])
  })

  it('[U6] with a dispatch list it is set up for the job at hand', () => {
    const job = (name: string) => ({ order: name, operation: 'paint', quantity: 1, notBefore: 0 })
    const dispatch = [{ station: 'paint', jobs: [job('two'), job('one')] }]
    const { states } = bench(shop({ anticipate: true }, { dispatch }), { until: 40 })
    // The second order is first on the list; when it has been painted at 28 s, the first waits in the rack.
    expect(states('paint')).toEqual(['0 setup', '4 starved', '25 processing', '28 setup', '32 processing', '35 idle'])
  })

  it('[U6] pauses and failures hold it up, and a unit that comes meanwhile waits for its end', () => {
    const day = calendar({
      id: 'day',
      period: 100,
      working: [
        { from: 0, to: 3 },
        { from: 13, to: 100 },
      ],
    })
    const failures = [failure({ clock: 'calendar', after: always(2), repair: always(0.5), first: 'new' })]
    const paused = bench(shop({ anticipate: true, calendar: 'day' }, { calendars: [day] }), { until: 18 })
    expect(paused.states('paint')).toEqual(['0 setup', '3 paused', '13 setup', '14 processing', '17 idle'])
    const failing = bench(shop({ anticipate: true, failures }), { until: 4.7 })
    expect(failing.states('paint')).toEqual(['0 setup', '2 repair', '2.5 setup', '4.5 repair'])
  })

  it('[U6] of two slots the second gets ready for another family only', () => {
    const { of } = bench(shop({ anticipate: true, slots: 2 }), { until: 40 })
    expect(of(EventKind.setupStarted).map(({ time, a, b }) => [time, a, b])).toEqual([
      [0, 0, 0],
      [20, 0, 1],
    ])
  })

  it('[U7] what is external of a set-up is prepared while the unit waits', () => {
    const at = (release: number) => {
      const orders = [order({ id: 'one', product: 'red' }), order({ id: 'two', product: 'blue', release })]
      const alone = ['red', 'blue'].map((id) => product({ id, route: [operation({ id: 'paint', buffer: 'rack' })] }))
      const { states } = bench(shop({ time: always(6), setups: [rule('*', '*', 10, 0.4)] }, { products: alone, orders }), { until: 60 })
      return states('paint')
    }
    expect(at(0)).toEqual(['0 setup', '10 processing', '16 setup', '22 processing', '28 idle'])
    expect(at(13)).toEqual(['0 setup', '10 processing', '16 setup', '23 processing', '29 idle'])
    expect(at(20)).toEqual(['0 setup', '10 processing', '16 idle', '20 setup', '30 processing', '36 idle'])
  })
})
