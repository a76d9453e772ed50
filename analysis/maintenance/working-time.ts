import type { Scenario, Station } from '../../scenarios/model.ts'
import { workingSpans } from '../production/capacity.ts'
import type { Episode, SlotHistory } from './slot-history.ts'

/** Working time of a station by its believed calendar, added up. Times are µs. */
export class WorkingTime {
  readonly #ends: Float64Array
  readonly #starts: Float64Array
  readonly #sums: Float64Array
  readonly #until: number
  readonly #isAlways: boolean

  /** From 0 on as exactly as the calendar has it, up to `until`; beyond that it goes on as on average before. */
  constructor(scenario: Scenario, { calendar: name }: Station, until: number) {
    const calendar = scenario.calendars.find((one) => one.id === name) ?? null
    this.#isAlways = calendar === null
    this.#until = until
    const spans = calendar === null ? [] : workingSpans(calendar, 0, until / 1e6)
    this.#starts = Float64Array.from(spans, ({ from }) => from * 1e6)
    this.#ends = Float64Array.from(spans, ({ to }) => to * 1e6)
    this.#sums = new Float64Array(spans.length + 1)
    spans.forEach(({ from, to }, i) => {
      this.#sums[i + 1] = this.#sums[i]! + (to - from) * 1e6
    })
  }

  between(from: number, to: number): number {
    return this.#by(to) - this.#by(from)
  }

  #by(time: number): number {
    if (this.#isAlways) return time
    const all = this.#sums[this.#sums.length - 1]!
    if (time > this.#until) return all + (time - this.#until) * (all / this.#until)
    let [low, high] = [0, this.#starts.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#starts[middle]! <= time) low = middle + 1
      else high = middle
    }
    return low === 0 ? 0 : this.#sums[low - 1]! + Math.min(time, this.#ends[low - 1]!) - this.#starts[low - 1]!
  }
}

/** µs: how far back one looks for how fast a clock runs. */
const LOOK_BACK = 28 * 86_400e6

/**
 * How fast a clock of slots ran per µs of working time, over the last four weeks or as long as there is a log: seconds, or units. Without the time of
 * `down`: until a mode fails, none of its own repairs holds it up. NaN: nothing ran.
 */
export function paceOf(history: SlotHistory, working: WorkingTime, { clock, slots, now, down }: Pace): number {
  if (clock === 'calendar') return 1e-6
  const from = Math.max(0, now - LOOK_BACK)
  let time = working.between(from, now)
  for (let i = down.length - 1; i >= 0; i--) {
    const { at, end } = down[i]!
    if (end <= from) break
    if (at < now) time -= working.between(Math.max(from, at), end < now ? end : now)
  }
  const counted = history.counted(clock, slots, from, now)
  return time > 0 && counted > 0 ? counted / time : Number.NaN
}

interface Pace {
  readonly clock: Parameters<SlotHistory['counted']>[0]
  readonly slots: readonly number[]
  /** µs */
  readonly now: number
  readonly down: readonly Episode[]
}
