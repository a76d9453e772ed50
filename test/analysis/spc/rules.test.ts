import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brokenRules, NELSON, type Rule, type RuleId, RuleWatch, WESTERN_ELECTRIC } from '../../../analysis/spc/rules.ts'

/** What each rule says, of the last point of a whole series: written down anew, from slices. */
const last = (zs: readonly number[], n: number) => (zs.length < n ? null : zs.slice(-n))
const beyond = (zs: readonly number[], need: number, of: number, far: number) =>
  [1, -1].some((side) => zs.at(-1)! * side > far && zs.slice(-of).filter((z) => z * side > far).length >= need)
const steps = (zs: readonly number[]) => zs.slice(1).map((z, i) => Math.sign(z - zs[i]!))
const says: Readonly<Record<RuleId, (zs: readonly number[]) => boolean>> = {
  westernElectric1: (zs) => Math.abs(zs.at(-1)!) > 3,
  westernElectric2: (zs) => beyond(zs, 2, 3, 2),
  westernElectric3: (zs) => beyond(zs, 4, 5, 1),
  westernElectric4: (zs) => last(zs, 8)?.every((z) => z > 0) === true || last(zs, 8)?.every((z) => z < 0) === true,
  nelson1: (zs) => Math.abs(zs.at(-1)!) > 3,
  nelson2: (zs) => last(zs, 9)?.every((z) => z > 0) === true || last(zs, 9)?.every((z) => z < 0) === true,
  nelson3: (zs) => Math.abs(steps(last(zs, 6) ?? [0]).reduce((sum, step) => sum + step, 0)) === 5,
  nelson4: (zs) => {
    const turns = steps(last(zs, 14) ?? [0])
    return turns.length === 13 && turns.every((step, i) => step !== 0 && (i === 0 || step === -turns[i - 1]!))
  },
  nelson5: (zs) => beyond(zs, 2, 3, 2),
  nelson6: (zs) => beyond(zs, 4, 5, 1),
  nelson7: (zs) => last(zs, 15)?.every((z) => Math.abs(z) <= 1) === true,
  nelson8: (zs) => {
    const eight = last(zs, 8)
    return eight?.every((z) => Math.abs(z) > 1) === true && eight.some((z) => z > 0) && eight.some((z) => z < 0)
  },
}

const ALL: readonly Rule[] = [...WESTERN_ELECTRIC, ...NELSON]
const broken = (rules: readonly Rule[], zs: readonly number[]) => {
  const watch = new RuleWatch(rules)
  return zs.map((z) => brokenRules(rules, watch.add(z)))
}
/** The first point at which a rule speaks up: −1, never. */
const first = (id: RuleId, zs: readonly number[]) => broken(ALL, zs).findIndex((ids) => ids.includes(id))

describe('rules of control charts', () => {
  const seed = 20261123
  it(`say of every point what their words say of the series up to it, seed ${seed}`, () => {
    // Points of few values meet the edges; near ones make rows of points within, swings make turns and rows outside.
    const near = fc.constantFrom(-1, -0.5, 0, 0.5, 1, 0.9)
    const far = fc.constantFrom(-3.5, -3, -2.5, -2, -1.5, -1, 0, 1, 1.2, 1.5, 2, 2.5, 3, 3.5)
    const points = fc.oneof(
      fc.array(near, { maxLength: 40 }),
      fc.array(far, { maxLength: 40 }),
      fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { maxLength: 40 }).map((zs) => zs.map((z, i) => (i % 2 === 0 ? z + 2 : z - 2))),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }).map((zs) => zs.map((z, i) => z + i / 2 - 3)),
    )
    fc.assert(
      fc.property(points, (zs) => {
        expect(broken(ALL, zs)).toEqual(zs.map((_, i) => ALL.map(({ id }) => id).filter((id) => says[id](zs.slice(0, i + 1)))))
      }),
      { seed, numRuns: 2000 },
    )
  })

  it('count so many points, and not one fewer', () => {
    expect(first('westernElectric1', [3, -3, 3.001])).toBe(2)
    expect(first('westernElectric2', [2.1, 0, 2.1])).toBe(2)
    expect(first('westernElectric2', [2.1, 0, 0, 2.1, -2.1])).toBe(-1)
    expect(first('westernElectric3', [1.1, 1.1, 0, 1.1, 1.1])).toBe(4)
    expect(first('westernElectric4', new Array(8).fill(0.1))).toBe(7)
    expect(first('nelson2', new Array(9).fill(-0.1))).toBe(8)
    expect(first('nelson3', [0, 0.1, 0.2, 0.3, 0.4, 0.5])).toBe(5)
    expect(
      first(
        'nelson4',
        Array.from({ length: 14 }, (_, i) => (i % 2) / 10),
      ),
    ).toBe(13)
    expect(first('nelson7', new Array(15).fill(0))).toBe(14)
    expect(first('nelson8', [1.1, 1.2, 1.1, 1.2, 1.1, 1.2, 1.1, -1.1])).toBe(7)
    expect(first('nelson8', new Array(20).fill(1.1))).toBe(-1)
  })

  it('2 of 3 and 4 of 5 are told at a point that is one of them', () => {
    expect(broken(NELSON, [2.5, 2.5, 0])[2]).toEqual([])
    expect(broken(NELSON, [1.5, 1.5, 1.5, 1.5, 0])[4]).toEqual([])
    expect(broken(NELSON, [1.5, 1.5, 1.5, 0, 1.5])[4]).toEqual(['nelson6'])
  })

  it('forget what was before a restart', () => {
    const watch = new RuleWatch(ALL)
    for (let i = 0; i < 14; i++) watch.add(i % 2 === 0 ? 1.5 : -1.5)
    watch.restart()
    expect(brokenRules(ALL, watch.add(1.5))).toEqual([])
  })
})
