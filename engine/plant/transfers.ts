import { longer } from '../kernel/longer.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { here, NONE } from './tables.ts'

/**
 * Units that move on in groups: beside a station those that it has done stand, in no place, until there are enough of one operation and order, and then
 * go on one after the other: SPEC.md [B19], [B20].
 *
 *     done ──▶ beside the station ──the group is full, or no more of its order comes──▶ next queue
 */
export class Transfers {
  readonly #plant: Plant
  /** slot → 1: what stands in it, done, goes to its group */
  ready: Uint8Array
  /** station → the first of those that stand beside it, linked through `units.next`; NONE */
  head: Int32Array
  /** unit → the operation that it has done */
  done = new Int32Array(0)

  constructor(plant: Plant) {
    this.#plant = plant
    this.ready = new Uint8Array(plant.tables.slots)
    this.head = new Int32Array(plant.tables.scenario.stations.length).fill(NONE)
  }

  /** The unit has come out of the station after operation `o`. */
  add(unit: number, o: number, station: number) {
    const { units, tables, orders } = this.#plant
    if (unit >= this.done.length) this.done = longer(this.done, units.next.length)
    this.done[unit] = o
    const order = this.#orderOf(unit)
    let last = NONE
    let count = 1
    for (let other = this.head[station]!; other !== NONE; other = units.next[other]!) {
      if (this.#isOf(other, o, order)) count++
      last = other
    }
    units.next[unit] = NONE
    if (last === NONE) this.head[station] = unit
    else units.next[last] = unit
    if (count >= here(tables.operations[o]!, station).moveQuantity) this.#moveOn(o, order, station)
    else if (order !== NONE && orders.unitsToCome(order, tables.operations[o]!.step) === 0) this.rest(order)
  }

  /** Fewer units of the order are to come than there were. */
  look(order: number) {
    const { calendar } = this.#plant
    if (this.#waits(order)) calendar.schedule(calendar.now, Phase.arrival, order, Message.restMayGo)
  }

  /** Units of the order go on for which no more come. */
  rest(order: number) {
    const { units } = this.#plant
    for (let station = 0; station < this.head.length; station++) {
      for (let unit = this.head[station]!; unit !== NONE; ) {
        const o = this.done[unit]!
        if (this.#orderOf(unit) === order && !this.#isToCome(order, o)) {
          this.#moveOn(o, order, station)
          unit = this.head[station]!
        } else unit = units.next[unit]!
      }
    }
  }

  /** All that stand in groups. */
  standing(): number[] {
    const { next } = this.#plant.units
    const all: number[] = []
    for (const first of this.head) for (let unit = first; unit !== NONE; unit = next[unit]!) all.push(unit)
    return all
  }

  #waits(order: number): boolean {
    const { units } = this.#plant
    for (let station = 0; station < this.head.length; station++) {
      for (let unit = this.head[station]!; unit !== NONE; unit = units.next[unit]!) if (this.#orderOf(unit) === order) return true
    }
    return false
  }

  #moveOn(o: number, order: number, station: number) {
    const { units, departures, queues, routing } = this.#plant
    let previous = NONE
    for (let unit = this.head[station]!; unit !== NONE; ) {
      const next = units.next[unit]!
      if (this.#isOf(unit, o, order)) {
        if (previous === NONE) this.head[station] = next
        else units.next[previous] = next
        units.next[unit] = NONE
        if (units.operation[unit]! < 0) departures.sendOut(NONE, unit)
        else {
          if (routing.chooses) routing.choose(unit)
          if (!queues.arrive(unit, NONE)) queues.offerOutside(unit)
        }
      } else previous = unit
      unit = next
    }
  }

  /** May a unit of the order still come out of that operation? */
  #isToCome(order: number, o: number): boolean {
    const { tables, orders, stations, units, preemption, quality } = this.#plant
    if (orders.unitsToCome(order, tables.operations[o]!.step) > 0 || orders.awaitsReplacement(order)) return true
    for (let slot = 0; slot < stations.unit.length; slot++) {
      if (stations.unit[slot] !== NONE && stations.operation[slot] === o && units.order[stations.unit[slot]!] === order) return true
    }
    const isOne = (unit: number) => units.order[unit] === order && units.operation[unit] === o
    if (preemption?.aside().some(isOne) === true) return true
    return quality.used && quality.quarantined().some(isOne)
  }

  #isOf(unit: number, o: number, order: number): boolean {
    return this.done[unit] === o && this.#orderOf(unit) === order
  }

  /** Its listed order; NONE. */
  #orderOf(unit: number): number {
    const { units, orders } = this.#plant
    const order = units.order[unit]!
    return orders.isListed(order) ? order : NONE
  }
}
