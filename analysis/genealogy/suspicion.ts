import { PersonState } from '../../engine/log/events.ts'
import { Exposure } from './exposure.ts'
import type { Genealogy } from './genealogy.ts'
import type { FromStock } from './origins.ts'

/** What is suspected to have made units bad. What is said of jobs holds together: this station, and this person, and in this time. */
export interface Suspicion {
  readonly lots?: readonly number[]
  readonly purchases?: readonly number[]
  readonly units?: readonly number[]
  readonly jobs?: SuspectJobs
}

/** Indexes are those of the scenario; times are µs, both ends included. */
export interface SuspectJobs {
  readonly station?: number
  readonly slot?: number
  readonly from?: number
  readonly until?: number
  /** A kind of tools, and of these one piece. */
  readonly tool?: { readonly kind: number; readonly piece?: number }
  readonly person?: { readonly crew: number; readonly person: number }
  /** A parameter of the station that was below or above these; where neither is said, outside its own limits. */
  readonly parameter?: { readonly parameter: number; readonly below?: number; readonly above?: number }
}

/** Everything the suspicion touches, and all that it got into. */
export function exposureTo(genealogy: Genealogy, suspicion: Suspicion, fromStock: FromStock = 'arrival'): Exposure {
  const exposure = new Exposure(genealogy, fromStock)
  for (const lot of suspicion.lots ?? []) exposure.lot(lot)
  for (const purchase of suspicion.purchases ?? []) exposure.purchase(purchase)
  for (const unit of suspicion.units ?? []) if (unit >= 0 && unit < genealogy.unitCount) exposure.unit(unit)
  if (suspicion.jobs === undefined) return exposure
  const { unit, seq } = genealogy.record.jobs.column
  for (const job of suspectJobs(genealogy, suspicion.jobs)) exposure.unit(unit[job]!, seq[job]!)
  return exposure
}

/** Rows of `jobs`, in the order in which they began. */
export function suspectJobs(genealogy: Genealogy, suspect: SuspectJobs): number[] {
  const { tool, person, parameter, station, slot, from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = suspect
  const { column, count } = genealogy.record.jobs
  let jobs: Set<number> | null = null
  const narrow = (found: Set<number>) => {
    jobs = jobs === null ? found : new Set([...jobs].filter((job) => found.has(job)))
  }
  if (person !== undefined) narrow(jobsWithPerson(genealogy, person))
  if (tool !== undefined) narrow(jobsWithTool(genealogy, tool))
  if (parameter !== undefined && station !== undefined) narrow(jobsOutOfLimits(genealogy, station, parameter))
  if (jobs === null && station !== undefined) {
    const found = new Set<number>()
    genealogy.jobsAt.of(station, from, until, (job) => found.add(job))
    narrow(found)
  }
  const all: Iterable<number> = jobs ?? Array.from({ length: count }, (_, job) => job)
  return [...all]
    .filter(
      (job) =>
        (station === undefined || column.station[job] === station) &&
        (slot === undefined || column.slot[job] === slot) &&
        column.start[job]! <= until &&
        !(column.end[job]! < from),
    )
    .sort((a, b) => a - b)
}

/** While the person was at its station. */
function jobsWithPerson(genealogy: Genealogy, { crew, person }: { readonly crew: number; readonly person: number }): Set<number> {
  const { persons } = genealogy.record
  const { column } = persons
  const found = new Set<number>()
  for (let row = 0; row < persons.count; row++) {
    if (column.crew[row] !== crew || column.person[row] !== person || column.state[row] !== PersonState.busy) continue
    const until = Number.isNaN(column.until[row]!) ? Number.POSITIVE_INFINITY : column.until[row]!
    genealogy.jobsAt.of(column.station[row]!, column.from[row]!, until, (job) => {
      if (found.has(job)) return
      genealogy.peopleOf(job, (at) => {
        if (at === row) found.add(job)
      })
    })
  }
  return found
}

function jobsWithTool(genealogy: Genealogy, { kind, piece }: { readonly kind: number; readonly piece?: number }): Set<number> {
  const { column } = genealogy.record.tools
  const found = new Set<number>()
  for (const row of genealogy.usesOfTool.of(kind)) {
    if (piece !== undefined && column.piece[row] !== piece) continue
    const job = genealogy.jobOf(column.unit[row]!, column.station[row]!, column.seq[row]!)
    if (job >= 0) found.add(job)
  }
  return found
}

function jobsOutOfLimits(
  genealogy: Genealogy,
  station: number,
  { parameter, below, above }: NonNullable<SuspectJobs['parameter']>,
): Set<number> {
  const { column } = genealogy.record.parameters
  const own = genealogy.scenario.stations[station]?.parameters[parameter]
  const isSaid = below !== undefined || above !== undefined
  const low = isSaid ? below : (own?.low ?? undefined)
  const high = isSaid ? above : (own?.high ?? undefined)
  const found = new Set<number>()
  for (const row of genealogy.parametersAt.of(station)) {
    const value = column.value[row]!
    if (column.parameter[row] !== parameter || !((low !== undefined && value < low) || (high !== undefined && value > high))) continue
    const job = genealogy.jobOf(column.unit[row]!, station, column.seq[row]!)
    if (job >= 0) found.add(job)
  }
  return found
}
