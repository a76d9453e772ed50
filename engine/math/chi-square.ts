import { gammaP } from './gamma-incomplete.ts'
import { gammaPInverse } from './gamma-inverse.ts'

/** Chance that a sum of `df` squared standard normals is below x: chiSquareCdf(3.841458820694124, 1) = 0.95. */
export function chiSquareCdf(x: number, df: number): number {
  return gammaP(df / 2, x / 2)
}

/** The x below which a share p lies: chiSquareQuantile(0.95, 10) = 18.307038053275146. */
export function chiSquareQuantile(p: number, df: number): number {
  if (!(df > 0)) throw new RangeError(`chiSquareQuantile: degrees of freedom must be > 0, got ${df}`)
  return 2 * gammaPInverse(df / 2, p)
}
