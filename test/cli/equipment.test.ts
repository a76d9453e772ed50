import { expect, it } from 'vitest'
import { put, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()

const spindle = put(
  folder,
  'spindle.yaml',
  `schema: takt/1
title: Spindle
horizon: 100 d
flow:
  - source: { id: in, every: 6 h }
  - station:
      id: mill
      time: 6 h
      signals: { vibration: { unit: mm/s, growth: exponential, start: 1.2, drift: { kind: gamma, mean: 0.00138, cv: 0.3 }, noise: 0.05, every: 8 h, warning: 2.8, alarm: 4.5, fail: 4.5 } }
      failures: [ { id: bearing, clock: signal, signal: vibration, repair: 1 d } ]
  - sink: { id: out }
`,
)
const log = `${folder}/spindle.takt`

it('[C03] [C05] takt equipment says how machines are, what is left of their lives, and what was warned of', async () => {
  await takt('run', spindle, '--replications', '1', '--log', log, '--quiet')
  const { code, stdout } = await takt('equipment', log)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^How healthy is equipment\?\n/)
  expect(stdout).toMatch(/Most likely to fail next is mill: with [<>\d.]+ % within 7 d; its remaining life is .* \(P10 .*, P90 .*\)\./)
  expect(stdout).toMatch(/Warnings by risk of failure: given before (\d) of \1 failures \(100\.0 %; 95 %: /)
  expect(stdout).toMatch(/mill +vibration +[\d.]+ mm\/s +[ABCD] /)
  const { stdout: chinese } = await takt('equipment', log, '--lang', 'zh')
  expect(chinese).toMatch(/^设备健康度如何？\n/)
  expect(chinese).toContain('故障预警')
})

it('[C03] as of a moment, as JSON in seconds, and what was known then does not hang on what came later', async () => {
  await takt('run', spindle, '--replications', '1', '--log', log, '--quiet')
  const { code, stdout } = await takt('equipment', log, '--at', '20 d', '--json')
  const { equipment, warnings, at } = JSON.parse(stdout)
  expect(code).toBe(0)
  expect(at).toBe(20 * 86_400)
  expect(equipment).toHaveLength(1)
  expect(equipment[0].conditions[0]).toMatchObject({ signal: 'vibration', isShare: true, limits: { ab: 1.4, bc: 2.8, cd: 4.5 } })
  expect(equipment[0].remaining.all.p10).toBeLessThan(equipment[0].remaining.all.p90)
  expect(warnings.every((one: { at: number }) => one.at <= 20 * 86_400)).toBe(true)
  const short = `${folder}/short.takt`
  await takt('run', spindle, '--replications', '1', '--until', '20 d', '--log', short, '--quiet')
  const other = JSON.parse((await takt('equipment', short, '--json')).stdout)
  expect(other.equipment).toEqual(equipment)
})

it('wrong moments and shares get one message each', async () => {
  await takt('run', spindle, '--replications', '1', '--log', log, '--quiet')
  const late = await takt('equipment', log, '--at', '900 d')
  expect(late.code).toBe(2)
  expect(late.stderr).toContain('the log ends')
  expect((await takt('equipment', log, '--risk', '7')).code).toBe(2)
  expect((await takt('equipment', spindle)).code).toBe(2)
})
