import { record } from '../../engine/experiment/record.ts'
import type { Scenario } from '../../scenarios/model.ts'

export { hashNatively } from '../../engine/worker/native-hash.ts'

export interface Work {
  readonly plants: readonly Scenario[]
  readonly seeds: readonly number[]
}

/** The hash of each plant's log with each seed, as `title, seed: sha256:…`. Plain language and no surroundings: it runs wherever there is JavaScript. */
export async function hashesOf({ plants, seeds }: Work): Promise<string[]> {
  const hashes: string[] = []
  for (const scenario of plants) {
    for (const seed of seeds) {
      const options = { seed, replication: 0, until: scenario.horizon, warmUp: 0 }
      const { logHash } = await record(
        scenario,
        options,
        () => Promise.resolve(),
        () => Promise.resolve(true),
      )
      hashes.push(`${scenario.title}, ${seed}: ${logHash}`)
    }
  }
  return hashes
}
