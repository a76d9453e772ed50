import { readDataKey } from '../../engine/log/data-key.ts'
import { ConditionLevel } from '../../engine/log/events.ts'

/** A warning or fault of one condition with one text: how often it came, how long it was there in all, and when first (seconds since the start). */
export interface Alarm {
  readonly key: string
  readonly level: 'warning' | 'fault'
  readonly text: string
  readonly times: number
  readonly seconds: number
  readonly first: number
}

interface Told {
  readonly key: string
  readonly level: 'warning' | 'fault'
  readonly text: string
  times: number
  time: number
  first: number
  /** Since when it is there; null: it is not. */
  since: number | null
}

/**
 * Follows conditions from warning or fault back to normal. Several texts of one condition may be there at once; a normal or unavailable
 * without a text ends them all, a normal with a native code those of that code. The same text again is no new alarm.
 */
export class Alarms {
  readonly #text: (number: number) => string
  readonly #byKey = new Map<number, Told[]>()

  constructor(text: (number: number) => string) {
    this.#text = text
  }

  report(time: number, key: number, level: number, text: number) {
    const words = text < 0 ? '' : this.#text(text)
    const told = this.#byKey.get(key) ?? []
    this.#byKey.set(key, told)
    if (level === ConditionLevel.warning || level === ConditionLevel.fault) {
      const name = level === ConditionLevel.fault ? 'fault' : 'warning'
      // A condition without a code has one level at a time; with codes, each code has.
      const code = codeOf(words)
      for (const one of told)
        if (one.since !== null && codeOf(one.text) === code && (one.text !== words || one.level !== name)) end(one, time)
      begin(told, { key: readDataKey(this.#text(key)).name, level: name, text: words }, time)
    } else {
      const all = words === '' || level === ConditionLevel.unavailable
      for (const one of told) if (one.since !== null && (all || codeOf(one.text) === codeOf(words))) end(one, time)
    }
  }

  restart(time: number) {
    for (const [key, told] of this.#byKey) {
      const active = told.filter(({ since }) => since !== null)
      this.#byKey.set(
        key,
        active.map((one) => ({ ...one, times: 1, time: 0, first: time, since: time })),
      )
    }
  }

  /** Faults before warnings, the longest first. */
  close(end: number): readonly Alarm[] {
    return [...this.#byKey.values()]
      .flat()
      .map(({ key, level, text, times, time, first, since }) => ({
        key,
        level,
        text,
        times,
        seconds: (time + (since === null ? 0 : end - since)) / 1e6,
        first: first / 1e6,
      }))
      .sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning') || b.seconds - a.seconds || a.first - b.first)
  }
}

/** A native code stands in brackets before the text. */
const codeOf = (words: string) => /^\[([^\]]*)\]/.exec(words)?.[1] ?? ''

function begin(told: Told[], alarm: Pick<Told, 'key' | 'level' | 'text'>, time: number) {
  const known = told.find(({ text, level }) => text === alarm.text && level === alarm.level)
  if (!known) told.push({ ...alarm, times: 1, time: 0, first: time, since: time })
  else if (known.since === null) {
    known.times++
    known.since = time
  }
}

function end(one: Told, time: number) {
  one.time += time - one.since!
  one.since = null
}
