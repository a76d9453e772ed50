import { describe, expect, it } from 'vitest'
import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import { PEAK_CONTROLS, peakCase } from '../../scorecard/autoparts-peak.ts'
import { scorecard } from '../../scorecard/scorecard.ts'
import { recorded } from '../analysis/recorded.ts'

describe('the story of the peak', () => {
  it('hides its truth: faults and truth are in no log, and each kind of control comes', () => {
    const controls = Array.from({ length: 20 }, (_, i) => peakCase(i + 1, { control: true }))
    expect(new Set(controls.map(({ kind }) => kind))).toEqual(new Set(PEAK_CONTROLS))
    const { log } = recorded(peakCase(1).scenario, { until: 3600 })
    expect(log.header.scenario).toMatchObject({ faults: [], truth: [] })
    const [turning] = log.header.scenario.products[0]!.route
    expect(turning!.defects).toMatchObject([{ probability: 0.01, effects: [] }])
  })

  it('[E2.3] [C03] [C05] [A08] is marked: no interval of a few seeds excludes its target', { timeout: 120_000 }, async () => {
    const figures = await scorecard('autoparts-peak', { seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], pool: inThisThread() })
    expect(figures.filter(({ met }) => met === false)).toEqual([])
    const of = (name: string) => figures.find(({ metric }) => metric === name)!
    expect(of('warned 7 days before a failure by the end of the peak').value).toBeGreaterThan(0.5)
    expect(of('stops in the peak, nothing done').value).toBeGreaterThan(of('stops in the peak, as proposed').value!)
    expect(of('hours left: CRPS, of that of a constant hazard').value).toBeLessThan(0.6)
  })
})
