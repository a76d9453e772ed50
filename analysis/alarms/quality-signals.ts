import { EventKind } from '../../engine/log/events.ts'
import type { EventView } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { ChartReport, Signal } from '../quality/index.ts'
import type { Proposal, Raised } from './alarm.ts'

/**
 * Signals of control charts as alarms, at the record that made the point. Acted: the first hold that takes this station or its units in, or maintenance
 * that begins there; closed as that ends.
 */
export class QualitySignals {
  readonly kinds = [
    EventKind.unitTested,
    EventKind.jobEnded,
    EventKind.unitMeasured,
    EventKind.holdBegan,
    EventKind.holdEnded,
    EventKind.maintenanceStarted,
    EventKind.maintenanceEnded,
  ]
  readonly raised: Raised[] = []
  readonly #scenario: Scenario
  /** Kind of record, unit and time of a point → the signals that it made. Units of them all. */
  readonly #points = new Map<string, { readonly chart: ChartReport; readonly signal: Signal }[]>()
  readonly #units = new Set<number>()
  /** Station → signals that nothing was done about yet; what was begun → those that it answers. */
  readonly #unanswered = new Map<string, Raised[]>()
  readonly #answered = new Map<string, Raised[]>()

  constructor(scenario: Scenario, charts: readonly ChartReport[]) {
    this.#scenario = scenario
    for (const chart of charts)
      for (const signal of chart.signals) {
        const key = keyOf(KIND[chart.kind], signal.unit, Math.round(signal.time * 1e6))
        this.#points.set(key, [...(this.#points.get(key) ?? []), { chart, signal }])
        this.#units.add(signal.unit)
      }
  }

  take({ index, kind, subject, a, b, time, recorded }: EventView) {
    const { stations, holds = [] } = this.#scenario
    switch (kind) {
      case EventKind.holdBegan: {
        const hold = holds[subject]
        const own = [stations[b]?.id, hold?.units?.passed, hold?.when.tested, hold?.when.worked, ...(hold?.stations ?? [])]
        return this.#begins(`hold ${subject}`, new Set(own), recorded, 'holdBegan')
      }
      case EventKind.holdEnded:
        return this.#ends(`hold ${subject}`, recorded, 'holdEnded')
      case EventKind.maintenanceStarted:
        return this.#begins(`upkeep ${subject} ${a} ${b}`, new Set([stations[subject]?.id]), recorded, 'maintenanceStarted')
      case EventKind.maintenanceEnded:
        return this.#ends(`upkeep ${subject} ${a} ${b}`, recorded, 'maintenanceEnded')
      default:
        if (this.#units.has(subject)) this.#point(keyOf(kind, subject, time), index, recorded)
    }
  }

  #point(key: string, index: number, at: number) {
    for (const { chart, signal } of this.#points.get(key) ?? []) {
      const raised = raisedBy(chart, signal, index, at)
      this.raised.push(raised)
      this.#unanswered.set(chart.station, [...(this.#unanswered.get(chart.station) ?? []), raised])
    }
    this.#points.delete(key)
  }

  #begins(key: string, ids: ReadonlySet<string | null | undefined>, at: number, by: string) {
    for (const id of ids) {
      const now = this.#unanswered.get(id ?? '')
      if (now === undefined) continue
      for (const one of now) one.acted = { at, by }
      this.#answered.set(key, [...(this.#answered.get(key) ?? []), ...now])
      this.#unanswered.delete(id ?? '')
    }
  }

  #ends(key: string, at: number, by: string) {
    for (const one of this.#answered.get(key) ?? []) one.closed = { at, by }
    this.#answered.delete(key)
  }
}

const KIND = { test: EventKind.unitTested, seen: EventKind.jobEnded, reading: EventKind.unitMeasured } as const
const keyOf = (kind: number, unit: number, time: number) => `${kind} ${unit} ${time}`

function raisedBy({ operation, station, characteristic }: ChartReport, signal: Signal, record: number, at: number): Raised {
  const units = signal.point - signal.sincePoint + 1
  const figures = {
    rules: signal.rules.join(' '),
    operation,
    ...(characteristic !== null && { characteristic }),
    value: signal.value,
    units,
    ...(signal.bad !== null && { bad: signal.bad }),
    since: signal.sinceTime,
    fromUnit: signal.sinceUnit,
    toUnit: signal.unit,
  }
  const proposals: Proposal[] = [
    { action: 'hold', of: [station] },
    { action: 'inspect', of: [station] },
  ]
  return {
    rule: 'qualitySignal',
    subject: { kind: 'station', id: station },
    record,
    at,
    evidence: { records: [], figures },
    affects: { orders: [], ordersInAll: 0, units },
    proposals,
    happened: at,
    acted: null,
    closed: null,
    warnedOf: null,
  }
}
