import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { takt as taktHere } from '../../cli/program.ts'
import { captured } from './capture.ts'
import { put, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()

/** A drill that breaks down a mill's work; orders that it makes late. */
const plant = put(
  folder,
  'plant.yaml',
  `schema: takt/1
title: Drill and mill
horizon: 10 h
currency: EUR
products:
  part: { price: 10, route: [ { id: drill, stations: [ drill ] }, { id: mill, stations: [ mill ], buffer: rack } ] }
orders: { A: { product: part, quantity: 200, due: 4 h, lateCost: 2400 }, B: { product: part, quantity: 150, due: 7 h, release: 2 h, lateCost: 2400 } }
stations:
  drill: { time: { kind: gamma, mean: 55 s, sd: 15 s }, failures: [ { id: spindle, after: { kind: exponential, mean: 2 h }, repair: { kind: gamma, mean: 40 min, sd: 10 min } } ] }
  mill: { time: { kind: gamma, mean: 50 s, sd: 10 s }, costPerHour: 60 }
buffers: { rack: { capacity: 5 } }
sinks: { out: {} }
`,
)
const more = put(folder, 'more.yaml', 'patch:\n  - { set: stations.drill.time.mean, value: 40 s }\n')
const log = `${folder}/plant.takt`

it('[A05] takt instead --each failure is a Pareto with knock-on minutes', async () => {
  await takt('run', plant, '--replications', '1', '--log', log, '--quiet')
  const { code, stdout } = await takt('instead', log, '--at', '0 h', '--recorded', '--each', 'failure', '--replications', '4')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Downtime, with what it does to others\n/)
  expect(stdout).toMatch(/\d recorded stops come when the log says so/)
  expect(stdout).toMatch(/^drill\/spindle +\d .* h +mill .* EUR +100 %$/m)
})

it('[E1.7] takt instead says what would be without a cause, with other values, and whether it would be on time', async () => {
  const { code, stdout } = await takt('instead', log, '--at', '2 h', '--without', 'failure:drill', '--replications', '12')
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /^What would be instead\?\nFrom .* on, for 8 h: 12 pairs of runs with the same luck\.\nInstead: without failure:drill\.\n/,
  )
  expect(stdout).toMatch(/^orders on time .*\+\d/m)
  expect(stdout).toMatch(/^profit .* EUR$/m)
  expect(stdout).toMatch(/Would it be on time\?\n(.*\n)*[AB] .*\d+ % \[\d+ %, \d+ %\]/)
  const asked = ['instead', log, '--at', '2 h', '--with', more, '--set', 'stations.mill.time.mean=35 s', '--replications', '6'] as const
  const json = await takt(...asked, '--json')
  const found = JSON.parse(json.stdout)
  expect(found).toMatchObject({ at: 7200, within: 28_800, replications: 6, level: 0.95 })
  expect(found.figures.map(({ name }: { name: string }) => name)).toEqual([
    ...['good', 'scrapped', 'ordersOnTime', 'stopped', 'waiting', 'revenue', 'cost', 'profit'],
  ])
  expect(found.figures[0].difference.low).toBeGreaterThanOrEqual(0)
  expect((await takt(...asked, '--lang', 'zh')).stdout).toMatch(/^如果换一种做法/)
})

it('[E2.7] takt instead --target says which orders are kept, stage by stage', async () => {
  const asked = ['--without', 'failure:drill', '--with', more, '--target', '90%', '--replications', '20'] as const
  const { code, stdout } = await takt('instead', log, '--at', '2 h', ...asked)
  expect(code).toBe(0)
  expect(stdout).toMatch(/Kept is said only where even the lower bound is at least 90 %/)
  expect(stdout).toMatch(/^Order +Due +as it is +without +with the changes$/m)
  expect(stdout).toMatch(/^all of them +\d+ % \[/m)
})

it.each([
  ['nothing', [], /nothing is to be otherwise\n.*--without/],
  ['a station that is not there', ['--without', 'failure:dril'], /no station is called dril\n.*drill, mill/],
  ['what is no cause', ['--without', 'rain'], /`rain` is nothing that can be thought away\n.*failure:STATION/],
  ['two things at a time', ['--each', 'failure', '--without', 'scrap:mill'], /--each.*one thing away at a time/],
  ['a value that cannot be', ['--set', 'stations.mill.yeeld=1'], /yeeld/],
  ['a test that is not there', ['--cause', 'ict'], /no operation with a test is called ict/],
  ['late news of nothing', ['--without', 'failure:drill', '--late', '1 h'], /--late.*no cause to hear of/],
  ['a target of no orders', ['--each', 'failure', '--target', '90%'], /--target.*with and without/],
  ['a moment after the end', ['--at', '20 h', '--without', 'failure:drill'], /--at.*ends/],
] as const)('takt instead with %s says so', async (_, args, text) => {
  const { code, stderr } = await captured(() => taktHere(['instead', log, ...args]))
  expect(code).toBe(2)
  expect(stderr).toMatch(text)
  expect(stderr).not.toMatch(/\n\s+at /)
})

it('[E1.6] [B14] takt instead --cause says what to set, what it saves, and what hearing of it late costs', async () => {
  const weld = fileURLToPath(new URL('../../scenarios/electronics-weld.yaml', import.meta.url))
  const records = `${folder}/weld.takt`
  await takt('run', weld, '--replications', '1', '--log', records, '--quiet', '--until', '30 h')
  const asked = ['instead', records, '--at', '30 h', '--cause', 'ict', '--ahead', '3 h', '--replications', '5', '--late', '2 h'] as const
  const { code, stdout } = await takt(...asked)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Set temperature of solder-1 to 26\d\.\d °C ± \d\.\d °C: set to 250\.0 °C, it is 23\d\.\d °C\.$/m)
  expect(stdout).toMatch(/^Its units will pass at 9\d\.\d % \[.* of the next 200\.$/m)
  expect(stdout).toMatch(/^Saved by that: \d/m)
  expect(stdout).toMatch(/^2 h +\+/m)
  expect(stdout).toMatch(/^final-test +\d+/m)
})
