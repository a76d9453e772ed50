import { log } from './log.ts'

/** The slope of ln Γ at x > 0: digamma(1) = -0.5772156649015329. Recurrence up to 10, then the asymptotic series (DLMF 5.11.2); 1e-14. */
export function digamma(x: number): number {
  let sum = 0
  let at = x
  for (; at < 10; at++) sum -= 1 / at
  const z = 1 / (at * at)
  return (
    sum + log(at) - 0.5 / at - z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132 - z * (691 / 32760 - z / 12))))))
  )
}

/** The slope of digamma: trigamma(1) = π²/6. The same way (DLMF 5.15.8). */
export function trigamma(x: number): number {
  let sum = 0
  let at = x
  for (; at < 10; at++) sum += 1 / (at * at)
  const z = 1 / (at * at)
  return (
    sum + 1 / at + z / 2 + (z / at) * (1 / 6 - z * (1 / 30 - z * (1 / 42 - z * (1 / 30 - z * (5 / 66 - z * (691 / 2730 - (z * 7) / 6))))))
  )
}
