/** Simulated seconds per second of the watcher's life; `auto` lets a day pass in a minute, and what is shorter, too. */
export type Speed = number | 'auto'

export const SPEEDS: readonly Speed[] = [1, 10, 60, 300, 600, 1440, 3600]

const DAY_A_MINUTE = 1440

/** Longest step of the watcher's time that counts: a page that slept does not leap when it wakes. */
const LONGEST_STEP_MS = 250

/** Where the next and the previous record are, in seconds: the log answers, the clock only goes there. */
export interface Moments {
  next(time: number): number | null
  previous(time: number): number | null
}

/**
 * The one clock that 3D, timeline and charts share: seconds of plant time, moved by an injected time source and by nothing else.
 * It stays within [start, end], stops at either end, and while a run is still growing (`live`) waits at its end instead.
 */
export class ReplayClock {
  now = 0
  start = 0
  end = 0
  speed: Speed = 'auto'
  /** 1 forward, −1 backward. */
  direction: 1 | -1 = 1
  playing = false
  /** More is still to come at the end. */
  live = false
  #last = 0
  readonly #time: () => number
  readonly #listeners = new Set<() => void>()

  /** `time` in milliseconds, such as `performance.now`. */
  constructor(time: () => number) {
    this.#time = time
  }

  /** Plant seconds per second. */
  get rate(): number {
    if (this.speed !== 'auto') return this.speed
    return Math.min(DAY_A_MINUTE, Math.max(1, (this.end - this.start) / 60))
  }

  /** Brings `now` up to date; true where it moved. */
  tick(): boolean {
    const wall = this.#time()
    const step = Math.min(wall - this.#last, LONGEST_STEP_MS) / 1000
    this.#last = wall
    if (!this.playing) return false
    const before = this.now
    this.now = this.#clamp(before + step * this.rate * this.direction)
    const atEnd = this.direction > 0 ? this.now >= this.end && !this.live : this.now <= this.start
    if (atEnd) {
      this.playing = false
      this.#changed()
    }
    return this.now !== before
  }

  play(direction: 1 | -1 = 1) {
    if (direction > 0 && this.now >= this.end && !this.live) this.now = this.start
    if (direction < 0 && this.now <= this.start) return
    this.direction = direction
    this.playing = true
    this.#last = this.#time()
    this.#changed()
  }

  pause() {
    this.playing = false
    this.#changed()
  }

  toggle() {
    if (this.playing) this.pause()
    else this.play()
  }

  seek(time: number) {
    if (!Number.isFinite(time)) throw new RangeError(`seek: time must be a number of seconds, got ${time}`)
    this.now = this.#clamp(time)
    this.#last = this.#time()
    this.#changed()
  }

  setSpeed(speed: Speed) {
    if (speed !== 'auto' && !(speed > 0)) throw new RangeError(`setSpeed: speed must be > 0, got ${speed}`)
    this.speed = speed
    this.#changed()
  }

  /** The span that can be shown; it may grow while playing. */
  setRange(start: number, end: number, live: boolean) {
    if (start === this.start && end === this.end && live === this.live) return
    this.start = start
    this.end = end
    this.live = live
    this.now = this.#clamp(this.now)
    this.#changed()
  }

  /** Pauses on the next record (1) or the one before (−1); stays where there is none. */
  step(direction: 1 | -1, moments: Moments) {
    this.playing = false
    const moment = direction > 0 ? moments.next(this.now) : moments.previous(this.now)
    this.seek(moment ?? this.now)
  }

  /** Hears of play, pause, seek, speed and range; not of every frame. */
  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  #clamp(time: number) {
    return Math.min(this.end, Math.max(this.start, time))
  }

  #changed() {
    for (const listener of this.#listeners) listener()
  }
}
