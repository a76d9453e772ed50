import type { Command } from 'commander'
import type { Pairing } from '../engine/experiment/pairing.ts'
import { type ComparedVariant, type Comparison, compare as compareScenarios, type Difference } from '../index.ts'
import { colours } from './colours.ts'
import { type ForkFlags, forkAsked, withForkFlags } from './fork.ts'
import { ExitCode } from './interrupt.ts'
import { table } from './kpi-tables.ts'
import { type RunFlags, withRunFlags } from './options.ts'
import { simulating } from './pool.ts'
import { change, count, quantity } from './quantity.ts'
import { asVariants, checkTimes, loadFiles } from './scenario.ts'
import { type Screen, screen } from './screen.ts'

/** Differences of one variant that are shown unless all are asked for. */
const MOST_ROWS = 12

export function compare(program: Command) {
  withForkFlags(withRunFlags(program.command('compare')))
    .summary('paired by common random numbers: differences with intervals, and a verdict each')
    .description(
      'Simulates a base and other scenarios with the same luck, and says by how much they differ. The objective of the base decides each verdict; an interval that holds zero is no difference shown.',
    )
    .argument('<base>', 'scenario file')
    .argument('<other...>', 'scenario files to compare with it')
    .option('--all', 'every KPI of every subject')
    .addHelpText(
      'after',
      `
Examples:
  takt compare today.yaml more-room.yaml
  takt compare today.yaml plan-a.yaml plan-b.yaml --replications 30
  takt compare today.yaml plan-a.yaml --from "2 d"
  takt compare today.yaml plan-a.yaml --set objective.kpi=leadTime --set objective.goal=minimise`,
    )
    .action(async (file: string, others: readonly string[], flags: RunFlags & ForkFlags & { all?: true }) => {
      const out = screen(flags)
      const [base, ...rest] = loadFiles([file, ...others], flags)
      if (!base) throw new Error('a base is always loaded')
      const variants = asVariants(base, rest)
      const fork = forkAsked(flags, base, [base, ...variants])
      if (fork === undefined) checkTimes(flags, [base, ...variants])
      const { result, interrupted } = await simulating('compare', flags, (run) =>
        compareScenarios(base, variants, { ...flags, ...run, fork }),
      )
      out.document(result)
      print(out, result, flags)
      process.exitCode = interrupted ? ExitCode.interrupted : verdictCode(result.variants)
    })
}

/** 1 where any variant is worse. */
export const verdictCode = (variants: readonly ComparedVariant[]) =>
  variants.some(({ verdict }) => verdict === 'worse') ? ExitCode.negative : ExitCode.done

export function print(out: Screen, result: Comparison, { all }: { all?: true | undefined } = {}) {
  const { base, objective, replications, variants, partial, warnings } = result
  const subject = objective.subject === 'plant' ? '' : ` of ${objective.subject}`
  out.say(
    `Base ${base.id}, ${count(replications, 'replication')} with common random numbers; to ${objective.goal} ${objective.kpi}${subject} decides.`,
  )
  if (variants.length > 1) {
    const level = percent(variants[0]?.differences[0]?.level ?? 0)
    out.say(`Each interval is at ${level}, so that all ${variants.length} verdicts together hold at 95 % (Bonferroni).`)
  }
  for (const variant of variants) {
    out.say(`\n${colours.bold(variant.id)}: ${coloured(variant.verdict)}`)
    const deciding = variant.differences.find(({ name, subject }) => name === objective.kpi && subject === objective.subject)
    const others = variant.differences.filter((one) => one !== deciding)
    const shown = all ? others : [...others].filter(isShown).sort(plantFirst).slice(0, MOST_ROWS)
    out.say(
      table(
        ['', '', `difference, ${percent(variant.differences[0]?.level ?? 0)}`, ''],
        [...(deciding ? [deciding] : []), ...shown].map(row),
      ),
    )
    const more = others.length - shown.length
    if (more > 0) out.say(colours.dim(`${more} more differences: --all or --json`))
    const { pairing } = variant
    if (pairing && pairing.correlation > 0) out.say(pairingText(pairing))
    if (deciding && replications > 1 && isConstant(deciding))
      out.say('Chance plays no part in it: every replication shows the same difference.')
    sayRisks(variant, out)
    if ([deciding, ...shown].some((one) => one?.unit === '1')) out.say(colours.dim('pp: percentage points'))
  }
  if (replications === 1) out.note('One replication shows no difference, whatever it is: take more.')
  for (const warning of warnings ?? []) out.note(warning)
  if (partial) out.note(`Interrupted: this is of the ${count(replications, 'replication')} that all of them finished.`)
}

/** The distribution of lateness and cost, and its bad end. */
function sayRisks({ risks = [], id }: ComparedVariant, out: Screen) {
  if (risks.length === 0) return
  const { level, n } = risks[0]!.difference
  const row = ({ name, unit, base, variant, difference }: (typeof risks)[number]) => {
    const pair = (one: number, other: number) => `${quantity(one, null, unit).text} → ${quantity(other, null, unit).text}`
    const { text, unit: shown } = change(difference.mean, difference.low, difference.high, unit)
    return [name, pair(base.p50, variant.p50), pair(base.p90, variant.p90), pair(base.worstTenth, variant.worstTenth), text, shown]
  }
  out.say(`Risk of the base → ${id}, over ${count(n, 'replication')}:`)
  out.say(table(['', 'P50', 'nine in ten', 'worst tenth (CVaR)', `difference, ${percent(level)}`, ''], risks.map(row)))
}

function pairingText({ correlation, varianceReduction, replications, independent }: Pairing): string {
  const worth = `correlation ${correlation.toFixed(2)}, ${times(varianceReduction)} times less variance`
  const others = independent >= 1000 * replications ? `over ${grouped(1000 * replications)}` : grouped(independent)
  return `Common random numbers: ${replications} replications instead of ${others} of each for the same interval (${worth}).`
}

/** Nobody counts beyond a thousand. */
function times(factor: number): string {
  if (factor >= 1000) return 'over 1,000'
  return factor >= 10 ? factor.toFixed(0) : factor.toPrecision(2)
}

const grouped = (number: number) => number.toLocaleString('en-GB')

const isConstant = ({ mean, low, high }: Difference) =>
  mean !== null && low !== null && high !== null && high - low <= 1e-9 * Math.abs(mean)

/** Worth a line: chance does not explain it. */
const isShown = ({ mean, low, high }: Difference) => mean !== null && mean !== 0 && low !== null && high !== null && (low > 0 || high < 0)

const plantFirst = (a: Difference, b: Difference) => Number(b.subject === 'plant') - Number(a.subject === 'plant')

function row({ name, subject, unit, mean, low, high }: Difference): string[] {
  const { text, unit: shown } = change(mean, low, high, unit)
  return [name, subject, text, shown]
}

const coloured = (verdict: ComparedVariant['verdict']) =>
  verdict === 'better' ? colours.green(verdict) : verdict === 'worse' ? colours.red(verdict) : verdict

const percent = (level: number) => `${Number((level * 100).toFixed(2))} %`
