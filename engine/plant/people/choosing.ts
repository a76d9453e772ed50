import type { Crews } from '../crews.ts'
import type { Plant } from '../plant.ts'
import { NONE } from '../tables.ts'
import type { Call, CallLine } from './calls.ts'
import type { Roster } from './roster.ts'
import type { Walks } from './walks.ts'

/**
 * Who does a job: of those who are free the nearest, then the best at it, then who was free longest; where one could count for several lines, a matching.
 * Of tools those that the job still holds, then those used last in its slot, then who was free longest. Nothing here changes but what one choice is
 * made with.
 */
export class Choosing {
  readonly #plant: Plant
  readonly #crews: Crews
  readonly #roster: Roster
  readonly #walks: Walks

  /** Those found last, `count` of them. */
  readonly chosen: Int32Array
  count = 0

  readonly #lineOf: Int32Array
  readonly #taker: Int32Array
  readonly #seen: Int32Array
  readonly #virtual: Uint8Array
  #stamp = 0
  /** The job that chooses, and the one out of whose people it does; NONE: out of all. */
  #job = NONE
  #among = NONE

  constructor(plant: Plant, crews: Crews, roster: Roster, walks: Walks, width: number) {
    this.#plant = plant
    this.#crews = crews
    this.#roster = roster
    this.#walks = walks
    const { length } = roster.crewOf
    this.chosen = new Int32Array(width)
    this.#lineOf = new Int32Array(width)
    this.#taker = new Int32Array(length).fill(NONE)
    this.#seen = new Int32Array(length)
    this.#virtual = new Uint8Array(length)
  }

  /** Finds who can do the job now, into `chosen`. */
  find(job: number, call: Call): boolean {
    this.#job = job
    if (this.#crews.wantsSame[job] === 1 && this.#stillBelong(job)) {
      this.count = this.#crews.keptCount[job]!
      return this.#theSame(job)
    }
    this.count = call.size
    return this.#match(call, job)
  }

  /** Are those who have the job enough for another call? Then they are in `chosen`. */
  isEnough(job: number, call: Call): boolean {
    this.#job = job
    this.#among = job
    this.count = call.size
    const isEnough = this.#match(call, job)
    this.#among = NONE
    return isEnough
  }

  /** The first crew, or kind of tools, of which too few are free. */
  lacking(job: number, { lines }: Call): number {
    this.#job = job
    for (let l = 0; l < lines.length; l++) {
      const { n, able, crew } = lines[l]!
      let free = 0
      for (let i = 0; i < able.length && free < n; i++) if (this.#isFree(able[i]!)) free++
      if (free < n) return crew
    }
    return lines[0]!.crew
  }

  /** Finds who can do the job if work of lower priority is suspended, as little of it as needed: the lowest first, then what was begun last. */
  findAmongBusy(job: number, call: Call): boolean {
    let found = false
    for (let victim = this.#victim(job, call); victim !== NONE && !found; victim = this.#victim(job, call)) {
      this.#setVirtual(victim)
      found = this.find(job, call)
    }
    this.#virtual.fill(0)
    return found
  }

  isChosen(person: number, taken: number): boolean {
    for (let i = 0; i < taken; i++) if (this.chosen[i] === person) return true
    return false
  }

  #theSame(job: number): boolean {
    const { kept, width } = this.#crews
    for (let i = 0; i < this.count; i++) {
      const person = kept[job * width + i]!
      if (!this.#isFree(person)) return false
      this.chosen[i] = person
    }
    return true
  }

  #stillBelong(job: number): boolean {
    const { kept, keptCount, width } = this.#crews
    const { now } = this.#plant.calendar
    for (let i = 0; i < keptCount[job]!; i++) if (this.#roster.until[kept[job * width + i]!]! <= now) return false
    return keptCount[job]! > 0
  }

  #isFree(person: number): boolean {
    const { holder, walking } = this.#crews
    const its = holder[person]!
    if (this.#among !== NONE) return its === this.#among && (person < this.#roster.firstTool || this.#roster.isPresent(person))
    if (walking[person] === 1) return false
    // Only a tool is held by a job that calls.
    return (its === NONE || its === this.#job || this.#virtual[person] === 1) && this.#roster.isPresent(person)
  }

  #match(call: Call, job: number): boolean {
    return call.overlaps ? this.#matchAll(call) : this.#bestOfEach(call, job)
  }

  #bestOfEach({ lines }: Call, job: number): boolean {
    let at = 0
    for (let l = 0; l < lines.length; l++) {
      const line = lines[l]!
      const areTools = line.crew >= this.#roster.firstKind
      for (let i = 0; i < line.n; i++) {
        const best = areTools ? this.#bestTool(line, at, job) : this.#best(line, at, job)
        if (best === NONE) return false
        this.chosen[at++] = best
      }
    }
    return true
  }

  #best({ able, level }: CallLine, taken: number, job: number): number {
    const { at, freeSince, stationOf } = this.#crews
    const { crewOf } = this.#roster
    let best = NONE
    let bestWay = 0
    let bestLevel = 0
    for (let i = 0; i < able.length; i++) {
      const person = able[i]!
      if (!this.#isFree(person) || this.isChosen(person, taken)) continue
      const way = this.#walks.time(crewOf[person]!, at[person]!, stationOf[job]!)
      const its = level === null ? 1 : level[i]!
      const isBetter =
        best === NONE ||
        way < bestWay ||
        (way === bestWay && (its > bestLevel || (its === bestLevel && freeSince[person]! < freeSince[best]!)))
      if (!isBetter) continue
      best = person
      bestWay = way
      bestLevel = its
    }
    return best
  }

  #bestTool({ able }: CallLine, taken: number, job: number): number {
    const { tools } = this.#plant
    const { freeSince, holder } = this.#crews
    const { firstTool } = this.#roster
    const slot = this.#crews.slotOfJob(job)
    let best = NONE
    for (let i = 0; i < able.length; i++) {
      const tool = able[i]!
      if (!this.#isFree(tool) || this.isChosen(tool, taken)) continue
      if (holder[tool] === job) return tool
      const isHere = slot !== NONE && tools.slot[tool - firstTool] === slot
      const wasHere = slot !== NONE && best !== NONE && tools.slot[best - firstTool] === slot
      if (best === NONE || (isHere && !wasHere) || (isHere === wasHere && freeSince[tool]! < freeSince[best]!)) best = tool
    }
    return best
  }

  /** Who does what where one could count for several lines: augmenting paths (Kuhn 1955). */
  #matchAll({ lines, size }: Call): boolean {
    let at = 0
    for (let l = 0; l < lines.length; l++) for (let i = 0; i < lines[l]!.n; i++) this.#lineOf[at++] = l
    let found = 0
    while (found < size) {
      this.#stamp++
      if (!this.#give(lines, found)) break
      found++
    }
    for (let i = 0; i < found; i++) this.#taker[this.chosen[i]!] = NONE
    return found === size
  }

  #give(lines: readonly CallLine[], place: number): boolean {
    const { able } = lines[this.#lineOf[place]!]!
    for (let i = 0; i < able.length; i++) {
      const person = able[i]!
      if (this.#seen[person] === this.#stamp || !this.#isFree(person)) continue
      this.#seen[person] = this.#stamp
      const other = this.#taker[person]!
      if (other !== NONE && !this.#give(lines, other)) continue
      this.#taker[person] = place
      this.chosen[place] = person
      return true
    }
    return false
  }

  // ── pre-emption ──

  /** Nobody takes a tool away from work that is under way. */
  #victim(job: number, { lines, priority }: Call): number {
    const { calls } = this.#plant.tables
    const { call, holder, since, walking } = this.#crews
    let victim = NONE
    let lowest = priority
    for (let l = 0; l < lines.length; l++) {
      const { able } = lines[l]!
      for (let i = 0; i < able.length; i++) {
        const person = able[i]!
        const its = holder[person]!
        if (its === NONE || its === job || person >= this.#roster.firstTool || this.#virtual[person] === 1 || walking[person] === 1)
          continue
        if (!this.#crews.maySuspend(its)) continue
        const { priority: rank } = calls.list[call[its]!]!
        if (rank < lowest || (rank === lowest && victim !== NONE && since[its]! > since[victim]!)) {
          victim = its
          lowest = rank
        }
      }
    }
    return victim
  }

  #setVirtual(job: number) {
    const { kept, keptCount, width } = this.#crews
    for (let i = 0; i < keptCount[job]!; i++) {
      const person = kept[job * width + i]!
      if (person < this.#roster.firstTool) this.#virtual[person] = 1
    }
  }
}
