/** When points of a chart are out of the ordinary, though each by itself may be inside the limits. z is the distance from the center in standard deviations. */
export type Rule =
  /** `need` of the last `of` points lie more than `beyond` from the center on the same side, the last one among them. */
  | { readonly id: RuleId; readonly kind: 'beyond'; readonly need: number; readonly of: number; readonly beyond: number }
  /** So many points in a row, each above the one before, or each below. */
  | { readonly id: RuleId; readonly kind: 'trend'; readonly points: number }
  /** So many points in a row that go up and down by turns. */
  | { readonly id: RuleId; readonly kind: 'alternating'; readonly points: number }
  /** So many points in a row at most 1 from the center. */
  | { readonly id: RuleId; readonly kind: 'within'; readonly points: number }
  /** So many points in a row all more than 1 from the center, some on either side. */
  | { readonly id: RuleId; readonly kind: 'outside'; readonly points: number }

export type RuleId = `westernElectric${1 | 2 | 3 | 4}` | `nelson${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`

export const WESTERN_ELECTRIC: readonly Rule[] = [
  { id: 'westernElectric1', kind: 'beyond', need: 1, of: 1, beyond: 3 },
  { id: 'westernElectric2', kind: 'beyond', need: 2, of: 3, beyond: 2 },
  { id: 'westernElectric3', kind: 'beyond', need: 4, of: 5, beyond: 1 },
  { id: 'westernElectric4', kind: 'beyond', need: 8, of: 8, beyond: 0 },
]

export const NELSON: readonly Rule[] = [
  { id: 'nelson1', kind: 'beyond', need: 1, of: 1, beyond: 3 },
  { id: 'nelson2', kind: 'beyond', need: 9, of: 9, beyond: 0 },
  { id: 'nelson3', kind: 'trend', points: 6 },
  { id: 'nelson4', kind: 'alternating', points: 14 },
  { id: 'nelson5', kind: 'beyond', need: 2, of: 3, beyond: 2 },
  { id: 'nelson6', kind: 'beyond', need: 4, of: 5, beyond: 1 },
  { id: 'nelson7', kind: 'within', points: 15 },
  { id: 'nelson8', kind: 'outside', points: 8 },
]

/** One point beyond three sigma, and no more: what is watched by default, with a CUSUM beside it. */
export const RULE_ONE: readonly Rule[] = WESTERN_ELECTRIC.slice(0, 1)

/** Looks at points one by one, and says which rules they break. */
export class RuleWatch {
  readonly rules: readonly Rule[]
  /** Per rule of `beyond`: its last points as bits, above and below. Of the others: points in a row that fit, and for `outside` on which sides. */
  readonly #high: Int32Array
  readonly #low: Int32Array
  #previous = Number.NaN
  /** The last step: 1 up, −1 down, 0 neither. */
  #direction = 0

  constructor(rules: readonly Rule[]) {
    this.rules = rules
    this.#high = new Int32Array(rules.length)
    this.#low = new Int32Array(rules.length)
    this.restart()
  }

  /** Forgets what was before. */
  restart() {
    this.#high.fill(0)
    this.#low.fill(0)
    this.#previous = Number.NaN
    this.#direction = 0
  }

  /** The rules that this point breaks, as bits in their order; 0: none. */
  add(z: number): number {
    const { rules } = this
    const direction = z > this.#previous ? 1 : z < this.#previous ? -1 : 0
    let broken = 0
    for (let i = 0; i < rules.length; i++) if (this.#breaks(i, rules[i]!, z, direction)) broken |= 1 << i
    this.#direction = direction
    this.#previous = z
    return broken
  }

  /** All of the past that can matter to points to come, for rules about zones: two pasts with the same memory are the same to them. */
  memory(): string {
    return this.rules
      .map(({ kind }, i) => (kind === 'beyond' ? this.#lastBits(i) : `${Math.min(this.#high[i]!, MOST_POINTS)},${this.#low[i]}`))
      .join(' ')
  }

  #lastBits(i: number): string {
    const rule = this.rules[i]!
    if (rule.kind !== 'beyond') return ''
    const kept = (1 << (rule.of - 1)) - 1
    const bits = [this.#high[i]! & kept, this.#low[i]! & kept]
    // Where all of them have to be, those before the last one that was not are of no use.
    return (rule.need === rule.of ? bits.map(trailingOnes) : bits).join()
  }

  #breaks(i: number, rule: Rule, z: number, direction: number): boolean {
    const high = this.#high
    const low = this.#low
    switch (rule.kind) {
      case 'beyond': {
        const window = (1 << rule.of) - 1
        const above = z > rule.beyond ? 1 : 0
        const below = -z > rule.beyond ? 1 : 0
        high[i] = ((high[i]! << 1) | above) & window
        low[i] = ((low[i]! << 1) | below) & window
        return (above === 1 && ones(high[i]!) >= rule.need) || (below === 1 && ones(low[i]!) >= rule.need)
      }
      // Points in a row: the first of them has no step before it.
      case 'trend':
        high[i] = direction !== 0 && direction === this.#direction ? high[i]! + 1 : direction !== 0 ? 2 : 1
        return high[i]! >= rule.points
      case 'alternating':
        high[i] = direction !== 0 && direction === -this.#direction ? high[i]! + 1 : direction !== 0 ? 2 : 1
        return high[i]! >= rule.points
      case 'within':
        high[i] = Math.abs(z) <= 1 ? high[i]! + 1 : 0
        return high[i]! >= rule.points
      case 'outside': {
        // By turns: how many since the last one on the other side decides whether both sides are among the last points.
        high[i] = z > 1 ? high[i]! + 1 : z < -1 ? high[i]! + 1 : 0
        const side = z > 0 ? 1 : -1
        low[i] = high[i] === 0 ? 0 : Math.sign(low[i]!) === side ? low[i]! + side : side
        return high[i]! >= rule.points && Math.abs(low[i]!) < rule.points
      }
    }
  }
}

/** The ids of the rules that are bits of `broken`. */
export const brokenRules = (rules: readonly Rule[], broken: number): RuleId[] =>
  rules.filter((_, i) => (broken & (1 << i)) !== 0).map(({ id }) => id)

/** No rule asks for more in a row. */
const MOST_POINTS = 64

function trailingOnes(bits: number): number {
  let count = 0
  for (let left = bits; (left & 1) === 1; left >>= 1) count++
  return count
}

/** Bits that are 1. */
function ones(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count++
  return count
}
