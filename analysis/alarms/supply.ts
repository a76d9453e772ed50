import { EquipmentState, EventKind } from '../../engine/log/events.ts'
import type { EventView } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { act, type Book } from './book.ts'
import type { Orders } from './orders.ts'

/** A station stands because an item is missing: raised with the first slot that waits for it, closed when none does. */
export class Supply {
  readonly kinds = [EventKind.materialOrdered, EventKind.materialReceived, EventKind.materialNotReceived, EventKind.equipmentState]
  readonly #scenario: Scenario
  readonly #book: Book
  readonly #orders: Orders
  readonly #items: readonly string[]
  readonly #firstSlot: Int32Array
  /** Slot → item it waits for; −1: none. */
  readonly #waitsFor: Int32Array
  /** Item → slots that wait, and purchase orders that are under way. */
  readonly #waiting: Int32Array
  readonly #onOrder: Int32Array

  constructor(scenario: Scenario, book: Book, orders: Orders, firstSlot: Int32Array) {
    this.#scenario = scenario
    this.#book = book
    this.#orders = orders
    this.#firstSlot = firstSlot
    this.#waitsFor = new Int32Array(firstSlot.at(-1)!).fill(-1)
    this.#items = [...scenario.materials, ...scenario.products].map(({ id }) => id)
    this.#waiting = new Int32Array(this.#items.length)
    this.#onOrder = new Int32Array(this.#items.length)
  }

  take(event: EventView) {
    const { kind, subject, a, b, v } = event
    if (kind === EventKind.materialOrdered) {
      this.#onOrder[subject]!++
      act(this.#book.open('materialShortage', this.#item(subject)), event, 'materialOrdered')
    } else if (kind === EventKind.materialReceived || kind === EventKind.materialNotReceived)
      this.#onOrder[subject] = Math.max(0, this.#onOrder[subject]! - 1)
    else if (kind === EventKind.equipmentState) {
      const slot = this.#firstSlot[subject]! + a
      const now = b === EquipmentState.waiting && v >= 0 && v < this.#items.length ? v : -1
      const before = this.#waitsFor[slot]!
      if (now === before) return
      this.#waitsFor[slot] = now
      if (before >= 0 && --this.#waiting[before]! === 0) this.#book.close('materialShortage', this.#item(before), event, 'workGoesOn')
      if (now >= 0 && this.#waiting[now]!++ === 0) this.#missing(event, now, subject, a)
    }
  }

  #missing(event: EventView, item: number, station: number, slot: number) {
    const id = this.#items[item]!
    const affects = this.#orders.needing(({ components }) => components.some((one) => one.item === id))
    const where = this.#scenario.stations[station]!.id
    this.#book.raise('materialShortage', this.#item(item), event, {
      figures: { station: where, slot: slot + 1, onOrder: this.#onOrder[item]! },
      affects,
      proposals: [
        { action: this.#onOrder[item]! > 0 ? 'expedite' : 'order', of: [id] },
        ...(affects.orders.length === 0 ? [] : [{ action: 'defer', of: affects.orders } as const]),
      ],
    })
  }

  #item = (item: number) => ({ kind: 'material', id: this.#items[item] ?? '' }) as const
}
