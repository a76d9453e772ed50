import { beforeAll, describe, expect, it } from 'vitest'
import { takt } from '../../cli/program.ts'
import { captured } from './capture.ts'
import { put, takt as run, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const log = `${folder}/saw.takt`

/** Bars are sawn one every ten minutes; the mill takes four hours to bring more. */
const plant = `schema: takt/1
id: saw
title: Saw
horizon: 8 h
products:
  part: { sink: out, route: [ { stations: saw, buffer: rack, components: { bar: 1 } } ] }
materials:
  bar: { title: Bars, initialStock: 20, reorderPoint: 12, orderQuantity: 15, supplier: mill, lots: fifo }
suppliers: { mill: { leadTime: 4 h } }
stations: [ { id: saw, time: 10 min } ]
buffers: [ { id: rack } ]
sinks: [ { id: out } ]
orders: [ { id: a, product: part, quantity: 18 }, { id: b, product: part, quantity: 30, due: 6 h } ]
`

const stock = (...args: readonly string[]) => captured(() => takt(['stock', log, ...args]))

describe('takt stock', () => {
  beforeAll(async () => {
    const file = put(folder, 'saw.yaml', plant)
    expect(await run('run', file, '--replications', '1', '--log', log, '--quiet')).toMatchObject({ code: 0, stderr: '' })
  })

  it('says what is there, what is free, on order, and what moved', async () => {
    const { code, stdout } = await stock('--at', '95 min')
    expect(code).toBe(0)
    expect(stdout).toContain('1 stocks: 1 with less free than open orders still take, 0 with customers waiting.')
    const lines = stdout.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '))
    expect(lines.some((line) => /^Bars \| store \| 10 pcs \| 0 \| 38 \| -28 \| 15 \| 0 \|/.test(line))).toBe(true)
    expect(lines.some((line) => /^Bars \| 20 \| 0 \| 0 \| 0 \| -10 \| 0 \| 0 \| 0 \| 10$/.test(line))).toBe(true)
    const own = JSON.parse((await stock('--at', '95 min', '--item', 'bar', '--json')).stdout) as {
      movements: { left: number }[]
      lines: { item: string }[]
    }
    expect(own.movements.at(-1)!.left).toBe(10)
    expect(own.lines.map(({ item }) => item)).toEqual(['bar'])
  })

  it('[A06] [B16] ahead says how much there will be, what will be short, who starves first, and what to do', async () => {
    const { code, stdout } = await run('stock', log, '--at', '150 min', '--ahead', '4 h', '--replications', '4')
    expect(code).toBe(0)
    expect(stdout).toMatch(/Bars will be short with 100\.0 %: saw is the first to wait, 2026-01-05 03:20:00\./)
    expect(stdout).toMatch(/saw +Expedite 0 by 1 h 50 min/)
    const { shortages, items } = JSON.parse(
      (await run('stock', log, '--at', '150 min', '--ahead', '4 h', '--replications', '4', '--json')).stdout,
    ) as {
      shortages: { item: string; starving: string; p50: number; remedy: { kind: string } }[]
      items: { fan: unknown[] }[]
    }
    expect(shortages).toMatchObject([{ item: 'bar', starving: 'saw', p50: 12_000, remedy: { kind: 'Expedite' } }])
    expect(items[0]!.fan).toHaveLength(14)
  })

  it('[C15] [C19] with --picks says what to pick, when it is due, and how sure that is', async () => {
    const { code, stdout } = await run('stock', log, '--at', '20 min', '--picks', '--lead', '1 h', '--replications', '4', '--lang', 'zh')
    expect(code).toBe(0)
    // Order b begins when the 18 of order a are through, at 3 h.
    expect(stdout).toMatch(/2026-01-05 02:00:00 +b +saw +saw +bar +30 +批次 0：17, 缺 13 +2026-01-05 03:00:00/)
    expect(stdout).toContain('拣配与备料清单')
  })

  it('of a plant without material says that there is none', async () => {
    const bare = `${folder}/bare.takt`
    const file = put(
      folder,
      'bare.yaml',
      'schema: takt/1\ntitle: Bare\nhorizon: 1 h\nflow:\n  - source: { id: in, every: 60 s }\n  - station: { id: press, time: 50 s }\n  - sink: { id: out }\n',
    )
    expect(await run('run', file, '--replications', '1', '--log', bare, '--quiet')).toMatchObject({ code: 0 })
    expect((await captured(() => takt(['stock', bare]))).stdout).toBe('The log tells of no stock that anybody counts.\n')
  })

  it('of a lot says who took it, and in Chinese', async () => {
    const { stdout } = await stock('--lot', '0', '--lang', 'zh', '--most', '3')
    expect(stdout).toMatch(/领用 .*-1 .*工件 \d+, saw/)
  })

  it.each([
    ['--item', 'bra', 'the log knows no item `bra`', 'did you mean bar?'],
    ['--lot', '99', 'the log knows no lot 99', 'takt stock LOG --item ID'],
    ['--ahead', 'soon', 'soon', 'duration'],
    ['--at', '9 d', 'the log ends', 'name an earlier moment'],
  ])('%s %s is a mistake with a remedy', async (flag, value, message, remedy) => {
    const { code, stderr } = await stock(flag, value)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr).toContain(remedy)
  })
})
