import type { Language } from '../report/words.ts'

/** What a trace says, in one language. Names from the scenario stay as they are; numbers come written. */
export interface TraceWords {
  readonly back: string
  readonly forward: string
  readonly unit: (unit: number) => string
  readonly lot: (lot: number) => string
  readonly purchase: (purchase: number) => string
  readonly ofOrder: (order: string) => string
  readonly ofCustomer: (customer: string) => string
  readonly finished: (at: string) => string
  readonly scrapped: (at: string, place: string) => string
  readonly withdrawn: (at: string) => string
  readonly stocked: (at: string) => string
  readonly surplus: string
  readonly splitUp: (at: string) => string
  readonly partOf: (unit: number) => string
  readonly isAt: (place: string) => string
  readonly aside: string
  readonly job: (place: string, span: string, outcome: string) => string
  readonly outcomes: Readonly<Record<'good' | 'scrap' | 'rework' | 'open', string>>
  readonly people: (names: string) => string
  readonly tools: (names: string) => string
  readonly parameter: (name: string, value: string, limits: string) => string
  readonly measured: (name: string, value: string) => string
  readonly tested: Readonly<Record<'passed' | 'scrapped' | 'reworked' | 'accepted', string>>
  readonly defects: (names: string) => string
  readonly joined: (unit: string) => string
  readonly outOf: (unit: string) => string
  readonly wasIn: (unit: string) => string
  readonly ofLot: (quantity: string, item: string, lot: string) => string
  readonly came: (quantity: string, at: string) => string
  readonly from: (supplier: string) => string
  readonly there: (quantity: string) => string
  readonly held: string
  readonly fromStock: (quantity: string, item: string) => string
  readonly byArrival: string
  readonly anyOfStock: string
  readonly initial: string
  readonly unknownOrigin: string
  readonly nobodyKnows: (item: string) => string
  readonly above: string
  readonly more: (n: number) => string
  readonly usedIn: (units: number) => string
  readonly moved: (purchase: string, item: string) => string
  readonly upkeep: (station: string, quantity: string) => string
  readonly shippedTo: (order: string, quantity: string) => string
  readonly becamePart: (unit: string) => string
  readonly split: (unit: string) => string
  readonly nothing: string
  readonly suspect: (jobs: number) => string
  readonly recall: {
    readonly title: string
    readonly sentence: (units: number, lots: number, customers: string) => string
    readonly noCustomers: string
    readonly lists: Readonly<Record<'stock' | 'inProcess' | 'inTransit' | 'shipped' | 'gone', string>>
    readonly head: Readonly<Record<'what' | 'item' | 'quantity' | 'status' | 'place' | 'order' | 'customer' | 'units' | 'value', string>>
    readonly total: (quantity: string, value: string) => string
    readonly free: string
    readonly widened: (orders: number) => string
    readonly noOrder: string
  }
  readonly materials: { readonly title: string; readonly head: readonly string[] }
  readonly whichLot: {
    readonly title: string
    readonly named: (lots: string, share: string, others: string) => string
    readonly together: string
    readonly nothing: (compared: number) => string
    readonly head: readonly string[]
  }
}

export const TRACE_WORDS: Readonly<Record<Language, TraceWords>> = {
  en: {
    back: 'Where it came from',
    forward: 'Where it went',
    unit: (unit) => `unit ${unit}`,
    lot: (lot) => `lot ${lot}`,
    purchase: (purchase) => `purchase order ${purchase}`,
    ofOrder: (order) => `order ${order}`,
    ofCustomer: (customer) => ` (${customer})`,
    finished: (at) => `finished ${at}`,
    scrapped: (at, place) => `scrapped ${at}${place === '' ? '' : ` at ${place}`}`,
    withdrawn: (at) => `withdrawn ${at}`,
    stocked: (at) => `into stock ${at}`,
    surplus: 'more than its order takes',
    splitUp: (at) => `split up ${at}`,
    partOf: (unit) => `part of unit ${unit}`,
    isAt: (place) => `at ${place}`,
    aside: 'set aside',
    job: (place, span, outcome) => `${place}, ${span}: ${outcome}`,
    outcomes: { good: 'good', scrap: 'scrap', rework: 'rework', open: 'not ended' },
    people: (names) => `there: ${names}`,
    tools: (names) => `with ${names}`,
    parameter: (name, value, limits) => `${name} ${value}${limits}`,
    measured: (name, value) => `measured ${name} ${value}`,
    tested: { passed: 'test: passed', scrapped: 'test: scrap', reworked: 'test: rework', accepted: 'test: used as it is' },
    defects: (names) => `: ${names}`,
    joined: (unit) => `joined to it: ${unit}`,
    outOf: (unit) => `came out of ${unit}`,
    wasIn: (unit) => `was in ${unit}`,
    ofLot: (quantity, item, lot) => `${quantity} of ${item}: ${lot}`,
    came: (quantity, at) => `${quantity} came ${at}`,
    from: (supplier) => ` from ${supplier}`,
    there: (quantity) => `${quantity} left`,
    held: 'on hold',
    fromStock: (quantity, item) => `${quantity} of ${item} from stock`,
    byArrival: 'no lots are kept: by order of arrival',
    anyOfStock: 'no lots are kept: one of these',
    initial: 'there at the start',
    unknownOrigin: 'not known from where: more went out than had come in',
    nobodyKnows: (item) => `of ${item} nothing is known: it is not counted`,
    above: 'see above',
    more: (n) => `… ${n} more`,
    usedIn: (units) => (units === 1 ? '1 unit took of it' : `${units} units took of it`),
    moved: (purchase, item) => `to the stock of ${item}, ${purchase}`,
    upkeep: (station, quantity) => `${quantity} for the upkeep of ${station}`,
    shippedTo: (order, quantity) => `${quantity} to ${order}`,
    becamePart: (unit) => `became part of ${unit}`,
    split: (unit) => `out of it came ${unit}`,
    nothing: 'nothing',
    suspect: (jobs) => (jobs === 1 ? '1 job is meant.' : `${jobs} jobs are meant.`),
    recall: {
      title: 'What is exposed, and where it is now',
      sentence: (units, lots, customers) =>
        `Exposed: ${units} ${units === 1 ? 'unit' : 'units'} and ${lots} ${lots === 1 ? 'lot' : 'lots'}; customers: ${customers}.`,
      noCustomers: 'none',
      lists: {
        stock: 'In stock',
        inProcess: 'Work in process',
        inTransit: 'In transit',
        shipped: 'Shipped',
        gone: 'Scrapped or withdrawn already',
      },
      head: {
        what: 'what',
        item: 'item',
        quantity: 'quantity',
        status: 'status',
        place: 'place',
        order: 'order',
        customer: 'customer',
        units: 'units',
        value: 'value',
      },
      total: (quantity, value) => `${quantity}, worth ${value}`,
      free: 'free',
      widened: (orders) =>
        `Some of it went through a stock of which no lots are kept. The lists are by order of arrival, first in first out; if nobody kept to that, ${orders} ${orders === 1 ? 'order' : 'orders'} may be affected in all (--from-stock any).`,
      noOrder: '(no order)',
    },
    materials: {
      title: 'Materials used',
      head: ['item', 'used', 'bill of material', 'rework', 'scrap', 'in process', 'lots'],
    },
    whichLot: {
      title: 'Which lot is it?',
      named: (lots, share, others) => `Units with ${lots} are bad more often than chance explains: ${share}, without it ${others}.`,
      together: 'These lots went into the same units: nothing in this log tells them apart. To know, use one of them without the others.',
      nothing: (compared) => `Nothing found: of ${compared} lots none is worse than chance explains.`,
      head: ['lots', 'item', 'bad with it', '', 'bad without', '', 'by chance'],
    },
  },
  zh: {
    back: '来源追溯',
    forward: '去向追踪',
    unit: (unit) => `单件 ${unit}`,
    lot: (lot) => `批次 ${lot}`,
    purchase: (purchase) => `采购单 ${purchase}`,
    ofOrder: (order) => `订单 ${order}`,
    ofCustomer: (customer) => `（${customer}）`,
    finished: (at) => `${at} 完成`,
    scrapped: (at, place) => `${at} ${place === '' ? '' : `在 ${place} `}报废`,
    withdrawn: (at) => `${at} 撤回`,
    stocked: (at) => `${at} 入库`,
    surplus: '超出订单数量',
    splitUp: (at) => `${at} 拆分`,
    partOf: (unit) => `装入单件 ${unit}`,
    isAt: (place) => `位于 ${place}`,
    aside: '待检，另放',
    job: (place, span, outcome) => `${place}，${span}：${outcome}`,
    outcomes: { good: '合格', scrap: '报废', rework: '返工', open: '未结束' },
    people: (names) => `操作员工：${names}`,
    tools: (names) => `工具：${names}`,
    parameter: (name, value, limits) => `${name} ${value}${limits}`,
    measured: (name, value) => `测量 ${name} ${value}`,
    tested: { passed: '检测：合格', scrapped: '检测：报废', reworked: '检测：返工', accepted: '检测：让步接收' },
    defects: (names) => `：${names}`,
    joined: (unit) => `装入：${unit}`,
    outOf: (unit) => `拆自 ${unit}`,
    wasIn: (unit) => `曾装在 ${unit}`,
    ofLot: (quantity, item, lot) => `${item} ${quantity}：${lot}`,
    came: (quantity, at) => `${at} 到货 ${quantity}`,
    from: (supplier) => `，供应商 ${supplier}`,
    there: (quantity) => `剩余 ${quantity}`,
    held: '已锁定',
    fromStock: (quantity, item) => `库存 ${item} ${quantity}`,
    byArrival: '无批次记录，按先进先出推定',
    anyOfStock: '无批次记录，可能是其中之一',
    initial: '期初库存',
    unknownOrigin: '来源未知：出库多于入库',
    nobodyKnows: (item) => `${item} 不计数，来源未知`,
    above: '见上',
    more: (n) => `…… 另有 ${n} 项`,
    usedIn: (units) => `${units} 个单件用到`,
    moved: (purchase, item) => `调拨到 ${item}，${purchase}`,
    upkeep: (station, quantity) => `${quantity} 用于 ${station} 的维护`,
    shippedTo: (order, quantity) => `${quantity} 交付 ${order}`,
    becamePart: (unit) => `装入 ${unit}`,
    split: (unit) => `拆出 ${unit}`,
    nothing: '无',
    suspect: (jobs) => `涉及 ${jobs} 次作业。`,
    recall: {
      title: '受影响范围及当前位置',
      sentence: (units, lots, customers) => `受影响的单件 ${units} 个，批次 ${lots} 个；客户：${customers}。`,
      noCustomers: '无',
      lists: { stock: '库存', inProcess: '在制品', inTransit: '在途', shipped: '已发货', gone: '已报废或撤回' },
      head: {
        what: '对象',
        item: '物料',
        quantity: '数量',
        status: '状态',
        place: '位置',
        order: '订单',
        customer: '客户',
        units: '单件',
        value: '金额',
      },
      total: (quantity, value) => `${quantity}，金额 ${value}`,
      free: '可用',
      widened: (orders) =>
        `其中一部分经过不记批次的库存。以上按先进先出推定；若未按此出库，受影响的订单最多 ${orders} 个（--from-stock any）。`,
      noOrder: '（无订单）',
    },
    materials: { title: '所用物料', head: ['物料', '用量', '按物料清单', '返工', '报废', '在制', '批次'] },
    whichLot: {
      title: '是哪个批次？',
      named: (lots, share, others) => `用了${lots} 的单件不良率高于偶然可解释的水平：${share}，未用的为 ${others}。`,
      together: '这些批次用在相同的单件上，仅凭这份日志无法区分。要区分，请单独使用其中一个批次。',
      nothing: (compared) => `未发现：比较了 ${compared} 个批次，没有一个超出偶然可解释的范围。`,
      head: ['批次', '物料', '用了：不良', '', '未用：不良', '', '偶然概率'],
    },
  },
}
