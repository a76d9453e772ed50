import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { documentOf } from '../../analysis/report/document.ts'
import { reportOf } from '../../analysis/report/report.ts'
import { overloads, overloadText } from '../../optimizer/facts/overload.ts'
import { loadScenario } from '../../scenarios/index.ts'
import { recorded } from '../analysis/recorded.ts'

const page = readFileSync(new URL('../../docs/bottleneck.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)].filter(([, kind]) => kind !== 'sh').map(([, , block]) => block!)
const [yaml = '', remark = '', report = ''] = blocks

it('docs/bottleneck.md says of its example what the report says', () => {
  const loaded = loadScenario(yaml, { file: 'bakery.yaml' })
  if ('problems' in loaded) throw new Error(loaded.problems[0]?.message)
  const { scenario } = loaded
  expect(remark.trim()).toBe(overloadText(overloads(scenario)))
  const sections = documentOf(reportOf(recorded(scenario, { seed: scenario.seed }).log), 'en')
  const lines = sections.flatMap(({ title, sentences, rows }) => [title, ...sentences, ...rows.map((row) => row.join(' '))])
  const said = new Set(lines.map(plain))
  for (const line of report.split('\n').filter((one) => one.trim() !== '' && !/who waited|because of {2}/.test(one)))
    expect(said).toContain(plain(line))
})

const plain = (line: string) => line.trim().replace(/ +/g, ' ')
