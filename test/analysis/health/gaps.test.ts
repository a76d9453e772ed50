import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gapsOf } from '../../../analysis/health/gaps.ts'
import { needsOf } from '../../../analysis/health/needs.ts'
import { kpiCatalogue, kpiValues } from '../../../analysis/kpi/index.ts'
import { replayTally } from '../../../engine/log/replay.ts'
import { reportersOf } from '../../../engine/log/reporters.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'
import { losing, losses } from './losing.ts'

const SEED = 20261123

describe('[A03] gaps in the data', () => {
  it(`each gap is flagged; figures that touch one are incomplete, and every other is what it was, seed ${SEED}`, () => {
    let marked = 0
    let whole = 0
    fc.assert(
      fc.property(fc.oneof(fc.constant(richPlant()), anyPlant), fc.nat(1000), fc.boolean(), (scenario, seed, inBursts) => {
        const { log } = recorded(scenario, { until: HORIZON, seed })
        const { received, lost } = losing(log, scenario, losses(seed, { inBursts }))
        const gaps = gapsOf(received)
        expect(gaps.reduce((sum, { missing }) => sum + missing, 0)).toBe(lost)
        const touched = new Set(gaps.map(({ reporter }) => reporter))
        const needs = needsOf(scenario)
        const before = kpiValues(scenario, replayTally(log), log.endTime)
        const after = kpiValues(scenario, replayTally(received), received.endTime)
        for (const [i, key] of kpiCatalogue(scenario).entries()) {
          if (needs(key).some((reporter) => touched.has(reporter))) marked++
          else {
            whole++
            expect(after[i], `${key.name} ${key.subject}`).toBe(before[i])
          }
        }
      }),
      { seed: SEED, numRuns: 40 },
    )
    // Both happened, and often.
    expect([marked, whole].map((count) => count > 500)).toEqual([true, true])
  })

  it('of one station: only its own figures and sums over stations are incomplete', () => {
    const scenario = richPlant()
    const { log } = recorded(scenario, { until: HORIZON })
    const { list } = reportersOf(scenario)
    const station = list.findIndex(({ kind }) => kind === 'station')
    const { received } = losing(log, scenario, losses(1, { only: station }))
    expect(gapsOf(received).length).toBeGreaterThan(0)
    const needs = needsOf(scenario)
    const incomplete = (name: string, subject: string) => needs({ name, subject }).includes(station)
    const [own, other] = scenario.stations.map(({ id }) => id)
    expect([incomplete('oee', own!), incomplete('oee', other!), incomplete('oee', 'plant')]).toEqual([true, false, true])
    expect([incomplete('wip', 'plant'), incomplete('cost', 'plant')]).toEqual([false, true])
  })
})
