import type { Key, Keys } from './data-items.ts'
import { type Moment, readMoment } from './moment.ts'
import { tokens } from './tokens.ts'

/** What the lines of a recording say, one call per reading, in the order of the file. */
export interface ShdrSink {
  value(time: Moment, key: Key, text: string): void
  condition(time: Moment, key: Key, level: string, nativeCode: string, text: string): void
  asset(time: Moment, key: Key, text: string): void
  /** The line that follows is older than the line before it, by so many µs. */
  late(time: Moment, by: number): void
  /** Something that could not be read: the reason is one of a few fixed texts, the example is the line or a part of it. */
  problem(reason: string, example: string): void
}

/** Every line of the file is exactly one of these. */
export interface LineCounts {
  /** Timestamped values. */
  data: number
  /** Asset documents and commands, continuation lines included. */
  asset: number
  /** `* …`: comments, heartbeats and commands of the protocol. */
  control: number
  blank: number
  unreadable: number
}

const MULTILINE = /\|\s*--multiline--(\S*)\s*$/
const LOOKS_LIKE_DATA = /^\s*\d{4}-\d\d-\d\dT[^|]*\|/
const LONGEST = 1024 * 1024

/**
 * Reads SHDR, the line protocol between MTConnect adapter and agent: `timestamp[@duration]|key|value|key|value…`, where a condition takes
 * five values, a message two, a time series three. Values are handed on as text, trimmed, nothing interpreted.
 */
export class ShdrReader {
  readonly lines: LineCounts = { data: 0, asset: 0, control: 0, blank: 0, unreadable: 0 }
  readonly #keys: Keys
  readonly #sink: ShdrSink
  /** Names of the other devices there are: the prefix of `device:key` in a stream of several machines. */
  readonly #others: ReadonlySet<string>
  #last: Moment | undefined
  #document: { readonly head: string; readonly end: string; readonly body: string[] } | null = null

  constructor(keys: Keys, sink: ShdrSink, others: ReadonlySet<string> = new Set()) {
    this.#keys = keys
    this.#sink = sink
    this.#others = others
  }

  read(line: string) {
    if (this.#document && !this.#continues(line)) return
    if (line.length > LONGEST) return this.#unreadable('longer than 1 MiB', line)
    const text = line.trim()
    if (text === '') this.lines.blank++
    else if (text.startsWith('*')) this.lines.control++
    else {
      const begin = MULTILINE.exec(text)
      if (begin) this.#document = { head: text.slice(0, begin.index), end: `--multiline--${begin[1]}`, body: [] }
      else this.#line(tokens(text), 1, text)
    }
  }

  /** The file is over: a document whose end never came is a finding. */
  end() {
    if (this.#document) this.#abandon()
  }

  /** Takes a line of a document. True where the line belongs to no document after all and is to be read by itself. */
  #continues(line: string): boolean {
    const document = this.#document!
    if (line.trim() === document.end) {
      this.#document = null
      this.#line([...tokens(document.head), document.body.join('\n')], document.body.length + 2, document.head)
      return false
    }
    if (LOOKS_LIKE_DATA.test(line)) {
      this.#abandon()
      return true
    }
    document.body.push(line)
    return false
  }

  #abandon() {
    const { head, body } = this.#document!
    this.#document = null
    this.#unreadable('a document without its end', head, body.length + 1)
  }

  #unreadable(reason: string, example: string, lines = 1) {
    this.lines.unreadable += lines
    this.#sink.problem(reason, example)
  }

  #line(parts: readonly string[], lines: number, text: string) {
    const [stamp = '', ...rest] = parts
    const [when = '', duration] = stamp.split('@')
    const time = readMoment(when)
    if (time === undefined) {
      const reason = when === '' ? 'no timestamp' : /^\d+(\.\d+)?$/.test(when) ? 'a relative timestamp' : 'no timestamp that can be read'
      return this.#unreadable(reason, text, lines)
    }
    if (rest.length === 0) return this.#unreadable('nothing after the timestamp', text, lines)
    if (this.#last !== undefined && time < this.#last) this.#sink.late(time, this.#last - time)
    this.#last = time
    const command = /^(?:[^|:]*:)?(@[A-Z_]+@)$/.exec(rest[0]!)?.[1]
    if (command) return this.#asset(time, command, rest.slice(1), lines, text)
    let at = 0
    let read = 0
    while (at < rest.length) {
      const [taken, good] = this.#reading(time, duration, rest, at)
      at += taken
      if (good) read++
    }
    if (read > 0) this.lines.data += lines
    else this.lines.unreadable += lines
  }

  /** One key and its values from `at` on: how many tokens they are, and whether they were read. */
  #reading(time: Moment, duration: string | undefined, parts: readonly string[], at: number): readonly [taken: number, good: boolean] {
    const name = parts[at]!
    const left = parts.length - at - 1
    const next = parts[at + 1] ?? ''
    if (left === 0) {
      this.#sink.problem(name === '' ? 'a value without a key' : 'a key without a value', parts.slice(at).join('|'))
      return [1, false]
    }
    if (name === '') {
      this.#sink.problem('a value without a key', `|${next}`)
      return [2, false]
    }
    const found = this.#find(name)
    if (found === 'other') {
      this.#sink.problem('a value of another device', name)
      return [left === 5 && LEVEL.test(next) ? 6 : 2, false]
    }
    const key = found ?? this.#keys.findOrAdd(name)
    if (duration !== undefined) this.#sink.value(time, this.#keys.findOrAdd(`${name}@duration`, 'DURATION', true), duration)
    if (key.item.category === 'CONDITION' || (!key.described && left === 5 && LEVEL.test(next))) {
      this.#sink.condition(time, key, next, parts[at + 2] ?? '', conditionText(parts.slice(at + 3, at + 6)))
      return [Math.min(6, left + 1), true]
    }
    const width = widthOf(key, parts, at + 1)
    this.#sink.value(time, key, joined(parts.slice(at + 1, at + 1 + width)))
    return [1 + width, true]
  }

  /** The key a name stands for: as it is, or after a prefix that names this device. Undefined: not described. */
  #find(name: string): Key | 'other' | undefined {
    const whole = this.#keys.find(name)
    if (whole) return whole
    const colon = name.indexOf(':')
    if (colon < 0) return undefined
    const { name: own, uuid, id } = this.#keys.device
    const prefix = name.slice(0, colon)
    if (prefix === own || prefix === uuid || prefix === id) return this.#keys.findOrAdd(name.slice(colon + 1))
    return this.#others.has(prefix) ? 'other' : undefined
  }

  #asset(time: Moment, command: string, [id = '', type = '', ...body]: readonly string[], lines: number, text: string) {
    const add = (of: string, kind: string, value: string) => this.#sink.asset(time, this.#keys.findOrAdd(`@${of}`, kind, true), value)
    if (command === '@ASSET@' && id !== '' && body.length > 0) add(id, `ASSET.${type}`, body.join('|'))
    else if (command === '@UPDATE_ASSET@' && id !== '') add(id, 'ASSET', [type, ...body].join('|'))
    else if (command === '@REMOVE_ASSET@' && id !== '') add(id, 'ASSET', 'REMOVED')
    else if (command === '@REMOVE_ALL_ASSETS@') add('*', 'ASSET', `REMOVED ${id}`.trim())
    else return this.#unreadable('an asset command that is not complete', text, lines)
    this.lines.asset += lines
  }
}

const LEVEL = /^(normal|warning|fault|unavailable)$/i

/** How many values a key takes. A lone UNAVAILABLE stands for all of them, with or without the empty rest. */
function widthOf({ item }: Key, parts: readonly string[], at: number): number {
  const full = item.representation === 'TIME_SERIES' ? 3 : item.type === 'ALARM' ? 5 : TWO.has(item.type) ? 2 : 1
  let width = full
  if (parts[at]!.toUpperCase() === 'UNAVAILABLE') {
    width = 1
    while (width < full && parts[at + width] === '') width++
  }
  return Math.min(width, parts.length - at)
}

const TWO = new Set(['MESSAGE', 'ASSET_CHANGED', 'ASSET_REMOVED'])

const joined = (parts: readonly string[]) => parts.filter((part) => part !== '').join('|')

/** Severity, qualifier and message in one text. */
const conditionText = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' ')
