import { Disposition, Outcome } from '../../engine/log/events.ts'
import { Fate, Link } from '../record/index.ts'
import { clockOf } from '../report/format.ts'
import type { Genealogy } from './genealogy.ts'
import { cameFor, deliveredTo, type FromStock, isAlsoTakenOut, unitsDelivered } from './origins.ts'
import { customerOf, isHeld, isUnitHeld, leftOfLot, whereIs } from './recall.ts'
import { Came, Went } from './stocks.ts'
import type { TraceWords } from './words.ts'

/** A line of a trace, and what hangs on it; `more` so many lines that are not there. */
export interface Branch {
  readonly text: string
  readonly children: readonly Branch[]
  readonly more: number
}

export interface TellingOptions {
  /** Lines below each other. */
  readonly depth?: number
  /** Lines of a kind beside each other. */
  readonly most?: number
  readonly fromStock?: FromStock
}

/** Tells what a trace finds, as a tree of lines: each thing in full once, and after that where it is to be found above. */
export class Telling {
  readonly #genealogy: Genealogy
  readonly #words: TraceWords
  readonly #depth: number
  readonly #most: number
  readonly #fromStock: FromStock
  readonly #clock: (us: number) => string
  readonly #seen = new Set<string>()

  constructor(
    genealogy: Genealogy,
    words: TraceWords,
    header: { readonly startTime: string; readonly timeZone: string },
    { depth = 6, most = 12, fromStock = 'arrival' }: TellingOptions = {},
  ) {
    this.#genealogy = genealogy
    this.#words = words
    this.#depth = depth
    this.#most = most
    this.#fromStock = fromStock
    const { short } = clockOf({ ...header, seconds: genealogy.record.end / 1e6, since: 0 })
    this.#clock = (us) => short(us / 1e6)
  }

  // ── back ──

  unitBack(unit: number, until = Number.POSITIVE_INFINITY, from = -1, depth = this.#depth, prefix = ''): Branch {
    const text = `${prefix}${this.unitText(unit)}`
    return this.#once(`unit ${unit} ${from} ${until}`, text, depth, () => this.#historyOf(unit, from, until, depth - 1))
  }

  lotBack(lot: number, depth = this.#depth, prefix = ''): Branch {
    return this.#once(`lot ${lot}`, `${prefix}${this.lotText(lot, prefix === '')}`, depth, () => {
      const purchase = this.#genealogy.purchaseOfLot(lot)
      return purchase < 0 ? [] : this.#purchaseBack(purchase, depth - 1)
    })
  }

  orderBack(order: number): Branch {
    const { usesOfOrder, wentToOrder, record } = this.#genealogy
    const { lot, quantity } = record.uses.column
    const text = this.#orderText(order)
    return this.#branch(text, [
      ...unitsDelivered(this.#genealogy, order).map((unit) => () => this.unitBack(unit, undefined, undefined, this.#depth - 1)),
      ...[...usesOfOrder.of(order)].map(
        (use) => () =>
          this.lotBack(
            lot[use]!,
            this.#depth - 1,
            this.#words.ofLot(written(quantity[use]!), this.itemName(this.#genealogy.itemOfLot(lot[use]!)), ''),
          ),
      ),
      ...[...wentToOrder.of(order)].map((went) => () => this.#wentBack(went, this.#depth - 1)),
    ])
  }

  #historyOf(unit: number, from: number, until: number, depth: number): (() => Branch)[] {
    const genealogy = this.#genealogy
    const { record, scenario } = genealogy
    const { jobs, links } = record
    const isIn = (seq: number) => seq >= from && seq < until
    const own = [...genealogy.jobsOfUnit.of(unit)].filter((job) => isIn(jobs.column.seq[job]!))
    const ofJob = new Map<number, (() => Branch)[]>()
    const alone: (() => Branch)[] = []
    /** Under the job that it was for: the next at the station, or the last. */
    const hang = (station: number, seq: number, told: () => Branch) => {
      const here = own.filter((job) => jobs.column.station[job] === station)
      const job = here.find((one) => jobs.column.seq[one]! > seq) ?? here.at(-1)
      if (job === undefined) alone.push(told)
      else ofJob.set(job, [...(ofJob.get(job) ?? []), told])
    }
    const { uses } = record
    for (const use of genealogy.usesOfUnit.of(unit)) {
      if (!isIn(uses.column.seq[use]!)) continue
      const lot = uses.column.lot[use]!
      const item = this.itemName(genealogy.itemOfLot(lot))
      hang(uses.column.station[use]!, uses.column.seq[use]!, () =>
        this.lotBack(lot, depth - 1, this.#words.ofLot(written(uses.column.quantity[use]!), item, '')),
      )
    }
    const { went } = genealogy.stocks
    for (const row of genealogy.wentToUnit.of(unit)) {
      if (!isIn(went.column.seq[row]!)) continue
      hang(went.column.station[row]!, went.column.seq[row]!, () => this.#wentBack(row, depth - 1))
    }
    for (const row of genealogy.linksOfOther.of(unit)) {
      if (links.column.link[row] !== Link.joined || !isIn(links.column.seq[row]!)) continue
      const part = links.column.unit[row]!
      hang(links.column.station[row]!, links.column.seq[row]!, () =>
        this.unitBack(part, links.column.seq[row]!, -1, depth - 1, this.#words.joined('')),
      )
    }
    const origins: (() => Branch)[] = []
    for (const row of genealogy.linksOfUnit.of(unit)) {
      const { link, other, since, seq } = links.column
      if (!isIn(seq[row]!) || other[row]! < 0) continue
      if (link[row] === Link.takenOut) origins.push(() => this.unitBack(other[row]!, seq[row]!, since[row]!, depth, this.#words.wasIn('')))
      else if (link[row] === Link.splitOff && !isAlsoTakenOut(genealogy, row))
        origins.push(() => this.unitBack(other[row]!, seq[row]!, -1, depth, this.#words.outOf('')))
    }
    const told = own.map((job) => () => {
      const { station, slot, start, end, outcome } = jobs.column
      const place = `${scenario.stations[station[job]!]?.id ?? station[job]}${(scenario.stations[station[job]!]?.slots ?? 1) > 1 && slot[job]! >= 0 ? ` #${slot[job]! + 1}` : ''}`
      const span = `${this.#clock(start[job]!)} – ${Number.isNaN(end[job]!) ? '' : this.#clock(end[job]!)}`
      const kind =
        outcome[job] === Outcome.good
          ? 'good'
          : outcome[job] === Outcome.scrap
            ? 'scrap'
            : outcome[job] === Outcome.rework
              ? 'rework'
              : 'open'
      return this.#branch(this.#words.job(place, span, this.#words.outcomes[kind]), [
        ...this.#circumstances(unit, job).map((text) => () => ({ text, children: [], more: 0 })),
        ...(depth > 0 ? (ofJob.get(job) ?? []) : []),
      ])
    })
    return [...origins, ...told, ...alone]
  }

  /** Who was there, with which tools, at which parameters, and what tests said. */
  #circumstances(unit: number, job: number): string[] {
    const genealogy = this.#genealogy
    const { record, scenario } = genealogy
    const { station, operation } = record.jobs.column
    const spec = scenario.stations[station[job]!]
    const ofJob = (rows: Int32Array, at: { readonly station: Float64Array; readonly seq: Float64Array }) =>
      [...rows].filter((row) => at.station[row] === station[job] && genealogy.jobOf(unit, station[job]!, at.seq[row]!) === job)
    const people: string[] = []
    genealogy.peopleOf(job, (row) => people.push(this.personName(record.persons.column.crew[row]!, record.persons.column.person[row]!)))
    const tools = ofJob(genealogy.toolsOfUnit.of(unit), record.tools.column).map((row) => {
      const kind = scenario.tools[record.tools.column.tool[row]!]
      return `${kind?.id ?? record.tools.column.tool[row]} #${record.tools.column.piece[row]! + 1}`
    })
    const parameters = ofJob(genealogy.parametersOfUnit.of(unit), record.parameters.column).map((row) => {
      const one = spec?.parameters[record.parameters.column.parameter[row]!]
      const limits = one === undefined || (one.low === null && one.high === null) ? '' : ` (${one.low ?? ''} … ${one.high ?? ''})`
      return this.#words.parameter(one?.id ?? '?', written(record.parameters.column.value[row]!), limits)
    })
    const product = record.units.column.product[record.rowOfUnit(unit)] ?? -1
    const route = scenario.products[product]?.route[operation[job]!]
    const measured = ofJob(genealogy.measurementsOfUnit.of(unit), record.measurements.column).map((row) => {
      const measure = route?.test?.measures[record.measurements.column.measurement[row]!]
      return this.#words.measured(measure?.characteristic ?? '?', written(record.measurements.column.value[row]!))
    })
    const tests = ofJob(genealogy.testsOfUnit.of(unit), record.tests.column).map(
      (row) => DISPOSITIONS[record.tests.column.disposition[row]!] ?? 'passed',
    )
    return [
      ...(people.length > 0 ? [this.#words.people([...new Set(people)].join(', '))] : []),
      ...(tools.length > 0 ? [this.#words.tools(tools.join(', '))] : []),
      ...parameters,
      ...measured,
      ...tests.map((one) => this.#words.tested[one]),
    ]
  }

  #purchaseBack(purchase: number, depth: number): (() => Branch)[] {
    const { usesOfPurchase, wentToPurchase, record } = this.#genealogy
    const { lot, quantity } = record.uses.column
    return [
      ...[...usesOfPurchase.of(purchase)].map((use) => () => {
        const item = this.itemName(this.#genealogy.itemOfLot(lot[use]!))
        return this.lotBack(lot[use]!, depth, this.#words.ofLot(written(quantity[use]!), item, ''))
      }),
      ...[...wentToPurchase.of(purchase)].map((went) => () => this.#wentBack(went, depth)),
    ]
  }

  #wentBack(went: number, depth: number): Branch {
    const { stocks } = this.#genealogy
    const { item, quantity, unknown } = stocks.went.column
    const rows = [...cameFor(this.#genealogy, went, this.#fromStock)]
    const text = this.#words.fromStock(written(quantity[went]!), this.itemName(item[went]!))
    if (rows.length === 0) return { text: `${text} · ${this.#words.unknownOrigin}`, children: [], more: 0 }
    const how = this.#fromStock === 'arrival' ? this.#words.byArrival : this.#words.anyOfStock
    return this.#branch(`${text} · ${how}`, [
      ...(depth > 0 ? rows.map((came) => () => this.#cameBack(came, depth - 1)) : []),
      ...(unknown[went]! > 0 ? [() => ({ text: this.#words.unknownOrigin, children: [], more: 0 })] : []),
    ])
  }

  #cameBack(came: number, depth: number): Branch {
    const { kind, of, seq, quantity, time } = this.#genealogy.stocks.came.column
    if (kind[came] === Came.unit && of[came]! >= 0) return this.unitBack(of[came]!, seq[came]!, -1, depth)
    if (kind[came] === Came.initial) return { text: this.#words.initial, children: [], more: 0 }
    const text = `${this.#words.came(written(quantity[came]!), this.#clock(time[came]!))}${this.#boughtText(of[came]!)}`
    return this.#once(`came ${came}`, text, depth, () => (of[came]! < 0 ? [] : this.#purchaseBack(of[came]!, depth - 1)))
  }

  // ── forward ──

  unitForward(unit: number, seq = -1, depth = this.#depth, prefix = ''): Branch {
    return this.#once(`unit ${unit}`, `${prefix}${this.unitText(unit)}`, depth, () => {
      const genealogy = this.#genealogy
      const { links } = genealogy.record
      const { link, unit: part, other, since, seq: at } = links.column
      const told: (() => Branch)[] = []
      for (const row of genealogy.linksOfOther.of(unit)) {
        const comes =
          link[row] === Link.takenOut ? seq < 0 || (since[row]! <= seq && seq < at[row]!) : link[row] === Link.splitOff && seq < at[row]!
        if (comes && !(link[row] === Link.splitOff && isAlsoTakenOut(genealogy, row)))
          told.push(() => this.unitForward(part[row]!, at[row]!, depth - 1, this.#words.split('')))
      }
      for (const row of genealogy.linksOfUnit.of(unit))
        if (link[row] === Link.joined && other[row]! >= 0 && seq < at[row]!)
          told.push(() => this.unitForward(other[row]!, at[row]!, depth - 1, this.#words.becamePart('')))
      for (const came of genealogy.cameOfUnit.of(unit)) told.push(...this.#cameForward(came, depth - 1))
      return told
    })
  }

  lotForward(lot: number, depth = this.#depth, prefix = ''): Branch {
    return this.#once(`lot ${lot}`, `${prefix}${this.lotText(lot, prefix === '')}`, depth, () => {
      const { usesOfLot, purchaseOfUse, record, scenario } = this.#genealogy
      const { unit, order, station, quantity, seq } = record.uses.column
      const units = new Map<number, number>()
      const others: (() => Branch)[] = []
      for (const use of usesOfLot.of(lot)) {
        if (unit[use]! >= 0) units.set(unit[use]!, Math.min(seq[use]!, units.get(unit[use]!) ?? Number.POSITIVE_INFINITY))
        else if (order[use]! >= 0) others.push(() => leaf(this.#words.shippedTo(this.#orderText(order[use]!), written(quantity[use]!))))
        else if (purchaseOfUse[use]! >= 0) others.push(() => this.#purchaseForward(purchaseOfUse[use]!, depth - 1))
        else others.push(() => leaf(this.#words.upkeep(scenario.stations[station[use]!]?.id ?? '?', written(quantity[use]!))))
      }
      const took = () =>
        this.#branch(
          this.#words.usedIn(units.size),
          [...units].map(
            ([one, at]) =>
              () =>
                this.unitForward(one, at, depth - 2),
          ),
        )
      return [...(units.size > 0 ? [took] : []), ...others]
    })
  }

  orderForward(order: number): Branch {
    return leaf(this.#orderText(order))
  }

  purchaseForward(purchase: number): Branch {
    return this.#purchaseForward(purchase, this.#depth)
  }

  #purchaseForward(purchase: number, depth: number): Branch {
    const { lotsOfPurchase, cameOfPurchase, purchasesOf, record } = this.#genealogy
    const bought = purchasesOf.of(purchase)[0]
    const item = bought === undefined ? -1 : record.purchases.column.item[bought]!
    return this.#once(`purchase ${purchase}`, this.#words.moved(this.#words.purchase(purchase), this.itemName(item)), depth, () => [
      ...[...lotsOfPurchase.of(purchase)].map((row) => () => this.lotForward(record.lots.column.lot[row]!, depth - 1)),
      ...[...cameOfPurchase.of(purchase)].flatMap((came) => this.#cameForward(came, depth - 1)),
    ])
  }

  #cameForward(came: number, depth: number): (() => Branch)[] {
    const { stocks } = this.#genealogy
    const { kind, of, seq } = stocks.went.column
    return [...stocks.matchesOfCame.of(came)].map((match) => () => {
      const went = stocks.matches.column.went[match]!
      const quantity = written(stocks.matches.column.quantity[match]!)
      const how = ` (${this.#words.byArrival})`
      if (kind[went] === Went.unit) return this.unitForward(of[went]!, seq[went]!, depth, `${this.#words.byArrival}: `)
      if (kind[went] === Went.order) return leaf(`${this.#words.shippedTo(this.#orderText(of[went]!), quantity)}${how}`)
      if (kind[went] === Went.purchase) return this.#purchaseForward(of[went]!, depth)
      return leaf(this.#words.upkeep(this.#genealogy.scenario.stations[stocks.went.column.station[went]!]?.id ?? '?', quantity))
    })
  }

  // ── words ──

  /** `unit 40 · device · order d3 (north) · finished 07:12:00`. */
  unitText(unit: number): string {
    const { record, scenario } = this.#genealogy
    const row = record.rowOfUnit(unit)
    const name = this.#words.unit(unit)
    if (row < 0) return name
    const { product, order } = record.units.column
    const ofOrder = order[row]! >= 0 ? [this.#orderText(order[row]!)] : []
    return [name, scenario.products[product[row]!]?.id ?? '?', ...ofOrder, this.#stands(unit, row)]
      .filter((part) => part !== '')
      .join(' · ')
  }

  #stands(unit: number, row: number): string {
    const { record, linksOfUnit } = this.#genealogy
    const words = this.#words
    const { fate, left, place, surplus } = record.units.column
    const at = this.#clock(left[row]!)
    if (fate[row] === Fate.finished) {
      if (surplus[row] === 1) return `${words.finished(at)}, ${words.surplus}`
      const isDelivered = deliveredTo(this.#genealogy, row) >= 0 || this.#genealogy.cameOfUnit.of(unit).length === 0
      return isDelivered ? words.finished(at) : words.stocked(at)
    }
    if (fate[row] === Fate.scrapped) return words.scrapped(at, this.placeName(place[row]!))
    if (fate[row] === Fate.withdrawn) return words.withdrawn(at)
    if (fate[row] === Fate.absorbed) {
      const last = linksOfUnit.of(unit).at(-1)
      const other = last === undefined ? -1 : record.links.column.other[last]!
      return other < 0 ? words.splitUp(at) : words.partOf(other)
    }
    const here = whereIs(this.#genealogy, unit).place
    if (isUnitHeld(this.#genealogy, unit)) return words.held
    return here < 0 ? words.aside : words.isAt(this.placeName(here))
  }

  /** `lot 3 · screw · 60 came 06:20, purchase order 4 from bolt · 12 left, on hold`. */
  lotText(lot: number, withItem = true): string {
    const words = this.#words
    const row = this.#genealogy.lotRow(lot)
    if (row < 0) return words.lot(lot)
    const { quantity, time, purchaseOrder } = this.#genealogy.record.lots.column
    const left = words.there(written(leftOfLot(this.#genealogy, lot)))
    const came =
      purchaseOrder[row]! < 0 && time[row] === 0
        ? `${written(quantity[row]!)}, ${words.initial}`
        : words.came(written(quantity[row]!), this.#clock(time[row]!))
    return [
      words.lot(lot),
      ...(withItem ? [this.itemName(this.#genealogy.itemOfLot(lot))] : []),
      `${came}${this.#boughtText(purchaseOrder[row]!)}`,
      isHeld(this.#genealogy, lot) ? `${left}, ${words.held}` : left,
    ].join(' · ')
  }

  #boughtText(purchase: number): string {
    if (purchase < 0) return ''
    const supplier = this.#genealogy.scenario.suppliers[this.#genealogy.supplierOf(purchase)]
    return `, ${this.#words.purchase(purchase)}${supplier === undefined ? '' : this.#words.from(supplier.id)}`
  }

  #orderText(order: number): string {
    const customer = customerOf(this.#genealogy, order)
    return `${this.#words.ofOrder(this.orderName(order))}${customer === null ? '' : this.#words.ofCustomer(customer)}`
  }

  /** Of a listed order its id; of others their number. */
  orderName(order: number): string {
    return this.#genealogy.scenario.orders[order]?.id ?? String(order)
  }

  placeName(place: number): string {
    return this.#genealogy.places.ids[place] ?? ''
  }

  itemName(item: number): string {
    const { materials, products } = this.#genealogy.scenario
    return (materials[item] ?? products[item - materials.length])?.id ?? '?'
  }

  personName(crew: number, person: number): string {
    const spec = this.#genealogy.scenario.crews[crew]
    return spec?.persons[person]?.id ?? `${spec?.id ?? crew} #${person + 1}`
  }

  // ── branches ──

  /** In full the first time. */
  #once(key: string, text: string, depth: number, children: () => (() => Branch)[]): Branch {
    if (this.#seen.has(key)) return leaf(`${text} (${this.#words.above})`)
    this.#seen.add(key)
    return depth <= 0 ? this.#cut(text, children().length) : this.#branch(text, children())
  }

  #cut(text: string, more: number): Branch {
    return { text, children: [], more }
  }

  #branch(text: string, children: readonly (() => Branch)[]): Branch {
    return { text, children: children.slice(0, this.#most).map((tell) => tell()), more: Math.max(0, children.length - this.#most) }
  }
}

const leaf = (text: string): Branch => ({ text, children: [], more: 0 })

const DISPOSITIONS = Object.keys(Disposition) as (keyof typeof Disposition)[]

/** Quantities and readings: four digits are enough. */
export const written = (value: number): string => String(Number(value.toPrecision(Math.abs(value) >= 1000 ? 7 : 4)))

/** Lines with their twigs: `├─ …`. */
export function linesOf({ text, children, more }: Branch, words: Pick<TraceWords, 'more'>): string[] {
  const rest = more > 0 ? [leaf(words.more(more))] : []
  const all = [...children, ...rest]
  return [
    text,
    ...all.flatMap((child, i) => {
      const isLast = i === all.length - 1
      return linesOf(child, words).map((line, n) => `${n === 0 ? (isLast ? '└─ ' : '├─ ') : isLast ? '   ' : '│  '}${line}`)
    }),
  ]
}
