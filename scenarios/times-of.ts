import type { DistributionSpec } from './distribution-spec.ts'
import type { Operation, Station } from './model.ts'

/** What one unit's operation takes on the station, one after the other: its steps, or its one time (or the station's). Empty: nothing says it. */
export function timesOf(
  { steps, time }: Pick<Operation, 'steps' | 'time'>,
  station: Pick<Station, 'time'> | undefined,
): readonly DistributionSpec[] {
  if (steps.length > 0) return steps.map((step) => step.time)
  const one = time ?? station?.time ?? null
  return one === null ? [] : [one]
}
