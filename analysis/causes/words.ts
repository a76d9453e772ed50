import type { Language } from '../report/words.ts'
import type { Suspect } from './suspects.ts'

/** What is said of causes, in one language. */
export interface CauseWords {
  readonly title: (test: string) => string
  readonly kinds: Readonly<Record<Suspect['kind'], string>>
  readonly head: readonly string[]
  readonly noTests: string
  readonly seen: (test: string, bad: string, units: string, standard: string) => string
  readonly quiet: string
  readonly alarm: (name: string, moment: string, unit: string) => string
  readonly nothing: (alarms: string) => string
  readonly looked: (bad: string, units: string, share: string, low: string, high: string, usual: string) => string
  readonly cause: (name: string, probability: string, ratio: string, low: string, high: string) => string
  readonly parameter: (usual: string, seen: string) => string
  readonly confounded: (names: string) => string
  readonly test: (name: string, without: string, units: string) => string
  readonly instead: (name: string, instead: string) => string
  readonly undecided: string
  readonly hold: (units: string) => string
  readonly confirm: string
  readonly none: string
}

export const CAUSE_WORDS: Readonly<Record<Language, CauseWords>> = {
  en: {
    title: (test) => `Why units fail: ${test}`,
    kinds: { station: 'machine', lot: 'lot', tool: 'tool', person: 'person', shift: 'shift', parameter: 'parameter' },
    head: ['suspect', 'chance', 'since', 'units', 'bad', 'odds ×', '95 %', 'confounded with'],
    noTests: 'The log holds no results of tests, so there is nothing whose cause could be looked for: give an operation a `test`.',
    seen: (test, bad, units, standard) => `${bad} of ${units} units failed ${test} the first time; ${standard} is in order.`,
    quiet: 'Nothing found: no chart of any machine, lot, person, tool or shift signalled.',
    alarm: (name, moment, unit) => `The chart of ${name} signalled at ${moment}, unit ${unit}.`,
    nothing: (alarms) => `Nothing found: what was seen around ${alarms} signals is as likely without any cause.`,
    looked: (bad, units, share, low, high, usual) =>
      `Around it ${bad} of ${units} units were bad: ${share} (95 %: ${low} to ${high}), where ${usual} is usual.`,
    cause: (name, probability, ratio, low, high) =>
      `Most likely ${name}, with a chance of ${probability}: it multiplies the odds of a bad unit by ${ratio} (95 %: ${low} to ${high}).`,
    parameter: (usual, seen) => `Usual is ${usual}; it was ${seen}.`,
    confounded: (names) => `These cannot be told apart, for nearly the same units had them: ${names}.`,
    test: (name, without, units) => `To tell them apart, make ${units} units with ${name} and ${without}.`,
    instead: (name, instead) => `${instead} instead of ${name}`,
    undecided: 'There is a cause, and more units will show which: none stands out yet.',
    hold: (units) => `${units} units had to do with what may be the cause: hold them.`,
    confirm:
      'A cause is named by association. Whether the loss goes away without it is shown by takt instead, or by running the scenario without it.',
    none: 'none',
  },
  zh: {
    title: (test) => `不良原因：${test}`,
    kinds: { station: '设备', lot: '原料批次', tool: '刀具', person: '操作员工', shift: '班次', parameter: '参数' },
    head: ['嫌疑', '可能性', '起始', '件数', '不良', '优势比', '95 %', '与之混杂'],
    noTests: '日志中没有检验结果，无法查找原因：请为工序设置 `test`。',
    seen: (test, bad, units, standard) => `${units} 件中有 ${bad} 件首次未通过 ${test}；正常为 ${standard}。`,
    quiet: '未发现原因：设备、批次、员工、刀具和班次的控制图均未报警。',
    alarm: (name, moment, unit) => `${name} 的控制图在 ${moment}（第 ${unit} 件）报警。`,
    nothing: (alarms) => `未发现原因：${alarms} 次报警前后的情况，没有原因也同样可能出现。`,
    looked: (bad, units, share, low, high, usual) =>
      `其前后 ${units} 件中有 ${bad} 件不良：${share}（95 % 区间：${low} 至 ${high}），通常为 ${usual}。`,
    cause: (name, probability, ratio, low, high) =>
      `最可能的原因是 ${name}（可能性 ${probability}）：不良的优势比为 ${ratio}（95 % 区间：${low} 至 ${high}）。`,
    parameter: (usual, seen) => `通常为 ${usual}，当时为 ${seen}。`,
    confounded: (names) => `以下因素几乎涉及同一批工件，无法区分：${names}。`,
    test: (name, without, units) => `为加以区分：用 ${name} 并以 ${without} 生产 ${units} 件。`,
    instead: (name, instead) => `${instead} 代替 ${name}`,
    undecided: '存在原因，但尚不能确定是哪一个，需要更多工件。',
    hold: (units) => `${units} 件与可能的原因有关：应予锁定。`,
    confirm: '原因由关联得出。去掉它之后损失是否消失，由 takt instead 或不含该原因的仿真来验证。',
    none: '无',
  },
}
