import { seconds } from '../../../engine/kernel/time.ts'
import { EventKind, STATE_NAMES, VehicleState } from '../../../engine/log/events.ts'
import { places } from '../../../engine/log/places.ts'
import type { Tally } from '../../../engine/log/tally.ts'
import { Simulation, tallyFor } from '../../../engine/plant/simulation.ts'
import type { Scenario } from '../../../scenarios/model.ts'

export interface Recorded {
  readonly time: number
  readonly kind: number
  readonly subject: number
  readonly a: number
  readonly b: number
  readonly c: number
  readonly v: number
}

/** Runs a small plant and keeps what was recorded, so that a test can say what it expects to read in the log. */
export function bench(scenario: Scenario, { until = 1000, seed = 1, replication = 0, warmUp = 0 } = {}) {
  const records: Recorded[] = []
  const tally: Tally = tallyFor(scenario)
  const log = {
    append(time: number, kind: number, subject: number, a: number, b: number, c: number, v: number) {
      records.push({ time: time / 1e6, kind, subject, a, b, c, v })
    },
  }
  const simulation = new Simulation(scenario, { seed, replication, tally, log, warmUp: seconds(warmUp) })
  simulation.run(seconds(until))
  simulation.end()
  tally.settle(simulation.now)
  const stationIndex = (id: string) => scenario.stations.findIndex((station) => station.id === id)
  return {
    records,
    tally,
    simulation,
    /** `0 starved`, `4 repair`: the states of one slot of a station in order; those that lasted no time are left out. */
    states(id: string, slot = 0): string[] {
      const own = records.filter(({ kind, subject, a }) => kind === EventKind.equipmentState && subject === stationIndex(id) && a === slot)
      return own
        .filter(({ time }, i) => own[i + 1]?.time !== time)
        .map(({ time, b }) => `${time} ${STATE_NAMES[b]}`)
        .filter((line, i, all) => i === 0 || line.split(' ')[1] !== all[i - 1]!.split(' ')[1])
    },
    /** `unit@time` of all that left the plant, in order. */
    finished: () => records.filter(({ kind }) => kind === EventKind.unitFinished).map(({ subject, time }) => `${subject}@${time}`),
    scrapped: () => records.filter(({ kind }) => kind === EventKind.unitScrapped).map(({ subject, time }) => `${subject}@${time}`),
    /** `unit@time` of the jobs a station started. */
    started: (id: string) =>
      records
        .filter(({ kind, a }) => kind === EventKind.jobStarted && a === stationIndex(id))
        .map(({ subject, time }) => `${subject}@${time}`),
    /** `unit@time` of those who came to a place: a station, a buffer, a conveyor. */
    came: (id: string) =>
      records
        .filter(({ kind, a }) => kind === EventKind.unitMoved && a === places(scenario).ids.indexOf(id))
        .map(({ subject, time }) => `${subject}@${time}`),
    /** `0 idle`, `4 emptyRun`: what a vehicle did, in order; what took no time is left out. */
    vehicleStates: (vehicle: number) => {
      const own = records.filter(({ kind, subject }) => kind === EventKind.vehicleState && subject === vehicle)
      return own.filter(({ time }, i) => own[i + 1]?.time !== time).map(({ time, a }) => `${time} ${Object.keys(VehicleState)[a]}`)
    },
    /** `0 processing`, `4 blocked`: the states of a conveyor in order. */
    conveyorStates: (id: string) =>
      records
        .filter(({ kind, subject }) => kind === EventKind.conveyorState && scenario.conveyors[subject]!.id === id)
        .map(({ time, a }) => `${time} ${STATE_NAMES[a]}`),
    of: (kind: number) => records.filter((record) => record.kind === kind),
  }
}

export const always = (value: number) => ({ kind: 'constant', value }) as const
