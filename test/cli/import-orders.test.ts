import { describe, expect, it } from 'vitest'
import { put, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const log = `${folder}/shop.takt`
const table = put(
  folder,
  'orders.csv',
  [
    'order,start,end,due',
    '<b>SO 1</b>,2026-03-02T06:00,2026-03-02T14:10,2026-03-03T06:00',
    'SO 2,2026-03-02T08:00,2026-03-02T19:30,2026-03-03T06:00',
    'SO 3,2026-03-02T10:00,2026-03-03T02:00,2026-03-03T06:00',
    'SO 4,2026-03-02T16:00,2026-03-03T01:00,2026-03-03T06:00',
    'SO 5,2026-03-03T06:00,,2026-03-03T20:00',
  ].join('\n'),
)

describe('takt import of a table of orders', () => {
  it('[F01] three columns give a log whose report tells, with an interval, when the open order will be done', async () => {
    const imported = await takt('import', table, '--out', log, '--json')
    expect(imported).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(imported.stdout)).toMatchObject({ orders: 5, open: 1, to: '2026-03-03T06:00:00Z' })
    const page = `${folder}/shop.html`
    const { code, stdout } = await takt('report', log, '--html', page, '--json')
    expect(code).toBe(0)
    const answers = JSON.parse(stdout).answers as {
      question: string
      figure: Record<'value' | 'low' | 'high' | 'n' | 'level', number | null>
    }[]
    const figure = (question: string) => answers.find((one) => one.question === question)!.figure
    const { value, low, high, n, level } = figure('when')
    expect({ n, level }).toEqual({ n: 4, level: 0.8 })
    // It took 8 h 10 to 16 h so far: from four of them the interval is wider than what was seen.
    expect(low!).toBeGreaterThan(4 * 3600)
    expect(low!).toBeLessThan(8.2 * 3600)
    expect(value!).toBeGreaterThan(8 * 3600)
    expect(value!).toBeLessThan(14 * 3600)
    expect(high!).toBeGreaterThan(16 * 3600)
    // What three columns do not tell is not known, and never 0.
    for (const question of ['good', 'health', 'stock', 'optimum', 'waste', 'improve'])
      expect([question, figure(question).value]).toEqual([question, null])
  })

  it('names every cell that is wrong, with its line', async () => {
    const broken = put(folder, 'broken.csv', 'Order;Start;End\nA;noon;\nB;2026-03-02T06:00;2026-03-01\n;2026-03-02T06:00;\n')
    const { code, stderr } = await takt('import', broken, '--out', `${folder}/x.takt`)
    expect(code).toBe(2)
    for (const text of [
      'broken.csv:2',
      'start: `noon` is no moment',
      'broken.csv:3',
      'order B ends before it starts',
      'broken.csv:4',
      'an order without a name',
    ])
      expect(stderr).toContain(text)
    const none = await takt('import', put(folder, 'none.csv', 'order,begin,end\n'), '--out', `${folder}/x.takt`)
    expect(none).toMatchObject({ code: 2 })
    expect(none.stderr).toContain('there is no column `start`')
  })
})
