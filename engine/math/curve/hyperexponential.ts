import { exp } from '../exp.ts'
import { expm1 } from '../expm1.ts'
import { invert } from '../invert.ts'
import { log } from '../log.ts'
import { type Curve, checkShare } from './curve.ts'

/** The two exponential laws that a hyperexponential one is mixed of. */
export interface HyperexponentialParts {
  /** Share of the short ones. */
  readonly share: number
  readonly short: number
  readonly long: number
}

/**
 * Mostly short, sometimes long: with balanced means, so that both parts make up half of the total time. share = (1 + √((c² - 1)/(c² + 1)))/2
 * with c = sd/mean (Whitt 1982). Mean 10 and sd 20: 88.7 % of mean 5.64, the others of mean 44.4.
 */
export function hyperexponentialParts(mean: number, sd: number): HyperexponentialParts {
  const square = (sd / mean) * (sd / mean)
  const share = (1 + Math.sqrt((square - 1) / (square + 1))) / 2
  return { share, short: mean / (2 * share), long: mean / (2 * (1 - share)) }
}

export function hyperexponentialCurve(mean: number, sd: number): Curve {
  const { share, short, long } = hyperexponentialParts(mean, sd)
  const density = (x: number) => (x < 0 ? 0 : (share * exp(-x / short)) / short + ((1 - share) * exp(-x / long)) / long)
  const cdf = (x: number) => (x <= 0 ? 0 : -share * expm1(-x / short) - (1 - share) * expm1(-x / long))
  return {
    mean,
    sd,
    min: 0,
    max: Infinity,
    density,
    cdf,
    above: (x) => (x <= 0 ? 1 : share * exp(-x / short) + (1 - share) * exp(-x / long)),
    quantile: (p) => {
      checkShare(p)
      if (p === 0) return 0
      if (p === 1) return Infinity
      // Never further than if all were long.
      const most = -long * log(1 - p)
      return invert(cdf, density, { p, low: 0, high: Math.max(most, long * p) * 1.000001, guess: Math.min(short * p, most) })
    },
  }
}
