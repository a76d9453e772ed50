import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Backward, exposureTo, type Genealogy, genealogyOf, lotBalance, materialsOf, recallOf } from '../../../analysis/genealogy/index.ts'
import { EventKind } from '../../../engine/log/events.ts'
import { places } from '../../../engine/log/places.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'
import { Exhaustive, numbersOf } from './exhaustive.ts'
import { bars, devices } from './plants.ts'

const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b)
const rounded = (value: number) => Math.round(value * 1e6) / 1e6

/** Plants with lots: two made by hand, and random ones. */
const anyLots = fc.tuple(fc.oneof(fc.constant(devices()), fc.constant(richPlant()), anyPlant), fc.nat(1000))

/** Looked at in any case. */
const examples = [700, 900].map((luck): [[Scenario, number]] => [[devices(), luck]])

function traced([scenario, seed]: readonly [Scenario, number]) {
  const isLong = scenario.horizon > HORIZON
  const { log } = recorded(scenario, { until: isLong ? 2000 + 3 * seed : HORIZON, seed })
  return { log, genealogy: genealogyOf(log), slow: new Exhaustive(log), places: places(scenario), scenario }
}

/** What carries this word, in the four lists, by search. */
function lists({ slow, places, scenario }: ReturnType<typeof traced>, word: string) {
  const stock: string[] = []
  const inProcess: string[] = []
  const inTransit: string[] = []
  const shipped = new Map<number, number>()
  const gone: string[] = []
  for (const [lot, { left, held }] of slow.left)
    if (slow.lots.get(lot)!.has(word) && left > 1e-6) stock.push(`lot ${lot}: ${rounded(left)}${held ? ' held' : ''}`)
  for (const [item, pieces] of slow.pieces) {
    const left = pieces.filter(({ words }) => words.has(word)).reduce((sum, { quantity }) => sum + quantity, 0)
    if (left > 1e-6) stock.push(`item ${item}: ${rounded(left)}`)
  }
  for (const [unit, words] of slow.units) {
    if (!words.has(word)) continue
    const at = slow.there.get(unit)
    if (at !== undefined) {
      const isOutside = at.place >= 0 && at.slot < 0 && scenario.stations[at.place]?.outside != null
      if (at.place >= places.firstConveyor || isOutside) inTransit.push(`unit ${unit} at ${at.place}`)
      else inProcess.push(`unit ${unit} at ${at.place}${slow.heldUnits.has(unit) ? ' held' : ''}`)
    } else if (['scrapped', 'withdrawn'].includes(slow.ends.get(unit)!)) gone.push(`unit ${unit}`)
    else if (slow.ends.get(unit) === 'surplus') stock.push(`unit ${unit}`)
  }
  for (const [purchase, { item, quantity }] of slow.underWay)
    if (slow.purchases.get(purchase)!.has(word)) inTransit.push(`purchase ${purchase}: ${rounded(quantity)} of ${item}`)
  for (const { order, quantity, words } of slow.deliveries)
    if (words.has(word)) shipped.set(order, rounded((shipped.get(order) ?? 0) + quantity))
  return { stock: stock.sort(), inProcess: inProcess.sort(), inTransit: inTransit.sort(), shipped: sortedMap(shipped), gone: gone.sort() }
}

const sortedMap = (map: ReadonlyMap<number, number>) => [...map].sort(([a], [b]) => a - b)

/** The same of the recall list. */
function listsOf(genealogy: Genealogy, lots: readonly number[]) {
  const recall = recallOf(genealogy, exposureTo(genealogy, { lots }))
  const inStock = new Map<number, number>()
  for (const { kind, item, quantity } of recall.stock)
    if (kind === 'unit' || kind === 'purchase') inStock.set(item, (inStock.get(item) ?? 0) + quantity)
  return {
    stock: [
      ...recall.stock.flatMap(({ kind, of, quantity, held }) =>
        kind === 'lot' ? [`lot ${of}: ${rounded(quantity)}${held ? ' held' : ''}`] : [],
      ),
      ...recall.stock.flatMap(({ kind, of }) => (kind === 'surplus' ? [`unit ${of}`] : [])),
      ...[...inStock].map(([item, quantity]) => `item ${item}: ${rounded(quantity)}`),
    ].sort(),
    inProcess: recall.inProcess.map(({ unit, place, held }) => `unit ${unit} at ${place}${held ? ' held' : ''}`).sort(),
    inTransit: recall.inTransit
      .map(({ kind, of, place, quantity, item }) =>
        kind === 'unit' ? `unit ${of} at ${place}` : `purchase ${of}: ${rounded(quantity)} of ${item}`,
      )
      .sort(),
    shipped: sortedMap(new Map(recall.shipped.map(({ order, quantity }) => [order, rounded(quantity)]))),
    gone: recall.gone.map(({ unit }) => `unit ${unit}`).sort(),
  }
}

describe('recall', () => {
  const seed = 20261123

  it(`[E1.3] [E2.5] what is to be held is what is exposed, in four lists: recall and precision are 1, seed ${seed}`, () => {
    const seen = { lots: 0, stock: 0, inProcess: 0, inTransit: 0, shipped: 0, gone: 0, held: 0, heldUnits: 0 }
    fc.assert(
      fc.property(anyLots, (plant) => {
        const all = traced(plant)
        for (const lot of all.slow.lots.keys()) {
          const expected = lists(all, `lot ${lot}`)
          expect(listsOf(all.genealogy, [lot])).toEqual(expected)
          seen.lots++
          for (const name of ['stock', 'inProcess', 'inTransit', 'shipped', 'gone'] as const) if (expected[name].length > 0) seen[name]++
          if (expected.stock.some((line) => line.endsWith('held'))) seen.held++
          if (expected.inProcess.some((line) => line.endsWith('held'))) seen.heldUnits++
        }
      }),
      { seed, numRuns: 20, endOnFailure: true, examples },
    )
    for (const [what, times] of Object.entries(seen)) expect([what, times > 0]).toEqual([what, true])
  })

  it(`[C06] every lot forward to shipments, and every shipment back to lots: the same pairs, and those of a search, seed ${seed}`, () => {
    let pairs = 0
    fc.assert(
      fc.property(anyLots, (plant) => {
        const { genealogy, slow } = traced(plant)
        const forward = [...slow.lots.keys()].flatMap((lot) =>
          [...exposureTo(genealogy, { lots: [lot] }).orders.keys()].map((order) => `${lot} ${order}`),
        )
        const orders = sorted(genealogy.record.orders.column.order.subarray(0, genealogy.record.orders.count))
        const back = orders.flatMap((order) => [...new Backward(genealogy).order(order).found.lots].map((lot) => `${lot} ${order}`))
        const search = [...slow.orders].flatMap(([order, words]) => numbersOf(words, 'lot').map((lot) => `${lot} ${order}`))
        expect(forward.sort()).toEqual(search.sort())
        expect(back.sort()).toEqual(search)
        // To the supplier and to the purchase order, too.
        for (const order of orders) {
          const { suppliers, purchases } = new Backward(genealogy).order(order).found
          expect(sorted(suppliers)).toEqual(numbersOf(slow.orders.get(order), 'supplier'))
          expect(sorted(purchases)).toEqual(numbersOf(slow.orders.get(order), 'purchase'))
        }
        pairs += search.length
      }),
      { seed, numRuns: 12, endOnFailure: true, examples },
    )
    expect(pairs).toBeGreaterThan(50)
  })

  it(`[C20] customers and shipments that a purchase order reaches are those that a search finds, seed ${seed}`, () => {
    let reached = 0
    fc.assert(
      fc.property(anyLots, (plant) => {
        const { genealogy, slow, scenario, log } = traced(plant)
        const sourceOf = new Map<number, number>()
        log.scan(0, log.count, ({ kind, subject, c }) => {
          if (kind === EventKind.orderReleased) sourceOf.set(subject, c)
        })
        const customerOf = (order: number) => {
          const listed = scenario.orders[order]
          if (listed !== undefined) return listed.customer === '' ? null : listed.customer
          return scenario.sources[sourceOf.get(order) ?? -1]?.id ?? null
        }
        for (const purchase of slow.purchases.keys()) {
          const { shipped } = recallOf(genealogy, exposureTo(genealogy, { purchases: [purchase] }))
          const search = slow.deliveries.filter(({ words }) => words.has(`purchase ${purchase}`))
          const orders = sorted(new Set(search.map(({ order }) => order)))
          expect(shipped.map(({ order }) => order)).toEqual(orders)
          expect(shipped.map(({ customer }) => customer)).toEqual(orders.map(customerOf))
          const units = search.filter(({ unit }) => unit >= 0).map(({ unit }) => unit)
          expect(sorted(shipped.flatMap((line) => line.units))).toEqual(sorted(units))
          reached += orders.length
        }
      }),
      { seed, numRuns: 12, endOnFailure: true, examples },
    )
    expect(reached).toBeGreaterThan(30)
  })

  describe('[E2.5] two lots of bar, by hand', () => {
    const at = (seconds: number, scenario = bars()) => genealogyOf(recorded(scenario).log, seconds * 1e6)
    const recall = (genealogy: Genealogy, lot: number) => recallOf(genealogy, exposureTo(genealogy, { lots: [lot] }))

    it('says which customer got which, what is left, and what is in work', () => {
      const genealogy = at(45)
      // Three bars at the start, four more 25 s after the first was taken.
      expect(genealogy.record.lots.rows().map(({ quantity, time }) => [quantity, time / 1e6])).toEqual([
        [3, 0],
        [4, 25],
      ])
      expect(recall(genealogy, 0)).toEqual({
        stock: [],
        inProcess: [],
        inTransit: [],
        shipped: [
          { order: 0, customer: 'Anders', quantity: 2, units: [0, 1], value: 100 },
          { order: 1, customer: 'Berta', quantity: 1, units: [2], value: 50 },
        ],
        gone: [],
        totals: {
          stock: { quantity: 0, value: 0 },
          inProcess: { quantity: 0, value: 0 },
          inTransit: { quantity: 0, value: 0 },
          shipped: { quantity: 3, value: 150 },
          gone: { quantity: 0, value: 0 },
        },
      })
      expect(recall(genealogy, 1)).toMatchObject({
        stock: [{ kind: 'lot', of: 1, item: 0, quantity: 2, held: false, value: 14 }],
        inProcess: [{ unit: 4, product: 0, order: 1, place: 0, slot: 0, value: 50 }],
        shipped: [{ order: 1, customer: 'Berta', quantity: 1, units: [3] }],
      })
    })

    it('a lot on hold is in the list as such, and nothing takes of it any more', () => {
      const hold = { at: 42, until: null, receivedFrom: 20, receivedUntil: 30, above: null, finally: 'release' } as const
      const [bar] = bars().materials
      const scenario = bars({ materials: [{ ...bar!, holds: [hold] }] })
      const later = at(200, scenario)
      expect(recall(later, 1)).toMatchObject({
        stock: [{ of: 1, quantity: 2, held: true }],
        inProcess: [],
        shipped: [{ order: 1, units: [3, 4] }],
      })
      expect(recall(later, 2).shipped).toMatchObject([{ order: 1, units: [5] }])
    })
  })
})

describe('materials', () => {
  const seed = 20261124

  it(`[B05] what was consumed is the bill of material of what was made, and what scrap, rework and work in process took; no lot is ever below 0, seed ${seed}`, () => {
    const seen = { lots: 0, scrap: 0, rework: 0, inProcess: 0, standard: 0 }
    fc.assert(
      fc.property(anyLots, (plant) => {
        const { genealogy, slow, log } = traced(plant)
        // Each lot: what came is what went, and what is left; never less than nothing.
        for (const [lot, { left, least, held }] of slow.left) {
          const balance = lotBalance(genealogy, lot)
          const { received, units, orders, moved, upkeep, writtenOff } = balance
          expect(least).toBeGreaterThan(-1e-6)
          expect([balance.least, balance.left].map(rounded)).toEqual([Math.max(0, least), left].map(rounded))
          expect(balance.held).toBe(held)
          for (const [name, quantity] of Object.entries({ units, orders, moved, upkeep, writtenOff }))
            expect([name, rounded(quantity)]).toEqual([name, rounded(slow.spent.get(lot)![name as 'units'])])
          expect(rounded(received)).toBe(rounded(units + orders + moved + upkeep + writtenOff + balance.left))
          seen.lots++
        }
        // Each item: by raw bookings what units took, and of which lots.
        const consumed = new Map<number, number>()
        genealogy.record.consumed.rows().forEach(({ item, unit, quantity }) => {
          if (unit >= 0) consumed.set(item, (consumed.get(item) ?? 0) + quantity)
        })
        const used = new Map<number, number>()
        log.scan(0, log.count, ({ kind, subject, b, v }) => {
          if (kind === EventKind.lotUsed && b >= 0) used.set(subject, (used.get(subject) ?? 0) + v)
        })
        const lines = materialsOf(genealogy)
        expect(new Map(lines.map((line) => [line.item, rounded(line.consumed)]))).toEqual(
          new Map([...consumed].sort(([a], [b]) => a - b).map(([item, quantity]) => [item, rounded(quantity)])),
        )
        const ofLots = lines.flatMap(({ lots }) => lots.map(({ lot, quantity }) => [lot, rounded(quantity)] as const))
        expect(sortedMap(new Map(ofLots))).toEqual(sortedMap(new Map([...used].map(([lot, quantity]) => [lot, rounded(quantity)]))))
        for (const { consumed, standard, scrap, rework, inProcess, lots } of lines) {
          expect(rounded(standard + scrap + rework + inProcess)).toBe(rounded(consumed))
          // Good units took at least what their bill of material says.
          expect(rework).toBeGreaterThan(-1e-6)
          if (lots.length > 0) expect(rounded(lots.reduce((sum, { quantity }) => sum + quantity, 0))).toBe(rounded(consumed))
          if (scrap > 0) seen.scrap++
          if (rework > 1e-6) seen.rework++
          if (inProcess > 0) seen.inProcess++
          if (standard > 0) seen.standard++
        }
      }),
      { seed, numRuns: 20, endOnFailure: true, examples },
    )
    for (const [what, times] of Object.entries(seen)) expect([what, times > 0]).toEqual([what, true])
  })
})
