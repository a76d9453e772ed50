import { exp, normalCdf, normalQuantile, wilsonInterval } from '../engine/math/index.ts'
import { meanOf } from '../engine/random/index.ts'
import type { Scenario } from '../scenarios/model.ts'

/** What was forecast as equally likely values, sorted, and what came. `cluster`: forecasts of the same run stand and fall together. */
export interface Scored {
  readonly values: readonly number[]
  readonly truth: number
  readonly cluster: number
}

/** A probability that was told, and whether it came. */
export interface Told {
  readonly probability: number
  readonly came: boolean
}

/** Where the truth stands among n values and itself, as a share: uniform where the forecast is right. `u` settles ties. */
export function pit({ values, truth }: Pick<Scored, 'values' | 'truth'>, u: number): number {
  const below = values.filter((value) => value < truth).length
  const ties = values.filter((value) => value === truth).length
  return (below + u * (ties + 1)) / (values.length + 1)
}

/**
 * Continuous ranked probability score of equally likely values, smaller is better, in their unit:
 *
 *     mean |x − truth| − Σ |xᵢ − xⱼ| / (2 n (n − 1))      (fair: Ferro, QJRMS 140 (2014) 1917)
 *
 * Of one value it is the distance: crps({ values: [3], truth: 5 }) = 2.
 */
export function crps({ values, truth }: Pick<Scored, 'values' | 'truth'>): number {
  const n = values.length
  let near = 0
  let spread = 0
  for (let i = 0; i < n; i++) {
    near += Math.abs(values[i]! - truth)
    spread += (2 * i - n + 1) * values[i]!
  }
  return n < 2 ? near / n : near / n - spread / (n * (n - 1))
}

/** Mean square of what was told less what came: 0 is perfect, 0.25 is always to say half. */
export const brier = (told: readonly Told[]): number =>
  told.reduce((sum, { probability, came }) => sum + (probability - (came ? 1 : 0)) * (probability - (came ? 1 : 0)), 0) / told.length

/** How often it came where about so much was told, in `bins` equal parts of 0 … 1; empty ones are left out. */
export function reliability(told: readonly Told[], bins = 5) {
  return Array.from({ length: bins }, (_, bin) => {
    const own = told.filter(({ probability }) => Math.min(bins - 1, Math.floor(probability * bins)) === bin)
    const hits = own.filter(({ came }) => came).length
    const mean = own.reduce((sum, { probability }) => sum + probability, 0) / own.length
    return { told: mean, came: hits / own.length, n: own.length, ...wilsonInterval(hits, own.length) }
  }).filter(({ n }) => n > 0)
}

/** p of Kolmogorov and Smirnov's test that values in 0 … 1 are uniform, as good as `effective` of them that are independent. */
export function uniformP(values: readonly number[], effective = values.length): number {
  const sorted = [...values].sort((a, b) => a - b)
  const distance = Math.max(...sorted.map((value, i) => Math.max((i + 1) / sorted.length - value, value - i / sorted.length)))
  const root = Math.sqrt(effective)
  const t = (root + 0.12 + 0.11 / root) * distance
  let p = 0
  for (let k = 1; k <= 100; k++) p += (k % 2 === 1 ? 2 : -2) * exp(-2 * k * k * t * t)
  return Math.min(1, Math.max(0, t < 0.2 ? 1 : p))
}

/**
 * Share of truths in the central interval, and how many independent forecasts would know it as well: clusters vary more than single ones. `tie` settles
 * ties of the i-th, as in `pit`: where values are whole numbers, only at random (0 … 1) is the share that of the level.
 */
export function coverage(scored: readonly Scored[], level: number, tie: (i: number) => number = () => 0.5) {
  const clusters = new Map<number, { hits: number; n: number }>()
  let hits = 0
  for (const [i, { values, truth, cluster }] of scored.entries()) {
    const place = pit({ values, truth }, tie(i))
    const hit = place >= (1 - level) / 2 && place <= (1 + level) / 2
    const own = clusters.get(cluster) ?? { hits: 0, n: 0 }
    own.n++
    if (hit) {
      own.hits++
      hits++
    }
    clusters.set(cluster, own)
  }
  const n = scored.length
  const share = hits / n
  const many = clusters.size
  const spread = [...clusters.values()].reduce((sum, own) => sum + (own.hits - share * own.n) * (own.hits - share * own.n), 0)
  const variance = many < 2 ? 0 : (spread * many) / ((many - 1) * n * n)
  const effective = variance > 0 && share > 0 && share < 1 ? Math.min(n, (share * (1 - share)) / variance) : many
  return { share, n, effective, ...wilsonInterval(Math.round(share * effective), Math.max(1, Math.round(effective))) }
}

/** Past lead times as a forecast: those longer than what has passed already, moved to the moment of the release. */
export const climatology = (leadTimes: readonly number[], released: number, age: number): number[] =>
  leadTimes
    .filter((time) => time > age)
    .map((time) => released + time)
    .sort((a, b) => a - b)

/** The normal distribution with their mean and standard deviation, on condition that it is longer than what has passed: its `count` quantiles. */
export function meanAndNormal(leadTimes: readonly number[], released: number, age: number, count = 99): number[] {
  const mean = leadTimes.reduce((a, b) => a + b, 0) / leadTimes.length
  const sd = Math.sqrt(leadTimes.reduce((sum, time) => sum + (time - mean) * (time - mean), 0) / (leadTimes.length - 1))
  const gone = Math.min(normalCdf((age - mean) / sd), 1 - 1e-9)
  return Array.from({ length: count }, (_, i) => released + mean + sd * normalQuantile(gone + ((1 - gone) * (i + 1)) / (count + 1)))
}

/** The plant without chance: every time at its mean, no failure to come, every unit good. What a schedule believes. */
export function withoutChance(scenario: Scenario): Scenario {
  const calm = atMean(scenario)
  return {
    ...calm,
    stations: calm.stations.map((station) => ({
      ...station,
      yield: 1,
      failures: station.failures.map((mode) => ({ ...mode, after: NEVER, first: 'new' as const })),
    })),
    products: calm.products.map((product) => ({
      ...product,
      route: product.route.map((operation) => ({ ...operation, yield: operation.yield === null ? null : 1 })),
    })),
  }
}

const NEVER = { kind: 'constant', value: 3e9 } as const

const KINDS: ReadonlySet<unknown> = new Set([
  'uniform',
  'triangular',
  'exponential',
  'erlang',
  'gamma',
  'normal',
  'lognormal',
  'weibull',
  'pert',
  'empirical',
  'piecewise',
  'loglogistic',
  'beta',
  'hyperexponential',
  'geometric',
  'poisson',
  'shifted',
  'truncated',
])

function atMean<T>(part: T): T {
  if (Array.isArray(part)) return part.map(atMean) as T
  if (typeof part !== 'object' || part === null) return part
  if ('kind' in part && KINDS.has(part.kind))
    return { kind: 'constant', value: meanOf(part as unknown as Parameters<typeof meanOf>[0]) } as T
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, atMean(value)])) as T
}
