import { describe, expect, it } from 'vitest'
import { Disposition, EventKind, Outcome } from '../../../../engine/log/events.ts'
import type { Operation, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import {
  buffer,
  characteristic,
  defect,
  effect,
  fault,
  operation,
  parameter,
  plant,
  product,
  source,
  station,
  task,
  test,
} from '../plants.ts'

/** `part` through stations a, b, … of 10 s each, a buffer before each but the first; a unit is always ready. */
const shopOf = (operations: readonly Partial<Operation>[], more: Partial<Scenario> = {}): Scenario => {
  const ids = ['a', 'b', 'c', 'd'].slice(0, operations.length)
  return plant({
    stations: ids.map((id) => station({ id, time: always(10) })),
    buffers: ids.slice(1).map((id) => buffer({ id: `before-${id}` })),
    products: [
      product({
        id: 'part',
        route: operations.map((one, i) => operation({ id: ids[i]!, buffer: i === 0 ? null : `before-${ids[i]}`, ...one })),
      }),
    ],
    sources: [source({ id: 'in' })],
    ...more,
  })
}
const certain = (id: string) => defect({ id, probability: 1 })
const never = (id: string) => defect({ id, probability: 0 })
type Ran = ReturnType<typeof bench>
const values = ({ of }: Ran) => of(EventKind.parameterRecorded).map(({ v }) => v)
const verdicts = ({ of }: Ran) =>
  of(EventKind.unitTested).map(({ subject, time, c }) => `${subject}@${time} ${Object.keys(Disposition)[c]}`)

describe('parameters', () => {
  const one = (given: Partial<Parameters<typeof parameter>[0]>, more: Partial<Scenario['stations'][number]> = {}) =>
    shopOf([{}], {
      stations: [station({ id: 'a', time: always(10), parameters: [parameter({ id: 'heat', setPoint: 200, ...given })], ...more })],
    })

  it('[E1] a parameter drifts with the hours on its clock, and each job records its value at its end', () => {
    expect(values(bench(one({ drift: 360 }), { until: 35 }))).toEqual([201, 202, 203])
    const late = { ...one({ drift: 360, clock: 'calendar' }), sources: [source({ id: 'in', every: always(20) })] }
    expect(values(bench(late, { until: 55 }))).toEqual([203, 205])
    expect(values(bench({ ...late, stations: one({ drift: 360 }).stations }, { until: 55 }))).toEqual([201, 202])
  })

  it('[E1] is adjusted by count, by value, and by maintenance that says so', () => {
    expect(values(bench(one({ drift: 360, adjustEvery: 2 }), { until: 55 }))).toEqual([201, 202, 201, 202, 201])
    expect(values(bench(one({ drift: 360, adjustBeyond: 2.5 }), { until: 55 }))).toEqual([201, 202, 203, 201, 202])
    const maintenance = [task({ id: 'pm', at: [20], duration: always(5) }), task({ id: 'clean', at: [45], duration: always(5) })]
    expect(values(bench(one({ drift: 360, resetBy: ['pm'] }, { maintenance }), { until: 65 }))).toEqual([201, 202, 201, 202, 203])
  })

  it('[E1] an operation may ask for another set point', () => {
    const scenario = shopOf([{ parameters: [{ parameter: 'heat', setPoint: 150, low: null, high: null }] }], {
      stations: [
        station({
          id: 'a',
          time: always(10),
          parameters: [parameter({ id: 'heat', setPoint: 200 }), parameter({ id: 'speed', setPoint: 3 })],
        }),
      ],
    })
    expect(values(bench(scenario, { until: 25 }))).toEqual([150, 3, 150, 3])
  })

  it('[E1] noise has its spread and its correlation from the first job on', () => {
    const noise = values(bench(one({ setPoint: 0, sd: 2, autocorrelation: 0.8 }), { until: 200_000 }))
    const n = noise.length
    const mean = noise.reduce((sum, x) => sum + x, 0) / n
    const variance = noise.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n
    const next = noise.slice(1).reduce((sum, x, i) => sum + (x - mean) * (noise[i]! - mean), 0) / n / variance
    expect(n).toBe(20_000)
    expect(Math.abs(mean)).toBeLessThan(0.15) // 3 sd of the mean: 2 √(9 / 20000) × 3 = 0.127
    expect(variance).toBeCloseTo(4, 0)
    expect(next).toBeCloseTo(0.8, 1)
  })
})

describe('defects', () => {
  /** Share of 4,000 units of which a perfect test says that they have the defect. */
  const share = (effects: Parameters<typeof effect>[0][], more: Partial<Scenario> = {}, given = {}) => {
    const scenario = shopOf(
      [{ defects: [defect({ id: 'crack', logit: 0, effects: effects.map(effect), ...given })], test: test({ finds: ['crack'] }) }],
      more,
    )
    const { tally } = bench(scenario, { until: 40_000 })
    return tally.rejected[0]! / tally.tested[0]!
  }
  const heated = { stations: [station({ id: 'a', time: always(10), parameters: [parameter({ id: 'heat', setPoint: 10 })] })] }
  const probability = (logit: number) => 1 / (1 + Math.exp(-logit))
  // 4,000 units: an sd of at most 0.0079.
  const about = (p: number, found: number) => expect(Math.abs(found - p), `${found} is not about ${p}`).toBeLessThan(0.027)

  it('[E2] a defect has the probability of its logit', () => {
    about(0.5, share([]))
    about(0.2, share([], {}, { logit: null, probability: 0.2 }))
    expect(share([], {}, { logit: null, probability: 1 })).toBe(1)
    expect(share([], {}, { logit: null, probability: 0 })).toBe(0)
  })

  it('[E2] and what makes it likelier counts beyond its target only: above, below or both ways', () => {
    about(probability(1), share([{ of: 'parameter', name: 'heat', coefficient: 0.5, target: 8 }], heated))
    about(0.5, share([{ of: 'parameter', name: 'heat', coefficient: 0.5, target: 12 }], heated))
    about(probability(1), share([{ of: 'parameter', name: 'heat', coefficient: 0.5, target: 12, side: 'below' }], heated))
    about(probability(-1), share([{ of: 'parameter', name: 'heat', coefficient: -0.5, target: 12, side: 'both' }], heated))
    about(0.5, share([{ of: 'parameter', name: 'heat', coefficient: 0.5 }], heated)) // at its set point
    about(probability(0.7), share([{ of: 'station', name: 'a', coefficient: 0.7 }]))
    about(probability(0.6), share([{ of: 'speed', target: 0.8, coefficient: 3 }]))
  })

  it('[E2] grows with hours processing since the last maintenance, and with units since the set-up', () => {
    // Beyond the target by any amount, the coefficient makes it certain; up to it, impossible.
    const steep = { probability: null, logit: -20 }
    const scenario = (of: 'toolAge' | 'sinceSetup', target: number) =>
      shopOf(
        [
          {
            defects: [defect({ id: 'crack', ...steep, effects: [effect({ of, target, coefficient: 1e9 })] })],
            test: test({ finds: ['crack'] }),
          },
        ],
        {
          stations: [station({ id: 'a', time: always(10), maintenance: [task({ at: [60], duration: always(4) })] })],
        },
      )
    const tool = bench(scenario('toolAge', 35 / 3600), { until: 125 })
    expect(tool.scrapped()).toEqual(['3@40', '4@50', '5@60', '9@104', '10@114', '11@124'])
    expect(bench(scenario('sinceSetup', 2), { until: 60 }).scrapped()).toEqual(['3@40', '4@50', '5@60'])
  })

  it('[E2] is carried unseen until a test finds it', () => {
    const scenario = shopOf([
      { defects: [certain('crack')] },
      { defects: [never('scratch')] },
      { test: test({ finds: ['crack', 'scratch'] }) },
    ])
    const { of, scrapped } = bench(scenario, { until: 50 })
    expect(of(EventKind.unitTested).map(({ subject, a, v }) => [subject, a, v])).toEqual([
      [0, 2, 1],
      [1, 2, 1],
      [2, 2, 1],
    ])
    expect(scrapped()).toEqual(['0@30', '1@40', '2@50'])
    const good = of(EventKind.jobEnded).filter(({ a, b }) => a < 2 && b === Outcome.good)
    expect(good).toHaveLength(9)
  })
})

describe('tests', () => {
  it('[E3] detection and false alarms are as often as they say, and a false alarm names a defect like any other', () => {
    const scenario = shopOf([
      { defects: [defect({ id: 'crack', probability: 0.3 })], test: test({ finds: ['crack'], detection: 0.9, falseAlarm: 0.05 }) },
      { test: test({ finds: ['crack'] }) },
    ])
    const { tally, of } = bench(scenario, { until: 100_000 })
    const [first, second] = [tally.rejected[0]! / tally.tested[0]!, tally.rejected[1]! / tally.tested[1]!]
    const reject = 0.3 * 0.9 + 0.7 * 0.05
    expect(Math.abs(first - reject)).toBeLessThan(0.014) // 3 sd of 10,000
    expect(Math.abs(second - (0.3 * 0.1) / (1 - reject))).toBeLessThan(0.008) // Bayes: defective although it passed
    expect(of(EventKind.unitTested).every(({ c, v }) => (c === Disposition.passed ? v === 0 : v === 1))).toBe(true)
  })

  it('[E3] a unit that its operation spoiled already is not tested', () => {
    const { of, tally } = bench(shopOf([{ yield: 0, defects: [certain('crack')], test: test({ finds: ['crack'] }) }]), { until: 35 })
    expect(of(EventKind.unitTested)).toEqual([])
    expect(tally.scrap[0]).toBe(3)
  })

  it('[E4] rework takes the defects away that it repairs, at another station and within its limit', () => {
    const again = (repairs: string[], limit: number) =>
      shopOf(
        [
          { defects: [certain('crack')] },
          {},
          { test: test({ finds: ['crack'], onFail: 'rework', rework: { ratio: 1, to: 'b', limit, per: 'unit' }, repairs }) },
        ],
        { sources: [source({ id: 'in', every: always(100), limit: 1 })] },
      )
    const repaired = bench(again(['crack'], 1), { until: 300 })
    expect(verdicts(repaired)).toEqual(['0@130 reworked', '0@150 passed'])
    expect([repaired.started('a'), repaired.started('b'), repaired.finished()]).toEqual([['0@100'], ['0@110', '0@130'], ['0@150']])
    expect([repaired.tally.rework[2], repaired.tally.good[2], repaired.tally.firstPass[0]]).toEqual([1, 1, 0])
    const kept = bench(again([], 2), { until: 300 })
    expect(verdicts(kept)).toEqual(['0@130 reworked', '0@150 reworked', '0@170 scrapped'])
    expect(kept.scrapped()).toEqual(['0@170'])
  })

  it('[E4] is worked on again where it is, or used as it is', () => {
    const rework = { ratio: 1, to: null, limit: 1, per: 'unit' as const }
    const once = bench(
      shopOf([{ defects: [certain('crack')], test: test({ finds: ['crack'], onFail: 'rework', rework, repairs: ['crack'] }) }]),
      {
        until: 25,
      },
    )
    // Each attempt leaves the defect again.
    expect(verdicts(once)).toEqual(['0@10 reworked', '0@20 scrapped'])
    const used = bench(shopOf([{ defects: [certain('crack')], test: test({ finds: ['crack'], onFail: 'accept' }) }]), { until: 25 })
    expect([verdicts(used), used.finished()]).toEqual([
      ['0@10 accepted', '1@20 accepted'],
      ['0@10', '1@20'],
    ])
    expect([used.tally.rejected[0], used.tally.good[0]]).toEqual([2, 2])
  })

  it('[E5] tests every n-th unit, which takes longer, or a share of them', () => {
    const every = bench(shopOf([{ test: test({ falseAlarm: 1, every: 3, time: always(5) }) }]), { until: 100 })
    expect(verdicts(every)).toEqual(['2@35 scrapped', '5@70 scrapped'])
    expect(every.finished().slice(0, 4)).toEqual(['0@10', '1@20', '3@45', '4@55'])
    const some = bench(shopOf([{ test: test({ falseAlarm: 1, share: 0.3 }) }]), { until: 40_000 }).tally
    expect(Math.abs(some.tested[0]! / 4000 - 0.3)).toBeLessThan(0.022)
  })

  it('[E6] in quarantine a unit waits for its result and leaves its station free', () => {
    const scenario = shopOf([{ defects: [certain('crack')], test: test({ finds: ['crack'], result: always(25), onFail: 'accept' }) }, {}])
    const { finished, of, states } = bench(scenario, { until: 60 })
    expect(verdicts({ of } as Ran)).toEqual(['0@35 accepted', '1@45 accepted', '2@55 accepted'])
    expect(states('a')).toEqual(['0 processing'])
    expect(states('b')).toEqual(['0 starved', '35 processing'])
    expect(finished()).toEqual(['0@45', '1@55'])
    const aside = of(EventKind.unitMoved).filter(({ a }) => a === -1)
    expect(aside.map(({ subject, time }) => `${subject}@${time}`).slice(0, 3)).toEqual(['0@10', '1@20', '2@30'])
  })

  it('[E6] rejected in quarantine, it is scrapped or goes back; accepted at the end of its route, it leaves', () => {
    const scrapped = bench(shopOf([{ test: test({ falseAlarm: 1, result: always(25) }) }]), { until: 50 })
    expect([scrapped.scrapped(), scrapped.finished()]).toEqual([['0@35', '1@45'], []])
    const rework = { ratio: 1, to: 'a', limit: 1, per: 'unit' as const }
    const sent = shopOf([{}, { test: test({ falseAlarm: 1, result: always(5), onFail: 'rework', rework }) }], {
      sources: [source({ id: 'in', every: always(100), limit: 1 })],
    })
    const back = bench(sent, { until: 300 })
    expect(back.started('a')).toEqual(['0@100', '0@125'])
    expect(verdicts(back)).toEqual(['0@125 reworked', '0@150 scrapped'])
    const left = bench(shopOf([{ test: test({ finds: [], falseAlarm: 0, measures: [], result: always(7) }) }]), { until: 20 })
    expect(left.finished()).toEqual(['0@17'])
  })

  it('[E6] on its way it is caught at the end of its next operation, unless it has left', () => {
    const scenario = shopOf([{ test: test({ falseAlarm: 1, result: always(12), meanwhile: 'goOn' }) }, {}, {}], {
      sources: [source({ id: 'in', every: always(50) })],
    })
    const caught = bench(scenario, { until: 95 })
    expect([verdicts(caught), caught.scrapped()]).toEqual([['0@72 scrapped'], ['0@80']])
    const late = shopOf([{ test: test({ falseAlarm: 1, result: always(30), meanwhile: 'goOn' }) }, {}], {
      sources: [source({ id: 'in', every: always(50) })],
    })
    const gone = bench(late, { until: 95 })
    expect([verdicts(gone), gone.finished(), gone.scrapped()]).toEqual([['0@90 scrapped'], ['0@70'], []])
  })

  it('[E7] measures the true value with an error, and decides by the reading', () => {
    const made = { characteristics: [characteristic({ id: 'length', value: always(20) })] }
    const measured = (low: number, high: number, sd = 0) =>
      bench(shopOf([made, { test: test({ measures: [{ characteristic: 'length', sd, low, high }] }) }]), { until: 4000 })
    expect(measured(20, 20).tally.rejected[1]).toBe(0)
    expect(measured(20.1, 30).tally.rejected[1]).toBe(measured(20.1, 30).tally.tested[1])
    const { of, tally } = measured(19, 21, 1)
    const outside = of(EventKind.unitMeasured).filter(({ v }) => v < 19 || v > 21)
    expect(outside).toHaveLength(tally.rejected[1]!)
    expect(Math.abs(tally.rejected[1]! / tally.tested[1]! - 0.3173)).toBeLessThan(0.07) // beyond one sd; 3 sd of 400
  })

  it('[E7] a parameter that strays moves the true value', () => {
    const scenario = shopOf(
      [
        {
          characteristics: [characteristic({ id: 'length', value: always(20), parameter: 'heat', gain: 0.5 })],
          test: test({ measures: [{ characteristic: 'length', sd: 0, low: null, high: 21 }] }),
        },
      ],
      { stations: [station({ id: 'a', time: always(10), parameters: [parameter({ id: 'heat', setPoint: 200, drift: 360 })] })] },
    )
    const { of, scrapped } = bench(scenario, { until: 35 })
    expect(of(EventKind.unitMeasured).map(({ v }) => v)).toEqual([20.5, 21, 21.5])
    expect(scrapped()).toEqual(['2@30'])
  })
})

describe('faults', () => {
  it('[E8] shifts a parameter from its start to its end, growing over its ramp', () => {
    const stations = [station({ id: 'a', time: always(10), parameters: [parameter({ id: 'heat', setPoint: 200 })] })]
    const shifted = (given: object) =>
      values(
        bench(shopOf([{}], { stations, faults: [fault({ id: 'f', kind: 'parameter', target: 'a', name: 'heat', amount: 8, ...given })] }), {
          until: 65,
        }),
      )
    expect(shifted({ start: 20, end: 50 })).toEqual([200, 208, 208, 208, 200, 200])
    expect(shifted({ start: 10, ramp: 40 })).toEqual([200, 202, 204, 206, 208, 208])
  })

  it('[E8] a measuring device reads too much, or finds less', () => {
    const length = {
      characteristics: [characteristic({ id: 'length', value: always(20) })],
      test: test({ measures: [{ characteristic: 'length', sd: 0, low: null, high: 20 }] }),
    }
    const bias = fault({ id: 'f', kind: 'measurement', target: 'a', name: 'length', amount: 0.5, start: 15 })
    expect(bench(shopOf([length], { faults: [bias] }), { until: 35 }).scrapped()).toEqual(['1@20', '2@30'])
    const blind = fault({ id: 'f', kind: 'measurement', target: 'a', factor: 0, start: 15 })
    const look = { defects: [certain('crack')], test: test({ finds: ['crack'] }) }
    expect(bench(shopOf([look], { faults: [blind] }), { until: 35 }).scrapped()).toEqual(['0@10'])
  })

  it('[E8] a worn tool, and a factor that ends or builds up in steps', () => {
    const tool = {
      defects: [defect({ id: 'crack', logit: -20, effects: [effect({ of: 'toolAge', target: 1, coefficient: 1e9 })] })],
      test: test({ finds: ['crack'] }),
    }
    expect(
      bench(shopOf([tool], { faults: [fault({ id: 'f', kind: 'tool', target: 'a', amount: 1, start: 15 })] }), { until: 35 }).scrapped(),
    ).toEqual(['1@20', '2@30'])
    const slow = (given: object) =>
      bench(shopOf([{}], { faults: [fault({ id: 'f', target: 'a', factor: 2, start: 5, ...given })] }), { until: 75 }).finished()
    expect(slow({ end: 25 })).toEqual(['0@10', '1@30', '2@40', '3@50', '4@60', '5@70'])
    expect(slow({ ramp: 50 })).toEqual(['0@10', '1@21', '2@34.2', '3@50', '4@69'])
  })

  it('[E8] no record tells of the truth: without its test, a plant with a fault and defects has the log of one without', () => {
    const plain = bench(shopOf([{}, {}]), { until: 200 }).records
    const tool = fault({ id: 'f', kind: 'tool', target: 'a', amount: 5, start: 15 })
    expect(bench(shopOf([{ defects: [certain('crack')] }, {}], { faults: [tool] }), { until: 200 }).records).toEqual(plain)
  })
})
