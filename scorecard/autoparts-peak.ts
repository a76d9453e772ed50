import { log } from '../engine/math/index.ts'
import { loadScenario } from '../scenarios/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import { Luck } from './luck.ts'

/** What is wrong in the story, and in its controls. */
export const PEAK_CONTROLS = ['nothing', 'no effect', 'low demand'] as const
export type PeakKind = 'story' | (typeof PEAK_CONTROLS)[number]

/** One plant of the story, and what is true of it. */
export interface PeakCase {
  readonly scenario: Scenario
  readonly kind: PeakKind
  /** Seconds: bars received in between are flawed; null: none are. */
  readonly flawed: { readonly from: number; readonly until: number } | null
}

export const HOUR = 3600
export const DAY = 24 * HOUR
/** Weeks 3 and 4 are the peak; what is due in them is over by then. */
export const PEAK = { from: 14 * DAY, until: 28 * DAY }
/** The last orders of the peak are due, less a day in which something could still be done. */
export const LAST_DUE = 24 * DAY
/** The spindle, in the scenario's lists. */
export const SPINDLE = { station: 4, signal: 0, task: 0 }
/** Weeks of orders; how many parts a week out of the peak, and what the grinding machine can do in a week. */
const WEEKS = 7
const USUAL = 46
export const CAPACITY = 76
/** Bars per delivery. */
const LOT = 40

/**
 * E2 of the mission: turning, milling, grinding, washing, assembly, and a warehouse of bars. The vibration of the grinding spindle grows from 1.2 mm/s
 * at a rate that is drawn for each spindle, and the spindle fails at 4.5; about 55 % would before the end of the peak. A delivery of bars is flawed. The planner
 * believes what spindles do on average, and that one part in a hundred is bad: how fast this spindle wears, and the flaw, are hidden.
 */
export function peakCase(seed: number, { control = false } = {}): PeakCase {
  const luck = new Luck(control ? 'autoparts-peak control' : 'autoparts-peak', seed)
  const kind: PeakKind = control ? luck.one('kind', PEAK_CONTROLS) : 'story'
  const from = Math.round(DAY * luck.between('flaw', 3.5, 13))
  const flawed = { from, until: from + 6 * DAY }
  const share = luck.between('share', 0.25, 0.45)
  const peak = Math.round(CAPACITY * luck.between('peak', 0.78, 1))
  const hasFlaw = kind === 'story' || kind === 'low demand'
  const loaded = loadScenario(
    JSON.stringify({
      ...plant(kind === 'low demand' ? { usual: 12, peak: 16 } : { usual: USUAL, peak }),
      seed,
      faults:
        kind === 'nothing'
          ? []
          : [{ id: 'hidden', kind: 'lot', target: 'bar', start: flawed.from, end: flawed.until, amount: hasFlaw ? 1 : 0.2 }],
      truth: [
        {
          path: 'products.crankshaft.route.turning.defects.crack.effects',
          value: [{ of: 'materialLot', name: 'bar', target: 0.5, coefficient: 2 * (logit(share) - logit(CRACKS)) }],
        },
        ...(kind === 'nothing' || kind === 'no effect' ? [{ path: 'stations.grinding.signals.vibration.drift', value: STEADY }] : []),
      ],
    }),
    { file: 'autoparts-peak.json' },
  )
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems))
  return { scenario: loaded.scenario, kind, flawed: hasFlaw ? flawed : null }
}

/** Share of parts that crack when nothing is wrong. */
const CRACKS = 0.01
const STEADY = { kind: 'constant', value: 0 }
const logit = (p: number) => log(p / (1 - p))

/** Three orders a week, released five working days before they are due. */
function orders(usual: number, peak: number) {
  const slots = [
    { day: 1, share: 0.3, customer: 'Hanjiang Trucks' },
    { day: 3, share: 0.4, customer: 'Tianfu Motors' },
    { day: 4, share: 0.3, customer: 'Northway Buses' },
  ]
  return Object.fromEntries(
    Array.from({ length: WEEKS }, (_, week) =>
      slots.map(({ day, share, customer }, i) => {
        const due = (7 * week + day) * DAY + 20 * HOUR
        const quantity = Math.round(share * (week === 2 || week === 3 ? peak : usual))
        return [
          `W${week + 1}-${i + 1}`,
          { product: 'crankshaft', quantity, release: Math.max(0, due - 7 * DAY), due, customer, lateCost: 9000, replaceScrap: true },
        ]
      }),
    ).flat(),
  )
}

function plant({ usual, peak }: { usual: number; peak: number }) {
  const time = (mean: string, cv = 0.1) => ({ kind: 'gamma', mean, cv })
  const twice = (id: string, station: object) => [1, 2].map((n) => [`${id}-${n}`, { ...station, calendar: 'two-shifts' }] as const)
  return {
    schema: 'takt/1',
    id: 'autoparts-peak',
    title: 'Auto parts: the peak of the season',
    startTime: '2026-03-02T00:00',
    timeZone: 'UTC',
    currency: 'CNY',
    horizon: WEEKS * 7 * DAY,
    calendars: { 'two-shifts': { title: 'Two shifts', shifts: [{ days: 'mon-fri', from: '06:00', to: '22:00' }] } },
    materials: {
      bar: {
        title: 'Bars',
        lots: 'fifo',
        initialStock: 55,
        reorderPoint: 40,
        orderQuantity: LOT,
        supplier: 'river-steel',
        unitCost: 620,
      },
    },
    suppliers: { 'river-steel': { title: 'River Steel', leadTime: { kind: 'gamma', mean: '3 d', sd: '8 h' } } },
    stations: {
      ...Object.fromEntries([
        ...twice('turning', { kind: 'lathe', time: time('100 min'), costPerHour: 110 }),
        ...twice('milling', { kind: 'mill', time: time('90 min'), costPerHour: 125 }),
      ]),
      grinding: {
        title: 'Grinding',
        kind: 'grinder',
        calendar: 'two-shifts',
        time: time('62 min', 0.08),
        costPerHour: 190,
        signals: {
          vibration: {
            title: 'Spindle vibration',
            unit: 'mm/s',
            start: 1.2,
            growth: 'exponential',
            drift: { kind: 'gamma', mean: 0.0051, cv: 0.3 },
            noise: 0.2,
            every: '4 h',
            warning: 2.8,
            alarm: 4.5,
            fail: 4.5,
          },
        },
        failures: {
          spindle: {
            title: 'Spindle',
            clock: 'signal',
            signal: 'vibration',
            repair: { kind: 'gamma', mean: '60 h', sd: '12 h' },
            cost: 90000,
          },
        },
        maintenance: {
          'new-spindle': {
            title: 'New spindle',
            at: [],
            duration: '8 h',
            renews: ['spindle'],
            resets: ['vibration'],
            start: 'suspend',
            cost: 30000,
          },
        },
      },
      washer: { title: 'Washer', kind: 'washer', calendar: 'two-shifts', time: '15 min', costPerHour: 40 },
      assembly: { title: 'Assembly', kind: 'assembly', calendar: 'two-shifts', time: time('45 min', 0.15), costPerHour: 60 },
    },
    buffers: {
      release: {},
      'milling-rack': {},
      'grinding-rack': {},
      'washing-rack': {},
      'assembly-rack': {},
    },
    conveyors: { bridge: { title: 'Bridge to assembly', length: '30 m', speed: '0.006 m/s', unitLength: '1 m' } },
    sinks: { dispatch: { title: 'Dispatch' } },
    products: {
      crankshaft: {
        title: 'Crankshaft',
        price: 4200,
        sink: 'dispatch',
        route: [
          {
            id: 'turning',
            stations: ['turning-1', 'turning-2'],
            buffer: 'release',
            components: { bar: 1 },
            defects: [{ id: 'crack', title: 'Crack', probability: CRACKS }],
          },
          { id: 'milling', stations: ['milling-1', 'milling-2'], buffer: 'milling-rack' },
          {
            id: 'grinding',
            stations: ['grinding'],
            buffer: 'grinding-rack',
            test: { finds: ['crack'], detection: 0.85, falseAlarm: 0.003 },
          },
          { id: 'washing', stations: ['washer'], buffer: 'washing-rack' },
          {
            id: 'assembly',
            stations: ['assembly'],
            buffer: 'assembly-rack',
            via: 'bridge',
            test: { finds: ['crack'], detection: 0.8, falseAlarm: 0.002 },
          },
        ],
      },
    },
    orders: orders(usual, peak),
  }
}
