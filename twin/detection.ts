import { branchAlarms, factorTable, type Standard, WELD_STANDARD } from '../analysis/causes/index.ts'
import { recordOf } from '../analysis/record/index.ts'
import type { OnBytes, SimulationPool } from '../engine/experiment/pool.ts'
import { openLog } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { badUntil } from './belief.ts'
import { COUNTERFACTUAL_SEED, type Estimate, estimate } from './counterfactual.ts'

/** A test at which a chart would tell that a station has gone wrong, where it is the first to look at its work. */
export interface DetectionPoint {
  /** Operation at which it is tested. */
  readonly test: string
  /** Of each run: units that the station made from the cause to the signal; null: none came. */
  readonly atRisk: readonly (number | null)[]
  readonly units: Estimate
  /** Seconds from the cause to the signal. */
  readonly delay: Estimate
}

export interface Detection {
  readonly station: string
  readonly replications: number
  readonly seed: number
  readonly points: readonly DetectionPoint[]
}

export interface DetectionOptions {
  readonly station: string
  /** Log odds of a bad unit there once it has gone wrong, and before. */
  readonly now: number
  readonly usual: number
  readonly standard?: Standard
  readonly replications?: number
  readonly seed?: number
  /** Seconds to wait for the signal. */
  readonly within: number
  readonly pool: Pick<SimulationPool, 'record'>
}

/**
 * Units at risk by point of detection: the station goes wrong at the start, and the chart of its units at each test after it is watched, with the same luck. A test is
 * judged without those before it: what they find would not come so far; and none calls a good unit bad, so that they differ by where they stand alone.
 */
export async function detectionPoints(scenario: Scenario, options: DetectionOptions): Promise<Detection> {
  const { station, now, usual, standard = WELD_STANDARD, replications = 10, seed = COUNTERFACTUAL_SEED, within, pool } = options
  const bad = badUntil(withoutFalseAlarms(scenario), { station, now, usual, until: null })
  const tests = testsAfter(scenario, station)
  const points = []
  for (const [t, test] of tests.entries()) {
    const plant = withoutTests(bad, tests.slice(0, t))
    const found = []
    for (let replication = 0; replication < replications; replication++) {
      const pieces: Uint8Array[] = []
      const keep: OnBytes = (bytes) => void pieces.push(bytes)
      await pool.record(plant, { seed, replication, until: within, warmUp: 0 }, keep)
      found.push(firstSignal(joined(pieces), { station, test, standard }))
    }
    const seen = found.filter((one) => one !== null)
    const isKnown = seen.length === found.length
    points.push({
      test,
      atRisk: found.map((one) => one?.units ?? null),
      units: isKnown ? estimate(seen.map(({ units }) => units)) : UNKNOWN,
      delay: isKnown ? estimate(seen.map(({ delay }) => delay)) : UNKNOWN,
    })
  }
  return { station, replications, seed, points }
}

const UNKNOWN: Estimate = { mean: null, low: null, high: null }

/** Operations with a test, from the station's on, in the order of the route. */
function testsAfter({ products }: Scenario, station: string): readonly string[] {
  const route = products.find((product) => product.route.some(({ stations }) => stations.includes(station)))?.route ?? []
  const from = route.findIndex(({ stations }) => stations.includes(station))
  return route.slice(from).flatMap(({ id, test }) => (test === null ? [] : [id]))
}

const withoutTests = (scenario: Scenario, tests: readonly string[]): Scenario => ({
  ...scenario,
  products: scenario.products.map((product) => ({
    ...product,
    route: product.route.map((operation) => (tests.includes(operation.id) ? { ...operation, test: null } : operation)),
  })),
})

const withoutFalseAlarms = (scenario: Scenario): Scenario => ({
  ...scenario,
  products: scenario.products.map((product) => ({
    ...product,
    route: product.route.map((operation) =>
      operation.test === null ? operation : { ...operation, test: { ...operation.test, falseAlarm: 0 } },
    ),
  })),
})

function firstSignal(bytes: Uint8Array, { station, test, standard }: { station: string; test: string; standard: Standard }) {
  const log = openLog<Scenario>(bytes)
  const { scenario } = log.header
  const record = recordOf(log)
  const table = factorTable(record, scenario, test)
  const signal = branchAlarms(table, standard).alarms.find(({ kind, name }) => kind === 'station' && name === station)
  if (signal === undefined) return null
  const until = table.time[signal.at]!
  const number = scenario.stations.findIndex(({ id }) => id === station)
  const { jobs } = record
  let units = 0
  for (let row = 0; row < jobs.count; row++) if (jobs.column.station[row] === number && jobs.column.end[row]! <= until) units++
  return { units, delay: until / 1e6 }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
