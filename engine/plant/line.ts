import type { Scenario, Source, Station } from '../../scenarios/model.ts'
import { NoProgress, ZERO_TIME_LIMIT } from '../kernel/loop.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { EquipmentState, STATE_COUNT } from '../log/events.ts'
import type { Tally } from '../log/tally.ts'
import { Streams } from '../random/index.ts'
import { Chance, type Draw } from './chance.ts'
import { openArrival, openFailure, openRepair } from './draws.ts'
import { DrawsAhead } from './draws-ahead.ts'
import { needsEnergy } from './energy.ts'
import { stretched } from './sources.ts'
import { type Tables, tables, UNLIMITED } from './tables.ts'

/**
 * A plant that is one line: units of one product go first in, first out through single stations with buffers between, and nothing but failures
 * by processing time disturbs them. Its whole life follows from one recursion per unit and station, without a calendar (Dallery & Gershwin
 * 1992, section 3; Lindley 1952 for one station):
 *
 *     enter buffer i  =  max(completed at i − 1, start at i of the unit `capacity` before)
 *     start at i      =  max(entered buffer i, the unit before has left i)
 *     left i − 1      =  entered buffer i, or started at i where there is no buffer
 *
 * The same draws at the same places give the same microseconds as the calendar does, so the tally comes out the same to the bit: SPEC.md [X1].
 */
export class LineRun {
  readonly #until: SimTime
  readonly #warmUp: SimTime
  readonly #tally: Tally
  readonly #chance: Chance
  readonly #source: Source
  readonly #draws: DrawsAhead
  readonly #product: number
  readonly #placeOutside: number
  // per step of the route
  readonly #ids: readonly string[]
  readonly #station: Int32Array
  readonly #planned: Float64Array
  readonly #capacity: Float64Array
  readonly #place: Int32Array
  readonly #starts: readonly Float64Array[]
  readonly #left: Float64Array
  readonly #modes: readonly (readonly Mode[])[]

  #made = 0
  #bornAtOnce = 0
  #nextBorn: number
  #now: number
  #events = 0

  constructor(scenario: Scenario, { seed, replication, warmUp, until, tally }: LineOptions) {
    this.#until = until
    this.#warmUp = warmUp
    this.#tally = tally
    this.#chance = new Chance(new Streams(seed, replication))
    const t: Tables = tables(scenario, this.#chance)
    const source = scenario.sources[0]!
    this.#source = source
    const arrival = openArrival(this.#chance, source)
    this.#product = t.index.product.get(source.mix[0]!.product)!
    this.#placeOutside = t.places.firstSource
    const first = t.firstOperation[this.#product]!
    const route = t.operations.slice(first, t.firstOperation[this.#product + 1]!)
    this.#station = Int32Array.from(route, ({ stations }) => stations[0]!)
    this.#ids = route.map(({ stations }) => scenario.stations[stations[0]!]!.id)
    const works = Int32Array.from(route, ({ at }) => at[0]!.time)
    this.#draws = new DrawsAhead(this.#chance, { arrival, works, luck: t.luck.sources[0]! })
    this.#planned = Float64Array.from(route, ({ at }) => at[0]!.planned)
    const queues = route.map((_, step) => t.queueOfOperation[first + step]!)
    this.#capacity = Float64Array.from(queues, (queue) => t.queueCapacity[queue]!)
    this.#place = Int32Array.from(queues, (queue) => t.queuePlace[queue]!)
    this.#starts = queues.map((queue) => new Float64Array(isLimited(t.queueCapacity[queue]!) ? t.queueCapacity[queue]! : 0))
    this.#left = new Float64Array(route.length)
    this.#modes = route.map(({ stations }) => openModes(this.#chance, scenario.stations[stations[0]!]!))
    tally.stock.set(initialStock(scenario))
    if (warmUp > 0) tally.reset(warmUp)
    if (warmUp > 0 && warmUp <= until) this.#events++
    this.#now = seconds(source.start)
    this.#nextBorn = source.every === null ? this.#now : this.#arrivalAfter(this.#now)
  }

  /** How far the line is known: no unit is born before. */
  get now(): SimTime {
    return Math.min(this.#now, this.#until) as SimTime
  }

  /** Events that the calendar would have fired. */
  get events(): number {
    return this.#events
  }

  /** Goes on for about `budget` events. True: the line is done up to its end, and the tally stands there. */
  run(budget = Number.POSITIVE_INFINITY): boolean {
    const enough = this.#events + budget
    while (this.#nextBorn <= this.#until) {
      if (this.#events >= enough) return false
      this.#bornAtOnce = this.#nextBorn === this.#now ? this.#bornAtOnce + 1 : 0
      if (this.#bornAtOnce > ZERO_TIME_LIMIT) throw new NoProgress(this.now, [this.#source.id])
      this.#passOne()
    }
    this.#close()
    return true
  }

  /** The next unit, from its birth until it leaves. */
  #passOne() {
    const { every, limit } = this.#source
    const until = this.#until
    const ordinal = this.#made++
    const born = this.#nextBorn
    const steps = this.#station.length
    const left = this.#left
    let at = born
    let worked = 0
    this.#now = born
    this.#events++
    if (every !== null) this.#nextBorn = limit !== null && this.#made >= limit ? Number.POSITIVE_INFINITY : this.#arrivalAfter(born)

    for (let step = 0; step < steps; step++) {
      const capacity = this.#capacity[step]!
      let entered = at
      let start: number
      if (capacity === 0) {
        start = entered = Math.max(at, left[step]!)
      } else {
        const starts = this.#starts[step]!
        const turn = starts.length === 0 ? 0 : ordinal % starts.length
        if (starts.length > 0 && ordinal >= starts.length) entered = Math.max(at, starts[turn]!)
        start = Math.max(entered, left[step]!)
        if (starts.length > 0) starts[turn] = start
        if (start > entered) this.#waits(this.#place[step]!, entered, start)
      }
      if (step === 0) {
        if (entered > born) this.#waits(this.#placeOutside, born, entered)
        if (every === null) this.#nextBorn = limit !== null && this.#made >= limit ? Number.POSITIVE_INFINITY : entered
      } else {
        this.#is(this.#station[step - 1]!, EquipmentState.blocked, at, entered)
        left[step - 1] = entered
      }
      this.#is(this.#station[step]!, EquipmentState.starved, left[step]!, start)
      const work = this.#draws.work(step, ordinal)
      worked += work
      at = this.#modes[step]!.length === 0 ? this.#workThrough(step, start, work) : this.#workAndFail(step, start, work)
      if (at <= until) this.#events++
      if (this.#counts(at)) {
        this.#tally.good[this.#station[step]!]!++
        this.#tally.plannedTime[this.#station[step]!]! += this.#planned[step]!
      }
    }
    left[steps - 1] = at
    this.#passed(born, at, worked)
  }

  #workThrough(step: number, start: number, work: number): number {
    this.#is(this.#station[step]!, EquipmentState.processing, start, start + work)
    return start + work
  }

  /** The work on a unit with the failures that come between. When it is done. */
  #workAndFail(step: number, start: number, work: number): number {
    const modes = this.#modes[step]!
    const station = this.#station[step]!
    let at = start
    let remaining = work
    for (let failures = 0; ; failures++) {
      if (failures > ZERO_TIME_LIMIT) throw new NoProgress(Math.min(at, this.#until) as SimTime, [this.#ids[step]!])
      const failing = soonest(modes, remaining)
      const stretch = failing === null ? remaining : failing.left
      this.#is(station, EquipmentState.processing, at, at + stretch)
      for (let m = 0; m < modes.length; m++) modes[m]!.left -= stretch
      at += stretch
      if (failing === null) return at
      remaining -= stretch
      if (at <= this.#until) this.#events++
      if (this.#counts(at)) {
        this.#tally.failures[station]!++
        this.#tally.eventCost += failing.cost
      }
      const repaired = at + this.#chance.next(failing.repair)
      this.#is(station, EquipmentState.repair, at, repaired)
      if (repaired <= this.#until) this.#events++
      at = repaired
      failing.left = this.#chance.next(failing.after)
    }
  }

  /** The station is in `state` over [from, to). */
  #is(station: number, state: EquipmentState, from: number, to: number) {
    if (to <= from || from > this.#until || to < this.#warmUp) return
    if (to > this.#until) this.#tally.slotState[station] = state
    const length = Math.min(to, this.#until) - Math.max(from, this.#warmUp)
    if (length > 0) this.#tally.slotTime[station * STATE_COUNT + state]! += length
  }

  /** A unit waits at `place` over [from, to). */
  #waits(place: number, from: number, to: number) {
    if (from > this.#until || to < this.#warmUp) return
    if (to > this.#until) this.#tally.level[place]!++
    this.#tally.levelArea[place]! += Math.max(0, Math.min(to, this.#until) - Math.max(from, this.#warmUp))
  }

  /** A unit was in the plant over [born, gone). */
  #passed(born: number, gone: number, worked: number) {
    const tally = this.#tally
    const product = this.#product
    if (this.#counts(born)) tally.created[product]!++
    if (gone > this.#until) tally.inSystem[product]!++
    if (this.#counts(gone)) {
      tally.finished[product]!++
      tally.firstPass[product]!++
      tally.leadTime[product]! += gone - born
      tally.waitingTime[product]! += gone - born - worked
    }
    if (gone >= this.#warmUp) tally.inSystemArea[product]! += Math.max(0, Math.min(gone, this.#until) - Math.max(born, this.#warmUp))
  }

  /** Is what happens at `at` counted? What happens at the very end of the warm-up is forgotten with it: SPEC.md [T5]. */
  #counts(at: number): boolean {
    return at <= this.#until && (at > this.#warmUp || this.#warmUp === 0)
  }

  #arrivalAfter(from: number): number {
    const gap = this.#draws.gap()
    const { profile } = this.#source
    const at = profile.length === 0 ? from + gap : stretched(from, gap, profile)
    return at < Number.MAX_SAFE_INTEGER ? at : Number.POSITIVE_INFINITY
  }

  /** What lasts at the end: stations that wait for a next unit, and every column brought up to the end. */
  #close() {
    const tally = this.#tally
    const until = this.#until
    const inLine = new Set(this.#station)
    this.#station.forEach((station, step) => {
      this.#is(station, EquipmentState.starved, this.#left[step]!, Number.POSITIVE_INFINITY)
    })
    for (let station = 0; station < tally.slotState.length; station++) {
      if (!inLine.has(station)) this.#is(station, EquipmentState.starved, 0, Number.POSITIVE_INFINITY)
    }
    tally.slotSince.fill(until)
    tally.levelSince.fill(until)
    tally.inSystemSince.fill(until)
    tally.settle(until)
    this.#now = until
  }
}

export interface LineOptions {
  readonly seed: number
  readonly replication: number
  /** µs */
  readonly warmUp: SimTime
  /** µs: a line is run to this end and no further. */
  readonly until: SimTime
  /** A fresh one. */
  readonly tally: Tally
}

interface Mode {
  readonly after: Draw
  readonly repair: Draw
  readonly cost: number
  /** µs of processing until it fails. */
  left: number
}

/** The first mode to fail within less than `work` µs of processing; null: none does. */
function soonest(modes: readonly Mode[], work: number): Mode | null {
  let found: Mode | null = null
  let least = work
  for (let m = 0; m < modes.length; m++) {
    const mode = modes[m]!
    if (mode.left < least) {
      least = mode.left
      found = mode
    }
  }
  return found
}

function openModes(chance: Chance, station: Station): readonly Mode[] {
  return station.failures.map((mode) => {
    const after = openFailure(chance, station.id, 0, mode)
    return { after, repair: openRepair(chance, station.id, 0, mode), cost: mode.cost, left: chance.next(after) }
  })
}

const isLimited = (capacity: number) => capacity > 0 && capacity < UNLIMITED

const initialStock = ({ materials, products }: Scenario) => [...materials, ...products].map(({ initialStock }) => initialStock)

/**
 * What the recursion knows, or what changes nothing of what happens. Any other field must say "not used" (null, false, 0, an empty list): so a
 * new word of the language sends its plants to the calendar without anyone remembering it here.
 */
const KNOWN = {
  scenario: words(
    'schema id title description seed replications horizon warmUp startTime timeZone currency objective areas products suppliers sources',
    'stations buffers sinks crews energy',
  ),
  product: words('id title route sink price family initialStock holdingCost'),
  operation: words('id title stations buffer time yield rework collect whenSplit'),
  source: words('id title mix every quantity start limit due priority lateCost serve whenFull profile pose'),
  station: words(
    'id title area kind slots edge time yield rework initialFamily failures rule releaseOperator costPerHour power pose overlap',
  ),
  buffer: words('id title area capacity order pose'),
  sink: words('id title area pose'),
  failure: words('id title clock after repair cost interrupted since dueWhile first effect setup'),
}

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '))
}

/** Is the plant one line in the sense of `LineRun`? Whatever else a scenario holds must be nothing that ever happens. */
export function isLine(scenario: Scenario): boolean {
  const { sources, stations, sinks, products, buffers } = scenario
  const [source] = sources
  if (sources.length !== 1 || source === undefined) return false
  // Otherwise the energy follows from the times in each state. People who cost something are counted whether they have a job or not.
  if (needsEnergy(scenario) || scenario.crews.some(({ costPerHour }) => costPerHour > 0)) return false
  if (!usesOnly(scenario, KNOWN.scenario) || !usesOnly(source, KNOWN.source)) return false
  if (source.mix.length !== 1 || source.quantity !== 1 || source.due !== null || source.serve !== 'make' || source.whenFull !== 'wait')
    return false
  const product = products.find(({ id }) => id === source.mix[0]!.product)
  if (product === undefined || product.route.length === 0 || !usesOnly(product, KNOWN.product)) return false
  const sink = sinks.find(({ id }) => id === product.sink)
  if (sink === undefined || !usesOnly(sink, KNOWN.sink)) return false
  if (!stations.every(isPlainStation)) return false
  const used = product.route.flatMap(({ buffer }) => (buffer === null ? [] : [buffer]))
  if (new Set(used).size !== used.length) return false
  if (
    !buffers.every(
      (buffer) =>
        !used.includes(buffer.id) || (typeof buffer.order === 'string' && buffer.order !== 'lifo' && usesOnly(buffer, KNOWN.buffer)),
    )
  )
    return false
  if (new Set(product.route.map(({ stations }) => stations[0])).size !== product.route.length) return false
  const byId = new Map(stations.map((station) => [station.id, station]))
  return product.route.every(
    (operation) =>
      usesOnly(operation, KNOWN.operation) &&
      operation.stations.length === 1 &&
      (operation.yield ?? byId.get(operation.stations[0]!)!.yield) === 1,
  )
}

function isPlainStation(station: Station): boolean {
  return (
    usesOnly(station, KNOWN.station) &&
    station.slots === 1 &&
    !station.rule.includes('lifo') &&
    // Sums of whole amounts do not depend on their order.
    station.failures.every(
      (mode) =>
        usesOnly(mode, KNOWN.failure) &&
        mode.clock === 'processing' &&
        mode.since === 'repair' &&
        mode.dueWhile === 'accrue' &&
        mode.first === 'new' &&
        mode.interrupted === 'resume' &&
        mode.effect === 'renew' &&
        mode.setup === 'keep' &&
        Number.isInteger(mode.cost),
    )
  )
}

const usesOnly = (thing: object, known: ReadonlySet<string>) =>
  Object.entries(thing).every(([field, value]) => known.has(field) || isUnused(value))

const isUnused = (value: unknown) => value === null || value === false || value === 0 || (Array.isArray(value) && value.length === 0)
