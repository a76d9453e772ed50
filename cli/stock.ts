import { Command, Option } from 'commander'
import { type Inventory, inventoryOf, StockDocument } from '../analysis/inventory/index.ts'
import { clockOf } from '../analysis/report/format.ts'
import { type Language, WORDS } from '../analysis/report/words.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { nearest } from '../scenarios/nearest.ts'
import { secondsOf } from './fork.ts'
import { ExitCode } from './interrupt.ts'
import { readLog } from './log-file.ts'
import { wholeNumber, withOutputFlags } from './options.ts'
import { usage } from './problem.ts'
import { duration } from './quantity.ts'
import { type Screen, screen } from './screen.ts'
import { saySections } from './sections.ts'

interface Flags {
  readonly at?: string
  readonly item?: string
  readonly lot?: number
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
    .addOption(new Option('--most <n>', 'lines of each list').argParser(wholeNumber(1, 100_000)).default(20))
    .addOption(new Option('--lang <language>', 'language').choices(Object.keys(WORDS)).default('en'))
    .addHelpText(
      'after',
      '\nExamples:\n  takt stock day.takt\n  takt stock day.takt --at "3 d" --item bar\n  takt stock day.takt --lot 4 --lang zh\n  takt stock day.takt --json',
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
  }
  const { at, lines, lots, inbound } = own
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
  out.document({ log: path, at, lines, lots, inbound, needs, ...(id !== null && { movements: movementsOf(all, 'item', item) }) })
  const sections = [
    writes.stock(own),
    writes.balance(own),
    writes.inbound(own, flags.most),
    writes.lots(own, flags.most),
    ...(id === null ? [] : [writes.movements(all, scenario, { item }, flags.most)]),
  ]
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
