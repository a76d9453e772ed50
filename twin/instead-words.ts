import type { FigureName } from './figures.ts'
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
}

export const INSTEAD_WORDS: Readonly<Record<Language, InsteadWords>> = { en, zh }
