import { describe, expect, it } from 'vitest'
import { falseAlarmEvery, falseAlarmsPerWeek } from '../../../analysis/spc/false-alarms.ts'
import { NELSON, RULE_ONE, WESTERN_ELECTRIC } from '../../../analysis/spc/rules.ts'
import { cusumRunLength, ewmaRunLength, individualsRunLength, zoneRunLength } from '../../../analysis/spc/run-length.ts'
import { measureRunLengths, runLengthStudies } from '../../laws/run-lengths.ts'

describe('run lengths', () => {
  it('exactly, of a process in order: rule 1 370.4, CUSUM 465.4, EWMA 500, four Western Electric rules 91.75, I-MR 105.4, rule 1 and CUSUM 224', () => {
    expect(zoneRunLength(RULE_ONE)).toBeCloseTo(1 / 0.0026997960632602, 6)
    expect(cusumRunLength()).toBeCloseTo(465.4, 0) // Siegmund 1985; Montgomery
    expect(cusumRunLength({ h: 4 })).toBeCloseTo(168, 0)
    expect(ewmaRunLength()).toBeCloseTo(500, -0.5)
    expect(zoneRunLength(WESTERN_ELECTRIC)).toBeCloseTo(91.75, 2) // Champ & Woodall 1987
    expect(individualsRunLength()).toBeCloseTo(105.4, 0)
    expect(cusumRunLength({ beyond: 3 })).toBeCloseTo(224, 0)
  })

  it('exactly, of a process that moved by one sigma: CUSUM 10.4, rule 1 43.9, four Western Electric rules 9.2', () => {
    expect(cusumRunLength({ shift: 1 })).toBeCloseTo(10.38, 2)
    expect(cusumRunLength({ shift: 1, h: 4 })).toBeCloseTo(8.38, 2)
    expect(zoneRunLength(RULE_ONE, { shift: 1 })).toBeCloseTo(43.9, 1)
    expect(zoneRunLength(WESTERN_ELECTRIC, { shift: 1 })).toBeCloseTo(9.22, 2)
    expect(cusumRunLength({ shift: -1 })).toBeCloseTo(cusumRunLength({ shift: 1 }), 9)
    expect(ewmaRunLength({ shift: 1 })).toBeCloseTo(10.5, 1)
  })

  it('rules about the order of points are no zones', () => {
    expect(() => zoneRunLength(NELSON)).toThrow('nelson3 is not about zones')
  })

  const seed = 20261123
  it(`[B21] measured over 1,000 runs, each chart takes as long to signal as is stated, within 10 %, seed ${seed}`, () => {
    const rows = measureRunLengths({ seed, runs: 1000 })
    expect(
      rows.map(({ title, what, measured, answer, holds }) => `${title}, ${what}: ${answer}${holds ? '' : `, not ${measured}`}`),
    ).toEqual(runLengthStudies.map(({ title, what, answer }) => `${title}, ${what}: ${answer}`))
  })

  it('false alarms to be expected in a week: so many points by so many points between false alarms', () => {
    const standard = { pointsPerWeek: 100, falseAlarmEvery: falseAlarmEvery('standard') }
    expect(falseAlarmsPerWeek(new Array(200).fill(standard))).toBeCloseTo(20_000 / 224, 0)
    expect(falseAlarmEvery('nelson')).toBe(73)
    expect(falseAlarmEvery({ gamma: 0.03596, h: 3.5, p: 0.015 })).toBeCloseTo(13_681, 0)
    const others = (['ruleOne', 'cusum', 'ewma', 'individuals', 'westernElectric'] as const).map((watch) =>
      Math.round(falseAlarmEvery(watch)),
    )
    expect(others).toEqual([370, 465, 500, 105, 92])
  })
})
