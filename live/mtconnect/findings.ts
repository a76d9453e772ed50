import type { HealthFinding } from '../../engine/log/events.ts'
import type { Moment } from './moment.ts'

/** Something about the data that a reader of the numbers should know, counted. */
export interface Finding {
  readonly kind: keyof typeof HealthFinding
  /** What it was: the reason, the key, or the value; empty where the kind says it all. */
  readonly detail: string
  count: number
  /** When it was first met, as far as that is known. */
  first: Moment | null
  readonly example: { readonly line: number; readonly text: string } | null
}

/** Findings by kind and detail, in the order they were first met. Each detail keeps its first example. */
export class Findings {
  readonly #byName = new Map<string, Finding>()

  add(kind: Finding['kind'], detail: string, time: Moment | null, example: Finding['example']) {
    const name = `${kind} ${detail}`
    const known = this.#byName.get(name)
    if (known) {
      known.count++
      if (time !== null && (known.first === null || time < known.first)) known.first = time
    } else this.#byName.set(name, { kind, detail, count: 1, first: time, example })
  }

  list(): readonly Finding[] {
    return [...this.#byName.values()]
  }

  count(kind: Finding['kind']): number {
    return this.list().reduce((sum, one) => sum + (one.kind === kind ? one.count : 0), 0)
  }
}
