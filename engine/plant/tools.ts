import type { Need, Tool, ToolWear } from '../../scenarios/model.ts'
import { NO_TICKET } from '../kernel/calendar.ts'
import type { SimTime } from '../kernel/time.ts'
import { ToolState } from '../log/events.ts'
import { type Draw, NO_DRAW } from './chance.ts'
import { slotName } from './draws.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/** What is the matter with a tool: fit for use; worn out or broken, and still in its slot or about to be taken away; waits for whom and what its change needs; being changed. */
const Fitness = { ready: 0, worn: 1, broken: 2, waiting: 3, changing: 4 } as const

/** What is done to a tool at the end of a life. */
interface Change {
  readonly time: Draw
  /** NONE: nobody is needed. */
  readonly call: number
  readonly spares: readonly { readonly item: number; readonly quantity: number }[]
}

/** One kind, in numbers. */
interface Kind {
  readonly spec: Tool
  readonly wear: ToolWear
  readonly replace: Change
  readonly regrind: Change | null
}

/**
 * Tools and fixtures: pieces of a kind that are called for together with people (Crews), wear by the work that is done with them, and are then changed.
 *
 *     ready ⇄ in use ──worn (when the unit is done), broken (in the midst of the work)──▶ waiting ──people, parts──▶ changing ──▶ ready
 *
 * A piece is reground `times` times, with a new life each time, then replaced by a new one; broken ones always are.
 */
export class Tools {
  readonly #plant: Plant
  /** Are there any, and do some of them wear? */
  readonly used: boolean
  readonly wears: boolean
  /** tool → its kind, and its place in it */
  readonly kindOf: Int32Array
  readonly #place: Int32Array
  /** kind → null: it does not wear */
  readonly #kinds: readonly (Kind | null)[]
  /** tool → its lives, and its breaking; NO_DRAW */
  readonly #life: readonly Draw[]
  readonly #breaks: readonly Draw[]
  /** item → tools that take it */
  readonly #takers: readonly (readonly number[])[]

  // per tool
  fitness: Uint8Array
  state: Uint8Array
  /** µs and units of its present life; and how many lives it had since it was new. */
  worked: Float64Array
  units: Float64Array
  reground: Int32Array
  /** End of its life (µs, or units), and the µs of work at which it breaks; Infinity: never. */
  life: Float64Array
  breaksAt: Float64Array
  /** Slot in which it was used last. */
  slot: Int32Array
  /** End of its change; and, where those who do it were called away, µs left of it (−1: not begun). */
  ticket: Int32Array
  changeLeft: Float64Array
  /** 1 where it broke. */
  wasBroken: Uint8Array
  /** The job that it was counted for last: slot, and how many were done there before; per slot: how many have been. */
  countedIn: Int32Array
  countedFor: Float64Array
  jobs: Float64Array
  /** slot × kind → µs of work of the tool with which the last job was done. */
  age: Float64Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { tables, chance } = plant
    const { scenario, index, calls, slots } = tables
    const { tools } = scenario
    this.used = tools.length > 0
    this.wears = tools.some(({ wear }) => wear !== null)
    const pieces = tools.flatMap(({ count }, kind) => Array.from({ length: count }, (_, place) => ({ kind, place })))
    this.kindOf = Int32Array.from(pieces, ({ kind }) => kind)
    this.#place = Int32Array.from(pieces, ({ place }) => place)
    const itemsOf = (list: ToolWear['replace']['spares']) => list.map(({ item, quantity }) => ({ item: index.item.get(item)!, quantity }))
    const callOf = (needs: readonly Need[]) => calls.add(needs)
    this.#kinds = tools.map((spec) => {
      const { wear, id } = spec
      if (wear === null) return null
      const { replace, regrind } = wear
      return {
        spec,
        wear,
        replace: { time: chance.open(replace.time, id, 'tool change'), call: callOf(replace.needs), spares: itemsOf(replace.spares) },
        regrind:
          regrind === null ? null : { time: chance.open(regrind.time, id, 'tool regrinding'), call: callOf(regrind.needs), spares: [] },
      }
    })
    const draw = (role: string, of: (wear: ToolWear) => ToolWear['life']) =>
      pieces.map(({ kind, place }) => {
        const { wear, id } = tools[kind]!
        const spec = wear === null ? null : of(wear)
        return spec === null ? NO_DRAW : chance.open(spec, slotName(id, place), role)
      })
    this.#life = draw('tool life', ({ life }) => life)
    this.#breaks = draw('tool breakage', ({ breaks }) => breaks)
    this.#takers = Array.from({ length: index.item.size }, (_, item) =>
      pieces.flatMap(({ kind }, tool) => (this.#kinds[kind]?.replace.spares.some((one) => one.item === item) ? [tool] : [])),
    )
    const { length } = pieces
    this.fitness = new Uint8Array(length)
    this.state = new Uint8Array(length)
    this.worked = new Float64Array(length)
    this.units = new Float64Array(length)
    this.reground = new Int32Array(length)
    this.life = new Float64Array(length).fill(Number.POSITIVE_INFINITY)
    this.breaksAt = new Float64Array(length).fill(Number.POSITIVE_INFINITY)
    this.slot = new Int32Array(length).fill(NONE)
    this.ticket = new Int32Array(length).fill(NO_TICKET)
    this.changeLeft = new Float64Array(length).fill(NONE)
    this.wasBroken = new Uint8Array(length)
    this.countedIn = new Int32Array(length).fill(NONE)
    this.countedFor = new Float64Array(length)
    this.jobs = new Float64Array(this.used ? slots : 0)
    this.age = new Float64Array(this.wears ? slots * tools.length : 0)
  }

  begin() {
    for (let tool = 0; tool < this.fitness.length; tool++) this.#begins(tool, 1)
  }

  /** A life begins, so long as that of a new one by `share`. */
  #begins(tool: number, share: number) {
    const { chance } = this.#plant
    const life = this.#life[tool]!
    const breaks = this.#breaks[tool]!
    this.worked[tool] = this.units[tool] = 0
    if (life !== NO_DRAW) {
      const isCount = this.#kinds[this.kindOf[tool]!]!.wear.clock === 'cycles'
      this.life[tool] = isCount ? Math.max(1, Math.round(chance.nextNumber(life) * share)) : Math.round(chance.next(life) * share)
    }
    if (breaks !== NO_DRAW) this.breaksAt[tool] = chance.next(breaks)
  }

  /** Can it be used, now or when whoever has it has done with it? */
  isReady(tool: number): boolean {
    return this.fitness[tool] === Fitness.ready
  }

  // ── wear ──

  /** The tool in the slot that breaks first, within `work` µs; NONE. */
  firstToBreak(slot: number, work: number): number {
    const { crews } = this.#plant
    let soonest = NONE
    let least = work
    for (let i = 0, tool = crews.toolIn(slot, 0); tool !== NONE; tool = crews.toolIn(slot, ++i)) {
      const left = this.breaksAt[tool]! - this.worked[tool]!
      if (left >= least) continue
      least = left
      soonest = tool
    }
    return soonest
  }

  /** µs of work until it breaks. */
  workLeft(tool: number): number {
    return Math.max(0, this.breaksAt[tool]! - this.worked[tool]!)
  }

  /** The slot has worked for so long. */
  workedIn(slot: number, elapsed: number) {
    const { crews } = this.#plant
    for (let i = 0, tool = crews.toolIn(slot, 0); tool !== NONE; tool = crews.toolIn(slot, ++i)) this.worked[tool]! += elapsed
  }

  /** The work, or a step of it, is done: each tool there has worked on one more unit, or batch, whatever the steps it was there for. */
  stepDone(slot: number, elapsed: number) {
    const { crews, tables } = this.#plant
    const kinds = tables.scenario.tools.length
    this.workedIn(slot, elapsed)
    for (let i = 0, tool = crews.toolIn(slot, 0); tool !== NONE; tool = crews.toolIn(slot, ++i)) {
      this.slot[tool] = slot
      if (this.wears) this.age[slot * kinds + this.kindOf[tool]!] = this.worked[tool]! + this.#hidden(tool)
      if (this.countedIn[tool] === slot && this.countedFor[tool] === this.jobs[slot]) continue
      this.countedIn[tool] = slot
      this.countedFor[tool] = this.jobs[slot]!
      this.units[tool]!++
      this.#tellUse(tool, slot)
    }
  }

  /** The job in the slot is done. Tools that have come to the end of their life are used no more. */
  jobDone(slot: number) {
    const { crews } = this.#plant
    this.jobs[slot]!++
    for (let i = 0, tool = crews.toolIn(slot, 0); tool !== NONE; tool = crews.toolIn(slot, ++i)) this.#checkLife(tool)
  }

  #checkLife(tool: number) {
    if (this.#use(tool) >= this.life[tool]! && this.isReady(tool)) this.fitness[tool] = Fitness.worn
  }

  /** µs that the piece is older than anybody knows. */
  #hidden(tool: number): number {
    return 3600e6 * this.#plant.faults.pieceShift(this.kindOf[tool]!, this.#place[tool]!)
  }

  /** The unit in the slot, or each member of the batch, is worked on with the tool. */
  #tellUse(tool: number, slot: number) {
    const { batches, doors, stations, tables, units } = this.#plant
    const station = tables.slotStation[slot]!
    const members = batches === null ? 0 : batches.count[slot]!
    for (let member = 0; member < Math.max(1, members); member++) {
      const unit = members === 0 ? stations.unit[slot]! : batches!.unit(slot, member)
      doors.toolUsed(units.serial[unit]!, this.kindOf[tool]!, this.#place[tool]!, station, this.#use(tool))
    }
  }

  /** µs of work, in its life, of the tool of the kind with which the last job in the slot was done. */
  workedBy(slot: number, kind: number): number {
    return this.age.length === 0 ? 0 : this.age[slot * this.#kinds.length + kind]!
  }

  /** How much of its life is used: µs, or units. */
  #use(tool: number): number {
    return this.#kinds[this.kindOf[tool]!]?.wear.clock === 'processing' ? this.worked[tool]! : this.units[tool]!
  }

  /** The tool breaks in the midst of the work. */
  breaks(tool: number, slot: number) {
    this.fitness[tool] = Fitness.broken
    this.wasBroken[tool] = 1
    this.slot[tool] = slot
  }

  /** What a breakage does to the unit in work. */
  interruptedBy(tool: number): ToolWear['interrupted'] {
    return this.#kinds[this.kindOf[tool]!]!.wear.interrupted
  }

  // ── change ──

  /** Nobody holds it any more. One that is spent is changed, once those who are at it are done. */
  freed(tool: number) {
    this.#checkLife(tool)
    if (this.isReady(tool)) return
    const { calendar } = this.#plant
    calendar.schedule(calendar.now, Phase.repairEnd, tool, Message.toolSpent)
  }

  /** Asks for whom and what its change needs. */
  spent(tool: number) {
    const { crews, items } = this.#plant
    const { call, spares } = this.#changeOf(tool)
    this.fitness[tool] = Fitness.waiting
    this.review(tool)
    if (spares.length === 0 || items.missing(spares) === NONE) crews.requestChange(tool, call, this.slot[tool]!)
  }

  #changeOf(tool: number): Change {
    const { replace, regrind } = this.#kinds[this.kindOf[tool]!]!
    return this.#isReground(tool) ? regrind! : replace
  }

  #isReground(tool: number): boolean {
    const { regrind } = this.#kinds[this.kindOf[tool]!]!.wear
    return regrind !== null && this.wasBroken[tool] === 0 && this.reground[tool]! < regrind.times
  }

  /** More of the item is in stock: changes that waited for it may go on. */
  partsArrived(item: number) {
    const { crews, items } = this.#plant
    const takers = this.#takers[item]!
    for (let i = 0; i < takers.length; i++) {
      const tool = takers[i]!
      if (this.fitness[tool] !== Fitness.waiting || this.#isReground(tool) || crews.isChanging(tool)) continue
      const { call, spares } = this.#changeOf(tool)
      if (items.missing(spares) === NONE) crews.requestChange(tool, call, this.slot[tool]!)
    }
  }

  /** Those who change it are there. */
  granted(tool: number) {
    const { chance, crews, items, tables } = this.#plant
    const { time, spares } = this.#changeOf(tool)
    if (this.changeLeft[tool]! >= 0) return this.#goOn(tool, this.changeLeft[tool]!)
    if (spares.length > 0) {
      // Another change may have taken them while this one waited for its people: people and parts together, or neither.
      if (items.missing(spares) !== NONE) return crews.releaseChange(tool)
      items.consume(spares, tables.slotStation[this.slot[tool]!]!, NONE)
    }
    this.#goOn(tool, chance.next(time))
  }

  #goOn(tool: number, left: number) {
    const { calendar } = this.#plant
    this.fitness[tool] = Fitness.changing
    this.changeLeft[tool] = NONE
    this.ticket[tool] = calendar.schedule((calendar.now + left) as SimTime, Phase.repairEnd, tool, Message.toolChanged)
    this.review(tool)
  }

  isUnderWay(tool: number): boolean {
    return this.fitness[tool] === Fitness.changing
  }

  /** Those who change it were called away: what is left waits for somebody. */
  suspend(tool: number): boolean {
    const { calendar } = this.#plant
    this.changeLeft[tool] = calendar.cancel(this.ticket[tool]!) - calendar.now
    this.ticket[tool] = NO_TICKET
    this.fitness[tool] = Fitness.waiting
    this.review(tool)
    return true
  }

  /** It has been changed, and is as good as new, or as a reground one. */
  changed(tool: number) {
    const { crews, doors } = this.#plant
    const isReground = this.#isReground(tool)
    const { wear } = this.#kinds[this.kindOf[tool]!]!
    const cost = (isReground ? wear.regrind! : wear.replace).cost
    doors.toolRenewed(this.kindOf[tool]!, this.#place[tool]!, this.wasBroken[tool]! as 0 | 1, isReground ? 1 : 0, this.#use(tool), cost)
    this.reground[tool] = isReground ? this.reground[tool]! + 1 : 0
    this.ticket[tool] = NO_TICKET
    this.wasBroken[tool] = 0
    this.fitness[tool] = Fitness.ready
    this.#begins(tool, isReground ? wear.regrind!.restores : 1)
    crews.releaseChange(tool)
    crews.toolReady(tool)
  }

  // ── what is known ──

  #stateOf(tool: number): ToolState {
    switch (this.fitness[tool]) {
      case Fitness.ready:
        return ToolState.idle
      case Fitness.changing:
        return this.#isReground(tool) ? ToolState.regrinding : ToolState.changing
    }
    return this.wasBroken[tool] === 1 ? ToolState.broken : ToolState.worn
  }

  /** The state of the tool, where it has become another. */
  review(tool: number) {
    const { crews, doors } = this.#plant
    const job = crews.jobWith(tool)
    const state = job === NONE ? this.#stateOf(tool) : ToolState.inUse
    if (state === this.state[tool]) return
    this.state[tool] = state
    const station = job === NONE ? NONE : crews.stationOf[job]!
    doors.toolState(tool, this.kindOf[tool]!, this.#place[tool]!, state, station, crews.slotOf(crews.roster.firstTool + tool))
  }
}
