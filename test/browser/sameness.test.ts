import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { inChromium, inNode } from '../../scripts/sameness.mjs'
import { hashesOf } from '../sameness/hashes.ts'
import { plantsOf } from '../sameness/plants.ts'

const plants = plantsOf(fileURLToPath(new URL('../..', import.meta.url)))

/** A short form of `npm run sameness`, which has five seeds and several versions of Node. */
describe('[R4] one log, to the byte', () => {
  it("wherever it is run: in Node, in Chromium's main thread and in a worker of it", async () => {
    expect(plants).toHaveLength(20)
    const work = { plants: plants.map((scenario) => ({ ...scenario, horizon: Math.min(scenario.horizon, 5_000) })), seeds: [1] }
    const here = await hashesOf(work)
    expect(here).toHaveLength(20)
    expect((await inNode(work)).hashes).toEqual(here)
    expect(await inChromium(work)).toEqual({ main: here, worker: here })
  })
})
