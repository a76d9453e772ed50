import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capacities, productionOf } from '../../../analysis/production/index.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import { isWorkingAt } from '../../../scenarios/working-hours.ts'
import { calendar, failure, operation, order, plant, product, station, task } from '../../engine/plant/plants.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'

const seed = 20261127
const always = (value: number) => ({ kind: 'constant', value }) as const

describe('[B07] capacity', () => {
  it(`is committed, available or unattainable, and all of the calendar, on random plants, seed ${seed}`, () => {
    let committed = 0
    fc.assert(
      fc.property(fc.oneof(fc.constant(richPlant()), anyPlant), fc.nat(1000), fc.integer({ min: 1, max: 500 }), (scenario, luck, ahead) => {
        const { log } = recorded(scenario, { until: HORIZON, seed: luck })
        for (const one of capacities(productionOf(log), recordOf(log), ahead)) {
          const { slots, calendar: name } = scenario.stations.find(({ id }) => id === one.station)!
          const hours = scenario.calendars.find(({ id }) => id === name)
          // Edges of these calendars are whole seconds.
          let seconds = 0
          for (let t = HORIZON; t < HORIZON + ahead; t++) if (hours === undefined || isWorkingAt(hours, t + 0.5)) seconds++
          expect(one.committedMicros + one.availableMicros + one.unattainableMicros).toBe(one.calendarMicros)
          expect(one.calendarMicros).toBe(slots * seconds * 1e6)
          for (const part of [one.committedMicros, one.availableMicros, one.unattainableMicros, one.overloadMicros])
            expect(Number.isInteger(part) && part >= 0).toBe(true)
          expect(one.reasons.reduce((sum, { micros }) => sum + micros, 0)).toBe(one.unattainableMicros)
          if (one.attainable !== null) {
            expect(one.attainable.p10).toBeLessThanOrEqual(one.attainable.p50)
            expect(one.attainable.p50).toBeLessThanOrEqual(one.attainable.p90)
          }
          committed += one.committedMicros
        }
      }),
      { seed, numRuns: 25, endOnFailure: true },
    )
    expect(committed).toBeGreaterThan(0)
  })

  it('is what one can reckon by hand', () => {
    // Two shifts of 4 h a day. The mill fails after each 3 h of the calendar for 1 h; the press is maintained for half an hour every day.
    const scenario = plant({
      stations: [
        station({
          id: 'mill',
          time: always(100),
          calendar: 'day',
          failures: [failure({ id: 'jam', clock: 'calendar', after: always(3 * 3600), repair: always(3600) })],
        }),
        station({
          id: 'press',
          time: always(50),
          slots: 2,
          failures: [],
          maintenance: [task({ every: 86_400, first: 43_200, duration: always(1800) })],
        }),
      ],
      calendars: [
        calendar({
          id: 'day',
          period: 86_400,
          working: [
            { from: 0, to: 4 * 3600 },
            { from: 6 * 3600, to: 10 * 3600 },
          ],
        }),
      ],
      products: [product({ id: 'part', route: [operation({ id: 'mill' }), operation({ id: 'press' })] })],
      orders: [
        order({ id: 'later', product: 'part', quantity: 36, release: 3 * 86_400 + 3600 }),
        order({ id: 'much later', product: 'part', quantity: 99, release: 9 * 86_400 }),
      ],
    })
    const { log } = recorded(scenario, { until: 3 * 86_400 })
    const [mill, press] = capacities(productionOf(log), recordOf(log), 86_400)
    // Six shifts were seen, each with its hour of repair: a quarter of it.
    expect(mill).toMatchObject({
      calendarMicros: 8 * 3600e6,
      committedMicros: 3600e6,
      unattainableMicros: 2 * 3600e6,
      availableMicros: 5 * 3600e6,
      shifts: 6,
      overloadMicros: 0,
    })
    expect(mill!.reasons).toEqual([{ reason: 'failure', micros: 2 * 3600e6 }])
    expect(mill!.attainable!.p50).toBeCloseTo(6 * 3600e6, 0)
    expect(mill!.confidenceFactor).toBeCloseTo(1, 9)
    expect(press).toMatchObject({
      calendarMicros: 48 * 3600e6,
      committedMicros: 1800e6,
      unattainableMicros: 3600e6,
      availableMicros: 46.5 * 3600e6,
    })
    expect(press!.reasons).toEqual([{ reason: 'maintenance', micros: 3600e6 }])
  })

  it('does not guess a spread from less than three shifts', () => {
    const scenario = plant({
      stations: [station({ id: 'mill', time: always(10), failures: [] })],
      products: [product({ id: 'part', route: [operation({ id: 'mill' })] })],
    })
    const { log } = recorded(scenario, { until: 2 * 8 * 3600 + 60 })
    expect(capacities(productionOf(log), recordOf(log), 3600)[0]).toMatchObject({ shifts: 2, attainable: null, confidenceFactor: null })
  })
})
