import { mean } from 'simple-statistics'
import { normalCdf } from '../math/index.ts'

/** Σ (xᵢ − m)(xᵢ₊₁ − m) / Σ (xᵢ − m)²: how much neighbours in a series agree. Of 1, 2, 3, 4: 0.25. Null for a constant series. */
export function lag1(series: ArrayLike<number>): number | null {
  const x = Array.from(series)
  const m = mean(x)
  let neighbours = 0
  let squares = 0
  for (let i = 0; i < x.length; i++) {
    squares += (x[i]! - m) * (x[i]! - m)
    if (i > 0) neighbours += (x[i - 1]! - m) * (x[i]! - m)
  }
  return squares > 0 ? neighbours / squares : null
}

/**
 * How likely independent normal values agree with their neighbours that well or better: von Neumann's test (1941), whose statistic
 * √((n² − 1)/(n − 2)) · (lag-1 + ((x₁ − m)² + (xₙ − m)²) / 2Σ(xᵢ − m)²) is nearly normal from n = 8 on. 1 for a constant series.
 */
export function independenceChance(series: ArrayLike<number>): number {
  const x = Array.from(series)
  const n = x.length
  const r = lag1(x)
  if (r === null || n < 3) return 1
  const m = mean(x)
  const squares = x.reduce((sum, one) => sum + (one - m) * (one - m), 0)
  const ends = (x[0]! - m) * (x[0]! - m) + (x[n - 1]! - m) * (x[n - 1]! - m)
  return normalCdf(-Math.sqrt((n * n - 1) / (n - 2)) * (r + ends / (2 * squares)))
}
