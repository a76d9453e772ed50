import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  availability,
  effectiveness,
  nee,
  oee,
  oeeTogether,
  plannedRunOfGood,
  producedQuantity,
  qualityRatio,
  reworkRatio,
  scrapRatio,
} from '../../../analysis/kpi/iso22400.ts'
import type { WorkUnit } from '../../../analysis/kpi/measured.ts'

const workUnit = (more: Partial<WorkUnit>): WorkUnit => ({
  plannedBusy: 1,
  production: 0,
  setUp: 0,
  plannedRun: 0,
  good: 0,
  scrap: 0,
  rework: 0,
  ...more,
})

describe('ISO 22400 by the worked examples of cases.md', () => {
  it('three hours, half an hour down, ideal cycle 10 s, 800 good and 200 scrap', () => {
    const unit = workUnit({ plannedBusy: 180, production: 150, plannedRun: (1000 * 10) / 60, good: 800, scrap: 200 })
    expect(availability(unit)).toBeCloseTo(0.8333, 4)
    expect(effectiveness(unit)).toBeCloseTo(1.1111, 4)
    expect(qualityRatio(unit)).toBeCloseTo(0.8, 12)
    expect(oee(unit)).toBeCloseTo(0.7407, 4)
  })

  it('PBT 480, APT 360, AUST 30, PRI .9, PQ 380, GQ 372', () => {
    const unit = workUnit({ plannedBusy: 480, production: 360, setUp: 30, plannedRun: 0.9 * 380, good: 372, scrap: 6, rework: 2 })
    expect(availability(unit)).toBe(0.75)
    expect(effectiveness(unit)).toBeCloseTo(0.95, 12)
    expect(qualityRatio(unit)).toBeCloseTo(0.97895, 5)
    expect(scrapRatio(unit)).toBeCloseTo(6 / 380, 12)
    expect(reworkRatio(unit)).toBeCloseTo(2 / 380, 12)
    expect(oee(unit)).toBeCloseTo(0.6975, 12)
    expect(nee(unit)).toBeCloseTo(0.755625, 12)
  })
})

const anyUnit = fc
  .record({
    production: fc.double({ min: 0, max: 1e4, noNaN: true }),
    setUp: fc.double({ min: 0, max: 1e3, noNaN: true }),
    rest: fc.double({ min: 0.1, max: 1e4, noNaN: true }),
    pri: fc.double({ min: 0.01, max: 10, noNaN: true }),
    good: fc.nat(1000),
    scrap: fc.nat(100),
    rework: fc.nat(100),
  })
  // A unit that never ran produced nothing.
  .map(({ production, setUp, rest, pri, good, scrap, rework }) => {
    const made = production > 1e-6 ? { production, good, scrap, rework } : { production: 0, good: 0, scrap: 0, rework: 0 }
    return workUnit({
      ...made,
      setUp,
      plannedBusy: made.production + setUp + rest,
      plannedRun: pri * (made.good + made.scrap + made.rework),
    })
  })

describe('ISO 22400 for any work unit', () => {
  it('OEE = A · E · QR = PRI · GQ / PBT', () => {
    fc.assert(
      fc.property(anyUnit, (unit) => {
        fc.pre(unit.production > 0 && producedQuantity(unit) > 0)
        expect(oee(unit)).toBeCloseTo(availability(unit) * effectiveness(unit) * qualityRatio(unit), 9)
        const pri = unit.plannedRun / producedQuantity(unit)
        expect(oee(unit)).toBeCloseTo((pri * unit.good) / unit.plannedBusy, 9)
      }),
    )
  })

  it('NEE ≥ OEE, and they are equal just where nothing was set up or nothing was good', () => {
    fc.assert(
      fc.property(anyUnit, (unit) => {
        expect(nee(unit)).toBeGreaterThanOrEqual(oee(unit))
        expect(nee({ ...unit, setUp: 0 })).toBe(oee({ ...unit, setUp: 0 }))
        expect(nee({ ...unit, good: 0 })).toBe(oee({ ...unit, good: 0 }))
        if (unit.good > 0 && unit.setUp > 0.01 * unit.production) expect(nee(unit)).toBeGreaterThan(oee(unit))
      }),
    )
  })

  it('the OEE of several is Σ PRI·GQ / Σ PBT, between the lowest and the highest', () => {
    fc.assert(
      fc.property(fc.array(anyUnit, { minLength: 1, maxLength: 8 }), (units) => {
        const each = units.map(oee)
        const together = oeeTogether(units)
        const sum = (of: (unit: WorkUnit) => number) => units.reduce((total, unit) => total + of(unit), 0)
        expect(together).toBeCloseTo(sum(plannedRunOfGood) / sum(({ plannedBusy }) => plannedBusy), 9)
        expect(together).toBeGreaterThanOrEqual(Math.min(...each) - 1e-9)
        expect(together).toBeLessThanOrEqual(Math.max(...each) + 1e-9)
      }),
    )
  })

  it('is not the mean of the OEEs: an hour at 100 % does not make up for a week at 0', () => {
    const hour = workUnit({ plannedBusy: 1, production: 1, plannedRun: 1, good: 10 })
    const week = workUnit({ plannedBusy: 167 })
    expect(oeeTogether([hour, week])).toBeCloseTo(1 / 168, 12)
  })
})

describe('where there is nothing to measure', () => {
  it('a station that was never planned busy has no OEE, and does not count for the plant', () => {
    const never = workUnit({ plannedBusy: 0 })
    expect([availability(never), oee(never), nee(never), oeeTogether([never])]).toEqual([NaN, NaN, NaN, NaN])
    const ran = workUnit({ plannedBusy: 10, production: 5, plannedRun: 5, good: 5 })
    expect(oeeTogether([never, ran])).toBe(oee(ran))
  })

  it('a station that could have worked and finished nothing has OEE 0', () => {
    for (const production of [0, 0.5]) {
      const unit = workUnit({ production, setUp: 0.25 })
      expect([oee(unit), nee(unit)]).toEqual([0, 0])
      expect(qualityRatio(unit)).toBeNaN()
    }
  })

  it('pieces whose planned time nobody knows give no effectiveness and no OEE', () => {
    const unit = workUnit({ plannedBusy: 10, production: 8, good: 100 })
    expect([effectiveness(unit), oee(unit), nee(unit)]).toEqual([NaN, NaN, NaN])
    expect([availability(unit), qualityRatio(unit)]).toEqual([0.8, 1])
  })
})
