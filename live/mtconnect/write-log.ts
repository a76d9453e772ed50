import { writeDataKey } from '../../engine/log/data-key.ts'
import { EventKind, HealthFinding } from '../../engine/log/events.ts'
import type { SimTime } from '../../engine/log/time.ts'
import type { LogWriter } from '../../engine/log/writer.ts'
import type { History, Window } from './history.ts'
import { nameOf, type Recording } from './recording.ts'

/** One machine of an import: its station is its place in the list. */
export interface Machine {
  readonly recording: Recording
  readonly history: History
}

/** Where a machine's readings lie, and how many records say what held when the window began. */
export interface RowCounts {
  readonly before: number
  readonly within: number
  readonly after: number
  readonly carried: number
}

/**
 * Writes what the machines reported and what became of it, all in the order of time; at one instant a machine's raw values come before what they mean. The
 * log begins with what holds at that moment, and ends with the window.
 */
export function writeLog(writer: LogWriter, machines: readonly Machine[], window: Window): readonly RowCounts[] {
  const cursors = machines.map((machine, station) => new Cursor(writer, machine, station, window))
  for (const cursor of cursors) cursor.begin()
  for (;;) {
    let next: Cursor | undefined
    for (const cursor of cursors) if (cursor.time < (next?.time ?? Number.POSITIVE_INFINITY)) next = cursor
    if (!next) break
    next.write()
  }
  writer.close((window.to - window.from) as SimTime)
  return cursors.map(({ counts }) => counts)
}

interface Derived {
  readonly time: number
  readonly kind: EventKind
  readonly a: number
  readonly b: number
  readonly v: number
}

/** One machine's records on their way into the log. */
class Cursor {
  /** Of the next record, µs since 1970; infinite where there is none. */
  time = 0
  readonly counts: RowCounts
  readonly #writer: LogWriter
  readonly #recording: Recording
  readonly #station: number
  readonly #from: number
  readonly #order: Uint32Array
  readonly #derived: readonly Derived[]
  /** Rows from before the window that hold at its start. */
  readonly #held: readonly number[]
  /** Log's numbers of this recording's keys and texts, +1; 0: not asked for yet. */
  readonly #keyNumber: Int32Array
  readonly #textNumber: Int32Array
  #row: number
  readonly #end: number
  #next = 0

  constructor(writer: LogWriter, { recording, history }: Machine, station: number, { from, to }: Window) {
    this.#writer = writer
    this.#recording = recording
    this.#station = station
    this.#from = from
    this.#order = recording.inOrder()
    this.#keyNumber = new Int32Array(recording.keys.all.length)
    this.#textNumber = new Int32Array(recording.texts.length)
    this.#derived = this.#derive(history, { from, to })
    this.#row = this.#firstAt(from)
    this.#end = this.#firstAt(to)
    this.#held = heldAt(recording, this.#order.subarray(0, this.#row))
    this.counts = {
      before: this.#row,
      within: this.#end - this.#row,
      after: this.#order.length - this.#end,
      carried: this.#held.length,
    }
    this.#look()
  }

  /** What holds when the window begins. */
  begin() {
    for (const row of this.#held) this.#report(0, row)
  }

  write() {
    const time = this.time - this.#from
    const row = this.#order[this.#row]
    if (this.#row < this.#end && this.#recording.times[row!] === this.time) {
      this.#row++
      this.#report(time, row!)
    } else {
      const { kind, a, b, v } = this.#derived[this.#next++]!
      this.#writer.append(time as SimTime, kind, this.#station, a, b, -1, v)
    }
    this.#look()
  }

  #look() {
    const raw = this.#row < this.#end ? this.#recording.times[this.#order[this.#row]!]! : Number.POSITIVE_INFINITY
    this.time = Math.min(raw, this.#derived[this.#next]?.time ?? Number.POSITIVE_INFINITY)
  }

  #report(time: number, row: number) {
    const { keyOf, textOf, numbers, codes, texts } = this.#recording
    const key = this.#key(keyOf[row]!)
    const text = textOf[row]!
    if (codes[row]! >= 0) {
      const code = texts[codes[row]!]!
      const words = [code && `[${code}]`, texts[text]].filter(Boolean).join(' ')
      const said = words === '' ? -1 : this.#writer.string(words)
      this.#writer.append(time as SimTime, EventKind.conditionReported, this.#station, key, numbers[row]!, said, 0)
    } else {
      this.#writer.append(
        time as SimTime,
        EventKind.dataReported,
        this.#station,
        key,
        text < 0 ? -1 : this.#text(text),
        -1,
        text < 0 ? numbers[row]! : 0,
      )
    }
  }

  #key(index: number): number {
    if (this.#keyNumber[index] === 0) {
      const key = this.#recording.keys.all[index]!
      const { type, subType } = key.item
      this.#keyNumber[index] = this.#writer.string(writeDataKey({ type, subType, name: nameOf(key) })) + 1
    }
    return this.#keyNumber[index]! - 1
  }

  #text(index: number): number {
    if (this.#textNumber[index] === 0) this.#textNumber[index] = this.#writer.string(this.#recording.texts[index]!) + 1
    return this.#textNumber[index]! - 1
  }

  #firstAt(time: number): number {
    let low = 0
    let high = this.#order.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#recording.times[this.#order[middle]!]! >= time) high = middle
      else low = middle + 1
    }
    return low
  }

  /** States, counts and findings in the order of time. What was found outside the window is told at its edge. */
  #derive({ states, quantities, resets, silences }: History, { from, to }: Window): readonly Derived[] {
    const clipped = (time: number | null) => Math.min(Math.max(time ?? from, from), to)
    const finding = (time: number | null, kind: HealthFinding, detail: string, v: number): Derived => ({
      time: clipped(time),
      kind: EventKind.healthReported,
      a: kind,
      b: detail === '' ? -1 : this.#writer.string(detail),
      v,
    })
    return [
      ...this.#recording.findings.list().map(({ kind, detail, count, first }) => finding(first, HealthFinding[kind], detail, count)),
      ...resets.map(({ time, by, key }) => finding(time, HealthFinding.counterReset, nameOf(this.#recording.keys.all[key]!), by)),
      ...silences.map((silence) => finding(silence.from, HealthFinding.sourceSilent, '', silence.to - silence.from)),
      ...quantities.map(({ time, pieces }) => ({ time, kind: EventKind.quantityReported, a: -1, b: -1, v: pieces })),
      ...states.map(({ time, state }) => ({ time, kind: EventKind.equipmentState, a: 0, b: state, v: -1 })),
    ].sort((one, other) => one.time - other.time)
  }
}

/** Of rows in the order of time, those that still hold after the last: a key's latest value, and every condition that is active. */
function heldAt(recording: Recording, order: Uint32Array): readonly number[] {
  const { keyOf, codes, numbers, texts } = recording
  const held = new Map<number, Map<number, number>>()
  for (const row of order) {
    const key = keyOf[row]!
    const code = codes[row]!
    const rows = held.get(key) ?? new Map<number, number>()
    held.set(key, rows)
    const active = code >= 0 && (numbers[row] === 1 || numbers[row] === 2)
    if (!active && (code < 0 || texts[code] === '' || numbers[row] === 3)) rows.clear()
    rows.set(active ? code : -1, row)
    if (active) rows.delete(-1)
    else if (code >= 0) rows.delete(code)
  }
  return [...held].sort(([a], [b]) => a - b).flatMap(([, rows]) => [...rows.values()])
}
