import { readDataKey } from '../../engine/log/data-key.ts'
import { ConditionLevel, EquipmentState, EventKind, HealthFinding } from '../../engine/log/events.ts'
import type { EventView, Log } from '../../engine/log/reader.ts'
import { reportersOf } from '../../engine/log/reporters.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { Book } from './book.ts'

/** What is amiss with the data, and what real machines say of themselves. */
export class DataWatch {
  readonly kinds = [EventKind.recordsMissing, EventKind.healthReported, EventKind.equipmentState, EventKind.conditionReported]
  /** Stations of which nothing is heard. */
  readonly #silent = new Set<number>()
  readonly #scenario: Scenario
  readonly #book: Book
  readonly #reporters: readonly string[]
  readonly #text: (number: number) => string
  /** Conditions of which something is told: station, and number of the condition → keys of its open alarms. */
  readonly #conditions = new Map<string, Set<string>>()

  constructor({ header, strings }: Log<Scenario>, book: Book) {
    this.#scenario = header.scenario
    this.#book = book
    this.#reporters = reportersOf(header.scenario).list.map(({ kind, id }) => (kind === id ? id : `${kind} ${id}`))
    this.#text = (number) => strings[number] ?? ''
  }

  take(event: EventView) {
    const { kind, subject, a, b, v } = event
    switch (kind) {
      case EventKind.recordsMissing: {
        const id = this.#reporters[subject] ?? ''
        const figures = { missing: a, ...(v >= 0 && { since: v / 1e6 }) }
        const proposals = [{ action: 'count', of: [id] }] as const
        this.#book.raise('dataGap', { kind: 'reporter', id }, event, { figures, proposals }, String(event.index))
        return
      }
      case EventKind.healthReported: {
        const station = this.#scenario.stations[subject]
        if (a !== HealthFinding.sourceSilent || station === undefined) return
        const proposals = [{ action: 'inspect', of: [station.id] }] as const
        this.#silent.add(subject)
        this.#book.raise('sourceSilent', { kind: 'station', id: station.id }, event, { proposals })
        return
      }
      case EventKind.equipmentState: {
        if (b === EquipmentState.unknown || !this.#silent.delete(subject)) return
        const station = this.#scenario.stations[subject]
        if (station !== undefined) this.#book.close('sourceSilent', { kind: 'station', id: station.id }, event, 'equipmentState')
        return
      }
      case EventKind.conditionReported:
        return this.#condition(event)
    }
  }

  /** A condition without a code has one level at a time; normal or unavailable without a text ends all of it. */
  #condition(event: EventView) {
    const { subject, a, b, c } = event
    const station = this.#scenario.stations[subject]
    if (station === undefined) return
    const of = { kind: 'station', id: station.id } as const
    const told = this.#conditions.get(`${subject} ${a}`) ?? new Set()
    this.#conditions.set(`${subject} ${a}`, told)
    const text = c < 0 ? '' : this.#text(c)
    const isBad = b === ConditionLevel.warning || b === ConditionLevel.fault
    const key = `${a} ${b} ${text}`
    const all = !isBad && (text === '' || b === ConditionLevel.unavailable)
    for (const other of told)
      if (other !== key && (all || codeOf(other.split(' ').slice(2).join(' ')) === codeOf(text))) {
        this.#book.close('machineCondition', of, event, 'conditionReported', other)
        told.delete(other)
      }
    if (!isBad) return
    told.add(key)
    const figures = { condition: readDataKey(this.#text(a)).name, level: b === ConditionLevel.fault ? 'fault' : 'warning', text }
    this.#book.raise('machineCondition', of, event, { figures, proposals: [{ action: 'inspect', of: [station.id] }] }, key)
  }
}

/** A native code stands in brackets before the text. */
const codeOf = (words: string) => /^\[([^\]]*)\]/.exec(words)?.[1] ?? ''
