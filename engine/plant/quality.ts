import { longer } from '../kernel/longer.ts'
import type { SimTime } from '../kernel/time.ts'
import { Disposition, Outcome } from '../log/events.ts'
import { exp } from '../math/index.ts'
import { NO_DRAW } from './chance.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { type DefectTable, type EffectTable, type QualityTables, qualityTables, type TestTable } from './quality-tables.ts'
import { here, NONE } from './tables.ts'

/** µs */
const HOUR = 3600e6

/**
 * What is wrong with units and how it is found out. An operation leaves defects in a unit that nobody sees, until a test looks for them, with errors of
 * its own; a test's result may come later, while the unit is set aside or on its way:
 *
 *     operation ──▶ defects, characteristics ──▶ test ──▶ pass ─────────────▶ next operation
 *        (parameters, lots, tool, speed)          │ └─────▶ fail ──▶ scrap | rework | accept
 *                                                 └ result later: quarantine, or goes on and is caught
 *
 * The truth (`defects`, `truth`) never reaches the log; readings and verdicts do.
 */
export class Quality {
  readonly #plant: Plant
  readonly #tables: QualityTables
  readonly #width: number
  /** Does the scenario say anything of quality? Otherwise nothing here is ever called. */
  readonly used: boolean
  /** Does any defect depend on who does the work? */
  readonly byOperator: boolean

  // per slot: µs processed by jobs that ended, the same when it was last maintained, units since the last set-up, is the unit in work to be tested
  processed: Float64Array
  maintainedAt: Float64Array
  sinceSetup: Float64Array
  tested: Uint8Array
  /** Per slot and component: quality figure of the lots that the unit in it took. */
  kit: Float64Array
  /** Per slot: the lowest level of those who have been at the present job; Infinity: nobody who counts. */
  level: Float64Array
  /** Per operation: units that came to its test. */
  came: Float64Array

  // per unit, where defects or characteristics are used: whose they are (serial number), defects as bits, the operation (+ 1; scrap: negative) whose test rejected it on its way, true values
  owner = new Int32Array(0)
  defects = new Int32Array(0)
  caught = new Int32Array(0)
  truth = new Float64Array(0)

  // results under way
  resultUnit = new Int32Array(4)
  resultSerial = new Int32Array(4)
  resultSlot = new Int32Array(4)
  /** Operation whose test it is. */
  resultOperation = new Int32Array(4)
  /** Disposition, and defects named. */
  result = new Int32Array(4)
  resultNamed = new Int32Array(4)
  /** Characteristics that it read outside their limits, as bits. */
  resultOff = new Int32Array(4)
  /** 1: the unit waits for it, set aside. */
  resultHeld = new Uint8Array(4)
  resultNext = new Int32Array(4)
  freeResult = NONE
  resultCount = 0

  /** What `jobEnds` says besides the outcome: where a reworked unit goes (NONE: as its operation says), and µs until the result is known (−1: it is not set aside). */
  reworkTo = NONE
  heldFor = -1
  // the verdict of the last test
  #failed = false
  #named = 0
  #off = 0

  constructor(plant: Plant) {
    this.#plant = plant
    this.#tables = qualityTables(plant.tables, plant.chance)
    this.used = this.#tables.used
    const { slots, operations } = plant.tables
    this.processed = new Float64Array(slots)
    this.maintainedAt = new Float64Array(slots)
    this.sinceSetup = new Float64Array(slots)
    this.tested = new Uint8Array(slots)
    this.#width = Math.max(1, ...operations.map(({ components }) => components.length))
    this.level = new Float64Array(slots).fill(Number.POSITIVE_INFINITY)
    this.byOperator = this.#tables.byOperator
    this.kit = new Float64Array(slots * this.#width)
    this.came = new Float64Array(operations.length)
  }

  /** Components of the longest kit. */
  get width(): number {
    return this.#width
  }

  // ── what happens to a slot ──

  setUp(slot: number) {
    this.sinceSetup[slot] = 0
  }

  /** A task of the slot is done: its tool is new, and some parameters are adjusted. */
  maintained(slot: number, task: number) {
    this.maintainedAt[slot] = this.processed[slot]!
    this.#plant.parameters.maintained(slot, task, this.processed[slot]!)
  }

  /** The unit in the slot took so good a lot of a component of its kit. */
  took(slot: number, component: number, quality: number) {
    this.kit[slot * this.#width + component] = quality
  }

  /** What a parameter of the slot will be in the job of the unit that is in it, by what it is set to and how far it strayed at the last. */
  loadIn(slot: number, parameter: number): number {
    const { units, stations, parameters, tables } = this.#plant
    const unit = stations.unit[slot]!
    const station = tables.slotStation[slot]!
    const own = parameters.ownSetPoint(station, parameter)
    const operation = unit === NONE ? null : this.#tables.operations[units.operation[unit]!]
    return parameters.strayOf(slot, parameter) + (operation?.setPoints.get(station)?.[parameter] ?? own)
  }

  // ── a job ──

  /** A new job begins, and nobody has been at it. */
  nobodyYet(slot: number) {
    this.level[slot] = Number.POSITIVE_INFINITY
  }

  /** Those who are there now have so low a level. */
  operatorsCame(slot: number, level: number) {
    if (level < this.level[slot]!) this.level[slot] = level
  }

  /** A job begins: is its unit tested at the end? µs that the test adds to the work. */
  jobStarts(slot: number, unit: number): number {
    const { units, chance } = this.#plant
    const o = units.operation[unit]!
    const test = this.#tables.operations[o]?.test
    if (test == null) return 0
    const { every, share } = test.spec
    this.came[o]!++
    const visit = units.visits[unit]!
    const sampled = this.came[o]! % every === 0 && (share === 1 || chance.uniformOf(test.sample, units.luck[unit]!, visit) < share)
    this.tested[slot] = sampled ? 1 : 0
    return sampled && test.time !== NO_DRAW ? chance.of(test.time, units.luck[unit]!, visit) : 0
  }

  /** µs planned for the test of the unit in the slot. */
  plannedTest(slot: number, operation: number): number {
    return this.tested[slot] === 1 ? (this.#tables.operations[operation]?.test?.planned ?? 0) : 0
  }

  /** A job ended, with an outcome as far as its yield goes. What it leaves in the unit, what a test says, and so what becomes of it. Of a batch each member is a job, and only the first wears the slot. */
  jobEnds(slot: number, station: number, unit: number, visit: number, outcome: Outcome, isFirst: boolean): Outcome {
    const { units, parameters, stations } = this.#plant
    const o = units.operation[unit]!
    const operation = this.#tables.operations[o] ?? null
    this.reworkTo = NONE
    this.heldFor = -1
    if (isFirst) this.processed[slot]! += stations.lengthOf(slot)
    const { containment } = this.#plant
    parameters.jobEnds(slot, station, units.serial[unit]!, operation?.setPoints.get(station) ?? null, this.processed[slot]!, isFirst)
    if (containment !== null) containment.measured(slot, station, unit)
    this.#room(unit)
    if (operation !== null) {
      for (let i = 0; i < operation.characteristics.length; i++) {
        const { number, value, gain, atStation } = operation.characteristics[i]!
        const parameter = atStation[station]!
        const moved = parameter === NONE ? 0 : gain * (parameters.valueOf(slot, parameter) - parameters.ownSetPoint(station, parameter))
        this.truth[unit * this.#tables.characteristics.length + number] =
          this.#plant.chance.numberOf(value, units.luck[unit]!, visit) + moved
      }
      for (let i = 0; i < operation.defects.length; i++)
        this.#leave(slot, station, unit, visit, operation.defects[i]!, operation.setPoints.get(station)!)
    }
    this.sinceSetup[slot]!++
    if (outcome !== Outcome.good) return outcome
    const rejected = this.caught[unit]!
    if (rejected !== 0) {
      const test = this.#tables.operations[Math.abs(rejected) - 1]!.test!
      this.caught[unit] = 0
      return rejected > 0 && this.#mayRework(unit, test) ? this.#goesBack(unit, test) : Outcome.scrap
    }
    const test = operation?.test ?? null
    if (test === null || this.tested[slot] === 0) return outcome
    return this.#examine(slot, station, unit, visit, o, test)
  }

  /** The unit gets a defect, with the probability that its job gave it. */
  #leave(slot: number, station: number, unit: number, visit: number, defect: DefectTable, setPoints: Float64Array) {
    const { chance, units } = this.#plant
    let logit = defect.base
    for (let i = 0; i < defect.effects.length; i++) logit += this.#effect(slot, station, defect.effects[i]!, setPoints)
    const u = chance.uniformOf(defect.draw, units.luck[unit]!, visit)
    if (u < 1 / (1 + exp(-logit))) this.defects[unit]! |= defect.bit
  }

  #effect(slot: number, station: number, effect: EffectTable, setPoints: Float64Array): number {
    const { parameters, stations, faults } = this.#plant
    let x = 0
    let target = effect.target
    switch (effect.of) {
      case 'parameter': {
        const parameter = effect.atStation[station]!
        if (parameter === NONE) return 0
        x = parameters.valueOf(slot, parameter)
        target ??= setPoints[parameter]!
        break
      }
      case 'materialLot':
        x = this.kit[slot * this.#width + effect.name]!
        break
      case 'toolAge':
        x = this.#workedByTool(slot, effect.name) / HOUR + faults.toolShift(station)
        break
      case 'operator':
        x = this.level[slot] === Number.POSITIVE_INFINITY ? 1 : this.level[slot]!
        break
      case 'speed':
        x = stations.lengthOf(slot) > 0 ? stations.planned[slot]! / stations.lengthOf(slot) : 1
        break
      case 'sinceSetup':
        x = this.sinceSetup[slot]!
        break
      case 'station':
        x = effect.name === station ? 1 : 0
        break
    }
    const beyond = x - target!
    if (effect.side === 'both') return effect.coefficient * Math.abs(beyond)
    return effect.coefficient * Math.max(0, effect.side === 'above' ? beyond : -beyond)
  }

  /** µs of work of a tool of the kind, or of the slot since it was last maintained. */
  #workedByTool(slot: number, kind: number): number {
    const { tools } = this.#plant
    return kind === NONE ? this.processed[slot]! - this.maintainedAt[slot]! : tools.workedBy(slot, kind)
  }

  // ── a test ──

  #examine(slot: number, station: number, unit: number, visit: number, o: number, test: TestTable): Outcome {
    const { chance, units, calendar, doors, tables } = this.#plant
    this.#look(station, unit, visit, o, test)
    const disposition = this.#disposition(unit, visit, test)
    const { step } = tables.operations[o]!
    const serial = units.serial[unit]!
    if (test.result === NO_DRAW) {
      doors.unitTested(serial, station, step, disposition, this.#named)
      this.#plant.containment?.tested(station, unit, disposition, this.#named, this.#off)
      if (disposition === Disposition.scrapped) return Outcome.scrap
      return disposition === Disposition.reworked ? this.#goesBack(unit, test) : Outcome.good
    }
    const time = chance.of(test.result, units.luck[unit]!, visit)
    const held = test.spec.meanwhile === 'quarantine'
    const result = this.#newResult()
    this.resultUnit[result] = unit
    this.resultSerial[result] = serial
    this.resultSlot[result] = slot
    this.resultOperation[result] = o
    this.result[result] = disposition
    this.resultNamed[result] = this.#named
    this.resultOff[result] = this.#off
    this.resultHeld[result] = held ? 1 : 0
    calendar.schedule((calendar.now + time) as SimTime, Phase.arrival, result, Message.testResult)
    if (held) this.heldFor = time
    return Outcome.good
  }

  /** Looks for defects and measures: `#failed`, and the defects `#named`. */
  #look(station: number, unit: number, visit: number, o: number, test: TestTable) {
    const { chance, units, faults, doors, tables } = this.#plant
    const luck = units.luck[unit]!
    const serial = units.serial[unit]!
    const has = this.defects[unit]! & test.findsBits
    const detection = test.spec.detection * faults.detectionFactor(station)
    this.#named = this.#off = 0
    this.#failed = false
    if (has !== 0) {
      for (let i = 0; i < test.finds.length; i++) {
        const { bit, draw } = test.finds[i]!
        if ((has & bit) !== 0 && chance.uniformOf(draw, luck, visit) < detection) this.#named |= bit
      }
      this.#failed = this.#named !== 0
    } else if (test.falseAlarm !== NO_DRAW) {
      const u = chance.uniformOf(test.falseAlarm, luck, visit)
      if (u < test.spec.falseAlarm) {
        this.#failed = true
        // A tester that is wrong names a defect all the same: the log must not tell the one from the other.
        if (test.finds.length > 0) this.#named = test.finds[Math.floor((u / test.spec.falseAlarm) * test.finds.length)]!.bit
      }
    }
    for (let i = 0; i < test.measures.length; i++) {
      const { number, sd, low, high, error } = test.measures[i]!
      const truth = this.truth[unit * this.#tables.characteristics.length + number]!
      const reading = truth + (sd > 0 ? sd * chance.normalOf(error, luck, visit) : 0) + faults.measurementShift(station, number)
      doors.unitMeasured(serial, station, tables.operations[o]!.step, i, reading)
      if (reading >= low && reading <= high) continue
      this.#failed = true
      this.#off |= 1 << number
    }
  }

  #disposition(unit: number, visit: number, test: TestTable): Disposition {
    const { spec, mend } = test
    const { chance, units } = this.#plant
    if (!this.#failed) return Disposition.passed
    if (spec.onFail === 'accept') return Disposition.accepted
    if (spec.onFail === 'scrap' || !this.#mayRework(unit, test)) return Disposition.scrapped
    const again = mend === NO_DRAW || chance.uniformOf(mend, units.luck[unit]!, visit) < spec.rework!.ratio
    return again ? Disposition.reworked : Disposition.scrapped
  }

  /** May the operation that the unit is in send it back once more? */
  #mayRework(unit: number, { spec }: TestTable): boolean {
    const { units, tables } = this.#plant
    const { limit, per } = spec.rework!
    return units.mayRework(unit, tables.operations[units.operation[unit]!]!.step, limit, per === 'operation')
  }

  /** The unit goes back, without the defects that rework takes away. */
  #goesBack(unit: number, test: TestTable): Outcome {
    this.defects[unit]! &= ~test.repairsBits
    this.reworkTo = test.reworkTo
    return Outcome.rework
  }

  /** The unit, which is between two jobs, has these defects no more, and what a test found on its way counts no more. */
  repaired(unit: number, bits: number) {
    this.#room(unit)
    this.defects[unit]! &= ~bits
    this.caught[unit] = 0
  }

  // ── results that come later ──

  /** The result of a test is known. */
  resultKnown(result: number) {
    const { units, doors, tables, departures, queues } = this.#plant
    const unit = this.resultUnit[result]!
    const serial = this.resultSerial[result]!
    const o = this.resultOperation[result]!
    const station = tables.slotStation[this.resultSlot[result]!]!
    const disposition = this.result[result] as Disposition
    const held = this.resultHeld[result] === 1
    const operation = tables.operations[o]!
    const test = this.#tables.operations[o]!.test!
    this.resultNext[result] = this.freeResult
    this.freeResult = result
    const isHere = held || (this.owner[unit] === serial && units.serial[unit] === serial)
    doors.unitTested(serial, station, operation.step, disposition, this.resultNamed[result]!)
    this.#plant.containment?.tested(station, isHere ? unit : NONE, disposition, this.resultNamed[result]!, this.resultOff[result]!)
    if (!held) {
      // It may have left, been scrapped, and its place be another's by now.
      if (!isHere) return
      if (disposition === Disposition.reworked) this.caught[unit] = o + 1
      else if (disposition === Disposition.scrapped) this.caught[unit] = -o - 1
      return
    }
    this.resultHeld[result] = 0
    units.operation[unit] = o
    if (disposition === Disposition.scrapped) {
      departures.scrap(unit, station)
      return
    }
    const isSentBack = disposition === Disposition.reworked
    if (isSentBack) this.defects[unit]! &= ~test.repairsBits
    departures.sendOn(unit, o, test.reworkTo, isSentBack ? Outcome.rework : Outcome.good, NONE)
    const { transfers } = this.#plant
    if (!isSentBack && transfers !== null && here(operation, station).moveQuantity > 1) return transfers.add(unit, o, station)
    if (units.operation[unit]! < 0) {
      departures.sendOut(NONE, unit)
      return
    }
    if (!queues.arrive(unit, NONE)) queues.offerOutside(unit)
  }

  /** Units set aside until a result is known. */
  quarantined(): number[] {
    const units: number[] = []
    for (let result = 0; result < this.resultCount; result++) if (this.resultHeld[result] === 1) units.push(this.resultUnit[result]!)
    return units
  }

  #newResult(): number {
    let result = this.freeResult
    if (result !== NONE) {
      this.freeResult = this.resultNext[result]!
      return result
    }
    result = this.resultCount++
    if (result < this.resultNext.length) return result
    const length = 2 * this.resultNext.length
    this.resultUnit = longer(this.resultUnit, length)
    this.resultSerial = longer(this.resultSerial, length)
    this.resultSlot = longer(this.resultSlot, length)
    this.resultOperation = longer(this.resultOperation, length)
    this.result = longer(this.result, length)
    this.resultNamed = longer(this.resultNamed, length)
    this.resultOff = longer(this.resultOff, length)
    this.resultHeld = longer(this.resultHeld, length)
    this.resultNext = longer(this.resultNext, length)
    return result
  }

  /** The side columns hold this unit, and nothing of whoever had its place in the pool before. */
  #room(unit: number) {
    const { units } = this.#plant
    const { length } = this.#tables.characteristics
    if (unit >= this.owner.length) {
      const size = units.serial.length
      const old = this.owner.length
      this.owner = longer(this.owner, size).fill(NONE, old)
      this.defects = longer(this.defects, size)
      this.caught = longer(this.caught, size)
      this.truth = longer(this.truth, size * length)
    }
    if (this.owner[unit] === units.serial[unit]) return
    this.owner[unit] = units.serial[unit]!
    this.defects[unit] = 0
    this.caught[unit] = 0
    for (let i = 0; i < length; i++) this.truth[unit * length + i] = 0
  }
}
