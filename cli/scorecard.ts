import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import type { Metric } from '../scorecard/marks.ts'
import { STORIES, type Story, scorecard } from '../scorecard/scorecard.ts'
import { ExitCode } from './interrupt.ts'
import { table } from './kpi-tables.ts'
import { withOutputFlags, withWorkers } from './options.ts'
import { simulating } from './pool.ts'
import { screen } from './screen.ts'

/** `takt scorecard`: the analysis marked against the truth. */
export function scorecardCommand(): Command {
  return withOutputFlags(new Command('scorecard'))
    .summary('the twin marked against the truth, on plants with hidden faults')
    .description(
      'Simulates each story with as many hidden faults as there are seeds, and as many plants with nothing wrong, and judges them from their logs alone: how soon a loss is seen, what is held, which cause is named. A target is missed only where the interval excludes it.',
    )
    .addArgument(new Argument('[story...]', 'stories; all if none is named').choices(STORIES))
    .addOption(new Option('--seeds <from-to>', 'which seeds, such as 1-400').argParser(seedRange).default([1, 40], '1-40'))
    .addOption(withWorkers())
    .addHelpText('after', '\nExamples:\n  takt scorecard\n  takt scorecard electronics-weld --seeds 1-400 --json')
    .action(async (stories: Story[], flags: { seeds: readonly [number, number]; workers?: number; json: boolean; quiet: boolean }) => {
      const out = screen(flags)
      const [first, last] = flags.seeds
      const seeds = Array.from({ length: last - first + 1 }, (_, i) => first + i)
      const all = stories.length === 0 ? STORIES : stories
      const { result, interrupted } = await simulating('scorecard', flags, async ({ pool, onProgress, signal }) => {
        const metrics: Metric[] = []
        for (const story of all) metrics.push(...(await scorecard(story, { seeds, pool, onProgress, stopped: () => signal.aborted })))
        return metrics
      })
      out.document(result)
      out.say(table(['story', 'metric', 'value', '95 %', 'n', 'target', ''], result.map(row), [2]))
      if (interrupted) out.note('Interrupted: the figures are of the seeds that were done.')
      const missed = result.some(({ met }) => met === false)
      process.exitCode = interrupted ? ExitCode.interrupted : missed ? ExitCode.negative : ExitCode.done
    })
}

function row({ story, metric, value, low, high, n, target, met }: Metric): string[] {
  const figure = (one: number | null) => (one === null ? '–' : one > 1 ? String(Math.round(one)) : one.toFixed(3))
  const wanted = target === null ? '' : WANTED[target.goal](target.value, 'to' in target ? target.to : 0)
  const verdict = target === null ? '' : met === null ? 'cannot tell' : met ? 'met' : 'missed'
  return [story, metric, figure(value), `${figure(low)} … ${figure(high)}`, String(n), wanted, verdict]
}

const WANTED = {
  atLeast: (value: number) => `≥ ${value}`,
  atMost: (value: number) => `≤ ${value}`,
  between: (from: number, to: number) => `${from} … ${to}`,
}

/** `1-400`, or one seed. */
function seedRange(text: string): readonly [number, number] {
  const [, from, to = from] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text.trim()) ?? []
  if (from === undefined || Number(to) < Number(from)) throw new InvalidArgumentError('Write the first and the last, such as 1-400.')
  return [Number(from), Number(to)]
}
