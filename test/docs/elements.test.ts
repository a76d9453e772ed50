import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { simulate } from '../../index.ts'
import { loadScenario } from '../../scenarios/index.ts'
import { takt } from '../cli/takt.ts'

const docs = fileURLToPath(new URL('../../docs', import.meta.url))
const files = readdirSync(docs, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'))
const scenarios = files.filter((name) => /\.ya?ml$/.test(name))
const pages = files.filter((name) => /^elements\/(?!README)[\w-]+\.md$/.test(name))
const text = (name: string) => readFileSync(join(docs, name), 'utf8')

/** The names of parameters that a page's tables explain: `| `every` | …`. */
const rows = (page: string) => [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name)

describe('the scenarios in docs/', { timeout: 120_000 }, () => {
  it('there are some', () => {
    expect(scenarios.length).toBeGreaterThan(0)
  })

  it.each(scenarios)('%s loads without a remark and runs, with something made', async (name) => {
    const read = (path: string) => readFileSync(path, 'utf8')
    const loaded = loadScenario(text(name), { file: join(docs, name), read })
    if ('problems' in loaded) throw new Error(loaded.problems.map(({ message }) => message).join('\n'))
    const { kpis, warnings } = await simulate(loaded, { replications: 2 })
    expect(warnings ?? []).toEqual([])
    expect(kpis.find(({ name, subject }) => name === 'throughput' && subject === 'plant')!.mean).toBeGreaterThan(0)
  })

  it('takt run takes each of them', async () => {
    for (const name of scenarios) {
      const { code, stderr } = await takt('run', join(docs, name), '--replications', '1', '--quiet')
      expect([name, code, stderr]).toEqual([name, 0, ''])
    }
  })
})

describe.each(pages)('docs/%s', (page) => {
  it('has a runnable scenario of the same name, and shows how to run it', () => {
    expect(scenarios).toContain(page.replace(/\.md$/, '.yaml'))
    expect(text(page)).toContain(`npx takt run docs/${page.replace(/\.md$/, '.yaml')}`)
  })

  it('draws its states or its flow, explains its parameters in a table, and names its rules', () => {
    expect(text(page)).toMatch(/```(text)?\n(?:(?!```)[\s\S])*?[─▶│>|-]{2}/)
    expect(rows(text(page)).length).toBeGreaterThan(2)
    expect(text(page)).toMatch(/\[[A-Z]\d+\]/)
    expect(text(page)).toContain('engine/SPEC.md')
  })

  it('stands in the list of elements', () => {
    expect(text('elements/README.md')).toContain(`(${page.slice(page.indexOf('/') + 1)})`)
    expect(dirname(page)).toBe('elements')
  })
})
