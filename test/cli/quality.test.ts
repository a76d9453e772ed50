import { expect, it } from 'vitest'
import { put, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()

/** Presses that spoil one in fifty; from the twentieth hour on, hidden, one in five. */
const press = put(
  folder,
  'press.yaml',
  `schema: takt/1
title: Press
horizon: 2 d
currency: EUR
flow:
  - source: { id: in, every: 60 s }
  - station: { id: press, time: 50 s, yield: 98 %, rework: { ratio: 50 % }, costPerHour: 36 }
  - sink: { id: out }
faults: [ { id: crack, kind: yield, target: press, factor: 0.82, start: 20 h } ]
`,
)
const log = `${folder}/press.takt`

it('[B21] takt quality says what was good, which chart signals, since when, and how many false alarms are to be expected', async () => {
  await takt('run', press, '--replications', '1', '--log', log, '--quiet')
  const { code, stdout } = await takt('quality', log)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Is it good\?\n/)
  expect(stdout).toMatch(/\d\d\.\d % of 2,\d+ units left good without ever being reworked \(95 %: /)
  expect(stdout).toMatch(
    /Alarm: press at press, 2026-01-0\d .* \(Bernoulli CUSUM\)\. \d+ of \d+ units bad since .*, where 2\.0 % is in order\./,
  )
  expect(stdout).toContain('With 1 charts about 1')
  const { stdout: chinese } = await takt('quality', log, '--lang', 'zh')
  expect(chinese).toMatch(/^干得合格吗？\n/)
  expect(chinese).toMatch(/质量异常预警：press 的 press，.*（伯努利 CUSUM）/)
  const { stdout: report } = await takt('report', log)
  expect(report).toMatch(/^Is it good\?$/m)
  expect(report).not.toContain('Rework records')
})

it('[B13] takt quality --json has every rework record, and all signals come after the hidden fault', async () => {
  await takt('run', press, '--replications', '1', '--log', log, '--quiet')
  const { code, stdout } = await takt('quality', log, '--json')
  const { charts, loops, outputs, rework, says } = JSON.parse(stdout)
  expect(code).toBe(0)
  expect(stdout).not.toContain('crack')
  expect(says.length).toBeGreaterThan(3)
  expect(charts).toMatchObject([{ kind: 'seen', operation: 'press', station: 'press', limitsFrom: 'scenario' }])
  const late = charts[0].signals.filter(({ time }: { time: number }) => time > 20 * 3600)
  expect(late.length).toBeGreaterThan(charts[0].signals.length - 2)
  expect(late[0].sinceTime).toBeGreaterThan(19 * 3600)
  expect(late[0].time).toBeLessThan(21 * 3600)
  expect(loops).toHaveLength(outputs[0].rework)
  expect(rework).toMatchObject({ times: loops.length })
  expect(outputs[0].produced).toBe(outputs[0].good + outputs[0].scrap + outputs[0].rework)
  // 50 s at 36 an hour.
  expect(loops[0]).toMatchObject({ operation: 'press', workedSeconds: 50, cost: 0.5, times: 1 })
})

it('takt quality of a log that knows of no quality says so', async () => {
  const plain = put(
    folder,
    'plain.yaml',
    'schema: takt/1\nhorizon: 1 h\nflow:\n  - source: { id: in, every: 60 s }\n  - station: { id: saw, time: 50 s }\n  - sink: { id: out }\n',
  )
  const quiet = `${folder}/plain.takt`
  await takt('run', plain, '--replications', '1', '--log', quiet, '--quiet')
  const { code, stdout } = await takt('quality', quiet)
  expect([code, stdout]).toEqual([0, 'This log knows of no test, no yield and no measurement: whether it is good is unknown.\n'])
  expect((await takt('quality', press)).code).toBe(2)
  expect((await takt('report', quiet)).stdout).not.toMatch(/^Is it good\?$/m)
})
