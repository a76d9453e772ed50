import type { Loop } from '../../scenarios/model.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/**
 * Loops that hold the work in a plant, or in a part of it, below a limit. A unit that would come into a full loop waits: outside the plant, in the order
 * of the loop's rule; or, where the loop begins with the start of an operation, in the queue before it.
 *
 *     orders, sources ──▶ waiting for release ──card──▶ … operations … ──card back──▶
 *
 * In which loops a unit is follows from where it is: waiting for an operation, or in it.
 */
export class Release {
  readonly #plant: Plant
  readonly used: boolean
  /** station → 1 where an operation may have to wait for a card */
  readonly asks: Uint8Array
  /** loop → stations whose operations begin in it */
  readonly #stations: readonly (readonly number[])[]
  /** operation → loops that begin with its start, and that end with it */
  readonly #taken: readonly Int32Array[]
  readonly #given: readonly Int32Array[]

  /** loop → units in it, or µs of work for the drum */
  content: Float64Array
  /** loop → units that wait outside for it (and maybe others), linked through `units.next` */
  head: Int32Array
  tail: Int32Array
  /** source that always has a unit ready → the product of which it has one ready that may not come in; −1: none */
  ready: Int32Array
  /** 1: those outside look again within this instant. */
  looks = 0

  constructor(plant: Plant) {
    this.#plant = plant
    const { loops: tables, operations, scenario } = plant.tables
    const { loops, waiting, started } = tables
    this.used = loops.length > 0
    const without = (list: Int32Array, other: Int32Array) => list.filter((loop) => !other.includes(loop))
    this.#taken = started.map((list, o) => without(list, waiting[o]!))
    this.#given = waiting.map((list, o) => without(list, started[o]!))
    const asking = loops.map((_, loop) => operations.flatMap(({ stations }, o) => (this.#taken[o]!.includes(loop) ? [...stations] : [])))
    this.#stations = asking.map((list) => [...new Set(list)])
    this.asks = new Uint8Array(scenario.stations.length)
    for (const list of asking) for (const station of list) this.asks[station] = 1
    this.content = new Float64Array(loops.length)
    this.head = new Int32Array(loops.length).fill(NONE)
    this.tail = new Int32Array(loops.length).fill(NONE)
    this.ready = new Int32Array(scenario.sources.length).fill(NONE)
  }

  // ── into the plant ──

  /** May a unit that is to wait for operation `o` come in now, with nobody before it? */
  isOpen(o: number): boolean {
    const needed = this.#plant.tables.loops.waiting[o]!
    for (let i = 0; i < needed.length; i++) if (this.head[needed[i]!] !== NONE || !this.#hasRoom(needed[i]!)) return false
    return true
  }

  /** The unit is about to come in. False: it waits outside until it is released. */
  comesIn(unit: number): boolean {
    const { units, tables } = this.#plant
    const o = units.operation[unit]!
    if (this.isOpen(o)) {
      this.enter(unit)
      return true
    }
    this.#waitOutside(tables.loops.waiting[o]![0]!, unit)
    return false
  }

  /** The unit waits for its operation from now on, allowed or not: what is there at t = 0 is. */
  enter(unit: number) {
    this.#take(this.#plant.tables.loops.waiting[this.#plant.units.operation[unit]!]!, unit)
  }

  #waitOutside(loop: number, unit: number) {
    const { units } = this.#plant
    const own = this.#rank(loop, unit)
    let previous = this.tail[loop]!
    if (previous !== NONE && this.#rank(loop, previous) > own) {
      previous = NONE
      for (let other = this.head[loop]!; other !== NONE && this.#rank(loop, other) <= own; other = units.next[other]!) previous = other
    }
    if (previous === NONE) {
      units.next[unit] = this.head[loop]!
      this.head[loop] = unit
    } else {
      units.next[unit] = units.next[previous]!
      units.next[previous] = unit
    }
    if (this.tail[loop] === previous) this.tail[loop] = unit
    this.#lookAgain()
  }

  /** A unit that waits outside is wanted no more. False: it does not. */
  withdrawOutside(unit: number): boolean {
    const { units } = this.#plant
    for (let loop = 0; loop < this.head.length; loop++) {
      let previous = NONE
      for (let other = this.head[loop]!; other !== NONE; other = units.next[other]!) {
        if (other === unit) {
          if (previous === NONE) this.head[loop] = units.next[unit]!
          else units.next[previous] = units.next[unit]!
          if (this.tail[loop] === unit) this.tail[loop] = previous
          return true
        }
        previous = other
      }
    }
    return false
  }

  /** A unit that waited for its operation is wanted no more: it gives back what cards it has. */
  withdrawn(unit: number) {
    this.#give(this.#plant.tables.loops.waiting[this.#plant.units.operation[unit]!]!, unit)
  }

  /** Lower goes first; ties first come, first served. */
  #rank(loop: number, unit: number): number {
    const { tables, units, orders } = this.#plant
    switch (tables.loops.loops[loop]!.rule satisfies Loop['rule']) {
      case 'edd':
        return orders.dueOfUnit(unit)
      case 'priority':
        return -units.priority[unit]!
      case 'spt':
        return tables.operations[units.operation[unit]!]!.at[0]!.planned + tables.workAfter[units.operation[unit]!]!
      default:
        return 0
    }
  }

  #lookAgain() {
    const { calendar } = this.#plant
    if (this.looks === 1) return
    this.looks = 1
    calendar.schedule(calendar.now, Phase.transfer, 0, Message.release)
  }

  /** Lets in whoever may come in: loop by loop, in the order in which they wait; then sources that always have a unit ready. */
  look() {
    const { units, sources, tables } = this.#plant
    this.looks = 0
    for (let loop = 0; loop < this.head.length; loop++) {
      let previous = NONE
      let unit = this.head[loop]!
      while (unit !== NONE && this.#hasRoom(loop)) {
        const next = units.next[unit]!
        if (this.#allOpen(tables.loops.waiting[units.operation[unit]!]!)) {
          if (previous === NONE) this.head[loop] = next
          else units.next[previous] = next
          if (this.tail[loop] === unit) this.tail[loop] = previous
          this.enter(unit)
          sources.released(unit)
        } else previous = unit
        unit = next
      }
    }
    for (let source = 0; source < this.ready.length; source++) {
      const product = this.ready[source]!
      if (product === NONE || !this.isOpen(this.#plant.versions?.first(product, NONE) ?? tables.firstOperation[product]!)) continue
      this.ready[source] = NONE
      sources.makeReady(source, product)
    }
  }

  // ── on its way ──

  /** Is there a card for each loop that begins with the start of operation `o`? */
  mayStart(o: number): boolean {
    return this.#allOpen(this.#taken[o]!)
  }

  /** The loop that keeps a unit that waits for operation `o` from coming in, or from starting it; NONE: none does. */
  fullLoop(o: number, isInside: boolean): number {
    const loops = isInside ? this.#taken[o]! : this.#plant.tables.loops.waiting[o]!
    return loops.find((loop) => !this.#hasRoom(loop)) ?? NONE
  }

  /** How many units may start it. */
  mayStartCount(o: number): number {
    const { loops } = this.#plant.tables.loops
    const { product } = this.#plant.tables.operations[o]!
    let least = Number.POSITIVE_INFINITY
    for (const loop of this.#taken[o]!) {
      const { limit, weight, byWork } = loops[loop]!
      const left = (limit - this.content[loop]!) / weight[product]!
      least = Math.min(least, Math.max(0, byWork ? Math.ceil(left) : Math.floor(left)))
    }
    return least
  }

  /** The unit starts the operation that it waited for. */
  starts(unit: number, o: number) {
    this.#take(this.#taken[o]!, unit)
    this.#give(this.#given[o]!, unit)
  }

  /** The unit has ended operation `o` and waits for `next` from now on (below 0: it leaves). It takes what cards it then needs unasked. */
  movesOn(unit: number, o: number, next: number) {
    const { started, waiting } = this.#plant.tables.loops
    const before = started[o]!
    if (next < 0) return this.#give(before, unit)
    const after = waiting[next]!
    for (let i = 0; i < after.length; i++) if (!before.includes(after[i]!)) this.#add(after[i]!, unit)
    for (let i = 0; i < before.length; i++) if (!after.includes(before[i]!)) this.#remove(before[i]!, unit)
  }

  /** A unit that waited for operation `o` got another one to wait for. */
  isMoved(unit: number, o: number, to: number) {
    const { waiting } = this.#plant.tables.loops
    const [before, after] = [waiting[o]!, waiting[to]!]
    for (let i = 0; i < after.length; i++) if (!before.includes(after[i]!)) this.#add(after[i]!, unit)
    for (let i = 0; i < before.length; i++) if (!after.includes(before[i]!)) this.#remove(before[i]!, unit)
  }

  /** The unit stood ready as a part, and is taken. */
  isTaken(unit: number) {
    this.#give(this.#plant.tables.loops.waiting[this.#plant.units.operation[unit]!]!, unit)
  }

  /** The unit, which has started operation `o`, is no more. */
  isScrapped(unit: number, o: number) {
    this.#give(this.#plant.tables.loops.started[o]!, unit)
  }

  #allOpen(loops: Int32Array): boolean {
    for (let i = 0; i < loops.length; i++) if (!this.#hasRoom(loops[i]!)) return false
    return true
  }

  #hasRoom(loop: number): boolean {
    return this.content[loop]! < this.#plant.tables.loops.loops[loop]!.limit
  }

  #take(loops: Int32Array, unit: number) {
    for (let i = 0; i < loops.length; i++) this.#add(loops[i]!, unit)
  }

  #give(loops: Int32Array, unit: number) {
    for (let i = 0; i < loops.length; i++) this.#remove(loops[i]!, unit)
  }

  #add(loop: number, unit: number) {
    this.content[loop]! += this.#plant.tables.loops.loops[loop]!.weight[this.#plant.units.product[unit]!]!
  }

  #remove(loop: number, unit: number) {
    const { tables, units, stations } = this.#plant
    this.content[loop]! -= tables.loops.loops[loop]!.weight[units.product[unit]!]!
    if (!this.#hasRoom(loop)) return
    this.#lookAgain()
    const asking = this.#stations[loop]!
    for (let i = 0; i < asking.length; i++) stations.touchFreeSlots(asking[i]!)
  }
}
