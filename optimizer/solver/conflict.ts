import type { Column, LinearModel, Row } from '../model/linear-model.ts'
import { solve } from './choose.ts'
import type { SolveOptions } from './result.ts'

/**
 * Names of rules that clash: no solution keeps all of them, and without any one of them there is one (as far as the node limit lets it be
 * seen). Empty where no clash is found. Elastic filter, then deletion filter (Chinneck & Dravnieks 1991).
 */
export async function conflictingRules(model: LinearModel, options: SolveOptions = {}): Promise<string[]> {
  const crossed = model.columns.filter(({ lower, upper }) => lower > upper)
  if (crossed.length > 0) return crossed.map(({ name }) => `the bounds of ${name}`)
  let suspects = await elasticFilter(model, options)
  for (const row of [...suspects]) {
    const without = suspects.filter((one) => one !== row)
    if (await clashes(model, without, options)) suspects = without
  }
  return suspects.map((row) => (model.rows[row] as Row).name)
}

/** Lets every row give, at a price; those that give first are made hard, until nothing is left to give. What was made hard clashes. */
async function elasticFilter(model: LinearModel, options: SolveOptions): Promise<number[]> {
  const hard = new Set<number>()
  while (hard.size < model.rows.length) {
    const { elastic, gives } = elasticModel(model, hard)
    const { status, x } = await solve(elastic, options)
    if (status === 'infeasible') return [...hard].sort((a, b) => a - b)
    if (x === null) return model.rows.map((_, row) => row)
    const giving = gives.filter(({ column }) => (x[column] as number) > 1e-7).map(({ row }) => row)
    if (giving.length === 0) return []
    for (const row of giving) hard.add(row)
  }
  return (await clashes(model, [...hard], options)) ? [...hard].sort((a, b) => a - b) : []
}

function elasticModel(model: LinearModel, hard: ReadonlySet<number>) {
  const { row, column, value } = model.entries
  const entries = Array.from(row, (at, i) => ({ row: at, column: column[i] as number, value: value[i] as number }))
  const columns: Column[] = model.columns.map((one) => ({ ...one, objective: 0 }))
  const gives: { row: number; column: number }[] = []
  const give = (at: number, sign: number) => {
    gives.push({ row: at, column: columns.length })
    entries.push({ row: at, column: columns.length, value: sign })
    columns.push({ name: `give ${columns.length}`, lower: 0, upper: Infinity, objective: 1, integer: false })
  }
  for (const [at, { lower, upper }] of model.rows.entries()) {
    if (hard.has(at)) continue
    if (lower > -Infinity) give(at, 1)
    if (upper < Infinity) give(at, -1)
  }
  return { gives, elastic: { ...model, sense: 'minimise' as const, offset: 0, columns, entries: rowByRow(entries) } }
}

async function clashes(model: LinearModel, rows: readonly number[], options: SolveOptions): Promise<boolean> {
  const place = new Map(rows.map((row, index) => [row, index]))
  const { row, column, value } = model.entries
  const entries = Array.from(row, (at, i) => ({ row: place.get(at) ?? -1, column: column[i] as number, value: value[i] as number }))
  const part: LinearModel = {
    ...model,
    columns: model.columns.map((one) => ({ ...one, objective: 0 })),
    rows: rows.map((at) => model.rows[at] as Row),
    entries: rowByRow(entries.filter((entry) => entry.row >= 0)),
  }
  return (await solve(part, options)).status === 'infeasible'
}

function rowByRow(entries: { row: number; column: number; value: number }[]): LinearModel['entries'] {
  const sorted = entries.sort((a, b) => a.row - b.row || a.column - b.column)
  return {
    row: Int32Array.from(sorted, (entry) => entry.row),
    column: Int32Array.from(sorted, (entry) => entry.column),
    value: Float64Array.from(sorted, (entry) => entry.value),
  }
}
