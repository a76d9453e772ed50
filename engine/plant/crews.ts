import { NO_TICKET } from '../kernel/calendar.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { PersonState } from '../log/events.ts'
import type { Call, CallLine } from './people/calls.ts'
import { HOME, Walks } from './people/walks.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/** What has become of a job's call: nobody is called, it waits, some are on their way, all are there. */
export const Called = { no: 0, waiting: 1, coming: 2, there: 3 } as const

const STATES = 4

/**
 * People, and who calls for them. A *job* is a failure to repair, a maintenance task, or what a slot is about; it calls for one or several people, who
 * are taken together or not at all, so nobody ever waits for somebody while holding somebody else. Calls wait by priority, then suspended work
 * before new, then first in, first out; one that cannot be served yet does not stop those behind it.
 *
 *     no ──call──▶ waiting ──all free──▶ coming ──all arrived──▶ there ──release──▶ no
 *                     ▲                                            │
 *                     └──────────── pre-empted, shift over ────────┘
 *
 * Calls of slots are served when the tick has settled. Crews that only repair and maintain are asked and sent at once.
 */
export class Crews {
  readonly #plant: Plant
  readonly #walks: Walks
  /** person → crew, calendar, from and until when in the crew (µs) */
  readonly #crewOf: Int32Array
  readonly #calendar: Int32Array
  readonly #from: Float64Array
  readonly #until: Float64Array
  readonly #firstPerson: Int32Array
  /** crew → its group; and what is asked of it that a crew which only repairs has not */
  #groupOf: Int32Array = new Int32Array(0)
  readonly #isTracked: Uint8Array
  /** group → 1 where its calls are served when the tick has settled */
  readonly #isDeferred: Uint8Array
  /** job → station; jobs of slots come after those of upkeep */
  #stationOf = new Int32Array(0)
  #firstSlotJob = 0
  /** People of the largest call. */
  #width = 0

  // per crew: people with a job; in each state (crews of which each step is known)
  busy: Int32Array
  inState: Int32Array
  // per person
  holder: Int32Array
  walking: Uint8Array
  /** Station, HOME, or NONE: wherever he is wanted first. */
  at: Int32Array
  freeSince: Float64Array
  wasPresent: Uint8Array
  shiftOver: Int32Array
  state: Uint8Array
  // per job
  call = new Int32Array(0)
  status = new Uint8Array(0)
  suspended = new Uint8Array(0)
  wantsSame = new Uint8Array(0)
  next = new Int32Array(0)
  since = new Float64Array(0)
  coming = new Int32Array(0)
  /** Crew of which too few are there. */
  missing = new Int32Array(0)
  /** Who has the job, or had it last: `keptCount` of them from job × width on. */
  kept = new Int32Array(0)
  keptCount = new Int32Array(0)
  // per group
  head: Int32Array
  tail: Int32Array
  isDirty: Uint8Array
  dirty: Int32Array
  dirtyCount = 0

  // scratch of one choice
  #chosen = new Int32Array(0)
  #lineOf = new Int32Array(0)
  readonly #taker: Int32Array
  readonly #seen: Int32Array
  readonly #virtual: Uint8Array
  readonly #isServing: Uint8Array
  #stamp = 0
  #among = NONE

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, index, calls } = plant.tables
    const { crews } = scenario
    const { people } = calls
    this.#walks = new Walks(scenario)
    const calendarOf = (id: string | null) => (id === null ? NONE : index.calendar.get(id)!)
    this.#crewOf = Int32Array.from(people, ({ crew }) => crew)
    this.#calendar = Int32Array.from(people, ({ crew, place }) =>
      calendarOf(crews[crew]!.persons[place]?.calendar ?? crews[crew]!.calendar),
    )
    this.#from = Float64Array.from(people, ({ crew, place }) => seconds(crews[crew]!.persons[place]?.from ?? 0))
    this.#until = Float64Array.from(people, ({ crew, place }) => {
      const until = crews[crew]!.persons[place]?.until ?? null
      return until === null ? Number.POSITIVE_INFINITY : seconds(until)
    })
    this.#firstPerson = new Int32Array(crews.length + 1)
    crews.forEach(({ size }, crew) => {
      this.#firstPerson[crew + 1] = this.#firstPerson[crew]! + size
    })
    this.#isTracked = Uint8Array.from(crews, ({ persons, edge, maxOvertime }, crew) =>
      persons.length > 0 || edge !== 'finish' || maxOvertime !== null || this.#walks.takeTime[crew] === 1 ? 1 : 0,
    )
    this.#isDeferred = new Uint8Array(crews.length)
    this.busy = new Int32Array(crews.length)
    this.inState = new Int32Array(crews.length * STATES)
    this.holder = new Int32Array(people.length).fill(NONE)
    this.walking = new Uint8Array(people.length)
    this.at = Int32Array.from(people, ({ crew }) => (crews[crew]!.home === null ? NONE : HOME))
    this.freeSince = new Float64Array(people.length)
    this.wasPresent = new Uint8Array(people.length)
    this.shiftOver = new Int32Array(people.length).fill(NO_TICKET)
    this.state = new Uint8Array(people.length)
    this.head = new Int32Array(crews.length).fill(NONE)
    this.tail = new Int32Array(crews.length).fill(NONE)
    this.isDirty = new Uint8Array(crews.length)
    this.dirty = new Int32Array(crews.length)
    this.#taker = new Int32Array(people.length).fill(NONE)
    this.#seen = new Int32Array(people.length)
    this.#virtual = new Uint8Array(people.length)
    this.#isServing = new Uint8Array(crews.length)
  }

  /** All calls are known: those of upkeep, each with its station, and those of slots. */
  open(upkeepCalls: readonly number[], upkeepSlots: readonly number[]) {
    const { calls, slots, slotStation, operations } = this.#plant.tables
    const jobs = upkeepCalls.length + slots
    this.#firstSlotJob = upkeepCalls.length
    this.#stationOf = Int32Array.from([...upkeepSlots.map((slot) => slotStation[slot]!), ...slotStation])
    this.#width = Math.max(1, ...calls.list.map(({ size }) => size))
    this.#groupOf = calls.groups()
    for (const { at } of operations)
      for (const { setupCall, workCall } of at)
        for (const call of [setupCall, workCall])
          for (const { able } of calls.list[call]?.lines ?? [])
            for (const person of able) {
              const crew = this.#crewOf[person]!
              this.#isTracked[crew] = 1
              this.#isDeferred[this.#groupOf[crew]!] = 1
            }
    this.call = new Int32Array(jobs).fill(NONE)
    upkeepCalls.forEach((call, job) => {
      this.call[job] = call
    })
    this.status = new Uint8Array(jobs)
    this.suspended = new Uint8Array(jobs)
    this.wantsSame = new Uint8Array(jobs)
    this.next = new Int32Array(jobs).fill(NONE)
    this.since = new Float64Array(jobs)
    this.coming = new Int32Array(jobs)
    this.missing = new Int32Array(jobs).fill(NONE)
    this.kept = new Int32Array(jobs * this.#width).fill(NONE)
    this.keptCount = new Int32Array(jobs)
    this.#chosen = new Int32Array(this.#width)
    this.#lineOf = new Int32Array(this.#width)
  }

  begin() {
    const { calendar } = this.#plant
    for (let person = 0; person < this.state.length; person++) {
      if (this.#from[person]! > 0) calendar.schedule(this.#from[person]! as SimTime, Phase.calendarEdge, person, Message.personComes)
      if (this.#until[person]! < Number.POSITIVE_INFINITY)
        calendar.schedule(this.#until[person]! as SimTime, Phase.calendarEdge, person, Message.personComes)
      this.wasPresent[person] = this.#isPresent(person) ? 1 : 0
      this.inState[this.#crewOf[person]! * STATES + PersonState.off]!++
      this.#review(person)
    }
    for (let crew = 0; crew < this.busy.length; crew++) this.#changed(crew)
  }

  // ── calls of upkeep ──

  /** Asks for who is needed; the job is told at once, or when its turn comes. */
  request(job: number) {
    if (this.call[job] === NONE) return this.#plant.upkeep.granted(job)
    this.#enqueue(job, 0)
  }

  /** Whoever has the job, or is asked for, is not needed any more. */
  release(job: number) {
    if (this.status[job] === Called.no) return
    this.wantsSame[job] = 0
    if (this.status[job] === Called.waiting) this.#unlink(job)
    else this.#letGo(job)
    this.status[job] = Called.no
    this.#wake(this.#group(job))
  }

  // ── calls of slots ──

  /** Asks for who is needed in the slot; it is told when they are there. `suspended`: what it is about has been begun. */
  ask(slot: number, call: number, suspended: 0 | 1) {
    const job = this.#firstSlotJob + slot
    if (this.status[job] !== Called.no) return
    this.call[job] = call
    this.#enqueue(job, suspended)
  }

  releaseSlot(slot: number) {
    this.release(this.#firstSlotJob + slot)
  }

  /** Are those who are in the slot enough for another call? Then who is not needed for it goes, and the others stay; else all go. */
  stayFor(slot: number, call: number): boolean {
    const job = this.#firstSlotJob + slot
    if (this.status[job] === Called.no) return false
    if (call !== NONE && this.status[job] === Called.there) {
      if (this.call[job] === call) return true
      this.#among = job
      const isEnough = this.#match(this.#plant.tables.calls.list[call]!, job)
      this.#among = NONE
      if (isEnough) {
        this.#keepOnly(job, call)
        return true
      }
    }
    this.release(job)
    return false
  }

  /** Crew of which too few are there for the slot. */
  missingFor(slot: number): number {
    return this.missing[this.#firstSlotJob + slot]!
  }

  /** How fast those who came for the slot are: 1, or the lowest level of the skill they were asked for. */
  paceIn(slot: number): number {
    const job = this.#firstSlotJob + slot
    const { lines } = this.#plant.tables.calls.list[this.call[job]!]!
    let pace = Number.POSITIVE_INFINITY
    let at = job * this.#width
    for (let l = 0; l < lines.length; l++) {
      const { n, able, level } = lines[l]!
      if (level !== null) for (let i = 0; i < n; i++) pace = Math.min(pace, level[able.indexOf(this.kept[at + i]!)]!)
      at += n
    }
    return pace === Number.POSITIVE_INFINITY ? 1 : pace
  }

  /** What the slot waits for: how many, of whom (NONE: of nobody). For a look at the whole, not for the loop. */
  awaited(slot: number): readonly { readonly n: number; readonly able: readonly number[] }[] {
    const job = this.#firstSlotJob + slot
    if (this.status[job] !== Called.waiting) return []
    const { now } = this.#plant.calendar
    const { lines } = this.#plant.tables.calls.list[this.call[job]!]!
    return lines.map(({ n, able }) => ({ n, able: Array.from(able).filter((person) => this.#until[person]! > now) }))
  }

  /** The slot in which the person has a job; NONE: in none. */
  slotOf(person: number): number {
    return Math.max(NONE, this.holder[person]! - this.#firstSlotJob)
  }

  // ── coming and going ──

  shiftChanged(crew: number) {
    for (let person = this.#firstPerson[crew]!; person < this.#firstPerson[crew + 1]!; person++) this.#presenceChanged(person)
    this.#changed(crew)
    this.#notify(crew)
  }

  /** One joins the crew or leaves it. */
  personComes(person: number) {
    const crew = this.#crewOf[person]!
    this.#presenceChanged(person)
    this.#changed(crew)
    this.#notify(crew)
  }

  #presenceChanged(person: number) {
    const { calendar, tables } = this.#plant
    const present = this.#isPresent(person) ? 1 : 0
    if (this.wasPresent[person] === present) return
    this.wasPresent[person] = present
    const { edge, maxOvertime } = tables.scenario.crews[this.#crewOf[person]!]!
    if (present === 1) this.#noShiftEnd(person)
    else if (this.holder[person] !== NONE && (edge !== 'finish' || maxOvertime !== null)) {
      // After what ends at that very moment.
      const at = (calendar.now + seconds(maxOvertime ?? 0)) as SimTime
      this.shiftOver[person] = calendar.schedule(at, Phase.failure, person, Message.shiftOver)
    }
    this.#review(person)
  }

  /** A person whose shift is over leaves the job. */
  shiftIsOver(person: number) {
    const crew = this.#crewOf[person]!
    this.shiftOver[person] = NO_TICKET
    const { edge } = this.#plant.tables.scenario.crews[crew]!
    this.#suspend(this.holder[person]!, edge === 'suspend' ? 1 : 0)
    this.#notify(crew)
  }

  #noShiftEnd(person: number) {
    if (this.shiftOver[person] === NO_TICKET) return
    this.#plant.calendar.cancel(this.shiftOver[person]!)
    this.shiftOver[person] = NO_TICKET
  }

  arrives(person: number) {
    const crew = this.#crewOf[person]!
    const job = this.holder[person]!
    this.walking[person] = 0
    this.#review(person)
    this.#changed(crew)
    if (job === NONE) {
      this.freeSince[person] = this.#plant.calendar.now
      this.#notify(crew)
    } else if (--this.coming[job]! === 0) {
      this.status[job] = Called.there
      this.#begins(job)
    }
  }

  #isPresent(person: number): boolean {
    const { shifts, calendar } = this.#plant
    const { now } = calendar
    if (now < this.#from[person]! || now >= this.#until[person]!) return false
    const own = this.#calendar[person]!
    return own === NONE || shifts.working[own] === 1
  }

  // ── waiting ──

  #group(job: number): number {
    return this.#groupOf[this.#crewOf[this.#plant.tables.calls.list[this.call[job]!]!.lines[0]!.able[0]!]!]!
  }

  #enqueue(job: number, suspended: 0 | 1) {
    const { calls } = this.#plant.tables
    const group = this.#group(job)
    const { priority } = calls.list[this.call[job]!]!
    this.status[job] = Called.waiting
    this.suspended[job] = suspended
    this.missing[job] = NONE
    let previous = NONE
    // The last is the place of most: nobody waits, or all are alike.
    const last = this.tail[group]!
    if (last !== NONE && !this.#goesBefore(priority, suspended, last)) previous = last
    else
      for (let other = this.head[group]!; other !== NONE && !this.#goesBefore(priority, suspended, other); other = this.next[other]!)
        previous = other
    if (previous === NONE) {
      this.next[job] = this.head[group]!
      this.head[group] = job
    } else {
      this.next[job] = this.next[previous]!
      this.next[previous] = job
    }
    if (this.tail[group] === previous) this.tail[group] = job
    this.#wake(group)
  }

  #goesBefore(priority: number, suspended: number, other: number): boolean {
    const its = this.#plant.tables.calls.list[this.call[other]!]!.priority
    return priority > its || (priority === its && suspended > this.suspended[other]!)
  }

  #unlink(job: number) {
    const group = this.#group(job)
    let previous = NONE
    for (let other = this.head[group]!; other !== job; other = this.next[other]!) previous = other
    if (previous === NONE) this.head[group] = this.next[job]!
    else this.next[previous] = this.next[job]!
    if (this.tail[group] === job) this.tail[group] = previous
  }

  /** Somebody of the crew may have time. */
  #notify(crew: number) {
    this.#wake(this.#groupOf[crew]!)
  }

  #wake(group: number) {
    if (this.head[group] === NONE) return
    if (this.#isServing[group] === 1) return
    if (this.#isDeferred[group] === 0) return this.#serve(group)
    if (this.isDirty[group] === 1) return
    this.isDirty[group] = 1
    this.dirty[this.dirtyCount++] = group
  }

  /** The tick has settled so far: who waited is looked at again. */
  settle() {
    const group = this.dirty[--this.dirtyCount]!
    this.isDirty[group] = 0
    this.#serve(group)
  }

  #serve(group: number) {
    this.#isServing[group] = 1
    let job = this.head[group]!
    while (job !== NONE) {
      if (this.#choose(job)) {
        this.#unlink(job)
        this.#grant(job)
        // Whoever was told may have changed the list: from its beginning.
        job = this.head[group]!
      } else job = this.next[job]!
    }
    this.#isServing[group] = 0
  }

  // ── choosing ──

  /** Finds who can do the job now, into `#chosen`; if need be, and allowed, people are called away from other work. */
  #choose(job: number): boolean {
    const call = this.#plant.tables.calls.list[this.call[job]!]!
    if (this.#find(job, call)) return true
    this.#tellMissing(job, call)
    return call.preempt && this.#callAway(job, call)
  }

  #find(job: number, call: Call): boolean {
    return this.wantsSame[job] === 1 && this.#stillBelong(job) ? this.#theSame(job) : this.#match(call, job)
  }

  #theSame(job: number): boolean {
    const count = this.keptCount[job]!
    for (let i = 0; i < count; i++) {
      const person = this.kept[job * this.#width + i]!
      if (!this.#isFree(person)) return false
      this.#chosen[i] = person
    }
    return true
  }

  #stillBelong(job: number): boolean {
    const { now } = this.#plant.calendar
    for (let i = 0; i < this.keptCount[job]!; i++) if (this.#until[this.kept[job * this.#width + i]!]! <= now) return false
    return this.keptCount[job]! > 0
  }

  #isFree(person: number): boolean {
    if (this.#among !== NONE) return this.holder[person] === this.#among
    if (this.walking[person] === 1) return false
    return (this.holder[person] === NONE || this.#virtual[person] === 1) && this.#isPresent(person)
  }

  #match(call: Call, job: number): boolean {
    return call.overlaps ? this.#matchAll(call) : this.#bestOfEach(call, job)
  }

  /** Of each line the nearest, then the best at it, then those who are free longest. */
  #bestOfEach({ lines }: Call, job: number): boolean {
    let at = 0
    for (let l = 0; l < lines.length; l++) {
      const line = lines[l]!
      for (let i = 0; i < line.n; i++) {
        const best = this.#best(line, at, job)
        if (best === NONE) return false
        this.#chosen[at++] = best
      }
    }
    return true
  }

  #best({ able, level }: CallLine, taken: number, job: number): number {
    let best = NONE
    let bestWay = 0
    let bestLevel = 0
    for (let i = 0; i < able.length; i++) {
      const person = able[i]!
      if (!this.#isFree(person) || this.#isChosen(person, taken)) continue
      const way = this.#walks.time(this.#crewOf[person]!, this.at[person]!, this.#stationOf[job]!)
      const its = level === null ? 1 : level[i]!
      const isBetter =
        best === NONE ||
        way < bestWay ||
        (way === bestWay && (its > bestLevel || (its === bestLevel && this.freeSince[person]! < this.freeSince[best]!)))
      if (!isBetter) continue
      best = person
      bestWay = way
      bestLevel = its
    }
    return best
  }

  #isChosen(person: number, taken: number): boolean {
    for (let i = 0; i < taken; i++) if (this.#chosen[i] === person) return true
    return false
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
    for (let i = 0; i < found; i++) this.#taker[this.#chosen[i]!] = NONE
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
      this.#chosen[place] = person
      return true
    }
    return false
  }

  /** The slot says for whom it waits: the first line for which too few are free. */
  #tellMissing(job: number, { lines }: Call) {
    let missing = lines[0]!.crew
    for (let l = 0; l < lines.length; l++) {
      const { n, able, crew } = lines[l]!
      let free = 0
      for (let i = 0; i < able.length && free < n; i++) if (this.#isFree(able[i]!)) free++
      if (free < n) {
        missing = crew
        break
      }
    }
    if (this.missing[job] === missing) return
    this.missing[job] = missing
    if (job >= this.#firstSlotJob) this.#plant.settling.touch(job - this.#firstSlotJob)
  }

  // ── pre-emption ──

  /** Suspends work of lower priority, as little of it as needed: the lowest priority first, then what was begun last. */
  #callAway(job: number, call: Call): boolean {
    let found = false
    for (let victim = this.#victim(job, call); victim !== NONE && !found; victim = this.#victim(job, call)) {
      this.#setVirtual(victim, 1)
      found = this.#find(job, call)
    }
    const count = found ? (this.wantsSame[job] === 1 && this.#stillBelong(job) ? this.keptCount[job]! : call.size) : 0
    this.#virtual.fill(0)
    for (let i = 0; i < count; i++) {
      const holder = this.holder[this.#chosen[i]!]!
      if (holder !== NONE) this.#suspend(holder, 0)
    }
    return found
  }

  #victim(job: number, { lines, priority }: Call): number {
    const { calls } = this.#plant.tables
    let victim = NONE
    let lowest = priority
    for (let l = 0; l < lines.length; l++) {
      const { able } = lines[l]!
      for (let i = 0; i < able.length; i++) {
        const person = able[i]!
        const holder = this.holder[person]!
        if (holder === NONE || holder === job || this.#virtual[person] === 1 || this.walking[person] === 1 || !this.#maySuspend(holder))
          continue
        const its = calls.list[this.call[holder]!]!.priority
        if (its < lowest || (its === lowest && victim !== NONE && this.since[holder]! > this.since[victim]!)) {
          victim = holder
          lowest = its
        }
      }
    }
    return victim
  }

  #maySuspend(job: number): boolean {
    return job >= this.#firstSlotJob || this.#plant.upkeep.isUnderWay(job)
  }

  #setVirtual(job: number, value: 0 | 1) {
    for (let i = 0; i < this.keptCount[job]!; i++) this.#virtual[this.kept[job * this.#width + i]!] = value
  }

  /** The job stands still and waits for people again; `same`: for those it had. */
  #suspend(job: number, same: 0 | 1) {
    const { stations, upkeep, tables } = this.#plant
    const isBegun = this.status[job] === Called.there
    const slot = job - this.#firstSlotJob
    this.#letGo(job)
    this.status[job] = Called.no
    this.wantsSame[job] = same === 1 || tables.calls.list[this.call[job]!]!.same ? 1 : 0
    if (slot < 0) {
      if (isBegun && !upkeep.suspend(job)) return
    } else if (isBegun && !stations.calledAway(slot)) return
    this.#enqueue(job, isBegun ? 1 : (this.suspended[job]! as 0 | 1))
  }

  // ── having ──

  #grant(job: number) {
    const { calendar, tables } = this.#plant
    const { size } = tables.calls.list[this.call[job]!]!
    const station = this.#stationOf[job]!
    const { now } = calendar
    this.since[job] = now
    this.wantsSame[job] = 0
    this.keptCount[job] = size
    this.coming[job] = 0
    for (let i = 0; i < size; i++) {
      const person = this.#chosen[i]!
      const crew = this.#crewOf[person]!
      const way = this.#walks.time(crew, this.at[person]!, station)
      this.kept[job * this.#width + i] = person
      this.holder[person] = job
      this.at[person] = station
      this.busy[crew]!++
      if (way > 0) {
        this.walking[person] = 1
        this.coming[job]!++
        calendar.schedule((now + way) as SimTime, Phase.completion, person, Message.personArrives)
      }
      this.#review(person)
    }
    this.#tellCrews(job)
    this.status[job] = this.coming[job] === 0 ? Called.there : Called.coming
    if (this.coming[job]! > 0) this.#tellComing(job)
    if (this.coming[job] === 0) this.#begins(job)
  }

  /** The slot says for whom it still waits: the first who is on the way. */
  #tellComing(job: number) {
    let i = job * this.#width
    while (this.walking[this.kept[i]!] === 0) i++
    this.missing[job] = this.#crewOf[this.kept[i]!]!
    if (job >= this.#firstSlotJob) this.#plant.settling.touch(job - this.#firstSlotJob)
  }

  #begins(job: number) {
    if (job >= this.#firstSlotJob) this.#plant.stations.manned(job - this.#firstSlotJob)
    else this.#plant.upkeep.granted(job)
  }

  /** All who have the job go; one who is still on the way walks on, and is free there. */
  #letGo(job: number) {
    const { now } = this.#plant.calendar
    const count = this.keptCount[job]!
    for (let i = 0; i < count; i++) this.#free(this.kept[job * this.#width + i]!, now)
    this.#tellCrews(job)
  }

  #free(person: number, now: number) {
    this.holder[person] = NONE
    this.freeSince[person] = now
    this.busy[this.#crewOf[person]!]!--
    this.#noShiftEnd(person)
    this.#review(person)
  }

  /** The job goes on with those chosen out of its own, in the order of the new call. */
  #keepOnly(job: number, call: number) {
    const { now } = this.#plant.calendar
    const { size } = this.#plant.tables.calls.list[call]!
    const first = job * this.#width
    const before = this.keptCount[job]!
    for (let i = 0; i < before; i++) {
      const person = this.kept[first + i]!
      if (this.#isChosen(person, size)) continue
      this.#free(person, now)
      this.#changed(this.#crewOf[person]!)
      this.#notify(this.#crewOf[person]!)
    }
    for (let i = 0; i < size; i++) this.kept[first + i] = this.#chosen[i]!
    this.keptCount[job] = size
    this.call[job] = call
  }

  // ── what is known of them ──

  #tellCrews(job: number) {
    const count = this.keptCount[job]!
    for (let i = 0; i < count; i++) {
      const crew = this.#crewOf[this.kept[job * this.#width + i]!]!
      if (i + 1 === count || this.#crewOf[this.kept[job * this.#width + i + 1]!] !== crew) this.#changed(crew)
    }
  }

  /** The person's state, where it is told. */
  #review(person: number) {
    const crew = this.#crewOf[person]!
    if (this.#isTracked[crew] === 0) return
    const state =
      this.walking[person] === 1
        ? PersonState.travelling
        : this.holder[person] !== NONE
          ? PersonState.busy
          : this.#isPresent(person)
            ? PersonState.idle
            : PersonState.off
    if (state === this.state[person]) return
    this.inState[crew * STATES + this.state[person]!]!--
    this.inState[crew * STATES + state]!++
    this.state[person] = state
    const job = this.holder[person]!
    this.#plant.doors.personState(person, crew, person - this.#firstPerson[crew]!, state, job === NONE ? NONE : this.#stationOf[job]!)
  }

  #changed(crew: number) {
    const { doors, tables } = this.#plant
    if (this.#isTracked[crew] === 0) {
      const first = this.#firstPerson[crew]!
      return doors.crewChanged(crew, this.busy[crew]!, this.#isPresent(first) ? tables.scenario.crews[crew]!.size : 0, NONE)
    }
    const travelling = this.inState[crew * STATES + PersonState.travelling]!
    const busy = this.inState[crew * STATES + PersonState.busy]! + travelling
    doors.crewChanged(
      crew,
      busy,
      busy + this.inState[crew * STATES + PersonState.idle]!,
      this.#walks.takeTime[crew] === 1 ? travelling : NONE,
    )
  }
}
