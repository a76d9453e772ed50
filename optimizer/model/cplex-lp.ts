import type { LinearModel } from './linear-model.ts'
import { namesOf } from './plain-names.ts'

/** The model as CPLEX-LP text, for people and for other solvers. Columns are called `x_…`, rows `r_…`. */
export function toCplexLp(model: LinearModel): string {
  const { columns, rows } = namesOf(model)
  const termsOf: string[][] = model.rows.map(() => [])
  for (let i = 0; i < model.entries.row.length; i++) {
    const column = columns[model.entries.column[i] as number] as string
    termsOf[model.entries.row[i] as number]?.push(term(model.entries.value[i] as number, column))
  }
  // A row or objective without terms still needs one: the format knows no empty expression.
  const anything = columns[0] ?? 'x_none'
  const sum = (terms: readonly string[]) => (terms.length > 0 ? terms : [term(0, anything)]).join(' ')
  const objective = model.columns.flatMap((column, j) => (column.objective === 0 ? [] : [term(column.objective, columns[j] as string)]))
  const constant = model.offset === 0 ? '' : ` ${term(model.offset, '').trimEnd()}`
  const constraints = model.rows.flatMap(({ lower, upper }, i) => {
    const name = rows[i] as string
    const left = sum(termsOf[i] ?? [])
    if (lower === upper) return [` ${name}: ${left} = ${upper}`]
    const above = Number.isFinite(lower) ? [` ${name}${Number.isFinite(upper) ? '_low' : ''}: ${left} >= ${lower}`] : []
    const below = Number.isFinite(upper) ? [` ${name}: ${left} <= ${upper}`] : []
    return [...above, ...below]
  })
  const bounds = model.columns.map(({ lower, upper }, j) => {
    const name = columns[j] as string
    if (lower === -Infinity && upper === Infinity) return ` ${name} free`
    return ` ${bound(lower)} <= ${name} <= ${bound(upper)}`
  })
  const integers = columns.filter((_, j) => model.columns[j]?.integer)
  return [
    `\\ ${model.name.replaceAll('\n', ' ')}`,
    model.sense === 'minimise' ? 'Minimize' : 'Maximize',
    ` objective: ${sum(objective)}${constant}`,
    'Subject To',
    ...constraints,
    'Bounds',
    ...bounds,
    ...(integers.length > 0 ? ['Generals', ...integers.map((name) => ` ${name}`)] : []),
    'End',
    '',
  ].join('\n')
}

const term = (coefficient: number, name: string) => `${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient)} ${name}`

const bound = (value: number) => (value === Infinity ? '+inf' : value === -Infinity ? '-inf' : `${value}`)
