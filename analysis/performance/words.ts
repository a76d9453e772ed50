import { kpiDefinition, type Unknown } from '../kpi/index.ts'
import type { Language } from '../report/words.ts'
import type { By } from './scopes.ts'

/** What reports of key figures say, in one language. Formulas and codes of elements are the standard's in all. */
export interface KpiWords {
  readonly title: (name: string) => string
  readonly why: Readonly<Record<Unknown, string>>
  readonly by: Readonly<Record<By, string>>
  readonly head: Readonly<
    Record<
      | 'kpis' | 'time' | 'figure' | 'value' | 'interval' | 'unit' | 'formula' | 'span' | 'pieces' | 'why' | 'element' | 'meaning' | 'records' | 'event' | 'station'
      | 'of' | 'from' | 'until' | 'adds' | 'number' | 'hours' | 'sum',
      string
    >
  > // biome-ignore format: a table of words
  readonly divisor: (divisor: string) => string
  readonly weighted: string
  readonly aboveOne: (names: string) => string
  readonly shifts: string
  readonly explains: (title: string, subject: string, span: string, value: string) => string
  readonly more: (rows: string) => string
}

const ZH_TITLES: Readonly<Record<string, string>> = {
  workerEfficiency: '工人效率',
  allocationRatio: '分配率',
  throughputRate: '通过率',
  allocationEfficiency: '分配效率',
  utilisationEfficiency: '利用效率',
  oee: '设备综合效率 OEE',
  nee: '设备净效率 NEE',
  availability: '可用率',
  effectiveness: '性能率',
  qualityRatio: '质量率',
  setupRatio: '换型率',
  technicalEfficiency: '技术效率',
  productionProcessRatio: '生产过程率',
  scrapToPlanned: '实际与计划报废比',
  firstPassYield: '一次通过率',
  scrapRatio: '报废率',
  reworkRatio: '返工率',
  fallOffRatio: '衰减率',
  machineCapability: '机器能力 Cm',
  criticalMachineCapability: '临界机器能力 Cmk',
  processCapability: '过程能力 Cp',
  criticalProcessCapability: '临界过程能力 Cpk',
  energyPerUnit: '单件综合能耗',
  inventoryTurns: '库存周转率',
  finishedGoodsRatio: '成品率',
  integratedGoodsRatio: '综合成品率',
  productionLossRatio: '生产损失率',
  storageLossRatio: '储运损失率',
  otherLossRatio: '其他损失率',
  equipmentLoadRatio: '设备负荷率',
  mtbf: '平均故障间隔时间 MTBF',
  mttf: '平均失效前时间 MTTF',
  mttr: '平均修复时间 MTTR',
  correctiveMaintenanceRatio: '纠正性维护率',
}

export const KPI_WORDS: Readonly<Record<Language, KpiWords>> = {
  en: {
    title: (name) => kpiDefinition(name)?.title ?? name,
    why: {
      state: 'nothing is known of its time',
      orders: 'the log tells of no orders or jobs',
      pieces: 'no part counts',
      quality: 'not known which parts were good',
      cycleTime: 'planned time per piece not known',
      notPlanned: 'nothing of the kind is planned or told',
      people: 'people are not told of, or not by name',
      attendance: 'people attend the plant, not a work unit',
      units: 'kilograms and pieces have no sum',
      power: 'its power is not known',
      plantOnly: 'said of the plant only',
      measurements: 'nothing measured against two limits',
      otherLoss: 'the log tells no other losses apart',
      nothing: 'a share of nothing',
    },
    by: { plant: 'plant', area: 'area', line: 'line', unit: 'work unit' },
    head: {
      kpis: 'Key figures (ISO 22400-2)',
      time: 'Time (hours; PBT = APT + AUST + ADET + ADOT)',
      figure: 'figure',
      value: 'value',
      interval: '95 % interval',
      unit: 'unit',
      formula: 'formula',
      span: 'span',
      pieces: 'pieces',
      why: 'why not',
      element: 'element',
      meaning: 'meaning',
      records: 'Records behind it',
      event: 'event',
      station: 'station',
      of: 'unit or order',
      from: 'from',
      until: 'until',
      adds: 'adds',
      number: 'record',
      hours: 'h',
      sum: 'sum',
    },
    divisor: (divisor) => `MTBF, MTTF and MTTR are sums divided by ${divisor}.`,
    weighted: 'OEE and NEE of several work units are weighted by their planned busy time.',
    aboveOne: (names) => `Effectiveness above 1 at ${names}: the planned times there are too long.`,
    shifts: 'A shift goes on until the next one begins: overtime and the pause behind it are its own.',
    explains: (title, subject, span, value) => `${title} of ${subject}, ${span}: ${value}`,
    more: (rows) => `… ${rows} more: --json has them all`,
  },
  zh: {
    title: (name) => ZH_TITLES[name] ?? kpiDefinition(name)?.title ?? name,
    why: {
      state: '时间状态未知',
      orders: '日志中没有订单或作业',
      pieces: '没有计件数据',
      quality: '不知道哪些是合格品',
      cycleTime: '单件计划时间未知',
      notPlanned: '没有这方面的计划或记录',
      people: '没有人员记录，或不分姓名',
      attendance: '人员出勤属于全厂，不属于单台设备',
      units: '千克与件数不能相加',
      power: '功率未知',
      plantOnly: '只对全厂有意义',
      measurements: '没有带上下限的测量',
      otherLoss: '日志不区分其他损失',
      nothing: '分母为零',
    },
    by: { plant: '工厂', area: '区域', line: '产线', unit: '工作单元' },
    head: {
      kpis: '关键指标（ISO 22400-2）',
      time: '时间（小时；PBT = APT + AUST + ADET + ADOT）',
      figure: '指标',
      value: '值',
      interval: '95 % 区间',
      unit: '单位',
      formula: '公式',
      span: '时段',
      pieces: '件数',
      why: '未知原因',
      element: '要素',
      meaning: '含义',
      records: '依据的记录',
      event: '事件',
      station: '工位',
      of: '工件或订单',
      from: '从',
      until: '到',
      adds: '计入',
      number: '记录号',
      hours: '小时',
      sum: '合计',
    },
    divisor: (divisor) => `MTBF、MTTF 和 MTTR 以合计除以 ${divisor}。`,
    weighted: '多个工作单元的 OEE 和 NEE 按计划忙碌时间加权。',
    aboveOne: (names) => `${names} 的性能率大于 1：那里的计划时间过长。`,
    shifts: '一个班次持续到下一个班次开始：其后的加班和停班都算在内。',
    explains: (title, subject, span, value) => `${subject} 的${title}，${span}：${value}`,
    more: (rows) => `… 另有 ${rows} 条：--json 列出全部`,
  },
}
