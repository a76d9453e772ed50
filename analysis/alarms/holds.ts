import { EquipmentState, EventKind, Outcome } from '../../engine/log/events.ts'
import type { EventView } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { act, type Book, type Moment } from './book.ts'

/**
 * What is on hold: something came to light (a containment), lots that may not be used, and, where it should never be, work that was begun at equipment
 * on hold. A station is on hold while its slot says so, while a hold that names it lasts, and in the spans that the believed scenario plans.
 */
export class Holds {
  readonly kinds = [
    EventKind.equipmentState,
    EventKind.setupStarted,
    EventKind.holdBegan,
    EventKind.holdEnded,
    EventKind.lotHeld,
    EventKind.lotReleased,
    EventKind.jobStarted,
    EventKind.jobEnded,
  ]
  /** Does the scenario know of any hold? Without one only what a slot says of itself counts. */
  readonly #knowsHolds: boolean
  readonly #scenario: Scenario
  readonly #book: Book
  readonly #firstSlot: Int32Array
  readonly #isHeld: Uint8Array
  /** Slot → since when it is set up for the job to come: work in hand, which a hold lets go on where it says so. */
  readonly #setUp = new Map<number, number>()
  /** Slot → its last job: since when it was in hand, when it began, and whether its unit goes on. */
  readonly #inHand = new Map<number, { unit: number; since: number; begun: number; isAgain: boolean }>()
  readonly #slotOf = new Map<number, number>()
  /** Station → holds that name it, of those that last, and since when. */
  readonly #holding: readonly Map<number, number>[]
  /** Jobs that have begun in a slot that is held: it may be that its hold ends at this very moment. */
  #begun: { readonly slot: number; readonly time: number; readonly event: Begun }[] = []
  readonly #planned: readonly (readonly { readonly at: number; readonly until: number }[])[]

  constructor(scenario: Scenario, book: Book, firstSlot: Int32Array) {
    this.#scenario = scenario
    this.#book = book
    this.#firstSlot = firstSlot
    this.#isHeld = new Uint8Array(firstSlot.at(-1)!)
    this.#knowsHolds = (scenario.holds ?? []).length > 0 || scenario.stations.some(({ holds }) => (holds ?? []).length > 0)
    this.#holding = scenario.stations.map(() => new Map())
    this.#planned = scenario.stations.map(({ holds }) =>
      (holds ?? []).map(({ at, until }) => ({ at: at * 1e6, until: until === null ? Number.POSITIVE_INFINITY : until * 1e6 })),
    )
  }

  take(event: EventView) {
    const { kind, subject, a, b, v, time } = event
    if (this.#begun.length > 0 && time > this.#begun[0]!.time) this.end()
    switch (kind) {
      case EventKind.equipmentState: {
        const slot = this.#firstSlot[subject]! + a
        this.#isHeld[slot] = b === EquipmentState.held ? 1 : 0
        if (b !== EquipmentState.held && this.#begun.length > 0) this.#begun = this.#begun.filter((one) => one.slot !== slot)
        return
      }
      case EventKind.setupStarted:
        if (this.#knowsHolds) this.#setUp.set(this.#firstSlot[subject]! + a, time)
        return
      case EventKind.holdBegan:
        return this.#begins(event)
      case EventKind.holdEnded: {
        const hold = this.#scenario.holds[subject]
        for (const holding of this.#holding) holding.delete(subject)
        if (hold !== undefined) this.#book.close('containment', { kind: 'hold', id: hold.id }, event, 'holdEnded')
        return
      }
      case EventKind.lotHeld: {
        const item = this.#itemOf(a)
        const figures = { item, quantity: v, hold: this.#scenario.holds[b]?.id ?? '' }
        const proposals = [{ action: 'inspect', of: [item] }] as const
        const of = { kind: 'lot', id: String(subject) } as const
        this.#book.raise('lotHeld', of, event, { figures, proposals })
        act(this.#book.open('lotHeld', of), event, 'lotHeld')
        return
      }
      case EventKind.lotReleased:
        this.#book.close('lotHeld', { kind: 'lot', id: String(subject) }, event, 'lotReleased')
        return
      case EventKind.jobStarted: {
        const slot = this.#firstSlot[a]! + b
        if (!this.#knowsHolds) {
          if (this.#isHeld[slot] === 1) this.#begun.push({ slot, time, event: begun(event) })
          return
        }
        const since = this.#since(slot, subject, time)
        if (this.#isOnHold(a, since, time)) this.#used(begun(event))
        else if (this.#isHeld[slot] === 1) this.#begun.push({ slot, time, event: begun(event) })
        this.#inHand.set(slot, { unit: subject, since, begun: time, isAgain: false })
        this.#slotOf.set(subject, slot)
        this.#setUp.delete(slot)
        return
      }
      case EventKind.jobEnded: {
        if (!this.#knowsHolds) return
        const inHand = this.#inHand.get(this.#slotOf.get(subject) ?? -1)
        if (inHand?.unit === subject) inHand.isAgain = b !== Outcome.scrap
        this.#slotOf.delete(subject)
        return
      }
    }
  }

  #begins(event: EventView) {
    const { subject, a, b } = event
    const hold = this.#scenario.holds[subject]
    if (hold === undefined) return
    for (const id of hold.stations) this.#holding[this.#scenario.stations.findIndex((one) => one.id === id)]?.set(subject, event.time)
    const of = { kind: 'hold', id: hold.id } as const
    const station = this.#scenario.stations[b]?.id ?? ''
    this.#book.raise('containment', of, event, {
      figures: { ...(a >= 0 && { unit: a }), ...(station !== '' && { station }), stations: hold.stations.length },
      proposals: [
        { action: 'inspect', of: station === '' ? [hold.id] : [station] },
        { action: 'release', of: [hold.id] },
      ],
    })
    // The rule put them on hold itself.
    act(this.#book.open('containment', of), event, 'holdBegan')
  }

  /** After the last record: whoever has begun while his slot is held and stays so. */
  end() {
    for (const { event } of this.#begun) this.#used(event)
    this.#begun = []
  }

  /** Since when it is in hand what begins now: with its set-up, with the first of its batch, or, where the unit stays in its place, with what was done to it before. */
  #since(slot: number, unit: number, time: number): number {
    const before = this.#inHand.get(slot)
    if (before !== undefined && (before.begun === time || (before.unit === unit && before.isAgain))) return before.since
    return this.#setUp.get(slot) ?? time
  }

  /** By what is planned, or by a hold that has begun before the work was taken in hand. */
  #isOnHold(station: number, since: number, time: number): boolean {
    for (const began of this.#holding[station]!.values()) if (since > began) return true
    return this.#planned[station]!.some(({ at, until }) => since > at && time < until)
  }

  #used(event: Begun) {
    const { unit, station, slot, index } = event
    const id = this.#scenario.stations[station]!.id
    const proposals = [
      { action: 'hold', of: [id] },
      { action: 'inspect', of: [String(unit)] },
    ] as const
    this.#book.raise('heldEquipmentUsed', { kind: 'station', id }, event, { figures: { unit, slot: slot + 1 }, proposals }, String(index))
  }

  #itemOf(item: number): string {
    const { materials, products } = this.#scenario
    return materials[item]?.id ?? products[item - materials.length]?.id ?? ''
  }
}

/** A job that has begun. */
interface Begun extends Moment {
  readonly unit: number
  readonly station: number
  readonly slot: number
}

const begun = ({ index, recorded, subject, a, b }: EventView): Begun => ({ index, recorded, unit: subject, station: a, slot: b })
