import { describe, expect, it } from 'vitest'
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

  it('is the same with one worker and two', async () => {
    const [one, two] = await Promise.all(['1', '2'].map((n) => takt('compare', plant, faster, '--json', '--workers', n)))
    expect(two!.stdout).toBe(one!.stdout)
  })
})
