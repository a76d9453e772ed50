import { describe, expect, it } from 'vitest'
import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { improvements, improvementsOf } from '../../twin/improve.ts'
import { togetherOrApart } from '../../twin/levers.ts'
import { atSpeed, speedTradeOff } from '../../twin/speed.ts'
import { finished } from '../analysis/recorded.ts'
import {
  buffer,
  defect,
  effect,
  exponential,
  failure,
  material,
  operation,
  plant,
  product,
  source,
  station,
  supplier,
  test as tested,
} from '../engine/plant/plants.ts'

const pool = inThisThread()

/** A mill that spoils more the faster it works, orders that wait for it, bars that are bought, and a saw that has time to spare. */
const works = () =>
  plant({
    horizon: 4 * 3600,
    products: [
      product({
        id: 'part',
        price: 10,
        route: [
          operation({ id: 'saw', stations: ['saw'], components: [{ item: 'bar', quantity: 1 }] }),
          operation({
            ...{ id: 'mill', stations: ['mill'], buffer: 'rack' },
            defects: [
              defect({ id: 'rough', probability: null, logit: -5.5, effects: [effect({ of: 'speed', coefficient: 15, target: 0.88 })] }),
            ],
            test: tested({ finds: ['rough'] }),
          }),
        ],
      }),
    ],
    sources: [source({ id: 'orders', every: { kind: 'gamma', mean: 54, sd: 20 }, due: 1200, lateCost: 200 })],
    materials: [
      material({ id: 'bar', unitCost: 3, holdingCost: 1, initialStock: 60, reorderPoint: 30, orderQuantity: 60, supplier: 'steel' }),
    ],
    suppliers: [supplier({ id: 'steel', leadTime: { kind: 'gamma', mean: 900, sd: 300 } })],
    buffers: [buffer({ id: 'rack' })],
    stations: [
      station({
        id: 'saw',
        time: { kind: 'gamma', mean: 30, sd: 8 },
        failures: [failure({ id: 'blade', clock: 'operating', after: exponential(7200), repair: exponential(300) })],
      }),
      station({ id: 'mill', time: { kind: 'constant', value: 62 } }),
    ],
  })

describe('speed against scrap', () => {
  it('[A04] the frontier is monotone, and the chosen speed earns more than both extremes', async () => {
    const found = (await speedTradeOff(works(), 'mill', [0.9, 0.95, 1, 1.05, 1.1, 1.15], { replications: 16, pool }))!
    const frontier = found.points.filter(({ onFrontier }) => onFrontier)
    expect(frontier.length).toBeGreaterThan(2)
    for (const [i, point] of frontier.entries()) {
      if (i === 0) continue
      expect(point.throughput.mean!).toBeGreaterThan(frontier[i - 1]!.throughput.mean!)
      expect(point.scrapRatio.mean!).toBeGreaterThanOrEqual(frontier[i - 1]!.scrapRatio.mean!)
    }
    expect(found.chosen).toBeGreaterThan(0.9)
    expect(found.chosen).toBeLessThan(1.15)
    expect(found.points[0]!.chosenLess.low).toBeGreaterThan(0)
    expect(found.points.at(-1)!.chosenLess.low).toBeGreaterThan(0)
    expect(found.points.find(({ speed }) => speed === found.chosen)!.chosenLess).toEqual({ mean: 0, low: 0, high: 0 })
  })
})

describe('departments by themselves, and together', () => {
  it('[C02] [C16] [D03] the joint decision earns at least what the local ones do when they are executed together, with interval', async () => {
    const withBar = (change: object) => (scenario: Scenario) => ({
      ...scenario,
      materials: scenario.materials.map((bar) => ({ ...bar, ...change })),
    })
    const found = (await togetherOrApart(
      works(),
      [
        {
          department: 'production',
          aim: { kpi: 'throughput', subject: 'mill', goal: 'maximise' },
          options: [1, 1.06, 1.15].map((speed) => ({ name: `mill at ${speed}`, change: (scenario) => atSpeed(scenario, 'mill', speed) })),
        },
        {
          department: 'purchasing',
          aim: { kpi: 'inventory', subject: 'bar', goal: 'minimise' },
          options: [
            { name: 'reorder at 30', change: (scenario) => scenario },
            { name: 'reorder at 2', change: withBar({ reorderPoint: 2 }) },
          ],
        },
      ],
      { replications: 12, pool },
    ))!
    expect(found.local.choice[1]).toBe('reorder at 2')
    expect(found.joint.choice[1]).toBe('reorder at 30')
    expect(found.value.low).toBeGreaterThan(0)
    expect(found.joint.profit.mean!).toBeGreaterThan(found.today.profit.mean!)
    expect(found.joint.profit.mean! - found.local.profit.mean!).toBeCloseTo(found.value.mean!, 6)
  })
})

describe('what to improve', () => {
  it('[C23] [C10] ranks by finite differences with the same luck, verified on fresh luck; the bound is never exceeded', async () => {
    const scenario = works()
    const found = (await improvementsOf(scenario, { replications: 10, seed: 4, pool }))!
    expect(found.tried).toBe(improvements(scenario).length)
    const [first] = found.ranking
    // The mill limits the plant: a tenth less of its time is worth most, though it changes nothing about the scrap.
    expect(first).toMatchObject({ kind: 'time', of: 'mill', from: 62 })
    expect(first!.verified.low).toBeGreaterThan(0)
    expect(first!.slope).toBeCloseTo(first!.verified.mean! / (first!.to - first!.from), 9)
    // The same by runs of its own: what is sold, less bars and what is late.
    const faster = improvements(scenario).find(({ kind, of }) => kind === 'time' && of === 'mill')!.plant
    const sold = (one: Scenario, replication: number) => finished(one, { seed: 4, replication }).finished[0]! * 10
    const differences = Array.from({ length: 10 }, (_, r) => sold(faster, r) - sold(scenario, r))
    expect(differences.reduce((sum, one) => sum + one, 0) / 10).toBeLessThan(first!.found.mean!)
    const { gap } = found
    expect(gap.bound!.station).toBe('mill')
    expect(gap.current.low!).toBeLessThanOrEqual(gap.bound!.perHour)
    for (const { made, bound } of gap.runs) expect(made).toBeLessThanOrEqual(bound! + 1e-6)
    expect(gap.best.mean!).toBeGreaterThan(gap.current.mean!)
    expect(gap.best.low!).toBeLessThanOrEqual(gap.boundOfBest!.perHour)
  })
})
