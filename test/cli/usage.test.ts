import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { takt as taktHere } from '../../cli/program.ts'
import { captured } from './capture.ts'
import { put, quickPlant, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const plant = put(folder, 'plant.yaml', quickPlant)
mkdirSync(join(folder, 'sub'))

const commands = [
  'init',
  'run',
  'validate',
  'compare',
  'select',
  'batch',
  'sweep',
  'optimize',
  'import',
  'report',
  'reproduce',
  'serve',
  'demo',
]

describe('takt --help', () => {
  it('names every command', async () => {
    const { code, stdout } = await takt('--help')
    expect(code).toBe(0)
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'))
  })

  it.each(commands)('of %s has examples', async (command) => {
    const { code, stdout, stderr } = await takt(command, '--help')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`Usage: takt ${command}`)
    expect(stdout).toMatch(new RegExp(`^Examples:\\n(  takt .*\\n)*  takt ${command}`, 'm'))
  })

  it('without a command comes on stderr, with exit code 2', async () => {
    const { code, stdout, stderr } = await takt()
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Usage: takt')
  })

  it('--version is the version', async () => {
    expect(await takt('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })
})

describe('what is typed wrongly', () => {
  const wrong: [string, string[], RegExp][] = [
    ['an unknown command', ['rnu', plant], /rnu.*\n.*did you mean run/],
    ['an unknown option', ['run', plant, '--sead', '1'], /--sead.*\n.*did you mean --seed/],
    ['no scenario', ['run'], /scenario/],
    ['a seed that is no number', ['run', plant, '--seed', 'one'], /--seed.*whole number/],
    ['a seed beyond what is exact', ['run', plant, '--seed', '9007199254740993'], /--seed/],
    ['half a replication', ['run', plant, '--replications', '2.5'], /--replications.*whole number/],
    ['no replications', ['run', plant, '--replications', '0'], /--replications/],
    ['too many replications', ['run', plant, '--replications', '65537'], /65536/],
    ['no workers', ['run', plant, '--workers', '0'], /--workers/],
    ['a duration that is none', ['run', plant, '--until', 'soon'], /--until/],
    ['an unknown unit', ['run', plant, '--until', '8 hrz'], /--until.*8 hrz/],
    ['a run of no time', ['run', plant, '--until', '0'], /--until/],
    ['a negative warm-up', ['run', plant, '--warm-up=-1 h'], /--warm-up/],
    ['a warm-up that outlasts the run', ['run', plant, '--warm-up', '5 h'], /--warm-up.*\n?.*4 h/],
    ['a run shorter than the warm-up', ['run', plant, '--until', '1 h', '--warm-up', '1 h'], /--warm-up/],
    ['a change without a value', ['run', plant, '--set', 'horizon'], /--set.*path=value/],
    ['a change of what is not there', ['run', plant, '--set', 'stations.dril.time=50 s'], /dril.*\n.*drill/],
    ['a change to what makes no sense', ['run', plant, '--set', 'horizon=soon'], /horizon/],
    ['a missing file', ['run', join(folder, 'plnt.yaml')], /plnt\.yaml.*no such file\n.*did you mean .*plant\.yaml/],
    ['a missing folder', ['run', join(folder, 'nowhere', 'plant.yaml')], /no such file\n.*no folder/],
    ['a folder instead of a file', ['run', folder], /folder/],
    ['a file as a folder', ['run', join(plant, 'plant.yaml')], /file, not a folder/],
    ['a log that cannot be written', ['run', plant, '--log', join(folder, 'nowhere', 'x.takt')], /x\.takt.*folder does not exist/],
    ['a log that is a folder', ['run', plant, '--log', join(folder, 'sub')], /sub.*folder/],
    ['a base without another', ['compare', plant], /other/],
    ['no aim', ['optimize', plant], /--for/],
    ['an unknown aim', ['optimize', plant, '--for', 'luck'], /luck.*maintenance/],
    ['a batch without a folder', ['batch', plant], /--out/],
    ['a batch of nothing', ['batch', join(folder, 'sub'), '--out', join(folder, 'out')], /no scenario/],
    ['a result that is not JSON', ['reproduce', plant], /not JSON/],
    ['a port that is none', ['serve', '--port', '70000'], /--port/],
    ['something missing to serve', ['serve', join(folder, 'gone.takt')], /gone\.takt/],
    ['an address of another machine', ['serve', folder, '--host', '203.0.113.7'], /--host/],
  ]

  it.each(wrong)('%s: exit code 2, the culprit, and what to do', async (_, args, said) => {
    const { code, stdout, stderr } = await takt(...args)
    expect(stderr).toMatch(said)
    expect(stderr).toContain('→')
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it.each(wrong)('%s, with --json: one document with the problems', async (_, args) => {
    const { code, stdout, stderr } = await captured(() => taktHere([...args, '--json']))
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
    const { problems } = JSON.parse(stdout)
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) {
      expect(Object.keys(problem).sort()).toEqual(['column', 'file', 'line', 'message', 'path', 'remedy'])
      expect(problem.message).not.toBe('')
      expect(problem.remedy).not.toBe('')
    }
  })

  it('a file that may not be read', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may read everything')
    const secret = put(folder, 'secret.yaml', quickPlant)
    chmodSync(secret, 0)
    expect(await takt('run', secret)).toMatchObject({ code: 2, stderr: expect.stringContaining('permission is denied') })
  })
})
