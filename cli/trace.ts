import { Command, InvalidArgumentError, Option } from 'commander'
import { materialsOf } from '../analysis/genealogy/balance.ts'
import type { Exposure } from '../analysis/genealogy/exposure.ts'
import { type Genealogy, genealogyOf } from '../analysis/genealogy/genealogy.ts'
import { type LotExposure, lotExposure, type Verdict } from '../analysis/genealogy/lot-exposure.ts'
import { Backward, type FromStock, type Origins } from '../analysis/genealogy/origins.ts'
import { customerOf, type Recall, recallOf } from '../analysis/genealogy/recall.ts'
import { exposureTo, type SuspectJobs, type Suspicion, suspectJobs } from '../analysis/genealogy/suspicion.ts'
import { type Branch, linesOf, Telling, written } from '../analysis/genealogy/tree.ts'
import { TRACE_WORDS, type TraceWords } from '../analysis/genealogy/words.ts'
import { percent } from '../analysis/report/format.ts'
import { type Language, WORDS } from '../analysis/report/words.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { nearest } from '../scenarios/nearest.ts'
import { readDuration } from '../scenarios/units.ts'
import { ExitCode } from './interrupt.ts'
import { table } from './kpi-tables.ts'
import { readLog } from './log-file.ts'
import { wholeNumber, withOutputFlags } from './options.ts'
import { type BadInput, usage } from './problem.ts'
import { type Screen, screen } from './screen.ts'

interface Flags {
  readonly unit?: number
  readonly lot?: number
  readonly purchase?: number
  readonly order?: string
  readonly station?: string
  readonly slot?: number
  readonly tool?: string
  readonly person?: string
  readonly parameter?: string
  readonly below?: number
  readonly above?: number
  readonly from?: string
  readonly to?: string
  readonly at?: string
  readonly back?: boolean
  readonly forward?: boolean
  readonly recall?: boolean
  readonly whichLot?: boolean
  readonly fromStock: FromStock
  readonly depth: number
  readonly most: number
  readonly lang: Language
  readonly json: boolean
  readonly quiet: boolean
}

/** `takt trace LOG`: where something came from, where it went, and what is exposed to it. */
export function traceCommand(): Command {
  const whole = wholeNumber(0)
  return withOutputFlags(new Command('trace'))
    .summary('where a unit, lot or order came from and went to; what a suspicion exposes')
    .description(
      'Follows a unit, a lot, a purchase order or an order back to lots, suppliers, stations, tools and people, and forward to units, stock, orders and customers. Or takes a suspicion (a station in a time, a tool, a person, a parameter out of its limits) and says what it got into.',
    )
    .argument('<log>', 'log, as run --log or import writes it')
    .addOption(new Option('--unit <n>', 'a unit, by its number in the log').argParser(whole))
    .addOption(new Option('--lot <n>', 'a lot of material, by its number in the log').argParser(whole))
    .addOption(new Option('--purchase <n>', 'a purchase order, by its number in the log').argParser(whole))
    .option('--order <id>', 'an order: its id, or the number of one from a source')
    .option('--station <id>', 'what was worked on at a station')
    .addOption(new Option('--slot <n>', 'in this slot of the station, from 1').argParser(wholeNumber(1)))
    .option('--tool <kind#n>', 'what was worked on with a tool: its kind, or one piece of it, from 1')
    .option('--person <crew/person>', 'what was worked on where this person was at the station')
    .option(
      '--parameter <id>',
      'jobs of the station in which this parameter was outside its limits, or those said with --below and --above',
    )
    .addOption(new Option('--below <value>', 'the parameter was below this').argParser(number))
    .addOption(new Option('--above <value>', 'the parameter was above this').argParser(number))
    .option('--from <time>', 'jobs from this time on: since the start of the log ("6 h"), or a moment ("2026-01-05T12:00Z")')
    .option('--to <time>', 'jobs until this time')
    .option('--at <time>', 'as it was known at this time; the end of the log if not said')
    .option('--back', 'only where it came from')
    .option('--forward', 'only where it went')
    .option('--recall', 'what is exposed, and where it is now: stock, work in process, in transit, shipped')
    .option('--which-lot', 'the lot whose units are bad more often than those of others, with a table of all')
    .addOption(
      new Option('--from-stock <how>', 'where a stock keeps no lots: by order of arrival, or any of what may have been there')
        .choices(['arrival', 'any'])
        .default('arrival'),
    )
    .addOption(new Option('--depth <n>', 'levels of the tree').argParser(wholeNumber(1, 100)).default(6))
    .addOption(new Option('--most <n>', 'lines side by side').argParser(wholeNumber(1, 100_000)).default(12))
    .addOption(new Option('--lang <language>', 'language').choices(Object.keys(WORDS)).default('en'))
    .addHelpText(
      'after',
      '\nExamples:\n  takt trace day.takt --unit 40\n  takt trace day.takt --lot 3 --recall\n  takt trace day.takt --order d3 --back --lang zh\n  takt trace day.takt --station weld --from "6 h" --to "7 h" --recall\n  takt trace day.takt --station weld --parameter heat --below 240 --json\n  takt trace day.takt --which-lot',
    )
    .action((path: string, flags: Flags) => {
      const out = screen(flags)
      readLog(path, (log) => trace(path, log, flags, out))
      process.exitCode = ExitCode.done
    })
}

function trace(path: string, log: Log<Scenario>, flags: Flags, out: Screen) {
  const words = TRACE_WORDS[flags.lang]
  const at = flags.at === undefined ? log.endTime : Math.min(log.endTime, momentOf('--at', flags.at, log))
  const genealogy = genealogyOf(log, at)
  if (flags.whichLot === true) return whichLot(path, at, genealogy, words, new Telling(genealogy, words, log.header), flags, out)
  const subject = subjectOf(genealogy, log, flags)
  const isSuspicion = subject.kind === 'jobs'
  const back = !isSuspicion && subject.kind !== 'purchase' && (flags.back === true || (flags.forward !== true && flags.recall !== true))
  const forward = !isSuspicion && (flags.forward === true || (flags.back !== true && flags.recall !== true))
  const recall = flags.recall === true || isSuspicion
  const origins = originsOf(genealogy, subject, flags.fromStock)
  const exposure = exposureTo(genealogy, suspicionOf(genealogy, subject), flags.fromStock)
  const lists = recallOf(genealogy, exposure)
  out.document({
    log: path,
    at: at / 1e6,
    subject,
    fromStock: flags.fromStock,
    ...(back && origins !== null && { back: originsDocument(genealogy, origins) }),
    ...((forward || recall) && { forward: exposureDocument(genealogy, exposure) }),
    ...(recall && { recall: recallDocument(genealogy, lists) }),
  })
  if (out.json) return
  const tell = () => new Telling(genealogy, words, log.header, flags)
  const show = (title: string, branch: Branch) => {
    out.say(title)
    for (const line of linesOf(branch, words)) out.say(`  ${line}`)
    out.say()
  }
  if (subject.kind === 'jobs') out.say(`${words.suspect(suspectJobs(genealogy, subject.jobs).length)}\n`)
  if (back) show(words.back, backOf(tell(), subject))
  if (back && subject.kind === 'order') sayMaterials(genealogy, subject.order, words, tell(), out)
  if (forward && subject.kind !== 'order') show(words.forward, forwardOf(tell(), subject))
  if (recall) sayRecall(genealogy, suspicionOf(genealogy, subject), exposure, lists, words, tell(), out, flags)
}

// ── what is asked for ──

type Subject =
  | { readonly kind: 'unit'; readonly unit: number }
  | { readonly kind: 'lot'; readonly lot: number }
  | { readonly kind: 'purchase'; readonly purchase: number }
  | { readonly kind: 'order'; readonly order: number }
  | { readonly kind: 'jobs'; readonly jobs: SuspectJobs }

function subjectOf(genealogy: Genealogy, log: Log<Scenario>, flags: Flags): Subject {
  const { record } = genealogy
  const kinds = (['unit', 'lot', 'purchase', 'order'] as const).filter((kind) => flags[kind] !== undefined)
  const ofJobs = (['station', 'tool', 'person'] as const).some((kind) => flags[kind] !== undefined)
  if (kinds.length + (ofJobs ? 1 : 0) !== 1) {
    const said = kinds.length + (ofJobs ? 1 : 0) === 0 ? 'nothing is said to trace' : 'more than one thing is said to trace'
    throw usage('trace', said, 'give one of --unit, --lot, --purchase, --order; or --station, --tool and --person, which hold together')
  }
  if (flags.unit !== undefined) {
    if (record.rowOfUnit(flags.unit) < 0)
      throw noNumber('--unit', flags.unit, record.units.column.unit.subarray(0, record.units.count), 'units')
    return { kind: 'unit', unit: flags.unit }
  }
  if (flags.lot !== undefined) {
    if (genealogy.lotRow(flags.lot) < 0) throw noNumber('--lot', flags.lot, record.lots.column.lot.subarray(0, record.lots.count), 'lots')
    return { kind: 'lot', lot: flags.lot }
  }
  if (flags.purchase !== undefined) {
    const known = record.purchases.column.purchaseOrder.subarray(0, record.purchases.count)
    if (!known.includes(flags.purchase)) throw noNumber('--purchase', flags.purchase, known, 'purchase orders')
    return { kind: 'purchase', purchase: flags.purchase }
  }
  if (flags.order !== undefined) return { kind: 'order', order: orderOf(genealogy, flags.order) }
  return { kind: 'jobs', jobs: jobsOf(genealogy.scenario, log, flags) }
}

function noNumber(path: string, wanted: number, known: Float64Array, what: string): BadInput {
  if (known.length === 0) return usage(path, `the log knows no ${what}`, `${what} are in logs of plants that have them`)
  const [least, most] = known.reduce(
    ([a, b], one) => [Math.min(a, one), Math.max(b, one)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  )
  return usage(path, `the log knows no ${wanted}`, `its ${what} are numbered ${least} to ${most}`)
}

function orderOf({ scenario, record }: Genealogy, said: string): number {
  const listed = scenario.orders.findIndex(({ id }) => id === said)
  if (listed >= 0) return listed
  if (/^\d+$/.test(said) && record.rowOfOrder(Number(said)) >= 0) return Number(said)
  throw unknownId('--order', said, scenario.orders, 'order')
}

function unknownId(path: string, said: string, known: readonly { readonly id: string }[], what: string): BadInput {
  const ids = known.map(({ id }) => id)
  const near = nearest(said, ids)
  const some = ids.slice(0, 8).join(', ')
  const remedy =
    near !== undefined
      ? `did you mean ${near}?`
      : ids.length === 0
        ? `there is no ${what} in this log`
        : `there are: ${some}${ids.length > 8 ? ', …' : ''}`
  return usage(path, `no ${what} is called "${said}"`, remedy)
}

function indexOf(path: string, said: string, known: readonly { readonly id: string }[], what: string): number {
  const index = known.findIndex(({ id }) => id === said)
  if (index < 0) throw unknownId(path, said, known, what)
  return index
}

function jobsOf(scenario: Scenario, log: Log<Scenario>, flags: Flags): SuspectJobs {
  const station = flags.station === undefined ? undefined : indexOf('--station', flags.station, scenario.stations, 'station')
  if (station === undefined && (flags.slot !== undefined || flags.parameter !== undefined))
    throw usage('--station', 'a slot or a parameter is one of a station', 'say of which with --station')
  const slots = station === undefined ? 0 : scenario.stations[station]!.slots
  if (flags.slot !== undefined && flags.slot > slots) throw usage('--slot', `${flags.station} has no slot ${flags.slot}`, `it has ${slots}`)
  const [from, until] = [
    flags.from === undefined ? undefined : momentOf('--from', flags.from, log),
    flags.to === undefined ? undefined : momentOf('--to', flags.to, log),
  ]
  if (from !== undefined && until !== undefined && from > until)
    throw usage('--to', 'it is before --from', 'say the earlier time with --from')
  return {
    ...(station !== undefined && { station }),
    ...(flags.slot !== undefined && { slot: flags.slot - 1 }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(flags.tool !== undefined && { tool: toolOf(scenario, flags.tool) }),
    ...(flags.person !== undefined && { person: personOf(scenario, flags.person) }),
    ...(flags.parameter !== undefined && { parameter: parameterOf(scenario, station!, flags) }),
  }
}

function toolOf({ tools }: Scenario, said: string): NonNullable<SuspectJobs['tool']> {
  const [, id = said, piece] = /^(.*?)(?:#(\d+))?$/.exec(said) ?? []
  const kind = indexOf('--tool', id, tools, 'tool')
  if (piece === undefined) return { kind }
  if (Number(piece) < 1 || Number(piece) > tools[kind]!.count)
    throw usage('--tool', `there is no piece ${piece} of ${id}`, `there are ${tools[kind]!.count}`)
  return { kind, piece: Number(piece) - 1 }
}

function personOf({ crews }: Scenario, said: string): NonNullable<SuspectJobs['person']> {
  const all = crews.flatMap(({ id, persons }, crew) => persons.map((one, person) => ({ id: `${id}/${one.id}`, crew, person })))
  const found = all.filter(({ id }) => id === said || id.endsWith(`/${said}`))
  if (found.length !== 1) throw unknownId('--person', said, all, 'person')
  return { crew: found[0]!.crew, person: found[0]!.person }
}

function parameterOf(
  { stations }: Scenario,
  station: number,
  { parameter = '', below, above }: Flags,
): NonNullable<SuspectJobs['parameter']> {
  const { parameters, id } = stations[station]!
  const index = indexOf('--parameter', parameter, parameters, `parameter of ${id}`)
  const { low, high } = parameters[index]!
  if (below === undefined && above === undefined && low === null && high === null)
    throw usage('--parameter', `${parameter} of ${id} has no limits`, 'say which with --below or --above')
  return { parameter: index, ...(below !== undefined && { below }), ...(above !== undefined && { above }) }
}

/** µs since the start of the log. */
function momentOf(path: string, said: string, { header }: Log<Scenario>): number {
  const seconds = readDuration(said)
  if (typeof seconds === 'number') return Math.round(seconds * 1e6)
  const moment = /T.*(Z|[+-]\d\d:?\d\d)$/.test(said) ? Date.parse(said) : Number.NaN
  if (Number.isNaN(moment)) throw usage(path, `"${said}" is no time`, 'write it as "6 h", or as 2026-01-05T12:00Z')
  return (moment - Date.parse(header.startTime)) * 1000
}

function number(value: string): number {
  const read = Number(value)
  if (value.trim() !== '' && Number.isFinite(read)) return read
  throw new InvalidArgumentError('Write a number.')
}

// ── what is found ──

function originsOf(genealogy: Genealogy, subject: Subject, fromStock: FromStock): Origins | null {
  const back = new Backward(genealogy, fromStock)
  if (subject.kind === 'unit') return back.unit(subject.unit).found
  if (subject.kind === 'lot') return back.lot(subject.lot).found
  if (subject.kind === 'order') return back.order(subject.order).found
  return null
}

/** Forward from an order there is nothing but itself: its units are what is meant. */
function suspicionOf(genealogy: Genealogy, subject: Subject): Suspicion {
  if (subject.kind === 'unit') return { units: [subject.unit] }
  if (subject.kind === 'lot') return { lots: [subject.lot] }
  if (subject.kind === 'purchase') return { purchases: [subject.purchase] }
  if (subject.kind === 'jobs') return { jobs: subject.jobs }
  const { unit } = genealogy.record.units.column
  return { units: [...genealogy.unitsOfOrder.of(subject.order)].map((row) => unit[row]!) }
}

function backOf(telling: Telling, subject: Subject): Branch {
  if (subject.kind === 'unit') return telling.unitBack(subject.unit)
  if (subject.kind === 'lot') return telling.lotBack(subject.lot)
  return telling.orderBack(subject.kind === 'order' ? subject.order : -1)
}

function forwardOf(telling: Telling, subject: Subject): Branch {
  if (subject.kind === 'unit') return telling.unitForward(subject.unit)
  if (subject.kind === 'lot') return telling.lotForward(subject.lot)
  return telling.purchaseForward(subject.kind === 'purchase' ? subject.purchase : -1)
}

function sayMaterials(genealogy: Genealogy, order: number, { materials }: TraceWords, telling: Telling, out: Screen) {
  const { unit } = genealogy.record.units.column
  const units = [...genealogy.unitsOfOrder.of(order)].map((row) => unit[row]!)
  const lines = materialsOf(genealogy, units)
  if (lines.length === 0) return
  out.say(materials.title)
  const rows = lines.map(({ item, consumed, standard, rework, scrap, inProcess, lots }) => [
    telling.itemName(item),
    ...[consumed, standard, rework, scrap, inProcess].map(written),
    lots.map(({ lot, quantity }) => `${lot}: ${written(quantity)}`).join(', '),
  ])
  out.say(`${indented(table(materials.head, rows, [1, 2, 3, 4, 5]))}\n`)
}

function sayRecall(
  genealogy: Genealogy,
  suspicion: Suspicion,
  exposure: Exposure,
  lists: Recall,
  words: TraceWords,
  telling: Telling,
  out: Screen,
  { most, fromStock }: Flags,
) {
  const { recall } = words
  const { head } = recall
  const money = (value: number) => `${written(value)} ${genealogy.scenario.currency}`
  const customers = [...new Set(lists.shipped.flatMap(({ customer }) => (customer === null ? [] : [customer])))]
  out.say(recall.title)
  out.say(
    `  ${recall.sentence(exposure.units.length, exposure.lots.size, customers.length === 0 ? recall.noCustomers : customers.join(', '))}`,
  )
  if (fromStock === 'arrival' && exposure.came.size > 0) out.say(`  ${recall.widened(exposureTo(genealogy, suspicion, 'any').orders.size)}`)
  const list = (
    name: keyof Recall['totals'],
    columns: readonly string[],
    rows: readonly (readonly string[])[],
    right: readonly number[],
  ) => {
    const { quantity, value } = lists.totals[name]
    out.say(`\n  ${recall.lists[name]}: ${rows.length === 0 ? words.nothing : recall.total(written(quantity), money(value))}`)
    const shown = rows.slice(0, most)
    if (rows.length > most) shown.push([words.more(rows.length - most), ...columns.slice(1).map(() => '')])
    if (rows.length > 0) out.say(indented(indented(table(columns, shown, right))))
  }
  const what = (kind: string, of: number) => (kind === 'lot' ? words.lot(of) : kind === 'purchase' ? words.purchase(of) : words.unit(of))
  const place = (at: number) => (at < 0 ? words.aside : telling.placeName(at))
  const order = (one: number) => (one < 0 ? recall.noOrder : telling.orderName(one))
  list(
    'stock',
    [head.what, head.item, head.quantity, head.status, head.value],
    lists.stock.map(({ kind, of, item, quantity, held, value }) => [
      of < 0 ? words.initial : what(kind, of),
      telling.itemName(item),
      written(quantity),
      kind === 'surplus' ? words.surplus : held ? words.held : recall.free,
      money(value),
    ]),
    [2, 4],
  )
  const units = (lines: Recall['inProcess']) =>
    lines.map((line) => [
      words.unit(line.unit),
      genealogy.scenario.products[line.product]?.id ?? '?',
      line.order < 0 ? '' : order(line.order),
      line.held ? words.held : place(line.place),
      money(line.value),
    ])
  list('inProcess', [head.what, head.item, head.order, head.place, head.value], units(lists.inProcess), [4])
  list(
    'inTransit',
    [head.what, head.item, head.quantity, head.place, head.value],
    lists.inTransit.map((line) => [
      what(line.kind, line.of),
      telling.itemName(line.item),
      written(line.quantity),
      line.kind === 'unit' ? place(line.place) : '',
      money(line.value),
    ]),
    [2, 4],
  )
  list(
    'shipped',
    [head.order, head.customer, head.quantity, head.units, head.value],
    lists.shipped.map((line) => [
      order(line.order),
      line.customer ?? '',
      written(line.quantity),
      `${line.units.slice(0, 8).join(', ')}${line.units.length > 8 ? ', …' : ''}`,
      money(line.value),
    ]),
    [2, 4],
  )
  if (lists.gone.length > 0) list('gone', [head.what, head.item, head.order, head.place, head.value], units(lists.gone), [4])
}

function whichLot(path: string, at: number, genealogy: Genealogy, words: TraceWords, telling: Telling, { most }: Flags, out: Screen) {
  const { table: all, named, compared } = lotExposure(genealogy)
  const row = ({ lots, items, ...one }: LotExposure) => ({ lots, items: items.map((item) => itemId(genealogy, item)), ...one })
  out.document({ log: path, at: at / 1e6, named: named === null ? null : row(named), compared, table: all.map(row) })
  const { title, head, together, ...say } = words.whichLot
  out.say(title)
  if (named === null) out.say(`  ${say.nothing(compared)}`)
  else {
    out.say(`  ${say.named(named.lots.map(words.lot).join(', '), percent(named.with.share ?? 0), percent(named.without.share ?? 0))}`)
    if (named.lots.length > 1) out.say(`  ${together}`)
  }
  const share = ({ share, bad, units, interval }: Verdict) =>
    share === null ? ['–', ''] : [`${bad} / ${units}`, `${percent(share)} (${percent(interval.low)} … ${percent(interval.high)})`]
  const rows = all
    .slice(0, most)
    .map(({ lots, items, probability, ...one }) => [
      lots.join(', '),
      items.map((item) => telling.itemName(item)).join(', '),
      ...share(one.with),
      ...share(one.without),
      probability < 0.001 ? '<0.001' : probability.toFixed(3),
    ])
  if (all.length > most) rows.push([words.more(all.length - most), '', '', '', '', '', ''])
  if (rows.length > 0) out.say(`\n${indented(table(head, rows, [2, 4, 6]))}`)
}

const indented = (text: string) => text.replace(/^/gm, '  ')

// ── for programs: ids of the scenario, numbers of the log ──

function originsDocument(genealogy: Genealogy, found: Origins) {
  const { record, scenario } = genealogy
  const station = (index: number) => scenario.stations[index]?.id ?? null
  const us = (time: number) => (Number.isNaN(time) ? null : time / 1e6)
  return {
    units: ascending(found.units),
    lots: ascending(found.lots).map((lot) => lotDocument(genealogy, lot)),
    purchases: ascending(found.purchases),
    suppliers: ascending(found.suppliers).map((one) => scenario.suppliers[one]?.id ?? null),
    used: ascending(found.uses).map((row) => {
      const { lot, unit, order, quantity, time } = record.uses.row(row)
      return { lot, unit, order, quantity, time: us(time) }
    }),
    jobs: ascending(found.jobs).map((row) => {
      const { unit, slot, start, end, ...job } = record.jobs.row(row)
      return { unit, station: station(job.station), slot, start: us(start), end: us(end) }
    }),
    people: [...new Set(ascending(found.people).map((row) => personId(genealogy, row)))],
    tools: ascending(found.tools).map((row) => {
      const { unit, tool, piece, time, ...use } = record.tools.row(row)
      return { unit, tool: scenario.tools[tool]?.id ?? null, piece: piece + 1, station: station(use.station), time: us(time) }
    }),
    parameters: ascending(found.parameters).map((row) => {
      const { unit, parameter, value, time, ...one } = record.parameters.row(row)
      const id = scenario.stations[one.station]?.parameters[parameter]?.id ?? null
      return { unit, station: station(one.station), parameter: id, value, time: us(time) }
    }),
    tests: ascending(found.tests).map((row) => {
      const { unit, disposition, time, ...one } = record.tests.row(row)
      return { unit, station: station(one.station), disposition, time: us(time) }
    }),
    fromStock: ascending(found.went).map((row) => {
      const { item, quantity, unknown, time } = genealogy.stocks.went.row(row)
      return { item: itemId(genealogy, item), quantity, unknown, time: us(time) }
    }),
  }
}

function exposureDocument(genealogy: Genealogy, exposure: Exposure) {
  return {
    units: [...exposure.units].sort((a, b) => a - b),
    lots: ascending(exposure.lots).map((lot) => lotDocument(genealogy, lot)),
    orders: ascending(exposure.orders.keys()).map((order) => ({
      order: orderId(genealogy, order),
      customer: customerOf(genealogy, order),
      quantity: exposure.orders.get(order)!,
    })),
  }
}

function recallDocument(genealogy: Genealogy, lists: Recall) {
  const place = (at: number) => genealogy.places.ids[at] ?? null
  const product = (index: number) => genealogy.scenario.products[index]?.id ?? null
  const units = (lines: Recall['inProcess']) =>
    lines.map((line) => ({ ...line, product: product(line.product), order: orderId(genealogy, line.order), place: place(line.place) }))
  return {
    currency: genealogy.scenario.currency,
    totals: lists.totals,
    stock: lists.stock.map((line) => ({ ...line, item: itemId(genealogy, line.item) })),
    inProcess: units(lists.inProcess),
    inTransit: lists.inTransit.map((line) => ({ ...line, item: itemId(genealogy, line.item), place: place(line.place) })),
    shipped: lists.shipped.map((line) => ({ ...line, order: orderId(genealogy, line.order) })),
    gone: units(lists.gone),
  }
}

const ascending = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b)

const orderId = ({ scenario }: Genealogy, order: number) => (order < 0 ? null : (scenario.orders[order]?.id ?? String(order)))

function itemId({ scenario: { materials, products } }: Genealogy, item: number): string | null {
  return (materials[item] ?? products[item - materials.length])?.id ?? null
}

function personId({ record, scenario }: Genealogy, row: number): string {
  const { crew, person } = record.persons.row(row)
  const spec = scenario.crews[crew]
  return `${spec?.id ?? crew}/${spec?.persons[person]?.id ?? person + 1}`
}

function lotDocument(genealogy: Genealogy, lot: number) {
  const purchase = genealogy.purchaseOfLot(lot)
  return {
    lot,
    item: itemId(genealogy, genealogy.itemOfLot(lot)),
    purchase: purchase < 0 ? null : purchase,
    supplier: genealogy.scenario.suppliers[genealogy.supplierOf(purchase)]?.id ?? null,
  }
}
