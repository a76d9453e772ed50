import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command, Option } from 'commander'
import { coverageDocument, coverageOf, LINK_ENDS, linksOf, unknownReferences } from '../analysis/activities/index.ts'
import { answerSections, answersOf, type Completions, factsOf, reportPage } from '../analysis/answers/index.ts'
import { recordOf } from '../analysis/record/index.ts'
import { documentOf } from '../analysis/report/document.ts'
import { type Report, reportOf } from '../analysis/report/report.ts'
import { says } from '../analysis/report/says.ts'
import { type Language, WORDS } from '../analysis/report/words.ts'
import { MOST_REPLICATIONS } from '../engine/experiment/settings.ts'
import { jsonLines } from '../engine/log/jsonl.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { asOf } from '../twin/as-of.ts'
import { type Forecast, forecastOf } from '../twin/forecast.ts'
import { PAGE, sizeOf, writeFile } from './files.ts'
import { ExitCode } from './interrupt.ts'
import { readLog, unreadable } from './log-file.ts'
import { wholeNumber, withOutputFlags } from './options.ts'
import { simulating } from './pool.ts'
import { duration } from './quantity.ts'
import { type Screen, screen } from './screen.ts'
import { saySections } from './sections.ts'

interface Flags {
  readonly lang: Language
  readonly html?: string
  readonly forecast?: true | number
  readonly events?: boolean
  readonly coverage?: boolean
  readonly json: boolean
  readonly quiet: boolean
}

/** Futures of a forecast, where it is not said how many: P10 and P90 are then between two of them. */
const FUTURES = 99

/** A million records are read a dozen times, and decoded once; 100 MB at most. */
const KEPT_CHUNKS = 300

/** `takt report LOG`: nine questions answered from a log, simulated or real, and all that is behind them. */
export function reportCommand(): Command {
  return withOutputFlags(new Command('report'))
    .summary('nine answers from a log, with their evidence; then states, losses, quality, orders, gaps in the data')
    .description(
      'Reads a log, of a simulated or a real plant, and answers nine questions: what is made, when will it be done, is it good, how healthy is the equipment, where did a lot come from and go, is stock in step, is the plant at its best, where is the waste, what would improve it. Then all else that the log says, in tables.',
    )
    .argument('<log>', 'log, as run --log or import writes it')
    .option('--html <file>', 'write it as one page that needs nothing else, in both languages')
    .addOption(
      new Option('--forecast [futures]', `simulate when open orders will be done, in so many futures (${FUTURES} if not said)`).argParser(
        wholeNumber(9, MOST_REPLICATIONS),
      ),
    )
    .option('--coverage', 'which of the 32 activities of ISA-95 the log shows, and what its four areas did to each other; nothing else')
    .option('--events', 'every event as a line of JSON with names and seconds, and nothing else')
    .addOption(new Option('--lang <language>', 'language of the report').choices(Object.keys(WORDS)).default('en'))
    .addHelpText(
      'after',
      '\nExamples:\n  takt report day.takt\n  takt report day.takt --html day.html\n  takt report day.takt --lang zh --forecast\n  takt report run.takt --json\n  takt report run.takt --events > events.jsonl',
    )
    .action(async (path: string, flags: Flags) => {
      const out = screen(flags)
      if (flags.events) return printEvents(path, out)
      if (flags.coverage) return readLog(path, (log) => sayCoverage(path, log, flags.lang, out))
      await report(path, flags, out)
    })
}

async function report(path: string, flags: Flags, out: Screen) {
  const { lang } = flags
  const { log, record, report, then } = readLog(path, (log) => {
    log.keep(KEPT_CHUNKS)
    const record = recordOf(log)
    const then = flags.forecast === undefined ? null : asOf(log, log.endTime / 1e6)
    return { log, record, report: reportOf(log, record), then }
  })
  let completions: Completions | null = null
  if (then !== null && then.orders.length > 0) {
    const replications = flags.forecast === true ? FUTURES : flags.forecast!
    const { result, interrupted } = await simulating('forecast', flags, ({ pool, onProgress }) =>
      forecastOf(then, { replications, pool, onProgress: (done) => onProgress(done, replications) }),
    )
    if (interrupted || result === null) {
      out.note('Interrupted: the forecast is not complete, and nothing was written.')
      process.exitCode = ExitCode.interrupted
      return
    }
    completions = completionsOf(result)
  }
  try {
    const facts = factsOf(log, record, report, { path, completions })
    const answers = answersOf(facts, 'en', 'zh')
    out.document({ log: path, answers: answers[lang], says: says(report, WORDS[lang]), ...report })
    if (flags.html === undefined) saySections([...answerSections(answers[lang], lang), ...documentOf(report, lang)], out)
    else {
      const content = (language: Language) => pageContent(report, answers[language], language)
      writeFile(flags.html, reportPage(report.title, { en: content('en'), zh: content('zh') }, lang), PAGE)
      out.say(`${flags.html}: ${sizeOf(flags.html)}, one page that needs nothing else. Open it in a browser, print it, send it.`)
    }
    process.exitCode = ExitCode.done
  } catch (error) {
    throw unreadable(path, error)
  }
}

function pageContent(report: Report, answers: Parameters<typeof answerSections>[0], language: Language) {
  const [first, ...rest] = documentOf(report, language)
  return { answers, says: first!.sentences.slice(0, 2), sections: [first!, ...rest] }
}

const completionsOf = ({ replications, orders }: Forecast): Completions => ({
  runs: replications,
  orders: orders.map(({ order, p10, p50, p90, due, onTime }) => ({
    ...{ order, p10, p50, p90, due },
    onTime: onTime?.probability ?? null,
    onTimeInterval: onTime === null ? null : [onTime.low, onTime.high],
  })),
})

function sayCoverage(path: string, log: Log<Scenario>, language: Language, out: Screen) {
  const cells = coverageOf(log)
  const record = recordOf(log)
  const links = linksOf(record, log.header.scenario)
  const ends = Object.entries(LINK_ENDS).map(([kind, { from, to }]) => ({
    ...{ kind, from, to },
    times: links.links.filter((link) => link.kind === kind).length,
    orphans: links.orphans.filter((orphan) => orphan.kind === kind).length,
  }))
  out.document({ log: path, cells, links: ends, unknownReferences: unknownReferences(record).length })
  saySections(coverageDocument(cells, links, language), out)
}

/** As fast as who reads them takes them. */
async function printEvents(path: string, out: Screen) {
  const lines = readLog(path, (log) => {
    if (!log.complete) out.note(`${path}: the log is cut short, its last record is of ${duration(log.endTime / 1e6)} after its start`)
    return jsonLines(log)
  })
  try {
    await pipeline(
      Readable.from(lines).map((line: string) => `${line}\n`),
      process.stdout,
      { end: false },
    )
  } catch (error) {
    throw unreadable(path, error)
  }
}
