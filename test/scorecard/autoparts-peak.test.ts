import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { assetsOf } from '../../analysis/maintenance/index.ts'
import { recordOf } from '../../analysis/record/index.ts'
import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import { loadScenario } from '../../scenarios/index.ts'
import { DAY, HOUR, PEAK_CONTROLS, peakCase } from '../../scorecard/autoparts-peak.ts'
import { scorecard } from '../../scorecard/scorecard.ts'
import { slotRegret } from '../../scorecard/slot-regret.ts'
import { recorded } from '../analysis/recorded.ts'

describe('the story of the peak', () => {
  it('is the example plant, for one of its seeds', () => {
    const file = fileURLToPath(new URL('../../scenarios/autoparts-peak.yaml', import.meta.url))
    const loaded = loadScenario(readFileSync(file, 'utf8'), { file: 'autoparts-peak.yaml' })
    expect('problems' in loaded ? loaded.problems : loaded.scenario).toEqual(peakCase(7).scenario)
  })

  it('hides its truth: faults and truth are in no log, and each kind of control comes', () => {
    const controls = Array.from({ length: 20 }, (_, i) => peakCase(i + 1, { control: true }))
    expect(new Set(controls.map(({ kind }) => kind))).toEqual(new Set(PEAK_CONTROLS))
    const { log } = recorded(peakCase(1).scenario, { until: 3600 })
    expect(log.header.scenario).toMatchObject({ faults: [], truth: [] })
    const [turning] = log.header.scenario.products[0]!.route
    expect(turning!.defects).toMatchObject([{ probability: 0.01, effects: [] }])
  })

  it('[E2.3] [C18] knows what a slot costs: nothing at night before the failure, hours of work by day, nearly all there is after it', () => {
    const { log } = recorded(peakCase(2).scenario, { seed: 2, until: 5 * DAY })
    const assets = assetsOf(recordOf(log), log.header.scenario)
    const regret = (day: number, hour: number) =>
      slotRegret(assets, { now: 4 * DAY, chosen: day * DAY + hour * HOUR, fails: 20 * DAY + 12 * HOUR })
    // Day 18 is a Friday, and nobody works on days 19 and 20.
    expect(regret(19, 22)).toBe(0)
    // 8 hours of 760 against some 116,000 for a failure.
    expect(regret(18, 10)).toBeGreaterThan(0.04)
    expect(regret(18, 10)).toBeLessThan(0.07)
    expect(regret(7, 22)).toBeGreaterThan(0)
    expect(regret(20, 22)).toBeGreaterThan(0.9)
  })

  it('[E2.3] [E2.4] [E2.5] [E2.7] [C03] [C05] [A08] is marked: no interval of a few seeds excludes its target', {
    timeout: 300_000,
  }, async () => {
    const figures = await scorecard('autoparts-peak', { seeds: [1, 2, 3, 4], pool: inThisThread() })
    expect(figures.filter(({ met }) => met === false)).toEqual([])
    const of = (name: string) => figures.find(({ metric }) => metric === name)!
    expect(of('warned 7 days before a failure by the end of the peak').n).toBeGreaterThan(0)
    expect(of('stops in the peak, nothing done').value).toBeGreaterThan(of('stops in the peak, as proposed').value!)
    expect(of('hours left: CRPS, of that of a constant hazard').value).toBeLessThan(0.6)
    expect(of('the lot that is named is the flawed one')).toMatchObject({ value: 1, n: 4 })
    expect(of('stock, work in process, in transit, shipped: all four exact').value).toBe(1)
    expect(of('of a lot on hold something was used').value).toBe(0)
    expect(of('P(all due orders on time): in quarantine').value).toBeLessThan(of('P(all due orders on time): rescheduled').value!)
  })
})
