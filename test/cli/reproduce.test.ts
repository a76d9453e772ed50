import { describe, expect, it } from 'vitest'
import { takt as reproducing } from '../../cli/program.ts'
import { captured } from './capture.ts'
import { put, quickPlant, start, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const plant = put(folder, 'plant.yaml', quickPlant)

async function result(...more: string[]) {
  const { stdout } = await takt('run', plant, '--json', ...more)
  return JSON.parse(stdout)
}

const firstResult = result()

describe('takt reproduce', () => {
  it('runs a result again, from wherever it is, without the scenario file', async () => {
    const told = await result('--seed', '5', '--until', '2 h', '--warm-up', 'auto', '--set', 'buffers.rack.capacity=2', '--hash')
    const file = put(folder, 'result.json', JSON.stringify(told))
    const { code, stdout } = await start(['reproduce', file], { cwd: '/' }).ended
    expect(code).toBe(0)
    expect(stdout).toContain('Reproduced bit for bit')
  })

  it.each<[string, (told: { kpis: { values: number[] }[]; events: number; logHash: string; takt: string }) => void]>([
    ['kpis[0].values[1]', (told) => (told.kpis[0]!.values[1]! += 1e-9)],
    ['events', (told) => told.events++],
    ['logHash', (told) => (told.logHash = told.logHash.replace(/.$/, (last) => (last === '0' ? '1' : '0')))],
    ['takt', (told) => (told.takt = '0.0.1')],
    ['kpis[0].values[0]', (told) => (told.kpis = told.kpis.map(() => ({ values: [] })))],
  ])('names the first difference, %s, with exit code 1', async (path, change) => {
    const told = await result('--hash')
    change(told)
    const file = put(folder, 'changed.json', JSON.stringify(told))
    const { code, stdout } = await takt('reproduce', file, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ reproduced: false, difference: { path } })
    expect((await takt('reproduce', file)).stdout).toContain(path)
  })

  it.each([
    ['another document', '{ "hello": 1 }'],
    ['a list', '[]'],
    ['no JSON', 'hello'],
  ])('refuses %s', async (_, content) => {
    const file = put(folder, 'other.json', content)
    const { code, stderr } = await takt('reproduce', file)
    expect(code).toBe(2)
    expect(stderr).toContain('other.json')
  })

  it.each<[string, (told: Record<string, unknown>) => void]>([
    ['a horizon that the warm-up is longer than', (told) => Object.assign(told, { horizon: 1, warmUp: 3600 })],
    ['no horizon', (told) => delete told.horizon],
    ['a horizon of nothing', (told) => (told.horizon = 0)],
    ['a horizon of many lives', (told) => (told.horizon = 1e300)],
    ['a warm-up before the start', (told) => (told.warmUp = -1)],
    ['a seed between two', (told) => (told.seed = 1.5)],
    ['half a replication', (told) => (told.replications = 0.5)],
    ['more replications than there is luck for', (told) => (told.replications = 65_537)],
    ['a hash that is none', (told) => (told.logHash = 5)],
    ['one batch', (told) => (told.batchMeans = { batches: 1 })],
    ['batches of nothing', (told) => (told.batchMeans = null)],
    ['a KPI that is none', (told) => (told.kpis = [null])],
    ['no scenario', (told) => delete told.input],
  ])('refuses a result with %s', async (_, change) => {
    const told = await firstResult
    const changed = { ...told }
    change(changed)
    const file = put(folder, 'nonsense.json', JSON.stringify(changed))
    const { code, stderr } = await captured(() => reproducing(['reproduce', file]))
    expect(stderr).toContain('nonsense.json')
    expect(code).toBe(2)
  })

  it('refuses a result whose scenario was broken', async () => {
    const told = await result()
    told.input.stations[0].yield = 2
    const file = put(folder, 'broken.json', JSON.stringify(told))
    expect(await takt('reproduce', file)).toMatchObject({ code: 2, stderr: expect.stringContaining('broken.json') })
  })
})
