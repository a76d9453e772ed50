import { normalCdf } from '../math/index.ts'

/** What is known of an alternative: the mean so far, its variance between replications, and of how many. */
export interface Sampled {
  readonly mean: number
  readonly variance: number
  readonly count: number
}

/**
 * Shares of a budget that make the right choice most likely (Chen, Lin, Yücesan & Chick 2000), for the largest mean of independent alternatives:
 * Nᵢ / Nⱼ = ((sᵢ / δᵢ) / (sⱼ / δⱼ))² with δᵢ the distance to the best b, and N_b = s_b √(Σ Nᵢ² / sᵢ²). They add up to 1: means 5, 4, 3,
 * 2, 1 of equal variance get 0.422, 0.406, 0.102, 0.045, 0.025. Never with common random numbers: it takes them for independent.
 */
export function ocbaShares(alternatives: readonly Sampled[]): Float64Array {
  const best = bestOf(alternatives)
  const top = alternatives[best]!
  const scale = Math.max(...alternatives.map(({ mean }) => Math.abs(mean))) || 1
  // A tie with the best, or no spread, would ask for everything or nothing: a billionth of the scale keeps the ratio finite.
  const least = scale * 1e-9
  const weight = alternatives.map(({ mean, variance }, i) => {
    if (i === best) return 0
    const ratio = Math.max(Math.sqrt(variance), least) / Math.max(top.mean - mean, least)
    return ratio * ratio
  })
  const spread = alternatives.reduce(
    (sum, { variance }, i) => sum + (i === best ? 0 : (weight[i]! * weight[i]!) / Math.max(variance, least * least)),
    0,
  )
  weight[best] = Math.max(Math.sqrt(top.variance), least) * Math.sqrt(spread)
  const total = weight.reduce((sum, one) => sum + one, 0)
  return Float64Array.from(weight, (one) => one / total)
}

/** How many more replications each gets of `more`, towards the shares of all there will be then. Adds up to `more`; nobody loses any. */
export function ocbaAllocation(alternatives: readonly Sampled[], more: number): number[] {
  const shares = ocbaShares(alternatives)
  const total = alternatives.reduce((sum, { count }) => sum + count, more)
  const given = alternatives.map(() => 0)
  for (let left = more; left > 0; left--) {
    const lack = (i: number) => shares[i]! * total - alternatives[i]!.count - given[i]!
    const next = given.reduce((worst, _, i) => (lack(i) > lack(worst) ? i : worst), 0)
    given[next]!++
  }
  return given
}

/** A lower bound, as far as the estimates are true, of how likely the one that looks best is best (Chen's APCS, by Bonferroni). */
export function chanceOfCorrectSelection(alternatives: readonly Sampled[]): number {
  const best = bestOf(alternatives)
  const top = alternatives[best]!
  const wrong = alternatives.reduce((sum, { mean, variance, count }, i) => {
    if (i === best) return sum
    const error = Math.sqrt(top.variance / top.count + variance / count)
    return sum + (error > 0 ? normalCdf((mean - top.mean) / error) : mean < top.mean ? 0 : 0.5)
  }, 0)
  return Math.max(0, 1 - wrong)
}

export const bestOf = (alternatives: readonly Sampled[]) =>
  alternatives.reduce((best, { mean }, i) => (mean > alternatives[best]!.mean ? i : best), 0)
