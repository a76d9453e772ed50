import type { FailureMode, Station } from '../../scenarios/model.ts'
import type { Grid } from '../facts/demand.ts'
import { meanOf } from '../facts/distribution.ts'
import { renewals } from '../facts/renewals.ts'
import type { Facts } from '../facts/routes.ts'
import { WorkingTime } from '../facts/working-time.ts'
import type { PoolLoad } from './loss.ts'

/** How failures of one mode grow with the time since it was last renewed, as lines that bound them from below. */
export interface Risk {
  readonly station: Station
  readonly mode: FailureMode
  /** What one failure costs: its own cost, and the work that falls behind meanwhile at an average hour. */
  readonly costPerFailure: number
  /** The mode's clock at a moment, if it never failed: in its own unit, seconds or cycles. */
  readonly age: (at: number) => number
  /** Expected failures until age a are at least intercept + slope·a, for each. */
  readonly lines: readonly { readonly intercept: number; readonly slope: number }[]
  /** Expected failures until age a. */
  readonly failures: (age: number) => number
  /** Does it wear out at all? If not, no window is better than another on its account. */
  readonly wearsOut: boolean
}

export function risk(facts: Facts, load: PoolLoad, grid: Grid, station: Station, mode: FailureMode, costOfRepair: number): Risk {
  const age = clock(facts, load, grid, station, mode)
  const oldest = age(grid.step * grid.steps)
  const failures = renewals(mode.after, oldest)
  const lines = lowerEnvelope(failures, oldest)
  const half = failures(oldest / 2)
  return {
    station,
    mode,
    costPerFailure: (mode.cost + costOfRepair) * station.slots,
    age,
    lines,
    failures,
    wearsOut: lines.length > 1 && half < 0.49 * failures(oldest),
  }
}

/** The mode's clock as a running sum over the grid, linear within a step. */
function clock(facts: Facts, load: PoolLoad, { step, steps }: Grid, station: Station, mode: FailureMode): (at: number) => number {
  if (mode.clock === 'calendar') return (at) => at
  const member = load.pool.stations.find((one) => one.station.id === station.id)
  const time = member?.workingTime ?? new WorkingTime(null)
  if (mode.clock === 'operating') return (at) => time.between(0, at)
  const sum = new Float64Array(steps + 1)
  const perCycle = mode.clock === 'cycles' ? cycleSeconds(facts, station) : 1
  for (let i = 0; i < steps; i++) {
    const capacity = load.capacity[i] as number
    const done = (load.backlog[i] as number) + (load.work[i] as number) - (load.backlog[i + 1] as number)
    const busy = capacity > 0 ? Math.min(1, done / capacity) * time.between(i * step, (i + 1) * step) : 0
    sum[i + 1] = (sum[i] as number) + busy / perCycle
  }
  return (at) => {
    const place = Math.min(steps, Math.max(0, at / step))
    const below = Math.min(steps - 1, Math.floor(place))
    const low = sum[below] as number
    return low + (place - below) * ((sum[below + 1] as number) - low)
  }
}

/** Mean seconds of one attempt over all operations the station can do. */
function cycleSeconds(facts: Facts, station: Station): number {
  const seconds = facts.scenario.products
    .flatMap(({ route }) => route)
    .filter(({ stations }) => stations.includes(station.id))
    .map((operation) => facts.secondsPerUnit(operation, station))
  const mean = seconds.reduce((a, b) => a + b, 0) / Math.max(1, seconds.length)
  return mean > 0 ? mean : station.time ? meanOf(station.time) : 1
}

/** Lines below a curve that meet it at the corners of its convex lower envelope, over [0, end]. */
export function lowerEnvelope(curve: (x: number) => number, end: number, points = 24): { intercept: number; slope: number }[] {
  if (!(end > 0)) return []
  const corners: { x: number; y: number }[] = []
  for (let i = 0; i <= points; i++) {
    const next = { x: (end * i) / points, y: curve((end * i) / points) }
    while (corners.length >= 2) {
      const [a, b] = corners.slice(-2) as [typeof next, typeof next]
      if ((b.y - a.y) * (next.x - b.x) < (next.y - b.y) * (b.x - a.x)) break
      corners.pop()
    }
    corners.push(next)
  }
  return corners.slice(1).map((to, i) => {
    const from = corners[i] as { x: number; y: number }
    const slope = (to.y - from.y) / (to.x - from.x)
    return { slope, intercept: from.y - slope * from.x }
  })
}
