import { EquipmentState } from '../../engine/log/events.ts'
import { LogError } from '../../engine/log/log-error.ts'
import { GrowingLog, type Log, openLog } from '../../engine/log/reader.ts'
import type { PlantState } from '../../engine/log/state.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { Tracks } from './tracks.ts'

/** Records read in one go: a few milliseconds, so that no frame waits for it. */
const SLICE = 2000
const SLICE_MS = 5

/** One log that is looked at, finished or growing, wherever it comes from; all that the viewer shows is asked here. */
export class Run {
  readonly title: string
  readonly scenario: Scenario
  readonly tracks: Tracks
  /** Simulated seconds up to which a running simulation has come; the log's end otherwise. */
  reached = 0
  growing: boolean
  /** Where the log turned out to be damaged; what comes after cannot be shown. */
  damage: string | null = null
  readonly #log: Log<Scenario>
  #state: PlantState
  #working = false
  #read = 0
  readonly #listeners = new Set<() => void>()

  constructor(log: Log<Scenario>, scenario: Scenario, title: string, growing: boolean) {
    this.title = title
    this.scenario = scenario
    this.growing = growing
    this.#log = log
    const simulated = log.header.origin === 'simulated'
    this.tracks = new Tracks(log.places, scenario.stations.length, simulated ? EquipmentState.starved : EquipmentState.unknown)
    this.#state = log.stateAt(-1)
    this.reached = log.endTime / 1e6
    this.work()
  }

  get log() {
    return this.#log
  }

  get imported() {
    return this.#log.header.origin !== 'simulated'
  }

  /** The log stops before its end, and no more of it is to come. */
  get cut() {
    return !this.growing && !this.#log.complete
  }

  /** Seconds: the last moment that can be shown at once, for all before it is read. */
  get end(): number {
    return this.indexed && this.damage === null ? this.#log.endTime / 1e6 : this.#read
  }

  get start(): number {
    return Math.min(0, this.#log.startTime / 1e6)
  }

  /** The plant as it was known at `time` (seconds). The same object each time: read it, do not keep it. */
  at(time: number): PlantState {
    this.#state = this.#log.stateAt(Math.floor(time * 1e6), this.#state)
    return this.#state
  }

  /** The plant at the moment last asked for. */
  get state(): PlantState {
    return this.#state
  }

  /** Moments of records in seconds, for stepping. */
  next(time: number): number | null {
    const index = this.#log.seek(Math.floor(time * 1e6 + 0.5))
    return index < this.#log.count ? this.#moment(index) : null
  }

  previous(time: number): number | null {
    const index = this.#log.seek(Math.ceil(time * 1e6 - 0.5) - 1) - 1
    return index >= 0 ? this.#moment(index) : null
  }

  /** More bytes have come in. */
  grew(reached: number) {
    this.reached = Math.max(reached, this.#log.endTime / 1e6)
    this.work()
    this.#changed()
  }

  finish() {
    this.growing = false
    this.reached = this.#log.endTime / 1e6
    this.work()
    this.#changed()
  }

  /** Reads what has come since, a slice at a time between other things: for seeking, timeline and charts. */
  work() {
    if (this.#working) return
    this.#working = true
    const slice = () => {
      try {
        this.#readSlice()
      } catch (error) {
        if (!(error instanceof LogError)) throw error
        // What was read before the damage stays good.
        this.damage = error.message
      }
      this.#changed()
      this.#working = !this.indexed
      if (this.#working) setTimeout(slice)
    }
    setTimeout(slice)
  }

  /** True when timeline and charts show all there is. */
  get indexed() {
    return this.tracks.taken === this.#log.count || this.damage !== null
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  #readSlice() {
    const started = performance.now()
    while (!this.indexed && performance.now() - started < SLICE_MS) {
      this.#log.scan(this.tracks.taken, this.tracks.taken + SLICE, (event) => {
        this.#read = event.recorded / 1e6
        this.tracks.take(event)
      })
      this.#log.prepare(SLICE)
    }
  }

  #moment(index: number): number {
    let moment = 0
    this.#log.scan(index, index + 1, (event) => {
      moment = event.recorded / 1e6
    })
    return moment
  }

  #changed() {
    for (const listener of this.#listeners) listener()
  }
}

/** A stored log, finished or cut short. Throws a LogError where it is none. */
export function openStored(bytes: Uint8Array, title: string): Run {
  const log = openLog<Scenario>(bytes)
  return new Run(log, log.header.scenario, title, false)
}

/** A log that is still being written. `run` is there once its header is. */
export class IncomingRun {
  readonly #growing = new GrowingLog<Scenario>()
  readonly #title: string
  run: Run | null = null

  constructor(title: string) {
    this.#title = title
  }

  append(bytes: Uint8Array, reached: number): Run | null {
    this.#growing.append(bytes)
    const { log } = this.#growing
    if (log && !this.run) this.run = new Run(log, log.header.scenario, this.#title, true)
    this.run?.grew(reached)
    return this.run
  }
}
