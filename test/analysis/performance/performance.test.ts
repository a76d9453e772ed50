import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ElementName, Elements } from '../../../analysis/kpi/elements.ts'
import { isTime } from '../../../analysis/kpi/elements.ts'
import { kpiCatalogue, kpiValues } from '../../../analysis/kpi/index.ts'
import { ISO_KPIS, isoKpi, isoValue, mtbf } from '../../../analysis/kpi/iso-kpis.ts'
import { performanceOf } from '../../../analysis/performance/index.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import { replayTally } from '../../../engine/log/replay.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { failure, operation, order, plant, product, shift, source, station, task } from '../../engine/plant/plants.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'

const seed = 20_261_123
const always = (value: number) => ({ kind: 'constant', value }) as const
const known = ({ value }: Elements, name: ElementName) => {
  if (value[name] === null) throw new Error(`${name} is not known`)
  return value[name]!
}
const number = (name: string, elements: Elements, isPlant = false) => isoValue(isoKpi(name)!, elements, isPlant).value

/** Elements in minutes and pieces; the rest follows as it does of a work unit. */
function minutes(e: Record<string, number>): Elements {
  const value: Record<string, number | null> = {}
  for (const [name, amount] of Object.entries(e)) value[name] = isTime(name as ElementName) ? amount * 60e6 : amount
  const plannedRun = value.PRI! * value.PQ!
  const plannedGood = value.PRI! * value.GQ!
  return {
    value: {
      ...(value as Elements['value']),
      AUPT: value.APT! + value.AUST!,
      AUBT: value.APT! + value.AUST! + value.ADET!,
      plannedRun,
      plannedGood,
      plannedGoodBusy: (plannedGood * (value.APT! + value.AUST!)) / value.APT!,
      ratedBusy: value.PBT!,
      ratedProduction: value.APT!,
    },
    why: {},
  }
}

describe('[A01] ISO 22400-2 by the golden cases', () => {
  it('PBT 480, APT 360, AUST 30, ADET 60, ADOT 30, PRI .9, PQ 380, GQ 372', () => {
    const e = minutes({ PBT: 480, APT: 360, AUST: 30, ADET: 60, ADOT: 30, PRI: 0.9, PQ: 380, GQ: 372 })
    const of = (name: string) => number(name, e)
    expect(of('availability')).toBe(0.75)
    expect(of('effectiveness')).toBeCloseTo(0.95, 12)
    expect(of('qualityRatio')).toBeCloseTo(0.97895, 5)
    expect(of('oee')).toBeCloseTo(0.6975, 12)
    expect(of('nee')).toBeCloseTo(0.755625, 12)
    expect(of('allocationEfficiency')).toBeCloseTo(0.9375, 12)
    expect(of('utilisationEfficiency')).toBeCloseTo(0.8, 12)
    expect(of('technicalEfficiency')).toBeCloseTo(360 / 420, 12)
    expect(of('setupRatio')).toBeCloseTo(30 / 390, 12)
  })

  it('09:00–12:00, 30 min down, ideal cycle 10 s, 800 good, 200 scrap: E above 1 is shown as it is', () => {
    const e = minutes({ PBT: 180, APT: 150, AUST: 0, ADET: 30, PRI: 1 / 6, PQ: 1000, GQ: 800 })
    expect(number('availability', e)).toBeCloseTo(0.8333, 4)
    expect(number('effectiveness', e)).toBeCloseTo(1.1111, 4)
    expect(number('oee', e)).toBeCloseTo(0.7407, 4)
  })

  it('MTBF is divided by FE, or by FE + 1 where that is asked for', () => {
    const e = { value: { TBF: 40 * 3600e6, FE: 4 }, why: {} } as unknown as Elements
    expect(mtbf(e).value).toBe(36_000)
    expect(mtbf(e, { divisor: 'FE+1' }).value).toBe(28_800)
    expect(mtbf({ value: { TBF: 5, FE: 0 }, why: {} } as unknown as Elements)).toEqual({ value: null, why: 'nothing' })
  })

  it('has all 34 of them, in order', () => {
    expect(ISO_KPIS.map(({ number }) => number)).toEqual(Array.from({ length: 34 }, (_, i) => i + 1))
  })
})

describe('[A01] the time of a work unit', () => {
  it('is classed by state, and by whether an order is there', () => {
    // Two orders of two pieces, 10 s each; the second comes at 60. The machine is set up for 5 s, is maintained from 40 to 50, fails for 8 s in the second.
    const scenario = plant({
      stations: [
        station({
          id: 'mill',
          time: always(10),
          calendar: 'day',
          maintenance: [task({ id: 'clean', at: [40], duration: always(10) })],
          failures: [failure({ id: 'jam', clock: 'processing', after: always(25), repair: always(8) })],
        }),
      ],
      calendars: [shift(95)],
      products: [product({ id: 'part', route: [operation({ id: 'mill' })] })],
      orders: [order({ id: 'o1', product: 'part', quantity: 2 }), order({ id: 'o2', product: 'part', quantity: 2, release: 60 })],
    })
    const { log } = recorded(scenario, { until: 100 })
    const { elements } = performanceOf(recordOf(log), log.header, { by: 'unit', per: 'whole' })
    const [[unit]] = elements as [[Elements]]
    const seconds = (name: ElementName) => known(unit, name) / 1e6
    // 0–20 two pieces; 20–40 no order; 40–50 maintenance; 50–60 no order; 60–88 two pieces and a repair of 8; 88–95 no order; then off shift.
    expect(['POT', 'PDOT', 'PBT', 'APT', 'AUST', 'ADET', 'ADOT'].map((name) => seconds(name as ElementName))).toEqual([
      100, 15, 85, 40, 0, 8, 37,
    ])
    expect(seconds('AOET')).toBe(48)
    expect([known(unit, 'PQ'), known(unit, 'GQ'), known(unit, 'POQ'), known(unit, 'FE')]).toEqual([4, 4, 4, 1])
    expect(seconds('PRI')).toBe(10)
    expect(seconds('POET')).toBe(40)
    expect(number('mttr', unit)).toBe(8)
    expect(number('correctiveMaintenanceRatio', unit)).toBeCloseTo(8 / 18, 12)
    expect(number('equipmentLoadRatio', unit)).toBeCloseTo(4 / 8.5, 12)
    expect(number('throughputRate', unit)).toBeCloseTo(4 / (48 / 3600), 9)
    expect(isoValue(isoKpi('workerEfficiency')!, unit, false)).toEqual({ value: null, why: 'people' })
  })

  it(`tiles the calendar exactly; PQ = GQ + SQ + RQ [B13]; the standard's identities hold to 1e-9, seed ${seed}`, () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(richPlant()), anyPlant), fc.nat(1000), (scenario, luck) => {
        const { log } = recorded(scenario, { until: HORIZON, seed: luck })
        const record = recordOf(log)
        for (const by of ['unit', 'plant'] as const) {
          const { scopes, elements } = performanceOf(record, log.header, { by, per: 'whole' })
          scopes.forEach(({ stations }, s) => {
            const e = elements[s]![0]!
            const of = (name: ElementName) => known(e, name)
            const slots = stations.reduce((sum, station) => sum + scenario.stations[station]!.slots, 0)
            expect(of('POT')).toBe(slots * record.end)
            expect(of('PBT')).toBe(of('APT') + of('AUST') + of('ADET') + of('ADOT'))
            expect(of('POT')).toBe(of('PBT') + of('PDOT') + of('unknownTime'))
            expect(of('PQ')).toBe(of('GQ') + of('SQ') + of('RQ'))
            const [a, ae, ue, oee, nee] = ['availability', 'allocationEfficiency', 'utilisationEfficiency', 'oee', 'nee'].map((name) =>
              number(name, e),
            )
            if (ae != null && ue != null) expect(ae * ue).toBeCloseTo(a!, 9)
            if (oee == null || nee == null) return
            expect(nee).toBeGreaterThanOrEqual(oee)
            if (by === 'plant') return
            if (e.value.PRI !== null) expect(oee).toBeCloseTo((of('PRI') * of('GQ')) / of('PBT'), 9)
            const isSame = of('AUST') === 0 || of('GQ') === 0
            if (isSame) expect(nee).toBe(oee)
            else expect(nee).toBeGreaterThan(oee)
          })
        }
      }),
      { seed, numRuns: 25 },
    )
  })

  it(`[B13] PQ = GQ + SQ + RQ at every work unit at any time, seed ${seed}`, () => {
    fc.assert(
      fc.property(anyPlant, fc.double({ min: 0, max: 1, noNaN: true }), (scenario, share) => {
        const { log } = recorded(scenario, { until: HORIZON })
        const record = recordOf(log, Math.floor(share * log.endTime))
        const { elements } = performanceOf(record, log.header, { by: 'unit', per: 'whole' })
        // Against the tally of what had happened by then.
        const tally = replayTally(log, { until: record.end as never })
        elements.forEach(([e], s) => {
          expect([e!.value.GQ, e!.value.SQ, e!.value.RQ]).toEqual([tally.good[s], tally.scrap[s], tally.rework[s]])
          expect(e!.value.PQ).toBe(tally.good[s]! + tally.scrap[s]! + tally.rework[s]!)
        })
      }),
      { seed, numRuns: 20 },
    )
  })
})

describe('[C22] what is summed', () => {
  /** Elements that add up over time, and those that add up over work units too. */
  const overUnits: readonly ElementName[] = [
    ...(['POT', 'PDOT', 'PBT', 'APT', 'AUST', 'ADET', 'ADOT', 'AUPT', 'AUBT', 'TBF', 'TTR', 'TTF', 'CMT', 'PMT', 'PUST'] as const),
    ...(['PQ', 'GQ', 'SQ', 'RQ', 'FE'] as const),
  ]
  const overTime: readonly ElementName[] = [
    ...overUnits,
    'AOET',
    'ATT',
    'AQT',
    'POQ',
    'APWT',
    'APAT',
    'finished',
    'scrapped',
    'issued',
    'inventory',
    'GP',
    'IP',
  ]
  const sum = (list: readonly Elements[], name: ElementName) => list.reduce((total, { value }) => total + (value[name] ?? 0), 0)
  const many = (scenario: Scenario): Scenario => ({
    ...scenario,
    startTime: '2026-10-24T20:00:00Z',
    timeZone: 'Europe/Berlin',
    areas: [{ id: 'hall', title: 'Hall' }],
    stations: scenario.stations.map((station, i) => ({ ...station, area: i % 2 === 0 ? 'hall' : null })),
  })

  it(`over shifts, days and units is the whole, seed ${seed}`, () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(richPlant()), anyPlant), fc.nat(1000), (drawn, luck) => {
        const scenario = many(drawn)
        const { log } = recorded(scenario, { until: HORIZON, seed: luck, warmUp: luck % 2 === 0 ? 0 : 20 })
        const record = recordOf(log)
        const of = (by: 'unit' | 'line' | 'area' | 'plant', per: 'whole' | 'shift' | 'day' | 'week') =>
          performanceOf(record, log.header, { by, per })
        const [whole] = of('plant', 'whole').elements[0]!
        for (const per of ['shift', 'day', 'week'] as const) {
          const parts = of('plant', per)
          expect(parts.spans.map(({ from }) => from)).toEqual([record.since, ...parts.spans.slice(0, -1).map(({ until }) => until)])
          expect(parts.spans.at(-1)!.until).toBe(record.end)
          for (const name of overTime) expect(sum(parts.elements[0]!, name)).toBeCloseTo(whole!.value[name] ?? 0, 3)
          for (const name of overUnits) expect([name, sum(parts.elements[0]!, name)]).toEqual([name, whole!.value[name]])
        }
        for (const by of ['unit', 'line', 'area'] as const) {
          const parts = of(by, 'whole').elements.map(([e]) => e!)
          for (const name of overUnits) expect([by, name, sum(parts, name)]).toEqual([by, name, whole!.value[name]])
        }
      }),
      { seed, numRuns: 15 },
    )
  })

  it('figures of the same name are those of the run', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(richPlant()), anyPlant), fc.nat(1000), (scenario, luck) => {
        const { log, tally } = recorded(scenario, { until: HORIZON, seed: luck, warmUp: luck % 2 === 0 ? 0 : 20 })
        const values = kpiValues(scenario, tally, log.endTime)
        const record = recordOf(log)
        const units = performanceOf(record, log.header, { by: 'unit', per: 'whole' })
        const whole = performanceOf(record, log.header, { by: 'plant', per: 'whole' })
        kpiCatalogue(scenario).forEach(({ name, subject }, i) => {
          const one = isoKpi(name)
          const unit = scenario.stations.findIndex(({ id }) => id === subject)
          if (!one || (unit < 0 && subject !== 'plant')) return
          const mine = unit < 0 ? isoValue(one, whole.elements[0]![0]!, true).value : isoValue(one, units.elements[unit]![0]!, false).value
          const theirs = Number.isFinite(values[i]!) ? values[i]! : null
          if (mine === null || theirs === null) expect([name, subject, mine]).toEqual([name, subject, theirs])
          else expect([name, subject, Math.abs(mine - theirs) <= 1e-9 * Math.max(1, Math.abs(theirs))]).toEqual([name, subject, true])
        })
      }),
      { seed, numRuns: 25 },
    )
  })

  it('averages of machines are weighted by their planned busy time', () => {
    const scenario = plant({
      stations: [station({ id: 'long', time: always(10) }), station({ id: 'short', time: always(2), calendar: 'day' })],
      calendars: [shift(20)],
      products: [
        product({ id: 'part', route: [operation({ id: 'long' })] }),
        product({ id: 'other', route: [operation({ id: 'short' })] }),
      ],
      sources: [
        source({ id: 'a', mix: [{ product: 'part', weight: 1 }] }),
        source({ id: 'b', mix: [{ product: 'other', weight: 1 }], every: always(10), start: 5 }),
      ],
    })
    const { log } = recorded(scenario, { until: 100 })
    const record = recordOf(log)
    const [one, other] = performanceOf(record, log.header, { by: 'unit', per: 'whole' }).elements.map(([e]) => e!)
    const [whole] = performanceOf(record, log.header, { by: 'plant', per: 'whole' }).elements[0]!
    const weighted =
      (number('oee', one!)! * known(one!, 'PBT') + number('oee', other!)! * known(other!, 'PBT')) /
      (known(one!, 'PBT') + known(other!, 'PBT'))
    expect(number('oee', other!)).toBeLessThan(0.5)
    expect(number('oee', whole!, true)).toBeCloseTo(weighted, 12)
  })
})
