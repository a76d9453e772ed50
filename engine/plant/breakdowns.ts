import type { Stoppage } from '../../scenarios/model.ts'
import { NO_TICKET } from '../kernel/calendar.ts'
import type { SimTime } from '../kernel/time.ts'
import type { Draw } from './chance.ts'
import { Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/** What can break down: all conveyors, or all vehicles. */
export interface Breakable {
  /** Does a clock of this kind run for the thing now, as far as the thing itself is concerned? */
  wears(thing: number, clock: Stoppage['clock']): boolean
  /** It has failed: it stands still. */
  stops(thing: number): void
  /** A failure of it is repaired: if it was the last one, it goes on. */
  goesOn(thing: number): void
}

/** A failure mode of one thing. */
interface Clock {
  readonly thing: number
  /** Its number among the modes of the thing. */
  readonly mode: number
  readonly runsOn: Stoppage['clock']
  readonly after: Draw
  readonly repair: Draw
}

/**
 * Failures of whatever is repaired where it stands and needs nobody for it: conveyors and vehicles. Each thing has the clocks of its modes, and luck of
 * its own.
 *
 *     wound ──▶ runs ⇄ stands ──▶ fails ──▶ repaired ──▶ wound
 */
export class Breakdowns {
  readonly #plant: Plant
  readonly #things: Breakable
  readonly #fails: number
  readonly #repaired: number
  readonly #clocks: readonly Clock[]
  readonly #firstClock: Int32Array
  /** thing → failures that are being repaired, and the mode of the first of them */
  down: Int32Array
  mode: Int32Array
  // per clock
  left: Float64Array
  ticket: Int32Array
  /** 1 from the failure until the repair is done. */
  failed: Uint8Array

  /** `named`: the things by number, with the names that their luck goes by. */
  constructor(
    plant: Plant,
    things: Breakable,
    named: readonly { readonly name: string; readonly failures: readonly Stoppage[] }[],
    { fails, repaired }: { readonly fails: number; readonly repaired: number },
  ) {
    this.#plant = plant
    this.#things = things
    this.#fails = fails
    this.#repaired = repaired
    const { chance } = plant
    const clocks = named.flatMap(({ name, failures }, thing) =>
      failures.map((failure, mode) => ({
        thing,
        mode,
        runsOn: failure.clock,
        after: chance.open(failure.after, `${name}/${failure.id}`, 'failure'),
        repair: chance.open(failure.repair, `${name}/${failure.id}`, 'repair'),
      })),
    )
    this.#clocks = clocks
    this.#firstClock = Int32Array.from({ length: named.length + 1 }, (_, i) => clocks.filter(({ thing }) => thing < i).length)
    this.down = new Int32Array(named.length)
    this.mode = new Int32Array(named.length).fill(NONE)
    this.left = new Float64Array(clocks.length)
    this.ticket = new Int32Array(clocks.length).fill(NO_TICKET)
    this.failed = new Uint8Array(clocks.length)
  }

  begin() {
    for (let clock = 0; clock < this.#clocks.length; clock++) this.#wind(clock)
  }

  /** The thing is in another state: its clocks run, or stand, with it. */
  stateChanged(thing: number) {
    for (let clock = this.#firstClock[thing]!; clock < this.#firstClock[thing + 1]!; clock++) this.#run(clock)
  }

  fails(clock: number) {
    const { calendar, chance } = this.#plant
    const { thing, mode, repair } = this.#clocks[clock]!
    this.ticket[clock] = NO_TICKET
    this.failed[clock] = 1
    if (this.down[thing]!++ === 0) this.mode[thing] = mode
    calendar.schedule((calendar.now + chance.next(repair)) as SimTime, Phase.repairEnd, clock, this.#repaired)
    this.#things.stops(thing)
  }

  repaired(clock: number) {
    const { thing } = this.#clocks[clock]!
    this.failed[clock] = 0
    this.down[thing]!--
    // Its new life is drawn before the thing goes on, and the clock with it.
    this.#wind(clock)
    this.#things.goesOn(thing)
  }

  /** A fresh time to failure; the clock is set going where its time runs. */
  #wind(clock: number) {
    this.left[clock] = this.#plant.chance.next(this.#clocks[clock]!.after)
    this.#run(clock)
  }

  #run(clock: number) {
    const { calendar } = this.#plant
    const { thing, runsOn } = this.#clocks[clock]!
    const isRunning = this.failed[clock] === 0 && (runsOn === 'calendar' || this.#things.wears(thing, runsOn))
    if (isRunning === (this.ticket[clock] !== NO_TICKET)) return
    if (isRunning) {
      const at = (calendar.now + this.left[clock]!) as SimTime
      this.ticket[clock] = calendar.schedule(at, Phase.failure, clock, this.#fails)
    } else {
      this.left[clock] = calendar.cancel(this.ticket[clock]!) - calendar.now
      this.ticket[clock] = NO_TICKET
    }
  }
}
