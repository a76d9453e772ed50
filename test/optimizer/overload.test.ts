import { describe, expect, it } from 'vitest'
import { overloads, overloadText } from '../../optimizer/facts/overload.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { buffer, failure, line, operation, plant, product, shift, source, station, task } from '../engine/plant/plants.ts'

const always = (value: number) => ({ kind: 'constant', value }) as const
const oven = (more = {}) => station({ id: 'oven', time: always(9), ...more })
const fed = (every: number, oven: ReturnType<typeof station>, more: Partial<Scenario> = {}): Scenario => ({
  ...line([station({ id: 'mixer', time: always(5) }), oven], [20], { every: always(every) }),
  ...more,
})

const capacity = (scenario: Scenario) => overloads(scenario)[0]?.capacityPerHour

describe('an overload', () => {
  it('is told in plain words, with both rates', () => {
    expect(overloadText(overloads(fed(8.4, oven())))).toBe('Overload: demand 429/h is above the 400/h of oven. Work piles up before it.')
    expect(overloadText(overloads(fed(9, oven())))).toBe(null)
  })

  it('counts rework, scrap on the way, failures and maintenance', () => {
    expect(capacity(fed(8, oven()))).toBeCloseTo(400, 9)
    expect(capacity(fed(8, oven({ yield: 0.8, rework: { ratio: 1, to: null, limit: 1, per: 'unit' as const } })))).toBeCloseTo(400 / 1.2, 9)
    expect(capacity(fed(8, oven({ failures: [failure({ clock: 'operating', after: always(900), repair: always(100) })] })))).toBeCloseTo(
      360,
      9,
    )
    expect(capacity(fed(8, oven({ failures: [failure({ clock: 'cycles', after: always(10), repair: always(10) })] })))).toBeCloseTo(360, 9)
    expect(capacity(fed(8, oven({ maintenance: [task({ every: 600, duration: always(60) })] })))).toBeCloseTo(360, 9)
    const scrapping = fed(8, oven())
    const [mixer, ...others] = scrapping.stations
    expect(overloads({ ...scrapping, stations: [{ ...mixer!, yield: 0.8 }, ...others] })).toEqual([])
  })

  it('counts a full batch as one', () => {
    const batch = { min: 4, max: 4, key: [], maxWait: 0, onTimeout: 'wait' as const }
    expect(overloads(fed(8, oven({ time: always(31), batch })))).toEqual([])
    expect(overloads(fed(8, oven({ time: always(37), batch })))).toMatchObject([{ name: 'oven', capacityPerHour: (4 * 3600) / 37 }])
  })

  it('counts shifts, slots, and the best use of alternatives', () => {
    expect(capacity(fed(8, oven({ calendar: 'day' }), { calendars: [shift(50)] }))).toBeCloseTo(200, 9)
    expect(overloads(fed(8, oven({ slots: 2 })))).toEqual([])
    const two = plant({
      stations: [station({ id: 'quick', time: always(10) }), station({ id: 'slow', time: always(30) })],
      products: [product({ id: 'part', route: [operation({ id: 'bake', stations: ['quick', 'slow'] })] })],
      sources: [source({ id: 'in', every: always(7) })],
    })
    expect(overloads(two)).toMatchObject([{ name: 'quick / slow', capacityPerHour: 480 }])
  })

  it('is of the season in which it is so', () => {
    const day = 86_400
    const seasonal = line([oven()], [], { every: always(12), profile: [{ from: 2 * day, factor: 1.5 }, { from: 3 * day, factor: 1 }] }) // biome-ignore format: a season
    const found = overloads({ ...seasonal, horizon: 10 * day })
    expect(found).toMatchObject([{ from: 2 * day, to: 3 * day, always: false }])
    expect(overloadText(found)).toBe('Overload: demand 450/h from day 2 to day 3 is above the 400/h of oven. Work piles up before it.')
  })

  it('is none with a saturated source, which asks for no more than is taken', () => {
    expect(
      overloads(line([station({ id: 'a', time: always(3) }), oven({ maintenance: [task({ every: 600, duration: always(60) })] })], [5])),
    ).toEqual([])
  })

  it('names what else cannot keep up, and that set-ups come on top', () => {
    const scenario = { ...line([station({ id: 'mixer', time: always(8) }), oven({ setups: [{ from: '*', to: '*', time: always(60), external: 0 }] })], [null], { every: always(6) }), buffers: [buffer({ id: 'spare' })] } // biome-ignore format: a plant
    expect(overloadText(overloads(scenario))).toBe(
      'Overload: demand 600/h is above the 400/h of oven, set-ups not counted. Work piles up before it. Also asked for more than they can do: mixer.',
    )
  })
})
