import { describe, expect, it } from 'vitest'
import { betaIncomplete, chiSquareQuantile, gammaP, normalCdf, poissonDensity } from '../../../engine/math/index.ts'
import { bernoulli, type Distribution, distribution, geometric, poisson, Streams } from '../../../engine/random/index.ts'

type Law = { name: string; law: Distribution; cdf?: (x: number) => number; pmf?: (x: number) => number }

const truncated = (m: number, s: number) => (x: number) => (normalCdf((x - m) / s) - normalCdf(-m / s)) / normalCdf(m / s)

const laws: Law[] = [
  { name: 'constant', law: distribution({ kind: 'constant', value: 7.5 }), pmf: (x) => (x === 7.5 ? 1 : 0) },
  { name: 'uniform', law: distribution({ kind: 'uniform', min: 3, max: 9 }), cdf: (x) => (x - 3) / 6 },
  {
    name: 'triangular',
    law: distribution({ kind: 'triangular', min: 1, mode: 2, max: 6 }),
    cdf: (x) => (x < 2 ? (x - 1) ** 2 / 5 : 1 - (6 - x) ** 2 / 20),
  },
  {
    name: 'triangular, mode at the end',
    law: distribution({ kind: 'triangular', min: 0, mode: 4, max: 4 }),
    cdf: (x) => (x / 4) ** 2,
  },
  { name: 'exponential', law: distribution({ kind: 'exponential', mean: 3 }), cdf: (x) => -Math.expm1(-x / 3) },
  { name: 'erlang of 1', law: distribution({ kind: 'erlang', k: 1, mean: 5 }), cdf: (x) => -Math.expm1(-x / 5) },
  { name: 'erlang of 3', law: distribution({ kind: 'erlang', k: 3, mean: 5 }), cdf: (x) => gammaP(3, (3 * x) / 5) },
  { name: 'erlang of 12', law: distribution({ kind: 'erlang', k: 12, mean: 5 }), cdf: (x) => gammaP(12, (12 * x) / 5) },
  { name: 'gamma', law: distribution({ kind: 'gamma', mean: 12, sd: 6 }), cdf: (x) => gammaP(4, x / 3) },
  { name: 'gamma of shape below 1', law: distribution({ kind: 'gamma', mean: 2, sd: 3 }), cdf: (x) => gammaP(4 / 9, x / 4.5) },
  { name: 'normal', law: distribution({ kind: 'normal', mean: 60, sd: 5 }), cdf: truncated(60, 5) },
  { name: 'normal that is cut at zero', law: distribution({ kind: 'normal', mean: 10, sd: 8 }), cdf: truncated(10, 8) },
  {
    name: 'lognormal',
    law: distribution({ kind: 'lognormal', mean: 52, sd: 30 }),
    cdf: (x) => {
      const variance = Math.log1p((30 / 52) ** 2)
      return normalCdf((Math.log(x / 52) + variance / 2) / Math.sqrt(variance))
    },
  },
  {
    name: 'weibull that wears out',
    law: distribution({ kind: 'weibull', shape: 2.5, scale: 100 }),
    cdf: (x) => -Math.expm1(-((x / 100) ** 2.5)),
  },
  {
    name: 'weibull that fails young',
    law: distribution({ kind: 'weibull', shape: 0.8, scale: 100 }),
    cdf: (x) => -Math.expm1(-((x / 100) ** 0.8)),
  },
  { name: 'pert', law: distribution({ kind: 'pert', min: 1, mode: 2, max: 6 }), cdf: (x) => betaIncomplete(1.8, 4.2, (x - 1) / 5) },
  { name: 'loglogistic', law: distribution({ kind: 'loglogistic', shape: 6, scale: 10 }), cdf: (x) => 1 / (1 + (x / 10) ** -6) },
  {
    name: 'beta',
    law: distribution({ kind: 'beta', min: 10, max: 20, mean: 14, sd: 2 }),
    cdf: (x) => betaIncomplete(2, 3, (x - 10) / 10),
  },
  {
    name: 'beta that is heaped on its ends',
    law: distribution({ kind: 'beta', min: 0, max: 1, mean: 0.4, sd: 0.35 }),
    cdf: (x) => betaIncomplete(0.4 * (0.24 / 0.35 ** 2 - 1), 0.6 * (0.24 / 0.35 ** 2 - 1), x),
  },
  {
    name: 'hyperexponential',
    law: distribution({ kind: 'hyperexponential', mean: 10, sd: 15 }),
    cdf: (x) => {
      const share = (1 + Math.sqrt(1.25 / 3.25)) / 2
      return 1 - share * Math.exp((-2 * share * x) / 10) - (1 - share) * Math.exp((-2 * (1 - share) * x) / 10)
    },
  },
  {
    name: 'shifted gamma',
    law: distribution({ kind: 'shifted', by: 30, of: { kind: 'gamma', mean: 12, sd: 6 } }),
    cdf: (x) => gammaP(4, (x - 30) / 3),
  },
  {
    name: 'truncated exponential',
    law: distribution({ kind: 'truncated', of: { kind: 'exponential', mean: 10 }, min: 2, max: 15 }),
    cdf: (x) => (Math.exp(-0.2) - Math.exp(-x / 10)) / (Math.exp(-0.2) - Math.exp(-1.5)),
  },
  {
    name: 'truncated gamma without an upper end',
    law: distribution({ kind: 'truncated', of: { kind: 'gamma', mean: 12, sd: 6 }, min: 15, max: null }),
    cdf: (x) => (gammaP(4, x / 3) - gammaP(4, 5)) / (1 - gammaP(4, 5)),
  },
  { name: 'geometric by its mean', law: distribution({ kind: 'geometric', mean: 5 }), pmf: (x) => 0.2 * 0.8 ** (x - 1) },
  {
    name: 'poisson by its mean',
    law: distribution({ kind: 'poisson', mean: 3 }),
    pmf: (x) => (x === 0 ? Math.exp(-3) : poissonDensity(x, 3)),
  },
  {
    name: 'empirical',
    law: distribution({ kind: 'empirical', values: [20, 5, 10, 99], weights: [3, 1, 2, 0] }),
    pmf: (x) => ({ 5: 1 / 6, 10: 2 / 6, 20: 3 / 6 })[x] ?? 0,
  },
  { name: 'empirical without weights', law: distribution({ kind: 'empirical', values: [1, 2, 3] }), pmf: () => 1 / 3 },
  {
    name: 'piecewise',
    law: distribution({
      kind: 'piecewise',
      points: [
        [0, 0],
        [10, 0.5],
        [20, 0.5],
        [40, 1],
      ],
    }),
    cdf: (x) => (x < 10 ? x / 20 : x < 20 ? 0.5 : 0.5 + (x - 20) / 40),
  },
  { name: 'bernoulli', law: bernoulli(0.3), pmf: (x) => (x === 1 ? 0.3 : 0.7) },
  { name: 'geometric', law: geometric(0.2), pmf: (x) => 0.2 * 0.8 ** (x - 1) },
  { name: 'poisson', law: poisson(3.5), pmf: (x) => (x === 0 ? Math.exp(-3.5) : poissonDensity(x, 3.5)) },
  { name: 'poisson of many', law: poisson(5000), cdf: (x) => 1 - gammaP(Math.floor(x) + 1, 5000) },
]

const ways = [
  { way: 'plain', options: {}, count: 100_000 },
  { way: 'by inversion', options: { inversion: true }, count: 20_000 },
  { way: 'antithetic', options: { antithetic: true }, count: 20_000 },
]
const table = ways.flatMap(({ way, options, count }) => laws.map((law) => ({ ...law, title: `${law.name}, ${way}`, options, count })))

function samples(law: Distribution, count: number, streams: Streams): Float64Array {
  const stream = streams.open('M3', 'process')
  return Float64Array.from({ length: count }, () => {
    streams.begin(stream)
    return law.sample(streams)
  })
}

/** Where the curve reaches p. */
function solve(cdf: (x: number) => number, p: number, law: Distribution): number {
  let low = law.min
  let high = Math.min(law.max, law.mean + 100 * law.sd)
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (cdf(middle) < p) low = middle
    else high = middle
  }
  return high
}

describe('distributions', () => {
  it.each(table)('$title: keeps its stated mean, sd and range', ({ law, options, count }) => {
    const seen = samples(law, count, new Streams(20240229, 0, options))
    const mean = seen.reduce((sum, x) => sum + x, 0) / count
    const squares = seen.map((x) => (x - mean) ** 2)
    const variance = squares.reduce((sum, x) => sum + x, 0) / count
    const fourth = squares.reduce((sum, x) => sum + (x - variance) ** 2, 0) / count
    expect(Math.abs(mean - law.mean)).toBeLessThanOrEqual((4 * law.sd) / Math.sqrt(count))
    expect(Math.abs(variance - law.sd ** 2)).toBeLessThanOrEqual(4.5 * Math.sqrt(fourth / count) + 1e-12)
    expect(seen.every((x) => x >= law.min && x <= law.max)).toBe(true)
  })

  it.each(table.filter(({ cdf }) => cdf))('$title: follows its curve (Kolmogorov-Smirnov)', ({ law, cdf, options, count }) => {
    const seen = samples(law, count, new Streams(4711, 0, options)).sort()
    const lattice = seen.every((x) => Number.isInteger(x))
    let distance = 0
    for (const [i, x] of seen.entries()) {
      if (lattice && seen[i + 1] === x) continue
      const share = cdf!(x)
      distance = Math.max(distance, (i + 1) / count - share, lattice ? share - (i + 1) / count : share - i / count)
    }
    expect(distance * Math.sqrt(count)).toBeLessThan(1.95) // passed by chance in 999 of 1000
  })

  const curves = laws.filter((law): law is Law & { cdf: (x: number) => number } => law.cdf !== undefined)

  it.each(curves.filter(({ name }) => name !== 'poisson of many'))('$name: states the mean and sd of its curve', ({ law, cdf }) => {
    // E X = min + ∫ (1 - F), E (X - min)² = ∫ 2 (x - min) (1 - F), by the midpoint rule in steps that grow outwards
    const { min } = law
    const reach = Math.min(law.max - min, law.mean - min + 200 * law.sd)
    const steps = 40_000
    let first = 0
    let second = 0
    for (let i = 0; i < steps; i++) {
      const width = (reach * ((i + 1) ** 3 - i ** 3)) / steps ** 3
      const x = reach * ((i + 1) / steps) ** 3 - width / 2
      const above = 1 - cdf(min + x)
      first += above * width
      second += 2 * x * above * width
    }
    expect(Math.abs(min + first - law.mean)).toBeLessThan(1e-6 * law.mean)
    expect(Math.abs(Math.sqrt(second - first * first) - law.sd)).toBeLessThan(1e-6 * law.sd)
  })

  // Where something is rejected, a wrong test shows only as a faint ripple: two million samples in a thousand boxes of equal chance.
  const rejecting = curves.filter(({ name }) => /^(exponential|erlang|gamma|pert)/.test(name))
  it.each(rejecting)('$name: no ripple', ({ law, cdf }) => {
    const boxes = 1000
    const count = 2_000_000
    const edges = Float64Array.from({ length: boxes - 1 }, (_, i) => solve(cdf, (i + 1) / boxes, law))
    const streams = new Streams(99, 0)
    const stream = streams.open('M3', 'process')
    const seen = new Float64Array(boxes)
    for (let i = 0; i < count; i++) {
      streams.begin(stream)
      const x = law.sample(streams)
      let low = 0
      let high = boxes - 1
      while (low < high) {
        const middle = (low + high) >>> 1
        if (edges[middle]! > x) high = middle
        else low = middle + 1
      }
      seen[low]!++
    }
    const expected = count / boxes
    const statistic = seen.reduce((sum, times) => sum + (times - expected) ** 2 / expected, 0)
    expect(statistic).toBeLessThan(chiSquareQuantile(0.999, boxes - 1))
  })

  it.each(table.filter(({ pmf }) => pmf))('$title: each value as often as it should (chi-square)', ({ law, pmf, options, count }) => {
    const seen = new Map<number, number>()
    for (const x of samples(law, count, new Streams(4711, 0, options))) seen.set(x, (seen.get(x) ?? 0) + 1)
    let statistic = 0
    let cells = 0
    let restSeen = count
    let rest = 1
    for (const [x, times] of seen) {
      const expected = pmf!(x) * count
      expect(expected).toBeGreaterThan(0)
      if (expected < 10) continue
      statistic += (times - expected) ** 2 / expected
      cells++
      restSeen -= times
      rest -= pmf!(x)
    }
    if (rest * count > 10) statistic += (restSeen - rest * count) ** 2 / (rest * count)
    expect(statistic).toBeLessThan(chiSquareQuantile(0.9999, Math.max(1, cells - 1)))
  })

  it.each(laws.filter(({ law }) => law.sd > 0))('$name: by inversion a mirrored run is opposed to a plain one', ({ law }) => {
    const count = 5000
    const plain = samples(law, count, new Streams(1, 0, { inversion: true }))
    const mirror = samples(law, count, new Streams(1, 0, { antithetic: true }))
    const covariance = plain.reduce((sum, x, i) => sum + (x - law.mean) * (mirror[i]! - law.mean), 0) / count
    expect(covariance / law.sd ** 2).toBeLessThan(-0.2)
    const mean = plain.reduce((sum, x, i) => sum + (x + mirror[i]!) / 2, 0) / count
    expect(Math.abs(mean - law.mean)).toBeLessThan((4 * law.sd) / Math.sqrt(count))
  })

  it('all have one shape, so that a call of sample stays fast', () => {
    for (const { law } of laws) expect(Object.keys(law)).toEqual(['mean', 'sd', 'min', 'max', 'sample'])
  })

  it('a spread of zero is a constant', () => {
    for (const kind of ['normal', 'lognormal', 'gamma'] as const) expect(distribution({ kind, mean: 5, sd: 0 }).max).toBe(5)
    expect(distribution({ kind: 'triangular', min: 2, mode: 2, max: 2 }).mean).toBe(2)
    expect(distribution({ kind: 'pert', min: 2, mode: 2, max: 2 }).mean).toBe(2)
    expect(distribution({ kind: 'uniform', min: 2, max: 2 }).sd).toBe(0)
  })

  it('a heap in a piecewise law', () => {
    const law = distribution({
      kind: 'piecewise',
      points: [
        [5, 0],
        [5, 0.5],
        [10, 1],
      ],
    })
    const seen = samples(law, 10_000, new Streams(1, 0))
    expect(seen.filter((x) => x === 5).length / 10_000).toBeCloseTo(0.5, 1)
    expect(law.mean).toBe(6.25)
  })

  it.each([
    [() => distribution({ kind: 'constant', value: NaN }), 'constant: value must be finite, got NaN'],
    [() => distribution({ kind: 'uniform', min: 3, max: 2 }), 'got 3 and 2'],
    [() => distribution({ kind: 'triangular', min: 1, mode: 9, max: 3 }), 'got 1, 9 and 3'],
    [() => distribution({ kind: 'exponential', mean: 0 }), 'exponential: mean must be > 0 and finite, got 0'],
    [() => distribution({ kind: 'erlang', k: 1.5, mean: 2 }), 'k must be a whole number >= 1, got 1.5'],
    [() => distribution({ kind: 'gamma', mean: 1, sd: -1 }), 'sd must be >= 0 and finite, got -1'],
    [() => distribution({ kind: 'normal', mean: -1, sd: 1 }), 'mean must be >= 0 and finite, got -1'],
    [() => distribution({ kind: 'lognormal', mean: 0, sd: 1 }), 'mean must be > 0 and finite, got 0'],
    [() => distribution({ kind: 'weibull', shape: 0, scale: 1 }), 'shape must be > 0 and finite, got 0'],
    [() => distribution({ kind: 'pert', min: 0, mode: 1, max: Infinity }), 'got 0, 1 and Infinity'],
    [() => distribution({ kind: 'loglogistic', shape: 1, scale: 5 }), 'loglogistic: shape must be > 1 and finite, got 1'],
    [() => distribution({ kind: 'beta', min: 0, max: 1, mean: 2, sd: 1 }), 'beta: min < mean < max, all finite, got 0, 2 and 1'],
    [() => distribution({ kind: 'beta', min: 0, max: 1, mean: 0.5, sd: 0.5 }), 'got 0.5'],
    [() => distribution({ kind: 'hyperexponential', mean: 2, sd: 2 }), 'hyperexponential: sd must be > mean and finite, got 2'],
    [() => distribution({ kind: 'geometric', mean: 0.5 }), 'p must be in (0, 1], got 2'],
    [() => distribution({ kind: 'shifted', by: -1, of: { kind: 'exponential', mean: 1 } }), 'shifted: by must be >= 0 and finite, got -1'],
    [() => distribution({ kind: 'truncated', of: { kind: 'exponential', mean: 1 }, min: 2, max: 2 }), 'min must be < max, got 2 and 2'],
    [
      () => distribution({ kind: 'truncated', of: { kind: 'exponential', mean: 1 }, min: 50, max: null }),
      'next to nothing of the law lies from 50 to Infinity',
    ],
    [() => distribution({ kind: 'empirical', values: [] }), 'values must not be empty'],
    [() => distribution({ kind: 'empirical', values: [1], weights: [-2] }), 'weights must be >= 0, got -2'],
    [() => distribution({ kind: 'empirical', values: [1, 2], weights: [1] }), '2 values need as many weights, got 1'],
    [() => distribution({ kind: 'piecewise', points: [[0, 0]] }), 'at least two points'],
    // biome-ignore format: one line
    [() => distribution({ kind: 'piecewise', points: [[0, 0], [1, 0.9]] }), 'shares must rise from 0 to 1, got 0.9 at point 1'],
    // biome-ignore format: one line
    [() => distribution({ kind: 'piecewise', points: [[5, 0], [1, 1]] }), 'points must rise, got (1, 1) after (5, 0)'],
    [() => bernoulli(1.2), 'p must be in [0, 1], got 1.2'],
    [() => geometric(0), 'p must be in (0, 1], got 0'],
    [() => poisson(-1), 'got -1'],
  ])('refuses nonsense when it is built %#', (build, message) => {
    expect(build).toThrow(RangeError)
    expect(build).toThrow(message)
  })
})
