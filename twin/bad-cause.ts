import {
  badShare,
  branchAlarms,
  type Causes,
  causesOf,
  factorTable,
  type ParameterProposal,
  parameterProposal,
  type Standard,
  usualShare,
  WELD_STANDARD,
} from '../analysis/causes/index.ts'
import { recordOf } from '../analysis/record/index.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'
import { drawn, type Uncertain, uncertain, withBad } from './belief.ts'
import type { Change } from './counterfactual.ts'

/** A cause of bad units that a log shows as of a moment, and how bad the work of its station is with it, and without. */
export interface BadCause {
  readonly causes: Causes
  readonly station: string
  readonly now: Uncertain
  readonly usual: Uncertain
  /** Where it is a parameter that can be set. */
  readonly proposal: ParameterProposal | null
}

/**
 * Why units fail a test, as of a moment: the cause of the first signal of its charts. Null where no chart signalled, no cause is named by itself, or it is
 * neither a station nor a parameter of one: what a lot, a tool or a person does is not the station's alone.
 */
export function badCause(
  log: Log<Scenario>,
  at: number,
  test: string,
  { standard = WELD_STANDARD, next }: { readonly standard?: Standard; readonly next?: number } = {},
): BadCause | null {
  const { scenario } = log.header
  const table = factorTable(recordOf(log, Math.round(at * 1e6)), scenario, test)
  const [alarm] = branchAlarms(table, standard).alarms
  if (alarm === undefined) return null
  const causes = causesOf(table, { alarm: alarm.at, until: table.count, standard: standard.usual })
  const [cause] = causes.named
  if (causes.verdict !== 'cause' || cause === undefined || (cause.kind !== 'parameter' && cause.kind !== 'station')) return null
  return {
    causes,
    station: cause.kind === 'parameter' ? cause.of : cause.name,
    now: uncertain(badShare(cause.bad, cause.exposed - cause.bad)),
    usual: uncertain(usualShare(table, causes).badThen),
    proposal: parameterProposal(table, causes, scenario, { ...(next !== undefined && { next }) }),
  }
}

/** The believed plant in which the station goes on working as badly as it does: one possible share for each replication. */
export const goingOn =
  ({ station, now }: Pick<BadCause, 'station' | 'now'>) =>
  (scenario: Scenario, replication: number): Scenario =>
    withBad(scenario, station, drawn(now, `${station} now`, replication))

/** It is put right: the station works as it usually did. In the place of `goingOn`, and not on top of it. */
export const putRight =
  ({ station, usual }: Pick<BadCause, 'station' | 'usual'>, believed: Scenario): Change =>
  (_, replication = 0) =>
    withBad(believed, station, drawn(usual, `${station} usual`, replication))
