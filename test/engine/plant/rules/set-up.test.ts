import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { SetupRule, Station } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { failure, line, operation, order, plant, product, station } from '../plants.ts'

const rule = (from: string, to: string, s: number): SetupRule => ({ from, to, time: always(s) })

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
})
