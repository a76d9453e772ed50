import { log } from '../../engine/math/index.ts'
import type { Causes } from './causes.ts'
import type { FactorTable } from './factors.ts'
import type { Suspect } from './suspects.ts'

/** Whoever is still this likely to be the cause is held with the others: a unit held in vain costs less than a bad one that goes out. */
const POSSIBLE = 0.05
/** Evidence, ln, that the loss began later than this: no unit before is held. */
const BEFORE = 4.6
/** Standard deviations of a parameter beyond which a unit is held: nearer than what is taken for unusual, so that none slips through. */
const HELD_BEYOND = 3

/** Units (places in the table) to be held: those that a possible cause had a part in, as far as records bound it, else since it may have begun. */
export function unitsToHold(
  table: FactorTable,
  { ranking, named, usual }: Pick<Causes, 'ranking' | 'named' | 'usual'>,
  until: number,
): Uint8Array {
  const held = new Uint8Array(table.count)
  const possible = ranking.filter(({ probability }) => probability >= POSSIBLE).map(({ suspect }) => suspect)
  for (const suspect of new Set([...named, ...possible])) hold(table, suspect, usual, until, held)
  return held
}

function hold(table: FactorTable, suspect: Suspect, usual: number, until: number, held: Uint8Array) {
  if (suspect.kind === 'parameter') {
    const reading = table.readings.find(({ station, parameter }) => station === suspect.of && parameter === suspect.name)!
    const from = until - suspect.dose.length
    const side = Math.sign(suspect.seen! - suspect.usual!)
    const limit = HELD_BEYOND * suspect.sd!
    for (let i = from; i < until; i++) if (side * (reading.value[i]! - suspect.usual!) > limit) held[i] = 1
    return
  }
  const factor = table.factors.find(({ kind, of }) => kind === suspect.kind && of === suspect.of)!
  const level = factor.names.indexOf(suspect.name)
  // A lot is what it is from its first unit on.
  const since = suspect.kind === 'lot' ? 0 : earliest(table, factor.level, level, { since: suspect.since, ratio: suspect.ratio, usual })
  for (let i = since; i < until; i++) if (factor.level[i] === level) held[i] = 1
}

/** How early it may have begun: where units before the likeliest beginning speak against it no more than `BEFORE`. */
function earliest(
  { bad }: FactorTable,
  levels: Int32Array,
  level: number,
  { since, ratio, usual }: { since: number; ratio: number; usual: number },
): number {
  const worse = (usual * ratio) / (1 - usual + usual * ratio)
  let against = 0
  let from = since
  for (let i = since - 1; i >= 0; i--) {
    if (levels[i] !== level) continue
    against -= bad[i] === 1 ? log(worse / usual) : log((1 - worse) / (1 - usual))
    if (against > BEFORE) break
    from = i
  }
  return from
}
