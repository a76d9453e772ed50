import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type OptimizeResult, RunFailed, type Subject } from '../index.ts'
import { quickPlant } from './cli/takt.ts'

/** The library as it is built, which is what `import … from 'takt'` gives. */
const { loadScenario, simulate, compare, optimize, openLog, patchScenario } = (await import(
  /* @vite-ignore */ new URL('../dist/node/index.js', import.meta.url).href
)) as typeof import('../index.ts')

function loaded(text: string, file = 'plant.yaml'): Subject {
  const plant = loadScenario(text, { file })
  if ('problems' in plant) throw new Error(plant.problems.map(({ message }) => message).join('\n'))
  return plant
}

const quick = loaded(quickPlant)

describe('the library', () => {
  it('loads, simulates and records, in this thread and in threads of its own, with the same result', async () => {
    const pieces: Uint8Array[] = []
    const here = await simulate(quick, { replications: 3, onLog: (bytes) => void pieces.push(bytes.slice()) })
    const apart = await simulate(quick, { replications: 3, workers: 2, onLog: () => {} })
    expect({ ...apart, wallSeconds: 0 }).toEqual({ ...here, wallSeconds: 0 })
    expect(openLog(Buffer.concat(pieces)).verify()).toMatchObject({ complete: true, hash: here.logHash })
  })

  it('gives the mistakes of a scenario as data', () => {
    expect(loadScenario('schema: takt/1\nflow: 3\n', { file: 'a.yaml' })).toMatchObject({
      problems: [{ path: 'horizon' }, { file: 'a.yaml', line: 2, path: 'flow' }],
    })
  })

  it('compares a patched scenario with its base', async () => {
    const patch = [{ set: 'stations.mill.time.mean', value: '20 s' }] as const
    const variant = patchScenario(quick.scenario, patch)
    if ('problems' in variant) throw new Error('the patch is good')
    const { variants } = await compare(quick, [{ ...variant, id: 'faster', patch }], { replications: 3 })
    expect(variants).toMatchObject([{ id: 'faster', patch }])
    const lead = variants[0]!.differences.find(({ name, subject }) => name === 'leadTime' && subject === 'plant')
    expect(lead!.mean).toBeLessThan(0)
  })

  it('optimizes and proves', async () => {
    const file = fileURLToPath(new URL('../scenarios/auto-parts.yaml', import.meta.url))
    const plant = loaded(readFileSync(file, 'utf8'), file)
    const result: OptimizeResult = await optimize(plant, { for: 'maintenance', replications: 2, workers: 2, solveApart: true })
    expect(result).toMatchObject({ outcome: 'suggested', replications: 2, variants: [{ id: expect.any(String) }] })
  })

  it('a signal ends it with what is done, marked partial', async () => {
    const controller = new AbortController()
    const onProgress = () => controller.abort()
    const result = await simulate(quick, { replications: 50, onProgress, signal: controller.signal })
    expect(result.partial).toBe(true)
    expect(result.replications).toBeGreaterThan(0)
    expect(result.replications).toBeLessThan(50)
    const before = await simulate(quick, { signal: AbortSignal.abort() })
    expect(before).toMatchObject({ partial: true, replications: 0 })
    const unsolved = await optimize(quick, { for: 'plan', solveApart: true, signal: AbortSignal.abort() })
    expect(unsolved).toMatchObject({ partial: true, variants: [] })
  })

  it('says by its error when a model cannot be run', async () => {
    const stuck = loaded(quickPlant.replace('{ kind: exponential, mean: 60 s }', '{ kind: uniform, min: 0 s, max: 0.0000001 s }'))
    await expect(simulate(stuck)).rejects.toMatchObject({ name: new RunFailed('').name })
  })
})
