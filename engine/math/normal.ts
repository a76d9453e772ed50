import { erfc } from './erf.ts'
import { exp } from './exp.ts'
import { log } from './log.ts'

/** Height of the bell curve of mean 0 and sd 1: normalDensity(0) = 0.3989422804014327. */
export function normalDensity(x: number): number {
  return 0.3989422804014327 * exp(-0.5 * x * x)
}

/** Chance that a normal variate of mean 0 and sd 1 is below x, exact far into the lower tail: normalCdf(1.96) = 0.9750021048517795. */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x * Math.SQRT1_2)
}

/**
 * The x below which a normal variate of mean 0 and sd 1 lies with probability p: normalQuantile(0.975) = 1.959963984540054; ±Infinity at
 * 0 and 1. Relative error about 1e-16. Algorithm AS 241 (PPND16), Wichura, Applied Statistics 37 (1988) 477-484; no logarithm for 85 % of p.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (
      (q *
        (3.3871328727963665 +
          r *
            (133.14166789178438 +
              r *
                (1971.5909503065513 +
                  r *
                    (13731.69376550946 +
                      r * (45921.95393154987 + r * (67265.7709270087 + r * (33430.57558358813 + r * 2509.0809287301227)))))))) /
      (1 +
        r *
          (42.31333070160091 +
            r *
              (687.1870074920579 +
                r *
                  (5394.196021424751 +
                    r * (21213.794301586597 + r * (39307.89580009271 + r * (28729.085735721943 + r * 5226.495278852854)))))))
    )
  }
  if (!(p > 0 && p < 1)) {
    if (p === 0) return -Infinity
    if (p === 1) return Infinity
    throw new RangeError(`normalQuantile: p must be in [0, 1], got ${p}`)
  }
  const size = tail(Math.sqrt(-log(q < 0 ? p : 1 - p)))
  return q < 0 ? -size : size
}

function tail(root: number): number {
  if (root <= 5) {
    const r = root - 1.6
    return (
      (1.4234371107496835 +
        r *
          (4.630337846156546 +
            r *
              (5.769497221460691 +
                r *
                  (3.6478483247632045 +
                    r * (1.2704582524523684 + r * (0.2417807251774506 + r * (0.022723844989269184 + r * 0.0007745450142783414))))))) /
      (1 +
        r *
          (2.053191626637759 +
            r *
              (1.6763848301838038 +
                r *
                  (0.6897673349851 +
                    r * (0.14810397642748008 + r * (0.015198666563616457 + r * (0.0005475938084995345 + r * 1.0507500716444169e-9)))))))
    )
  }
  const r = root - 5
  return (
    (6.657904643501103 +
      r *
        (5.463784911164114 +
          r *
            (1.7848265399172913 +
              r *
                (0.29656057182850487 +
                  r * (0.026532189526576124 + r * (0.0012426609473880784 + r * (0.000027115555687434876 + r * 2.0103343992922881e-7))))))) /
    (1 +
      r *
        (0.599832206555888 +
          r *
            (0.1369298809227358 +
              r *
                (0.014875361290850615 +
                  r * (0.0007868691311456133 + r * (0.000018463183175100548 + r * (1.421511758316446e-7 + r * 2.0442631033899397e-15)))))))
  )
}
