import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { performanceOf } from '../../../analysis/performance/index.ts'
import { Fate, recordOf } from '../../../analysis/record/index.ts'
import { sumOf, wasteDocument, wasteOf } from '../../../analysis/waste/index.ts'
import { operation, order, plant, product, source, station } from '../../engine/plant/plants.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'

const seed = 20_261_123
const always = (value: number) => ({ kind: 'constant', value }) as const

describe('[C12] waste', () => {
  it(`categories sum to the total loss exactly, seed ${seed}`, () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(richPlant()), anyPlant), fc.nat(1000), (scenario, luck) => {
        const { log } = recorded(scenario, { until: HORIZON, seed: luck, warmUp: luck % 2 === 0 ? 0 : 20 })
        const record = recordOf(log)
        const { lines, total } = wasteOf(record, scenario)
        for (const ledger of ['machines', 'units', 'people'] as const)
          expect([ledger, sumOf(lines, 'time', ledger)]).toEqual([ledger, total[ledger]])
        // Against the elements of the key figures, which are worked out by themselves.
        const [e] = performanceOf(record, log.header, { by: 'plant', per: 'whole' }).elements[0]!
        const useful = record.jobs
          .rows()
          .filter(({ outcome, end, unit }) => {
            const row = record.rowOfUnit(unit)
            const { fate, surplus } = record.units.row(row)
            return outcome === 0 && (end > record.since || (record.since === 0 && end === 0)) && fate !== Fate.scrapped && surplus === 0
          })
          .reduce((sum, { planned }) => sum + planned, 0)
        expect(total.machines).toBe(e!.value.PBT! - useful)
        if (scenario.crews.length > 0) expect(total.people).toBe(e!.value.APAT! - e!.value.APWT!)
        const waits = lines.filter(({ waste, ledger }) => waste === 'waiting' && ledger === 'machines')
        expect(sumOf(waits, 'time')).toBe(e!.value.ADET! + e!.value.ADOT!)
        expect(
          sumOf(
            lines.filter(({ cause }) => cause === 'setup'),
            'time',
          ),
        ).toBe(e!.value.AUST)
        expect(
          sumOf(
            lines.filter(({ cause, ledger }) => cause === 'scrap' && ledger === 'stock'),
            'pieces',
          ),
        ).toBe(e!.value.scrapped)
      }),
      { seed, numRuns: 30 },
    )
  })

  it('by hand: two machines, scrap behind the second, an order that takes fewer', () => {
    const scenario = plant({
      stations: [
        station({ id: 'saw', time: always(10), costPerHour: 36 }),
        station({ id: 'drill', time: always(20), costPerHour: 360, yield: 0 }),
      ],
      products: [product({ id: 'part', route: [operation({ id: 'saw' }), operation({ id: 'drill' })] })],
      orders: [order({ id: 'o', product: 'part', quantity: 1 })],
    })
    const { log } = recorded(scenario, { until: 40 })
    const { lines, total } = wasteOf(recordOf(log), scenario)
    const line = (waste: string, cause: string, at: string | null) => {
      const found = lines.find((one) => one.waste === waste && one.cause === cause && one.at === at)
      return found && [found.time / 1e6, found.pieces, found.money]
    }
    // The saw works 10 s for nothing and has no order for 30 s; the drill waits 10 s, makes scrap for 20 s, and has no order for 10 s.
    expect(line('defects', 'scrappedLater', 'saw')).toEqual([10, 0, 0.1])
    expect(line('defects', 'scrap', 'drill')).toEqual([20, 0, 2])
    expect(line('defects', 'scrap', null)).toEqual([0, 1, 0])
    expect(line('overprocessing', 'pace', 'saw')).toBeUndefined()
    expect(total.machines / 1e6).toBe(80)
    expect(sumOf(lines, 'money', 'machines')).toBeCloseTo((40 * 36 + 40 * 360) / 3600, 9)
  })

  it('a Pareto ends with all of it, in both languages', () => {
    const scenario = plant({
      stations: [station({ id: 'saw', time: always(10) })],
      products: [product({ id: 'part', route: [operation({ id: 'saw' })] })],
      sources: [source({ id: 'in', mix: [{ product: 'part', weight: 1 }], every: always(25) })],
    })
    const { log } = recorded(scenario, { until: 200 })
    for (const language of ['en', 'zh'] as const) {
      const [kinds, machines] = wasteDocument(wasteOf(recordOf(log), scenario), language, 'EUR')
      expect(kinds!.rows).toHaveLength(9)
      expect(machines!.rows.at(-1)!.at(-1)).toBe('100.0 %')
    }
  })
})
