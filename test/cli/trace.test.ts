import { beforeAll, describe, expect, it } from 'vitest'
import { takt } from '../../cli/program.ts'
import { captured } from './capture.ts'
import { put, takt as run, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const log = `${folder}/shafts.takt`

/** Shafts of a bar that comes in lots, turned by two people; a cap from stock, of which no lots are kept, is put on. */
const plant = `schema: takt/1
id: shafts
title: Shafts
horizon: 200 s
currency: EUR
products:
  shaft:
    price: 50
    sink: out
    route:
      - { stations: turn, buffer: rack, components: { bar: 1, cap: 1 } }
materials:
  - { id: bar, unit: kg, initialStock: 3, reorderPoint: 2, orderQuantity: 4, supplier: mill, lots: fifo, unitCost: 7 }
  - { id: cap, initialStock: 2, reorderPoint: 1, orderQuantity: 10, supplier: mill }
suppliers: [ { id: mill, leadTime: 25 s } ]
stations: [ { id: turn, time: 10 s, needs: [ { crew: turners } ], parameters: [ { id: speed, setPoint: 900, low: 890, high: 910 } ] } ]
crews: [ { id: turners, persons: [ { id: ada } ] } ]
buffers: [ { id: rack } ]
sinks: [ { id: out } ]
orders:
  - { id: first, product: shaft, quantity: 2, customer: Anders }
  - { id: second, product: shaft, quantity: 4, customer: Berta }
`

const trace = (...args: readonly string[]) => captured(() => takt(['trace', log, ...args]))

describe('takt trace', () => {
  beforeAll(async () => {
    const file = put(folder, 'shafts.yaml', plant)
    expect(await run('run', file, '--replications', '1', '--log', log, '--quiet')).toMatchObject({ code: 0, stderr: '' })
  })

  it('[B12] tells what went into a unit and where it went, as a tree', async () => {
    const { code, stdout } = await trace('--unit', '3')
    expect(code).toBe(0)
    expect(stdout).toBe(`Where it came from
  unit 3 · shaft · order second (Berta) · finished 00:00:45
  └─ turn, 00:00:35 – 00:00:45: good
     ├─ there: ada
     ├─ speed 900 (890 … 910)
     ├─ 1 of bar: lot 1 · 4 came 00:00:25, purchase order 0 from mill · 1 left
     └─ 1 of cap from stock · no lots are kept: by order of arrival
        └─ 10 came 00:00:25, purchase order 1 from mill

Where it went
  unit 3 · shaft · order second (Berta) · finished 00:00:45

`)
  })

  it('[C06] follows a lot to customers, and an order back to lots, in Chinese too', async () => {
    const forward = await trace('--lot', '1', '--forward', '--most', '2')
    expect(forward.stdout.split('\n').slice(1)).toEqual([
      '  lot 1 · bar · 4 came 00:00:25, purchase order 0 from mill · 1 left',
      '  └─ 3 units took of it',
      '     ├─ unit 3 · shaft · order second (Berta) · finished 00:00:45',
      '     ├─ unit 4 · shaft · order second (Berta) · finished 00:00:55',
      '     └─ … 1 more',
      '',
      '',
    ])
    const back = await trace('--order', 'second', '--back', '--lang', 'zh')
    expect(back.stdout).toContain('来源追溯')
    expect(back.stdout).toContain('批次 1')
    expect(back.stdout).toContain('所用物料')
  })

  it('[E1.3] [C20] says what is exposed to a lot, and where it is: for people, and for programs', async () => {
    const { stdout } = await trace('--lot', '1', '--recall', '--at', '45 s')
    for (const line of [
      'Exposed: 2 units and 1 lot; customers: Berta.',
      'In stock: 2, worth 14 EUR',
      'Work in process: 1, worth 50 EUR',
      'In transit: nothing',
      'Shipped: 1, worth 50 EUR',
    ])
      expect(stdout).toContain(line)
    const document = JSON.parse((await trace('--lot', '1', '--recall', '--at', '45 s', '--json')).stdout)
    expect(document).toMatchObject({
      at: 45,
      subject: { kind: 'lot', lot: 1 },
      forward: { units: [3, 4], orders: [{ order: 'second', customer: 'Berta', quantity: 1 }] },
      recall: {
        stock: [{ kind: 'lot', of: 1, item: 'bar', quantity: 2, held: false, value: 14 }],
        inProcess: [{ unit: 4, product: 'shaft', order: 'second', place: 'turn' }],
        shipped: [{ order: 'second', customer: 'Berta', quantity: 1, units: [3], value: 50 }],
      },
    })
  })

  it('[C21] takes a station in a time, a person, or a parameter as what is suspected', async () => {
    const units = async (...args: string[]) => JSON.parse((await trace(...args, '--json')).stdout).forward.units
    expect(await units('--station', 'turn', '--from', '15 s', '--to', '25 s')).toEqual([1, 2])
    expect(await units('--person', 'ada', '--from', '46 s')).toEqual([4, 5])
    expect(await units('--station', 'turn', '--parameter', 'speed')).toEqual([])
    expect(await units('--station', 'turn', '--parameter', 'speed', '--above', '899', '--to', '9 s')).toEqual([0])
  })

  it('says how many may have had it where a stock keeps no lots', async () => {
    const { stdout } = await trace('--purchase', '1', '--recall')
    expect(stdout).toContain('by order of arrival, first in first out; if nobody kept to that, 1 order may be affected')
  })

  it('[E2.4] says which lot it may be, or that nothing was found', async () => {
    const { stdout } = await trace('--which-lot')
    expect(stdout).toContain('Nothing found: of 2 lots none is worse than chance explains.')
    expect(stdout).toMatch(/0 +bar +0 \/ 3 +0\.0 % \(0\.0 % … 56\.1 %\) +0 \/ 3/)
    expect(JSON.parse((await trace('--which-lot', '--json')).stdout)).toMatchObject({
      named: null,
      compared: 2,
      table: [{ lots: [0] }, { lots: [1] }],
    })
  })

  it.each([
    [['--unit', '77'], 'its units are numbered 0 to 5'],
    [['--lot', '77'], 'its lots are numbered 0 to 2'],
    [['--order', 'secnd'], 'did you mean second?'],
    [['--order', 'x'], 'there are: first, second'],
    [['--station', 'trun'], 'did you mean turn?'],
    [['--station', 'turn', '--slot', '2'], 'turn has no slot 2'],
    [['--station', 'turn', '--parameter', 'sped'], 'did you mean speed?'],
    [['--station', 'turn', '--from', 'noon'], '"noon" is no time'],
    [['--person', 'eve'], 'no person is called "eve"'],
    [['--tool', 'saw'], 'there is no tool in this log'],
    [[], 'nothing is said to trace'],
    [['--unit', '1', '--lot', '1'], 'more than one thing is said to trace'],
  ])('%s: says what is wrong, and what there is', async (args, message) => {
    const { code, stderr } = await trace(...args)
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
  })
})
