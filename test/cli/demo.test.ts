import { expect, it } from 'vitest'
import { start } from './takt.ts'

it('takt demo prints KPIs, a proposal and its verdict, then serves what was recorded until it is told to stop', {
  timeout: 180_000,
}, async () => {
  const { child, ended, stdout } = start(['demo', '--port', '0'])
  await expect.poll(stdout, { timeout: 170_000 }).toMatch(/http:.*\n/)
  expect(stdout()).toMatch(/throughput +\d/)
  expect(stdout()).toMatch(/^Verdict: (better|worse|no difference shown)\.$/m)
  const url = stdout().match(/http:\S+/)![0]
  const stored = await (await fetch(new URL('stored.json', url))).json()
  expect(stored).toMatchObject({ open: 'stored/auto-parts.takt', files: [{ kind: 'log' }] })
  expect((await fetch(new URL(stored.open, url))).status).toBe(200)
  child.kill('SIGINT')
  expect((await ended).code).toBe(0)
})
