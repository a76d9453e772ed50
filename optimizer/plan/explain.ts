import { pools } from '../facts/pools.ts'
import { count, duration, percent, Wording } from '../wording.ts'
import type { Flow, Planning } from './periods.ts'
import { begun, delivered, late, workedOn } from './rules.ts'

/** What the plan makes, what stays late, and which stations it fills. */
export function explainPlan(planning: Planning, value: (variable: string) => number, objective: number): string[] {
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

/** Steps whose time is what binds, and the busiest where none does. A station whose stand-ins have time left binds nothing. */
function fullStations(planning: Planning, value: (variable: string) => number): string[] {
  const { periods, stations, facts } = planning
  const loads = pools(facts).map((pool) => {
    const members = stations.filter(({ station }) => pool.stations.some((one) => one.station.id === station.id))
    const each = Array.from({ length: periods }, (_, t) => ({
      used: members.reduce((sum, { station }) => sum + secondsAt(planning, station.id, t, value), 0),
      open: members.reduce((sum, { seconds }) => sum + (seconds[t] as number), 0),
    }))
    const open = each.filter((one) => one.open > 0)
    return {
      name: pool.name,
      open: open.length,
      full: open.filter((one) => one.used > 0.999 * one.open).length,
      load:
        open.reduce((sum, { used }) => sum + used, 0) /
        Math.max(
          1e-9,
          open.reduce((sum, one) => sum + one.open, 0),
        ),
    }
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
