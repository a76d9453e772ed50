import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inventoryOf, StockDocument } from '../../../analysis/inventory/index.ts'
import { kpiCatalogue, kpiValues } from '../../../analysis/kpi/index.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import { documentOf } from '../../../analysis/report/document.ts'
import { reportOf } from '../../../analysis/report/report.ts'
import { replayTally } from '../../../engine/log/replay.ts'
import type { SimTime } from '../../../engine/log/time.ts'
import type { Material } from '../../../scenarios/model.ts'
import { material, operation, order, plant, product, sink, source, station, supplier } from '../../engine/plant/plants.ts'
import { loaded } from '../../scenarios/load.ts'
import { recorded } from '../recorded.ts'

const always = (value: number) => ({ kind: 'constant', value }) as const

/**
 * A saw takes a bar from the store every 10 s. Of 10 bars 6 are left at 30 s: 8 are ordered, come at 80 s, are inspected until 100 s. From 60 s to 90 s
 * the first lot is blocked.
 */
function sawmill(given: Partial<Material> = {}) {
  return plant({
    horizon: 400,
    materials: [
      material({
        ...{ id: 'bar', initialStock: 10, reorderPoint: 6, orderQuantity: 8, supplier: 'mill', lots: 'fefo', shelfLife: 1000, unitCost: 5 },
        inspection: { time: always(20), reject: 0 },
        holds: [{ at: 60, until: 90, receivedFrom: 0, receivedUntil: null, above: null, finally: 'release' }],
        ...given,
      }),
    ],
    suppliers: [supplier({ id: 'mill', leadTime: always(50) })],
    products: [
      product({
        id: 'part',
        route: [operation({ id: 'saw', stations: ['saw'], time: always(10), components: [{ item: 'bar', quantity: 1 }] })],
      }),
    ],
    orders: [order({ id: 'a', product: 'part', quantity: 8 }), order({ id: 'b', product: 'part', quantity: 4, release: 200 })],
    stations: [station({ id: 'saw' })],
  })
}

describe('stock', () => {
  const { log } = recorded(sawmill())
  const at = (seconds: number) => {
    const all = inventoryOf(log, seconds * 1e6)
    return { ...all, bar: all.lines[0]! }
  }

  it('is what is there, less what open orders still take of it', () => {
    const { bar, inbound, needs } = at(45)
    expect(bar).toMatchObject({
      onHand: 5,
      unrestricted: 5,
      reserved: 3,
      available: 2,
      planned: 4,
      inbound: 8,
      inspection: 0,
      location: 'store',
    })
    expect(bar.usePerDay).toBeCloseTo((5 / 45) * 86_400, 6)
    expect(bar.daysOfCover).toBeCloseTo(45 / 86_400, 9)
    expect(bar.ageSeconds).toBe(45)
    expect(inbound).toEqual([
      {
        ...{ purchaseOrder: 0, item: 'bar', supplier: 'mill', from: null, quantity: 8, ordered: 30, expected: 100, overdue: false },
        inInspection: false,
      },
    ])
    expect(needs.map(({ order: of, quantity, released }) => [of, quantity, released])).toEqual([
      [0, 3, true],
      [1, 4, false],
    ])
  })

  it('on hold is on hand and not free; what waits for its inspection is not on hand', () => {
    expect(at(65).bar).toMatchObject({ onHand: 4, unrestricted: 0, blocked: 4, quarantine: 0, available: -2 })
    expect(at(65).lots).toMatchObject([{ lot: 0, left: 4, quantity: 10, status: 'blocked', expires: 1000, purchaseOrder: null }])
    expect(at(85)).toMatchObject({ bar: { inspection: 8, inbound: 8, onHand: 4 }, inbound: [{ inInspection: true }] })
    expect(at(120)).toMatchObject({
      bar: { inspection: 0, inbound: 0, onHand: 10, balance: { opening: 10, received: 8, consumed: -8, closing: 10 } },
      lots: [
        { lot: 0, left: 2, expires: 1000, supplier: null },
        { lot: 1, left: 8, expires: 1100, supplier: 'mill' },
      ],
    })
  })

  it('is picked first in, first out: what an old lot still has goes before a new one', () => {
    expect(at(300).lots.map(({ lot, left }) => [lot, left])).toEqual([
      [1, 6],
      [2, 8],
    ])
    const { ledger } = at(300)
    expect(ledger.lotLevels(2, 205e6)).toEqual(Float64Array.from([1, 8]))
  })

  it('of which nobody counts what is there is not known', () => {
    const { log: other } = recorded(sawmill({ reorderPoint: null, orderQuantity: null, lots: null, holds: [] }))
    expect(inventoryOf(other).lines[0]).toMatchObject({ counted: false, onHand: null, available: null, daysOfCover: null, turns: null })
  })

  it('owed to customers is told, and how old it is where nobody tells lots apart', () => {
    const shop = plant({
      horizon: 100,
      products: [
        product({ id: 'hub', initialStock: 3, sink: 'shelf', route: [operation({ id: 'make', stations: ['make'], time: always(40) })] }),
      ],
      sinks: [sink({ id: 'shelf', stock: true })],
      sources: [source({ id: 'shop', mix: [{ product: 'hub', weight: 1 }], every: always(10), quantity: 2, serve: 'stock', due: 5 })],
      orders: [order({ id: 'lot', product: 'hub', quantity: 2 })],
      stations: [station({ id: 'make' })],
    })
    // Customers at 10, 20, 30 want two each; there are three; the fourth is made at 40.
    const { lines } = inventoryOf(recorded(shop).log, 35e6)
    expect(lines).toMatchObject([{ item: 'hub', location: 'shelf', onHand: 0, backordered: 3, backorders: 2, balance: { shipped: -3 } }])
    expect(inventoryOf(recorded(shop).log, 15e6).lines[0]!.ageSeconds).toBe(15)
  })

  it('[C09] turns as the key figure does', () => {
    const end = 300e6 as SimTime
    const { scenario } = log.header
    const figure = kpiCatalogue(scenario).findIndex(({ name, subject }) => name === 'inventoryTurns' && subject === 'bar')
    const value = kpiValues(scenario, replayTally(log, { until: end }), end)[figure]
    expect(value).toBeGreaterThan(0)
    expect(at(300).bar.turns).toBe(value)
  })

  it('[D04] goes through two areas and a warehouse: what is machined in one and finished in the next is sold from the third', () => {
    const scenario = loaded(readFileSync(new URL('../../../scenarios/auto-parts.yaml', import.meta.url), 'utf8'))
    const areas = new Set(scenario.stations.map(({ area }) => area))
    const warehouse = scenario.sinks.find(({ stock }) => stock)!
    expect(areas.size).toBeGreaterThanOrEqual(2)
    expect(areas.has(warehouse.area)).toBe(false)
    const { log: weeks } = recorded(scenario, { until: 5 * 86_400 })
    const hub = inventoryOf(weeks).lines.find(({ item }) => item === 'wheel-hub')!
    expect(hub).toMatchObject({ location: warehouse.id, kind: 'product' })
    expect(hub.balance.produced).toBeGreaterThan(0)
    expect(hub.balance.shipped).toBeLessThan(0)
    // Every hub in it was worked on in all areas that have stations.
    const { jobs, produced, units } = recordOf(weeks)
    const ids = scenario.products.map(({ id }) => id)
    const areasOf = new Map<number, Set<string | null>>()
    for (const { unit, station: at } of jobs.rows()) {
      const own = areasOf.get(unit) ?? new Set()
      areasOf.set(unit, own.add(scenario.stations[at]!.area))
    }
    for (const { unit } of produced.rows()) {
      expect(ids[units.column.product[unit]!]).toBe('wheel-hub')
      expect(areasOf.get(unit)).toEqual(areas)
    }
  })

  it('is a part of the report, short', () => {
    const report = reportOf(log)
    expect(report.stock).toMatchObject([
      { item: 'bar', reserved: null, available: null, onHand: at(400).bar.onHand, turns: at(400).bar.turns },
    ])
    const [stock] = documentOf(report, 'zh').filter(({ title }) => title === '库存')
    expect(stock!.rows).toHaveLength(1)
    expect(stock!.rows[0]!.slice(0, 2)).toEqual(['bar', 'store'])
  })

  it('is said in both languages', () => {
    const clock = (seconds: number) => `${seconds} s`
    const all = at(65)
    const { head, rows, sentences } = new StockDocument('en', clock).stock(all)
    expect(sentences[0]).toBe(
      'Is stock in step with production? 1 stocks: 1 with less free than open orders still take, 0 with customers waiting.',
    )
    expect(Object.fromEntries(head.map((name, i) => [name, rows[0]![i]]))).toMatchObject({
      'on hand': '4 pcs',
      'not free': '4',
      available: '-2',
    })
    expect(new StockDocument('zh', clock).stock(all).sentences[0]).toContain('库存和生产节奏能协同吗？')
    const moved = new StockDocument('en', clock).movements(all, log.header.scenario, { lot: 0 }, 2)
    expect(moved.rows).toEqual([
      ['40 s', 'consumed', '-1', '5', 'unit 4, saw'],
      ['50 s', 'consumed', '-1', '4', 'unit 5, saw'],
    ])
  })
})
