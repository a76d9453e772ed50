import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { put, quickPlant, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const autoParts = join(folder, 'auto-parts.yaml')
copyFileSync(fileURLToPath(new URL('../../scenarios/auto-parts.yaml', import.meta.url)), autoParts)
const quick = put(folder, 'plant.yaml', quickPlant)

describe('takt optimize', { timeout: 180_000 }, () => {
  it.each(['maintenance', 'schedule', 'plan'])('--for %s: a proposal, its bound, the explanation and the proof', async (aim) => {
    const file = join(folder, `${aim}.yaml`)
    const { code, stdout, stderr } = await takt(
      'optimize',
      autoParts,
      '--for',
      aim,
      '--json',
      '--quiet',
      '--replications',
      '3',
      '--out',
      file,
    )
    expect(stderr).toBe('')
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({
      base: { id: 'auto-parts', hash: expect.stringMatching(/^sha256:/) },
      objective: { kpi: expect.any(String) },
      replications: 3,
      varianceReduction: [expect.any(Number)],
      bound: expect.any(Number),
    })
    expect(result).toHaveProperty('gap')
    expect(result.explanation.length).toBeGreaterThan(1)
    expect(result.variants[0].patch.length).toBeGreaterThan(0)
    expect(['better', 'worse', 'no difference shown']).toContain(result.variants[0].verdict)
    expect(code).toBe(result.variants[0].verdict === 'worse' ? 1 : 0)

    // The file is the proposal, in words that people read: compared with the base, it shows the same differences.
    const written = readFileSync(file, 'utf8')
    if (aim === 'maintenance') expect(written).toMatch(/\.at\n? +value: *\[? *\n?(.*\n)* *-? *\d+ d \d+ h/)
    expect(written).not.toMatch(/\d{5}|notBefore: 0/)
    const compared = await takt('compare', autoParts, file, '--json', '--replications', '3')
    const [variant] = JSON.parse(compared.stdout).variants
    expect(variant.differences).toEqual(result.variants[0].differences)
    expect(variant.patch).toHaveLength(result.variants[0].patch.length)
  })

  it('keeps what was set on the command line in the proposal', async () => {
    const file = join(folder, 'set.yaml')
    const set = ['--set', 'stations.washer.costPerHour=5']
    const { code } = await takt('optimize', autoParts, '--for', 'maintenance', '--out', file, '--replications', '2', ...set)
    expect(code).toBeLessThan(2)
    const { stdout } = await takt('run', file, '--replications', '1', '--until', '1 d', '--json')
    expect(JSON.parse(stdout).input.stations.find(({ id }: { id: string }) => id === 'washer').costPerHour).toBe(5)
  })

  it('says it where there is nothing to decide, and writes nothing', async () => {
    const file = join(folder, 'nothing.yaml')
    const { code, stdout, stderr } = await takt('optimize', quick, '--for', 'maintenance', '--json', '--out', file)
    expect(code).toBe(0)
    expect(stderr).toContain('nothing.yaml was not written: there is no proposal to write.')
    expect(JSON.parse(stdout)).toMatchObject({ variants: [], explanation: [expect.any(String)] })
    expect(existsSync(file)).toBe(false)
  })
})
