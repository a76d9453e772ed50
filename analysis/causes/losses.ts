import { type Interval, wilsonInterval } from '../../engine/math/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { believedRejects } from '../quality/believed.ts'
import type { PlantRecord } from '../record/index.ts'
import { branchAlarms, type Standard } from './alarms.ts'
import { type Causes, causesOf } from './causes.ts'
import { unitsToHold } from './containment.ts'
import { type FactorKind, type FactorTable, factorTable } from './factors.ts'
import type { Suspect } from './suspects.ts'

/** What may have made units fail one test, as plain data. Times in seconds since the start of the log. */
export interface LossReport {
  /** Operation with the test. */
  readonly test: string
  /** Units with a first result there, and those that did not pass. */
  readonly units: number
  readonly bad: number
  /** Share of bad units that is in order. */
  readonly standard: number
  /** Alarms of all branches, and how many of them were judged. */
  readonly alarms: number
  readonly judged: number
  readonly verdict: Causes['verdict']
  /** The alarm that is judged, or null: there was none. */
  readonly alarm: (SuspectName & { readonly time: number; readonly unit: number }) | null
  /** Units that were looked at, and of them bad ones; the usual share; the share now. */
  readonly looked: { readonly units: number; readonly bad: number; readonly usual: number; readonly share: Interval } | null
  readonly ranking: readonly RankedSuspect[]
  /** What would tell those apart that cannot be told apart. */
  readonly tellApart: readonly {
    readonly with: SuspectName
    readonly without: readonly (SuspectName & { readonly instead: string | null })[]
    readonly units: number
  }[]
  /** Units that a possible cause had a part in. */
  readonly toHold: number
}

export interface SuspectName {
  readonly kind: Suspect['kind']
  readonly of: string
  readonly name: string
}

export interface RankedSuspect extends SuspectName {
  readonly probability: number
  readonly named: boolean
  /** When its first suspected unit had its result. */
  readonly since: number
  readonly units: number
  readonly bad: number
  /** Odds of a bad unit with it, to those without; 95 %. */
  readonly ratio: number
  readonly low: number
  readonly high: number
  readonly usual: number | null
  readonly seen: number | null
  readonly confoundedWith: readonly SuspectName[]
}

/** Odds of a bad unit that are to be found, to those in order: 1.5 % against 7 %; and the limit of the charts. */
const ODDS_RATIO = 0.07 / 0.93 / (0.015 / 0.985)
const LIMIT = 3.5
/** What is never bad is watched as if one in so many were. */
const NEVER = 1 / 2000
/** Units after an alarm that are looked at. */
const MORE_UNITS = 600
/** Alarms that are judged one by one: behind each that no cause explains the next one is looked at. */
const MOST_ALARMS = 10
/** Where nothing tells what is in order, it is the share among the first so many units. */
const FIRST_UNITS = 200
const SHOWN = 8

/** Every test of the scenario of which the record holds results. */
export function lossesOf(record: PlantRecord, scenario: Scenario): readonly LossReport[] {
  const tests = new Set(scenario.products.flatMap(({ route }) => route.flatMap(({ id, test }) => (test ? [id] : []))))
  if (record.tests.count === 0) return []
  return [...tests].flatMap((test) => {
    const table = factorTable(record, scenario, test)
    return table.count === 0 ? [] : [lossAt(table, believed(scenario, test))]
  })
}

/** What the scenario takes to be rejected; where that is far from what the first units had, those are taken; mean of all products. */
function believed(scenario: Scenario, test: string): number | null {
  const shares = scenario.products.flatMap((product) => {
    const at = product.route.findIndex((operation) => operation.id === test && operation.test !== null)
    return at < 0 ? [] : (believedRejects(scenario, product, at, null) ?? [])
  })
  return shares.length === 0 ? null : shares.reduce((sum, one) => sum + one, 0) / shares.length
}

function lossAt(table: FactorTable, usual: number | null): LossReport {
  const bad = table.bad.reduce((sum, one) => sum + one, 0)
  const standard = Math.min(0.5, Math.max(NEVER, usual !== null && isPlausible(table.bad, usual) ? usual : share(table.bad, FIRST_UNITS)))
  const { alarms } = branchAlarms(table, standardOf(standard))
  const seen = { test: table.test, units: table.count, bad, standard, alarms: alarms.length }
  let judged = 0
  let next = 0
  let last: LossReport | null = null
  for (const alarm of alarms) {
    if (alarm.at < next || judged === MOST_ALARMS) continue
    judged++
    const until = Math.min(table.count, alarm.at + MORE_UNITS)
    next = until
    const causes = causesOf(table, { alarm: alarm.at, until, standard })
    const { of, name, at } = alarm
    const kind = alarm.kind as FactorKind
    last = { ...seen, judged, alarm: { kind, of, name, time: table.time[at]! / 1e6, unit: table.unit[at]! }, ...told(table, causes, until) }
    if (causes.verdict !== 'nothing') return last
  }
  if (last !== null) return last
  return { ...seen, judged, verdict: 'nothing', alarm: null, looked: null, ranking: [], tellApart: [], toHold: 0 }
}

function standardOf(usual: number): Standard {
  const odds = (usual / (1 - usual)) * ODDS_RATIO
  return { usual, bad: odds / (1 + odds), limit: LIMIT }
}

/** Could the first units be of such a share? */
function isPlausible(bad: Uint8Array, usual: number): boolean {
  const first = bad.subarray(0, FIRST_UNITS)
  const { low, high } = wilsonInterval(
    first.reduce((sum, one) => sum + one, 0),
    Math.max(1, first.length),
    0.999,
  )
  return usual >= low && usual <= high
}

const share = (bad: Uint8Array, most: number) => {
  const first = bad.subarray(0, most)
  return first.length === 0 ? 0 : first.reduce((sum, one) => sum + one, 0) / first.length
}

const nameOf = ({ kind, of, name }: Suspect): SuspectName => ({ kind, of, name })

function told(table: FactorTable, causes: Causes, until: number) {
  const { units, bad, usual, share, verdict, ranking, named, test } = causes
  return {
    verdict,
    looked: { units, bad, usual, share },
    ranking: ranking.slice(0, SHOWN).map(({ suspect, probability, confoundedWith }) => ({
      ...nameOf(suspect),
      probability,
      named: named.includes(suspect),
      since: table.time[Math.min(suspect.since, table.count - 1)]! / 1e6,
      ...{ units: suspect.exposed, bad: suspect.bad, ratio: suspect.ratio, low: suspect.low, high: suspect.high },
      ...{ usual: suspect.usual, seen: suspect.seen },
      confoundedWith: confoundedWith.map(nameOf),
    })),
    tellApart: test.map((one) => ({
      with: nameOf(one.with),
      without: one.without.map(({ suspect, instead }) => ({ ...nameOf(suspect), instead })),
      units: one.units,
    })),
    toHold: verdict === 'nothing' ? 0 : unitsToHold(table, causes, until).reduce((sum, held) => sum + held, 0),
  }
}
