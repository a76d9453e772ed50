import { Outcome, STATE_NAMES } from '../../engine/log/events.ts'
import { places } from '../../engine/log/places.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { classify, end } from '../performance/classify.ts'
import { Fate, type PlantRecord } from '../record/index.ts'

/** The seven wastes, and people who are there and not needed. */
export const WASTES = ['transport', 'inventory', 'motion', 'waiting', 'overproduction', 'overprocessing', 'defects', 'talent'] as const
export type Waste = (typeof WASTES)[number]

/** What the minutes are minutes of: machines (slots in planned busy time), units in the plant, people there. They have no sum. */
export type Ledger = 'machines' | 'units' | 'people' | 'stock'

export type WasteCause =
  | 'repair' | 'waitRepair' | 'held' | 'blocked' | 'waiting' | 'starved' | 'idle' | 'setup'
  | 'pace' | 'scrap' | 'rework' | 'scrappedLater' | 'surplus' | 'riding' | 'queue' | 'atStation' | 'result' | 'walking' | 'free' | 'holding' | 'writtenOff' | 'materialOfScrap' // biome-ignore format: a list of words

/** One kind of loss at one place. Below zero where more was won than lost: faster than planned. */
export interface WasteLine {
  readonly waste: Waste
  readonly cause: WasteCause
  readonly ledger: Ledger
  /** Id of the station, crew or item; null: of the plant. */
  readonly at: string | null
  /** µs */
  readonly time: number
  readonly pieces: number
  readonly money: number
}

export interface WasteAccount {
  /** The greatest loss of money first, then of time. */
  readonly lines: readonly WasteLine[]
  /** Worked out by itself, and not as the sum of the lines, which it equals. `busy`: planned busy time, of which `machines` was lost. */
  readonly total: {
    readonly busy: number
    readonly machines: number
    readonly units: number
    readonly people: number
    readonly pieces: number
  }
}

const HOUR = 3600e6
const DAY = 24 * HOUR

/**
 * What was lost between the end of the warm-up and the end of the record. Of machines: planned busy time − the planned time of good work on units
 * that neither were scrapped later nor were more than their order took. Of units: time in the plant − time in jobs. Of people: time there − time at jobs.
 */
export function wasteOf(record: PlantRecord, scenario: Scenario): WasteAccount {
  const lines = new Lines()
  const busy = machines(record, scenario, lines)
  const useful = work(record, scenario, lines)
  const units = unitsInPlant(record, scenario, lines)
  const people = crews(record, scenario, lines)
  stock(record, scenario, lines)
  return {
    lines: lines.ranked(),
    total: { busy, machines: busy - useful, units, people, pieces: lines.all.reduce((sum, { pieces }) => sum + pieces, 0) },
  }
}

/** Sums of time, pieces or money over some lines. */
export const sumOf = (lines: readonly WasteLine[], of: 'time' | 'pieces' | 'money', ledger?: Ledger) =>
  lines.reduce((sum, line) => sum + (ledger === undefined || line.ledger === ledger ? line[of] : 0), 0)

class Lines {
  readonly #found = new Map<string, { -readonly [Key in keyof WasteLine]: WasteLine[Key] }>()

  add(waste: Waste, cause: WasteCause, ledger: Ledger, at: string | null, { time = 0, pieces = 0, money = 0 }) {
    const key = `${waste} ${cause} ${ledger} ${at}`
    const line = this.#found.get(key) ?? { waste, cause, ledger, at, time: 0, pieces: 0, money: 0 }
    this.#found.set(key, line)
    line.time += time
    line.pieces += pieces
    line.money += money
  }

  get all(): readonly WasteLine[] {
    return [...this.#found.values()]
  }

  ranked(): readonly WasteLine[] {
    return this.all
      .filter(({ time, pieces, money }) => time !== 0 || pieces !== 0 || money !== 0)
      .toSorted((one, other) => other.money - one.money || other.time - one.time || other.pieces - one.pieces)
  }
}

/** Losses by state; the planned busy time of all machines, µs. */
function machines(record: PlantRecord, { stations }: Scenario, lines: Lines): number {
  let busy = 0
  classify(
    record,
    stations.map(({ slots }) => slots),
    (piece) => {
      const from = Math.max(piece.from, record.since)
      const time = piece.until - from
      if (time <= 0 || piece.class === 'PDOT' || piece.class === 'unknownTime') return
      busy += time
      const { id, costPerHour } = stations[piece.station]!
      const money = (time / HOUR) * costPerHour
      if (piece.class === 'AUST') lines.add('overprocessing', 'setup', 'machines', id, { time, money })
      else if (piece.class === 'APT') lines.add('overprocessing', 'pace', 'machines', id, { time, money })
      else lines.add('waiting', STATE_NAMES[piece.state] as WasteCause, 'machines', id, { time, money })
    },
  )
  return busy
}

/** Of the time that machines worked, what was planned for each job is taken from their pace: it was useful, µs, or lost for another reason. */
function work(record: PlantRecord, { stations, materials }: Scenario, lines: Lines): number {
  let useful = 0
  const { jobs, units, consumed } = record
  for (let row = 0; row < jobs.count; row++) {
    const outcome = jobs.column.outcome[row]!
    if (outcome < 0 || !isMeasured(record, jobs.column.end[row]!)) continue
    const { id, costPerHour } = stations[jobs.column.station[row]!]!
    const time = jobs.column.planned[row]!
    const money = (time / HOUR) * costPerHour
    lines.add('overprocessing', 'pace', 'machines', id, { time: -time, money: -money })
    const unit = record.rowOfUnit(jobs.column.unit[row]!)
    if (outcome === Outcome.scrap) lines.add('defects', 'scrap', 'machines', id, { time, money })
    else if (outcome === Outcome.rework) lines.add('defects', 'rework', 'machines', id, { time, pieces: 1, money })
    else if (units.column.fate[unit] === Fate.scrapped) lines.add('defects', 'scrappedLater', 'machines', id, { time, money })
    else if (units.column.surplus[unit] === 1) lines.add('overproduction', 'surplus', 'machines', id, { time, money })
    else useful += time
  }
  for (let row = 0; row < units.count; row++) {
    if (!isMeasured(record, units.column.left[row]!)) continue
    if (units.column.fate[row] === Fate.scrapped) lines.add('defects', 'scrap', 'stock', null, { pieces: 1 })
    else if (units.column.surplus[row] === 1) lines.add('overproduction', 'surplus', 'stock', null, { pieces: 1 })
  }
  for (let row = 0; row < consumed.count; row++) {
    const unit = record.rowOfUnit(consumed.column.unit[row]!)
    if (unit < 0 || units.column.fate[unit] !== Fate.scrapped || !isMeasured(record, units.column.left[unit]!)) continue
    const item = materials[consumed.column.item[row]!]
    if (item) lines.add('defects', 'materialOfScrap', 'stock', item.id, { money: consumed.column.quantity[row]! * item.unitCost })
  }
  return useful
}

/** Where units were while nobody worked on them; all of it, µs: time in the plant less time in jobs. */
function unitsInPlant(record: PlantRecord, scenario: Scenario, lines: Lines): number {
  const { units, stays, jobs } = record
  const { firstBuffer, firstConveyor, ids } = places(scenario)
  let inPlant = 0
  let placed = 0
  let inJobs = 0
  for (let row = 0; row < units.count; row++)
    inPlant += within(record, units.column.created[row]!, end(units.column.left[row]!, record.end))
  for (let row = 0; row < stays.count; row++) {
    const place = stays.column.place[row]!
    const time = within(record, stays.column.from[row]!, end(stays.column.until[row]!, record.end))
    placed += time
    if (place >= firstConveyor) lines.add('transport', 'riding', 'units', ids[place] ?? null, { time })
    else if (place >= firstBuffer) lines.add('inventory', 'queue', 'units', ids[place] ?? null, { time })
    else lines.add('waiting', 'atStation', 'units', ids[place] ?? null, { time })
  }
  for (let row = 0; row < jobs.count; row++) {
    const time = within(record, jobs.column.start[row]!, end(jobs.column.end[row]!, record.end))
    inJobs += time
    lines.add('waiting', 'atStation', 'units', ids[jobs.column.station[row]!] ?? null, { time: -time })
  }
  // Neither at a place nor gone: set aside until the result of a test is known.
  lines.add('waiting', 'result', 'units', null, { time: inPlant - placed })
  return inPlant - inJobs
}

/** People there without a job, and on their way; all of it, µs. */
function crews(record: PlantRecord, { crews }: Scenario, lines: Lines): number {
  let lost = 0
  for (let row = 0; row < record.crews.count; row++) {
    const { column } = record.crews
    const time = within(record, column.from[row]!, end(column.until[row]!, record.end))
    const { id, costPerHour = 0 } = crews[column.crew[row]!]!
    const walking = Math.max(0, column.travelling[row]!)
    const there = Math.max(column.busy[row]!, column.present[row]!)
    const free = there - column.busy[row]!
    lost += time * (there - (column.busy[row]! - walking))
    lines.add('motion', 'walking', 'people', id, { time: time * walking, money: ((time * walking) / HOUR) * costPerHour })
    lines.add('talent', 'free', 'people', id, { time: time * free, money: ((time * free) / HOUR) * costPerHour })
  }
  return lost
}

/** What stock costs to hold, and what of it was written off. */
function stock(record: PlantRecord, { materials, products }: Scenario, lines: Lines) {
  const items = [...materials, ...products]
  const changes = items.map(({ initialStock }) => [{ time: 0, by: initialStock }])
  const book = (
    table: { readonly count: number; readonly column: Readonly<Record<'item' | 'quantity' | 'time', Float64Array>> },
    sign: 1 | -1,
  ) => {
    for (let row = 0; row < table.count; row++)
      changes[table.column.item[row]!]!.push({ time: table.column.time[row]!, by: sign * table.column.quantity[row]! })
  }
  for (const table of [record.receipts, record.produced]) book(table, 1)
  for (const table of [record.consumed, record.shipped, record.moves, record.writtenOff]) book(table, -1)
  items.forEach(({ id, holdingCost }, item) => {
    // Of what there is always enough nobody counts the stock.
    if (holdingCost === 0 || materials[item]?.reorderPoint === null) return
    let level = 0
    let since = 0
    let area = 0
    for (const { time, by } of [...changes[item]!.toSorted((one, other) => one.time - other.time), { time: record.end, by: 0 }]) {
      area += level * within(record, since, time)
      level += by
      since = time
    }
    lines.add('inventory', 'holding', 'stock', id, { money: (area / DAY) * holdingCost })
  })
  const { writtenOff } = record
  for (let row = 0; row < writtenOff.count; row++) {
    const item = writtenOff.column.item[row]!
    const pieces = writtenOff.column.quantity[row]!
    if (!isMeasured(record, writtenOff.column.time[row]!)) continue
    lines.add('inventory', 'writtenOff', 'stock', items[item]!.id, { pieces, money: pieces * (materials[item]?.unitCost ?? 0) })
  }
}

/** Measuring begins after everything at the end of the warm-up. */
const isMeasured = ({ since }: PlantRecord, at: number) => at > since || (since === 0 && at === 0)

const within = ({ since, end }: PlantRecord, from: number, until: number) => Math.max(0, Math.min(until, end) - Math.max(from, since))
