import { Command, Option } from 'commander'
import { Lateness, reasonsOf } from '../analysis/lateness/lateness.ts'
import { type Capacity, capacities } from '../analysis/production/capacity.ts'
import { dispatchLists, type StationDispatch } from '../analysis/production/dispatch-list.ts'
import { OrderDocument } from '../analysis/production/document.ts'
import { makingNow, OrderBook, type OrderProgress, orderNumber } from '../analysis/production/orders.ts'
import { productionOf } from '../analysis/production/production.ts'
import { recordOf } from '../analysis/record/index.ts'
import { clockOf } from '../analysis/report/format.ts'
import type { Section } from '../analysis/report/section.ts'
import { type Language, WORDS } from '../analysis/report/words.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { nearest } from '../scenarios/nearest.ts'
import { secondsOf } from './fork.ts'
import { ExitCode } from './interrupt.ts'
import { readLog } from './log-file.ts'
import { positiveDuration, wholeNumber, withOutputFlags } from './options.ts'
import { usage } from './problem.ts'
import { duration } from './quantity.ts'
import { type Screen, screen } from './screen.ts'
import { saySections } from './sections.ts'

interface Flags {
  readonly at?: string
  readonly order?: string
  readonly station?: string
  readonly ahead: number
  readonly most: number
  readonly lang: Language
  readonly json: boolean
  readonly quiet: boolean
}

/** `takt orders LOG`: how far orders are, what is being made, what may start next, what there is room for, and why orders are late. */
export function ordersCommand(): Command {
  return withOutputFlags(new Command('orders'))
    .summary('how far orders are, what is being made, what comes next, and why orders are late')
    .description(
      'Reads a log as it was known at a moment: orders and their operations, what is in each station, what may start there next, what it can still take, and where the time of late orders went. With --order all of one order: its job orders, planned and actual, and its parameters.',
    )
    .argument('<log>', 'log, as run --log or import writes it')
    .option('--at <moment>', 'as it was known then: a duration after the start, or a date; the end of the log if not said')
    .option('--order <id>', 'all of one order: its id, or #n for the n-th that a source brought')
    .option('--station <id>', 'of one station: what is in it, what may start next, what it can still take')
    .addOption(new Option('--ahead <duration>', 'for how long ahead capacity is told').argParser(positiveDuration).default(86_400, '24 h'))
    .addOption(new Option('--most <n>', 'lines of each list').argParser(wholeNumber(1, 100_000)).default(20))
    .addOption(new Option('--lang <language>', 'language').choices(Object.keys(WORDS)).default('en'))
    .addHelpText(
      'after',
      '\nExamples:\n  takt orders day.takt\n  takt orders day.takt --at "6 h" --station mill\n  takt orders day.takt --order D3 --lang zh\n  takt orders day.takt --ahead "7 d" --json',
    )
    .action((path: string, flags: Flags) => {
      const out = screen(flags)
      readLog(path, (log) => tell(path, log, flags, out))
      process.exitCode = ExitCode.done
    })
}

function tell(path: string, log: Log<Scenario>, flags: Flags, out: Screen) {
  const { scenario, startTime, timeZone } = log.header
  const until = momentOf(flags.at, log)
  const production = productionOf(log, until)
  const clock = clockOf({ startTime, timeZone, seconds: until / 1e6, since: 0 })
  const writes = new OrderDocument(flags.lang, clock)
  const { order, station } = flags
  if (order !== undefined) {
    const number = orderNumber(scenario, order)
    const request = number === null ? -1 : production.requestOf(number)
    if (request < 0) throw unknown('--order', order, scenario.orders)
    const progress = new OrderBook(production).order(request)
    const leadTime = new Lateness(log, until).of(number!)
    out.document({ log: path, at: until / 1e6, order: progress, leadTime })
    const why = leadTime === null ? [] : [writes.leadTime(leadTime)]
    const late = new Map(leadTime !== null && (leadTime.lateSeconds ?? 0) > 0 ? [[order, leadTime.lateSeconds!]] : [])
    say(out, [writes.orders([progress], late), writes.segments(progress), writes.jobs(progress), writes.parameters(progress), ...why])
    return
  }
  if (station !== undefined && !scenario.stations.some(({ id }) => id === station)) throw unknown('--station', station, scenario.stations)
  const isAsked = (one: { readonly station: string }) => station === undefined || one.station === station
  const now = makingNow(production, log.places.ids).filter(isAsked)
  const dispatch: readonly StationDispatch[] = dispatchLists(production, log.stateAt(until)).filter(isAsked)
  const capacity: readonly Capacity[] = capacities(production, recordOf(log, until), flags.ahead).filter(isAsked)
  const ahead = flags.ahead
  if (station !== undefined) {
    out.document({ log: path, at: until / 1e6, now, dispatch, ahead, capacity })
    say(out, [writes.now(now), writes.dispatch(dispatch, flags.most), writes.capacity(capacity, ahead)])
    return
  }
  const orders = new OrderBook(production).orders()
  const late = new Lateness(log, until).late()
  const reasons = reasonsOf(late)
  out.document({ log: path, at: until / 1e6, orders, now, dispatch, ahead, capacity, late, reasons })
  const shown = [...orders].sort(openFirst).slice(0, flags.most)
  const lateness = new Map(late.map((one) => [one.order ?? '', one.lateSeconds!]))
  const count = (status: OrderProgress['status']) => orders.filter((one) => one.id !== null && one.status === status).length
  say(out, [
    {
      ...writes.orders(shown, lateness),
      sentences: writes.summary({ open: count('planned') + count('released'), closed: count('closed'), late: late.length, reasons }),
    },
    writes.now(now),
    writes.dispatch(dispatch, Math.min(5, flags.most)),
    writes.capacity(capacity, ahead),
    writes.together(reasons, flags.most),
  ])
}

const openFirst = (a: OrderProgress, b: OrderProgress) =>
  Number(a.endedAt !== null) - Number(b.endedAt !== null) || (a.due ?? Infinity) - (b.due ?? Infinity)

/** µs: what `--at` says; the end of the log if it is not said. */
export function momentOf(text: string | undefined, log: Log<Scenario>): number {
  if (text === undefined) return log.endTime
  const at = secondsOf(text, log.header.scenario)
  if (at === null) throw usage('--at', `\`${text}\` is not a moment`, 'write a duration such as "3 h", or a date such as 2026-03-02T06:00')
  if (at * 1e6 > log.endTime)
    throw usage('--at', `the log ends ${duration(log.endTime / 1e6)} after its start, before ${text}`, 'name an earlier moment')
  return Math.round(at * 1e6)
}

function unknown(flag: string, id: string, all: readonly { readonly id: string }[]) {
  const ids = all.map((one) => one.id)
  const near = nearest(id, ids)
  const hint = near === undefined || near === null ? `one of ${ids.slice(0, 5).join(', ')}` : `did you mean ${near}?`
  return usage(flag, `the log knows no \`${id}\``, hint)
}

const say = (out: Screen, sections: readonly Section[]) =>
  saySections(
    sections.filter(({ sentences, rows }) => sentences.length + rows.length > 0),
    out,
  )
