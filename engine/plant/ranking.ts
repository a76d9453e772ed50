import type { DispatchingRule } from '../../scenarios/model.ts'
import { NO_DRAW } from './chance.ts'
import type { Plant } from './plant.ts'
import { changeoverAt } from './setup-tables.ts'
import { placeIn } from './tables.ts'

/** What units are compared by; `lifo` is two of them, for of those that came at once the one made last goes first. */
const By = {
  firstCome: 0,
  lastCome: 1,
  lastMade: 2,
  shortest: 3,
  longest: 4,
  dueDate: 5,
  criticalRatio: 6,
  slack: 7,
  setupTime: 8,
  anySetup: 9,
  priority: 10,
  leastWork: 11,
  mostWork: 12,
  nextQueue: 13,
} as const

const byRule: Readonly<Record<DispatchingRule, readonly number[]>> = {
  fifo: [By.firstCome],
  lifo: [By.lastCome, By.lastMade],
  spt: [By.shortest],
  lpt: [By.longest],
  edd: [By.dueDate],
  criticalRatio: [By.criticalRatio],
  slack: [By.slack],
  leastSetup: [By.setupTime],
  setup: [By.anySetup],
  priority: [By.priority],
  leastWorkRemaining: [By.leastWork],
  mostWorkRemaining: [By.mostWork],
  shortestNextQueue: [By.nextQueue],
}

/** Puts the units that wait for a station in the order of its rule, or rules one after the other. Holds nothing but the rank of the best of one search. */
export class Ranking {
  readonly #plant: Plant
  /** Station → what its units are compared by; null: first come, first served is all there is to it. */
  readonly #by: readonly (Uint8Array | null)[]
  /** Station → planned µs of each changeover, as in `tables.setups`. */
  readonly #setupTime: readonly (Float64Array | null)[]
  readonly #best: Float64Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { stations } = plant.tables.scenario
    this.#by = stations.map(({ rule, preempt }) => {
      // Where the urgent displace others they go first, whatever the rule says.
      const words = [...(preempt === null ? [] : ['priority' as const]), ...(typeof rule === 'string' ? [rule] : rule)]
      return rule === 'fifo' && preempt === null ? null : Uint8Array.from(words.flatMap((word) => byRule[word]))
    })
    this.#setupTime = plant.tables.setups.map((changeovers, station) =>
      changeovers !== null && this.#by[station]?.includes(By.setupTime)
        ? Float64Array.from(changeovers.draws, (draw) => (draw === NO_DRAW ? 0 : plant.chance.mean(draw)))
        : null,
    )
    this.#best = new Float64Array(Math.max(0, ...this.#by.map((by) => by?.length ?? 0)))
  }

  /** Has the station a rule other than first come, first served? */
  ranks(station: number): boolean {
    return this.#by[station] !== null
  }

  /** Do units that need no set-up go first, and is that all its rule says? */
  onlyAvoidsSetups(station: number): boolean {
    const by = this.#by[station]
    return by != null && by.length === 1 && by[0] === By.anySetup
  }

  /** Below 0: the unit goes before the best so far, and is the best from now on; so is the `first`. 0: none goes before the other. */
  compare(unit: number, first: boolean, station: number, slot: number): number {
    const by = this.#by[station]!
    const best = this.#best
    let k = 0
    if (!first) {
      while (k < by.length) {
        const rank = this.#rank(by[k]!, unit, station, slot)
        if (rank > best[k]!) return 1
        if (rank < best[k]!) break
        k++
      }
      if (k === by.length) return 0
    }
    for (; k < by.length; k++) best[k] = this.#rank(by[k]!, unit, station, slot)
    return -1
  }

  /** Can no unit go before the best so far, by the rule alone? So it is where the rule asks for no set-up, and the best needs none. */
  isUnbeatable(station: number): boolean {
    const by = this.#by[station]!
    for (let k = 0; k < by.length; k++) {
      if ((by[k] !== By.anySetup && by[k] !== By.setupTime) || this.#best[k] !== 0) return false
    }
    return true
  }

  /** Lower goes first. */
  #rank(by: number, unit: number, station: number, slot: number): number {
    const { units, orders, calendar } = this.#plant
    switch (by) {
      case By.firstCome:
        return units.queuedAt[unit]!
      case By.lastCome:
        return -units.queuedAt[unit]!
      case By.lastMade:
        return -units.serial[unit]!
      case By.shortest:
        return this.#timeHere(unit, station)
      case By.longest:
        return -this.#timeHere(unit, station)
      case By.dueDate:
        return orders.dueOfUnit(unit)
      case By.criticalRatio:
        return criticalRatio(orders.dueOfUnit(unit) - calendar.now, this.#workRemaining(unit, station))
      case By.slack:
        return orders.dueOfUnit(unit) - calendar.now - this.#workRemaining(unit, station)
      case By.setupTime:
        return this.#setupTimeOf(unit, station, slot)
      case By.anySetup:
        return this.#plant.tables.productFamily[units.product[unit]!] === this.#plant.stations.family[slot] ? 0 : 1
      case By.priority:
        return -units.priority[unit]!
      case By.leastWork:
        return this.#workRemaining(unit, station)
      case By.mostWork:
        return -this.#workRemaining(unit, station)
      default:
        return this.#nextQueue(unit)
    }
  }

  #timeHere(unit: number, station: number): number {
    const { at, stations } = this.#plant.tables.operations[this.#plant.units.operation[unit]!]!
    return at[placeIn(stations, station)]!.planned
  }

  /** Planned µs of this operation here and of those to come, each at its preferred station. */
  #workRemaining(unit: number, station: number): number {
    return this.#timeHere(unit, station) + this.#plant.tables.workAfter[this.#plant.units.operation[unit]!]!
  }

  #setupTimeOf(unit: number, station: number, slot: number): number {
    const times = this.#setupTime[station]
    if (times == null) return 0
    const { setups, productFamily } = this.#plant.tables
    return times[changeoverAt(setups[station]!, this.#plant.stations.family[slot]!, productFamily[this.#plant.units.product[unit]!]!)]!
  }

  /** Units that wait for the operation after this one (the likeliest of several), in its buffer and before it; none where it leaves. */
  #nextQueue(unit: number): number {
    const { tables, units, queues } = this.#plant
    const { ahead } = tables.operations[units.operation[unit]!]!
    return ahead.length === 0 ? 0 : queues.waiting(tables.queueOfOperation[ahead[0]!]!)
  }
}

/** Less than 1: too late, if all goes on as planned. Of those without work left, what is late goes first. */
const criticalRatio = (left: number, work: number) => (work > 0 ? left / work : left === 0 ? 0 : left * Number.POSITIVE_INFINITY)
