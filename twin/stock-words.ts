import type { RemedyKind } from './remedy.ts'
import type { Language } from './words.ts'

export interface StockAheadWords {
  readonly ahead: string
  readonly shortages: string
  readonly picks: string
  readonly fan: readonly string[]
  readonly head: readonly string[]
  readonly pickHead: readonly string[]
  readonly says: (runs: string, within: string, short: string) => string
  readonly enough: string
  readonly short: (item: string, share: string, who: string, when: string) => string
  readonly customers: string
  readonly later: string
  readonly never: string
  readonly remedies: Readonly<Record<RemedyKind, string>>
  readonly by: (duration: string) => string
  readonly lot: (number: string, quantity: string) => string
  readonly missing: (quantity: string) => string
  readonly staging: (lead: string, late: string, early: string) => string
}

export const STOCK_AHEAD_WORDS: Readonly<Record<Language, StockAheadWords>> = {
  en: {
    ahead: 'Stock ahead',
    shortages: 'What will be short',
    picks: 'Kits to pick and stage',
    fan: ['item', 'now', 'when', 'P10', 'P50', 'P90'],
    head: ['item', 'P(nothing left)', 'nothing left, P10', 'P50', 'P(short)', 'short, P10', 'P50', 'first to starve', 'what to do'],
    pickHead: [
      'due',
      'order',
      'operation',
      'at',
      'item',
      'quantity',
      'from',
      'start P10',
      'P50',
      'P90',
      'P(full kit)',
      'too late',
      'too early',
    ],
    says: (runs, within, short) => `From ${runs} runs that start there, ${within} ahead: ${short} items are likely to be short.`,
    enough: 'Nothing is likely to be short.',
    short: (item, share, who, when) => `${item} will be short with ${share}: ${who} is the first to wait, ${when}.`,
    customers: 'customers',
    later: 'later',
    never: '–',
    remedies: {
      Order: 'Order',
      Make: 'Make',
      Expedite: 'Expedite',
      Defer: 'Defer',
      Cancel: 'Cancel',
      Increase: 'Increase',
      Decrease: 'Decrease',
    },
    by: (duration) => `by ${duration}`,
    lot: (number, quantity) => `lot ${number}: ${quantity}`,
    missing: (quantity) => `${quantity} not there`,
    staging: (lead, late, early) =>
      `Kits stand ready ${lead} before the median start. By the forecast ${late} of the jobs begin before that, and ${early} more than that after it.`,
  },
  zh: {
    ahead: '库存预测',
    shortages: '将要短缺的物料',
    picks: '拣配与备料清单',
    fan: ['物料', '现在', '时间', 'P10', 'P50', 'P90'],
    head: ['物料', '用完概率', '用完 P10', 'P50', '短缺概率', '短缺 P10', 'P50', '最先停工待料', '措施'],
    pickHead: ['应备齐', '订单', '工序', '工位', '物料', '数量', '批次', '开工 P10', 'P50', 'P90', '齐套概率', '备料偏晚', '备料偏早'],
    says: (runs, within, short) => `由从该时刻起的 ${runs} 次仿真得出，前瞻 ${within}：${short} 种物料可能短缺。`,
    enough: '没有物料可能短缺。',
    short: (item, share, who, when) => `${item} 短缺的概率为 ${share}：${who} 最先等待，${when}。`,
    customers: '客户',
    later: '更晚',
    never: '–',
    remedies: {
      Order: '采购',
      Make: '生产',
      Expedite: '加急',
      Defer: '推迟',
      Cancel: '取消',
      Increase: '增加',
      Decrease: '减少',
    },
    by: (duration) => `提前或推后 ${duration}`,
    lot: (number, quantity) => `批次 ${number}：${quantity}`,
    missing: (quantity) => `缺 ${quantity}`,
    staging: (lead, late, early) =>
      `物料在开工中位时刻前 ${lead} 备齐。按预测，${late} 的作业早于此开工（备料偏晚），${early} 晚于中位时刻同样长时间（备料偏早）。`,
  },
}
