import type { Stoppage } from '../../../scenarios/model.ts'
import { NO_TICKET } from '../../kernel/calendar.ts'
import type { SimTime } from '../../kernel/time.ts'
import { VehicleState } from '../../log/events.ts'
import type { Draw } from '../chance.ts'
import { Message, Phase } from '../phases.ts'
import type { Plant } from '../plant.ts'
import { NONE } from '../tables.ts'

/** A failure mode of one vehicle. */
interface Clock {
  readonly vehicle: number
  /** Its number among the fleet's modes. */
  readonly mode: number
  readonly runsOn: Stoppage['clock']
  readonly after: Draw
  readonly repair: Draw
}

/** Failures of vehicles: each vehicle has the clocks of its fleet's modes, and luck of its own. */
export class Breakdowns {
  readonly #plant: Plant
  readonly #clocks: readonly Clock[]
  readonly #firstClock: Int32Array
  /** vehicle → failures that are being repaired, and the mode of the first of them */
  down: Int32Array
  mode: Int32Array
  // per clock
  left: Float64Array
  ticket: Int32Array
  /** 1 from the failure until the repair is done. */
  failed: Uint8Array

  constructor(plant: Plant, fleetOf: Int32Array) {
    this.#plant = plant
    const { transport } = plant.tables.scenario
    const { chance } = plant
    const clocks = Array.from(fleetOf).flatMap((fleet, vehicle) =>
      transport[fleet]!.failures.map((failure, mode) => ({
        vehicle,
        mode,
        runsOn: failure.clock,
        after: chance.open(failure.after, `${plant.fleets.nameOf(vehicle)}/${failure.id}`, 'failure'),
        repair: chance.open(failure.repair, `${plant.fleets.nameOf(vehicle)}/${failure.id}`, 'repair'),
      })),
    )
    this.#clocks = clocks
    this.#firstClock = Int32Array.from({ length: fleetOf.length + 1 }, (_, v) => clocks.filter(({ vehicle }) => vehicle < v).length)
    this.down = new Int32Array(fleetOf.length)
    this.mode = new Int32Array(fleetOf.length).fill(NONE)
    this.left = new Float64Array(clocks.length)
    this.ticket = new Int32Array(clocks.length).fill(NO_TICKET)
    this.failed = new Uint8Array(clocks.length)
  }

  begin() {
    for (let clock = 0; clock < this.#clocks.length; clock++) this.#wind(clock)
  }

  /** The vehicle is in another state: its clocks run, or stand, with it. */
  stateChanged(v: number) {
    for (let clock = this.#firstClock[v]!; clock < this.#firstClock[v + 1]!; clock++) this.#run(clock)
  }

  /** A fresh time to failure; the clock is set going where its time runs. */
  #wind(clock: number) {
    this.left[clock] = this.#plant.chance.next(this.#clocks[clock]!.after)
    this.#run(clock)
  }

  #run(clock: number) {
    const { calendar } = this.#plant
    const isRunning = this.#isRunning(clock)
    if (isRunning === (this.ticket[clock] !== NO_TICKET)) return
    if (isRunning) {
      const at = (calendar.now + this.left[clock]!) as SimTime
      this.ticket[clock] = calendar.schedule(at, Phase.failure, clock, Message.vehicleFails)
    } else {
      this.left[clock] = calendar.cancel(this.ticket[clock]!) - calendar.now
      this.ticket[clock] = NO_TICKET
    }
  }

  #isRunning(clock: number): boolean {
    const { vehicle, runsOn } = this.#clocks[clock]!
    if (this.failed[clock] === 1) return false
    if (runsOn === 'calendar') return true
    const state = this.#plant.fleets.state[vehicle]!
    if (runsOn === 'operating') return state !== VehicleState.paused && state !== VehicleState.repair
    return state >= VehicleState.emptyRun && state <= VehicleState.unloading
  }

  fails(clock: number) {
    const { calendar, chance, fleets } = this.#plant
    const { vehicle, mode, repair } = this.#clocks[clock]!
    this.ticket[clock] = NO_TICKET
    this.failed[clock] = 1
    if (this.down[vehicle]!++ === 0) this.mode[vehicle] = mode
    calendar.schedule((calendar.now + chance.next(repair)) as SimTime, Phase.repairEnd, clock, Message.vehicleRepaired)
    fleets.stops(vehicle)
  }

  repaired(clock: number) {
    const { vehicle } = this.#clocks[clock]!
    this.failed[clock] = 0
    this.down[vehicle]!--
    // Its new life is drawn before the vehicle goes on, and the clock with it.
    this.#wind(clock)
    this.#plant.fleets.goesOn(vehicle)
  }
}
