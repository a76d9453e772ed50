import { describe, expect, it } from 'vitest'
import {
  betaIncomplete,
  betaInverse,
  binomialDensity,
  binomialInterval,
  chiSquareCdf,
  chiSquareQuantile,
  erf,
  erfc,
  gammaP,
  gammaPInverse,
  gammaQ,
  lnGamma,
  normalCdf,
  normalQuantile,
  poissonDensity,
  studentCdf,
  studentQuantile,
  wilsonInterval,
} from '../../../engine/math/index.ts'

/** Equal to so many relative digits. */
function near(got: number, want: number, tolerance = 1e-13) {
  expect(Math.abs(got - want), `got ${got}, want ${want}`).toBeLessThanOrEqual(tolerance * Math.abs(want))
}

// All tables below were computed with 50 digits (mpmath).

describe('gamma and beta', () => {
  it.each([
    [1e-5, 11.512919692895826],
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [2.5, 0.2846828704729192],
    [7.3, 7.147892523022248],
    [9.999, 12.799575780077413],
    [10, 12.801827480081469],
    [101, 363.73937555556347],
    [1e6, 12815504.569147611],
    [1e15, 33538776394910668],
  ])('ln Γ(%d)', (x, want) => near(lnGamma(x), want, 1e-15 * Math.max(1, 1 / Math.abs(want))))

  it('ln Γ is 0 at 1 and 2', () => expect([lnGamma(1), lnGamma(2)].map(Math.abs)).toEqual([0, 0]))

  it.each([
    [0.1, 0.01, 0.6626212599544798, 0.3373787400455202],
    [0.5, 2, 0.9544997361036416, 0.04550026389635842],
    [2, 3, 0.8008517265285442, 0.19914827347145578],
    [10, 4, 0.008132242796933864, 0.9918677572030662],
    [10, 30, 0.9999928782491372, 7.121750862815577e-6],
    [100, 120, 0.9721362601094793, 0.027863739890520663],
    [1000, 900, 0.0005499022657117829, 0.9994500977342882],
    [5, 50, 1, 5.4497019829205295e-17],
  ])('incomplete gamma of shape %d at %d', (a, x, below, above) => {
    near(gammaP(a, x), below)
    near(gammaQ(a, x), above)
  })

  it.each([
    [2, 3, 0.4, 0.5248],
    [0.5, 0.5, 0.1, 0.20483276469913345],
    [0.3, 4, 0.6, 0.9958428329250911],
    [20, 30, 0.3, 0.06998709330050737],
    [200, 100, 0.7, 0.8911569343550898],
    [1, 6, 0.01, 0.058519850599],
    [1000, 3, 0.995, 0.12318159331562693],
  ])('incomplete beta (%d, %d) at %d', (a, b, x, want) => near(betaIncomplete(a, b, x), want))

  it('the inverses lead back', () => {
    for (const p of [1e-12, 0.001, 0.3, 0.5, 0.77, 0.999]) {
      for (const a of [0.2, 1, 4.5, 300]) {
        near(gammaP(a, gammaPInverse(a, p)), p, 1e-12)
        for (const b of [0.7, 1, 8, 200]) near(betaIncomplete(a, b, betaInverse(a, b, p)), p, 1e-11)
      }
    }
  })

  it('the ends', () => {
    expect([gammaPInverse(3, 0), gammaPInverse(3, 1), betaInverse(2, 2, 0), betaInverse(2, 2, 1)]).toEqual([0, Infinity, 0, 1])
    expect([gammaP(2, NaN), gammaQ(2, NaN), betaIncomplete(2, 2, NaN)]).toEqual([NaN, NaN, NaN])
    expect([gammaP(2, Infinity), gammaQ(2, Infinity)]).toEqual([1, 0])
    expect(() => gammaP(0, 1)).toThrow('shape must be > 0 and finite, got 0')
  })

  it('densities', () => {
    near(poissonDensity(2, 3), 0.22404180765538775)
    near(binomialDensity(2, 3, 0.4, 0.6), 0.3456)
  })
})

describe('normal', () => {
  it.each([
    [1e-10, 1.1283791670955126e-10, 0.999999999887162],
    [0.1, 0.1124629160182849, 0.887537083981715],
    [0.5, 0.5204998778130465, 0.4795001221869535],
    [0.9, 0.7969082124228322, 0.20309178757716786],
    [1.5, 0.9661051464753108, 0.033894853524689274],
    [3, 0.9999779095030014, 2.209049699858544e-5],
    [5, 0.9999999999984626, 1.537459794428035e-12],
    [-0.7, -0.6778011938374184, 1.6778011938374184],
    [-2.5, -0.999593047982555, 1.999593047982555],
  ])('erf and erfc of %d', (x, inside, outside) => {
    near(erf(x), inside, 1e-15)
    near(erfc(x), outside, 1e-15)
  })

  it.each([
    [0.025, -1.9599639845400543],
    [0.001, -3.0902323061678136],
    [1e-10, -6.361340902404057],
    [1e-20, -9.262340089798407],
    [0.6, 0.2533471031357997],
    [0.9999, 3.7190164854557084],
    [0.07, -1.4757910281791706],
    [0.93, 1.475791028179171],
  ])('quantile at %d', (p, want) => {
    near(normalQuantile(p), want, 1e-15)
    near(normalCdf(want), p, 2e-14)
  })

  it('the ends', () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity])
    expect(() => normalQuantile(1.5)).toThrow('p must be in [0, 1], got 1.5')
  })
})

describe("Student's t", () => {
  it.each([
    [-8, 3, 0.002038288793892734],
    [-2, 1e6, 0.022750266925659603],
    [0.05, 1e6, 0.5199388008453728],
    [2, 10, 0.9633059826146299],
    [1.3, 2.5, 0.8497566053646459],
    [-40, 2, 0.0003122073360923703],
    [6, 1e4, 0.9999999989791908],
    [1e-8, 1, 0.5000000031830989],
  ])('below %d with %d degrees of freedom', (t, df, want) => near(studentCdf(t, df), want))

  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 2, 4.302652729749462],
    [0.95, 4, 2.1318467863266495],
    [0.975, 10, 2.2281388519862744],
    [0.995, 30, 2.749995653567225],
    [0.6, 7.5, 0.26250189880429464],
    [0.975, 1000, 1.962339080826408],
    [0.999, 1e5, 3.0903138094272373],
    [0.975, 1e6, 1.9599663568141066],
    [0.001, 3, -10.214531852407386],
  ])('quantile at %d with %d degrees of freedom', (p, df, want) => near(studentQuantile(p, df), want, 1e-12))

  it('is the normal distribution with endless degrees of freedom', () => {
    expect(studentQuantile(0.975, Infinity)).toBe(normalQuantile(0.975))
    expect(studentCdf(1, Infinity)).toBe(normalCdf(1))
  })

  it('the quantile leads back for every number of degrees', () => {
    for (let df = 1; df < 2e6; df *= 1.7) {
      for (const p of [1e-9, 0.0005, 0.025, 0.2, 0.49, 0.6, 0.95, 0.9995]) near(studentCdf(studentQuantile(p, df), df), p, 1e-12)
    }
  })
})

describe('chi-square', () => {
  it.each([
    [0.95, 1, 3.8414588206941245],
    [0.95, 10, 18.307038053275143],
    [0.99, 100, 135.80672317102676],
    [0.001, 5, 0.21021260262921918],
    [0.5, 1000, 999.333412403381],
  ])('quantile at %d with %d degrees of freedom', (p, df, want) => {
    near(chiSquareQuantile(p, df), want)
    near(chiSquareCdf(want, df), p)
  })
})

describe('intervals for a share', () => {
  it('8 of 10', () => {
    const wilson = wilsonInterval(8, 10)
    near(wilson.low, 0.490162471536642)
    near(wilson.high, 0.943317848545625)
    const exact = binomialInterval(8, 10)
    near(exact.low, 0.4439045376923585)
    near(exact.high, 0.9747892736731666)
  })

  it('none, all, and no trials', () => {
    expect(wilsonInterval(0, 10).low).toBe(0)
    expect(wilsonInterval(10, 10).high).toBe(1)
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
    near(binomialInterval(0, 10).high, 1 - 0.025 ** 0.1)
    expect(() => wilsonInterval(3, 2)).toThrow('got 3 of 2')
  })
})
