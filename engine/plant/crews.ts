import { NO_TICKET } from '../kernel/calendar.ts'
import type { SimTime } from '../kernel/time.ts'
import type { Call } from './people/calls.ts'
import { Choosing } from './people/choosing.ts'
import { Roster } from './people/roster.ts'
import { HOME, Walks } from './people/walks.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { NONE } from './tables.ts'

/** What has become of a job's call: nobody is called, it waits, some are on their way, all are there. */
export const Called = { no: 0, waiting: 1, coming: 2, there: 3 } as const

/**
 * Who calls for people and tools. A *job* is a failure to repair, a maintenance task, a tool to change, or what a slot is about; it calls for one or
 * several people and tools, which are taken together or not at all, so nobody ever waits for somebody while holding somebody else. Calls wait by
 * priority, then suspended work before new, then first in, first out; one that cannot be served yet does not stop those behind it.
 *
 *     no ──call──▶ waiting ──all free──▶ coming ──all arrived──▶ there ──release──▶ no
 *                     ▲                                            │
 *                     └──────────── pre-empted, shift over ────────┘
 *
 * Calls of slots are served when the tick has settled. Crews that only repair and maintain are asked and sent at once. A tool counts as one of a crew
 * (Roster); only that it stays with work that stands still: SPEC.md [J3].
 */
export class Crews {
  readonly #plant: Plant
  readonly #walks: Walks
  readonly roster: Roster
  #choosing: Choosing
  /** crew → its group */
  #groupOf: Int32Array = new Int32Array(0)
  /** group → 1 where its calls are served when the tick has settled */
  readonly #isDeferred: Uint8Array
  readonly #isServing: Uint8Array
  /** Jobs are those of upkeep, then tools to change, then slots. */
  #firstToolJob = 0
  #firstSlotJob = 0
  /** People and tools of the largest call. */
  width = 1

  // per crew, or kind of tools: those with a job
  busy: Int32Array
  // per person, or tool
  holder: Int32Array
  walking: Uint8Array
  /** Station, HOME, or NONE: wherever he is wanted first. */
  at: Int32Array
  freeSince: Float64Array
  // per job
  /** Where it is. */
  stationOf = new Int32Array(0)
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

  constructor(plant: Plant) {
    this.#plant = plant
    const { scenario, calls } = plant.tables
    this.#walks = new Walks(scenario)
    this.roster = new Roster(plant, this.#walks)
    this.#choosing = new Choosing(plant, this, this.roster, this.#walks, this.width)
    const crews = scenario.crews.length + scenario.tools.length
    const people = this.roster.crewOf.length
    this.#isDeferred = new Uint8Array(crews)
    this.#isServing = new Uint8Array(crews)
    this.busy = new Int32Array(crews)
    this.holder = new Int32Array(people).fill(NONE)
    this.walking = new Uint8Array(people)
    this.at = new Int32Array(people).fill(NONE)
    calls.people.forEach(({ crew }, person) => {
      if (scenario.crews[crew]!.home !== null) this.at[person] = HOME
    })
    this.freeSince = new Float64Array(people)
    this.head = new Int32Array(crews).fill(NONE)
    this.tail = new Int32Array(crews).fill(NONE)
    this.isDirty = new Uint8Array(crews)
    this.dirty = new Int32Array(crews)
  }

  /** All calls are known: those of upkeep, each with its station, those for changing tools, and those of slots. */
  open(upkeepCalls: readonly number[], upkeepSlots: readonly number[], tools: number) {
    const { calls, slots, slotStation, operations } = this.#plant.tables
    const jobs = upkeepCalls.length + tools + slots
    this.#firstToolJob = upkeepCalls.length
    this.#firstSlotJob = upkeepCalls.length + tools
    this.stationOf = Int32Array.from([
      ...upkeepSlots.map((slot) => slotStation[slot]!),
      ...new Array<number>(tools).fill(NONE),
      ...slotStation,
    ])
    this.width = Math.max(1, ...calls.list.map(({ size }) => size))
    this.#choosing = new Choosing(this.#plant, this, this.roster, this.#walks, this.width)
    this.#groupOf = calls.groups()
    for (const { at } of operations)
      for (const { setupCall, workCall, steps } of at)
        for (const call of [setupCall, workCall, ...steps.map((step) => step.call)])
          for (const { able } of calls.list[call]?.lines ?? [])
            for (const person of able) {
              this.roster.track(person)
              this.#isDeferred[this.#groupOf[this.roster.crewOf[person]!]!] = 1
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
    this.kept = new Int32Array(jobs * this.width).fill(NONE)
    this.keptCount = new Int32Array(jobs)
  }

  begin() {
    this.roster.begin()
  }

  // ── calls of upkeep ──

  /** Asks for who is needed; the job is told at once, or when its turn comes. */
  request(job: number) {
    if (this.call[job] === NONE) return this.#plant.upkeep.granted(job)
    this.#enqueue(job, 0)
  }

  /** Whoever has the job, or is asked for, is not needed any more. */
  release(job: number) {
    const { firstTool, crewOf } = this.roster
    if (this.status[job] !== Called.no) this.#dismiss(job)
    if (crewOf.length === firstTool) return
    for (let i = 0; i < this.keptCount[job]!; i++) {
      const tool = this.kept[job * this.width + i]!
      if (tool >= firstTool && this.holder[tool] === job) this.#giveBack(tool)
    }
  }

  /** All people who have the job, or are asked for, go. */
  #dismiss(job: number) {
    this.wantsSame[job] = 0
    if (this.status[job] === Called.waiting) this.#unlink(job)
    else this.#letGo(job)
    this.status[job] = Called.no
    this.#wake(this.#group(job))
  }

  // ── calls for changing tools ──

  /** Asks for those who change a tool, where it was used last; it is told when they are there, or at once if nobody is needed. */
  requestChange(tool: number, call: number, slot: number) {
    const job = this.#firstToolJob + tool
    if (call === NONE) return this.#plant.tools.granted(tool)
    this.call[job] = call
    this.stationOf[job] = this.#plant.tables.slotStation[slot]!
    this.#enqueue(job, 0)
  }

  releaseChange(tool: number) {
    this.release(this.#firstToolJob + tool)
  }

  /** Does somebody change the tool, or are they asked for? */
  isChanging(tool: number): boolean {
    return this.status[this.#firstToolJob + tool] !== Called.no
  }

  /** The job that has the tool; NONE. */
  jobWith(tool: number): number {
    return this.holder[this.roster.firstTool + tool]!
  }

  /** A tool can be used again. */
  toolReady(tool: number) {
    const person = this.roster.firstTool + tool
    this.freeSince[person] = this.#plant.calendar.now
    this.roster.review(person)
    this.#notify(this.roster.crewOf[person]!)
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

  /** The slot stands still: people go, but its tools stay, save those that are spent. */
  standsStill(slot: number) {
    const { firstTool, crewOf } = this.roster
    const job = this.#firstSlotJob + slot
    if (this.status[job] !== Called.no) this.#dismiss(job)
    if (crewOf.length === firstTool) return
    for (let i = 0; i < this.keptCount[job]!; i++) {
      const tool = this.kept[job * this.width + i]!
      if (tool >= firstTool && this.holder[tool] === job && !this.roster.isPresent(tool)) this.#giveBack(tool)
    }
  }

  /** Of the tools in the slot the i-th, from 0 on; NONE: there are no more. */
  toolIn(slot: number, i: number): number {
    const { firstTool } = this.roster
    const job = this.#firstSlotJob + slot
    for (let k = 0, n = i; k < this.keptCount[job]!; k++) {
      const tool = this.kept[job * this.width + k]!
      if (tool >= firstTool && this.holder[tool] === job && n-- === 0) return tool - firstTool
    }
    return NONE
  }

  /** Are those who are in the slot enough for another call? Then who is not needed for it goes, and the others stay; else all go. */
  stayFor(slot: number, call: number): boolean {
    const job = this.#firstSlotJob + slot
    if (call !== NONE && this.status[job] === Called.there) {
      if (this.call[job] === call && this.roster.crewOf.length === this.roster.firstTool) return true
      if (this.#choosing.isEnough(job, this.#plant.tables.calls.list[call]!)) {
        this.#keepOnly(job, call)
        return true
      }
    }
    this.release(job)
    return false
  }

  /** What the log says of a slot that waits for so many of a crew, or a kind of tools: pallets are counted in between. */
  causeOf(missing: number): number {
    return -2 - missing - (missing < this.roster.firstKind ? 0 : this.#plant.tables.scenario.pallets.length)
  }

  /** Crew, or kind of tools, of which too few are there for the slot. */
  missingFor(slot: number): number {
    return this.missing[this.#firstSlotJob + slot]!
  }

  /** How fast those who came for the slot are: 1, or the lowest level of the skill they were asked for. */
  paceIn(slot: number): number {
    const job = this.#firstSlotJob + slot
    const { lines } = this.#plant.tables.calls.list[this.call[job]!]!
    let pace = Number.POSITIVE_INFINITY
    let at = job * this.width
    for (let l = 0; l < lines.length; l++) {
      const { n, able, level } = lines[l]!
      if (level !== null) for (let i = 0; i < n; i++) pace = Math.min(pace, level[able.indexOf(this.kept[at + i]!)]!)
      at += n
    }
    return pace === Number.POSITIVE_INFINITY ? 1 : pace
  }

  /** The lowest level of the skill they were asked for of those who are in the slot, whether it counts for the time or not; 1: the standard. */
  skillIn(slot: number): number {
    const { faults } = this.#plant
    const job = this.#firstSlotJob + slot
    const { lines } = this.#plant.tables.calls.list[this.call[job]!]!
    let lowest = Number.POSITIVE_INFINITY
    let at = job * this.width
    for (let l = 0; l < lines.length; l++) {
      const { n, able, skill, crew } = lines[l]!
      if (crew < this.roster.firstKind)
        for (let i = 0; i < n; i++) {
          const person = this.kept[at + i]!
          const its = this.roster.crewOf[person]!
          const level = skill === null ? 1 : skill[able.indexOf(person)]!
          lowest = Math.min(lowest, level + faults.personShift(its, person - this.roster.first[its]!))
        }
      at += n
    }
    return lowest
  }

  /** What the slot waits for: how many, of whom (NONE: of nobody). For a look at the whole, not for the loop. */
  awaited(slot: number): readonly { readonly n: number; readonly able: readonly number[] }[] {
    const job = this.#firstSlotJob + slot
    if (this.status[job] !== Called.waiting) return []
    const { now } = this.#plant.calendar
    const { lines } = this.#plant.tables.calls.list[this.call[job]!]!
    return lines.map(({ n, able }) => ({ n, able: Array.from(able).filter((person) => this.roster.until[person]! > now) }))
  }

  /** NONE: it is no slot's. */
  slotOfJob(job: number): number {
    return job < this.#firstSlotJob ? NONE : job - this.#firstSlotJob
  }

  /** The slot in which the person has a job; NONE: in none. */
  slotOf(person: number): number {
    return Math.max(NONE, this.holder[person]! - this.#firstSlotJob)
  }

  // ── coming and going ──

  shiftChanged(crew: number) {
    this.roster.shiftChanged(crew)
    this.#notify(crew)
  }

  /** Whoever waits looks again. */
  reconsider() {
    for (let crew = 0; crew < this.busy.length; crew++) {
      if (crew < this.roster.firstKind) this.roster.shiftChanged(crew)
      this.#notify(crew)
    }
  }

  /** One joins the crew or leaves it. */
  personComes(person: number) {
    const crew = this.roster.crewOf[person]!
    this.roster.presenceChanged(person)
    this.roster.changed(crew)
    this.#notify(crew)
  }

  /** A person whose shift is over leaves the job. */
  shiftIsOver(person: number) {
    const crew = this.roster.crewOf[person]!
    this.roster.shiftOver[person] = NO_TICKET
    const { edge } = this.#plant.tables.scenario.crews[crew]!
    this.#suspend(this.holder[person]!, edge === 'suspend' ? 1 : 0)
    this.#notify(crew)
  }

  arrives(person: number) {
    const crew = this.roster.crewOf[person]!
    const job = this.holder[person]!
    this.walking[person] = 0
    this.roster.review(person)
    this.roster.changed(crew)
    if (job === NONE) {
      this.freeSince[person] = this.#plant.calendar.now
      this.#notify(crew)
    } else if (--this.coming[job]! === 0) {
      this.status[job] = Called.there
      this.#begins(job)
    }
  }

  // ── waiting ──

  #group(job: number): number {
    return this.#groupOf[this.roster.crewOf[this.#plant.tables.calls.list[this.call[job]!]!.lines[0]!.able[0]!]!]!
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

  /** Finds who can do the job now; if need be, and allowed, people are called away from other work. */
  #choose(job: number): boolean {
    const call = this.#plant.tables.calls.list[this.call[job]!]!
    if (this.#choosing.find(job, call)) return true
    this.#tellMissing(job, this.#choosing.lacking(job, call))
    return call.preempt && this.#callAway(job, call)
  }

  /** The slot says for whom it waits: the first line for which too few are free. */
  #tellMissing(job: number, missing: number) {
    if (this.missing[job] === missing) return
    this.missing[job] = missing
    if (job >= this.#firstSlotJob) this.#plant.settling.touch(job - this.#firstSlotJob)
  }

  #callAway(job: number, call: Call): boolean {
    const choosing = this.#choosing
    if (!choosing.findAmongBusy(job, call)) return false
    for (let i = 0; i < choosing.count; i++) {
      const holder = this.holder[choosing.chosen[i]!]!
      if (holder !== NONE && holder !== job) this.#suspend(holder, 0)
    }
    return true
  }

  /** May those who have the job be called away from it? */
  maySuspend(job: number): boolean {
    if (job >= this.#firstSlotJob) return true
    return job >= this.#firstToolJob ? this.#plant.tools.isUnderWay(job - this.#firstToolJob) : this.#plant.upkeep.isUnderWay(job)
  }

  /** The job stands still and waits for people again; `same`: for those it had. */
  #suspend(job: number, same: 0 | 1) {
    const { upkeep, tools, tables, manning } = this.#plant
    const isBegun = this.status[job] === Called.there
    const slot = job - this.#firstSlotJob
    this.#letGo(job)
    this.status[job] = Called.no
    this.wantsSame[job] = same === 1 || tables.calls.list[this.call[job]!]!.same ? 1 : 0
    const goesOn =
      !isBegun ||
      (slot >= 0 ? manning.calledAway(slot) : job < this.#firstToolJob ? upkeep.suspend(job) : tools.suspend(job - this.#firstToolJob))
    if (!goesOn) {
      // What is called for next is another job.
      this.wantsSame[job] = 0
      return
    }
    this.#enqueue(job, isBegun ? 1 : (this.suspended[job]! as 0 | 1))
  }

  // ── having ──

  #grant(job: number) {
    const { calendar, tables } = this.#plant
    const { size } = tables.calls.list[this.call[job]!]!
    const station = this.stationOf[job]!
    const { now } = calendar
    if (this.roster.crewOf.length > this.roster.firstTool) this.#returnTools(job, size)
    this.since[job] = now
    this.wantsSame[job] = 0
    this.keptCount[job] = size
    this.coming[job] = 0
    for (let i = 0; i < size; i++) {
      const person = this.#choosing.chosen[i]!
      this.kept[job * this.width + i] = person
      if (this.holder[person] === job) continue
      const crew = this.roster.crewOf[person]!
      const way = this.#walks.time(crew, this.at[person]!, station)
      this.holder[person] = job
      this.at[person] = station
      this.busy[crew]!++
      if (way > 0) {
        this.walking[person] = 1
        this.coming[job]!++
        calendar.schedule((now + way) as SimTime, Phase.completion, person, Message.personArrives)
      }
      this.roster.review(person)
    }
    this.#tellCrews(job)
    this.status[job] = this.coming[job] === 0 ? Called.there : Called.coming
    if (this.coming[job]! > 0) this.#tellComing(job)
    if (this.coming[job] === 0) this.#begins(job)
  }

  /** The slot says for whom it still waits: the first who is on the way. */
  #tellComing(job: number) {
    let i = job * this.width
    while (this.walking[this.kept[i]!] === 0) i++
    this.missing[job] = this.roster.crewOf[this.kept[i]!]!
    if (job >= this.#firstSlotJob) this.#plant.settling.touch(job - this.#firstSlotJob)
  }

  #begins(job: number) {
    if (job >= this.#firstSlotJob) this.#plant.manning.complete(job - this.#firstSlotJob)
    else if (job >= this.#firstToolJob) this.#plant.tools.granted(job - this.#firstToolJob)
    else this.#plant.upkeep.granted(job)
  }

  /** All people who have the job go; one who is still on the way walks on, and is free there. Tools stay. */
  #letGo(job: number) {
    const { now } = this.#plant.calendar
    const count = this.keptCount[job]!
    for (let i = 0; i < count; i++) {
      const person = this.kept[job * this.width + i]!
      if (person < this.roster.firstTool) this.#free(person, now)
    }
    this.#tellCrews(job)
  }

  /** Tools that the job still holds and has not chosen again are not needed any more. */
  #returnTools(job: number, size: number) {
    for (let i = 0; i < this.keptCount[job]!; i++) {
      const tool = this.kept[job * this.width + i]!
      if (this.holder[tool] === job && !this.#choosing.isChosen(tool, size)) this.#giveBack(tool)
    }
  }

  #giveBack(person: number) {
    this.#free(person, this.#plant.calendar.now)
    this.#plant.tools.freed(person - this.roster.firstTool)
    this.#notify(this.roster.crewOf[person]!)
  }

  #free(person: number, now: number) {
    this.holder[person] = NONE
    this.freeSince[person] = now
    this.busy[this.roster.crewOf[person]!]!--
    this.roster.noShiftEnd(person)
    this.roster.review(person)
  }

  /** The job goes on with those chosen out of its own, in the order of the new call. */
  #keepOnly(job: number, call: number) {
    const { now } = this.#plant.calendar
    const { size } = this.#plant.tables.calls.list[call]!
    const first = job * this.width
    const before = this.keptCount[job]!
    for (let i = 0; i < before; i++) {
      const person = this.kept[first + i]!
      if (this.#choosing.isChosen(person, size)) continue
      if (person >= this.roster.firstTool) {
        if (this.holder[person] === job) this.#giveBack(person)
        continue
      }
      this.#free(person, now)
      this.roster.changed(this.roster.crewOf[person]!)
      this.#notify(this.roster.crewOf[person]!)
    }
    for (let i = 0; i < size; i++) this.kept[first + i] = this.#choosing.chosen[i]!
    this.keptCount[job] = size
    this.call[job] = call
  }

  #tellCrews(job: number) {
    const count = this.keptCount[job]!
    for (let i = 0; i < count; i++) {
      const crew = this.roster.crewOf[this.kept[job * this.width + i]!]!
      if (i + 1 === count || this.roster.crewOf[this.kept[job * this.width + i + 1]!] !== crew) this.roster.changed(crew)
    }
  }
}
