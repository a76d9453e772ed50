import { EquipmentState, EventKind, Outcome } from '../../engine/log/events.ts'
import type { LogEvent } from '../../engine/log/fold.ts'
import type { PlantState } from '../../engine/log/state.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { Culprits } from './culprits.ts'
import { type Routes, routes } from './routes.ts'
import { anyAfter, NOWHERE, Walk, type Wants } from './walk.ts'

/** How a station waits. */
export const WAITS = [EquipmentState.blocked, EquipmentState.starved, EquipmentState.waiting] as const

/** One stop of one slot by failure, and how long it made others wait. µs. */
export interface StopRecord {
  readonly station: number
  readonly mode: number
  readonly from: number
  readonly to: number
  readonly knockOn: number
}

type Sees = (slot: number, from: number, until: number, culprits: readonly number[]) => void

/** Single stops that are kept: those that made others wait longest. */
const KEPT_STOPS = 20

/**
 * Charges every microsecond that a slot is blocked, starved or waiting to who caused it at that instant. Record by record, in one pass: who waits is
 * asked anew only when something changed that its answer rests on, and only once the instant has settled. Memory follows the plant, not the log.
 */
export class Blamer {
  readonly culprits: Culprits
  readonly routes: Routes
  /** (station × WAITS + wait) × culprits + culprit → µs: only what happened */
  readonly charged = new Map<number, number>()
  /** culprit → µs that slots of its station were in that state themselves */
  readonly own: Float64Array
  /** station → failure mode → times */
  readonly failures: readonly Float64Array[]
  worst: StopRecord[] = []
  readonly #plant: PlantState
  readonly #wants: Wants
  readonly #walk: Walk
  readonly #slotStation: Int32Array
  // per slot
  readonly #since: Float64Array
  readonly #isStale: Uint8Array
  readonly #blamed: number[][]
  readonly #blamedSlots: number[][]
  readonly #stopSince: Float64Array
  readonly #stopKnockOn: Float64Array
  #stale: number[] = []
  /** slot or buffer → slots whose answer rests on it */
  readonly #watchers: Set<number>[]
  readonly #sees: Sees | null
  #now = 0

  /** `sees` is shown each stretch of waiting, with those who share the blame. */
  constructor(scenario: Scenario, plant: PlantState, sees: Sees | null = null) {
    this.#plant = plant
    this.#sees = sees
    this.culprits = new Culprits(scenario)
    this.routes = routes(scenario)
    const slots = plant.slotState.length
    this.own = new Float64Array(this.culprits.count)
    this.failures = scenario.stations.map(({ failures }) => new Float64Array(failures.length))
    this.#wants = { next: new Int32Array(slots).fill(NOWHERE), waiting: new Int32Array(this.routes.steps.length) }
    this.#walk = new Walk(this.routes, this.culprits, plant, this.#wants)
    this.#slotStation = new Int32Array(slots)
    scenario.stations.forEach((_, station) => {
      this.#slotStation.fill(station, plant.places.firstSlot[station], plant.places.firstSlot[station + 1])
    })
    this.#since = new Float64Array(slots)
    this.#isStale = new Uint8Array(slots)
    this.#blamed = Array.from({ length: slots }, () => [])
    this.#blamedSlots = Array.from({ length: slots }, () => [])
    this.#stopSince = new Float64Array(slots)
    this.#stopKnockOn = new Float64Array(slots)
    this.#watchers = Array.from({ length: slots + plant.places.ids.length }, () => new Set<number>())
    for (let slot = 0; slot < slots; slot++) this.#outdate(slot)
  }

  /** Before the record is folded into the plant. */
  before({ time, kind, subject, a, b, c, v }: LogEvent) {
    this.#advance(time)
    switch (kind) {
      case EventKind.equipmentState:
        this.#stateChanges(this.#plant.places.firstSlot[subject]! + a, b, c, v)
        return
      case EventKind.jobEnded:
        this.#jobEnds(subject, b, c)
        return
      case EventKind.unitMoved:
      case EventKind.unitFinished:
      case EventKind.unitScrapped:
      case EventKind.unitAbsorbed:
      case EventKind.unitWithdrawn:
        this.#leaves(subject)
        if (kind === EventKind.unitMoved) this.#comes(subject, a, c)
        return
      case EventKind.failureOccurred:
        if (this.failures[subject]![a] !== undefined) this.failures[subject]![a]!++
        return
    }
  }

  /** After the record that the warm-up has ended: what was charged is forgotten. */
  restart() {
    for (let slot = 0; slot < this.#since.length; slot++) {
      this.#since[slot] = this.#stopSince[slot] = this.#now
      this.#stopKnockOn[slot] = 0
    }
    this.charged.clear()
    this.own.fill(0)
    for (const counts of this.failures) counts.fill(0)
    this.worst = []
  }

  /** Charges up to the end; nothing may come after. */
  close(end: number) {
    this.#advance(end)
    this.#settle()
    for (let slot = 0; slot < this.#since.length; slot++) this.#charge(slot)
    for (let slot = 0; slot < this.#since.length; slot++) if (isDown(this.#plant.slotState[slot]!)) this.#stopEnds(slot)
  }

  #advance(time: number) {
    if (time <= this.#now) return
    this.#settle()
    this.#now = time
  }

  #stateChanges(slot: number, state: number, unit: number, cause: number) {
    const { slotState, slotCause, slotUnit } = this.#plant
    const before = slotState[slot]!
    const same = before === state && slotCause[slot] === cause && (state !== EquipmentState.blocked || slotUnit[slot] === unit)
    if (same) return
    this.#outdate(slot)
    this.#tell(slot)
    if (isDown(before) && !isDown(state)) this.#stopEnds(slot)
    if (isDown(state) && !isDown(before)) {
      this.#stopSince[slot] = this.#now
      this.#stopKnockOn[slot] = 0
    }
  }

  #jobEnds(unit: number, outcome: number, operation: number) {
    const { units, places } = this.#plant
    const row = units.rows.rowOf(unit)
    if (row < 0 || units.slot[row]! < 0) return
    const number = this.routes.firstStep[units.product[row]!]! + operation
    const step = this.routes.steps[number]
    const slot = places.firstSlot[units.place[row]!]! + units.slot[row]!
    this.#wants.next[slot] = step === undefined ? NOWHERE : outcome === Outcome.rework ? step.reworkTo : anyAfter(number)
  }

  #leaves(unit: number) {
    const { units } = this.#plant
    const row = units.rows.rowOf(unit)
    if (row >= 0) this.#count(units.product[row]!, units.operation[row]!, units.place[row]!, -1)
  }

  #comes(unit: number, place: number, operation: number) {
    const { units } = this.#plant
    const row = units.rows.rowOf(unit)
    if (row >= 0) this.#count(units.product[row]!, operation, place, 1)
  }

  /** One more or less waits in a buffer. Whether there are any is what an answer may rest on. */
  #count(product: number, operation: number, place: number, delta: number) {
    const { firstBuffer, firstSink } = this.#plant.places
    // A part at the end of its route waits for no step of it.
    if (operation < 0 || place < firstBuffer || place >= firstSink) return
    const step = this.routes.firstStep[product]! + operation
    const before = this.#wants.waiting[step]!
    if (before === undefined) return
    this.#wants.waiting[step] = before + delta
    if (before === 0 || before + delta === 0) this.#tell(this.#since.length + place)
  }

  #tell(node: number) {
    const watchers = this.#watchers[node]!
    if (watchers.size === 0) return
    for (const slot of watchers) this.#outdate(slot)
    watchers.clear()
  }

  /** The slot's answer holds up to now and no longer. */
  #outdate(slot: number) {
    this.#charge(slot)
    if (this.#isStale[slot] === 1) return
    this.#isStale[slot] = 1
    this.#stale.push(slot)
  }

  #settle() {
    for (const slot of this.#stale) {
      this.#isStale[slot] = 0
      if (waitOf(this.#plant.slotState[slot]!) < 0) continue
      this.#walk.from(this.#slotStation[slot]!, slot)
      copy(this.#walk.found, this.#blamed[slot]!)
      copy(this.#walk.foundSlot, this.#blamedSlots[slot]!)
      for (const node of this.#walk.looked) this.#watchers[node]!.add(slot)
    }
    this.#stale.length = 0
  }

  /** Books the time since the last change: to the slot's own state, and where it waits to who it waits for, in equal whole parts. */
  #charge(slot: number) {
    const span = this.#now - this.#since[slot]!
    if (span <= 0) return
    this.#since[slot] = this.#now
    const { slotState, slotCause } = this.#plant
    const station = this.#slotStation[slot]!
    const state = slotState[slot]!
    this.own[this.culprits.station(station, state, slotCause[slot]!)]! += span
    const wait = waitOf(state)
    if (wait < 0) return
    const blamed = this.#blamed[slot]!
    this.#sees?.(slot, this.#now - span, this.#now, blamed)
    const victim = (station * WAITS.length + wait) * this.culprits.count
    const part = Math.floor(span / blamed.length)
    let rest = span - part * blamed.length
    for (let i = 0; i < blamed.length; i++) {
      const share = rest > 0 ? part + 1 : part
      rest--
      const key = victim + blamed[i]!
      this.charged.set(key, (this.charged.get(key) ?? 0) + share)
      const by = this.#blamedSlots[slot]![i]!
      if (by >= 0) this.#stopKnockOn[by]! += share
    }
  }

  /** Called while the plant still says that it is down, and after all who wait for it were charged. */
  #stopEnds(slot: number) {
    const record = {
      station: this.#slotStation[slot]!,
      mode: this.#plant.slotCause[slot]!,
      from: this.#stopSince[slot]!,
      to: this.#now,
      knockOn: this.#stopKnockOn[slot]!,
    }
    if (record.knockOn <= 0) return
    this.worst.push(record)
    if (this.worst.length < 2 * KEPT_STOPS) return
    this.worst = longest(this.worst)
  }

  /** Longest knock-on first. */
  worstStops(): readonly StopRecord[] {
    return longest(this.worst)
  }
}

const longest = (stops: readonly StopRecord[]) =>
  [...stops].sort((one, other) => other.knockOn - one.knockOn || one.from - other.from).slice(0, KEPT_STOPS)

const isDown = (state: number) => state === EquipmentState.repair || state === EquipmentState.waitRepair

/** Index in WAITS; −1: it does not wait. */
const waitOf = (state: number) =>
  state === EquipmentState.blocked ? 0 : state === EquipmentState.starved ? 1 : state === EquipmentState.waiting ? 2 : -1

function copy(from: readonly number[], to: number[]) {
  to.length = from.length
  for (let i = 0; i < from.length; i++) to[i] = from[i]!
}
