import { EquipmentState, EventKind, VehicleState } from '../../engine/log/events.ts'
import type { EventView } from '../../engine/log/reader.ts'
import { pow } from '../../engine/math/index.ts'
import type { FailureMode, Scenario, Station } from '../../scenarios/model.ts'
import type { Proposal, Raised } from './alarm.ts'
import { act, type Book } from './book.ts'
import type { Orders } from './orders.ts'

/** Failures of stations, conveyors and vehicles, and parameters outside their limits. */
export class Equipment {
  readonly kinds = [
    EventKind.failureOccurred,
    EventKind.maintenanceStarted,
    EventKind.maintenanceEnded,
    EventKind.conveyorState,
    EventKind.vehicleState,
    EventKind.parameterRecorded,
  ]
  /** How many parameters are beyond what they should be. */
  #beyond = 0
  readonly #scenario: Scenario
  readonly #book: Book
  readonly #orders: Orders
  readonly #vehicles: readonly { readonly id: string; readonly modes: readonly string[] }[]
  /** Of each station and mode, failures that wait for their repair, and repairs that go on: the first that came is the first that is repaired. */
  readonly #failed = new Map<string, Raised[]>()
  readonly #inRepair = new Map<string, Raised[]>()
  #failures = 0

  constructor(scenario: Scenario, book: Book, orders: Orders) {
    this.#scenario = scenario
    this.#book = book
    this.#orders = orders
    this.#vehicles = scenario.transport.flatMap(({ id, fleet, failures }) =>
      Array.from({ length: fleet }, (_, n) => ({ id: `${id}#${n + 1}`, modes: failures.map((mode) => mode.id) })),
    )
  }

  take(event: EventView) {
    const { kind, subject, a, b, v } = event
    switch (kind) {
      case EventKind.failureOccurred:
        return this.#fails(event)
      case EventKind.maintenanceStarted: {
        const key = `${subject} ${a}`
        const raised = b === 0 ? this.#failed.get(key)?.shift() : undefined
        if (raised === undefined) return
        act(raised, event, 'maintenanceStarted')
        this.#inRepair.set(key, [...(this.#inRepair.get(key) ?? []), raised])
        return
      }
      case EventKind.maintenanceEnded: {
        const raised = b === 0 ? this.#inRepair.get(`${subject} ${a}`)?.shift() : undefined
        if (raised === undefined) return
        this.#book.close('equipmentFailure', raised.subject, event, 'maintenanceEnded', String(raised.evidence.figures.failure))
        return
      }
      case EventKind.conveyorState: {
        const conveyor = this.#scenario.conveyors[subject]!
        return this.#carrier(event, { kind: 'conveyor', id: conveyor.id }, a === EquipmentState.repair, conveyor.failures[v]?.id)
      }
      case EventKind.vehicleState:
        return this.#carrier(
          event,
          { kind: 'vehicle', id: this.#vehicles[subject]!.id },
          a === VehicleState.repair,
          this.#vehicles[subject]!.modes[v],
        )
      case EventKind.parameterRecorded:
        return this.#parameter(event)
    }
  }

  #fails(event: EventView) {
    const { subject, a, b } = event
    const station = this.#scenario.stations[subject]!
    const mode = station.failures[a]
    const failure = ++this.#failures
    const affects = this.#orders.needing(({ stations }) => stations.includes(station.id))
    const raised = this.#book.raise(
      'equipmentFailure',
      { kind: 'station', id: station.id },
      event,
      {
        figures: { mode: mode?.id ?? '', slot: b + 1, failure },
        affects,
        proposals: [{ action: 'maintain', of: [station.id] }, ...this.#elsewhere(station), ...whoFirst(affects.orders)],
      },
      String(failure),
    )!
    const key = `${subject} ${a}`
    this.#failed.set(key, [...(this.#failed.get(key) ?? []), raised])
  }

  /** Where else its operations can be done. */
  #elsewhere(station: Station): readonly Proposal[] {
    const others = this.#scenario.products.flatMap(({ route }) =>
      route.flatMap(({ stations }) => (stations.includes(station.id) ? stations.filter((id) => id !== station.id) : [])),
    )
    return others.length === 0 ? [] : [{ action: 'reassign', of: [...new Set(others)] }]
  }

  #carrier(event: EventView, subject: Raised['subject'], isDown: boolean, mode = '') {
    const proposals = [{ action: 'maintain', of: [subject.id] }] as const
    if (!isDown) this.#book.close('equipmentFailure', subject, event, 'workGoesOn')
    else if (this.#book.open('equipmentFailure', subject) === null) {
      const affects = this.#orders.needing(({ via, by }) => via === subject.id || (by !== null && subject.id.startsWith(`${by}#`)))
      this.#book.raise('equipmentFailure', subject, event, { figures: { mode }, affects, proposals })
      // Whoever repairs it is there at once.
      act(this.#book.open('equipmentFailure', subject), event, 'repair')
    }
  }

  #parameter(event: EventView) {
    const { a, b, c, v } = event
    const station = this.#scenario.stations[a]!
    const parameter = station.parameters[c]
    if (parameter === undefined) return
    const isOutside = (parameter.low !== null && v < parameter.low) || (parameter.high !== null && v > parameter.high)
    // As good as always nothing is amiss.
    if (!isOutside && this.#beyond === 0 && !station.failures.some(({ load }) => load?.parameter === parameter.id && v > load.rated)) return
    const of = { kind: 'station', id: station.id } as const
    const key = `${b} ${parameter.id}`
    for (const mode of station.failures) if (mode.load?.parameter === parameter.id) this.#load(event, of, mode, key)
    if (!isOutside) {
      if (this.#book.close('parameterOutside', of, event, 'parameterRecorded', key) !== null) this.#beyond--
      return
    }
    const limits = { ...(parameter.low !== null && { low: parameter.low }), ...(parameter.high !== null && { high: parameter.high }) }
    const figures = { parameter: parameter.id, slot: b + 1, value: v, ...limits, unit: parameter.unit }
    const proposals = [{ action: 'setParameter', of: [parameter.id] }] as const
    if (this.#book.raise('parameterOutside', of, event, { figures, proposals }, key) !== null) this.#beyond++
  }

  /** Above what it is rated for it ages faster. */
  #load(event: EventView, of: Raised['subject'], { id, load }: FailureMode, place: string) {
    const { b, v } = event
    const key = `${place} ${id}`
    if (v <= load!.rated) {
      if (this.#book.close('overload', of, event, 'parameterRecorded', key) !== null) this.#beyond--
      return
    }
    const { parameter, rated, exponent } = load!
    const figures = { parameter, slot: b + 1, value: v, rated, mode: id, faster: pow(v / rated, exponent) }
    const affects = this.#orders.needing(({ stations }) => stations.includes(of.id))
    const proposals: Proposal[] = [
      { action: 'decrease', of: [of.id] },
      { action: 'setParameter', of: [parameter] },
    ]
    if (this.#book.raise('overload', of, event, { figures, affects, proposals }, key) !== null) this.#beyond++
  }
}

const whoFirst = (orders: readonly string[]): readonly Proposal[] => (orders.length === 0 ? [] : [{ action: 'expedite', of: orders }])
