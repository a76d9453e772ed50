import type { Fault } from '../../scenarios/model.ts'
import { seconds } from '../kernel/time.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/** A factor that builds up does so in so many steps. */
const RAMP_STEPS = 50

/** A change that is added, as numbers. */
interface Shift {
  readonly target: number
  /** Parameter, characteristic or supplier; NONE: any. */
  readonly name: number
  /** µs */
  readonly start: number
  readonly end: number
  readonly ramp: number
  readonly amount: number
}

/**
 * The hidden truth. Factors on a station's yield, times and failures change at events and are columns; what is added to parameters, readings, tools and
 * lots follows from the clock alone and is worked out when asked for. 1 and 0 where nothing is wrong.
 */
export class Faults {
  readonly #plant: Plant
  readonly #parameter: readonly Shift[]
  readonly #measurement: readonly Shift[]
  readonly #detection: readonly Shift[]
  readonly #tool: readonly Shift[]
  readonly #lot: readonly Shift[]
  readonly #piece: readonly Shift[]
  readonly #person: readonly Shift[]
  /** Does any fault change a station's times, yield or failures? Otherwise nobody looks at their columns. */
  readonly hasFactors: boolean
  timeFactor: Float64Array
  yieldFactor: Float64Array
  failureFactor: Float64Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, index } = plant.tables
    const stations = scenario.stations.length
    this.hasFactors = scenario.faults.some(isFactor)
    this.timeFactor = new Float64Array(stations).fill(1)
    this.yieldFactor = new Float64Array(stations).fill(1)
    this.failureFactor = new Float64Array(stations).fill(1)
    const characteristics = [
      ...new Set(scenario.products.flatMap(({ route }) => route.flatMap(({ characteristics }) => characteristics.map(({ id }) => id)))),
    ]
    const ofStation = (id: string) => index.station.get(id)
    const shifts = (
      kind: Fault['kind'],
      name: (fault: Fault) => number,
      target: (id: string) => number | undefined = ofStation,
      isPiece = false,
    ) =>
      scenario.faults.flatMap((fault): Shift[] => {
        if (fault.kind !== kind || (kind === 'tool' && fault.name !== null) !== isPiece) return []
        return [
          {
            target: target(fault.target)!,
            name: name(fault),
            start: seconds(fault.start),
            end: fault.end === null ? Number.POSITIVE_INFINITY : seconds(fault.end),
            ramp: seconds(fault.ramp),
            amount: kind === 'measurement' && fault.name === null ? fault.factor : fault.amount,
          },
        ]
      })
    this.#parameter = shifts('parameter', ({ target, name }) =>
      scenario.stations[index.station.get(target)!]!.parameters.findIndex(({ id }) => id === name),
    )
    const measured = shifts('measurement', ({ name }) => (name === null ? NONE : characteristics.indexOf(name)))
    this.#measurement = measured.filter(({ name }) => name !== NONE)
    this.#detection = measured.filter(({ name }) => name === NONE)
    this.#tool = shifts('tool', () => NONE)
    this.#lot = shifts(
      'lot',
      ({ name }) => (name === null ? NONE : index.supplier.get(name)!),
      (id) => index.item.get(id),
    )
    const toolOf = (id: string) => scenario.tools.findIndex((tool) => tool.id === id)
    const crewOf = (id: string) => scenario.crews.findIndex((crew) => crew.id === id)
    this.#piece = shifts('tool', ({ name }) => Number(name) - 1, toolOf, true)
    this.#person = shifts(
      'person',
      ({ target, name }) => scenario.crews[crewOf(target)]!.persons.findIndex(({ id }) => id === name),
      crewOf,
    )
  }

  begin() {
    const { calendar, tables } = this.#plant
    tables.scenario.faults.forEach((fault, f) => {
      if (!isFactor(fault)) return
      const { start, end, ramp } = fault
      const until = end ?? Number.POSITIVE_INFINITY
      calendar.schedule(seconds(start), Phase.calendarEdge, f, Message.faultStarts)
      for (let step = 1; ramp > 0 && step <= RAMP_STEPS; step++) {
        const at = start + (ramp * step) / RAMP_STEPS
        if (at < until) calendar.schedule(seconds(at), Phase.calendarEdge, f, Message.faultStarts)
      }
      if (end !== null) calendar.schedule(seconds(end), Phase.calendarEdge, f, Message.faultStarts)
    })
  }

  /** A fault begins, grows a step, or ends. */
  start(fault: number) {
    const { faults } = this.#plant.tables.scenario
    const { kind, target } = faults[fault]!
    const { calendar, tables } = this.#plant
    const column = kind === 'time' ? this.timeFactor : kind === 'yield' ? this.yieldFactor : this.failureFactor
    let factor = 1
    for (const one of faults) if (one.kind === kind && one.target === target) factor *= factorAt(one, calendar.now)
    column[tables.index.station.get(target)!] = factor
  }

  parameterShift(station: number, parameter: number): number {
    return this.#parameter.length === 0 ? 0 : this.#sum(this.#parameter, station, parameter)
  }

  measurementShift(station: number, characteristic: number): number {
    return this.#measurement.length === 0 ? 0 : this.#sum(this.#measurement, station, characteristic)
  }

  /** Hours. */
  toolShift(station: number): number {
    return this.#tool.length === 0 ? 0 : this.#sum(this.#tool, station, NONE)
  }

  /** Hours on one piece of a kind of tools. */
  pieceShift(kind: number, piece: number): number {
    return this.#piece.length === 0 ? 0 : this.#sum(this.#piece, kind, piece)
  }

  /** Added to the level of skill of one of a crew. */
  personShift(crew: number, person: number): number {
    return this.#person.length === 0 ? 0 : this.#sum(this.#person, crew, person)
  }

  lotShift(item: number, supplier: number): number {
    return this.#lot.length === 0 ? 0 : this.#sum(this.#lot, item, supplier)
  }

  /** What the chance to find a defect is multiplied by at this station. */
  detectionFactor(station: number): number {
    let factor = 1
    for (const shift of this.#detection) if (shift.target === station) factor *= 1 + (shift.amount - 1) * this.#level(shift)
    return factor
  }

  #sum(shifts: readonly Shift[], target: number, name: number): number {
    let sum = 0
    for (const shift of shifts) {
      if (shift.target === target && (shift.name === NONE || shift.name === name)) sum += shift.amount * this.#level(shift)
    }
    return sum
  }

  /** 0 before it starts and after it ended, growing evenly to 1. */
  #level({ start, end, ramp }: Shift): number {
    const { now } = this.#plant.calendar
    if (now < start || now >= end) return 0
    return ramp === 0 || now >= start + ramp ? 1 : (now - start) / ramp
  }
}

const isFactor = ({ kind }: Fault) => kind === 'yield' || kind === 'time' || kind === 'failure'

/** The factor of one fault at this moment, by the steps in which it grows. */
function factorAt({ start, end, ramp, factor }: Fault, now: number): number {
  const from = seconds(start)
  if (now < from || (end !== null && now >= seconds(end))) return 1
  if (ramp === 0) return factor
  const steps = Math.min(RAMP_STEPS, Math.floor(((now - from) / seconds(ramp)) * RAMP_STEPS + 1e-9))
  return 1 + ((factor - 1) * steps) / RAMP_STEPS
}
