import type { Conveyor, Stoppage } from '../../scenarios/model.ts'
import { NO_TICKET } from '../kernel/calendar.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { EquipmentState } from '../log/events.ts'
import type { Breakable } from './breakdowns.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/**
 * Conveyors. Units come onto a conveyor one by one, ride to its end, and stand there before their queue until it takes them.
 *
 *     slot, source ──waits for the entry──▶ ▓ ▓   ▓    ▓ ▓ ▓ ──▶ queue, station or sink
 *                                          last          first
 *
 * A place on a conveyor is measured in µs of riding at its own speed, and so is the way it has gone in all, `gone`: at factor 1 both are whole
 * numbers and nothing is ever rounded. Whoever came on at `gone` = e, and was not held up, is at `gone` − e. Nothing happens between two events:
 *
 * - not accumulating: `gone` stands still while the first cannot leave, so that everyone is at `gone` − e;
 * - accumulating, start together: number k from the front is at the least of `gone` − e, its distance to the first unhindered, and its place in a
 *   packed row, length − k pitches. Only the first's hindrance (`leadFrom`) has to be kept: who closed up behind it once stays as close;
 * - ripple: each unit has a place where it stands, or is at `gone` − e; who touches one that stands, stands.
 */
export class Conveyors implements Breakable {
  readonly #plant: Plant
  readonly count: number
  readonly #calendarOf: Int32Array
  /** µs of riding: the whole way, from leading edge to leading edge, and the delay from one start to the next. */
  readonly #length: Float64Array
  readonly #pitch: Float64Array
  readonly #delay: Float64Array
  readonly #capacity: Int32Array
  readonly #accumulates: Uint8Array
  readonly #ripples: Uint8Array
  /** conveyor → where its ring of units begins, and how long it is */
  readonly #base: Int32Array
  readonly #ring: Int32Array
  readonly #speeds: readonly { readonly conveyor: number; readonly at: SimTime; readonly factor: number }[]

  // per conveyor
  /** Way gone until `since`, and how fast it goes on: 0 while it stands. */
  gone: Float64Array
  since: Float64Array
  rate: Float64Array
  factor: Float64Array
  first: Int32Array
  level: Int32Array
  /** 1 while the first unit stands at the end. */
  arrived: Uint8Array
  /** The first unit is at most at `gone` − this: since when the one before it was away. */
  leadFrom: Float64Array
  ticket: Int32Array
  ticketAt: Float64Array
  state: Uint8Array
  stateUnit: Int32Array
  stateCause: Int32Array
  isTouched: Uint8Array
  /** Who waits for the entry, first in, first out, linked through `units.next`. */
  waitingHead: Int32Array
  waitingTail: Int32Array

  // per place on a ring
  unit: Int32Array
  /** `gone` as it came on, or as it would have for where it is now. */
  cameAt: Float64Array
  /** Ripple: where it stands (−1: it moves), and the `gone` at which it starts. */
  stands: Float64Array
  startsAt: Float64Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, index } = plant.tables
    const { conveyors } = scenario
    const count = conveyors.length
    this.count = count
    this.#calendarOf = Int32Array.from(conveyors, ({ calendar }) => (calendar === null ? NONE : index.calendar.get(calendar)!))
    this.#length = Float64Array.from(conveyors, ({ length, speed }) => ridingTime(length, speed))
    this.#pitch = Float64Array.from(conveyors, ({ unitLength, gap, speed }) => ridingTime(unitLength + gap, speed))
    this.#delay = Float64Array.from(conveyors, ({ startDelay }) => seconds(startDelay))
    this.#capacity = Int32Array.from(conveyors, conveyorCapacity)
    this.#accumulates = Uint8Array.from(conveyors, ({ accumulating }) => (accumulating ? 1 : 0))
    this.#ripples = Uint8Array.from(conveyors, ({ accumulating, release }) => (accumulating && release === 'ripple' ? 1 : 0))
    this.#base = new Int32Array(count + 1)
    for (let c = 0; c < count; c++) this.#base[c + 1] = this.#base[c]! + this.#capacity[c]! + 1
    this.#ring = this.#capacity.map((capacity) => capacity + 1)
    const places = this.#base[count]!
    this.gone = new Float64Array(count)
    this.since = new Float64Array(count)
    this.rate = new Float64Array(count).fill(1)
    this.factor = new Float64Array(count).fill(1)
    this.first = new Int32Array(count)
    this.level = new Int32Array(count)
    this.arrived = new Uint8Array(count)
    this.leadFrom = new Float64Array(count).fill(Number.NEGATIVE_INFINITY)
    this.ticket = new Int32Array(count).fill(NO_TICKET)
    this.ticketAt = new Float64Array(count)
    this.state = new Uint8Array(count).fill(EquipmentState.starved)
    this.stateUnit = new Int32Array(count).fill(NONE)
    this.stateCause = new Int32Array(count).fill(NONE)
    this.isTouched = new Uint8Array(count)
    this.waitingHead = new Int32Array(count).fill(NONE)
    this.waitingTail = new Int32Array(count).fill(NONE)
    this.unit = new Int32Array(places).fill(NONE)
    this.cameAt = new Float64Array(places)
    const anyRipples = this.#ripples.includes(1)
    this.stands = new Float64Array(anyRipples ? places : 0)
    this.startsAt = new Float64Array(anyRipples ? places : 0)
    this.#speeds = conveyors.flatMap(({ speeds }, conveyor) => speeds.map(({ from, factor }) => ({ conveyor, at: seconds(from), factor })))
  }

  begin() {
    const { calendar } = this.#plant
    this.#speeds.forEach(({ at }, s) => {
      calendar.schedule(at, Phase.calendarEdge, s, Message.conveyorSpeed)
    })
    this.#plant.beltFailures.begin()
    for (let c = 0; c < this.count; c++) this.#changed(c)
  }

  // ── coming on ──

  /** The unit wants to ride, coming from `holder`. False: it waits where it is until the entry is free. */
  ask(c: number, unit: number, holder: number): boolean {
    const { units } = this.#plant
    this.#advance(c)
    if (this.waitingHead[c] === NONE && this.#isOpen(c)) {
      this.#put(c, unit)
      this.#changed(c)
      return true
    }
    units.holder[unit] = holder
    units.next[unit] = NONE
    if (this.waitingHead[c] === NONE) this.waitingHead[c] = unit
    else units.next[this.waitingTail[c]!] = unit
    this.waitingTail[c] = unit
    this.#plan(c)
    return false
  }

  /** Would a unit that comes now ride at once? */
  hasRoom(c: number): boolean {
    this.#advance(c)
    return this.waitingHead[c] === NONE && this.#isOpen(c)
  }

  /** A holder that stood still can hand over again. */
  retry(c: number) {
    if (this.waitingHead[c] !== NONE) this.#soon(c)
  }

  /**
   * May a unit come on now: the conveyor moves, the tail of the last has cleared the entry, and there is a place left? Where only a part of a place
   * is, it may if the first, still on its way, finds its way out free: that is how a conveyor of any length delivers one unit per pitch.
   */
  #isOpen(c: number): boolean {
    const level = this.level[c]!
    if (this.rate[c] === 0) return false
    if (level === 0) return true
    if (level > this.#capacity[c]! || this.#lastIsAt(c) < this.#pitch[c]!) return false
    return (
      level < this.#capacity[c]! || (this.arrived[c] === 0 && this.#plant.legs.isFreeAhead(this.unit[this.#base[c]! + this.first[c]!]!))
    )
  }

  /** Where the leading edge of the last unit is. */
  #lastIsAt(c: number): number {
    const k = this.level[c]! - 1
    const at = this.#at(c, k)
    const gone = this.gone[c]!
    if (this.#ripples[c] === 1) return this.stands[at]! >= 0 ? this.stands[at]! : gone - this.cameAt[at]!
    const free = gone - this.cameAt[at]!
    if (this.#accumulates[c] === 0) return free
    const pitch = this.#pitch[c]!
    return Math.min(free, gone - this.#leadCameAt(c) - k * pitch, this.#length[c]! - k * pitch)
  }

  /** The first unit is where it would be had it come on then. */
  #leadCameAt(c: number): number {
    return Math.max(this.cameAt[this.#at(c, 0)]!, this.leadFrom[c]!)
  }

  #at(c: number, k: number): number {
    const ring = this.#ring[c]!
    const place = this.first[c]! + k
    return this.#base[c]! + (place < ring ? place : place - ring)
  }

  #put(c: number, unit: number) {
    const { units, doors, legs } = this.#plant
    const at = this.#at(c, this.level[c]!++)
    this.unit[at] = unit
    this.cameAt[at] = this.gone[c]!
    if (this.#ripples[c] === 1) {
      this.stands[at] = -1
      this.startsAt[at] = Number.POSITIVE_INFINITY
    }
    doors.unitQueued(units.serial[unit]!, legs.placeOf(c), legs.stepOf(unit))
  }

  /** Those who wait come on while the entry is open; one whose station is down or paused is passed over. */
  #admit(c: number) {
    const { units, queues } = this.#plant
    let previous = NONE
    let unit = this.waitingHead[c]!
    while (unit !== NONE && this.#isOpen(c)) {
      const next = units.next[unit]!
      if (queues.canLeave(unit)) {
        if (previous === NONE) this.waitingHead[c] = next
        else units.next[previous] = next
        if (this.waitingTail[c] === unit) this.waitingTail[c] = previous
        queues.letGo(unit)
        this.#put(c, unit)
      } else previous = unit
      unit = next
    }
  }

  // ── riding ──

  /** Does it move, or would it if the first could leave? Only then it takes units and hands them over. */
  runs(c: number): boolean {
    return this.#plant.beltFailures.down[c] === 0 && !this.#isPaused(c)
  }

  #isPaused(c: number): boolean {
    const calendar = this.#calendarOf[c]!
    return calendar !== NONE && this.#plant.shifts.working[calendar] === 0
  }

  /** What is due has come: the first unit is at the end, the entry is clear, or one touches the one ahead. */
  moves(c: number) {
    this.ticket[c] = NO_TICKET
    this.#advance(c)
    if (this.#ripples[c] === 1) this.#rippleOn(c)
    if (this.level[c]! > 0 && this.arrived[c] === 0 && this.#firstHasArrived(c)) this.#arrive(c)
    this.#admit(c)
    this.#changed(c)
  }

  #firstHasArrived(c: number): boolean {
    if (this.#ripples[c] === 1) return this.stands[this.#at(c, 0)] === this.#length[c]
    return this.rate[c]! > 0 && this.gone[c]! - this.#leadCameAt(c) >= this.#length[c]!
  }

  #arrive(c: number) {
    const { legs } = this.#plant
    const unit = this.unit[this.#at(c, 0)]!
    this.arrived[c] = 1
    // The rest of the belt may not run on into the unit while it tries.
    this.#setRate(c)
    if (legs.deliver(unit, c, false)) this.#takeFirst(c)
  }

  /** The unit that stood at the end has been taken. */
  leaves(c: number) {
    this.#advance(c)
    this.#takeFirst(c)
    this.#changed(c)
    this.retry(c)
  }

  #takeFirst(c: number) {
    const { doors, legs } = this.#plant
    const at = this.#at(c, 0)
    doors.unitLeftCarrier(c, legs.placeOf(c))
    this.unit[at] = NONE
    this.first[c] = this.first[c]! + 1 === this.#ring[c] ? 0 : this.first[c]! + 1
    this.level[c]!--
    this.arrived[c] = 0
    this.leadFrom[c] = this.gone[c]! + this.#pitch[c]! - this.#length[c]!
    if (this.#ripples[c] === 1 && this.level[c]! > 0) {
      const next = this.#at(c, 0)
      if (this.stands[next]! >= 0) this.startsAt[next] = Math.min(this.startsAt[next]!, this.gone[c]! + this.#delay[c]!)
    }
    this.#setRate(c)
  }

  /** Ripple: starts and stops that are due, from the front on, so that one who touches a unit as it starts goes on. */
  #rippleOn(c: number) {
    const gone = this.gone[c]!
    const level = this.level[c]!
    for (let k = 0; k < level; k++) {
      const at = this.#at(c, k)
      if (this.stands[at]! >= 0) {
        if (this.startsAt[at]! > gone) continue
        this.cameAt[at] = gone - this.stands[at]!
        this.stands[at] = -1
        this.startsAt[at] = Number.POSITIVE_INFINITY
        if (k + 1 < level) {
          const behind = this.#at(c, k + 1)
          if (this.stands[behind]! >= 0) this.startsAt[behind] = gone + this.#delay[c]!
        }
      }
      const end = this.#rippleEnd(c, k)
      if (gone - this.cameAt[at]! >= end) this.stands[at] = end
    }
  }

  /** Ripple: how far number k may go as things stand. */
  #rippleEnd(c: number, k: number): number {
    if (k === 0) return this.#length[c]!
    const ahead = this.stands[this.#at(c, k - 1)]!
    return ahead < 0 ? Number.POSITIVE_INFINITY : ahead - this.#pitch[c]!
  }

  /** Units on it, from the front. For a look at the whole, not for the loop. */
  riding(c: number): number[] {
    return Array.from({ length: this.level[c]! }, (_, k) => this.unit[this.#at(c, k)]!)
  }

  /** Can one more come on though nobody leaves? Seen in the best light: all who can close up have done so. */
  mayTakeMore(c: number): boolean {
    return this.level[c]! < this.#capacity[c]! && (this.arrived[c] === 0 || this.#accumulates[c] === 1)
  }

  // ── when something happens next ──

  /** Way gone until now. */
  #advance(c: number) {
    const { now } = this.#plant.calendar
    if (this.since[c] === now) return
    this.gone[c]! += (now - this.since[c]!) * this.rate[c]!
    this.since[c] = now
  }

  #setRate(c: number) {
    this.rate[c] = this.runs(c) && (this.#accumulates[c] === 1 || this.arrived[c] === 0) ? this.factor[c]! : 0
  }

  /** The next `gone` at which something happens; Infinity: nothing does by itself. */
  #nextAt(c: number): number {
    const level = this.level[c]!
    if (level === 0) return Number.POSITIVE_INFINITY
    const gone = this.gone[c]!
    const pitch = this.#pitch[c]!
    const length = this.#length[c]!
    const isWaitedFor = this.waitingHead[c] !== NONE && level <= this.#capacity[c]!
    const last = this.#at(c, level - 1)
    if (this.#ripples[c] === 1) {
      let next = Number.POSITIVE_INFINITY
      for (let k = 0; k < level; k++) {
        const at = this.#at(c, k)
        next = Math.min(next, this.stands[at]! >= 0 ? this.startsAt[at]! : this.cameAt[at]! + this.#rippleEnd(c, k))
      }
      const clear = this.stands[last]! >= 0 ? Number.POSITIVE_INFINITY : this.cameAt[last]! + pitch
      return isWaitedFor && clear > gone ? Math.min(next, clear) : next
    }
    const k = level - 1
    const lead = this.#leadCameAt(c)
    let next = this.arrived[c] === 1 ? Number.POSITIVE_INFINITY : lead + length
    const unhindered = Math.max(this.cameAt[last]!, this.#accumulates[c] === 1 ? lead + k * pitch : Number.NEGATIVE_INFINITY)
    const clear = unhindered + pitch
    if (isWaitedFor && clear > gone && clear < next && (this.#accumulates[c] === 0 || length - k * pitch >= pitch)) next = clear
    // As the last one closes up the conveyor is blocked.
    const packed = unhindered + length - k * pitch
    if (this.arrived[c] === 1 && packed > gone && packed < next) next = packed
    return next
  }

  #plan(c: number) {
    const next = this.rate[c] === 0 ? Number.POSITIVE_INFINITY : this.#nextAt(c)
    if (next === Number.POSITIVE_INFINITY) return this.#forget(c)
    // Rounded up: nothing comes sooner than the speed allows.
    const wait = Math.max(0, Math.ceil((next - this.gone[c]!) / this.rate[c]!))
    this.#tellAt(c, (this.#plant.calendar.now + wait) as SimTime)
  }

  /** Who waits for the entry, or at the end, tries within this instant. */
  #soon(c: number) {
    this.#tellAt(c, this.#plant.calendar.now)
  }

  #tellAt(c: number, at: SimTime) {
    if (this.ticket[c] !== NO_TICKET && this.ticketAt[c] === at) return
    this.#forget(c)
    this.ticket[c] = this.#plant.calendar.schedule(at, Phase.transfer, c, Message.conveyorMoves)
    this.ticketAt[c] = at
  }

  #forget(c: number) {
    if (this.ticket[c] !== NO_TICKET) this.#plant.calendar.cancel(this.ticket[c]!)
    this.ticket[c] = NO_TICKET
  }

  #changed(c: number) {
    this.#setRate(c)
    this.#plan(c)
    this.#touch(c)
  }

  // ── pauses, speeds, failures ──

  shiftChanged(calendar: number) {
    for (let c = 0; c < this.count; c++) if (this.#calendarOf[c] === calendar) this.#startOrStop(c)
  }

  /** A reason to stand still came or went. */
  #startOrStop(c: number) {
    this.#advance(c)
    this.#changed(c)
    if (!this.runs(c)) return
    if (this.arrived[c] === 1) this.#plant.legs.offer(this.unit[this.#at(c, 0)]!)
    this.retry(c)
  }

  speedChanges(s: number) {
    const { conveyor, factor } = this.#speeds[s]!
    this.#advance(conveyor)
    this.factor[conveyor] = factor
    this.#changed(conveyor)
  }

  wears(c: number, clock: Stoppage['clock']): boolean {
    const state = this.state[c]!
    if (clock === 'processing') return state === EquipmentState.processing
    return state !== EquipmentState.paused && state !== EquipmentState.repair
  }

  stops(c: number) {
    this.#startOrStop(c)
  }

  goesOn(c: number) {
    this.#startOrStop(c)
  }

  // ── its state ──

  /** Its state is looked at when the instant has settled: a unit that is taken at once blocked nothing. */
  #touch(c: number) {
    if (this.isTouched[c] === 1) return
    const state = this.#stateNow(c)
    if (state === this.state[c] && this.#unitNow(c, state) === this.stateUnit[c] && this.#causeNow(c, state) === this.stateCause[c]) return
    const { calendar } = this.#plant
    this.isTouched[c] = 1
    calendar.schedule(calendar.now, Phase.dispatch, c, Message.conveyorSettles)
  }

  settles(c: number) {
    this.isTouched[c] = 0
    this.#advance(c)
    const state = this.#stateNow(c)
    const unit = this.#unitNow(c, state)
    const cause = this.#causeNow(c, state)
    const isNew = state !== this.state[c]
    if (!isNew && unit === this.stateUnit[c] && cause === this.stateCause[c]) return
    this.state[c] = state
    this.stateUnit[c] = unit
    this.stateCause[c] = cause
    this.#plant.doors.conveyorState(c, state, unit, cause)
    if (isNew) this.#plant.beltFailures.stateChanged(c)
  }

  /** Serial number of the unit that holds it up; NONE. */
  #unitNow(c: number, state: EquipmentState): number {
    return state === EquipmentState.blocked ? this.#plant.units.serial[this.unit[this.#at(c, 0)]!]! : NONE
  }

  #causeNow(c: number, state: EquipmentState): number {
    return state === EquipmentState.repair ? this.#plant.beltFailures.mode[c]! : NONE
  }

  #stateNow(c: number): EquipmentState {
    if (this.#isPaused(c)) return EquipmentState.paused
    if (this.#plant.beltFailures.down[c]! > 0) return EquipmentState.repair
    if (this.level[c] === 0) return EquipmentState.starved
    return this.arrived[c] === 1 && this.#allStand(c) ? EquipmentState.blocked : EquipmentState.processing
  }

  /** With the first at the end: is nobody on the way any more? */
  #allStand(c: number): boolean {
    if (this.#accumulates[c] === 0) return true
    if (this.#ripples[c] === 0) return this.#lastIsAt(c) >= this.#length[c]! - (this.level[c]! - 1) * this.#pitch[c]!
    for (let k = 0; k < this.level[c]!; k++) if (this.stands[this.#at(c, k)]! < 0) return false
    return true
  }
}

/** µs that a distance takes at that speed: rounded up, so that nothing is ever faster; but a hair above a whole number is that number. */
export function ridingTime(metres: number, metresPerSecond: number): number {
  const time = (metres / metresPerSecond) * 1e6
  const whole = Math.round(time)
  return Math.abs(time - whole) <= 1e-12 * time ? whole : Math.ceil(time)
}

/** How many units have room on it. */
export function conveyorCapacity({ length, unitLength, gap }: Pick<Conveyor, 'length' | 'unitLength' | 'gap'>): number {
  return Math.floor((length / (unitLength + gap)) * (1 + 1e-12))
}
