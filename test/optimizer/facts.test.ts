import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distribution, Streams } from '../../engine/random/index.ts'
import { capacityOf, expectedUnits, inflows, total } from '../../optimizer/facts/demand.ts'
import { cdf, meanOf } from '../../optimizer/facts/distribution.ts'
import { pools, workPerUnit } from '../../optimizer/facts/pools.ts'
import { Facts } from '../../optimizer/facts/routes.ts'
import { WorkingTime } from '../../optimizer/facts/working-time.ts'
import type { DistributionSpec } from '../../scenarios/distribution-spec.ts'
import { constant, day, failure, hour, operation, order, plant, product, source, station, twoShifts } from './plant.ts'

const laws: DistributionSpec[] = [
  { kind: 'constant', value: 3 },
  { kind: 'uniform', min: 2, max: 6 },
  { kind: 'triangular', min: 1, mode: 2, max: 6 },
  { kind: 'exponential', mean: 4 },
  { kind: 'erlang', k: 3, mean: 4 },
  { kind: 'gamma', mean: 4, sd: 3 },
  { kind: 'normal', mean: 4, sd: 2.5 },
  { kind: 'lognormal', mean: 4, sd: 3 },
  { kind: 'weibull', shape: 2.2, scale: 5 },
  { kind: 'pert', min: 1, mode: 2, max: 7 },
  { kind: 'loglogistic', shape: 2.5, scale: 4 },
  { kind: 'beta', min: 1, max: 9, mean: 4, sd: 2 },
  { kind: 'hyperexponential', mean: 4, sd: 7 },
  { kind: 'geometric', mean: 4 },
  { kind: 'poisson', mean: 4 },
  { kind: 'shifted', by: 1, of: { kind: 'gamma', mean: 3, sd: 2 } },
  { kind: 'truncated', of: { kind: 'lognormal', mean: 4, sd: 3 }, min: 1, max: 9 },
  { kind: 'empirical', values: [1, 4, 9], weights: [1, 2, 1] },
  {
    kind: 'piecewise',
    points: [
      [0, 0],
      [10, 0.5],
      [40, 1],
    ],
  },
]

describe.each(laws)('what the optimizer knows of $kind', (spec) => {
  it('has the mean that the plant draws by', () => {
    expect(meanOf(spec)).toBeCloseTo(distribution(spec).mean, 9)
  })

  it('has the shares that the plant draws', () => {
    const law = distribution(spec)
    const streams = new Streams(5, 0)
    const stream = streams.open('test', spec.kind)
    const samples = Array.from({ length: 4000 }, () => {
      streams.begin(stream)
      return law.sample(streams)
    })
    for (const x of [1.5, 3, 4, 8]) {
      const share = samples.filter((sample) => sample <= x).length / samples.length
      // Five standard errors of a share of 4,000.
      expect(Math.abs(cdf(spec, x) - share), `at ${x}`).toBeLessThan(0.04)
    }
  })
})

describe('working time', () => {
  it('pauses off shift, and ends with a shift rather than at the next one', () => {
    const time = new WorkingTime(twoShifts)
    expect(time.between(0, day)).toBe(16 * hour)
    expect(time.after(21 * hour, hour)).toBe(22 * hour)
    expect(time.after(21 * hour, 2 * hour)).toBe(day + 7 * hour)
    expect(time.next(23 * hour)).toBe(day + 6 * hour)
    expect([5, 6, 21.9, 22].map((at) => time.isWorking(at * hour))).toEqual([false, true, true, false])
  })

  it('knows days off and where in its period it begins', () => {
    const time = new WorkingTime({ ...twoShifts, origin: 12 * hour, off: [{ from: 0, to: 4 * hour }] })
    // t = 0 is noon: work until 22:00 would be 10 h, of which the first four are off.
    expect(time.between(0, 12 * hour)).toBe(6 * hour)
    expect(time.next(0)).toBe(4 * hour)
  })

  it('never ends where there is no work', () => {
    expect(new WorkingTime({ ...twoShifts, working: [] }).after(0, 1)).toBe(Infinity)
  })

  it('adds up, whatever is asked first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90 * day }), { minLength: 3, maxLength: 3 }), (moments) => {
        const [a, b, c] = [...moments].sort((x, y) => x - y) as [number, number, number]
        const time = new WorkingTime(twoShifts)
        const whole = new WorkingTime(twoShifts).between(a, c)
        expect(time.between(b, c) + time.between(a, b)).toBe(whole)
        const work = time.between(a, b)
        if (work > 0) expect(time.between(a, time.after(a, work))).toBeCloseTo(work, 6)
      }),
      { seed: 2 },
    )
  })
})

describe('visits of a route', () => {
  const visits = (parts: Parameters<typeof operation>[3], more: Parameters<typeof operation>[3] = {}) => {
    const scenario = plant({
      stations: [station('a'), station('b')],
      products: [product('p', [operation('1', ['a'], 10, more), operation('2', ['b'], 10, parts)])],
    })
    return new Facts(scenario).visits(scenario.products[0] as (typeof scenario.products)[number])
  }

  it('fall with the yield', () => {
    expect(visits({ yield: 0.5 }, { yield: 0.9 })).toEqual({ attempts: [1, 0.9], yield: 0.45 })
  })

  it('grow with rework, as often as it is allowed', () => {
    const once = visits({ yield: 0.9, rework: { ratio: 0.5, to: null, limit: 1, per: 'unit' as const } })
    expect(once.attempts[1]).toBeCloseTo(1.05, 12)
    expect(once.yield).toBeCloseTo(0.945, 12)
    const often = visits({ yield: 0.5, rework: { ratio: 1, to: '1', limit: 50, per: 'unit' as const } })
    expect(often.attempts[0]).toBeCloseTo(2, 9)
    expect(often.yield).toBeCloseTo(1, 9)
  })
})

describe('stations that share work', () => {
  const scenario = plant({
    stations: [
      station('a', { failures: [failure('x', constant(9 * hour), hour)] }),
      station('b'),
      station('c', { slots: 2 }),
      station('d'),
    ],
    products: [product('p', [operation('1', ['a', 'b'], 100), operation('2', ['c'], 30)]), product('q', [operation('1', ['b', 'c'], 60)])],
  })
  const facts = new Facts(scenario)

  it('are one pool, directly or through others', () => {
    expect(pools(facts).map(({ stations }) => stations.map(({ station: one }) => one.id))).toEqual([['a', 'b', 'c'], ['d']])
  })

  it('have the work of a unit by their slots, failures included', () => {
    const [shared] = pools(facts)
    // 100 s on b, 111.1 s on a that is down an hour in nine hours of work; then 30 s.
    expect(workPerUnit(facts, shared as NonNullable<typeof shared>, facts.product('p'))).toBeCloseTo((100 + 1000 / 9) / 2 + 30, 9)
    expect(capacityOf(shared as NonNullable<typeof shared>, 0, 10)).toBe(40)
  })
})

describe('demand', () => {
  it('follows the seasons and ends at the limit', () => {
    const seasonal = source('s', 'p', 10, {
      quantity: 2,
      start: 50,
      limit: 30,
      profile: [
        { from: 100, factor: 2 },
        { from: 200, factor: 0 },
        { from: 300, factor: 1 },
      ],
    })
    expect([...expectedUnits(seasonal, 10, { step: 100, steps: 4 })]).toEqual([10, 40, 0, 10])
  })

  it('is the orders at their release, and what the narrowest pool can work where a source is saturated', () => {
    const scenario = plant({
      horizon: 1000,
      stations: [station('a'), station('b')],
      products: [product('p', [operation('1', ['a'], 10), operation('2', ['b'], 20)])],
      orders: [order('1', 'p', 20, { release: 500, completed: 5, due: 900 })],
      sources: [source('s', 'p', null)],
    })
    const facts = new Facts(scenario)
    const flows = inflows(facts, pools(facts), { step: 100, steps: 10 })
    expect(flows.map(({ units }) => total(units))).toEqual([15, 35])
    expect(flows[0]?.units[5]).toBe(15)
    expect(flows[0]?.slack).toBe(900 - 500 - 30)
  })
})
