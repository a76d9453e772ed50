import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type ColumnChoice, readColumn } from '../../cli/fit-column.ts'
import { takt as inThisProcess } from '../../cli/program.ts'
import { loadScenario, simulate } from '../../index.ts'
import { captured } from './capture.ts'
import { put, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const page = fileURLToPath(new URL('../../docs/', import.meta.url))
const example = `${page}cycle-times.csv`
const fitted = (...args: readonly string[]) => captured(() => inThisProcess(['fit', ...args]))

/** Forty durations that are quickly fitted. */
const values = [...readFileSync(example, 'utf8').matchAll(/,([\d.]+)$/gm)].slice(0, 40).map(([, cell]) => cell!)

describe('takt fit', () => {
  it('says what the example of the page says, the same each time', async () => {
    const { code, stdout, stderr } = await fitted(example, '--column', 'cycle')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('cycle: 120 durations')
    expect(stdout).toContain('mean 52.75 s   sd 7.683 s   cv 0.146   min 35.8 s   median 51.8 s   max 79 s')
    expect(stdout).toMatch(/lognormal +mean 52\.75 s, sd 7\.634 s +0\.0 +0\.0 +0\.046 +0\.\d\d +0\.14 +0\.\d\d +0\.594\n/)
    expect(stdout).toMatch(/\nexponential +mean 52\.75 s +.* rejected\n/)
    expect(stdout).toMatch(/50 s – 55 s +█+│█* +36\n/)
    expect(stdout).toContain('values are rounded to 100 ms')
    expect(stdout).toMatch(/\n {2}time: \{ kind: lognormal, mean: 52\.75 s, sd: 7\.634 s \}\n$/)
  })

  it('takes two columns of moments, and says it to programs', async () => {
    const svg = `${folder}/fit.svg`
    const { stdout } = await fitted(example, '--from', 'started', '--to', 'finished', '--json', '--svg', svg)
    expect(JSON.parse(stdout)).toMatchObject({
      column: 'started to finished',
      empty: 0,
      seed: 1,
      summary: { n: 120, min: 35.8, max: 79 },
      recommended: { spec: { kind: 'lognormal' }, line: '{ kind: lognormal, mean: 52.75 s, sd: 7.634 s }' },
    })
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg [\s\S]*cycle-times\.csv, started to finished[\s\S]*<\/svg>\n$/)
  })

  it.each<[string, string, Partial<ColumnChoice>]>([
    ['one column without a name', values.join('\n'), {}],
    ['a name above, in minutes', `time\n${values.map((x) => Number(x) / 60).join('\n')}`, { unit: 'min' }],
    ['units in the cells', `time\r\n${values.map((x) => `${x} s`).join('\r\n')}\r\n`, {}],
    ['a clock', values.map((x) => `0:0${Number(x) < 60 ? 0 : 1}:${(Number(x) % 60).toFixed(1).padStart(4, '0')}`).join('\n'), {}],
    ['semicolons and decimal commas', `id;time\n${values.map((x, i) => `p${i};${x.replace('.', ',')}`).join('\n')}`, {}],
    ['remarks, empty rows and quotes', `# measured by hand\n"my time"\n\n${values.map((x) => `"${x}"`).join('\n')}\n`, {}],
    ['a column by its number', values.map((x, i) => `${i},${x}`).join('\n'), { column: '2' }],
  ])('reads %s', (_, text, choice) => {
    const { durations } = readColumn('times.csv', text, { unit: 's', ...choice })
    expect(durations).toEqual(values.map((x) => expect.closeTo(Number(x), 9)))
  })

  it('rows without a value are left out and counted', () => {
    expect(readColumn('times.csv', 'a,b\n1,5\n2,\n3,7\n4\n', { unit: 's', column: 'b' })).toEqual({
      name: 'b',
      durations: [5, 7],
      empty: 2,
    })
  })

  it.each<[string, string | Uint8Array, string[], string, object]>([
    ['a cell that is no duration', 'a,b\n1,52\n2,x\n', ['--column', 'b'], '`x` is not a duration', { line: 3, column: 3, path: 'b' }],
    ['a negative duration', '5\n-4\n', [], 'a duration cannot be negative: -4', { line: 2, column: 1 }],
    ['an unknown unit', 't\n5 parsecs\n7\n', ['--column', 't'], '`5 parsecs` is not a duration', { line: 2, column: 1 }],
    ['a decimal comma between commas', 't,u\n"1,5",2\n', ['--column', 't'], '`1,5` is not a duration', { line: 2, column: null }],
    [
      'an end before its beginning',
      'a,b\n2026-03-02T06:00,2026-03-02T05:00\n',
      ['--from', 'a', '--to', 'b'],
      'is before',
      { line: 2, column: 18 },
    ],
    [
      'a moment that is none',
      'a,b\n2026-03-02T06:00,noon\n',
      ['--from', 'a', '--to', 'b'],
      '`noon` is not a moment',
      { line: 2, column: 18 },
    ],
    ['a first row that is wrong', '0:01:013\n5\n6\n', [], '`0:01:013` is not a duration', { line: 1, column: 1 }],
    ['an empty file', '', [], 'the file is empty', { line: null }],
    ['a name and nothing below', 'time\n', [], 'no duration is in time', { line: null }],
    ['one value', '5\n', [], 'only one duration', {}],
    ['a quote that is never closed', '"a\n1\n', [], 'this is not CSV', {}],
    ['what is not text', Uint8Array.of(0xff, 0xfe, 0x00, 0xd8), [], 'not UTF-8', {}],
    ['an unknown column', 'cycle,repair\n1,2\n3,4\n', ['--column', 'cycel'], 'there is no column cycel', { remedy: 'did you mean cycle?' }],
    ['two columns and no word which', 'cycle,repair\n1,2\n3,4\n', [], '2 columns could be durations', {}],
    ['one moment of two', 'a,b\n1,2\n', ['--from', 'a'], 'one of two columns of moments is not named', { path: '--to' }],
  ])('refuses %s with exit code 2', async (_, text, args, message, place) => {
    const path = put(folder, 'bad.csv', text)
    const { code, stdout } = await fitted(path, ...args, '--json')
    expect(code).toBe(2)
    const { problems } = JSON.parse(stdout)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject(place)
    expect(problems[0].message).toContain(message)
    expect(problems[0].remedy).not.toBe('')
  })

  it('names every cell that is wrong at once, and stops at twenty', async () => {
    const { stderr } = await fitted(put(folder, 'worse.csv', `time\n${'x\n'.repeat(30)}`), '--column', 'time')
    expect(stderr.match(/is not a duration/g)).toHaveLength(20)
    expect(stderr).toContain('and 10 more like these')
  })

  it('the plant of its page runs', async () => {
    const [, text] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(`${page}fit.md`, 'utf8'))!
    const plant = loadScenario(text!, { file: 'fit.md' })
    if ('problems' in plant) throw new Error(JSON.stringify(plant.problems))
    const { kpis } = await simulate(plant, { replications: 1 })
    expect(kpis.find(({ name, subject }) => name === 'throughput' && subject === 'plant')?.mean).toBeGreaterThan(30)
  })
})
