import type { Alternative, Choice } from '../../scenarios/model.ts'
import { type ConditionTable, Every } from './attributes.ts'
import { type Draw, NO_DRAW } from './chance.ts'
import type { Plant } from './plant.ts'
import { NONE, OWN, Own } from './tables.ts'

interface BranchTable {
  /** Number of an operation of the route; −2 − sink. */
  readonly to: number
  /** Branches by chance: the uniforms below this, and not below that of the one before. */
  readonly upTo: number
  readonly when: ConditionTable | null
}

interface ChoiceTable {
  readonly by: Choice['by']
  readonly again: boolean
  /** The operation at each of its stations. */
  readonly operations: Int32Array
  readonly weights: Float64Array
  readonly when: readonly (ConditionTable | null)[]
  readonly draw: number
}

/**
 * Where a unit goes after an operation, and which of several stations it gets for it. Both follow from the unit's luck, its attributes and the state of
 * the plant; only whose turn it is (`cyclic`) is remembered.
 */
export class Routing {
  readonly #plant: Plant
  readonly #branches: readonly (readonly BranchTable[] | null)[]
  readonly #draw: Int32Array
  readonly #choices: readonly (ChoiceTable | null)[]
  /** Does any operation choose among its stations; and anew where one stands still? */
  readonly chooses: boolean
  readonly choosesAgain: boolean
  /** Operation → its alternative that is next in turn. */
  turn: Int32Array

  // whom a question is about
  #product = 0
  #luck = 0
  #priority = 0
  #reworks = 0
  #visits = 0
  // decided before the unit is taken: nothing that this moves may change it
  #fixedUnit = NONE
  #fixed = NONE

  constructor(plant: Plant) {
    this.#plant = plant
    const { tables, chance } = plant
    const { scenario, index, attributes, firstOperation, operations } = tables
    const routes = scenario.products.flatMap(({ id, sink, route }, product) =>
      route.map((operation) => ({ id, operation, product, sink, route })),
    )
    this.#branches = routes.map(({ operation: { next }, product, route, sink }) => {
      if (next.length === 0) return null
      let sum = 0
      return next.map(({ to, probability, when }) => {
        const step = route.findIndex(({ id }) => id === to)
        sum += probability ?? 0
        const out = to === sink ? tables.storedOf[product]! : -2 - (index.sink.get(to) ?? 0)
        return {
          to: step >= 0 ? firstOperation[product]! + step : out,
          upTo: probability === null ? Number.POSITIVE_INFINITY : sum,
          when: when === null ? null : attributes.compile(when),
        }
      })
    })
    this.#draw = Int32Array.from(routes, ({ id, operation }) =>
      operation.next.some(({ probability }) => probability !== null) ? chance.openUniform(`${id}/${operation.id}`, 'routing') : NO_DRAW,
    )
    this.#choices = routes.map(({ id, operation }, o) => {
      const { choose } = operation
      if (choose === null) return null
      const list = choose.at as readonly Alternative[]
      return {
        by: choose.by,
        again: choose.again,
        operations: operations[o]!.alternatives,
        weights: Float64Array.from(list, ({ weight }) => weight),
        when: list.map(({ when }) => (when === null ? null : attributes.compile(when))),
        draw: choose.by === 'random' ? chance.openUniform(`${id}/${operation.id}`, 'choice') : NO_DRAW,
      }
    })
    this.chooses = this.#choices.some((choice) => choice !== null)
    this.choosesAgain = this.#choices.some((choice) => choice?.again)
    this.turn = new Int32Array(this.chooses ? routes.length : 0)
  }

  /** Where the unit goes after attempt `visit`, at operation `o`: an operation of its route; NONE, out by its product's sink; −2 − sink, out by another. */
  next(unit: number, o: number, visit: number): number {
    const to = this.#byBranch(unit, o, visit)
    const { versions } = this.#plant
    return versions === null ? to : versions.next(unit, to)
  }

  #byBranch(unit: number, o: number, visit: number): number {
    const { own } = this.#plant.tables
    const base = own[o * OWN + Own.base]!
    const following = own[o * OWN + Own.following]!
    const branches = this.#branches[base]
    if (branches == null) return following
    this.#lookAt(unit, visit + 1)
    const draw = this.#draw[base]!
    const u = draw === NO_DRAW ? 0 : this.#plant.chance.uniformOf(draw as Draw, this.#luck, visit)
    for (let i = 0; i < branches.length; i++) {
      const { to, upTo, when } = branches[i]!
      if (when === null ? u < upTo : this.#holds(when)) return to
    }
    return following
  }

  /** Where it will go, and which station it gets there, as things stand: for who reserves a place before starting. */
  ahead(unit: number, o: number): number {
    if (this.#fixedUnit === unit) return this.#fixed
    const to = this.next(unit, o, this.#plant.units.visits[unit]!)
    if (to < 0 || this.#choices[to] == null) return to
    this.#lookAt(unit, this.#plant.units.visits[unit]! + 1)
    return this.#chosen(to)
  }

  /** What `ahead` says now holds until the unit is seated. */
  fix(unit: number, o: number) {
    this.#fixed = this.ahead(unit, o)
    this.#fixedUnit = unit
  }

  /** What was fixed, or is so now, is the unit's way from here on: the queue in which it is to have a place; NONE, it leaves. */
  queueAhead(unit: number, o: number): number {
    const ahead = this.ahead(unit, o)
    this.#fixedUnit = NONE
    if (ahead < 0) return NONE
    this.#takeTurn(ahead)
    return this.#plant.tables.queueOfOperation[ahead]!
  }

  /** Where the unit goes after its last attempt, at `o`, for which it has a place reserved in `queue` (NONE: has not): that decides which station it gets. */
  nextTo(unit: number, o: number, queue: number): number {
    const { tables, units } = this.#plant
    const to = this.next(unit, o, units.visits[unit]! - 1)
    if (queue === NONE || to < 0 || this.#choices[to] == null) return to
    return this.#choices[to]!.operations.find((operation) => tables.queueOfOperation[operation] === queue) ?? to
  }

  /** The unit that comes to its operation gets one of its stations, where it is to choose. */
  choose(unit: number) {
    const { units } = this.#plant
    const o = units.operation[unit]!
    if (o < 0 || o >= this.#choices.length || this.#choices[o] === null) return
    this.#lookAt(unit, units.visits[unit]!)
    const chosen = this.#chosen(o)
    units.operation[unit] = chosen
    this.#takeTurn(chosen)
    if (this.#plant.release.used) this.#plant.release.isMoved(unit, o, chosen)
  }

  /** What `choose` would say of a unit that is only to be made. */
  chosenFor(product: number, o: number, luck: number, priority: number): number {
    if (this.#choices[o] == null) return o
    this.#product = product
    this.#luck = luck
    this.#priority = priority
    this.#reworks = this.#visits = 0
    return this.#chosen(o)
  }

  /** The station has come to stand still: units that wait for it and may choose anew do so, if another runs and has room. */
  stoodStill(station: number) {
    const { tables, queues, units } = this.#plant
    if (this.#runs(station)) return
    const feeding = tables.queuesFeeding[station]!
    for (let f = 0; f < feeding.length; f++) {
      const queue = feeding[f]!
      for (const inside of [false, true]) {
        let previous = NONE
        for (let unit = inside ? queues.head[queue]! : queues.outsideHead[queue]!; unit !== NONE; ) {
          const next = units.next[unit]!
          if (this.#choosesAnother(unit, station, inside)) {
            queues.transfer(unit, queue, previous, inside)
            unit = previous === NONE ? (inside ? queues.head[queue]! : queues.outsideHead[queue]!) : units.next[previous]!
          } else {
            previous = unit
            unit = next
          }
        }
      }
    }
  }

  /** May the unit, which waits for this station, choose anew; and would it get another? Then its operation is changed already. */
  #choosesAnother(unit: number, station: number, inside: boolean): boolean {
    const { tables, units, queues } = this.#plant
    const o = units.operation[unit]!
    const { base, stations } = tables.operations[o]!
    const choice = this.#choices[base]
    if (o === base || stations[0] !== station || !choice?.again) return false
    this.#lookAt(unit, units.visits[unit]!)
    const chosen = this.#chosen(base)
    if (chosen === o || (inside && !queues.hasRoom(tables.queueOfOperation[chosen]!))) return false
    units.operation[unit] = chosen
    this.#takeTurn(chosen)
    if (this.#plant.release.used) this.#plant.release.isMoved(unit, o, chosen)
    return true
  }

  #lookAt(unit: number, visits: number) {
    const { units } = this.#plant
    this.#product = units.product[unit]!
    this.#luck = units.luck[unit]!
    this.#priority = units.priority[unit]!
    this.#reworks = units.reworks[unit]!
    this.#visits = visits
  }

  #holds({ what, is, above, upTo }: ConditionTable): boolean {
    const value = this.#value(what)
    return is === null ? value > above && value <= upTo : is.includes(value)
  }

  #value(what: number): number {
    if (what >= 0) return this.#plant.tables.attributes.of(this.#plant.chance, this.#product, this.#luck, what)
    if (what === Every.product) return this.#product
    if (what === Every.priority) return this.#priority
    return what === Every.reworks ? this.#reworks : this.#visits
  }

  /** The operation at the station that is chosen for the unit looked at. */
  #chosen(o: number): number {
    const choice = this.#choices[o]!
    const { operations, by } = choice
    const all = !choice.again || !this.#anyRuns(operations)
    const start = by === 'cyclic' ? this.turn[o]! : 0
    const u = by === 'random' ? this.#plant.chance.uniformOf(choice.draw as Draw, this.#luck, this.#visits) * this.#weight(choice, all) : 0
    let best = NONE
    let least = Number.POSITIVE_INFINITY
    let sum = 0
    for (let k = 0; k < operations.length; k++) {
      const i = (start + k) % operations.length
      const operation = operations[i]!
      if (!all && !this.#runs(this.#stationOf(operation))) continue
      if (best === NONE) best = operation
      switch (by) {
        case 'cyclic':
          return operation
        case 'preferred':
          if (this.#plant.queues.isFree(this.#plant.tables.queueOfOperation[operation]!)) return operation
          break
        case 'random':
          if (choice.weights[i]! === 0) break
          best = operation
          sum += choice.weights[i]!
          if (u < sum) return operation
          break
        case 'byAttribute':
          if (choice.when[i] == null || this.#holds(choice.when[i])) return operation
          break
        default: {
          const load = this.#load(operation)
          if (load < least) {
            least = load
            best = operation
          }
        }
      }
    }
    return best
  }

  /** Units that wait for it and are in its station, per slot. */
  #load(operation: number): number {
    const { tables, queues, stations } = this.#plant
    const station = this.#stationOf(operation)
    const slots = tables.firstSlot[station + 1]! - tables.firstSlot[station]!
    return (queues.waiting(tables.queueOfOperation[operation]!) + slots - stations.freeSlots[station]!) / slots
  }

  #weight({ operations, weights }: ChoiceTable, all: boolean): number {
    let sum = 0
    for (let i = 0; i < operations.length; i++) if (all || this.#runs(this.#stationOf(operations[i]!))) sum += weights[i]!
    return sum
  }

  #stationOf(operation: number): number {
    return this.#plant.tables.operations[operation]!.stations[0]!
  }

  #anyRuns(operations: Int32Array): boolean {
    for (let i = 0; i < operations.length; i++) if (this.#runs(this.#stationOf(operations[i]!))) return true
    return false
  }

  #runs(station: number): boolean {
    const { tables, stations } = this.#plant
    for (let slot = tables.firstSlot[station]!; slot < tables.firstSlot[station + 1]!; slot++) if (stations.runs(slot)) return true
    return false
  }

  /** Whose turn it is after this one. */
  #takeTurn(operation: number) {
    const { base } = this.#plant.tables.operations[operation]!
    const choice = this.#choices[base]
    if (choice?.by === 'cyclic') this.turn[base] = (choice.operations.indexOf(operation) + 1) % choice.operations.length
  }
}
