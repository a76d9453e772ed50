import { exp, log } from '../../engine/math/index.ts'
import type { FactorKind, FactorTable } from './factors.ts'

/** Something that may be the cause: a level of a factor, or a parameter of a station that has left its usual range. */
export interface Suspect {
  readonly kind: FactorKind | 'parameter'
  /** The operation, material or kind of tools; of a parameter its station. */
  readonly of: string
  /** Station, lot, piece, person, shift; or the parameter. */
  readonly name: string
  /** From which unit of the table on it is suspected: units before were as usual. A lot or a shift is what it is all the time. */
  readonly since: number
  /** It may have begun at any time, and `since` was chosen by what was seen. */
  readonly isFree: boolean
  /** The first unit that was not looked at. */
  readonly until: number
  /** Of each unit from `from` on: 0 where it has no part, up to 1. */
  readonly dose: Float64Array
  readonly exposed: number
  readonly bad: number
  /** How much likelier what was seen is with it than with no cause at all, ln. */
  readonly evidence: number
  /** Odds of a bad unit are multiplied by `ratio` where it has its full part, with an interval of 95 %. */
  readonly ratio: number
  readonly low: number
  readonly high: number
  /** Of a parameter: what is usual, and what it was where it was not. */
  readonly usual: number | null
  readonly seen: number | null
  /** Its usual standard deviation. */
  readonly sd: number | null
}

/** The spread of ln of the odds ratio that a cause is expected to have, before anything is seen. */
const PRIOR_SD = 1.5
/** Odds of a bad unit at a cause worth looking for: it says since when a level is suspected. */
const WORTH = log(4)
/** What choosing the beginning that looks worst adds to the evidence where there is nothing, ln. */
const ONSET = 1.5
/** Standard deviations from the mean that a parameter is still usual at. */
const USUAL = 3.5
/** Exposed units below which nothing is said of a level. */
const LEAST = 10

/** All that may explain bad units among `from` … `until`, given that a share `usual` of units is bad in any case, which is known from `usualBad` bad units. */
export function suspectsOf(
  table: FactorTable,
  { from, until, usual, usualBad }: { from: number; until: number; usual: number; usualBad: number },
): Suspect[] {
  const bad = table.bad.subarray(from, until)
  const base = { base: log(usual / (1 - usual)), baseVariance: 1 / usualBad }
  const found: Suspect[] = []
  for (const { kind, of, names, level } of table.factors) {
    for (const [l, name] of names.entries()) {
      const isSteady = kind === 'lot' || kind === 'shift'
      const since = isSteady ? from : onset(level, l, table.bad, { from, until, usual })
      const dose = new Float64Array(until - from)
      for (let i = since; i < until; i++) if (level[i] === l) dose[i - from] = 1
      const one = judged({ kind, of, name, since, isFree: !isSteady, until, dose, usual: null, seen: null, sd: null }, bad, base)
      if (one !== null) found.push(one)
    }
  }
  for (const { station, parameter, value } of table.readings) {
    const { mean, sd } = spread(value, from)
    if (!(sd > 0)) continue
    for (const side of [1, -1]) {
      const beyond = new Float64Array(until - from)
      const all: number[] = []
      let since = until
      let sum = 0
      for (let i = from; i < until; i++) {
        const far = (side * (value[i]! - mean)) / sd - USUAL
        if (!(far > 0)) continue
        beyond[i - from] = far
        all.push(far)
        sum += value[i]!
        since = Math.min(since, i)
      }
      if (all.length < LEAST) continue
      const full = all.sort((one, other) => one - other)[Math.floor(all.length / 2)]!
      const dose = beyond.map((far) => Math.min(1, far / full))
      const one = judged(
        { kind: 'parameter', of: station, name: parameter, since, isFree: false, until, dose, usual: mean, seen: sum / all.length, sd },
        bad,
        base,
      )
      if (one !== null) found.push(one)
    }
  }
  return found
}

/** The unit from which on the level looks worst: before it, it adds nothing to the suspicion. */
function onset(
  level: Int32Array,
  l: number,
  bad: Uint8Array,
  { from, until, usual }: { from: number; until: number; usual: number },
): number {
  const worse = (usual * exp(WORTH)) / (1 - usual + usual * exp(WORTH))
  const ifBad = log(worse / usual)
  const ifGood = log((1 - worse) / (1 - usual))
  let sum = 0
  let best = 0
  let since = from
  for (let i = until - 1; i >= from; i--) {
    if (level[i] !== l) continue
    sum += bad[i] === 1 ? ifBad : ifGood
    if (sum > best) {
      best = sum
      since = i
    }
  }
  return since
}

type Unjudged = Omit<Suspect, 'exposed' | 'bad' | 'evidence' | 'ratio' | 'low' | 'high'>

/**
 * Logistic regression on the dose alone, with the usual odds as they are and a normal prior on the slope (a penalised likelihood): Newton's method, then
 * Laplace's approximation of the Bayes factor against no effect. The interval also has what the usual share is uncertain by. Null where too few units are exposed.
 */
function judged(suspect: Unjudged, bad: Uint8Array, { base, baseVariance }: Base): Suspect | null {
  const { dose } = suspect
  // Units of the same dose are one group; where all have their full part, there is one.
  const doses: number[] = []
  const counts: number[] = []
  const bads: number[] = []
  let full = -1
  let exposed = 0
  let badOnes = 0
  for (let i = 0; i < dose.length; i++) {
    const x = dose[i]!
    if (x <= 0) continue
    exposed++
    badOnes += bad[i]!
    if (x < 1 || full < 0) {
      if (x === 1) full = doses.length
      doses.push(x)
      counts.push(1)
      bads.push(bad[i]!)
    } else {
      counts[full]!++
      bads[full]! += bad[i]!
    }
  }
  if (exposed < LEAST) return null
  const precision = 1 / (PRIOR_SD * PRIOR_SD)
  let slope = 0
  let information = precision
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let gradient = -slope * precision
    information = precision
    for (let g = 0; g < doses.length; g++) {
      const x = doses[g]!
      const p = 1 / (1 + exp(-base - slope * x))
      gradient += x * (bads[g]! - counts[g]! * p)
      information += x * x * counts[g]! * p * (1 - p)
    }
    const step = Math.max(-1, Math.min(1, gradient / information))
    slope += step
    if (Math.abs(step) < 1e-9) break
  }
  let gain = (-slope * slope * precision) / 2
  for (let g = 0; g < doses.length; g++)
    gain += counts[g]! * (softplus(base) - softplus(base + slope * doses[g]!)) + bads[g]! * slope * doses[g]!
  const evidence = slope <= 0 ? Number.NEGATIVE_INFINITY : gain - log(PRIOR_SD * Math.sqrt(information)) - (suspect.isFree ? ONSET : 0)
  const half = 1.959964 * Math.sqrt(1 / information + baseVariance)
  return { ...suspect, exposed, bad: badOnes, evidence, ratio: exp(slope), low: exp(slope - half), high: exp(slope + half) }
}

/** Of the usual odds: ln, and the variance of that. */
interface Base {
  readonly base: number
  readonly baseVariance: number
}

const MOST_ROUNDS = 50

/** ln(1 + e^x) */
const softplus = (x: number) => (x > 0 ? x + log(1 + exp(-x)) : log(1 + exp(x)))

/** Of what was read before. */
function spread(value: Float64Array, until: number): { readonly mean: number; readonly sd: number } {
  let n = 0
  let sum = 0
  let squares = 0
  for (let i = 0; i < until; i++) {
    const x = value[i]!
    if (Number.isNaN(x)) continue
    n++
    sum += x
    squares += x * x
  }
  const mean = sum / n
  return n < 50 ? { mean, sd: Number.NaN } : { mean, sd: Math.sqrt(Math.max(0, squares / n - mean * mean)) }
}
