import { Streams } from '../engine/random/index.ts'

/** Draws of one story and seed, each by its name: adding one changes no other. */
export class Luck {
  readonly #streams: Streams
  readonly #story: string

  constructor(story: string, seed: number) {
    this.#streams = new Streams(seed, 0)
    this.#story = story
  }

  /** From 0 to below 1. */
  share(what: string): number {
    const stream = this.#streams.open(this.#story, what)
    this.#streams.begin(stream)
    return this.#streams.uniform()
  }

  between(what: string, low: number, high: number): number {
    return low + (high - low) * this.share(what)
  }

  whole(what: string, low: number, high: number): number {
    return low + Math.floor((high - low + 1) * this.share(what))
  }

  one<T>(what: string, list: readonly T[]): T {
    return list[this.whole(what, 0, list.length - 1)]!
  }
}
