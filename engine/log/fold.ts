import { EventKind, Outcome } from './events.ts'
import { less } from './quantity.ts'
import { type PlantState, SIGNALS, type Upkeep } from './state.ts'
import type { SimTime } from './time.ts'

/** One record, as events.ts explains it. `time` is when it was true. */
export interface LogEvent {
  readonly time: SimTime
  readonly kind: EventKind
  readonly subject: number
  readonly a: number
  readonly b: number
  readonly c: number
  readonly v: number
}

/**
 * Brings the plant from just before `event` to just after it, in place: the only code that knows how the log becomes a picture. A record that came
 * late counts, but where something later is known already it does not change how things stand.
 */
export function fold(plant: PlantState, event: LogEvent): void {
  const { time, subject, a, b, c, v } = event
  plant.events++
  if (time > plant.time) plant.time = time
  switch (event.kind) {
    case EventKind.equipmentState: {
      const slot = plant.places.firstSlot[subject]! + a
      if (time < plant.slotSince[slot]!) return
      plant.slotState[slot] = b
      plant.slotSince[slot] = time
      plant.slotUnit[slot] = c
      plant.slotCause[slot] = v
      return
    }
    case EventKind.unitCreated:
      plant.units.add(subject, a, b, time)
      plant.productCreated[a]!++
      return
    case EventKind.unitMoved: {
      const row = unitRow(plant, subject)
      if (row < 0 || time < plant.units.moved[row]!) return
      const from = plant.units.place[row]!
      if (from >= 0) plant.level[from]!--
      if (a >= 0) plant.level[a]!++
      plant.units.move(row, a, b, c, time)
      // A part at the end of its route: if it was ordered as such, that is what was ordered.
      if (c < 0 && plant.strict) {
        const order = orderOf(plant, row)
        if (order >= 0) plant.orders.good[order]!++
        if (order >= 0) plant.units.order[row] = -1
      }
      return
    }
    case EventKind.jobStarted: {
      const row = unitRow(plant, subject)
      if (row >= 0) plant.slotSetUp[plant.places.firstSlot[a]! + b] = plant.units.product[row]!
      return
    }
    case EventKind.jobEnded:
      if (b === Outcome.good) plant.good[a]!++
      else if (b === Outcome.scrap) plant.scrap[a]!++
      else plant.rework[a]!++
      return
    case EventKind.unitFinished: {
      plant.finished[a]!++
      const row = leave(plant, subject)
      if (row < 0) return
      plant.productFinished[plant.units.product[row]!]!++
      const order = orderOf(plant, row)
      if (order >= 0) plant.orders.good[order]!++
      return
    }
    case EventKind.unitScrapped: {
      const row = leave(plant, subject)
      if (row < 0) return
      plant.productScrapped[plant.units.product[row]!]!++
      const order = orderOf(plant, row)
      if (order >= 0) plant.orders.scrapped[order]!++
      return
    }
    case EventKind.unitAbsorbed: {
      const row = leave(plant, subject)
      // Split up at the end of its route, it is what its order asked for.
      const order = row < 0 || a >= 0 ? -1 : orderOf(plant, row)
      if (order >= 0) plant.orders.good[order]!++
      return
    }
    case EventKind.unitRestored:
      // That it was joined may be one of the records that are missing.
      if (!plant.hasGaps || plant.units.rows.rowOf(subject) < 0) plant.units.add(subject, a, b, time)
      return
    case EventKind.recordsMissing:
      plant.hasGaps = true
      return
    case EventKind.alarmChanged:
    case EventKind.unitSplit:
    case EventKind.stepStarted:
    case EventKind.jobInterrupted:
    case EventKind.jobResumed:
      return
    case EventKind.orderReleased: {
      const known = plant.orders.rows.rowOf(subject)
      const row = known >= 0 ? known : plant.orders.add(subject, a, c, b, v)
      plant.orders.released[row] = time
      return
    }
    case EventKind.orderChanged: {
      const row = plant.orders.rows.rowOf(subject)
      if (row < 0) return
      plant.orders.quantity[row] = a
      plant.orders.due[row] = v
      return
    }
    case EventKind.unitWithdrawn:
      leave(plant, subject)
      return
    case EventKind.unitSurplus:
      return
    case EventKind.orderCancelled:
    case EventKind.orderClosed:
      closeOrder(plant, event)
      return
    case EventKind.materialOrdered:
      plant.onOrder[subject]! += v
      return
    case EventKind.materialReceived:
      plant.onOrder[subject]! -= v
      plant.onHand[subject]! += v
      return
    case EventKind.lotHeld:
      plant.onHand[a] = less(plant.onHand[a]!, v)
      return
    case EventKind.lotReleased:
      plant.onHand[a]! += v
      return
    case EventKind.materialMoved:
    case EventKind.materialConsumed:
      plant.onHand[subject]! -= v
      return
    case EventKind.materialProduced:
      plant.onHand[subject]! += v
      return
    case EventKind.materialShipped:
      plant.onHand[subject]! -= v
      return
    case EventKind.failureOccurred:
      plant.failures[subject]!++
      return
    case EventKind.maintenanceStarted:
      plant.upkeep = [...plant.upkeep, { station: subject, index: a, kind: b, crew: c, since: time }]
      return
    case EventKind.maintenanceEnded:
      plant.upkeep = without(plant.upkeep, event)
      return
    case EventKind.setupStarted:
      return
    case EventKind.setupEnded:
      plant.slotSetUp[plant.places.firstSlot[subject]! + a] = b
      return
    case EventKind.crewChanged:
      plant.crewBusy[subject] = a
      plant.crewPresent[subject] = b
      return
    case EventKind.palletsChanged:
      plant.palletsFree[subject] = a
      plant.palletsTaken[subject] = b
      return
    case EventKind.personState: {
      const person = plant.firstPerson[subject]! + a
      plant.personState[person] = b
      plant.personStation[person] = c
      return
    }
    case EventKind.toolState: {
      const tool = plant.firstTool[subject]! + a
      plant.toolState[tool] = b
      plant.toolStation[tool] = c
      return
    }
    case EventKind.storeMoved:
      plant.storeState[subject] = a
      return
    case EventKind.toolRenewed:
      plant.toolsRenewed[subject]!++
      return
    case EventKind.arrivalLost:
      plant.lost[subject]! += v
      return
    case EventKind.warmUpEnded:
      plant.measuringSince = time
      return
    case EventKind.logEnded:
      plant.ended = true
      return
    case EventKind.dataReported:
      if ((plant.reported[subject]?.get(a)?.time ?? time) <= time) plant.reported[subject]?.set(a, { text: b, value: v, time })
      return
    case EventKind.conditionReported:
      if ((plant.conditions[subject]?.get(a)?.time ?? time) <= time) plant.conditions[subject]?.set(a, { level: b, text: c, time })
      return
    case EventKind.conditionRead: {
      const key = b * SIGNALS + a
      if ((plant.readings[subject]?.get(key)?.time ?? time) <= time) plant.readings[subject]?.set(key, { level: c, value: v, time })
      return
    }
    case EventKind.quantityReported:
      plant.pieces[subject]! += v
      return
    case EventKind.materialScrapped:
      plant.onHand[subject] = less(plant.onHand[subject]!, v)
      return
    case EventKind.materialNotReceived:
      plant.onOrder[subject]! -= v
      return
    case EventKind.recordReversed:
      if (b === EventKind.materialReceived) plant.onOrder[a]! += v
      plant.onHand[a]! += b === EventKind.materialReceived || b === EventKind.materialProduced ? -v : v
      return
    case EventKind.holdBegan:
    case EventKind.holdEnded:
    case EventKind.unitHeld:
    case EventKind.unitDisposed:
    case EventKind.versionTaken:
    case EventKind.tariffChanged:
    case EventKind.toolUsed:
    case EventKind.lotCreated:
    case EventKind.lotUsed:
    case EventKind.inspectionBegan:
    case EventKind.parameterRecorded:
    case EventKind.unitMeasured:
    case EventKind.unitTested:
      return
    case EventKind.healthReported:
      plant.findings[a]!++
      return
    case EventKind.conveyorState:
      if (time < plant.conveyorSince[subject]!) return
      plant.conveyorState[subject] = a
      plant.conveyorSince[subject] = time
      plant.conveyorCause[subject] = v
      return
    case EventKind.vehicleState:
      if (time < plant.vehicleSince[subject]!) return
      plant.vehicleState[subject] = a
      plant.vehicleSince[subject] = time
      return
    default:
      event.kind satisfies never // a new kind of event stops the build here
  }
}

/** Takes a unit out of the plant. Its row is free from then on, but what stood in it can still be read. */
function leave(plant: PlantState, unit: number): number {
  const row = unitRow(plant, unit)
  if (row < 0) return row
  const place = plant.units.place[row]!
  if (place >= 0) plant.level[place]!--
  plant.units.rows.remove(unit)
  return row
}

/** Row of the order of which the unit is one; a part that is made for an order of something else is none of it. */
function orderOf(plant: PlantState, row: number): number {
  const order = plant.orders.rows.rowOf(plant.units.order[row]!)
  return order >= 0 && plant.orders.product[order] === plant.units.product[row] ? order : -1
}

function unitRow(plant: PlantState, unit: number): number {
  const row = plant.units.rows.rowOf(unit)
  if (row < 0 && plant.strict && !plant.hasGaps)
    throw new Error(`fold: record ${plant.events - 1} speaks of unit ${unit}, which is not in the plant`)
  return row
}

/** A listed order stays to be looked at; an order from a source leaves only its count. */
function closeOrder(plant: PlantState, { time, subject, a, b }: LogEvent) {
  const { orders } = plant
  const row = orders.rows.rowOf(subject)
  if (row < 0) return
  if (orders.source[row]! >= 0) {
    orders.rows.remove(subject)
    plant.sourceOrdersClosed++
    return
  }
  orders.good[row] = a
  orders.scrapped[row] = b
  orders.closed[row] = time
}

/** Ends the first piece of work that fits: the crew may be told only at its start or only at its end. */
function without(upkeep: readonly Upkeep[], { subject, a, b, c }: LogEvent): readonly Upkeep[] {
  const same = (one: Upkeep) => one.station === subject && one.index === a && one.kind === b
  const exact = upkeep.findIndex((one) => same(one) && one.crew === c)
  const at = exact >= 0 ? exact : upkeep.findIndex(same)
  return at < 0 ? upkeep : upkeep.toSpliced(at, 1)
}
