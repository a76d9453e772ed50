import { curve } from '../../engine/math/index.ts'
import type { DistributionSpec } from '../../scenarios/distribution-spec.ts'
import type { Family } from './families.ts'
import { type Distances, distances } from './goodness.ts'
import { type Sample, sampleOf } from './sample.ts'

/** Chance is brought in: draws from this law, by a stream of this name. */
export type Luck = (role: string, law: DistributionSpec) => () => number

export interface BootstrapOptions {
  readonly luck: Luck
  /** Values are rounded to multiples of this; 0: not rounded. */
  readonly grid: number
}

export interface PValues {
  readonly ks: number
  readonly ad: number
  /** Samples that were drawn: p-values are multiples of 1/(samples + 1). */
  readonly samples: number
}

const MOST_VALUES = 1000
const MOST_SAMPLES = 299
const FIRST_SAMPLES = 99
const DRAWS = 30_000

/**
 * How often a sample that does come from the fitted law, fitted anew and rounded alike, is as far from its fit as this one is: parametric
 * bootstrap (Stute, Gonzáles Manteiga & Presedo Quindimil 1993), since tables of KS and AD do not hold where parameters were estimated.
 * (k + 1)/(samples + 1). Up to 299 samples; 99 where not one of them is as far in either way. Samples have at most 1,000 values, and
 * Stephens' (1974) √n + 0.12 + 0.11/√n makes KS distances of different n alike; AD needs none.
 */
export function bootstrap(
  sample: Sample,
  family: Family,
  fitted: DistributionSpec,
  observed: Distances,
  { luck, grid }: BootstrapOptions,
): PValues {
  const n = Math.min(sample.n, MOST_VALUES)
  const samples = Math.max(FIRST_SAMPLES, Math.min(MOST_SAMPLES, Math.floor(DRAWS / n)))
  const draw = luck(family.name, fitted)
  const limit = (observed.ks * stephens(sample.n)) / stephens(n)
  let [ks, ad, drawn] = [0, 0, 0]
  const values = new Float64Array(n)
  for (let tries = 0; drawn < samples && tries < 2 * samples; tries++) {
    for (let i = 0; i < n; i++) values[i] = rounded(draw(), grid, sample.min)
    const other = sampleOf(values)
    const spec = other.sd > 0 ? family.estimate(other) : null
    if (spec === null) continue
    const apart = distances(other, curve(spec))
    drawn++
    if (apart.ks >= limit) ks++
    if (apart.ad >= observed.ad) ad++
    if (drawn === FIRST_SAMPLES && ks === 0 && ad === 0) break
  }
  return { ks: (ks + 1) / (drawn + 1), ad: (ad + 1) / (drawn + 1), samples: drawn }
}

const stephens = (n: number) => Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)

/** Never to zero where the sample has none: what is measured as a duration took some time. */
function rounded(x: number, grid: number, least: number): number {
  if (grid === 0) return x
  const near = Math.round(x / grid) * grid
  return near > 0 || least <= 0 ? near : grid / 2
}
