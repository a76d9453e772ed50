import type { Language } from '../report/words.ts'
import type { Ledger, Waste, WasteCause } from './waste.ts'

export interface WasteWords {
  readonly title: string
  readonly totals: (machines: string, units: string, people: string) => string
  readonly wastes: Readonly<Record<Waste, string>>
  readonly causes: Readonly<Record<WasteCause, string>>
  readonly ledgers: Readonly<Record<Ledger, string>>
  readonly waste: string
  readonly cause: string
  readonly at: string
  readonly pieces: string
  readonly all: string
  readonly cumulative: string
}

export const WASTE_WORDS: Readonly<Record<Language, WasteWords>> = {
  en: {
    title: 'Waste',
    totals: (machines, units, people) =>
      `Machines lost ${machines} min of their planned time, units waited or rode for ${units} min, and people were without work for ${people} min. The lines below add up to these.`,
    wastes: {
      transport: 'transport',
      inventory: 'inventory',
      motion: 'motion',
      waiting: 'waiting',
      overproduction: 'overproduction',
      overprocessing: 'overprocessing',
      defects: 'defects',
      talent: 'unused talent',
    },
    causes: {
      repair: 'being repaired',
      waitRepair: 'waiting for repair',
      held: 'on hold',
      blocked: 'blocked',
      waiting: 'waiting for material, people or tools',
      starved: 'starved',
      idle: 'no order',
      setup: 'set-up',
      pace: 'slower than planned, and work in hand',
      scrap: 'scrap',
      rework: 'rework',
      scrappedLater: 'work on units scrapped later',
      surplus: 'more than was ordered',
      riding: 'on conveyors and vehicles',
      queue: 'waiting in a buffer or outside',
      atStation: 'in a station, not worked on',
      result: 'set aside, or part of another unit',
      walking: 'on the way',
      free: 'there, without a job',
      holding: 'stock held',
      writtenOff: 'written off',
      materialOfScrap: 'material in scrapped units',
    },
    ledgers: { machines: 'Machines', units: 'Units', people: 'People', stock: 'Material and stock' },
    waste: 'waste',
    cause: 'how',
    at: 'where',
    pieces: 'pieces',
    all: 'all',
    cumulative: 'cumulative',
  },
  zh: {
    title: '浪费',
    totals: (machines, units, people) =>
      `机器损失计划时间 ${machines} 分钟，工件等待或运输 ${units} 分钟，人员无作业 ${people} 分钟。下列各项之和与此相等。`,
    wastes: {
      transport: '搬运',
      inventory: '库存',
      motion: '动作',
      waiting: '等待',
      overproduction: '过量生产',
      overprocessing: '过度加工',
      defects: '不良',
      talent: '人才闲置',
    },
    causes: {
      repair: '维修中',
      waitRepair: '等待维修',
      held: '冻结',
      blocked: '堵塞',
      waiting: '等待物料、人员或工具',
      starved: '待料',
      idle: '没有订单',
      setup: '换型',
      pace: '慢于计划及在制作业',
      scrap: '报废',
      rework: '返工',
      scrappedLater: '后来报废的工件上的作业',
      surplus: '超出订单',
      riding: '在输送线或车辆上',
      queue: '在缓冲区或厂外等待',
      atStation: '在工位上未加工',
      result: '待检验结果，或已并入其他工件',
      walking: '行走',
      free: '在岗无作业',
      holding: '持有库存',
      writtenOff: '核销',
      materialOfScrap: '报废工件中的物料',
    },
    ledgers: { machines: '机器', units: '工件', people: '人员', stock: '物料与库存' },
    waste: '浪费',
    cause: '方式',
    at: '地点',
    pieces: '件数',
    all: '合计',
    cumulative: '累计',
  },
}
