import { EquipmentState, STATE_COUNT, STATE_NAMES } from '../../engine/log/events.ts'
import type { Scenario } from '../../scenarios/model.ts'

/**
 * Why somebody had to wait. A station's state (`processing`: it works, only not fast enough; `paused`: no shift); `sequence`: its dispatch list waits
 * for another unit; `noArrivals` of a source; `noOrders`: no listed order is released; `missing` of a material or stocked product; `busy` of a crew that is
 * called for, of pallets or of tools; `ring`: they wait for each other; `notKnown`: the log and the scenario do not tell.
 */
export type Cause = keyof typeof EquipmentState | 'sequence' | 'noArrivals' | 'noOrders' | 'missing' | 'busy' | 'ring' | 'notKnown'

/** Whom waiting is charged to, and why. `id` is null where it is nobody's (`noOrders`, `ring`, `notKnown`); `detail` is a failure mode or maintenance task. */
export interface Culprit {
  readonly kind: 'station' | 'source' | 'material' | 'crew' | 'pallet' | 'tool' | 'nobody'
  readonly id: string | null
  readonly cause: Cause
  readonly detail: string | null
}

/**
 * Culprits by number: for each station its states, its list, its failure modes (repair and waiting for it) and its maintenance tasks; then sources,
 * items, crews, pallets, tools, and nobody in three ways.
 */
export class Culprits {
  readonly count: number
  readonly #scenario: Scenario
  readonly #first: Int32Array
  readonly #firstSource: number
  readonly #firstItem: number
  readonly #firstCrew: number
  readonly noOrders: number
  readonly ring: number
  readonly notKnown: number

  constructor(scenario: Scenario) {
    this.#scenario = scenario
    const { stations, sources, materials, products, crews, pallets, tools } = scenario
    this.#first = new Int32Array(stations.length + 1)
    stations.forEach(({ failures, maintenance }, i) => {
      this.#first[i + 1] = this.#first[i]! + STATE_COUNT + 1 + 2 * failures.length + maintenance.length
    })
    this.#firstSource = this.#first[stations.length]!
    this.#firstItem = this.#firstSource + sources.length
    this.#firstCrew = this.#firstItem + materials.length + products.length
    this.noOrders = this.#firstCrew + crews.length + pallets.length + tools.length
    this.ring = this.noOrders + 1
    this.notKnown = this.noOrders + 2
    this.count = this.noOrders + 3
  }

  /** `cause` as in the log: a failure mode where it is down, a task in maintenance. */
  station(station: number, state: number, cause: number): number {
    const first = this.#first[station]!
    const { failures, maintenance } = this.#scenario.stations[station]!
    const isDown = state === EquipmentState.repair || state === EquipmentState.waitRepair
    if (isDown && cause >= 0 && cause < failures.length)
      return first + STATE_COUNT + 1 + 2 * cause + (state === EquipmentState.waitRepair ? 1 : 0)
    if (state === EquipmentState.maintenance && cause >= 0 && cause < maintenance.length)
      return first + STATE_COUNT + 1 + 2 * failures.length + cause
    return first + state
  }

  sequence(station: number): number {
    return this.#first[station]! + STATE_COUNT
  }

  source(source: number): number {
    return this.#firstSource + source
  }

  /** `cause` as in the log of a station that is `waiting`: an item, or −2 − crew, pallet or tool, counted through; −1: for more of its own batch. */
  waiting(station: number, cause: number): number {
    const { materials, products, crews, pallets, tools } = this.#scenario
    if (cause === -1) return this.station(station, EquipmentState.waiting, cause)
    if (cause >= 0) return cause < materials.length + products.length ? this.#firstItem + cause : this.notKnown
    return -2 - cause < crews.length + pallets.length + tools.length ? this.#firstCrew - 2 - cause : this.notKnown
  }

  /** −1 where it is no station. */
  stationOf(culprit: number): number {
    if (culprit >= this.#firstSource) return -1
    let station = 0
    while (this.#first[station + 1]! <= culprit) station++
    return station
  }

  describe(culprit: number): Culprit {
    const { stations, sources, materials, products, crews, pallets, tools } = this.#scenario
    if (culprit === this.noOrders) return nobody('noOrders')
    if (culprit === this.ring) return nobody('ring')
    if (culprit === this.notKnown) return nobody('notKnown')
    if (culprit >= this.#firstCrew) {
      const n = culprit - this.#firstCrew
      const kind = n < crews.length ? 'crew' : n < crews.length + pallets.length ? 'pallet' : 'tool'
      return { kind, id: [...crews, ...pallets, ...tools][n]!.id, cause: 'busy', detail: null }
    }
    if (culprit >= this.#firstItem) {
      const item = culprit - this.#firstItem
      const { id } = item < materials.length ? materials[item]! : products[item - materials.length]!
      return { kind: 'material', id, cause: 'missing', detail: null }
    }
    if (culprit >= this.#firstSource)
      return { kind: 'source', id: sources[culprit - this.#firstSource]!.id, cause: 'noArrivals', detail: null }
    const station = this.stationOf(culprit)
    const { id, failures, maintenance } = stations[station]!
    const of = culprit - this.#first[station]!
    if (of < STATE_COUNT) return { kind: 'station', id, cause: STATE_NAMES[of]!, detail: null }
    if (of === STATE_COUNT) return { kind: 'station', id, cause: 'sequence', detail: null }
    const mode = of - STATE_COUNT - 1
    if (mode >= 2 * failures.length)
      return { kind: 'station', id, cause: 'maintenance', detail: maintenance[mode - 2 * failures.length]!.id }
    return { kind: 'station', id, cause: mode % 2 === 0 ? 'repair' : 'waitRepair', detail: failures[mode >> 1]!.id }
  }
}

const nobody = (cause: Cause): Culprit => ({ kind: 'nobody', id: null, cause, detail: null })
