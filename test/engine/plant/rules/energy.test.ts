import { describe, expect, it } from 'vitest'
import { kpiCatalogue, kpiValues } from '../../../../analysis/kpi/index.ts'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Power, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { calendar, crew, failure, material, need, operation, order, plant, product, shift, shop, source, station, task } from '../plants.ts'

const power = (given: Partial<Power>): Power => ({
  processing: 0,
  setup: 0,
  idle: 0,
  blocked: 0,
  waiting: 0,
  down: 0,
  maintenance: 0,
  off: 0,
  standby: null,
  ...given,
})

/** The key figures of the plant, or of what else is named. */
function figures(scenario: Scenario, options: { until?: number; warmUp?: number } = {}) {
  const ran = bench(scenario, options)
  const values = kpiValues(scenario, ran.tally, ran.simulation.now)
  const keys = kpiCatalogue(scenario)
  const value = (name: string, subject = 'plant') => values[keys.findIndex((key) => key.name === name && key.subject === subject)]
  return { ...ran, value }
}

/** A part every 40 s that takes 10 s; `s` is as the test says. */
const slowShop = (s: Partial<Parameters<typeof station>[0]>, more: Partial<Scenario> = {}) =>
  shop({ stations: [station({ id: 's', time: always(10), ...s })], sources: [source({ id: 'in', every: always(40) })], ...more })

describe('energy', () => {
  it('[N1] is power × hours in each state, for each slot', () => {
    // 360 s: 80 s at work (8 units, from 40 s on), 280 s idle; the second slot is idle all the time.
    const { value } = figures(slowShop({ slots: 2, power: power({ processing: 9, idle: 3.6 }) }), { until: 360 })
    expect(value('energy')).toBeCloseTo((9 * 80 + 3.6 * (280 + 360)) / 3600, 12)
    expect(value('energy', 's')).toBe(value('energy'))
    expect(value('energyPerUnit')).toBeCloseTo(value('energy')! / 8, 12)
    expect(value('co2')).toBeUndefined()
  })

  it('[N1] has a power for set-up, blocked, waiting, failed, in maintenance and off', () => {
    const scenario = plant({
      stations: [
        station({
          id: 's',
          time: always(10),
          setups: [{ from: '*', to: '*', time: always(5), external: 0 }],
          power: power({ processing: 100, setup: 7 }),
          failures: [failure({ clock: 'processing', after: always(4), repair: always(1) })],
        }),
        station({ id: 't', time: always(30), calendar: 'day', power: power({ processing: 1, off: 11, idle: 2 }) }),
        station({ id: 'u', needs: [need({ crew: 'nobody' })], power: power({ waiting: 17 }) }),
        station({ id: 'v', maintenance: [task({ at: [3], duration: always(20) })], power: power({ maintenance: 13 }) }),
      ],
      calendars: [shift(50), calendar({ id: 'never', period: 100, working: [{ from: 99, to: 100 }] })],
      crews: [crew({ id: 'nobody', calendar: 'never' })],
      products: [
        product({ id: 'part', route: [operation({ id: 's' }), operation({ id: 't' })] }),
        product({ id: 'other', route: [operation({ id: 'u' })] }),
      ],
      sources: [source({ id: 'in' }), source({ id: 'other', mix: [{ product: 'other', weight: 1 }] })],
    })
    const { value, states } = figures(scenario, { until: 60 })
    expect(states('s').slice(0, 5)).toEqual(['0 setup', '5 processing', '9 repair', '10 processing', '14 repair'])
    // s: set-up 5 s; t: idle until the first part comes at 17 s, off from 50 s; u waits from 0; v is in maintenance for 20 s.
    expect(value('energy', 't')).toBeCloseTo((2 * 17 + 1 * 30 + 2 * 0 + 1 * 3 + 11 * 10) / 3600, 12)
    expect(value('energy', 'u')).toBeCloseTo((17 * 60) / 3600, 12)
    expect(value('energy', 'v')).toBeCloseTo((13 * 20) / 3600, 12)
  })

  const sleeper = (warmUp: number) => power({ processing: 10, setup: 5, idle: 4, standby: { after: 20, power: 1, warmUp } })

  it('[N2] goes to stand-by after some time with nothing to do', () => {
    // Idle 0–40, of which 20 s in stand-by; 10 s at work; idle 50–80, 10 s in stand-by; work 80–90; idle 90–100.
    const { value, states } = figures(slowShop({ power: sleeper(0) }), { until: 100 })
    expect(states('s')).toEqual(['0 starved', '40 processing', '50 starved', '80 processing', '90 starved'])
    expect(value('energy')).toBeCloseTo((4 * 20 + 1 * 20 + 10 * 10 + 4 * 20 + 1 * 10 + 10 * 10 + 4 * 10) / 3600, 12)
  })

  it('[N2] and warms up before the next unit', () => {
    const { value, states, started } = figures(slowShop({ power: sleeper(3) }), { until: 100 })
    expect(states('s')).toEqual(['0 starved', '40 setup', '43 processing', '53 starved', '80 setup', '83 processing', '93 starved'])
    expect(started('s')).toEqual(['0@43', '1@83'])
    expect(value('energy')).toBeCloseTo((4 * 20 + 20 + 5 * 3 + 100 + 4 * 20 + 7 + 5 * 3 + 100 + 4 * 7) / 3600, 12)
    // 19 s with nothing to do are not enough.
    expect(bench(slowShop({ time: always(21), power: sleeper(3) }), { until: 130 }).started('s')).toEqual(['0@43', '1@80', '2@120'])
  })

  it('[N2] warms up before the set-up, whatever interrupts it', () => {
    const scenario = slowShop({
      power: sleeper(6),
      setups: [{ from: '*', to: '*', time: always(2), external: 0 }],
      failures: [failure({ clock: 'calendar', after: always(43), repair: always(5), setup: 'lost' })],
    })
    expect(bench(scenario, { until: 65 }).states('s')).toEqual([
      '0 starved',
      '40 setup',
      '43 repair',
      '48 setup', // 3 s of the warm-up, then 2 s for the new family
      '53 processing',
      '63 starved',
    ])
  })

  it('[N3] costs and emits what it does at that hour', () => {
    const scenario = slowShop(
      { power: power({ processing: 36, idle: 3.6 }) },
      {
        calendars: [shift(50), calendar({ id: 'peak', period: 100, working: [{ from: 45, to: 60 }] })],
        energy: {
          price: 1,
          co2: 0.5,
          bands: [
            { calendar: 'peak', price: 10, co2: 0.25 },
            { calendar: 'day', price: 4, co2: 0.5 },
          ],
        },
      },
    )
    const { value, of } = figures(scenario, { until: 100 })
    expect(of(EventKind.tariffChanged).map(({ time, subject }) => `${subject}@${time}`)).toEqual(['1@0', '0@45', '-1@60', '1@100'])
    // In kW·s: day 0–45: 40 idle, 5 at work; peak 45–60: 5 at work, 10 idle; night 60–100: 20 idle, 10 at work, 10 idle.
    const [day, peak, night] = [40 * 3.6 + 5 * 36, 5 * 36 + 10 * 3.6, 30 * 3.6 + 10 * 36]
    expect(value('energy')).toBeCloseTo((day + peak + night) / 3600, 12)
    expect(value('cost.energy')).toBeCloseTo((4 * day + 10 * peak + night) / 3600, 12)
    expect(value('co2')).toBeCloseTo((0.5 * day + 0.25 * peak + 0.5 * night) / 3600, 12)
    expect(value('co2', 's')).toBe(value('co2'))
  })

  it('[N3] what straddles the end of the warm-up counts from it', () => {
    const scenario = slowShop(
      { power: power({ processing: 36, idle: 3.6, standby: { after: 10, power: 1.8, warmUp: 0 } }) },
      { calendars: [shift(50)], energy: { price: 0, co2: 0, bands: [{ calendar: 'day', price: 2, co2: 0 }] } },
    )
    // From 25 s: stand-by 25–40, work 40–50, then nothing costs anything.
    expect(figures(scenario, { until: 90, warmUp: 25 }).value('cost.energy')).toBeCloseTo((2 * (1.8 * 15 + 36 * 10)) / 3600, 12)
  })
})

describe('cost', () => {
  it('[N4] is the sum of its kinds, and so much per good unit', () => {
    const scenario = slowShop(
      {
        costPerHour: 36,
        power: power({ processing: 18 }),
        needs: [need({ crew: 'operators' })],
        failures: [failure({ clock: 'calendar', after: always(60), repair: always(1), cost: 7 })],
      },
      {
        energy: { price: 2, co2: 0, bands: [] },
        crews: [crew({ id: 'operators', size: 2, calendar: 'day', costPerHour: 18, edge: 'suspend' })],
        calendars: [shift(50)],
        materials: [material({ id: 'bar', initialStock: 5, unitCost: 3, holdingCost: 86.4 })],
        products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack', components: [{ item: 'bar', quantity: 1 }] })] })],
        orders: [order({ id: 'late', quantity: 1, due: 10, release: 90, lateCost: 864 })],
      },
    )
    const { value, states } = figures(scenario, { until: 100 })
    // The second unit came at 80, when nobody is there, and waits.
    expect(states('s')).toEqual(['0 starved', '40 processing', '50 starved', '60 repair', '61 starved', '80 waiting', '100 processing'])
    expect(value('cost.machine')).toBeCloseTo((36 * 10) / 3600, 12)
    expect(value('cost.energy')).toBeCloseTo((2 * 18 * 10) / 3600, 12)
    expect(value('cost.labour')).toBeCloseTo((18 * 2 * 50) / 3600, 12)
    expect(value('cost.material')).toBe(6)
    expect(value('cost.holding')).toBeCloseTo((86.4 * (5 * 40 + 4 * 40 + 3 * 20)) / 86_400, 12)
    expect(value('cost.maintenance')).toBe(7)
    expect(value('cost.late')).toBeCloseTo((864 * 90) / 86_400, 12)
    const kinds = ['machine', 'energy', 'labour', 'material', 'holding', 'maintenance', 'late']
    expect(value('cost')).toBeCloseTo(
      kinds.reduce((sum, kind) => sum + value(`cost.${kind}`)!, 0),
      10,
    )
    expect(value('costPerUnit')).toBe(value('cost'))
  })
})
