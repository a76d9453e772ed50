import type { Language } from '../report/words.ts'
import type { NoProspect } from './prospect.ts'
import type { WarningRule } from './warnings.ts'

export interface EquipmentWords {
  readonly title: string
  readonly says: {
    readonly none: string
    readonly zones: (n: number, of: number, list: string) => string
    readonly noZones: (of: number) => string
    readonly down: (list: string) => string
    readonly likeliest: (asset: string, chance: string, within: string, p10: string, p50: string, p90: string) => string
    readonly nobody: string
    readonly parts: (list: string) => string
    readonly warned: (rule: string, detected: string, failures: string, share: string, lead: string) => string
    readonly falseAlarms: (rate: string, low: string, high: string) => string
  }
  readonly rules: Readonly<Record<WarningRule, string>>
  readonly why: Readonly<Record<NoProspect, string>>
  readonly outcomes: Readonly<Record<'failed' | 'tooEarly' | 'forestalled' | 'open', string>>
  readonly head: {
    readonly equipment: string
    readonly conditions: string
    readonly modes: string
    readonly warnings: string
    readonly spares: string
    readonly machine: string
    readonly worked: string
    readonly cycles: string
    readonly failures: string
    readonly mtbf: string
    readonly mttr: string
    readonly sinceRepair: string
    readonly sinceMaintenance: string
    readonly next: string
    readonly p10: string
    readonly p50: string
    readonly p90: string
    readonly within: (span: string) => string
    readonly beforeNext: string
    readonly signal: string
    readonly last: string
    readonly zone: string
    readonly level: string
    readonly trend: string
    readonly change: string
    readonly untilD: string
    readonly mode: string
    readonly age: string
    readonly remark: string
    readonly rule: string
    readonly given: string
    readonly seen: string
    readonly limit: string
    readonly became: string
    readonly lead: string
    readonly item: string
    readonly onHand: string
    readonly reserved: string
    readonly perRepair: string
  }
  readonly down: string
  readonly due: string
  readonly longer: string
  readonly perDay: string
  readonly units: string
  readonly large: string
  readonly without: (modes: string) => string
  readonly comma: string
}

export const EQUIPMENT_WORDS: Readonly<Record<Language, EquipmentWords>> = {
  en: {
    title: 'How healthy is equipment?',
    says: {
      none: 'The log and its scenario know of no failures, no maintenance and no signals.',
      zones: (n, of, list) => `${n} of ${of} signals with limits are in zone C or D: ${list}.`,
      noZones: (of) => `None of ${of} signals with limits is in zone C or D.`,
      down: (list) => `Down now: ${list}.`,
      likeliest: (asset, chance, within, p10, p50, p90) =>
        `Most likely to fail next is ${asset}: with ${chance} within ${within}; its remaining life is ${p50} (P10 ${p10}, P90 ${p90}).`,
      nobody: 'Of no machine anything can be said of when it will fail.',
      parts: (list) => `Not enough in stock for the next repair: ${list}.`,
      warned: (rule, detected, failures, share, lead) =>
        `Warnings by ${rule}: given before ${detected} of ${failures} failures (${share}), ${lead} ahead (P50).`,
      falseAlarms: (rate, low, high) => `Of them ${rate} per machine and year came too early or for nothing (95 %: ${low} to ${high}).`,
    },
    rules: { zoneC: 'zone C', zoneD: 'zone D', change: 'change', risk: 'risk of failure' },
    why: {
      down: 'it has failed',
      idle: 'did not work of late',
      unread: 'its signal was not read',
      hastened: 'ages faster by a signal or a load, which is not counted',
    },
    outcomes: { failed: 'failed', tooEarly: 'too early, or for nothing', forestalled: 'maintained first', open: 'not known yet' },
    head: {
      equipment: 'Equipment',
      conditions: 'Condition',
      modes: 'Remaining life by failure mode',
      warnings: 'Warnings',
      spares: 'Spare parts',
      machine: 'machine',
      worked: 'worked, h',
      cycles: 'cycles',
      failures: 'failures',
      mtbf: 'MTBF, h (95 %)',
      mttr: 'MTTR, h (95 %)',
      sinceRepair: 'since repair, h',
      sinceMaintenance: 'since maint., h',
      next: 'next planned',
      p10: 'life P10',
      p50: 'P50',
      p90: 'P90',
      within: (span) => `P(fails in ${span})`,
      beforeNext: 'P(before planned)',
      signal: 'signal',
      last: 'last',
      zone: 'zone',
      level: 'level (95 %)',
      trend: 'trend a day (95 %)',
      change: 'change',
      untilD: 'until D: P10, P50, P90',
      mode: 'mode',
      age: 'age',
      remark: 'remark',
      rule: 'rule',
      given: 'given',
      seen: 'seen',
      limit: 'limit',
      became: 'what became of it',
      lead: 'lead',
      item: 'part',
      onHand: 'on hand',
      reserved: 'reserved',
      perRepair: 'for one repair',
    },
    down: 'down',
    due: 'due',
    longer: '> 10 years',
    perDay: 'd',
    units: 'units',
    large: ', more than a quarter of B/C',
    without: (modes) => `without ${modes}`,
    comma: ', ',
  },
  zh: {
    title: '设备健康度如何？',
    says: {
      none: '日志及其场景中没有故障、维护或状态信号。',
      zones: (n, of, list) => `${of} 个有限值的信号中有 ${n} 个处于 C 区或 D 区：${list}。`,
      noZones: (of) => `${of} 个有限值的信号均不在 C 区或 D 区。`,
      down: (list) => `当前故障停机：${list}。`,
      likeliest: (asset, chance, within, p10, p50, p90) =>
        `最可能先发生故障的是 ${asset}：${within}内的概率为 ${chance}；剩余寿命 ${p50}（P10 ${p10}，P90 ${p90}）。`,
      nobody: '对任何设备都无法判断何时会发生故障。',
      parts: (list) => `下一次维修的备件不足：${list}。`,
      warned: (rule, detected, failures, share, lead) =>
        `按“${rule}”的故障预警：${failures} 次故障中有 ${detected} 次提前预警（${share}），提前 ${lead}（P50）。`,
      falseAlarms: (rate, low, high) => `其中每台设备每年 ${rate} 次过早或误报（95 %：${low} 至 ${high}）。`,
    },
    rules: { zoneC: 'C 区', zoneD: 'D 区', change: '变化', risk: '故障风险' },
    why: { down: '已发生故障', idle: '近期未运行', unread: '未读取其信号', hastened: '随信号或负荷加速老化，未计入' },
    outcomes: { failed: '已发生故障', tooEarly: '过早或误报', forestalled: '已提前维护', open: '尚不清楚' },
    head: {
      equipment: '设备',
      conditions: '状态',
      modes: '各故障模式的剩余寿命',
      warnings: '故障预警',
      spares: '备件',
      machine: '设备',
      worked: '运行，h',
      cycles: '循环数',
      failures: '故障数',
      mtbf: 'MTBF，h（95 %）',
      mttr: 'MTTR，h（95 %）',
      sinceRepair: '距上次维修，h',
      sinceMaintenance: '距上次维护，h',
      next: '下次计划维护',
      p10: '寿命 P10',
      p50: 'P50',
      p90: 'P90',
      within: (span) => `P(${span}内故障)`,
      beforeNext: 'P(计划维护前故障)',
      signal: '信号',
      last: '最近值',
      zone: '区',
      level: '水平（95 %）',
      trend: '每日趋势（95 %）',
      change: '变化',
      untilD: '到 D 区：P10，P50，P90',
      mode: '故障模式',
      age: '役龄',
      remark: '备注',
      rule: '规则',
      given: '发出时间',
      seen: '观测值',
      limit: '限值',
      became: '结果',
      lead: '提前量',
      item: '备件',
      onHand: '现有',
      reserved: '已预留',
      perRepair: '每次维修',
    },
    down: '故障',
    due: '已到期',
    longer: '> 10 年',
    perDay: '天',
    units: '件',
    large: '，超过 B/C 界限的四分之一',
    without: (modes) => `不含 ${modes}`,
    comma: '，',
  },
}
