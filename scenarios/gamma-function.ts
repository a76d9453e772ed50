/**
 * Γ(x) for x > 0 in plain arithmetic, so that every machine gets the same bits: the mean of a Weibull variate is scale · Γ(1 + 1/shape),
 * that of a log-logistic one scale · Γ(1 + 1/shape) Γ(1 - 1/shape).
 * Brought into 2…3 by Γ(x + 1) = x Γ(x), and there the quotient of polynomials of the Cephes library (Moshier 1989, relative error
 * below 2e-16): gamma(5) = 24.
 */
export function gamma(x: number): number {
  let factor = 1
  let argument = x
  for (; argument >= 3; argument--) factor *= argument - 1
  for (; argument < 2; argument++) factor /= argument
  return (factor * polynomial(numerator, argument - 2)) / polynomial(denominator, argument - 2)
}

const numerator = [
  0.00016011952247675185, 0.0011913514700658638, 0.010421379756176158, 0.04763678004571372, 0.20744822764843598, 0.4942148268014971, 1,
]
const denominator = [
  -2.3158187332412014e-5, 0.0005396055804933034, -0.004456419138517973, 0.011813978522206043, 0.035823639860549865, -0.23459179571824335,
  0.0714304917030273, 1,
]

const polynomial = (coefficients: readonly number[], x: number) => coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)
