import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command, Option } from 'commander'
import { coverageDocument, coverageOf, LINK_ENDS, linksOf, unknownReferences } from '../analysis/activities/index.ts'
import { answerSections, answersOf, factsOf } from '../analysis/answers/index.ts'
import { recordOf } from '../analysis/record/index.ts'
import { documentOf } from '../analysis/report/document.ts'
import { reportOf } from '../analysis/report/report.ts'
import { says } from '../analysis/report/says.ts'
import { type Language, WORDS } from '../analysis/report/words.ts'
import { jsonLines } from '../engine/log/jsonl.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { ExitCode } from './interrupt.ts'
import { readLog, unreadable } from './log-file.ts'
import { withOutputFlags } from './options.ts'
import { duration } from './quantity.ts'
import { type Screen, screen } from './screen.ts'
import { saySections } from './sections.ts'

/** `takt report LOG`: what a log says, simulated or real. */
export function reportCommand(): Command {
  return withOutputFlags(new Command('report'))
    .summary('what a log says: states, losses, programs, alarms, gaps in the data')
    .description('Reads a log, of a simulated or a real plant, and says what happened in it: in a few sentences first, then in tables.')
    .argument('<log>', 'log, as run --log or import writes it')
    .option('--coverage', 'which of the 32 activities of ISA-95 the log shows, and what its four areas did to each other; nothing else')
    .option('--events', 'every event as a line of JSON with names and seconds, and nothing else')
    .addOption(new Option('--lang <language>', 'language of the report').choices(Object.keys(WORDS)).default('en'))
    .addHelpText(
      'after',
      '\nExamples:\n  takt report day.takt\n  takt report day.takt --lang zh\n  takt report run.takt --json\n  takt report run.takt --events > events.jsonl',
    )
    .action(async (path: string, flags: { lang: Language; events?: boolean; coverage?: boolean; json: boolean; quiet: boolean }) => {
      const out = screen(flags)
      if (flags.events) return printEvents(path, out)
      if (flags.coverage) return readLog(path, (log) => sayCoverage(path, log, flags.lang, out))
      const { report, answers } = readLog(path, (log) => {
        const record = recordOf(log)
        const report = reportOf(log, record)
        return { report, answers: answersOf(factsOf(log, record, report, { path }), flags.lang)[flags.lang] }
      })
      out.document({ log: path, answers, says: says(report, WORDS[flags.lang]), ...report })
      saySections([...answerSections(answers, flags.lang), ...documentOf(report, flags.lang)], out)
      process.exitCode = ExitCode.done
    })
}

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
