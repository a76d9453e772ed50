import { expect, it } from 'vitest'
import { takt as taktHere } from '../../cli/program.ts'
import { captured } from './capture.ts'
import { put, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const plant = put(
  folder,
  'plant.yaml',
  `schema: takt/1
horizon: 2 h
currency: EUR
products: { part: { price: 10, route: [ { id: saw, stations: [ saw ] }, { id: mill, stations: [ mill ], buffer: rack } ] } }
sources: { in: { product: part, every: 55 s } }
stations: { saw: { time: { kind: gamma, mean: 30 s, sd: 8 s } }, mill: { time: 62 s } }
buffers: { rack: { capacity: 4 } }
sinks: { out: {} }
`,
)

it('[C23] [C10] [A04] [C02] takt improve answers its three questions', async () => {
  const ranked = await takt('improve', plant, '--replications', '4')
  expect(ranked.code).toBe(0)
  expect(ranked.stdout).toMatch(/^time +mill +62 → 55\.8 s .* better$/m)
  expect(ranked.stdout).toMatch(/^Made as it is: .* and no plan more than .*: mill would work all the time\. The gap is /m)
  const speeds = await takt('improve', plant, '--replications', '4', '--speed', 'mill=0.9..1.15')
  expect(speeds.stdout).toMatch(/^1\.15 ◀|^1\.1 ◀/m)
  const lever = 'production, maximise throughput of mill: stations.mill.time=58 s'
  const together = await takt('improve', plant, '--replications', '4', '--lever', lever, '--json')
  expect(JSON.parse(together.stdout)).toMatchObject({ joint: { choice: ['stations.mill.time=58 s'] }, value: { mean: 0 } })
})

it.each([
  ['a range that is none', ['--speed', 'mill=fast'], /mill=fast.*\n.*mill=0\.9\.\.1\.15/],
  ['a station that is not there', ['--speed', 'mil=0.9..1.1'], /no station is called mil\n.*did you mean mill/],
  ['a lever that is none', ['--lever', 'buy less'], /`buy less` is no lever/],
  ['a figure that is none', ['--lever', 'p, maximise thruput: stations.mill.time=50'], /no KPI of plant is called thruput/],
  ['a value that cannot be', ['--lever', 'p, maximise throughput: stations.mill.tempo=50'], /tempo/],
  ['two questions', ['--lever', 'p, maximise throughput: stations.mill.time=50', '--speed', 'mill=0.9..1.1'], /one at a time/],
] as const)('takt improve with %s says so', async (_, args, text) => {
  const { code, stderr } = await captured(() => taktHere(['improve', plant, ...args]))
  expect(code).toBe(2)
  expect(stderr).toMatch(text)
})
