import { describe, expect, it } from 'vitest'
import { gamma } from '../../scenarios/gamma-function.ts'
import { loadScenario } from '../../scenarios/index.ts'
import { loaded } from './load.ts'

const timeOf = (text: string) => loaded(`schema: takt/1\nhorizon: 1 h\nstations: [ { id: drill, time: ${text} } ]`).stations[0]?.time

describe('distributions', () => {
  it.each([
    ['52 s', { kind: 'constant', value: 52 }],
    ['90', { kind: 'constant', value: 90 }],
    ['{ kind: constant, value: 2 min }', { kind: 'constant', value: 120 }],
    ['{ kind: uniform, min: 50 s, max: 1 min }', { kind: 'uniform', min: 50, max: 60 }],
    ['{ kind: triangular, min: 50 s, mode: 52 s, max: 1 min }', { kind: 'triangular', min: 50, mode: 52, max: 60 }],
    ['{ kind: pert, min: 50 s, mode: 52 s, max: 1 min }', { kind: 'pert', min: 50, mode: 52, max: 60 }],
    ['{ kind: exponential, mean: 1 min }', { kind: 'exponential', mean: 60 }],
    ['{ kind: erlang, k: 3, mean: 1 min }', { kind: 'erlang', k: 3, mean: 60 }],
    ['{ kind: gamma, mean: 1 min, cv: 0.5 }', { kind: 'gamma', mean: 60, sd: 30 }],
    ['{ kind: normal, mean: 1 min, sd: 5 s }', { kind: 'normal', mean: 60, sd: 5 }],
    ['{ kind: lognormal, mean: 1 min, sd: 500 ms }', { kind: 'lognormal', mean: 60, sd: 0.5 }],
    ['{ kind: weibull, shape: 2.5, scale: 1 h }', { kind: 'weibull', shape: 2.5, scale: 3600 }],
    ['{ kind: loglogistic, shape: 4, scale: 1 min }', { kind: 'loglogistic', shape: 4, scale: 60 }],
    ['{ kind: beta, min: 10 s, max: 1 min, mean: 30 s, sd: 5 s }', { kind: 'beta', min: 10, max: 60, mean: 30, sd: 5 }],
    ['{ kind: beta, min: 10 s, max: 20 s, alpha: 2, beta: 3 }', { kind: 'beta', min: 10, max: 20, mean: 14, sd: 2 }],
    ['{ kind: hyperexponential, mean: 10 min, cv: 2 }', { kind: 'hyperexponential', mean: 600, sd: 1200 }],
    [
      '{ kind: shifted, by: 30 s, of: { kind: gamma, mean: 12 s, sd: 6 s } }',
      { kind: 'shifted', by: 30, of: { kind: 'gamma', mean: 12, sd: 6 } },
    ],
    [
      '{ kind: truncated, of: { kind: lognormal, mean: 1 min, cv: 0.5 }, max: 2 min }',
      { kind: 'truncated', of: { kind: 'lognormal', mean: 60, sd: 30 }, min: 0, max: 120 },
    ],
    [
      '{ kind: truncated, of: { kind: exponential, mean: 1 min }, min: 10 s }',
      { kind: 'truncated', of: { kind: 'exponential', mean: 60 }, min: 10, max: null },
    ],
    ['{ kind: shifted, by: 0, of: { kind: exponential, mean: 1 min } }', { kind: 'exponential', mean: 60 }],
    ['{ kind: empirical, values: [ 50 s, 1 min ] }', { kind: 'empirical', values: [50, 60] }],
    ['{ kind: empirical, values: [ 50, 60 ], weights: [ 3, 1 ] }', { kind: 'empirical', values: [50, 60], weights: [3, 1] }],
    [
      '{ kind: piecewise, points: [ [ 0, 0 ], [ 1 min, 80 % ], [ 2 min, 1 ] ] }',
      {
        kind: 'piecewise',
        points: [
          [0, 0],
          [60, 0.8],
          [120, 1],
        ],
      },
    ],
  ])('%s', (text, spec) => expect(timeOf(text)).toEqual(spec))

  it.each([
    ['{ kind: lognormal, mean: 1 min, sd: 0 }'],
    ['{ kind: gamma, mean: 1 min, cv: 0 }'],
    ['{ kind: uniform, min: 1 min, max: 60 }'],
    ['{ kind: pert, min: 1 min, mode: 1 min, max: 1 min }'],
    ['{ kind: beta, min: 50 s, max: 70 s, mean: 1 min, sd: 0 }'],
    ['{ kind: shifted, by: 10 s, of: { kind: gamma, mean: 50 s, sd: 0 } }'],
    ['{ kind: truncated, of: { kind: normal, mean: 1 min, sd: 0 }, max: 2 min }'],
  ])('%s spreads over nothing and is a constant', (text) => expect(timeOf(text)).toEqual({ kind: 'constant', value: 60 }))

  it('a Weibull by its mean: scale = mean / Γ(1 + 1/shape)', () => {
    expect(timeOf('{ kind: weibull, shape: 1, mean: 1 h }')).toEqual({ kind: 'weibull', shape: 1, scale: 3600 })
    expect(timeOf('{ kind: weibull, shape: 2, mean: 1 h }')).toMatchObject({ scale: expect.closeTo(3600 / 0.886226925452758, 8) })
  })

  it('a log-logistic by its mean: scale = mean / (Γ(1 + 1/shape) Γ(1 - 1/shape))', () => {
    expect(timeOf('{ kind: loglogistic, shape: 2, mean: 1 h }')).toMatchObject({ scale: expect.closeTo(7200 / Math.PI, 8) })
  })

  it('counts are drawn where units are counted', () => {
    const { stations } = loaded(
      'schema: takt/1\nhorizon: 1 h\nstations: [ { id: drill, time: 1, failures: [ { clock: cycles, after: { kind: geometric, mean: 500 }, repair: 1 min } ] } ]',
    )
    expect(stations[0]?.failures[0]?.after).toEqual({ kind: 'geometric', mean: 500 })
  })

  it.each([
    ['{ kind: geometric, mean: 5 }', 'which counts, and a duration is needed'],
    ['{ kind: loglogistic, shape: 0.9, scale: 5 s }', 'shape'],
    ['{ kind: loglogistic, shape: 2 }', 'has no size'],
    ['{ kind: beta, min: 10 s, max: 20 s, alpha: 2 }', 'has no shape'],
    ['{ kind: beta, min: 10 s, max: 20 s, mean: 30 s, sd: 1 s }', 'is not between `min` and `max`'],
    ['{ kind: beta, min: 10 s, max: 20 s, mean: 15 s, sd: 5 s }', 'is more than fits'],
    ['{ kind: beta, min: 10 s, max: 20 s, mean: 15 s, alpha: 2, beta: 3 }', 'they say the same'],
    ['{ kind: hyperexponential, mean: 10 s, sd: 8 s }', 'is not above the mean'],
    ['{ kind: truncated, of: { kind: exponential, mean: 10 s } }', 'cuts nothing off'],
    ['{ kind: truncated, of: { kind: uniform, min: 1 s, max: 2 s }, min: 5 s }', 'leaves nothing'],
    ['{ kind: truncated, of: { kind: exponential, mean: 10 s }, min: 5 s, max: 5 s }', 'is not below `max`'],
    ['{ kind: shifted, by: 5 s, of: { kind: empirical, values: [ 1 ] } }', 'unknown kind `empirical`'],
    ['{ kind: shifted, by: 5 s, of: { kind: gamma, mean: 3 s } }', 'has no spread'],
  ])('%s is refused', (text, message) => {
    const result = loadScenario(`schema: takt/1\nhorizon: 1 h\nstations: [ { id: drill, time: ${text} } ]`, { file: 'plant.yaml' })
    const problems = 'problems' in result ? result.problems : []
    expect(problems.map((one) => one.message).join()).toContain(message)
    expect(problems[0]).toMatchObject({ line: 3 })
    expect(problems[0]?.remedy).not.toBe('')
  })

  it('Γ agrees with its known values', () => {
    const known = [
      [0.5, 1.772453850905516], [1, 1], [1.5, 0.886226925452758], [2, 1], [2.5, 1.329340388179137], [3, 2], [5, 24], [11, 3_628_800], [1.1, 0.9513507698668732], [21, 2.43290200817664e18],
    ] as const // biome-ignore format: pairs
    for (const [x, value] of known) expect(Math.abs(gamma(x) / value - 1)).toBeLessThan(1e-14)
  })

  it('availability and mean time to repair: MTTF = MTTR · A / (1 − A)', () => {
    const { stations } = loaded(
      'schema: takt/1\nhorizon: 1 h\nstations: [ { id: drill, time: 1, failures: [ { availability: 95 %, mttr: 10 min } ] } ]',
    )
    expect(stations[0]?.failures[0]).toMatchObject({
      clock: 'processing',
      after: { kind: 'exponential', mean: expect.closeTo(11_400, 6) },
      repair: { kind: 'erlang', k: 2, mean: 600 },
    })
  })

  it('a failure on cycles counts units', () => {
    const { stations } = loaded(
      'schema: takt/1\nhorizon: 1 h\nstations: [ { id: drill, time: 1, failures: [ { clock: cycles, after: { kind: exponential, mean: 500 }, repair: 1 min } ] } ]',
    )
    expect(stations[0]?.failures[0]).toMatchObject({ after: { kind: 'exponential', mean: 500 }, repair: { kind: 'constant', value: 60 } })
  })

  it('a rate is Poisson, with a mean as exact as it can be', () => {
    const every = (rate: string) =>
      loaded(
        `schema: takt/1\nhorizon: 1 h\nflow: [ { source: { id: in, rate: ${rate} } }, { station: { id: a, time: 1 } }, { sink: { id: out } } ]`,
      ).sources[0]?.every
    expect(every('12/h')).toEqual({ kind: 'exponential', mean: 300 })
    expect(every('0.9/s')).toEqual({ kind: 'exponential', mean: 1 / 0.9 })
    expect(every('1/d')).toEqual({ kind: 'exponential', mean: 86_400 })
  })
})
