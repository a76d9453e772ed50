import { beforeAll, describe, expect, it } from 'vitest'
import { takt } from '../../cli/program.ts'
import { captured } from './capture.ts'
import { put, takt as run, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const log = `${folder}/shop.takt`

/** Two orders of shafts, turned one by one and then ground; the lathe is down for half an hour. */
const plant = `schema: takt/1
id: shop
title: Shop
horizon: 4 h
products:
  shaft:
    sink: out
    route:
      - { stations: lathe, buffer: rack }
      - { stations: grinder, buffer: shelf }
stations:
  - { id: lathe, time: 10 min, parameters: [ { id: speed, setPoint: 900, sd: 5, low: 895, high: 905 } ],
      failures: [ { id: spindle, clock: processing, after: 75 min, repair: 30 min } ] }
  - { id: grinder, time: 5 min }
buffers: [ { id: rack }, { id: shelf } ]
sinks: [ { id: out } ]
orders:
  - { id: urgent, product: shaft, quantity: 6, due: 90 min }
  - { id: large, product: shaft, quantity: 30, due: 2 h }
`

const orders = (...args: readonly string[]) => captured(() => takt(['orders', log, ...args]))

describe('takt orders', () => {
  beforeAll(async () => {
    const file = put(folder, 'shop.yaml', plant)
    expect(await run('run', file, '--replications', '1', '--log', log, '--quiet')).toMatchObject({ code: 0, stderr: '' })
  })

  it('says how far orders are, what is being made, what comes next, what there is room for, and why orders are late', async () => {
    const { code, stdout } = await orders('--at', '125 min')
    expect(code).toBe(0)
    const lines = stdout.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '))
    expect(lines).toContain('1 orders are open, 1 closed; 1 are or were late.')
    expect(lines.some((line) => /^large \| shaft \| released \| .* \| 3 \/ 30 \| 0 \| 27 \| 10\.0 % \| 5 min$/.test(line))).toBe(true)
    expect(lines.some((line) => /^lathe \| processing \| large \| shaft \| lathe \| #9 \| 3 \/ 30 \|/.test(line))).toBe(true)
    expect(lines.some((line) => /^lathe \| 1 \| large \| shaft \| lathe \| 26 \|/.test(line))).toBe(true)
    expect(stdout).toContain('Capacity, the next 24 h')
    expect(stdout).toContain('What made orders late')
  })

  it('[B02] shows the job card of one order, in Chinese too, and where its time went', async () => {
    const { stdout } = await orders('--order', 'large', '--at', '125 min')
    expect(stdout).toMatch(/lathe {2,}lathe {2,}running {2,}3 \/ 30/)
    expect(stdout).toMatch(/speed {2,}900 {2,}895 … 905/)
    expect(stdout).toMatch(/failure {2,}lathe {2,}spindle {2,}30 min/)
    const chinese = await orders('--order', 'large', '--at', '125 min', '--lang', 'zh')
    expect(chinese.stdout).toContain('为何延误')
    expect(chinese.stdout).toMatch(/故障 +lathe +spindle +30 分/)
  })

  it('gives all of it as JSON, whose parts add up', async () => {
    const { stdout } = await orders('--json', '--at', '125 min')
    const document = JSON.parse(stdout)
    const [late] = document.late
    expect(late).toMatchObject({ order: 'large', leadSeconds: 7500, lateSeconds: 300 })
    expect(late.reasons.reduce((sum: number, one: { seconds: number }) => sum + one.seconds, 0)).toBeCloseTo(7500, 6)
    for (const one of document.capacity) expect(one.committedMicros + one.availableMicros + one.unattainableMicros).toBe(one.calendarMicros)
    const station = JSON.parse((await orders('--json', '--station', 'grinder', '--ahead', '7 d')).stdout)
    expect(station.capacity).toMatchObject([{ station: 'grinder', calendarMicros: 7 * 86_400e6 }])
  })

  it('names what it does not know', async () => {
    expect(await orders('--order', 'larg')).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean large?') })
    expect(await orders('--station', 'mill')).toMatchObject({ code: 2, stderr: expect.stringContaining('`mill`') })
    expect(await orders('--at', '9 h')).toMatchObject({ code: 2, stderr: expect.stringContaining('before 9 h') })
  })
})
