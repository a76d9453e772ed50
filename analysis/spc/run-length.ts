import { normalCdf } from '../../engine/math/index.ts'
import { CUSUM, EWMA, ewmaLimit } from './charts.ts'
import { rangeConstants } from './limits.ts'
import { type Rule, RuleWatch } from './rules.ts'

/*
 * How many points a chart of normal, independent readings with known limits takes to its first signal, on average; `shift` is how far the process has
 * moved, in standard deviations (0: false alarms). Not simulated: a chart is a Markov chain, and the mean number of steps is the solution of
 * (I − Q) x = 1. A statistic that is a number is cut into cells (Brook & Evans 1972).
 */

/**
 * Of a two-sided CUSUM: k 0.5, h 5 give 465. With single points beyond `beyond` sigma as signals too (what is watched by default: 3), 224. The two
 * sides are taken as if neither could be on its way while the other signals, which is so of a CUSUM alone and very nearly with single points.
 */
export function cusumRunLength({
  k = CUSUM.k as number,
  h = CUSUM.h as number,
  beyond = Number.POSITIVE_INFINITY,
  shift = 0,
} = {}): number {
  const [up, down] = [oneSided(k, h, beyond, shift), oneSided(k, h, beyond, -shift)]
  return 1 / (1 / up + 1 / down)
}

/** Cells of width w around 0, w, 2 w …: the first is only half a cell, for there is nothing below 0. */
function oneSided(k: number, h: number, beyond: number, shift: number): number {
  const cells = 120
  const width = h / (cells - 0.5)
  const below = (z: number) => normalCdf(Math.min(z, beyond) - shift)
  return meanSteps(cells, 0, (from, to) => {
    const upper = below((to - from + 0.5) * width + k)
    return to === 0 ? upper : upper - below((to - from - 0.5) * width + k)
  })
}

/** Of a two-sided EWMA with the limits of one that has run for long: λ 0.2, L 2.962 give 500. */
export function ewmaRunLength({ lambda = EWMA.lambda, l = EWMA.l, shift = 0 } = {}): number {
  const cells = 201
  const limit = ewmaLimit(lambda, l)
  const width = (2 * limit) / cells
  const center = (cell: number) => -limit + (cell + 0.5) * width
  return meanSteps(cells, (cells - 1) / 2, (from, to) => {
    const z = (statistic: number) => normalCdf((statistic - (1 - lambda) * center(from)) / lambda - shift)
    return z(center(to) + width / 2) - z(center(to) - width / 2)
  })
}

/** Of single readings beyond three sigma or that step more than 3.686 sigma from the one before (I-MR): 106. The state is the last reading; none yet at first. */
export function individualsRunLength({ shift = 0 } = {}): number {
  const cells = 240
  const width = 6 / cells
  const { d2, upper } = rangeConstants(2)
  const most = upper * d2
  const center = (cell: number) => -3 + (cell + 0.5) * width
  const chance = Array.from(
    { length: cells },
    (_, i) => normalCdf(center(i) + width / 2 - shift) - normalCdf(center(i) - width / 2 - shift),
  )
  return meanSteps(cells + 1, cells, (from, to) => {
    if (to === cells) return 0
    if (from === cells) return chance[to]!
    // Of a cell on the edge, as much as is within reach of a reading in the middle of `from`.
    const inside = (most - Math.abs(center(to) - center(from))) / width + 0.5
    return chance[to]! * Math.min(1, Math.max(0, inside))
  })
}

/** Of rules that only ask in which zone points lie (the four Western Electric rules: 92; one point beyond three sigma: 370). Others throw. */
export function zoneRunLength(rules: readonly Rule[], { shift = 0 } = {}): number {
  const unfit = rules.find(({ kind }) => kind === 'trend' || kind === 'alternating')
  if (unfit) throw new RangeError(`zoneRunLength: ${unfit.id} is not about zones`)
  const edges = [-3, -2, -1, 0, 1, 2, 3]
  const zones = [...edges, 4].map((edge, i) => ({
    // Inside its zone, for no point lies on an edge.
    z: edge - 0.5,
    chance: (i === edges.length ? 1 : normalCdf(edge - shift)) - (i === 0 ? 0 : normalCdf(edges[i - 1]! - shift)),
  }))
  // States are the points that still matter to some rule; each is found by playing its points to the rules again.
  const number = new Map<string, number>([['', 0]])
  const pasts: number[][] = [[]]
  const steps: { from: number; to: number; chance: number }[] = []
  for (let from = 0; from < pasts.length; from++) {
    for (const { z, chance } of zones) {
      const past = [...pasts[from]!, z]
      const watch = new RuleWatch(rules)
      let broken = 0
      for (const point of past) broken = watch.add(point)
      if (broken !== 0) continue
      const key = watch.memory()
      let to = number.get(key)
      if (to === undefined) {
        to = pasts.length
        number.set(key, to)
        pasts.push(past)
      }
      steps.push({ from, to, chance })
    }
  }
  const matrix = new Map<number, number>()
  for (const { from, to, chance } of steps) matrix.set(from * pasts.length + to, (matrix.get(from * pasts.length + to) ?? 0) + chance)
  return meanSteps(pasts.length, 0, (from, to) => matrix.get(from * pasts.length + to) ?? 0)
}

/** Mean number of steps until a chain of so many states is left, from `start`, where `step` is the chance to go from one to another. */
function meanSteps(states: number, start: number, step: (from: number, to: number) => number): number {
  const rows = Array.from({ length: states }, (_, from) => {
    const row = new Float64Array(states + 1)
    for (let to = 0; to < states; to++) row[to] = (from === to ? 1 : 0) - step(from, to)
    row[states] = 1
    return row
  })
  // Elimination without pivoting: I − Q of a chain that is left for certain is an M-matrix, and its pivots stay above 0.
  for (let pivot = 0; pivot < states; pivot++) {
    const own = rows[pivot]!
    for (let r = pivot + 1; r < states; r++) {
      const row = rows[r]!
      const factor = row[pivot]! / own[pivot]!
      if (factor !== 0) for (let c = pivot; c <= states; c++) row[c]! -= factor * own[c]!
    }
  }
  const mean = new Float64Array(states)
  for (let r = states - 1; r >= 0; r--) {
    const row = rows[r]!
    let sum = row[states]!
    for (let c = r + 1; c < states; c++) sum -= row[c]! * mean[c]!
    mean[r] = sum / row[r]!
  }
  return mean[start]!
}
