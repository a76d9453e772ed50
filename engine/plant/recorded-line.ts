import type { Scenario } from '../../scenarios/model.ts'
import { longer } from '../kernel/longer.ts'
import { NoProgress, ZERO_TIME_LIMIT } from '../kernel/loop.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { EquipmentState, Outcome } from '../log/events.ts'
import type { LogSink } from '../log/sink.ts'
import type { Tally } from '../log/tally.ts'
import { Streams } from '../random/index.ts'
import { Chance, type Draw, NO_DRAW } from './chance.ts'
import { Doors } from './doors.ts'
import { openArrival, openFailure, openRepair } from './draws.ts'
import { isLine } from './line.ts'
import { Phase } from './phases.ts'
import { stretched } from './sources.ts'
import { tables } from './tables.ts'

const NONE = -1
/** Phases in the order of events: that of the calendar, where priority comes between phase and sequence. */
const PHASE = 281_474_976_710_656 // 2^48
/** Keeping what is due at each station in order is faster than a heap up to about so many. */
const MOST_STEPS = 64

const Activity = { free: 0, working: 1, done: 2 } as const
/** As in settling.ts. */
const Mark = { none: 0, touched: 1, standing: 2, deciding: 3 } as const

export interface RecordedLineOptions {
  readonly seed: number
  readonly replication: number
  /** µs */
  readonly warmUp: SimTime
  readonly tally: Tally
  readonly log: LogSink
}

/**
 * A plant that is one line (line.ts), run event by event so that it can be recorded: the same records in the same order, and so the same bytes of
 * log, as by the calendar, at a third of the time: SPEC.md [X2]. What makes it fast is what a line is: units pass in the order of their numbers, so that a
 * queue is two counters; at most one event is due per station; and who has to look when a unit moves are its two neighbours.
 *
 *     source ─▶ (outside) ─▶ queue 0 ─▶ station 0 ─▶ queue 1 ─▶ station 1 ─▶ … ─▶ sink
 *
 * How an instant settles is that of settling.ts, and what each step does that of stations.ts and queues.ts, with all that a line does not have left out.
 */
export class RecordedLine {
  readonly #clock = { now: 0 as SimTime }
  readonly #doors: Doors
  readonly #chance: Chance
  readonly #scenario: Scenario
  readonly #arrival: Draw
  readonly #luck: number
  readonly #product: number
  readonly #sink: number
  readonly #placeOutside: number
  readonly #steps: number

  // per step of the route: what never changes
  readonly #station: Int32Array
  readonly #work: Int32Array
  readonly #planned: Float64Array
  readonly #capacity: Float64Array
  readonly #place: Int32Array
  /** step → its first failure mode; per mode: draws and cost */
  readonly #firstMode: Int32Array
  readonly #after: Int32Array
  readonly #repair: Int32Array
  readonly #cost: Float64Array
  /** station → its step; NONE: it is not of the line. */
  readonly #step: Int32Array

  // what is due: per step its one event, then the source's, then the end of the warm-up
  readonly #due: Float64Array
  readonly #order: Float64Array
  #sequence = 0
  /** Which of them are due at all, the soonest last: they are few. */
  readonly #pending: Int32Array
  #pendingCount = 0
  /** Might one be due at this instant? */
  #isTied = false

  // per step
  readonly #activity: Uint8Array
  readonly #down: Uint8Array
  readonly #unit: Int32Array
  readonly #startedAt: Float64Array
  readonly #remaining: Float64Array
  /** Mode that fails before the work ends, or is being repaired; NONE. */
  readonly #failing: Int32Array
  /** Units in the queue before it, and units it has taken so far: the number of the next. */
  readonly #level: Int32Array
  readonly #taken: Int32Array
  /** 1: its finished unit has asked for the next queue and waits for room. */
  readonly #waits: Uint8Array
  readonly #left: Float64Array
  readonly #state: Uint8Array
  readonly #stateUnit: Int32Array
  readonly #stateCause: Int32Array

  // per unit in the plant: a ring
  #born = new Float64Array(64)
  #worked = new Float64Array(64)
  #made = 0
  #outside = 0

  // settling an instant: slots are stations, for each has one
  readonly #exits: Int32Array
  #exitCount = 0
  readonly #touched: Int32Array
  #touchedFirst = 0
  #touchedCount = 0
  readonly #mark: Uint8Array
  readonly #standing: Int32Array
  #standingCount = 0

  #events = 0
  #atOnce = 0
  #ended = false

  constructor(scenario: Scenario, { seed, replication, warmUp, tally, log }: RecordedLineOptions) {
    this.#scenario = scenario
    this.#chance = new Chance(new Streams(seed, replication))
    const t = tables(scenario, this.#chance)
    this.#doors = new Doors(t, this.#clock, tally, log)
    const source = scenario.sources[0]!
    this.#arrival = openArrival(this.#chance, source)
    this.#luck = t.luck.sources[0]!
    this.#product = t.index.product.get(source.mix[0]!.product)!
    this.#sink = t.sinkOfProduct[this.#product]!
    this.#placeOutside = t.places.firstSource
    const first = t.firstOperation[this.#product]!
    const route = t.operations.slice(first, t.firstOperation[this.#product + 1]!)
    const steps = route.length
    this.#steps = steps
    this.#station = Int32Array.from(route, ({ stations }) => stations[0]!)
    this.#work = Int32Array.from(route, ({ at }) => at[0]!.time)
    this.#planned = Float64Array.from(route, ({ at }) => at[0]!.planned)
    const queues = route.map((_, step) => t.queueOfOperation[first + step]!)
    this.#capacity = Float64Array.from(queues, (queue) => t.queueCapacity[queue]!)
    this.#place = Int32Array.from(queues, (queue) => t.queuePlace[queue]!)
    const modes = Array.from(this.#station, (station) => {
      const { id, failures } = scenario.stations[station]!
      return failures.map((mode) => {
        const after = openFailure(this.#chance, id, 0, mode)
        return { after, repair: openRepair(this.#chance, id, 0, mode), cost: mode.cost, left: this.#chance.next(after) }
      })
    })
    this.#firstMode = new Int32Array(steps + 1)
    modes.forEach((list, step) => {
      this.#firstMode[step + 1] = this.#firstMode[step]! + list.length
    })
    this.#after = Int32Array.from(modes.flat(), ({ after }) => after)
    this.#repair = Int32Array.from(modes.flat(), ({ repair }) => repair)
    this.#cost = Float64Array.from(modes.flat(), ({ cost }) => cost)
    this.#left = Float64Array.from(modes.flat(), ({ left }) => left)
    const stations = scenario.stations.length
    this.#step = new Int32Array(stations).fill(NONE)
    this.#station.forEach((station, step) => {
      this.#step[station] = step
    })

    this.#due = new Float64Array(steps + 2)
    this.#pending = new Int32Array(steps + 2)
    this.#order = new Float64Array(steps + 2)
    this.#activity = new Uint8Array(steps)
    this.#down = new Uint8Array(steps)
    this.#unit = new Int32Array(steps).fill(NONE)
    this.#startedAt = new Float64Array(steps)
    this.#remaining = new Float64Array(steps)
    this.#failing = new Int32Array(steps).fill(NONE)
    this.#level = new Int32Array(steps)
    this.#taken = new Int32Array(steps)
    this.#waits = new Uint8Array(steps)
    this.#state = new Uint8Array(stations).fill(255)
    this.#stateUnit = new Int32Array(stations).fill(NONE)
    this.#stateCause = new Int32Array(stations).fill(NONE)
    this.#exits = new Int32Array(stations)
    this.#touched = new Int32Array(stations)
    this.#mark = new Uint8Array(stations)
    this.#standing = new Int32Array(stations)

    tally.stock.set([...scenario.materials, ...scenario.products].map(({ initialStock }) => initialStock))
    if (warmUp > 0) this.#schedule(steps + 1, warmUp, Phase.sampling)
    if (source.every === null) this.#schedule(steps, seconds(source.start), Phase.arrival)
    else this.#scheduleArrival(seconds(source.start))
    for (let station = 0; station < stations; station++) this.#touch(station)
  }

  get now(): SimTime {
    return this.#clock.now
  }

  get events(): number {
    return this.#events
  }

  /** Fires events up to and including `until`, at most `budget` of them. True: `until` is reached, and tally and log stand at it. */
  run(until: SimTime, budget = Number.POSITIVE_INFINITY): boolean {
    for (let left = budget; ; ) {
      this.#settle()
      if (left-- <= 0) return false
      const next = this.#pendingCount === 0 ? NONE : this.#pending[this.#pendingCount - 1]!
      if (next === NONE || this.#due[next]! > until) {
        this.#clock.now = until
        return true
      }
      const at = this.#due[next]!
      if (at !== this.#clock.now) {
        this.#clock.now = at as SimTime
        this.#atOnce = 0
      } else if (++this.#atOnce > ZERO_TIME_LIMIT) this.#goesRound(next)
      const after = --this.#pendingCount - 1
      this.#isTied = after >= 0 && this.#due[this.#pending[after]!] === at
      this.#events++
      if (next < this.#steps) this.#fire(next)
      else if (next === this.#steps) this.#arrive()
      else this.#doors.warmUpEnded()
    }
  }

  /** Writes the last record of the log. Nothing may run after it. */
  end() {
    if (!this.#ended) this.#doors.ended()
    this.#ended = true
  }

  #fire(step: number) {
    if (this.#down[step] === 1) this.#repaired(step)
    else if (this.#failing[step] !== NONE) this.#fails(step)
    else this.#workEnds(step)
  }

  #goesRound(next: number): never {
    const { sources, stations } = this.#scenario
    throw new NoProgress(this.#clock.now, [next < this.#steps ? stations[this.#station[next]!]!.id : sources[0]!.id])
  }

  // ── what is due ──

  #schedule(which: number, at: number, phase: number) {
    const due = this.#due
    const order = this.#order
    const pending = this.#pending
    const own = phase * PHASE + this.#sequence++
    let place = this.#pendingCount++
    while (place > 0) {
      const sooner = pending[place - 1]!
      const then = due[sooner]!
      if (then > at || (then === at && order[sooner]! > own)) break
      pending[place--] = sooner
    }
    pending[place] = which
    due[which] = at
    order[which] = own
    if (at === this.#clock.now) this.#isTied = true
  }

  /** Is there an event at this very instant in a phase before `phase`? */
  #dueNowBefore(phase: number): boolean {
    if (!this.#isTied || this.#pendingCount === 0) return false
    const next = this.#pending[this.#pendingCount - 1]!
    return this.#due[next] === this.#clock.now && this.#order[next]! < phase * PHASE
  }

  // ── the source ──

  #scheduleArrival(from: number) {
    const { limit, profile } = this.#scenario.sources[0]!
    if (limit !== null && this.#made >= limit) return
    const gap = this.#chance.next(this.#arrival)
    const at = profile.length === 0 ? from + gap : stretched(from, gap, profile)
    if (at < Number.MAX_SAFE_INTEGER) this.#schedule(this.#steps, at, Phase.arrival)
  }

  #arrive() {
    const { now } = this.#clock
    const unit = this.#made++
    if (this.#arrival !== NO_DRAW) this.#scheduleArrival(now)
    if (unit - this.#taken[this.#steps - 1]! >= this.#born.length - 1) this.#growUnits()
    const at = unit & (this.#born.length - 1)
    this.#born[at] = now
    this.#worked[at] = 0
    this.#doors.unitCreated(unit, this.#product, NONE, 0, unit)
    if (this.#hasRoom(0)) {
      this.#insert(0, unit)
      this.#wake(0)
      this.#admitted()
    } else {
      this.#outside++
      this.#doors.unitQueued(unit, this.#placeOutside, 0)
      this.#wake(0)
    }
  }

  /** A unit has moved in from outside: a saturated source makes the next. */
  #admitted() {
    if (this.#arrival !== NO_DRAW) return
    const { limit } = this.#scenario.sources[0]!
    if (limit === null || this.#made < limit) this.#schedule(this.#steps, this.#clock.now, Phase.transfer)
  }

  #growUnits() {
    const { length } = this.#born
    const [born, worked] = [this.#born, this.#worked]
    this.#born = longer(born, 2 * length)
    this.#worked = longer(worked, 2 * length)
    for (let unit = this.#made - 1 - length; unit < this.#made - 1; unit++) {
      this.#born[unit & (2 * length - 1)] = born[unit & (length - 1)]!
      this.#worked[unit & (2 * length - 1)] = worked[unit & (length - 1)]!
    }
  }

  // ── queues: queue `step` is before the station of that step ──

  #hasRoom(step: number): boolean {
    return this.#level[step]! < this.#capacity[step]!
  }

  #insert(step: number, unit: number) {
    this.#level[step]!++
    this.#doors.unitQueued(unit, this.#place[step]!, step)
  }

  #wake(step: number) {
    const station = this.#station[step]!
    if (this.#unit[step] === NONE && this.#mark[station] === Mark.none) this.#touch(station)
  }

  /** Whoever stands before the queue moves up. */
  #admit(step: number) {
    if (step > 0) {
      if (this.#waits[step - 1] === 0 || !this.#hasRoom(step)) return
      const unit = this.#unit[step - 1]!
      this.#takeOutside(step)
      this.#insert(step, unit)
      this.#wake(step)
      return
    }
    while (this.#outside > 0 && this.#hasRoom(0)) {
      const unit = this.#made - this.#outside
      this.#takeOutside(0)
      this.#insert(0, unit)
      this.#wake(0)
    }
  }

  /** The first of those who stand before the queue leaves where it stands. */
  #takeOutside(step: number) {
    if (step > 0) {
      this.#waits[step - 1] = 0
      this.#vacate(step - 1)
    } else {
      this.#outside--
      this.#doors.unitUnqueued(this.#placeOutside)
      this.#admitted()
    }
  }

  /** Is there a unit for the free station? Then it has it. */
  #take(step: number): boolean {
    if (this.#capacity[step]! > 0) {
      if (this.#level[step] === 0) return false
      this.#level[step]!--
      this.#doors.unitUnqueued(this.#place[step]!)
      this.#admit(step)
    } else {
      if (step > 0 ? this.#waits[step - 1] === 0 : this.#outside === 0) return false
      this.#takeOutside(step)
    }
    this.#seat(step, this.#taken[step]!++)
    return true
  }

  // ── stations ──

  #seat(step: number, unit: number) {
    const station = this.#station[step]!
    this.#unit[step] = unit
    this.#doors.unitSeated(unit, station, step)
    this.#remaining[step] = this.#chance.of(this.#work[step]!, (this.#luck + unit) | 0, step)
    this.#activity[step] = Activity.working
    this.#doors.jobStarted(unit, station, step)
    this.#go(step)
    this.#enter(station, EquipmentState.processing, unit, NONE)
  }

  #go(step: number) {
    const { now } = this.#clock
    const end = this.#firstMode[step + 1]!
    let least = this.#remaining[step]!
    let failing = NONE
    for (let mode = this.#firstMode[step]!; mode < end; mode++) {
      if (this.#left[mode]! < least) {
        least = this.#left[mode]!
        failing = mode
      }
    }
    this.#startedAt[step] = now
    this.#failing[step] = failing
    this.#schedule(step, now + least, failing === NONE ? Phase.completion : Phase.failure)
  }

  /** What was done since it was set going counts. */
  #count(step: number) {
    const elapsed = this.#clock.now - this.#startedAt[step]!
    this.#worked[this.#unit[step]! & (this.#worked.length - 1)]! += elapsed
    this.#remaining[step]! -= elapsed
    for (let mode = this.#firstMode[step]!; mode < this.#firstMode[step + 1]!; mode++) this.#left[mode]! -= elapsed
  }

  #workEnds(step: number) {
    const station = this.#station[step]!
    this.#count(step)
    this.#activity[step] = Activity.done
    this.#doors.jobEnded(this.#unit[step]!, station, Outcome.good, step, this.#planned[step]!)
    this.#exits[this.#exitCount++] = step
    this.#touch(station)
  }

  #fails(step: number) {
    const { now } = this.#clock
    const station = this.#station[step]!
    const mode = this.#failing[step]!
    const number = mode - this.#firstMode[step]!
    this.#doors.failed(station, number, 0)
    this.#down[step] = 1
    this.#count(step)
    this.#touch(station)
    this.#doors.maintenanceStarted(station, number, 0, NONE, this.#cost[mode]!)
    this.#schedule(step, now + this.#chance.next(this.#repair[mode]!), Phase.repairEnd)
  }

  #repaired(step: number) {
    const station = this.#station[step]!
    const mode = this.#failing[step]!
    this.#doors.maintenanceEnded(station, mode - this.#firstMode[step]!, 0, NONE)
    this.#down[step] = 0
    this.#left[mode] = this.#chance.next(this.#after[mode]!)
    this.#touch(station)
    this.#go(step)
  }

  /** The finished unit tries to move on: out of the plant, into a queue, or it stays and blocks. */
  #moveOn(step: number) {
    const unit = this.#unit[step]!
    if (step === this.#steps - 1) {
      const at = unit & (this.#born.length - 1)
      const lead = this.#clock.now - this.#born[at]!
      this.#doors.unitFinished(unit, this.#product, this.#sink, lead, lead - this.#worked[at]!, true)
      this.#vacate(step)
    } else if (this.#hasRoom(step + 1)) {
      this.#insert(step + 1, unit)
      this.#wake(step + 1)
      this.#vacate(step)
    } else {
      this.#waits[step] = 1
      this.#wake(step + 1)
    }
  }

  #vacate(step: number) {
    this.#unit[step] = NONE
    this.#activity[step] = Activity.free
    this.#touch(this.#station[step]!)
  }

  #enter(station: number, state: EquipmentState, unit: number, cause: number) {
    if (this.#state[station] === state && this.#stateUnit[station] === unit && this.#stateCause[station] === cause) return
    this.#state[station] = state
    this.#stateUnit[station] = unit
    this.#stateCause[station] = cause
    this.#doors.equipmentState(station, state, unit, cause)
  }

  // ── settling an instant ──

  #touch(station: number) {
    const mark = this.#mark[station]!
    if (mark === Mark.touched) return
    if (mark === Mark.standing) {
      const at = this.#standing.lastIndexOf(station, this.#standingCount - 1)
      this.#standing.copyWithin(at, at + 1, this.#standingCount--)
    }
    this.#mark[station] = Mark.touched
    const { length } = this.#touched
    let at = this.#touchedFirst + this.#touchedCount++
    if (at >= length) at -= length
    this.#touched[at] = station
  }

  #settle() {
    while (this.#exitCount + this.#touchedCount + this.#standingCount > 0) {
      if (this.#dueNowBefore(this.#exitCount > 0 ? Phase.transfer : Phase.dispatch)) return
      if (this.#exitCount > 0) {
        const count = this.#exitCount
        for (let i = 0; i < count; i++) this.#moveOn(this.#exits[i]!)
        this.#exitCount = 0
      } else if (this.#touchedCount > 0) this.#settleNext()
      else {
        const station = this.#standing[--this.#standingCount]!
        this.#mark[station] = Mark.none
        this.#decide(station)
      }
    }
  }

  #settleNext() {
    const station = this.#touched[this.#touchedFirst]!
    if (++this.#touchedFirst === this.#touched.length) this.#touchedFirst = 0
    const step = this.#step[station]!
    if (--this.#touchedCount > 0 && step !== NONE && this.#activity[step] === Activity.done) {
      this.#mark[station] = Mark.standing
      this.#standing[this.#standingCount++] = station
    } else {
      this.#mark[station] = Mark.deciding
      this.#decide(station)
      if (this.#mark[station] === Mark.deciding) this.#mark[station] = Mark.none
    }
  }

  #decide(station: number) {
    const step = this.#step[station]!
    if (step === NONE) return this.#enter(station, EquipmentState.starved, NONE, NONE)
    const unit = this.#unit[step]!
    if (this.#down[step] === 1) this.#enter(station, EquipmentState.repair, unit, this.#failing[step]! - this.#firstMode[step]!)
    else if (this.#activity[step] === Activity.working) this.#enter(station, EquipmentState.processing, unit, NONE)
    else if (this.#activity[step] === Activity.done) this.#enter(station, EquipmentState.blocked, unit, NONE)
    else if (!this.#take(step)) this.#enter(station, EquipmentState.starved, NONE, NONE)
  }
}

/** Is the plant one line that `RecordedLine` knows all about? */
export const isRecordedLine = (scenario: Scenario) =>
  isLine(scenario) && scenario.crews.length === 0 && scenario.sources[0]!.mix.length === 1 && stepsOf(scenario) <= MOST_STEPS

const stepsOf = ({ sources, products }: Scenario) => products.find(({ id }) => id === sources[0]!.mix[0]!.product)!.route.length
