import type { Scenario } from '../../scenarios/model.ts'
import { longer } from '../kernel/longer.ts'
import { NoProgress, ZERO_TIME_LIMIT } from '../kernel/loop.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import type { LogSink } from '../log/sink.ts'
import type { Tally } from '../log/tally.ts'
import { Streams } from '../random/index.ts'
import { Chance, type Draw, NO_DRAW } from './chance.ts'
import { openArrival, openFailure, openRepair } from './draws.ts'
import { DrawsAhead } from './draws-ahead.ts'
import { isLine } from './line.ts'
import { LineDoors } from './line-doors.ts'
import { Phase } from './phases.ts'
import { stretched } from './sources.ts'
import { tables } from './tables.ts'

const NONE = -1
/** Phases in the order of events: that of the calendar, where priority comes between phase and sequence. */
const PHASE = 281_474_976_710_656 // 2^48
/** Keeping what is due at each station in order is faster than a heap up to about so many. */
const MOST_STEPS = 64
/** Units in the plant for which there is room at first. To replace what the loop reads from costs its compiled code, so it is large. */
const FIRST_UNITS = 1024
/** The first events go the long way, so that it is compiled with the short one, and not anew when two things first happen at one instant. */
const FIRST_EVENTS = 1000
/** Room without end, as a whole number of 32 bits. */
const MOST = 0x7fffffff

const Activity = { free: 0, working: 1, done: 2 } as const
/** As in settling.ts. */
const Mark = { none: 0, touched: 1, standing: 2, deciding: 3 } as const

// What one event touches lies together: whole numbers in a row for each station, those of the line first, in the order of their steps.
const SHIFT = 4
const ROW = 1 << SHIFT
const ACTIVITY = 0
const UNIT = 1
const DOWN = 2
/** Mode that fails before the work ends, or is being repaired; NONE. */
const FAILING = 3
/** Units in the queue before it, how many there is room for, and units it has taken so far: the number of the next. */
const LEVEL = 4
const ROOM = 5
const TAKEN = 6
/** 1: its finished unit has asked for the next queue and waits for room. */
const WAITS = 7
const MARK = 8
// … and what never changes: its failure modes from … to before …
const FIRST_MODE = 9
const END_MODE = 10

// Times in µs, a row for each station, then for the source, then for the end of the warm-up: its one event, and of the unit in work, since when and how much is left.
const TIMES_SHIFT = 2
const TIMES = 1 << TIMES_SHIFT
const DUE = 0
const ORDER = 1
const STARTED = 2
const REMAINING = 3

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
  readonly #doors: LineDoors
  readonly #chance: Chance
  readonly #scenario: Scenario
  readonly #arrival: Draw
  readonly #draws: DrawsAhead
  readonly #steps: number
  readonly #stations: number
  readonly #rows: Int32Array
  readonly #times: Float64Array
  // per failure mode: its draws, and µs of processing until it fails
  readonly #after: Int32Array
  readonly #repair: Int32Array
  readonly #left: Float64Array

  #sequence = 0
  /** Which events are due at all, the soonest last: they are few. */
  readonly #pending: Int32Array
  #pendingCount = 0
  /** Might one be due at this instant? */
  #isTied = false

  // per unit in the plant: a ring
  #born = new Float64Array(FIRST_UNITS)
  #worked = new Float64Array(FIRST_UNITS)
  #made = 0
  #outside = 0

  // settling an instant
  readonly #exits: Int32Array
  #exitCount = 0
  readonly #touched: Int32Array
  #touchedFirst = 0
  #touchedCount = 0
  readonly #standing: Int32Array
  #standingCount = 0

  #events = 0
  #atOnce = 0
  #ended = false

  constructor(scenario: Scenario, { seed, replication, warmUp, tally, log }: RecordedLineOptions) {
    this.#scenario = scenario
    this.#chance = new Chance(new Streams(seed, replication))
    const t = tables(scenario, this.#chance)
    const source = scenario.sources[0]!
    this.#arrival = openArrival(this.#chance, source)
    const product = t.index.product.get(source.mix[0]!.product)!
    const first = t.firstOperation[product]!
    const route = t.operations.slice(first, t.firstOperation[product + 1]!)
    const steps = route.length
    const stations = scenario.stations.length
    this.#steps = steps
    this.#stations = stations
    const line = route.map(({ stations }) => stations[0]!)
    const others = scenario.stations.map((_, station) => station).filter((station) => !line.includes(station))
    const queues = route.map((_, step) => t.queueOfOperation[first + step]!)
    const modes = line.flatMap((station, step) => {
      const { id, failures } = scenario.stations[station]!
      return failures.map((mode, number) => {
        const after = openFailure(this.#chance, id, 0, mode)
        return { after, repair: openRepair(this.#chance, id, 0, mode), cost: mode.cost, left: this.#chance.next(after), step, number }
      })
    })
    this.#after = Int32Array.from(modes, ({ after }) => after)
    this.#repair = Int32Array.from(modes, ({ repair }) => repair)
    this.#left = Float64Array.from(modes, ({ left }) => left)
    const shape = {
      product,
      source: 0,
      sourcePlace: t.places.firstSource,
      sinkPlace: t.places.firstSink + t.sinkOfProduct[product]!,
      steps,
      station: Int32Array.from([...line, ...others]),
      queuePlace: Int32Array.from(queues, (queue) => t.queuePlace[queue]!),
      planned: Float64Array.from(route, ({ at }) => at[0]!.planned),
      modeStep: Int32Array.from(modes, ({ step }) => step),
      modeNumber: Int32Array.from(modes, ({ number }) => number),
      modeCost: Float64Array.from(modes, ({ cost }) => cost),
    }
    const works = Int32Array.from(route, ({ at }) => at[0]!.time)
    this.#draws = new DrawsAhead(this.#chance, { arrival: this.#arrival, works, luck: t.luck.sources[0]! })
    this.#doors = new LineDoors(shape, tally, log)

    this.#rows = new Int32Array(stations * ROW)
    this.#times = new Float64Array((stations + 2) * TIMES)
    for (let step = 0, mode = 0; step < stations; step++) {
      const row = step << SHIFT
      this.#rows[row + UNIT] = this.#rows[row + FAILING] = NONE
      if (step >= steps) continue
      this.#rows[row + ROOM] = Math.min(t.queueCapacity[queues[step]!]!, MOST)
      this.#rows[row + FIRST_MODE] = mode
      while (mode < modes.length && modes[mode]!.step === step) mode++
      this.#rows[row + END_MODE] = mode
    }
    this.#pending = new Int32Array(steps + 2)
    this.#exits = new Int32Array(stations)
    this.#touched = new Int32Array(stations)
    this.#standing = new Int32Array(stations)

    tally.stock.set([...scenario.materials, ...scenario.products].map(({ initialStock }) => initialStock))
    if (warmUp > 0) this.#schedule(stations + 1, warmUp, Phase.sampling)
    if (source.every === null) this.#schedule(stations, seconds(source.start), Phase.arrival)
    else this.#scheduleArrival(seconds(source.start))
    for (let station = 0; station < stations; station++) {
      const step = line.indexOf(station)
      this.#touch(step < 0 ? steps + others.indexOf(station) : step)
    }
  }

  get now(): SimTime {
    return this.#doors.now
  }

  get events(): number {
    return this.#events
  }

  /** Fires events up to and including `until`, at most `budget` of them. True: `until` is reached, and tally and log stand at it. */
  run(until: SimTime, budget = Number.POSITIVE_INFINITY): boolean {
    const isDone = this.#run(until, budget)
    if (isDone) this.#doors.setNow(until)
    this.#doors.tell()
    return isDone
  }

  #run(until: number, budget: number): boolean {
    const times = this.#times
    const pending = this.#pending
    for (let left = budget; ; ) {
      if (this.#exitCount + this.#touchedCount + this.#standingCount > 0) this.#settle()
      if (left-- <= 0) return false
      if (this.#pendingCount === 0) return true
      const after = this.#pendingCount - 2
      const next = pending[after + 1]!
      const at = times[(next << TIMES_SHIFT) + DUE]!
      if (at > until) return true
      const atOnce = this.#atOnce + 1
      this.#atOnce = at === this.#doors.now ? atOnce : 0
      if (this.#atOnce > ZERO_TIME_LIMIT) this.#goesRound(next)
      if (at !== this.#doors.now) this.#doors.setNow(at as SimTime)
      this.#pendingCount--
      this.#isTied = after >= 0 && times[pending[after]! * TIMES + DUE] === at
      this.#events++
      if (next < this.#steps) this.#fire(next)
      else if (next === this.#stations) this.#arrive()
      else this.#doors.warmUpEnded()
    }
  }

  /** Writes the last record of the log. Nothing may run after it. */
  end() {
    if (!this.#ended) this.#doors.ended()
    this.#ended = true
  }

  #fire(step: number) {
    const rows = this.#rows
    const row = step << SHIFT
    if (rows[row + DOWN] === 1) this.#repaired(step)
    else if (rows[row + FAILING] !== NONE) this.#fails(step)
    else this.#workEnds(step)
  }

  #goesRound(next: number): never {
    const { sources, products } = this.#scenario
    const { route } = products.find(({ id }) => id === sources[0]!.mix[0]!.product)!
    throw new NoProgress(this.#doors.now, [next < this.#steps ? route[next]!.stations[0]! : sources[0]!.id])
  }

  // ── what is due ──

  #schedule(which: number, at: number, phase: number) {
    const times = this.#times
    const pending = this.#pending
    const own = phase * PHASE + this.#sequence++
    let place = this.#pendingCount++
    while (place > 0) {
      const sooner = pending[place - 1]!
      const then = times[(sooner << TIMES_SHIFT) + DUE]!
      const isAfter = times[(sooner << TIMES_SHIFT) + ORDER]! > own
      if (then > at || (then === at && isAfter)) break
      pending[place--] = sooner
    }
    pending[place] = which
    times[(which << TIMES_SHIFT) + DUE] = at
    times[(which << TIMES_SHIFT) + ORDER] = own
    this.#isTied = this.#isTied || at === this.#doors.now
  }

  /** Is there an event at this very instant in a phase before `phase`? */
  #dueNowBefore(phase: number): boolean {
    if (this.#pendingCount === 0) return false
    const next = this.#pending[this.#pendingCount - 1]! << TIMES_SHIFT
    return this.#times[next + DUE] === this.#doors.now && this.#times[next + ORDER]! < phase * PHASE
  }

  // ── the source ──

  #scheduleArrival(from: number) {
    const { limit, profile } = this.#scenario.sources[0]!
    if (limit !== null && this.#made >= limit) return
    const gap = this.#draws.gap()
    const at = profile.length === 0 ? from + gap : stretched(from, gap, profile)
    if (at < Number.MAX_SAFE_INTEGER) this.#schedule(this.#stations, at, Phase.arrival)
  }

  #arrive() {
    const { now } = this.#doors
    const unit = this.#made++
    if (this.#arrival !== NO_DRAW) this.#scheduleArrival(now)
    if (unit - this.#rows[(this.#steps - 1) * ROW + TAKEN]! >= this.#born.length - 1) this.#growUnits()
    const at = unit & (this.#born.length - 1)
    this.#born[at] = now
    this.#worked[at] = 0
    if (this.#rows[LEVEL]! < this.#rows[ROOM]!) {
      this.#rows[LEVEL]!++
      this.#doors.unitEnters(unit)
      this.#wake(0)
      this.#admitted()
    } else {
      this.#doors.unitCreated(unit)
      this.#outside++
      this.#doors.unitStandsOutside(unit)
      this.#wake(0)
    }
  }

  /** A unit has moved in from outside: a saturated source makes the next. */
  #admitted() {
    if (this.#arrival !== NO_DRAW) return
    const { limit } = this.#scenario.sources[0]!
    if (limit === null || this.#made < limit) this.#schedule(this.#stations, this.#doors.now, Phase.transfer)
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

  /** The unit is in the queue, and who works from it knows. */
  #insert(step: number, unit: number) {
    this.#rows[(step << SHIFT) + LEVEL]!++
    this.#doors.unitQueued(unit, step)
    this.#wake(step)
  }

  #wake(step: number) {
    const row = step << SHIFT
    if (this.#rows[row + UNIT] === NONE && this.#rows[row + MARK] === Mark.none) this.#touch(step)
  }

  /** Whoever stands before the queue moves up. */
  #admit(step: number) {
    const rows = this.#rows
    const row = step << SHIFT
    if (step > 0) {
      if (rows[row - ROW + WAITS] === 0 || rows[row + LEVEL]! >= rows[row + ROOM]!) return
      const unit = rows[row - ROW + UNIT]!
      this.#takeOutside(step)
      this.#insert(step, unit)
      return
    }
    while (this.#outside > 0 && rows[LEVEL]! < rows[ROOM]!) {
      const unit = this.#made - this.#outside
      this.#takeOutside(0)
      this.#insert(0, unit)
    }
  }

  /** The first of those who stand before the queue leaves where it stands. */
  #takeOutside(step: number) {
    if (step > 0) {
      this.#rows[((step - 1) << SHIFT) + WAITS] = 0
      this.#vacate(step - 1)
    } else {
      this.#outside--
      this.#doors.unitComesIn()
      this.#admitted()
    }
  }

  /** Is there a unit for the free station? Then it has it. */
  #take(step: number): boolean {
    const rows = this.#rows
    const row = step << SHIFT
    if (rows[row + ROOM]! > 0) {
      if (rows[row + LEVEL] === 0) return false
      rows[row + LEVEL]!--
      this.#doors.unitUnqueued(step)
      this.#admit(step)
    } else {
      if (step > 0 ? rows[row - ROW + WAITS] === 0 : this.#outside === 0) return false
      this.#takeOutside(step)
    }
    this.#seat(step, rows[row + TAKEN]!++)
    return true
  }

  // ── stations ──

  #seat(step: number, unit: number) {
    const rows = this.#rows
    const row = step << SHIFT
    rows[row + UNIT] = unit
    rows[row + ACTIVITY] = Activity.working
    this.#times[(step << TIMES_SHIFT) + REMAINING] = this.#draws.work(step, unit)
    this.#go(step)
    this.#doors.jobStarted(unit, step)
  }

  #go(step: number) {
    const rows = this.#rows
    const times = this.#times
    const row = step << SHIFT
    const { now } = this.#doors
    const end = rows[row + END_MODE]!
    let least = times[(step << TIMES_SHIFT) + REMAINING]!
    let failing = NONE
    for (let mode = rows[row + FIRST_MODE]!; mode < end; mode++) {
      if (this.#left[mode]! < least) {
        least = this.#left[mode]!
        failing = mode
      }
    }
    times[(step << TIMES_SHIFT) + STARTED] = now
    rows[row + FAILING] = failing
    this.#schedule(step, now + least, failing === NONE ? Phase.completion : Phase.failure)
  }

  /** What was done since it was set going counts. */
  #count(step: number) {
    const rows = this.#rows
    const times = this.#times
    const row = step << SHIFT
    const elapsed = this.#doors.now - times[(step << TIMES_SHIFT) + STARTED]!
    this.#worked[rows[row + UNIT]! & (this.#worked.length - 1)]! += elapsed
    times[(step << TIMES_SHIFT) + REMAINING]! -= elapsed
    const end = rows[row + END_MODE]!
    for (let mode = rows[row + FIRST_MODE]!; mode < end; mode++) this.#left[mode]! -= elapsed
  }

  #workEnds(step: number) {
    const rows = this.#rows
    const row = step << SHIFT
    const unit = rows[row + UNIT]!
    this.#count(step)
    // As a rule nothing else happens at this instant, and the unit moves on: as `#settle` does it, but at once.
    const isAlone = !this.#isTied && this.#exitCount + this.#touchedCount + this.#standingCount === 0 && this.#events > FIRST_EVENTS
    if (isAlone && step === this.#steps - 1) {
      const lead = this.#leadTime(unit)
      this.#doors.jobEndedAndUnitFinished(unit, step, lead, lead - this.#worked[unit & (this.#worked.length - 1)]!)
    } else if (isAlone && rows[row + ROW + LEVEL]! < rows[row + ROW + ROOM]!) {
      rows[row + ROW + LEVEL]!++
      this.#doors.jobEndedAndUnitQueued(unit, step)
      this.#wake(step + 1)
    } else {
      rows[row + ACTIVITY] = Activity.done
      this.#doors.jobEnded(unit, step)
      this.#exits[this.#exitCount++] = step
      this.#touch(step)
      return
    }
    rows[row + UNIT] = NONE
    rows[row + ACTIVITY] = Activity.free
    rows[row + MARK] = Mark.deciding
    this.#decide(step)
    if (rows[row + MARK] === Mark.deciding) rows[row + MARK] = Mark.none
  }

  #leadTime(unit: number) {
    return this.#doors.now - this.#born[unit & (this.#born.length - 1)]!
  }

  #fails(step: number) {
    const mode = this.#rows[(step << SHIFT) + FAILING]!
    this.#doors.failed(mode)
    this.#rows[(step << SHIFT) + DOWN] = 1
    this.#count(step)
    this.#touch(step)
    this.#doors.repairStarted(mode)
    this.#schedule(step, this.#doors.now + this.#chance.next(this.#repair[mode]!), Phase.repairEnd)
  }

  #repaired(step: number) {
    const mode = this.#rows[(step << SHIFT) + FAILING]!
    this.#doors.repairEnded(mode)
    this.#rows[(step << SHIFT) + DOWN] = 0
    this.#left[mode] = this.#chance.next(this.#after[mode]!)
    this.#touch(step)
    this.#go(step)
  }

  /** The finished unit tries to move on: out of the plant, into a queue, or it stays and blocks. */
  #moveOn(step: number) {
    const rows = this.#rows
    const row = step << SHIFT
    const unit = rows[row + UNIT]!
    if (step === this.#steps - 1) {
      const lead = this.#leadTime(unit)
      this.#doors.unitFinished(unit, lead, lead - this.#worked[unit & (this.#worked.length - 1)]!)
      this.#vacate(step)
    } else if (rows[row + ROW + LEVEL]! < rows[row + ROW + ROOM]!) {
      this.#insert(step + 1, unit)
      this.#vacate(step)
    } else {
      rows[row + WAITS] = 1
      this.#wake(step + 1)
    }
  }

  #vacate(step: number) {
    this.#rows[(step << SHIFT) + UNIT] = NONE
    this.#rows[(step << SHIFT) + ACTIVITY] = Activity.free
    this.#touch(step)
  }

  // ── settling an instant ──

  #touch(step: number) {
    const mark = this.#rows[(step << SHIFT) + MARK]!
    if (mark === Mark.touched) return
    if (mark === Mark.standing) {
      const at = this.#standing.lastIndexOf(step, this.#standingCount - 1)
      this.#standing.copyWithin(at, at + 1, this.#standingCount--)
    }
    this.#rows[(step << SHIFT) + MARK] = Mark.touched
    const { length } = this.#touched
    let at = this.#touchedFirst + this.#touchedCount++
    if (at >= length) at -= length
    this.#touched[at] = step
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
        const step = this.#standing[--this.#standingCount]!
        this.#rows[(step << SHIFT) + MARK] = Mark.none
        this.#decide(step)
      }
    }
  }

  #settleNext() {
    const rows = this.#rows
    const step = this.#touched[this.#touchedFirst]!
    const row = step << SHIFT
    if (++this.#touchedFirst === this.#touched.length) this.#touchedFirst = 0
    if (--this.#touchedCount > 0 && rows[row + ACTIVITY] === Activity.done) {
      rows[row + MARK] = Mark.standing
      this.#standing[this.#standingCount++] = step
    } else {
      rows[row + MARK] = Mark.deciding
      this.#decide(step)
      if (rows[row + MARK] === Mark.deciding) rows[row + MARK] = Mark.none
    }
  }

  #decide(step: number) {
    if (step >= this.#steps) return this.#doors.starved(step)
    const rows = this.#rows
    const row = step << SHIFT
    const activity = rows[row + ACTIVITY]
    if (rows[row + DOWN] === 1) this.#doors.inRepair(rows[row + UNIT]!, step, rows[row + FAILING]!)
    else if (activity === Activity.working) this.#doors.processing(rows[row + UNIT]!, step)
    else if (activity === Activity.done) this.#doors.blocked(rows[row + UNIT]!, step)
    else if (!this.#take(step)) this.#doors.starved(step)
  }
}

/** Is the plant one line that `RecordedLine` knows all about? */
export const isRecordedLine = (scenario: Scenario) =>
  isLine(scenario) && scenario.crews.length === 0 && scenario.sources[0]!.mix.length === 1 && stepsOf(scenario) <= MOST_STEPS

const stepsOf = ({ sources, products }: Scenario) => products.find(({ id }) => id === sources[0]!.mix[0]!.product)!.route.length
