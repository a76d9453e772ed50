import { SlotHistory } from '../analysis/maintenance/slot-history.ts'
import { recordOf } from '../analysis/record/index.ts'
import type { Log } from '../engine/log/reader.ts'
import type { Scenario, StationHold } from '../scenarios/model.ts'
import type { AsOf } from './as-of.ts'
import { withoutFailure } from './without.ts'

/** A stop of a station by failure as a log recorded it: seconds after the moment that is looked on from. */
export interface RecordedStop {
  readonly station: string
  readonly mode: string
  readonly from: number
  /** The end of the log, where it was not over. */
  readonly until: number
}

/** Failure modes whose stops can be told again: those of stations of one place. */
export const isRetold = (scenario: Scenario, station: string): boolean =>
  scenario.stations.some(({ id, slots }) => id === station && slots === 1)

/** Stops after a moment, and what is left of those that were under way. By when they began. */
export function recordedStops(log: Log<Scenario>, at: number): readonly RecordedStop[] {
  const { scenario } = log.header
  const end = log.endTime / 1e6
  const history = new SlotHistory(scenario, recordOf(log))
  const stops = scenario.stations.flatMap((station, s) =>
    isRetold(scenario, station.id)
      ? station.failures.flatMap((mode, m) =>
          history.failures(history.firstSlot[s]!, m).map((one) => ({
            station: station.id,
            mode: mode.id,
            from: one.at / 1e6,
            until: Number.isNaN(one.end) ? end : one.end / 1e6,
          })),
        )
      : [],
  )
  return stops
    .filter(({ from, until }) => until > at && from < end && until > from)
    .map((stop) => ({ ...stop, from: Math.max(0, stop.from - at), until: stop.until - at }))
    .sort((one, other) => one.from - other.from)
}

/** The plant in which stations of one place stop when `stops` say so, and not by chance. A stop under way at the moment is one of them. */
export function withStops({ scenario }: Pick<AsOf, 'scenario'>, stops: readonly RecordedStop[]): Scenario {
  const calm = scenario.stations.reduce(
    (plant, { id, failures }) => (failures.length > 0 && isRetold(scenario, id) ? withoutFailure(id)(plant) : plant),
    scenario,
  )
  return {
    ...calm,
    stations: calm.stations.map((station) => ({
      ...station,
      holds: [...station.holds, ...stops.filter((stop) => stop.station === station.id).map(asHold)],
    })),
  }
}

/** Work stands still, and goes on afterwards. */
const asHold = ({ from, until }: RecordedStop): StationHold => ({ at: from, until, inHand: 'suspend' })
