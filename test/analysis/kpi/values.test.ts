import { describe, expect, it } from 'vitest'
import { KPI_DEFINITIONS, kpiCatalogue, kpiDefinition, kpiValues } from '../../../analysis/kpi/index.ts'
import { ISO_KPIS } from '../../../analysis/kpi/iso-kpis.ts'
import { EquipmentState, Outcome, STATE_NAMES } from '../../../engine/log/events.ts'
import { places } from '../../../engine/log/places.ts'
import type { Tally } from '../../../engine/log/tally.ts'
import { type SimTime, seconds } from '../../../engine/log/time.ts'
import { Simulation, tallyFor } from '../../../engine/plant/simulation.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { buffer, operation, product, richScenario, scenario, source, station } from '../../engine/log/plants.ts'
import { hold, rack } from '../../engine/plant/plants.ts'

const hours = (h: number) => seconds(h * 3600)
const minutes = (m: number) => seconds(m * 60)

/** Values by `name subject`. */
function measured(of: Scenario, tally: Tally, now: SimTime): Record<string, number> {
  const values = kpiValues(of, tally, now)
  return Object.fromEntries(kpiCatalogue(of).map(({ name, subject }, i) => [`${name} ${subject}`, values[i]!]))
}

describe('the catalogue', () => {
  it('names a subject once, with a unit and a definition for each name', () => {
    const scenario = richScenario()
    const coater = station('coater', { outside: { supplier: null, cost: 2 } })
    const shelves = { ...buffer('shelves', 4), store: rack() }
    const holds = [hold({ when: { at: 0 }, units: {} })]
    const catalogue = kpiCatalogue({
      ...scenario,
      stations: [...scenario.stations, coater],
      buffers: [...scenario.buffers, shelves],
      holds,
    })
    const keys = catalogue.map(({ name, subject }) => `${name} ${subject}`)
    expect(new Set(keys).size).toBe(keys.length)
    for (const { name, unit } of catalogue) {
      const defined = kpiDefinition(name)!
      if (!name.startsWith('inventory')) expect([name, unit]).toEqual([name, defined.unit.replace('currency', 'EUR')])
    }
    const names = new Set([...catalogue.map(({ name }) => name), ...ISO_KPIS.map(({ name }) => name)])
    expect([...names].toSorted()).toEqual(KPI_DEFINITIONS.map(({ name }) => name).toSorted())
  })

  it('is the same every time, and as long as the values', () => {
    expect(kpiCatalogue(richScenario())).toEqual(kpiCatalogue(richScenario()))
    const small = scenario()
    expect(kpiValues(small, tallyFor(small), hours(1))).toHaveLength(kpiCatalogue(small).length)
  })

  it('has stock only where stock is counted, and a sum only of what counts alike', () => {
    const has = (of: Scenario, name: string) => kpiCatalogue(of).flatMap((key) => (key.name === name ? [key.subject] : []))
    expect(has(scenario(), 'inventory')).toEqual([])
    expect(has(richScenario(), 'inventory')).toEqual(['bar', 'spare', 'gear'])
    const { materials } = richScenario()
    const pieces = scenario({ materials: [materials[1]!, { ...materials[1]!, id: 'free', reorderPoint: null }] })
    expect(has(pieces, 'inventory')).toEqual(['plant', 'spare'])
    expect(has(richScenario(), 'serviceLevel')).toEqual(['plant', 'spare', 'gear'])
    expect(has(richScenario(), 'queueLength')).toEqual(['rack', 'tray', 'customers', 'walk-in', 'belt'])
  })
})

describe('the values', () => {
  const line = scenario({
    products: [
      product('a', [operation('cut', ['saw'], { buffer: 'rack' }), operation('drill', ['drill'])]),
      product('b', [operation('drill', ['drill'])]),
    ],
    stations: [station('saw', { slots: 2, costPerHour: 30 }), station('drill', { costPerHour: 60 })],
    buffers: [buffer('rack')],
  })
  const at = places(line)

  it('of the flow: rates per hour, means per unit, averages over time', () => {
    const tally = tallyFor(line)
    for (let i = 0; i < 6; i++) tally.unitCreated(minutes(10 * i), i % 3 === 0 ? 1 : 0)
    tally.unitFinished(hours(1), 0, minutes(50), minutes(40), true)
    tally.unitFinished(hours(1), 0, minutes(40), minutes(20), true)
    tally.unitFinished(hours(1), 1, minutes(60), minutes(0), true)
    tally.unitScrapped(hours(1), 1)
    tally.queue(minutes(0), at.firstBuffer, 3)
    tally.queue(minutes(30), at.firstBuffer, -2)
    tally.queue(minutes(60), at.firstSource, 1)
    tally.jobEnded(1, Outcome.good, minutes(2))
    tally.jobEnded(1, Outcome.good, minutes(2))
    tally.jobEnded(1, Outcome.rework, minutes(2))
    tally.jobEnded(1, Outcome.scrap, minutes(2))
    expect(measured(line, tally, hours(2))).toMatchObject({
      'throughput plant': 1.5,
      'throughput a': 1,
      'throughput b': 0.5,
      'throughput drill': 1,
      'leadTime plant': 3000,
      'leadTime a': 2700,
      'waitingTime plant': 1200,
      'waitingTime b': 0,
      // Created each 10 min, so 1 + … + 6 of them for 10 min each, and 2 for the second hour.
      'wip plant': (((1 + 2 + 3 + 4 + 5 + 6) * 10) / 60 + 2) / 2,
      'queueLength rack': (3 * 0.5 + 1 * 1.5) / 2,
      'queueLength arrivals': 0.5,
      'scrapRatio plant': 0.25,
      'scrapRatio drill': 0.25,
      'reworkRatio drill': 0.25,
      'reworkRatio plant': 0.25,
      'scrapRatio saw': Number.NaN,
    })
  })

  it('of states: shares of elapsed time over the slots, which add up to 1', () => {
    const tally = tallyFor(line)
    tally.enter(hours(1), 0, EquipmentState.processing)
    tally.enter(hours(2), 1, EquipmentState.waitRepair)
    tally.enter(hours(3), 1, EquipmentState.repair)
    const values = measured(line, tally, hours(4))
    expect(values).toMatchObject({
      'state.starved saw': 3 / 8,
      'state.processing saw': 3 / 8,
      'state.waitRepair saw': 1 / 8,
      'state.repair saw': 1 / 8,
      'state.down saw': 2 / 8,
      'state.starved drill': 1,
    })
    for (const id of ['saw', 'drill']) expect(STATE_NAMES.reduce((sum, name) => sum + values[`state.${name} ${id}`]!, 0)).toBeCloseTo(1, 12)
  })

  it('of equipment: planned busy time is without pauses, planned maintenance and what is unknown', () => {
    const tally = tallyFor(line)
    const drill = at.firstSlot[1]!
    const steps: [number, EquipmentState][] = [
      [0, EquipmentState.unknown],
      [60, EquipmentState.paused],
      [120, EquipmentState.maintenance],
      [150, EquipmentState.processing],
      [510, EquipmentState.setup],
      [540, EquipmentState.repair],
      [600, EquipmentState.starved],
    ]
    for (const [minute, state] of steps) tally.enter(minutes(minute), drill, state)
    for (let i = 0; i < 380; i++) tally.jobEnded(1, i < 372 ? Outcome.good : Outcome.scrap, minutes(0.9))
    const values = measured(line, tally, minutes(630))
    expect(values['availability drill']).toBeCloseTo(0.75, 12)
    expect(values['effectiveness drill']).toBeCloseTo(0.95, 12)
    expect(values['qualityRatio drill']).toBeCloseTo(0.97895, 5)
    expect(values['oee drill']).toBeCloseTo(0.6975, 12)
    expect(values['nee drill']).toBeCloseTo(0.755625, 12)
    // The saw was planned for its two slots all the time, and made nothing.
    expect(values['oee saw']).toBe(0)
    expect(values['oee plant']).toBeCloseTo((0.9 * 372) / (480 + 2 * 630), 12)
    // The drill is the bottleneck: 450 of 480 min processing, in set-up or down; 30 min starved are not its fault.
    expect(values['lineOee plant']).toBeCloseTo((0.9 * 372) / 450, 12)
  })

  it('of a station that no route names: shares of time, but no effectiveness', () => {
    const idle = scenario({ stations: [station('drill'), station('spare')] })
    const values = measured(idle, tallyFor(idle), hours(8))
    expect([values['availability spare'], values['oee spare'], values['oee plant'], values['oee drill']]).toEqual([0, Number.NaN, 0, 0])
  })

  it('of stock: averages over time, turns per year, and what was there when it was asked for', () => {
    const { materials, suppliers } = richScenario()
    const plant = scenario({ materials: [materials[1]!], suppliers, sources: [source('spares', 'spare', { serve: 'stock' })] })
    const tally = tallyFor(plant)
    tally.stocked(hours(0), 0, 6)
    tally.demandedFromStock(hours(12), 0, 4, 4, false)
    tally.stocked(hours(12), 0, -4)
    tally.demandedFromStock(hours(18), 0, 6, 2, false)
    tally.stocked(hours(18), 0, -2)
    const values = measured(plant, tally, hours(24))
    expect(values['inventory spare']).toBeCloseTo((6 * 12 + 2 * 6) / 24, 12)
    expect(values['inventory plant']).toBe(values['inventory spare'])
    expect(values['inventoryTurns spare']).toBeCloseTo((6 * 365) / 3.5, 9)
    expect([values['serviceLevel spare'], values['serviceLevel plant']]).toEqual([0.6, 0.6])
  })

  it('of orders and money', () => {
    const { materials, suppliers } = richScenario()
    const plant = { ...line, materials: [materials[0]!], suppliers }
    const tally = tallyFor(plant)
    expect(measured(plant, tally, hours(0))['onTimeRatio plant']).toBeNaN()
    for (const [order, due] of [10, 10, 4, 40, 24, 60].entries()) tally.orderReleased(order, hours(due), 100)
    tally.orderClosed(hours(9), 0)
    tally.orderClosed(hours(10), 1)
    tally.orderClosed(hours(40), 2)
    tally.orderClosed(hours(40), 3)
    tally.enter(hours(4), 0, EquipmentState.processing)
    tally.enter(hours(14), 0, EquipmentState.setup)
    tally.enter(hours(15), 0, EquipmentState.starved)
    tally.stocked(hours(0), 0, 30)
    tally.stocked(hours(24), 0, -10)
    tally.purchaseOrders[0] = 2
    tally.eventCost = 7
    const values = measured(plant, tally, hours(48))
    // Order 4 is open and overdue by a day, order 5 is open and not yet due.
    expect(values['onTimeRatio plant']).toBeCloseTo(3 / 5, 12)
    const [running, bought, held, late] = [11 * 30, 10 * 2 + 2 * 15, 25 * 2 * 0.1, (1.5 + 1) * 100]
    expect(values['cost plant']).toBeCloseTo(running + bought + held + 7 + late, 9)
  })

  it('count from the end of the warm-up', () => {
    const tally = tallyFor(line)
    tally.unitCreated(hours(0), 0)
    tally.unitCreated(hours(0), 0)
    tally.unitFinished(hours(1), 0, hours(1), 0, true)
    tally.reset(hours(2))
    tally.unitFinished(hours(3), 0, hours(3), 0, true)
    expect(measured(line, tally, hours(6))).toMatchObject({
      'throughput plant': 0.25,
      'leadTime plant': 10_800,
      'wip plant': 0.25,
      'state.starved drill': 1,
    })
  })

  it('settle the tally, and reading twice changes nothing', () => {
    const plant = richScenario()
    const tally = tallyFor(plant)
    new Simulation(plant, { seed: 1, replication: 0, tally }).run(hours(8))
    expect(kpiValues(plant, tally, hours(8))).toEqual(kpiValues(plant, tally, hours(8)))
  })

  it('of a run are all there, and the states of every station tile its time', () => {
    // So much in stock that it is never empty, and has turns.
    const rich = richScenario()
    const plant = { ...rich, products: rich.products.map((product) => ({ ...product, initialStock: 500 })) }
    const tally = tallyFor(plant)
    new Simulation(plant, { seed: 5, replication: 0, tally, warmUp: hours(1) }).run(hours(12))
    const values = measured(plant, tally, hours(12))
    expect(Object.entries(values).filter(([, value]) => Number.isNaN(value))).toEqual([])
    for (const { id } of plant.stations) {
      expect(STATE_NAMES.reduce((sum, name) => sum + values[`state.${name} ${id}`]!, 0)).toBeCloseTo(1, 9)
      expect(values[`oee ${id}`]).toBeCloseTo(
        values[`availability ${id}`]! * values[`effectiveness ${id}`]! * values[`qualityRatio ${id}`]!,
        9,
      )
    }
  })

  it("of a plant that keeps up obey Little's law", () => {
    const plant = scenario()
    const tally = tallyFor(plant)
    new Simulation(plant, { seed: 2, replication: 0, tally }).run(hours(500))
    const values = measured(plant, tally, hours(500))
    expect(((values['throughput plant']! / 3600) * values['leadTime plant']!) / values['wip plant']!).toBeCloseTo(1, 2)
    expect(values['leadTime plant']! - values['waitingTime plant']!).toBeCloseTo(60, 9)
    // What waits outside is what is in the plant and not in work.
    expect(values['queueLength arrivals']! + values['state.processing drill']!).toBeCloseTo(values['wip plant']!, 9)
  })
})
