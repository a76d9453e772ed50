import { describe, expect, it } from 'vitest'
import { start, takt } from './takt.ts'

describe('takt demo', () => {
  it('prints the KPIs of the plant, a proposal and its verdict', async () => {
    const { code, stdout } = await takt('demo', '--no-serve')
    expect(code).toBe(0)
    expect(stdout).toMatch(/throughput +\d/)
    expect(stdout).toMatch(/^Verdict: (better|worse|no difference shown)\.$/m)
  })

  it('then serves the viewer with what was recorded, until it is told to stop', async () => {
    const { child, ended, stdout } = start(['demo', '--json', '--port', '0'])
    await expect.poll(stdout, { timeout: 50_000 }).toContain('\n')
    const { url } = JSON.parse(stdout())
    const stored = await (await fetch(new URL('stored.json', url))).json()
    expect(stored).toMatchObject({ open: 'stored/auto-parts.takt', files: [{ kind: 'log' }] })
    expect((await fetch(new URL(stored.open, url))).status).toBe(200)
    child.kill('SIGINT')
    expect((await ended).code).toBe(0)
  })
})
