import type { ReplicationResult } from './replicate.ts'

/** A warning in words where runs end with units that can never move again: whom the first of them names, and how many there are. */
export function standingStill(results: readonly ReplicationResult[]): string[] {
  const standing = results.filter(({ standstill }) => standstill !== undefined)
  const [first] = standing
  if (first?.standstill === undefined) return []
  const which = standing.length === results.length ? 'Every run' : `${standing.length} of ${results.length} runs`
  const verb = standing.length === 1 || standing.length === results.length ? 'ends' : 'end'
  const of = results.length === 1 ? '' : ` In replication ${first.replication}:`
  return [`${results.length === 1 ? 'The run' : which} ${verb} with units that can never move again.${of} ${first.standstill.join('; ')}.`]
}
