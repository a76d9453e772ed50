import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { alarmsOf } from '../../analysis/alarms/index.ts'
import { jsonLines } from '../../engine/log/jsonl.ts'
import { openLog } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { put, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()

/** A lathe that breaks, and orders that wait for it. */
const shop = put(
  folder,
  'shop.yaml',
  `schema: takt/1
title: Shop
horizon: 16 h
currency: EUR
products:
  - { id: shaft, sink: out, route: [ { id: turn, stations: [ lathe ], buffer: rack } ] }
buffers: [ { id: rack } ]
stations:
  - id: lathe
    time: 10 min
    failures: [ { id: spindle, clock: processing, after: 3 h, repair: 40 min, crew: fitters } ]
crews: [ { id: fitters, size: 1 } ]
sinks: [ { id: out } ]
orders:
  - { id: A, product: shaft, quantity: 20, due: 3.2 h }
  - { id: B, product: shaft, quantity: 12, due: 8 h }
`,
)
const log = `${folder}/shop.takt`
beforeAll(() => takt('run', shop, '--replications', '1', '--log', log, '--quiet'))

it('[B22] takt alarms lists what is out of order, what it touches and what can be done, as of any moment', async () => {
  const { code, stdout } = await takt('alarms', log)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Alarms\n {2}\d alarms; \d are not closed, and 0 were acknowledged by somebody\./)
  expect(stdout).toMatch(
    /03:00:00 +equipmentFailure:lathe:1 +equipment failure +#\d+, mode spindle, slot 1 +2 orders: A, B +call maintenance: lathe/,
  )
  const { alarms } = JSON.parse((await takt('alarms', log, '--at', '190 min', '--json')).stdout)
  expect(alarms.map(({ id }: { id: string }) => id)).toEqual(['orderAtRisk:A:1', 'equipmentFailure:lathe:1'])
  expect(alarms[1].life).toMatchObject({ state: 'acted', acted: 10_800, closed: null, minutes: { raised: 0, acted: 10 } })
  expect((await takt('alarms', log, '--lang', 'zh')).stdout).toMatch(/^报警\n {2}共 \d 条报警/)
})

it('[B23] somebody acknowledges an alarm: a new log that verifies, with the same records before it', async () => {
  const seen = `${folder}/seen.takt`
  const noting = ['--acknowledge', 'equipmentFailure:lathe:1', '--by', 'Ana', '--at', '185 min']
  const { code, stdout } = await takt('alarms', log, ...noting, '--out', seen)
  expect(code).toBe(0)
  expect(stdout).toMatch(/seen\.takt: 1 note by Ana behind the records of .*shop\.takt; /)
  const [before, after] = [log, seen].map((path) => openLog<Scenario>(readFileSync(path)))
  expect(after!.verify()).toMatchObject({ complete: true, events: before!.count + 1, problem: null })
  const failure = alarmsOf(after!).find(({ id }) => id === 'equipmentFailure:lathe:1')!
  // The repair had begun at once: it was acted on before somebody said that he had seen it.
  expect(failure.life).toMatchObject({ state: 'closed', acknowledged: 11_100, acted: 10_800, by: { acknowledged: 'Ana' } })
  const records = (one: typeof after) => alarmsOf(one!).map(({ record }) => record)
  expect(records(after)).toEqual(records(before))
  const lines = [...jsonLines(after!)]
  expect(lines.slice(0, -2)).toEqual([...jsonLines(before!)].slice(0, -1))
  expect(JSON.parse(lines.at(-2)!)).toMatchObject({
    kind: 'alarmChanged',
    alarm: 'equipmentFailure:lathe:1',
    state: 'acknowledged',
    by: 'Ana',
    at: 11_100,
  })
  // Every mistake at once.
  const bad = await takt('alarms', log, '--acknowledge', 'equipmentFailure:lathe:9', '--close', 'orderAtRisk:A:1')
  expect(bad.code).toBe(2)
  expect(bad.stderr).toMatch(/--by — nobody is named/)
  expect(bad.stderr).toMatch(/--out — a log is a chain of hashes/)
  expect(bad.stderr).toMatch(/no alarm is called equipmentFailure:lathe:9\n {2}→ did you mean equipmentFailure:lathe:1\?/)
  expect(bad.stderr).toMatch(/orderAtRisk:A:1 was closed already/)
  expect((await takt('alarms', log, ...noting.slice(0, 4), '--at', '1 h', '--out', seen)).stderr).toMatch(/was raised 3 h after the start/)
})

it('[B22] [B23] takt alarms says which orders an alarm moves, and what acting on it saved', async () => {
  const affected = await takt(
    'alarms',
    log,
    '--affected',
    'equipmentFailure:lathe:1',
    '--replications',
    '5',
    '--workers',
    '1',
    '--threshold',
    '10 min',
  )
  expect(affected.stdout).toMatch(
    /equipment failure lathe, .* 03:00:00: the P50 of \d of 2 open orders moves by more than 10 min \(5 futures/,
  )
  const saved = await takt(
    'alarms',
    log,
    '--saved',
    'equipmentFailure:lathe:1',
    '--later',
    '1 h',
    '--within',
    '2 h',
    '--replications',
    '3',
    '--json',
  )
  expect(saved.code).toBe(0)
  expect(JSON.parse(saved.stdout)).toMatchObject({
    alarm: 'equipmentFailure:lathe:1',
    later: 3600,
    stoppedMinutes: { mean: 60, low: 60, high: 60 },
  })
  const none = await takt('alarms', log, '--saved', 'orderAtRisk:A:1')
  expect(none.code).toBe(2)
  expect(none.stderr).toMatch(/nobody has acted on orderAtRisk:A:1 yet/)
})
