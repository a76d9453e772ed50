import { describe, expect, it } from 'vitest'
import { blameOf } from '../../analysis/blame/blame.ts'
import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import { EquipmentState, STATE_COUNT } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { asOf } from '../../twin/as-of.ts'
import { downtimeOf } from '../../twin/downtime.ts'
import { recordedStops, withStops } from '../../twin/recorded-stops.ts'
import { finished, recorded } from '../analysis/recorded.ts'
import { buffer, exponential, failure, operation, plant, product, source, station } from '../engine/plant/plants.ts'

const pool = inThisThread()
const always = (value: number) => ({ kind: 'constant', value }) as const

/** a → rack of two → b → c, ten seconds each; what is to fail, and how. */
const line = (b: Parameters<typeof station>[0], parts: Partial<Scenario> = {}) =>
  plant({
    horizon: 1000,
    products: [
      product({
        id: 'part',
        price: 2,
        route: [
          operation({ id: 'a', stations: ['a'] }),
          operation({ id: 'b', stations: ['b'], buffer: 'rack' }),
          operation({ id: 'c', stations: ['c'] }),
        ],
      }),
    ],
    sources: [source({ id: 'blanks' })],
    buffers: [buffer({ id: 'rack', capacity: 2 })],
    stations: [station({ id: 'a', time: always(10) }), station(b), station({ id: 'c', time: always(10) })],
    ...parts,
  })

describe('downtime and what it does to others', () => {
  it('[A05] knock-on time of a recorded stop, worked by hand', async () => {
    const scenario = line({
      id: 'b',
      time: always(10),
      failures: [failure({ id: 'belt', clock: 'calendar', after: always(603), repair: always(65) })],
    })
    const { log } = recorded(scenario)
    const found = (await downtimeOf(log, asOf(log, 0), { recorded: true, replications: 2, pool }))!
    // Down from 603 to 668; the part in work is done at 675 instead of 610, so c is starved for 65 s. a fills the rack with the parts of 610 and 620,
    // stands with that of 630 until b takes the next at 675, and is in step with it again from there on.
    const all = (seconds: number) => ({ mean: seconds, low: seconds, high: seconds })
    expect(found.lines).toEqual([
      {
        ...{ station: 'b', mode: 'belt', stops: 1 },
        own: all(65),
        knockOn: all(110),
        victims: [
          { station: 'c', seconds: all(65) },
          { station: 'a', seconds: all(45) },
        ],
        // Of c: at 30, 40, …, 1000 without it; at 30, …, 610, 685, 695, …, 995 with it: 98 and 59 + 32.
        good: all(7),
        profit: all(14),
      },
    ])
    // The log alone charges each instant to who causes it then: from 668 to 675 that is the rest of the work, for c and for a.
    expect(blameOf(log).failures[0]!.knockOnSeconds).toBe(110 - 7 - 7)
  })

  it('[A05] knock-on minutes are the paired difference of blocked and starved minutes with and without the failure, same luck', async () => {
    const scenario = line(
      {
        id: 'b',
        time: { kind: 'gamma', mean: 10, sd: 3 },
        failures: [
          failure({ id: 'belt', clock: 'processing', after: exponential(150), repair: exponential(30) }),
          failure({ id: 'jam', clock: 'operating', after: exponential(90), repair: exponential(5) }),
        ],
      },
      { horizon: 3000 },
    )
    const then = asOf(recorded(scenario).log, 0)
    const within = 3000
    const found = (await downtimeOf(recorded(scenario).log, then, { replications: 12, seed: 5, within, pool }))!
    expect(found.lines.map(({ stops }) => stops)).toEqual([null, null])
    for (const { mode, knockOn, own, victims, good } of found.lines) {
      // Counted anew, by the tally of a run of its own for each.
      const other = {
        ...then.scenario,
        stations: then.scenario.stations.map((one) => ({
          ...one,
          failures: one.failures.map((each) => (each.id === mode ? { ...each, after: always(3e9) } : each)),
        })),
      }
      const waits = (plantHere: Scenario, replication: number) => {
        const { slotTime } = finished(plantHere, { until: within, seed: 5, replication })
        return (
          [0, 2].reduce(
            (sum, slot) =>
              sum + slotTime[slot * STATE_COUNT + EquipmentState.blocked]! + slotTime[slot * STATE_COUNT + EquipmentState.starved]!,
            0,
          ) / 1e6
        )
      }
      const differences = Array.from({ length: 12 }, (_, r) => waits(then.scenario, r) - waits(other, r))
      expect(knockOn.mean).toBeCloseTo(differences.reduce((sum, one) => sum + one, 0) / 12, 4)
      expect(victims.reduce((sum, { seconds }) => sum + seconds.mean!, 0)).toBeCloseTo(knockOn.mean!, 4)
      expect(own.low).toBeGreaterThan(0)
      expect(good.mean).toBeGreaterThan(0)
    }
    // The worst first: each costs about as much as it stops, and the belt stops six times as long as the jam, a tenth as often.
    const lost = found.lines.map(({ own, knockOn }) => own.mean! + knockOn.mean!)
    expect(lost[0]).toBeGreaterThanOrEqual(lost[1]!)
  })

  it('[A05] recorded stops come again when and as long as they were, and where one was under way', () => {
    const failures = [failure({ id: 'belt', clock: 'processing', after: exponential(150), repair: exponential(30) })]
    const { log } = recorded(line({ id: 'b', time: always(10), failures }, { horizon: 3000 }))
    const all = recordedStops(log, 0)
    expect(all.length).toBeGreaterThan(5)
    const middle = (all[2]!.from + all[2]!.until) / 2
    const left = recordedStops(log, middle)
    expect(left[0]).toMatchObject({ from: 0, until: all[2]!.until - middle })
    expect(left.length).toBe(all.length - 2)
    const { slotTime } = finished(withStops(asOf(log, middle), left), { until: 3000 - middle, seed: 9 })
    const held = slotTime[STATE_COUNT + EquipmentState.held]! / 1e6
    expect(held).toBeCloseTo(
      left.reduce((sum, { from, until }) => sum + until - from, 0),
      5,
    )
    expect(slotTime[STATE_COUNT + EquipmentState.repair]).toBe(0)
  })
})
