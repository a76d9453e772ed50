import type { SolveResult } from '../solver/result.ts'
import { count, duration, percent, Wording } from '../wording.ts'
import type { Flow, Planning } from './periods.ts'
import { begun, delivered, late, workedOn } from './rules.ts'

/** What the plan makes, what stays late, and which stations it fills. */
export function explainPlan(
  planning: Planning,
  value: (variable: string) => number,
  { objective }: SolveResult & { readonly objective: number },
): string[] {
  const { items, period, periods, inMoney, scenario, flows } = planning
  const say = new Wording(scenario)
  const made = items.flatMap((item) => {
    const sum = total(periods, (t) => value(delivered(item, t)))
    return sum > 0.5 ? [`${Math.round(sum).toLocaleString('en-GB')} ${item.product.title || item.product.id}`] : []
  })
  const worth = inMoney
    ? `${say.money(objective)} contribution`
    : `${Math.round(objective).toLocaleString('en-GB')} units, less a little for each hour late`
  const open = items.flatMap((item) => {
    const left = value(late(item, periods - 1))
    return left > 0.5 ? [`${Math.round(left)} ${item.product.title || item.product.id}`] : []
  })
  const waiting = items.reduce((sum, item) => sum + total(periods, (t) => value(late(item, t))), 0)
  return [
    `Over ${count(periods, 'period')} of ${duration(period)} the plan delivers ${made.length > 0 ? made.join(', ') : 'nothing'}: ${worth}.`,
    waiting > 0.5
      ? `Units wait past their due period for ${Math.round((waiting * period) / 3600).toLocaleString('en-GB')} unit-hours${open.length > 0 ? `; still due at the end: ${open.join(', ')}` : ''}.`
      : 'Everything due within the horizon is delivered in the period in which it is due.',
    ...fullStations(planning, value),
    ...material(planning),
    ...(flows.length > 0 && scenario.stations.some(({ setups }) => setups.length > 0)
      ? ['Set-ups are not in the plan; its periods are too coarse to know the sequence.']
      : []),
  ]
}

const total = (periods: number, of: (t: number) => number) => Array.from({ length: periods }, (_, t) => of(t)).reduce((a, b) => a + b, 0)

/** Stations whose time is what binds, and the busiest where none does. */
function fullStations(planning: Planning, value: (variable: string) => number): string[] {
  const { periods, stations } = planning
  const loads = stations.map(({ station, seconds }) => {
    const used = Array.from({ length: periods }, (_, t) => secondsAt(planning, station.id, t, value))
    const full = used.filter((work, t) => (seconds[t] as number) > 0 && work > 0.999 * (seconds[t] as number)).length
    const open = seconds.filter((one) => one > 0).length
    const all = seconds.reduce((a, b) => a + b, 0)
    return { name: station.title || station.id, full, open, load: all > 0 ? used.reduce((a, b) => a + b, 0) / all : 0 }
  })
  const binding = loads.filter(({ full }) => full > 0).sort((a, b) => b.full - a.full)
  if (binding.length > 0)
    return binding.slice(0, 4).map(({ name, full, open }) => `${name} binds: its time is used up in ${full} of ${count(open, 'period')}.`)
  const busiest = loads.sort((a, b) => b.load - a.load)[0]
  return busiest ? [`No station is full; the busiest is ${busiest.name} with ${percent(busiest.load)}.`] : []
}

function secondsAt(planning: Planning, station: string, t: number, value: (variable: string) => number): number {
  return planning.flows.reduce((sum, flow) => sum + flowSeconds(planning, flow, station, t, value), 0)
}

function flowSeconds({ facts }: Planning, flow: Flow, id: string, t: number, value: (variable: string) => number): number {
  return flow.product.route.reduce((sum, operation, k) => {
    if (!operation.stations.includes(id)) return sum
    const units =
      operation.stations.length === 1 ? (flow.attempts[k] as number) * value(begun(flow, t)) : value(workedOn(flow, operation.id, id, t))
    return sum + units * facts.secondsPerUnit(operation, facts.station(id))
  }, 0)
}

/** Materials that cannot arrive before the first periods are over. */
function material({ materials, period }: Planning): string[] {
  const slow = materials.filter(({ lead }) => lead > 0)
  return slow.length === 0
    ? []
    : [
        `What is bought comes after its lead time: ${slow.map(({ material: { title, id }, lead }) => `${title || id} after ${duration(lead * period)}`).join(', ')}.`,
      ]
}
