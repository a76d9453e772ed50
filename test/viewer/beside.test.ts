import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadScenario } from '../../scenarios/index.ts'
import { TEXTS } from '../../viewer/i18n/index.ts'
import { mainOf, readBeside } from '../../viewer/session/beside.ts'
import { readNumber } from '../../viewer/what-if/read-number.ts'

const base = { file: 'base.yaml', text: readFileSync(new URL('../../scenarios/phone-parts.yaml', import.meta.url), 'utf8') }
const variant = { file: 'variant.yaml', text: 'schema: takt/1\nextends: ../plants/base.yaml\nhorizon: 5 h\n' }

describe('scenarios that are opened together', () => {
  it('find each other by name, and the one that no other extends is shown', () => {
    expect(mainOf([base, variant])).toBe(variant)
    expect(mainOf([variant, base])).toBe(variant)
    const loaded = loadScenario(variant.text, { file: variant.file, read: readBeside([base, variant]) })
    expect('problems' in loaded ? loaded.problems : loaded.scenario.horizon).toBe(5 * 3600)
  })

  it('say which file is missing where it was not opened with them', () => {
    expect(mainOf([variant])).toBe(variant)
    const loaded = loadScenario(variant.text, { file: variant.file, read: readBeside([variant]) })
    expect('problems' in loaded && loaded.problems[0]?.message).toContain('drop base.yaml together with it')
  })
})

it('a number is read as people type it, and what is none is not', () => {
  expect(['5', ' 2,5 min', '.5', '+3', '2.5min', '-1'].map((text) => readNumber(text, ' min'))).toEqual([5, 2.5, 0.5, 3, 2.5, -1])
  expect(['abc', '', ' ', '5 h', '1e9', '1.2.3', 'Infinity', '5 min 3'].map((text) => readNumber(text, ' min'))).toEqual(
    Array(8).fill(null),
  )
})

it('Chinese sentences have the full width of punctuation', () => {
  const wrong = Object.values(TEXTS.zh).filter((text) =>
    /[\u4e00-\u9fff}][,;:()?!]|[,;:()?!][\u4e00-\u9fff]/.test(text.replaceAll(/\{\{\w+\}\}/g, '一')),
  )
  expect(wrong).toEqual([])
})
