/** States of a job order, after OPC 10031-4 (ISA-95-4 job control). */
export const JobState = { notAllowedToStart: 0, allowedToStart: 1, running: 2, interrupted: 3, ended: 4, aborted: 5 } as const
export type JobState = (typeof JobState)[keyof typeof JobState]
export const JOB_STATE_NAMES = Object.keys(JobState) as (keyof typeof JobState)[]

/**
 * Sub-states. Before the start: `waiting` (no unit has come yet), `ready` (one waits), `loaded` (one is in the station). Interrupted: `held` by quality or a
 * person, `suspended` by anything else. Ended: `completed`, and `closed` when its order is.
 */
export const SubState = { none: 0, waiting: 1, ready: 2, loaded: 3, held: 4, suspended: 5, completed: 6, closed: 7 } as const
export type SubState = (typeof SubState)[keyof typeof SubState]
export const SUB_STATE_NAMES = Object.keys(SubState) as (keyof typeof SubState)[]

const { notAllowedToStart, allowedToStart, running, interrupted, ended, aborted } = JobState

/** State → those that may follow it. Ended and aborted are final: work that comes back later is a job order of its own. */
const FOLLOWING: readonly (readonly JobState[])[] = [
  [allowedToStart, aborted],
  [running, notAllowedToStart, aborted],
  [interrupted, ended, aborted],
  [running, ended, aborted],
  [],
  [],
]

export const mayFollow = (from: JobState, to: JobState): boolean => FOLLOWING[from]!.includes(to)

/**
 * States through which a job order comes from one to another, the last included: all that lies between has happened too, within one instant. A job of no
 * length goes from allowed to ended by way of running.
 */
export function wayTo(from: JobState, to: JobState): readonly JobState[] {
  if (from === to) return []
  if (mayFollow(from, to)) return [to]
  const between = from === notAllowedToStart ? [allowedToStart, running] : [running]
  const way: JobState[] = []
  for (const state of between) {
    way.push(state)
    if (mayFollow(state, to)) return [...way, to]
  }
  throw new Error(`a job order cannot come from ${JOB_STATE_NAMES[from]} to ${JOB_STATE_NAMES[to]}`)
}

export const isFinal = (state: JobState): boolean => state === ended || state === aborted
