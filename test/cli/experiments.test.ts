import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { takt as typed } from '../../cli/program.ts'
import { captured } from './capture.ts'
import { put, quickPlant, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const plant = put(folder, 'plant.yaml', quickPlant)
const variant = (name: string, path: string, value: string) =>
  put(folder, `${name}.yaml`, `schema: takt/1\nid: ${name}\nextends: plant.yaml\npatch:\n  - { set: ${path}, value: ${value} }\n`)
const faster = variant('faster', 'stations.mill.time.mean', '30 s')
const slower = variant('slower', 'stations.mill.time.mean', '70 s')

describe('takt run --precision', () => {
  it('adds replications until it is reached, the same with one worker and two, and can be reproduced', async () => {
    const args = ['run', plant, '--precision', '4%', '--of', 'leadTime', '--json']
    const [one, two] = await Promise.all(['1', '2'].map((n) => takt(...args, '--workers', n)))
    expect(one!.code).toBe(0)
    const result = JSON.parse(one!.stdout)
    expect({ ...JSON.parse(two!.stdout), wallSeconds: 0 }).toEqual({ ...result, wallSeconds: 0 })
    expect(result.precision).toMatchObject({ kpi: 'leadTime', subject: 'plant', relative: 0.04, most: 1000, stopped: 'precise' })
    const { mean, halfWidth } = result.kpis.find(
      (kpi: { name: string; subject: string }) => kpi.name === 'leadTime' && kpi.subject === 'plant',
    )
    expect(halfWidth / mean).toBeLessThanOrEqual(0.04 / 1.04)
    expect(result.replications).toBeGreaterThan(10)
    expect((await takt('reproduce', put(folder, 'precise.json', one!.stdout))).code).toBe(0)
  })

  it('says how many and why, also at the most allowed', async () => {
    const { code, stdout } = await takt('run', plant, '--precision', '0.1%', '--of', 'queueLength:rack', '--replications', '12')
    expect(code).toBe(0)
    expect(stdout).toMatch(/queueLength of rack: it is known to ± [\d.]+ % after 12 replications, the most allowed; 0.1 % was asked/)
  })
})

describe('takt run with more than means', () => {
  it('--quantiles puts intervals by order statistics beside each KPI, null where replications are too few', async () => {
    const result = JSON.parse((await takt('run', plant, '--replications', '12', '--quantiles', '--json')).stdout)
    const { values, quantiles } = result.kpis.find((kpi: { name: string }) => kpi.name === 'leadTime')
    const sorted = [...values].sort((a: number, b: number) => a - b)
    expect(quantiles).toEqual({
      p10: null,
      p50: { p: 0.5, estimate: (sorted[5] + sorted[6]) / 2, low: sorted[2], high: sorted[9], coverage: expect.closeTo(0.9614, 4) },
      p90: null,
    })
    const { stdout } = await takt('run', plant, '--replications', '40', '--quantiles')
    expect(stdout).toMatch(/of the replications +P10 +P50 +P90/)
    expect(stdout).toMatch(/leadTime +[\d.]+ \[[\d., ]+\] min/)
  })

  it('--batch-means measures one long run, says where batches are correlated, and can be reproduced', async () => {
    const args = ['run', plant, '--batch-means', '--until', '60 d', '--warm-up', '1 d', '--json']
    const { code, stdout } = await takt(...args)
    expect(code).toBe(0)
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({ replications: 1, batchMeans: { batches: 20, length: (59 * 86_400) / 20 } })
    expect(result.kpis[0].values).toHaveLength(20)
    expect((await takt('reproduce', put(folder, 'batches.json', stdout))).code).toBe(0)
  })

  it('--ties says whether the order of simultaneous events matters', async () => {
    const { stdout } = await takt('run', plant, '--ties', '3')
    expect(stdout).toContain('3 runs with simultaneous events shuffled; no KPI moves beyond noise')
  })

  it.each([
    [['--of', 'leadTime'], '--precision'],
    [['--precision', '5%', '--of', 'leedTime'], 'leadTime'],
    [['--precision', '5%', '--of', 'queueLength:rak'], 'queueLength:rack'],
    [['--precision', '150%'], 'ratio'],
    [['--precision', '5%', '--replications', '5'], 'at least 10'],
    [['--batch-means', '--quantiles'], 'one long run'],
    [['--batch-means', '--batches', '99'], 'from 10 to 30'],
    [['--batches', '20'], 'add --batch-means'],
    [['--ties', '9'], '--replications 9'],
  ])('%j is refused with exit code 2', async (args, words) => {
    const { code, stderr } = await captured(() => typed(['run', plant, ...args]))
    expect(code).toBe(2)
    expect(stderr).toContain(words)
  })
})

describe('takt compare', () => {
  it('says in words what common random numbers are worth', async () => {
    const { stdout } = await takt('compare', plant, faster, '--replications', '10')
    expect(stdout).toMatch(/Common random numbers: 10 replications instead of \d+ of each for the same interval \(correlation 0\.\d\d, /)
  })
})

describe('takt select', () => {
  it('prints the race and its winner with the guarantee', async () => {
    const { code, stdout } = await takt('select', plant, faster, slower, '--indifference', '0.5')
    expect(code).toBe(0)
    expect(stdout).toMatch(/slower +[\d.]+ +1\/h +\d+ +out after \d+, behind (quick|faster)/)
    expect(stdout).toMatch(/(quick|faster): the best, or within 0.5 1\/h of it, with at least 95 % confidence; \d+ replications in all/)
  })

  it('is the same with one worker and two', async () => {
    const args = ['select', plant, faster, slower, '--indifference', '0.3', '--json']
    const [one, two] = await Promise.all(['1', '2'].map((n) => takt(...args, '--workers', n)))
    expect(two!.stdout).toBe(one!.stdout)
    expect(JSON.parse(one!.stdout).alternatives.map(({ id }: { id: string }) => id)).toEqual(['quick', 'faster', 'slower'])
  })

  it('spends a budget where luck is independent, and is not decided where the allowance is too small', async () => {
    const budget = JSON.parse((await takt('select', plant, slower, '--method', 'ocba', '--budget', '40', '--json')).stdout)
    expect(budget).toMatchObject({ method: 'ocba', winner: 'quick', replications: 40 })
    const { code, stdout } = await takt('select', plant, faster, '--indifference', '0.0001', '--replications', '10')
    expect(code).toBe(1)
    expect(stdout).toContain('Not decided within the replications allowed')
  })

  it.each([
    [[], '--indifference'],
    [['--indifference', '-1'], 'above 0'],
    [['--method', 'ocba'], '--budget'],
    [['--method', 'ocba', '--budget', '19'], 'from 20'],
    [['--method', 'ocba', '--budget', '50', '--indifference', '1'], 'belongs to the race'],
    [['--indifference', '1', '--confidence', '40%'], 'guessing'],
  ])('%j is refused with exit code 2', async (args, words) => {
    const { code, stderr } = await captured(() => typed(['select', plant, faster, ...args]))
    expect(code).toBe(2)
    expect(stderr).toContain(words)
  })
})

describe('takt sweep', () => {
  const vary = ['--vary', 'buffers.rack.capacity=1,20', '--vary', 'stations.mill.time.mean=30 s..60 s']

  it('runs every combination, writes a row each, names the main effects, and a second time runs nothing', async () => {
    const out = join(folder, 'sweep')
    const first = await takt('sweep', plant, ...vary, '--out', out, '--json')
    expect(first.code).toBe(0)
    const { points, effects } = JSON.parse(first.stdout)
    expect(points.map(({ settings }: { settings: string[] }) => settings.join())).toEqual(['1,30 s', '1,60 s', '20,30 s', '20,60 s'])
    const slow = effects.find(({ at }: { at: string }) => at === '60 s')
    expect(slow.mean).toBeLessThan(0)
    expect(slow.mean + slow.halfWidth).toBeLessThan(0)
    const rows = readFileSync(join(out, 'sweep.csv'), 'utf8').trimEnd().split('\r\n')
    expect(rows).toHaveLength(5)
    expect(rows[0]).toMatch(
      /^point,buffers\.rack\.capacity,stations\.mill\.time\.mean,hash,outcome,replications,throughput,throughput half_width,/,
    )
    expect(rows[1]!.split(',').slice(0, 3)).toEqual(['1', '1', '30 s'])
    const single = JSON.parse(
      (await takt('run', plant, '--set', 'buffers.rack.capacity=1', '--set', 'stations.mill.time.mean=30 s', '--json')).stdout,
    )
    expect(points[0].hash).toBe(single.scenario.hash)
    expect(points[0].mean).toBe(single.kpis[0].mean)

    const results = readdirSync(out).filter((name) => name.startsWith('quick-'))
    expect(results).toHaveLength(4)
    const before = results.map((name) => statSync(join(out, name)).mtimeMs)
    const second = await takt('sweep', plant, ...vary, '--out', out)
    expect(second.stdout.match(/kept/g)).toHaveLength(4)
    expect(results.map((name) => statSync(join(out, name)).mtimeMs)).toEqual(before)
    expect(second.stdout).toContain('Main effects on throughput')
  })

  it('--design lhs spreads points over the ranges', async () => {
    const out = join(folder, 'lhs')
    const args = ['--vary', 'buffers.rack.capacity=1..20', '--vary', 'stations.mill.time.mean=30 s..60 s', '--of', 'leadTime']
    const { code, stdout } = await takt('sweep', plant, ...args, '--design', 'lhs', '--points', '6', '--out', out, '--json')
    expect(code).toBe(0)
    const { points, effects } = JSON.parse(stdout)
    expect(points).toHaveLength(6)
    const slices = points.map(({ settings }: { settings: string[] }) => Math.floor((Number.parseFloat(settings[1]!) - 30) / 5)).sort()
    expect(slices).toEqual([0, 1, 2, 3, 4, 5])
    expect(effects[1]).toMatchObject({ path: 'stations.mill.time.mean', at: '30 → 60 s' })
    expect(effects[1].mean).toBeGreaterThan(0)
  })

  it('names every mistake once, before anything is run', async () => {
    const out = join(folder, 'wrong')
    const { code, stderr } = await captured(() => typed(['sweep', plant, '--vary', 'buffers.rak.capacity=1,2,3', '--out', out]))
    expect(code).toBe(2)
    expect(stderr.match(/rack/g)!.length).toBeGreaterThan(0)
    expect(stderr.match(/✗/g)).toHaveLength(1)
    expect(existsSync(out)).toBe(false)
  })
})
