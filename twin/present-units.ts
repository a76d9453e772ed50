import type { SlotHistory } from '../analysis/maintenance/slot-history.ts'
import { type PlantRecord, rowsBy } from '../analysis/record/index.ts'
import { Outcome } from '../engine/log/events.ts'
import type { PlantState } from '../engine/log/state.ts'
import type { Operation, PresentUnits, Scenario } from '../scenarios/model.ts'
import { placesOf } from '../scenarios/waiting-places.ts'
import type { Assumptions } from './assumptions.ts'
import { rowsOf } from './rows-of.ts'

export interface Placed {
  readonly units: readonly PresentUnits[]
  /** Of each of them its number in the log. */
  readonly numbers: readonly number[]
  /** Order → units that had only to get out, and are taken for finished. */
  readonly finished: ReadonlyMap<string, number>
  /** Source → units that stand ready at it and are made anew. */
  readonly remade: readonly number[]
}

/** Units in the plant, where they are, in the order in which they came there; those that stand outside behind those that are in. */
export function presentUnits({
  scenario,
  record,
  state,
  history,
  orderIds,
  assumptions,
}: {
  readonly scenario: Scenario
  readonly record: PlantRecord
  readonly state: PlantState
  readonly history: SlotHistory
  readonly orderIds: ReadonlyMap<number, string>
  readonly assumptions: Assumptions
}): Placed {
  const { places, units } = state
  const jobsOf = rowsBy(record.jobs, 'unit')
  const { jobs } = record
  const at = record.end
  const inSetUp = new Map(
    record.setups
      .rows()
      .filter(({ until }) => Number.isNaN(until))
      .map(({ station, slot, from }) => [history.firstSlot[station]! + slot, from]),
  )
  const finished = new Map<string, number>()
  const remade = scenario.sources.map(() => 0)
  const placed: { readonly unit: PresentUnits; readonly inside: boolean; readonly moved: number; readonly number: number }[] = []
  for (const row of rowsOf(units.rows)) {
    const number = units.rows.key[row]!
    const product = scenario.products[units.product[row]!]!
    const place = units.place[row]!
    const order = orderIds.get(units.order[row]!) ?? null
    const own = [...jobsOf.of(number)]
    const reworks = own.filter((job) => jobs.column.outcome[job] === Outcome.rework).length
    const put = (operation: Operation, rest: Partial<PresentUnits> & { readonly at: string }) =>
      placed.push({
        unit: { product: product.id, operation: operation.id, quantity: 1, order, slot: null, doing: null, elapsed: 0, reworks, ...rest },
        inside: rest.doing !== 'wait',
        moved: units.moved[row]!,
        number,
      })
    const leaves = () => {
      assumptions.add('ridesArrived', [product.id])
      if (order !== null) finished.set(order, (finished.get(order) ?? 0) + 1)
    }
    const operation = product.route[units.operation[row]!]
    const last = own.at(-1)
    const isOut = place < 0 || place >= places.firstSource
    if (isOut && own.length === 0 && place < places.firstConveyor) {
      // A listed order brings what it has not brought in yet, and a source that always has a unit ready makes the next.
      const source = record.units.column.source[record.rowOfUnit(number)]!
      const listed = source < 0 && units.order[row]! >= 0 && units.order[row]! < scenario.orders.length && order !== null
      if (listed) continue
      if (source >= 0 && scenario.sources[source]!.every === null) {
        remade[source]!++
        continue
      }
      const first = product.route[0]
      if (first !== undefined) put(first, { at: placesOf(first)[0]!, doing: 'wait' })
      else leaves()
      continue
    }
    if (isOut) {
      // On its way, or set aside until a result is known: it goes on.
      const step = last === undefined || place >= places.firstConveyor ? units.operation[row]! : jobs.column.operation[last]! + 1
      const next = product.route[step]
      assumptions.add(place < 0 ? 'resultsPassed' : 'ridesArrived', [product.id])
      if (next === undefined) leaves()
      else put(next, { at: placesOf(next)[0]!, doing: 'wait' })
      continue
    }
    const id = places.ids[place]!
    if (operation === undefined || !placesOf(operation).includes(id)) {
      assumptions.add('partsForgotten', [product.id])
      continue
    }
    if (place >= places.firstBuffer) {
      put(operation, { at: id })
      continue
    }
    const station = scenario.stations[place]!
    const slot = history.firstSlot[place]! + Math.max(0, units.slot[row]!)
    if ((operation.batch ?? station.batch ?? { max: 1 }).max > 1 || station.outside !== null) {
      assumptions.add('batchesAnew', [id])
      put(operation, { at: id })
      continue
    }
    const within = slot - history.firstSlot[place]! + 1
    const isHere = last !== undefined && jobs.column.station[last] === place && jobs.column.start[last]! >= units.moved[row]!
    if (isHere && !Number.isNaN(jobs.column.end[last]!)) {
      if (jobs.column.outcome[last] === Outcome.good) put(operation, { at: id, slot: within, doing: 'done' })
      else {
        const to = product.route.find((one) => one.id === (operation.rework ?? station.rework)?.to) ?? operation
        if (to === operation) put(operation, { at: id, slot: within })
        else {
          assumptions.add('reworkMoved', [id])
          put(to, { at: placesOf(to)[0]!, doing: 'wait' })
        }
      }
      continue
    }
    const setUp = inSetUp.get(slot)
    if (setUp !== undefined) put(operation, { at: id, slot: within, doing: 'setup', elapsed: (at - setUp) / 1e6 })
    else if (!isHere) put(operation, { at: id, slot: within })
    else if (operation.steps.length > 0 || (operation.load ?? station.load) !== null || (operation.unload ?? station.unload) !== null) {
      assumptions.add('stepsAnew', [id])
      put(operation, { at: id, slot: within })
    } else {
      const from = Math.max(jobs.column.start[last]!, history.lastUndone(slot))
      put(operation, { at: id, slot: within, doing: 'work', elapsed: history.worked(slot, from, at) / 1e6 })
    }
  }
  placed.sort((a, b) => Number(b.inside) - Number(a.inside) || a.moved - b.moved || a.number - b.number)
  return { units: placed.map(({ unit }) => unit), numbers: placed.map(({ number }) => number), finished, remade }
}
