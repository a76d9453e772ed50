import type { DefectCount, LimitsFrom, Readings, ReworkLoop, Watched } from '../quality/index.ts'
import type { SignalRule } from '../spc/index.ts'
import type { Language } from './words.ts'

/** What a report says of quality, in one language. Sentences take texts that are formatted already. */
export interface QualityWords {
  readonly head: Readonly<
    Record<
      | 'quality' | 'tests' | 'defects' | 'charts' | 'signals' | 'readings' | 'output' | 'loops' | 'receiving'
      | 'product' | 'operation' | 'inspected' | 'firstPass' | 'interval' | 'rejected' | 'scrapped' | 'reworked' | 'accepted' | 'defect' | 'kind' | 'count'
      | 'share' | 'cumulative' | 'station' | 'points' | 'limits' | 'from' | 'seen' | 'alarms' | 'falseAlarm' | 'time' | 'unit' | 'rule' | 'value' | 'since'
      | 'bad' | 'by' | 'of' | 'n' | 'mean' | 'least' | 'greatest' | 'outside' | 'cp' | 'cpk' | 'produced' | 'good' | 'ratio' | 'times' | 'outcome' | 'worked'
      | 'cost' | 'item' | 'supplier' | 'lots' | 'refused' | 'sample' | 'accept' | 'next' | 'containments' | 'hold' | 'units' | 'released' | 'until',
      string
    >
  > // biome-ignore format: a table of words
  readonly kinds: Readonly<Record<DefectCount['kind'] | Watched['kind'], string>>
  readonly from: Readonly<Record<LimitsFrom, string>>
  readonly rules: Readonly<Record<SignalRule, string>>
  readonly by: Readonly<Record<Readings['by'], string>>
  readonly outcomes: Readonly<Record<ReworkLoop['outcome'], string>>
  readonly severities: Readonly<Record<'normal' | 'tightened' | 'discontinued', string>>
  readonly says: {
    readonly nothing: string
    readonly firstPass: (share: string, low: string, high: string, units: string) => string
    readonly tests: (tests: string, rejected: string, share: string) => string
    readonly worst: (name: string, operation: string, count: string, share: string) => string
    readonly rework: (times: string, worked: string, cost: string, open: string) => string
    readonly signal: (what: string, station: string, time: string, rules: string) => string
    readonly badSince: (bad: string, units: string, since: string, believed: string) => string
    readonly noSignal: (charts: string) => string
    readonly unwatched: (charts: string) => string
    readonly falseAlarms: (charts: string, perWeek: string) => string
    readonly notAsBelieved: (what: string, station: string, seen: string) => string
    readonly correlated: (what: string, station: string, correlation: string) => string
    readonly holds: (all: string, open: string) => string
  }
}

const westernElectric = (text: (points: string, far: string) => string, one: string, side: string) => ({
  westernElectric1: one,
  westernElectric2: text('2/3', '2 σ'),
  westernElectric3: text('4/5', '1 σ'),
  westernElectric4: side.replace('#', '8'),
})

export const QUALITY_WORDS: Readonly<Record<Language, QualityWords>> = {
  en: {
    head: {
      quality: 'Is it good?',
      tests: 'Tests',
      defects: 'What was wrong',
      charts: 'Control charts',
      signals: 'Signals',
      readings: 'Measurements',
      output: 'Good, scrapped and reworked, by station',
      loops: 'Rework records',
      receiving: 'Inspection on receipt (in the manner of ISO 2859-1)',
      product: 'product',
      operation: 'operation',
      inspected: 'inspected',
      firstPass: 'first pass',
      interval: '95 %',
      rejected: 'rejected',
      scrapped: 'scrapped',
      reworked: 'reworked',
      accepted: 'used as is',
      defect: 'defect',
      kind: 'found by',
      count: 'times',
      share: 'share',
      cumulative: 'together',
      station: 'station',
      points: 'points',
      limits: 'in order',
      from: 'by',
      seen: 'seen',
      alarms: 'signals',
      falseAlarm: 'one false alarm in',
      time: 'time',
      unit: 'unit',
      rule: 'rule',
      value: 'value',
      since: 'since',
      bad: 'bad',
      by: 'by',
      of: 'of',
      n: 'n',
      mean: 'mean',
      least: 'least',
      greatest: 'greatest',
      outside: 'outside',
      cp: 'Cp or Cm',
      cpk: 'Cpk or Cmk',
      produced: 'PQ',
      good: 'GQ',
      ratio: 'RQ / PQ',
      times: 'times',
      outcome: 'outcome',
      worked: 'worked',
      cost: 'cost',
      item: 'item',
      supplier: 'supplier',
      lots: 'lots',
      refused: 'refused',
      sample: 'last sample',
      accept: 'accepts',
      next: 'next',
      containments: 'Holds and dispositions',
      hold: 'hold',
      units: 'units',
      released: 'released',
      until: 'until',
    },
    kinds: { defect: 'test', measurement: 'measurement', seen: 'seen at once', test: 'test', reading: 'reading' },
    from: {
      scenario: 'scenario',
      base: 'first points',
      tooFew: 'too few to know',
      neverBad: 'never bad',
      tooBad: 'mostly bad',
    },
    rules: {
      ...westernElectric((points, far) => `${points} beyond ${far}`, 'beyond 3 σ', '# on one side'),
      nelson1: 'beyond 3 σ',
      nelson2: '9 on one side',
      nelson3: '6 rising or falling',
      nelson4: '14 up and down',
      nelson5: '2/3 beyond 2 σ',
      nelson6: '4/5 beyond 1 σ',
      nelson7: '15 within 1 σ',
      nelson8: '8 beyond 1 σ, both sides',
      movingRange: 'step too large',
      range: 'range',
      cusumHigh: 'CUSUM, high',
      cusumLow: 'CUSUM, low',
      ewmaHigh: 'EWMA, high',
      ewmaLow: 'EWMA, low',
      tooMany: 'too many',
      tooFew: 'too few',
      bernoulliCusum: 'Bernoulli CUSUM',
    },
    by: { all: 'all', station: 'station', lot: 'lot', day: 'day' },
    outcomes: { good: 'good', again: 'sent back again', scrapped: 'scrapped', left: 'left', open: 'goes on' },
    severities: { normal: 'normal', tightened: 'tightened', discontinued: 'discontinued' },
    says: {
      nothing: 'This log knows of no test, no yield and no measurement: whether it is good is unknown.',
      firstPass: (share, low, high, units) => `${share} of ${units} units left good without ever being reworked (95 %: ${low} to ${high}).`,
      tests: (tests, rejected, share) => `${tests} tests rejected ${rejected} units (${share}).`,
      worst: (name, operation, count, share) => `Most often wrong: ${name} at ${operation}, ${count} times (${share} of all).`,
      rework: (times, worked, cost, open) =>
        `${times} times a unit was sent back: ${worked} of work and ${cost}${open === '0' ? '' : `; ${open} are still on their way`}.`,
      signal: (what, station, time, rules) => `Alarm: ${what} at ${station}, ${time} (${rules}).`,
      badSince: (bad, units, since, believed) => `${bad} of ${units} units bad since ${since}, where ${believed} is in order.`,
      noSignal: (charts) => `None of ${charts} charts signals.`,
      unwatched: (charts) => `${charts} more could not be watched: too few points, or none that is bad.`,
      falseAlarms: (charts, perWeek) => `With ${charts} charts about ${perWeek} false alarms a week are to be expected.`,
      notAsBelieved: (what, station, seen) => `${what} at ${station} is not what the scenario believes: ${seen} bad from the start.`,
      correlated: (what, station, correlation) =>
        `${what} at ${station}: each reading is like the one before (correlation ${correlation}), so there are more false alarms than that.`,
      holds: (all, open) => `${all} lots were put on hold, ${open} still are.`,
    },
  },
  zh: {
    head: {
      quality: '干得合格吗？',
      tests: '质检数据',
      defects: '不良原因',
      charts: '控制图',
      signals: '质量预警',
      readings: '测量数据',
      output: '各工位合格、报废、返工数',
      loops: '返工记录',
      receiving: '来料检验（参照 ISO 2859-1）',
      product: '产品',
      operation: '工序',
      inspected: '检验数',
      firstPass: '一次合格率',
      interval: '95 %',
      rejected: '不合格',
      scrapped: '报废',
      reworked: '返工',
      accepted: '让步接收',
      defect: '缺陷',
      kind: '发现方式',
      count: '次数',
      share: '占比',
      cumulative: '累计',
      station: '工位',
      points: '点数',
      limits: '受控水平',
      from: '依据',
      seen: '实际',
      alarms: '报警',
      falseAlarm: '误报间隔',
      time: '时间',
      unit: '单元',
      rule: '规则',
      value: '值',
      since: '起始',
      bad: '不良',
      by: '分组',
      of: '对象',
      n: 'n',
      mean: '平均',
      least: '最小',
      greatest: '最大',
      outside: '超差',
      cp: 'Cp 或 Cm',
      cpk: 'Cpk 或 Cmk',
      produced: 'PQ',
      good: 'GQ',
      ratio: 'RQ / PQ',
      times: '第几次',
      outcome: '结果',
      worked: '工时',
      cost: '成本',
      item: '物料',
      supplier: '供应商',
      lots: '批数',
      refused: '拒收',
      sample: '最近样本',
      accept: '接收数',
      next: '下一批',
      containments: '冻结与处置',
      hold: '冻结',
      units: '单元数',
      released: '放行',
      until: '结束',
    },
    kinds: { defect: '检验', measurement: '测量', seen: '当场发现', test: '检验', reading: '读数' },
    from: { scenario: '方案', base: '最初数据', tooFew: '数据太少', neverBad: '从未不良', tooBad: '大多不良' },
    rules: {
      ...westernElectric((points, far) => `${points} 点超出 ${far}`, '超出 3 σ', '连续 # 点在同侧'),
      nelson1: '超出 3 σ',
      nelson2: '连续 9 点在同侧',
      nelson3: '连续 6 点上升或下降',
      nelson4: '连续 14 点交替',
      nelson5: '2/3 点超出 2 σ',
      nelson6: '4/5 点超出 1 σ',
      nelson7: '连续 15 点在 1 σ 内',
      nelson8: '连续 8 点在 1 σ 外（两侧）',
      movingRange: '移动极差过大',
      range: '极差',
      cusumHigh: 'CUSUM 偏高',
      cusumLow: 'CUSUM 偏低',
      ewmaHigh: 'EWMA 偏高',
      ewmaLow: 'EWMA 偏低',
      tooMany: '过多',
      tooFew: '过少',
      bernoulliCusum: '伯努利 CUSUM',
    },
    by: { all: '全部', station: '工位', lot: '批次', day: '天' },
    outcomes: { good: '合格', again: '再次返工', scrapped: '报废', left: '离开', open: '进行中' },
    severities: { normal: '正常', tightened: '加严', discontinued: '暂停' },
    says: {
      nothing: '日志中没有检验、合格率或测量数据：是否合格未知。',
      firstPass: (share, low, high, units) => `${units} 件中 ${share} 一次合格、未经返工（95 %：${low} 至 ${high}）。`,
      tests: (tests, rejected, share) => `共检验 ${tests} 次，不合格 ${rejected} 件（${share}）。`,
      worst: (name, operation, count, share) => `最常见的不良：${operation} 的 ${name}，${count} 次（占 ${share}）。`,
      rework: (times, worked, cost, open) =>
        `返工 ${times} 次：工时 ${worked}，成本 ${cost}${open === '0' ? '' : `；${open} 次仍在进行`}。`,
      signal: (what, station, time, rules) => `质量异常预警：${station} 的 ${what}，${time}（${rules}）。`,
      badSince: (bad, units, since, believed) => `自 ${since} 起 ${units} 件中 ${bad} 件不良，受控水平为 ${believed}。`,
      noSignal: (charts) => `${charts} 张控制图均无报警。`,
      unwatched: (charts) => `另有 ${charts} 张无法监控：点数太少或从未不良。`,
      falseAlarms: (charts, perWeek) => `${charts} 张控制图预计每周约 ${perWeek} 次误报。`,
      notAsBelieved: (what, station, seen) => `${station} 的 ${what} 与方案不符：一开始就有 ${seen} 不良。`,
      correlated: (what, station, correlation) => `${station} 的 ${what}：相邻读数相关（${correlation}），误报会更多。`,
      holds: (all, open) => `共冻结 ${all} 个批次，其中 ${open} 个仍被冻结。`,
    },
  },
}
