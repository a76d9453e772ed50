import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLog } from '../../engine/log/reader.ts'
import { bin, put, quickPlant, start, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const plant = put(folder, 'plant.yaml', quickPlant)

const untimed = (text: string) => ({ ...JSON.parse(text), wallSeconds: 0 })

describe('takt run', () => {
  it('--json is the contract', async () => {
    const { code, stdout, stderr } = await takt('run', plant, '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({
      takt: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      rng: expect.stringMatching(/\/\d+$/),
      scenario: { id: 'quick', hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
      seed: 1,
      replications: 4,
      horizon: 14_400,
      warmUp: 0,
      unit: 's',
      events: expect.any(Number),
      wallSeconds: expect.any(Number),
    })
    expect(result.logHash).toBeUndefined()
    for (const kpi of result.kpis) {
      expect(Object.keys(kpi).sort()).toEqual(['halfWidth', 'level', 'mean', 'name', 'subject', 'unit', 'values'])
      expect(kpi.values).toHaveLength(4)
      expect(kpi.level).toBe(0.95)
    }
    const throughput = result.kpis.find((kpi: { name: string; subject: string }) => kpi.name === 'throughput' && kpi.subject === 'plant')
    expect(throughput.mean).toBeGreaterThan(50)
    expect(throughput.mean).toBeLessThan(65)
    const states = result.kpis.filter(
      ({ name, subject }: { name: string; subject: string }) => /^state\.(?!down)/.test(name) && subject === 'drill',
    )
    expect(states.reduce((sum: number, { mean }: { mean: number }) => sum + mean, 0)).toBeCloseTo(1, 9)
  })

  it('is identical on a second run, and with one worker and two', async () => {
    const runs = await Promise.all(
      [[], ['--workers', '1'], ['--workers', '2']].map((more) => takt('run', plant, '--json', '--hash', ...more)),
    )
    expect(untimed(runs[1]!.stdout)).toEqual(untimed(runs[0]!.stdout))
    expect(untimed(runs[2]!.stdout)).toEqual(untimed(runs[0]!.stdout))
  })

  it('does what its flags say', async () => {
    const { stdout } = await takt(
      ...['run', plant, '--json', '--seed', '7', '--replications', '2', '--until', '2 h', '--warm-up', '30 min'],
      ...['--set', 'buffers.rack.capacity=3', '--set', 'stations.mill.time.mean=70 s'],
    )
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({ seed: 7, replications: 2, horizon: 7200, warmUp: 1800 })
    expect(result.input.buffers[0].capacity).toBe(3)
    expect(result.input.stations[1].time.mean).toBe(70)
  })

  it('finds the warm-up itself', async () => {
    const { code, stdout } = await takt('run', plant, '--json', '--warm-up', 'auto')
    expect(code).toBe(0)
    expect(JSON.parse(stdout).warmUp).toBeLessThanOrEqual(7200)
  })

  it('prints tables with intervals for people, and the rest with --all', async () => {
    const { code, stdout, stderr } = await takt('run', plant)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/throughput +\d+(\.\d+)? ± \d+(\.\d+)? +1\/h/)
    expect(stdout).toMatch(/drill +\d+(\.\d+)? ± \d+(\.\d+)? %/)
    expect(stdout.split('\n').length).toBeLessThan(40)
    const all = await takt('run', plant, '--all')
    expect(all.stdout).toMatch(/mill +state\.starved/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the escape character
    expect(all.stdout).not.toMatch(/\x1b/)
  })

  it('--log writes the log whose hash it prints, and leaves nothing else behind', async () => {
    const log = join(folder, 'run.takt')
    const { stdout, stderr } = await takt('run', plant, '--json', '--log', log)
    expect(stderr).toMatch(/run\.takt: the log of replication 0, \d+(\.\d+)? kB\.\n/)
    const { logHash } = JSON.parse(stdout)
    expect(openLog(new Uint8Array(readFileSync(log))).verify()).toMatchObject({ complete: true, hash: logHash, problem: null })
    expect(untimed((await takt('run', plant, '--json', '--hash')).stdout).logHash).toBe(logHash)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('that is interrupted prints what was finished, with exit code 3', async () => {
    const { child, ended } = start(['run', plant, '--json', '--until', '100000 d', '--replications', '40'])
    setTimeout(() => child.kill('SIGINT'), 2500)
    const { code, stdout } = await ended
    expect(code).toBe(3)
    const result = JSON.parse(stdout)
    expect(result.partial).toBe(true)
    expect(result.replications).toBeLessThan(40)
  })

  it('that is interrupted keeps the log up to there', async () => {
    const log = join(folder, 'interrupted.takt')
    const { child, ended } = start(['run', plant, '--until', '100000 d', '--replications', '1', '--log', log])
    setTimeout(() => child.kill('SIGINT'), 2500)
    expect((await ended).code).toBe(3)
    expect(openLog(new Uint8Array(readFileSync(log))).verify()).toMatchObject({ complete: true, problem: null })
  })

  it('whose reader goes away ends quietly', async () => {
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${bin}" run "${plant}" --all | head -n 1`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stderr = ''
    shell.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const code = await new Promise((resolve) => shell.on('close', resolve))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('a model that makes no progress is a mistake in the scenario: exit code 2', async () => {
    const stuck = put(folder, 'stuck.yaml', quickPlant.replace('{ kind: exponential, mean: 60 s }', '0 s'))
    const { code, stderr } = await takt('run', stuck)
    expect(code).toBe(2)
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m)
    expect(existsSync(join(folder, 'stuck.takt'))).toBe(false)
  })
})
