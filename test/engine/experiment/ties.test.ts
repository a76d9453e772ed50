import { describe, expect, it } from 'vitest'
import { runExperiment } from '../../../engine/experiment/experiment.ts'
import { inThisThread } from '../../../engine/experiment/in-this-thread.ts'
import { largestRatio, tieSensitivity } from '../../../engine/experiment/ties.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { smallPlant } from '../worker/small-plant.ts'

/** Two products that arrive at the very same instants before one machine, 4 s and 2 s of work: who comes first waits for nobody. */
const twins: Scenario = {
  ...smallPlant,
  id: 'twins',
  horizon: 7200,
  products: ['slow', 'quick'].map((id, i) => ({
    ...smallPlant.products[0]!,
    id,
    route: [{ ...smallPlant.products[0]!.route[0]!, time: { kind: 'constant', value: i === 0 ? 4 : 2 } }],
  })),
  sources: ['slow', 'quick'].map((id) => ({
    ...smallPlant.sources[0]!,
    id: `${id} ones`,
    mix: [{ product: id, weight: 1 }],
    every: { kind: 'constant', value: 10 },
  })),
}

const moved = (result: { ties?: { moved: readonly { name: string; subject: string }[] } }) =>
  result.ties!.moved.map(({ name, subject }) => `${name} ${subject}`)

describe('tie sensitivity', () => {
  it('finds that lead times hang on who is first of two that arrive at once, and throughput does not', async () => {
    const result = await runExperiment({ scenario: twins, hash: 'twins' }, { pool: inThisThread(), ties: 4 })
    expect(result.ties!.runs).toBe(4)
    expect(moved(result)).toEqual(expect.arrayContaining(['leadTime slow', 'leadTime quick']))
    expect(moved(result).filter((one) => one.startsWith('throughput'))).toEqual([])
    const plain = await runExperiment({ scenario: twins, hash: 'twins' }, { pool: inThisThread() })
    expect(result.kpis).toEqual(plain.kpis)
  })

  it('finds nothing where no two events coincide, and runs repeat', async () => {
    const run = () => runExperiment({ scenario: smallPlant, hash: 'small' }, { pool: inThisThread(), ties: 3 })
    const result = await run()
    expect(result.ties).toEqual({ runs: 3, moved: [] })
    expect(await run()).toEqual(result)
  })

  it('takes differences that chance explains for noise, and those it does not for moves', () => {
    const kpis = ['shifted', 'scattered', 'noisy', 'untouched'].map((name) => ({ name, subject: 'plant', unit: 's' }))
    const ordered = [10, 11, 9, 10, 12, 8, 10, 9, 11, 10]
    const other = [9, 12, 9, 11, 11, 9, 10, 10, 10, 9]
    const columns = (...values: number[][]) => values.map((each) => Float64Array.from(each))
    const result = tieSensitivity(
      { kpis, values: columns(ordered, ordered, ordered, ordered) },
      {
        kpis,
        values: columns(
          ordered.map((x, r) => x + 2 + 0.1 * (r % 2)),
          ordered.map((x, r) => x + (r % 2 ? 20 : -20)),
          other,
          ordered,
        ),
      },
    )
    expect(result.moved.map(({ name }) => name)).toEqual(['shifted', 'scattered'])
    expect(result.moved[0]).toMatchObject({ mean: expect.closeTo(2.05, 9), low: expect.any(Number) })
  })

  it('knows the F-quantile for its test of spread', () => {
    expect(largestRatio(9, 0.95)).toBeCloseTo(3.1789, 4)
    expect(largestRatio(4, 0.99)).toBeCloseTo(15.977, 3)
  })

  it('refuses more runs than there are replications', async () => {
    await expect(runExperiment({ scenario: smallPlant, hash: 's' }, { pool: inThisThread(), ties: 5 })).rejects.toThrow(RangeError)
  })
})
