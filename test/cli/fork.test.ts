import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { put, quickPlant, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const plant = put(folder, 'plant.yaml', quickPlant)
const log = join(folder, 'run.takt')
const state = join(folder, 'moment.state')

describe('takt run --from', { timeout: 120_000 }, () => {
  it('goes on from a moment, a log and a saved state alike, and reproduces what it said', async () => {
    expect((await takt('run', plant, '--log', log, '--replications', '1', '--warm-up', '0')).code).toBe(0)
    const saved = await takt('checkpoint', plant, '--at', '2 h', '--out', state, '--json')
    expect(JSON.parse(saved.stdout)).toMatchObject({ state, at: 7200, replication: 0 })
    const ends = await Promise.all(
      ['2 h', `${log}@2 h`, state].map((from) => takt('run', plant, '--from', from, '--replications', '3', '--json')),
    )
    const results = ends.map(({ stdout }) => ({ ...JSON.parse(stdout), wallSeconds: 0 }))
    expect(results[1]).toEqual(results[0])
    expect(results[2]).toEqual(results[0])
    expect(results[0].fork).toMatchObject({ at: 7200, luck: 'fresh' })
    expect((await takt('reproduce', put(folder, 'future.json', ends[0]!.stdout))).code).toBe(0)
    const other = await takt('run', plant, '--from', state, '--set', 'stations.mill.time.mean=30', '--replications', '3', '--json')
    expect((await takt('reproduce', put(folder, 'other.json', other.stdout))).code).toBe(0)
  })

  it('with the same luck has the very log of the run without a stop', async () => {
    const hash = async (...args: readonly string[]) =>
      JSON.parse((await takt('run', plant, '--replications', '1', '--warm-up', '0', '--hash', '--json', ...args)).stdout).logHash
    const whole = await hash()
    expect(await hash('--from', '2 h', '--luck', 'same')).toBe(whole)
    expect(await hash('--from', '2 h')).not.toBe(whole)
  })

  it.each([
    [['--from', '900 d'], /--from — the moment 900 d is not before the end/],
    [['--from', 'no.state'], /`no.state` is no moment, and there is no such file/],
    [['--from', '1 h', '--luck', 'same', '--replications', '2'], /the same luck has one future/],
    [['--from', 'plant.yaml'], /neither a moment nor a saved state/],
    [['--luck', 'same'], /there is no --from/],
    [['--from', '1 h', '--warm-up', 'auto'], /no warm-up to be found/],
    [['--from', '1 h', '--ties', '2'], /--ties begins at the start/],
    [['--from', '1 h', '--set', 'stations.mill.slots=2'], /stations\.mill\.slots is not the same/],
    [['--from', '-1 h'], /lies before the start/],
    [['--from', 'run.takt@soon'], /`soon` is not a moment/],
  ])('refuses %j in one message', async (args, message) => {
    const given = args.map((arg) => (arg === 'plant.yaml' ? plant : arg.startsWith('run.takt') ? arg.replace('run.takt', log) : arg))
    const { code, stderr } = await takt('run', plant, ...given)
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
    expect(stderr.match(/✗/g)).toHaveLength(1)
  })
})
