import type { Condition, Scenario } from '../../scenarios/model.ts'
import { type Chance, NO_DRAW } from './chance.ts'

/** A value that a unit has not: after all others. */
export const NO_VALUE = Number.POSITIVE_INFINITY

/** A condition as numbers. */
export interface ConditionTable {
  /** Number of an attribute, or one of `Every`. */
  readonly what: number
  /** Null: the bounds say. */
  readonly is: Float64Array | null
  readonly above: number
  readonly upTo: number
}

/** What every unit has. */
export const Every = { product: -1, priority: -2, reworks: -3, visits: -4 } as const

/**
 * Attributes of units: drawn once for each by its own luck, and so never stored: whoever asks draws the same again. A word is a number among the
 * words of all products' attributes of that name. Nothing here changes, nor belongs to one run.
 */
export class Attributes {
  readonly #names: readonly string[]
  readonly #products: ReadonlyMap<string, number>
  /** product × name → its draw */
  readonly #draw: Int32Array
  /** product × name → shares of its words added up, and their numbers */
  readonly #upTo: readonly (Float64Array | null)[]
  readonly #code: readonly (Int32Array | null)[]
  /** name → words */
  readonly #words: readonly (readonly string[])[]

  constructor({ products }: Scenario, chance: Chance) {
    this.#products = new Map(products.map(({ id }, i) => [id, i]))
    const names = [...new Set(products.flatMap(({ attributes }) => attributes.map(({ id }) => id)))]
    const of = products.flatMap((product) =>
      names.map((name) => ({ product, attribute: product.attributes.find(({ id }) => id === name) ?? null })),
    )
    const words = names.map((name) => [
      ...new Set(
        products.flatMap(({ attributes }) => attributes.flatMap(({ id, values }) => (id === name ? values.map(({ value }) => value) : []))),
      ),
    ])
    this.#names = names
    this.#words = words
    this.#draw = Int32Array.from(of, ({ product, attribute }) => {
      if (attribute === null) return NO_DRAW
      const key = `${product.id}/${attribute.id}`
      return attribute.number === null ? chance.openUniform(key, 'attribute') : chance.open(attribute.number, key, 'attribute')
    })
    this.#upTo = of.map(({ attribute }) => {
      if (attribute === null || attribute.number !== null) return null
      const total = attribute.values.reduce((sum, { weight }) => sum + weight, 0)
      let upTo = 0
      return Float64Array.from(attribute.values, ({ weight }) => {
        upTo += weight / total
        return upTo
      })
    })
    this.#code = of.map(({ attribute }, i) =>
      attribute === null ? null : Int32Array.from(attribute.values, ({ value }) => words[i % names.length]!.indexOf(value)),
    )
  }

  /** The number of an attribute; −1: no product has one of that name. */
  number(name: string): number {
    return this.#names.indexOf(name)
  }

  /** A unit's value; `NO_VALUE`: its product has no such attribute. */
  of(chance: Chance, product: number, luck: number, attribute: number): number {
    const at = product * this.#names.length + attribute
    const draw = this.#draw[at]!
    if (draw === NO_DRAW) return NO_VALUE
    const upTo = this.#upTo[at]
    if (upTo == null) return chance.numberOf(draw, luck, 0)
    const u = chance.uniformOf(draw, luck, 0)
    let i = 0
    while (i < upTo.length - 1 && u >= upTo[i]!) i++
    return this.#code[at]![i]!
  }

  compile({ attribute, is, above, upTo }: Condition): ConditionTable {
    const what = Object.hasOwn(Every, attribute) ? Every[attribute as keyof typeof Every] : this.number(attribute)
    const words = what >= 0 ? this.#words[what]! : []
    const value = (word: string | number) =>
      what === Every.product ? (this.#products.get(String(word)) ?? -1) : words.length > 0 ? words.indexOf(String(word)) : Number(word)
    return {
      what,
      is: is.length === 0 ? null : Float64Array.from(is, value),
      above: above ?? Number.NEGATIVE_INFINITY,
      upTo: upTo ?? Number.MAX_VALUE,
    }
  }
}
