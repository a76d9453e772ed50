import { ELEMENT_MEANING, type ElementName, type IsoOptions, isoKpi, isTime, kpiDefinition, usesOf } from '../kpi/index.ts'
import type { Section } from '../report/document.ts'
import { percent } from '../report/format.ts'
import type { Language } from '../report/words.ts'
import type { Evidence } from './evidence.ts'
import { figuresOf, type IsoFigure } from './figures.ts'
import type { Performance } from './performance.ts'
import { KPI_WORDS, type KpiWords } from './words.ts'

/** Times are drawn: a little above 1 is chance. */
const CLEARLY = 1.02

const PARTITION = ['POT', 'PDOT', 'PBT', 'APT', 'AUST', 'ADET', 'ADOT'] as const
const MAIN = [
  ...['availability', 'effectiveness', 'qualityRatio', 'oee', 'nee', 'allocationEfficiency', 'utilisationEfficiency'],
  ...['technicalEfficiency', 'setupRatio', 'firstPassYield', 'scrapRatio', 'reworkRatio'],
]
/** Codes of the standard; the others have names only. */
const SHORT: Readonly<Record<string, string>> = {
  ...{
    availability: 'A',
    effectiveness: 'E',
    qualityRatio: 'QR',
    oee: 'OEE',
    nee: 'NEE',
    allocationEfficiency: 'AE',
    utilisationEfficiency: 'UE',
  },
  ...{ technicalEfficiency: 'TE', setupRatio: 'SeR', firstPassYield: 'FPY', scrapRatio: 'SR', reworkRatio: 'RR' },
}

/** What people read: of one scope and span all 34 with their formulas, of several the main ones side by side, and where the time went. */
export function kpiDocument(achieved: Performance, language: Language, options: IsoOptions = {}): readonly Section[] {
  const words = KPI_WORDS[language]
  const { scopes, spans, elements } = achieved
  const isOne = scopes.length === 1 && spans.length === 1
  const isPlant = scopes[0]?.by === 'plant'
  const rows = scopes.flatMap((scope, s) => spans.map((span, i) => ({ scope, span, e: elements[s]![i]! })))
  const figures = rows.map(({ e }) => figuresOf(e, isPlant, options))
  const above = rows.filter((_, r) => (figures[r]!.find(({ name }) => name === 'effectiveness')?.value ?? 0) > CLEARLY)
  const sentences = [
    words.divisor(options.divisor ?? 'FE'),
    ...(scopes.some(({ stations }) => stations.length > 1) ? [words.weighted] : []),
    ...(above.length > 0 ? [words.aboveOne([...new Set(above.map(({ scope }) => scope.id))].join(', '))] : []),
  ]
  const label = (row: (typeof rows)[number]) => [row.scope.id, ...(spans.length > 1 ? [row.span.label] : [])]
  const head = [words.by[scopes[0]?.by ?? 'plant'], ...(spans.length > 1 ? [words.head.span] : [])]
  const main: Section = isOne
    ? all(figures[0]!, words, sentences)
    : {
        title: words.head.kpis,
        sentences: [...sentences, MAIN.map((name) => `${SHORT[name]} = ${words.title(name)}`).join(', ')],
        head: [...head, ...MAIN.map((name) => SHORT[name]!), 'PQ', 'GQ'],
        rows: rows.map((row, r) => [
          ...label(row),
          ...MAIN.map((name) => shown(figures[r]!.find((one) => one.name === name)!)),
          whole(row.e.value.PQ),
          whole(row.e.value.GQ),
        ]),
        right: Array.from({ length: MAIN.length + 2 }, (_, i) => head.length + i),
      }
  const time: Section = {
    title: words.head.time,
    sentences: [],
    head: [...head, ...PARTITION],
    rows: rows.map((row) => [...label(row), ...PARTITION.map((name) => inHours(row.e.value[name]))]),
    right: PARTITION.map((_, i) => head.length + i),
  }
  return [main, time]
}

function all(figures: readonly IsoFigure[], words: KpiWords, sentences: readonly string[]): Section {
  return {
    title: words.head.kpis,
    sentences,
    head: ['#', words.head.figure, words.head.value, words.head.interval, words.head.formula, words.head.why],
    rows: figures.map((figure) => [
      String(figure.number),
      words.title(figure.name),
      shown(figure),
      figure.interval === null ? '' : figure.interval.map(percent).join(' – '),
      kpiDefinition(figure.name)!.formula,
      figure.why === null ? '' : words.why[figure.why],
    ]),
    right: [0, 2],
  }
}

/** How a number came about: its formula, the elements in it, and the records that they are summed from. */
export function explanation(
  {
    name,
    scope,
    span,
    achieved,
    evidence,
  }: {
    readonly name: string
    readonly scope: number
    readonly span: number
    readonly achieved: Performance
    readonly evidence: readonly Evidence[]
  },
  {
    language,
    stations,
    most,
    divisor = 'FE',
  }: IsoOptions & { readonly language: Language; readonly stations: readonly string[]; readonly most: number },
): readonly Section[] {
  const words = KPI_WORDS[language]
  const of = achieved.scopes[scope]!
  const isPlant = of.by === 'plant'
  const elements = achieved.elements[scope]![span]!
  const figure = figuresOf(elements, isPlant, { divisor }).find((one) => one.name === name)!
  const uses = usesOf(isoKpi(name)!, isPlant)
  const value = figure.value === null ? `– (${words.why[figure.why!]})` : shown(figure)
  const element = (one: ElementName) => {
    const number = elements.value[one]
    const why = elements.why[one]
    return [
      one,
      number === null ? '–' : isTime(one) ? `${inHours(number)} ${words.head.hours}` : amount(number),
      why ? words.why[why] : ELEMENT_MEANING[one],
    ]
  }
  const told = [...uses, ...new Set(evidence.map((row) => row.element).filter((one) => !uses.includes(one)))]
  return [
    {
      title: words.explains(words.title(name), of.id, achieved.spans[span]!.label, value),
      sentences: [kpiDefinition(name)!.formula, ...(/^mt(bf|tf|tr)$/.test(name) ? [words.divisor(divisor)] : [])],
      head: [words.head.element, words.head.value, words.head.meaning],
      rows: told.map(element),
      right: [1],
    },
    {
      title: words.head.records,
      sentences: evidence.length > most ? [words.more(String(evidence.length - most))] : [],
      head: [
        words.head.element,
        words.head.number,
        words.head.event,
        words.head.station,
        words.head.of,
        words.head.from,
        words.head.until,
        words.head.adds,
      ],
      rows: evidence
        .slice(0, most)
        .map((row) => [
          row.element,
          row.index < 0 ? '' : String(row.index),
          row.kind,
          stations[row.station] ?? '',
          row.unit < 0 ? '' : String(row.unit),
          seconds(row.from),
          row.until > row.from ? seconds(row.until) : '',
          isTime(row.element) ? `${seconds(row.amount)} s` : amount(row.amount),
        ]),
      right: [1, 5, 6, 7],
    },
  ]
}

function shown({ value, unit }: IsoFigure): string {
  if (value === null) return '–'
  return unit === '1' ? percent(value) : `${amount(value)} ${unit}`
}

const amount = (value: number) => String(Number(value.toPrecision(5)))
const whole = (value: number | null) => (value === null ? '–' : amount(value))
const inHours = (µs: number | null) => (µs === null ? '–' : (µs / 3600e6).toFixed(2))
const seconds = (µs: number) => String(µs / 1e6)
