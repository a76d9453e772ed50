import type { SimTime } from './time.ts'

/** Handle of a pending event: good until the event fires or is cancelled. */
export type Ticket = number
export const NO_TICKET = -1 as Ticket

const SEQUENCE_BITS = 1_099_511_627_776 // 2^40
const ENTRY_BITS = 20
const ENTRY_MASK = (1 << ENTRY_BITS) - 1
const GENERATIONS = 1 << (31 - ENTRY_BITS)
const CANCELLED = -1

/**
 * Future events, soonest first; ties go by phase, then priority (0 first), then first in, first out: a total order. Events are numbers in typed
 * arrays, never closures: scheduling allocates nothing, and a calendar is saved, forked and compared by copying its arrays.
 *
 * A binary heap of (time, order); what is told to whom lies in a pool beside it. Firing leaves a hole at the root which the next
 * `schedule` fills, so that an event that schedules its successor costs one sift and not two. At most 2^20 events may be pending.
 */
export class Calendar {
  /** Time of the last fired event. */
  now = 0 as SimTime
  /** Events fired so far. */
  fired = 0
  /** Of these and of work put off, how much at this instant: the loop's guard, kept here so that a run in slices has it too. */
  atOnce = 0
  /** What the last fired event said. */
  target = 0
  message = 0

  // the heap, by position
  heapTime = new Float64Array(64)
  heapOrder = new Float64Array(64)
  heapEntry = new Int32Array(64)
  size = 0
  /** 1 while the root has fired and nothing has taken its place. */
  hole = 0
  // the pool, by entry
  entryTarget = new Int32Array(64)
  entryMessage = new Int32Array(64)
  entryDue = new Float64Array(64)
  entryGeneration = new Int32Array(64)
  free = new Int32Array(64)
  freeCount = 0
  entries = 0
  sequence = 0
  /** Not 0: events of the same time, phase and priority fire in an order shuffled by this key, instead of first in, first out. Set before the first. */
  tieKey = 0

  /** Tells `target` at `at`; `phase` 0–15, `priority` 0–255. O(log n), no allocation. */
  schedule(at: SimTime, phase: number, target: number, message: number, priority = 0): Ticket {
    if (!(at >= this.now)) throw new Error(`calendar: an event at ${at} µs is before now, ${this.now} µs`)
    const entry = this.freeCount > 0 ? this.free[--this.freeCount]! : this.#newEntry()
    this.entryTarget[entry] = target
    this.entryMessage[entry] = message
    this.entryDue[entry] = at
    const order = (phase * 256 + priority) * SEQUENCE_BITS + (this.tieKey === 0 ? this.sequence++ : shuffled(this.sequence++, this.tieKey))
    if (this.hole === 1) {
      this.hole = 0
      this.#siftDown(at, order, entry)
    } else {
      if (this.size === this.heapTime.length) this.#growHeap()
      this.#siftUp(this.size++, at, order, entry)
    }
    return (this.entryGeneration[entry]! << ENTRY_BITS) | entry
  }

  /** Forgets the event and says when it was due. O(1): it is dropped when its turn comes. A spent ticket is a bug, and throws. */
  cancel(ticket: Ticket): SimTime {
    const entry = ticket & ENTRY_MASK
    if (ticket < 0 || this.entryGeneration[entry] !== ticket >> ENTRY_BITS) throw new Error(`calendar: ticket ${ticket} is spent`)
    this.entryMessage[entry] = CANCELLED
    this.#retire(entry)
    return this.entryDue[entry]! as SimTime
  }

  /** When the event is due. */
  due(ticket: Ticket): SimTime {
    return this.entryDue[ticket & ENTRY_MASK]! as SimTime
  }

  /** Is there an event at this very instant in a phase before `phase`? */
  dueNowBefore(phase: number): boolean {
    // The hole is left for the next `schedule` to fill, unless one of the two that could take its place is due now.
    if (this.hole === 1) {
      const { heapTime, now, size } = this
      if (!(size > 1 && heapTime[1] === now) && !(size > 2 && heapTime[2] === now)) return false
    } else if (this.size === 0 || this.heapTime[0] !== this.now) return false
    this.#clean()
    return this.size > 0 && this.heapTime[0] === this.now && this.heapOrder[0]! < phase * 256 * SEQUENCE_BITS
  }

  /** Fires the next event if it is not after `until`: `now`, `target` and `message` are then its own. */
  advance(until: SimTime): boolean {
    if (this.hole === 1 || (this.size > 0 && this.entryMessage[this.heapEntry[0]!] === CANCELLED)) this.#clean()
    if (this.size === 0) return false
    const time = this.heapTime[0]!
    if (time > until) return false
    const entry = this.heapEntry[0]!
    this.now = time as SimTime
    this.target = this.entryTarget[entry]!
    this.message = this.entryMessage[entry]!
    this.fired++
    this.#retire(entry)
    this.free[this.freeCount++] = entry
    this.hole = 1
    return true
  }

  /** Number of pending events, cancelled ones that have not come up yet included. */
  get pending(): number {
    return this.size - this.hole
  }

  /** Fills the hole and drops cancelled events from the top. */
  #clean() {
    while (this.hole === 1 || (this.size > 0 && this.entryMessage[this.heapEntry[0]!] === CANCELLED)) {
      if (this.hole === 1) this.hole = 0
      else this.free[this.freeCount++] = this.heapEntry[0]!
      const last = --this.size
      if (last > 0) this.#siftDown(this.heapTime[last]!, this.heapOrder[last]!, this.heapEntry[last]!)
    }
  }

  #siftUp(from: number, time: number, order: number, entry: number) {
    const { heapTime, heapOrder, heapEntry } = this
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      const parentTime = heapTime[parent]!
      if (parentTime < time || (parentTime === time && heapOrder[parent]! < order)) break
      heapTime[at] = parentTime
      heapOrder[at] = heapOrder[parent]!
      heapEntry[at] = heapEntry[parent]!
      at = parent
    }
    heapTime[at] = time
    heapOrder[at] = order
    heapEntry[at] = entry
  }

  /** Puts an event in at the root and lets it sink. */
  #siftDown(time: number, order: number, entry: number) {
    const { heapTime, heapOrder, heapEntry, size } = this
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      const right = child + 1
      if (right < size) {
        const difference = heapTime[right]! - heapTime[child]!
        if (difference < 0 || (difference === 0 && heapOrder[right]! < heapOrder[child]!)) child = right
      }
      const childTime = heapTime[child]!
      if (time < childTime || (time === childTime && order < heapOrder[child]!)) break
      heapTime[at] = childTime
      heapOrder[at] = heapOrder[child]!
      heapEntry[at] = heapEntry[child]!
      at = child
    }
    heapTime[at] = time
    heapOrder[at] = order
    heapEntry[at] = entry
  }

  /** From here on the entry's old tickets are spent. */
  #retire(entry: number) {
    this.entryGeneration[entry] = (this.entryGeneration[entry]! + 1) % GENERATIONS
  }

  #newEntry(): number {
    const entry = this.entries++
    if (entry > ENTRY_MASK) throw new Error(`calendar: more than ${ENTRY_MASK + 1} events pending`)
    if (entry === this.entryTarget.length) {
      const length = 2 * entry
      this.entryTarget = grown(this.entryTarget, new Int32Array(length))
      this.entryMessage = grown(this.entryMessage, new Int32Array(length))
      this.entryDue = grown(this.entryDue, new Float64Array(length))
      this.entryGeneration = grown(this.entryGeneration, new Int32Array(length))
      this.free = grown(this.free, new Int32Array(length))
    }
    return entry
  }

  #growHeap() {
    const length = 2 * this.size
    this.heapTime = grown(this.heapTime, new Float64Array(length))
    this.heapOrder = grown(this.heapOrder, new Float64Array(length))
    this.heapEntry = grown(this.heapEntry, new Int32Array(length))
  }
}

const HALF = 1_048_576 // 2^20

/** Another number of 40 bits for each, and never the same for two: four rounds of a Feistel network, so the order stays total. */
function shuffled(sequence: number, key: number): number {
  let left = Math.floor(sequence / HALF) % HALF
  let right = sequence % HALF
  for (let round = 1; round <= 4; round++) {
    let mixed = Math.imul(right ^ key, 0x9e3779b1) + Math.imul(round, 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35)
    const next = left ^ ((mixed ^ (mixed >>> 13)) & (HALF - 1))
    left = right
    right = next
  }
  return left * HALF + right
}

function grown<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
