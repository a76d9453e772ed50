import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ordersOf } from '../../../analysis/production/index.ts'
import { Fate, recordOf } from '../../../analysis/record/index.ts'
import { Outcome } from '../../../engine/log/events.ts'
import { fold } from '../../../engine/log/fold.ts'
import { openLog } from '../../../engine/log/reader.ts'
import { PlantState } from '../../../engine/log/state.ts'
import { LogWriter } from '../../../engine/log/writer.ts'
import { Simulation } from '../../../engine/plant/simulation.ts'
import { buffer, operation, order, parameter, plant, product, source, station } from '../../engine/plant/plants.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'

const seed = 20261124
const always = (value: number) => ({ kind: 'constant', value }) as const

/** Two orders, three operations, scrap, and rework that goes back. */
const shop = () =>
  plant({
    stations: [
      station({ id: 'cut', time: always(5), yield: 0.95 }),
      station({ id: 'weld', time: always(7), slots: 2, yield: 0.8, rework: { ratio: 0.7, to: 'cut', limit: 2, per: 'unit' } }),
      station({ id: 'test', time: always(4), yield: 0.9, rework: { ratio: 0.5, to: null, limit: 1, per: 'unit' } }),
    ],
    buffers: [buffer({ id: 'rack', capacity: 3 })],
    products: [
      product({
        id: 'frame',
        route: [operation({ id: 'cut' }), operation({ id: 'weld', buffer: 'rack' }), operation({ id: 'test' })],
      }),
    ],
    orders: [
      order({ id: 'A', product: 'frame', quantity: 30, due: 400 }),
      order({ id: 'B', product: 'frame', quantity: 20, release: 100, due: 300, replaceScrap: true }),
    ],
  })

describe('orders', () => {
  it('[B04] what is served from stock is what the customer got, though nothing was made for him', () => {
    const scenario = plant({
      stations: [station({ id: 'cut' })],
      products: [product({ id: 'hub', initialStock: 10, route: [operation({ id: 'cut' })] })],
      sources: [source({ id: 'shops', mix: [{ product: 'hub', weight: 1 }], every: always(10), quantity: 6, serve: 'stock', limit: 2 })],
    })
    // Ten are there: the first gets his six, the second waits for the rest of his.
    const { orders } = ordersOf(recorded(scenario, { until: 25 }).log)
    expect(orders.map(({ status, good, released, wip }) => [status, good, released, wip])).toEqual([
      ['closed', 6, 6, 0],
      ['released', 0, 0, 0],
    ])
  })

  it('[E1.1] are done, operation by operation, with as many units as were good there and need not come back', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 0, max: 400 }), (luck, at) => {
        const { log } = recorded(shop(), { until: 400, seed: luck })
        const record = recordOf(log, at * 1e6)
        const [jobs, stays, units] = [record.jobs.rows(), record.stays.rows(), record.units.rows()]
        for (const progress of ordersOf(log, at * 1e6).orders) {
          const number = progress.id === 'A' ? 0 : 1
          const own = units.filter(({ order }) => order === number)
          const toRelease = number === 1 && at < 100 ? 20 : 0
          progress.segments.forEach(({ done, required, share }, k) => {
            const isDone = ({ unit, fate }: (typeof own)[number]) => {
              const good = jobs.filter((job) => job.unit === unit && job.operation === k && job.outcome === Outcome.good).at(-1)
              if (good === undefined) return false
              if (fate !== Fate.inPlant) return true
              // Nothing since then has brought it back to this operation or one before it.
              return !stays.some((stay) => stay.unit === unit && stay.seq > good.seq && stay.operation <= k && stay.from >= good.end)
            }
            const expected = own.filter(isDone).length
            const comes = own.filter((one) => one.fate === Fate.inPlant && !isDone(one)).length
            expect([done, required]).toEqual([expected, expected + comes + toRelease])
            expect(share).toBe(required === 0 ? null : done / required)
          })
        }
      }),
      { seed, numRuns: 60, endOnFailure: true },
    )
  })

  it('[B01] have job orders with a plan, what was done, and by how much the two differ, all of them', () => {
    let cards = 0
    fc.assert(
      fc.property(fc.oneof(fc.constant(richPlant()), anyPlant), fc.nat(1000), (scenario, luck) => {
        const { log } = recorded(scenario, { until: HORIZON, seed: luck })
        for (const { segments } of ordersOf(log).orders)
          for (const { jobs } of segments)
            for (const { plan, actual, deviation } of jobs) {
              cards++
              expect([...Object.values(plan), ...Object.values(deviation)].every(Number.isFinite)).toBe(true)
              expect(plan.end).toBeGreaterThanOrEqual(plan.start)
              expect(actual.good + actual.scrapped + actual.reworked + actual.inWork).toBeLessThanOrEqual(actual.started)
              expect(deviation.workSeconds).toBeCloseTo(actual.workedSeconds - actual.plannedSeconds, 6)
              if (actual.start !== null) expect(deviation.startSeconds).toBe(actual.start - plan.start)
            }
      }),
      { seed, numRuns: 40, endOnFailure: true },
    )
    expect(cards).toBeGreaterThan(200)
  })

  it('[B01] deviate as one can reckon by hand', () => {
    const scenario = plant({
      stations: [station({ id: 'saw', time: always(10), failures: [] }), station({ id: 'mill', time: always(25) })],
      products: [product({ id: 'part', route: [operation({ id: 'saw' }), operation({ id: 'mill' })] })],
      orders: [order({ id: 'A', product: 'part', quantity: 2, release: 0 }), order({ id: 'B', product: 'part', quantity: 3, release: 30 })],
    })
    const { orders } = ordersOf(recorded(scenario, { until: 100 }).log)
    const cards = orders.map(({ segments }) => segments.flatMap(({ jobs }) => jobs))
    // A: sawn 0–10 and 10–20, milled 10–35 and 35–60. Alone that is the plan: nothing deviates.
    expect(cards[0]!.map(({ plan, deviation, state }) => [plan.start, plan.end, deviation, state])).toEqual([
      [0, 20, { quantity: 0, startSeconds: 0, endSeconds: 0, workSeconds: 0 }, 'ended'],
      [10, 60, { quantity: 0, startSeconds: 0, endSeconds: 0, workSeconds: 0 }, 'ended'],
    ])
    // B would be sawn from 30 on, but A's second stands in the saw until 35; milled from 40 on, but the mill is A's until 60: one done by 85, one in work.
    expect(
      cards[1]!.map(({ plan, actual, deviation, state }) => [plan.start, plan.end, actual.started, deviation.startSeconds, state]),
    ).toEqual([
      [30, 60, 3, 5, 'ended'],
      [40, 115, 2, 20, 'running'],
    ])
    expect(cards[1]![1]!.deviation).toMatchObject({ quantity: -2, endSeconds: 0, workSeconds: 0 })
  })

  it('[B02] have job cards that name every parameter outside its limits, with target, what was set, and the time it took', () => {
    const scenario = plant({
      stations: [
        station({ id: 'oven', time: always(10), parameters: [parameter({ id: 'heat', setPoint: 200, sd: 4, low: 195, high: 205 })] }),
      ],
      products: [
        product({
          id: 'hard',
          route: [operation({ id: 'bake', stations: ['oven'], parameters: [{ parameter: 'heat', setPoint: 210, low: null, high: 212 }] })],
        }),
        product({ id: 'soft', route: [operation({ id: 'bake', stations: ['oven'] })] }),
      ],
      orders: [order({ id: 'A', product: 'hard', quantity: 40 }), order({ id: 'B', product: 'soft', quantity: 40 })],
    })
    const { log } = recorded(scenario, { until: 900 })
    const record = recordOf(log)
    const { orders } = ordersOf(log)
    const limits = [
      [195, 212],
      [195, 205],
    ] as const
    const cards = orders.map(({ segments }) => segments[0]!.jobs[0]!)
    cards.forEach(({ parameters: [heat], actual, plan }, o) => {
      const own = record.parameters.rows().filter(({ unit }) => record.units.column.order[record.rowOfUnit(unit)] === o)
      const [low, high] = limits[o]!
      expect(heat).toMatchObject({ parameter: 'heat', target: [210, 200][o], low, high, n: 40 })
      expect(heat!.mean).toBeCloseTo(own.reduce((sum, { value }) => sum + value, 0) / own.length, 9)
      const out = own.filter(({ value }) => value < low || value > high)
      expect(heat!.outOfTolerance.map(({ unit, value }) => [unit, value])).toEqual(out.map(({ unit, value }) => [unit, value]))
      expect(out.length).toBeGreaterThan(3)
      expect([plan.unitSeconds, actual.plannedSeconds, actual.workedSeconds]).toEqual([10, 400, 400])
    })
  })

  it('[B03] say since when and for which order each station works', () => {
    const scenario = plant({
      stations: [station({ id: 'saw', time: always(10), failures: [] })],
      products: [product({ id: 'part', route: [operation({ id: 'saw' })] })],
      orders: [order({ id: 'A', product: 'part', quantity: 4 })],
    })
    const { now } = ordersOf(recorded(scenario, { until: 40 }).log, 25e6)
    expect(now).toEqual([
      {
        ...{ station: 'saw', slot: 0, state: 'processing', stateSince: 0, order: 'A', product: 'part', operation: 'saw', units: [2] },
        ...{ workedSince: 20, done: 2, required: 4 },
      },
    ])
  })
})

describe('[B19] the log', () => {
  const bytesOf = () => {
    const scenario = richPlant()
    const pieces: Uint8Array[] = []
    const { header } = recorded(scenario, { until: 1 }).log
    const writer = new LogWriter(header, (bytes) => pieces.push(bytes))
    const simulation = new Simulation(scenario, { seed: 3, replication: 0, log: writer })
    simulation.run(1500e6 as Parameters<Simulation['run']>[0])
    simulation.end()
    writer.close(simulation.now)
    return new Uint8Array(Buffer.concat(pieces))
  }

  it('replayed to any moment gives the state of that moment, field by field', () => {
    const log = openLog(bytesOf())
    for (const share of [0, 0.2, 0.5, 0.77, 1]) {
      const at = Math.floor(share * log.endTime)
      const plant = new PlantState(log.header)
      log.scan(0, log.seek(at), (event) => fold(plant, event))
      const [mine, theirs] = [plant, log.stateAt(at)].map((state) =>
        JSON.stringify({ ...state, units: keys(state.units.rows.key, state.units.rows.limit) }),
      )
      expect(mine).toBe(theirs)
    }
  })

  it('shows that it was tampered with, whichever byte was changed', () => {
    const bytes = bytesOf()
    expect(openLog(bytes).verify().problem).toBe(null)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = bytes.slice()
        changed[at]! ^= by
        let detected = false
        try {
          const { problem, complete } = openLog(changed).verify()
          detected = problem !== null || !complete
        } catch {
          detected = true
        }
        expect(detected).toBe(true)
      }),
      { seed, numRuns: 400 },
    )
  })
})

const keys = (key: ArrayLike<number>, limit: number) =>
  Array.from({ length: limit }, (_, i) => key[i]!)
    .filter((one) => one >= 0)
    .sort((a, b) => a - b)
