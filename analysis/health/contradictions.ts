import { EventKind } from '../../engine/log/events.ts'
import type { LogEvent } from '../../engine/log/fold.ts'
import type { Log } from '../../engine/log/reader.ts'
import { inOrderOfTruth } from '../../engine/log/replay.ts'
import type { Scenario } from '../../scenarios/model.ts'

/** What cannot be as a log says it: something is missing, or wrong. */
export type ContradictionKind =
  /** A record speaks of a unit that is not in the plant. */
  | 'unknownUnit'
  /** A job ends that never began, or begins while another of the same unit goes on. */
  | 'jobOutOfTurn'
  /** More was taken of a lot than there was. */
  | 'lotOverdrawn'
  /** More was taken of an item than there was. */
  | 'stockBelowZero'

export interface Contradiction {
  readonly kind: ContradictionKind
  readonly times: number
  /** µs: when for the first time. */
  readonly first: number
  /** Number of the first unit, lot or item of which it is so. */
  readonly example: number
}

/** Looks through the whole log in the order of truth. Empty for the whole log of a simulated plant. */
export function contradictionsOf(log: Log<Scenario>): readonly Contradiction[] {
  const found = new Map<ContradictionKind, { kind: ContradictionKind; times: number; first: number; example: number }>()
  const check = new Check(log.header.scenario, (kind, example, time) => {
    const known = found.get(kind)
    if (known === undefined) found.set(kind, { kind, times: 1, first: time, example })
    else known.times++
  })
  inOrderOfTruth(log, (event) => check.look(event))
  return [...found.values()]
}

/** Below this a quantity is nothing, or what rounding leaves over. */
const DUST = 1e-6

class Check {
  readonly #find: (kind: ContradictionKind, example: number, time: number) => void
  readonly #inPlant = new Set<number>()
  readonly #atWork = new Set<number>()
  readonly #lotLeft = new Map<number, number>()
  readonly #stock: Float64Array
  /** Of other items nobody counts what is there. */
  readonly #isCounted: readonly boolean[]
  /** Does the log tell of units at all? That of a real machine need not. */
  #tracks = false

  constructor({ materials, products, sinks }: Scenario, find: (kind: ContradictionKind, example: number, time: number) => void) {
    this.#find = find
    const stocked = new Set(sinks.flatMap(({ id, stock }) => (stock ? [id] : [])))
    this.#stock = Float64Array.from([...materials, ...products], ({ initialStock }) => initialStock)
    this.#isCounted = [
      ...materials.map(({ reorderPoint, mrp }) => reorderPoint !== null || (mrp ?? null) !== null),
      ...products.map(({ sink, initialStock }) => stocked.has(sink) || initialStock > 0),
    ]
  }

  look({ kind, time, subject, v }: LogEvent) {
    switch (kind) {
      case EventKind.unitCreated:
      case EventKind.unitRestored:
        this.#tracks = true
        this.#inPlant.add(subject)
        return
      case EventKind.unitMoved:
      case EventKind.parameterRecorded:
      case EventKind.unitMeasured:
        return this.#speaksOf(subject, time)
      case EventKind.jobStarted:
        this.#speaksOf(subject, time)
        if (this.#atWork.has(subject)) this.#find('jobOutOfTurn', subject, time)
        this.#atWork.add(subject)
        return
      case EventKind.jobEnded:
        this.#speaksOf(subject, time)
        if (!this.#atWork.delete(subject)) this.#find('jobOutOfTurn', subject, time)
        return
      case EventKind.unitFinished:
      case EventKind.unitScrapped:
      case EventKind.unitAbsorbed:
      case EventKind.unitWithdrawn:
        this.#speaksOf(subject, time)
        this.#inPlant.delete(subject)
        this.#atWork.delete(subject)
        return
      case EventKind.lotCreated:
        this.#lotLeft.set(subject, v)
        return
      case EventKind.lotUsed: {
        const left = (this.#lotLeft.get(subject) ?? 0) - v
        this.#lotLeft.set(subject, left)
        if (left < -DUST) this.#find('lotOverdrawn', subject, time)
        return
      }
      case EventKind.materialReceived:
      case EventKind.materialProduced:
        this.#stock[subject]! += v
        return
      case EventKind.materialConsumed:
      case EventKind.materialShipped:
      case EventKind.materialScrapped:
      case EventKind.materialMoved:
        this.#stock[subject]! -= v
        if (this.#isCounted[subject] && this.#stock[subject]! < -DUST) this.#find('stockBelowZero', subject, time)
        return
    }
  }

  #speaksOf(unit: number, time: number) {
    if (this.#tracks && !this.#inPlant.has(unit)) this.#find('unknownUnit', unit, time)
  }
}
