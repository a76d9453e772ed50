import { basename } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import { VERSION } from '../engine/experiment/version.ts'
import { type Moment, readMoment, writeMoment } from '../live/mtconnect/moment.ts'
import { type OrderRow, WORK, writeOrderLog } from '../live/orders/order-log.ts'
import { nearest } from '../scenarios/nearest.ts'
import { createFile, LOG, readText } from './files.ts'
import { ExitCode } from './interrupt.ts'
import { BadInput, badFile, type InputProblem } from './problem.ts'
import { type Screen, screen } from './screen.ts'

interface Flags {
  readonly out: string
  readonly to?: Moment
  readonly json: boolean
  readonly quiet: boolean
}

const NEEDED = ['order', 'start', 'end'] as const
const COLUMNS = [...NEEDED, 'product', 'quantity', 'due'] as const
type ColumnName = (typeof COLUMNS)[number]
const MOST_PROBLEMS = 20

/** `takt import orders.csv`: the least that is known of a shop, when orders began and ended, into a log. */
export function importOrders(path: string, flags: Flags) {
  const out = screen(flags)
  const rows = readOrders(path, readText(path))
  const last = rows.reduce((at, { start, end }) => Math.max(at, start, end ?? start), Number.NEGATIVE_INFINITY)
  const now = flags.to ?? last
  if (now < last)
    throw badFile(
      path,
      `--to ${writeMoment(now as Moment)} is before the last moment in the file, ${writeMoment(last as Moment)}`,
      'leave it out, or name the moment at which the file was written',
    )
  const file = createFile(flags.out, LOG)
  try {
    const { events, hash } = writeOrderLog(rows, { title: basename(path), now, takt: VERSION }, file.write)
    file.close()
    const open = rows.filter(({ end }) => end === null).length
    out.document({
      log: flags.out,
      orders: rows.length,
      open,
      from: writeMoment(rows.reduce((at, { start }) => Math.min(at, start), now) as Moment),
      to: writeMoment(now as Moment),
      events,
      logHash: hash,
    })
    say(flags.out, rows.length, open, out)
    process.exitCode = ExitCode.done
  } finally {
    file.discard()
  }
}

function say(log: string, orders: number, open: number, out: Screen) {
  out.say(`${log}: ${orders} orders, ${open} of them open.\n\nNext:\n  takt report ${log}`)
}

/** A row for each order; several rows of one order are one, from the first start to the last end. */
function readOrders(path: string, text: string): readonly OrderRow[] {
  const problems: InputProblem[] = []
  const wrong = (line: number, message: string, remedy: string) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ ...badFile(path, message, remedy).problems[0]!, line })
  }
  const { cells, lines } = parsed(path, text)
  const [head, ...body] = cells
  if (head === undefined) throw badFile(path, 'the file is empty', `give a CSV file with the columns ${NEEDED.join(', ')}`)
  const names = head.map((cell) => cell.trim().toLowerCase())
  const missing = NEEDED.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    const [first] = missing
    const near = nearest(first!, names)
    throw badFile(
      path,
      `there is no column \`${first}\`${near === undefined ? '' : `; \`${near}\` is there`}`,
      `name the columns in the first line: ${NEEDED.join(', ')}; product, quantity and due may stand beside them`,
    )
  }
  const found = new Map<string, { -readonly [Key in keyof OrderRow]: OrderRow[Key] }>()
  const take = (row: readonly string[], i: number) => {
    const line = lines[i + 1]!
    const cell = (name: ColumnName) => row[names.indexOf(name)]?.trim() ?? ''
    const moment = (name: ColumnName) => {
      const read = cell(name) === '' ? null : readMoment(cell(name))
      if (read === undefined)
        wrong(line, `${name}: \`${cell(name)}\` is no moment`, 'write it as 2026-03-02T06:00, without a zone it is UTC')
      return read ?? null
    }
    const [start, end, due] = [moment('start'), moment('end'), moment('due')]
    if (cell('order') === '') return wrong(line, 'an order without a name', 'fill the column `order`')
    if (start === null) return cell('start') === '' ? wrong(line, `order ${cell('order')} has no start`, 'say when it began') : undefined
    if (end !== null && end < start) return wrong(line, `order ${cell('order')} ends before it starts`, 'swap the two moments')
    const quantity = cell('quantity') === '' ? 1 : Number(cell('quantity'))
    if (!Number.isInteger(quantity) || quantity < 1)
      return wrong(line, `quantity: \`${cell('quantity')}\` is no whole number from 1 on`, 'write how many pieces the order asks for')
    const known = found.get(cell('order'))
    if (known === undefined) found.set(cell('order'), { order: cell('order'), product: cell('product') || WORK, quantity, start, end, due })
    else {
      known.start = Math.min(known.start, start)
      known.end = known.end === null || end === null ? null : Math.max(known.end, end)
      known.due ??= due
    }
  }
  body.forEach((row, i) => {
    take(row, i)
  })
  if (problems.length > 0) throw new BadInput(problems)
  if (found.size === 0) throw badFile(path, 'there is no order in the file', 'give at least one line with order and start')
  return [...found.values()]
}

function parsed(path: string, text: string): { readonly cells: readonly (readonly string[])[]; readonly lines: readonly number[] } {
  const lines: number[] = []
  const first = text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'))
  const delimiter = [';', '\t', ','].find((one) => first.includes(one)) ?? ','
  try {
    const cells = parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: string[], { lines: line }) => {
        lines.push(line)
        return record
      },
    }) as string[][]
    return { cells, lines }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw badFile(path, `this is no table: ${error.message}`, 'save it as CSV with commas, semicolons or tabs')
  }
}
