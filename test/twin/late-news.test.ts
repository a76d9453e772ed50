import { describe, expect, it } from 'vitest'
import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { weldCase } from '../../scorecard/electronics-weld.ts'
import { asOf } from '../../twin/as-of.ts'
import { logit, uncertain } from '../../twin/belief.ts'
import { detectionPoints } from '../../twin/detection.ts'
import { valueOfNews } from '../../twin/late-news.ts'
import { recorded } from '../analysis/recorded.ts'

const pool = inThisThread()

/** The story's plant as it is believed, with money in it. */
function priced(): Scenario {
  const { scenario } = weldCase(3)
  return {
    ...scenario,
    faults: [],
    truth: [],
    products: scenario.products.map((board) => ({ ...board, price: 30 })),
    materials: scenario.materials.map((alloy) => ({ ...alloy, unitCost: 4 })),
  }
}

describe('what is known late', () => {
  it('[B14] costs more the later a report by paper is read, with interval: the value of live data', async () => {
    const scenario = priced()
    const at = 7200
    const believed = asOf(recorded(scenario, { until: at }).log, at)
    const cause = {
      station: 'solder-1',
      now: uncertain({ share: 0.1, low: 0.07, high: 0.14 }),
      usual: uncertain({ share: 0.015, low: 0.01, high: 0.02 }),
    }
    const delays = [0, 3600, 4 * 3600]
    const news = (await valueOfNews(believed, cause, delays, { replications: 12, within: 5 * 3600, pool }))!
    const lost = (d: number) => news.delays[d]!.figures.find(({ name }) => name === 'profit')!.difference
    expect(lost(0)).toEqual({ mean: 0, low: 0, high: 0 })
    // The station makes 40 units an hour, of which 8.5 % more go wrong, at 30 each: about 100 for each hour.
    expect(lost(1).high).toBeLessThan(0)
    expect(lost(1).low).toBeLessThan(-100)
    expect(lost(1).high).toBeGreaterThan(-200)
    expect(lost(2).mean).toBeLessThan(3 * lost(1).mean!)
    const scrapped = news.delays[2]!.figures.find(({ name }) => name === 'scrapped')!.difference
    expect(scrapped.low).toBeLessThan(4 * 40 * 0.085)
    expect(scrapped.high).toBeGreaterThan(4 * 40 * 0.085)
  })

  it('[B15] fewer units are made between cause and detection by the in-process test than by the final one, in every run', async () => {
    const found = await detectionPoints(priced(), {
      ...{ station: 'solder-1', now: logit(0.2), usual: logit(0.015) },
      ...{ replications: 6, within: 3 * 3600, pool },
    })
    expect(found.points.map(({ test }) => test)).toEqual(['ict', 'final-test'])
    const [inProcess, final] = found.points
    for (const [r, units] of inProcess!.atRisk.entries()) expect(units!).toBeLessThan(final!.atRisk[r]!)
    expect(inProcess!.units.high).toBeLessThan(60)
    expect(final!.delay.mean).toBeGreaterThan(inProcess!.delay.mean!)
  })
})
