import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binsOf, inventoryOf, MOVES, StockLedger } from '../../../analysis/inventory/index.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import type { SimTime } from '../../../engine/log/time.ts'
import { Simulation } from '../../../engine/plant/simulation.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { Layout, NONE, PlantView } from '../../engine/plant/plant-view.ts'
import { buffer, operation, plant, product, source, station } from '../../engine/plant/plants.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'

const seed = 20_261_123
const MOMENTS = 12

/** Random plants with something in stock, and now and then the one of everything, at the same moments in the log and in the simulator itself. */
function atMoments(
  numRuns: number,
  says: (log: ReturnType<typeof recorded>['log'], view: PlantView, scenario: Scenario, at: number) => void,
) {
  fc.assert(
    fc.property(
      fc.oneof(
        { weight: 1, arbitrary: fc.constant(richPlant()) },
        { weight: 6, arbitrary: anyPlant.filter(({ materials, sinks }) => materials.length > 0 || sinks.some(({ stock }) => stock)) },
      ),
      fc.nat(1000),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: MOMENTS, maxLength: MOMENTS }),
      (scenario, luck, shares) => {
        const until = scenario.id === richPlant().id ? 1200 : HORIZON
        const { log } = recorded(scenario, { until, seed: luck })
        const layout = new Layout(scenario)
        const simulation = new Simulation(scenario, { seed: luck, replication: 0 })
        for (const share of [...shares].sort((a, b) => a - b)) {
          const at = Math.floor(share * until * 1e6)
          simulation.run(at as SimTime)
          says(log, new PlantView(layout, simulation.save()), scenario, at)
        }
      },
    ),
    { seed, numRuns, endOnFailure: true },
  )
}

/** What the simulator has: of each item, on hold or not, and of each lot. */
function truth(view: PlantView, items: number) {
  const isHeld = view.has('lots')
  const onHand = Array.from(
    { length: items },
    (_, item) => view.column('items', 'stock')[item]! + (isHeld ? view.column('lots', 'onHold')[item]! : 0),
  )
  const lots = new Map<number, number>()
  if (!isHeld) return { onHand, lots }
  for (const heads of [view.column('lots', 'head'), view.column('lots', 'holdHead')])
    for (const head of Array.from(heads))
      for (let lot = head; lot !== NONE; lot = view.column('lots', 'lotNext')[lot]!)
        lots.set(view.column('lots', 'lotNumber')[lot]!, view.column('lots', 'lotLeft')[lot]!)
  return { onHand, lots }
}

const isCounted = ({ materials }: Scenario, item: number) => {
  const material = materials[item]
  return material === undefined || material.reorderPoint !== null || material.mrp !== null
}

describe('the ledger of stock', () => {
  it(`opening + in − out = closing, of each item and lot as the simulator has it, at ${14 * MOMENTS} random moments, seed ${seed}`, () => {
    let moves = 0
    let lotsSeen = 0
    const known = new WeakMap<object, { readonly ledger: StockLedger; readonly count: number }>()
    atMoments(14, (log, view, scenario, at) => {
      if (!known.has(log)) {
        const record = recordOf(log)
        known.set(log, { ledger: new StockLedger(record, scenario), count: 1 + Math.max(-1, ...record.lots.column.lot) })
      }
      const { ledger, count } = known.get(log)!
      const items = scenario.materials.length + scenario.products.length
      const { onHand, lots } = truth(view, items)
      const levels = ledger.levels(at)
      const told = ledger.lotLevels(count, at)
      moves += ledger.moves.count
      const before = ledger.levels(at / 2)
      for (const [item, { closing, opening, ...others }] of ledger.balances(at / 2, at).entries()) {
        const turnover = MOVES.reduce((sum, move) => sum + (move === 'opening' ? 0 : others[move]), 0)
        const is = isCounted(scenario, item) ? onHand[item]! : levels[item]!
        const adds = [opening + turnover - closing, opening - before[item]!, levels[item]! - closing, levels[item]! - is]
        expect([item, adds.filter((off) => Math.abs(off) > 1e-6)]).toEqual([item, []])
      }
      for (let lot = 0; lot < told.length; lot++) {
        if (Math.abs(told[lot]! - (lots.get(lot) ?? 0)) > 1e-6) expect([lot, told[lot]]).toEqual([lot, lots.get(lot)])
        if (told[lot]! > 0) lotsSeen++
      }
    })
    expect(moves).toBeGreaterThan(1000)
    expect(lotsSeen).toBeGreaterThan(100)
  })

  it(`what was known at a moment is what the simulator has then, where all is booked at once, seed ${seed}`, () => {
    atMoments(10, (log, view, scenario, at) => {
      if (scenario.bookings !== null || scenario.materials.some(({ backflush }) => backflush !== null)) return
      const { lines, lots: told, inbound } = inventoryOf(log, at)
      const index = new Map([...scenario.materials, ...scenario.products].map(({ id }, i) => [id, i]))
      const { onHand, lots } = truth(view, index.size)
      for (const line of lines) {
        const item = index.get(line.item)!
        if (!isCounted(scenario, item)) continue
        expect(line.onHand).toBeCloseTo(onHand[item]!, 6)
        expect(line.unrestricted).toBeCloseTo(view.column('items', 'stock')[item]!, 6)
        expect(line.backordered).toBeCloseTo(view.column('items', 'owed')[item]!, 6)
        const onOrder = inbound.filter((one) => one.item === line.item).reduce((sum, one) => sum + one.quantity, 0)
        expect(onOrder).toBeCloseTo(view.column('purchasing', 'onOrder')[item]!, 6)
      }
      expect(new Map(told.map(({ lot, left }) => [lot, left])).size).toBe([...lots.values()].filter((left) => left > 1e-6).length)
      for (const { lot, left } of told) expect(left).toBeCloseTo(lots.get(lot)!, 6)
    })
  })

  it('units in stores are in the bins in which the simulator has them', () => {
    const bins = { columns: 4, levels: 3, binWidth: 1, binHeight: 1, binCapacity: 2, mixed: false, speed: 1, liftSpeed: 0.5, handTime: 1 }
    const scenario = plant({
      products: ['shaft', 'gear'].map((id) => product({ id, route: [operation({ id: 'turn', stations: ['lathe'], buffer: 'rack' })] })),
      sources: ['shaft', 'gear'].map((id) =>
        source({ id: `${id}s`, mix: [{ product: id, weight: 1 }], every: { kind: 'exponential', mean: 45 } }),
      ),
      buffers: [buffer({ id: 'rack', store: { ...bins, putAway: 'emptiest', retrieve: 'order', dual: true, ahead: 1, zones: [] } })],
      stations: [station({ id: 'lathe', time: { kind: 'exponential', mean: 26 } })],
    })
    const until = 2000
    const { log } = recorded(scenario, { until })
    const simulation = new Simulation(scenario, { seed: 1, replication: 0 })
    const layout = new Layout(scenario)
    let seen = 0
    for (let at = 90e6; at < until * 1e6; at += 190_123_457) {
      simulation.run(at as SimTime)
      const view = new PlantView(layout, simulation.save())
      const told = new Map(
        binsOf(log, recordOf(log, at)).flatMap(({ column, level, units }) =>
          units.map((unit) => [unit, column === null ? NONE : (column - 1) * bins.levels + level! - 1] as const),
        ),
      )
      for (let unit = view.column('queues', 'head')[0]!; unit !== NONE; unit = view.column('units', 'next')[unit]!) {
        const is = told.get(view.column('units', 'serial')[unit]!)
        expect(is).toBeDefined()
        // At the way in or out, or being fetched, it is in no bin.
        const stage = view.column('stores', 'stage')[unit]!
        const isIn = stage > 0 && stage < 4 && view.column('stores', 'goal')[0] !== unit
        expect(is).toBe(isIn ? view.column('stores', 'bin')[unit] : NONE)
        if (isIn) seen++
      }
    }
    expect(seen).toBeGreaterThan(20)
  })
})
