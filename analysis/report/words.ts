import type { Cause } from '../blame/culprits.ts'
import type { Finding } from './account.ts'
import type { Unknown } from './effectiveness.ts'
import type { StateName } from './states.ts'

export type Language = 'en' | 'zh'

/** Everything a report says, in one language. Names of machines, programs and alarms stay as they are. */
export interface Words {
  readonly units: { readonly d: string; readonly h: string; readonly min: string; readonly s: string }
  readonly states: Readonly<Record<StateName, string>>
  readonly unknown: Readonly<Record<Unknown, string>>
  readonly findings: Readonly<Record<Finding['kind'], string>>
  /** Why others had to wait, where it is not simply the state. */
  readonly causes: Readonly<Record<Exclude<Cause, StateName> | 'processing' | 'paused', string>>
  readonly comma: string
  readonly and: string
  readonly head: Heads
  readonly says: Sentences
}

type Heads = Readonly<
  Record<
    | 'says' | 'states' | 'effectiveness' | 'stops' | 'programs' | 'overrides' | 'modes' | 'alarms' | 'findings' | 'kpis' | 'machine' | 'known' | 'all'
    | 'availability' | 'pace' | 'quality' | 'oee' | 'nee' | 'pieces' | 'state' | 'from' | 'lasted' | 'program' | 'time' | 'worked' | 'share' | 'override'
    | 'mean' | 'least' | 'greatest' | 'mode' | 'value' | 'condition' | 'level' | 'text' | 'times' | 'there' | 'first' | 'finding' | 'detail' | 'amount'
    | 'limits' | 'blame' | 'losses' | 'waited' | 'how' | 'by' | 'why' | 'own' | 'others' | 'figure' | 'subject' | 'unit' | 'warning' | 'fault' | 'whyNot' | 'none',
    string
  >
> // biome-ignore format: a table of words

/** Sentences take texts that are formatted already. */
export interface Sentences {
  readonly span: (from: string, to: string, length: string, zone: string) => string
  readonly origin: Readonly<Record<'simulated' | 'imported' | 'live', (title: string) => string>>
  /** The moment of the last record that is there. */
  readonly cutShort: (at: string) => string
  readonly warmUp: (length: string) => string
  readonly oneKnown: (coverage: string) => string
  readonly allKnown: (machines: string, coverage: string) => string
  readonly someKnown: (known: string, machines: string, names: string, coverage: string) => string
  readonly neverKnown: (names: string) => string
  readonly worked: (name: string, worked: string, known: string, share: string) => string
  readonly lost: (state: string, length: string, machines: string) => string
  readonly lostInShift: (state: string, length: string, machines: string) => string
  readonly longestStop: (name: string, length: string, state: string, from: string) => string
  readonly alarm: (name: string, level: string, text: string, length: string, times: string) => string
  readonly pieces: (pieces: string, names: string) => string
  readonly oee: (value: string) => string
  readonly noOee: (reasons: string) => string
  readonly noPlan: string
  readonly silent: (length: string, names: string) => string
  readonly silentTogether: (length: string, names: string) => string
  readonly outOfOrder: (amount: string) => string
  readonly odd: (amount: string, kinds: string) => string
  readonly simulated: (finished: string, rate: string, lead: string) => string
  readonly limit: (name: string, share: string, alone: string) => string
  readonly canMake: (made: string, capacity: string) => string
  readonly overload: (demand: string, capacity: string, name: string) => string
  readonly limitLost: (name: string, culprit: string, length: string, units: string) => string
  readonly failure: (name: string, mode: string, times: string, own: string, knockOn: string) => string
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    units: { d: 'd', h: 'h', min: 'min', s: 's' },
    states: {
      unknown: 'unknown',
      paused: 'paused',
      repair: 'repair',
      waitRepair: 'waiting for repair',
      held: 'held',
      maintenance: 'maintenance',
      setup: 'set-up',
      processing: 'processing',
      blocked: 'blocked',
      waiting: 'waiting',
      starved: 'starved',
      idle: 'idle',
    },
    unknown: {
      state: 'its state is never known',
      plan: 'no time was planned for it',
      cycleTime: 'no ideal cycle time known',
      pieces: 'no part counts',
      quality: 'not known which parts were good',
      production: 'it made nothing',
    },
    findings: {
      sourceSilent: 'nothing heard, s',
      outOfOrder: 'lines out of order, put right',
      unknownValue: 'value no mapping knows',
      unreadable: 'line that could not be read',
      unknownKey: 'key the device file does not describe',
      counterReset: 'counter went back, pieces',
    },
    causes: {
      processing: 'its pace',
      paused: 'no shift',
      sequence: 'its list',
      noArrivals: 'nothing came',
      noOrders: 'no order',
      missing: 'out of stock',
      busy: 'none free',
      ring: 'each for the other',
      notKnown: 'not known',
    },
    comma: ', ',
    and: ' and ',
    head: {
      says: 'What this log says',
      states: 'Time in each state',
      effectiveness: 'Effectiveness (ISO 22400)',
      stops: 'Longest stops',
      programs: 'Programs',
      overrides: 'Overrides while working',
      modes: 'Modes',
      alarms: 'Faults and warnings',
      findings: 'About the data',
      kpis: 'Key figures of the plant',
      machine: 'machine',
      known: 'known',
      all: 'all',
      availability: 'availability',
      pace: 'effectiveness',
      quality: 'quality',
      oee: 'OEE',
      nee: 'NEE',
      pieces: 'pieces',
      state: 'state',
      from: 'from',
      lasted: 'lasted',
      program: 'program',
      time: 'in force',
      worked: 'worked',
      share: 'of all work',
      override: 'override',
      mean: 'mean',
      least: 'least',
      greatest: 'greatest',
      mode: 'mode',
      value: 'value',
      condition: 'condition',
      level: 'level',
      text: 'text',
      times: 'times',
      there: 'there for',
      first: 'first',
      finding: 'finding',
      detail: 'detail',
      amount: 'amount',
      limits: 'What limits the plant',
      blame: 'Who made whom wait',
      losses: 'Where time is lost',
      waited: 'who waited',
      how: 'how',
      by: 'because of',
      why: 'why',
      own: 'stood itself',
      others: 'made others wait',
      figure: 'figure',
      subject: 'subject',
      unit: 'unit',
      warning: 'warning',
      fault: 'fault',
      whyNot: 'why not known',
      none: 'none',
    },
    says: {
      span: (from, to, length, zone) => `${from} to ${to} (${zone}), ${length}.`,
      origin: {
        simulated: (title) => `A simulated plant: ${title}.`,
        imported: (title) => `Recorded from real machines: ${title}.`,
        live: (title) => `Recorded live from real machines: ${title}.`,
      },
      cutShort: (at) => `The log is cut short: its last record is of ${at}, and what follows is true up to there.`,
      warmUp: (length) => `The first ${length} are warm-up and are not counted.`,
      oneKnown: (coverage) => `The machine reported; its state is known ${coverage} of the time.`,
      allKnown: (machines, coverage) => `All ${machines} machines reported; their states are known ${coverage} of the time.`,
      someKnown: (known, machines, names, coverage) =>
        `${known} of ${machines} machines reported: ${names}. Over all of them the state is known ${coverage} of the time.`,
      neverKnown: (names) => `Nothing at all is known of ${names}.`,
      worked: (name, worked, known, share) => `${name} worked ${worked} of the ${known} in which its state is known (${share}).`,
      lost: (state, length, machines) =>
        `Most of the time known and not worked was ${state}: ${length}${machines === '' ? '' : `, most of it on ${machines}`}.`,
      lostInShift: (state, length, machines) =>
        `Shifts off aside, most of the time known and not worked was ${state}: ${length}${machines === '' ? '' : `, most of it on ${machines}`}.`,
      longestStop: (name, length, state, from) => `The longest stop: ${name}, ${length} ${state} from ${from}.`,
      alarm: (name, level, text, length, times) => `The longest ${level}: ${name}, "${text}", there for ${length} (${times}×).`,
      pieces: (pieces, names) => `${pieces} pieces were counted: ${names}.`,
      oee: (value) => `OEE of the plant: ${value}.`,
      noOee: (reasons) => `OEE cannot be known: ${reasons}.`,
      noPlan: 'Availability is of the time in which the state is known: what was planned is not in the data.',
      silent: (length, names) =>
        `Nothing was heard from ${names} for ${length} in all, be it before the first line, after the last or in between: that time counts as unknown.`,
      silentTogether: (length, names) =>
        `Nothing was heard from ${names} for ${length}, their times added up, be it before the first line, after the last or in between: that time counts as unknown.`,
      outOfOrder: (amount) => `${amount} lines were older than the line before them and were put in order.`,
      odd: (amount, kinds) => `${amount} more things are odd about the data: ${kinds}.`,
      simulated: (finished, rate, lead) => `${finished} units were finished, ${rate} an hour, each after ${lead} on average.`,
      limit: (name, share, alone) => `${name} limits the plant: ${share} of the time it was the bottleneck, ${alone} as the only one.`,
      canMake: (made, capacity) =>
        `${made} units an hour were made; without a wait for others, its own stops as they were, it would be ${capacity}.`,
      overload: (demand, capacity, name) => `Demand ${demand}/h is above the ${capacity}/h of ${name}: work piled up before it.`,
      limitLost: (name, culprit, length, units) => `Most time of ${name} was lost to ${culprit}: ${length}, or ${units} units.`,
      failure: (name, mode, times, own, knockOn) =>
        `The failure that made others wait longest: ${name}, ${mode}: down ${times} times and ${own} in all, others waited ${knockOn} for it.`,
    },
  },
  zh: {
    units: { d: '天', h: '小时', min: '分', s: '秒' },
    states: {
      unknown: '未知',
      paused: '停班',
      repair: '维修中',
      waitRepair: '待修',
      held: '锁定',
      maintenance: '保养',
      setup: '换型',
      processing: '运行',
      blocked: '阻塞',
      waiting: '等待',
      starved: '缺料',
      idle: '空闲',
    },
    unknown: {
      state: '状态从未可知',
      plan: '没有计划时间',
      cycleTime: '理想节拍未知',
      pieces: '没有计件数据',
      quality: '不知道哪些是合格品',
      production: '没有产出',
    },
    findings: {
      sourceSilent: '没有数据（秒）',
      outOfOrder: '时间倒退的行，已重新排序',
      unknownValue: '映射中没有的值',
      unreadable: '无法读取的行',
      unknownKey: '设备文件中没有的键',
      counterReset: '计数器回退（件）',
    },
    causes: {
      processing: '节拍',
      paused: '停班',
      sequence: '派工顺序',
      noArrivals: '没有来料',
      noOrders: '没有订单',
      missing: '缺货',
      busy: '无空闲',
      ring: '相互等待',
      notKnown: '未知',
    },
    comma: '、',
    and: ' 和 ',
    head: {
      says: '日志摘要',
      states: '各状态时间',
      effectiveness: '设备效率（ISO 22400）',
      stops: '最长停机',
      programs: '程序',
      overrides: '运行时的倍率',
      modes: '模式',
      alarms: '故障与警告',
      findings: '数据质量',
      kpis: '工厂关键指标',
      machine: '机器',
      known: '已知',
      all: '合计',
      availability: '可用率',
      pace: '性能率',
      quality: '质量率',
      oee: 'OEE',
      nee: 'NEE',
      pieces: '件数',
      state: '状态',
      from: '开始',
      lasted: '时长',
      program: '程序',
      time: '有效时间',
      worked: '运行时间',
      share: '占运行时间',
      override: '倍率',
      mean: '平均',
      least: '最小',
      greatest: '最大',
      mode: '模式',
      value: '值',
      condition: '条件',
      level: '级别',
      text: '文本',
      times: '次数',
      there: '持续',
      first: '首次',
      finding: '发现',
      detail: '细节',
      amount: '数量',
      limits: '工厂的瓶颈',
      blame: '谁让谁等待',
      losses: '时间损失',
      waited: '等待者',
      how: '方式',
      by: '责任方',
      why: '原因',
      own: '自身停机',
      others: '使他人等待',
      figure: '指标',
      subject: '对象',
      unit: '单位',
      warning: '警告',
      fault: '故障',
      whyNot: '未知原因',
      none: '无',
    },
    says: {
      span: (from, to, length, zone) => `${from} 至 ${to}（${zone}），共 ${length}。`,
      origin: {
        simulated: (title) => `仿真工厂：${title}。`,
        imported: (title) => `真实机器的记录：${title}。`,
        live: (title) => `真实机器的实时记录：${title}。`,
      },
      cutShort: (at) => `日志不完整：最后一条记录在 ${at}，以下内容只到此为止。`,
      warmUp: (length) => `前 ${length} 为预热期，不计入。`,
      oneKnown: (coverage) => `这台机器有数据；状态已知的时间占 ${coverage}。`,
      allKnown: (machines, coverage) => `全部 ${machines} 台机器都有数据；状态已知的时间占 ${coverage}。`,
      someKnown: (known, machines, names, coverage) =>
        `${machines} 台机器中有 ${known} 台有数据：${names}。全部机器合计，状态已知的时间占 ${coverage}。`,
      neverKnown: (names) => `对 ${names} 一无所知。`,
      worked: (name, worked, known, share) => `${name} 在状态已知的 ${known} 中运行了 ${worked}（${share}）。`,
      lost: (state, length, machines) => `已知但未运行的时间大多是${state}：${length}${machines === '' ? '' : `，主要在 ${machines}`}。`,
      lostInShift: (state, length, machines) =>
        `除停班外，已知但未运行的时间大多是${state}：${length}${machines === '' ? '' : `，主要在 ${machines}`}。`,
      longestStop: (name, length, state, from) => `最长的停机：${name}，从 ${from} 起${state} ${length}。`,
      alarm: (name, level, text, length, times) => `持续最久的${level}：${name}，“${text}”，共 ${length}（${times} 次）。`,
      pieces: (pieces, names) => `共计数 ${pieces} 件：${names}。`,
      oee: (value) => `工厂 OEE：${value}。`,
      noOee: (reasons) => `无法得知 OEE：${reasons}。`,
      noPlan: '可用率按状态已知的时间计算：数据中没有生产计划。',
      silent: (length, names) => `${names} 合计有 ${length} 没有任何消息（首行之前、末行之后或其间）；这段时间计为未知。`,
      silentTogether: (length, names) =>
        `${names} 没有任何消息的时间，各台相加共 ${length}（首行之前、末行之后或其间）；这段时间计为未知。`,
      outOfOrder: (amount) => `有 ${amount} 行比前一行更早，已重新排序。`,
      odd: (amount, kinds) => `数据中另有 ${amount} 处异常：${kinds}。`,
      simulated: (finished, rate, lead) => `完成 ${finished} 件，每小时 ${rate} 件，平均通过时间 ${lead}。`,
      limit: (name, share, alone) => `瓶颈是${name}：${share} 的时间由它限制产出，${alone} 的时间只有它一个。`,
      canMake: (made, capacity) => `每小时产出 ${made} 件；若不必等待他人（自身停机不变），可达 ${capacity} 件。`,
      overload: (demand, capacity, name) => `需求 ${demand} 件/小时，高于${name}的能力 ${capacity} 件/小时：其前方在制品堆积。`,
      limitLost: (name, culprit, length, units) => `${name}损失的时间主要由于${culprit}：${length}，相当于 ${units} 件。`,
      failure: (name, mode, times, own, knockOn) =>
        `使他人等待最久的故障：${name}，${mode}：停机 ${times} 次共 ${own}，他人因此等待 ${knockOn}。`,
    },
  },
}
