import type { Signal } from '../../scenarios/model.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { ConditionLevel } from '../log/events.ts'
import { exp, log, normalQuantile } from '../math/index.ts'
import type { Draw } from './chance.ts'
import { openDrift, openNoise, openPresentDrift } from './draws.ts'
import { Message, Phase } from './phases.ts'
import type { Plant } from './plant.ts'
import { presentSlots } from './present.ts'
import { NONE } from './tables.ts'

/** One signal at one slot. */
interface Gauge {
  readonly slot: number
  /** Number of the signal within its station. */
  readonly signal: number
  readonly spec: Signal
  readonly drift: Draw
  readonly noise: Draw
  /** Failure clocks that it decides. */
  readonly fails: readonly number[]
  /** Maintenance that a high reading asks for. */
  readonly asks: readonly { readonly task: number; readonly above: number }[]
}

/** µs */
const HOUR = 3600e6
const HALF_UNIT = 5.551115123125783e-17 // 2^-54

/**
 * The condition of machines: true levels that rise with work, and readings of them. Nobody in the plant sees a level, only readings, which come at
 * intervals or after each unit and carry noise.
 *
 *     start ──work──▶ level ──reaches `fail`──▶ Wear: the mode is due ──repair──▶ start
 *                       └──reading──▶ at or above `when`──▶ Upkeep: the task is due ──maintenance──▶ start
 */
export class Conditions {
  readonly #plant: Plant
  readonly #gauges: readonly Gauge[]
  readonly #ofSlot: readonly (readonly number[])[]
  /** Gauge → true level, and its rise per hour of work since it started: of its logarithm where it grows exponentially. */
  level: Float64Array
  rate: Float64Array

  constructor(plant: Plant) {
    this.#plant = plant
    const { tables, chance } = plant
    const { scenario, slotStation, slots, firstSlot } = tables
    const gauges: Gauge[] = []
    const ofSlot: number[][] = Array.from({ length: slots }, () => [])
    let mode = 0
    let task = 0
    for (let slot = 0; slot < slots; slot++) {
      const station = scenario.stations[slotStation[slot]!]!
      const place = slot - firstSlot[slotStation[slot]!]!
      const [firstMode, firstTask] = [mode, task]
      station.signals.forEach((spec, signal) => {
        ofSlot[slot]!.push(gauges.length)
        gauges.push({
          slot,
          signal,
          spec,
          drift: openDrift(chance, station.id, place, spec),
          noise: openNoise(chance, station.id, place, spec),
          fails: station.failures.flatMap(({ clock, signal: id }, m) => (clock === 'signal' && id === spec.id ? [firstMode + m] : [])),
          asks: station.maintenance.flatMap(({ when }, t) =>
            when?.signal === spec.id ? [{ task: firstTask + t, above: when.above }] : [],
          ),
        })
      })
      mode += station.failures.length
      task += station.maintenance.length
    }
    this.#gauges = gauges
    this.#ofSlot = ofSlot
    this.level = new Float64Array(gauges.length)
    this.rate = new Float64Array(gauges.length)
    for (let gauge = 0; gauge < gauges.length; gauge++) this.#start(gauge)
    for (const [slot, { signals = [] }] of presentSlots(tables))
      for (const { of, level, drift } of signals) {
        const gauge = this.gaugeOf(slot, of)
        this.level[gauge] = level
        const { spec } = gauges[gauge]!
        const place = slot - firstSlot[slotStation[slot]!]!
        if (drift !== null && spec.per === 'hour')
          this.rate[gauge] = chance.nextNumber(openPresentDrift(chance, scenario.stations[slotStation[slot]!]!.id, place, { of, drift }))
      }
  }

  begin() {
    for (let gauge = 0; gauge < this.#gauges.length; gauge++) this.#scheduleReading(gauge)
  }

  /** The gauge of a signal at a slot; NONE: the station has no such signal. */
  gaugeOf(slot: number, signal: string | null): number {
    return signal === null ? NONE : (this.#ofSlot[slot]!.find((gauge) => this.#gauges[gauge]!.spec.id === signal) ?? NONE)
  }

  risesByTime(gauge: number): boolean {
    return this.#gauges[gauge]!.spec.per === 'hour'
  }

  /** How far above its start the level is. */
  rise(gauge: number): number {
    return this.level[gauge]! - this.#gauges[gauge]!.spec.start
  }

  /** µs of work until the level reaches `fail`; Infinity: it does not by time. */
  workUntilFail(gauge: number): number {
    const { fail, per, growth } = this.#gauges[gauge]!.spec
    const rate = this.rate[gauge]!
    if (fail === null || per === 'unit' || rate <= 0) return Number.POSITIVE_INFINITY
    const level = this.level[gauge]!
    return Math.max(0, Math.ceil(((growth === 'exponential' ? log(fail / level) : fail - level) / rate) * HOUR))
  }

  /** The slot has worked for so long. */
  worked(slot: number, elapsed: number) {
    const gauges = this.#ofSlot[slot]!
    for (let i = 0; i < gauges.length; i++) {
      const gauge = gauges[i]!
      this.level[gauge] = this.#risen(gauge, this.rate[gauge]! * (elapsed / HOUR))
    }
  }

  /** The slot has finished a unit. */
  unitDone(slot: number) {
    const { chance, wear } = this.#plant
    const gauges = this.#ofSlot[slot]!
    for (let i = 0; i < gauges.length; i++) {
      const gauge = gauges[i]!
      const { spec, drift, fails } = this.#gauges[gauge]!
      if (spec.per === 'unit') {
        this.level[gauge] = this.#risen(gauge, chance.nextNumber(drift))
        if (spec.fail !== null && this.level[gauge]! >= spec.fail) for (let m = 0; m < fails.length; m++) wear.comesDue(fails[m]!)
      }
      if (spec.every === null) this.#read(gauge)
    }
  }

  /** The moment of a reading by the clock. */
  reading(gauge: number) {
    this.#scheduleReading(gauge)
    this.#read(gauge)
  }

  #scheduleReading(gauge: number) {
    const { calendar } = this.#plant
    const { every } = this.#gauges[gauge]!.spec
    if (every !== null) calendar.schedule((calendar.now + seconds(every)) as SimTime, Phase.failure, gauge, Message.conditionReading)
  }

  #read(gauge: number) {
    const { chance, doors, upkeep, stations } = this.#plant
    const { slot, signal, spec, noise, asks } = this.#gauges[gauge]!
    const error = spec.noise === 0 ? 0 : spec.noise * normalQuantile(chance.nextUniform(noise) + HALF_UNIT)
    const value = this.#risen(gauge, this.rate[gauge]! * (stations.workedSince(slot) / HOUR) + error)
    const zone =
      spec.alarm !== null && value >= spec.alarm
        ? ConditionLevel.fault
        : spec.warning !== null && value >= spec.warning
          ? ConditionLevel.warning
          : ConditionLevel.normal
    doors.conditionRead(slot, signal, zone, value)
    for (let i = 0; i < asks.length; i++) if (value >= asks[i]!.above) upkeep.due(asks[i]!.task)
  }

  /** What the level would be, had it risen by so much: it, or its logarithm. */
  #risen(gauge: number, by: number): number {
    const level = this.level[gauge]!
    return this.#gauges[gauge]!.spec.growth === 'exponential' ? level * exp(by) : level + by
  }

  /** As new; what it decides lives anew. */
  reset(gauge: number) {
    const { wear, upkeep } = this.#plant
    this.#start(gauge)
    const { fails } = this.#gauges[gauge]!
    for (let i = 0; i < fails.length; i++) if (upkeep.isAtRest(fails[i]!)) wear.renew(fails[i]!)
  }

  #start(gauge: number) {
    const { spec, drift } = this.#gauges[gauge]!
    this.level[gauge] = spec.start
    this.rate[gauge] = spec.per === 'hour' ? this.#plant.chance.nextNumber(drift) : 0
  }
}
