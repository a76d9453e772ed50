import { longer } from '../../kernel/longer.ts'
import type { SimTime } from '../../kernel/time.ts'
import { seconds } from '../../kernel/time.ts'
import { Message, Phase } from '../phases.ts'
import type { Plant } from '../plant.ts'
import { NONE } from '../tables.ts'

/** Units that wait for a vehicle where they stand, per fleet in the order in which they asked; and what claim they have on room ahead: SPEC.md [V9]. */
export class Requests {
  readonly #plant: Plant
  /** fleet → those who wait, linked through `units.next` */
  head: Int32Array
  tail: Int32Array
  /** unit → since when */
  askedAt: Float64Array
  /** Queue → units that wait to be brought there. */
  called: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const count = plant.tables.scenario.transport.length
    this.head = new Int32Array(count).fill(NONE)
    this.tail = new Int32Array(count).fill(NONE)
    this.askedAt = new Float64Array(count > 0 ? plant.units.next.length : 0)
    this.called = new Int32Array(count > 0 ? plant.tables.queues : 0)
  }

  /** The unit wants to be fetched; it waits in `holder`. */
  add(fleet: number, unit: number, holder: number) {
    const { units, calendar, tables } = this.#plant
    const operation = units.operation[unit]!
    if (operation >= 0) this.called[tables.queueOfOperation[operation]!]!++
    units.holder[unit] = holder
    units.next[unit] = NONE
    if (this.head[fleet] === NONE) this.head[fleet] = unit
    else units.next[this.tail[fleet]!] = unit
    this.tail[fleet] = unit
    if (unit >= this.askedAt.length) this.askedAt = longer(this.askedAt, units.next.length)
    this.askedAt[unit] = calendar.now
    const { minLoad, maxWait } = tables.scenario.transport[fleet]!
    if (minLoad > 1) calendar.schedule((calendar.now + seconds(maxWait!)) as SimTime, Phase.arrival, fleet, Message.fleetLooks)
  }

  /** The unit, which stands after `previous` in the list, is being fetched. */
  remove(fleet: number, unit: number, previous: number) {
    const { units, tables } = this.#plant
    const next = units.next[unit]!
    if (previous === NONE) this.head[fleet] = next
    else units.next[previous] = next
    if (this.tail[fleet] === unit) this.tail[fleet] = previous
    const operation = units.operation[unit]!
    if (operation >= 0) this.called[tables.queueOfOperation[operation]!]!--
  }

  /** Do enough wait where the unit stands, or has it waited long enough? */
  isLoad(fleet: number, unit: number): boolean {
    const { units, queues, calendar, tables, fleets } = this.#plant
    const { minLoad, maxWait } = tables.scenario.transport[fleet]!
    if (minLoad === 1 || calendar.now - this.askedAt[unit]! >= seconds(maxWait!)) return true
    const node = fleets.pickUpNode(unit)
    let count = 0
    for (let other = this.head[fleet]!; other !== NONE && count < minLoad; other = units.next[other]!)
      if (fleets.pickUpNode(other) === node && queues.canLeave(other)) count++
    return count >= minLoad
  }

  /** Is there room where it is to go? */
  hasRoomAhead(fleet: number, unit: number): boolean {
    const { units, queues, tables } = this.#plant
    const operation = units.operation[unit]!
    return operation < 0 || queues.mayPromise(tables.queueOfOperation[operation]!, fleet, this.askedAt[unit]!)
  }

  /** A claim on a place may have lapsed since: who stands before such a place may have it. */
  giveWay(fleet: number) {
    const { units, queues, tables } = this.#plant
    for (let unit = this.head[fleet]!; unit !== NONE; unit = units.next[unit]!) {
      const operation = units.operation[unit]!
      if (operation >= 0 && queues.isContested(tables.queueOfOperation[operation]!)) queues.retry(tables.queueOfOperation[operation]!)
    }
  }

  /**
   * Units that wait to be brought to the queue since before `since` and have a claim on a place, at most `atMost`; those of fleet `but` do not
   * count. Nobody has one whose station hands nothing over, or whose fleet has only vehicles that stand before a full place themselves.
   */
  claims(queue: number, since: number, atMost: number, but: number): number {
    const { units, queues, tables, fleets } = this.#plant
    let count = 0
    if (this.called[queue] === 0) return 0
    for (let fleet = 0; fleet < this.head.length; fleet++) {
      if (fleet === but || this.head[fleet] === NONE || !fleets.mayComeFree(fleet)) continue
      for (let unit = this.head[fleet]!; unit !== NONE && this.askedAt[unit]! < since; unit = units.next[unit]!) {
        const operation = units.operation[unit]!
        if (operation < 0 || tables.queueOfOperation[operation] !== queue || !queues.canLeave(unit)) continue
        if (++count >= atMost) return count
      }
    }
    return count
  }
}
