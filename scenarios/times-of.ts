import type { DistributionSpec } from './distribution-spec.ts'
import type { Operation, Station } from './model.ts'

type Times = Pick<Operation, 'steps' | 'time' | 'load' | 'unload'>
type OwnTimes = Pick<Station, 'time' | 'load' | 'unload'>

/**
 * What one unit's operation takes on the station, one after the other: loading, its steps or its one time (or the station's), unloading. Empty: nothing
 * says it.
 */
export function timesOf(operation: Times, station: OwnTimes | undefined): readonly DistributionSpec[] {
  const { steps, time } = operation
  const { load, unload } = handlingOf(operation, station)
  const one = time ?? station?.time ?? null
  if (steps.length === 0 && one === null) return []
  const work = steps.length > 0 ? steps.map((step) => step.time) : [one!]
  return [...(load === null ? [] : [load]), ...work, ...(unload === null ? [] : [unload])]
}

/** Loading and unloading; null: none. */
export function handlingOf(operation: Pick<Times, 'load' | 'unload'>, station: Pick<OwnTimes, 'load' | 'unload'> | undefined) {
  return { load: some(operation.load ?? station?.load ?? null), unload: some(operation.unload ?? station?.unload ?? null) }
}

const some = (spec: DistributionSpec | null) => (spec?.kind === 'constant' && spec.value === 0 ? null : spec)
