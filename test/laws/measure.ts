import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { interval } from '../../engine/experiment/interval.ts'
import { loadScenario, patchScenario } from '../../scenarios/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { bundle } from '../../scripts/bundle.mjs'
import type { Kpis, Law } from './laws.ts'
import type { Runs, RunsWanted } from './runs.ts'

export function loadLaw(file: string, set: Law['set'] = {}): Scenario {
  const path = new URL(`../../scenarios/laws/${file}.yaml`, import.meta.url)
  const loaded = loadScenario(readFileSync(path, 'utf8'), { file: `${file}.yaml` })
  const patch = Object.entries(set).map(([path, value]) => ({ set: path, value }))
  const patched = 'problems' in loaded || patch.length === 0 ? loaded : patchScenario(loaded.scenario, patch)
  if ('problems' in patched) {
    throw new Error(patched.problems.map(({ file, line, message, remedy }) => `${file}:${line} ${message}; ${remedy}`).join('\n'))
  }
  return patched.scenario
}

/**
 * KPIs of so many runs: ten replications of one seed, ten of the next, and so on. They run in a worker of compiled code: within the test
 * runner's modules they would take more than twice as long.
 */
export async function simulate(
  scenario: Scenario,
  { runs, seed, byCalendar = false }: { readonly runs: number; readonly seed: number; readonly byCalendar?: boolean },
): Promise<Kpis[]> {
  code ??= bundle('test/laws/runs.ts')
  const url = new URL(`data:text/javascript,${encodeURIComponent(await code)}`)
  const { keys, values } = await new Promise<Runs>((resolve, reject) => {
    const worker = new Worker(url, { workerData: { scenario, runs, seed, byCalendar } satisfies RunsWanted })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  const index = new Map(keys.map((key, i) => [key, i]))
  return values.map((row) => (name, subject = 'plant') => {
    const at = index.get(`${name} ${subject}`)
    if (at === undefined) throw new Error(`${scenario.id} has no KPI ${name} of ${subject}`)
    return row[at]!
  })
}

let code: Promise<string> | undefined

export const LAW_LEVEL = 0.999

/** Mean and half-width of the t-interval. */
export function estimate(values: readonly number[], level = LAW_LEVEL): { readonly mean: number; readonly halfWidth: number } {
  const { mean, halfWidth } = interval(values, level)
  if (mean === null || halfWidth === null) throw new Error('not defined in every run')
  return { mean, halfWidth }
}
