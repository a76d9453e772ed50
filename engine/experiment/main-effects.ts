import { type Interval, interval } from './interval.ts'

/** `values[p][r]`: what design point p measured in replication r, with the luck that r has at every point. */
export type Responses = readonly (readonly number[])[]

/**
 * What each level of one factor does on average over all others: the mean of the points at that level − the mean of all, replication by
 * replication, so that the luck all points share is no part of the interval. `level[p]` is the level of point p.
 */
export function levelEffects(values: Responses, level: readonly number[], levels: number): Interval[] {
  const everywhere = perReplication(values, () => true)
  return Array.from({ length: levels }, (_, l) => {
    const here = perReplication(values, (p) => level[p] === l)
    return interval(here.map((one, r) => one - everywhere[r]!))
  })
}

/**
 * What each factor does from its low to its high end, where points lie anywhere between: the slopes of a plane fitted by least squares in each
 * replication. `places[p][f]` is in [0, 1]. Null where there are too few points, or they do not tell the factors apart.
 */
export function slopeEffects(values: Responses, places: readonly (readonly number[])[]): Interval[] | null {
  const factors = places[0]?.length ?? 0
  const centres = Array.from({ length: factors }, (_, f) => average(places.map((place) => place[f]!)))
  const centred = places.map((place) => place.map((x, f) => x - centres[f]!))
  const gram = Array.from({ length: factors }, (_, f) =>
    Array.from({ length: factors }, (_, g) => centred.reduce((sum, x) => sum + x[f]! * x[g]!, 0)),
  )
  const slopes: number[][] = []
  for (let r = 0; r < values[0]!.length; r++) {
    const right = Array.from({ length: factors }, (_, f) => centred.reduce((sum, x, p) => sum + x[f]! * values[p]![r]!, 0))
    const solved = points(values) > factors ? solve(gram, right) : null
    if (solved === null) return null
    slopes.push(solved)
  }
  return centres.map((_, f) => interval(slopes.map((slope) => slope[f]!)))
}

const points = (values: Responses) => values.length

function perReplication(values: Responses, counts: (point: number) => boolean): number[] {
  const chosen = values.filter((_, p) => counts(p))
  return values[0]!.map((_, r) => average(chosen.map((one) => one[r]!)))
}

const average = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

/** Gauss with the largest pivot. Null where the matrix is singular. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const n = right.length
  const rows = matrix.map((row, i) => [...row, right[i]!])
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let i = column + 1; i < n; i++) if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i
    if (Math.abs(rows[pivot]![column]!) < 1e-9) return null
    const row = rows[pivot]!
    rows[pivot] = rows[column]!
    rows[column] = row
    for (let i = 0; i < n; i++) {
      if (i === column) continue
      const factor = rows[i]![column]! / row[column]!
      for (let j = column; j <= n; j++) rows[i]![j]! -= factor * row[j]!
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!)
}
