import { describe, expect, it } from 'vitest'
import { equipmentOf } from '../../analysis/maintenance/index.ts'
import { recordOf } from '../../analysis/record/index.ts'
import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { asOf } from '../../twin/as-of.ts'
import { earlierMaintenance, failureRisk } from '../../twin/failure-risk.ts'
import { DAY, spindles, vibration } from '../analysis/maintenance/spindles.ts'
import { recorded } from '../analysis/recorded.ts'
import { always } from '../engine/plant/bench.ts'
import { task } from '../engine/plant/plants.ts'

const bearing = task({ id: 'bearing', every: 400 * DAY, first: 400 * DAY, duration: always(4 * 3600), resets: ['vibration'], renews: [] })
const plant = (given = {}): Scenario => spindles(1, { maintenance: [bearing], days: 80, signals: [vibration({ noise: 0.2, ...given })] })
const pool = inThisThread()

describe('a stop in the peak', () => {
  it('[E2.3] is less likely with an earlier maintenance: the same luck, and an interval without zero', async () => {
    const { log } = recorded(plant(), { seed: 5, until: 14 * DAY })
    const then = asOf(log, 14 * DAY)
    const { p50 } = equipmentOf(recordOf(log), log.header).equipment[0]!.remaining.all!
    // A peak in whose time it fails with a chance of about one half, as its readings alone say.
    const peak = { station: 'mill', from: 21 * DAY, until: 14 * DAY + p50!, replications: 60, pool }
    const risk = (await failureRisk(then, earlierMaintenance(then, 'mill', 'bearing', 18 * DAY), peak))!
    expect(risk.asIs.low).toBeLessThan(0.5)
    expect(risk.asIs.high).toBeGreaterThan(0.5)
    expect(risk.instead.probability).toBeLessThan(0.1)
    expect(risk.difference.high!).toBeLessThan(0)
    expect(risk.difference.mean).toBeCloseTo(risk.instead.probability - risk.asIs.probability, 12)
    // Nothing done is no difference, run by run.
    const same = (await failureRisk(then, (scenario) => scenario, { ...peak, replications: 20 }))!
    expect(same.difference.mean).toBe(0)
    expect(same.difference.low!).toBeLessThanOrEqual(0)
  })

  it('[E2.3] where nothing wears, no difference is shown', async () => {
    const { log } = recorded(plant({ drift: always(1e-9) }), { seed: 5, until: 14 * DAY })
    const then = asOf(log, 14 * DAY)
    const risk = (await failureRisk(then, earlierMaintenance(then, 'mill', 'bearing', 18 * DAY), {
      ...{ station: 'mill', from: 21 * DAY, until: 42 * DAY, replications: 20, pool },
    }))!
    expect(risk).toMatchObject({ asIs: { probability: 0 }, instead: { probability: 0 }, difference: { mean: 0 } })
  })

  it('[E2.3] the plant as of a moment has come as far as its readings say, and no further than what is known then', async () => {
    const exact = plant({ drift: always(0.001377), noise: 0 })
    const whole = recorded(exact, { seed: 5 }).log
    const then = asOf(whole, 20 * DAY)
    expect(then.assumptions.map(({ kind }) => kind)).not.toContain('signalsNew')
    const [known] = then.scenario.present!.slots[0]!.signals
    expect(known!.level).toBeCloseTo(1.2 * Math.exp(0.001377 * 480), 6)
    // It fails when the log has it fail: after ln(4.5 / 1.2) / .001377 hours.
    const ahead = await pool.ahead(then.scenario, { seed: 9, replication: 0, until: 30 * DAY, measured: true })
    const failed = (Math.log(4.5 / 1.2) / 0.001377) * 3600
    expect(ahead!.measured!.failures.time[0]! + 20 * DAY).toBeCloseTo(failed, 0)
    expect(JSON.stringify(asOf(recorded(exact, { seed: 5, until: 20 * DAY }).log, 20 * DAY))).toBe(JSON.stringify(then))
  })
})
