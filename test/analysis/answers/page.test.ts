import { beforeAll, describe, expect, it } from 'vitest'
import { answersOf, factsOf, reportPage } from '../../../analysis/answers/index.ts'
import { escaped } from '../../../analysis/answers/page/escape.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import { documentOf } from '../../../analysis/report/document.ts'
import { reportOf } from '../../../analysis/report/report.ts'
import type { Language } from '../../../analysis/report/words.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'

const HOSTILE = `<script>alert(1)</script>"'&\u202eevil\u2066</td><img src=x onerror=alert(1)>`

function pageOf(scenario: Scenario): string {
  const { log } = recorded(scenario, { until: 4000 })
  const record = recordOf(log)
  const report = reportOf(log, record)
  const answers = answersOf(factsOf(log, record, report, { path: `${HOSTILE}.takt` }), 'en', 'zh')
  const content = (language: Language) => ({ answers: answers[language], says: ['A plant.'], sections: documentOf(report, language) })
  return reportPage(report.title, { en: content('en'), zh: content('zh') }, 'zh')
}

const all = (page: string, pattern: RegExp) => [...page.matchAll(pattern)].map(([, found]) => found ?? '')

describe('the report as a page', () => {
  let page = ''

  beforeAll(() => {
    const rich = richPlant()
    page = pageOf({
      ...rich,
      title: HOSTILE,
      stations: rich.stations.map((station) => ({ ...station, title: `${HOSTILE} ${station.id}` })),
      orders: rich.orders.map((order) => ({ ...order, customer: HOSTILE })),
    })
  })

  it('is whole by itself: no script, nothing from anywhere', () => {
    expect(page).toMatch(/^<!doctype html>/)
    expect(page).not.toMatch(/<script|javascript:|\son\w+=["']|https?:|@import|url\(/i)
    expect(page.length).toBeLessThan(1e6)
  })

  it('takes names for text, whatever they hold', () => {
    expect(page).not.toContain('<script')
    expect(page).not.toContain('<img')
    expect(page).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\\u202eevil\\u2066')
    expect(escaped('a\u0000b\u2028c`')).toBe('a\\u0000b\\u2028c&#96;')
    // A tag or an attribute that a name had opened would be one that the page does not use.
    const tags = new Set(all(page, /<\/?([a-z][a-z0-9]*)/gi))
    const used =
      'html head meta link title style body input header div label h1 h2 h3 bdi p nav ol ul li a span strong small main section figure figcaption i svg rect line circle table caption thead tbody tr th td code footer'
    expect([...tags].filter((tag) => !used.split(' ').includes(tag))).toEqual([])
  })

  it('is read by keys and by ear: headings in order, a caption to each table, a title to each picture, ids once', () => {
    const body = page.slice(page.indexOf('<body>'))
    const levels = all(body, /<h([1-6])/g).map(Number)
    expect(levels[0]).toBe(1)
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    levels.forEach((level, i) => {
      if (i > 0) expect(level - levels[i - 1]!).toBeLessThanOrEqual(1)
    })
    expect(all(body, /<table>(.{0,9})/g).every((next) => next === '<caption>')).toBe(true)
    expect(all(body, /<svg[^>]*>(.{0,7})/g).every((next) => next === '<title>')).toBe(true)
    const ids = all(body, /\sid="([^"]*)"/g)
    expect(new Set(ids).size).toBe(ids.length)
    for (const target of all(body, /href="#([^"]*)"/g)) expect(ids).toContain(target)
    for (const label of all(body, /label for="([^"]*)"/g)) expect(ids).toContain(label)
    // Every tag that is opened is closed.
    for (const tag of ['div', 'section', 'table', 'tr', 'td', 'ul', 'ol', 'figure', 'svg', 'span', 'p'])
      expect([tag, all(body, new RegExp(`(<${tag}[ >])`, 'g')).length]).toEqual([tag, all(body, new RegExp(`(</${tag}>)`, 'g')).length])
  })

  it('[C22] holds nine answers in each language, of which the one asked for is shown first', () => {
    expect(all(page, /<section class="answer" id="(\w+)-en"/g)).toHaveLength(9)
    expect(all(page, /<section class="answer" id="(\w+)-zh"/g)).toHaveLength(9)
    expect(page).toMatch(/<html lang="zh-CN">/)
    expect(page).toMatch(/id="language-zh"[^>]* checked/)
    expect(page).not.toMatch(/id="language-en"[^>]* checked/)
    expect(page).toContain('正在生产什么？')
    expect(page).toContain('什么时候能干完？')
    expect(page).toContain('全局效率是否最优？')
  })
})
