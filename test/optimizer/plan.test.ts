import { describe, expect, it } from 'vitest'
import { planModel } from '../../optimizer/plan/model.ts'
import { periodFor, planning } from '../../optimizer/plan/periods.ts'
import { proposePlan } from '../../optimizer/plan/propose.ts'
import { solve } from '../../optimizer/solver/choose.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { material } from '../engine/plant/plants.ts'
import { constant, day, failure, hour, operation, order, plant, product, source, station, task, twoShifts } from './plant.ts'

const pose = { x: 0, y: 0, rotation: 0 }

/** What the plan decides, by the variable's name; zeros left out. */
async function decide(scenario: Scenario, period = day) {
  const model = planModel(planning(scenario, period))
  const { x, status } = await solve(model)
  expect(status).toBe('optimal')
  return Object.fromEntries(
    model.columns.flatMap(({ name }, j) => ((x?.[j] ?? 0) > 1e-6 ? [[name, Math.round((x?.[j] ?? 0) * 1000) / 1000]] : [])),
  )
}

/** Three days, one mill of 100 units a day; orders of 50, 150 and 80 due on each. */
const peak = (parts: Partial<Scenario> = {}) =>
  plant({
    horizon: 3 * day,
    stations: [station('mill')],
    products: [product('bar', [operation('mill', ['mill'], day / 100)], { price: 10, holdingCost: 0.01 })],
    orders: [order('1', 'bar', 50, { due: day }), order('2', 'bar', 150, { due: 2 * day }), order('3', 'bar', 80, { due: 3 * day })],
    ...parts,
  })

describe('a production plan', () => {
  it('works ahead of a peak as far as it must', async () => {
    expect(await decide(peak())).toMatchObject({
      'bar begun in 0': 100,
      'bar begun in 1': 100,
      'bar begun in 2': 80,
      'bar in stock after 0': 50,
      'bar delivered in 1': 150,
    })
  })

  it('shares work over stations that can stand in for each other, the preferred first', async () => {
    const plan = await decide(
      peak({
        stations: [station('mill'), station('old', { costPerHour: 0.1 })],
        products: [product('bar', [operation('mill', ['mill', 'old'], day / 60)], { price: 10 })],
        orders: [order('1', 'bar', 100, { due: day })],
      }),
    )
    expect(plan).toMatchObject({ 'bar mill at mill in 0': 60, 'bar mill at old in 0': 40, 'bar delivered in 0': 100 })
  })

  it('makes components first, and what the supplier cannot bring in time is made later', async () => {
    const plan = await decide(
      plant({
        horizon: 3 * day,
        stations: [station('press'), station('bench')],
        sinks: [
          { id: 'out', title: '', area: null, stock: false, pose },
          { id: 'store', title: '', area: null, stock: true, pose },
        ],
        materials: [
          material({ id: 'steel', unit: 'kg', initialStock: 20, reorderPoint: 10, orderQuantity: 100, supplier: 'mill', unitCost: 1 }),
        ],
        suppliers: [{ id: 'mill', title: '', leadTime: constant(day), late: null, short: null, lotQuality: null }],
        products: [
          product('plate', [operation('press', ['press'], 60, { components: [{ item: 'steel', quantity: 2 }] })], { sink: 'store' }),
          product('box', [operation('bench', ['bench'], 60, { components: [{ item: 'plate', quantity: 4 }] })], { price: 50 }),
        ],
        orders: [order('1', 'box', 10, { due: 2 * day, lateCost: 100 })],
      }),
    )
    // 40 plates need 80 kg: 20 are there, 60 come a day after they are bought.
    expect(plan).toMatchObject({ 'steel bought in 0': 60, 'plate begun in 0': 10, 'plate begun in 1': 30 })
    expect((plan['box begun in 0'] ?? 0) * 4).toBeLessThanOrEqual(10)
  })

  it('has no plan that is better: no two periods can swap work for money', async () => {
    const { bound, boundFrom, gap, explanation, outcome } = await proposePlan(peak(), { step: day })
    expect(outcome).toBe('suggested')
    expect(boundFrom).toBe('solver')
    expect(gap).toBeLessThan(1e-6)
    // 280 bars at 10, less the stock of 50 for a day at a cent each.
    expect(bound).toBeCloseTo(2800 - 0.5, 3)
    expect(explanation.join('\n')).toContain('mill binds: its time is used up in 2 of 3 periods')
  })

  it('becomes dispatch lists in the order in which it begins the orders', async () => {
    const scenario = peak({
      orders: [order('late', 'bar', 100, { due: 3 * day }), order('early', 'bar', 100, { due: day, lateCost: 500 })],
    })
    const { candidates, plan } = await proposePlan(scenario, { step: day })
    expect(candidates[0]?.scenario.dispatch).toEqual([
      {
        station: 'mill',
        jobs: ['early', 'late'].map((id) => ({ order: id, operation: 'mill', quantity: 100, notBefore: 0 })),
      },
    ])
    expect(candidates[0]?.patch).toEqual([{ set: 'dispatch', value: candidates[0]?.scenario.dispatch }])
    expect(plan?.quantities).toContainEqual({ from: 0, to: day, product: 'bar', operation: 'mill', station: 'mill', quantity: 100 })
  })

  it('releases production orders for a product that is served from stock', async () => {
    const scenario = peak({
      sinks: [{ id: 'out', title: '', area: null, stock: true, pose }],
      orders: [],
      sources: [source('customers', 'bar', day / 30, { serve: 'stock', due: day })],
    })
    const { candidates } = await proposePlan(scenario, { step: day })
    const orders = candidates[0]?.scenario.orders ?? []
    expect(orders.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(60)
    expect(candidates[0]?.patch[0]).toEqual({ add: `orders.${orders[0]?.id}`, value: orders[0] })
  })

  it('where nothing follows for the plant says so, and still is a table', async () => {
    const scenario = peak({ orders: [], sources: [source('stream', 'bar', day / 50)] })
    const { candidates, explanation, plan } = await proposePlan(scenario)
    expect(candidates).toEqual([])
    expect(explanation.join('\n')).toContain('Nothing follows for the plant')
    expect(plan?.quantities?.filter(({ operation: of }) => of === null)).toHaveLength(9)
  })

  it('is the same when asked twice', async () => {
    expect(await proposePlan(peak())).toEqual(await proposePlan(peak()))
  })

  it('has shifts for a few days, days for weeks, weeks for months', () => {
    expect([3, 30, 300].map((days) => periodFor(days * day) / day)).toEqual([1 / 3, 1, 7])
  })
})

describe('rules', () => {
  const rows = (scenario: Scenario, word: string) => planModel(planning(scenario, day)).rows.filter(({ name }) => name.includes(word))

  it('a station has so much time', () => {
    const failing = station('mill', {
      slots: 2,
      calendar: 'two-shifts',
      failures: [failure('jam', constant(9 * hour), hour, { clock: 'operating' })],
      maintenance: [task('check', { at: [8 * hour], duration: constant(4 * hour) })],
    })
    const limits = rows(peak({ stations: [failing], calendars: [twoShifts] }), 'has').map(({ upper }) => upper / hour)
    // Two slots, 16 h a day, up nine hours of ten; on the first day 4 h of maintenance.
    expect(limits.map((one) => Math.round(one * 100) / 100)).toEqual([21.6, 28.8, 28.8])
  })

  it('a station that fails while it works takes longer for each unit', async () => {
    const plan = await decide(peak({ stations: [station('mill', { failures: [failure('jam', constant(4 * hour), hour)] })] }))
    expect(plan['bar begun in 0']).toBe(80)
  })

  it('every unit is worked on somewhere', async () => {
    const scenario = peak({
      stations: [station('mill'), station('old')],
      products: [
        product(
          'bar',
          [operation('mill', ['mill', 'old'], day / 100, { yield: 0.8, rework: { ratio: 1, to: null, limit: 1, per: 'unit' as const } })],
          {
            price: 10,
          },
        ),
      ],
    })
    const plan = await decide(scenario)
    const worked = (plan['bar mill at mill in 1'] ?? 0) + (plan['bar mill at old in 1'] ?? 0)
    expect(worked / (plan['bar begun in 1'] ?? 0)).toBeCloseTo(1.2, 4)
  })

  it('nothing is begun before it is released', async () => {
    const plan = await decide(peak({ orders: [order('1', 'bar', 150, { release: day, due: 2 * day })] }))
    expect(plan).toMatchObject({ 'bar begun in 1': 100, 'bar begun in 2': 50, 'bar late after 1': 50 })
    expect(plan['bar begun in 0']).toBeUndefined()
  })

  it('what is made is delivered, used or stocked', async () => {
    const plan = await decide(
      peak({ products: [product('bar', [operation('mill', ['mill'], day / 100, { yield: 0.9 })], { price: 10, initialStock: 40 })] }),
    )
    // 40 from stock, and nine of ten that are begun.
    expect((plan['bar delivered in 0'] ?? 0) + (plan['bar in stock after 0'] ?? 0)).toBeCloseTo(40 + 0.9 * (plan['bar begun in 0'] ?? 0), 2)
  })

  it('what is due is delivered or late', () => {
    expect(rows(peak(), 'due in').map(({ lower }) => lower)).toEqual([50, 150, 80])
  })

  it('material is there before it is used', async () => {
    const steel = material({ id: 'steel', unit: 'kg', initialStock: 30, reorderPoint: 0, orderQuantity: 1, unitCost: 1 })
    const bar = product('bar', [operation('mill', ['mill'], 60, { components: [{ item: 'steel', quantity: 1 }] })], { price: 10 })
    const plan = await decide(peak({ materials: [steel], products: [bar] }))
    const begun = [0, 1, 2].map((t) => plan[`bar begun in ${t}`] ?? 0).reduce((a, b) => a + b, 0)
    expect(begun).toBeCloseTo(30, 6)
  })
})
