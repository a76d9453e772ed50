import type { RunResult } from '../engine/experiment/result.ts'

interface Row {
  readonly file: string
  readonly result: RunResult
}

/** One line per scenario and KPI. */
export function summaryCsv(rows: readonly Row[]): string {
  const head = [
    'scenario',
    'file',
    'hash',
    'seed',
    'replications',
    'horizon_s',
    'warmup_s',
    'kpi',
    'subject',
    'unit',
    'mean',
    'half_width',
    'level',
  ]
  return csv(
    head,
    rows.flatMap(({ file, result }) => {
      const { scenario, seed, replications, horizon, warmUp } = result
      const own = [scenario.id, file, scenario.hash, seed, replications, horizon, warmUp]
      return result.kpis.map(({ name, subject, unit, mean, halfWidth, level }) => [...own, name, subject, unit, mean, halfWidth, level])
    }),
  )
}

/** One line per scenario, KPI and replication, for statistics elsewhere. */
export function replicationsCsv(rows: readonly Row[]): string {
  return csv(
    ['scenario', 'hash', 'replication', 'kpi', 'subject', 'unit', 'value'],
    rows.flatMap(({ result: { scenario, kpis } }) =>
      kpis.flatMap(({ name, subject, unit, values }) =>
        values.map((value, r) => [scenario.id, scenario.hash, r, name, subject, unit, value]),
      ),
    ),
  )
}

/** A point of a design and what came of it. */
export interface SweptPoint {
  readonly settings: readonly string[]
  readonly hash: string
  readonly outcome: string
  readonly result: RunResult | null
}

/** One line per design point: its settings, then mean and half-width of each KPI in `columns`. */
export function sweepCsv(
  paths: readonly string[],
  points: readonly SweptPoint[],
  columns: readonly { readonly name: string; readonly subject: string }[],
): string {
  const titles = columns.map(({ name, subject }) => (subject === 'plant' ? name : `${name}:${subject}`))
  return csv(
    ['point', ...paths, 'hash', 'outcome', 'replications', ...titles.flatMap((title) => [title, `${title} half_width`])],
    points.map(({ settings, hash, outcome, result }, i) => {
      const found = new Map(result?.kpis.map((kpi) => [`${kpi.name} ${kpi.subject}`, kpi]))
      const measured = columns.flatMap(({ name, subject }) => {
        const kpi = found.get(`${name} ${subject}`)
        return [kpi?.mean ?? null, kpi?.halfWidth ?? null]
      })
      return [i + 1, ...settings, hash, outcome, result?.replications ?? null, ...measured]
    }),
  )
}

/** RFC 4180, with an empty field for what is not defined. */
function csv(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

function field(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
