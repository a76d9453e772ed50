/**
 * A linear or mixed-integer model, sparse and without a word of any solver: optimise Σ objective·x + offset with every row's activity
 * within [lower, upper] and every column within its bounds. Infinite bounds are ±Infinity.
 */
export interface LinearModel {
  readonly name: string
  readonly sense: 'minimise' | 'maximise'
  readonly offset: number
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  /** Triplets, row by row; each (row, column) at most once. */
  readonly entries: { readonly row: Int32Array; readonly column: Int32Array; readonly value: Float64Array }
}

export interface Column {
  readonly name: string
  readonly lower: number
  readonly upper: number
  readonly objective: number
  readonly integer: boolean
}

export interface Row {
  /** A sentence in the planner's words: it is what an infeasible model is explained by. */
  readonly name: string
  readonly lower: number
  readonly upper: number
}

/** A decision, before it has a place in the model. Left out: lower 0, upper Infinity, objective 0, continuous. */
export interface Variable {
  readonly name: string
  readonly lower?: number
  readonly upper?: number
  readonly objective?: number
  readonly integer?: boolean
}

/** One row as a rule states it. With `equals`, the others are not given. */
export interface Constraint {
  readonly name: string
  readonly terms: readonly Term[]
  readonly atMost?: number
  readonly atLeast?: number
  readonly equals?: number
}

export interface Term {
  readonly coefficient: number
  readonly variable: string
}

/** Puts variables and rules together. Terms of one variable are added up; a name used twice or not known is a bug, and throws. */
export function linearModel(parts: {
  readonly name: string
  readonly sense: 'minimise' | 'maximise'
  readonly offset?: number
  readonly variables: readonly Variable[]
  readonly constraints: readonly Constraint[]
}): LinearModel {
  const index = new Map<string, number>()
  for (const { name } of parts.variables) {
    if (index.has(name)) throw new Error(`${parts.name}: two variables are called "${name}"`)
    index.set(name, index.size)
  }
  const row: number[] = []
  const column: number[] = []
  const value: number[] = []
  for (const [at, { name, terms }] of parts.constraints.entries()) {
    const sums = new Map<number, number>()
    for (const { coefficient, variable } of terms) {
      const place = index.get(variable)
      if (place === undefined) throw new Error(`${parts.name}: "${name}" speaks of "${variable}", which is no variable`)
      if (!Number.isFinite(coefficient)) throw new Error(`${parts.name}: "${name}" has ${coefficient} for "${variable}"`)
      sums.set(place, (sums.get(place) ?? 0) + coefficient)
    }
    for (const [place, sum] of sums) {
      if (sum === 0) continue
      row.push(at)
      column.push(place)
      value.push(sum)
    }
  }
  return {
    name: parts.name,
    sense: parts.sense,
    offset: parts.offset ?? 0,
    columns: parts.variables.map(({ name, lower = 0, upper = Infinity, objective = 0, integer = false }) => ({
      name,
      lower,
      upper,
      objective,
      integer,
    })),
    rows: parts.constraints.map(({ name, atMost = Infinity, atLeast = -Infinity, equals }) => ({
      name,
      lower: equals ?? atLeast,
      upper: equals ?? atMost,
    })),
    entries: { row: Int32Array.from(row), column: Int32Array.from(column), value: Float64Array.from(value) },
  }
}

/** The same model with whole numbers allowed to be fractions. */
export const relaxed = (model: LinearModel): LinearModel => ({
  ...model,
  columns: model.columns.map((column) => ({ ...column, integer: false })),
})

export const isMixedInteger = (model: LinearModel): boolean => model.columns.some((column) => column.integer)

/** Activity of every row at `x`. */
export function activities({ rows, entries }: LinearModel, x: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(rows.length)
  for (let i = 0; i < entries.row.length; i++) {
    const row = entries.row[i] as number
    sums[row] = (sums[row] as number) + (entries.value[i] as number) * (x[entries.column[i] as number] as number)
  }
  return sums
}

export function objectiveValue({ columns, offset }: LinearModel, x: ArrayLike<number>): number {
  return columns.reduce((sum, column, j) => sum + column.objective * (x[j] as number), offset)
}
