import { EquipmentState } from '../../engine/log/events.ts'
import type { FailureMode, Scenario } from '../../scenarios/model.ts'
import { type PlantRecord, type RowsBy, rowsBy } from '../record/index.ts'

/** A failure with its repair, or a maintenance. µs; `end` NaN: it is not over; `start` NaN: the repair has not begun. */
export interface Episode {
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

/**
 * What slots did, as ages are counted: each clock between any two moments in the time of a search. Slots are counted through all stations. Times
 * are µs.
 */
export class SlotHistory {
  readonly firstSlot: readonly number[]
  readonly stationOf: readonly number[]
  readonly #end: number
  /** slot → when each of its states begins, and time worked and run until then */
  readonly #from: readonly Float64Array[]
  readonly #worked: readonly Float64Array[]
  readonly #ran: readonly Float64Array[]
  readonly #isWork: readonly Uint8Array[]
  readonly #isRun: readonly Uint8Array[]
  /** slot → when units were done in it */
  readonly #done: readonly Float64Array[]
  readonly #undone: Float64Array
  readonly #failed = new Map<string, Episode[]>()
  readonly #maintained = new Map<string, Episode[]>()
  readonly #lastBegun = new Map<string, number>()

  constructor(scenario: Scenario, record: PlantRecord, end: number = record.end) {
    this.#end = end
    const firstSlot: number[] = []
    const stationOf: number[] = []
    scenario.stations.forEach(({ slots }, s) => {
      firstSlot.push(stationOf.length)
      for (let i = 0; i < slots; i++) stationOf.push(s)
    })
    this.firstSlot = firstSlot
    this.stationOf = stationOf
    const byStation = rowsBy(record.states, 'station')
    const rowsOfSlot = this.#slotRows(byStation, record.states.column.slot)
    const { from, until, state } = record.states.column
    const spent = rowsOfSlot.map((rows) => ({
      from: Float64Array.from(rows, (row) => from[row]!),
      worked: new Float64Array(rows.length + 1),
      ran: new Float64Array(rows.length + 1),
      isWork: Uint8Array.from(rows, (row) => (state[row] === EquipmentState.processing ? 1 : 0)),
      isRun: Uint8Array.from(rows, (row) => (STOPPED.has(state[row]!) ? 0 : 1)),
    }))
    rowsOfSlot.forEach((rows, slot) => {
      const { worked, ran, isWork, isRun } = spent[slot]!
      rows.forEach((row, i) => {
        const to = Number.isNaN(until[row]!) ? end : Math.min(end, until[row]!)
        const lasted = Math.max(0, to - from[row]!)
        worked[i + 1] = worked[i]! + isWork[i]! * lasted
        ran[i + 1] = ran[i]! + isRun[i]! * lasted
      })
    })
    this.#from = spent.map((one) => one.from)
    this.#worked = spent.map((one) => one.worked)
    this.#ran = spent.map((one) => one.ran)
    this.#isWork = spent.map((one) => one.isWork)
    this.#isRun = spent.map((one) => one.isRun)
    const ends = record.jobs.column.end
    this.#done = this.#slotRows(rowsBy(record.jobs, 'station'), record.jobs.column.slot).map((rows) => {
      const all = Float64Array.from(rows, (row) => ends[row]!)
        .filter((time) => !Number.isNaN(time))
        .sort()
      return all.filter((time, i) => time !== all[i - 1])
    })
    this.#undone = new Float64Array(stationOf.length).fill(-1)
    this.#readUpkeep(scenario, record, rowsOfSlot)
  }

  /** Time of [from, to] in which the slot worked on units, or ran: neither paused nor down nor in maintenance. */
  worked(slot: number, from: number, to: number): number {
    return this.#until(slot, to, this.#worked, this.#isWork) - this.#until(slot, from, this.#worked, this.#isWork)
  }

  ran(slot: number, from: number, to: number): number {
    return this.#until(slot, to, this.#ran, this.#isRun) - this.#until(slot, from, this.#ran, this.#isRun)
  }

  /** Times that units were done in the slot in (from, to]. */
  cycles(slot: number, from: number, to: number): number {
    const done = this.#done[slot]!
    return Math.max(0, after(done, to) - after(done, from))
  }

  /** On a clock, over several slots: seconds, or units. */
  counted(clock: FailureMode['clock'], slots: readonly number[], from: number, to: number): number {
    if (clock === 'calendar') return (to - from) / 1e6
    let sum = 0
    for (const slot of slots)
      sum +=
        clock === 'cycles'
          ? this.cycles(slot, from, to)
          : (clock === 'operating' ? this.ran(slot, from, to) : this.worked(slot, from, to)) / 1e6
    return sum
  }

  /** When a failure last undid the work in hand of the slot; −1: never. */
  lastUndone(slot: number): number {
    return this.#undone[slot]!
  }

  /** When maintenance of the station was last begun, in seconds; null: never. */
  lastBegun(station: number, task: number): number | null {
    return this.#lastBegun.get(`${station} ${task}`) ?? null
  }

  /** Failures of a mode at a slot, in order. */
  failures(slot: number, mode: number): readonly Episode[] {
    return this.#failed.get(`${slot} ${mode}`) ?? []
  }

  /** Maintenance of a task at a slot, in order. */
  maintenance(slot: number, task: number): readonly Episode[] {
    return this.#maintained.get(`${slot} ${task}`) ?? []
  }

  #until(slot: number, time: number, sums: readonly Float64Array[], counts: readonly Uint8Array[]): number {
    const from = this.#from[slot]!
    const row = after(from, time) - 1
    if (row < 0) return 0
    const upTo = row + 1 < from.length ? from[row + 1]! : this.#end
    return sums[slot]![row]! + counts[slot]![row]! * Math.max(0, Math.min(time, upTo) - from[row]!)
  }

  #slotRows(byStation: RowsBy, slotOf: Float64Array): readonly number[][] {
    const rows: number[][] = this.stationOf.map(() => [])
    this.firstSlot.forEach((first, station) => {
      for (const row of byStation.of(station)) rows[first + slotOf[row]!]?.push(row)
    })
    return rows
  }

  #readUpkeep(scenario: Scenario, { failures, upkeep, states }: PlantRecord, rowsOfSlot: readonly (readonly number[])[]) {
    const add = (map: Map<string, Episode[]>, key: string, episode: Episode) => {
      const known = map.get(key)
      if (known === undefined) map.set(key, [episode])
      else known.push(episode)
    }
    // Repairs of a mode begin in the order of its failures, whatever the slot.
    const waiting = new Map<string, { readonly episodes: Episode[]; next: number }>()
    for (let row = 0; row < failures.count; row++) {
      const { station, mode, slot, time } = failures.row(row)
      const episode: Episode = { at: time, start: Number.NaN, end: Number.NaN }
      const place = this.firstSlot[station]! + Math.max(0, slot)
      add(this.#failed, `${place} ${mode}`, episode)
      const key = `${station} ${mode}`
      const queue = waiting.get(key) ?? { episodes: [], next: 0 }
      queue.episodes.push(episode)
      waiting.set(key, queue)
      const interrupted = scenario.stations[station]!.failures[mode]?.interrupted
      if (interrupted === 'restart' || interrupted === 'resample') this.#undone[place] = time
    }
    for (let row = 0; row < upkeep.count; row++) {
      const { station, task, kind, from, until } = upkeep.row(row)
      if (kind === 0) {
        const queue = waiting.get(`${station} ${task}`)
        const episode = queue?.episodes[queue.next]
        if (queue === undefined || episode === undefined) continue
        queue.next++
        episode.start = from
        episode.end = until
        continue
      }
      this.#lastBegun.set(`${station} ${task}`, from / 1e6)
      const slots = Array.from({ length: scenario.stations[station]!.slots }, (_, i) => this.firstSlot[station]! + i)
      const there = slots.find((slot) => {
        for (let i = after(this.#from[slot]!, from) - 1; i >= 0 && this.#from[slot]![i] === from; i--) {
          const at = rowsOfSlot[slot]![i]!
          if (states.column.state[at] === EquipmentState.maintenance && states.column.cause[at] === task) return true
        }
        return false
      })
      add(this.#maintained, `${there ?? slots[0]} ${task}`, { at: from, start: from, end: until })
    }
  }
}

/** How many of the sorted `times` are at or before `time`. */
function after(times: Float64Array, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! <= time) low = middle + 1
    else high = middle
  }
  return low
}
