import { Command, Option } from 'commander'
import { type Inventory, inventoryOf, StockDocument } from '../analysis/inventory/index.ts'
import { clockOf } from '../analysis/report/format.ts'
import { type Language, WORDS } from '../analysis/report/words.ts'
import { MOST_REPLICATIONS } from '../engine/experiment/settings.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { nearest } from '../scenarios/nearest.ts'
import { type AsOf, asOf } from '../twin/as-of.ts'
import { type KitLine, kitsOf, LEAD_SECONDS } from '../twin/kitting.ts'
import { type StockForecast, shortagesOf, stockForecastFrom, stockRunsOf } from '../twin/stock.ts'
import { StockAheadDocument } from '../twin/stock-document.ts'
import { secondsOf } from './fork.ts'
import { ExitCode } from './interrupt.ts'
import { readLog } from './log-file.ts'
import { positiveDuration, wholeNumber, withOutputFlags, withWorkers } from './options.ts'
import { simulating } from './pool.ts'
import { usage } from './problem.ts'
import { duration } from './quantity.ts'
import { type Screen, screen } from './screen.ts'
import { saySections } from './sections.ts'

interface Flags {
  readonly at?: string
  readonly item?: string
  readonly lot?: number
  readonly ahead?: number
  readonly picks?: boolean
  readonly lead: number
  readonly replications: number
  readonly seed?: number
  readonly workers?: number
  readonly most: number
  readonly lang: Language
  readonly json: boolean
  readonly quiet: boolean
}

/** `takt stock LOG`: what is there, what is free, what is on order, and what moved. */
export function stockCommand(): Command {
  return withOutputFlags(new Command('stock'))
    .summary('what is in stock, what is free, on order and owed, and what moved')
    .description(
      'Reads the stocks of a log as they were known at a moment: on hand by item, location, lot and status, what open orders still take of it, what is on order, what customers wait for, how long it lasts. With --item or --lot its movements, each with what was left.',
    )
    .argument('<log>', 'log, as run --log or import writes it')
    .option('--at <moment>', 'as it was known then: a duration after the start, or a date; the end of the log if not said')
    .option('--item <id>', 'of one material or product: its lots, what is on order, and every movement')
    .addOption(new Option('--lot <number>', 'every movement of one lot').argParser(wholeNumber(0)))
    .addOption(
      new Option('--ahead <duration>', 'simulate on for so long: how much there will be, and what will be short').argParser(
        positiveDuration,
      ),
    )
    .option('--picks', 'kits of jobs to come: what to pick, from which lots, when it is due, and whether the job begins with all of it')
    .addOption(
      new Option('--lead <duration>', 'how long before its job begins a kit stands ready')
        .argParser(positiveDuration)
        .default(LEAD_SECONDS, '30 min'),
    )
    .addOption(new Option('--replications <n>', 'how many futures').argParser(wholeNumber(1, MOST_REPLICATIONS)).default(200))
    .addOption(new Option('--seed <n>', 'whole number that the luck of the forecast comes from').argParser(wholeNumber(0)))
    .addOption(withWorkers())
    .addOption(new Option('--most <n>', 'lines of each list').argParser(wholeNumber(1, 100_000)).default(20))
    .addOption(new Option('--lang <language>', 'language').choices(Object.keys(WORDS)).default('en'))
    .addHelpText(
      'after',
      '\nExamples:\n  takt stock day.takt\n  takt stock day.takt --at "3 d" --item bar\n  takt stock day.takt --lot 4 --lang zh\n  takt stock day.takt --at "3 d" --ahead "7 d"\n  takt stock day.takt --picks --lead "2 h" --json',
    )
    .action(async (path: string, flags: Flags) => {
      const out = screen(flags)
      const isAhead = flags.ahead !== undefined || flags.picks === true
      if (isAhead && flags.lot !== undefined)
        throw usage('--lot', 'of a single lot nothing is simulated', 'leave out --lot, or --ahead and --picks')
      if (isAhead) return tellAhead(path, flags, out)
      readLog(path, (log) => tell(path, log, flags, out))
      process.exitCode = ExitCode.done
    })
}

/** What is simulated: how much there will be, and what to pick. */
async function tellAhead(path: string, flags: Flags, out: Screen) {
  const { replications, seed, lead, most } = flags
  const within = flags.ahead ?? DAY_SECONDS
  const { plant, inventory, clock } = readLog(path, (log) => {
    const { startTime, timeZone, scenario } = log.header
    const until = momentOf(flags.at, log)
    const items = [...scenario.materials, ...scenario.products]
    if (flags.item !== undefined && !items.some(({ id }) => id === flags.item)) throw unknown(flags.item, items)
    const clock = clockOf({ startTime, timeZone, seconds: until / 1e6, since: 0 }).full
    return { plant: asOf(log, until / 1e6), inventory: inventoryOf(log, until), clock }
  })
  const { result, interrupted } = await simulating('stock', flags, async ({ pool, onProgress }) =>
    stockRunsOf(plant.scenario, { replications, seed, within, pool, onProgress }),
  )
  if (interrupted || result.length < replications) {
    out.note('Interrupted: the forecast is not complete.')
    process.exitCode = ExitCode.interrupted
    return
  }
  const all = stockForecastFrom(plant, inventory, result, { within, ...(seed !== undefined && { seed }) })!
  const isAsked = ({ item }: { readonly item: string }) => flags.item === undefined || item === flags.item
  const forecast = flags.ahead === undefined ? null : { ...all, items: all.items.filter(isAsked) }
  const picks = flags.picks ? kitsOf(plant, inventory, result, lead).filter(({ items }) => items.some(isAsked)) : null
  sayAhead({ path, plant, forecast, picks, lead, most, clock, out, language: flags.lang })
  process.exitCode = ExitCode.done
}

interface AheadAnswer {
  readonly path: string
  readonly plant: AsOf
  readonly forecast: StockForecast | null
  readonly picks: readonly KitLine[] | null
  readonly lead: number
  readonly most: number
  readonly clock: (seconds: number) => string
  readonly out: Screen
  readonly language: Language
}

function sayAhead({ path, plant, forecast, picks, lead, most, clock, out, language }: AheadAnswer) {
  const { at, assumptions } = plant
  out.document({
    ...{ log: path, at },
    ...(forecast !== null && { ...forecast, shortages: shortagesOf(forecast) }),
    ...(picks !== null && { leadSeconds: lead, picks }),
    assumptions,
  })
  const writes = new StockAheadDocument(language, clock)
  const sections = [...(forecast === null ? [] : writes.sections(forecast)), ...(picks === null ? [] : [writes.kits(picks, lead, most)])]
  if (sections.every(({ rows, sentences }) => rows.length + sentences.length === 0)) out.say(NOTHING_AHEAD[language])
  saySections(
    sections.filter(({ rows, sentences }) => rows.length + sentences.length > 0),
    out,
  )
}

const DAY_SECONDS = 86_400
const NO_STOCK: Readonly<Record<Language, string>> = {
  en: 'The log tells of no stock that anybody counts.',
  zh: '日志中没有计数的库存。',
}
const NOTHING_AHEAD: Readonly<Record<Language, string>> = {
  en: 'No stock is counted, and no job to come takes any.',
  zh: '没有计数的库存，也没有需要领料的后续作业。',
}

function tell(path: string, log: Log<Scenario>, flags: Flags, out: Screen) {
  const { scenario, startTime, timeZone } = log.header
  const until = momentOf(flags.at, log)
  const items = [...scenario.materials, ...scenario.products]
  const item = flags.item === undefined ? -1 : items.findIndex(({ id }) => id === flags.item)
  if (flags.item !== undefined && item < 0) throw unknown(flags.item, items)
  const all = inventoryOf(log, until)
  const { full } = clockOf({ startTime, timeZone, seconds: until / 1e6, since: 0 })
  const writes = new StockDocument(flags.lang, full)
  if (flags.lot !== undefined) {
    const moved = writes.movements(all, scenario, { lot: flags.lot }, flags.most)
    if (moved.rows.length === 0)
      throw usage('--lot', `the log knows no lot ${flags.lot}`, 'see `takt stock LOG --item ID` for the lots of an item')
    const lot = all.lots.filter((one) => one.lot === flags.lot)
    out.document({ log: path, at: all.at, lot: lot[0] ?? null, movements: movementsOf(all, 'lot', flags.lot) })
    return saySections(
      [writes.lots({ ...all, lots: lot }, 1), moved].filter(({ rows }) => rows.length > 0),
      out,
    )
  }
  const { id } = items[item] ?? { id: null }
  const own = {
    ...all,
    lines: id === null ? all.lines : all.lines.filter((line) => line.item === id),
    lots: id === null ? all.lots : all.lots.filter((lot) => lot.item === id),
    inbound: id === null ? all.inbound : all.inbound.filter((one) => one.item === id),
    bins: id === null ? all.bins : all.bins.filter(({ product }) => product === id),
  }
  const { at, lines, lots, inbound, bins } = own
  const needs = all.needs
    .filter((need) => id === null || need.item === item)
    .map((need) => ({
      item: items[need.item]!.id,
      order: scenario.orders[need.order]?.id ?? null,
      product: scenario.products[need.product]!.id,
      operation: scenario.products[need.product]!.route[need.operation]!.id,
      quantity: need.quantity,
      released: need.released,
    }))
  out.document({ log: path, at, lines, lots, bins, inbound, needs, ...(id !== null && { movements: movementsOf(all, 'item', item) }) })
  const sections = [
    writes.stock(own),
    writes.balance(own),
    writes.inbound(own, flags.most),
    writes.lots(own, flags.most),
    writes.bins(own, flags.most),
    ...(id === null ? [] : [writes.movements(all, scenario, { item }, flags.most)]),
  ]
  if (lines.every(({ counted }) => !counted) && inbound.length + bins.length === 0) out.say(NO_STOCK[flags.lang])
  saySections(
    sections.filter(({ rows, sentences }) => rows.length + sentences.length > 0),
    out,
  )
}

/** Plain data: seconds, signed quantities, and what was left. */
function movementsOf({ ledger }: Inventory, key: 'item' | 'lot', number: number) {
  const { moves, lotMoves } = ledger
  const rows = key === 'item' ? moves.rows().filter((row) => row.item === number) : lotMoves.rows().filter((row) => row.lot === number)
  let level = 0
  return rows.map(({ move, quantity, time }) => {
    level += quantity
    return { at: time / 1e6, move: ledger.nameOf(move), quantity, left: level }
  })
}

function momentOf(text: string | undefined, log: Log<Scenario>): number {
  if (text === undefined) return log.endTime
  const at = secondsOf(text, log.header.scenario)
  if (at === null) throw usage('--at', `\`${text}\` is not a moment`, 'write a duration such as "3 h", or a date such as 2026-03-02T06:00')
  if (at * 1e6 > log.endTime)
    throw usage('--at', `the log ends ${duration(log.endTime / 1e6)} after its start, before ${text}`, 'name an earlier moment')
  return Math.round(at * 1e6)
}

function unknown(id: string, all: readonly { readonly id: string }[]) {
  const ids = all.map((one) => one.id)
  const near = nearest(id, ids)
  const hint = near === undefined || near === null ? `one of ${ids.slice(0, 5).join(', ')}` : `did you mean ${near}?`
  return usage('--item', `the log knows no item \`${id}\``, ids.length === 0 ? 'the scenario has no materials or products' : hint)
}
