import { alarmsOf, medianOf, poissonInterval } from '../../../analysis/alarms/index.ts'
import { wilsonInterval } from '../../../engine/math/index.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { buffer, calendar, failure, operation, order, plant, product, signal, station, task } from '../../engine/plant/plants.ts'
import { recorded } from '../recorded.ts'

const DAY = 86_400
const always = (value: number) => ({ kind: 'constant', value }) as const

/** A mill whose spindle wears for some forty days, unless it is renewed on the fiftieth; a saw that jams out of the blue; an order a week, one in three too tight. */
export function weeklyShop(): Scenario {
  return plant({
    horizon: 90 * DAY,
    calendars: [calendar({ id: 'day', period: DAY, working: [{ from: 0, to: DAY }] })],
    products: [
      product({
        id: 'shaft',
        route: [
          operation({ id: 'saw', stations: ['saw'], buffer: 'blanks', time: { kind: 'gamma', mean: 5400, sd: 2700 } }),
          operation({ id: 'mill', stations: ['mill'], buffer: 'rack', time: { kind: 'gamma', mean: 10_800, sd: 3600 } }),
        ],
      }),
    ],
    buffers: [buffer({ id: 'blanks' }), buffer({ id: 'rack' })],
    orders: Array.from({ length: 12 }, (_, i) =>
      order({ id: `week-${i + 1}`, product: 'shaft', quantity: 48, release: 7 * DAY * i, due: (7 * i + (i % 3 === 2 ? 6.3 : 8)) * DAY }),
    ),
    stations: [
      station({
        id: 'saw',
        failures: [
          failure({
            id: 'jam',
            clock: 'processing',
            after: { kind: 'exponential', mean: 20 * DAY },
            repair: { kind: 'exponential', mean: DAY / 4 },
          }),
        ],
      }),
      station({
        id: 'mill',
        signals: [
          signal({
            id: 'vibration',
            unit: 'mm/s',
            growth: 'exponential',
            start: 1.2,
            drift: { kind: 'gamma', mean: 0.001377, sd: 0.3 * 0.001377 },
            noise: 0.05,
            every: DAY / 3,
            warning: 2.8,
            alarm: 4.5,
            fail: 4.5,
          }),
        ],
        failures: [failure({ id: 'spindle', clock: 'signal', signal: 'vibration', after: always(1e9), repair: always(DAY) })],
        maintenance: [task({ id: 'renew', at: [50 * DAY], duration: always(DAY / 4), resets: ['vibration'] })],
      }),
    ],
  })
}

export interface Foreseen {
  readonly what: string
  readonly events: number
  /** Share that was warned of before, with Wilson's interval. */
  readonly warned: { readonly share: number; readonly low: number; readonly high: number }
  /** Days, of all events; 0 where there was no warning. */
  readonly lead: { readonly median: number; readonly low: number | null; readonly high: number | null }
  readonly warnings: number
  /** Warnings that came to nothing, per week, with the exact interval of a Poisson count. */
  readonly falseAlarms: { readonly count: number; readonly perWeek: number; readonly low: number; readonly high: number }
}

/** What was known before over so many runs with luck of their own: failures of the spindle, orders late, and, for comparison, jams that nothing tells of. */
export function foreseen({ runs, first = 1 }: { readonly runs: number; readonly first?: number }): readonly Foreseen[] {
  const scenario = weeklyShop()
  const of = {
    spindle: { leads: [] as number[], warnings: 0, wrong: 0 },
    late: { leads: [] as number[], warnings: 0, wrong: 0 },
    jam: { leads: [] as number[], warnings: 0, wrong: 0 },
  }
  let seconds = 0
  for (let seed = first; seed < first + runs; seed++) {
    const { log } = recorded(scenario, { seed })
    seconds += log.endTime / 1e6
    const alarms = alarmsOf(log)
    const leads = new Map<string, number>()
    for (const { warned } of alarms)
      if (warned?.event != null && warned.leadSeconds! > 0)
        leads.set(warned.event, Math.max(leads.get(warned.event) ?? 0, warned.leadSeconds!))
    for (const { id, rule, subject, warned } of alarms) {
      const what = rule === 'orderLate' || rule === 'orderAtRisk' ? of.late : subject.id === 'mill' ? of.spindle : of.jam
      if (rule === 'equipmentFailure' || rule === 'orderLate') what.leads.push((leads.get(id) ?? 0) / DAY)
      if (warned === null) continue
      what.warnings++
      if (warned.outcome === 'didNot') what.wrong++
    }
  }
  const weeks = seconds / (7 * DAY)
  return Object.entries(of).map(([what, { leads, warnings, wrong }]) => {
    const hits = leads.filter((lead) => lead > 0).length
    const { median, low, high } = medianOf(leads)!
    const rate = poissonInterval(wrong)
    return {
      what,
      events: leads.length,
      warned: { share: hits / leads.length, ...wilsonInterval(hits, leads.length) },
      lead: { median, low, high },
      warnings,
      falseAlarms: { count: wrong, perWeek: wrong / weeks, low: rate.low / weeks, high: rate.high / weeks },
    }
  })
}

const TITLES: Readonly<Record<string, string>> = { spindle: 'spindle fails', late: 'order is late', jam: 'saw jams (memoryless)' }

/** What docs/validation.md says of it. */
export const foreseenReport = (found: readonly Foreseen[], runs: number): string =>
  `## Warned before it happened

${runs} runs of 90 days of a shop whose mill has a spindle that wears, whose saw jams out of the blue, and whose orders are now and then too tight. Lead: days from the first warning to the event, of all
events (0 where there was no warning). False alarms: warnings that came to nothing, or came more than three weeks early.

| event | events | warned of before (95 %) | median lead, days (95 %) | warnings | false alarms per week (95 %) |
|---|---:|---|---|---:|---|
${found.map(row).join('\n')}
`

function row({ what, events, warned, lead, warnings, falseAlarms }: Foreseen): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const days = (value: number | null) => (value === null ? '–' : value.toFixed(2))
  const cells = [
    TITLES[what] ?? what,
    events,
    `${percent(warned.share)} (${percent(warned.low)} – ${percent(warned.high)})`,
    `${days(lead.median)} (${days(lead.low)} – ${days(lead.high)})`,
    warnings,
    `${falseAlarms.perWeek.toFixed(3)} (${falseAlarms.low.toFixed(3)} – ${falseAlarms.high.toFixed(3)})`,
  ]
  return `| ${cells.join(' | ')} |`
}
