import { describe, expect, it } from 'vitest'
import type { DispatchingRule, Order, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, operation, order, plant, product, station } from '../plants.ts'

/*
 * `x` keeps the press busy for 10 s; meanwhile a, b and c come, in this order, one second apart. What they still need at t = 10:
 *
 *        at the press   afterwards   in all   due in   slack   critical ratio
 *     a        4 s         20 s       24 s     35 s     11 s        1.46
 *     b       10 s          1 s       11 s     30 s     19 s        2.73
 *     c        7 s          5 s       12 s     20 s      8 s        1.67
 */
const times = { x: [10], a: [4, 20], b: [10, 1], c: [7, 5] }
const names = ['x', 'a', 'b', 'c'] as const

function press(rule: DispatchingRule | readonly DispatchingRule[], orders: Partial<Record<string, Partial<Order>>> = {}): Scenario {
  const due: Record<string, number | null> = { x: null, a: 45, b: 40, c: 30 }
  return plant({
    stations: [station({ id: 'press', rule }), ...['a', 'b', 'c'].map((id) => station({ id: `pack-${id}` }))],
    buffers: [buffer({ id: 'rack' }), ...['a', 'b', 'c'].map((id) => buffer({ id: `to-${id}` }))],
    products: names.map((id) =>
      product({
        id,
        route: times[id].map((seconds, step) =>
          step === 0
            ? operation({ id: 'press', buffer: 'rack', time: always(seconds) })
            : operation({ id: `pack-${id}`, buffer: `to-${id}`, time: always(seconds) }),
        ),
      }),
    ),
    orders: names.map((id, i) => order({ id: `o-${id}`, product: id, release: i, due: due[id]!, ...orders[id] })),
  })
}

/** What the press works on, in order: `abc` after `x`. */
const served = (scenario: Scenario) =>
  bench(scenario, { until: 200 })
    .started('press')
    .map((text) => names[Number(text.split('@')[0])])
    .slice(1)
    .join('')

describe('dispatching rules', () => {
  it.each([
    ['fifo', 'abc'],
    ['lifo', 'cba'],
    ['spt', 'acb'],
    ['lpt', 'bca'],
    ['edd', 'cba'],
    ['slack', 'cab'],
    ['leastWorkRemaining', 'bca'],
    ['mostWorkRemaining', 'acb'],
  ] as const)('[Q10] %s serves %s', (rule, expected) => {
    expect(served(press(rule))).toBe(expected)
  })

  it('[Q10] criticalRatio: a with 35/24; at 14 s, c with 16/12 before b with 26/11', () => {
    expect(served(press('criticalRatio'))).toBe('acb')
    // b is overdue, which a ratio below zero says; at 20 s, c with 10/12 before a with 25/24.
    expect(served(press('criticalRatio', { b: { due: 5 } }))).toBe('bca')
  })

  it('[Q10] what has no due date comes after all that has', () => {
    for (const rule of ['edd', 'slack', 'criticalRatio'] as const) expect(served(press(rule, { a: { due: null } }))).toMatch(/a$/)
  })

  it('[Q10] priority: the largest first', () => {
    expect(served(press('priority', { a: { priority: 1 }, b: { priority: 3 }, c: { priority: 2 } }))).toBe('bca')
  })

  it('[Q10] leastSetup takes what is changed over to soonest, setup what needs no change at all', () => {
    const changes: readonly (readonly [from: string, to: string, seconds: number])[] = [
      ['x', 'a', 6],
      ['x', 'b', 2],
      ['x', 'c', 4],
      ['b', 'a', 1],
      ['b', 'c', 3],
      ['a', 'b', 2],
      ['a', 'c', 1],
    ]
    const withSetups = (rule: DispatchingRule, family: Record<string, string> = {}) => {
      const scenario = press(rule)
      const setups = changes.map(([from, to, seconds]) => ({ from, to, time: always(seconds), external: 0 }))
      return {
        ...scenario,
        stations: scenario.stations.map((one) => (one.id === 'press' ? { ...one, setups, initialFamily: 'x' } : one)),
        products: scenario.products.map((one) => ({ ...one, family: family[one.id] ?? one.id })),
      }
    }
    expect(served(withSetups('leastSetup'))).toBe('bac')
    expect(served(withSetups('setup'))).toBe('abc')
    expect(served(withSetups('setup', { c: 'x' }))).toBe('cab')
  })

  it('[Q10] shortestNextQueue: fewest units waiting for the operation after this one', () => {
    const scenario = press('shortestNextQueue')
    const waiting = { a: 3, c: 2 }
    const initial = Object.entries(waiting).map(([id, quantity]) => ({
      product: id,
      operation: `pack-${id}`,
      quantity,
      at: `to-${id}`,
      order: null,
    }))
    const products = scenario.products.map((one) => ({
      ...one,
      route: one.route.map((step) => (step.id === 'press' ? step : { ...step, time: always(1000) })),
    }))
    const { started } = bench({ ...scenario, products, initial }, { until: 100 })
    // Units 0 to 4 were there at the start; one of each is in work. At 10 s two wait for a, none for b, one for c.
    expect(started('press')).toEqual(['5@0', '7@10', '8@20', '6@27'])
  })

  it('[Q10] of a list the next rule settles the ties of the one before, and then who waits longest', () => {
    const priorities = { a: { priority: 1 }, b: { priority: 3 }, c: { priority: 3 } }
    expect(served(press(['priority', 'spt'], priorities))).toBe('cba')
    expect(served(press(['priority', 'lpt'], priorities))).toBe('bca')
    expect(served(press(['priority', 'setup'], priorities))).toBe('bca')
    expect(served(press(['spt', 'priority'], priorities))).toBe('acb')
  })

  it('[Q10] lifo takes of those that came at once the one made last', () => {
    const at = { release: 3 }
    expect(served(press('lifo', { a: at, b: at, c: at }))).toBe('cba')
  })
})
