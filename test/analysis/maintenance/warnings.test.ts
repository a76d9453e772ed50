import { describe, expect, it } from 'vitest'
import { assetsOf, poissonRate, warningFigures, warningsAbout, warningsOf, zoneOf } from '../../../analysis/maintenance/index.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import { failure, task } from '../../engine/plant/plants.ts'
import { recorded } from '../recorded.ts'
import { DAY, spindles, vibration } from './spindles.ts'

const read = (scenario: ReturnType<typeof spindles>, seed = 1) => {
  const { log } = recorded(scenario, { seed })
  const record = recordOf(log)
  const assets = assetsOf(record, log.header.scenario)
  const warnings = warningsAbout(assets)
  return { log, record, warnings, figures: new Map(warningFigures(assets, warnings).map((one) => [one.rule, one])) }
}

describe('warnings before the event', () => {
  it('[C05] nearly all failures are warned of in time, with the share, the lead times and the false alarms told', () => {
    const { figures, record, warnings } = read(spindles(30))
    const risk = figures.get('risk')!
    expect(risk.failures).toBe(record.failures.count)
    expect(risk.failures).toBeGreaterThan(50)
    expect(risk.detection!.low).toBeGreaterThan(0.9)
    // At least 7 days in at least 85 % of them, and no more than 21.
    const leads = warnings.flatMap(({ rule, lead }) => (rule === 'risk' && lead !== null ? [lead / 1e6 / DAY] : []))
    expect(leads.filter((days) => days >= 7 && days <= 21).length / risk.failures).toBeGreaterThan(0.85)
    expect(risk.lead!.p10).toBeGreaterThan(7 * DAY)
    expect(risk.lead!.p90).toBeLessThan(21 * DAY)
    expect(risk.falseAlarms).toBe(0)
    expect(risk.falseAlarmRate!.high).toBeLessThan(0.5)
    expect(risk.assetYears).toBeCloseTo((30 * 120) / 365, 6)
  })

  it('[C05] where nothing wears out nothing is said, and a maintenance that comes first forestalls the failure', () => {
    const still = read(spindles(20, { signals: [vibration({ drift: { kind: 'constant', value: 1e-9 } })] }))
    expect(still.warnings).toEqual([])
    expect(still.figures.get('risk')).toMatchObject({ failures: 0, detection: null, lead: null, falseAlarms: 0 })
    // A life without memory has no warning: at most it is as likely as ever.
    const memoryless = [
      failure({ clock: 'processing', after: { kind: 'exponential', mean: 40 * DAY }, repair: { kind: 'constant', value: DAY } }),
    ]
    expect(read(spindles(10, { signals: [], failures: memoryless })).warnings).toEqual([])
    const asked = task({
      id: 'bearing',
      when: { signal: 'vibration', above: 4 },
      duration: { kind: 'constant', value: 3600 },
      resets: ['vibration'],
    })
    const kept = read(spindles(10, { maintenance: [asked], signals: [vibration({ fail: 9 })] }))
    expect(kept.record.failures.count).toBe(0)
    const risks = kept.warnings.filter(({ rule, until }) => rule === 'zoneC' && !Number.isNaN(until))
    expect(risks.length).toBeGreaterThan(10)
    expect(risks.every(({ outcome, lead }) => (outcome === 'forestalled' || outcome === 'tooEarly') && lead === null)).toBe(true)
  })

  it('[C05] a wear without a signal is warned of by its age', () => {
    const worn = [
      failure({ clock: 'processing', after: { kind: 'gamma', mean: 40 * DAY, sd: 4 * DAY }, repair: { kind: 'constant', value: DAY } }),
    ]
    const { figures, warnings } = read(spindles(20, { signals: [], failures: worn }))
    expect(figures.get('risk')!.detection!.value).toBeGreaterThan(0.9)
    const first = warnings[0]!
    expect(first).toMatchObject({ rule: 'risk', signal: null, limit: 0.5, readings: 0 })
    // Half of those that have lived so long fail within 14 days: an age of about 40 − 14 days and a little.
    expect(first.age! / DAY).toBeGreaterThan(24)
    expect(first.age! / DAY).toBeLessThan(29)
  })

  it('[C05] each is given with what was known by then: those of a shorter log are the first ones of a longer', () => {
    const { log, warnings } = read(spindles(6))
    for (const day of [20, 33.3, 61, 90]) {
      const earlier = warningsOf(recordOf(log, day * DAY * 1e6), log.header.scenario)
      const given = ({ rule, asset, at, value, limit, readings, age }: (typeof warnings)[number]) => ({
        rule,
        asset,
        at,
        value,
        limit,
        readings,
        age,
      })
      expect(earlier.map(given)).toEqual(warnings.filter(({ at }) => at <= day * DAY * 1e6).map(given))
    }
  })

  it('[E2.1] the rise from zone B to C is detected within a few readings, and not before', () => {
    // Without chance: B/C is reached after ln(2.8 / 1.2) / .001377 = 615.3 hours of work, in steady work.
    const exact = vibration({ drift: { kind: 'constant', value: 0.001377 }, noise: 0 })
    const { warnings } = read(spindles(1, { signals: [exact], days: 40 }))
    const rise = (Math.log(2.8 / 1.2) / 0.001377) * 3600e6
    const [zone] = warnings.filter(({ rule }) => rule === 'zoneC')
    expect(zone!.at).toBeGreaterThan(rise)
    expect(zone!.at - rise).toBeLessThan(5 * (DAY / 3) * 1e6)
    expect(zone).toMatchObject({ limit: 2.8, unit: 'mm/s', readings: 5, signal: 'vibration', mode: 'spindle' })
    // With noise, of many: the true level is where it was detected within a tenth of the boundary.
    const noisy = read(spindles(30))
    const at = noisy.warnings.filter(({ rule }) => rule === 'zoneC').map((one) => one.value)
    expect(at.length).toBeGreaterThan(50)
    expect(Math.max(...at)).toBeLessThan(2.8 * 1.1)
    // At rest just below the boundary in zone B: never.
    const below = vibration({ start: 2.5, drift: { kind: 'constant', value: 1e-9 } })
    expect(read(spindles(20, { signals: [below] })).warnings).toEqual([])
  })

  it('[E2.1] a change by more than a quarter of the B/C boundary is told, in zone A or B too', () => {
    const exact = vibration({ drift: { kind: 'constant', value: 0.001377 }, noise: 0 })
    const { warnings, record } = read(spindles(1, { signals: [exact], days: 40 }))
    const change = warnings.find(({ rule }) => rule === 'change')!
    expect(change.limit).toBeCloseTo(0.7, 12)
    expect(change.value).toBeGreaterThan(0.7)
    expect(change.at).toBeLessThan(warnings.find(({ rule }) => rule === 'zoneC')!.at)
    // By hand: the mean of the last five readings is more than 0.7 above that of the first five, for the first time.
    const levels = record.conditions.rows()
    const mean = (from: number) => levels.slice(from, from + 5).reduce((sum, { value }) => sum + value / 5, 0)
    const first = levels.findIndex((_, i) => i >= 4 && mean(i - 4) - mean(0) > 0.7)
    expect(change.at).toBe(levels[first]!.time)
  })

  it('[E2.1] zones are those of the limits', () => {
    const limits = { ab: 1.4, bc: 2.8, cd: 4.5 }
    expect([1, 1.39, 1.4, 2.79, 2.8, 4.49, 4.5].map((level) => zoneOf(level, limits))).toEqual(['A', 'A', 'B', 'B', 'C', 'C', 'D'])
    expect(zoneOf(3, { ab: null, bc: null, cd: null })).toBe(null)
    expect(poissonRate(0, 1)).toEqual({ low: 0, high: expect.closeTo(3.689, 3) })
    expect(poissonRate(10, 2)).toEqual({ low: expect.closeTo(4.795 / 2, 3), high: expect.closeTo(18.39 / 2, 3) })
  })
})
