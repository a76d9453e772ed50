/**
 * Single sampling plans for inspection by attributes in the manner of ISO 2859-1, general inspection level II. The table has a structure, and is made
 * from it: along a diagonal (letter + AQL) the acceptance number is the same. No conformance with the standard is claimed.
 */
export interface SamplingPlan {
  readonly severity: Severity
  /** Of the lot's size; the letter whose plan is used may be another, where an arrow points to it. */
  readonly letter: CodeLetter
  readonly usedLetter: CodeLetter
  /** Per cent nonconforming. */
  readonly aql: number
  /** Units to look at; all of the lot where the plan asks for as many or more. */
  readonly sampleSize: number
  /** Accept with so many nonconforming, refuse with so many. */
  readonly accept: number
  readonly refuse: number
  readonly wholeLot: boolean
}

/** Reduced inspection is not offered: its table is not here. */
export type Severity = 'normal' | 'tightened'

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'Q', 'R'] as const
export type CodeLetter = (typeof LETTERS)[number]
const SAMPLES = [2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000]
/** Greatest lot of each letter; more is Q. */
const LOTS = [8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10_000, 35_000, 150_000, 500_000]

/** Per cent. */
export const AQLS: readonly number[] = [0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10]

type Cell = number | 'up' | 'down'

/** What stands on diagonal s = letter + AQL: an acceptance number, or an arrow to the letter before or after. */
const NORMAL: Readonly<Record<number, Cell>> = { 14: 0, 15: 'up', 16: 'down', 17: 1, 18: 2, 19: 3, 20: 5, 21: 7, 22: 10, 23: 14, 24: 21 }
const TIGHTENED: Readonly<Record<number, Cell>> = { 15: 0, 16: 'up', 17: 'down', 18: 1, 19: 2, 20: 3, 21: 5, 22: 8, 23: 12, 24: 18 }

/** Code letter of a lot at general level II: 501 to 1,200 units are J. */
export function codeLetter(lotSize: number): CodeLetter {
  if (!Number.isInteger(lotSize) || lotSize < 2) throw new RangeError(`codeLetter: a lot has 2 units or more, got ${lotSize}`)
  const i = LOTS.findIndex((most) => lotSize <= most)
  return LETTERS[i < 0 ? LOTS.length : i]!
}

/** The plan of a code letter, whatever the lot: J at 2.5 % is 80 units, accept 5; G at 1 % has an arrow to H, 50 units, accept 1. */
export function planOfLetter(letter: CodeLetter, aql: number, severity: Severity = 'normal'): Omit<SamplingPlan, 'wholeLot'> {
  const j = AQLS.indexOf(aql)
  if (j < 0) throw new RangeError(`an AQL of the table is wanted (${AQLS.join(', ')} %), got ${aql}`)
  const start = LETTERS.indexOf(letter)
  const i = follow(start, j, severity === 'normal' ? NORMAL : TIGHTENED)
  const accept = (severity === 'normal' ? NORMAL : TIGHTENED)[i + j] as number
  return { severity, letter, usedLetter: LETTERS[i]!, aql, sampleSize: SAMPLES[i]!, accept, refuse: accept + 1 }
}

/** The plan for a lot of so many units. */
export function samplingPlan({ lotSize, aql, severity = 'normal' }: LotToInspect): SamplingPlan {
  const plan = planOfLetter(codeLetter(lotSize), aql, severity)
  return { ...plan, sampleSize: Math.min(plan.sampleSize, lotSize), wholeLot: plan.sampleSize >= lotSize }
}

export interface LotToInspect {
  readonly lotSize: number
  /** Per cent nonconforming, one of `AQLS`. */
  readonly aql: number
  readonly severity?: Severity
}

/** From arrow to arrow until there is a number. Where an arrow points out of the table, the other way is taken. */
function follow(start: number, j: number, table: Readonly<Record<number, Cell>>): number {
  const numbers = Object.keys(table).map(Number)
  const least = Math.min(...numbers)
  const at = (i: number): Cell => table[i + j] ?? (i + j < least ? 'down' : 'up')
  const first = at(start)
  if (typeof first === 'number') return start
  const leaves = (step: number) => start + step < 0 || start + step >= LETTERS.length
  let step = first === 'up' ? -1 : 1
  if (leaves(step)) step = -step
  let i = start
  while (typeof at(i) !== 'number') {
    i += step
    if (i < 0 || i >= LETTERS.length) {
      // Down to the end of the table without a number: up again.
      step = -step
      i = start + step
    }
  }
  return i
}
