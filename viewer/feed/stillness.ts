import { EquipmentState, EventKind } from '../../engine/log/events.ts'
import type { LogEvent } from '../../engine/log/fold.ts'
import type { Places } from '../../engine/log/places.ts'

/** Seconds: shorter than this nobody calls a standstill. */
const LEAST = 3600
/** How many times longer than ever before. */
const MUCH_LONGER = 4

/** A time in which nothing moved, though nothing kept it from moving. Seconds. */
export interface Standstill {
  /** The last time that anything moved. */
  readonly from: number
  /** When it had lasted so long that it was no mere pause. */
  readonly clear: number
  /** When something moved again; infinity where nothing has. */
  until: number
}

/**
 * Finds out from the log alone that a plant with units inside has come to a standstill: no unit has come to a station or left one and no operation has started or ended
 * for far longer than ever before. Time does not count while anything is in work or in repair, off shift, or while a crew is away.
 */
export class Stillness {
  /** In order; few, as each is much longer than all before it. */
  readonly found: Standstill[] = []
  readonly #places: Places
  readonly #slots: Uint8Array
  readonly #absent = new Set<number>()
  #occupied = 0
  #inside = 0
  #now = 0
  #moved = 0
  /** Seconds that count since anything moved, and the most there were between two moves. */
  #still = 0
  #longest = 0

  constructor(places: Places, stations: number) {
    this.#places = places
    this.#slots = new Uint8Array(places.firstSlot[stations]!)
  }

  take(event: LogEvent) {
    this.#advance(event.time / 1e6)
    switch (event.kind) {
      case EventKind.equipmentState:
        return this.#enter(this.#places.firstSlot[event.subject]! + event.a, COUNTS[event.b] ? 0 : 1)
      case EventKind.crewChanged:
        if (event.b > 0) this.#absent.delete(event.subject)
        else this.#absent.add(event.subject)
        return
      case EventKind.unitCreated:
      case EventKind.unitRestored:
        this.#inside++
        return
      case EventKind.unitMoved:
        // Arrivals fill the racks before a plant that is dead, too; what a station pushes into a rack, it has ended or made room for.
        if (event.a < this.#places.firstBuffer || (event.a >= this.#places.firstSink && event.a < this.#places.firstSource)) this.#move()
        return
      case EventKind.unitFinished:
      case EventKind.unitScrapped:
      case EventKind.unitAbsorbed:
      case EventKind.unitWithdrawn:
        this.#inside--
        return this.#move()
      case EventKind.jobStarted:
      case EventKind.jobEnded:
        return this.#move()
      default:
        return
    }
  }

  /** The standstill a plant is in at a moment, as far as it can be known by then. */
  at(time: number): Standstill | null {
    return this.found.findLast(({ clear, until }) => clear <= time && time < until) ?? null
  }

  #advance(time: number) {
    const passed = time - this.#now
    if (passed <= 0) return
    if (this.#inside > 0 && this.#occupied === 0 && this.#absent.size === 0) {
      const enough = Math.max(LEAST, MUCH_LONGER * this.#longest)
      if (this.#still <= enough && this.#still + passed > enough)
        this.found.push({ from: this.#moved, clear: this.#now + enough - this.#still, until: Number.POSITIVE_INFINITY })
      this.#still += passed
    }
    this.#now = time
  }

  #move() {
    const last = this.found.at(-1)
    if (last?.until === Number.POSITIVE_INFINITY) last.until = this.#now
    this.#longest = Math.max(this.#longest, this.#still)
    this.#still = 0
    this.#moved = this.#now
  }

  #enter(slot: number, occupied: 0 | 1) {
    this.#occupied += occupied - this.#slots[slot]!
    this.#slots[slot] = occupied
  }
}

/** States in which a station could go on if only something came or went. */
const COUNTS: readonly boolean[] = (() => {
  const { held, blocked, waiting, starved, idle } = EquipmentState
  return Object.values(EquipmentState).map((state) => [held, blocked, waiting, starved, idle].some((one) => one === state))
})()
