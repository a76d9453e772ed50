import { places } from '../../../engine/log/places.ts'
import type { Snapshot } from '../../../engine/plant/simulation.ts'
import { Activity } from '../../../engine/plant/stations.ts'
import type { Operation, Scenario } from '../../../scenarios/model.ts'

type Columns = Readonly<Record<string, ArrayLike<number>>>

const NONE = -1
/** Status of a job of Upkeep. */
const Job = { rest: 0, waiting: 1, assigned: 2, underWay: 3, postponed: 4 }

interface Queue {
  readonly id: string
  /** 0: units are handed over directly. */
  readonly capacity: number
}

/**
 * What must hold of a plant between any two events, worked out from the scenario and the numbers of a snapshot, and not from the plant's own
 * tables: nothing is in two places, nothing is more than full, and nobody stands idle who could go on.
 */
export class Invariants {
  readonly #scenario: Scenario
  readonly #operations: readonly (Operation & { readonly product: number; readonly last: boolean; readonly step: number })[]
  readonly #queues: readonly Queue[]
  /** operation → queue */
  readonly #queueOf: readonly number[]
  /** slot → station */
  readonly #stationOf: readonly number[]
  readonly #firstSlot: Int32Array

  constructor(scenario: Scenario) {
    this.#scenario = scenario
    this.#operations = scenario.products.flatMap(({ route }, product) =>
      route.map((operation, step) => ({ ...operation, product, step, last: step === route.length - 1 })),
    )
    const queues: Queue[] = scenario.buffers.map(({ id, capacity }) => ({ id, capacity: capacity ?? Number.POSITIVE_INFINITY }))
    this.#queueOf = this.#operations.map(({ buffer, stations }) => {
      const id = buffer ?? `before ${stations.join(' | ')}`
      const known = queues.findIndex((queue) => queue.id === id)
      return known >= 0 ? known : queues.push({ id, capacity: 0 }) - 1
    })
    this.#queues = queues
    this.#stationOf = scenario.stations.flatMap(({ slots }, s) => new Array<number>(slots).fill(s))
    this.#firstSlot = places(scenario).firstSlot
  }

  /** What does not hold, in words; empty where all is well. */
  broken({ elements }: Snapshot): readonly string[] {
    const found: string[] = []
    const held = (name: string) => elements[name] as unknown as Columns
    const number = (name: string, field: string) => elements[name]![field] as number
    const [units, stations, queues, upkeep, items, crews, shifts, orders] = [
      held('units'),
      held('stations'),
      held('queues'),
      held('upkeep'),
      held('items'),
      held('crews'),
      held('shifts'),
      held('orders'),
    ]
    const fail = (text: string) => void found.push(text)
    const { calendars } = this.#scenario
    const works = (calendar: string | null) =>
      calendar === null || shifts!['working']![calendars.findIndex(({ id }) => id === calendar)] === 1

    // ── where each unit is ──
    const seen = new Map<number, string>()
    const see = (unit: number, where: string) => {
      if (seen.has(unit)) fail(`unit ${units!['serial']![unit]} is ${seen.get(unit)} and ${where}`)
      seen.set(unit, where)
    }
    this.#stationOf.forEach((station, slot) => {
      const { id } = this.#scenario.stations[station]!
      const unit = stations!['unit']![slot]!
      const activity = stations!['activity']![slot]!
      const name = `slot ${slot} of ${id}`
      if ((unit === NONE) !== (activity === Activity.free)) fail(`${name} holds ${unit} and its activity is ${activity}`)
      if (unit !== NONE) see(unit, `in ${name}`)
      if (stations!['remaining']![slot]! < 0) fail(`${name}: ${stations!['remaining']![slot]} µs remain`)
      const stopped =
        upkeep!['down']![slot]! > 0 || upkeep!['maintaining']![slot]! > 0 || !works(this.#scenario.stations[station]!.calendar) ? 1 : 0
      if (stations!['stopped']![slot] !== stopped) fail(`${name} is ${stopped === 1 ? 'not ' : ''}stopped and should be otherwise`)
      const busy = activity === Activity.setup || activity === Activity.working
      if ((stations!['ticket']![slot] !== NONE) !== (busy && stopped === 0))
        fail(`${name}: an end is due where nothing goes on, or not where it does`)
      const operation = this.#operations[stations!['operation']![slot]!]
      if (busy && !operation!.stations.includes(id)) fail(`${name} does ${operation!.id}, which is not for it`)
      if (upkeep!['down']![slot]! < 0 || upkeep!['maintaining']![slot]! < 0 || upkeep!['maintaining']![slot]! > 1)
        fail(`${name}: ${upkeep!['down']![slot]} failures, ${upkeep!['maintaining']![slot]} tasks`)
    })
    this.#scenario.stations.forEach(({ id, slots }, s) => {
      let free = 0
      for (let slot = this.#firstSlot[s]!; slot < this.#firstSlot[s + 1]!; slot++) if (stations!['unit']![slot] === NONE) free++
      if (stations!['freeSlots']![s] !== free) fail(`${id} counts ${stations!['freeSlots']![s]} of ${slots} slots free, ${free} are`)
    })
    this.#queues.forEach(({ id, capacity }, q) => {
      let level = 0
      let last = NONE
      for (let unit = queues!['head']![q]!; unit !== NONE; unit = units!['next']![unit]!) {
        see(unit, `in ${id}`)
        if (this.#queueOf[units!['operation']![unit]!] !== q) fail(`unit ${units!['serial']![unit]} is in ${id} and not for it`)
        level++
        last = unit
      }
      if (queues!['tail']![q] !== last && level > 0) fail(`${id}: the tail is ${queues!['tail']![q]}, the last unit ${last}`)
      if (queues!['level']![q] !== level) fail(`${id} counts ${queues!['level']![q]}, ${level} are inside`)
      if (level > capacity) fail(`${id} holds ${level} of ${capacity}`)
      let reserved = 0
      for (const slot of this.#stationOf.keys()) if (stations!['reservation']![slot] === q) reserved++
      if (queues!['reserved']![q] !== reserved) fail(`${id}: ${queues!['reserved']![q]} places are reserved, by ${reserved} slots`)
      for (let unit = queues!['outsideHead']![q]!; unit !== NONE; unit = units!['next']![unit]!) {
        const holder = units!['holder']![unit]!
        if (holder < 0) see(unit, `before ${id}`)
        else if (stations!['unit']![holder] !== unit)
          fail(`unit ${units!['serial']![unit]} waits before ${id}, and slot ${holder} does not hold it`)
        if (this.#queueOf[units!['operation']![unit]!] !== q) fail(`unit ${units!['serial']![unit]} is before ${id} and not for it`)
      }
    })
    const inside =
      number('units', 'issued') - this.#left(units!, number('units', 'free'), number('units', 'count'), number('units', 'issued'))
    if (seen.size !== inside) fail(`${inside} units are in the plant, ${seen.size} are somewhere`)

    // ── stock, orders, crews ──
    Array.from(items!['stock']!).forEach((stock, item) => {
      const material = this.#scenario.materials[item]
      if (stock < 0 && material?.reorderPoint !== null) fail(`stock ${stock} of item ${item}`)
      if (items!['onOrder']![item]! < 0 || items!['owed']![item]! < 0)
        fail(`item ${item}: ${items!['onOrder']![item]} on order, ${items!['owed']![item]} owed`)
      if (items!['owed']![item]! > 0 && stock > 0) fail(`item ${item}: ${stock} in stock while ${items!['owed']![item]} are owed`)
    })
    if (number('orders', 'open') < 0) fail(`${number('orders', 'open')} orders are open`)
    if (Array.from(orders!['toCome']!).some((count) => count < 0)) fail('fewer than no units are to come to an operation')
    this.#scenario.crews.forEach(({ id, size, calendar }, c) => {
      const busy = crews!['busy']![c]!
      const jobs = this.#jobs(upkeep!, id)
      if (busy !== jobs) fail(`${busy} of crew ${id} are busy with ${jobs} jobs`)
      if (busy > size || busy < 0) fail(`${busy} of ${size} of crew ${id} are busy`)
      if (crews!['head']![c] !== NONE && busy < size && works(calendar)) fail(`crew ${id} has time and a job waits`)
    })

    // ── nobody waits for nothing, once all that was put off has been done ──
    const settled = number('stations', 'touchedCount') + number('stations', 'exitCount') + number('stations', 'standingCount') === 0
    if (settled) this.#couldGoOn(elements, fail)
    return found
  }

  /** How many units that were ever made have left: those whose place in the pool is free, or was given to another. */
  #left(units: Columns, free: number, count: number, issued: number): number {
    let places = 0
    for (let unit = free; unit !== NONE; unit = units['next']![unit]!) places++
    return issued - (count - places)
  }

  /** People of a crew who repair, maintain, or wait at a slot to begin. */
  #jobs(upkeep: Columns, crew: string): number {
    let job = 0
    let repairing = 0
    let tasks = 0
    const clocks = this.#stationOf.reduce((sum, s) => sum + this.#scenario.stations[s]!.failures.length, 0)
    for (const s of this.#stationOf) {
      const station = this.#scenario.stations[s]!
      for (const mode of station.failures) {
        if (upkeep['status']![job++] === Job.underWay && mode.crew === crew) repairing++
      }
      for (const task of station.maintenance) {
        const status = upkeep['status']![clocks + tasks++]
        if (task.crew === crew && (status === Job.underWay || status === Job.assigned)) repairing++
      }
    }
    return repairing
  }

  #couldGoOn(elements: Snapshot['elements'], fail: (text: string) => void) {
    const column = (name: string, field: string) => elements[name]![field] as ArrayLike<number>
    const units = {
      next: column('units', 'next'),
      operation: column('units', 'operation'),
      holder: column('units', 'holder'),
      serial: column('units', 'serial'),
      order: column('units', 'order'),
    }
    const runs = (slot: number) => column('stations', 'stopped')[slot] === 0
    const canLeave = (unit: number) => units.holder[unit]! < 0 || runs(units.holder[unit]!)
    const stock = column('items', 'stock')
    const items = [...this.#scenario.materials, ...this.#scenario.products].map(({ id }) => id)
    const counted = (item: number) => this.#scenario.materials[item]?.reorderPoint !== null
    const freeSlots = (station: number) => {
      const slots: number[] = []
      for (let slot = this.#firstSlot[station]!; slot < this.#firstSlot[station + 1]!; slot++)
        if (column('stations', 'unit')[slot] === NONE && runs(slot)) slots.push(slot)
      return slots
    }
    const stationNumber = (id: string) => this.#scenario.stations.findIndex((station) => station.id === id)
    const serves = (q: number) => [
      ...new Set(this.#operations.flatMap(({ stations }, o) => (this.#queueOf[o] === q ? stations.map(stationNumber) : []))),
    ]
    const roomIn = (q: number) => column('queues', 'level')[q]! + column('queues', 'reserved')[q]! < this.#queues[q]!.capacity
    /** Could a free slot of the station, once it is taken, still count on a place in the queue? */
    const reservable = (q: number, station: number) => {
      if (this.#queues[q]!.capacity > 0) return roomIn(q)
      const free = serves(q).reduce((sum, other) => sum + freeSlots(other).length - (other === station ? 1 : 0), 0)
      return column('queues', 'outsideHead')[q] === NONE && free > column('queues', 'reserved')[q]!
    }
    const list = (head: ArrayLike<number>, q: number) => {
      const all: number[] = []
      for (let unit = head[q]!; unit !== NONE; unit = units.next[unit]!) all.push(unit)
      return all
    }

    this.#queues.forEach(({ id, capacity }, q) => {
      if (roomIn(q)) {
        const stuck = list(column('queues', 'outsideHead'), q).find(canLeave)
        if (stuck !== undefined) fail(`unit ${units.serial[stuck]} stands before ${id}, which has room`)
      }
    })
    this.#scenario.stations.forEach((station, s) => {
      if (freeSlots(s).length === 0) return
      const job = this.#currentJob(elements, s)
      for (const [q, { id, capacity }] of this.#queues.entries()) {
        if (!serves(q).includes(s)) continue
        const outside = list(column('queues', 'outsideHead'), q).filter(canLeave)
        const candidates = capacity === 0 ? outside : [...list(column('queues', 'head'), q), ...(job === null ? [] : outside)]
        for (const unit of candidates) {
          const o = units.operation[unit]!
          const operation = this.#operations[o]!
          if (!operation.stations.includes(station.id)) continue
          if (operation.components.some(({ item, quantity }) => counted(items.indexOf(item)) && stock[items.indexOf(item)]! < quantity))
            continue
          if (station.blockingBeforeService && !operation.last && !reservable(this.#queueOf[o + 1]!, s)) continue
          if (job !== null && (job.wait || units.order[unit] !== job.order || operation.step !== job.step)) continue
          fail(`${station.id} has a free slot, and unit ${units.serial[unit]} waits for it at ${id}`)
        }
      }
    })
  }

  /** The job a station's list is at; null where the rule decides. */
  #currentJob(elements: Snapshot['elements'], station: number) {
    const { dispatch, orders, products, stations } = this.#scenario
    const jobs = dispatch.find((list) => list.station === stations[station]!.id)?.jobs ?? []
    const position = (elements['dispatch']!['position'] as ArrayLike<number>)[station]!
    const job = jobs[position]
    if (job === undefined) return null
    const order = orders.findIndex(({ id }) => id === job.order)
    const step = products.find(({ id }) => id === orders[order]!.product)!.route.findIndex(({ id }) => id === job.operation)
    return { order, step, wait: (elements['calendar']!['now'] as number) < job.notBefore * 1e6 }
  }
}
