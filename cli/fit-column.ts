import { CsvError, parse } from 'csv-parse/sync'
import { readMoment } from '../live/mtconnect/moment.ts'
import { nearest } from '../scenarios/nearest.ts'
import { readDuration } from '../scenarios/units.ts'
import { BadInput, badFile, type InputProblem, usage } from './problem.ts'

/** Which durations of the file are meant. */
export interface ColumnChoice {
  readonly column?: string
  readonly from?: string
  readonly to?: string
  /** Of plain numbers. */
  readonly unit: string
}

export interface Column {
  readonly name: string
  /** In seconds, in the order of the file. */
  readonly durations: readonly number[]
  /** Rows without a value. */
  readonly empty: number
}

interface Grid {
  readonly path: string
  readonly names: readonly string[]
  readonly headed: boolean
  readonly rows: readonly (readonly string[])[]
  /** The line on which each row ends. */
  readonly lines: readonly number[]
  readonly text: readonly string[]
  readonly delimiter: string
}

const MOST_PROBLEMS = 20

/** The durations of a CSV file; comma, semicolon or tab between cells, with a line of names or without. Throws BadInput with every cell that is wrong. */
export function readColumn(path: string, text: string, choice: ColumnChoice): Column {
  const grid = gridOf(path, text)
  if (choice.from === undefined && choice.to === undefined) return ofColumn(grid, choice)
  if (choice.from === undefined || choice.to === undefined)
    throw usage(
      choice.from === undefined ? '--from' : '--to',
      'one of two columns of moments is not named',
      'name both: --from start --to end',
    )
  if (choice.column !== undefined)
    throw usage('--column', 'stands beside --from and --to', 'name one column of durations, or two of moments')
  return between(grid, place(grid, choice.from, '--from'), place(grid, choice.to, '--to'))
}

function gridOf(path: string, text: string): Grid {
  const delimiter = delimiterOf(text)
  const lines: number[] = []
  const records = parsed(path, text, delimiter, lines)
  const [first] = records
  if (first === undefined) throw badFile(path, 'the file is empty', 'give a CSV file with one duration a line')
  const headed = first.every((cell) => !/^[+-]?\.?\d/.test(cell)) // no name begins as numbers and moments do
  const most = records.reduce((width, { length }) => Math.max(width, length), 0)
  return {
    path,
    headed,
    delimiter,
    names: Array.from({ length: most }, (_, i) => (headed && first[i] ? first[i] : `column ${i + 1}`)),
    rows: headed ? records.slice(1) : records,
    lines: headed ? lines.slice(1) : lines,
    text: text.split(/\r\n|\n|\r/),
  }
}

function parsed(path: string, text: string, delimiter: string, lines: number[]): string[][] {
  try {
    return parse(text, {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      delimiter,
      on_record: (record: string[], { lines: line }) => {
        lines.push(line)
        return record
      },
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : null
    const message = `this is not CSV: ${error.message.replace(/ at line.*| on line.*/, '')}`
    throw new BadInput([
      { file: path, line, column: null, path: '', message, remedy: 'close every quote, and write a quote within quotes twice' },
    ])
  }
}

/** The one of tab, semicolon and comma that is most often in the first line; a semicolon leaves the comma to decimals. */
function delimiterOf(text: string): string {
  const line =
    text
      .replace(/^\uFEFF/, '')
      .split(/\r\n|\n|\r/)
      .find((one) => one.trim() !== '' && !one.startsWith('#')) ?? ''
  return ['\t', ';'].find((one) => line.includes(one)) ?? ','
}

function ofColumn(grid: Grid, { column, unit }: ColumnChoice): Column {
  const at = column === undefined ? onlyColumn(grid, unit) : place(grid, column, '--column')
  const read = { unit, decimal: grid.delimiter !== ',' }
  return collect(grid, grid.names[at]!, (row, line) => {
    const cell = row[at] ?? ''
    if (cell === '') return null
    const seconds = readCell(cell, read)
    if (seconds === undefined) return wrong(grid, line, at, cell, `\`${cell}\` is not a duration`, remedyFor(cell))
    if (!Number.isFinite(seconds)) return wrong(grid, line, at, cell, `${cell} is too large`, 'write a duration of ordinary size')
    return seconds < 0 ? wrong(grid, line, at, cell, `a duration cannot be negative: ${cell}`, 'correct the row, or take it out') : seconds
  })
}

function between(grid: Grid, from: number, to: number): Column {
  return collect(grid, `${grid.names[from]} to ${grid.names[to]}`, (row, line) => {
    const cells = [from, to].map((at) => row[at] ?? '')
    if (cells.some((cell) => cell === '')) return null
    const [start, end] = cells.map(readMoment)
    if (start === undefined || end === undefined) {
      const [at, cell] = start === undefined ? [from, cells[0]!] : [to, cells[1]!]
      return wrong(grid, line, at, cell, `\`${cell}\` is not a moment`, 'write moments as 2026-03-02T06:00:00, with or without a zone')
    }
    const seconds = (end - start) / 1e6
    return seconds < 0
      ? wrong(grid, line, to, cells[1]!, `${cells[1]} is before ${cells[0]}`, 'correct the row, or exchange --from and --to')
      : seconds
  })
}

/** Reads every row, and throws with all that is wrong at once. */
function collect(grid: Grid, name: string, read: (row: readonly string[], line: number) => number | InputProblem | null): Column {
  const results = grid.rows.map((row, i) => read(row, grid.lines[i]!))
  const problems = results.filter((one): one is InputProblem => one !== null && typeof one === 'object')
  if (problems.length > 0) {
    const rest = problems.length - MOST_PROBLEMS
    const more = { file: grid.path, line: null, column: null, path: name, message: `and ${rest} more like these`, remedy: '' }
    throw new BadInput(rest > 0 ? [...problems.slice(0, MOST_PROBLEMS), more] : problems)
  }
  const durations = results.filter((one) => typeof one === 'number')
  if (durations.length < 2) {
    const found = durations.length === 0 ? 'no duration is' : 'only one duration is'
    throw badFile(grid.path, `${found} in ${name}`, 'two are the least that anything can be said of, and 30 a start')
  }
  return { name, durations, empty: results.length - durations.length }
}

/** By name, or by number from 1. */
function place({ names, headed }: Grid, wanted: string, flag: string): number {
  const named = headed ? names.indexOf(wanted) : -1
  if (named >= 0) return named
  const number = /^\d+$/.test(wanted) ? Number(wanted) - 1 : -1
  if (number >= 0 && number < names.length) return number
  const near = headed ? nearest(wanted, names) : undefined
  const remedy = near
    ? `did you mean ${near}?`
    : headed
      ? `the columns are ${names.join(', ')}`
      : `the file has no names: write a number from 1 to ${names.length}`
  throw usage(flag, `there is no column ${wanted}`, remedy)
}

/** The only column of which most cells are durations. */
function onlyColumn(grid: Grid, unit: string): number {
  if (grid.names.length === 1) return 0
  const read = { unit, decimal: grid.delimiter !== ',' }
  const good = (at: number) => grid.rows.filter((row) => readCell(row[at] ?? '', read) !== undefined).length
  const found = grid.names.map((_, at) => at).filter((at) => 2 * good(at) > grid.rows.length)
  if (found.length === 1) return found[0]!
  const which = found.length === 0 ? 'no column holds durations' : `${found.length} columns could be durations`
  throw usage(
    '--column',
    which,
    `say which: --column "${(found.length === 0 ? grid.names : found.map((at) => grid.names[at]!)).join('" or "')}"`,
  )
}

interface Reading {
  readonly unit: string
  /** A comma may stand for the decimal point. */
  readonly decimal: boolean
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

/** Seconds of `12.5` (in the unit), `52 s`, `1 h 30 min` or `0:01:30`; undefined where it is none. */
function readCell(cell: string, { unit, decimal }: Reading): number | undefined {
  const text = decimal ? cell.replace(/^([+-]?\d+),(\d+)/, '$1.$2') : cell
  if (text === '') return undefined
  const clock = /^(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)$/.exec(text)
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
  const seconds = readDuration(NUMBER.test(text) ? `${Number(text)} ${unit}` : text)
  return typeof seconds === 'number' ? seconds : undefined
}

function remedyFor(cell: string): string {
  if (/^[+-]?\d+,\d+$/.test(cell)) return `write decimals with a point: ${cell.replace(',', '.')}; or separate cells by semicolons`
  const read = readDuration(cell)
  return typeof read === 'number' ? 'write a number, or a number and its unit' : read.remedy
}

function wrong(grid: Grid, line: number, at: number, cell: string, message: string, remedy: string): InputProblem {
  return { file: grid.path, line, column: columnOf(grid, line, at, cell), path: grid.headed ? grid.names[at]! : '', message, remedy }
}

/** Where in its line a cell begins, from 1; null where quotes make that hard to say. */
function columnOf({ text, delimiter }: Grid, line: number, at: number, cell: string): number | null {
  const raw = text[line - 1] ?? ''
  if (raw.includes('"')) return null
  const before = raw.split(delimiter).slice(0, at)
  const start = before.reduce((sum, one) => sum + one.length + 1, 0)
  return raw.indexOf(cell, start) + 1 || null
}
