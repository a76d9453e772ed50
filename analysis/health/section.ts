import type { Section } from '../report/document.ts'
import { count, percent, spell } from '../report/format.ts'
import type { Language } from '../report/words.ts'
import { WORDS } from '../report/words.ts'
import type { ContradictionKind } from './contradictions.ts'
import type { Health } from './health.ts'

/** How far the report may be believed, in a few sentences, and whose records are missing. Nothing where nothing is amiss. */
export function healthSections({ gaps, late, reversed, contradictions }: Health, language: Language): readonly Section[] {
  const words = HEALTH_WORDS[language]
  const { units } = WORDS[language]
  const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0)
  const came = gaps.reduce((sum, gap) => sum + gap.came, 0)
  const sentences = [
    ...(missing > 0 ? [words.missing(count(missing), percent(missing / (missing + came)), count(gaps.length))] : []),
    ...(late.records > 0 ? [words.late(count(late.records), spell(late.longest, units), spell(late.mean, units))] : []),
    ...(reversed > 0 ? [words.reversed(count(reversed))] : []),
    ...contradictions.map(({ kind, times, example, first }) =>
      words.contradiction[kind](count(times), String(example), spell(first / 1e6, units)),
    ),
  ]
  const rows = gaps.map((gap) => [
    gap.reporter,
    count(gap.missing),
    percent(gap.missing / (gap.missing + gap.came)),
    count(gap.times),
    spell(gap.first, units),
    spell(gap.last, units),
  ])
  return [{ title: words.title, sentences, head: words.head, rows, right: [1, 2, 3, 4, 5] }]
}

interface HealthWords {
  readonly title: string
  readonly head: readonly string[]
  readonly incomplete: string
  readonly missing: (records: string, share: string, reporters: string) => string
  readonly late: (records: string, longest: string, mean: string) => string
  readonly reversed: (records: string) => string
  readonly contradiction: Readonly<Record<ContradictionKind, (times: string, example: string, first: string) => string>>
}

export const HEALTH_WORDS: Readonly<Record<Language, HealthWords>> = {
  en: {
    title: 'Data health',
    head: ['Reporter', 'Missing', 'Share', 'Gaps', 'First after', 'Last after'],
    incomplete: 'incomplete',
    missing: (records, share, reporters) =>
      `${records} numbered records of ${reporters} reporters never came, ${share} of theirs. Figures that are made of them are marked as incomplete; all others are what they would be.`,
    late: (records, longest, mean) =>
      `${records} records came late: ${mean} on average, ${longest} at most. They count at the moment at which they were true.`,
    reversed: (records) => `${records} bookings were undone, and do not count.`,
    contradiction: {
      unknownUnit: (times, example, first) =>
        `${times} records speak of units that are not in the plant, first of unit ${example} after ${first}.`,
      jobOutOfTurn: (times, example, first) => `${times} jobs begin or end out of turn, first of unit ${example} after ${first}.`,
      lotOverdrawn: (times, example, first) =>
        `${times} times more was taken of a lot than there was, first of lot ${example} after ${first}.`,
      stockBelowZero: (times, example, first) =>
        `${times} times more was taken from stock than there was, first of item ${example} after ${first}.`,
    },
  },
  zh: {
    title: '数据健康',
    head: ['来源', '缺失', '占比', '缺口', '首次', '末次'],
    incomplete: '不完整',
    missing: (records, share, reporters) =>
      `${reporters} 个来源共缺失 ${records} 条带编号的记录，占其全部的 ${share}。依赖这些记录的指标标为“不完整”，其余指标不受影响。`,
    late: (records, longest, mean) => `${records} 条记录迟到：平均 ${mean}，最长 ${longest}。它们按真实发生的时刻计入。`,
    reversed: (records) => `${records} 条记账被冲销，不计入。`,
    contradiction: {
      unknownUnit: (times, example, first) => `${times} 条记录提到不在厂内的产品，首次为产品 ${example}，在 ${first} 时。`,
      jobOutOfTurn: (times, example, first) => `${times} 次作业的开始或结束次序不对，首次为产品 ${example}，在 ${first} 时。`,
      lotOverdrawn: (times, example, first) => `${times} 次领用超过批次余量，首次为批次 ${example}，在 ${first} 时。`,
      stockBelowZero: (times, example, first) => `${times} 次领用超过库存，首次为物料 ${example}，在 ${first} 时。`,
    },
  },
}
