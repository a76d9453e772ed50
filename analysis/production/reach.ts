import type { Product } from '../../scenarios/model.ts'
import { atOrAfter, OUT, waysOn } from '../../scenarios/ways.ts'

/** Which operations a unit may still come to, by the believed routes. Where a route branches that is more than it will come to. */
export class Reach {
  /** product → operation → 1 for those that may come after it; by version (last: of no version) */
  readonly #after: readonly (readonly (readonly Uint8Array[])[])[]
  readonly #first: readonly (readonly number[])[]

  constructor(products: readonly Product[]) {
    this.#after = products.map((product) => versionsOf(product).map((version) => afterEach(product, version)))
    this.#first = products.map((product) =>
      versionsOf(product).map((version) => (version === null ? 0 : atOrAfter(product.route, 0, version))),
    )
  }

  /** `version` −1: of none. */
  after(product: number, version: number, operation: number): Uint8Array {
    return this.#of(this.#after[product]!, version)[operation] ?? NOTHING
  }

  /** Operation with which units begin; OUT: none. */
  first(product: number, version: number): number {
    return this.#of(this.#first[product]!, version)
  }

  #of<T>(versions: readonly T[], version: number): T {
    return versions[version < 0 ? versions.length - 1 : version]!
  }
}

const NOTHING = new Uint8Array(0)

const versionsOf = ({ versions }: Product): readonly (string | null)[] => [...versions.map(({ id }) => id), null]

function afterEach(product: Product, version: string | null): readonly Uint8Array[] {
  const { route } = product
  const isOf = (operation: number) =>
    version === null || route[operation]!.versions.length === 0 || route[operation]!.versions.includes(version)
  const next = route.map((_, k) => waysOn(product, k).flatMap(({ to }) => (to === OUT || !isOf(to) ? [] : [to])))
  return route.map((_, from) => {
    const after = new Uint8Array(route.length)
    const open = [...next[from]!]
    for (let k = open.pop(); k !== undefined; k = open.pop()) {
      if (after[k] === 1) continue
      after[k] = 1
      open.push(...next[k]!)
    }
    return after
  })
}
