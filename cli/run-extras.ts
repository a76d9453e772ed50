import type { PrecisionReached } from '../engine/experiment/precision.ts'
import type { Quantile } from '../engine/experiment/quantiles.ts'
import type { MovedByTies, TieSensitivity } from '../engine/experiment/ties.ts'
import type { RunResult } from '../index.ts'
import { colours } from './colours.ts'
import { table } from './kpi-tables.ts'
import { change, quantity, within } from './quantity.ts'

/** KPIs in one table before the rest is left to `--all` or `--json`. */
const MOST_ROWS = 12

/** How many replications a precision took, and why no more. */
export function precisionText({ relative, kpi, subject, reached, most, stopped }: PrecisionReached, replications: number): string {
  const what = subject === 'plant' ? kpi : `${kpi} of ${subject}`
  const known = reached === null ? 'its precision is not known' : `it is known to ± ${percent(reached)}`
  switch (stopped) {
    case 'precise':
      return `${what}: ${known} after ${replications} replications, so that its error is at most ${percent(relative)}.`
    case 'most':
      return `${what}: ${known} after ${most} replications, the most allowed; ${percent(relative)} was asked. --replications N allows more.`
    case 'undefined':
      return `${what} has no value in one of ${replications} replications, so no precision can be reached. Run longer, or ask for another KPI.`
    case 'interrupted':
      return `${what}: ${known} after ${replications} replications, when it was interrupted; ${percent(relative)} was asked.`
    default:
      return stopped satisfies never
  }
}

/** P10, P50 and P90 of what varies of the plant; with `all`, of everything. */
export function quantileTable({ kpis, replications }: RunResult, { all }: { all: boolean }): string {
  const shown = kpis.filter(({ subject, mean, halfWidth }) => all || (subject === 'plant' && mean !== null && halfWidth !== 0))
  const rows = shown.map(({ name, subject, unit, quantiles }) => [
    ...(all ? [subject] : []),
    name,
    ...[quantiles?.p10, quantiles?.p50, quantiles?.p90].map((one) => cell(one ?? null, unit)),
  ])
  const few = rows.length > 0 && replications < 36 ? `\n${colours.dim('P10 and P90 need 36 replications, P50 needs 6')}` : ''
  return `${table([...(all ? ['subject'] : []), 'of the replications', 'P10', 'P50', 'P90'], rows)}${few}`
}

function cell(quantile: Quantile | null, unit: string): string {
  if (quantile === null) return '–'
  const { text, unit: shown } = within(quantile.estimate, quantile.low, quantile.high, unit)
  return `${text} ${shown}`
}

/** What depends on the order of simultaneous events. */
export function tiesText({ runs, moved }: TieSensitivity): string {
  if (moved.length === 0) return `Ties: ${runs} runs with simultaneous events shuffled; no KPI moves beyond noise.`
  const plantFirst = (a: MovedByTies, b: MovedByTies) => Number(b.subject === 'plant') - Number(a.subject === 'plant')
  const rows = [...moved]
    .sort(plantFirst)
    .slice(0, MOST_ROWS)
    .map(({ name, subject, unit, mean, low, high, spread }) => {
      const { text, unit: shown } = change(mean, low, high, unit)
      const scatter = quantity(spread, null, unit)
      return [name, subject, `${text} ${shown}`, `${scatter.text} ${scatter.unit}`]
    })
  const more = moved.length > rows.length ? `\n${colours.dim(`${moved.length - rows.length} more: --json`)}` : ''
  return [
    `Ties: in ${runs} runs with simultaneous events shuffled, ${moved.length} KPIs move beyond noise. The answer hangs on the order of events`,
    `that are due at the same instant: give them different times, or rules that decide.\n`,
    `${table(['', '', 'shuffled − as ordered', 'spread'], rows)}${more}`,
  ].join('\n')
}

const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`
