import { isMixedInteger, type LinearModel, relaxed } from '../model/linear-model.ts'
import { solveWithHighs } from './highs.ts'
import { solveWithJavascriptLpSolver } from './javascript-lp-solver.ts'
import { gapOf, type SolveOptions, type SolveResult, type SolverName } from './result.ts'
import { verify } from './verify.ts'

/** Solves with the solver that suits the model, and believes nothing: see `verify`. */
export async function solve(model: LinearModel, options: SolveOptions & { readonly solver?: SolverName } = {}): Promise<SolveResult> {
  const crossed = model.columns.find(({ lower, upper }) => lower > upper) ?? model.rows.find(({ lower, upper }) => lower > upper)
  const solver = options.solver ?? choose(model)
  if (crossed) return verify(model, { says: 'infeasible', x: null, objective: null, bound: null, nodes: 0 }, solver)
  const claim = solver === 'highs' ? await solveWithHighs(model, options) : solveWithJavascriptLpSolver(model)
  const result = verify(model, claim, solver, options.relativeGap)
  if (result.status === 'error' && options.solver === undefined && solver === 'javascript-lp-solver')
    return solve(model, { ...options, solver: 'highs' })
  return result.bound === null && result.x !== null ? boundedByRelaxation(model, result, options) : result
}

/**
 * Measured on planning LPs: HiGHS takes 135 ms to start and then 28 ms for 182 rows, 87 ms for 728; the small solver starts at once and takes
 * 107 ms and 276 ms, and its dense tableau grows ninefold per doubling of periods. So up to about 300 rows the small one is as good and needs
 * no WASM. MIPs go to HiGHS at any size: it has a node limit and gives a bound.
 */
export function choose(model: LinearModel): SolverName {
  const bounds = model.columns.filter(({ lower, upper }) => lower > -Infinity && upper < Infinity).length
  const ranges = model.rows.filter(({ lower, upper }) => lower > -Infinity && upper < Infinity).length
  return !isMixedInteger(model) && model.rows.length + bounds + ranges <= 300 ? 'javascript-lp-solver' : 'highs'
}

async function boundedByRelaxation(model: LinearModel, result: SolveResult, options: SolveOptions): Promise<SolveResult> {
  const { status, objective: bound } = await solve(relaxed(model), { ...(options.stopped ? { stopped: options.stopped } : {}) })
  if (status !== 'optimal' || bound === null) return result
  const gap = gapOf(result.objective, bound)
  const proven = gap !== null && gap <= (options.relativeGap ?? 1e-6)
  return { ...result, bound, boundFrom: 'relaxation', gap, status: proven ? 'optimal' : result.status }
}
