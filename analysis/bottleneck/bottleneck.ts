import { EquipmentState, EventKind } from '../../engine/log/events.ts'
import type { Log } from '../../engine/log/reader.ts'
import { inOrderOfTruth } from '../../engine/log/replay.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { ActivePeriods } from './active-periods.ts'
import { momentaryBottlenecks } from './momentary.ts'

/** How much of the measured time a station was the bottleneck. Shares 0..1. */
export interface BottleneckShare {
  readonly station: string
  /** Its active period was the longest, and no other bottleneck's overlapped. */
  readonly sole: number
  /** The bottleneck was shifting from it or to it. */
  readonly shifting: number
  /** The other method: mean length of its active periods, and how many there were; null where it was never active. */
  readonly meanActiveSeconds: number | null
  readonly activePeriods: number
}

/** Active-period method of Roser, Nakano & Tanaka (2002). */
export interface Bottleneck {
  /** In the order of the scenario. */
  readonly stations: readonly BottleneckShare[]
  /** Index of the station that was it longest, sole and shifting together, the earlier of equals; −1: none was ever active. */
  readonly main: number
  /** Index of the station with the longest mean active period; −1. */
  readonly mainByMean: number
  /** The momentary bottleneck over time, in order: index of a station, from and to in seconds since the start. Of equals each has its row. */
  readonly timeline: { readonly station: readonly number[]; readonly from: readonly number[]; readonly to: readonly number[] }
}

/** Reads the whole log. */
export function bottleneckOf(log: Log<Scenario>): Bottleneck {
  const { scenario, origin } = log.header
  const first = origin === 'simulated' ? EquipmentState.starved : EquipmentState.unknown
  const periods = new ActivePeriods(log.places, scenario.stations.length, first)
  let since = 0
  inOrderOfTruth(log, ({ kind, time, subject, a, b }) => {
    if (kind === EventKind.equipmentState) periods.enter(time, subject, a, b)
    if (kind !== EventKind.warmUpEnded) return
    since = time
    periods.restart(time)
  })
  periods.close(log.endTime)
  return bottleneckIn(scenario, periods, log.endTime - since)
}

/** What closed active periods say; `span` is the measured time in µs. */
export function bottleneckIn({ stations }: Scenario, periods: ActivePeriods, span: number): Bottleneck {
  const sole = new Float64Array(stations.length)
  const period = new Float64Array(stations.length)
  const timeline = { station: [] as number[], from: [] as number[], to: [] as number[] }
  for (const one of momentaryBottlenecks(periods.kept)) {
    for (const station of one.stations) {
      sole[station]! += Math.max(0, one.sole.to - one.sole.from)
      period[station]! += one.period.to - one.period.from
      timeline.station.push(station)
      timeline.from.push(one.from / 1e6)
      timeline.to.push(one.to / 1e6)
    }
  }
  const mean = periods.time.map((time, i) => (periods.count[i]! > 0 ? time / periods.count[i]! : 0))
  return {
    stations: stations.map(({ id }, i) => ({
      station: id,
      sole: span > 0 ? sole[i]! / span : 0,
      shifting: span > 0 ? (period[i]! - sole[i]!) / span : 0,
      meanActiveSeconds: periods.count[i]! > 0 ? mean[i]! / 1e6 : null,
      activePeriods: periods.count[i]!,
    })),
    main: greatest(period),
    mainByMean: greatest(mean),
    timeline,
  }
}

function greatest(values: Float64Array): number {
  let best = -1
  values.forEach((value, i) => {
    if (value > (best < 0 ? 0 : values[best]!)) best = i
  })
  return best
}
