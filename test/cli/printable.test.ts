import { describe, expect, it } from 'vitest'
import { printable } from '../../cli/printable.ts'
import { put, quickPlant, start, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const esc = '\u001b'

describe('text from files', () => {
  it.each([
    ['plain, 中文, Zoë, 8 h\n\tand a tab', 'plain, 中文, Zoë, 8 h\n\tand a tab'],
    [`${esc}[31mred${esc}[0m`, '\\u001b[31mred\\u001b[0m'],
    [`${esc}]0;window title\u0007`, '\\u001b]0;window title\\u0007'],
    ['a\u0000b\rc\u007fd', 'a\\u0000b\\u000dc\\u007fd'],
    ['\u009b2J', '\\u009b2J'],
    ['safe\u202Egpj.exe\u2066\u200f', 'safe\\u202egpj.exe\\u2066\\u200f'],
  ])('%j is shown as %s', (text, shown) => {
    expect(printable(text)).toBe(shown)
    expect(printable(shown)).toBe(shown)
  })

  it('does not steer the terminal: not in results, remarks and tables, not in problems and names of files', async () => {
    const evil = quickPlant.replace('title: A quick plant', 'title: "A \\e[2J\\u202Equick plant"')
    const file = put(folder, `pl${esc}[2Jant.yaml`, evil)
    const run = await takt('run', file, '--replications', '1')
    expect(run.code).toBe(0)
    expect(run.stdout).toContain('A \\u001b[2J\\u202equick plant')
    const missing = await takt('validate', put(folder, `b${esc}[8mad.yaml`, evil.replace('id: drill', 'id: "dri\\e]0;x\\all"')))
    expect(missing.code).toBe(2)
    expect(missing.stderr).toContain('\\u001b[8mad.yaml')
    for (const { stdout, stderr } of [run, missing]) expect(stdout + stderr).not.toContain(esc)
  })
})

it('a pipe gets plain text, in a CI job too, and colours only where they are asked for', async () => {
  const file = put(folder, 'plain.yaml', quickPlant)
  const run = (env: Record<string, string>) =>
    start(['run', file, '--replications', '1'], { env: { NO_COLOR: '', FORCE_COLOR: '', ...env } }).ended
  expect((await run({ CI: 'true' })).stdout).not.toContain(esc)
  expect((await run({ FORCE_COLOR: '1' })).stdout).toContain(esc)
})
