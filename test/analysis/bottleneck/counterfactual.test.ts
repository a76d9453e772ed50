import { describe, expect, it } from 'vitest'
import { bottleneckOf } from '../../../analysis/bottleneck/bottleneck.ts'
import { limitsOf } from '../../../analysis/bottleneck/limits.ts'
import { EquipmentState, STATE_COUNT } from '../../../engine/log/events.ts'
import type { Tally } from '../../../engine/log/tally.ts'
import type { DistributionSpec } from '../../../scenarios/distribution-spec.ts'
import type { Scenario, Station } from '../../../scenarios/model.ts'
import { exponential, failure, line, station } from '../../engine/plant/plants.ts'
import { finished, recorded } from '../recorded.ts'

const always = (value: number) => ({ kind: 'constant', value }) as const
const gamma = (mean: number, cv: number) => ({ kind: 'gamma', mean, sd: cv * mean }) as const
const at = (id: string, time: DistributionSpec, more: Partial<Station> = {}) => station({ id, time, ...more })
const breaks = (after: number, repair: number) => failure({ clock: 'processing', after: exponential(after), repair: exponential(repair) })

const HORIZON = 60_000
const WARM_UP = 5_000
const SEEDS = [1, 2, 3]

const made = (tally: Tally) => tally.finished.reduce((sum, units) => sum + units, 0)
const mean = (of: (seed: number) => number) => SEEDS.reduce((sum, seed) => sum + of(seed), 0) / SEEDS.length
const run = (scenario: Scenario, seed: number) => finished(scenario, { until: HORIZON, warmUp: WARM_UP, seed })

/** Slot-seconds blocked and starved at all stations but one. */
function waited(tally: Tally, but: number): number {
  let time = 0
  for (let slot = 0; slot < tally.slotState.length; slot++) {
    if (slot === but) continue
    time += tally.slotTime[slot * STATE_COUNT + EquipmentState.blocked]! + tally.slotTime[slot * STATE_COUNT + EquipmentState.starved]!
  }
  return time / 1e6
}

/** µs rounded away and what a failure leaves to the work that it interrupts: no more than this share in the mean of the seeds. */
const TOLERANCE = 0.08

/*
 * The same luck with and without the failures of one station. Nobody in these lines could catch up while it was down, unless it says so: then a
 * quicker station waits longer than it loses, and it is the units not made that count.
 */
describe('knock-on time is what a run without the failure, with the same luck, waits less', () => {
  const steady = (id: string, more?: Partial<Station>) => at(id, always(10), more)
  const lines: [string, string, Scenario][] = [
    ['two in step, the first fails', 'a', line([steady('a', { failures: [breaks(900, 100)] }), steady('b')], [null])],
    ['two in step, the second fails', 'b', line([steady('a'), steady('b', { failures: [breaks(900, 100)] })], [null])],
    ['three, the middle fails', 'b', line([steady('a'), steady('b', { failures: [breaks(900, 100)] }), steady('c')], [null, null])],
    ['three with buffers, the last fails', 'c', line([steady('a'), steady('b'), steady('c', { failures: [breaks(1800, 200)] })], [3, 3])],
    ['random times', 'a', line([at('a', gamma(10, 0.3), { failures: [breaks(1800, 200)] }), at('b', gamma(10, 0.3))], [3])],
    ['a quicker one fails', 'a', line([at('a', always(8), { failures: [breaks(1800, 200)] }), steady('b')], [2])],
  ]
  it.each(lines)('%s', (_, id, scenario) => {
    const { knockOn, less, lost, fewer } = withAndWithout(scenario, id)
    expect(Math.abs(knockOn / less - 1), `${knockOn} s charged, ${less} s less without it`).toBeLessThan(TOLERANCE)
    expect(Math.abs(lost / fewer - 1), `${lost} units lost, ${fewer} more without it`).toBeLessThan(TOLERANCE)
  })

  const slack: [string, string, Scenario, number][] = [
    ['the one behind is quicker', 'a', line([steady('a', { failures: [breaks(1800, 200)] }), at('b', always(8))], [2]), 8],
    ['one before and one behind are quicker', 'c', line([at('a', always(8)), steady('b'), at('c', always(8), { failures: [breaks(1800, 200)] })], [2, 2]), 18],
  ] // biome-ignore format: a line a line
  it.each(slack)('as units not made × the work in them: %s', (_, id, scenario, work) => {
    const { knockOn, less, lost, fewer } = withAndWithout(scenario, id)
    expect(knockOn).toBeGreaterThan(less)
    expect(Math.abs((lost * work) / less - 1), `${lost} units of ${work} s, ${less} s less without it`).toBeLessThan(TOLERANCE)
    expect(Math.abs(lost / fewer - 1), `${lost} units lost, ${fewer} more without it`).toBeLessThan(TOLERANCE)
  })
})

/** Means over the seeds: seconds charged and units lost to the failures of `id`, and what a run without them waits less and makes more. */
function withAndWithout(scenario: Scenario, id: string) {
  const failing = scenario.stations.findIndex((one) => one.id === id)
  const healthy = { ...scenario, stations: scenario.stations.map((one) => (one.id === id ? { ...one, failures: [] } : one)) }
  const sums = { knockOn: 0, less: 0, lost: 0, fewer: 0 }
  for (const seed of SEEDS) {
    const { log, tally } = recorded(scenario, { until: HORIZON, warmUp: WARM_UP, seed })
    const { blame, limit } = limitsOf(log)
    const base = run(healthy, seed)
    sums.knockOn += blame.failures.find(({ station }) => station === id)!.knockOnSeconds
    sums.less += waited(tally, failing) - waited(base, failing)
    const own = limit!.lost.filter(({ culprit }) => culprit.id === id && culprit.detail === 'breakdown')
    sums.lost += own.reduce((sum, { units }) => sum + units, 0)
    sums.fewer += made(base) - made(tally)
  }
  return sums
}

describe('the bottleneck is the station whose speed-up by 5 % raises the output most', () => {
  const plants: [string, Scenario][] = [
    ['two, second slower', line([at('a', exponential(8)), at('b', exponential(10))], [4])],
    ['two, first slower', line([at('a', exponential(10)), at('b', exponential(8))], [4])],
    ['two, without buffer', line([at('a', gamma(10, 0.5)), at('b', gamma(11.5, 0.5))], [null])],
    ['three, middle', line([at('a', exponential(8)), at('b', exponential(10)), at('c', exponential(8))], [3, 3])],
    ['three, last', line([at('a', gamma(8, 0.5)), at('b', gamma(8, 0.5)), at('c', gamma(10, 0.5))], [2, 2])],
    ['three, first', line([at('a', gamma(10, 0.5)), at('b', gamma(8, 0.5)), at('c', gamma(8, 0.5))], [2, 2])],
    [
      'quickest fails most',
      line([at('a', gamma(9, 0.3)), at('b', gamma(8, 0.3), { failures: [breaks(600, 300)] }), at('c', gamma(9, 0.3))], [5, 5]),
    ],
    [
      'fails seldom',
      line([at('a', gamma(10, 0.3)), at('b', gamma(8, 0.3), { failures: [breaks(3600, 300)] }), at('c', gamma(8.5, 0.3))], [5, 5]),
    ],
    ['two slots', line([at('a', gamma(9, 0.4)), at('b', gamma(20, 0.4), { slots: 2 }), at('c', gamma(8, 0.4))], [3, 3])],
    ['two slots enough', line([at('a', gamma(9, 0.4)), at('b', gamma(14, 0.4), { slots: 2 }), at('c', gamma(8, 0.4))], [3, 3])],
    ['four', line([at('a', gamma(8, 0.4)), at('b', gamma(9, 0.4)), at('c', gamma(10.5, 0.4)), at('d', gamma(9, 0.4))], [3, 3, 3])],
    [
      'five',
      line(
        [at('a', gamma(9, 0.4)), at('b', gamma(10.5, 0.4)), at('c', gamma(9, 0.4)), at('d', gamma(8, 0.4)), at('e', gamma(9, 0.4))],
        [3, 3, 3, 3],
      ),
    ],
  ]
  it.each(plants)('%s', (_, scenario) => {
    const base = mean((seed) => made(run(scenario, seed)))
    const gains = scenario.stations.map(({ id }) => {
      const quicker = {
        ...scenario,
        stations: scenario.stations.map((one) => (one.id === id ? { ...one, time: quickened(one.time!) } : one)),
      }
      return mean((seed) => made(run(quicker, seed))) - base
    })
    const { main } = bottleneckOf(recorded(scenario, { until: HORIZON, warmUp: WARM_UP, seed: 1 }).log)
    expect(scenario.stations[main]!.id, `gains ${gains}`).toBe(scenario.stations[gains.indexOf(Math.max(...gains))]!.id)
  })
})

function quickened(time: DistributionSpec): DistributionSpec {
  if (time.kind === 'exponential') return { ...time, mean: 0.95 * time.mean }
  if (time.kind === 'gamma') return { ...time, mean: 0.95 * time.mean, sd: 0.95 * time.sd }
  if (time.kind === 'constant') return { ...time, value: 0.95 * time.value }
  throw new Error(time.kind)
}
