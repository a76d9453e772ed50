import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { seconds } from '../../engine/kernel/time.ts'
import { EventKind, STATE_COUNT } from '../../engine/log/events.ts'
import type { LogSink } from '../../engine/log/sink.ts'
import { Simulation, tallyFor } from '../../engine/plant/simulation.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { loadLaw } from './measure.ts'

const files = readdirSync(new URL('../../scenarios/laws/', import.meta.url)).map((file) => file.replace('.yaml', ''))
const EVENTS = 30_000

describe.each(files)('the books of %s.yaml', (file) => {
  const scenario: Scenario = { ...loadLaw(file), warmUp: 0 }
  const stays = new Stays(scenario)
  const tally = tallyFor(scenario)
  const simulation = new Simulation(scenario, { seed: 7, replication: 0, tally, log: stays })
  simulation.run(seconds(scenario.horizon), EVENTS)
  const { now } = simulation
  tally.settle(now)

  it('Little: what is in the system or in a queue on average is what came, times how long it stayed', () => {
    expect(Array.from(tally.inSystemArea)).toEqual(stays.inSystem(now))
    const { firstBuffer, firstSink, firstSource, ids } = tally.shape.places
    const queues = ids.map((_, place) => place).filter((place) => (place >= firstBuffer && place < firstSink) || place >= firstSource)
    expect(queues.map((place) => tally.levelArea[place])).toEqual(queues.map((place) => stays.at(place, now)))
    expect(Array.from(tally.leadTime)).toEqual(stays.finished())
  })

  it('every unit that was made has finished, was scrapped, or is still there; and every piece of stock is accounted for', () => {
    scenario.products.forEach((_, product) => {
      expect(tally.created[product]).toBe(tally.finished[product]! + tally.scrapped[product]! + tally.inSystem[product]!)
    })
    expect(tally.inSystem.reduce((sum, units) => sum + units, 0)).toBe(stays.inside)
    const initial = [...scenario.materials, ...scenario.products].map(({ initialStock }) => initialStock)
    expect(Array.from(tally.stock)).toEqual(initial.map((stock, item) => stock + tally.received[item]! - tally.issued[item]!))
  })

  it('the states of each slot tile the time to the microsecond', () => {
    const slots = tally.slotState.length
    const sums = Array.from({ length: slots }, (_, slot) =>
      tally.slotTime.subarray(slot * STATE_COUNT, (slot + 1) * STATE_COUNT).reduce((sum, time) => sum + time, 0),
    )
    expect(sums).toEqual(new Array(slots).fill(now))
    expect(simulation.events).toBeGreaterThan(1000)
  })
})

/** Counts from the log alone how long units were where: the tally must come to the same. Times in µs. */
class Stays implements LogSink {
  readonly #units = new Map<number, { readonly product: number; readonly since: number; place: number; cameAt: number }>()
  readonly #leadTime: number[]
  readonly #gone: number[]
  readonly #stayed = new Map<number, number>()

  constructor({ products }: Scenario) {
    this.#leadTime = new Array<number>(products.length).fill(0)
    this.#gone = new Array<number>(products.length).fill(0)
  }

  append(time: number, kind: EventKind, subject: number, a: number) {
    if (kind === EventKind.unitCreated) this.#units.set(subject, { product: a, since: time, place: -1, cameAt: time })
    if (kind === EventKind.unitMoved) this.#move(time, subject, a)
    if (kind !== EventKind.unitFinished && kind !== EventKind.unitScrapped) return
    this.#move(time, subject, -1)
    const { product, since } = this.#units.get(subject)!
    this.#units.delete(subject)
    this.#gone[product]! += time - since
    if (kind === EventKind.unitFinished) this.#leadTime[product]! += time - since
  }

  get inside(): number {
    return this.#units.size
  }

  finished(): number[] {
    return this.#leadTime
  }

  inSystem(now: number): number[] {
    const times = this.#gone.slice()
    for (const { product, since } of this.#units.values()) times[product]! += now - since
    return times
  }

  at(place: number, now: number): number {
    let time = this.#stayed.get(place) ?? 0
    for (const unit of this.#units.values()) if (unit.place === place) time += now - unit.cameAt
    return time
  }

  #move(time: number, unit: number, place: number) {
    const at = this.#units.get(unit)!
    this.#stayed.set(at.place, (this.#stayed.get(at.place) ?? 0) + time - at.cameAt)
    at.place = place
    at.cameAt = time
  }
}
