import { EventKind } from '../../engine/log/events.ts'
import type { Log } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { ChartReport, Signal } from '../quality/index.ts'
import type { Proposal, Raised } from './alarm.ts'

/**
 * Signals of control charts as alarms, at the record that made the point. Acted: the first hold that takes this station or its units in, or maintenance
 * that begins there; closed as that ends.
 */
export function qualitySignals(log: Log<Scenario>, charts: readonly ChartReport[], count: number): readonly Raised[] {
  const found = charts.flatMap((chart) => chart.signals.map((signal) => ({ chart, signal, key: keyOf(KIND[chart.kind], signal.unit, Math.round(signal.time * 1e6)) }))) // biome-ignore format: one list
  if (found.length === 0) return []
  const wanted = new Map<string, { index: number; known: number }>(found.map(({ key }) => [key, { index: -1, known: 0 }]))
  log.scan(0, count, ({ index, kind, subject, time, recorded }) => {
    if (kind !== EventKind.unitTested && kind !== EventKind.jobEnded && kind !== EventKind.unitMeasured) return
    const place = wanted.get(keyOf(kind, subject, time))
    if (place === undefined) return
    place.index = index
    place.known = recorded
  })
  const raised = found.flatMap(({ chart, signal, key }) => {
    const { index, known } = wanted.get(key)!
    return index < 0 ? [] : [raisedBy(chart, signal, index, known)]
  })
  actedOn(raised, log, count)
  return raised
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

function actedOn(raised: readonly Raised[], log: Log<Scenario>, count: number) {
  const { stations, holds = [] } = log.header.scenario
  const byStation = new Map<string, Raised[]>()
  for (const one of raised) byStation.set(one.subject.id, [...(byStation.get(one.subject.id) ?? []), one])
  for (const list of byStation.values()) list.sort((a, b) => a.record - b.record)
  /** What was begun → the alarms that it answers. */
  const answered = new Map<string, Raised[]>()
  const begin = (key: string, ids: readonly string[], index: number, at: number, by: string) => {
    const now = ids.flatMap((id) => (byStation.get(id) ?? []).filter((one) => one.record < index && one.acted === null))
    for (const one of now) one.acted = { at, by }
    if (now.length > 0) answered.set(key, [...(answered.get(key) ?? []), ...now])
  }
  const end = (key: string, at: number, by: string) => {
    for (const one of answered.get(key) ?? []) one.closed = { at, by }
    answered.delete(key)
  }
  log.scan(0, count, ({ index, kind, subject, a, b, recorded }) => {
    if (kind === EventKind.holdBegan) {
      const hold = holds[subject]
      const own = [stations[b]?.id, hold?.units?.passed, hold?.when.tested, hold?.when.worked, ...(hold?.stations ?? [])]
      const ids = new Set(own.filter((id) => id !== undefined && id !== null))
      begin(`hold ${subject}`, [...ids], index, recorded, 'holdBegan')
    } else if (kind === EventKind.holdEnded) end(`hold ${subject}`, recorded, 'holdEnded')
    else if (kind === EventKind.maintenanceStarted)
      begin(`upkeep ${subject} ${a} ${b}`, [stations[subject]!.id], index, recorded, 'maintenanceStarted')
    else if (kind === EventKind.maintenanceEnded) end(`upkeep ${subject} ${a} ${b}`, recorded, 'maintenanceEnded')
  })
}
