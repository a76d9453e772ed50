import type { EventKind } from '../../engine/log/events.ts'
import type { Log } from '../../engine/log/reader.ts'

/** A record of the log to be found: the first of its kind, of that subject, that was true at that moment (µs). */
export interface Wanted {
  readonly kind: EventKind
  readonly subject: number
  readonly time: number
}

/** Numbers of records in the log, as `takt report LOG --events` writes them. Ask for all of them, look once, and ask again. */
export class RecordNumbers {
  readonly #found = new Map<string, number>()

  /** Until it was looked for, and where there is none: a dash. */
  of({ kind, subject, time }: Wanted): string {
    const key = `${kind} ${subject} ${time}`
    const index = this.#found.get(key) ?? -1
    if (index < 0) this.#found.set(key, index)
    return index < 0 ? '–' : String(index)
  }

  look(log: Log) {
    const times = new Set<number>()
    for (const key of this.#found.keys()) times.add(Number(key.split(' ')[2]))
    if (times.size === 0) return
    log.scan(0, log.count, ({ index, kind, subject, time }) => {
      if (!times.has(time)) return
      const key = `${kind} ${subject} ${time}`
      if (this.#found.get(key) === -1) this.#found.set(key, index)
    })
  }
}
