import type { MaintenanceTask, Station } from '../../scenarios/model.ts'
import { meanOf } from '../facts/distribution.ts'
import type { Facts } from '../facts/routes.ts'
import type { WorkingTime } from '../facts/working-time.ts'

/** One time that a task is due, and when it may be done. Seconds since the start. */
export interface Occurrence {
  readonly id: string
  readonly station: Station
  readonly task: MaintenanceTask
  /** Place among the occurrences of its task. */
  readonly number: number
  readonly due: number
  /** Expected, for all slots of the station: one after the other where the crew is smaller. */
  readonly duration: number
  /** How many of the crew are at it, and the share of the station's slots that stand still meanwhile. */
  readonly people: number
  readonly share: number
  /** Possible starts, rising; `due` is among them unless the crew is not there. */
  readonly starts: readonly number[]
}

/** Moments within the horizon at which the task is due, in order. */
export function dueMoments({ at, every, first }: MaintenanceTask, horizon: number): number[] {
  const moments = new Set(at.filter((moment) => moment >= 0 && moment < horizon))
  if (every !== null && every > 0) for (let moment = first; moment < horizon; moment += every) moments.add(moment)
  return [...moments].sort((a, b) => a - b)
}

/**
 * Every occurrence with the starts that keep what the plan meant: as many occurrences as before, each nearer to its own due moment than to its
 * neighbours'; a task with a period moves by at most half of it. Done before the horizon ends, and not moved into the warm-up, where nothing
 * would be measured; what is due in the warm-up stays.
 */
export function occurrences(facts: Facts, step: number, crewTime: ReadonlyMap<string, WorkingTime>): Occurrence[] {
  const { horizon, warmUp, crews, stations } = facts.scenario
  const measured = warmUp === 'auto' ? 0 : warmUp
  return stations.flatMap((station) =>
    station.maintenance.flatMap((task) => {
      const size = crews.find(({ id }) => id === task.crew)?.size ?? station.slots
      const people = Math.min(station.slots, Math.max(1, size))
      const duration = meanOf(task.duration) * Math.ceil(station.slots / people)
      const dues = dueMoments(task, horizon)
      return dues.map((due, number): Occurrence => {
        const [before, after] = [dues[number - 1], dues[number + 1]]
        const reach = task.every === null ? Infinity : task.every / 2
        const from = Math.max(measured, due - reach, before === undefined ? 0 : (before + due) / 2)
        const to = Math.min(horizon - duration, due + reach, after === undefined ? Infinity : (due + after) / 2 - step)
        const crew = task.crew === null ? undefined : crewTime.get(task.crew)
        const possible = [...gridPoints(from, to, step), ...(due >= from && due <= to ? [due] : [])]
          .filter((start) => crew === undefined || crew.isWorking(start))
          .sort((a, b) => a - b)
        return {
          id: `${station.id}.${task.id}.${number + 1}`,
          station,
          task,
          number,
          due,
          duration,
          people,
          share: people / station.slots,
          starts: due < measured || possible.length === 0 ? [due] : [...new Set(possible)],
        }
      })
    }),
  )
}

function gridPoints(from: number, to: number, step: number): number[] {
  const points: number[] = []
  for (let point = Math.ceil(from / step) * step; point <= to; point += step) points.push(point)
  return points
}
