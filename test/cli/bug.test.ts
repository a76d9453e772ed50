import { afterEach, describe, expect, it, vi } from 'vitest'
import { complain } from '../../cli/program.ts'
import { RunFailed } from '../../engine/experiment/pool.ts'
import { captured } from './capture.ts'

/** What `complain` says and which exit code it sets. */
const said = (error: unknown, ...args: string[]) => captured(() => complain(error, args))

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('a mistake of ours', () => {
  const bug = new TypeError('x is not a function')

  it('is said as one, with how to report it, and exit code 70', async () => {
    const { code, stdout, stderr } = await said(bug, 'run', 'plant.yaml')
    expect({ code, stdout }).toEqual({ code: 70, stdout: '' })
    expect(stderr).toContain('x is not a function')
    expect(stderr).toContain('report it')
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  it('is one JSON document with --json', async () => {
    const { code, stdout, stderr } = await said(bug, 'run', 'plant.yaml', '--json')
    expect({ code, stderr }).toEqual({ code: 70, stderr: '' })
    expect(JSON.parse(stdout).problems).toHaveLength(1)
  })

  it('shows where it happened only with TAKT_DEBUG=1', async () => {
    vi.stubEnv('TAKT_DEBUG', '1')
    expect((await said(bug, 'run')).stderr).toMatch(/^\s+at /m)
  })

  it('is not what a model that cannot be run is', async () => {
    expect(await said(new RunFailed('it makes no progress'), 'run')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('it makes no progress'),
    })
    const named = await said(new RunFailed('it makes no progress'), 'run', 'plant.yaml', '--quiet')
    expect(named.stderr).toContain('plant.yaml — the simulation cannot be run: it makes no progress')
  })
})
