import type { Constraint, Term } from '../model/linear-model.ts'
import type { Occurrence } from './occurrence.ts'
import type { Risk } from './risk.ts'

/** What the rules speak about. */
export interface WindowPlan {
  readonly occurrences: readonly Occurrence[]
  /** Seconds of the time grid on which crews and machines are counted. */
  readonly step: number
  readonly horizon: number
  readonly crews: readonly { readonly id: string; readonly title: string; readonly size: number }[]
  /** Stations of a step that cannot do without two of them at a time. */
  readonly narrowSteps: readonly { readonly name: string; readonly stations: readonly string[] }[]
  readonly risks: readonly Risk[]
}

/** The decision "this occurrence starts then", 0 or 1. */
export const starts = ({ id }: Occurrence, at: number) => `${id} starts at ${at}`

/** The number "failures of this mode between renewal n and the next". */
export const failuresBetween = ({ station, mode }: Risk, n: number) => `failures of ${station.id}.${mode.id} after renewal ${n}`

export const rules: readonly ((plan: WindowPlan) => Constraint[])[] = [
  everyOccurrenceIsDoneOnce,
  crewsAreNotDoubleBooked,
  aStationIsMaintainedOnceAtATime,
  aNarrowStepLosesOneStationAtATime,
  aPeriodIsKeptWithinHalf,
  failuresGrowWithTheTimeSinceRenewal,
]

/** Every occurrence is done once. */
export function everyOccurrenceIsDoneOnce({ occurrences }: WindowPlan): Constraint[] {
  return occurrences.map((occurrence) => ({
    name: `${occurrence.id} is done once`,
    terms: occurrence.starts.map((at) => ({ coefficient: 1, variable: starts(occurrence, at) })),
    equals: 1,
  }))
}

/** A crew works on no more jobs at a time than it has people. */
export function crewsAreNotDoubleBooked({ occurrences, crews, step, horizon }: WindowPlan): Constraint[] {
  return crews.flatMap(({ id, title, size }) => {
    const jobs = occurrences.filter(({ task }) => task.crew === id)
    const people = (job: Occurrence) => Math.min(job.people, size)
    return stepByStep({ step, horizon }, jobs, people).flatMap(({ from, terms, most }) =>
      most > size ? [{ name: `crew ${title || id} has ${size} people from ${hours(from)}`, terms, atMost: size }] : [],
    )
  })
}

/** A station is maintained by one task at a time. */
export function aStationIsMaintainedOnceAtATime({ occurrences, step, horizon }: WindowPlan): Constraint[] {
  const stations = [...new Set(occurrences.map(({ station }) => station.id))]
  return stations.flatMap((id) => {
    const jobs = occurrences.filter(({ station }) => station.id === id)
    return stepByStep({ step, horizon }, jobs, () => 1).flatMap(({ from, terms, most }) =>
      most > 1 ? [{ name: `${id} is maintained by one task at a time from ${hours(from)}`, terms, atMost: 1 }] : [],
    )
  })
}

/** Of a step that two stations together cannot be taken from, one at most is under maintenance. */
export function aNarrowStepLosesOneStationAtATime({ occurrences, narrowSteps, step, horizon }: WindowPlan): Constraint[] {
  return narrowSteps.flatMap(({ name, stations }) => {
    const jobs = occurrences.filter(({ station }) => stations.includes(station.id))
    return stepByStep({ step, horizon }, jobs, () => 1).flatMap(({ from, terms, most }) =>
      most > 1 ? [{ name: `${name} loses one station at a time from ${hours(from)}`, terms, atMost: 1 }] : [],
    )
  })
}

/** Between two occurrences of a task with a period lie at least half a period and at most one and a half. */
export function aPeriodIsKeptWithinHalf({ occurrences }: WindowPlan): Constraint[] {
  return occurrences.flatMap((later) => {
    const { every, at } = later.task
    const earlier = occurrences.find((one) => one.task === later.task && one.station === later.station && one.number === later.number - 1)
    if (every === null || at.length > 0 || !earlier) return []
    const period = Math.max(every, earlier.duration)
    return [
      {
        name: `${later.id} comes half to one and a half periods after ${earlier.id}`,
        terms: [...startTerms(later, (at) => at), ...startTerms(earlier, (at) => -at)],
        atLeast: 0.5 * period,
        atMost: 1.5 * period,
      },
    ]
  })
}

/** The longer a mode that wears out goes without renewal, the faster its failures grow. */
export function failuresGrowWithTheTimeSinceRenewal(plan: WindowPlan): Constraint[] {
  return plan.risks.flatMap((risk) => {
    const chain = renewalsOf(plan, risk)
    const end = risk.age(plan.horizon)
    return Array.from({ length: chain.length + 1 }, (_, n) => {
      const [last, next] = [chain[n - 1], chain[n]]
      // Age = clock at the next renewal − clock at the last; the chain begins at 0 and ends with the horizon.
      const constant = next ? 0 : end
      const age = [...(next ? startTerms(next, risk.age) : []), ...(last ? startTerms(last, (at) => -risk.age(at)) : [])]
      return risk.lines.map(({ intercept, slope }, line) => ({
        name: `${failuresBetween(risk, n)}, line ${line + 1}`,
        terms: [
          { coefficient: 1, variable: failuresBetween(risk, n) },
          ...age.map((term) => ({ ...term, coefficient: -slope * term.coefficient })),
        ],
        atLeast: intercept + slope * constant,
      }))
    }).flat()
  })
}

/** Occurrences that renew the mode, in the order of their due moments. */
export function renewalsOf({ occurrences }: WindowPlan, { station, mode }: Risk): Occurrence[] {
  return occurrences.filter((one) => one.station.id === station.id && one.task.renews.includes(mode.id)).sort((a, b) => a.due - b.due)
}

function startTerms(occurrence: Occurrence, coefficient: (at: number) => number): Term[] {
  return occurrence.starts.map((at) => ({ coefficient: coefficient(at), variable: starts(occurrence, at) }))
}

/** For each step of the grid, the starts that would be under way in it, and how much they come to if every job were there. */
function stepByStep(
  { step, horizon }: { step: number; horizon: number },
  jobs: readonly Occurrence[],
  weight: (job: Occurrence) => number,
) {
  const inSteps = Array.from({ length: Math.ceil(horizon / step) }, (_, i) => ({ from: i * step, terms: [] as Term[], most: 0 }))
  for (const job of jobs) {
    let counted = -1
    for (const at of job.starts) {
      const last = Math.min(inSteps.length - 1, Math.ceil((at + job.duration) / step - 1e-9) - 1)
      for (let i = Math.floor(at / step); i <= last; i++) {
        const inStep = inSteps[i] as (typeof inSteps)[number]
        inStep.terms.push({ coefficient: weight(job), variable: starts(job, at) })
        // Starts rise, so the steps reached so far are those up to `counted`.
        if (i > counted) inStep.most += weight(job)
      }
      counted = Math.max(counted, last)
    }
  }
  return inSteps
}

const hours = (seconds: number) => `hour ${Math.round(seconds / 360) / 10}`
