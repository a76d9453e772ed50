import { type clockOf, count, percent } from '../report/format.ts'
import type { Section } from '../report/section.ts'
import { type Language, WORDS } from '../report/words.ts'
import type { LossReport, RankedSuspect, SuspectName } from './losses.ts'
import { CAUSE_WORDS, type CauseWords } from './words.ts'

/** What may have made units fail, test by test: sentences and the ranking of suspects. */
export function causeSections(losses: readonly LossReport[], clock: ReturnType<typeof clockOf>, language: Language): readonly Section[] {
  const words = CAUSE_WORDS[language]
  return losses.map((loss) => ({
    title: words.title(loss.test),
    sentences: says(loss, clock, language),
    head: loss.ranking.length === 0 ? [] : words.head,
    rows: loss.ranking.map((one) => [
      called(one, words),
      percent(one.probability),
      clock.short(one.since),
      count(one.units),
      count(one.bad),
      figure(one.ratio),
      `${figure(one.low)} – ${figure(one.high)}`,
      one.confoundedWith.length === 0 ? words.none : one.confoundedWith.map((other) => called(other, words)).join(WORDS[language].comma),
    ]),
    right: [1, 3, 4, 5, 6],
  }))
}

function says(loss: LossReport, clock: ReturnType<typeof clockOf>, language: Language): string[] {
  const words = CAUSE_WORDS[language]
  const { comma } = WORDS[language]
  const { test, bad, units, standard, alarm, looked, verdict, judged, ranking, tellApart, toHold } = loss
  const first = words.seen(test, count(bad), count(units), percent(standard))
  if (alarm === null || looked === null) return [first, words.quiet]
  if (verdict === 'nothing') return [first, words.nothing(count(judged))]
  const seen = words.looked(
    count(looked.bad),
    count(looked.units),
    percent(looked.bad / looked.units),
    percent(looked.share.low),
    percent(looked.share.high),
    percent(looked.usual),
  )
  const found = [first, words.alarm(called(alarm, words), clock.full(alarm.time), count(alarm.unit)), seen]
  const named = ranking.filter((one) => one.named)
  if (verdict === 'undecided') return [...found, words.undecided, words.hold(count(toHold))]
  if (verdict === 'confounded')
    return [
      ...found,
      words.confounded(named.map((one) => called(one, words)).join(comma)),
      ...tellApart.map((one) =>
        words.test(
          called(one.with, words),
          one.without.map((other) => words.instead(called(other, words), other.instead ?? '–')).join(comma),
          count(one.units),
        ),
      ),
      words.hold(count(toHold)),
    ]
  return [...found, ...named.flatMap((one) => cause(one, words)), words.hold(count(toHold)), words.confirm]
}

function cause(one: RankedSuspect, words: CauseWords): string[] {
  const { probability, ratio, low, high, usual, seen } = one
  return [
    words.cause(called(one, words), percent(probability), figure(ratio), figure(low), figure(high)),
    ...(usual === null || seen === null ? [] : [words.parameter(figure(usual), figure(seen))]),
  ]
}

const called = ({ kind, of, name }: SuspectName, { kinds }: CauseWords) =>
  `${kinds[kind]} ${of === '' || of === name ? name : `${of}: ${name}`}`

const figure = (value: number) => String(Number(value.toPrecision(3)))
