import { Disposition } from '../../engine/log/events.ts'
import { exp, type Interval, lnGamma, wilsonInterval } from '../../engine/math/index.ts'
import { Fate } from '../record/index.ts'
import { Exposure } from './exposure.ts'
import type { Genealogy } from './genealogy.ts'

/** Units of which it is known how they turned out, and how many of them badly. */
export interface Verdict {
  readonly units: number
  readonly bad: number
  /** bad / units, with its 95 % interval (Wilson). */
  readonly share: number | null
  readonly interval: Interval
}

/** Units with something of these lots, against those that took of others of the same item. */
export interface LotExposure {
  /** More than one where they went into the same units: nothing in this log tells them apart. */
  readonly lots: readonly number[]
  readonly items: readonly number[]
  readonly with: Verdict
  readonly without: Verdict
  /** To see as many bad ones with it by chance (Fisher's exact test, one-sided). */
  readonly probability: number
}

export interface LotExposures {
  /** The likeliest to be at fault first. */
  readonly table: readonly LotExposure[]
  /** The first, where chance is ruled out among so many: probability × lots looked at ≤ 5 %. Null: nothing found. */
  readonly named: LotExposure | null
  /** So many were compared. */
  readonly compared: number
}

/** Which lot is it? `bad` says of a unit whether it is, null where that is not known. */
export function lotExposure(genealogy: Genealogy, bad: (unit: number) => boolean | null = rejected(genealogy)): LotExposures {
  const { lots } = genealogy.record
  const judged = new Map<number, boolean>()
  for (let unit = 0; unit < genealogy.unitCount; unit++) {
    const verdict = bad(unit)
    if (verdict !== null) judged.set(unit, verdict)
  }
  const byItem = new Map<number, { readonly lot: number; readonly units: readonly number[] }[]>()
  for (let row = 0; row < lots.count; row++) {
    const lot = lots.column.lot[row]!
    const units = new Exposure(genealogy)
      .lot(lot)
      .units.filter((unit) => judged.has(unit))
      .sort((a, b) => a - b)
    const item = lots.column.item[row]!
    byItem.set(item, [...(byItem.get(item) ?? []), { lot, units }])
  }
  const table = together([...byItem].flatMap(([item, all]) => compare(item, all, judged))).sort(
    (a, b) => a.probability - b.probability || a.lots[0]! - b.lots[0]!,
  )
  const [first] = table
  return { table, named: first !== undefined && first.probability * table.length <= 0.05 ? first : null, compared: table.length }
}

/** A unit that a test ever rejected, or that was scrapped, is bad; one that was tested or finished without is not. */
export function rejected({ record, testsOfUnit }: Genealogy): (unit: number) => boolean | null {
  return (unit) => {
    const tests = testsOfUnit.of(unit)
    if (tests.some((row) => record.tests.column.disposition[row] !== Disposition.passed)) return true
    const row = record.rowOfUnit(unit)
    const fate = row < 0 ? Fate.inPlant : record.units.column.fate[row]!
    if (fate === Fate.scrapped) return true
    return tests.length > 0 || fate === Fate.finished ? false : null
  }
}

interface Compared extends Omit<LotExposure, 'lots' | 'items'> {
  readonly lot: number
  readonly item: number
  /** The same for lots that cannot be told apart. */
  readonly key: string
}

function compare(
  item: number,
  all: readonly { readonly lot: number; readonly units: readonly number[] }[],
  judged: ReadonlyMap<number, boolean>,
): Compared[] {
  const everyone = new Set(all.flatMap(({ units }) => units))
  const isBad = (unit: number) => judged.get(unit) === true
  const allBad = [...everyone].filter(isBad).length
  return all
    .filter(({ units }) => units.length > 0 && units.length < everyone.size)
    .map(({ lot, units }) => {
      const bad = units.filter(isBad).length
      return {
        lot,
        item,
        key: `${units.join(' ')} of ${everyone.size}`,
        with: verdict(units.length, bad),
        without: verdict(everyone.size - units.length, allBad - bad),
        probability: atLeast(bad, units.length, allBad, everyone.size),
      }
    })
}

function together(compared: readonly Compared[]): LotExposure[] {
  const alike = new Map<string, Compared[]>()
  for (const one of compared) alike.set(one.key, [...(alike.get(one.key) ?? []), one])
  return [...alike.values()].map((all) => {
    const { with: those, without, probability } = all[0]!
    return { lots: all.map(({ lot }) => lot), items: [...new Set(all.map(({ item }) => item))], with: those, without, probability }
  })
}

const verdict = (units: number, bad: number): Verdict => ({
  units,
  bad,
  share: units === 0 ? null : bad / units,
  interval: wilsonInterval(bad, units),
})

/**
 * P(at least `found` marked among `drawn` of `all`, of which `marked` are): hypergeometric. 3 of 3 marked in 5 drawn of 10: 1/12. Fisher, The Design
 * of Experiments (1935).
 */
export function atLeast(found: number, drawn: number, marked: number, all: number): number {
  let sum = 0
  for (let k = found; k <= Math.min(drawn, marked); k++)
    sum += exp(lnChoose(marked, k) + lnChoose(all - marked, drawn - k) - lnChoose(all, drawn))
  return Math.min(1, sum)
}

const lnChoose = (n: number, k: number) =>
  k < 0 || k > n ? Number.NEGATIVE_INFINITY : lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1)
