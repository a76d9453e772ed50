import type { Scenario } from '../scenarios/model.ts'
import type { Counterfactual, Estimate } from '../twin/counterfactual.ts'
import type { Downtime } from '../twin/downtime.ts'
import type { InsteadWords } from '../twin/instead-words.ts'
import type { KeptOrders } from '../twin/kept.ts'
import type { ForecastWords } from '../twin/words.ts'
import { table } from './kpi-tables.ts'
import { change, duration, within } from './quantity.ts'

/** Orders that are listed, those for which most changes first. */
const MOST_ORDERS = 20
const MOST_VICTIMS = 3

export function insteadLines(
  found: Counterfactual,
  given: {
    readonly scenario: Scenario
    readonly words: InsteadWords
    readonly assumed: ForecastWords
    readonly what: string
    readonly stops: number | null
  },
): readonly string[] {
  const { scenario, words, assumed, what, stops } = given
  const when = dates(scenario)
  const moved = found.orders.filter(({ difference }) => difference.mean !== 0)
  const most = [...moved].sort((a, b) => Math.abs(b.difference.mean ?? 0) - Math.abs(a.difference.mean ?? 0)).slice(0, MOST_ORDERS)
  const others = found.orders.length - moved.length
  return [
    words.question,
    words.says(when(found.at), duration(found.within), String(found.replications)),
    words.instead(what),
    ...(stops === null ? [] : [words.recorded(String(stops))]),
    '',
    table(
      [...words.head],
      found.figures.map(({ name, unit, asIs, instead, difference }) => [
        words.figures[name],
        level(asIs, unit),
        level(instead, unit),
        gained(difference, unit),
      ]),
    ),
    ...(most.length === 0
      ? []
      : [
          '',
          words.orders,
          table(
            [...words.orderHead],
            most.map(({ order, due, asIs, instead, difference }) => [
              order,
              when(due),
              share(asIs),
              share(instead),
              gained(difference, '1'),
            ]),
          ),
          ...(others > 0 ? [words.otherOrders(String(others))] : []),
        ]),
    ...(found.assumptions.length === 0
      ? []
      : ['', assumed.assumed, ...found.assumptions.map(({ kind, of }) => `  ${assumed.assumptions[kind](of.join(', '))}`)]),
  ]
}

export function downtimeLines(
  { at, within: span, replications, recorded, level: certainty, lines }: Downtime,
  scenario: Scenario,
  words: InsteadWords,
): readonly string[] {
  if (lines.length === 0) return [words.noFailures]
  const lost = lines.map(({ own, knockOn }) => Math.max(0, (own.mean ?? 0) + (knockOn.mean ?? 0)))
  const all = lost.reduce((sum, one) => sum + one, 0)
  const hasPrice = scenario.products.some(({ price }) => price > 0)
  const stops = lines.reduce((sum, one) => sum + (one.stops ?? 0), 0)
  const rows = lines.map(({ station, mode, stops, own, knockOn, victims, good, profit }, i) => [
    `${station}/${mode}`,
    stops === null ? '–' : String(stops),
    level(own, 's'),
    level(knockOn, 's'),
    victims
      .slice(0, MOST_VICTIMS)
      .map((one) => one.station)
      .join(', '),
    level(good, 'pcs'),
    hasPrice ? level(profit, scenario.currency) : '–',
    all === 0 ? '–' : `${((100 * lost[i]!) / all).toFixed(0)} %`,
  ])
  return [
    words.downtime,
    words.says(dates(scenario)(at), duration(span), String(replications)),
    ...(recorded ? [words.recorded(String(stops))] : []),
    ...(lines.length > 1 ? [words.level(String(lines.length), `${Number((100 * certainty).toFixed(2))} %`)] : []),
    table([...words.downtimeHead], rows, [1, 7]),
  ]
}

export function keptLines(
  { at, replications, target, orders, all }: KeptOrders,
  scenario: Scenario,
  words: InsteadWords,
): readonly string[] {
  const when = dates(scenario)
  const stages = all.map(({ name }) => words.stages[name as keyof InsteadWords['stages']])
  const cells = (of: KeptOrders['all']) => of.map((one) => `${share(one)} ${words.claims[one.claim]}`)
  const rows = [...orders.map(({ order, due, stages: of }) => [order, when(due), ...cells(of)]), [words.allOrders, '', ...cells(all)]]
  return [
    words.orders,
    words.kept(when(at), String(replications), percent(target)),
    orders.length === 0 ? words.noDates : table([words.orderHead[0], words.orderHead[1], ...stages], rows),
  ]
}

export const dates = ({ startTime, timeZone }: Scenario) => {
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return (seconds: number) => date.format(Date.parse(startTime) + seconds * 1000)
}

export function level({ mean, low, high }: Estimate, unit: string): string {
  if (mean === null) return '–'
  const { text, unit: shown } = low === null || high === null ? within(mean, mean, mean, unit) : within(mean, low, high, unit)
  return `${text} ${shown}`
}

export function gained({ mean, low, high }: Estimate, unit: string): string {
  const { text, unit: shown } = change(mean, low, high, unit)
  return `${text} ${shown}`
}

const share = ({ probability, low, high }: { readonly probability: number; readonly low: number; readonly high: number }) =>
  `${percent(probability)} [${percent(low)}, ${percent(high)}]`

const percent = (one: number) => `${(100 * one).toFixed(0)} %`
