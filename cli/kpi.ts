import { Command, Option } from 'commander'
import {
  ELEMENT_MEANING,
  ELEMENTS,
  type IsoOptions,
  isoKpi,
  isTime,
  KPI_DEFINITIONS,
  kpiDefinition,
  usesOf,
} from '../analysis/kpi/index.ts'
import {
  type By,
  evidenceOf,
  explanation,
  figuresOf,
  kpiDocument,
  type Per,
  type Performance,
  performanceOf,
} from '../analysis/performance/index.ts'
import { recordOf } from '../analysis/record/index.ts'
import { type Language, WORDS } from '../analysis/report/words.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { nearest } from '../scenarios/nearest.ts'
import { ExitCode } from './interrupt.ts'
import { readLog } from './log-file.ts'
import { withOutputFlags } from './options.ts'
import { usage } from './problem.ts'
import { type Screen, screen } from './screen.ts'
import { saySections } from './sections.ts'

interface KpiFlags {
  readonly by: By
  readonly per: Per
  readonly lang: Language
  readonly divisor: 'FE' | 'FE+1'
  readonly csv?: boolean
  readonly explain?: readonly string[]
  readonly span?: string
  readonly json: boolean
  readonly quiet: boolean
}

/** Records that an explanation shows on a screen. */
const MOST_RECORDS = 20

/** `takt kpi LOG`: all key figures of ISO 22400-2, of what and over what is asked for, and the records behind each. */
export function kpiCommand(): Command {
  return withOutputFlags(new Command('kpi'))
    .summary('key figures of a log by unit, line, area, plant and by shift, day, week; and where each comes from')
    .description(
      'The elements and all 34 key figures of ISO 22400-2 of a log, of a simulated or a real plant. What the log does not tell is not known, and why is said.',
    )
    .argument('<log>', 'log, as run --log or import writes it')
    .addOption(new Option('--by <scope>', 'figures of each').choices(['plant', 'area', 'line', 'unit']).default('plant'))
    .addOption(new Option('--per <span>', 'figures over each').choices(['whole', 'week', 'day', 'shift']).default('whole'))
    .option('--explain <name...>', 'formula, elements and records behind a figure, such as oee, or oee drill')
    .option('--span <label>', 'with --explain and --per: which of them, such as 2026-03-02; the first if not said')
    .addOption(new Option('--divisor <divisor>', 'what MTBF, MTTF and MTTR are divided by').choices(['FE', 'FE+1']).default('FE'))
    .option('--csv', 'all elements and figures as a table (CSV), and nothing else')
    .addOption(new Option('--lang <language>', 'language').choices(Object.keys(WORDS)).default('en'))
    .addHelpText(
      'after',
      '\nExamples:\n  takt kpi day.takt\n  takt kpi day.takt --by unit --per shift\n  takt kpi day.takt --explain oee drill\n  takt kpi day.takt --by line --per day --csv > kpis.csv',
    )
    .action((path: string, flags: KpiFlags) => {
      const out = screen(flags)
      readLog(path, (log) => (flags.explain === undefined ? tell(log, flags, out) : explain(log, flags, out)))
      process.exitCode = ExitCode.done
    })
}

function tell(log: Log<Scenario>, flags: KpiFlags, out: Screen) {
  const performance = performanceOf(recordOf(log), log.header, flags)
  if (flags.csv) {
    for (const line of csv(performance, flags)) process.stdout.write(`${line}\n`)
    return
  }
  out.document({
    by: flags.by,
    per: flags.per,
    divisor: flags.divisor,
    rows: performance.scopes.flatMap(({ id, title }, s) =>
      performance.spans.map(({ label, from, until }, i) => {
        const e = performance.elements[s]![i]!
        const named = ELEMENTS.map((name) => [name, inSeconds(name, e.value[name])])
        const elements = Object.fromEntries(named)
        return {
          subject: id,
          title,
          span: label,
          from: from / 1e6,
          until: until / 1e6,
          elements,
          why: e.why,
          kpis: figuresOf(e, flags.by === 'plant', flags),
        }
      }),
    ),
    definitions: KPI_DEFINITIONS.filter(({ name }) => isoKpi(name)),
    elements: ELEMENT_MEANING,
  })
  saySections(kpiDocument(performance, flags.lang, flags), out)
}

/** Times in seconds, as everywhere where people look. */
const inSeconds = (name: (typeof ELEMENTS)[number], value: number | null) => (value !== null && isTime(name) ? value / 1e6 : value)

function* csv({ scopes, spans, elements }: Performance, { by, ...options }: KpiFlags): Generator<string> {
  yield 'scope,subject,span,from,until,name,value,unit,why'
  for (const [s, scope] of scopes.entries())
    for (const [i, { label, from, until }] of spans.entries()) {
      const e = elements[s]![i]!
      const line = (name: string, value: number | null, unit: string, why: string | null | undefined) =>
        [by, scope.id, label, from / 1e6, until / 1e6, name, value ?? '', unit, why ?? ''].map(cell).join(',')
      for (const name of ELEMENTS) yield line(name, inSeconds(name, e.value[name]), isTime(name) ? 's' : '', e.why[name])
      for (const { name, value, unit, why } of figuresOf(e, by === 'plant', options)) yield line(name, value, unit, why)
    }
}

/** Quoted where it must be; what a spreadsheet would take for a formula begins with an apostrophe. */
function cell(content: string | number): string {
  if (typeof content === 'number') return String(content)
  const text = /^[=+\-@\t\r]/.test(content) ? `'${content}` : content
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function explain(log: Log<Scenario>, flags: KpiFlags & IsoOptions, out: Screen) {
  const [name = '', subject] = flags.explain ?? []
  const one = isoKpi(name)
  if (!one) {
    const near = nearest(
      name,
      KPI_DEFINITIONS.flatMap(({ name }) => (isoKpi(name) ? [name] : [])),
    )
    throw usage('--explain', `there is no key figure \`${name}\``, near ? `did you mean ${near}?` : '`takt kpi LOG --json` lists them')
  }
  const record = recordOf(log)
  const all = (['plant', 'area', 'line', 'unit'] as const).map((by) => performanceOf(record, log.header, { by, per: flags.per }))
  const wanted = subject ?? 'plant'
  // A line of one station has its id: then the station is meant.
  const performance = all.toReversed().find(({ scopes }) => scopes.some(({ id }) => id === wanted))
  if (!performance) {
    const ids = all.flatMap(({ scopes }) => scopes.map(({ id }) => id))
    const near = nearest(wanted, ids)
    throw usage(
      '--explain',
      `there is nothing called \`${wanted}\``,
      near ? `did you mean ${near}?` : `name one of ${ids.slice(0, 5).join(', ')}`,
    )
  }
  const scope = performance.scopes.findIndex(({ id }) => id === wanted)
  const span = flags.span === undefined ? 0 : performance.spans.findIndex(({ label }) => label === flags.span)
  if (span < 0) {
    const near = nearest(
      flags.span ?? '',
      performance.spans.map(({ label }) => label),
    )
    throw usage('--span', `there is no ${flags.per} called \`${flags.span}\``, `did you mean ${near ?? performance.spans[0]!.label}?`)
  }
  const of = performance.scopes[scope]!
  const uses = usesOf(one, of.by === 'plant')
  const evidence = evidenceOf(record, log, of, performance.spans[span]!, uses)
  const { stations } = log.header.scenario
  out.document({
    definition: kpiDefinition(name),
    subject: wanted,
    span: performance.spans[span],
    figure: figuresOf(performance.elements[scope]![span]!, of.by === 'plant', flags).find((figure) => figure.name === name),
    elements: uses.map((element) => ({
      name: element,
      meaning: ELEMENT_MEANING[element],
      value: inSeconds(element, performance.elements[scope]![span]!.value[element]),
    })),
    records: evidence.map(({ at: _, from, until, amount, element, station, ...row }) => ({
      ...row,
      element,
      station: stations[station]?.id ?? null,
      from: from / 1e6,
      until: until / 1e6,
      amount: isTime(element) ? amount / 1e6 : amount,
    })),
  })
  const names = stations.map(({ id }) => id)
  const { lang: language, divisor } = flags
  saySections(
    explanation({ name, scope, span, achieved: performance, evidence }, { language, stations: names, most: MOST_RECORDS, divisor }),
    out,
  )
}
