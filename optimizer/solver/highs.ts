import type { Highs, Model, ModelData, VariableType } from 'highs'
import { isMixedInteger, type LinearModel } from '../model/linear-model.ts'
import type { Claim, SolveOptions } from './result.ts'
import { violations } from './verify.ts'

/**
 * HiGHS (C++ compiled to WASM), for larger LPs and all MIPs. Loaded when first asked; 3.5 MB. One thread, a fixed seed and limits that count,
 * never clocks: the same model gives the same answer.
 */
export async function solveWithHighs(model: LinearModel, options: SolveOptions = {}): Promise<Claim> {
  loaded ??= load()
  const highs = await loaded
  let instance: Model | undefined
  try {
    instance = highs.createModel(toHighs(highs, model))
    instance.options.set({
      random_seed: 0,
      mip_rel_gap: options.relativeGap ?? 1e-6,
      mip_abs_gap: 1e-9,
      ...(options.nodeLimit === undefined ? {} : { mip_max_nodes: options.nodeLimit }),
    })
    const { start } = options
    if (start && isMixedInteger(model) && violations(model, start).length === 0)
      instance.setSolution({ colValue: Float64Array.from(start) })
    return run(highs, instance, model, options)
  } catch (error) {
    // After an abort the WASM memory may be broken: the next model gets a fresh one.
    if (error instanceof WebAssembly.RuntimeError) loaded = undefined
    return { ...nothing, says: 'error', problem: String(error) }
  } finally {
    instance?.dispose()
  }
}

let loaded: Promise<Highs> | undefined

const nothing = { x: null, objective: null, bound: null, nodes: null } as const

async function load(): Promise<Highs> {
  const { default: loadHighs } = await import('highs')
  return loadHighs()
}

function run(highs: Highs, instance: Model, model: LinearModel, { stopped, onImproved }: SolveOptions): Claim {
  const { modelStatus, callbackType } = highs.constants
  const callbacks = {
    ...(stopped
      ? {
          [callbackType.mipInterrupt]: (event: { interrupt(): void }) => {
            if (stopped()) event.interrupt()
            return undefined
          },
        }
      : {}),
    ...(onImproved
      ? {
          [callbackType.mipImprovingSolution]: ({ data }: { data: { objective_function_value?: number } }) => {
            if (data.objective_function_value !== undefined) onImproved(data.objective_function_value)
            return undefined
          },
        }
      : {}),
  }
  let status = instance.run(callbacks).modelStatus
  if (status === modelStatus.unboundedOrInfeasible) {
    // Presolve cannot tell which; the simplex can.
    instance.options.set({ presolve: 'off' })
    status = instance.run(callbacks).modelStatus
  }
  const mixed = isMixedInteger(model)
  const nodes = mixed ? Math.max(0, Number(instance.info.get('mip_node_count'))) : 0
  if (status === modelStatus.infeasible) return { ...nothing, says: 'infeasible', nodes }
  if (status === modelStatus.unbounded) return { ...nothing, says: 'unbounded', nodes }
  const found = instance.info.get('primal_solution_status') === highs.constants.solutionStatus.feasible
  const claim = {
    x: found ? instance.getSolution().colValue : null,
    objective: found ? instance.getObjectiveValue() : null,
    bound: mixed ? Number(instance.info.get('mip_dual_bound')) : null,
    nodes,
  }
  // A model without rows or columns may come back as empty: what it has is then the answer.
  if (status === modelStatus.optimal || status === modelStatus.empty) {
    const x = claim.x ?? (model.columns.length === 0 ? new Float64Array() : null)
    const objective = x === null ? null : (claim.objective ?? model.offset)
    return { says: 'optimal', x, objective, bound: mixed ? claim.bound : objective, nodes }
  }
  const counted: readonly number[] = [
    modelStatus.solutionLimit,
    modelStatus.interrupted,
    modelStatus.iterationLimit,
    modelStatus.objectiveBound,
    modelStatus.objectiveTarget,
  ]
  if (counted.includes(status)) return { ...claim, says: 'stopped' }
  return { ...nothing, says: 'error', problem: `HiGHS ended with model status ${status}` }
}

function toHighs(highs: Highs, model: LinearModel): ModelData {
  const { columns, rows, entries } = model
  const { variableType, objectiveSense } = highs.constants
  const starts = new Int32Array(rows.length + 1)
  for (const row of entries.row) starts[row + 1] = (starts[row + 1] as number) + 1
  for (let i = 0; i < rows.length; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number)
  const types: VariableType[] = columns.map(({ integer }) => (integer ? variableType.integer : variableType.continuous))
  return {
    numCols: columns.length,
    numRows: rows.length,
    sense: model.sense === 'minimise' ? objectiveSense.minimize : objectiveSense.maximize,
    offset: model.offset,
    colCost: columns.map(({ objective }) => objective),
    colLower: columns.map(({ lower }) => lower),
    colUpper: columns.map(({ upper }) => upper),
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => upper),
    // Triplets come row by row, so they are the rows' entries as they stand.
    matrix: { format: 'csr', numRows: rows.length, numCols: columns.length, starts, indices: entries.column, values: entries.value },
    ...(isMixedInteger(model) ? { integrality: types } : {}),
  }
}
