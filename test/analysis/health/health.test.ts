import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contradictionsOf } from '../../../analysis/health/contradictions.ts'
import { documentOf } from '../../../analysis/report/document.ts'
import { reportOf } from '../../../analysis/report/report.ts'
import { EventKind } from '../../../engine/log/events.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'
import { losing } from './losing.ts'

const SEED = 20261123

describe('[A03] data health', () => {
  it(`a whole log of a simulated plant contradicts itself nowhere, seed ${SEED}`, () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(richPlant()), anyPlant), fc.nat(1000), (scenario, seed) => {
        expect(contradictionsOf(recorded(scenario, { until: HORIZON, seed }).log)).toEqual([])
      }),
      { seed: SEED, numRuns: 30 },
    )
  })

  it('one from which a unit, a beginning and a delivery are missing does', () => {
    const scenario = richPlant()
    const { log } = recorded(scenario, { until: HORIZON })
    const first = (wanted: number) => {
      let at = -1
      log.scan(0, log.count, ({ index, kind }) => {
        if (at < 0 && kind === wanted) at = index
      })
      return at
    }
    const without = (kind: number) => {
      const at = first(kind)
      let index = 0
      return contradictionsOf(losing(log, scenario, () => index++ === at).received).map((one) => one.kind)
    }
    expect(without(EventKind.unitCreated)).toContain('unknownUnit')
    expect(without(EventKind.jobStarted)).toEqual(['jobOutOfTurn'])
  })

  it('says in both languages what is missing, and marks what is made of it', () => {
    const scenario = richPlant()
    const { log } = recorded(scenario, { until: HORIZON })
    let n = 0
    const report = reportOf(losing(log, scenario, () => n++ % 20 === 0).received)
    expect(report.health.gaps.length).toBeGreaterThan(3)
    const cost = report.kpis.find(({ name, subject }) => name === 'cost' && subject === 'plant')!
    expect(cost.incomplete.length).toBe(report.health.gaps.length)
    const text = (language: 'en' | 'zh') => JSON.stringify(documentOf(report, language))
    expect(text('en')).toMatch(/"cost","incomplete \(/)
    expect(text('zh')).toMatch(/"cost","不完整 \(/)
    expect(text('zh')).toContain('数据健康')
    // And nothing of the kind where nothing is missing.
    const sound = reportOf(log)
    expect(sound.health.gaps).toEqual([])
    expect(JSON.stringify(documentOf(sound, 'en'))).not.toContain('incomplete')
  })
})
