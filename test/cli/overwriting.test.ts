import { mkdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { put, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const plant =
  'schema: takt/1\nhorizon: 5 min\nflow:\n  - source: { id: in, every: 60 s }\n  - station: { id: drill, time: 50 s }\n  - sink: { id: out }\n'

it('never writes over what it reads, nor over a file of another kind', async () => {
  const own = put(folder, 'own.yaml', plant)
  const other = put(folder, 'other.yaml', plant)
  const variant = put(folder, 'variant.yaml', 'schema: takt/1\nextends: ./own.yaml\n')
  const refused: [args: string[], words: RegExp][] = [
    [['run', own, '--log', own], /own\.yaml .*read by the same command/],
    [['run', own, '--log', other], /other\.yaml .*not a log of Takt/],
    [['optimize', own, '--for', 'schedule', '--out', own], /own\.yaml .*read by the same command/],
    [['optimize', variant, '--for', 'schedule', '--out', own], /own\.yaml .*read by the same command/],
  ]
  for (const [args, words] of refused) {
    const { code, stderr } = await takt(...args)
    expect({ code, stderr }, args.join(' ')).toEqual({ code: 2, stderr: expect.stringMatching(words) })
  }
  expect([own, other].map((path) => readFileSync(path, 'utf8'))).toEqual([plant, plant])
})

it('writes its own files again', async () => {
  const own = put(folder, 'again.yaml', plant)
  const log = `${folder}/again.takt`
  for (let i = 0; i < 2; i++) expect((await takt('run', own, '--replications', '1', '--log', log)).code).toBe(0)
})

it('a folder that cannot be made is said at once', async () => {
  mkdirSync(`${folder}/there`)
  const { code, stderr } = await takt('init', '/proc/nowhere/deep')
  expect(code).toBe(2)
  expect(stderr).toContain('/proc/nowhere')
})
