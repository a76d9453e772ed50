import { EventKind } from '../engine/log/events.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'

/** Where what was made of a lot truly is. Numbers of units, in order. */
export interface Whereabouts {
  /** What is left of the lot itself. */
  readonly stock: number
  readonly inProcess: readonly number[]
  readonly inTransit: readonly number[]
  readonly shipped: readonly number[]
}

/**
 * By plain counting, record by record, with nothing of the analysis: which units took of these lots until `until` (µs), and where each was seen last. For
 * plants whose units are not joined or split.
 */
export function whereabouts(log: Log<Scenario>, lots: readonly number[], until: number): Whereabouts {
  const { stations, buffers, sinks, sources } = log.header.scenario
  const firstConveyor = stations.length + buffers.length + sinks.length + sources.length
  const place = new Map<number, number>()
  const isGone = new Set<number>()
  const shipped = new Set<number>()
  const took = new Set<number>()
  let stock = 0
  log.scan(0, log.count, ({ kind, time, subject, a, b, v }) => {
    if (time > until) return
    if (kind === EventKind.lotCreated && lots.includes(subject)) stock += v
    else if (kind === EventKind.lotUsed && lots.includes(subject)) {
      stock -= v
      if (b >= 0) took.add(b)
    } else if (kind === EventKind.unitMoved) place.set(subject, a)
    else if (kind === EventKind.unitFinished) shipped.add(subject)
    else if (kind === EventKind.unitScrapped || kind === EventKind.unitWithdrawn) isGone.add(subject)
  })
  const there = [...took].filter((unit) => !isGone.has(unit) && !shipped.has(unit)).sort((one, other) => one - other)
  const isUnderWay = (unit: number) => place.get(unit)! >= firstConveyor
  return {
    stock,
    inProcess: there.filter((unit) => !isUnderWay(unit)),
    inTransit: there.filter(isUnderWay),
    shipped: [...took].filter((unit) => shipped.has(unit)).sort((one, other) => one - other),
  }
}

/** Was anything of these lots used from that moment on? */
export function usedAfter(log: Log<Scenario>, lots: readonly number[], from: number): boolean {
  let used = false
  log.scan(0, log.count, ({ kind, time, subject }) => {
    if (kind === EventKind.lotUsed && time > from && lots.includes(subject)) used = true
  })
  return used
}
