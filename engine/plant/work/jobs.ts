import { NO_TICKET } from '../../kernel/calendar.ts'
import { EquipmentState, Outcome } from '../../log/events.ts'
import type { Batches } from '../batches.ts'
import type { Draw } from '../chance.ts'
import { outcomeOf } from '../outcome.ts'
import type { Plant } from '../plant.ts'
import { Activity, People } from '../stations.ts'
import { here, NONE, OWN, Own, WAY, Way, wayAt } from '../tables.ts'

/**
 * The work on the unit in a slot, from its first moment to its result. How long it takes is drawn when it is started; done in steps, each step is
 * drawn, called for and started like work of its own.
 *
 *     start ──people there──▶ begins ──▶ ends ──▶ (next step) … ──▶ good, rework, or scrap
 */
export class Jobs {
  readonly #plant: Plant
  /** Does any operation need people? */
  readonly #calls: boolean
  /** Is any operation done in steps? */
  readonly #hasSteps: boolean
  /** Null where nothing is worked on in batches. */
  readonly #batches: Batches | null
  /** µs that the work which is being started has lasted already; nothing but for units from before t = 0. */
  #before = 0

  constructor(plant: Plant) {
    this.#plant = plant
    this.#calls = plant.tables.callsPeople
    this.#hasSteps = plant.tables.hasSteps
    this.#batches = plant.batches
  }

  /** `lacking`: what is still missing if people are. */
  start(slot: number, lacking: number) {
    const { units, tables, stations } = this.#plant
    const o = units.operation[stations.unit[slot]!]!
    const way = wayAt(tables, o, tables.slotStation[slot]!)
    stations.lastProduct[slot] = tables.own[o * OWN + Own.product]!
    stations.activity[slot] = Activity.working
    stations.planned[slot] = tables.planned[way / 2 + 1]!
    const draw = tables.ways[way + Way.time]!
    if (this.#plant.quality.byOperator) this.#plant.quality.nobodyYet(slot)
    if (this.#hasSteps) {
      const { loads } = here(tables.operations[o]!, tables.slotStation[slot]!)
      stations.step[slot] = stations.lengthBefore[slot] = 0
      stations.handles[slot] = loads
      // Who has just unloaded it loads it again before going elsewhere.
      if (loads === 1 && stations.unloadedAt[slot] === this.#plant.calendar.now) return this.#startOn(slot, draw, false, People.next)
    }
    this.#startOn(slot, draw, this.#plant.quality.used && tables.wayIsOne[way / WAY] === 1, lacking)
  }

  /** The work on the unit in the slot has lasted `elapsed` µs: what is left of it is drawn on that condition. */
  goOn(slot: number, elapsed: number) {
    this.#before = elapsed
    this.start(slot, People.lacking)
    this.#before = 0
  }

  begins(slot: number) {
    const { slotStates, stations } = this.#plant
    const unit = stations.unit[slot]!
    stations.isBegun[slot] = 1
    const members = this.#batches === null ? 0 : this.#batches.count[slot]!
    if (members === 0) this.#jobBegins(slot, unit)
    for (let member = 0; member < members; member++) this.#jobBegins(slot, this.#batches!.unit(slot, member))
    this.#plant.progress.go(slot)
    slotStates.enter(slot, EquipmentState.processing, unit, NONE)
  }

  ends(slot: number) {
    const { units, tables, doors, wear, calendar, queues, settling, crews, quality, campaigns, stations, leaving } = this.#plant
    const unit = stations.unit[slot]!
    const station = tables.slotStation[slot]!
    const o = units.operation[unit]!
    const elapsed = calendar.now - stations.startedAt[slot]!
    stations.ticket[slot] = NO_TICKET
    this.counts(slot, elapsed)
    if (stations.handles[slot] === 0) {
      if (wear.byWork(slot)) wear.worked(slot, elapsed)
      if (this.#plant.tools.used) this.#plant.tools.stepDone(slot, elapsed)
    } else stations.unloadedAt[slot] = calendar.now
    if (this.#hasSteps && this.#nextStep(slot)) return
    stations.activity[slot] = Activity.done
    if (wear.byWork(slot)) wear.cycled(slot)
    if (this.#plant.tools.used) this.#plant.tools.jobDone(slot)
    const isStartUpScrap = campaigns.used && campaigns.unitDone(slot)
    if (this.#batches !== null && this.#batches.count[slot]! > 0) return this.#plant.batchWork!.ends(slot, station)

    const visit = units.visits[unit]!++
    if (this.#calls && !here(tables.operations[o]!, station).staysUntilLeft) crews.releaseSlot(slot)
    if (this.#plant.containment !== null) this.#plant.containment.passes(station, unit)
    let outcome: Outcome = this.#isSurelyGood(o, station) ? Outcome.good : outcomeOf(this.#plant, unit, station, o, visit)
    if (isStartUpScrap) outcome = Outcome.scrap
    if (quality.used) outcome = quality.jobEnds(slot, station, unit, visit, outcome, true)
    doors.jobEnded(units.serial[unit]!, station, outcome, tables.own[o * OWN + Own.step]!, stations.planned[slot]!)
    if (this.#plant.backflush !== null) this.#plant.backflush.operationEnds(unit)
    if (stations.reservation[slot] !== NONE && outcome !== Outcome.good) {
      queues.unreserve(stations.reservation[slot]!)
      stations.reservation[slot] = NONE
    }
    if (outcome === Outcome.scrap) {
      leaving.scrap(slot, unit, station)
      return
    }
    if (quality.used && quality.heldFor >= 0) return leaving.setAside(slot, unit)
    let reworkTo = NONE
    if (outcome === Outcome.rework) {
      reworkTo = quality.used && quality.reworkTo !== NONE ? quality.reworkTo : here(tables.operations[o]!, station).reworkTo
    }
    if (outcome === Outcome.rework && reworkTo === tables.own[o * OWN + Own.base]) {
      stations.repeats[slot] = 1
      units.isReworked(unit, tables.own[o * OWN + Own.step]!)
    } else this.#plant.departures.sendOn(unit, o, reworkTo, outcome, stations.reservation[slot]!)
    const { transfers } = this.#plant
    if (transfers !== null && outcome === Outcome.good && here(tables.operations[o]!, station).moveQuantity > 1) transfers.ready[slot] = 1
    settling.exit(slot)
    settling.touch(slot)
  }

  /** Asked of the station first: the rows of a large plant's operations are far from each other. */
  #isSurelyGood(o: number, station: number): boolean {
    const { tables, faults } = this.#plant
    const factor = faults.hasFactors ? faults.yieldFactor[station]! : 1
    if (tables.isSurelyGood[station] === 1 && factor >= 1) return true
    return tables.goodRatio[wayAt(tables, o, station) / WAY]! * factor >= 1
  }

  /** The unit, or each member of a batch, was processed for so long. */
  counts(slot: number, elapsed: number) {
    const { worked } = this.#plant.units
    const { campaigns } = this.#plant
    if (campaigns.used) campaigns.work[slot]! += elapsed
    const members = this.#batches === null ? 0 : this.#batches.count[slot]!
    if (members === 0) worked[this.#plant.stations.unit[slot]!]! += elapsed
    for (let member = 0; member < members; member++) worked[this.#batches!.unit(slot, member)]! += elapsed
  }

  /** Another time for the same work. */
  timeAgain(slot: number): number {
    const { units, tables, chance, faults, stations } = this.#plant
    const unit = stations.unit[slot]!
    const station = tables.slotStation[slot]!
    const { time, steps } = here(tables.operations[units.operation[unit]!]!, station)
    const draw = steps.length === 0 ? time : steps[stations.step[slot]!]!.time
    return Math.round(
      chance.again(draw, units.luck[unit]!, units.visits[unit]!, ++stations.drawnAgain[slot]!) * faults.timeFactor[station]!,
    )
  }

  /** The operation is started, or a step of it. */
  #startOn(slot: number, draw: Draw, isLast: boolean, lacking: number) {
    const { units, tables, chance, faults, quality, campaigns, stations } = this.#plant
    const unit = stations.unit[slot]!
    const factor = (faults.hasFactors ? faults.timeFactor[tables.slotStation[slot]!]! : 1) * (campaigns.used ? campaigns.paceOf(slot) : 1)
    const before = this.#before
    const time =
      before > 0
        ? chance.leftOf(draw, before / factor, units.luck[unit]!, units.visits[unit]!)
        : chance.of(draw, units.luck[unit]!, units.visits[unit]!)
    stations.remaining[slot] = factor === 1 ? time : Math.round(time * factor)
    stations.length[slot] = before + stations.remaining[slot]!
    stations.drawnAgain[slot] = 0
    if (isLast && quality.used && (this.#batches === null || this.#batches.count[slot] === 0)) this.#addTest(slot, unit, factor)
    stations.isBegun[slot] = 0
    if (this.#calls) this.#plant.manning.callFor(slot, lacking)
    if (stations.people[slot] === People.there) this.begins(slot)
    else this.#plant.progress.go(slot)
  }

  /** The unit will be tested at the end of its operation: that is more work. */
  #addTest(slot: number, unit: number, factor: number) {
    const { quality, units, stations } = this.#plant
    const time = quality.jobStarts(slot, unit)
    if (time > 0) stations.remaining[slot] = stations.length[slot] = stations.length[slot]! + Math.round(time * factor)
    stations.planned[slot]! += quality.plannedTest(slot, units.operation[unit]!)
  }

  /** Is there a step to come? Then it is begun. */
  #nextStep(slot: number): boolean {
    const { units, tables, settling, stations } = this.#plant
    const { steps, lastWork } = here(tables.operations[units.operation[stations.unit[slot]!]!]!, tables.slotStation[slot]!)
    if (stations.step[slot]! + 1 >= steps.length) return false
    stations.lengthBefore[slot]! += stations.length[slot]!
    const step = ++stations.step[slot]!
    stations.handles[slot] = steps[step]!.handles ? 1 : 0
    this.#startOn(slot, steps[step]!.time, step === lastWork, step > lastWork ? People.lacking : People.next)
    settling.touch(slot)
    return true
  }

  #jobBegins(slot: number, unit: number) {
    const { units, tables, doors, stations } = this.#plant
    const serial = units.serial[unit]!
    if (!this.#hasSteps || stations.step[slot] === 0) doors.jobStarted(serial, slot, tables.own[units.operation[unit]! * OWN + Own.step]!)
    if (!this.#hasSteps) return
    const { steps, loads } = here(tables.operations[units.operation[stations.unit[slot]!]!]!, tables.slotStation[slot]!)
    if (steps.length > 0) doors.stepStarted(serial, slot, stations.step[slot]! - loads)
  }
}
