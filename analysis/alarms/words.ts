import type { Language } from '../report/words.ts'
import type { AlarmRule, LifeState, Proposal, Warned } from './alarm.ts'

export interface AlarmWords {
  readonly title: string
  readonly ruleTitle: string
  readonly leadTitle: string
  readonly none: string
  readonly says: (alarms: string, open: string, acknowledged: string) => string
  readonly worst: (rule: string, subject: string, at: string) => string
  readonly median: (rule: string, act: string, close: string) => string
  readonly warned: (event: string, warned: string, events: string, lead: string) => string
  readonly falseAlarms: (rule: string, perWeek: string) => string
  readonly more: (rows: string, all: string) => string
  readonly overloadTitle: string
  readonly overloadHead: readonly string[]
  readonly overload: (station: string, over: string, all: string, extra: string, failures: string, cost: string, down: string) => string
  readonly head: Readonly<
    Record<
      | 'time' | 'id' | 'rule' | 'subject' | 'evidence' | 'affects' | 'proposals' | 'state' | 'minutes' | 'raised' | 'open' | 'toAct' | 'toClose' | 'falseAlarms'
      | 'basis' | 'event' | 'events' | 'warned' | 'lead' | 'warning',
      string
    >
  > // biome-ignore format: a table of words
  readonly rules: Readonly<Record<AlarmRule, string>>
  readonly life: Readonly<Record<LifeState, string>>
  readonly actions: Readonly<Record<Proposal['action'], string>>
  readonly outcomes: Readonly<Record<Warned['outcome'], string>>
  readonly basis: Readonly<Record<'fact' | 'design' | 'observed', string>>
  readonly orders: (count: string, named: string) => string
  readonly units: (count: string) => string
}

export const ALARM_WORDS: Readonly<Record<Language, AlarmWords>> = {
  en: {
    title: 'Alarms',
    ruleTitle: 'Alarms by rule, and false alarms to be expected',
    leadTitle: 'Warned before it happened',
    none: 'Nothing in this log gives ground for an alarm.',
    says: (alarms, open, acknowledged) => `${alarms} alarms; ${open} are not closed, and ${acknowledged} were acknowledged by somebody.`,
    worst: (rule, subject, at) => `The last one of high priority that is open: ${rule}, ${subject}, since ${at}.`,
    median: (rule, act, close) => `${rule}: half of them were acted on within ${act}, and closed within ${close}.`,
    warned: (event, warned, events, lead) => `${event}: ${warned} of ${events} were warned of before, half of these by ${lead} or more.`,
    falseAlarms: (rule, perWeek) => `${rule}: ${perWeek} false alarms a week are to be expected.`,
    more: (rows, all) => `The last ${rows} of ${all}; --all shows every one.`,
    overloadTitle: 'Overload and what its wear costs',
    overloadHead: [
      'station',
      'failure',
      'load',
      'rated',
      'most',
      'work above',
      'of all',
      'aged more by',
      'failures more',
      'cost',
      'time down',
      'failures per 1,000 above',
      'not above',
    ],
    overload: (station, over, all, extra, failures, cost, down) =>
      `${station} worked ${over} of ${all} above its rated load, which aged it by ${extra} more: ${failures} failures more on average, ${cost} and ${down} of repairs.`,
    head: {
      time: 'time',
      id: 'id',
      rule: 'alarm',
      subject: 'of',
      evidence: 'evidence',
      affects: 'affects',
      proposals: 'what can be done',
      state: 'state',
      minutes: 'minutes raised / acknowledged / acted',
      raised: 'raised',
      open: 'open',
      toAct: 'min to action',
      toClose: 'min to close',
      falseAlarms: 'false a week',
      basis: 'by',
      event: 'event',
      events: 'events',
      warned: 'warned of',
      lead: 'median lead',
      warning: 'warning',
    },
    rules: {
      equipmentFailure: 'equipment failure',
      machineCondition: 'condition told by the machine',
      materialShortage: 'material shortage',
      orderLate: 'order late',
      containment: 'containment',
      lotHeld: 'lot on hold',
      heldEquipmentUsed: 'work begun at equipment on hold',
      dataGap: 'records missing',
      sourceSilent: 'source silent',
      overload: 'equipment overload',
      parameterOutside: 'parameter outside its limits',
      qualitySignal: 'quality signal',
      conditionWarning: 'condition above the warning limit',
      conditionAlarm: 'condition above the alarm limit',
      conditionChange: 'condition has changed',
      failureLikely: 'failure likely',
      orderAtRisk: 'order at risk',
    },
    life: { raised: 'raised', acknowledged: 'acknowledged', acted: 'acted', closed: 'closed' },
    actions: {
      maintain: 'call maintenance:',
      reassign: 'move work to',
      expedite: 'expedite',
      defer: 'defer',
      order: 'order',
      hold: 'hold',
      release: 'release',
      increase: 'more hours or people at',
      decrease: 'less load on',
      setParameter: 'adjust',
      count: 'count and reconcile',
      inspect: 'inspect',
    },
    outcomes: { came: 'came', averted: 'averted', didNot: 'did not come', open: 'open' },
    basis: { fact: 'what has happened', design: 'design of the charts', observed: 'this log' },
    orders: (count, named) => `${count} ${count === '1' ? 'order' : 'orders'}: ${named}`,
    units: (count) => `${count} units`,
  },
  zh: {
    title: '报警',
    ruleTitle: '各规则的报警与预期误报',
    leadTitle: '事前预警',
    none: '此日志中没有任何报警依据。',
    says: (alarms, open, acknowledged) => `共 ${alarms} 条报警；${open} 条未关闭，${acknowledged} 条已有人确认。`,
    worst: (rule, subject, at) => `最近一条未关闭的高优先级报警：${rule}，${subject}，自 ${at}。`,
    median: (rule, act, close) => `${rule}：半数在 ${act} 内处置，在 ${close} 内关闭。`,
    warned: (event, warned, events, lead) => `${event}：${events} 次中有 ${warned} 次事前已预警，其中半数提前 ${lead} 以上。`,
    falseAlarms: (rule, perWeek) => `${rule}：预计每周 ${perWeek} 次误报。`,
    more: (rows, all) => `显示 ${all} 条中的最近 ${rows} 条；--all 显示全部。`,
    overloadTitle: '超负荷及其磨损代价',
    overloadHead: [
      '设备',
      '故障',
      '负荷',
      '额定',
      '最大',
      '超额工作',
      '共',
      '额外老化',
      '多出故障',
      '代价',
      '停机',
      '每千单位故障（超额）',
      '（未超额）',
    ],
    overload: (station, over, all, extra, failures, cost, down) =>
      `${station} 在 ${all} 中有 ${over} 超额定负荷工作，额外老化 ${extra}：平均多出 ${failures} 次故障，${cost}，维修 ${down}。`,
    head: {
      time: '时间',
      id: '编号',
      rule: '报警',
      subject: '对象',
      evidence: '证据',
      affects: '影响',
      proposals: '建议',
      state: '状态',
      minutes: '未确认/已确认/已处置 分钟',
      raised: '次数',
      open: '未关闭',
      toAct: '处置用时（分）',
      toClose: '关闭用时（分）',
      falseAlarms: '每周误报',
      basis: '依据',
      event: '事件',
      events: '次数',
      warned: '事前预警',
      lead: '提前量中位数',
      warning: '预警结果',
    },
    rules: {
      equipmentFailure: '设备故障',
      machineCondition: '设备自报状态',
      materialShortage: '物料短缺',
      orderLate: '订单逾期',
      containment: '隔离',
      lotHeld: '批次冻结',
      heldEquipmentUsed: '冻结设备上开工',
      dataGap: '记录缺失',
      sourceSilent: '数据源无声',
      overload: '设备超负荷',
      parameterOutside: '参数超限',
      qualitySignal: '质量异常',
      conditionWarning: '状态超过预警限',
      conditionAlarm: '状态超过报警限',
      conditionChange: '状态明显变化',
      failureLikely: '很可能故障',
      orderAtRisk: '订单有逾期风险',
    },
    life: { raised: '已触发', acknowledged: '已确认', acted: '已处置', closed: '已关闭' },
    actions: {
      maintain: '呼叫维修：',
      reassign: '改派到',
      expedite: '加急',
      defer: '推迟',
      order: '订购',
      hold: '冻结',
      release: '放行',
      increase: '增加工时或人员：',
      decrease: '减轻负荷：',
      setParameter: '调整',
      count: '盘点核对',
      inspect: '检查',
    },
    outcomes: { came: '已发生', averted: '已避免', didNot: '未发生', open: '未定' },
    basis: { fact: '已发生的事实', design: '控制图设计', observed: '本日志' },
    orders: (count, named) => `${count} 个订单：${named}`,
    units: (count) => `${count} 件`,
  },
}
