import type { Scenario } from '../../scenarios/model.ts'
import { type Asking, allReplications, columnOf } from './all-replications.ts'
import { enough, FEWEST, neededHalfWidth, type PrecisionAsked, type PrecisionReached, relativeHalfWidth } from './precision.ts'
import type { ReplicationResult } from './replicate.ts'
import type { Settings } from './settings.ts'

/**
 * Adds replications, as many at a time as the pool runs side by side, until the KPI's mean is as precise as asked or `settings.replications` are
 * done. The first count that is enough decides; replications beyond it are dropped, so the result does not depend on the size of the pool.
 */
export async function untilPrecise(
  scenario: Scenario,
  asked: PrecisionAsked,
  settings: Settings,
  asking: Asking,
): Promise<{ results: ReplicationResult[]; precision: PrecisionReached }> {
  const { relative, kpi, subject } = asked
  const most = settings.replications
  if (!(relative > 0 && relative < 1)) throw new RangeError(`the precision must be above 0 and below 1, got ${relative}`)
  if (most < FEWEST) throw new RangeError(`a precision needs at least ${FEWEST} replications, and ${most} are allowed`)
  const column = columnOf(scenario, asked)
  const results: ReplicationResult[] = []
  const values = () => Float64Array.from(results, (one) => one.values[column]!)
  const ended = (count: number, stopped: PrecisionReached['stopped']) => {
    const reached = relativeHalfWidth(values().subarray(0, count))
    return {
      results: results.slice(0, count),
      precision: { relative, kpi, subject, reached, needed: neededHalfWidth(relative), most, stopped },
    }
  }
  for (;;) {
    const from = results.length
    const count = from === 0 ? FEWEST : Math.min(asking.pool.size, most - from)
    const [more] = await allReplications([scenario], { from, count }, settings, asking)
    results.push(...more!)
    const decided = enough(values(), asked, Math.max(FEWEST, from + 1))
    if (decided) return ended(decided.count, decided.stopped)
    if (more!.length < count) return ended(results.length, 'interrupted')
    if (results.length >= most) return ended(most, 'most')
  }
}
