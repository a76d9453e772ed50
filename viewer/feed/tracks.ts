import type { WorkUnit } from '../../analysis/kpi/measured.ts'
import { ConditionLevel, EquipmentState, EventKind, Outcome, STATE_COUNT } from '../../engine/log/events.ts'
import type { LogEvent } from '../../engine/log/fold.ts'
import type { Places } from '../../engine/log/places.ts'
import { DueOrders } from './due-orders.ts'
import { Stillness } from './stillness.ts'

/** A column of numbers that grows. */
export class Column {
  values = new Float64Array(64)
  length = 0

  push(value: number) {
    if (this.length === this.values.length) {
      const longer = new Float64Array(this.length * 2)
      longer.set(this.values)
      this.values = longer
    }
    this.values[this.length++] = value
  }

  /** How many of the first values are ≤ `value`; the column must be sorted. */
  countUpTo(value: number): number {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.values[middle]! <= value) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** The states of one slot in order: from `since[i]` (seconds) it is in `state[i]`. */
export interface Track {
  readonly since: Column
  readonly state: Column
}

export type MarkKind = 'still' | 'failure' | 'maintenance' | 'setup' | 'order'

/** Something worth a mark over the timeline. */
export interface Marked {
  readonly time: Column
  readonly station: Column
}

/** A level that changes at instants: units in the plant, or units finished so far. */
export interface Steps {
  readonly time: Column
  readonly value: Column
}

/**
 * What timeline and charts need of a log, gathered once in slices as the log comes in: the states of every slot, marks, output and work in
 * process. Seconds throughout.
 */
export class Tracks {
  readonly slots: readonly Track[]
  readonly marks: Readonly<Record<MarkKind, Marked>>
  readonly finished: Steps = { time: new Column(), value: new Column() }
  readonly inPlant: Steps = { time: new Column(), value: new Column() }
  readonly scrapped: Steps = { time: new Column(), value: new Column() }
  /** Pieces that real machines counted. */
  readonly pieces: Steps = { time: new Column(), value: new Column() }
  /** Per station, summed up: planned hours (PRI) of what was worked on, and pieces by outcome. */
  readonly jobs: readonly {
    readonly time: Column
    readonly planned: Column
    readonly good: Column
    readonly scrap: Column
    readonly rework: Column
  }[]
  /** Per state: 1 where any slot was in it. */
  readonly seen = new Uint8Array(STATE_COUNT)
  /** Records taken in so far. */
  taken = 0
  readonly stillness: Stillness
  readonly #due = new DueOrders()
  /** Conditions of real machines that are a fault now: station and key. */
  readonly #faults = new Set<string>()
  /** A real machine does not say that it failed: it is seen to be down. */
  readonly #imported: boolean
  readonly #places: Places
  #inPlant = 0
  #finished = 0
  #scrapped = 0
  #pieces = 0

  constructor(places: Places, stations: number, first: EquipmentState) {
    this.#places = places
    this.#imported = first === EquipmentState.unknown
    this.stillness = new Stillness(places, stations)
    this.slots = Array.from({ length: places.firstSlot[stations]! }, () => {
      const track = { since: new Column(), state: new Column() }
      track.since.push(0)
      track.state.push(first)
      return track
    })
    this.jobs = Array.from({ length: stations }, () => ({
      time: new Column(),
      planned: new Column(),
      good: new Column(),
      scrap: new Column(),
      rework: new Column(),
    }))
    const marked = (): Marked => ({ time: new Column(), station: new Column() })
    this.marks = { still: marked(), failure: marked(), maintenance: marked(), setup: marked(), order: marked() }
  }

  take(event: LogEvent) {
    this.taken++
    const time = event.time / 1e6
    this.stillness.take(event)
    const { found } = this.stillness
    for (let i = this.marks.still.time.length; i < found.length; i++) mark(this.marks.still, found[i]!.from, -1)
    this.#due.late(time, (due) => mark(this.marks.order, due, -1))
    switch (event.kind) {
      case EventKind.equipmentState:
        this.seen[event.b] = 1
        if (this.#imported && event.b === EquipmentState.repair) mark(this.marks.failure, time, event.subject)
        enter(this.slots[this.#places.firstSlot[event.subject]! + event.a]!, time, event.b)
        return
      case EventKind.jobEnded: {
        const { time: times, planned, good, scrap, rework } = this.jobs[event.a]!
        times.push(time)
        add(planned, event.v / 3600e6)
        add(good, event.b === Outcome.good ? 1 : 0)
        add(scrap, event.b === Outcome.scrap ? 1 : 0)
        add(rework, event.b === Outcome.rework ? 1 : 0)
        return
      }
      case EventKind.unitCreated:
        return step(this.inPlant, time, ++this.#inPlant)
      case EventKind.unitFinished:
        step(this.finished, time, ++this.#finished)
        return step(this.inPlant, time, --this.#inPlant)
      case EventKind.unitScrapped:
        step(this.scrapped, time, ++this.#scrapped)
        return step(this.inPlant, time, --this.#inPlant)
      case EventKind.quantityReported:
        this.#pieces += event.v
        return step(this.pieces, time, this.#pieces)
      case EventKind.failureOccurred:
        return mark(this.marks.failure, time, event.subject)
      case EventKind.maintenanceStarted:
        if (event.b === 1) mark(this.marks.maintenance, time, event.subject)
        return
      case EventKind.setupStarted:
        return mark(this.marks.setup, time, event.subject)
      case EventKind.conditionReported:
        return this.#condition(time, event.subject, event.a, event.b)
      case EventKind.orderReleased:
        if (event.v >= 0) this.#due.released(event.subject, event.v / 1e6)
        return
      case EventKind.orderClosed:
        return this.#due.closed(event.subject)
      default:
        return
    }
  }

  /** A fault is marked when it comes, not each time it is said again. */
  #condition(time: number, station: number, key: number, level: number) {
    const name = `${station} ${key}`
    if (level !== ConditionLevel.fault) {
      this.#faults.delete(name)
      return
    }
    if (!this.#faults.has(name)) mark(this.marks.failure, time, station)
    this.#faults.add(name)
  }

  /** What ISO 22400 measures a station by, from the start of the log to a moment: in hours and pieces, its slots together. */
  workUnit(station: number, moment: number): WorkUnit {
    const seconds = new Float64Array(STATE_COUNT)
    for (let slot = this.#places.firstSlot[station]!; slot < this.#places.firstSlot[station + 1]!; slot++)
      this.shares(slot, 0, moment, seconds)
    const hours = (state: EquipmentState) => seconds[state]! / 3600
    const all = seconds.reduce((sum, one) => sum + one, 0) / 3600
    const { time, planned, good, scrap, rework } = this.jobs[station]!
    const count = time.countUpTo(moment)
    const at = ({ values }: Column) => (count === 0 ? 0 : values[count - 1]!)
    return {
      plannedBusy: all - hours(EquipmentState.unknown) - hours(EquipmentState.paused) - hours(EquipmentState.maintenance),
      production: hours(EquipmentState.processing),
      setUp: hours(EquipmentState.setup),
      plannedRun: at(planned),
      good: at(good),
      scrap: at(scrap),
      rework: at(rework),
    }
  }

  /** Seconds in each state between two moments, for one slot. */
  shares(slot: number, from: number, to: number, into = new Float64Array(STATE_COUNT)): Float64Array {
    const track = this.slots[slot]!
    for (let i = Math.max(0, track.since.countUpTo(from) - 1); i < track.since.length; i++) {
      const start = Math.max(from, track.since.values[i]!)
      if (start >= to) break
      const end = Math.min(to, i + 1 < track.since.length ? track.since.values[i + 1]! : to)
      if (end > start) into[track.state.values[i]!]! += end - start
    }
    return into
  }
}

const add = (column: Column, more: number) => column.push((column.length === 0 ? 0 : column.values[column.length - 1]!) + more)

/** A state that lasted no time is not a state anybody saw. */
function enter({ since, state }: Track, time: number, next: number) {
  const last = since.length - 1
  if (since.values[last]! >= time) {
    state.values[last] = next
    return
  }
  if (state.values[last] === next) return
  since.push(time)
  state.push(next)
}

function step({ time, value }: Steps, now: number, level: number) {
  if (time.length > 0 && time.values[time.length - 1] === now) {
    value.values[value.length - 1] = level
    return
  }
  time.push(now)
  value.push(level)
}

/** What became known late takes its place after what was known before it, so that the column stays in order. */
function mark({ time, station }: Marked, now: number, subject: number) {
  time.push(time.length === 0 ? now : Math.max(now, time.values[time.length - 1]!))
  station.push(subject)
}

/** The level at a moment. */
export function levelAt({ time, value }: Steps, moment: number): number {
  const count = time.countUpTo(moment)
  return count === 0 ? 0 : value.values[count - 1]!
}
