import { isMixedInteger, type LinearModel, objectiveValue } from '../model/linear-model.ts'
import { type Claim, gapOf, type SolveResult, type SolverName } from './result.ts'

/** A rule that x does not keep, and by how much. */
export interface Violation {
  readonly kind: 'row' | 'bound' | 'integrality' | 'number'
  readonly name: string
  readonly by: number
}

const tolerance = 1e-6

/** Every row, bound and whole number that x breaks, recomputed from the model alone. Tolerance 1e-6, relative to the largest term of the row. */
export function violations(model: LinearModel, x: ArrayLike<number>): Violation[] {
  if (x.length !== model.columns.length)
    return [{ kind: 'number', name: `${x.length} values for ${model.columns.length} columns`, by: Infinity }]
  const found: Violation[] = []
  for (const [j, { name, lower, upper, integer }] of model.columns.entries()) {
    const value = x[j] as number
    if (!Number.isFinite(value)) {
      found.push({ kind: 'number', name, by: Infinity })
      continue
    }
    const outside = Math.max(lower - value, value - upper)
    if (outside > tolerance * Math.max(1, Math.abs(value))) found.push({ kind: 'bound', name, by: outside })
    const fraction = Math.abs(value - Math.round(value))
    if (integer && fraction > tolerance) found.push({ kind: 'integrality', name, by: fraction })
  }
  if (found.some(({ kind }) => kind === 'number')) return found
  const activity = new Float64Array(model.rows.length)
  const scale = new Float64Array(model.rows.length).fill(1)
  const { row, column, value } = model.entries
  for (let i = 0; i < row.length; i++) {
    const at = row[i] as number
    const product = (value[i] as number) * (x[column[i] as number] as number)
    activity[at] = (activity[at] as number) + product
    scale[at] = Math.max(scale[at] as number, Math.abs(product))
  }
  for (const [i, { name, lower, upper }] of model.rows.entries()) {
    const outside = Math.max(lower - (activity[i] as number), (activity[i] as number) - upper)
    if (outside > tolerance * (scale[i] as number)) found.push({ kind: 'row', name, by: outside })
  }
  return found
}

/** Turns a solver's claim into a result. The recomputation decides the status; the claim only says what to look for. */
export function verify(model: LinearModel, claim: Claim, solver: SolverName, relativeGap = 1e-6): SolveResult {
  const nothing = { x: null, objective: null, bound: null, boundFrom: null, gap: null, nodes: claim.nodes, solver }
  if (claim.says === 'infeasible' || claim.says === 'unbounded') return { ...nothing, status: claim.says }
  if (claim.says === 'error') return { ...nothing, status: 'error', problem: claim.problem ?? 'the solver failed' }
  const bound = claim.bound !== null && Number.isFinite(claim.bound) ? claim.bound : null
  const bounded = { ...nothing, bound, boundFrom: bound === null ? null : ('solver' as const) }
  if (claim.x === null) return { ...bounded, status: 'limit' }

  const rounded = isMixedInteger(model) ? Float64Array.from(claim.x, (v, j) => (model.columns[j]?.integer ? Math.round(v) : v)) : claim.x
  const broken = violations(model, claim.x)
  // A whole number is off by more than the tolerance: this is the relaxation, however the solver calls it.
  if (broken.length > 0 && broken.every(({ kind }) => kind === 'integrality')) return { ...bounded, status: 'limit' }
  if (broken.length > 0) {
    const worst = broken[0] as Violation
    return { ...bounded, status: 'error', problem: `${solver} broke ${worst.kind} "${worst.name}" by ${worst.by}` }
  }
  const x = violations(model, rounded).length === 0 ? rounded : claim.x
  const objective = objectiveValue(model, x)
  const scale = Math.max(1, Math.abs(objective))
  if (claim.objective !== null && Math.abs(claim.objective - objective) > 1e-5 * scale)
    return { ...bounded, status: 'error', problem: `${solver} says the objective is ${claim.objective}; it is ${objective}` }
  const beyond = bound === null ? 0 : model.sense === 'minimise' ? bound - objective : objective - bound
  if (beyond > 1e-5 * scale)
    return { ...bounded, status: 'error', problem: `${solver} says nothing beats ${bound}, and its own solution has ${objective}` }
  const gap = gapOf(objective, bound)
  // Without integers the simplex ends at the optimum and bound = objective; with them `optimal` must be borne out by the bound.
  const proven = claim.says === 'optimal' && (bound === null ? !isMixedInteger(model) : (gap ?? 1) <= Math.max(relativeGap, 1e-6) * 1.01)
  return { ...bounded, status: proven ? 'optimal' : 'feasible', x, objective, gap }
}
