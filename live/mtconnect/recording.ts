import { ConditionLevel } from '../../engine/log/events.ts'
import type { Key, Keys } from './data-items.ts'
import { type Finding, Findings } from './findings.ts'
import type { Moment } from './moment.ts'
import type { ShdrSink } from './shdr.ts'

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/
const LEVELS: Readonly<Record<string, number>> = {
  NORMAL: ConditionLevel.normal,
  WARNING: ConditionLevel.warning,
  FAULT: ConditionLevel.fault,
  UNAVAILABLE: ConditionLevel.unavailable,
}

/**
 * Everything one machine's file says, as columns: 28 bytes a reading and each text once, so that ten million readings fit in a few hundred
 * megabytes. Rows stand in the order of the file; `inOrder` puts them in the order of time.
 */
export class Recording implements ShdrSink {
  rows = 0
  times = new Float64Array(1024)
  /** Index into `keys.all`. */
  keyOf = new Int32Array(1024)
  /** Index into `texts`; −1: the value is a number. */
  textOf = new Int32Array(1024)
  /** A number, or the ConditionLevel of a condition. */
  numbers = new Float64Array(1024)
  /** Native code of a condition, index into `texts`; −1: not a condition. */
  codes = new Int32Array(1024)

  readonly texts: string[] = []
  readonly findings = new Findings()
  /** Moments of the oldest and newest line with a value. Asset documents carry the date of the asset and prove nothing. */
  first: Moment | null = null
  last: Moment | null = null
  /** The caller counts lines here, so that findings can name them. */
  line = 0

  readonly keys: Keys
  readonly #textIndex = new Map<string, number>()
  #ordered = true
  #order = new Uint32Array(0)

  constructor(keys: Keys) {
    this.keys = keys
  }

  value(time: Moment, key: Key, text: string) {
    this.#witness(time, key)
    const number = numberOf(text, key.item.category === 'SAMPLE')
    this.#row(time, key.index, number === null ? this.#text(text) : -1, number ?? 0, -1)
  }

  condition(time: Moment, key: Key, level: string, nativeCode: string, text: string) {
    const number = LEVELS[level.toUpperCase()]
    if (number === undefined) {
      this.findings.add('unknownValue', `${key.item.type}=${level}`, time, this.#example(`${nameOf(key)}|${level}|${nativeCode}`))
      this.value(time, key, [level, nativeCode, text].filter((part) => part !== '').join('|'))
      return
    }
    this.#witness(time, key)
    this.#row(time, key.index, this.#text(text), number, this.#text(nativeCode))
  }

  asset(time: Moment, key: Key, text: string) {
    this.#row(time, key.index, this.#text(text), 0, -1)
  }

  late(time: Moment, by: number) {
    this.findings.add('outOfOrder', '', time, this.#example(`${by / 1e6} s before the line above it`))
  }

  problem(reason: string, example: string) {
    this.findings.add('unreadable', reason, this.last, this.#example(example))
  }

  /** Row numbers by time; rows of one instant keep the order of the file. Not to be written to. */
  inOrder(): Uint32Array {
    if (this.#order.length !== this.rows) {
      const order = new Uint32Array(this.rows)
      for (let row = 0; row < order.length; row++) order[row] = row
      this.#order = this.#ordered ? order : order.sort((a, b) => this.times[a]! - this.times[b]! || a - b)
    }
    return this.#order
  }

  /** A row's value as text: the texts of numbers are the shortest that read back the same. */
  textAt(row: number): string {
    const text = this.textOf[row]!
    return text < 0 ? String(this.numbers[row]) : this.texts[text]!
  }

  #witness(time: Moment, key: Key) {
    if (this.first === null || time < this.first) this.first = time
    if (this.last === null || time > this.last) this.last = time
    if (!key.described) this.findings.add('unknownKey', nameOf(key), time, this.#example(nameOf(key)))
  }

  #row(time: Moment, key: number, text: number, number: number, code: number) {
    if (this.rows === this.times.length) this.#grow()
    if (this.rows > 0 && time < this.times[this.rows - 1]!) this.#ordered = false
    this.times[this.rows] = time
    this.keyOf[this.rows] = key
    this.textOf[this.rows] = text
    this.numbers[this.rows] = number
    this.codes[this.rows] = code
    this.rows++
  }

  #grow() {
    const length = this.times.length * 2
    const longer = <T extends Float64Array | Int32Array>(column: T, copy: T): T => {
      copy.set(column)
      return copy
    }
    this.times = longer(this.times, new Float64Array(length))
    this.keyOf = longer(this.keyOf, new Int32Array(length))
    this.textOf = longer(this.textOf, new Int32Array(length))
    this.numbers = longer(this.numbers, new Float64Array(length))
    this.codes = longer(this.codes, new Int32Array(length))
  }

  #text(text: string): number {
    const known = this.#textIndex.get(text)
    if (known !== undefined) return known
    this.#textIndex.set(text, this.texts.length)
    return this.texts.push(text) - 1
  }

  #example(text: string): Finding['example'] {
    return { line: this.line, text: text.length > 120 ? `${text.slice(0, 119)}…` : text }
  }
}

export const nameOf = ({ item }: Key) => item.name ?? item.id

/** Samples are numbers where they can be; of other items only what reads back the same, so that program `0081` stays a text. */
function numberOf(text: string, sample: boolean): number | null {
  if (!NUMBER.test(text)) return null
  const number = Number(text) + 0
  return Number.isFinite(number) && (sample || String(number) === text) ? number : null
}
