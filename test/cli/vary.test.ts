import { describe, expect, it } from 'vitest'
import { factorialDesign, hypercubeDesign, readFactor } from '../../cli/vary.ts'

describe('--vary', () => {
  it.each([
    ['a.b=1,2,3', { kind: 'list', path: 'a.b', values: ['1', '2', '3'] }],
    ['a=50 s, 60 s', { kind: 'list', path: 'a', values: ['50 s', '60 s'] }],
    ['a={ kind: normal, mean: 5, sd: 1 },7', { kind: 'list', path: 'a', values: ['{ kind: normal, mean: 5, sd: 1 }', '7'] }],
    [`a='x,y',z`, { kind: 'list', path: 'a', values: [`'x,y'`, 'z'] }],
    ['a=5..50', { kind: 'range', path: 'a', low: 5, high: 50, unit: '', whole: true }],
    ['a=5.0..50', { kind: 'range', path: 'a', low: 5, high: 50, unit: '', whole: false }],
    ['a=40..60 s', { kind: 'range', path: 'a', low: 40, high: 60, unit: 's', whole: false }],
    ['a=80 %..95 %', { kind: 'range', path: 'a', low: 80, high: 95, unit: '%', whole: false }],
    ['a=-1.5..2', { kind: 'range', path: 'a', low: -1.5, high: 2, unit: '', whole: false }],
  ])('reads %s', (written, factor) => {
    expect(readFactor(written)).toEqual(factor)
  })

  it.each(['a', '=1,2', 'a=', 'a=1', 'a=1,1', 'a=5..5', 'a=9..1', 'a=1 s..2 min'])('refuses %s', (written) => {
    expect(() => readFactor(written)).toThrow(`\`${written}\``)
  })

  it('a factorial takes every value of a list and the two ends of a range', () => {
    const factors = ['a=x,y', 'b=1 s..2 s'].map(readFactor)
    expect(factorialDesign(factors).map(({ settings }) => settings.join())).toEqual(['x,1 s', 'x,2 s', 'y,1 s', 'y,2 s'])
    expect(() => factorialDesign(Array.from({ length: 14 }, (_, i) => readFactor(`p${i}=1,2`)))).toThrow('16384')
  })

  it('a hypercube gives whole numbers where the ends are, each as often, and spreads lists evenly', () => {
    const factors = ['a=1..3', 'b=x,y', 'c=0.0..1.0'].map(readFactor)
    const points = hypercubeDesign(factors, 12, 1)
    const count = (f: number) => {
      const counts: Record<string, number> = {}
      for (const { settings } of points) counts[settings[f]!] = (counts[settings[f]!] ?? 0) + 1
      return counts
    }
    expect(count(0)).toEqual({ 1: 4, 2: 4, 3: 4 })
    expect(count(1)).toEqual({ x: 6, y: 6 })
    expect(Object.keys(count(2))).toHaveLength(12)
    for (const { settings, place } of points) expect(place[0]).toBe((Number(settings[0]) - 1) / 2)
  })
})
