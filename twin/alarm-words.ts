import type { NotSaved } from './saved.ts'

interface EffectWords {
  readonly affectedTitle: string
  readonly affectedHead: readonly string[]
  readonly affected: (alarm: string, at: string, touched: string, orders: string, threshold: string, replications: string) => string
  readonly later: string
  readonly yes: string
  readonly no: string
  readonly savedTitle: string
  readonly savedHead: readonly string[]
  readonly saved: (alarm: string, at: string, action: string, later: string | null) => string
  readonly paired: (replications: string, within: string) => string
  readonly figures: Readonly<Record<'stopped' | 'good' | 'onTime' | 'profit' | 'cost', string>>
  readonly minutes: string
  readonly pieces: string
  readonly orders: string
  readonly not: Readonly<Record<NotSaved, (alarm: string) => string>>
  readonly notRemedy: Readonly<Record<NotSaved, string>>
}

/** What an alarm touches and what acting on it saved, in words. */
export const EFFECT_WORDS: Readonly<Record<'en' | 'zh', EffectWords>> = {
  en: {
    affectedTitle: 'Orders that the alarm moves',
    affectedHead: ['order', 'P50 before', 'P50 after', 'moved', 'mean, 95 %', 'P(late)', 'affected'],
    affected: (alarm, at, touched, orders, threshold, replications) =>
      `${alarm}, ${at}: the P50 of ${touched} of ${orders} open orders moves by more than ${threshold} (${replications} futures, the same luck before and after).`,
    later: 'later',
    yes: 'yes',
    no: 'no',
    savedTitle: 'What acting saved',
    savedHead: ['figure', 'saved', '95 %', 'unit'],
    saved: (alarm, at, action, later) =>
      `${alarm} was acted on at ${at} (${action}). Saved, against ${later === null ? 'doing nothing' : `doing so ${later} later`}: no action − as it was.`,
    paired: (replications, within) => `${replications} pairs of futures with the same luck, ${within} each.`,
    figures: { stopped: 'time stopped', good: 'good units', onTime: 'orders on time', profit: 'profit', cost: 'cost' },
    minutes: 'min',
    pieces: 'pcs',
    orders: 'orders',
    not: {
      notActed: (alarm) => `nobody has acted on ${alarm} yet, as far as the log tells`,
      notModelled: (alarm) => `what would be without the action on ${alarm} cannot be told from this log`,
    },
    notRemedy: {
      notActed: 'name an alarm whose state is acted or closed',
      notModelled: 'ask of a failure of a station whose repair has begun, or of a station that was put on hold',
    },
  },
  zh: {
    affectedTitle: '受此报警影响的订单',
    affectedHead: ['订单', '报警前 P50', '报警后 P50', '变动', '均值 95 %', '逾期概率', '受影响'],
    affected: (alarm, at, touched, orders, threshold, replications) =>
      `${alarm}，${at}：${orders} 个未结订单中有 ${touched} 个的 P50 变动超过 ${threshold}（${replications} 次仿真，前后使用相同随机数）。`,
    later: '更晚',
    yes: '是',
    no: '否',
    savedTitle: '处置挽回的损失',
    savedHead: ['指标', '挽回', '95 %', '单位'],
    saved: (alarm, at, action, later) =>
      `${alarm} 于 ${at} 处置（${action}）。与${later === null ? '不处置' : `推迟 ${later} 处置`}相比挽回：不处置 − 实际。`,
    paired: (replications, within) => `${replications} 对使用相同随机数的仿真，各 ${within}。`,
    figures: { stopped: '停机时间', good: '合格件', onTime: '按期订单', profit: '利润', cost: '成本' },
    minutes: '分钟',
    pieces: '件',
    orders: '个',
    not: {
      notActed: (alarm) => `日志中尚无人处置 ${alarm}`,
      notModelled: (alarm) => `无法从此日志推算不处置 ${alarm} 的后果`,
    },
    notRemedy: {
      notActed: '请指定状态为已处置或已关闭的报警',
      notModelled: '请指定已开始维修的设备故障，或已冻结的设备',
    },
  },
}
