import { EquipmentState, EventKind } from '../../engine/log/events.ts'
import { fold } from '../../engine/log/fold.ts'
import { places } from '../../engine/log/places.ts'
import type { Log } from '../../engine/log/reader.ts'
import { inOrderOfTruth } from '../../engine/log/replay.ts'
import { PlantState } from '../../engine/log/state.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { workToCome } from '../../scenarios/ways.ts'
import { Blamer } from '../blame/blamer.ts'
import { Culprits } from '../blame/culprits.ts'
import { orderName } from '../production/orders.ts'
import { Plans } from '../production/plan.ts'
import { Fate, type PlantRecord, RowsBy, recordOf, rowsBy } from '../record/index.ts'
import { Deliveries } from './deliveries.ts'
import { isWork, KnownReasons, type Reason, reasonOf } from './reasons.ts'

/** A stretch of an order's time, µs. Several that share one instant have their parts of it: `span` is what is theirs. */
export interface Stretch extends Reason {
  readonly from: number
  readonly until: number
  readonly span: number
}

/** Time with one reason. `blamedSeconds`: of it, what came when the order had no slack left for it; it made the order late. */
export interface ReasonTime extends Reason {
  readonly seconds: number
  readonly blamedSeconds: number
}

/** An order's lead time, split. All seconds add up: of the reasons to the lead time, and what is blamed with `tooShortSeconds` to how late it is. */
export interface LeadTime {
  readonly order: string | null
  readonly product: string | null
  readonly released: number
  /** Null: it is open, and all is as of now. */
  readonly closed: number | null
  readonly due: number | null
  readonly leadSeconds: number
  /** Below 0: so long before it was due; null: not due at all. */
  readonly lateSeconds: number | null
  readonly workSeconds: number
  readonly waitSeconds: number
  /** What work alone takes longer than there was between release and due date. */
  readonly tooShortSeconds: number
  /** The units whose way was the longest, the last one first. */
  readonly units: readonly number[]
  /** Most blamed first, then longest. */
  readonly reasons: readonly ReasonTime[]
}

/** Why orders took as long as they did, from what the log knew at a moment. */
export class Lateness {
  readonly #scenario: Scenario
  readonly #record: PlantRecord
  readonly #end: number
  readonly #culprits: Culprits
  readonly #plans: Plans
  readonly #firstSlot: Int32Array
  readonly #firstCarrier: number
  readonly #station: ReadonlyMap<string, number>
  readonly #item: ReadonlyMap<string, number>
  readonly #isListed: ReadonlySet<string | null>
  readonly #deliveries: Deliveries
  readonly #known = new KnownReasons()
  readonly #reasons: Reason[] = []
  readonly #orderNames = new Map<number, string | null>()
  // What was where, to look up.
  readonly #unitsOfOrder: RowsBy
  readonly #staysOf: RowsBy
  readonly #jobsOf: RowsBy
  readonly #testsOf: RowsBy
  readonly #statesOf: RowsBy
  /** slot → stretches in which it was blocked, and who shares the blame */
  readonly #blocked: readonly { readonly from: number; readonly until: number; readonly culprits: readonly number[] }[][]
  /** unit → when it was on hold */
  readonly #held = new Map<number, { readonly hold: number; readonly from: number; until: number }[]>()

  /** `record`: what the log knew by then, where it is there already. */
  constructor(log: Log<Scenario>, until: number = log.endTime, record: PlantRecord = recordOf(log, until)) {
    const { scenario } = log.header
    this.#scenario = scenario
    this.#end = until
    this.#record = record
    this.#deliveries = new Deliveries(record)
    this.#item = new Map([...scenario.materials, ...scenario.products].map(({ id }, i) => [id, i]))
    this.#isListed = new Set(scenario.dispatch.flatMap(({ station, jobs }) => (jobs.length > 0 ? [station] : [])))
    this.#culprits = new Culprits(scenario)
    this.#plans = new Plans(scenario)
    const at = places(scenario)
    this.#firstSlot = at.firstSlot
    this.#firstCarrier = at.firstConveyor
    this.#station = new Map(scenario.stations.map(({ id }, i) => [id, i]))
    const { units, stays, jobs, tests, states } = this.#record
    this.#unitsOfOrder = rowsBy(units, 'order')
    this.#staysOf = rowsBy(stays, 'unit')
    this.#jobsOf = rowsBy(jobs, 'unit')
    this.#testsOf = rowsBy(tests, 'unit')
    const slots = Float64Array.from({ length: states.count }, (_, i) => at.firstSlot[states.column.station[i]!]! + states.column.slot[i]!)
    this.#statesOf = new RowsBy(slots, states.count)
    this.#blocked = Array.from({ length: at.firstSlot[scenario.stations.length]! }, () => [])
    this.#readHoldsAndBlame(log)
  }

  /** All orders that were released, in the order in which they were. */
  all(): readonly LeadTime[] {
    const { orders } = this.#record
    return Array.from({ length: orders.count }, (_, row) => row).flatMap((row) => this.#leadTime(row) ?? [])
  }

  /** Of orders that are late, or were: the greatest first; at most so many. */
  late(most = Number.POSITIVE_INFINITY): readonly LeadTime[] {
    const { due, closed, cancelled } = this.#record.orders.column
    const lateBy = (row: number) => (Number.isNaN(closed[row]!) ? this.#end : closed[row]!) - due[row]!
    return Array.from({ length: this.#record.orders.count }, (_, row) => row)
      .filter((row) => lateBy(row) > 0 && Number.isNaN(cancelled[row]!))
      .sort((a, b) => lateBy(b) - lateBy(a) || a - b)
      .slice(0, most)
      .flatMap((row) => this.#leadTime(row) ?? [])
  }

  /** Number of the order as the log has it; null: it was not released. */
  of(order: number): LeadTime | null {
    const row = this.#record.rowOfOrder(order)
    return row < 0 ? null : this.#leadTime(row)
  }

  /** Its stretches of time, one after the other; they tile it. */
  path(order: number): readonly Stretch[] {
    const row = this.#record.rowOfOrder(order)
    return row < 0 || Number.isNaN(this.#record.orders.column.released[row]!)
      ? []
      : this.#path(row).stretches.map(({ reason, ...when }) => ({ ...reason, ...when }))
  }

  #leadTime(row: number): LeadTime | null {
    const { order, product, released, closed, cancelled, due } = this.#record.orders.row(row)
    if (Number.isNaN(released) || !Number.isNaN(cancelled)) return null
    const { stretches, units } = this.#path(row)
    const end = Number.isNaN(closed) ? this.#end : closed
    let work = 0
    let waited = 0
    for (const { reason, span } of stretches) {
      if (isWork(reason.kind)) work += span
      else waited += span
    }
    const late = Number.isNaN(due) ? null : end - due
    // Waiting that there was time for is nobody's fault: slack goes to what comes first.
    const slack = late === null ? Number.POSITIVE_INFINITY : due - released - work
    let left = Math.max(0, slack)
    const sums = new Map<Reason, { span: number; blamed: number }>()
    for (const { reason, span } of stretches) {
      let sum = sums.get(reason)
      if (sum === undefined) {
        sum = { span: 0, blamed: 0 }
        sums.set(reason, sum)
      }
      sum.span += span
      if (isWork(reason.kind)) continue
      const free = Math.min(left, span)
      left -= free
      sum.blamed += span - free
    }
    const reasons = [...sums].sort(([, a], [, b]) => b.blamed - a.blamed || b.span - a.span)
    return {
      order: orderName(this.#scenario, order),
      product: this.#itemName(product),
      released: released / 1e6,
      closed: Number.isNaN(closed) ? null : closed / 1e6,
      due: Number.isNaN(due) ? null : due / 1e6,
      leadSeconds: (end - released) / 1e6,
      lateSeconds: late === null ? null : late / 1e6,
      workSeconds: work / 1e6,
      waitSeconds: waited / 1e6,
      tooShortSeconds: late === null ? 0 : Math.min(Math.max(0, late), Math.max(0, -slack)) / 1e6,
      units,
      reasons: reasons.map(([reason, { span, blamed }]) => ({
        ...reason,
        seconds: span / 1e6,
        blamedSeconds: late !== null && late > 0 ? blamed / 1e6 : 0,
      })),
    }
  }

  #itemName(product: number): string | null {
    return product >= 0 ? (this.#scenario.products[product]?.id ?? null) : (this.#scenario.materials[-2 - product]?.id ?? null)
  }

  /** From its end back to its release: the unit that ended it; before that, if it was made for a scrapped one, that one; and so on. */
  #path(row: number): { readonly stretches: readonly Part[]; readonly units: readonly number[] } {
    const { order, product, released, closed } = this.#record.orders.row(row)
    const end = Number.isNaN(closed) ? this.#end : closed
    const column = this.#record.units.column
    const own = [...this.#unitsOfOrder.of(order)].filter((unit) => column.product[unit] === product)
    const parts: Part[][] = []
    const units: number[] = []
    let at = end
    let unit = Number.isNaN(closed) ? this.#slowest(own) : this.#lastBefore(own, end)
    if (unit < 0) {
      const item = this.#itemName(product)
      const reason: Reason =
        own.length > 0 || item === null ? this.#known.notKnown : this.#known.of(this.#isFromStock(row) ? 'material' : 'release', item, null)
      return { stretches: stretchOf(released, end, reason), units }
    }
    while (unit >= 0 && at > released) {
      units.push(column.unit[unit]!)
      const left = Number.isNaN(column.left[unit]!) ? at : column.left[unit]!
      if (left < at) parts.push(stretchOf(left, at, this.#known.of('order', null, null)))
      const from = Math.max(released, column.created[unit]!)
      parts.push(this.#unitPath(unit, from, Math.min(left, at)))
      at = from
      const before: number =
        at > released
          ? (own.find((one) => column.fate[one] === Fate.scrapped && column.left[one] === at && !units.includes(column.unit[one]!)) ?? -1)
          : -1
      unit = before
    }
    if (at > released) parts.push(stretchOf(released, at, this.#known.of('order', null, null)))
    return { stretches: parts.reverse().flat(), units }
  }

  /** Served from stock, it waits for the stock of what it asks for. */
  #isFromStock(row: number): boolean {
    const { source, product } = this.#record.orders.row(row)
    return product < 0 || this.#scenario.sources[source]?.serve === 'stock'
  }

  /** The last that left by then; −1: none did. */
  #lastBefore(own: readonly number[], end: number): number {
    const { left } = this.#record.units.column
    let last = -1
    for (const unit of own) if (left[unit]! <= end && (last < 0 || left[unit]! >= left[last]!)) last = unit
    return last
  }

  /** Of those in the plant the one with most planned work before it; of equals the one made first. */
  #slowest(own: readonly number[]): number {
    const { fate } = this.#record.units.column
    let slowest = -1
    let most = -1
    for (const unit of own) {
      if (fate[unit] !== Fate.inPlant) continue
      const work = this.#workLeft(unit)
      if (work > most) {
        most = work
        slowest = unit
      }
    }
    return slowest
  }

  #workLeft(unit: number): number {
    const { product, unit: number } = this.#record.units.row(unit)
    const definition = this.#scenario.products[product]!
    const work = definition.route.map(({ stations }, k) => this.#plans.jobSeconds(product, k, stations[0] ?? ''))
    const stays = this.#staysOf.of(number)
    const operation = stays.length === 0 ? 0 : this.#record.stays.column.operation[stays[stays.length - 1]!]!
    return operation < 0 ? 0 : work[operation]! + workToCome(definition, work)[operation]!
  }

  /** What happened to the unit from then till then; tiles it. */
  #unitPath(row: number, from: number, until: number): Part[] {
    const unit = this.#record.units.column.unit[row]!
    const product = this.#record.units.column.product[row]!
    const found: Part[] = []
    let at = from
    const { column } = this.#record.stays
    for (const stay of this.#staysOf.of(unit)) {
      const begins = Math.max(from, column.from[stay]!)
      const ends = Math.min(until, Number.isNaN(column.until[stay]!) ? until : column.until[stay]!)
      if (ends <= at) continue
      if (begins > at) this.#aside(unit, at, begins, found)
      this.#stay(unit, product, stay, Math.max(at, begins), ends, found)
      at = ends
    }
    if (at < until) this.#aside(unit, at, until, found)
    return found
  }

  /** In no place: on hold, waiting for a result, or for others; before its first place, for its release. */
  #aside(unit: number, from: number, until: number, found: Part[]) {
    let at = from
    for (const held of this.#held.get(unit) ?? []) {
      const begins = Math.max(at, held.from)
      const ends = Math.min(until, held.until)
      if (ends <= begins) continue
      if (begins > at) add(found, at, begins, this.#whyAside(unit, at, begins))
      add(found, begins, ends, this.#known.of('hold', this.#scenario.holds[held.hold]?.id ?? null, null))
      at = ends
    }
    if (at < until) add(found, at, until, this.#whyAside(unit, at, until))
  }

  #whyAside(unit: number, from: number, until: number): Reason {
    const { stays, jobs, tests } = this.#record
    const [first] = this.#staysOf.of(unit)
    if (first === undefined || stays.column.from[first]! >= until) return this.#known.of('release', null, null)
    let station = -1
    for (const job of this.#jobsOf.of(unit)) {
      const ends = jobs.column.end[job]!
      if (jobs.column.start[job]! <= from) station = jobs.column.station[job]!
      if (jobs.column.start[job]! <= from && !(ends <= from)) return this.#known.of('urgent', this.#stationId(station), null)
    }
    for (const test of this.#testsOf.of(unit)) {
      const at = tests.column.time[test]!
      if (at > from && at <= until) return this.#known.of('test', this.#stationId(station), null)
    }
    const moves = station >= 0 && this.#scenario.stations[station]!.moveQuantity !== null
    return moves ? this.#known.of('batch', this.#stationId(station), null) : this.#known.notKnown
  }

  #stay(unit: number, product: number, stay: number, from: number, until: number, found: Part[]) {
    const { place, slot, operation } = this.#record.stays.row(stay)
    if (place < this.#scenario.stations.length) {
      if (slot < 0) add(found, from, until, this.#known.of('processing', this.#stationId(place), null))
      else this.#inSlot(unit, this.#firstSlot[place]! + slot, place, from, until, found)
      return
    }
    if (place >= this.#firstCarrier) {
      add(found, from, until, this.#known.of('transport', null, null))
      return
    }
    const able = this.#scenario.products[product]!.route[operation]?.stations ?? []
    this.#inQueue(
      able.flatMap((id) => this.#station.get(id) ?? []),
      from,
      until,
      found,
    )
  }

  #stationId(station: number): string | null {
    return this.#scenario.stations[station]?.id ?? null
  }

  /** In a station: what the slot does is done to it, unless it is not in a job. */
  #inSlot(unit: number, slot: number, station: number, from: number, until: number, found: Part[]) {
    for (const { state, cause, begins, ends } of this.#statesIn(slot, from, until)) {
      if (state === EquipmentState.setup) add(found, begins, ends, this.#known.of('setup', this.#stationId(station), null))
      else if (state === EquipmentState.processing) this.#processed(unit, station, begins, ends, found)
      else this.#waits(slot, station, state, cause, begins, ends, found)
    }
  }

  #processed(unit: number, station: number, from: number, until: number, found: Part[]) {
    const { column } = this.#record.jobs
    const subject = this.#stationId(station)
    let at = from
    for (const job of this.#jobsOf.of(unit)) {
      const begins = Math.max(at, column.start[job]!)
      const ends = Math.min(until, Number.isNaN(column.end[job]!) ? until : column.end[job]!)
      if (ends <= begins) continue
      if (begins > at) add(found, at, begins, this.#known.of('batch', subject, null))
      add(found, begins, ends, this.#known.of('processing', subject, null))
      at = ends
    }
    if (at < until) add(found, at, until, this.#known.of('batch', subject, null))
  }

  /** The slot stands, or waits: why. */
  #waits(slot: number, station: number, state: number, cause: number, from: number, until: number, found: Part[]) {
    if (state !== EquipmentState.blocked) {
      this.#because(found, this.#reason(station, state, cause), from, until)
      return
    }
    let at = from
    const spans = this.#blocked[slot]!
    for (let i = firstEndingAfter(spans, from); i < spans.length && spans[i]!.from < until; i++) {
      const begins = Math.max(at, spans[i]!.from)
      const ends = Math.min(until, spans[i]!.until)
      if (begins > at) add(found, at, begins, this.#known.notKnown)
      const { culprits } = spans[i]!
      shared(begins, ends, culprits.length, (part, k) => {
        this.#because(found, this.#reasonOf(culprits[k]!), begins, ends, part)
      })
      at = ends
    }
    if (at < until) add(found, at, until, this.#known.notKnown)
  }

  #reason(station: number, state: number, cause: number): Reason {
    const culprit =
      state === EquipmentState.waiting ? this.#culprits.waiting(station, cause) : this.#culprits.station(station, state, cause)
    return this.#reasonOf(culprit)
  }

  #reasonOf(culprit: number): Reason {
    let reason = this.#reasons[culprit]
    if (reason === undefined) {
      const { kind, subject, detail } = reasonOf(this.#culprits.describe(culprit))
      reason = this.#known.of(kind, subject, detail)
      this.#reasons[culprit] = reason
    }
    return reason
  }

  /** For material it is said which purchase ended the waiting. */
  #because(found: Part[], reason: Reason, from: number, until: number, span = until - from) {
    const isMaterial = reason.kind === 'material'
    add(found, from, until, isMaterial ? this.#known.of('material', reason.subject, this.#purchase(reason.subject, from)) : reason, span)
  }

  #purchase(item: string | null, from: number): string | null {
    const number = this.#item.get(item ?? '')
    const order = number === undefined ? null : this.#deliveries.awaited(number, from)
    return order === null ? null : `PO ${order}`
  }

  /**
   * Before a station: for it, or for one of several, each instant shared among their slots by what each does. One that has nothing to do and takes it not
   * is the reason by itself: its list, a time that the unit must stay, or what the log does not tell.
   */
  #inQueue(stations: readonly number[], from: number, until: number, found: Part[]) {
    const slots = stations.flatMap((station) =>
      Array.from({ length: this.#firstSlot[station + 1]! - this.#firstSlot[station]! }, (_, i) => ({
        station,
        slot: this.#firstSlot[station]! + i,
      })),
    )
    if (slots.length === 0) {
      add(found, from, until, this.#known.notKnown)
      return
    }
    const spans = slots.map(({ slot }) => this.#statesIn(slot, from, until))
    const at = slots.map(() => 0)
    for (let begins = from; begins < until; ) {
      const now = spans.map((own, i) => own[at[i]!]!)
      const ends = Math.min(...now.map((one) => one.ends))
      const free = now.findIndex(({ state }) => state === EquipmentState.starved || state === EquipmentState.idle)
      const [first, last] = free >= 0 ? [free, free + 1] : [0, slots.length]
      shared(begins, ends, last - first, (part, k) => this.#behind(slots[first + k]!, now[first + k]!, begins, ends, part, found))
      spans.forEach((own, i) => {
        if (own[at[i]!]!.ends === ends) at[i]!++
      })
      begins = ends
    }
  }

  #behindOrder(station: string | null, order: number): Reason {
    let name = this.#orderNames.get(order)
    if (name === undefined) {
      name = orderName(this.#scenario, order)
      this.#orderNames.set(order, name)
    }
    return this.#known.of('queue', station, name)
  }

  #behind({ station, slot }: { station: number; slot: number }, one: State, from: number, until: number, span: number, found: Part[]) {
    const subject = this.#stationId(station)
    if (one.state === EquipmentState.processing || one.state === EquipmentState.setup) {
      const row = this.#record.rowOfUnit(one.unit)
      const order = row < 0 ? -1 : this.#record.units.column.order[row]!
      add(found, from, until, this.#behindOrder(subject, order), span)
    } else if (one.state === EquipmentState.starved || one.state === EquipmentState.idle) {
      add(found, from, until, this.#known.of(this.#isListed.has(subject) ? 'sequence' : 'notKnown', subject, null), span)
    } else if (one.state === EquipmentState.blocked) {
      const own: Part[] = []
      this.#waits(slot, station, one.state, one.cause, from, until, own)
      // Its part of the time goes to them by theirs; what does not divide to the longest.
      const parts = own.map((stretch) => Math.floor((span * stretch.span) / (until - from)))
      const longest = own.reduce((best, stretch, i) => (stretch.span > own[best]!.span ? i : best), 0)
      parts[longest]! += span - parts.reduce((sum, part) => sum + part, 0)
      own.forEach((stretch, i) => {
        found.push({ ...stretch, span: parts[i]! })
      })
    } else this.#because(found, this.#reason(station, one.state, one.cause), from, until, span)
  }

  /** States of the slot, cut to the time; they tile it. */
  #statesIn(slot: number, from: number, until: number): State[] {
    const { column } = this.#record.states
    const rows = this.#statesOf.of(slot)
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const ends = column.until[rows[middle]!]!
      if (ends <= from) low = middle + 1
      else high = middle
    }
    const found: State[] = []
    let at = from
    for (let i = low; i < rows.length && at < until; i++) {
      const row = rows[i]!
      const begins = Math.max(at, column.from[row]!)
      const ends = Math.min(until, Number.isNaN(column.until[row]!) ? until : column.until[row]!)
      if (begins >= until) break
      if (begins > at) found.push({ state: EquipmentState.unknown, cause: -1, unit: -1, begins: at, ends: begins })
      if (ends <= begins) continue
      found.push({ state: column.state[row]!, cause: column.cause[row]!, unit: column.unit[row]!, begins, ends })
      at = ends
    }
    if (at < until) found.push({ state: EquipmentState.unknown, cause: -1, unit: -1, begins: at, ends: until })
    return found
  }

  #readHoldsAndBlame(log: Log<Scenario>) {
    const plant = new PlantState(log.header)
    const blamer = new Blamer(this.#scenario, plant, (slot, from, until, culprits) => {
      if (plant.slotState[slot] === EquipmentState.blocked) this.#blocked[slot]!.push({ from, until, culprits: [...culprits] })
    })
    inOrderOfTruth(
      log,
      (event) => {
        blamer.before(event)
        const { kind, time, subject, a } = event
        if (kind === EventKind.unitHeld) {
          const spans = this.#held.get(subject) ?? []
          this.#held.set(subject, spans)
          spans.push({ hold: a, from: time, until: Number.POSITIVE_INFINITY })
        } else if (kind === EventKind.unitDisposed) {
          const last = this.#held.get(subject)?.at(-1)
          if (last !== undefined) last.until = time
        }
        fold(plant, event)
      },
      log.seek(this.#end),
    )
    blamer.close(this.#end)
  }
}

interface State {
  readonly state: number
  readonly cause: number
  readonly unit: number
  readonly begins: number
  readonly ends: number
}

/** A stretch whose reason is one of `KnownReasons`. */
interface Part {
  readonly reason: Reason
  readonly from: number
  readonly until: number
  readonly span: number
}

const stretchOf = (from: number, until: number, reason: Reason): Part[] =>
  until > from ? [{ reason, from, until, span: until - from }] : []

function add(found: Part[], from: number, until: number, reason: Reason, span = until - from) {
  if (until > from) found.push({ reason, from, until, span })
}

/** The time in equal whole parts; what does not divide goes to the first. */
function shared(from: number, until: number, parts: number, take: (span: number, k: number) => void) {
  const each = Math.floor((until - from) / parts)
  let rest = until - from - each * parts
  for (let k = 0; k < parts; k++) take(each + (rest-- > 0 ? 1 : 0), k)
}

function firstEndingAfter(spans: readonly { readonly until: number }[], at: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (spans[middle]!.until <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** Reasons of many orders together: what made them late, the worst first. */
export function reasonsOf(orders: readonly LeadTime[]): readonly (ReasonTime & { readonly orders: number })[] {
  const sums = new Map<string, { reason: Reason; seconds: number; blamedSeconds: number; orders: number }>()
  for (const { reasons } of orders)
    for (const { kind, subject, detail, seconds, blamedSeconds } of reasons) {
      if (isWork(kind)) continue
      const key = `${kind} ${subject} ${detail}`
      const sum = sums.get(key) ?? { reason: { kind, subject, detail }, seconds: 0, blamedSeconds: 0, orders: 0 }
      sums.set(key, sum)
      sum.seconds += seconds
      sum.blamedSeconds += blamedSeconds
      if (blamedSeconds > 0) sum.orders++
    }
  return [...sums.values()]
    .map(({ reason, ...sum }) => ({ ...reason, ...sum }))
    .sort((a, b) => b.blamedSeconds - a.blamedSeconds || b.seconds - a.seconds)
}
