/** Who is due next. What has changed its mind leaves its old place behind, which `isCurrent` tells. */
export class DueHeap {
  readonly #time: number[] = []
  readonly #key: number[] = []

  /** When the first place is due; Infinity: nobody has one. */
  get first(): number {
    return this.#time[0] ?? Number.POSITIVE_INFINITY
  }

  add(time: number, key: number) {
    let at = this.#time.push(time) - 1
    this.#key.push(key)
    while (at > 0) {
      const up = (at - 1) >> 1
      if (this.#time[up]! <= time) break
      this.#swap(at, up)
      at = up
    }
  }

  /** The first that is due before `now`, taken out; −1: nobody. */
  before(now: number, isCurrent: (key: number, time: number) => boolean): number {
    while (this.#time.length > 0 && this.#time[0]! < now) {
      const time = this.#time[0]!
      const key = this.#take()
      if (isCurrent(key, time)) return key
    }
    return -1
  }

  #take(): number {
    const key = this.#key[0]!
    this.#swap(0, this.#time.length - 1)
    this.#time.pop()
    this.#key.pop()
    for (let at = 0; ; ) {
      const left = 2 * at + 1
      const least = left + 1 < this.#time.length && this.#time[left + 1]! < this.#time[left]! ? left + 1 : left
      if (least >= this.#time.length || this.#time[at]! <= this.#time[least]!) return key
      this.#swap(at, least)
      at = least
    }
  }

  #swap(a: number, b: number) {
    const time = this.#time[a]!
    const key = this.#key[a]!
    this.#time[a] = this.#time[b]!
    this.#key[a] = this.#key[b]!
    this.#time[b] = time
    this.#key[b] = key
  }
}
