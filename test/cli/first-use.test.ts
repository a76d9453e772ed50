import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Cell } from '../../analysis/activities/index.ts'
import { loadScenario } from '../../scenarios/index.ts'
import { put, start, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const takt = (...args: readonly string[]) => start(args, { cwd: folder }).ended

/** Each adds one area to the file before, and says nothing of what is there already. */
const more = {
  'quality.yaml': `schema: takt/1
extends: first-plant.yaml
products: { part: { route: { drill: { defects: { burr: { probability: 3 % } } }, mill: { test: { finds: [ burr ] } } } } }
`,
  'maintenance.yaml': `schema: takt/1
extends: quality.yaml
crews: { fitters: { size: 1 } }
stations: { drill: { maintenance: [ { id: service, every: 2 h, first: 1 h, duration: 10 min, crew: fitters } ] } }
`,
  'inventory.yaml': `schema: takt/1
extends: maintenance.yaml
suppliers: { smith: { leadTime: 30 min } }
materials: { blank: { initialStock: 60, reorderPoint: 60, orderQuantity: 100, supplier: smith } }
products: { part: { route: { drill: { components: [ { item: blank } ] } } } }
`,
}
for (const [name, text] of Object.entries(more)) put(folder, name, text)
const files = ['first-plant.yaml', ...Object.keys(more)]

const read = (name: string) => {
  const loaded = loadScenario(readFileSync(join(folder, name), 'utf8'), {
    file: name,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
  })
  if ('problems' in loaded) throw new Error(loaded.problems.map(({ message }) => message).join('\n'))
  return loaded.scenario
}

const known = new Map<string, Promise<Record<string, number>>>()
/** How many activities of each area a run of the scenario shows. */
function areasOf(name: string): Promise<Record<string, number>> {
  const found = known.get(name) ?? areas(name)
  known.set(name, found)
  return found
}

async function areas(name: string): Promise<Record<string, number>> {
  const ran = await takt('run', name, '--log', `${name}.takt`, '--quiet')
  expect(ran.stderr).toBe('')
  const { stdout } = await takt('report', `${name}.takt`, '--coverage', '--json')
  const { cells } = JSON.parse(stdout) as { readonly cells: readonly Cell[] }
  const counts: Record<string, number> = {}
  for (const { area, activity, covered } of cells) if (covered && activity !== 'analysis') counts[area] = (counts[area] ?? 0) + 1
  return counts
}

describe('first use, in an empty folder', { timeout: 180_000 }, () => {
  it('[F04] three commands give the first answers within minutes, and nothing is on that was not asked for', async () => {
    const began = performance.now()
    expect((await takt('init')).code).toBe(0)
    const made = readdirSync(folder).filter((name) => !(name in more))
    expect(made).toEqual(['first-plant.yaml'])
    const areas = await areasOf('first-plant.yaml')
    const { code, stdout } = await takt('report', 'first-plant.yaml.takt')
    // The user's limit is five minutes in all; this is far below it wherever it runs.
    expect(performance.now() - began).toBeLessThan(5 * 60_000)
    expect(code).toBe(0)
    for (let question = 1; question <= 9; question++) expect(stdout).toContain(`\n${question}. `.slice(question === 1 ? 1 : 0))
    // Scrap is counted, and nothing else of quality.
    expect(areas.quality ?? 0).toBeLessThanOrEqual(1)
    expect(areas.inventory ?? 0).toBe(0)
    const { crews, materials, tools, transport, calendars, orders } = read('first-plant.yaml')
    expect([crews, materials, tools, transport, calendars, orders]).toEqual([[], [], [], [], [], []])
  })

  it('[F02] an area is added by a file of its own: nothing of the plant is modelled again, and what it was stays', async () => {
    const seen: Record<string, number>[] = []
    for (const file of files) seen.push(await areasOf(file))
    expect(seen.map(({ quality = 0 }) => quality > 1)).toEqual([false, true, true, true])
    expect(seen.map(({ inventory = 0 }) => inventory > 0)).toEqual([false, false, false, true])
    expect(seen[2]!.maintenance).toBeGreaterThan(seen[1]!.maintenance!)
    for (const [i, areas] of seen.slice(1).entries())
      for (const [area, count] of Object.entries(seen[i]!)) expect(areas[area], area).toBeGreaterThanOrEqual(count)
    const [first, all] = [read('first-plant.yaml'), read('inventory.yaml')]
    expect(all.sources).toEqual(first.sources)
    expect(all.stations.map(({ maintenance: _, ...station }) => station)).toEqual(
      first.stations.map(({ maintenance: _, ...station }) => station),
    )
    for (const text of Object.values(more)) expect(text).not.toMatch(/time:|buffer|source|sink/)
  })

  it('[D05] one package, one file and one run have all four areas: there is no step of integration', async () => {
    const areas = await areasOf('inventory.yaml')
    for (const area of ['production', 'quality', 'maintenance', 'inventory']) expect(areas[area], area).toBeGreaterThanOrEqual(3)
    const { bin } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      readonly bin: Record<string, string>
    }
    expect(Object.keys(bin)).toEqual(['takt'])
    const { stdout } = await takt('report', 'inventory.yaml.takt', '--coverage')
    expect(stdout).toContain('0 whose cause is not in the log')
  })
})
