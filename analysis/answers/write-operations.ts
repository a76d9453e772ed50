import type { Culprit } from '../blame/culprits.ts'
import { causeOf, nameOf } from '../report/limits.ts'
import { sumOf, type WasteLine } from '../waste/index.ts'
import { WASTE_WORDS } from '../waste/words.ts'
import type { Answer } from './answer.ts'
import type { Facts } from './facts.ts'
import type { Output } from './optimum.ts'
import type { Amounts } from './picture.ts'
import type { StockAnswer } from './stock.ts'
import { stateBars } from './write-execution.ts'
import { count, percent, rate, type Writer } from './writer.ts'

const SHOWN = 8

export function writeStock(w: Writer, { waitedSeconds, plannedSeconds, waits, items }: StockAnswer, { scenario }: Facts): Answer {
  const { stock: says } = w.words
  const amount = (value: number, unit: string) => `${rate(Math.abs(value) < 1e-9 ? 0 : value)}${unit === '' ? '' : ` ${unit}`}`
  const rows = items
    .slice(0, SHOWN)
    .map((one) => [
      one.item,
      amount(one.onHand, one.unit),
      amount(one.perDay, one.unit),
      one.daysOfCover === null ? '–' : w.spell(one.daysOfCover * 86_400),
      one.waitedSeconds === 0 ? '–' : w.spell(one.waitedSeconds),
      w.number(one.record),
    ])
  const evidence = w.table(['item', 'onHand', 'perDay', 'cover', 'waited', 'record'], rows, [1, 2, 3, 4, 5])
  const commands = ['takt stock LOG', 'takt stock LOG --ahead "7 d"', 'takt kpi LOG --explain inventoryTurns']
  if (scenario.materials.length === 0 && items.length === 0) return w.answer('stock', says.untold, [], w.unknown(), evidence, commands)
  const [worst] = items
  const [first] = items.filter(({ daysOfCover }) => daysOfCover !== null).toSorted((one, other) => one.daysOfCover! - other.daysOfCover!)
  const share = plannedSeconds > 0 ? waitedSeconds / plannedSeconds : 0
  const also = [
    ...(worst !== undefined && worst.waitedSeconds > 0 ? [says.worst(worst.item, w.spell(worst.waitedSeconds))] : []),
    ...(first === undefined ? [] : [says.first(first.item, w.spell(first.daysOfCover! * 86_400)), says.coverNote]),
  ]
  const figure = w.counted(share, '1', `${w.spell(waitedSeconds)} (${percent(share)})`, waits, w.words.of.waits)
  const covered = items.filter(({ daysOfCover }) => daysOfCover !== null)
  const picture: Amounts | null =
    covered.length === 0
      ? null
      : {
          kind: 'amounts',
          title: says.cover,
          rows: covered
            .toSorted((one, other) => one.daysOfCover! - other.daysOfCover!)
            .slice(0, SHOWN)
            .map(({ item, daysOfCover }) => ({
              label: item,
              amount: daysOfCover!,
              text: w.spell(daysOfCover! * 86_400),
              cumulative: null,
            })),
        }
  return w.answer(
    'stock',
    waits === 0 ? says.never : says.says(w.spell(waitedSeconds), percent(share), count(waits)),
    also,
    figure,
    evidence,
    commands,
    picture,
  )
}

export function writeOptimum(w: Writer, output: Output, facts: Facts): Answer {
  const { optimum: says } = w.words
  const { report } = facts
  const { limit } = report.limits
  const oee = report.kpis.find(({ name, subject }) => name === 'oee' && subject === 'plant')
  const shown = [
    'throughput',
    'leadTime',
    'wip',
    'oee',
    'nee',
    'availability',
    'effectiveness',
    'qualityRatio',
    'onTimeRatio',
    'serviceLevel',
  ]
  const rows = report.kpis
    .filter(({ name, subject, value }) => subject === 'plant' && value !== null && shown.includes(name))
    .map(({ name, unit, value, incomplete }) => [
      name,
      `${unit === 's' ? w.spell(value!) : unit === '1' ? percent(value!) : `${rate(value!)} ${unit}`}${incomplete.length > 0 ? ' *' : ''}`,
      w.number(name === 'throughput' ? output.last : null),
    ])
  const evidence = w.table(['figure', 'value', 'record'], rows, [1, 2])
  const commands = ['takt kpi LOG --explain oee', 'takt kpi LOG --by unit --per day']
  const picture = stateBars(w, facts, says.picture)
  if (output.units === 0) {
    const known = report.plant.seconds - report.plant.states.unknown
    if (known <= 0) return w.answer('optimum', w.words.health.unknown, [], w.unknown(), evidence, commands, picture)
    const share = report.plant.states.processing / known
    const figure = w.counted(share, '1', percent(share), Math.round(known / 3600), w.words.of.hours)
    return w.answer('optimum', says.states(percent(share)), [], figure, evidence, commands, picture)
  }
  const perHour = rate(output.perHour)
  const first =
    limit === null
      ? says.plain(perHour)
      : says.says(
          perHour,
          w.title(limit.station),
          rate(limit.capacityPerHour),
          percent(Math.min(1, limit.madePerHour / limit.capacityPerHour)),
        )
  const also = [
    ...(oee?.value === undefined || oee.value === null ? [] : [says.oee(percent(oee.value))]),
    ...(limit === null ? [] : [says.bound]),
  ]
  const { interval } = output
  const figure = {
    ...{ value: output.perHour, unit: '1/h', text: `${perHour} / ${w.report.units.h}` },
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    level: interval === null ? null : 0.95,
    interval: interval === null ? w.words.tooFewDays : w.words.interval(rate(interval.low), rate(interval.high), '95 %'),
    n: interval?.days ?? output.units,
    of: interval === null ? w.words.of.made : w.words.of.days,
  }
  return w.answer('optimum', first, also, figure, evidence, commands, picture)
}

export function writeWaste(w: Writer, { waste, scenario, record, report }: Facts): Answer {
  const { waste: says } = w.words
  const words = WASTE_WORDS[w.language]
  const { lines, total } = waste
  const machines = lines.filter(({ ledger }) => ledger === 'machines').toSorted((one, other) => other.time - one.time)
  let sum = 0
  const all = sumOf(lines, 'time', 'machines')
  const rows = machines.slice(0, SHOWN).map((line) => {
    sum += line.time
    return [
      words.wastes[line.waste],
      words.causes[line.cause],
      line.at === null ? '–' : w.title(line.at),
      (line.time / 60e6).toFixed(1),
      all === 0 ? '–' : percent(line.time / all),
      all === 0 ? '–' : percent(sum / all),
    ]
  })
  const evidence = w.table(['waste', 'how', 'where', 'minutes', 'share', 'cumulative'], rows, [3, 4, 5])
  const commands = ['takt waste LOG', 'takt waste LOG --json']
  if (record.jobs.count === 0 && report.origin !== 'simulated') return w.answer('waste', says.untold, [], w.unknown(), evidence, commands)
  const share = total.busy > 0 ? total.machines / total.busy : 0
  const money = lines.reduce((cost, line) => cost + line.money, 0)
  const [worst] = machines
  const first =
    worst === undefined || total.machines <= 0
      ? says.none
      : says.says(percent(share), w.spell(total.machines / 1e6), describe(worst), worst.at === null ? '' : ` (${w.title(worst.at)})`)
  const figure = {
    ...w.counted(share, '1', percent(share), lines.length, w.words.of.lines),
    interval: w.words.exact,
  }
  return w.answer('waste', first, money === 0 ? [] : [says.money(`${rate(money)} ${scenario.currency}`)], figure, evidence, commands, {
    kind: 'amounts',
    title: says.picture,
    rows: pareto(machines, describe)
      .slice(0, SHOWN)
      .map(({ label, amount, cumulative }) => ({ label, amount, cumulative, text: w.spell(amount) })),
  })

  function describe(line: WasteLine): string {
    return `${words.causes[line.cause]}`
  }
}

/** Lines of the same cause together, the greatest first; shares with all before them. */
function pareto(lines: readonly WasteLine[], name: (line: WasteLine) => string) {
  const sums = new Map<string, number>()
  for (const line of lines) if (line.time > 0) sums.set(name(line), (sums.get(name(line)) ?? 0) + line.time)
  const all = [...sums.values()].reduce((sum, time) => sum + time, 0)
  let before = 0
  return [...sums]
    .sort(([, one], [, other]) => other - one)
    .map(([label, time]) => {
      before += time
      return { label, amount: time / 1e6, cumulative: before / all }
    })
}

export function writeImprove(w: Writer, { report }: Facts): Answer {
  const { improve: says } = w.words
  const { limit } = report.limits
  const name = (culprit: Culprit) => `${nameOf(report, culprit)} (${causeOf(culprit, w.report)})`
  const lost = (limit?.lost ?? []).filter(({ units }) => units > 0)
  const rows = lost
    .slice(0, SHOWN)
    .map(({ culprit, seconds, units }) => [nameOf(report, culprit), causeOf(culprit, w.report), w.spell(seconds), rate(units)])
  const evidence = w.table(['where', 'cause', 'lost', 'gain'], rows, [2, 3])
  const commands = ['takt compare BASE.yaml CHANGED.yaml', 'takt optimize BASE.yaml --for maintenance']
  if (limit === null) return w.answer('improve', says.untold, [], w.unknown(), evidence, commands)
  const [most] = lost
  if (most === undefined) return w.answer('improve', says.nothing, [], w.unknown(0, w.words.of.lines), evidence, commands)
  const figure = {
    ...w.counted(most.units, 'units', `≤ ${rate(most.units)} ${w.words.of.units}`, lost.length, w.words.of.lines),
    interval: w.words.notSimulated,
  }
  const picture: Amounts = {
    kind: 'amounts',
    title: says.picture,
    rows: lost.slice(0, SHOWN).map(({ culprit, units }) => ({ label: name(culprit), amount: units, text: rate(units), cumulative: null })),
  }
  return w.answer(
    'improve',
    says.says(name(most.culprit), rate(most.units), w.spell(most.seconds)),
    [says.notVerified],
    figure,
    evidence,
    commands,
    picture,
  )
}
