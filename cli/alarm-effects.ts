import { ALARM_WORDS, type Alarm, alarmsOf } from '../analysis/alarms/index.ts'
import { clockOf, percent, spell } from '../analysis/report/format.ts'
import { type Language, WORDS } from '../analysis/report/words.ts'
import { openLog } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { type Affected, affectedBy } from '../twin/affected.ts'
import { EFFECT_WORDS } from '../twin/alarm-words.ts'
import type { Estimate } from '../twin/counterfactual.ts'
import { type Saved, savedBy } from '../twin/saved.ts'
import { alarmCalled } from './alarm-notes.ts'
import { readBytes } from './files.ts'
import { ExitCode } from './interrupt.ts'
import { readLog } from './log-file.ts'
import { simulating } from './pool.ts'
import { usage } from './problem.ts'
import type { Screen } from './screen.ts'
import { saySections } from './sections.ts'

export interface EffectFlags {
  readonly affected?: string
  readonly saved?: string
  readonly threshold: number
  readonly later?: number
  readonly within?: number
  readonly replications: number
  readonly seed?: number
  readonly workers?: number
  readonly lang: Language
  readonly quiet: boolean
}

/** Which orders an alarm moves, by forecasts just before and just after it. */
export async function tellAffected(path: string, id: string, flags: EffectFlags, out: Screen) {
  const { log, alarm } = theAlarm(path, id, '--affected')
  const { threshold, replications, seed, lang } = flags
  const { result } = await simulating('affected', flags, ({ pool, onProgress }) =>
    affectedBy(log, alarm, { threshold, replications, seed, pool, onProgress }),
  )
  if (result === null) return interrupted(out)
  out.document({ log: path, ...result })
  saySections([affectedSection(result, alarm, clockOfLog(log), lang)], out)
  process.exitCode = ExitCode.done
}

/** What acting on an alarm saved. */
export async function tellSaved(path: string, id: string, flags: EffectFlags, out: Screen) {
  const { log, alarm } = theAlarm(path, id, '--saved')
  const { later, within, replications, seed, lang } = flags
  const { result } = await simulating('saved', flags, ({ pool, onProgress }) =>
    savedBy(log, alarm, { later, within, replications, seed, pool, onProgress }),
  )
  if (result === null) return interrupted(out)
  const words = EFFECT_WORDS[lang]
  if (typeof result === 'string') throw usage('--saved', words.not[result](id), words.notRemedy[result])
  out.document({ log: path, ...result })
  saySections([savedSection(result, alarm, clockOfLog(log), lang)], out)
  process.exitCode = ExitCode.done
}

function theAlarm(path: string, id: string, flag: string) {
  // Once as any other, for what may be wrong with it.
  readLog(path, () => {})
  const log = openLog<Scenario>(readBytes(path))
  return { log, alarm: alarmCalled(alarmsOf(log), id, flag) }
}

function interrupted(out: Screen) {
  out.note('Interrupted: the answer is not complete.')
  process.exitCode = ExitCode.interrupted
}

const clockOfLog = (log: ReturnType<typeof theAlarm>['log']) =>
  clockOf({ startTime: log.header.startTime, timeZone: log.header.timeZone, seconds: log.endTime / 1e6, since: 0 })
type Clock = ReturnType<typeof clockOf>

function affectedSection({ orders, at, threshold, replications }: Affected, alarm: Alarm, clock: Clock, language: Language) {
  const words = EFFECT_WORDS[language]
  const { units } = WORDS[language]
  const touched = orders.filter(({ isAffected }) => isAffected)
  const moment = (time: number | null) => (time === null ? words.later : clock.full(time))
  const signed = (seconds: number) => `${seconds < 0 ? '−' : '+'}${spell(Math.abs(seconds), units)}`
  const rows = orders.map((one) => [
    one.order,
    moment(one.p50.before),
    moment(one.p50.after),
    one.moved === null ? '–' : signed(one.moved),
    one.difference.low === null ? '–' : `${signed(one.difference.low)} … ${signed(one.difference.high!)}`,
    one.late === null ? '–' : `${percent(one.late.before.probability)} → ${percent(one.late.after.probability)}`,
    one.isAffected ? words.yes : words.no,
  ])
  const rule = ALARM_WORDS[language].rules[alarm.rule]
  const sentence = words.affected(
    `${rule} ${alarm.subject.id}`,
    clock.full(at),
    String(touched.length),
    String(orders.length),
    spell(threshold, units),
    String(replications),
  )
  return { title: words.affectedTitle, sentences: [sentence], head: words.affectedHead, rows, right: [3, 4, 5] }
}

function savedSection(
  { alarm, at, action, later, stoppedMinutes, good, ordersOnTime, money, moneyIs, currency, counterfactual }: Saved,
  { rule, subject }: Alarm,
  clock: Clock,
  language: Language,
) {
  const words = EFFECT_WORDS[language]
  const { units } = WORDS[language]
  const rows = [
    [words.figures.stopped, ...figures(stoppedMinutes), words.minutes],
    [words.figures.good, ...figures(good), words.pieces],
    ...(ordersOnTime === null ? [] : [[words.figures.onTime, ...figures(ordersOnTime), words.orders]]),
    [words.figures[moneyIs], ...figures(money), currency],
  ]
  const what = `${ALARM_WORDS[language].rules[rule]} ${subject.id} (${alarm})`
  const sentences = [
    words.saved(what, clock.full(at), action, later === null ? null : spell(later, units)),
    words.paired(String(counterfactual.replications), spell(counterfactual.within, units)),
  ]
  return { title: words.savedTitle, sentences, head: words.savedHead, rows, right: [1, 2] }
}

const figures = ({ mean, low, high }: Estimate) => [
  mean === null ? '–' : figure(mean),
  low === null || high === null ? '–' : `${figure(low)} … ${figure(high)}`,
]
const figure = (value: number) => String(Number(value.toPrecision(4)))
