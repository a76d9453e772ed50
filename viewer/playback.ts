import { ReplayClock } from './clock/replay-clock.ts'
import type { Run } from './feed/run.ts'
import { frameTook } from './scene/counters.ts'

/** Told about a new moment; `continues` where time just ran on from the moment before. Returns nothing to wait for. */
type Follower = (time: number, continues: boolean) => void

/** Longest gap of the watcher's time between two frames that still counts as running on. */
const PANEL_INTERVAL_MS = 280

/**
 * One clock, and those who follow it: scenes and timeline at every frame while it runs, panels at most four times a second. Nothing
 * is asked of the browser while nothing moves.
 */
export class Playback {
  readonly clock = new ReplayClock(() => performance.now())
  readonly #scenes = new Set<Follower>()
  readonly #panels = new Set<(time: number) => void>()
  #runs: readonly Run[] = []
  #unfollow: (() => void)[] = []
  #frame = 0
  #lastPanels = 0
  #panelsDue = 0
  #jumped = true

  constructor() {
    this.clock.subscribe(() => this.#wake())
    document.addEventListener('visibilitychange', () => this.#wake())
  }

  /** The logs on show; the first one sets the span. */
  get runs() {
    return this.#runs
  }

  show(runs: readonly Run[]) {
    for (const unfollow of this.#unfollow) unfollow()
    this.#runs = runs
    this.#unfollow = runs.map((run) => run.subscribe(() => this.#rangeChanged()))
    this.#rangeChanged()
    this.refresh()
  }

  /** Draws again although time stands still: something else than time has changed. */
  refresh() {
    this.#jumped = true
    this.#wake()
  }

  seek(time: number) {
    this.#jumped = true
    this.clock.seek(time)
  }

  step(direction: 1 | -1) {
    const [run] = this.#runs
    if (!run) return
    this.#jumped = direction < 0
    this.clock.step(direction, run)
  }

  onFrame(follower: Follower) {
    this.#scenes.add(follower)
    this.refresh()
    return () => {
      this.#scenes.delete(follower)
    }
  }

  onPanels(follower: (time: number) => void) {
    this.#panels.add(follower)
    return () => {
      this.#panels.delete(follower)
    }
  }

  #rangeChanged() {
    if (this.#runs.length === 0) return
    const start = Math.min(...this.#runs.map((run) => run.start))
    const end = Math.max(...this.#runs.map((run) => run.end))
    this.clock.setRange(
      start,
      end,
      this.#runs.some(({ growing, indexed }) => growing || !indexed),
    )
    this.#wake()
  }

  #wake() {
    if (this.#frame !== 0 || document.hidden) return
    this.#frame = requestAnimationFrame(this.#draw)
  }

  #draw = () => {
    this.#frame = 0
    const started = performance.now()
    const { clock } = this
    const moved = clock.tick()
    const continues = !this.#jumped && clock.direction > 0
    this.#jumped = false
    const time = clock.now
    for (const run of this.#runs) run.at(time)
    if (moved || !continues) for (const scene of this.#scenes) scene(time, continues)
    frameTook(performance.now() - started)
    this.#panelsFollow(started, time)
    if (clock.playing) this.#wake()
  }

  /** At most four times a second, and once more when time has come to rest. */
  #panelsFollow(now: number, time: number) {
    const wait = this.#lastPanels + PANEL_INTERVAL_MS - now
    if (wait > 0) {
      if (this.#panelsDue === 0)
        this.#panelsDue = window.setTimeout(() => {
          this.#panelsDue = 0
          this.#panelsFollow(performance.now(), this.clock.now)
        }, wait)
      return
    }
    this.#lastPanels = now
    for (const panel of this.#panels) panel(time)
  }
}

export const playback = new Playback()
