import { PersonState } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { PlantRecord } from '../record/index.ts'

export type FactorKind = 'station' | 'lot' | 'tool' | 'person' | 'shift'

/** One thing in which units differ, such as the machine of an operation or the lot of a material: each unit has one of its levels. */
export interface Factor {
  readonly kind: FactorKind
  /** What it is of: the operation, material, or kind of tools. */
  readonly of: string
  /** What each level is called. */
  readonly names: readonly string[]
  /** Of each unit; −1: not known, or none. */
  readonly level: Int32Array
}

/** A process parameter at one station: what was recorded for each unit. */
export interface Reading {
  readonly station: string
  readonly parameter: string
  /** NaN where none was. */
  readonly value: Float64Array
}

/** Units in the order of their first result of one test, and all in which they differ that the log knows. */
export interface FactorTable {
  readonly test: string
  readonly count: number
  /** Number of the unit in the log. */
  readonly unit: Int32Array
  /** µs of its result. */
  readonly time: Float64Array
  /** 1: it did not pass. */
  readonly bad: Uint8Array
  readonly factors: readonly Factor[]
  readonly readings: readonly Reading[]
}

const SHIFT = 8 * 3600e6
const DAY = 24 * 3600e6

/** Linear in the record. `test`: the id of an operation with a test. What happened to a unit after its result is not looked at. */
export function factorTable(record: PlantRecord, scenario: Scenario, test: string): FactorTable {
  const products = scenario.products.map(({ route }) => route.map(({ id }) => id))
  const { tests, units } = record
  const most = units.column.unit.subarray(0, units.count).reduce((last, unit) => Math.max(last, unit), 0) + 1
  /** Of each unit its place in the table, and its product. */
  const place = new Int32Array(most).fill(-1)
  const productOf = new Int32Array(most).fill(-1)
  for (let i = 0; i < units.count; i++) productOf[units.column.unit[i]!] = units.column.product[i]!
  const rows: number[] = []
  for (let i = 0; i < tests.count; i++) {
    const unit = tests.column.unit[i]!
    const product = productOf[unit]!
    if (product < 0 || products[product]![tests.column.operation[i]!] !== test || place[unit]! >= 0) continue
    place[unit] = rows.length
    rows.push(i)
  }
  const count = rows.length
  const time = Float64Array.from(rows, (row) => tests.column.time[row]!)
  const table = {
    test,
    count,
    time,
    unit: Int32Array.from(rows, (row) => tests.column.unit[row]!),
    bad: Uint8Array.from(rows, (row) => (tests.column.disposition[row] === 0 ? 0 : 1)),
  }
  const inTime = (unit: number, at: number) => {
    const i = unit >= 0 && unit < most ? place[unit]! : -1
    return i >= 0 && at <= time[i]! ? i : -1
  }
  const builders = new Map<string, Builder>()
  const builder = (kind: FactorKind, of: string) => {
    const key = `${kind} ${of}`
    const known = builders.get(key) ?? new Builder(kind, of, count)
    builders.set(key, known)
    return known
  }

  const { jobs } = record
  const people = workers(record)
  for (let j = 0; j < jobs.count; j++) {
    const unit = jobs.column.unit[j]!
    const i = inTime(unit, jobs.column.start[j]!)
    if (i < 0) continue
    const operation = products[productOf[unit]!]![jobs.column.operation[j]!]
    if (operation === undefined) continue
    const station = jobs.column.station[j]!
    const { id, slots } = scenario.stations[station]!
    builder('station', operation).set(i, station, id)
    if (slots > 1) continue // Who was at which of its places, the log does not say.
    const who = people(station, jobs.column.start[j]!)
    if (who !== null)
      builder('person', operation).set(
        i,
        65_536 * who.crew + who.person,
        scenario.crews[who.crew]!.persons[who.person]?.id ?? `${who.person + 1}`,
      )
  }
  const items = [...scenario.materials, ...scenario.products]
  const itemOf = new Map<number, number>()
  for (let i = 0; i < record.lots.count; i++) itemOf.set(record.lots.column.lot[i]!, record.lots.column.item[i]!)
  const { uses, tools, parameters } = record
  for (let u = 0; u < uses.count; u++) {
    const i = inTime(uses.column.unit[u]!, uses.column.time[u]!)
    const lot = uses.column.lot[u]!
    const item = itemOf.get(lot)
    if (i >= 0 && item !== undefined) builder('lot', items[item]!.id).set(i, lot, String(lot))
  }
  for (let t = 0; t < tools.count; t++) {
    const i = inTime(tools.column.unit[t]!, tools.column.time[t]!)
    const piece = tools.column.piece[t]!
    if (i >= 0) builder('tool', scenario.tools[tools.column.tool[t]!]!.id).set(i, piece, String(piece + 1))
  }
  const shift = builder('shift', '')
  const begin = Date.parse(scenario.startTime) * 1000
  for (let i = 0; i < count; i++) {
    const third = Math.floor(((begin + time[i]!) % DAY) / SHIFT)
    shift.set(i, third, ['00–08', '08–16', '16–24'][third]!)
  }
  const readings = new Map<string, Reading>()
  for (let p = 0; p < parameters.count; p++) {
    const i = inTime(parameters.column.unit[p]!, parameters.column.time[p]!)
    if (i < 0) continue
    const station = scenario.stations[parameters.column.station[p]!]!
    const parameter = station.parameters[parameters.column.parameter[p]!]!.id
    const key = `${station.id} ${parameter}`
    const known = readings.get(key) ?? { station: station.id, parameter, value: new Float64Array(count).fill(Number.NaN) }
    readings.set(key, known)
    known.value[i] = parameters.column.value[p]!
  }
  return { ...table, factors: [...builders.values()].map((one) => one.factor()), readings: [...readings.values()] }
}

/** Levels in the order in which they come. */
class Builder {
  readonly #kind: FactorKind
  readonly #of: string
  readonly #level: Int32Array
  readonly #names: string[] = []
  readonly #number = new Map<number, number>()

  constructor(kind: FactorKind, of: string, count: number) {
    this.#kind = kind
    this.#of = of
    this.#level = new Int32Array(count).fill(-1)
  }

  set(row: number, key: number, name: string) {
    let level = this.#number.get(key)
    if (level === undefined) {
      level = this.#names.length
      this.#number.set(key, level)
      this.#names.push(name)
    }
    this.#level[row] = level
  }

  factor(): Factor {
    return { kind: this.#kind, of: this.#of, names: this.#names, level: this.#level }
  }
}

/** Who was at work at a station at a moment: the last who had come. Ask for the moments of each station in order. */
function workers({ persons }: PlantRecord): (station: number, at: number) => { readonly crew: number; readonly person: number } | null {
  const at = new Map<number, number[]>()
  for (let p = 0; p < persons.count; p++) {
    if (persons.column.state[p] !== PersonState.busy) continue
    const station = persons.column.station[p]!
    const list = at.get(station) ?? []
    list.push(p)
    at.set(station, list)
  }
  const next = new Map<number, number>()
  return (station, moment) => {
    const list = at.get(station)
    if (list === undefined) return null
    let i = next.get(station) ?? 0
    while (i + 1 < list.length && persons.column.from[list[i + 1]!]! <= moment) i++
    next.set(station, i)
    const row = list[i]!
    if (persons.column.from[row]! > moment || persons.column.until[row]! <= moment) return null
    return { crew: persons.column.crew[row]!, person: persons.column.person[row]! }
  }
}
