/** The page's door to simulation: experiments over a pool of its workers. The viewer sees nothing of the engine but this and the log. */
export { runComparison, runExperiment, type Subject, type Variant } from '../experiment/experiment.ts'
export { RunFailed, type SimulationPool } from '../experiment/pool.ts'
export type { ComparedVariant, Comparison, Difference, KpiResult, RunResult, Verdict } from '../experiment/result.ts'
export { browserPool } from './browser-pool.ts'
