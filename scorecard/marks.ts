import { type Interval, wilsonInterval } from '../engine/math/index.ts'

export type Target =
  | { readonly goal: 'atLeast' | 'atMost'; readonly value: number }
  | { readonly goal: 'between'; readonly value: number; readonly to: number }

/** One figure of the scorecard. `met` null: there is no target, or the interval holds it and so few seeds cannot tell. */
export interface Metric {
  readonly story: string
  readonly metric: string
  /** Null: nothing was seen of it. */
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly n: number
  readonly target: Target | null
  readonly met: boolean | null
}

type Named = Pick<Metric, 'story' | 'metric'>

const Z = 1.959964

/** Missed only where the interval excludes the target; met where it lies on the good side as a whole, or a target of all or none is kept exactly. */
export function metric(named: Named, value: number | null, { low, high }: Interval, n: number, target: Target | null): Metric {
  const figure = (one: number) => (Number.isFinite(one) ? one : null)
  const all = { ...named, value: value === null ? null : figure(value), low: figure(low), high: figure(high), n, target }
  if (target === null || n === 0 || value === null) return { ...all, met: null }
  if (target.goal === 'between') {
    if (high < target.value || low > target.to) return { ...all, met: false }
    return { ...all, met: low >= target.value && high <= target.to ? true : null }
  }
  const isMet = target.goal === 'atLeast' ? low >= target.value : high <= target.value
  const isMissed = target.goal === 'atLeast' ? high < target.value : low > target.value
  return { ...all, met: isMissed ? false : isMet || value === (target.goal === 'atLeast' ? 1 : 0) ? true : null }
}

/** How many of the seeds. */
export function share(named: Named, hits: readonly boolean[], target: Target | null): Metric {
  const n = hits.length
  const yes = hits.filter(Boolean).length
  return metric(named, n === 0 ? null : yes / n, wilsonInterval(yes, n), n, target)
}

/** Σ of / Σ among, each seed a cluster: the ratio's linearised variance (Cochran). Where nothing differs, Wilson's interval of the seeds. */
export function ratio(named: Named, clusters: readonly { readonly of: number; readonly among: number }[], target: Target | null): Metric {
  const used = clusters.filter(({ among }) => among > 0)
  const n = used.length
  const among = used.reduce((sum, one) => sum + one.among, 0)
  if (n < 2) return metric(named, n === 0 ? null : used[0]!.of / among, { low: 0, high: 1 }, n, target)
  const value = used.reduce((sum, one) => sum + one.of, 0) / among
  const squares = used.reduce((sum, one) => sum + square(one.of - value * one.among), 0)
  const half = (Z * Math.sqrt((n / (n - 1)) * squares)) / among
  const wilson = wilsonInterval(n, n)
  if (half === 0 && value === 1) return metric(named, 1, wilson, n, target)
  return metric(named, value, { low: value - half, high: value + half }, n, target)
}

/** On average over the seeds, by the normal law. */
export function mean(named: Named, values: readonly number[], target: Target | null): Metric {
  const n = values.length
  if (n < 2) return metric(named, values[0] ?? null, { low: Number.NaN, high: Number.NaN }, 0, target)
  const value = values.reduce((sum, one) => sum + one, 0) / n
  const half = Z * Math.sqrt(values.reduce((sum, one) => sum + square(one - value), 0) / (n - 1) / n)
  return metric(named, value, { low: value - half, high: value + half }, n, target)
}

/** The middle one, with the interval of its order statistics; what never came (null) is later than all. */
export function median(named: Named, values: readonly (number | null)[], target: Target | null): Metric {
  const n = values.length
  if (n === 0) return metric(named, null, { low: Number.NaN, high: Number.NaN }, 0, target)
  const sorted = values.map((one) => one ?? Number.POSITIVE_INFINITY).sort((one, other) => one - other)
  const half = (Z * Math.sqrt(n)) / 2
  const at = (rank: number) => sorted[Math.max(0, Math.min(n - 1, rank))]!
  return metric(named, at(Math.floor((n - 1) / 2)), { low: at(Math.floor(n / 2 - half) - 1), high: at(Math.ceil(n / 2 + half)) }, n, target)
}

const square = (x: number) => x * x
