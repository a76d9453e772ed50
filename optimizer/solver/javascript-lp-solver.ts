import solver, { type ConstraintBound, type ModelDefinition, type VariableCoefficients } from 'javascript-lp-solver'
import { isMixedInteger, type LinearModel, objectiveValue } from '../model/linear-model.ts'
import type { Claim } from './result.ts'

/**
 * javascript-lp-solver: a dense tableau in 32 kB, synchronous, for small LPs. It has no node limit and no way to be stopped, and gives no bound
 * of a MIP.
 */
export function solveWithJavascriptLpSolver(model: LinearModel): Claim {
  try {
    const { definition, places } = toDefinition(model)
    return interpret(model, places, solver.Solve(definition) as Answer)
  } catch (error) {
    return { says: 'error', x: null, objective: null, bound: null, nodes: null, problem: String(error) }
  }
}

/** What the solver gives back: variables that are zero are left out. */
export interface Answer {
  readonly feasible: boolean
  readonly result: number
  readonly bounded?: boolean
  readonly isIntegral?: boolean
  readonly [variable: string]: number | boolean | undefined
}

/** Where a column's value comes from: x = shift + direction · variable, since every variable begins at 0 (or is free). */
interface Place {
  readonly key: string
  readonly shift: number
  readonly direction: 1 | -1
  readonly free: boolean
}

/** Reads an answer. Unbounded comes as feasible; so does, of a MIP ended early, the fractional relaxation: only `verify` sees that. */
export function interpret(model: LinearModel, places: readonly Place[], answer: Answer): Claim {
  const nothing = { x: null, objective: null, bound: null, nodes: null }
  // Unbounded is looked for first: such an answer calls itself feasible, and holds some numbers.
  if (answer.bounded === false && answer.feasible) return { ...nothing, says: 'unbounded' }
  if (!answer.feasible) return { ...nothing, says: 'infeasible' }
  const x = Float64Array.from(places, ({ key, shift, direction }) => {
    const value = answer[key]
    return shift + direction * (typeof value === 'number' ? value : 0)
  })
  const objective = objectiveValue(model, x)
  // An LP that ended is optimal, so its value is its bound; a MIP ended somewhere.
  return isMixedInteger(model)
    ? { says: 'stopped', x, objective, bound: null, nodes: null }
    : { says: 'optimal', x, objective, bound: objective, nodes: 0 }
}

export function placesOf(model: LinearModel): Place[] {
  return model.columns.map(({ lower, upper, integer }, j) => {
    const key = `x${j}`
    if (lower > -Infinity) return { key, shift: integer ? Math.ceil(lower) : lower, direction: 1, free: false }
    if (upper < Infinity) return { key, shift: integer ? Math.floor(upper) : upper, direction: -1, free: false }
    return { key, shift: 0, direction: 1, free: true }
  })
}

function toDefinition(model: LinearModel): { definition: ModelDefinition; places: Place[] } {
  const places = placesOf(model)
  const variables: Record<string, VariableCoefficients> = {}
  const constraints: Record<string, ConstraintBound> = {}
  const shifts = new Float64Array(model.rows.length)
  for (const [j, { objective, lower, upper }] of model.columns.entries()) {
    const { key, shift, direction } = places[j] as Place
    const coefficients: VariableCoefficients = { objective: objective * direction }
    // The other bound of a column costs a row.
    const room = direction === 1 ? upper - shift : shift - lower
    if (Number.isFinite(room)) {
      constraints[`b${j}`] = { max: room }
      coefficients[`b${j}`] = 1
    }
    variables[key] = coefficients
  }
  const { row, column, value } = model.entries
  for (let i = 0; i < row.length; i++) {
    const at = row[i] as number
    const { key, shift, direction } = places[column[i] as number] as Place
    const coefficients = variables[key] as VariableCoefficients
    coefficients[`r${at}`] = (value[i] as number) * direction
    shifts[at] = (shifts[at] as number) + (value[i] as number) * shift
  }
  for (const [i, { lower, upper }] of model.rows.entries()) {
    const shift = shifts[i] as number
    if (lower === upper) constraints[`r${i}`] = { equal: lower - shift }
    else
      constraints[`r${i}`] = {
        ...(Number.isFinite(lower) ? { min: lower - shift } : {}),
        ...(Number.isFinite(upper) ? { max: upper - shift } : {}),
      }
  }
  const keys = (chosen: (place: Place, j: number) => boolean | undefined) =>
    Object.fromEntries(places.filter(chosen).map(({ key }) => [key, 1 as const]))
  const definition: ModelDefinition = {
    optimize: 'objective',
    opType: model.sense === 'minimise' ? 'min' : 'max',
    constraints,
    variables,
    ints: keys((_, j) => model.columns[j]?.integer),
    unrestricted: keys(({ free }) => free),
  }
  return { definition, places }
}
