import type { Command } from 'commander'
import { gapsOf } from '../analysis/health/gaps.ts'
import { LosingSink } from '../engine/log/losing.ts'
import { type Log, openLog } from '../engine/log/reader.ts'
import { LogWriter } from '../engine/log/writer.ts'
import { Streams } from '../engine/random/index.ts'
import type { Scenario } from '../scenarios/model.ts'
import { createFile, LOG, sizeOf } from './files.ts'
import { ExitCode } from './interrupt.ts'
import { readLog } from './log-file.ts'
import { ratio, wholeNumber, withOutputFlags } from './options.ts'
import { usage } from './problem.ts'
import { count } from './quantity.ts'
import { screen } from './screen.ts'

interface Flags {
  readonly share: number
  readonly burst: number
  readonly seed: number
  readonly out: string
  readonly json: boolean
  readonly quiet: boolean
}

/** `takt lose LOG`: the same plant, known less well. */
export function lose(program: Command) {
  withOutputFlags(program.command('lose'))
    .summary('a log as it would be if records were lost on the way to it')
    .description(
      'Copies a log without some of its records, as if they had been lost before anything was written: to see what answers are worth on poorer data.',
    )
    .argument('<log>', 'log, as run --log or import writes it')
    .requiredOption('--out <file>', 'where to')
    .option('--share <ratio>', 'how much is lost, such as 5%', ratio, 0.05)
    .option('--burst <n>', 'records lost in a row, of one reporter, on average', wholeNumber(1, 1e6), 1)
    .option('--seed <n>', 'whole number that the losses come from', wholeNumber(0), 1)
    .addHelpText('after', '\nExamples:\n  takt lose run.takt --out poor.takt\n  takt lose run.takt --share 5% --burst 20 --out bursts.takt')
    .action((path: string, flags: Flags) => {
      if (flags.share > 0.5) throw usage('--share', 'more than half of all records would be lost', 'name 50 % or less')
      const out = screen(flags)
      const { lost, records, bytes } = readLog(path, (log) => without(log, flags))
      const target = createFile(flags.out, LOG)
      try {
        for (const piece of bytes) target.write(piece)
        target.close()
      } finally {
        target.discard()
      }
      const gaps = gapsOf(openLog<Scenario>(Buffer.concat(bytes))).length
      out.document({ log: flags.out, records, lost, gaps })
      out.say(
        `${flags.out}: ${count(lost, 'record')} of ${records.toLocaleString('en-GB')} lost, in ${count(gaps, 'gap')}; ${sizeOf(flags.out)}.`,
      )
      process.exitCode = ExitCode.done
    })
}

function without(log: Log<Scenario>, { share, burst, seed }: Flags) {
  const bytes: Uint8Array[] = []
  const writer = new LogWriter(log.header, (piece) => bytes.push(piece))
  for (const text of log.strings) writer.string(text)
  const sink = new LosingSink(writer, log.header.scenario, losses(share, burst, seed))
  log.scan(0, log.count, ({ recorded, time, kind, subject, a, b, c, v }) => sink.appendRecorded(recorded, time, kind, subject, a, b, c, v))
  writer.close(log.endTime)
  return { lost: sink.lost, records: log.count, bytes }
}

/** A reporter's line goes down and comes up again: two states, of which the bad one lasts for `burst` records on average. */
function losses(share: number, burst: number, seed: number): (reporter: number) => boolean {
  const luck = new Streams(seed, 0)
  const isDown = new Map<number, boolean>()
  return (reporter) => {
    luck.begin(luck.open(String(reporter), 'loss'))
    const u = luck.uniform()
    const isLost = isDown.get(reporter) === true ? u >= 1 / burst : u < share / (burst * (1 - share))
    isDown.set(reporter, isLost)
    return isLost
  }
}
