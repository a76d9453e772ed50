import { EventKind } from '../../../engine/log/events.ts'
import type { LogSink } from '../../../engine/log/sink.ts'

/** Counts from the records alone how long units were in the plant and at each place, µs: Little's law says that the tally must come to the same. */
export class Stays implements LogSink {
  readonly #units = new Map<number, { readonly product: number; readonly since: number; place: number; cameAt: number }>()
  readonly #inSystem: number[]
  readonly #atPlace: number[]
  last = 0

  constructor(products: number, places: number) {
    this.#inSystem = new Array<number>(products).fill(0)
    this.#atPlace = new Array<number>(places).fill(0)
  }

  append(time: number, kind: EventKind, subject: number, a: number) {
    if (time < this.last) throw new Error(`a record at ${time} µs after one at ${this.last} µs`)
    this.last = time
    if (kind === EventKind.unitCreated) this.#units.set(subject, { product: a, since: time, place: -1, cameAt: time })
    if (kind === EventKind.unitRestored) this.#units.set(subject, { product: a, since: time, place: -1, cameAt: time })
    if (kind === EventKind.unitMoved) this.#move(time, subject, a)
    if (
      kind !== EventKind.unitFinished &&
      kind !== EventKind.unitScrapped &&
      kind !== EventKind.unitAbsorbed &&
      kind !== EventKind.unitWithdrawn
    )
      return
    this.#move(time, subject, -1)
    const { product, since } = this.#units.get(subject)!
    this.#units.delete(subject)
    this.#inSystem[product]! += time - since
  }

  /** Per product: Σ time in the plant until now, of those that left and those that are inside. */
  inSystem(now: number): number[] {
    const times = this.#inSystem.slice()
    for (const { product, since } of this.#units.values()) times[product]! += now - since
    return times
  }

  /** Per place: Σ time that units were there until now. */
  atPlaces(now: number): number[] {
    const times = this.#atPlace.slice()
    for (const { place, cameAt } of this.#units.values()) if (place >= 0) times[place]! += now - cameAt
    return times
  }

  get inside(): number {
    return this.#units.size
  }

  #move(time: number, unit: number, place: number) {
    const at = this.#units.get(unit)!
    if (at.place >= 0) this.#atPlace[at.place]! += time - at.cameAt
    at.place = place
    at.cameAt = time
  }
}
