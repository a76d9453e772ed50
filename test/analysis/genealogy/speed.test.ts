import { describe, expect, it } from 'vitest'
import { Backward, exposureTo, type Genealogy, genealogyOf, recallOf } from '../../../analysis/genealogy/index.ts'
import { millionEvents } from './million.ts'

/** Three times the 50 ms that are promised on a quiet machine. */
const LIMIT_MS = 150

describe('trace of a million events', () => {
  it(`[C06] any lot, unit, order or hour of a station is answered in less than ${LIMIT_MS} ms`, { timeout: 120_000 }, () => {
    const log = millionEvents()
    expect(log.count).toBeGreaterThan(1_000_000)
    const genealogy = genealogyOf(log)
    // What is timed finds what it should: 400 boards, and the devices with them.
    expect(exposureTo(genealogy, { lots: [0] }).units).toHaveLength(800)
    const slowest = Math.max(...queries(genealogy).map(milliseconds))
    expect(slowest).toBeLessThan(LIMIT_MS)
  })
})

function queries(genealogy: Genealogy): (() => number)[] {
  const { lots, units, orders } = genealogy.record
  const spread = (count: number) => Array.from({ length: 12 }, (_, i) => Math.floor((i * (count - 1)) / 11))
  return [
    ...spread(lots.count).map((row) => () => {
      const exposure = exposureTo(genealogy, { lots: [lots.column.lot[row]!] })
      return exposure.units.length + recallOf(genealogy, exposure).shipped.length
    }),
    ...spread(units.count).map((row) => () => new Backward(genealogy).unit(units.column.unit[row]!).found.lots.size),
    ...spread(orders.count).map((row) => () => new Backward(genealogy).order(orders.column.order[row]!).found.lots.size),
    ...spread(24).map((hour) => () => {
      const exposure = exposureTo(genealogy, { jobs: { station: 0, from: hour * 3600e6, until: (hour + 1) * 3600e6 } })
      return recallOf(genealogy, exposure).shipped.length
    }),
  ]
}

/** The best of three: others use this machine, too. */
function milliseconds(query: () => number): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < 3 && best > LIMIT_MS / 3; i++) {
    const before = performance.now()
    query()
    best = Math.min(best, performance.now() - before)
  }
  return best
}
