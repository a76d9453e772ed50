import { readFileSync } from 'node:fs'
import { type LoadedScenario, loadScenario } from '../../scenarios/index.ts'

/** A bundled plant in its normal form. */
export function demo(name: 'phone-parts' | 'auto-parts'): LoadedScenario {
  const file = new URL(`../../scenarios/${name}.yaml`, import.meta.url)
  const loaded = loadScenario(readFileSync(file, 'utf8'), { file: `${name}.yaml` })
  if ('problems' in loaded) throw new Error(`${name}: ${loaded.problems[0]?.message}`)
  return loaded
}
