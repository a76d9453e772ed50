import { type PlantRecord, rowsBy } from '../analysis/record/index.ts'
import { EquipmentState } from '../engine/log/events.ts'
import type { PlantState } from '../engine/log/state.ts'
import type { FailureMode, PresentSlot, Scenario } from '../scenarios/model.ts'
import type { Assumptions } from './assumptions.ts'

/** What slots did, as ages are counted. Times in µs. */
export interface SlotHistory {
  readonly firstSlot: readonly number[]
  /** Time of [from, to] in which the slot worked on units, or ran: neither paused nor down nor in maintenance. */
  worked(slot: number, from: number, to: number): number
  ran(slot: number, from: number, to: number): number
  /** Units that were done in the slot in (from, to]. */
  cycles(slot: number, from: number, to: number): number
  /** When a failure last undid the work in hand of the slot; −1: never. */
  lastUndone(slot: number): number
  /** When maintenance of the station was last begun, in seconds; null: never. */
  lastBegun(station: number, task: string): number | null
  /** Failures of a mode at a slot, in order; `end` NaN: it is not repaired. `start` NaN: the repair has not begun. */
  failures(slot: number, mode: number): readonly Episode[]
  /** Maintenance of a task at a slot, the same way. */
  maintenance(slot: number, task: number): readonly Episode[]
}

interface Episode {
  readonly at: number
  start: number
  end: number
}

const STOPPED: ReadonlySet<number> = new Set([
  EquipmentState.unknown,
  EquipmentState.paused,
  EquipmentState.repair,
  EquipmentState.waitRepair,
  EquipmentState.held,
  EquipmentState.maintenance,
])

export function slotHistory(scenario: Scenario, record: PlantRecord, at: number): SlotHistory {
  const { states, jobs, failures, upkeep } = record
  const firstSlot: number[] = []
  const stationOf: number[] = []
  scenario.stations.forEach(({ slots }, s) => {
    firstSlot.push(stationOf.length)
    for (let i = 0; i < slots; i++) stationOf.push(s)
  })
  const byStation = rowsBy(states, 'station')
  const rowsOfSlot = stationOf.map((station, slot) =>
    byStation.of(station).filter((row) => states.column.slot[row] === slot - firstSlot[station]!),
  )
  const sumOf = (slot: number, from: number, to: number, counts: (state: number) => boolean) => {
    let sum = 0
    for (const row of rowsOfSlot[slot]!) {
      if (!counts(states.column.state[row]!)) continue
      const until = states.column.until[row]!
      sum += Math.max(0, Math.min(to, Number.isNaN(until) ? at : until) - Math.max(from, states.column.from[row]!))
    }
    return sum
  }
  const jobsAt = rowsBy(jobs, 'station')
  const doneIn = stationOf.map((station, slot) => {
    const ends = [...jobsAt.of(station)]
      .filter((row) => jobs.column.slot[row] === slot - firstSlot[station]! && !Number.isNaN(jobs.column.end[row]!))
      .map((row) => jobs.column.end[row]!)
    return [...new Set(ends)]
  })

  const failed = new Map<string, Episode[]>()
  const maintained = new Map<string, Episode[]>()
  const add = (map: Map<string, Episode[]>, key: string, episode: Episode) => map.set(key, [...(map.get(key) ?? []), episode])
  // Repairs of a mode begin in the order of its failures, whatever the slot.
  const waiting = new Map<string, Episode[]>()
  const undone = new Float64Array(stationOf.length).fill(-1)
  for (const { station, mode, slot, time } of failures.rows()) {
    const episode: Episode = { at: time, start: Number.NaN, end: Number.NaN }
    const place = firstSlot[station]! + Math.max(0, slot)
    add(failed, `${place} ${mode}`, episode)
    add(waiting, `${station} ${mode}`, episode)
    const interrupted = scenario.stations[station]!.failures[mode]!.interrupted
    if (interrupted === 'restart' || interrupted === 'resample') undone[place] = time
  }
  for (const { station, task, kind, from, until } of upkeep.rows()) {
    if (kind === 0) {
      const episode = waiting.get(`${station} ${task}`)?.find(({ start }) => Number.isNaN(start))
      if (episode !== undefined) {
        episode.start = from
        episode.end = until
      }
      continue
    }
    const slots = Array.from({ length: scenario.stations[station]!.slots }, (_, i) => firstSlot[station]! + i)
    const there = slots.find((slot) => wasMaintained(rowsOfSlot[slot]!, task, from))
    add(maintained, `${there ?? slots[0]} ${task}`, { at: from, start: from, end: until })
  }
  function wasMaintained(rows: Int32Array, task: number, from: number): boolean {
    return rows.some((row) => {
      const { state, cause, from: began } = states.column
      return state[row] === EquipmentState.maintenance && cause[row] === task && began[row] === from
    })
  }

  return {
    firstSlot,
    worked: (slot, from, to) => sumOf(slot, from, to, (state) => state === EquipmentState.processing),
    ran: (slot, from, to) => sumOf(slot, from, to, (state) => !STOPPED.has(state)),
    cycles: (slot, from, to) => doneIn[slot]!.filter((end) => end > from && end <= to).length,
    lastUndone: (slot) => undone[slot]!,
    lastBegun: (station, task) => {
      const number = scenario.stations[station]!.maintenance.findIndex(({ id }) => id === task)
      let last: number | null = null
      for (let row = 0; row < upkeep.count; row++) {
        const { station: where, task: what, kind, from } = upkeep.column
        if (where[row] === station && kind[row] === 1 && what[row] === number) last = from[row]! / 1e6
      }
      return last
    },
    failures: (slot, mode) => failed.get(`${slot} ${mode}`) ?? [],
    maintenance: (slot, task) => maintained.get(`${slot} ${task}`) ?? [],
  }
}

/** Of each slot what it is set up for, how old its clocks are, and what keeps it from working. */
export function presentSlots({
  scenario,
  record,
  state,
  history,
  assumptions,
  at,
}: {
  readonly scenario: Scenario
  readonly record: PlantRecord
  readonly state: PlantState
  readonly history: SlotHistory
  readonly assumptions: Assumptions
  readonly at: number
}): readonly PresentSlot[] {
  const setUps = new Map(
    record.setups
      .rows()
      .filter(({ until }) => Number.isNaN(until))
      .map(({ station, slot, before }) => [history.firstSlot[station]! + slot, before]),
  )
  return scenario.stations.flatMap((station, s) =>
    Array.from({ length: station.slots }, (_, place): PresentSlot => {
      const slot = history.firstSlot[s]! + place
      const product = setUps.get(slot) ?? state.slotSetUp[slot]!
      const before = scenario.present?.slots.find((one) => one.station === station.id && one.slot === place + 1)
      const born = (of: string) => before?.ages.find((one) => one.of === of)?.age
      const stopped: PresentSlot['stopped'][number][] = []
      const ages: PresentSlot['ages'][number][] = []
      station.failures.forEach((mode, m) => {
        const episodes = history.failures(slot, m)
        const last = episodes.at(-1)
        if (last !== undefined && Number.isNaN(last.end))
          stopped.push({ by: mode.id, elapsed: Number.isNaN(last.start) ? null : (at - last.start) / 1e6 })
        if (mode.clock === 'signal') return
        const renewed = Math.max(
          -1,
          ...station.maintenance.flatMap(({ renews }, t) =>
            renews.includes(mode.id) ? history.maintenance(slot, t).flatMap(({ end }) => (Number.isNaN(end) ? [] : [end])) : [],
          ),
        )
        if (mode.first === 'equilibrium' && last === undefined && renewed < 0) {
          assumptions.add('equilibrium', [`${station.id}.${mode.id}`])
          return
        }
        ages.push({ of: mode.id, age: ageOf(scenario, history, { slot, mode, episodes, renewed, born: born(mode.id) ?? mode.age, at }) })
      })
      station.maintenance.forEach((task, t) => {
        const own = history.maintenance(slot, t)
        const open = own.find(({ end }) => Number.isNaN(end))
        if (open !== undefined) stopped.push({ by: task.id, elapsed: (at - open.start) / 1e6 })
        if (task.hours === null && task.cycles === null) return
        const repairs =
          task.since === 'renewal'
            ? station.failures.flatMap(({ id }, m) => (task.renews.includes(id) ? history.failures(slot, m) : []))
            : []
        const since = Math.max(-1, ...[...own, ...repairs].flatMap(({ end }) => (Number.isNaN(end) ? [] : [end])))
        const clock = task.hours === null ? 'cycles' : task.clock
        ages.push({ of: task.id, age: (since < 0 ? (born(task.id) ?? 0) : 0) + counted(history, clock, [slot], Math.max(0, since), at) })
      })
      return {
        station: station.id,
        slot: place + 1,
        family: product >= 0 ? scenario.products[product]!.family : null,
        ages,
        stopped,
      }
    }),
  )
}

/** How old a failure mode is on its clock: since its last repair, with what it kept of its age before. */
function ageOf(
  scenario: Scenario,
  history: SlotHistory,
  given: { slot: number; mode: FailureMode; episodes: readonly Episode[]; renewed: number; born: number; at: number },
): number {
  const { slot, mode, episodes, renewed, born, at } = given
  const other = scenario.stations.findIndex(({ id }) => id === mode.station)
  const slots = other < 0 ? [slot] : Array.from({ length: scenario.stations[other]!.slots }, (_, i) => history.firstSlot[other]! + i)
  // A gated clock goes on by the calendar.
  const clock = mode.dueWhile === 'gate' && mode.clock !== 'cycles' ? 'calendar' : mode.clock
  let age = renewed < 0 ? born : 0
  let from = Math.max(0, renewed)
  for (const { at: failed, end } of episodes) {
    if (failed < renewed) continue
    age += counted(history, clock, slots, from, failed)
    age = mode.effect === 'renew' ? 0 : mode.effect === 'minimal' ? age : age * (1 - (mode.restores ?? 0))
    from = mode.since === 'failure' ? failed : Number.isNaN(end) ? at : end
  }
  return age + counted(history, clock, slots, from, at)
}

/** Seconds, or units, on a clock. */
function counted(history: SlotHistory, clock: FailureMode['clock'], slots: readonly number[], from: number, to: number): number {
  if (clock === 'calendar') return (to - from) / 1e6
  const of = (slot: number) =>
    clock === 'cycles'
      ? history.cycles(slot, from, to)
      : (clock === 'operating' ? history.ran(slot, from, to) : history.worked(slot, from, to)) / 1e6
  return slots.reduce((sum, slot) => sum + of(slot), 0)
}
