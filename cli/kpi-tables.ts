import Table from 'cli-table3'
import type { KpiResult, RunResult } from '../index.ts'
import type { Scenario } from '../scenarios/model.ts'
import { colours } from './colours.ts'
import { printable } from './printable.ts'
import { quantity } from './quantity.ts'

/** Rows of one table before the rest is left to `--all`. */
const MOST_ROWS = 12

/** What is most useful of a result, grouped by subject; or, with `all`, every KPI of every subject, one a row. */
export function kpiTables({ kpis, input }: RunResult, { all }: { all: boolean }): string {
  if (all || !input) return flat(kpis)
  const groups = [plant(kpis), ...matrices(input).map((matrix) => byColumns(kpis, matrix))].filter((text) => text !== '')
  return `${groups.join('\n\n')}\n\n${colours.dim(`${kpis.length} KPIs in all: --all or --json`)}`
}

/** Lines without a frame: columns two spaces apart, the first to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const drawn = new Table({
    head: head.map((text) => colours.bold(text)),
    chars: Object.fromEntries(borders.map((name) => [name, name === 'middle' ? ' ' : ''])),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
    colAligns: head.map((_, i) => (right.includes(i) ? 'right' : 'left')),
  })
  drawn.push(...rows.map((row) => row.map(printable)))
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

const borders = [
  ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
  ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
]

const ofThePlant = [
  ...['throughput', 'leadTime', 'waitingTime', 'wip', 'onTimeRatio', 'serviceLevel', 'scrapRatio', 'reworkRatio'],
  ...['oee', 'lineOee', 'cost', 'inventoryTurns', 'energy', 'energyPerUnit', 'co2'],
]

function plant(kpis: readonly KpiResult[]): string {
  const own = new Map(kpis.filter(({ subject }) => subject === 'plant').map((kpi) => [kpi.name, kpi]))
  const rows = ofThePlant
    .flatMap((name) => own.get(name) ?? [])
    .filter(({ mean }) => mean !== null)
    .map(({ name, mean, halfWidth, unit }) => {
      const { text, unit: shown } = quantity(mean, halfWidth, unit)
      return [name, text, shown]
    })
  return rows.length === 0 ? '' : table(['plant', '', ''], rows, [1])
}

const ofState = (name: string) => `state.${name}`

interface Matrix {
  readonly title: string
  readonly subjects: readonly string[]
  readonly names: readonly string[]
}

const matrices = ({ stations, buffers, products, materials, crews, pallets, tools }: Scenario): Matrix[] => [
  {
    title: 'station',
    subjects: stations.map(({ id }) => id),
    names: [
      ...['processing', 'setup', 'down', 'maintenance', 'paused', 'held', 'blocked', 'waiting', 'starved', 'idle', 'unknown'].map(ofState),
      'oee',
    ],
  },
  {
    title: 'buffer',
    subjects: buffers.map(({ id }) => id),
    names: ['queueLength', 'waitingTime', 'utilisation', 'storeCycle', 'storeMoves'],
  },
  {
    title: 'product',
    subjects: products.length > 1 ? products.map(({ id }) => id) : [],
    names: ['throughput', 'leadTime', 'wip', 'onTimeRatio', 'inventory', 'serviceLevel'],
  },
  {
    title: 'crew',
    subjects: crews.flatMap(({ id, persons }) => [id, ...persons.map((person) => `${id}/${person.id}`)]),
    names: ['utilisation', ...['busy', 'travelling', 'idle', 'off'].map(ofState)],
  },
  { title: 'tool', subjects: tools.map(({ id }) => id), names: ['utilisation', 'toolsUsed', 'toolsReground', 'toolsBroken'] },
  { title: 'pallet', subjects: pallets.map(({ id }) => id), names: ['utilisation'] },
  { title: 'material', subjects: materials.map(({ id }) => id), names: ['inventory', 'inventoryTurns', 'serviceLevel'] },
]

/** A share of the time that no table shows: below 0.05 %. */
const NOTHING = 0.0005

/** Subjects down, KPIs across. Columns in which next to nothing ever happens are left out, so that the states of each row still tile its time. */
function byColumns(kpis: readonly KpiResult[], { title, subjects, names }: Matrix): string {
  const found = new Map(kpis.map((kpi) => [`${kpi.name} ${kpi.subject}`, kpi]))
  const isShown = (name: string) => (kpi: KpiResult | undefined) => {
    const size = Math.abs(kpi?.mean ?? 0)
    return name.startsWith('state.') ? size >= NOTHING : size > 0
  }
  const columns = names.filter((name) => subjects.map((subject) => found.get(`${name} ${subject}`)).some(isShown(name)))
  if (columns.length === 0) return ''
  const shown = subjects.slice(0, MOST_ROWS)
  const rows = shown.map((subject) => [
    subject,
    ...columns.map((name) => {
      const kpi = found.get(`${name} ${subject}`)
      if (!kpi || kpi.mean === null) return '–'
      const { text, unit } = quantity(kpi.mean, kpi.halfWidth, kpi.unit)
      return unit === '' ? text : `${text} ${unit}`
    }),
  ])
  if (subjects.length > shown.length) rows.push([`… ${subjects.length - shown.length} more`, ...columns.map(() => '')])
  const head = [title, ...columns.map((name) => name.replace(/^state\./, ''))]
  return table(
    head,
    rows,
    columns.map((_, i) => i + 1),
  )
}

function flat(kpis: readonly KpiResult[]): string {
  const rows = kpis.map(({ subject, name, mean, halfWidth, unit }) => {
    const { text, unit: shown } = quantity(mean, halfWidth, unit)
    return [subject, name, text, shown]
  })
  return table(['subject', 'KPI', 'mean', 'unit'], rows, [2])
}
