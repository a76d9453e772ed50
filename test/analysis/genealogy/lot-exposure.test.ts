import { describe, expect, it } from 'vitest'
import { exposureTo, genealogyOf, lotExposure } from '../../../analysis/genealogy/index.ts'
import { atLeast } from '../../../analysis/genealogy/lot-exposure.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import {
  buffer,
  defect,
  effect,
  fault,
  material,
  operation,
  plant,
  product,
  source,
  station,
  supplier,
  test,
} from '../../engine/plant/plants.ts'
import { recorded } from '../recorded.ts'

const always = (value: number) => ({ kind: 'constant', value }) as const

/** Rods come in lots of 50, and are turned and looked at; 2 % are bad. Lots that come between 1,200 s and 1,600 s are flawed, if there is a flaw. */
function rods(amount: number): Scenario {
  return plant({
    horizon: 6000,
    suppliers: [supplier({ id: 'mill', leadTime: always(100) })],
    materials: [material({ id: 'rod', initialStock: 50, reorderPoint: 20, orderQuantity: 50, supplier: 'mill', lots: 'fifo' })],
    stations: [station({ id: 'turn', time: always(8) })],
    buffers: [buffer({ id: 'rack' })],
    products: [
      product({
        id: 'pin',
        route: [
          operation({
            id: 'turn',
            buffer: 'rack',
            components: [{ item: 'rod', quantity: 1 }],
            defects: [defect({ id: 'crack', probability: 0.02, effects: [effect({ of: 'materialLot', name: 'rod', coefficient: 1 })] })],
            test: test({ finds: ['crack'] }),
          }),
        ],
      }),
    ],
    sources: [source({ id: 'in', mix: [{ product: 'pin', weight: 1 }], every: always(10) })],
    faults: amount === 0 ? [] : [fault({ id: 'flaw', kind: 'lot', target: 'rod', start: 1200, end: 1600, amount })],
  })
}

describe('which lot is it', () => {
  it('probability of Fisher by hand', () => {
    expect(atLeast(3, 5, 3, 10)).toBeCloseTo(1 / 12, 12)
    expect(atLeast(0, 5, 3, 10)).toBeCloseTo(1, 12)
    expect(atLeast(4, 5, 3, 10)).toBe(0)
  })

  it('[E2.4] names the flawed lot with its exposure table in at least 90 % of 40 seeds', { timeout: 60_000 }, () => {
    let right = 0
    for (let seed = 1; seed <= 40; seed++) {
      const genealogy = genealogyOf(recorded(rods(3), { seed }).log)
      const { lots } = genealogy.record
      const flawed = lots.rows().filter(({ time }) => time >= 1200e6 && time < 1600e6)
      expect(flawed).toHaveLength(1)
      const { named, table } = lotExposure(genealogy)
      if (named?.lots.length === 1 && named.lots[0] === flawed[0]!.lot) right++
      // The table counts each unit that was looked at once with or without each lot.
      const looked = genealogy.record.tests.count
      for (const row of table) {
        expect(row.with.units + row.without.units).toBe(looked)
        const units = exposureTo(genealogy, { lots: row.lots }).units.filter((unit) => genealogy.testsOfUnit.of(unit).length > 0)
        expect(row.with.units).toBe(units.length)
        expect(row.with.bad).toBe(
          units.filter((unit) => genealogy.record.tests.column.disposition[genealogy.testsOfUnit.of(unit)[0]!] !== 0).length,
        )
        expect(row.with.interval.low).toBeLessThanOrEqual(row.with.share!)
        expect(row.with.interval.high).toBeGreaterThanOrEqual(row.with.share!)
      }
    }
    expect(right).toBeGreaterThanOrEqual(36)
  })

  it('names none where none is flawed, in at least 90 % of 40 seeds', { timeout: 60_000 }, () => {
    const named = Array.from({ length: 40 }, (_, i) => lotExposure(genealogyOf(recorded(rods(0), { seed: i + 1 }).log)).named)
    expect(named.filter((one) => one !== null).length).toBeLessThanOrEqual(4)
  })

  it('says together lots that went into the same units', () => {
    const plain = rods(0)
    const [rod] = plain.materials
    const [pin] = plain.products
    const [turn] = pin!.route
    const scenario: Scenario = {
      ...plain,
      materials: [rod!, { ...rod!, id: 'glue' }],
      products: [{ ...pin!, route: [{ ...turn!, components: [...turn!.components, { item: 'glue', quantity: 1 }] }] }],
    }
    // Rod and glue are bought and used alike: whichever is at fault, the units of one are those of the other.
    const { table, compared } = lotExposure(genealogyOf(recorded(scenario, { until: 3000 }).log))
    expect(compared).toBeGreaterThan(4)
    for (const { lots, items } of table) {
      expect(lots).toHaveLength(2)
      expect(items).toEqual([0, 1])
    }
  })
})
