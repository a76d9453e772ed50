import { exp, type Interval, log, wilsonInterval } from '../../engine/math/index.ts'
import type { FactorTable } from './factors.ts'
import { type Suspect, suspectsOf } from './suspects.ts'

/** What is to be made to tell suspects apart: `units` with one of them and without the others. */
export interface Assignment {
  readonly with: Suspect
  readonly without: readonly {
    readonly suspect: Suspect /** Taken in its place; null: another one, which was not there yet. */
    readonly instead: string | null
  }[]
  readonly units: number
}

export interface Ranked {
  readonly suspect: Suspect
  /** Chance that this is the cause, of those that are looked at and of none at all. */
  readonly probability: number
  /** Those with nearly the same units, so that no record can tell them from it. */
  readonly confoundedWith: readonly Suspect[]
}

/**
 * Why units are bad. `nothing`: what was seen is as likely without a cause. `cause`: the first of the ranking. `confounded`: these cannot be told apart by what was
 * made so far; `test` says what would. `undecided`: they could, and more units will.
 */
export interface Causes {
  readonly verdict: 'nothing' | 'cause' | 'confounded' | 'undecided'
  /** Units that were looked at, and of them bad ones; the usual share, and the share now with Wilson's interval. */
  readonly units: number
  readonly bad: number
  readonly usual: number
  readonly share: Interval
  readonly ranking: readonly Ranked[]
  /** Those that are named: none, one, or all that cannot be told apart. */
  readonly named: readonly Suspect[]
  readonly test: readonly Assignment[]
}

export interface Question {
  /** Unit of the table at which there was an alarm, and up to which one (not included) there is to see. */
  readonly alarm: number
  readonly until: number
  /** Share of bad units that is in order. */
  readonly standard: number
}

/** How far before its alarm a loss may have begun, in units. */
const BACK = 700
/** Units for which the standard stands beside what was seen before. */
const STANDARD_UNITS = 200
/** After an alarm: all that can be a cause share this chance with no cause at all. */
const PRIOR_CAUSE = 0.5
/** A cause is named from this chance on. */
const SURE = 0.85
/** Given that there is a cause, it is named where it has at least this chance; else more units are to be seen. */
const LIKELIEST = 0.5
/** Suspects are not told apart by a Bayes factor below e³ = 20. */
const APART = 3
/** Of the units of two suspects together, the share that both have, from which on they count as the same. */
const SAME = 0.8

/** Judges what may have caused the bad units around an alarm. Looks at nothing from `until` on. */
export function causesOf(table: FactorTable, { alarm, until, standard }: Question): Causes {
  const from = Math.max(0, alarm - BACK)
  let before = 0
  for (let i = 0; i < from; i++) before += table.bad[i]!
  const usualBad = before + STANDARD_UNITS * standard
  const usual = usualBad / (from + STANDARD_UNITS)
  const suspects = suspectsOf(table, { from, until, usual, usualBad })
  const bad = table.bad.subarray(from, until).reduce((sum, one) => sum + one, 0)
  const units = until - from
  const ranking = ranked(suspects)
  const seen = { units, bad, usual, share: wilsonInterval(bad, units), ranking }
  const groups = ranking.map(({ suspect, confoundedWith }) => {
    const all = [suspect, ...confoundedWith]
    return { all, chance: ranking.reduce((sum, other) => sum + (all.includes(other.suspect) ? other.probability : 0), 0) }
  })
  const [first] = groups.toSorted((one, other) => other.chance - one.chance)
  const any = ranking.reduce((sum, { probability }) => sum + probability, 0)
  if (first === undefined || any < SURE) return { verdict: 'nothing', ...seen, named: [], test: [] }
  if (first.chance < LIKELIEST * any) return { verdict: 'undecided', ...seen, named: [], test: [] }
  if (first.all.length > 1) return { verdict: 'confounded', ...seen, named: first.all, test: testOf(table, first.all, usual) }
  return { verdict: 'cause', ...seen, named: first.all, test: [] }
}

/**
 * Kinds of suspects share the prior chance, and the levels of a kind that of the kind: so many of them do not make a cause likelier. A parameter
 * speaks for its station: where it explains as much, the station is not a suspect of its own.
 */
function ranked(suspects: readonly Suspect[]): Ranked[] {
  const groups = new Map<string, number>()
  const groupOf = ({ kind, of }: Suspect) => (kind === 'parameter' ? kind : `${kind} ${of}`)
  for (const suspect of suspects) groups.set(groupOf(suspect), (groups.get(groupOf(suspect)) ?? 0) + 1)
  const spokenFor = (station: Suspect) =>
    station.kind === 'station' &&
    suspects.some(
      (one) => one.kind === 'parameter' && one.of === station.name && one.evidence > station.evidence - APART && shared(one, station) > 0.5,
    )
  const weights = suspects
    .filter(({ evidence }) => evidence > Number.NEGATIVE_INFINITY)
    .filter((suspect) => !spokenFor(suspect))
    .map((suspect) => ({
      suspect,
      weight: suspect.evidence + log(PRIOR_CAUSE / (1 - PRIOR_CAUSE)) - log(groups.size * groups.get(groupOf(suspect))!),
    }))
    .sort((one, other) => other.weight - one.weight)
  const highest = Math.max(0, weights[0]?.weight ?? 0)
  const total = exp(-highest) + weights.reduce((sum, { weight }) => sum + exp(weight - highest), 0)
  return weights.map(({ suspect, weight }) => ({
    suspect,
    probability: exp(weight - highest) / total,
    confoundedWith: weights.flatMap((other) =>
      other.suspect !== suspect && Math.abs(weight - other.weight) < APART && shared(suspect, other.suspect) >= SAME ? [other.suspect] : [],
    ),
  }))
}

/** Of the units that one or the other has a part in since both are suspected, the share in which both have. */
function shared(one: Suspect, other: Suspect): number {
  const { length } = one.dose
  let both = 0
  let any = 0
  for (let i = Math.max(0, length - (one.until - Math.max(one.since, other.since))); i < length; i++) {
    const inOne = one.dose[i]! > 0
    const inOther = other.dose[i]! > 0
    if (inOne && inOther) both++
    if (inOne || inOther) any++
  }
  return any === 0 ? 0 : both / any
}

/** Each suspect by itself, for so many units that the evidence for or against it will be about 100 to 1. */
function testOf(table: FactorTable, group: readonly Suspect[], usual: number): Assignment[] {
  return group.map((suspect) => {
    const odds = (suspect.ratio * usual) / (1 - usual)
    const share = odds / (1 + odds)
    const information = share * log(share / usual) + (1 - share) * log((1 - share) / (1 - usual))
    return {
      with: suspect,
      without: group.filter((other) => other !== suspect).map((other) => ({ suspect: other, instead: insteadOf(table, other) })),
      units: Math.ceil(log(100) / Math.max(1e-6, information)),
    }
  })
}

/** Another level of its factor that was there, the one that was used most. Of a parameter: what was usual. */
function insteadOf(table: FactorTable, { kind, of, name, usual }: Suspect): string | null {
  if (kind === 'parameter') return usual === null ? null : String(Math.round(usual * 10) / 10)
  const factor = table.factors.find((one) => one.kind === kind && one.of === of)
  if (factor === undefined) return null
  const counts = new Array<number>(factor.names.length).fill(0)
  for (const l of factor.level) if (l >= 0) counts[l]!++
  const best = factor.names.map((other, l) => ({ other, n: counts[l]! })).filter(({ other }) => other !== name)
  return best.sort((one, other) => other.n - one.n)[0]?.other ?? null
}
