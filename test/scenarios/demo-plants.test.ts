import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { kpiCatalogue, kpiValues } from '../../analysis/kpi/index.ts'
import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import { seconds } from '../../engine/kernel/time.ts'
import type { Tally } from '../../engine/log/tally.ts'
import { Simulation, tallyFor } from '../../engine/plant/simulation.ts'
import { optimize } from '../../index.ts'
import { scenarioHash } from '../../scenarios/hash.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { ScenarioDocument } from '../../scenarios/schema/document.ts'
import { stationKinds } from '../../scenarios/schema/station.ts'
import { Invariants } from '../engine/plant/invariants.ts'
import { loaded } from './load.ts'

const REPLICATIONS = 6
const DAY = 86_400

const sum = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((a, b) => a + b, 0)

const demo = (name: string) =>
  loaded(readFileSync(new URL(`../../scenarios/${name}.yaml`, import.meta.url), 'utf8'), { file: `${name}.yaml` })
const [phoneParts, autoParts] = [demo('phone-parts'), demo('auto-parts')]

interface Measured {
  readonly tally: Tally
  /** Units of all products that left, by the end of each day. */
  readonly finishedByDay: readonly number[]
  readonly broken: readonly string[]
  readonly logged: number
  readonly value: (name: string, subject?: string) => number
}

const runs = new Map(
  [phoneParts, autoParts].map((scenario) => [scenario, Array.from({ length: REPLICATIONS }, (_, r) => measured(scenario, r))]),
)

function measured(scenario: Scenario, replication: number): Measured {
  const tally = tallyFor(scenario)
  let logged = 0
  const simulation = new Simulation(scenario, { seed: scenario.seed, replication, tally, log: { append: () => void logged++ } })
  const invariants = new Invariants(scenario)
  const finishedByDay: number[] = []
  const broken: string[] = []
  for (let end = DAY; end < scenario.horizon + DAY; end += DAY) {
    simulation.run(seconds(Math.min(end, scenario.horizon)))
    finishedByDay.push(sum(tally.finished))
    broken.push(...invariants.broken(simulation.save()))
  }
  tally.settle(simulation.now)
  const values = kpiValues(scenario, tally, simulation.now)
  const keys = kpiCatalogue(scenario)
  const value = (name: string, subject = 'plant') =>
    values[keys.findIndex((key) => key.name === name && key.subject === subject)] ?? Number.NaN
  return { tally, finishedByDay, broken, logged, value }
}

const mean = (scenario: Scenario, name: string, subject?: string) =>
  sum(runs.get(scenario)!.map(({ value }) => value(name, subject))) / REPLICATIONS
/** Share of the shift in which a station is busy: at work, set up, down or maintained. */
const busy = (scenario: Scenario, station: string) =>
  ['processing', 'setup', 'down', 'maintenance'].reduce((total, state) => total + mean(scenario, `state.${state}`, station), 0) /
  (1 - mean(scenario, 'state.paused', station))

describe.each([
  ['phone-parts', phoneParts],
  ['auto-parts', autoParts],
])('the demo plant %s', (_, scenario) => {
  const all = runs.get(scenario)!

  it('loses no unit and no piece of stock', () => {
    for (const { tally, broken } of all) {
      expect(broken).toEqual([])
      scenario.products.forEach(({ sink, initialStock }, p) => {
        expect(tally.created[p]).toBe(tally.finished[p]! + tally.scrapped[p]! + tally.inSystem[p]!)
        const item = scenario.materials.length + p
        const stocked = scenario.sinks.find(({ id }) => id === sink)!.stock
        if (stocked) expect(tally.stock[item]).toBeCloseTo(initialStock + tally.finished[p]! - tally.issued[item]!, 6)
      })
      scenario.materials.forEach(({ reorderPoint, initialStock }, m) => {
        if (reorderPoint !== null) expect(tally.stock[m]).toBeCloseTo(initialStock + tally.received[m]! - tally.issued[m]!, 6)
      })
    }
  })

  it('never stands still: whatever fails, within three working days something leaves', () => {
    const working = Array.from({ length: Math.floor(scenario.horizon / DAY) }, (_, day) => day).filter((day) => day % 7 < 5)
    for (const { finishedByDay } of all)
      for (const [i, day] of working.entries())
        if (i >= 3) expect(finishedByDay[day], `by the end of day ${day + 1}`).toBeGreaterThan(finishedByDay[working[i - 3]!]!)
  })

  it('has key figures as a real plant has them', () => {
    for (const { value, logged } of all) {
      expect(logged).toBeLessThan(300_000)
      expect(value('scrapRatio')).toBeGreaterThan(0.01)
      expect(value('scrapRatio')).toBeLessThan(0.03)
      expect(value('reworkRatio')).toBeGreaterThan(0)
      expect(value('onTimeRatio')).toBeGreaterThan(0.4)
      for (const { id } of scenario.stations) expect(value('oee', id)).toBeLessThan(1)
    }
    expect(mean(scenario, 'onTimeRatio')).toBeLessThan(0.99)
    expect(mean(scenario, 'serviceLevel')).toBeGreaterThan(0.9)
  })
})

it('phone parts: the SMT line is the narrow place, and what comes after it blocks and starves', () => {
  expect(busy(phoneParts, 'smt')).toBeGreaterThan(0.85)
  expect(busy(phoneParts, 'smt')).toBeLessThan(0.95)
  for (const id of ['solder-1', 'solder-2', 'ict', 'assembly', 'final-test'])
    expect(busy(phoneParts, id), id).toBeLessThan(busy(phoneParts, 'smt'))
  expect(mean(phoneParts, 'state.setup', 'smt')).toBeGreaterThan(0.05)
  expect(mean(phoneParts, 'state.blocked', 'ict')).toBeGreaterThan(0.03)
  expect(mean(phoneParts, 'state.starved', 'solder-1')).toBeGreaterThan(0.03)
  expect(mean(phoneParts, 'state.waiting', 'assembly')).toBeGreaterThan(0)
  expect(mean(phoneParts, 'qualityRatio', 'solder-2')).toBeLessThan(mean(phoneParts, 'qualityRatio', 'solder-1') - 0.01)
})

it('auto parts: grinding is the narrow place, and the peak fills the shop', () => {
  expect(busy(autoParts, 'grinding')).toBeGreaterThan(0.85)
  expect(busy(autoParts, 'grinding')).toBeLessThan(0.97)
  for (const { id } of autoParts.stations) if (id !== 'grinding') expect(busy(autoParts, id), id).toBeLessThan(busy(autoParts, 'grinding'))
  expect(mean(autoParts, 'state.blocked', 'turning-1')).toBeGreaterThan(0.01)
  const weeks = Array.from({ length: 6 }, (_, week) =>
    sum(autoParts.orders.filter(({ release }) => Math.floor(release / (7 * DAY)) === week).map(({ quantity }) => quantity)),
  )
  expect(Math.min(weeks[2]!, weeks[3]!)).toBeGreaterThan(1.2 * Math.max(weeks[0]!, weeks[1]!, weeks[4]!, weeks[5]!))
})

describe('auto parts: maintenance', () => {
  const proof = (scenario: Scenario, replications: number) =>
    optimize({ scenario, hash: scenarioHash(scenario) }, { for: 'maintenance', replications, pool: inThisThread() })

  it('moves the overhaul out of the peak, and that is better', { timeout: 120_000 }, async () => {
    const { plan, variants } = await proof(autoParts, 16)
    if (!plan || !('windows' in plan)) throw new Error('no windows')
    const [first] = plan.windows.filter(({ station, task }) => station === 'grinding' && task === 'overhaul')
    expect(first!.due).toBeGreaterThan(14 * DAY)
    expect(first!.end).toBeLessThan(14 * DAY)
    expect(variants.map(({ verdict }) => verdict)).toEqual(['better'])
  })

  it('makes no difference where hardly anything is ordered', { timeout: 120_000 }, async () => {
    const quiet: Scenario = {
      ...autoParts,
      initial: [],
      sources: autoParts.sources.map((source) => ({ ...source, every: { kind: 'exponential', mean: 5 * DAY } })),
      orders: autoParts.orders.map((order) => ({ ...order, quantity: Math.ceil(order.quantity / 20), completed: 0 })),
    }
    const { variants } = await proof(quiet, 10)
    expect(variants.map(({ verdict }) => verdict)).toEqual(['no difference shown'])
  })
})

describe('between them the demo plants show', () => {
  const both = [phoneParts, autoParts]

  it('every list of the language', () => {
    const lists = Object.entries(ScenarioDocument.shape).filter(([name]) => Array.isArray(phoneParts[name as keyof Scenario]))
    expect(lists.length).toBeGreaterThan(10)
    // What the demo plants do not have yet is shown by the plants of docs/elements.
    const elsewhere = ['conveyors', 'holds', 'loops', 'pallets', 'tools', 'transport', 'truth']
    for (const [name] of lists.filter(([name]) => !elsewhere.includes(name)))
      expect(
        both.some((one) => (one[name as keyof Scenario] as unknown[]).length > 0),
        name,
      ).toBe(true)
  })

  it('every clock of failures, every kind of replenishment, and most shapes of stations', () => {
    const failures = both.flatMap(({ stations }) => stations.flatMap((station) => station.failures))
    expect(new Set(failures.map(({ clock }) => clock))).toEqual(new Set(['calendar', 'operating', 'processing', 'cycles']))
    const materials = both.flatMap((one) => one.materials)
    expect(materials.some(({ orderQuantity }) => orderQuantity !== null)).toBe(true)
    expect(materials.some(({ orderUpTo }) => orderUpTo !== null)).toBe(true)
    expect(materials.some(({ reorderPoint }) => reorderPoint === null)).toBe(true)
    const sources = both.flatMap((one) => one.sources)
    expect(sources.some(({ every }) => every === null)).toBe(true)
    expect(sources.some(({ serve, profile, due }) => serve === 'stock' && profile.length > 0 && due !== null)).toBe(true)
    const kinds = new Set(both.flatMap(({ stations }) => stations.map(({ kind }) => kind)))
    expect(stationKinds.filter((kind) => kinds.has(kind)).length).toBeGreaterThan(stationKinds.length / 2)
  })
})
