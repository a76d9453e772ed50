import type { Hold, Scenario } from '../../scenarios/model.ts'
import { longer } from '../kernel/longer.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { Disposition, HoldOutcome } from '../log/events.ts'
import { type Draw, NO_DRAW } from './chance.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/** What never changes of a hold, as numbers. */
interface HoldTable {
  readonly spec: Hold
  readonly after: Draw
  readonly fate: Draw
  /** Column of the station in `passedAt`, and of the material in `lotFrom`; NONE. */
  readonly passed: number
  readonly sameLot: number
  readonly lotsOf: number
  /** Product → is it meant at all, and the operation to which it goes back (NONE: it has none). */
  readonly products: Uint8Array
  readonly reworkTo: Int32Array
  /** Product → defects that are gone with that, as bits. */
  readonly repairs: Int32Array
  /** Listed orders; null: all units. */
  readonly orders: ReadonlySet<number> | null
  readonly stations: readonly number[]
  readonly finishes: boolean
  /** Number of its lots among the holds of lots; NONE. */
  readonly lots: number
  /** What it hangs on: a station, or a material; NONE. */
  readonly tested: number
  readonly worked: number
  readonly parameter: number
  readonly above: number
  readonly below: number
  readonly refused: number
  /** Bits of the defect or the characteristic that counts; −1: all that rejects. */
  readonly defect: number
  readonly measure: number
  /** Where its results stand in `results`. */
  readonly first: number
}

/** How a unit that is on hold goes on: it sets out for its next operation, or comes to where it was already. */
const Way = { out: 0, back: 1 } as const

/**
 * Units, stations and lots that are put on hold when something comes to light. Units on hold stand apart, in no place, so that nothing can be done to them:
 *
 *     result ──so many of so many──▶ begins ──▶ units that are meant are taken out of their queues, and whoever comes to be meant
 *                                      │        ├──▶ stations stand: `Holds`       ├──▶ lots are kept back: `Lots`
 *                                    after
 *                                      ▼
 *                                    ends ──▶ released | reworked | scrapped, each unit by its own luck
 */
export class Containment {
  readonly #plant: Plant
  readonly #holds: readonly HoldTable[]
  readonly #passed: readonly number[]
  readonly #materials: readonly number[]
  /** Product → 1 where a source always has one ready. */
  readonly #endless: Uint8Array

  // per hold: does it last, is it about to begin, the first and last unit on it
  active: Uint8Array
  pending: Uint8Array
  head: Int32Array
  tail: Int32Array
  activeCount = 0
  // of the unit with which it came to light: its serial number and where; its order, and the lots that it took; what is meant was there since
  cause: Int32Array
  causeStation: Int32Array
  order: Int32Array
  lotsFrom: Float64Array
  lotsTo: Float64Array
  since: Float64Array
  /** µs at which the last unit that passed the test was at the station; −1. */
  lastPassed: Float64Array
  // the last results: 1 counts; where the next one stands, how many there are, and how many of them count
  results: Uint8Array
  place: Int32Array
  seen: Int32Array
  failed: Int32Array

  // per unit, for whoever has come this far: whose they are (serial number), the hold it is on, how it goes on
  owner = new Int32Array(0)
  heldBy = new Int32Array(0)
  way = new Uint8Array(0)
  /** unit × station → µs of its last job there; −1 */
  passedAt = new Float64Array(0)
  /** unit × material → the first and last lot of which it took; −1 */
  lotFrom = new Float64Array(0)
  lotTo = new Float64Array(0)
  /** unit × hold → 1: this hold has released it */
  cleared = new Uint8Array(0)
  /** The unit that takes its kit; NONE. */
  taker = NONE

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, index } = plant.tables
    const { holds, products, sources } = scenario
    const unique = (ids: readonly (string | null | undefined)[], number: ReadonlyMap<string, number>) => [
      ...new Set(ids.flatMap((id) => (id == null ? [] : [number.get(id)!]))),
    ]
    const materials = new Map(scenario.materials.map(({ id }, m) => [id, m]))
    this.#passed = unique(
      holds.map(({ units }) => units?.passed),
      index.station,
    )
    this.#materials = unique(
      holds.flatMap(({ units, lots }) => [units?.sameLot, lots?.used === true ? lots.material : null]),
      materials,
    )
    let results = 0
    let lots = scenario.materials.reduce((sum, material) => sum + material.holds.length, 0)
    this.#holds = holds.map((hold) => {
      const table = holdTable(plant, hold, this.#passed, this.#materials, results, hold.lots === null ? NONE : lots++)
      results += hold.when.within
      return table
    })
    this.#endless = Uint8Array.from(products, ({ id }) =>
      sources.some(({ every, mix }) => every === null && mix.some(({ product, weight }) => product === id && weight > 0)) ? 1 : 0,
    )
    const { length } = holds
    this.active = new Uint8Array(length)
    this.pending = new Uint8Array(length)
    this.head = new Int32Array(length).fill(NONE)
    this.tail = new Int32Array(length).fill(NONE)
    this.cause = new Int32Array(length).fill(NONE)
    this.causeStation = new Int32Array(length).fill(NONE)
    this.order = new Int32Array(length).fill(NONE)
    this.lotsFrom = new Float64Array(length).fill(NONE)
    this.lotsTo = new Float64Array(length).fill(NONE)
    this.since = new Float64Array(length)
    this.lastPassed = new Float64Array(length).fill(NONE)
    this.results = new Uint8Array(results)
    this.place = new Int32Array(length)
    this.seen = new Int32Array(length)
    this.failed = new Int32Array(length)
  }

  begin() {
    const { calendar } = this.#plant
    this.#holds.forEach(({ spec }, hold) => {
      if (spec.when.at !== null) calendar.schedule(seconds(spec.when.at), Phase.calendarEdge, hold, Message.containmentBegins)
    })
  }

  // ── what comes to light ──

  /** The result of a test is known: the defects it names, and the characteristics it read outside their limits, as bits. `unit` NONE: it is gone. */
  tested(station: number, unit: number, disposition: Disposition, named: number, off: number) {
    for (let hold = 0; hold < this.#holds.length; hold++) {
      const { tested, defect, measure, passed } = this.#holds[hold]!
      if (tested !== station) continue
      const counts =
        disposition !== Disposition.passed && (defect === NONE || (named & defect) !== 0) && (measure === NONE || (off & measure) !== 0)
      this.#result(hold, counts, unit, station)
      if (disposition === Disposition.passed && passed !== NONE && unit !== NONE && this.#knows(unit)) {
        const at = this.passedAt[unit * this.#passed.length + passed]!
        if (at > this.lastPassed[hold]!) this.lastPassed[hold] = at
      }
    }
  }

  /** A job of the unit has ended in the slot, and its parameters are known. */
  measured(slot: number, station: number, unit: number) {
    const { parameters } = this.#plant
    for (let hold = 0; hold < this.#holds.length; hold++) {
      const { worked, parameter, above, below } = this.#holds[hold]!
      if (worked !== station) continue
      const value = parameters.valueOf(slot, parameter)
      this.#result(hold, value > above || value < below, unit, station)
    }
  }

  /** A delivery was inspected. */
  inspected(item: number, isRefused: boolean) {
    for (let hold = 0; hold < this.#holds.length; hold++) if (this.#holds[hold]!.refused === item) this.#result(hold, isRefused, NONE, NONE)
  }

  /** One more result: with so many that count the hold begins within this instant. */
  #result(hold: number, counts: boolean, unit: number, station: number) {
    if (this.active[hold] === 1 || this.pending[hold] === 1) return
    const { spec, first, sameLot, lotsOf } = this.#holds[hold]!
    const { fails, within } = spec.when
    const at = first + this.place[hold]!
    if (this.seen[hold] === within) this.failed[hold]! -= this.results[at]!
    else this.seen[hold]!++
    this.results[at] = counts ? 1 : 0
    this.failed[hold]! += this.results[at]!
    if (++this.place[hold]! === within) this.place[hold] = 0
    if (!counts || this.failed[hold]! < fails) return
    const { units, calendar } = this.#plant
    this.pending[hold] = 1
    this.cause[hold] = unit === NONE ? NONE : units.serial[unit]!
    this.causeStation[hold] = station
    this.order[hold] = unit === NONE ? NONE : units.order[unit]!
    const material = sameLot !== NONE ? sameLot : lotsOf
    const knows = material !== NONE && unit !== NONE && this.#knows(unit)
    this.lotsFrom[hold] = knows ? this.lotFrom[unit * this.#materials.length + material]! : NONE
    this.lotsTo[hold] = knows ? this.lotTo[unit * this.#materials.length + material]! : NONE
    calendar.schedule(calendar.now, Phase.arrival, hold, Message.containmentBegins)
  }

  // ── what units have been through ──

  /** The unit was worked on at the station. */
  passes(station: number, unit: number) {
    const column = this.#passed.indexOf(station)
    if (column === NONE) return
    this.#room(unit)
    this.passedAt[unit * this.#passed.length + column] = this.#plant.calendar.now
  }

  /** Whoever takes its kit took of the lot. */
  took(item: number, lot: number) {
    const column = this.#materials.indexOf(item)
    if (column === NONE || this.taker === NONE) return
    this.#room(this.taker)
    this.#widen(this.taker * this.#materials.length + column, lot, lot)
  }

  /** What was done to a part was done to what it is joined to; and what comes out of a unit comes of all that was done to it. */
  inherits(unit: number, from: number) {
    if (!this.#knows(from)) return
    this.#room(unit)
    const stations = this.#passed.length
    for (let i = 0; i < stations; i++)
      this.passedAt[unit * stations + i] = Math.max(this.passedAt[unit * stations + i]!, this.passedAt[from * stations + i]!)
    const materials = this.#materials.length
    for (let i = 0; i < materials; i++) {
      const lot = this.lotFrom[from * materials + i]!
      if (lot !== NONE) this.#widen(unit * materials + i, lot, this.lotTo[from * materials + i]!)
    }
  }

  #widen(at: number, from: number, to: number) {
    this.lotFrom[at] = this.lotFrom[at] === NONE ? from : Math.min(this.lotFrom[at]!, from)
    this.lotTo[at] = Math.max(this.lotTo[at]!, to)
  }

  // ── on hold ──

  begins(hold: number) {
    const { calendar, chance, doors, holds, lots, tables } = this.#plant
    const { spec, after, stations, finishes, lots: lotHold } = this.#holds[hold]!
    const { units, lots: ofLots } = spec
    this.pending[hold] = 0
    this.place[hold] = this.seen[hold] = this.failed[hold] = 0
    this.active[hold] = 1
    this.activeCount++
    this.since[hold] =
      units === null || units.since === null
        ? 0
        : units.since === 'lastPassed'
          ? this.lastPassed[hold]! + 1
          : calendar.now - seconds(units.since)
    doors.holdBegan(hold, this.cause[hold]!, this.causeStation[hold]!)
    if (units !== null) for (let queue = 0; queue < tables.queues; queue++) this.#takeOutside(queue)
    if (units !== null) for (let queue = 0; queue < tables.queues; queue++) this.#takeInside(queue)
    for (const station of stations) holds!.stationBegins(station, finishes)
    if (ofLots !== null) {
      const received = ofLots.since === null ? 0 : calendar.now - seconds(ofLots.since)
      if (ofLots.used) lots.holdBeginsFor(lotHold, received, this.lotsFrom[hold]!, this.lotsTo[hold]!)
      else lots.holdBeginsFor(lotHold, received, 0, Number.POSITIVE_INFINITY)
    }
    if (after !== NO_DRAW) calendar.schedule((calendar.now + chance.next(after)) as SimTime, Phase.arrival, hold, Message.containmentEnds)
  }

  ends(hold: number) {
    const { doors, holds, lots, units } = this.#plant
    const { stations, finishes, lots: lotHold } = this.#holds[hold]!
    this.active[hold] = 0
    this.activeCount--
    doors.holdEnded(hold)
    for (const station of stations) holds!.stationEnds(station, finishes)
    if (lotHold !== NONE) lots.holdEnds(lotHold)
    let unit = this.head[hold]!
    this.head[hold] = this.tail[hold] = NONE
    while (unit !== NONE) {
      const next = units.next[unit]!
      units.next[unit] = NONE
      this.#dispose(hold, unit)
      unit = next
    }
  }

  /** Does it last, and with no end? */
  isEndless(hold: number): boolean {
    return this.active[hold] === 1 && this.#holds[hold]!.after === NO_DRAW
  }

  /** The hold for which the station of the slot stands; NONE: one of its own, or none. */
  causeAt(slot: number): number {
    const station = this.#plant.tables.slotStation[slot]!
    for (let hold = 0; hold < this.#holds.length; hold++)
      if (this.active[hold] === 1 && this.#holds[hold]!.stations.includes(station)) return hold
    return NONE
  }

  /** Is the station on a hold that never ends? */
  isEndlessAt(station: number): boolean {
    return this.#holds.some(({ stations }, hold) => this.isEndless(hold) && stations.includes(station))
  }

  /** All that are on the hold. */
  unitsOn(hold: number): number[] {
    const { next } = this.#plant.units
    const all: number[] = []
    for (let unit = this.head[hold]!; unit !== NONE; unit = next[unit]!) all.push(unit)
    return all
  }

  /** A unit that is about to wait in a queue, to leave its slot, or to leave the plant: is it to be held instead? */
  catches(unit: number): boolean {
    return this.activeCount > 0 && this.#holdFor(unit) !== NONE
  }

  /** The unit, which is in no place any more, is on hold from now on. It goes on to its next operation, or `isThere` already. */
  take(unit: number, isThere: boolean) {
    const { units, doors, tables } = this.#plant
    const hold = this.#holdFor(unit)
    this.#room(unit)
    this.heldBy[unit] = hold
    this.way[unit] = isThere ? Way.back : Way.out
    units.next[unit] = NONE
    units.holder[unit] = NONE
    if (this.head[hold] === NONE) this.head[hold] = unit
    else units.next[this.tail[hold]!] = unit
    this.tail[hold] = unit
    const o = units.operation[unit]!
    doors.unitHeld(units.serial[unit]!, units.product[unit]!, hold, o < 0 ? NONE : tables.operations[o]!.step)
  }

  #holdFor(unit: number): number {
    for (let hold = 0; hold < this.#holds.length; hold++) if (this.active[hold] === 1 && this.#isMeant(hold, unit)) return hold
    return NONE
  }

  #isMeant(hold: number, unit: number): boolean {
    const { units } = this.#plant
    const { spec, products, orders, passed, sameLot } = this.#holds[hold]!
    if (spec.units === null || products[units.product[unit]!] === 0) return false
    // There is always another, which would have to be held at once, and so on.
    if (units.visits[unit] === 0 && this.#endless[units.product[unit]!] === 1) return false
    if (orders !== null && !orders.has(units.order[unit]!)) return false
    if (spec.units.sameOrder && (this.order[hold] === NONE || units.order[unit] !== this.order[hold])) return false
    const knows = this.#knows(unit)
    if (knows && this.cleared[unit * this.#holds.length + hold] === 1) return false
    if (passed !== NONE) {
      const at = knows ? this.passedAt[unit * this.#passed.length + passed]! : NONE
      if (at === NONE || at < this.since[hold]!) return false
    }
    if (sameLot === NONE) return true
    const lot = unit * this.#materials.length + sameLot
    const from = this.lotsFrom[hold]!
    return knows && from !== NONE && this.lotFrom[lot] !== NONE && this.lotFrom[lot]! <= this.lotsTo[hold]! && this.lotTo[lot]! >= from
  }

  #takeOutside(queue: number) {
    const { queues, units, doors, tables } = this.#plant
    let previous = NONE
    for (let unit = queues.outsideHead[queue]!; unit !== NONE; ) {
      const next = units.next[unit]!
      if (this.catches(unit) && queues.canLeave(unit)) {
        queues.takeOutside(queue, unit, previous)
        if (queues.expires) queues.waitsNoMore(unit)
        doors.unitSetAside(units.serial[unit]!, tables.operations[units.operation[unit]!]!.step)
        this.take(unit, true)
      } else previous = unit
      unit = next
    }
  }

  #takeInside(queue: number) {
    const { queues, units, doors, tables } = this.#plant
    for (let unit = queues.head[queue]!; unit !== NONE; ) {
      const next = units.next[unit]!
      if (this.catches(unit)) {
        // Others may have moved in meanwhile.
        queues.takeInside(queue, unit, queues.before(queue, unit))
        if (queues.expires) queues.waitsNoMore(unit)
        doors.unitSetAside(units.serial[unit]!, tables.operations[units.operation[unit]!]!.step)
        this.take(unit, true)
      }
      unit = next
    }
  }

  /** Those before the queue that could not leave where they stand until now. */
  sweep(queue: number) {
    if (this.activeCount > 0) this.#takeOutside(queue)
  }

  // ── what becomes of it ──

  #dispose(hold: number, unit: number) {
    const { chance, units, tables, doors } = this.#plant
    const { spec, fate, reworkTo } = this.#holds[hold]!
    const { scrap, rework } = spec.disposition!
    this.heldBy[unit] = NONE
    this.cleared[unit * this.#holds.length + hold] = 1
    const u = scrap + rework === 0 ? 1 : chance.uniformOf(fate, units.luck[unit]!, units.visits[unit]!)
    const [serial, product] = [units.serial[unit]!, units.product[unit]!]
    if (u < scrap) {
      doors.unitDisposed(serial, product, hold, HoldOutcome.scrapped, NONE)
      return this.#scrap(unit)
    }
    const to = reworkTo[product]!
    if (u < scrap + rework && to !== NONE && this.#isBeyond(unit, to)) {
      doors.unitDisposed(serial, product, hold, HoldOutcome.reworked, tables.operations[to]!.step)
      return this.#goesBack(hold, unit, to)
    }
    doors.unitDisposed(serial, product, hold, HoldOutcome.released, NONE)
    this.#goesOn(unit)
  }

  /** Has it done the operation to which it is to go back? */
  #isBeyond(unit: number, to: number): boolean {
    const { units, tables } = this.#plant
    const o = units.operation[unit]!
    if (o < 0) return true
    const { step } = tables.operations[o]!
    return step === NONE || step > tables.operations[to]!.step
  }

  #goesOn(unit: number) {
    const { units, queues, departures } = this.#plant
    const isThere = this.way[unit] === Way.back
    if (units.operation[unit]! < 0) {
      if (isThere) departures.finish(unit)
      else departures.sendOut(NONE, unit)
      return
    }
    if (isThere ? queues.reach(unit, NONE) : queues.arrive(unit, NONE)) return
    queues.offerOutside(unit)
  }

  #goesBack(hold: number, unit: number, to: number) {
    const { units, tables, orders, release, quality } = this.#plant
    const o = units.operation[unit]!
    const from = o < 0 ? null : tables.operations[o]!
    units.isReworked(unit, tables.operations[to]!.step)
    units.operation[unit] = to
    if (orders.counts) {
      if (from === null || from.step === NONE) orders.comesAgain(unit, tables.operations[to]!)
      else orders.goesElsewhere(unit, from, tables.operations[to]!)
    }
    if (release.used) {
      if (o < 0) release.enter(unit)
      else release.isMoved(unit, o, to)
    }
    if (quality.used) quality.repaired(unit, this.#holds[hold]!.repairs[units.product[unit]!]!)
    this.cleared.fill(0, unit * this.#holds.length, (unit + 1) * this.#holds.length)
    this.way[unit] = Way.out
    this.#goesOn(unit)
  }

  #scrap(unit: number) {
    const { units, tables, departures, release } = this.#plant
    const o = units.operation[unit]!
    const stations = o < 0 ? null : tables.operations[o]!.stations
    if (stations !== null && stations.length > 0) return departures.giveUp(unit, stations[0]!)
    if (o >= 0 && release.used) release.isTaken(unit)
    departures.scrapFinished(unit)
  }

  // ── side columns ──

  #knows(unit: number): boolean {
    return unit < this.owner.length && this.owner[unit] === this.#plant.units.serial[unit]
  }

  /** The side columns hold this unit, and nothing of whoever had its place in the pool before. */
  #room(unit: number) {
    const { units } = this.#plant
    const [stations, materials, holds] = [this.#passed.length, this.#materials.length, this.#holds.length]
    if (unit >= this.owner.length) {
      const size = units.serial.length
      const old = this.owner.length
      this.owner = longer(this.owner, size).fill(NONE, old)
      this.heldBy = longer(this.heldBy, size)
      this.way = longer(this.way, size)
      this.passedAt = longer(this.passedAt, size * stations)
      this.lotFrom = longer(this.lotFrom, size * materials)
      this.lotTo = longer(this.lotTo, size * materials)
      this.cleared = longer(this.cleared, size * holds)
    }
    if (this.#knows(unit)) return
    this.owner[unit] = units.serial[unit]!
    this.heldBy[unit] = NONE
    this.way[unit] = Way.out
    this.passedAt.fill(NONE, unit * stations, (unit + 1) * stations)
    this.lotFrom.fill(NONE, unit * materials, (unit + 1) * materials)
    this.lotTo.fill(NONE, unit * materials, (unit + 1) * materials)
    this.cleared.fill(0, unit * holds, (unit + 1) * holds)
  }
}

function holdTable(
  plant: Plant,
  hold: Hold,
  passed: readonly number[],
  materials: readonly number[],
  first: number,
  lots: number,
): HoldTable {
  const { chance, tables } = plant
  const { scenario, index, firstOperation } = tables
  const { when, units, disposition: then } = hold
  const station = (id: string | null) => (id === null ? NONE : index.station.get(id)!)
  const material = (id: string | null | undefined) => (id == null ? NONE : scenario.materials.findIndex((one) => one.id === id))
  const isMeant = (id: string, family: string) =>
    units !== null &&
    (units.products.length === 0 || units.products.includes(id)) &&
    (units.families.length === 0 || units.families.includes(family))
  const worked = station(when.worked)
  const parameters = worked === NONE ? [] : scenario.stations[worked]!.parameters
  const parameter = parameters.findIndex(({ id }) => id === when.parameter)
  const { defects, characteristics } = qualityNames(scenario)
  const back = scenario.products.map(({ route }) => (then?.to == null ? NONE : route.findIndex(({ id }) => id === then.to)))
  return {
    spec: hold,
    after: then === null ? NO_DRAW : chance.open(then.after, hold.id, 'hold'),
    fate: then === null || then.scrap + then.rework === 0 ? NO_DRAW : chance.openUniform(hold.id, 'disposition'),
    passed: passed.indexOf(station(units?.passed ?? null)),
    sameLot: materials.indexOf(material(units?.sameLot)),
    lotsOf: hold.lots?.used === true ? materials.indexOf(material(hold.lots.material)) : NONE,
    products: Uint8Array.from(scenario.products, ({ id, family }) => (isMeant(id, family) ? 1 : 0)),
    reworkTo: Int32Array.from(back, (step, p) => (step === NONE ? NONE : firstOperation[p]! + step)),
    repairs: Int32Array.from(scenario.products, ({ route }, p) =>
      back[p] === NONE
        ? 0
        : route.slice(back[p]).reduce((bits, one) => one.defects.reduce((sum, { id }) => sum | (1 << defects.indexOf(id)), bits), 0),
    ),
    orders: units === null || units.orders.length === 0 ? null : new Set(units.orders.map((id) => index.order.get(id)!)),
    stations: hold.stations.map((id) => index.station.get(id)!),
    finishes: hold.inHand === 'finish',
    lots,
    tested: station(when.tested),
    worked,
    parameter,
    above: when.above ?? parameters[parameter]?.high ?? Number.POSITIVE_INFINITY,
    below: when.below ?? parameters[parameter]?.low ?? Number.NEGATIVE_INFINITY,
    refused: material(when.refused),
    defect: when.defect === null ? NONE : 1 << defects.indexOf(when.defect),
    measure: when.measure === null ? NONE : 1 << characteristics.indexOf(when.measure),
    first,
  }
}

/** In the order in which their bits are counted. */
function qualityNames({ products }: Scenario) {
  const operations = products.flatMap(({ route }) => route)
  return {
    defects: [...new Set(operations.flatMap(({ defects }) => defects.map(({ id }) => id)))],
    characteristics: [...new Set(operations.flatMap(({ characteristics }) => characteristics.map(({ id }) => id)))],
  }
}

export const needsContainment = ({ holds }: Scenario): boolean => holds.length > 0
