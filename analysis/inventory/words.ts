import type { Language } from '../report/words.ts'
import type { Move } from './ledger.ts'
import type { Status } from './lots.ts'

/** What is said of stock, in one language. Names of items, suppliers and orders stay as they are. */
export interface StockWords {
  readonly head: Readonly<
    Record<
      | 'stock' | 'lots' | 'inbound' | 'ledger' | 'balance' | 'item' | 'location' | 'onHand' | 'unrestricted' | 'reserved' | 'available' | 'backordered'
      | 'cover' | 'turns' | 'age' | 'lot' | 'status' | 'left' | 'received' | 'expires' | 'order' | 'supplier' | 'quantity' | 'ordered' | 'expected'
      | 'at' | 'move' | 'for' | 'closing' | 'days' | 'coming' | 'notFree' | 'bins' | 'store' | 'column' | 'level' | 'units' | 'since',
      string
    >
  > // biome-ignore format: a table of words
  readonly status: Readonly<Record<Status, string>>
  readonly moves: Readonly<Record<Move, string>>
  readonly summary: (items: string, short: string, owed: string) => string
  readonly question: string
  readonly notCounted: string
  readonly overdue: string
  readonly inspected: string
  readonly waits: string
  readonly start: string
  readonly purchase: (number: string) => string
  readonly unit: (number: string) => string
  readonly unreconciled: (item: string, quantity: string) => string
  readonly least: (item: string, days: string) => string
  readonly none: string
}

export const STOCK_WORDS: Readonly<Record<Language, StockWords>> = {
  en: {
    head: {
      stock: 'Stock',
      lots: 'Lots, in order of use',
      inbound: 'On order',
      ledger: 'Movements',
      balance: 'Opening, in, out, closing',
      item: 'item',
      location: 'location',
      onHand: 'on hand',
      unrestricted: 'unrestricted',
      reserved: 'reserved',
      available: 'available',
      backordered: 'owed',
      cover: 'cover, d',
      turns: 'turns, 1/a',
      age: 'age, d',
      lot: 'lot',
      status: 'status',
      left: 'left',
      received: 'received',
      expires: 'use by',
      order: 'order',
      supplier: 'from',
      quantity: 'quantity',
      ordered: 'ordered',
      expected: 'expected',
      at: 'when',
      move: 'movement',
      for: 'for',
      closing: 'closing',
      days: 'd',
      coming: 'on order',
      notFree: 'not free',
      bins: 'Bins of stores',
      store: 'store',
      column: 'column',
      level: 'level',
      units: 'units',
      since: 'since',
    },
    status: { unrestricted: 'unrestricted', inspection: 'in inspection', quarantine: 'quarantine', blocked: 'blocked' },
    moves: {
      opening: 'opening',
      received: 'received',
      produced: 'produced',
      broughtIn: 'brought in',
      consumed: 'consumed',
      shipped: 'shipped',
      broughtOut: 'taken elsewhere',
      writtenOff: 'written off',
    },
    summary: (items, short, owed) =>
      `${items} stocks: ${short} with less free than open orders still take, ${owed} with customers waiting.`,
    question: 'Is stock in step with production?',
    notCounted: 'not counted',
    overdue: 'overdue',
    inspected: 'in inspection',
    waits: 'waits for stock',
    start: 'there at the start',
    purchase: (number) => `purchase ${number}`,
    unit: (number) => `unit ${number}`,
    unreconciled: (item, quantity) => `${item}: the bookings and its lots differ by ${quantity}.`,
    least: (item, days) => `${item} lasts shortest: ${days} days at the rate at which it was taken.`,
    none: '–',
  },
  zh: {
    head: {
      stock: '库存',
      lots: '批次（按使用顺序）',
      inbound: '在途',
      ledger: '库存移动',
      balance: '期初、收、发、期末',
      item: '物料',
      location: '库位',
      onHand: '现有量',
      unrestricted: '非限制',
      reserved: '已预留',
      available: '可用',
      backordered: '欠交',
      cover: '可供天数',
      turns: '周转率，次/年',
      age: '库龄，天',
      lot: '批次',
      status: '状态',
      left: '剩余',
      received: '收货',
      expires: '有效期至',
      order: '订单',
      supplier: '来源',
      quantity: '数量',
      ordered: '下单',
      expected: '预计到货',
      at: '时间',
      move: '移动',
      for: '用于',
      closing: '期末',
      days: '天',
      coming: '在途',
      notFree: '受限',
      bins: '立库货位',
      store: '立库',
      column: '列',
      level: '层',
      units: '件数',
      since: '自',
    },
    status: { unrestricted: '非限制', inspection: '检验中', quarantine: '隔离', blocked: '冻结' },
    moves: {
      opening: '期初',
      received: '收货',
      produced: '生产入库',
      broughtIn: '调入',
      consumed: '领用',
      shipped: '发货',
      broughtOut: '调出',
      writtenOff: '核销',
    },
    summary: (items, short, owed) => `${items} 种库存：${short} 种的可用量少于未完成订单的需求，${owed} 种有客户在等待。`,
    question: '库存和生产节奏能协同吗？',
    notCounted: '不计数',
    overdue: '逾期',
    inspected: '检验中',
    waits: '等待货源库存',
    start: '期初已有',
    purchase: (number) => `采购单 ${number}`,
    unit: (number) => `工件 ${number}`,
    unreconciled: (item, quantity) => `${item}：账面与各批次之和相差 ${quantity}。`,
    least: (item, days) => `${item} 支撑时间最短：按实际领用速度可供 ${days} 天。`,
    none: '–',
  },
}
