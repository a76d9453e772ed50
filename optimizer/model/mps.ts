import type { LinearModel } from './linear-model.ts'
import { namesOf } from './plain-names.ts'

/** The model as free-format MPS text. The sense stands in an OBJSENSE section, which HiGHS, CPLEX and Gurobi read. */
export function toMps(model: LinearModel): string {
  const { columns, rows } = namesOf(model)
  const inColumn: string[][] = model.columns.map(() => [])
  for (let i = 0; i < model.entries.row.length; i++)
    inColumn[model.entries.column[i] as number]?.push(`${rows[model.entries.row[i] as number]} ${model.entries.value[i]}`)

  const body = model.columns.flatMap(({ objective, integer }, j) => {
    const entries = [`objective ${objective}`, ...(inColumn[j] ?? [])].map((entry) => ` ${columns[j]} ${entry}`)
    if (!integer) return entries
    return [` M${j}a 'MARKER' 'INTORG'`, ...entries, ` M${j}b 'MARKER' 'INTEND'`]
  })
  const right = model.rows.flatMap((row, i) => {
    const side = row.upper === Infinity ? row.lower : row.upper
    return Number.isFinite(side) && side !== 0 ? [` rhs ${rows[i]} ${side}`] : []
  })
  const ranges = model.rows.flatMap((row, i) => {
    const width = row.upper - row.lower
    return Number.isFinite(width) && width > 0 ? [` range ${rows[i]} ${width}`] : []
  })
  const bounds = model.columns.flatMap(({ lower, upper }, j) => {
    const name = columns[j] as string
    if (lower === -Infinity && upper === Infinity) return [` FR bound ${name}`]
    if (lower === upper) return [` FX bound ${name} ${lower}`]
    return [
      lower === -Infinity ? ` MI bound ${name}` : ` LO bound ${name} ${lower}`,
      ...(upper === Infinity ? [` PL bound ${name}`] : [` UP bound ${name} ${upper}`]),
    ]
  })
  return [
    `NAME ${model.name.replaceAll(/\s+/g, '_')}`,
    'OBJSENSE',
    model.sense === 'minimise' ? ' MIN' : ' MAX',
    'ROWS',
    ' N objective',
    ...model.rows.map((row, i) => ` ${kind(row.lower, row.upper)} ${rows[i]}`),
    'COLUMNS',
    ...body,
    'RHS',
    // By custom the right side of the objective is minus its constant.
    ...(model.offset === 0 ? [] : [` rhs objective ${-model.offset}`]),
    ...right,
    ...(ranges.length > 0 ? ['RANGES', ...ranges] : []),
    'BOUNDS',
    ...bounds,
    'ENDATA',
    '',
  ].join('\n')
}

function kind(lower: number, upper: number): 'E' | 'L' | 'G' | 'N' {
  if (lower === upper) return 'E'
  if (upper < Infinity) return 'L'
  return lower > -Infinity ? 'G' : 'N'
}
