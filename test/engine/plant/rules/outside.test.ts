import { describe, expect, it } from 'vitest'
import { kpiCatalogue, kpiValues } from '../../../../analysis/kpi/index.ts'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Batch, Scenario, Station } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { batch, buffer, calendar, operation, plant, product, source, station } from '../plants.ts'

/** A part every 10 s from 10 s on, three of them, each cut in no time and then coated elsewhere, which takes 100 s. */
const shop = (coater: Partial<Station> = {}, parts: Partial<Scenario> = {}) =>
  plant({
    stations: [
      station({ id: 'saw', time: always(0) }),
      station({ id: 'coater', outside: { supplier: null, cost: 0 }, time: always(100), ...coater }),
      station({ id: 'pack', time: always(0) }),
    ],
    buffers: [buffer({ id: 'dock' })],
    products: [
      product({
        id: 'part',
        route: [operation({ id: 'saw' }), operation({ id: 'coat', stations: ['coater'], buffer: 'dock' }), operation({ id: 'pack' })],
      }),
    ],
    sources: [source({ id: 'source0', every: always(10), limit: 3 })],
    ...parts,
  })

const ship = (given: Partial<Batch> & { readonly max: number }) => ({ batch: batch({ key: [], ...given }) })

describe('outside processing', () => {
  it('[Z1] each is away for the lead time, however many are', () => {
    expect(bench(shop()).finished()).toEqual(['0@110', '1@120', '2@130'])
    expect(bench(shop()).started('coater')).toEqual(['0@10', '1@20', '2@30'])
  })

  it('[Z1] a shipment has one lead time, drawn anew for the next', () => {
    const random = { time: { kind: 'uniform', min: 50, max: 150 } } as const
    const times = (scenario: Scenario) =>
      bench(scenario)
        .finished()
        .map((one) => Number(one.split('@')[1]))
    const [a, b, c] = times(shop({ ...random, ...ship({ min: 3, max: 3 }) }))
    expect([a, b]).toEqual([c, c])
    const single = times(shop(random))
    expect(new Set(single).size).toBe(3)
    // By the luck of the first of them: he alone is away as long.
    expect(a! - 30).toBeCloseTo(
      Number(
        bench(shop(random))
          .finished()
          .find((one) => one.startsWith('0@'))!
          .split('@')[1],
      ) - 10,
      6,
    )
  })

  it('[Z2] they go together when there are enough, or have waited long enough', () => {
    expect(bench(shop(ship({ min: 2, max: 2 }))).finished()).toEqual(['0@120', '1@120'])
    const late = ship({ min: 2, max: 9, maxWait: 50, onTimeout: 'release' })
    expect(bench(shop({ ...late, batch: { ...late.batch, min: 3 } })).finished()).toEqual(['0@160', '1@160', '2@160'])
    expect(bench(shop(ship({ min: 4, max: 9, maxWait: 15, onTimeout: 'release' }))).finished()).toEqual(['0@125', '1@125', '2@145'])
  })

  it('[Z2] they leave when they are picked up', () => {
    const calendars = [calendar({ id: 'truck', period: 60, working: [{ from: 25, to: 26 }] })]
    const ran = bench(shop({ calendar: 'truck', ...ship({ min: 1, max: 99 }) }, { calendars }))
    expect(ran.finished()).toEqual(['0@125', '1@125', '2@185'])
  })

  it('[Z3] who is away is at the station, in none of its slots; who is back waits at the gate', () => {
    const { records } = bench(shop())
    const moves = records.filter(({ kind, subject }) => kind === EventKind.unitMoved && subject === 0)
    expect(moves.map(({ time, a, b }) => [time, a, b])).toEqual([
      [10, 5, -1],
      [10, 0, 0],
      [10, 3, -1],
      [10, 1, 0],
      [10, 1, -1],
      [110, -1, -1],
      [110, 2, 0],
    ])
    const closed = shop()
    const [saw, coater, pack] = closed.stations
    const ran = bench({
      ...closed,
      stations: [saw!, coater!, { ...pack!, calendar: 'late' }],
      calendars: [calendar({ id: 'late', period: 200, working: [{ from: 150, to: 200 }] })],
    })
    expect(ran.finished()).toEqual(['0@150', '1@150', '2@150'])
    expect(ran.records.filter(({ kind, subject, a }) => kind === EventKind.unitMoved && subject === 0 && a === -1)).toMatchObject([
      { time: 110 },
    ])
  })

  it('[Z3] time away is waiting time, and no work of the plant', () => {
    const scenario = shop()
    const { tally, simulation, states } = bench(scenario)
    const values = kpiValues(scenario, tally, simulation.now)
    const value = (name: string, subject = 'plant') =>
      values[kpiCatalogue(scenario).findIndex((key) => key.name === name && key.subject === subject)]
    expect([value('leadTime'), value('waitingTime')]).toEqual([100, 100])
    expect(value('state.processing', 'coater')).toBe(0)
    expect(value('oee', 'coater')).toBeNaN()
    expect(value('qualityRatio', 'coater')).toBe(1)
    expect(states('coater')).toEqual(['0 starved'])
  })

  it('[Z4] what is bad is sent there again, or scrap', () => {
    const rework = { ratio: 1, to: null, limit: 1, per: 'unit' } as const
    const ran = bench(shop({ yield: 0, rework, outside: { supplier: null, cost: 4 } }))
    expect(ran.scrapped()).toEqual(['0@210', '1@220', '2@230'])
    const scenario = shop({ yield: 0, rework, outside: { supplier: null, cost: 4 } })
    const values = kpiValues(scenario, ran.tally, ran.simulation.now)
    const cost = values[kpiCatalogue(scenario).findIndex(({ name }) => name === 'cost.outside')]
    expect(cost).toBe(3 * 2 * 4)
  })
})
