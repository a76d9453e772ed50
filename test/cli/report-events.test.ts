import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { put, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()

it('takt report --events gives every event as a line of JSON that other tools read', async () => {
  const scenario = put(
    folder,
    'drill.yaml',
    'schema: takt/1\nhorizon: 5 min\nflow:\n  - source: { id: in, every: 60 s }\n  - station: { id: drill, time: 50 s }\n  - sink: { id: out }\n',
  )
  const log = `${folder}/drill.takt`
  await takt('run', scenario, '--replications', '1', '--log', log, '--quiet')
  const { code, stdout } = await takt('report', log, '--events')
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(code).toBe(0)
  expect(events.map(({ index }) => index)).toEqual(events.map((_, i) => i))
  expect(events.filter(({ kind }) => kind === 'jobEnded')).toMatchObject([
    { time: 110, unit: 0, station: 'drill', outcome: 'good' },
    { time: 170, unit: 1 },
    { time: 230, unit: 2 },
    { time: 290, unit: 3 },
  ])
  expect(events.at(-1)).toMatchObject({ time: 300, kind: 'logEnded' })
})

it('takt report refuses a log that is damaged, and says where one is cut short', async () => {
  const plant = put(
    folder,
    'busy.yaml',
    'schema: takt/1\nhorizon: 20 h\nflow:\n  - source: { id: in, every: 10 s }\n  - station: { id: drill, time: 9 s }\n  - sink: { id: out }\n',
  )
  const path = `${folder}/busy.takt`
  await takt('run', plant, '--replications', '1', '--log', path, '--quiet')
  const bytes = new Uint8Array(readFileSync(path))
  const flipped = bytes.slice()
  flipped[Math.floor(bytes.length / 2)]! ^= 1
  const damaged = put(folder, 'damaged.takt', flipped)
  for (const flags of [[], ['--events']]) {
    const { code, stderr } = await takt('report', damaged, ...flags)
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/damaged\.takt — this log cannot be read: chunk \d+, at byte \d+, is damaged/),
    ])
  }
  const longer = put(folder, 'longer.takt', Buffer.concat([bytes, Buffer.from('x')]))
  expect(await takt('report', longer)).toMatchObject({ code: 2, stderr: expect.stringContaining(`the log ends at byte ${bytes.length}`) })
  const cut = put(folder, 'cut.takt', bytes.subarray(0, -1))
  expect(await takt('report', cut)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('The log is cut short: its last record is of 2026-01-05 20:00:00'),
  })
  expect(await takt('report', cut, '--events')).toMatchObject({ code: 0, stderr: expect.stringContaining('is of 20 h after its start') })
})
