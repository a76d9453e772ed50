import type { FailureMode } from '../../scenarios/model.ts'
import { NO_TICKET } from '../kernel/calendar.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { equilibriumQuantile, pow, remainingLife } from '../math/index.ts'
import { type Draw, NO_DRAW } from './chance.ts'
import { openCount, openFailure, openFirstFailure } from './draws.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { presentSlots } from './present.ts'
import { Activity } from './stations.ts'
import { NONE } from './tables.ts'

/** A clock at one slot: of a failure mode, or of maintenance that counts hours or units. Those of modes come first, in the order of Upkeep's jobs. */
interface Clock {
  readonly slot: number
  /** Upkeep's number of the mode or task. */
  readonly job: number
  readonly spec: Life
  readonly after: Draw
  readonly first: Draw
  /** The signal that decides when it is due, or that makes it run faster; NONE. */
  readonly gauge: number
  readonly isTask: boolean
}

type Life = Pick<
  FailureMode,
  'clock' | 'after' | 'since' | 'effect' | 'restores' | 'station' | 'dueWhile' | 'age' | 'first' | 'doubles' | 'load'
>

/** Share of what it is rated for: with less of a load it still ages, however slowly. */
const LEAST_LOAD = 1e-6

/** What of a failure mode a count of maintenance is: due after the same again and again. */
const COUNT = {
  since: 'repair',
  effect: 'renew',
  restores: null,
  station: null,
  dueWhile: 'accrue',
  age: 0,
  first: 'new',
  doubles: null,
  load: null,
} as const

/** What moves a clock: time, time neither paused nor down, work on units, units; the calendar, with failing put off; work or units of another station. */
const RunsOn = {
  calendar: 0,
  operating: 1,
  processing: 2,
  cycles: 3,
  gatedOperating: 4,
  gatedProcessing: 5,
  theirProcessing: 6,
  theirCycles: 7,
  /** Told by Conditions. */
  signal: 8,
} as const

/**
 * What wears machines out: a clock per slot and failure mode. What is left on a clock that stands still is in `left`; for one that runs by itself
 * the event in the calendar says when. A clock stands while its own failure lasts, unless it counts from the failure's start.
 *
 *     new life ──time, work or units──▶ due ──(gate: waits until the slot may fail)──▶ Upkeep.fails
 */
export class Wear {
  readonly #plant: Plant
  readonly #clocks: readonly Clock[]
  readonly #runsOn: Uint8Array
  /** The clocks of each slot one after the other, those of a slot from `#firstOfSlot[slot]` on; station → clocks of others that its work moves */
  readonly #ofSlot: Int32Array
  readonly #firstOfSlot: Int32Array
  readonly #movedBy: readonly (readonly number[] | null)[]
  readonly #isMovedBy: boolean
  /** Does any clock count units? */
  readonly #countsUnits: boolean
  readonly #modes: number
  readonly #clockOfTask: readonly number[]
  /** Clocks that were running before t = 0, or stand because of a repair from then. */
  readonly #present: ReadonlyMap<number, { readonly age: number | undefined; readonly isDown: boolean }>
  /** Does the level of a signal make any clock run faster? */
  readonly #hasPaces: boolean
  /** clock → number of the parameter of its station that loads it */
  readonly #loads: Int32Array
  /** slot → has it signals? */
  readonly #measures: Uint8Array
  /** slot → 1 where work wears something, here or elsewhere */
  readonly #wears: Uint8Array

  /** Clock: µs (or units, for `cycles`) left until the failure. Infinity: gated, not due yet. */
  left: Float64Array
  ticket: Int32Array
  /** Clock: age when its present life began, and how long that life is (µs or units). */
  age: Float64Array
  life: Float64Array
  /** Clock: how much faster it runs for the level of its signal, in the present stretch of work. */
  pace: Float64Array
  /** Clock moved by another station's work: µs at which `left` was true. */
  countedAt: Float64Array
  /** Station → slots at work. */
  atWork: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { tables, chance } = plant
    const { scenario, slotStation, slots, index, firstSlot } = tables
    const clocks: Clock[] = []
    const ofSlot: number[][] = Array.from({ length: slots }, () => [])
    const movedBy: (number[] | null)[] = scenario.stations.map(() => null)
    const byWork = new Uint8Array(slots)
    for (let slot = 0; slot < slots; slot++) {
      const s = slotStation[slot]!
      const station = scenario.stations[s]!
      for (const spec of station.failures) {
        const place = slot - firstSlot[s]!
        const clock = clocks.length
        const gauge = plant.conditions.gaugeOf(slot, spec.signal)
        const first = spec.first === 'equilibrium' ? openFirstFailure(chance, station.id, place, spec) : NO_DRAW
        clocks.push({ slot, job: clock, spec, after: openFailure(chance, station.id, place, spec), first, gauge, isTask: false })
        ofSlot[slot]!.push(clock)
        if (spec.station !== null) {
          const other = index.station.get(spec.station)!
          movedBy[other] ??= []
          movedBy[other].push(clock)
        } else if (spec.clock === 'processing' || spec.clock === 'cycles') byWork[slot] = 1
      }
      if (station.signals.length > 0) byWork[slot] = 1
    }
    const modes = clocks.length
    const clockOfTask: number[] = []
    for (let slot = 0; slot < slots; slot++) {
      const station = scenario.stations[slotStation[slot]!]!
      for (const task of station.maintenance) {
        const count = task.hours ?? task.cycles
        clockOfTask.push(count === null ? NONE : clocks.length)
        if (count === null) continue
        const clock = task.hours === null ? 'cycles' : task.clock
        const spec: Life = { ...COUNT, clock, after: { kind: 'constant', value: count } }
        const after = openCount(chance, station.id, slot - firstSlot[slotStation[slot]!]!, task, count)
        ofSlot[slot]!.push(clocks.length)
        clocks.push({ slot, job: modes + clockOfTask.length - 1, spec, after, first: NO_DRAW, gauge: NONE, isTask: true })
        if (clock === 'processing' || clock === 'cycles') byWork[slot] = 1
      }
    }
    this.#present = presentClocks(clocks, presentSlots(tables), (slot) => {
      const { failures, maintenance } = scenario.stations[slotStation[slot]!]!
      return [...failures, ...maintenance.filter(({ hours, cycles }) => hours !== null || cycles !== null)].map(({ id }) => id)
    })
    this.#loads = Int32Array.from(clocks, ({ slot, spec }) => {
      const { parameters } = scenario.stations[slotStation[slot]!]!
      return spec.load == null ? NONE : parameters.findIndex(({ id }) => id === spec.load!.parameter)
    })
    this.#modes = modes
    this.#clockOfTask = clockOfTask
    this.#measures = Uint8Array.from(slotStation, (s) => (scenario.stations[s]!.signals.length > 0 ? 1 : 0))
    for (let slot = 0; slot < slots; slot++) if (movedBy[slotStation[slot]!] !== null) byWork[slot] = 1
    this.#clocks = clocks
    this.#hasPaces = clocks.some(({ spec }) => spec.doubles !== null || spec.load != null)
    this.#runsOn = Uint8Array.from(clocks, ({ spec, gauge }) => runsOn(spec, gauge !== NONE && plant.conditions.risesByTime(gauge)))
    this.#firstOfSlot = new Int32Array(slots + 1)
    ofSlot.forEach((list, slot) => {
      this.#firstOfSlot[slot + 1] = this.#firstOfSlot[slot]! + list.length
    })
    this.#ofSlot = Int32Array.from(ofSlot.flat())
    this.#movedBy = movedBy
    this.#wears = byWork
    this.#isMovedBy = movedBy.some((list) => list !== null)
    this.#countsUnits = clocks.some(({ spec }) => spec.clock === 'cycles')
    this.left = new Float64Array(clocks.length)
    this.ticket = new Int32Array(clocks.length).fill(NO_TICKET)
    this.age = Float64Array.from(clocks, ({ spec }) => (spec.clock === 'cycles' ? spec.age : seconds(spec.age)))
    this.life = new Float64Array(clocks.length)
    this.countedAt = new Float64Array(clocks.length)
    this.pace = new Float64Array(clocks.length).fill(1)
    this.atWork = new Int32Array(scenario.stations.length)
  }

  /** Does work in the slot wear something, here or elsewhere? */
  byWork(slot: number): boolean {
    return this.#wears[slot] === 1
  }

  begin() {
    for (let clock = 0; clock < this.#clocks.length; clock++) {
      const { spec, first } = this.#clocks[clock]!
      const present = this.#present.get(clock)
      if (present?.age !== undefined) this.age[clock] = spec.clock === 'cycles' ? present.age : seconds(present.age)
      if (present?.isDown && spec.since === 'repair') continue
      if (first === NO_DRAW || present?.age !== undefined) this.#live(clock)
      else {
        const residual = equilibriumQuantile(spec.after, this.#plant.chance.nextUniform(first))
        this.#wind(clock, spec.clock === 'cycles' ? Math.ceil(residual) : seconds(residual))
      }
    }
  }

  // ── lives ──

  /** Its event came up: a mode fails, or maintenance is due. */
  fires(clock: number) {
    const { upkeep } = this.#plant
    const { isTask, job } = this.#clocks[clock]!
    if (!isTask) return upkeep.fails(clock)
    if (this.isDue(clock)) upkeep.due(job - this.#modes)
  }

  /** The count of a task starts anew. */
  recount(task: number) {
    const clock = this.#clockOfTask[task]!
    if (clock !== NONE) this.renew(clock)
  }

  /** How much is left until the task is due: µs, or units. Infinity: it does not count. */
  leftOfCount(task: number): number {
    const { calendar } = this.#plant
    const clock = this.#clockOfTask[task]!
    if (clock === NONE) return Number.POSITIVE_INFINITY
    return this.ticket[clock] === NO_TICKET ? this.left[clock]! : calendar.due(this.ticket[clock]!) - calendar.now
  }

  /** The failure has happened: the clock stands until the repair, or counts on from here. */
  failed(clock: number) {
    const { spec } = this.#clocks[clock]!
    if (spec.clock === 'signal') return
    const age = this.age[clock]! + this.life[clock]!
    this.age[clock] = spec.effect === 'renew' ? 0 : spec.effect === 'minimal' ? age : age * (1 - spec.restores!)
    if (spec.since === 'failure') this.#live(clock)
  }

  repaired(clock: number) {
    const { spec, gauge } = this.#clocks[clock]!
    if (spec.clock === 'signal') this.#plant.conditions.reset(gauge)
    else if (spec.since === 'repair') this.#live(clock)
    else if (this.ticket[clock] === NO_TICKET && this.left[clock]! <= 0 && !this.#isGated(clock)) this.#run(clock)
  }

  /** As good as new, though nothing has failed. */
  renew(clock: number) {
    if (this.ticket[clock] !== NO_TICKET) this.#plant.calendar.cancel(this.ticket[clock]!)
    this.ticket[clock] = NO_TICKET
    this.age[clock] = 0
    this.#live(clock)
  }

  /** A life from its age on. */
  #live(clock: number) {
    const { chance, conditions } = this.#plant
    const { spec, after, gauge } = this.#clocks[clock]!
    const age = this.age[clock]!
    if (spec.clock === 'signal') {
      this.left[clock] = conditions.workUntilFail(gauge)
      return
    }
    if (spec.clock === 'cycles')
      this.#wind(clock, age > 0 ? remainingLife(spec.after, age, chance.nextUniform(after)) : chance.nextNumber(after))
    else this.#wind(clock, age > 0 ? seconds(remainingLife(spec.after, age / 1e6, chance.nextUniform(after))) : chance.next(after))
  }

  /** `life` in µs or units. A clock that runs by itself is set going. */
  #wind(clock: number, life: number) {
    const { calendar, faults, tables, stations } = this.#plant
    const { slot, spec, isTask } = this.#clocks[clock]!
    const factor = isTask ? 1 : faults.failureFactor[tables.slotStation[slot]!]!
    this.life[clock] = life
    this.left[clock] = spec.clock === 'cycles' ? Math.max(1, Math.round(life * factor)) : Math.round(life * factor)
    switch (this.#runsOn[clock]) {
      case RunsOn.operating:
        if (!stations.runs(slot)) return
        return this.#run(clock)
      case RunsOn.calendar:
        return this.#run(clock)
      case RunsOn.gatedOperating:
      case RunsOn.gatedProcessing:
        this.#run(clock)
        this.left[clock] = Number.POSITIVE_INFINITY
        return
      case RunsOn.theirProcessing:
        this.countedAt[clock] = calendar.now
        return this.#runByOther(clock)
    }
  }

  /** It is asked again when the slot runs or works. */
  #isGated(clock: number): boolean {
    return this.#runsOn[clock] === RunsOn.gatedOperating || this.#runsOn[clock] === RunsOn.gatedProcessing
  }

  #run(clock: number) {
    const { calendar } = this.#plant
    this.ticket[clock] = calendar.schedule((calendar.now + this.left[clock]!) as SimTime, Phase.failure, clock, Message.failureStarts)
  }

  /** Its event came up. False: it may not fail now, and waits. */
  isDue(clock: number): boolean {
    const { stations } = this.#plant
    const { slot, job } = this.#clocks[clock]!
    this.ticket[clock] = NO_TICKET
    if (this.#runsOn[clock] === RunsOn.theirProcessing) this.#count(clock)
    this.left[clock] = 0
    if (!this.#plant.upkeep.isAtRest(job)) return false
    if (this.#runsOn[clock] === RunsOn.gatedOperating) return stations.runs(slot)
    if (this.#runsOn[clock] === RunsOn.gatedProcessing) return stations.runs(slot) && stations.activity[slot] === Activity.working
    return true
  }

  // ── what moves them ──

  /** The slot stopped (paused, down, maintained) or runs again: operating clocks with it. */
  slotStopped(slot: number) {
    const { calendar } = this.#plant
    const clocks = this.#ofSlot
    const end = this.#firstOfSlot[slot + 1]!
    for (let i = this.#firstOfSlot[slot]!; i < end; i++) {
      const clock = clocks[i]!
      if (this.#runsOn[clock] !== RunsOn.operating || this.ticket[clock] === NO_TICKET) continue
      this.left[clock] = calendar.cancel(this.ticket[clock]!) - calendar.now
      this.ticket[clock] = NO_TICKET
    }
  }

  slotRuns(slot: number) {
    const { upkeep } = this.#plant
    const clocks = this.#ofSlot
    const end = this.#firstOfSlot[slot + 1]!
    for (let i = this.#firstOfSlot[slot]!; i < end; i++) {
      const clock = clocks[i]!
      if (this.ticket[clock] !== NO_TICKET || !upkeep.isAtRest(this.#clocks[clock]!.job)) continue
      if (this.#runsOn[clock] === RunsOn.operating || (this.#runsOn[clock] === RunsOn.gatedOperating && this.left[clock] === 0))
        this.#run(clock)
    }
  }

  /** The slot begins to work, or goes on, with `work` µs to go. The clock that runs out first within them; NONE: none does. */
  workBegins(slot: number, work: number): number {
    if (this.#isMovedBy && this.#movedBy[this.#plant.tables.slotStation[slot]!] !== null) this.#atWork(slot, 1)
    const clocks = this.#ofSlot
    const end = this.#firstOfSlot[slot + 1]!
    let soonest = NONE
    let least = work
    for (let i = this.#firstOfSlot[slot]!; i < end; i++) {
      const clock = clocks[i]!
      const runsOn = this.#runsOn[clock]!
      if (runsOn !== RunsOn.processing && runsOn !== RunsOn.gatedProcessing) continue
      if (this.#hasPaces) this.#setPace(clock)
      const left = this.workLeft(clock)
      if (left < least && !this.#isToldLate(clock)) {
        least = left
        soonest = clock
      }
    }
    return soonest
  }

  /** µs of work until the clock runs out. */
  workLeft(clock: number): number {
    const pace = this.#hasPaces ? this.pace[clock]! : 1
    return Math.max(0, pace === 1 ? this.left[clock]! : Math.ceil(this.left[clock]! / pace))
  }

  /** Twice as fast for each `doubles` that its signal has risen, and by the power of its load. */
  #setPace(clock: number) {
    const { spec, gauge, slot } = this.#clocks[clock]!
    if (spec.doubles === null && spec.load == null) return
    const byLevel = spec.doubles === null ? 1 : pow(2, this.#plant.conditions.rise(gauge) / spec.doubles)
    const byLoad =
      spec.load == null
        ? 1
        : pow(Math.max(LEAST_LOAD, this.#plant.quality.loadIn(slot, this.#loads[clock]!) / spec.load.rated), spec.load.exponent)
    this.pace[clock] = byLevel * byLoad
  }

  /** A count of maintenance, or a failure that waits for the unit anyway: told when the unit is done. */
  #isToldLate(clock: number): boolean {
    return this.#clocks[clock]!.isTask || this.#plant.upkeep.putsOff(clock)
  }

  /** The slot has worked for so long and stops. */
  worked(slot: number, elapsed: number) {
    if (this.#isMovedBy && this.#movedBy[this.#plant.tables.slotStation[slot]!] !== null) this.#atWork(slot, -1)
    const clocks = this.#ofSlot
    const end = this.#firstOfSlot[slot + 1]!
    for (let i = this.#firstOfSlot[slot]!; i < end; i++) {
      const clock = clocks[i]!
      if (this.#runsOn[clock] !== RunsOn.processing) continue
      this.left[clock]! -= this.#hasPaces ? elapsed * this.pace[clock]! : elapsed
      if (this.left[clock]! <= 0 && this.#isToldLate(clock)) this.comesDue(clock)
    }
    if (this.#measures[slot] === 1) this.#plant.conditions.worked(slot, elapsed)
  }

  /** The slot has finished a unit: one cycle. */
  cycled(slot: number) {
    const clocks = this.#ofSlot
    const end = this.#countsUnits ? this.#firstOfSlot[slot + 1]! : 0
    for (let i = this.#firstOfSlot[slot]!; i < end; i++) if (this.#runsOn[clocks[i]!] === RunsOn.cycles) this.#countDown(clocks[i]!)
    if (this.#measures[slot] === 1) this.#plant.conditions.unitDone(slot)
    if (!this.#isMovedBy) return
    const moved = this.#movedBy[this.#plant.tables.slotStation[slot]!]!
    if (moved !== null)
      for (let i = 0; i < moved.length; i++) if (this.#runsOn[moved[i]!] === RunsOn.theirCycles) this.#countDown(moved[i]!)
  }

  #countDown(clock: number) {
    if (!this.#isMoving(clock)) return
    if (this.#hasPaces) this.#setPace(clock)
    this.left[clock]! -= this.pace[clock]!
    if (this.left[clock]! <= 0) this.comesDue(clock)
  }

  /** It is due at this instant. */
  comesDue(clock: number) {
    const { calendar, upkeep } = this.#plant
    if (this.ticket[clock] === NO_TICKET && upkeep.isAtRest(this.#clocks[clock]!.job))
      this.ticket[clock] = calendar.schedule(calendar.now, Phase.failure, clock, Message.failureStarts)
  }

  /** A clock that waits for its repair stands, unless it counts from the failure's start. */
  #isMoving(clock: number): boolean {
    const { job, spec } = this.#clocks[clock]!
    return this.#plant.upkeep.isAtRest(job) || (spec.since === 'failure' && this.left[clock]! > 0)
  }

  // ── work of another station ──

  #atWork(slot: number, change: number) {
    const station = this.#plant.tables.slotStation[slot]!
    const moved = this.#movedBy[station]!
    for (let i = 0; i < moved.length; i++) if (this.#runsOn[moved[i]!] === RunsOn.theirProcessing) this.#count(moved[i]!)
    this.atWork[station]! += change
    for (let i = 0; i < moved.length; i++) if (this.#runsOn[moved[i]!] === RunsOn.theirProcessing) this.#runByOther(moved[i]!)
  }

  #count(clock: number) {
    const { calendar } = this.#plant
    if (this.#isMoving(clock)) this.left[clock]! -= this.atWork[this.#other(clock)]! * (calendar.now - this.countedAt[clock]!)
    this.countedAt[clock] = calendar.now
  }

  #runByOther(clock: number) {
    const { calendar } = this.#plant
    if (this.ticket[clock] !== NO_TICKET) calendar.cancel(this.ticket[clock]!)
    this.ticket[clock] = NO_TICKET
    if (!this.#isMoving(clock)) return
    const working = this.atWork[this.#other(clock)]!
    if (working === 0 && this.left[clock]! > 0) return
    const wait = this.left[clock]! <= 0 ? 0 : Math.ceil(this.left[clock]! / working)
    this.ticket[clock] = calendar.schedule((calendar.now + wait) as SimTime, Phase.failure, clock, Message.failureStarts)
  }

  #other(clock: number): number {
    return this.#plant.tables.index.station.get(this.#clocks[clock]!.spec.station!)!
  }
}

function runsOn({ clock, station, dueWhile }: Life, isByTime: boolean): number {
  if (clock === 'signal') return isByTime ? RunsOn.processing : RunsOn.signal
  if (station !== null) return clock === 'cycles' ? RunsOn.theirCycles : RunsOn.theirProcessing
  if (dueWhile === 'gate' && clock === 'operating') return RunsOn.gatedOperating
  if (dueWhile === 'gate' && clock === 'processing') return RunsOn.gatedProcessing
  return RunsOn[clock]
}

/** Ages and failures of clocks from before t = 0. `idsOf`: who the clocks of a slot belong to, in their order. */
function presentClocks(clocks: readonly Clock[], slots: ReturnType<typeof presentSlots>, idsOf: (slot: number) => readonly string[]) {
  const found = new Map<number, { readonly age: number | undefined; readonly isDown: boolean }>()
  for (const [slot, { ages, stopped }] of slots) {
    const own = clocks.flatMap((clock, i) => (clock.slot === slot ? [i] : []))
    idsOf(slot).forEach((id, i) => {
      found.set(own[i]!, { age: ages.find(({ of }) => of === id)?.age, isDown: stopped.some(({ by }) => by === id) })
    })
  }
  return found
}
