import { EquipmentState, EventKind, STATE_NAMES } from '../../engine/log/events.ts'
import { fold } from '../../engine/log/fold.ts'
import type { Log } from '../../engine/log/reader.ts'
import { inOrderOfTruth } from '../../engine/log/replay.ts'
import { PlantState } from '../../engine/log/state.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { Blamer, WAITS } from './blamer.ts'
import type { Culprit } from './culprits.ts'

export type Wait = 'blocked' | 'starved' | 'waiting'

/** So long was `victim` blocked, starved or waiting, and `culprit` made it so. */
export interface Charge {
  readonly victim: string
  readonly wait: Wait
  readonly culprit: Culprit
  readonly seconds: number
}

/** A failure mode of a station: how often, how long it stood (repair and waiting for it), and how long it made others wait. */
export interface FailureBlame {
  readonly station: string
  readonly mode: string
  readonly times: number
  readonly seconds: number
  readonly knockOnSeconds: number
}

/** One stop by failure; moments are seconds since the start. */
export interface StopBlame {
  readonly station: string
  readonly mode: string | null
  readonly from: number
  readonly seconds: number
  readonly knockOnSeconds: number
}

/** Why time was lost: by the culprit's own standing still, and by those whom it made wait. */
export interface Loss {
  readonly culprit: Culprit
  readonly ownSeconds: number
  readonly knockOnSeconds: number
}

/** Who made whom wait over the measured time. Slot-seconds: a station of two slots can wait two seconds in one. */
export interface Blame {
  /** Longest first. Of each station and wait they add up, to the microsecond, to its time in that state. */
  readonly charges: readonly Charge[]
  /** Of stations: set-up, down, held, maintenance, pace, pause …; of sources, material and nobody. The greatest sum first. */
  readonly losses: readonly Loss[]
  readonly failures: readonly FailureBlame[]
  /** The single stops that made others wait longest. */
  readonly stops: readonly StopBlame[]
}

/** Reads the whole log. */
export function blameOf(log: Log<Scenario>): Blame {
  const { scenario } = log.header
  const plant = new PlantState(log.header)
  const blamer = new Blamer(scenario, plant)
  inOrderOfTruth(log, (event) => {
    blamer.before(event)
    fold(plant, event)
    if (event.kind === EventKind.warmUpEnded) blamer.restart()
  })
  blamer.close(log.endTime)
  return blameIn(scenario, blamer)
}

/** The sums of a closed blamer by name. */
export function blameIn(scenario: Scenario, blamer: Blamer): Blame {
  const { culprits, charged, own } = blamer
  const charges: (Charge & { readonly key: number })[] = []
  const knockOn = new Float64Array(culprits.count)
  for (const [key, span] of charged) {
    const culprit = key % culprits.count
    const victim = Math.floor(key / culprits.count)
    const wait = STATE_NAMES[WAITS[victim % WAITS.length]!] as Wait
    const { id } = scenario.stations[Math.floor(victim / WAITS.length)]!
    knockOn[culprit]! += span
    charges.push({ key, victim: id, wait, culprit: culprits.describe(culprit), seconds: span / 1e6 })
  }
  charges.sort((one, other) => other.seconds - one.seconds || one.key - other.key)
  return {
    charges: charges.map(({ key: _, ...charge }) => charge),
    losses: losses(blamer, knockOn),
    failures: scenario.stations.flatMap(({ id, failures }, station) =>
      failures.map((mode, m) => {
        const both = [EquipmentState.repair, EquipmentState.waitRepair].map((state) => culprits.station(station, state, m))
        const sum = (of: Float64Array) => both.reduce((total, culprit) => total + of[culprit]!, 0) / 1e6
        return { station: id, mode: mode.id, times: blamer.failures[station]![m]!, seconds: sum(own), knockOnSeconds: sum(knockOn) }
      }),
    ),
    stops: blamer.worstStops().map(({ station, mode, from, to, knockOn }) => ({
      station: scenario.stations[station]!.id,
      mode: scenario.stations[station]!.failures[mode]?.id ?? null,
      from: from / 1e6,
      seconds: (to - from) / 1e6,
      knockOnSeconds: knockOn / 1e6,
    })),
  }
}

/** States in which a station itself loses time. Working is none, nor is a pause, and waiting is charged to others. */
const LOST = new Set<Culprit['cause']>(['repair', 'waitRepair', 'held', 'maintenance', 'setup'])

function losses({ culprits, own }: Blamer, knockOn: Float64Array): Loss[] {
  const all: Loss[] = []
  for (let c = 0; c < culprits.count; c++) {
    if (own[c] === 0 && knockOn[c] === 0) continue
    const culprit = culprits.describe(c)
    const ownSeconds = LOST.has(culprit.cause) ? own[c]! / 1e6 : 0
    if (ownSeconds + knockOn[c]! > 0) all.push({ culprit, ownSeconds, knockOnSeconds: knockOn[c]! / 1e6 })
  }
  return all.sort((one, other) => other.ownSeconds + other.knockOnSeconds - one.ownSeconds - one.knockOnSeconds)
}
