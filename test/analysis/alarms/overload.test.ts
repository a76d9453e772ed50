import { describe, expect, it } from 'vitest'
import { alarmsOf, overloadsOf } from '../../../analysis/alarms/index.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import type { FailureMode, Scenario } from '../../../scenarios/model.ts'
import { exponential, failure, operation, parameter, plant, product, source, station } from '../../engine/plant/plants.ts'
import { recorded } from '../recorded.ts'

const always = (value: number) => ({ kind: 'constant', value }) as const

/** A press that makes light parts at the force it is rated for, and heavy ones at twice that: one after the other, 100 s each. */
function press(mode: Partial<FailureMode>, horizon: number): Scenario {
  const made = (id: string, force: number) =>
    product({
      id,
      route: [
        operation({ id: 'press', stations: ['press'], parameters: [{ parameter: 'force', setPoint: force, low: null, high: null }] }),
      ],
    })
  return plant({
    horizon,
    products: [made('light', 10), made('heavy', 20)],
    sources: ['light', 'heavy'].map((id) => source({ id: `${id}s`, mix: [{ product: id, weight: 1 }], every: always(1000) })),
    stations: [
      station({
        id: 'press',
        time: always(100),
        parameters: [parameter({ id: 'force', setPoint: 10, unit: 'kN' })],
        failures: [
          failure({
            id: 'tie-rod',
            clock: 'processing',
            after: always(1e5),
            repair: always(7200),
            cost: 500,
            load: { parameter: 'force', rated: 10, exponent: 3 },
            ...mode,
          }),
        ],
      }),
    ],
  })
}

describe('[C13] equipment overload', () => {
  it('an alarm at each job above the rated load, closed with the first that is not; what its wear costs', () => {
    // Ten of each: the heavy ones age it by 8 times 1,000 s, 7,000 s more than at the rated load: 0.07 of a life.
    const { log } = recorded(press({}, 10_999))
    const alarms = alarmsOf(log)
    expect(alarms).toHaveLength(10)
    expect(alarms.map(({ rule }) => rule)).toEqual(alarms.map(() => 'overload'))
    const [first] = alarms
    expect(first!.evidence.figures).toEqual({ parameter: 'force', slot: 1, value: 20, rated: 10, mode: 'tie-rod', faster: 8 })
    expect([first!.at, first!.life.closed]).toEqual([1200, 2100])
    expect(first!.proposals[0]).toEqual({ action: 'decrease', of: ['press'] })
    const [told] = overloadsOf(recordOf(log), log.header.scenario)
    expect(told).toMatchObject({ station: 'press', mode: 'tie-rod', parameter: 'force', rated: 10, most: 20, unit: 'h' })
    expect(told!.over).toBeCloseTo(1000 / 3600, 9)
    expect(told!.all).toBeCloseTo(2000 / 3600, 9)
    expect(told!.extra).toBeCloseTo(7000 / 3600, 9)
    expect(told!.failures).toBeCloseTo(0.07, 9)
    expect(told!.cost).toBeCloseTo(35, 9)
    expect(told!.downHours).toBeCloseTo(0.14, 9)
  })

  it('failures come more often the higher the load, as the model says: eight times at twice the load', () => {
    const { log } = recorded(press({ after: exponential(8000), repair: always(60) }, 1e6))
    const [told] = overloadsOf(recordOf(log), log.header.scenario)
    const { rateOver, rateWithin } = told!
    expect(rateOver!.low).toBeGreaterThan(rateWithin!.high)
    // In a thousand hours: 450 at the rated load, 3,600 at twice.
    expect([rateOver!.low * 1000, rateOver!.high * 1000]).toEqual([
      expect.toSatisfy((low) => low < 3600),
      expect.toSatisfy((high) => high > 3600),
    ])
    expect([rateWithin!.low * 1000, rateWithin!.high * 1000]).toEqual([
      expect.toSatisfy((low) => low < 450),
      expect.toSatisfy((high) => high > 450),
    ])
    // Those that the overload brings: seven eighths of those that came in it, give or take chance.
    expect(Math.abs(told!.failures - (7 / 8) * rateOver!.failures)).toBeLessThan(3 * Math.sqrt(rateOver!.failures))
  })

  it('nothing is said where nothing is rated, or nothing was above it', () => {
    const { log } = recorded(press({ load: null }, 5000))
    expect(overloadsOf(recordOf(log), log.header.scenario)).toEqual([])
    const { log: light } = recorded(press({ load: { parameter: 'force', rated: 20, exponent: 3 } }, 5000))
    expect(overloadsOf(recordOf(light), light.header.scenario)).toEqual([])
    expect(alarmsOf(light)).toEqual([])
  })
})
