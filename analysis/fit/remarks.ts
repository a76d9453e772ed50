import { exp, log, normalCdf } from '../../engine/math/index.ts'
import { type Sample, sampleQuantile } from './sample.ts'

/** What a reader of the fit should know of the data before believing it. */
export interface Remark {
  readonly kind: 'few' | 'many' | 'ties' | 'zeros' | 'autocorrelation' | 'trend' | 'outliers' | 'peaks'
  readonly text: string
}

/** Remarks on the sample as such; `observed` is in the order of the data. */
export function remarksOn(observed: readonly number[], sample: Sample, say: (seconds: number) => string): Remark[] {
  const found = [few(sample), ties(sample, say), zeros(sample), ...order(observed), outliers(sample, say), peaks(sample, say)]
  return found.filter((one) => one !== null)
}

function few({ n }: Sample): Remark | null {
  if (n >= 30) return null
  const text = n < 10 ? 'almost any family passes, and none can be told from another' : 'many families pass, and the tails are guesses'
  return { kind: 'few', text: `${n} values are few: ${text}. Measure 30 or more, better 100.` }
}

/** The step that all values are multiples of, 0 where there is none: values that were rounded when they were written down. */
export function gridOf({ sorted, n }: Sample): number {
  const distinct = new Set(sorted)
  if (distinct.size > 0.9 * n) return 0
  let step = Infinity
  for (let i = 1; i < n; i++) if (sorted[i]! > sorted[i - 1]!) step = Math.min(step, sorted[i]! - sorted[i - 1]!)
  const off = (x: number) => Math.abs(x / step - Math.round(x / step))
  return step < Infinity && sorted.every((x) => off(x) < 1e-6 * Math.max(1, x / step)) ? step : 0
}

function ties(sample: Sample, say: (seconds: number) => string): Remark | null {
  const { sorted, n, sd } = sample
  const distinct = new Set(sorted).size
  if (distinct > 0.9 * n) return null
  const grid = gridOf(sample)
  if (grid === 0) return { kind: 'ties', text: `only ${distinct} of ${n} values differ: the tests assume that hardly any two are alike.` }
  const coarse = grid > sd / 2 ? ' That is coarse for so small a spread: measure finer.' : ''
  return { kind: 'ties', text: `values are rounded to ${say(grid)}; the p-values allow for it.${coarse}` }
}

function zeros({ sorted, n }: Sample): Remark | null {
  const count = sorted.filter((x) => x === 0).length
  if (count === 0) return null
  const text = `${count} of ${n} values are zero, which lognormal, gamma, erlang, weibull and log-logistic cannot give: are these durations?`
  return { kind: 'zeros', text }
}

/** Whether each value resembles the one before, and whether they rise or fall: by ranks, so that no tail pretends it. Warns below 1 %. */
function order(observed: readonly number[]): (Remark | null)[] {
  const n = observed.length
  if (n < 20) return []
  const ranks = ranksOf(observed)
  const lag = correlation(ranks.slice(1), ranks.slice(0, -1))
  const trend = correlation(
    ranks,
    ranks.map((_, i) => i),
  )
  const rises = chanceOf(trend * Math.sqrt(n - 1))
  const resembles = chanceOf(lag * Math.sqrt(n))
  const effective = Math.max(1, Math.round((n * (1 - Math.abs(lag))) / (1 + Math.abs(lag))))
  return [
    rises < 0.01
      ? {
          kind: 'trend',
          text: `values ${trend > 0 ? 'rise' : 'fall'} with time (rank correlation ${trend.toFixed(2)}): one law for all of them hides it. Fit the part that is like today.`,
        }
      : null,
    resembles < 0.01
      ? {
          kind: 'autocorrelation',
          text: `each value ${lag > 0 ? 'resembles' : 'is opposed to'} the one before (rank correlation ${lag.toFixed(2)}): ${n} values tell about as much as ${effective} independent ones, and the p-values are too small. Is it several products or shifts in one list?`,
        }
      : null,
  ]
}

/** Chance of a standard normal variate at least as far out, either way. */
const chanceOf = (z: number) => 2 * normalCdf(-Math.abs(z))

/** From 0 up; equal values share the middle of their places. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!)
  const ranks = new Array<number>(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to++
    for (let i = from; i <= to; i++) ranks[order[i]!] = (from + to) / 2
    from = to + 1
  }
  return ranks
}

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length
  const meanY = ys.reduce((sum, y) => sum + y, 0) / ys.length
  let [xy, xx, yy] = [0, 0, 0]
  for (const [i, x] of xs.entries()) {
    const [dx, dy] = [x - meanX, ys[i]! - meanY]
    xy += dx * dy
    xx += dx * dx
    yy += dy * dy
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0
}

/** Beyond Tukey's outer fences: upwards on the logarithms, for a long tail alone is no outlier. */
function outliers(sample: Sample, say: (seconds: number) => string): Remark | null {
  if (sample.n < 10) return null
  const scale = sample.min > 0 ? { ...sample, sorted: sample.logs } : sample
  const fence = (of: Sample, p: 0.25 | 0.75) => {
    const quarter = sampleQuantile(of, p)
    return quarter + 3 * (quarter - sampleQuantile(of, 1 - p))
  }
  const [least, most] = [fence(sample, 0.25), fence(scale, 0.75)]
  const far = sample.sorted.filter((x, i) => x < least || scale.sorted[i]! > most)
  if (far.length === 0 || far.length > 0.1 * sample.n) return null
  const named = [...far.slice(-3)].map(say).join(', ')
  const which =
    far.length > 3
      ? `${far.length} values are far from all others, such as ${named}`
      : `${named} ${far.length === 1 ? 'is' : 'are'} far from all others`
  return {
    kind: 'outliers',
    text: `${which}: if a stoppage or a slip of the pen is among the work, take it out and model it as a failure.`,
  }
}

const BOXES = 256

/**
 * Two peaks: the density smoothed by Silverman's rule (and wider than any rounding) has a valley whose neighbourhood holds fewer values than that of the lower peak, by
 * more than three and a half standard errors.
 */
function peaks(sample: Sample, say: (seconds: number) => string): Remark | null {
  const { sorted, n, sd } = sample
  if (n < 40) return null
  const spread = Math.min(sd, (sampleQuantile(sample, 0.75) - sampleQuantile(sample, 0.25)) / 1.34) || sd
  const width = Math.max(1.5 * gridOf(sample), 0.7 * spread * exp(-0.2 * log(n)))
  const [from, to] = [sampleQuantile(sample, 0.005), sampleQuantile(sample, 0.995)]
  if (!(to > from && width > 0)) return null
  const at = (i: number) => from + ((i + 0.5) * (to - from)) / BOXES
  const counts = new Float64Array(BOXES)
  for (const x of sorted) if (x >= from && x <= to) counts[Math.min(BOXES - 1, Math.floor(((x - from) / (to - from)) * BOXES))]! += 1
  const bell = Float64Array.from({ length: BOXES }, (_, i) => {
    const away = (i * (to - from)) / (BOXES * width)
    return exp(-0.5 * away * away)
  })
  const height = Float64Array.from({ length: BOXES }, (_, i) => counts.reduce((sum, count, j) => sum + count * bell[Math.abs(i - j)]!, 0))
  const tops = [...height.keys()].filter((i) => height[i]! > (height[i - 1] ?? 0) && height[i]! >= (height[i + 1] ?? 0))
  const near = (i: number) => sorted.filter((x) => Math.abs(x - at(i)) <= width).length
  for (const [k, top] of tops.entries()) {
    for (const other of tops.slice(k + 1)) {
      let valley = top
      for (let i = top; i <= other; i++) if (height[i]! < height[valley]!) valley = i
      const lower = height[top]! < height[other]! ? top : other
      const [least, most] = [near(valley), near(lower)]
      if (most - least > 3.5 * Math.sqrt(most + least))
        return {
          kind: 'peaks',
          text: `there are two peaks, near ${say(at(top))} and ${say(at(other))}: probably two kinds of work in one list. Fit each alone.`,
        }
    }
  }
  return null
}
