import { type Command, Option } from 'commander'
import { parse } from 'yaml'
import { type KpiKey, kpiCatalogue } from '../analysis/kpi/index.ts'
import { patchScenario } from '../index.ts'
import type { Scenario } from '../scenarios/model.ts'
import { nearest } from '../scenarios/nearest.ts'
import { type Improvements, improvementsOf } from '../twin/improve.ts'
import { type Lever, type Together, togetherOrApart } from '../twin/levers.ts'
import { speedTradeOff, type TradeOff } from '../twin/speed.ts'
import { gained, level } from './instead-text.ts'
import { ExitCode } from './interrupt.ts'
import { table } from './kpi-tables.ts'
import { type RunFlags, withRunFlags } from './options.ts'
import { simulating } from './pool.ts'
import { BadInput, usage } from './problem.ts'
import { loadFile } from './scenario.ts'
import { type Screen, screen } from './screen.ts'

interface Flags extends RunFlags {
  readonly speed?: string
  readonly lever: readonly string[]
}

/** Speeds that are tried of a range. */
const SPEEDS = 6

export function improve(program: Command) {
  withRunFlags(program.command('improve'))
    .summary('what would earn most: the parameters that money hangs on, a speed, or departments that agree')
    .description(
      'Without more, moves each parameter of a plant a little (times, yields, failures, repairs, set-ups, buffers, crews), ranks them by what that earns, with the same luck, and verifies the best with fresh luck; and says how far the plant is from what no plan could exceed. With --speed, what a station earns faster and slower; with --lever, what departments that agree earn more than departments that each do their best.',
    )
    .argument('<scenario>', 'scenario file')
    .option('--speed <station=low..high>', 'throughput, scrap, orders on time and profit by the speed of a station')
    .addOption(
      new Option(
        '--lever <lever>',
        'what a department may set, and what it wants: "NAME, maximise|minimise KPI [of SUBJECT]: PATH=a,b"; repeatable',
      )
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], 'none'),
    )
    .addHelpText(
      'after',
      `
Examples:
  takt improve plant.yaml
  takt improve plant.yaml --speed mill=0.9..1.15
  takt improve plant.yaml --lever "production, maximise throughput: stations.mill.time.mean=50 s,45 s" --lever "purchasing, minimise inventory of bar: materials.bar.reorderPoint=30,10"`,
    )
    .action(async (file: string, flags: Flags) => {
      const out = screen(flags)
      const { scenario } = loadFile(file, flags)
      if (flags.speed !== undefined && flags.lever.length > 0)
        throw usage('--speed', '`--speed` and `--lever` are two questions', 'ask one at a time')
      if (flags.warmUp !== undefined) throw usage('--warm-up', 'money is counted from the start', 'leave it out')
      const speeds = flags.speed === undefined ? null : speedAsked(flags.speed, scenario)
      const levers = flags.lever.map((written) => leverOf(written, scenario))
      if (!scenario.products.some(({ price }) => price > 0)) out.note('No product has a price: what is earned is what is not spent.')
      const { replications, seed, until } = flags
      const { result, interrupted } = await simulating('improve', flags, async (run) => {
        const options = { ...run, ...(replications !== undefined && { replications }), ...(seed !== undefined && { seed }), within: until }
        if (speeds !== null) return { kind: 'speed' as const, found: await speedTradeOff(scenario, speeds.station, speeds.speeds, options) }
        if (levers.length > 0) return { kind: 'levers' as const, found: await togetherOrApart(scenario, levers, options) }
        return { kind: 'parameters' as const, found: await improvementsOf(scenario, options) }
      })
      process.exitCode = interrupted ? ExitCode.interrupted : ExitCode.done
      if (result.found === null) return out.note('Interrupted: nothing can be said yet.')
      out.document({ scenario: scenario.id, ...result.found })
      if (result.kind === 'speed') saySpeeds(result.found!, scenario, out)
      else if (result.kind === 'levers') sayTogether(result.found!, scenario, out)
      else sayRanking(result.found!, scenario, out)
    })
}

function speedAsked(written: string, { stations }: Scenario) {
  const [, station = '', low, high] = /^\s*([^=]+?)\s*=\s*([\d.]+)\s*\.\.\s*([\d.]+)\s*$/.exec(written) ?? []
  const [from, to] = [Number(low), Number(high)]
  if (!(from > 0 && to > from && to <= 10))
    throw usage('--speed', `\`${written}\` is no range of speeds`, 'write a station and two speeds, such as mill=0.9..1.15')
  if (!stations.some(({ id }) => id === station))
    throw unknownName(
      '--speed',
      'station',
      station,
      stations.map(({ id }) => id),
    )
  const steps = Array.from({ length: SPEEDS }, (_, i) => Math.round(1000 * (from + ((to - from) * i) / (SPEEDS - 1))) / 1000)
  return { station, speeds: steps }
}

function leverOf(written: string, scenario: Scenario): Lever {
  const [, department, goal, kpi, subject = 'plant', path, values] =
    /^\s*(.+?)\s*,\s*(maximise|minimise)\s+(\S+)(?:\s+of\s+(\S+))?\s*:\s*([^=]+?)\s*=\s*(.+)$/.exec(written) ?? []
  if (department === undefined || kpi === undefined || path === undefined || values === undefined)
    throw usage('--lever', `\`${written}\` is no lever`, 'write "purchasing, minimise inventory of bar: materials.bar.reorderPoint=30,10"')
  const aim = { kpi, subject, goal: goal as 'maximise' | 'minimise' }
  const known: readonly KpiKey[] = kpiCatalogue(scenario)
  if (!known.some((one) => one.name === kpi && one.subject === subject))
    throw unknownName(
      '--lever',
      `KPI of ${subject}`,
      kpi,
      known.filter((one) => one.subject === subject).map(({ name }) => name),
    )
  const options = values.split(',').map((text) => {
    const patched = patchScenario(scenario, [{ set: path, value: parse(text) as unknown }])
    if ('problems' in patched) throw new BadInput(patched.problems)
    return { name: `${path}=${text.trim()}`, change: (plant: Scenario) => again(plant, path, text) }
  })
  return { department, aim, options: [{ name: `${path} as it is`, change: (plant) => plant }, ...options] }
}

function again(plant: Scenario, path: string, text: string): Scenario {
  const patched = patchScenario(plant, [{ set: path, value: parse(text) as unknown }])
  if ('problems' in patched) throw new BadInput(patched.problems)
  return patched.scenario
}

function unknownName(option: string, what: string, name: string, all: readonly string[]) {
  const meant = nearest(name, all)
  return usage(option, `no ${what} is called ${name}`, meant ? `did you mean ${meant}?` : `there are ${all.slice(0, 8).join(', ')}`)
}

function sayRanking({ ranking, gap, replications, tried, level: certainty }: Improvements, { currency }: Scenario, out: Screen) {
  out.say(
    `${tried} parameters, each moved by itself; the best ${ranking.length} again with fresh luck, ${replications} pairs of runs each.`,
  )
  out.say(`Each interval is at ${percent(certainty)}, so that all together hold at 95 % (Bonferroni).`)
  const rows = ranking.map(({ kind, of, from, to, unit, found, verified }) => [
    ...[
      kind,
      of,
      `${amount(from)} → ${amount(to)} ${unit === '1' ? '' : unit}`.trim(),
      gained(found, currency),
      gained(verified, currency),
    ],
    verified.low !== null && verified.low > 0 ? 'better' : verified.high !== null && verified.high < 0 ? 'worse' : 'no difference shown',
  ])
  if (rows.length > 0) out.say(table(['what', 'of', 'change', 'found', 'with fresh luck', ''], rows))
  const { current, best, bound, boundOfBest } = gap
  const most = (of: typeof bound) =>
    of === null
      ? ''
      : `, and no plan more than ${of.perHour.toFixed(2)} 1/h: ${of.station === null ? 'no more comes' : `${of.station} would work all the time`}`
  const missing = bound === null || current.mean === null ? '' : ` The gap is ${percent(Math.max(0, 1 - current.mean / bound.perHour))}.`
  out.say(`\nMade as it is: ${level(current, '1/h')}${most(bound)}.${missing}`)
  out.say(`With the best of them: ${level(best, '1/h')}${most(boundOfBest)}.`)
}

function saySpeeds({ station, points, chosen, replications, level: certainty }: TradeOff, { currency }: Scenario, out: Screen) {
  out.say(`${station} at ${points.length} speeds, ${replications} runs each with the same luck. Chosen by profit: ${chosen}.`)
  out.say(`Each interval is at ${percent(certainty)}, so that all together hold at 95 % (Bonferroni).`)
  const most = Math.max(...points.map(({ profit }) => profit.mean ?? 0))
  const least = Math.min(...points.map(({ profit }) => profit.mean ?? 0))
  const rows = points.map(({ speed, throughput, scrapRatio, onTimeRatio, profit, onFrontier, chosenLess }) => [
    ...[
      `${speed}${speed === chosen ? ' ◀' : ''}`,
      level(throughput, '1/h'),
      level(scrapRatio, '1'),
      level(onTimeRatio, '1'),
      level(profit, currency),
    ],
    '█'.repeat(most > least ? Math.round((12 * ((profit.mean ?? least) - least)) / (most - least)) : 0),
    onFrontier ? 'yes' : 'no',
    speed === chosen ? '' : gained(chosenLess, currency),
  ])
  out.say(table(['speed', 'throughput', 'scrap', 'on time', 'profit', '', 'frontier', `${chosen} earns more, fresh luck`], rows))
}

function sayTogether({ today, local, joint, value, replications }: Together, { currency }: Scenario, out: Screen) {
  out.say(`${replications} runs of each decision with the same luck; these three again with fresh luck.`)
  const row = (name: string, { choice, profit }: Together['today']) => [name, choice.join('; '), level(profit, currency)]
  out.say(table(['', 'decision', 'profit'], [row('today', today), row('each its own best', local), row('together', joint)]))
  out.say(`To agree is worth ${gained(value, currency)}.`)
}

const amount = (value: number) => String(Number(value.toPrecision(4)))
const percent = (share: number) => `${Number((100 * share).toFixed(2))} %`
