import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()

describe('takt init', () => {
  it('writes a first plant that runs, and says what to type next', async () => {
    const { code, stdout } = await takt('init', join(folder, 'new', 'plant'))
    const file = join(folder, 'new', 'plant', 'first-plant.yaml')
    expect(code).toBe(0)
    expect(stdout).toContain(`takt run ${file}`)
    const run = await takt('run', file, '--json')
    expect(run.code).toBe(0)
    expect(JSON.parse(run.stdout)).toMatchObject({ replications: 10, horizon: 28_800, warmUp: 3600 })
    const change = stdout.match(/--set (\S+)/)?.[1]
    expect((await takt('validate', file, '--set', change!)).code).toBe(0)
  })

  it('does not write over a file', async () => {
    const file = join(folder, 'first-plant.yaml')
    writeFileSync(file, 'mine')
    const { code, stderr } = await takt('init', folder)
    expect(code).toBe(2)
    expect(stderr).toContain('first-plant.yaml')
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })
})
