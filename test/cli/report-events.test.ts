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
