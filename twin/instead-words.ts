import type { FigureName } from './figures.ts'
import type { Kept } from './kept.ts'
import type { Language } from './words.ts'

/** What a comparison of a plant with what it would be instead says, in one language. Names of the plant stay as they are. */
export interface InsteadWords {
  readonly question: string
  readonly says: (moment: string, span: string, runs: string) => string
  readonly instead: (what: string) => string
  readonly recorded: (stops: string) => string
  readonly figures: Readonly<Record<FigureName, string>>
  readonly head: readonly [string, string, string, string]
  readonly orders: string
  readonly orderHead: readonly [string, string, string, string, string]
  readonly otherOrders: (count: string) => string
  readonly nothing: string
  readonly downtime: string
  readonly downtimeHead: readonly string[]
  readonly level: (lines: string, level: string) => string
  readonly noFailures: string
  readonly cause: (station: string, now: string, usual: string) => string
  readonly proposal: (parameter: string, station: string, to: string, tolerance: string, seen: string, set: string) => string
  readonly passRate: (now: string, then: string, next: string, units: string) => string
  readonly saved: (units: string, range: string) => string
  readonly putRight: (station: string) => string
  readonly late: string
  readonly lateHead: readonly string[]
  readonly points: string
  readonly pointHead: readonly string[]
  readonly kept: (moment: string, runs: string, target: string) => string
  readonly stages: Readonly<Record<'asIs' | 'without' | 'instead', string>>
  readonly claims: Readonly<Record<Kept, string>>
  readonly allOrders: string
  readonly noDates: string
}

const en: InsteadWords = {
  question: 'What would be instead?',
  says: (moment, span, runs) => `From ${moment} on, for ${span}: ${runs} pairs of runs with the same luck.`,
  instead: (what) => `Instead: ${what}.`,
  recorded: (stops) => `${stops} recorded stops come when the log says so; everything else is drawn anew.`,
  figures: {
    good: 'good units',
    scrapped: 'scrapped',
    ordersOnTime: 'orders on time',
    stopped: 'stations stopped',
    waiting: 'stations waiting',
    revenue: 'revenue',
    cost: 'cost',
    profit: 'profit',
  },
  head: ['', 'as it is', 'instead', 'difference'],
  orders: 'Would it be on time?',
  orderHead: ['Order', 'Due', 'as it is', 'instead', 'difference'],
  otherOrders: (count) => `Nothing changes for ${count} other orders.`,
  nothing: 'No difference shown.',
  downtime: 'Downtime, with what it does to others',
  downtimeHead: ['Failure', 'Stops', 'own', 'knock-on', 'who waits', 'good units lost', 'profit lost', 'share'],
  level: (lines, level) => `Each interval is at ${level}, so that all ${lines} lines together hold at 95 % (Bonferroni).`,
  noFailures: 'No station of this plant can fail.',
  cause: (station, now, usual) => `${station} makes ${now} bad units, and ${usual} without the cause.`,
  proposal: (parameter, station, to, tolerance, seen, set) =>
    `Set ${parameter} of ${station} to ${to} ± ${tolerance}: set to ${set}, it is ${seen}.`,
  passRate: (now, then, next, units) => `Its units will pass at ${then} instead of ${now}: ${next} of the next ${units}.`,
  saved: (units, range) => `Saved by that: ${units} units; in a single case ${range}.`,
  putRight: (station) => `${station} is put right at once`,
  late: 'What it costs to hear of it by paper',
  lateHead: ['read after', 'scrapped more', 'good units lost', 'cost more', 'profit lost'],
  points: 'Where it is detected',
  pointHead: ['first test that sees it', 'units made until then', 'after'],
  kept: (moment, runs, target) =>
    `From ${moment} on, ${runs} runs of each with the same luck. Kept is said only where even the lower bound is at least ${target}.`,
  stages: { asIs: 'as it is', without: 'without', instead: 'with the changes' },
  claims: { kept: 'kept', 'not kept': 'not kept', 'cannot tell': 'cannot tell' },
  allOrders: 'all of them',
  noDates: 'No open order has a date.',
}

const zh: InsteadWords = {
  question: '如果换一种做法,会怎样?',
  says: (moment, span, runs) => `从 ${moment} 起,历时 ${span}:${runs} 对运气相同的仿真。`,
  instead: (what) => `换成:${what}。`,
  recorded: (stops) => `日志记录的 ${stops} 次停机照原样发生;其余重新抽取。`,
  figures: {
    good: '合格品',
    scrapped: '报废',
    ordersOnTime: '准时订单',
    stopped: '设备停机',
    waiting: '设备等待',
    revenue: '收入',
    cost: '成本',
    profit: '利润',
  },
  head: ['', '现状', '换成后', '差异'],
  orders: '能准时吗?',
  orderHead: ['订单', '交期', '现状', '换成后', '差异'],
  otherOrders: (count) => `另有 ${count} 个订单不受影响。`,
  nothing: '未显示差异。',
  downtime: '停机及其连带损失',
  downtimeHead: ['故障', '次数', '自身', '连带', '谁在等待', '少产合格品', '少得利润', '占比'],
  level: (lines, level) => `每个区间的置信度为 ${level},${lines} 行合计为 95 %(Bonferroni)。`,
  noFailures: '该工厂没有会发生故障的设备。',
  cause: (station, now, usual) => `${station} 的不良率为 ${now};没有该原因时为 ${usual}。`,
  proposal: (parameter, station, to, tolerance, seen, set) =>
    `将 ${station} 的 ${parameter} 设为 ${to} ± ${tolerance}:现设 ${set},实际 ${seen}。`,
  passRate: (now, then, next, units) => `其合格率将由 ${now} 变为 ${then}:接下来 ${units} 件中 ${next} 件合格。`,
  saved: (units, range) => `由此少报废 ${units} 件;单次情形 ${range}。`,
  putRight: (station) => `${station} 立即恢复正常`,
  late: '靠纸面汇报才得知,要多付出多少',
  lateHead: ['延迟', '多报废', '少产合格品', '多花成本', '少得利润'],
  points: '在哪里发现',
  pointHead: ['最先发现的检验', '此前已生产', '历时'],
  kept: (moment, runs, target) => `从 ${moment} 起,各 ${runs} 次运气相同的仿真。只有下限不低于 ${target} 时才称为能按期交付。`,
  stages: { asIs: '现状', without: '去除后', instead: '调整后' },
  claims: { kept: '能按期', 'not kept': '不能按期', 'cannot tell': '尚不能断定' },
  allOrders: '全部订单',
  noDates: '没有带交期的未完成订单。',
}

export const INSTEAD_WORDS: Readonly<Record<Language, InsteadWords>> = { en, zh }
