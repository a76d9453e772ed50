import type { Culprit } from '../blame/culprits.ts'
import { count, percent, spell } from './format.ts'
import type { Report } from './report.ts'
import type { Section } from './section.ts'
import type { Words } from './words.ts'

/** Rows of a table; all of them are in the report's `limits`. */
const MOST = 10

/** What limits the plant, who made whom wait, and where time is lost: in sentences and in tables. Nothing where no route is known. */
export function limitSections(report: Report, words: Words): readonly Section[] {
  return [limits(report, words), waits(report, words), losses(report, words)]
}

function limits(report: Report, words: Words): Section {
  const { limit, blame } = report.limits
  const { says, units } = words
  const sentences: string[] = []
  if (limit !== null) {
    const name = titleOf(report, limit.station)
    sentences.push(says.limit(name, percent(Math.min(1, limit.sole + limit.shifting)), percent(limit.sole)))
    const { demandPerHour, capacityPerHour, madePerHour, overloaded } = limit
    sentences.push(says.canMake(rate(madePerHour), rate(capacityPerHour)))
    if (overloaded && demandPerHour !== null && rate(demandPerHour) !== rate(capacityPerHour))
      sentences.push(says.overload(rate(demandPerHour), rate(capacityPerHour), name))
    const [most] = limit.lost
    if (most !== undefined && most.units >= 1)
      sentences.push(
        says.limitLost(
          name,
          `${nameOf(report, most.culprit)} (${causeOf(most.culprit, words)})`,
          spell(most.seconds, units),
          count(most.units),
        ),
      )
  }
  const [failure] = [...blame.failures].sort((one, other) => other.knockOnSeconds - one.knockOnSeconds)
  if (failure !== undefined && failure.knockOnSeconds > 0) {
    const { station, mode, times, seconds, knockOnSeconds } = failure
    sentences.push(says.failure(titleOf(report, station), mode, count(times), spell(seconds, units), spell(knockOnSeconds, units)))
  }
  return { title: words.head.limits, sentences, head: [], rows: [], right: [] }
}

function waits(report: Report, words: Words): Section {
  const { head, states, units } = words
  const { charges } = report.limits.blame
  const all = charges.reduce((sum, { seconds }) => sum + seconds, 0)
  const isTold = charges.some(({ culprit }) => culprit.cause !== 'notKnown')
  const rows = charges
    .slice(0, isTold ? MOST : 0)
    .map(({ victim, wait, culprit, seconds }) => [
      titleOf(report, victim),
      states[wait],
      nameOf(report, culprit),
      causeOf(culprit, words),
      spell(seconds, units),
      percent(seconds / all),
    ])
  return { title: head.blame, sentences: [], head: [head.waited, head.how, head.by, head.why, head.lasted, '%'], rows, right: [4, 5] }
}

function losses(report: Report, words: Words): Section {
  const { head, units } = words
  const told = report.limits.blame.losses.filter(({ culprit }) => culprit.cause !== 'notKnown')
  // Where nobody waited for anybody, the states say the same.
  const anybody = told.some(({ knockOnSeconds }) => knockOnSeconds > 0)
  const rows = told
    .slice(0, anybody ? MOST : 0)
    .map(({ culprit, ownSeconds, knockOnSeconds }) => [
      nameOf(report, culprit),
      causeOf(culprit, words),
      ownSeconds === 0 ? '–' : spell(ownSeconds, units),
      spell(knockOnSeconds, units),
    ])
  return { title: head.losses, sentences: [], head: [head.by, head.why, head.own, head.others], rows, right: [2, 3] }
}

export const titleOf = ({ machines }: Report, id: string) => machines.find(({ station }) => station === id)?.title ?? id

export const nameOf = (report: Report, { kind, id }: Culprit) => (id === null ? '–' : kind === 'station' ? titleOf(report, id) : id)

export function causeOf({ cause, detail }: Culprit, { causes, states }: Words): string {
  const words = { ...states, ...causes }[cause]
  return detail === null ? words : `${words}: ${detail}`
}

/** Three digits, or whole: `412`, `57.1`, `1,204`. */
const rate = (value: number) => (value >= 100 ? count(value) : String(Number(value.toPrecision(3))))
