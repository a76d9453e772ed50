import type { Answer } from './answer.ts'
import type { Equipment } from './equipment.ts'
import type { Completion, Facts } from './facts.ts'
import type { Good } from './good.ts'
import type { FromThePast } from './lead-times.ts'
import type { Making } from './making.ts'
import type { Amounts, Bars, ControlChart, Fan, Tone } from './picture.ts'
import type { Traced } from './traced.ts'
import { count, percent, type Writer } from './writer.ts'

/** Rows that an answer shows. */
const SHOWN = 8

export function writeMaking(w: Writer, making: Making, { record, report }: Facts): Answer {
  const { making: says } = w.words
  const moment = w.full(record.end / 1e6)
  const rows = making.jobs
    .slice(0, SHOWN)
    .map((job) => [
      w.title(job.station),
      job.order ?? '–',
      job.product,
      job.operation,
      count(job.units),
      w.at(job.since),
      w.number(job.record),
    ])
  const evidence = w.table(['station', 'order', 'product', 'operation', 'units', 'since', 'record'], rows, [4, 6])
  const known = making.slots - making.unknown
  const tellsUnits = record.units.count > 0
  const orders = new Set(making.jobs.flatMap(({ order }) => order ?? [])).size
  const units = count(making.unitsInWork)
  const first =
    making.working > 0 && making.unitsInWork > 0
      ? says.says(count(making.working), count(making.slots), orders > 0 ? says.ofOrders(units, count(orders)) : says.units(units), moment)
      : !tellsUnits && known === 0 && making.orders.length > 0
        ? says.underWay(count(making.orders.length), moment)
        : tellsUnits || report.origin === 'simulated'
          ? says.nothing(moment, count(making.paused), count(making.slots))
          : says.states(count(making.working), count(known), moment)
  const figure = tellsUnits
    ? w.counted(making.unitsInWork, 'units', `${count(making.unitsInWork)} ${w.words.of.units}`, making.slots, w.words.of.slots)
    : known > 0
      ? w.counted(making.working, 'machines', `${count(making.working)} / ${count(known)}`, known, w.words.of.slots)
      : making.orders.length > 0
        ? {
            ...w.counted(
              making.orders.length,
              'orders',
              `${count(making.orders.length)} ${w.words.of.orders}`,
              record.orders.count,
              w.words.of.orders,
            ),
            name: w.words.openOrders,
          }
        : w.unknown(0, w.words.of.slots)
  return w.answer(
    'making',
    first,
    [
      ...(making.working === 0 && making.unitsInWork > 0 ? [says.inMachines(units)] : []),
      ...(tellsUnits ? [says.inPlant(count(making.unitsInPlant))] : []),
    ],
    figure,
    evidence,
    ['takt orders LOG'],
    progress(w, making),
  )
}

function progress(w: Writer, { orders }: Making): Bars | null {
  if (orders.length === 0) return null
  const { making: says } = w.words
  return {
    kind: 'bars',
    title: says.progress,
    legend: [
      { tone: 'good', label: says.done },
      { tone: 'none', label: says.toDo },
    ],
    rows: orders.slice(0, SHOWN).map(({ order, done, quantity }) => {
      const share = quantity <= 0 ? 0 : Math.min(1, done / quantity)
      return {
        label: order,
        parts: [
          { tone: 'good', share },
          { tone: 'none', share: 1 - share },
        ],
        text: `${count(done)} / ${count(quantity)}`,
      }
    }),
  }
}

export function writeWhen(w: Writer, past: FromThePast, { record, completions }: Facts): Answer {
  const { when: says, notKnown } = w.words
  const now = record.end / 1e6
  const told: readonly Completion[] = (completions?.orders ?? past.orders).toSorted(soonest)
  const n = completions?.runs ?? past.closed
  const of = completions === null ? w.words.of.orders : w.words.of.runs
  const commands = ['takt forecast LOG', 'takt report LOG --forecast']
  const dated = told.filter(({ due }) => due !== null)
  const late = dated.filter(({ onTime }) => onTime !== null && onTime < 0.5)
  const date = (at: number | null) => (at === null ? notKnown : w.full(at))
  const rows = told
    .slice(0, SHOWN)
    .map((one) => [one.order, date(one.p10), date(one.p50), date(one.p90), one.due === null ? '–' : w.full(one.due), chanceOf(one)])
  const evidence = w.table(['order', 'p10', 'p50', 'p90', 'due', 'onTime'], rows)
  const [next] = told
  if (next === undefined) {
    const first = record.orders.count === 0 ? says.noOrders : says.none(count(past.closed))
    const figure =
      record.orders.count === 0
        ? w.unknown()
        : { ...w.counted(0, 'orders', `0 ${w.words.of.orders}`, past.closed, w.words.of.orders), name: w.words.openOrders }
    return w.answer('when', first, [], figure, evidence, commands.slice(0, 1))
  }
  const also = [
    ...(next.due === null
      ? []
      : next.due < now
        ? [says.overdue(w.full(next.due), w.spell(now - next.due))]
        : next.onTime === null
          ? []
          : [says.due(w.full(next.due), chanceOf(next))]),
    says.open(count(told.length), count(dated.length), count(late.length)),
    completions !== null ? says.simulated(count(n)) : past.closed < 2 ? says.tooFew(count(past.closed)) : says.fromPast(count(n)),
    ...(completions === null && past.closed >= 2 && past.orders.some(({ ofProduct }) => !ofProduct) ? [says.pooled] : []),
    ...(told.some(({ p90 }) => p90 === null) && n >= 2 ? [says.longer] : []),
  ]
  const left = (at: number | null) => (at === null ? null : at - now)
  const [low, mid, high] = [left(next.p10), left(next.p50), left(next.p90)]
  const figure =
    mid === null
      ? w.unknown(n, of)
      : {
          ...{ value: mid, unit: 's', text: w.spell(mid), low, high, level: 0.8, n, of },
          interval:
            low === null
              ? w.words.noInterval
              : high === null
                ? w.words.atLeast(w.spell(low), '80 %')
                : w.words.interval(w.spell(low), w.spell(high), '80 %'),
        }
  const first = next.p50 === null ? says.unknown(next.order) : says.says(next.order, w.full(next.p50))
  return w.answer('when', first, also, figure, evidence, commands, fan(w, told, now))
}

/** What is due first, first; without a date last. */
const soonest = (one: Completion, other: Completion) =>
  compare(one.due ?? Number.POSITIVE_INFINITY, other.due ?? Number.POSITIVE_INFINITY) ||
  compare(one.p50 ?? Number.POSITIVE_INFINITY, other.p50 ?? Number.POSITIVE_INFINITY)

const compare = (one: number, other: number) => (one < other ? -1 : one > other ? 1 : 0)

function chanceOf({ onTime, onTimeInterval }: Completion): string {
  if (onTime === null) return '–'
  return onTimeInterval === null ? percent(onTime) : `${percent(onTime)} (${percent(onTimeInterval[0])} – ${percent(onTimeInterval[1])})`
}

function fan(w: Writer, told: readonly Completion[], now: number): Fan | null {
  const rows = told.slice(0, SHOWN).filter(({ p10 }) => p10 !== null)
  if (rows.length === 0) return null
  const last = Math.max(...rows.flatMap(({ p10, p50, p90, due }) => [p10 ?? now, p50 ?? now, p90 ?? now, due ?? now]))
  // One that is told very wide must not make the others a line.
  const ends = rows.map(({ p50, p90, due }) => Math.max(p50 ?? now, Math.min(p90 ?? now, 4 * ((p50 ?? now) - now) + now), due ?? now))
  const until = Math.min(last, Math.max(...ends)) + 1
  const from = Math.min(now, ...rows.map(({ due }) => due ?? now))
  const ticks = [0, 1, 2, 3].map((i) => {
    const at = from + ((until - from) * i) / 3
    return { at, label: w.full(at) }
  })
  return {
    kind: 'fan',
    title: w.words.when.fan,
    ...{ from, until, ticks },
    rows: rows.map(({ order, p10, p50, p90, due, onTime }) => ({
      label: order,
      ...{ p10: p10!, p50, p90, due },
      tone: onTime === null ? 'rest' : onTime >= 0.8 ? 'good' : onTime >= 0.5 ? 'fair' : 'bad',
      text: onTime === null ? '' : percent(onTime),
    })),
    legend: { likely: w.words.when.likely, median: w.words.when.median, due: w.words.head.due },
  }
}

export function writeGood(w: Writer, { firstPass, bad, chart }: Good, { report }: Facts): Answer {
  const { good: says } = w.words
  const { charts, defects } = report.quality
  const watched = charts.filter(({ falseAlarmEvery }) => falseAlarmEvery !== null)
  const signalled = watched.filter(({ signals }) => signals.length > 0)
  const [worst] = defects
  const also = [
    ...(worst === undefined ? [] : [says.worst(worst.name, worst.operation, count(worst.count), percent(worst.share))]),
    watched.length === 0
      ? says.noChart
      : signalled.length === 0
        ? says.quiet(count(watched.length))
        : says.signals(count(signalled.length), count(watched.length)),
  ]
  const rows = bad.map((one) => [
    w.at(one.time),
    String(one.unit),
    says[one.what],
    one.station === '' ? '–' : w.title(one.station),
    w.number(one.record),
  ])
  const evidence = w.table(['time', 'unit', 'what', 'station', 'record'], rows, [4])
  const commands = ['takt quality LOG', 'takt causes LOG']
  if (firstPass.share === null) return w.answer('good', says.none, [], w.unknown(0, w.words.of.units), evidence, commands)
  const { share, low, high, of } = firstPass
  const figure = {
    ...{ value: share, unit: '1', text: percent(share), low, high, level: 0.95, n: of, of: w.words.of.units },
    interval: w.words.interval(percent(low), percent(high), '95 %'),
  }
  return w.answer('good', says.says(percent(share), count(of)), also, figure, evidence, commands, chart === null ? null : pChart(w, chart))
}

function pChart(w: Writer, { size, center, low, high, points }: NonNullable<Good['chart']>): ControlChart {
  const { good: says } = w.words
  return {
    kind: 'chart',
    title: says.chart(count(size)),
    center,
    points: points.map(({ until, share, out }) => ({ label: w.clock.short(until), value: share, low, high, out })),
    legend: { center: says.center, limits: says.limits, out: says.out },
  }
}

const TONES: readonly (readonly [Tone, readonly string[]])[] = [
  ['good', ['processing']],
  ['rest', ['setup', 'maintenance']],
  ['bad', ['repair', 'waitRepair', 'held']],
  ['fair', ['blocked', 'waiting', 'starved', 'idle']],
  ['none', ['paused', 'unknown']],
]

/** Where the time of each work unit went. */
export function stateBars(w: Writer, { report }: Facts, title: string): Bars | null {
  const machines = report.machines.filter(({ seconds, states }) => seconds > states.unknown)
  if (machines.length === 0) return null
  const of = (states: Readonly<Record<string, number>>, names: readonly string[]) => names.reduce((sum, name) => sum + states[name]!, 0)
  const label = (names: readonly string[]) =>
    names
      .filter((name) => of(report.plant.states, [name]) > 0)
      .map((name) => w.report.states[name as keyof typeof w.report.states])
      .join(w.report.comma)
  return {
    kind: 'bars',
    title,
    legend: TONES.map(([tone, names]) => ({ tone, label: label(names) })).filter((one) => one.label !== ''),
    rows: machines.slice(0, 24).map(({ title: name, seconds, states }) => ({
      label: name,
      parts: TONES.map(([tone, names]) => ({ tone, share: of(states, names) / seconds })),
      text: percent(states.processing / seconds),
    })),
  }
}

export function writeEquipment(w: Writer, found: Equipment, { report }: Facts): Answer {
  const { health: says } = w.words
  const { failures, between, workedSeconds, downSeconds, stations, downNow } = found
  const rows = stations
    .slice(0, SHOWN)
    .map((one) => [
      one.title,
      w.report.states[one.state],
      count(one.failures),
      one.downSeconds === 0 ? '–' : w.spell(one.downSeconds),
      one.between.mean === null ? '–' : w.spell(one.between.mean),
      intervalOf(w, one.between),
      one.level === null ? '–' : says.levels[one.level],
      w.number(one.record),
    ])
  const evidence = w.table(['station', 'state', 'failures', 'down', 'between', 'interval', 'condition', 'record'], rows, [2, 3, 4, 7])
  const commands = ['takt kpi LOG --by unit', 'takt report LOG --json']
  const known = report.plant.seconds > report.plant.states.unknown
  if (!known) return w.answer('health', says.unknown, [], w.unknown(0, w.words.of.failures), evidence, commands)
  const [worst] = stations.toSorted((one, other) => other.downSeconds - one.downSeconds)
  const beyond = stations.filter(({ level }) => level === 'warning' || level === 'fault')
  const isRead = stations.some(({ level }) => level !== null)
  const also = [
    ...(downNow > 0
      ? [says.downNow(w.list(stations.filter(({ state }) => state === 'repair' || state === 'waitRepair').map(({ title }) => title)))]
      : []),
    ...(worst !== undefined && worst.downSeconds > 0 ? [says.worst(worst.title, w.spell(worst.downSeconds), count(worst.failures))] : []),
    ...(beyond.length > 0 ? [says.conditions(w.list(beyond.map(({ title }) => title)))] : []),
    ...(isRead ? [] : [says.noConditions]),
    says.rate,
  ]
  const first =
    failures === 0 ? says.never(w.spell(workedSeconds)) : says.says(count(failures), w.spell(between.mean!), w.spell(downSeconds))
  const figure = {
    value: between.mean,
    unit: 's',
    text: between.mean === null ? `> ${w.spell(between.low)}` : w.spell(between.mean),
    low: between.low,
    high: between.high,
    level: 0.95,
    interval: intervalOf(w, between),
    n: failures,
    of: w.words.of.failures,
  }
  return w.answer('health', first, also, figure, evidence, commands, downtime(w, found))
}

function downtime(w: Writer, { stations, downSeconds }: Equipment): Amounts | null {
  if (downSeconds === 0) return null
  const down = stations.filter((one) => one.downSeconds > 0).toSorted((one, other) => other.downSeconds - one.downSeconds)
  let before = 0
  return {
    kind: 'amounts',
    title: w.words.health.down,
    rows: down.slice(0, SHOWN).map((one) => {
      before += one.downSeconds
      return { label: one.title, amount: one.downSeconds, text: w.spell(one.downSeconds), cumulative: before / downSeconds }
    }),
  }
}

function intervalOf(w: Writer, { low, high }: Equipment['between']): string {
  if (low === 0) return '–'
  return high === null ? w.words.atLeast(w.spell(low), '95 %') : w.words.interval(w.spell(low), w.spell(high), '95 %')
}

export function writeTrace(w: Writer, { left, known, lots, links, example }: Traced): Answer {
  const { trace: says } = w.words
  const rows = (example?.rows ?? []).map((one) => [w.at(one.time), says.steps[one.what], one.of, w.number(one.record)])
  const evidence = w.table(['time', 'what', 'unit', 'record'], rows, [3])
  const first = left === 0 ? says.nothing : says.says(count(known), count(left), count(links), count(lots))
  const figure = left === 0 ? w.unknown(0, w.words.of.units) : w.counted(known / left, '1', percent(known / left), left, w.words.of.units)
  if (example === null) return w.answer('trace', first, left === 0 ? [] : [says.noLots], figure, evidence, ['takt trace LOG --which-lot'])
  const { name, item, supplier, purchaseOrder, units, stock, inProcess, inTransit, shipped, gone, customers, held } = example
  const from = supplier === null ? says.start : says.from(supplier, purchaseOrder === null ? '–' : String(purchaseOrder))
  const amounts = { shipped, stock, inProcess, inTransit, gone }
  const text = Object.values(amounts).map((amount) => String(Number(amount.toFixed(2)))) as [string, string, string, string, string]
  const also = [
    says.lot(name, item, from, count(units)),
    ...(held ? [says.held(name)] : []),
    says.where(...text),
    ...(customers.length > 0 ? [says.customers(w.list(customers))] : []),
  ]
  const tones: readonly Tone[] = ['good', 'rest', 'fair', 'poor', 'bad']
  const sum = Object.values(amounts).reduce((all, amount) => all + amount, 0)
  const keys = Object.keys(amounts) as (keyof typeof amounts)[]
  const picture: Bars | null =
    sum === 0
      ? null
      : {
          kind: 'bars',
          title: says.picture(name),
          legend: keys.flatMap((key, i) => (amounts[key] > 0 ? { tone: tones[i]!, label: `${says.whereabouts[key]} ${text[i]}` } : [])),
          rows: [{ label: name, parts: keys.map((key, i) => ({ tone: tones[i]!, share: amounts[key] / sum })), text: '' }],
        }
  return w.answer('trace', first, also, figure, evidence, [`takt trace LOG --lot ${name} --recall`], picture)
}
