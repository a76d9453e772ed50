import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { MOST_REPLICATIONS } from '../../engine/experiment/settings.ts'
import { limits, loadScenario } from '../../scenarios/index.ts'
import { shown } from './load.ts'
import { reference } from './reference.ts'

const page = readFileSync(fileURLToPath(new URL('../../docs/scenario.md', import.meta.url)), 'utf8')

describe('the pages about scenarios', () => {
  it('the reference says what the schema says', async () => {
    await expect(reference()).toMatchFileSnapshot('../../docs/scenario-reference.md')
  })

  it('a file may ask for as many replications as there is luck for', () => expect(limits.replications).toBe(MOST_REPLICATIONS))

  /** Pieces of a file are completed by the plant that the page begins with. */
  const [first, ...blocks] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!)

  it('begins with a plant that loads', () => {
    expect(problems(first!)).toEqual([])
  })

  it.each(blocks.map((text) => [text.split('\n')[0]!, text]))('the example `%s` is right', (_, text) => {
    const complete = text.includes('schema:') ? text : `schema: takt/1\nhorizon: 8 h\n${text}`
    expect(problems(complete)).toEqual([])
  })

  function problems(text: string): string[] {
    const result = loadScenario(text, { file: 'example.yaml', read: () => first! })
    return 'problems' in result ? result.problems.map(shown) : []
  }
})
