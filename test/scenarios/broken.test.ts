import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkSize, loadScenario, type Problem } from '../../scenarios/index.ts'
import { shown } from './load.ts'
import { everything } from './plants.ts'

/*
 * A corpus of broken files. Each YAML file ends with a line for each problem it must give, and no other: `# expected line:column text of
 * the message`.
 */
const folder = fileURLToPath(new URL('./broken/', import.meta.url))
const files = readdirSync(folder)

describe('broken files', () => {
  it('are at least a hundred', () => expect(files.length).toBeGreaterThan(200))

  it.each(files)('%s', (file) => {
    const text = readFileSync(folder + file, 'utf8')
    const problems = problemsIn(text, file)
    const all = [...text.matchAll(/^# expected (.*)$/gm)].map(([, one]) => one!)
    expect(all.length).toBeGreaterThan(0)
    expect(
      problems.map((one) => `${one.line}:${one.column}`),
      problems.map(shown).join('\n'),
    ).toEqual(all.map((one) => one.split(' ')[0]))
    for (const [i, one] of all.entries()) expect(shown(problems[i]!)).toContain(one.split(' ').slice(1).join(' '))
  })
})

describe('broken JSON', () => {
  it.each([
    [
      '{\n  "schema": "takt/1", "horizon": "8 h",\n  "stations": [ { "id": "drill", "tme": "1 min" } ]\n}',
      '3:34 unknown key `tme` in stations.drill; did you mean `time`?',
    ],
    ['{ "schema": "takt/1",\n  "horizon": "8 h", "horizon": "9 h" }', '2:21 the key `horizon` is here twice; the first is in line 2'],
    ['{ "schema": "takt/1",\n  "horizon": "8 h"\n  "title": "x" }', '3:3 this is not JSON: `"` cannot stand here'],
    ['{ "schema": "takt/1",\n  "horizon": "8 h",\n}', '3:1 this is not JSON: `}` cannot stand here'],
    ['{ "schema": "takt/1",\n  "seeds": [1, 2, ] }', '2:19 this is not JSON: `]` cannot stand here'],
    ['{ "schema": "takt/1", // the language\n  "horizon": 8 }', '1:23 this is not JSON: `/` cannot stand here'],
    ['{ "schema": "takt/1", /* the language */ "horizon": 8 }', '1:23 this is not JSON: `/` cannot stand here'],
    ['{ "schema": "takt/1",\n  horizon: 8 }', '2:3 this is not JSON: `horizon` cannot stand here'],
    ["{ 'schema': 'takt/1' }", "1:3 this is not JSON: `'` cannot stand here"],
    ['{ "schema": "takt/1", "title": "a\tb" }', '1:32 this is not JSON'],
    ['{ "schema": "takt/1", "horizon": 08 }', '1:35 this is not JSON: `8` cannot stand here'],
    ['{ "schema": "takt/1", "horizon": 8', '1:35 this is not JSON: it ends too early'],
    ['schema: takt/1\nhorizon: 8 h', '1:1 this is not JSON: `schema` cannot stand here'],
    ['{ "schema": "takt/1",\n  "__proto__": { "stations": [] } }', '2:3 the key `__proto__` is not allowed'],
    ['{ "schema": "takt/1", "horizon": 1e999 }', '1:34 the number 1e999 is too large'],
  ])('%s', (text, expected) => {
    const [problem, ...others] = problemsIn(text, 'plant.json')
    expect(others).toEqual([])
    expect(`${problem?.line}:${problem?.column} ${problem?.message}`).toContain(expected)
  })
})

it('what is not called JSON may be YAML in braces, with its commas and comments', () => {
  const text =
    '{ "schema": "takt/1", "horizon": "8 h", # a comment\n  "flow": [ { station: { id: drill, time: 9 } }, { sink: { id: out } }, ], }'
  expect(problemsIn(text, 'plant.yaml')).toEqual([])
  expect(problemsIn(text, 'plant.json')).toHaveLength(1)
})

describe('hostile files', () => {
  const head = 'schema: takt/1\nhorizon: 8 h\n'
  const bomb = `${head}a: &a [x,x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[i]}`)}]`).join('\n')}\n`

  it.each<[string, () => string, string]>([
    ['an empty file', () => '', 'is empty'],
    ['only blanks', () => ' \n\n  \n', 'is empty'],
    ['a byte order mark alone', () => '\ufeff', 'is empty'],
    ['a binary file', () => 'PK\u0003\u0004\u0000\u0000schema: takt/1', 'is not a text in UTF-8'],
    ['text in another encoding', () => `${head}title: Fr\ufffdse\n`, 'is not a text in UTF-8'],
    ['50 MB', () => 'a: 1\n'.repeat(10_000_000), 'is too large: 47.7 MiB'],
    ['4 MiB and a byte', () => 'x'.repeat(4 * 1024 * 1024 + 1), 'is too large'],
    ['4 MiB of a word', () => 'x'.repeat(4 * 1024 * 1024), 'is not a scenario'],
    ['65 lists within each other', () => `${head}title: ${'['.repeat(65)}${']'.repeat(65)}`, 'nested too deeply'],
    ['a million open brackets', () => `${head}title: ${'['.repeat(1_000_000)}`, 'nested too deeply'],
    ['a million open braces', () => '{'.repeat(1_000_000), 'nested too deeply'],
    ['a million braces of JSON', () => '{"a":'.repeat(800_000), 'nested too deeply'],
    ['100,000 dashes in a line', () => `${head}stations:\n  ${'- '.repeat(100_000)}x`, 'nested too deeply'],
    ['a staircase of keys', () => Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}k:`).join('\n'), 'nested too deeply'],
    ['a thousand question marks', () => `${'? '.repeat(1000)}x`, 'nested too deeply'],
    ['an alias bomb', () => bomb, 'aliases repeat more than'],
    ['an alias of itself', () => `${head}stations: &a [ *a ]\n`, 'nested too deeply'],
    ['a million elements', () => `${head}seeds: [${'1,'.repeat(1_000_000)}1]`, 'too much to read as YAML'],
    ['a million elements of JSON', () => `{"schema":"takt/1","horizon":8,"stations":[${'1,'.repeat(1_000_000)}1]}`, '1000001 elements'],
    [
      '11,000 stations',
      () => `${head}stations:\n${Array.from({ length: 11_000 }, (_, i) => `  - { id: s-${i}, time: 1 }`).join('\n')}`,
      '`stations` has 11000 elements',
    ],
    ['a thousand documents', () => `${head}---\n`.repeat(1000), 'a second document begins here'],
    ['a million digits', () => `${head}seed: ${'9'.repeat(1_000_000)}`, 'is not a number'],
    ['a key of a million letters', () => `${head}${'k'.repeat(1_000_000)}: 1`, 'not valid YAML'],
    ['a station id of a million letters', () => `${head}stations: [ { id: ${'k'.repeat(1_000_000)}, time: 1 } ]`, 'letters, digits'],
  ])('%s', (_, make, message) => {
    const problems = problemsIn(make(), 'hostile.yaml')
    expect(problems.map(shown).join('\n').slice(0, 2000)).toContain(message)
  })

  it('15,000 orders with a mistake each are all found, and the first 200 shown', () => {
    const orders = Array.from({ length: 15_000 }, (_, i) => `{"id":"o-${i}","prduct":"part"}`)
    const problems = problemsIn(`{"schema":"takt/1","horizon":8,"orders":[${orders}]}`, 'orders.json')
    expect(problems[0]?.message).toContain('did you mean `product`?')
    expect(problems.at(-1)?.message).toMatch(/^\d+ more problems are not shown$/)
    expect(problems).toHaveLength(201)
  })

  it('the size alone is enough to refuse a file', () => {
    expect(checkSize(50_000_000, 'big.yaml')).toMatchObject([
      { file: 'big.yaml', line: 1, column: 1, message: expect.stringContaining('big.yaml is too large: 47.7 MiB') },
    ])
    expect(checkSize(4 * 1024 * 1024, 'big.yaml')).toEqual([])
  })

  it('no byte of a good file, left out, doubled or changed, leads to an exception', () => {
    const text = readFileSync(`${folder}component-cycle.yaml`, 'utf8')
    for (let i = 0; i < text.length; i += 9) {
      for (const changed of [
        text.slice(0, i) + text.slice(i + 1),
        text.slice(0, i) + text[i]! + text.slice(i),
        `${text.slice(0, i)}{${text.slice(i + 1)}`,
        text.slice(0, i),
      ])
        problemsIn(changed, 'changed.yaml')
    }
  })
})

describe('any data', () => {
  const strange = fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    0.5,
    1e308,
    '',
    'x',
    '5 min',
    '-5 min',
    '12/h',
    '50 %',
    '2026-01-01',
    [],
    {},
    [null],
    [[]],
    { id: 'x' },
    { kind: 'x' },
    [{ id: 'drill' }, { id: 'drill' }],
    { x: { y: {} } },
  )

  it('in any place of a plant gives a scenario or problems, never an exception', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 3 }), (changes) => {
        const plant = parse(everything)
        for (const [place, value] of changes) {
          const [owner, key] = placesIn(plant)[place % placesIn(plant).length]!
          owner[key] = structuredClone(value)
        }
        problemsIn(JSON.stringify(plant), 'strange.json')
      }),
      { numRuns: 150 },
    )
  })

  /** Every value of the data: what holds it, and under which key. */
  function placesIn(value: unknown): [Record<string, unknown>, string][] {
    if (typeof value !== 'object' || value === null) return []
    const owner = value as Record<string, unknown>
    return Object.keys(owner).flatMap((key) => [[owner, key], ...placesIn(owner[key])] as [Record<string, unknown>, string][])
  }
})

/** What is wrong with the text; each problem must be one that a person can act on. */
function problemsIn(text: string, file: string): readonly Problem[] {
  const read = (path: string) => readFileSync(folder + path, 'utf8')
  const result = loadScenario(text, { file, read })
  if (!('problems' in result)) return []
  for (const problem of result.problems) {
    expect(problem.file).not.toBe('')
    expect(problem.line).toBeGreaterThanOrEqual(1)
    expect(problem.column).toBeGreaterThanOrEqual(1)
    expect(problem.message).not.toBe('')
    expect(problem.remedy).not.toBe('')
    expect(problem.message + problem.remedy).not.toMatch(/undefined|NaN|\[object|\n {4}at /)
  }
  return result.problems
}
