import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../../../', import.meta.url)
const rules = [...readFileSync(new URL('engine/SPEC.md', root), 'utf8').matchAll(/^- \*\*\[(\w+)\]\*\*/gm)].map(([, rule]) => rule!)

/** Outside of the engine, a letter with two digits is a row of docs/mission.md, and no rule. */
const isRow = (rule: string, file: string) => /^[A-F]\d\d$/.test(rule) && !file.startsWith('engine')

/** Numbers of rules in the titles of all tests, each with its file. */
const titled = readdirSync(new URL('test/', root), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.test\.tsx?$/.test(file))
  .flatMap((file) => {
    const titles = [
      ...readFileSync(new URL(`test/${file}`, root), 'utf8').matchAll(/\b(?:it|describe)(?:\.each\([^)]*\))?\(\s*(['`"])(.*?)\1/gs),
    ]
    return titles
      .flatMap(([, , title]) => [...title!.matchAll(/\[([A-Z]\d+)\]/g)].map(([, rule]) => ({ rule: rule!, file })))
      .filter(({ rule }) => !isRow(rule, file))
  })

describe('the rules of engine/SPEC.md', () => {
  it('have a number each, and no two the same', () => {
    expect(rules.length).toBeGreaterThan(40)
    expect(rules.filter((rule, i) => rules.indexOf(rule) !== i)).toEqual([])
  })

  it('are each held by a test whose title carries the number', () => {
    expect(rules.filter((rule) => !titled.some((title) => title.rule === rule))).toEqual([])
  })

  it('are the only ones that titles speak of', () => {
    expect(titled.filter(({ rule }) => !rules.includes(rule))).toEqual([])
  })
})
