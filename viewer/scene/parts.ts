import type { PlantState } from '../../engine/log/state.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { alongCourse } from './belts.ts'
import { type FloorPlan, type Point, unitPoint } from './floor-plan.ts'
import { Motion } from './motion.ts'
import { productColor } from './palette.ts'

/** Instances kept for units that have just left, so that the way out can be seen. */
const LEAVERS = 48
/** Seconds around the epoch in which 32-bit times are good to a millisecond. */
const EPOCH_REACH = 8192
const SCRAP_COLOR = [0.42, 0.24, 0.22] as const

/**
 * The units of a plant as moving parts: one instance per row of the log's table of units, and a few for those on their way out. Looks at every
 * unit once per change of the plant, writes only those that moved.
 */
export class Parts {
  readonly motion: Motion
  /** x and z of each vehicle: where its load is, or where it set one down last. */
  readonly vehiclesAt: Float64Array
  readonly #plan: FloorPlan
  readonly #colors: (readonly [number, number, number])[]
  readonly #lastOperation: readonly number[]
  readonly #sinkOf: readonly number[]
  #key = new Int32Array(64).fill(-1)
  #place = new Int32Array(64)
  #slot = new Int32Array(64)
  #cell = new Int32Array(64)
  #operation = new Int32Array(64)
  #product = new Int32Array(64)
  #moved = new Float64Array(64)
  /** Per place: which cells of its rack are taken. */
  readonly #taken: boolean[][]
  #finished: Float64Array
  /** Per conveyor: rows of the units on it, from the front, and how it carries them (seconds for the whole way, share of it that one takes). */
  readonly #riding: number[][]
  /** Rows of the units that vehicles carry. */
  readonly #carried: number[] = []
  readonly #scenario: Scenario
  readonly #belts: readonly { readonly place: number; readonly ride: number; readonly pitch: number }[]
  #epoch = 0
  #time = 0
  #events = -1
  #nextLeaver = 0
  #rows = 0

  constructor(plan: FloorPlan, scenario: Scenario) {
    this.#plan = plan
    this.#scenario = scenario
    this.motion = new Motion(0.44 * plan.scale)
    this.vehiclesAt = Float64Array.from(plan.spots.filter(({ kind }) => kind === 'vehicle').flatMap(({ x, z }) => [x, z]))
    this.#colors = scenario.products.map((_, i) => productColor(i))
    this.#lastOperation = scenario.products.map(({ route }) => route.length - 1)
    const places = plan.spots.filter(({ kind }) => kind !== 'material')
    this.#sinkOf = scenario.products.map(({ sink }) => places.findIndex(({ kind, id }) => kind === 'sink' && id === sink))
    this.#taken = places.map(() => [])
    this.#finished = new Float64Array(scenario.products.length)
    const firstConveyor = places.findIndex(({ kind }) => kind === 'conveyor')
    this.#belts = scenario.conveyors.map(({ length, speed, unitLength, gap }, c) => ({
      place: firstConveyor + c,
      ride: length / speed,
      pitch: (unitLength + gap) / length,
    }))
    this.#riding = scenario.conveyors.map(() => [])
  }

  /** Shows the plant as it is at `time` (seconds); `continues` where time ran forward from the last call, so that what left may be seen leaving. */
  show(state: PlantState, time: number, glide: number, continues: boolean) {
    if (Math.abs(time - this.#epoch) > EPOCH_REACH) {
      this.#epoch = Math.round(time)
      continues = false
    }
    if (!continues) this.#forget()
    if (!continues || state.events !== this.#events) this.#follow(state, time, continues)
    if (this.#belts.length > 0 || this.#scenario.transport.length > 0) {
      if (!continues || state.events !== this.#events) this.#board(state)
      this.#ride(time)
      for (const row of this.#carried) this.#drive(state, row, time)
    }
    this.#events = state.events
    this.#time = time
    this.motion.show(time - this.#epoch, glide, LEAVERS + this.#rows)
  }

  dispose() {
    this.motion.dispose()
  }

  #forget() {
    for (let row = 0; row < this.#rows; row++) this.#hide(LEAVERS + row)
    for (let i = 0; i < LEAVERS; i++) this.#hide(i)
    this.#key.fill(-1)
    for (const cells of this.#taken) cells.length = 0
    this.#rows = 0
  }

  #follow(state: PlantState, time: number, continues: boolean) {
    const { units } = state
    this.#reserve(units.rows.limit)
    const gone = state.productFinished.map((count, product) => count - this.#finished[product]!)
    this.#finished.set(state.productFinished)
    const limit = Math.max(this.#rows, units.rows.limit)
    // First everyone who left makes room, then everyone who came takes it.
    for (let row = 0; row < limit; row++) {
      const before = this.#key[row]!
      if (before < 0) continue
      const now = row < units.rows.limit ? units.rows.key[row]! : -1
      if (now === before && units.moved[row] === this.#moved[row] && units.place[row] === this.#place[row]) continue
      const cell = this.#cell[row]!
      const taken = this.#taken[this.#place[row]!]
      if (cell >= 0 && taken) taken[cell] = false
      if (now === before) continue
      if (continues) this.#leave(row, time, gone)
      this.#hide(LEAVERS + row)
      this.#key[row] = -1
    }
    const arrivals: number[] = []
    for (let row = 0; row < units.rows.limit; row++) {
      if (units.rows.key[row]! < 0 || units.place[row]! < 0) continue
      const known = this.#key[row] === units.rows.key[row]
      if (known && units.moved[row] === this.#moved[row] && units.place[row] === this.#place[row]) continue
      arrivals.push(row)
    }
    if (!continues) arrivals.sort((a, b) => units.moved[a]! - units.moved[b]! || units.rows.key[a]! - units.rows.key[b]!)
    for (const row of arrivals) this.#arrive(state, row, time, continues)
    this.#rows = units.rows.limit
  }

  #arrive(state: PlantState, row: number, time: number, continues: boolean) {
    const { units } = state
    const place = units.place[row]!
    const spot = this.#plan.spots[place]
    if (!spot) return
    const cell = spot.kind === 'station' || spot.kind === 'conveyor' || spot.kind === 'vehicle' ? -1 : this.#take(place)
    const to = unitPoint(spot, units.slot[row]!, Math.max(0, cell))
    const moved = units.moved[row]! / 1e6
    const cameFrom = this.#plan.spots[units.from[row]!]
    const known = continues && this.#key[row] === units.rows.key[row]
    const from = known
      ? unitPoint(this.#plan.spots[this.#place[row]!]!, this.#slot[row]!, Math.max(0, this.#cell[row]!))
      : cameFrom
        ? unitPoint(cameFrom, -1, 0)
        : to
    this.#key[row] = units.rows.key[row]!
    this.#place[row] = place
    this.#slot[row] = units.slot[row]!
    this.#cell[row] = cell
    this.#operation[row] = units.operation[row]!
    this.#product[row] = units.product[row]!
    this.#moved[row] = units.moved[row]!
    const start = Math.max(moved - this.#epoch, -4 * EPOCH_REACH)
    this.motion.set(
      LEAVERS + row,
      from,
      to,
      Math.min(start, time - this.#epoch),
      this.#colors[units.product[row]!] ?? [0.5, 0.5, 0.5],
      spot.scale / this.#plan.scale,
      false,
    )
  }

  /** Off to its sink where its product was finished since, else it is scrap and shrinks away where it lies. */
  #leave(row: number, time: number, gone: Float64Array) {
    const product = this.#product[row]!
    const spot = this.#plan.spots[this.#place[row]!]
    if (!spot) return
    const from = unitPoint(spot, this.#slot[row]!, Math.max(0, this.#cell[row]!))
    const finished = gone[product]! > 0 && (this.#operation[row]! >= this.#lastOperation[product]! || spot.kind === 'sink')
    if (finished) gone[product]!--
    const sink = this.#plan.spots[this.#sinkOf[product]!]
    const to: Point = finished && sink ? unitPoint(sink, -1, 0) : { ...from, y: 0 }
    const color = finished ? this.#colors[product]! : SCRAP_COLOR
    this.motion.set(this.#nextLeaver, from, to, Math.max(this.#time, time - 1e6) - this.#epoch, color, 1, true)
    this.#nextLeaver = (this.#nextLeaver + 1) % LEAVERS
  }

  /** Who is on which conveyor, in the order in which they came. */
  #board({ units, places }: PlantState) {
    for (const rows of this.#riding) rows.length = 0
    this.#carried.length = 0
    for (let row = 0; row < units.rows.limit; row++) {
      if (units.rows.key[row]! < 0) continue
      this.#riding[units.place[row]! - places.firstConveyor]?.push(row)
      if (units.place[row]! >= places.firstVehicle) this.#carried.push(row)
    }
    for (const rows of this.#riding) rows.sort((a, b) => units.moved[a]! - units.moved[b]! || units.rows.key[a]! - units.rows.key[b]!)
  }

  /** Each is as far as its time on the conveyor brings it, and not beyond the one ahead: where it is, as near as the log tells. */
  #ride(time: number) {
    this.#belts.forEach(({ place, ride, pitch }, c) => {
      const spot = this.#plan.spots[place]!
      this.#riding[c]!.forEach((row, k) => {
        const share = Math.max(0, Math.min((time - this.#moved[row]! / 1e6) / ride, 1 - k * pitch))
        const at = alongCourse(spot.course, share, spot.scale)
        const color = this.#colors[this.#product[row]!] ?? [0.5, 0.5, 0.5]
        this.motion.set(LEAVERS + row, at, at, time - this.#epoch, color, spot.scale / this.#plan.scale, false)
      })
    })
  }

  /** As far on its straight way from where it was to where it goes as its vehicle's speed brings it. */
  #drive({ units, places }: PlantState, row: number, time: number) {
    const spot = this.#plan.spots[units.place[row]!]
    const from = this.#plan.spots[units.from[row]!]
    const { route, sink } = this.#scenario.products[units.product[row]!]!
    const operation = route[units.operation[row]!]
    const isLeaving = from?.kind === 'station' && (operation?.stations.includes(from.id) ?? true)
    const goal = isLeaving ? sink : (operation?.buffer ?? operation?.stations[0])
    const to = this.#plan.spots.find(({ id, kind }) => id === goal && kind !== 'material')
    if (!spot || !from || !to) return
    const far = Math.hypot(to.x - from.x, to.z - from.z)
    const { loadedSpeed } = this.#scenario.transport[spot.index]!
    const share = Math.min(1, Math.max(0, ((time - this.#moved[row]! / 1e6) * loadedSpeed) / Math.max(far, 1e-6)))
    const at = { x: from.x + (to.x - from.x) * share, y: 0.5 * spot.scale, z: from.z + (to.z - from.z) * share }
    const vehicle = units.place[row]! - places.firstVehicle
    this.vehiclesAt[2 * vehicle] = at.x
    this.vehiclesAt[2 * vehicle + 1] = at.z
    const color = this.#colors[this.#product[row]!] ?? [0.5, 0.5, 0.5]
    this.motion.set(LEAVERS + row, at, at, time - this.#epoch, color, spot.scale / this.#plan.scale, false)
  }

  #take(place: number): number {
    const taken = this.#taken[place]!
    const free = taken.indexOf(false)
    const cell = free < 0 ? taken.length : free
    taken[cell] = true
    return cell
  }

  #hide(instance: number) {
    this.motion.set(instance, nowhere, nowhere, 0, SCRAP_COLOR, 0, true)
  }

  #reserve(rows: number) {
    if (rows <= this.#key.length) return
    const length = Math.max(rows, this.#key.length * 2)
    const longer = <T extends Int32Array | Float64Array>(old: T, fresh: T) => {
      fresh.set(old)
      return fresh
    }
    this.#key = longer(this.#key, new Int32Array(length).fill(-1))
    this.#place = longer(this.#place, new Int32Array(length))
    this.#slot = longer(this.#slot, new Int32Array(length))
    this.#cell = longer(this.#cell, new Int32Array(length))
    this.#operation = longer(this.#operation, new Int32Array(length))
    this.#product = longer(this.#product, new Int32Array(length))
    this.#moved = longer(this.#moved, new Float64Array(length))
  }
}

const nowhere: Point = { x: 0, y: -50, z: 0 }
