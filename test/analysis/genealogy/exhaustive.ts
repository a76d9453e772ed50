import { EventKind, PersonState } from '../../../engine/log/events.ts'
import type { LogEvent } from '../../../engine/log/fold.ts'
import type { Log } from '../../../engine/log/reader.ts'
import { inOrderOfTruth } from '../../../engine/log/replay.ts'
import type { Scenario } from '../../../scenarios/model.ts'

/**
 * Genealogy the slow way: the events one after the other, and everything carries a set of all that ever went into it, as words (`lot 3`, `job 17`,
 * `unit 5`, `purchase 2`, …). Nothing is looked up later, and nothing of the index is used.
 */
export class Exhaustive {
  readonly units = new Map<number, Set<string>>()
  readonly lots = new Map<number, Set<string>>()
  readonly purchases = new Map<number, Set<string>>()
  /** What customers got. */
  readonly orders = new Map<number, Set<string>>()
  /** Job → people who were there: `crew/person`. */
  readonly people = new Map<number, Set<string>>()
  readonly jobsOfUnit = new Map<number, number[]>()
  /** Lot → what is left, and the least that ever was. */
  readonly left = new Map<number, { left: number; least: number; held: boolean }>()
  /** Item → pieces in stock without lots. */
  readonly pieces = new Map<number, { quantity: number; words: Set<string> }[]>()

  /** Each thing that a customer got. */
  readonly deliveries: { order: number; quantity: number; words: ReadonlySet<string>; unit: number }[] = []
  /** Who stands where by itself: neither gone nor in another. */
  readonly there = new Map<number, { place: number; slot: number }>()
  readonly heldUnits = new Set<number>()
  /** Transfers that have not come. */
  readonly underWay = new Map<number, { item: number; quantity: number }>()
  /** Unit → why it is no more: `finished`, `scrapped`, `withdrawn`, `absorbed`; `stock` or `surplus` where no order got it. */
  readonly ends = new Map<number, string>()
  /** Lot → what went where. */
  readonly spent = new Map<number, { units: number; orders: number; moved: number; upkeep: number; writtenOff: number }>()

  readonly #anyOrder: boolean
  readonly #since = new Map<number, Set<string>>()
  readonly #inside = new Map<number, { parent: number; got: Set<string> }>()
  /** Words of all that came since the stock was last empty. */
  readonly #sinceEmpty = new Map<number, Set<string>>()
  readonly #level = new Map<number, number>()
  readonly #finished = new Map<number, { product: number; order: number; words: Set<string>; stays: boolean }>()
  readonly #unitOf = new Map<number, { product: number; order: number }>()
  readonly #productOf = new Map<number, number>()
  readonly #counts = new Map<string, number>()
  #moved = -1
  #restored = -1

  constructor(log: Log<Scenario>, { anyOrder = false } = {}) {
    this.#anyOrder = anyOrder
    const events: LogEvent[] = []
    inOrderOfTruth(log, ({ kind, time, subject, a, b, c, v }) => events.push({ kind, time, subject, a, b, c, v } as LogEvent))
    const keeps = new Set(events.filter(({ kind }) => kind === EventKind.lotCreated).map(({ a }) => a))
    ;[...log.header.scenario.materials, ...log.header.scenario.products].forEach(({ initialStock }, item) => {
      if (initialStock > 0 && !keeps.has(item)) this.#comes(item, initialStock, new Set())
    })
    for (const event of events) this.#take(event, keeps)
    for (const [unit, { product, order, words, stays }] of this.#finished) {
      if (stays) continue
      const isOrdered = order >= 0 && this.#productOf.get(order) === product
      this.deliveries.push({ order: isOrdered ? order : -1, quantity: 1, words, unit })
      if (isOrdered) put(this.orders, order, words)
    }
    this.#findPeople(events)
  }

  #take({ kind, subject, a, b, c, v }: LogEvent, keeps: ReadonlySet<number>) {
    switch (kind) {
      case EventKind.orderReleased:
        this.#productOf.set(subject, a)
        return
      case EventKind.unitCreated:
        this.#unitOf.set(subject, { product: a, order: b })
        this.there.set(subject, { place: -1, slot: -1 })
        this.#add(subject, [`unit ${subject}`])
        return
      case EventKind.unitMoved:
        this.#since.delete(subject)
        this.there.set(subject, { place: a, slot: a < 0 ? -1 : b })
        return
      case EventKind.unitScrapped:
        return this.#ends(subject, 'scrapped')
      case EventKind.unitWithdrawn:
        return this.#ends(subject, 'withdrawn')
      case EventKind.jobStarted: {
        const job = this.#nth('job')
        this.jobsOfUnit.set(subject, [...(this.jobsOfUnit.get(subject) ?? []), job])
        return this.#add(subject, [`job ${job}`])
      }
      case EventKind.toolUsed:
        return this.#add(subject, [`tool ${this.#nth('tool')}`])
      case EventKind.parameterRecorded:
        return this.#add(subject, [`parameter ${this.#nth('parameter')}`])
      case EventKind.unitMeasured:
        return this.#add(subject, [`measurement ${this.#nth('measurement')}`])
      case EventKind.unitTested:
        return this.#add(subject, [`test ${this.#nth('test')}`])
      case EventKind.unitAbsorbed: {
        this.#ends(subject, 'absorbed')
        if (a < 0) return
        this.#inside.set(subject, { parent: a, got: new Set([...(this.#since.get(a) ?? []), `unit ${a}`]) })
        return this.#add(a, this.#of(subject))
      }
      case EventKind.unitRestored: {
        this.#restored = subject
        this.ends.delete(subject)
        this.there.set(subject, { place: -1, slot: -1 })
        this.#unitOf.set(subject, { product: a, order: b })
        const { got } = this.#inside.get(subject)!
        this.#inside.delete(subject)
        return this.#add(subject, got)
      }
      case EventKind.unitSplit: {
        if (this.#restored === subject) this.#restored = -1
        else this.#add(subject, this.#of(a))
        return
      }
      case EventKind.unitFinished:
        this.#ends(subject, 'finished')
        this.#finished.set(subject, { ...this.#unitOf.get(subject)!, words: new Set(this.#of(subject)), stays: false })
        return
      case EventKind.unitSurplus:
        // A part that stands in a buffer can be more than is wanted too.
        if (!this.#finished.has(subject)) return
        this.#finished.get(subject)!.stays = true
        if (this.ends.get(subject) === 'finished') this.ends.set(subject, 'surplus')
        return
      case EventKind.materialOrdered:
        put(this.purchases, b, [`purchase ${b}`, ...(a >= 0 ? [`supplier ${a}`] : [])])
        return
      case EventKind.materialMoved:
        this.#moved = b
        put(this.purchases, b, [`purchase ${b}`])
        this.underWay.set(b, { item: a, quantity: v })
        if (!keeps.has(subject)) put(this.purchases, b, this.#goes(subject, v).words)
        return
      case EventKind.lotCreated:
        this.lots.set(subject, new Set([`lot ${subject}`, ...(b < 0 ? [] : (this.purchases.get(b) ?? []))]))
        this.left.set(subject, { left: v, least: v, held: false })
        this.spent.set(subject, { units: 0, orders: 0, moved: 0, upkeep: 0, writtenOff: 0 })
        return
      case EventKind.lotUsed: {
        const words = [...this.lots.get(subject)!, `use ${this.#nth('use')}`]
        this.#takesOff(subject, v)
        this.spent.get(subject)![b >= 0 ? 'units' : c >= 0 ? 'orders' : a < 0 ? 'moved' : 'upkeep'] += v
        if (c >= 0) this.deliveries.push({ order: c, quantity: v, words: new Set(words), unit: -1 })
        if (b >= 0) this.#add(b, words)
        else if (c >= 0) put(this.orders, c, words)
        else if (a < 0) put(this.purchases, this.#moved, words)
        return
      }
      case EventKind.unitHeld:
        this.heldUnits.add(subject)
        return
      case EventKind.unitDisposed:
        this.heldUnits.delete(subject)
        return
      case EventKind.lotHeld:
        this.left.get(subject)!.held = true
        return
      case EventKind.lotReleased:
        this.left.get(subject)!.held = false
        return
      case EventKind.materialScrapped:
        if (keeps.has(subject)) {
          this.#takesOff(a, v)
          this.spent.get(a)!.writtenOff += v
        } else this.#goes(subject, v)
        return
      case EventKind.materialNotReceived:
        this.underWay.delete(b)
        return
      case EventKind.materialReceived:
        this.underWay.delete(b)
        if (!keeps.has(subject)) this.#comes(subject, v, this.purchases.get(b) ?? new Set())
        return
      case EventKind.materialProduced:
        this.#finished.get(a)!.stays = true
        this.ends.set(a, 'stock')
        this.#comes(subject, v, new Set(this.#of(a)))
        return
      case EventKind.materialConsumed:
        if (keeps.has(subject)) return
        if (b >= 0) this.#add(b, this.#goes(subject, v).words)
        else this.#goes(subject, v)
        return
      case EventKind.materialShipped: {
        if (keeps.has(subject)) return
        const { words, portions } = this.#goes(subject, v)
        for (const portion of portions) this.deliveries.push({ order: a, unit: -1, ...portion })
        put(this.orders, a, words)
        return
      }
    }
  }

  #of(unit: number): Set<string> {
    return this.units.get(unit) ?? new Set()
  }

  #add(unit: number, words: Iterable<string>) {
    const all = [...words]
    put(this.units, unit, all)
    put(this.#since, unit, all)
    for (const { parent, got } of this.#inside.values()) if (parent === unit) for (const word of all) got.add(word)
  }

  #takesOff(lot: number, quantity: number) {
    const one = this.left.get(lot)!
    one.left -= quantity
    one.least = Math.min(one.least, one.left)
  }

  #comes(item: number, quantity: number, words: Set<string>) {
    this.#level.set(item, (this.#level.get(item) ?? 0) + quantity)
    put(this.#sinceEmpty, item, words)
    this.pieces.set(item, [...(this.pieces.get(item) ?? []), { quantity, words }])
  }

  #ends(unit: number, why: string) {
    this.there.delete(unit)
    this.ends.set(unit, why)
  }

  /** What was taken. */
  #goes(item: number, quantity: number): { words: Set<string>; portions: { quantity: number; words: ReadonlySet<string> }[] } {
    const taken = new Set<string>()
    const portions: { quantity: number; words: ReadonlySet<string> }[] = []
    const queue = this.pieces.get(item) ?? []
    let wanted = quantity
    while (wanted > 1e-9 && queue.length > 0) {
      const part = Math.min(wanted, queue[0]!.quantity)
      for (const word of queue[0]!.words) taken.add(word)
      portions.push({ quantity: part, words: queue[0]!.words })
      wanted -= part
      queue[0]!.quantity -= part
      if (queue[0]!.quantity <= 1e-9) queue.shift()
    }
    const any = new Set(this.#sinceEmpty.get(item) ?? [])
    if (queue.length === 0) this.#sinceEmpty.delete(item)
    return { words: this.#anyOrder ? any : taken, portions }
  }

  #nth(what: string): number {
    const n = this.#counts.get(what) ?? 0
    this.#counts.set(what, n + 1)
    return n
  }

  #findPeople(events: readonly LogEvent[]) {
    const spans: { who: string; station: number; from: number; until: number }[] = []
    const open = new Map<string, { who: string; station: number; from: number; until: number }>()
    const jobs: { unit: number; station: number; from: number; until: number }[] = []
    const openJobs = new Map<number, (typeof jobs)[number]>()
    for (const { kind, time, subject, a, b, c } of events) {
      if (kind === EventKind.personState) {
        const who = `${subject}/${a}`
        const before = open.get(who)
        if (before !== undefined) before.until = time
        const span = { who, station: b === PersonState.busy ? c : -1, from: time, until: Number.POSITIVE_INFINITY }
        open.set(who, span)
        spans.push(span)
      } else if (kind === EventKind.jobStarted) {
        const job = { unit: subject, station: a, from: time, until: Number.POSITIVE_INFINITY }
        jobs.push(job)
        openJobs.set(subject, job)
      } else if (
        kind === EventKind.jobEnded ||
        kind === EventKind.unitScrapped ||
        kind === EventKind.unitFinished ||
        kind === EventKind.unitAbsorbed ||
        kind === EventKind.unitWithdrawn
      ) {
        const job = openJobs.get(subject)
        if (job !== undefined) job.until = time
        openJobs.delete(subject)
      }
    }
    jobs.forEach((job, n) => {
      const there = spans.filter(({ station, from, until }) => {
        if (station < 0 || station !== job.station || until <= job.from) return false
        return from < job.until || (job.from === job.until && from <= job.from)
      })
      this.people.set(n, new Set(there.map(({ who }) => who)))
    })
  }
}

function put(map: Map<number, Set<string>>, key: number, words: Iterable<string>) {
  const set = map.get(key) ?? new Set<string>()
  for (const word of words) set.add(word)
  map.set(key, set)
}

/** Numbers of one kind of word: `lot 3` → 3. */
export const numbersOf = (words: ReadonlySet<string> | undefined, kind: string): number[] =>
  [...(words ?? [])]
    .filter((word) => word.startsWith(`${kind} `))
    .map((word) => Number(word.slice(kind.length + 1)))
    .sort((a, b) => a - b)
