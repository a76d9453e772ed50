import { leading } from './bits.ts'
import { exp } from './exp.ts'
import { chebyshev } from './ln-gamma.ts'

// erf(x)/x - 1 on [0, 1] as a Chebyshev series in 2x² - 1; (x + ½) e^(x²) erfc(x) on [½, ∞) as one in (x - 4) / (x + 3): both with 50 digits
const NEAR = [
  -0.024523060617345903, -0.14226120510371365, 0.010035582187599796, -0.0005768764699767485, 0.00002741993125219606,
  -0.0000011043175507344507, 3.8488755420345036e-8, -1.1808582533875466e-9, 3.2334215826050907e-11, -7.991015947004549e-13,
  1.7990725113961456e-14, -3.718635487818693e-16, 7.103599003714253e-18,
]
const FAR = [
  0.6065588604635874, -0.03612736823281771, -0.01316094638229592, 0.009593294266714052, -0.0033411751554640544, 0.0007761423525287758,
  -0.00011785829174077441, 0.000007845281102567613, 0.0000010769378598335906, -3.0062873139296417e-7, 6.927475161873313e-9,
  6.7879072424968725e-9, -6.535486049048916e-10, -1.531866637789245e-10, 2.531436895807097e-11, 4.025115093559483e-12, -8.7493742110029e-13,
  -1.3182875200441013e-13, 2.954975351329621e-14, 5.274457383282146e-15, -9.617765105744338e-16, -2.382078971853841e-16,
  2.7510180005102144e-17, 1.1203923673945134e-17,
]

/** Error function 2/√π ∫₀ˣ e^(-t²) dt, within 2 ulp: erf(1) = 0.8427007929497149. */
export function erf(x: number): number {
  if (Math.abs(x) <= 1) return x + x * chebyshev(NEAR, 2 * x * x - 1)
  return x > 0 ? 1 - tail(x) : tail(-x) - 1
}

/** 1 - erf(x), which keeps its digits in the far tail: erfc(5) = 1.5374597944280347e-12; a few ulp. */
export function erfc(x: number): number {
  if (x < 0.5) return x < -1 ? 2 - tail(-x) : 1 - (x + x * chebyshev(NEAR, 2 * x * x - 1))
  return tail(x)
}

function tail(x: number): number {
  if (x > 27.3) return 0
  const x0 = leading(x) // e^(-x²) with x² in two exact pieces
  const bell = exp(-x0 * x0) * exp((x0 - x) * (x0 + x))
  return (bell * chebyshev(FAR, (x - 4) / (x + 3))) / (x + 0.5)
}
