import type { Section } from '../../report/section.ts'
import type { Language } from '../../report/words.ts'
import type { Answer } from '../answer.ts'
import { answerWords } from '../words.ts'
import { escaped } from './escape.ts'
import { pictureOf } from './pictures.ts'
import { STYLE } from './style.ts'

/** What the page says in one language. */
export interface PageContent {
  readonly answers: readonly Answer[]
  /** What the log is, in sentences: below the title. */
  readonly says: readonly string[]
  /** All else that the report has, below the answers. */
  readonly sections: readonly Section[]
}

const NAMES: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' }
const TAGS: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' }

/**
 * A report as one page that needs nothing else: no network, no script. Both languages are in it; which one is read is chosen by two radio buttons.
 * Names are text: nothing in a log becomes a tag, and what turns the direction of reading is written out.
 */
export function reportPage(title: string, contents: Readonly<Record<Language, PageContent>>, first: Language): string {
  const languages: readonly Language[] = ['en', 'zh']
  const each = (write: (content: PageContent, language: Language) => string, tag = 'div') =>
    languages
      .map((language) => `<${tag} class="${language}" lang="${TAGS[language]}">${write(contents[language], language)}</${tag}>`)
      .join('\n')
  return `<!doctype html>
<html lang="${TAGS[first]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${languages.map((language) => `<input class="switch" type="radio" name="language" id="language-${language}" aria-label="${NAMES[language]}"${language === first ? ' checked' : ''}>`).join('\n')}
<header>
<div class="languages" aria-hidden="true">${languages.map((language) => `<label for="language-${language}">${NAMES[language]}</label>`).join('')}</div>
<h1><bdi>${escaped(title)}</bdi></h1>
${each(head)}
</header>
<main>
${each(main)}
</main>
<footer>
${each((_, language) => `<p>${escaped(answerWords(language).page.footer)}</p>`)}
</footer>
</body>
</html>
`
}

const head = (
  { says, answers }: PageContent,
  language: Language,
) => `${says.map((sentence) => `<p class="soft">${escaped(sentence)}</p>`).join('')}
<nav aria-label="${escaped(answerWords(language).title)}"><ol>${answers.map((answer) => tile(answer, language)).join('')}</ol></nav>`

const tile = ({ question, asks, figure }: Answer, language: Language) =>
  `<li><a href="#${question}-${language}"><span class="asks">${escaped(asks)}</span><span class="number">${escaped(figure.text)}</span><small>${escaped(figure.name)}${figure.level === null ? '' : ` · ${escaped(figure.interval)}`}</small></a></li>`

const main = ({ answers, sections }: PageContent, language: Language) =>
  `${answers.map((answer) => answerSection(answer, language)).join('\n')}
<section class="more" aria-labelledby="more-${language}"><h2 id="more-${language}">${escaped(answerWords(language).page.more)}</h2>
${sections.map((section) => sectionOf(section, language)).join('\n')}
</section>`

function answerSection({ question, asks, says, also, figure, evidence, more, picture }: Answer, language: Language): string {
  const words = answerWords(language)
  const id = `${question}-${language}`
  const n = `n = ${figure.n}${figure.of === '' ? '' : ` ${figure.of}`}`
  return `<section class="answer" id="${id}" aria-labelledby="asks-${id}">
<h2 id="asks-${id}">${escaped(asks)}</h2>
<div class="body${picture === null ? '' : ' pictured'}"><div>
<p class="lead">${escaped(says)}</p>
<p class="figure">${escaped(figure.name)} <strong>${escaped(figure.text)}</strong> <span class="soft">${escaped(figure.interval)} · ${escaped(n)}</span></p>
${also.length === 0 ? '' : `<ul class="also">${also.map((sentence) => `<li>${escaped(sentence)}</li>`).join('')}</ul>`}
</div>${picture === null ? '' : `<div>${pictureOf(picture)}</div>`}</div>
${evidence.rows.length === 0 ? '' : table(evidence, `${evidence.title}: ${asks}`)}
<ul class="commands" aria-label="${escaped(words.moreWord)}">${more.map((command) => `<li><code>${escaped(command)}</code></li>`).join('')}</ul>
</section>`
}

const sectionOf = (section: Section, _: Language) =>
  `<h3>${escaped(section.title)}</h3>${section.sentences.map((sentence) => `<p>${escaped(sentence)}</p>`).join('')}${section.rows.length === 0 ? '' : table(section, section.title)}`

/** Cells up to so many characters stay on one line. */
const SHORT = 26

/** Wide ones scroll in themselves; who uses keys can reach them. */
function table({ head, rows, right }: Section, caption: string): string {
  const side = (column: number, cell = '') => {
    const classes = [...(right.includes(column) ? ['right'] : []), ...(cell !== '' && cell.length <= SHORT ? ['short'] : [])]
    return classes.length === 0 ? '' : ` class="${classes.join(' ')}"`
  }
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(caption)}"><table><caption>${escaped(caption)}</caption>
<thead><tr>${head.map((name, i) => `<th scope="col"${side(i)}>${escaped(name)}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.map((cell, i) => `<td${side(i, cell)}>${escaped(cell)}</td>`).join('')}</tr>`).join('\n')}</tbody></table></div>`
}
