import type { Store } from '../../scenarios/model.ts'
import { longer } from '../kernel/longer.ts'
import type { SimTime } from '../kernel/time.ts'
import { seconds } from '../kernel/time.ts'
import { StoreState } from '../log/events.ts'
import { type Draw, NO_DRAW } from './chance.ts'
import { ridingTime } from './conveyors.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/** Where a unit in a store is. */
const Stage = { inlet: 0, goingIn: 1, stored: 2, called: 3, goingOut: 4, out: 5 } as const

/** What the machine of a store is about. `deciding`: it is done at a bin, and sees when the instant has settled whether it fetches one from there. */
const Step = { idle: 0, puts: 1, deciding: 2, fetches: 3, brings: 4, returns: 5 } as const

/** A bin of a store: its place among all bins of it. */
interface Rack {
  readonly store: Store
  /** Its bins are `first` … `first + bins − 1` of all. */
  readonly first: number
  readonly bins: number
  /** Bins from the nearest to the farthest, numbered within the store. */
  readonly byDistance: readonly number[]
  /** Bin → its zone; −1: none. Product → its zone; −1: none. */
  readonly zoneOfBin: Int32Array
  readonly zoneOfProduct: Int32Array
  readonly random: Draw
}

/**
 * Buffers with bins, each served by one storage and retrieval machine that stands at the way in and out when it has nothing to do.
 *
 *     inlet ──goingIn──▶ stored ──called by a station──▶ called ──goingOut──▶ out ──▶ station
 *
 * A unit comes into the buffer at the inlet and is put away into a bin; a station that finds nothing at the outlet calls for the unit that it
 * would take, and takes it there when it is out.
 */
export class Stores {
  readonly #plant: Plant
  readonly #racks: readonly (Rack | null)[]
  readonly used: boolean
  /** station → units that its stores keep ready for it at the outlet; NONE: it takes from no store */
  readonly #ahead: Int32Array
  /** 1 when the run has begun: units placed before that lie in their bins. */
  begun = 0
  calls = 0

  // per buffer
  step: Uint8Array
  state: Uint8Array
  isTouched: Uint8Array
  /** The unit it carries, the one it goes for, and the bin at which it is or to which it goes; NONE: the way in and out. */
  hand: Int32Array
  goal: Int32Array
  at: Int32Array
  /** 1: the last command was to fetch. */
  hasFetched: Uint8Array

  // per bin: units in it or on their way into it, and their product
  fill: Int32Array
  product: Int32Array

  // per unit: its stage, its bin, the station that called for it, and in which order
  stage = new Uint8Array(0)
  bin = new Int32Array(0)
  caller = new Int32Array(0)
  calledAs = new Float64Array(0)

  // per station: units that are being fetched for it, and that stand ready
  coming: Int32Array
  ready: Int32Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, index, stationsServing } = plant.tables
    const { buffers, stations, products } = scenario
    let first = 0
    this.#racks = buffers.map(({ id, store }) => {
      if (store === null) return null
      const bins = store.columns * store.levels
      const zone = (bin: number) => {
        const column = Math.floor(bin / store.levels) + 1
        return store.zones.findIndex(({ from, to }) => column >= from && column <= to)
      }
      const far = Array.from({ length: bins }, (_, bin) => travel(store, NONE, bin))
      const rack: Rack = {
        store,
        first,
        bins,
        byDistance: far.map((_, bin) => bin).sort((a, b) => far[a]! - far[b]! || a - b),
        zoneOfBin: Int32Array.from(far, (_, bin) => zone(bin)),
        zoneOfProduct: Int32Array.from(products, (product) => store.zones.findIndex((one) => one.products.includes(product.id))),
        random: store.putAway === 'random' ? plant.chance.openUniform(id, 'bin') : NO_DRAW,
      }
      first += bins
      return rack
    })
    this.used = first > 0
    this.#ahead = new Int32Array(stations.length).fill(NONE)
    buffers.forEach(({ id, store }) => {
      const queue = index.buffer.get(id)!
      if (store !== null) for (const s of stationsServing[queue]!) this.#ahead[s] = Math.max(this.#ahead[s]!, store.ahead)
    })
    this.step = new Uint8Array(buffers.length)
    this.state = new Uint8Array(buffers.length)
    this.isTouched = new Uint8Array(buffers.length)
    this.hand = new Int32Array(buffers.length).fill(NONE)
    this.goal = new Int32Array(buffers.length).fill(NONE)
    this.at = new Int32Array(buffers.length).fill(NONE)
    this.hasFetched = new Uint8Array(buffers.length)
    this.fill = new Int32Array(first)
    this.product = new Int32Array(first).fill(NONE)
    this.coming = new Int32Array(this.used ? stations.length : 0)
    this.ready = new Int32Array(this.used ? stations.length : 0)
  }

  begin() {
    this.begun = 1
  }

  isStore(queue: number): boolean {
    return queue < this.#racks.length && this.#racks[queue] !== null
  }

  // ── units come and go ──

  /** The unit has come into the buffer. */
  comes(queue: number, unit: number) {
    if (unit >= this.stage.length) this.#grow()
    this.stage[unit] = Stage.inlet
    this.bin[unit] = NONE
    if (this.begun === 0) {
      const bin = this.#chooseBin(queue, unit)
      if (bin !== NONE) this.#occupy(queue, unit, bin, Stage.stored)
    }
    this.#look(queue)
  }

  #grow() {
    const { length } = this.#plant.units.next
    this.stage = longer(this.stage, length)
    this.bin = longer(this.bin, length)
    this.caller = longer(this.caller, length)
    this.calledAs = longer(this.calledAs, length)
  }

  /** The unit has left the buffer, from wherever it was in it. */
  leaves(queue: number, unit: number) {
    const stage = this.stage[unit]!
    if (stage === Stage.called || stage === Stage.goingOut) this.coming[this.caller[unit]!]!--
    if (stage === Stage.out) this.ready[this.caller[unit]!]!--
    if (stage !== Stage.inlet && stage < Stage.goingOut) this.#empty(queue, unit)
    if (this.hand[queue] === unit) this.hand[queue] = NONE
    if (this.goal[queue] === unit) this.goal[queue] = NONE
    this.stage[unit] = Stage.inlet
    this.bin[unit] = NONE
    this.#look(queue)
  }

  #occupy(queue: number, unit: number, bin: number, stage: number) {
    const at = this.#racks[queue]!.first + bin
    this.fill[at]!++
    this.product[at] = this.#plant.units.product[unit]!
    this.bin[unit] = bin
    this.stage[unit] = stage
  }

  #empty(queue: number, unit: number) {
    const at = this.#racks[queue]!.first + this.bin[unit]!
    if (--this.fill[at]! === 0) this.product[at] = NONE
  }

  /** A station may take the unit if it is out; it may call for one that is stored. */
  isAvailable(queue: number, unit: number, isCall: boolean): boolean {
    if (!this.isStore(queue)) return !isCall
    return this.stage[unit] === (isCall ? Stage.stored : Stage.out)
  }

  /** May the station call for another unit: for a free slot, or ahead of need? */
  mayCall(station: number): boolean {
    const ahead = this.#ahead[station]!
    if (ahead === NONE) return false
    return this.coming[station]! < this.#plant.stations.freeSlots[station]! + Math.max(0, ahead - this.ready[station]!)
  }

  /** The station calls for this unit, or, of units of the same operation, for the nearest. */
  call(queue: number, unit: number, station: number) {
    const { store } = this.#racks[queue]!
    const chosen = store.retrieve === 'nearest' ? this.#nearestLike(queue, unit) : unit
    this.stage[chosen] = Stage.called
    this.caller[chosen] = station
    this.calledAs[chosen] = this.calls++
    this.coming[station]!++
    this.#look(queue)
  }

  #nearestLike(queue: number, unit: number): number {
    const { units, queues } = this.#plant
    const { store } = this.#racks[queue]!
    let best = unit
    for (let other = queues.head[queue]!; other !== NONE; other = units.next[other]!) {
      const isLike = this.stage[other] === Stage.stored && units.operation[other] === units.operation[unit] && queues.isReady(other)
      if (isLike && travel(store, NONE, this.bin[other]!) < travel(store, NONE, this.bin[best]!)) best = other
    }
    return best
  }

  // ── bins ──

  /** NONE: there is no bin for it now. */
  #chooseBin(queue: number, unit: number): number {
    const rack = this.#racks[queue]!
    const { putAway } = rack.store
    let best = NONE
    let least = Number.POSITIVE_INFINITY
    let count = 0
    for (const bin of rack.byDistance) {
      if (!this.#isOpen(rack, bin, unit)) continue
      if (putAway === 'nearest') return bin
      count++
      const filled = this.fill[rack.first + bin]!
      if (filled < least) {
        best = bin
        least = filled
      }
    }
    return putAway === 'random' && count > 0 ? this.#randomBin(rack, unit, count) : best
  }

  #randomBin(rack: Rack, unit: number, count: number): number {
    const { chance, units } = this.#plant
    let skip = Math.floor(chance.uniformOf(rack.random, units.luck[unit]!, units.visits[unit]!) * count)
    for (const bin of rack.byDistance) if (this.#isOpen(rack, bin, unit) && skip-- === 0) return bin
    return NONE
  }

  /** Is there room for the unit in the bin, in its zone, and beside units that it may lie with? */
  #isOpen({ store, first, zoneOfBin, zoneOfProduct }: Rack, bin: number, unit: number): boolean {
    const filled = this.fill[first + bin]!
    const product = this.#plant.units.product[unit]!
    if (filled >= store.binCapacity || zoneOfBin[bin] !== zoneOfProduct[product]) return false
    return filled === 0 || store.mixed || this.product[first + bin] === product
  }

  // ── the machine ──

  #look(queue: number) {
    const { calendar } = this.#plant
    if (this.isTouched[queue] === 1 || (this.step[queue] !== Step.idle && this.step[queue] !== Step.deciding)) return
    this.isTouched[queue] = 1
    calendar.schedule(calendar.now, Phase.dispatch, queue, Message.storeDecides)
  }

  decides(queue: number) {
    this.isTouched[queue] = 0
    const { store } = this.#racks[queue]!
    if (store.ahead > 0) this.#callAhead(queue)
    const called = this.#firstCalled(queue)
    if (this.step[queue] === Step.deciding) {
      if (store.dual && called !== NONE) this.#fetch(queue, called, 0)
      else this.#goBack(queue)
      return
    }
    if (this.step[queue] !== Step.idle) return
    const fetchesFirst = called !== NONE && !store.dual && this.hasFetched[queue] === 0
    const unit = fetchesFirst ? NONE : this.#firstAtInlet(queue)
    if (unit !== NONE) this.#put(queue, unit)
    else if (called !== NONE) this.#fetch(queue, called, 1)
    else this.#enter(queue, StoreState.idle, NONE, NONE, 0)
  }

  /** Stations that are at work may call as well, so that the next unit stands ready. */
  #callAhead(queue: number) {
    const { tables, dispatch } = this.#plant
    const serving = tables.stationsServing[queue]!
    for (let i = 0; i < serving.length; i++) if (this.mayCall(serving[i]!)) dispatch.callAhead(serving[i]!)
  }

  /** The first at the inlet for which there is a bin, which is kept for it; NONE. */
  #firstAtInlet(queue: number): number {
    const { units, queues } = this.#plant
    let found = NONE
    for (let unit = queues.head[queue]!; unit !== NONE; unit = units.next[unit]!) {
      if (this.stage[unit] !== Stage.inlet || (found !== NONE && units.queuedAt[unit]! >= units.queuedAt[found]!)) continue
      if (this.#chooseBin(queue, unit) !== NONE) found = unit
    }
    return found
  }

  #firstCalled(queue: number): number {
    const { units, queues } = this.#plant
    let found = NONE
    for (let unit = queues.head[queue]!; unit !== NONE; unit = units.next[unit]!)
      if (this.stage[unit] === Stage.called && (found === NONE || this.calledAs[unit]! < this.calledAs[found]!)) found = unit
    return found
  }

  #put(queue: number, unit: number) {
    const { store } = this.#racks[queue]!
    const bin = this.#chooseBin(queue, unit)
    this.#occupy(queue, unit, bin, Stage.goingIn)
    this.hand[queue] = unit
    this.#enter(queue, StoreState.putAway, bin, unit, 1)
    this.#takes(queue, Step.puts, 2 * seconds(store.handTime) + travel(store, NONE, bin))
    this.at[queue] = bin
    this.hasFetched[queue] = 0
  }

  #fetch(queue: number, unit: number, isNew: 0 | 1) {
    const { store } = this.#racks[queue]!
    const bin = this.bin[unit]!
    this.goal[queue] = unit
    this.#enter(queue, StoreState.fetch, bin, unit, isNew)
    this.#takes(queue, Step.fetches, travel(store, this.at[queue]!, bin) + seconds(store.handTime))
    this.at[queue] = bin
    this.hasFetched[queue] = 1
  }

  #goBack(queue: number) {
    this.#enter(queue, StoreState.back, NONE, NONE, 0)
    this.#takes(queue, Step.returns, travel(this.#racks[queue]!.store, this.at[queue]!, NONE))
    this.at[queue] = NONE
  }

  #takes(queue: number, step: number, time: number) {
    const { calendar } = this.#plant
    this.step[queue] = step
    calendar.schedule((calendar.now + time) as SimTime, Phase.completion, queue, Message.storeMoves)
  }

  /** What it was about is done. */
  moves(queue: number) {
    switch (this.step[queue]) {
      case Step.puts: {
        const unit = this.hand[queue]!
        this.hand[queue] = NONE
        this.step[queue] = Step.deciding
        if (unit !== NONE) this.stage[unit] = Stage.stored
        this.#plant.stations.wake(queue)
        return this.#look(queue)
      }
      case Step.fetches:
        return this.#pick(queue)
      case Step.brings: {
        const unit = this.hand[queue]!
        this.hand[queue] = NONE
        if (unit !== NONE) {
          const station = this.caller[unit]!
          this.stage[unit] = Stage.out
          this.coming[station]!--
          this.ready[station]!++
        }
        this.#plant.stations.wake(queue)
      }
    }
    this.step[queue] = Step.idle
    this.#look(queue)
  }

  #pick(queue: number) {
    const { store } = this.#racks[queue]!
    const unit = this.goal[queue]!
    this.goal[queue] = NONE
    // It may have left the store meanwhile.
    if (unit === NONE) return this.#goBack(queue)
    this.#empty(queue, unit)
    this.stage[unit] = Stage.goingOut
    this.hand[queue] = unit
    this.#takes(queue, Step.brings, travel(store, this.bin[unit]!, NONE) + seconds(store.handTime))
    this.at[queue] = NONE
  }

  #enter(queue: number, state: StoreState, bin: number, unit: number, isNew: 0 | 1) {
    if (state === StoreState.idle && this.state[queue] === state) return
    this.state[queue] = state
    this.#plant.doors.storeMoves(queue, state, bin, unit === NONE ? NONE : this.#plant.units.serial[unit]!, isNew)
  }
}

/** µs from one bin to another: along and up at the same time, the longer counts. NONE is the way in and out, before the first column on the first level. */
function travel(store: Store, from: number, to: number): number {
  const column = (bin: number) => (bin === NONE ? 0 : Math.floor(bin / store.levels) + 1)
  const level = (bin: number) => (bin === NONE ? 0 : bin % store.levels)
  return Math.max(
    ridingTime(Math.abs(column(from) - column(to)) * store.binWidth, store.speed),
    ridingTime(Math.abs(level(from) - level(to)) * store.binHeight, store.liftSpeed),
  )
}
