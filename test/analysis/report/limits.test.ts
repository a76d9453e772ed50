import { describe, expect, it } from 'vitest'
import { documentOf } from '../../../analysis/report/document.ts'
import { reportOf } from '../../../analysis/report/report.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { failure, line, station } from '../../engine/plant/plants.ts'
import { recorded } from '../recorded.ts'

const always = (value: number) => ({ kind: 'constant', value }) as const
const timed = (id: string, seconds: number, more = {}) => station({ id, title: id.toUpperCase(), time: always(seconds), ...more })

const sections = (scenario: Scenario, until: number, language: 'en' | 'zh' = 'en') =>
  documentOf(reportOf(recorded(scenario, { until }).log), language)

const titled = (found: ReturnType<typeof sections>, title: string) => found.find((section) => section.title === title)

describe('the report', () => {
  const down = failure({ clock: 'calendar', after: always(1800), repair: always(600) })
  const overloaded = line([timed('a', 5), timed('b', 10, { failures: [down] })], [5], { every: always(8) })

  it('says what limits the plant, that it is overloaded, and what its time was lost to', () => {
    const found = sections(overloaded, 36_000)
    expect(titled(found, 'What limits the plant')?.sentences).toEqual([
      'B limits the plant: >99.9 % of the time it was the bottleneck, >99.9 % as the only one.',
      '270 units an hour were made; without a wait for others, its own stops as they were, it would be 270.',
      'Demand 450/h is above the 270/h of B: work piled up before it.',
      'Most time of B was lost to B (repair: breakdown): 2 h 30 min, or 900 units.',
      'The failure that made others wait longest: B, breakdown: down 15 times and 2 h 30 min in all, others waited 2 h 30 min for it.',
    ])
  })

  it('shows who made whom wait, and where time is lost', () => {
    const found = sections(overloaded, 36_000)
    expect(titled(found, 'Who made whom wait')?.rows.slice(0, 3)).toEqual([
      ['A', 'blocked', 'B', 'its pace', '3 h 43 min', '59.5 %'],
      ['A', 'blocked', 'B', 'repair: breakdown', '2 h 30 min', '40.0 %'],
      ['A', 'starved', 'in', 'nothing came', '1 min 27 s', '0.4 %'],
    ])
    expect(titled(found, 'Where time is lost')?.rows.slice(0, 2)).toEqual([
      ['B', 'repair: breakdown', '2 h 30 min', '2 h 30 min'],
      ['B', 'its pace', '–', '3 h 43 min'],
    ])
  })

  it('says it in Chinese', () => {
    const found = sections(overloaded, 36_000, 'zh')
    expect(titled(found, '工厂的瓶颈')?.sentences[0]).toMatch(/^瓶颈是B：/)
    expect(titled(found, '谁让谁等待')?.rows[0]?.slice(0, 4)).toEqual(['A', '阻塞', 'B', '节拍'])
  })

  it('has all of it as data', () => {
    const { limits } = reportOf(recorded(overloaded, { until: 36_000 }).log)
    expect(limits.limit).toMatchObject({ station: 'b', overloaded: true, demandPerHour: 450 })
    expect(limits.blame.failures).toMatchObject([{ station: 'b', times: 15 }])
  })
})
