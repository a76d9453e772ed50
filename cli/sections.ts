import type { Section } from '../analysis/report/document.ts'
import { table } from './kpi-tables.ts'
import type { Screen } from './screen.ts'

/** Says sections one below the other: title, sentences, table. */
export function saySections(sections: readonly Section[], out: Screen) {
  sections.forEach(({ title, sentences, head, rows, right }, i) => {
    out.say(`${i === 0 ? '' : '\n'}${title}`)
    for (const sentence of sentences) out.say(`  ${sentence}`)
    if (rows.length > 0) out.say(indented(table(head, rows, right)))
  })
}

const indented = (text: string) => text.replace(/^/gm, '  ')
