import { describe, expect, it } from 'vitest'
import { fromThePast } from '../../../analysis/answers/lead-times.ts'
import { type PlantRecord, Table } from '../../../analysis/record/index.ts'
import { exp, normalQuantile, wilsonInterval } from '../../../engine/math/index.ts'
import { order, plant, product } from '../../engine/plant/plants.ts'

const seed = 20261123

/** A minimal generator (Lehmer), enough to draw lead times. */
function uniforms(from: number): () => number {
  let state = from % 2147483647
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

/** A record in which these orders took so long, one after the other, and one more has been open for `elapsed`, s. */
function past(leads: readonly number[], elapsed: number): PlantRecord {
  const orders = new Table('order', 'product', 'quantity', 'source', 'due', 'released', 'closed', 'good', 'scrapped', 'short', 'cancelled')
  const end = 1e9 * 1e6
  const add = (n: number, released: number, closed: number) =>
    orders.add({
      ...{ order: n, product: 0, quantity: 1, source: -1, due: Number.NaN, released, closed },
      ...{ good: 1, scrapped: 0, short: 0, cancelled: Number.NaN },
    })
  leads.forEach((lead, i) => {
    add(i, i * 1e6, (i + lead) * 1e6)
  })
  add(leads.length, end - elapsed * 1e6, Number.NaN)
  return { orders, end } as unknown as PlantRecord
}

const shop = (n: number) =>
  plant({ stations: [], products: [product({ id: 'part' })], orders: Array.from({ length: n }, (_, i) => order({ id: `o${i}` })) })

const forecast = (leads: readonly number[], elapsed = 0) => fromThePast(past(leads, elapsed), shop(leads.length + 1)).orders[0]!

describe('when an order will be done, told from the past', () => {
  it(`[F01] holds 80 % of what comes in its 80 % interval, with few orders seen as with many, seed ${seed}`, () => {
    const random = uniforms(seed)
    for (const n of [3, 5, 20]) {
      let inside = 0
      const runs = 1000
      for (let run = 0; run < runs; run++) {
        const draw = () => exp(8 + 0.6 * normalQuantile(random()))
        const { p10, p90 } = forecast(Array.from({ length: n }, draw))
        const lead = draw()
        if (lead > (p10 ?? 1e9) - 1e9 && lead <= (p90 ?? Number.POSITIVE_INFINITY) - 1e9) inside++
      }
      const { low, high } = wilsonInterval(inside, runs, 0.999)
      expect(low).toBeLessThan(0.8)
      expect(high).toBeGreaterThan(0.8)
    }
  })

  it('[F01] is the wider the fewer there were, and with one there is nothing to tell', () => {
    const width = (leads: readonly number[]) => {
      const { p10, p90 } = forecast(leads)
      return p90 === null ? Number.POSITIVE_INFINITY : p90 - p10!
    }
    const spread = [3000, 4000, 5000]
    const many = Array.from({ length: 10 }, () => spread).flat()
    expect(width(spread)).toBeGreaterThan(1.5 * width(many))
    expect(width([3000, 5000])).toBeGreaterThan(width(spread))
    expect(forecast([4000])).toMatchObject({ p10: null, p50: null, p90: null, n: 1 })
  })

  it('[F01] knows that an order which is open for a while is none of the short ones', () => {
    const leads = Array.from({ length: 40 }, (_, i) => 1000 + 100 * i)
    const fresh = forecast(leads)
    const old = forecast(leads, 3000)
    expect(fresh.p50! - 1e9).toBeGreaterThan(2000)
    expect(fresh.p50! - 1e9).toBeLessThan(3500)
    // 3,000 s have passed: what is left is a part of what others took beyond that.
    expect(old.p10!).toBeGreaterThan(1e9)
    expect(old.p50! - 1e9).toBeLessThan(2500)
    // No other ever took so long: nothing can be told.
    expect(forecast(leads, 1e7)).toMatchObject({ p10: null, p50: null, p90: null })
  })
})
