import type { SimTime } from '../kernel/time.ts'
import { EquipmentState, EventKind, Outcome, STATE_COUNT } from '../log/events.ts'
import { AT_NEXT_MOMENT, type FormSink, type LogSink, withForms } from '../log/sink.ts'
import type { Tally } from '../log/tally.ts'
import { NONE } from './tables.ts'

/** What the doors of a line have to know of it. */
export interface LineShape {
  readonly product: number
  readonly source: number
  readonly sourcePlace: number
  readonly sinkPlace: number
  /** Steps of the route; the other stations of the plant follow them in `station`. */
  readonly steps: number
  readonly station: Int32Array
  // per step
  readonly queuePlace: Int32Array
  readonly planned: Float64Array
  // per failure mode, through all steps: its step, which of its modes it is, and what it costs
  readonly modeStep: Int32Array
  readonly modeNumber: Int32Array
  readonly modeCost: Float64Array
}

/** Records that are handed over at once: few enough to stay near. */
const BATCH = 512

/** The states that a station of a line can be in, and the first that is none. */
const STATES = [EquipmentState.starved, EquipmentState.processing, EquipmentState.blocked, EquipmentState.repair, EquipmentState.unknown]
const State = { starved: 0, processing: 1, blocked: 2, repair: 3, unknown: 4 } as const

// What is counted, a row for each station: of the queue before it, and of itself.
const SHIFT = 4
const ROW = 1 << SHIFT
const LEVEL = 0
const AREA = 1
const SINCE = 2
const STATE = 3
const STATE_SINCE = 4
const GOOD = 5
const FAILURES = 6
const TIMES = 8
// … for the source LEVEL, AREA and SINCE of the units outside, and for the product the same of the units in the plant, and:
const CREATED = 3
const FINISHED = 4
const LEAD = 5
const WAITING = 6

// Forms, a row for each station.
const FORMS_SHIFT = 4
const FORMS = 1 << FORMS_SHIFT
const QUEUED = 0
/** A phrase: the unit is in the station, the work on it begins, and so the station is processing; which is a form too. */
const SEATED = 1
const JOB_ENDED = 2
const STARVED = 3
const BLOCKED = 4
const PROCESSING = 5
/** Form and unit of its state, as it was told. */
const TOLD = 6
const TOLD_UNIT = 7
/** A phrase: the work on the unit ends, and it is in the next queue or has left the plant. */
const MOVED_ON = 8

// Forms, a row for each mode.
const MODE = 4
const FAILED = 0
const REPAIR_STARTED = 1
const REPAIR_ENDED = 2
const IN_REPAIR = 3

/**
 * The doors (doors.ts) of a line. What can happen in a line is known beforehand, so each record is a form (engine/log/sink.ts) with a blank for the
 * unit, and what is counted lies together. They write and count just what those doors do; `tell` brings tally and log up to it.
 */
export class LineDoors {
  readonly #tally: Tally
  readonly #log: FormSink
  readonly #line: LineShape
  readonly #created: number
  /** A phrase: made, and in the first queue. */
  readonly #entered: number
  readonly #standsOutside: number
  readonly #finished: number
  readonly #forms: Int32Array
  readonly #modeForms: Int32Array
  readonly #counted: Float64Array
  /** Rows of the source and of the product. */
  readonly #outside: number
  readonly #inSystem: number
  /** What was written and not handed over yet, as the log takes it. */
  readonly #filled = new Int32Array(2 * BATCH)
  #filledCount = 0
  readonly #moments = new Float64Array(BATCH)
  #momentCount = 0
  /** AT_NEXT_MOMENT, until something is written at this one. */
  #isNew = 0
  now = 0 as SimTime

  constructor(line: LineShape, tally: Tally, sink: LogSink) {
    const { product, source, sourcePlace, sinkPlace, steps, station, queuePlace, planned } = line
    const log = withForms(sink)
    const state = (of: number, to: EquipmentState, cause: number) => log.form(EventKind.equipmentState, of, 0, to, null, cause)
    this.#line = line
    this.#tally = tally
    this.#log = log
    this.#created = log.form(EventKind.unitCreated, null, product, NONE, source, null)
    this.#standsOutside = log.form(EventKind.unitMoved, null, sourcePlace, NONE, 0, 0)
    this.#finished = log.form(EventKind.unitFinished, null, sinkPlace, NONE, NONE, 0)
    this.#forms = new Int32Array(station.length * FORMS)
    station.forEach((of, row) => {
      const forms = [NONE, NONE, NONE, state(of, EquipmentState.starved, NONE), NONE, NONE, NONE, NONE, NONE]
      if (row < steps) {
        forms[QUEUED] = log.form(EventKind.unitMoved, null, queuePlace[row]!, NONE, row, 0)
        forms[PROCESSING] = state(of, EquipmentState.processing, NONE)
        const [seated, started] = [EventKind.unitMoved, EventKind.jobStarted].map((kind) => log.form(kind, null, of, 0, row, 0))
        forms[SEATED] = log.phrase([seated!, started!, forms[PROCESSING]])
        forms[JOB_ENDED] = log.form(EventKind.jobEnded, null, of, Outcome.good, row, planned[row]!)
        forms[BLOCKED] = state(of, EquipmentState.blocked, NONE)
      }
      this.#forms.set(forms, row * FORMS)
    })
    this.#entered = log.phrase([this.#created, this.#forms[QUEUED]!])
    for (let row = 0; row < steps; row++) {
      const after = row + 1 < steps ? this.#forms[(row + 1) * FORMS + QUEUED]! : this.#finished
      this.#forms[row * FORMS + MOVED_ON] = log.phrase([this.#forms[row * FORMS + JOB_ENDED]!, after])
    }
    this.#modeForms = new Int32Array(line.modeStep.length * MODE)
    line.modeStep.forEach((step, mode) => {
      const of = station[step]!
      const number = line.modeNumber[mode]!
      this.#modeForms[mode * MODE + FAILED] = log.form(EventKind.failureOccurred, of, number, 0, null, 0)
      this.#modeForms[mode * MODE + REPAIR_STARTED] = log.form(EventKind.maintenanceStarted, of, number, 0, null, 0)
      this.#modeForms[mode * MODE + REPAIR_ENDED] = log.form(EventKind.maintenanceEnded, of, number, 0, null, 0)
      this.#modeForms[mode * MODE + IN_REPAIR] = state(of, EquipmentState.repair, number)
    })
    this.#outside = station.length * ROW
    this.#inSystem = this.#outside + ROW
    this.#counted = new Float64Array(this.#inSystem + ROW)
    for (let row = 0; row < this.#outside; row += ROW) this.#counted[row + STATE] = State.unknown
    this.setNow(this.now)
  }

  /** What comes happens then. */
  setNow(now: SimTime) {
    this.now = now
    this.#isNew = AT_NEXT_MOMENT
  }

  #write(form: number, blank: number) {
    if (this.#filledCount === this.#filled.length) this.#handOver()
    if (this.#isNew !== 0) this.#moments[this.#momentCount++] = this.now
    this.#filled[this.#filledCount++] = form | this.#isNew
    this.#filled[this.#filledCount++] = blank
    this.#isNew = 0
  }

  /** Gives the log what was written. */
  #handOver() {
    this.#log.fill(this.#filled, this.#filledCount, this.#moments, this.#momentCount)
    this.#filledCount = this.#momentCount = 0
  }

  #append(kind: EventKind) {
    this.#handOver()
    this.#log.append(this.now, kind, NONE, NONE, NONE, NONE, 0)
  }

  unitCreated(unit: number) {
    this.#change(this.#inSystem, 1)
    this.#counted[this.#inSystem + CREATED]!++
    this.#write(this.#created, unit)
  }

  /** The unit is made, and is in the first queue at once. */
  unitEnters(unit: number) {
    this.#change(this.#inSystem, 1)
    this.#counted[this.#inSystem + CREATED]!++
    this.#change(0, 1)
    this.#write(this.#entered, unit)
  }

  unitStandsOutside(unit: number) {
    this.#change(this.#outside, 1)
    this.#write(this.#standsOutside, unit)
  }

  unitComesIn() {
    this.#change(this.#outside, -1)
  }

  unitQueued(unit: number, step: number) {
    this.#change(step << SHIFT, 1)
    this.#write(this.#forms[(step << FORMS_SHIFT) + QUEUED]!, unit)
  }

  unitUnqueued(step: number) {
    this.#change(step << SHIFT, -1)
  }

  /** The unit is in the station, and the work on it begins. */
  jobStarted(unit: number, step: number) {
    const forms = this.#forms
    const row = step << FORMS_SHIFT
    forms[row + TOLD] = forms[row + PROCESSING]!
    forms[row + TOLD_UNIT] = unit
    this.#count(step, State.processing)
    this.#write(forms[row + SEATED]!, unit)
  }

  jobEnded(unit: number, step: number) {
    this.#counted[(step << SHIFT) + GOOD]!++
    this.#write(this.#forms[(step << FORMS_SHIFT) + JOB_ENDED]!, unit)
  }

  unitFinished(unit: number, lead: number, waiting: number) {
    this.#countFinished(lead, waiting)
    this.#write(this.#finished, unit)
  }

  /** The work on the unit ends, and it leaves the plant at once. */
  jobEndedAndUnitFinished(unit: number, step: number, lead: number, waiting: number) {
    this.#counted[(step << SHIFT) + GOOD]!++
    this.#countFinished(lead, waiting)
    this.#write(this.#forms[(step << FORMS_SHIFT) + MOVED_ON]!, unit)
  }

  /** The work on the unit ends, and it is in the next queue at once. */
  jobEndedAndUnitQueued(unit: number, step: number) {
    this.#counted[(step << SHIFT) + GOOD]!++
    this.#change((step + 1) << SHIFT, 1)
    this.#write(this.#forms[(step << FORMS_SHIFT) + MOVED_ON]!, unit)
  }

  #countFinished(lead: number, waiting: number) {
    const counted = this.#counted
    const row = this.#inSystem
    this.#change(row, -1)
    counted[row + FINISHED]!++
    counted[row + LEAD]! += lead
    counted[row + WAITING]! += waiting
  }

  failed(mode: number) {
    this.#counted[this.#line.modeStep[mode]! * ROW + FAILURES]!++
    this.#write(this.#modeForms[mode * MODE + FAILED]!, NONE)
  }

  repairStarted(mode: number) {
    this.#tally.eventCost += this.#line.modeCost[mode]!
    this.#write(this.#modeForms[mode * MODE + REPAIR_STARTED]!, NONE)
  }

  repairEnded(mode: number) {
    this.#write(this.#modeForms[mode * MODE + REPAIR_ENDED]!, NONE)
  }

  starved(row: number) {
    this.#enter(row, State.starved, this.#forms[(row << FORMS_SHIFT) + STARVED]!, NONE)
  }

  processing(unit: number, step: number) {
    this.#enter(step, State.processing, this.#forms[(step << FORMS_SHIFT) + PROCESSING]!, unit)
  }

  blocked(unit: number, step: number) {
    this.#enter(step, State.blocked, this.#forms[(step << FORMS_SHIFT) + BLOCKED]!, unit)
  }

  inRepair(unit: number, step: number, mode: number) {
    this.#enter(step, State.repair, this.#modeForms[mode * MODE + IN_REPAIR]!, unit)
  }

  warmUpEnded() {
    this.tell()
    this.#tally.reset(this.now)
    this.#forget()
    this.#append(EventKind.warmUpEnded)
  }

  ended() {
    this.#append(EventKind.logEnded)
  }

  /** Says nothing where nothing is new. */
  #enter(row: number, state: number, form: number, unit: number) {
    const forms = this.#forms
    if (forms[(row << FORMS_SHIFT) + TOLD] === form && forms[(row << FORMS_SHIFT) + TOLD_UNIT] === unit) return
    forms[(row << FORMS_SHIFT) + TOLD] = form
    forms[(row << FORMS_SHIFT) + TOLD_UNIT] = unit
    this.#count(row, state)
    this.#write(form, unit)
  }

  #count(station: number, state: number) {
    const counted = this.#counted
    const row = station << SHIFT
    counted[row + TIMES + counted[row + STATE]!]! += this.now - counted[row + STATE_SINCE]!
    counted[row + STATE] = state
    counted[row + STATE_SINCE] = this.now
  }

  /** As many more are there from now on. */
  #change(row: number, delta: number) {
    const counted = this.#counted
    const level = counted[row + LEVEL]!
    counted[row + AREA]! += level * (this.now - counted[row + SINCE]!)
    counted[row + SINCE] = this.now
    counted[row + LEVEL] = level + delta
  }

  /** Brings tally and log up to what was counted and written. */
  tell() {
    this.#handOver()
    const { product, sourcePlace, station, steps, queuePlace, planned } = this.#line
    const tally = this.#tally
    const counted = this.#counted
    const [system, outside] = [this.#inSystem, this.#outside]
    station.forEach((of, i) => {
      const row = i * ROW
      tally.slotState[of] = STATES[counted[row + STATE]!]!
      tally.slotSince[of] = counted[row + STATE_SINCE]!
      STATES.forEach((state, at) => {
        tally.slotTime[of * STATE_COUNT + state] = counted[row + TIMES + at]!
      })
      tally.good[of] = counted[row + GOOD]!
      tally.failures[of] = counted[row + FAILURES]!
      if (i >= steps) return
      tally.plannedTime[of] = counted[row + GOOD]! * planned[i]!
      if (queuePlace[i]! >= 0) this.#tellLevel(queuePlace[i]!, row)
    })
    this.#tellLevel(sourcePlace, outside)
    tally.inSystem[product] = counted[system + LEVEL]!
    tally.inSystemArea[product] = counted[system + AREA]!
    tally.inSystemSince[product] = counted[system + SINCE]!
    tally.created[product] = counted[system + CREATED]!
    tally.finished[product] = tally.firstPass[product] = counted[system + FINISHED]!
    tally.leadTime[product] = counted[system + LEAD]!
    tally.waitingTime[product] = counted[system + WAITING]!
  }

  #tellLevel(place: number, row: number) {
    this.#tally.level[place] = this.#counted[row + LEVEL]!
    this.#tally.levelArea[place] = this.#counted[row + AREA]!
    this.#tally.levelSince[place] = this.#counted[row + SINCE]!
  }

  /** All that was counted is forgotten; levels and states stay, and count from now. */
  #forget() {
    const counted = this.#counted
    for (let row = 0; row <= this.#inSystem; row += ROW) {
      const [level, state] = [counted[row + LEVEL]!, counted[row + STATE]!]
      counted.fill(0, row, row + ROW)
      counted[row + LEVEL] = level
      counted[row + SINCE] = this.now
      if (row >= this.#outside) continue
      counted[row + STATE] = state
      counted[row + STATE_SINCE] = this.now
    }
  }
}
