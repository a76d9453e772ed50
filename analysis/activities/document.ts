import type { Section } from '../report/document.ts'
import type { Language } from '../report/words.ts'
import { LINK_ENDS, type LinkKind, type Links } from './links.ts'
import { ACTIVITIES, type Activity, AREAS, type Area, type Cell } from './matrix.ts'

interface CoverageWords {
  readonly title: string
  readonly covered: (cells: string) => string
  readonly none: string
  readonly area: string
  readonly activity: string
  readonly shownBy: string
  readonly areas: Readonly<Record<Area, string>>
  readonly activities: Readonly<Record<Activity, string>>
  readonly links: string
  readonly linked: (links: string, orphans: string) => string
  readonly head: readonly [string, string, string, string]
}

const WORDS: Readonly<Record<Language, CoverageWords>> = {
  en: {
    title: 'Activities of ISA-95 in this log',
    covered: (cells) => `${cells} of 32 are there.`,
    none: 'not covered',
    area: 'area',
    activity: 'activity',
    shownBy: 'shown by',
    areas: { production: 'production', quality: 'quality', maintenance: 'maintenance', inventory: 'inventory' },
    activities: {
      definition: 'definition',
      resources: 'resources',
      scheduling: 'detailed scheduling',
      dispatching: 'dispatching',
      execution: 'execution',
      collection: 'data collection',
      tracking: 'tracking',
      analysis: 'analysis',
    },
    links: 'What one area did to another',
    linked: (links, orphans) => `${links} effects with their causes; ${orphans} whose cause is not in the log.`,
    head: ['from', 'to', 'how', 'times'],
  },
  zh: {
    title: '日志中的 ISA-95 活动',
    covered: (cells) => `32 项中有 ${cells} 项。`,
    none: '未覆盖',
    area: '领域',
    activity: '活动',
    shownBy: '依据',
    areas: { production: '生产', quality: '质量', maintenance: '维护', inventory: '库存' },
    activities: {
      definition: '定义管理',
      resources: '资源管理',
      scheduling: '详细排程',
      dispatching: '调度',
      execution: '执行管理',
      collection: '数据采集',
      tracking: '跟踪',
      analysis: '分析',
    },
    links: '领域之间的影响',
    linked: (links, orphans) => `${links} 个影响有原因记录；${orphans} 个在日志中找不到原因。`,
    head: ['来自', '影响', '方式', '次数'],
  },
}

const HOW: Readonly<Record<LinkKind, Readonly<Record<Language, string>>>> = {
  failureStopsProduction: { en: 'a failure stops a station', zh: '故障使工位停机' },
  maintenanceStopsProduction: { en: 'maintenance stops a station', zh: '维护使工位停机' },
  stockStarvesProduction: { en: 'a station waits for material', zh: '工位待料' },
  holdStarvesProduction: { en: 'a station waits for a lot on hold', zh: '批次冻结使工位待料' },
  jobIsTested: { en: 'a job is tested', zh: '作业被检验' },
  jobIsMeasured: { en: 'a job is measured', zh: '作业被测量' },
  testScraps: { en: 'a test scraps a unit', zh: '检验判定报废' },
  jobConsumes: { en: 'a job takes material', zh: '作业领用物料' },
  upkeepConsumes: { en: 'upkeep takes spare parts', zh: '维护领用备件' },
  unitBecomesStock: { en: 'a unit becomes stock', zh: '成品入库' },
  orderShips: { en: 'an order is shipped', zh: '订单发货' },
}

/** The 4 × 8 matrix, each cell with what shows it or "not covered"; and what the areas did to each other. */
export function coverageDocument(cells: readonly Cell[], { links, orphans }: Links, language: Language): readonly Section[] {
  const words = WORDS[language]
  const rows = AREAS.flatMap((area) =>
    ACTIVITIES.map((activity) => {
      const { covered, shownBy } = cells.find((one) => one.area === area && one.activity === activity)!
      const told = shownBy.map(({ what, count }) => (what.startsWith('kpi.') ? what : `${what} ${count}`)).join(', ')
      return [words.areas[area], words.activities[activity], covered ? told : words.none]
    }),
  )
  const kinds = Object.keys(LINK_ENDS) as LinkKind[]
  const counted = kinds.map((kind) => ({ kind, times: links.filter((link) => link.kind === kind).length }))
  return [
    {
      title: words.title,
      sentences: [words.covered(String(cells.filter(({ covered }) => covered).length))],
      head: [words.area, words.activity, words.shownBy],
      rows,
      right: [],
    },
    {
      title: words.links,
      sentences: [words.linked(String(links.length), String(orphans.length))],
      head: words.head,
      rows: counted
        .filter(({ times }) => times > 0)
        .map(({ kind, times }) => [words.areas[LINK_ENDS[kind].from], words.areas[LINK_ENDS[kind].to], HOW[kind][language], String(times)]),
      right: [3],
    },
  ]
}
