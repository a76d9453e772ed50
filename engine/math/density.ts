import { exp } from './exp.ts'
import { stirlingError } from './ln-gamma.ts'
import { log } from './log.ts'

const TWO_PI = 6.283185307179586

/**
 * λ^k e^-λ / Γ(k + 1), the chance of k events where λ are expected; k > 0 need not be whole. poissonDensity(2, 3) = 0.22404180765538775.
 * Loader's saddle-point form: about 14 digits however large k and λ are.
 */
export function poissonDensity(k: number, lambda: number): number {
  if (lambda === 0) return 0
  return exp(-stirlingError(k) - deviance(k, lambda)) / Math.sqrt(TWO_PI * k)
}

/**
 * Γ(n + 1) / (Γ(k + 1) Γ(l + 1)) p^k q^l with n = k + l and p + q = 1: the chance of k hits in n trials; k, l > 0 need not be whole.
 * binomialDensity(2, 3, 0.4, 0.6) = 0.3456. Loader's form, as above.
 */
export function binomialDensity(k: number, l: number, p: number, q: number): number {
  if (p === 0 || q === 0) return 0
  const n = k + l
  const exponent = stirlingError(n) - stirlingError(k) - stirlingError(l) - deviance(k, n * p) - deviance(l, n * q)
  return exp(exponent) * Math.sqrt(n / (TWO_PI * k * l))
}

/** k ln(k/m) + m - k, without cancellation where k is near m. deviance(2, 3) = 0.18906978378367123. */
function deviance(k: number, m: number): number {
  const d = k - m
  if (Math.abs(d) >= 0.1 * (k + m)) return k * log(k / m) - d
  const v = d / (k + m)
  const z = v * v
  let sum = d * v
  let term = 2 * k * v
  for (let j = 3; ; j += 2) {
    term *= z
    const next = sum + term / j
    if (next === sum) return next
    sum = next
  }
}
