import { expect, it } from 'vitest'
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

it('[B22] takt alarms lists what is out of order, what it touches and what can be done, as of any moment', async () => {
  await takt('run', shop, '--replications', '1', '--log', log, '--quiet')
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
  expect((await takt('alarms', log, '--at', '3 wk')).code).toBe(2)
  expect((await takt('alarms', shop)).code).toBe(2)
})
