import { describe, expect, it } from 'vitest'
import { print } from '../../cli/compare.ts'
import { screen } from '../../cli/screen.ts'
import type { Pairing } from '../../engine/experiment/pairing.ts'
import { captured } from './capture.ts'
import { put, quickPlant, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const plant = put(
  folder,
  'plant.yaml',
  `${quickPlant.replace('replications: 4', 'replications: 16')}objective: { kpi: leadTime, goal: minimise }\n`,
)
const variant = (name: string, path: string, value: string) =>
  put(folder, `${name}.yaml`, `schema: takt/1\nid: ${name}\nextends: plant.yaml\npatch:\n  - { set: ${path}, value: ${value} }\n`)
const faster = variant('faster', 'stations.mill.time.mean', '30 s')
const slower = variant('slower', 'stations.mill.time.mean', '55 s')
const renamed = variant('renamed', 'title', 'Another name')

describe('takt compare', () => {
  it('--json is the contract, and better has exit code 0', async () => {
    const { code, stdout, stderr } = await takt('compare', plant, faster, '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({
      base: { id: 'quick', hash: expect.stringMatching(/^sha256:/) },
      objective: { kpi: 'leadTime', subject: 'plant', goal: 'minimise' },
      replications: 16,
      varianceReduction: [expect.any(Number)],
    })
    expect(result.variants).toHaveLength(1)
    expect(result.variants[0]).toMatchObject({ id: 'faster', verdict: 'better' })
    for (const difference of result.variants[0].differences) {
      expect(Object.keys(difference).sort()).toEqual(['high', 'level', 'low', 'mean', 'name', 'subject', 'unit'])
    }
  })

  it('worse has exit code 1', async () => {
    const { code, stdout } = await takt('compare', plant, slower)
    expect(code).toBe(1)
    expect(stdout).toContain('slower: worse')
    expect(stdout).toMatch(/leadTime +plant +\+/)
  })

  it('what changes nothing shows no difference, with exit code 0', async () => {
    const { code, stdout } = await takt('compare', plant, renamed)
    expect(code).toBe(0)
    expect(stdout).toContain('renamed: no difference shown')
  })

  it('several variants have wider intervals, and one that is worse decides the exit code', async () => {
    const { code, stdout } = await takt('compare', plant, faster, slower, '--json')
    expect(code).toBe(1)
    const { variants } = JSON.parse(stdout)
    expect(variants.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['better', 'worse'])
    expect(variants[0].differences[0].level).toBeCloseTo(0.975, 9)
  })

  const told = async (pairing: Pairing | null, { low, high }: { low: number; high: number }, unit = '1/h') => {
    const difference = { name: 'throughput', subject: 'plant', unit, mean: -0.06, low, high, level: 0.95 }
    const { stdout } = await captured(() =>
      print(screen({ json: false, quiet: false }), {
        base: { id: 'today', hash: '' },
        variants: [{ id: 'plan', patch: null, verdict: 'worse', differences: [difference], pairing }],
        objective: { kpi: 'throughput', subject: 'plant', goal: 'maximise' },
        replications: 30,
        varianceReduction: [pairing?.varianceReduction ?? null],
      }),
    )
    return stdout
  }

  it('says what pairing was worth in numbers that people read', async () => {
    const narrow = { low: -0.07, high: -0.05 }
    const worth = (varianceReduction: number, independent: number) =>
      told({ correlation: 0.99, varianceReduction, replications: 30, independent }, narrow)
    expect(await worth(3.256, 96)).toContain(
      '30 replications instead of 96 of each for the same interval (correlation 0.99, 3.3 times less',
    )
    expect(await worth(416.4, 12_492)).toContain('instead of 12,492 of each for the same interval (correlation 0.99, 416 times less')
    expect(await worth(41_600, 1_248_000)).toContain(
      'instead of over 30,000 of each for the same interval (correlation 0.99, over 1,000 times',
    )
  })

  it('says where chance plays no part, and only there', async () => {
    expect(await told(null, { low: -0.06, high: -0.06 })).toContain('Chance plays no part in it')
    expect(await told(null, { low: -0.07, high: -0.05 })).not.toContain('Chance')
  })

  it('differences of ratios are in percentage points', async () => {
    const stdout = await told(null, { low: -0.08, high: -0.04 }, '1')
    expect(stdout).toMatch(/-6 \[-8, -4\] +pp\n/)
    expect(stdout).toContain('pp: percentage points')
  })

  it('is the same with one worker and two', async () => {
    const [one, two] = await Promise.all(['1', '2'].map((n) => takt('compare', plant, faster, '--json', '--workers', n)))
    expect(two!.stdout).toBe(one!.stdout)
  })
})
