import type { Findings } from '../findings.ts'
import { nearest } from '../nearest.ts'
import type { Path } from '../tree.ts'

/** The things of one kind by id, for those who refer to them. */
export class Book<Thing> {
  readonly #things = new Map<string, Thing>()
  readonly #broken: ReadonlySet<string>
  readonly #findings: Findings
  readonly #what: string

  /** `what` is the kind in a sentence (`station`); `broken` are the ids of those that cannot be read but are there. */
  constructor(what: string, findings: Findings, broken: ReadonlySet<string> | undefined) {
    this.#what = what
    this.#findings = findings
    this.#broken = broken ?? new Set()
  }

  /** Takes a thing in under its id; false if another has it. */
  add(id: string, thing: Thing): boolean {
    if (this.#things.has(id)) return false
    this.#things.set(id, thing)
    return true
  }

  get(id: string): Thing | undefined {
    return this.#things.get(id)
  }

  get ids(): IterableIterator<string> {
    return this.#things.keys()
  }

  /** Whether any of them cannot be read, so that what it would have brought along is not known. */
  get hasBroken() {
    return this.#broken.size > 0
  }

  /** Whether `id` may be there although it cannot be read. */
  isBroken(id: string) {
    return this.#broken.has(id) || this.#broken.has('*')
  }

  /**
   * The thing, or undefined: then it was reported, unless it is known to be there and broken, or the id is empty because nothing was
   * said. `elsewhere` are other words that could be meant.
   */
  find(id: string, path: Path, elsewhere: Iterable<string> = []): Thing | undefined {
    const thing = this.#things.get(id)
    if (thing !== undefined || id === '' || this.isBroken(id)) return thing
    const ids = [...this.#things.keys(), ...elsewhere]
    const meant = nearest(id, ids)
    const few = ids.slice(0, 10).map((one) => `\`${one}\``)
    const remedy = meant
      ? `did you mean \`${meant}\`?`
      : ids.length === 0
        ? `there is no ${this.#what} yet: add one with this id`
        : `write the id of a ${this.#what}: ${few.join(', ')}${ids.length > 10 ? ', …' : ''}`
    this.#findings.add(path, `unknown ${this.#what} \`${id}\` in ${this.#findings.name(path)}`, remedy)
    return undefined
  }
}
