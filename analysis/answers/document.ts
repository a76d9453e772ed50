import type { Section } from '../report/section.ts'
import type { Language } from '../report/words.ts'
import type { Answer } from './answer.ts'
import { answerWords } from './words.ts'

/** The nine answers for a screen: each its question, sentences, number, and the rows behind it. */
export function answerSections(answers: readonly Answer[], language: Language): readonly Section[] {
  const words = answerWords(language)
  return answers.map(({ asks, says, also, figure, evidence, more }, i) => ({
    title: `${i + 1}. ${asks}`,
    sentences: [
      says,
      `${figure.name}: ${figure.text}${language === 'zh' ? '（' : ' ('}${figure.interval}; n = ${figure.n}${figure.of === '' ? '' : ` ${figure.of}`}${language === 'zh' ? '）' : ')'}`,
      ...also,
      `${words.moreWord} ${more.join('  |  ')}`,
    ],
    head: evidence.rows.length === 0 ? [] : evidence.head,
    rows: evidence.rows,
    right: evidence.right,
  }))
}
