import { describe, expect, it } from 'vitest'
import { change, count, duration, quantity } from '../../cli/quantity.ts'

describe('a number with its interval', () => {
  it.each<[number | null, number | null, string, string]>([
    [57.123, 0.4321, '1/h', '57.1 ± 0.4 1/h'],
    [1234.5, 12.3, 'pcs', '1235 ± 12 pcs'],
    [1234.5, 432, 'pcs', '1235 ± 432 pcs'],
    [0.85123, 0.0123, '1', '85.1 ± 1.2 %'],
    [0.98, 0.1, '1', '98 ± 10 %'],
    [45.678, 0.56, 's', '45.7 ± 0.6 s'],
    [1000, 30, 's', '16.7 ± 0.5 min'],
    [18_000, 360, 's', '5.00 ± 0.10 h'],
    [400_000, 9000, 's', '4.63 ± 0.10 d'],
    [0.2857142857, 1e-17, '1', '28.57 %'],
    [4.910549, 0.000017, '1/a', '4.911 ± <0.001 1/a'],
    [57.123, 0.004, '1/h', '57.123 ± 0.004 1/h'],
    [2.97619047619, 3e-12, '1/h', '2.976 1/h'],
    [1_234_567.8, 0.01, 'EUR', '1234568 ± <1 EUR'],
    [0.99999, 1e-7, '1', '100.00 ± <0.01 %'],
    [0, 0, 'EUR', '0 EUR'],
    [1234.567, null, 'pcs', '1235 pcs'],
    [0.0123456, null, 'pcs', '0.01235 pcs'],
    [null, null, '1/h', '– 1/h'],
    [null, null, 's', '– s'],
  ])('%s ± %s %s is %s', (mean, halfWidth, unit, expected) => {
    const { text, unit: shown } = quantity(mean, halfWidth, unit)
    expect(`${text} ${shown}`).toBe(expected)
  })

  it.each<[number | null, number | null, number | null, string, string]>([
    [1.23, 0.43, 2.03, '1/h', '+1.2 [0.4, 2.0] 1/h'],
    [-600, -900, -300, 's', '-10 [-15, -5] min'],
    [-0.06, -0.08, -0.04, '1', '-6 [-8, -4] pp'],
    [0.0015, null, null, '1', '+0.15 pp'],
    [4.910549, 4.910532, 4.910566, '1/a', '+4.911 ± <0.001 1/a'],
    [0, 0, 0, 'pcs', '0 pcs'],
    [5, null, null, 'pcs', '+5 pcs'],
    [null, null, null, 'pcs', '– pcs'],
  ])('a difference of %s in [%s, %s] %s is %s', (mean, low, high, unit, expected) => {
    const { text, unit: shown } = change(mean, low, high, unit)
    expect(`${text} ${shown}`).toBe(expected)
  })

  it.each([
    [45, '45 s'],
    [3600, '60 min'],
    [28_800, '8 h'],
    [604_800, '7 d'],
  ])('%d s is said as %s', (seconds, expected) => {
    expect(duration(seconds)).toBe(expected)
  })

  it('a count has its noun in the right number', () => {
    expect([count(1, 'replication'), count(0, 'replication'), count(646_102, 'event')]).toEqual([
      '1 replication',
      '0 replications',
      '646,102 events',
    ])
  })
})
