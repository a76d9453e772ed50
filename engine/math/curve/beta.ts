import { betaIncomplete } from '../beta-incomplete.ts'
import { betaInverse } from '../beta-inverse.ts'
import { exp } from '../exp.ts'
import { lnGamma } from '../ln-gamma.ts'
import { log } from '../log.ts'
import { type Curve, checkShare } from './curve.ts'
import { pointCurve } from './point.ts'

export interface BetaShapes {
  readonly a: number
  readonly b: number
}

/** The shapes of a beta law from `min` to `max` with this mean and sd; NaN or not positive where there is none. betaShapes(0, 1, 0.4, 0.2) is 2 and 3. */
export function betaShapes(min: number, max: number, { mean, sd }: { readonly mean: number; readonly sd: number }): BetaShapes {
  const sum = ((mean - min) * (max - mean)) / (sd * sd) - 1
  const place = (mean - min) / (max - min)
  return { a: sum * place, b: sum * (1 - place) }
}

/** The shapes of PERT: 1 + 4 (mode - min)/(max - min), and 6 less that. */
export function pertShapes(min: number, mode: number, max: number): BetaShapes {
  const width = max - min
  return { a: 1 + (4 * (mode - min)) / width, b: 1 + (4 * (max - mode)) / width }
}

/** A beta law stretched from `min` to `max`. */
export function betaCurve(min: number, max: number, { a, b }: BetaShapes): Curve {
  const width = max - min
  if (width === 0) return pointCurve(min)
  const front = lnGamma(a + b) - lnGamma(a) - lnGamma(b) - log(width)
  return {
    mean: min + (width * a) / (a + b),
    sd: (width * Math.sqrt((a * b) / (a + b + 1))) / (a + b),
    min,
    max,
    density: (x) => {
      if (x < min || x > max) return 0
      if (x === min) return edge(a, b / width)
      if (x === max) return edge(b, a / width)
      return exp(front + (a - 1) * log((x - min) / width) + (b - 1) * log((max - x) / width))
    },
    cdf: (x) => (x <= min ? 0 : x >= max ? 1 : betaIncomplete(a, b, (x - min) / width, (max - x) / width)),
    above: (x) => (x <= min ? 1 : x >= max ? 0 : betaIncomplete(b, a, (max - x) / width, (x - min) / width)),
    quantile: (p) => {
      checkShare(p)
      return min + width * betaInverse(a, b, p)
    },
  }
}

/** The density at an end with this shape: nothing, all there is, or as much as the other shape gives. */
const edge = (shape: number, other: number) => (shape < 1 ? Infinity : shape === 1 ? other : 0)
