import { branchAlarms, factorTable, type Standard } from '../analysis/causes/index.ts'
import { Exposure, type Genealogy, genealogyOf, lotExposure, type Recall, recallOf } from '../analysis/genealogy/index.ts'
import { type PlantRecord, recordOf } from '../analysis/record/index.ts'
import type { SimulationPool } from '../engine/experiment/pool.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { PEAK, type PeakCase } from './autoparts-peak.ts'
import { logOf } from './log-of.ts'
import { usedAfter, type Whereabouts, whereabouts } from './quarantine-truth.ts'

/** What is said of the flawed lot. */
export interface LotMark {
  /** Was a flawed lot used before the end of the peak? */
  readonly isFlawed: boolean
  /** The first lot that was named is a flawed one; null: none was named. */
  readonly right: boolean | null
  /** The four lists are the truth to the last piece. */
  readonly exact: boolean | null
  /** Once it was on hold something was taken of it. */
  readonly usedHeld: boolean | null
  /** Of what was named, in the log's numbers; null: nothing was. */
  readonly named: Named | null
}

/** µs, and numbers of the log. */
export interface Named {
  readonly at: number
  readonly lots: readonly number[]
  /** Units that are in the plant and took of it. */
  readonly units: readonly number[]
}

/** 1.2 % crack or are rejected for nothing; 15 % is to be found. */
const STANDARD: Standard = { usual: 0.012, bad: 0.15, limit: 3 }
/** Results after an alarm within which a lot is named, or none is. */
const PATIENCE = 30

/** The analysis has the log alone. */
export async function lotMark(one: PeakCase, plant: Scenario, log: Log<Scenario>, seed: number, pool: SimulationPool): Promise<LotMark> {
  const record = recordOf(log)
  const flawed = flawedLots(one, record)
  const found = nameLot(log, record)
  const isFlawed = flawed.some((lot) => record.uses.rows().some((use) => use.lot === lot))
  if (found === null) return { isFlawed, right: null, exact: null, usedHeld: null, named: null }
  const { genealogy, at, lots } = found
  const exposure = lots.reduce((all, lot) => all.lot(lot), new Exposure(genealogy))
  const recall = recallOf(genealogy, exposure)
  const { scenario } = log.header
  const truly = whereabouts(log, lots, at)
  const units = [...recall.inProcess.map(({ unit }) => unit), ...recall.inTransit.map(({ of }) => of)]
  const [item] = [...new Set(lots.map((lot) => genealogy.itemOfLot(lot)))]
  const held = await logOf(withHold(plant, scenario.materials[item!]!.id, record, lots, at), { seed, until: PEAK.until }, pool)
  return {
    isFlawed,
    right: lots.every((lot) => flawed.includes(lot)),
    exact: isExact(recall, truly),
    usedHeld: usedAfter(held, lots, at),
    named: { at, lots, units },
  }
}

/** At the alarm, or as soon as one more bad unit makes it sure. */
function nameLot(log: Log<Scenario>, record: PlantRecord): { genealogy: Genealogy; at: number; lots: readonly number[] } | null {
  const table = factorTable(record, log.header.scenario, 'grinding')
  const { alarms } = branchAlarms(table, STANDARD)
  const first = alarms[0]?.at
  if (first === undefined) return null
  for (let i = first; i < Math.min(table.count, first + PATIENCE); i++) {
    if (i > first && table.bad[i] === 0) continue
    const at = table.time[i]!
    const genealogy = genealogyOf(log, at)
    const { named } = lotExposure(genealogy)
    if (named !== null) return { genealogy, at, lots: named.lots }
  }
  return null
}

/** The truth: lots that came while bars were flawed. */
function flawedLots({ flawed }: PeakCase, { lots }: PlantRecord): number[] {
  if (flawed === null) return []
  return lots
    .rows()
    .filter(({ purchaseOrder, time }) => purchaseOrder >= 0 && time / 1e6 >= flawed.from && time / 1e6 < flawed.until)
    .map(({ lot }) => lot)
}

function isExact(recall: Recall, truly: Whereabouts): boolean {
  const sorted = (units: readonly number[]) => [...units].sort((one, other) => one - other).join(' ')
  return (
    recall.stock.every(({ kind }) => kind === 'lot') &&
    recall.totals.stock.quantity === truly.stock &&
    sorted(recall.inProcess.map(({ unit }) => unit)) === sorted(truly.inProcess) &&
    sorted(recall.inTransit.map(({ of }) => of)) === sorted(truly.inTransit) &&
    sorted(recall.shipped.flatMap(({ units }) => [...units])) === sorted(truly.shipped)
  )
}

/** The true plant, in which these lots are on hold from that moment on. */
function withHold(plant: Scenario, material: string, { lots }: PlantRecord, held: readonly number[], at: number): Scenario {
  const holds = lots
    .rows()
    .filter(({ lot }) => held.includes(lot))
    .map(({ time }) => ({
      at: at / 1e6,
      until: null,
      receivedFrom: time / 1e6,
      receivedUntil: time / 1e6 + 1,
      above: null,
      finally: 'scrap' as const,
    }))
  return { ...plant, materials: plant.materials.map((one) => (one.id === material ? { ...one, holds } : one)) }
}
