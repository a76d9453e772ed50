import { describe, expect, it } from 'vitest'
import { cos, exp, expm1, log, log1p, pow, sin } from '../../../engine/math/index.ts'

const bits = new BigInt64Array(1)
const double = new Float64Array(bits.buffer)

/** Distance in units of the last place. */
function ulps(got: number, want: number): number {
  if (Object.is(got, want) || (got === 0 && want === 0)) return 0
  double[0] = Math.abs(want)
  bits[0]!++
  return Math.abs(got - want) / (double[0] - Math.abs(want))
}

/** Points that reach all over a range, always the same ones. */
function* spread(low: number, high: number, count = 4000) {
  for (let i = 0, x = 0.5; i < count; i++) {
    x = (x + 0.6180339887498949) % 1
    yield low + (high - low) * x
  }
}

type Case = {
  name: string
  ours: (x: number) => number
  theirs: (x: number) => number
  from: number
  to: number
  map?: (x: number) => number
}

// Math.* is itself off by up to one place, so two apart is the most that "under 1 ulp" allows.
const cases: Case[] = [
  { name: 'log near 1', ours: log, theirs: Math.log, from: 0.5, to: 2 },
  { name: 'log of all sizes', ours: log, theirs: Math.log, from: -740, to: 700, map: Math.exp },
  { name: 'log1p near 0', ours: log1p, theirs: Math.log1p, from: -0.9, to: 2 },
  { name: 'log1p of small numbers', ours: log1p, theirs: Math.log1p, from: -60, to: 40, map: Math.exp },
  { name: 'exp near 0', ours: exp, theirs: Math.exp, from: -1, to: 1 },
  { name: 'exp to its ends', ours: exp, theirs: Math.exp, from: -745, to: 709.7 },
  { name: 'expm1 near 0', ours: expm1, theirs: Math.expm1, from: -1, to: 1 },
  { name: 'expm1 of large numbers', ours: expm1, theirs: Math.expm1, from: -50, to: 709 },
  { name: 'sin', ours: sin, theirs: Math.sin, from: -10, to: 10 },
  { name: 'sin far out', ours: sin, theirs: Math.sin, from: -4e6, to: 4e6 },
  { name: 'cos', ours: cos, theirs: Math.cos, from: -10, to: 10 },
  { name: 'cos far out', ours: cos, theirs: Math.cos, from: -4e6, to: 4e6 },
]

describe('elementary functions', () => {
  it.each(cases)('$name is as good as the built-in', ({ ours, theirs, from, to, map = (x) => x }) => {
    let worst = 0
    for (const t of spread(from, to)) worst = Math.max(worst, ulps(ours(map(t)), theirs(map(t))))
    expect(worst).toBeLessThanOrEqual(2)
  })

  // Computed with 50 digits (mpmath).
  it.each([
    [1.0001, 5000000, 1.3689396838354624e217],
    [0.3, 0.7, 0.4305116202499342],
    [10, -3, 0.001],
    [2, 0.5, Math.SQRT2],
    [1.7, 1000.5, 3.6656064747524054e230],
    [1e-310, 0.9, 9.999999999999815e-280],
    [0.9999999, 7e9, 9.859335093759488e-305],
  ])('pow(%d, %d) = %d', (x, y, want) => expect(ulps(pow(x, y), want)).toBeLessThanOrEqual(1))

  it.each([
    [1, 0.8414709848078965, 0.5403023058681398],
    [22, -0.008851309290403876, -0.9999608263946371],
    [355, -3.014435335948845e-5, -0.999999999545659],
    [100000, 0.03574879797201651, -0.9993608074382124],
    [1647099.5, 0.1700049719114738, 0.9854432046167749],
    [1e22, -0.8522008497671888, 0.523214785395139],
    [1.7e308, -0.5952560848632077, 0.803536056087918],
    [5.319372648326541e255, 1, -4.687165924254628e-19], // the double nearest to a multiple of π/2
  ])('sin and cos of %d', (x, sine, cosine) => {
    expect(ulps(sin(x), sine)).toBeLessThanOrEqual(1)
    expect(ulps(cos(x), cosine)).toBeLessThanOrEqual(1)
    expect(ulps(sin(-x), -sine)).toBeLessThanOrEqual(1)
    expect(ulps(cos(-x), cosine)).toBeLessThanOrEqual(1)
  })

  const corners = [
    0,
    -0,
    1,
    -1,
    0.5,
    -0.5,
    2,
    -2,
    3,
    -3,
    1e300,
    -1e300,
    5e-324,
    -5e-324,
    Infinity,
    -Infinity,
    NaN,
    709.9,
    -746,
    2 ** 53 + 2,
  ]

  it.each([
    ['log', log, Math.log],
    ['log1p', log1p, Math.log1p],
    ['exp', exp, Math.exp],
    ['expm1', expm1, Math.expm1],
    ['sin', sin, Math.sin],
    ['cos', cos, Math.cos],
  ] as const)('%s agrees with the built-in in the corners', (_, ours, theirs) => {
    for (const x of corners) expect(ulps(ours(x), theirs(x)), `at ${x}`).toBeLessThanOrEqual(1)
  })

  it('pow agrees with the built-in in the corners', () => {
    for (const x of corners) for (const y of corners) expect(ulps(pow(x, y), x ** y), `${x} to the ${y}`).toBeLessThanOrEqual(1)
  })

  it('gives the same bits on every machine', () => {
    const all: number[] = []
    for (const t of spread(0, 1, 2000)) {
      all.push(
        log(t),
        log1p(t),
        exp(40 * t - 20),
        expm1(t - 0.5),
        pow(t, 10 * t - 5),
        sin(100 * t),
        cos(100 * t),
        log(1e9 * t),
        sin(1e9 * t),
      )
    }
    expect(fingerprint(all)).toBe('56d0ce5e')
  })
})

/** FNV-1a over the bytes of the numbers. */
function fingerprint(values: readonly number[]): string {
  let hash = 0x811c9dc5
  for (const byte of new Uint8Array(Float64Array.from(values).buffer)) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(16)
}
