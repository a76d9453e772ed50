import { describe, expect, it } from 'vitest'
import { runComparison, runExperiment } from '../../../engine/experiment/experiment.ts'
import { inThisThread } from '../../../engine/experiment/in-this-thread.ts'
import { line, operation, plant, product, source, station } from '../plant/plants.ts'

const always = (value: number) => ({ kind: 'constant', value }) as const

/** a → b → a: as soon as both hold a unit for each other, nothing moves. */
const ring = plant({
  horizon: 100,
  stations: [station({ id: 'a', time: always(10) }), station({ id: 'b', time: always(10) })],
  products: [
    product({
      id: 'part',
      route: [operation({ id: 'a1', stations: ['a'] }), operation({ id: 'b' }), operation({ id: 'a2', stations: ['a'] })],
    }),
  ],
  sources: [source({ id: 'in', every: { kind: 'uniform', min: 5, max: 50 } })],
})

const warnings = async (scenario: typeof ring, replications: number) =>
  (await runExperiment({ scenario, hash: '' }, { pool: inThisThread(), replications })).warnings

describe('a run that stands still at its end', () => {
  it('says who waits for whom', async () => {
    expect(await warnings({ ...ring, sources: [source({ id: 'in' })] }, 1)).toEqual([
      'The run ends with units that can never move again. unit 0 of part, done in station b, waits for station a; unit 1 of part, done in station a, waits for station b.',
    ])
  })

  it('says how many of the runs do', async () => {
    expect((await warnings(ring, 8))?.join()).toMatch(
      /^[1-7] of 8 runs ends? with units that can never move again\. In replication \d: unit /,
    )
  })

  it('is not said of one that may go on', async () => {
    expect(await warnings(line([station({ id: 'a', time: always(10) }), station({ id: 'b', time: always(30) })], [null]), 2)).toBe(
      undefined,
    )
  })
})

it('a comparison says which plants stand still, and which were written for another time', async () => {
  const base = { scenario: { ...ring, id: 'base', sources: [source({ id: 'in' })] }, hash: '' }
  const variant = { id: 'longer', patch: null, scenario: { ...base.scenario, id: 'longer', horizon: 2 * ring.horizon }, hash: '' }
  const { warnings: told } = await runComparison(base, [variant], { pool: inThisThread(), replications: 2 })
  expect(told).toEqual([
    expect.stringMatching(/^longer is written for .*; it is run for .*, as base is\.$/),
    expect.stringMatching(/^base: .*can never move again/),
    expect.stringMatching(/^longer: .*can never move again/),
  ])
})
