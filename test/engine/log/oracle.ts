import { EventKind, Outcome } from '../../../engine/log/events.ts'
import type { LogEvent } from '../../../engine/log/fold.ts'
import { places } from '../../../engine/log/places.ts'
import type { PlantState } from '../../../engine/log/state.ts'
import type { Scenario } from '../../../scenarios/model.ts'

/** The plant as plain objects that are never changed: slow, and easy to believe. What the typed fold is held against. */
export interface PlainPlant {
  readonly events: number
  readonly time: number
  readonly measuringSince: number
  readonly ended: boolean
  readonly slots: Readonly<Record<string, { state: number; since: number; unit: number; cause: number; setUp: number }>>
  readonly vehicles: readonly { state: number; since: number }[]
  readonly conveyors: readonly { state: number; since: number; cause: number }[]
  readonly stations: Readonly<Record<string, { good: number; scrap: number; rework: number; failures: number; pieces: number }>>
  readonly finishedAt: Readonly<Record<string, number>>
  readonly products: Readonly<Record<string, { created: number; finished: number; scrapped: number }>>
  readonly items: readonly { onHand: number; onOrder: number }[]
  readonly lost: readonly number[]
  readonly crews: readonly { busy: number; present: number }[]
  readonly pallets: readonly (readonly number[])[]
  /** tool/place → state and station */
  readonly tools: Readonly<Record<string, readonly number[]>>
  readonly toolsRenewed: readonly number[]
  readonly stores: readonly number[]
  /** crew/place → state and station, of those of whom anything is known */
  readonly persons: Readonly<Record<string, readonly number[]>>
  readonly findings: Readonly<Record<string, number>>
  readonly units: Readonly<Record<string, PlainUnit>>
  readonly orders: Readonly<Record<string, PlainOrder>>
  readonly sourceOrdersClosed: number
  readonly upkeep: readonly { station: number; index: number; kind: number; crew: number; since: number }[]
  readonly reported: Readonly<Record<string, { text: number; value: number; time: number }>>
  readonly conditions: Readonly<Record<string, { level: number; text: number; time: number }>>
  readonly readings: Readonly<Record<string, { level: number; value: number; time: number }>>
}

interface PlainUnit {
  readonly product: number
  readonly order: number
  readonly place: number
  readonly from: number
  readonly slot: number
  readonly operation: number
  readonly created: number
  readonly moved: number
}

interface PlainOrder {
  readonly product: number
  readonly source: number
  readonly quantity: number
  readonly good: number
  readonly scrapped: number
  readonly due: number
  readonly released: number
  readonly closed: number
}

export function emptyPlant(scenario: Scenario, initialState: number): PlainPlant {
  const { stations, products, materials, sources, crews, orders, sinks } = scenario
  const zero = <T>(list: readonly { id: string }[], value: T) => Object.fromEntries(list.map(({ id }) => [id, value]))
  return {
    events: 0,
    time: 0,
    measuringSince: 0,
    ended: false,
    vehicles: scenario.transport.flatMap(({ fleet }) => Array.from({ length: fleet }, () => ({ state: 0, since: 0 }))),
    conveyors: scenario.conveyors.map(() => ({ state: initialState, since: 0, cause: -1 })),
    slots: Object.fromEntries(
      stations.flatMap(({ id, slots }) =>
        Array.from({ length: slots }, (_, slot) => [`${id}/${slot}`, { state: initialState, since: 0, unit: -1, cause: -1, setUp: -1 }]),
      ),
    ),
    stations: zero(stations, { good: 0, scrap: 0, rework: 0, failures: 0, pieces: 0 }),
    finishedAt: zero(sinks, 0),
    products: zero(products, { created: 0, finished: 0, scrapped: 0 }),
    items: [...materials, ...products].map(({ initialStock }) => ({ onHand: initialStock, onOrder: 0 })),
    lost: sources.map(() => 0),
    crews: crews.map(({ size }) => ({ busy: 0, present: size })),
    pallets: scenario.pallets.map(({ count }) => [count, 0]),
    tools: Object.fromEntries(
      scenario.tools.flatMap(({ count }, tool) => Array.from({ length: count }, (_, place) => [`${tool}/${place}`, [0, -1]])),
    ),
    toolsRenewed: scenario.tools.map(() => 0),
    stores: scenario.buffers.map(() => 0),
    persons: Object.fromEntries(
      crews.flatMap(({ size }, crew) => Array.from({ length: size }, (_, place) => [`${crew}/${place}`, [0, -1]])),
    ),
    findings: {},
    units: {},
    orders: Object.fromEntries(
      orders.map(({ product, quantity, completed, due }, i) => [
        i,
        {
          product: products.findIndex(({ id }) => id === product),
          source: -1,
          quantity,
          good: completed,
          scrapped: 0,
          due: due === null ? -1 : due * 1e6,
          released: -1,
          closed: -1,
        },
      ]),
    ),
    sourceOrdersClosed: 0,
    upkeep: [],
    reported: {},
    conditions: {},
    readings: {},
  }
}

export function plainFold(scenario: Scenario, before: PlainPlant, { time, kind, subject, a, b, c, v }: LogEvent): PlainPlant {
  const plant = { ...before, events: before.events + 1, time }
  const stationId = scenario.stations[subject]?.id ?? ''
  const counted = (id: string, what: keyof PlainPlant['stations'][string], by = 1) => ({
    ...plant,
    stations: { ...plant.stations, [id]: { ...plant.stations[id]!, [what]: plant.stations[id]![what] + by } },
  })
  const slot = (key: string, change: Partial<PlainPlant['slots'][string]>) => ({
    ...plant,
    slots: { ...plant.slots, [key]: { ...plant.slots[key]!, ...change } },
  })
  const product = (of: PlainPlant, number: number, what: keyof PlainPlant['products'][string]) => {
    const id = scenario.products[number]!.id
    return { ...of, products: { ...of.products, [id]: { ...of.products[id]!, [what]: of.products[id]![what] + 1 } } }
  }
  const item = (onHand: number, onOrder = 0, which = subject) => ({
    ...plant,
    items: plant.items.map((stock, i) => (i === which ? { onHand: stock.onHand + onHand, onOrder: stock.onOrder + onOrder } : stock)),
  })
  const gone = (what: 'good' | 'scrapped' | null): PlainPlant => {
    const { [subject]: unit, ...units } = plant.units
    const order = plant.orders[unit!.order]
    return {
      ...plant,
      units,
      orders:
        order === undefined || what === null || order.product !== unit!.product
          ? plant.orders
          : { ...plant.orders, [unit!.order]: { ...order, [what]: order[what] + 1 } },
    }
  }
  switch (kind) {
    case EventKind.equipmentState:
      return slot(`${stationId}/${a}`, { state: b, since: time, unit: c, cause: v })
    case EventKind.unitCreated: {
      const unit = { product: a, order: b, place: -1, from: -1, slot: -1, operation: 0, created: time, moved: time }
      return product({ ...plant, units: { ...plant.units, [subject]: unit } }, a, 'created')
    }
    case EventKind.unitMoved: {
      const { order, ...known } = plant.units[subject]!
      const ended = c < 0 ? plant.orders[order] : undefined
      const isDone = ended !== undefined && ended.product === known.product
      const unit = { ...known, order: isDone ? -1 : order }
      const orders = isDone ? { ...plant.orders, [order]: { ...ended, good: ended.good + 1 } } : plant.orders
      return {
        ...plant,
        orders,
        units: { ...plant.units, [subject]: { ...unit, from: unit.place, place: a, slot: b, operation: c, moved: time } },
      }
    }
    case EventKind.jobStarted:
      return slot(`${scenario.stations[a]!.id}/${b}`, { setUp: plant.units[subject]!.product })
    case EventKind.jobEnded:
      return counted(scenario.stations[a]!.id, b === Outcome.good ? 'good' : b === Outcome.scrap ? 'scrap' : 'rework')
    case EventKind.unitFinished: {
      const sink = places(scenario).ids[a]!
      const after = { ...gone('good'), finishedAt: { ...plant.finishedAt, [sink]: plant.finishedAt[sink]! + 1 } }
      return product(after, plant.units[subject]!.product, 'finished')
    }
    case EventKind.unitScrapped:
      return product(gone('scrapped'), plant.units[subject]!.product, 'scrapped')
    case EventKind.unitAbsorbed:
      return gone(a < 0 ? 'good' : null)
    case EventKind.unitWithdrawn:
      return gone(null)
    case EventKind.unitSurplus:
      return plant
    case EventKind.orderChanged: {
      const order = plant.orders[subject]
      return order === undefined ? plant : { ...plant, orders: { ...plant.orders, [subject]: { ...order, quantity: a, due: v } } }
    }
    case EventKind.unitRestored: {
      const unit = { product: a, order: b, place: -1, from: -1, slot: -1, operation: 0, created: time, moved: time }
      return { ...plant, units: { ...plant.units, [subject]: unit } }
    }
    case EventKind.unitSplit:
    case EventKind.stepStarted:
    case EventKind.jobInterrupted:
    case EventKind.jobResumed:
      return plant
    case EventKind.orderReleased: {
      const order = plant.orders[subject] ?? { product: a, source: c, quantity: b, good: 0, scrapped: 0, due: v, closed: -1 }
      return { ...plant, orders: { ...plant.orders, [subject]: { ...order, released: time } } }
    }
    case EventKind.orderCancelled:
    case EventKind.orderClosed: {
      const { [subject]: order, ...others } = plant.orders
      if (order === undefined) return plant
      if (order.source >= 0) return { ...plant, orders: others, sourceOrdersClosed: plant.sourceOrdersClosed + 1 }
      return { ...plant, orders: { ...plant.orders, [subject]: { ...order, good: a, scrapped: b, closed: time } } }
    }
    case EventKind.materialOrdered:
      return item(0, v)
    case EventKind.materialReceived:
      return item(v, -v)
    case EventKind.materialProduced:
      return item(v)
    case EventKind.materialConsumed:
    case EventKind.materialShipped:
      return item(-v)
    case EventKind.failureOccurred:
      return counted(stationId, 'failures')
    case EventKind.maintenanceStarted:
      return { ...plant, upkeep: [...plant.upkeep, { station: subject, index: a, kind: b, crew: c, since: time }] }
    case EventKind.maintenanceEnded: {
      const fits = plant.upkeep.filter((one) => one.station === subject && one.index === a && one.kind === b)
      const ended = fits.find((one) => one.crew === c) ?? fits[0]
      return { ...plant, upkeep: plant.upkeep.filter((one) => one !== ended) }
    }
    case EventKind.setupStarted:
      return plant
    case EventKind.setupEnded:
      return slot(`${stationId}/${a}`, { setUp: b })
    case EventKind.crewChanged:
      return { ...plant, crews: plant.crews.map((crew, i) => (i === subject ? { busy: a, present: b } : crew)) }
    case EventKind.palletsChanged:
      return { ...plant, pallets: plant.pallets.map((pair, i) => (i === subject ? [a, b] : pair)) }
    case EventKind.personState:
      return { ...plant, persons: { ...plant.persons, [`${subject}/${a}`]: [b, c] } }
    case EventKind.toolState:
      return { ...plant, tools: { ...plant.tools, [`${subject}/${a}`]: [b, c] } }
    case EventKind.storeMoved:
      return { ...plant, stores: plant.stores.map((state, i) => (i === subject ? a : state)) }
    case EventKind.toolRenewed:
      return { ...plant, toolsRenewed: plant.toolsRenewed.map((n, i) => (i === subject ? n + 1 : n)) }
    case EventKind.arrivalLost:
      return { ...plant, lost: plant.lost.map((lost, i) => (i === subject ? lost + v : lost)) }
    case EventKind.warmUpEnded:
      return { ...plant, measuringSince: time }
    case EventKind.logEnded:
      return { ...plant, ended: true }
    case EventKind.dataReported:
      return { ...plant, reported: { ...plant.reported, [`${stationId}/${a}`]: { text: b, value: v, time } } }
    case EventKind.conditionReported:
      return { ...plant, conditions: { ...plant.conditions, [`${stationId}/${a}`]: { level: b, text: c, time } } }
    case EventKind.conditionRead:
      return { ...plant, readings: { ...plant.readings, [`${stationId}/${b * 65_536 + a}`]: { level: c, value: v, time } } }
    case EventKind.quantityReported:
      return counted(stationId, 'pieces', v)
    case EventKind.recordReversed: {
      const cameIn = b === EventKind.materialReceived || b === EventKind.materialProduced
      return item(cameIn ? -v : v, b === EventKind.materialReceived ? v : 0, a)
    }
    case EventKind.lotHeld:
      return item(-v, 0, a)
    case EventKind.lotReleased:
      return item(v, 0, a)
    case EventKind.materialMoved:
    case EventKind.materialScrapped:
      return item(-v)
    case EventKind.materialNotReceived:
      return item(0, -v)
    case EventKind.inspectionBegan:
    case EventKind.holdBegan:
    case EventKind.holdEnded:
    case EventKind.unitHeld:
    case EventKind.unitDisposed:
    case EventKind.versionTaken:
    case EventKind.recordsMissing:
    case EventKind.alarmChanged:
    case EventKind.tariffChanged:
    case EventKind.toolUsed:
    case EventKind.lotCreated:
    case EventKind.lotUsed:
    case EventKind.parameterRecorded:
    case EventKind.unitMeasured:
    case EventKind.unitTested:
      return plant
    case EventKind.healthReported:
      return { ...plant, findings: { ...plant.findings, [a]: (plant.findings[a] ?? 0) + 1 } }
    case EventKind.conveyorState:
      return { ...plant, conveyors: plant.conveyors.map((one, i) => (i === subject ? { state: a, since: time, cause: v } : one)) }
    case EventKind.vehicleState:
      return { ...plant, vehicles: plant.vehicles.map((one, i) => (i === subject ? { state: a, since: time } : one)) }
    default:
      throw new Error(`kind ${kind satisfies never}`)
  }
}

/** The typed state in the same words. Also checks that `level` is the number of units at each place. */
export function plainState(scenario: Scenario, state: PlantState): PlainPlant {
  const { places, units, orders } = state
  const unitRows = rows(units.rows)
  const levels = places.ids.map((_, place) => unitRows.filter((row) => units.place[row] === place).length)
  if (levels.some((level, place) => level !== state.level[place])) throw new Error(`levels ${state.level} of ${levels}`)
  const byKey = (maps: readonly Map<number, unknown>[]) =>
    Object.fromEntries(maps.flatMap((map, station) => [...map].map(([key, value]) => [`${scenario.stations[station]!.id}/${key}`, value])))
  return {
    events: state.events,
    time: state.time,
    measuringSince: state.measuringSince,
    ended: state.ended,
    vehicles: Array.from(state.vehicleState, (one, i) => ({ state: one, since: state.vehicleSince[i]! })),
    conveyors: Array.from(state.conveyorState, (one, i) => ({
      state: one,
      since: state.conveyorSince[i]!,
      cause: state.conveyorCause[i]!,
    })),
    slots: Object.fromEntries(
      scenario.stations.flatMap(({ id, slots }, station) =>
        Array.from({ length: slots }, (_, i) => {
          const slot = places.firstSlot[station]! + i
          return [
            `${id}/${i}`,
            {
              state: state.slotState[slot]!,
              since: state.slotSince[slot]!,
              unit: state.slotUnit[slot]!,
              cause: state.slotCause[slot]!,
              setUp: state.slotSetUp[slot]!,
            },
          ]
        }),
      ),
    ),
    stations: Object.fromEntries(
      scenario.stations.map(({ id }, i) => [
        id,
        {
          good: state.good[i]!,
          scrap: state.scrap[i]!,
          rework: state.rework[i]!,
          failures: state.failures[i]!,
          pieces: state.pieces[i]!,
        },
      ]),
    ),
    finishedAt: Object.fromEntries(scenario.sinks.map(({ id }, i) => [id, state.finished[places.firstSink + i]!])),
    products: Object.fromEntries(
      scenario.products.map(({ id }, i) => [
        id,
        { created: state.productCreated[i]!, finished: state.productFinished[i]!, scrapped: state.productScrapped[i]! },
      ]),
    ),
    items: Array.from(state.onHand, (onHand, i) => ({ onHand, onOrder: state.onOrder[i]! })),
    lost: Array.from(state.lost),
    crews: Array.from(state.crewBusy, (busy, i) => ({ busy, present: state.crewPresent[i]! })),
    pallets: Array.from(state.palletsFree, (free, i) => [free, state.palletsTaken[i]!]),
    tools: Object.fromEntries(
      scenario.tools.flatMap(({ count }, tool) =>
        Array.from({ length: count }, (_, place) => {
          const piece = state.firstTool[tool]! + place
          return [`${tool}/${place}`, [state.toolState[piece]!, state.toolStation[piece]!]]
        }),
      ),
    ),
    toolsRenewed: Array.from(state.toolsRenewed),
    stores: Array.from(state.storeState),
    persons: Object.fromEntries(
      scenario.crews.flatMap(({ size }, crew) =>
        Array.from({ length: size }, (_, place) => {
          const person = state.firstPerson[crew]! + place
          return [`${crew}/${place}`, [state.personState[person]!, state.personStation[person]!]]
        }),
      ),
    ),
    findings: Object.fromEntries(Array.from(state.findings, (count, finding) => [finding, count]).filter(([, count]) => count !== 0)),
    units: Object.fromEntries(
      unitRows.map((row) => [
        units.rows.key[row]!,
        {
          product: units.product[row]!,
          order: units.order[row]!,
          place: units.place[row]!,
          from: units.from[row]!,
          slot: units.slot[row]!,
          operation: units.operation[row]!,
          created: units.created[row]!,
          moved: units.moved[row]!,
        },
      ]),
    ),
    orders: Object.fromEntries(
      rows(orders.rows).map((row) => [
        orders.rows.key[row]!,
        {
          product: orders.product[row]!,
          source: orders.source[row]!,
          quantity: orders.quantity[row]!,
          good: orders.good[row]!,
          scrapped: orders.scrapped[row]!,
          due: orders.due[row]!,
          released: orders.released[row]!,
          closed: orders.closed[row]!,
        },
      ]),
    ),
    sourceOrdersClosed: state.sourceOrdersClosed,
    upkeep: state.upkeep,
    reported: byKey(state.reported) as PlainPlant['reported'],
    conditions: byKey(state.conditions) as PlainPlant['conditions'],
    readings: byKey(state.readings) as PlainPlant['readings'],
  }
}

function rows({ key, limit, size }: PlantState['units']['rows']): number[] {
  const used = Array.from({ length: limit }, (_, row) => row).filter((row) => key[row]! >= 0)
  if (used.length !== size) throw new Error(`${used.length} rows in use, ${size} counted`)
  return used
}
