import {
  EquipmentState,
  PERSON_STATE_COUNT,
  PERSON_STATE_NAMES,
  PersonState,
  STATE_NAMES,
  TOOL_STATE_COUNT,
  ToolState,
  VehicleState,
} from '../../engine/log/events.ts'
import { firstPersons } from '../../engine/log/people.ts'
import { places } from '../../engine/log/places.ts'
import type { Operation, Scenario, Station } from '../../scenarios/model.ts'
import { COSTS, cost, costsOf } from './cost.ts'
import { co2, co2Of, energy, energyOf } from './energy.ts'
import { availability, effectiveness, nee, oee, oeeTogether, qualityRatio, reworkRatio, scrapRatio } from './iso22400.ts'
import { lineOee } from './line.ts'
import type { Measured, WorkUnit } from './measured.ts'

/** One number that a scenario has. `subject` is `plant` or the id of a station, buffer, source, product or material. */
export interface KpiKey {
  readonly name: string
  readonly subject: string
  readonly unit: string
}

/** A key figure and its formula. */
export interface Kpi extends KpiKey {
  readonly value: (measured: Measured) => number
}

/** The key figures of a scenario, always in the same order: those of the flow, of time in plant, product, station, place and item order, then orders and money. */
export const kpiCatalogue = (scenario: Scenario): readonly KpiKey[] =>
  kpis(scenario).map(({ name, subject, unit }) => ({ name, subject, unit }))

/** The catalogue with its formulas. */
export const kpis = (scenario: Scenario): readonly Kpi[] => [
  ...flow(scenario),
  ...queues(scenario),
  ...quality(scenario),
  ...scenario.stations.flatMap((station, i) => states(station.id, i)),
  ...conveyors(scenario),
  ...fleets(scenario),
  ...effectivenessOfEquipment(scenario),
  ...people(scenario),
  ...stores(scenario),
  ...(scenario.pallets ?? []).map(({ id, count }, pallet) => ({
    name: 'utilisation',
    subject: id,
    unit: '1',
    value: (m: Measured) => m.average(m.tally.palletsArea[pallet]!) / count,
  })),
  ...tools(scenario),
  ...inventory(scenario),
  {
    name: 'onTimeRatio',
    subject: PLANT,
    unit: '1',
    value: ({ tally, overdue }) => tally.ordersOnTime / (tally.ordersClosed + overdue.orders),
  },
  ...(scenario.orders.some(
    ({ underDelivery = null, overDelivery = null, changes = [] }) => underDelivery !== null || overDelivery !== null || changes.length > 0,
  )
    ? [{ name: 'surplus', subject: PLANT, unit: 'pcs', value: ({ tally }: Measured) => tally.surplus }]
    : []),
  { name: 'cost', subject: PLANT, unit: scenario.currency, value: (measured) => cost(scenario, measured) },
  ...costs(scenario),
  ...energies(scenario),
]

const PLANT = 'plant'

function flow({ products, stations, holds = [] }: Scenario): Kpi[] {
  const perProduct = (name: string, unit: string, of: (m: Measured, product: number) => number): Kpi[] =>
    products.map(({ id }, i) => ({ name, subject: id, unit, value: (m) => of(m, i) }))
  return [
    { name: 'throughput', subject: PLANT, unit: '1/h', value: (m) => total(m.tally.finished) / m.hours },
    ...perProduct('throughput', '1/h', (m, i) => m.tally.finished[i]! / m.hours),
    ...stations.map(({ id }, i) => ({ name: 'throughput', subject: id, unit: '1/h', value: (m: Measured) => m.tally.good[i]! / m.hours })),
    { name: 'leadTime', subject: PLANT, unit: 's', value: ({ tally }) => total(tally.leadTime) / total(tally.finished) / 1e6 },
    ...perProduct('leadTime', 's', ({ tally }, i) => tally.leadTime[i]! / tally.finished[i]! / 1e6),
    { name: 'waitingTime', subject: PLANT, unit: 's', value: ({ tally }) => total(tally.waitingTime) / total(tally.finished) / 1e6 },
    ...perProduct('waitingTime', 's', ({ tally }, i) => tally.waitingTime[i]! / tally.finished[i]! / 1e6),
    { name: 'wip', subject: PLANT, unit: 'pcs', value: (m) => m.average(total(m.tally.inSystemArea)) },
    ...perProduct('wip', 'pcs', (m, i) => m.average(m.tally.inSystemArea[i]!)),
    ...(holds.some(({ units }) => units !== null)
      ? [
          { name: 'wipOnHold', subject: PLANT, unit: 'pcs', value: (m: Measured) => m.average(total(m.tally.onHoldArea)) },
          ...perProduct('wipOnHold', 'pcs', (m, i) => m.average(m.tally.onHoldArea[i]!)),
          { name: 'unitsHeld', subject: PLANT, unit: 'pcs', value: ({ tally }: Measured) => total(tally.unitsHeld) },
          ...perProduct('unitsHeld', 'pcs', ({ tally }, i) => tally.unitsHeld[i]!),
        ]
      : []),
  ]
}

/** Units waiting in each buffer, and outside at each source whose arrivals can have to wait. */
function queues(scenario: Scenario): Kpi[] {
  const { firstBuffer, firstSource } = places(scenario)
  const length = (id: string, place: number): Kpi => ({
    name: 'queueLength',
    subject: id,
    unit: 'pcs',
    value: (m) => m.average(m.tally.levelArea[place]!),
  })
  return [
    ...scenario.buffers.map(({ id }, i) => length(id, firstBuffer + i)),
    ...scenario.sources.flatMap(({ id, every, serve }, i) => (every !== null && serve === 'make' ? [length(id, firstSource + i)] : [])),
  ]
}

function quality({ stations, products }: Scenario): Kpi[] {
  const tests = new Set(products.flatMap(({ route }) => route.flatMap(({ test, stations }) => (test === null ? [] : stations))))
  const yields = products.length > 0 && products.some(({ route }) => route.some((operation) => mayRework(operation, stations)))
  const scrapped = ({ tally }: Measured) => total(tally.scrapped) / (total(tally.finished) + total(tally.scrapped))
  const reworked = ({ tally }: Measured) => total(tally.rework) / (total(tally.good) + total(tally.scrap) + total(tally.rework))
  return [
    { name: 'scrapRatio', subject: PLANT, unit: '1', value: scrapped },
    ...stations.map(({ id }, i) => ofStation('scrapRatio', id, i, scrapRatio)),
    { name: 'reworkRatio', subject: PLANT, unit: '1', value: reworked },
    ...stations.map(({ id }, i) => ofStation('reworkRatio', id, i, reworkRatio)),
    ...(yields
      ? [
          {
            name: 'firstPassYield',
            subject: PLANT,
            unit: '1',
            value: ({ tally }: Measured) => firstPass(total(tally.firstPass), total(tally.finished) + total(tally.scrapped)),
          },
          ...products.map(({ id }, i) => ({
            name: 'firstPassYield',
            subject: id,
            unit: '1',
            value: ({ tally }: Measured) => firstPass(tally.firstPass[i]!, tally.finished[i]! + tally.scrapped[i]!),
          })),
        ]
      : []),
    ...stations.flatMap(({ id }, i) =>
      tests.has(id)
        ? [{ name: 'rejectRatio', subject: id, unit: '1', value: ({ tally }: Measured) => tally.rejected[i]! / tally.tested[i]! }]
        : [],
    ),
  ]
}

/** Units that left good without rework, of all that left: 90 of 100 left, 10 of them after rework, give 0.8. */
const firstPass = (first: number, left: number) => first / left

const mayRework = ({ rework, test, stations }: Operation, all: readonly Station[]) =>
  rework !== null || test?.rework != null || stations.some((id) => all.find((one) => one.id === id)?.rework != null)

/** Shares of elapsed time, averaged over the slots: they tile it, and add up to 1. `down` is part of them and comes on top. */
function states(id: string, station: number): Kpi[] {
  const share = (name: string, ...of: readonly EquipmentState[]): Kpi => ({
    name: `state.${name}`,
    subject: id,
    unit: '1',
    value: (m) => m.hoursIn(station, ...of) / (m.slots(station) * m.hours),
  })
  return [...STATE_NAMES.map((name) => share(name, EquipmentState[name])), share('down', EquipmentState.waitRepair, EquipmentState.repair)]
}

/** A conveyor delivers, carries so many at a time, and is in a state: one at a time, as a station of one slot. */
function conveyors(scenario: Scenario): Kpi[] {
  const { firstConveyor } = places(scenario)
  return scenario.conveyors.flatMap(({ id }, c) => {
    const share = (name: string, ...of: readonly EquipmentState[]): Kpi => ({
      name: `state.${name}`,
      subject: id,
      unit: '1',
      value: (m) => m.carrierHoursIn(c, ...of) / m.hours,
    })
    return [
      { name: 'throughput', subject: id, unit: '1/h', value: (m: Measured) => m.tally.carriedUnits[c]! / m.hours },
      { name: 'queueLength', subject: id, unit: 'pcs', value: (m: Measured) => m.average(m.tally.levelArea[firstConveyor + c]!) },
      ...STATE_NAMES.map((name) => share(name, EquipmentState[name])),
      share('down', EquipmentState.waitRepair, EquipmentState.repair),
    ]
  })
}

/** Shares of elapsed time, averaged over the people of a crew: they tile it. Of those who are named, each has its own: `crew/person`. */
function people({ crews }: Scenario): Kpi[] {
  const first = firstPersons(crews)
  const figures = (subject: string, timeIn: (m: Measured, state: PersonState) => number, size: number): Kpi[] => {
    const attended = (m: Measured) => timeIn(m, PersonState.idle) + timeIn(m, PersonState.travelling) + timeIn(m, PersonState.busy)
    const inState = (m: Measured, state: PersonState) => (state === PersonState.off ? size * m.span - attended(m) : timeIn(m, state))
    return [
      // ISO 22400's worker efficiency: time at a job / time attended. 6 h at jobs in a shift of 8 h are 0.75.
      { name: 'utilisation', subject, unit: '1', value: (m) => timeIn(m, PersonState.busy) / attended(m) },
      ...PERSON_STATE_NAMES.map((name) => ({
        name: `state.${name}`,
        subject,
        unit: '1',
        value: (m: Measured) => inState(m, PersonState[name]) / (size * m.span),
      })),
    ]
  }
  return crews.flatMap(({ id, size, persons = [] }, crew) => [
    ...figures(id, (m, state) => m.tally.crewArea[crew * PERSON_STATE_COUNT + state]!, size),
    ...persons.flatMap((person, place) =>
      figures(`${id}/${person.id}`, (m, state) => m.tally.personTime[(first[crew]! + place) * PERSON_STATE_COUNT + state]!, 1),
    ),
  ])
}

/** Tools: the share of time in which one of a kind is in use, and how many were used up. */
function tools({ tools: kinds = [] }: Scenario): Kpi[] {
  const first = firstPersons(kinds.map(({ count }) => ({ size: count })))
  const inUse = ({ tally }: Measured, kind: number) => {
    let time = 0
    for (let tool = first[kind]!; tool < first[kind + 1]!; tool++) time += tally.toolTime[tool * TOOL_STATE_COUNT + ToolState.inUse]!
    return time
  }
  return kinds.flatMap(({ id, count, wear }, kind): Kpi[] => [
    // Two tools, of which one is in use for 6 h of 8 h and the other for 2 h: 0.5.
    { name: 'utilisation', subject: id, unit: '1', value: (m) => m.average(inUse(m, kind)) / count },
    ...(wear === null ? [] : [{ name: 'toolsUsed', subject: id, unit: 'pcs', value: ({ tally }: Measured) => tally.toolsNew[kind]! }]),
    ...(wear?.regrind
      ? [{ name: 'toolsReground', subject: id, unit: 'pcs', value: ({ tally }: Measured) => tally.toolsReground[kind]! }]
      : []),
    ...(wear?.breaks ? [{ name: 'toolsBroken', subject: id, unit: 'pcs', value: ({ tally }: Measured) => tally.toolsBroken[kind]! }] : []),
  ])
}

/** The machine of a store: how busy it is, how long it is away, how many units it moves. */
function stores({ buffers }: Scenario): Kpi[] {
  return buffers.flatMap(({ id, store }, b) =>
    // Not in logs of before there were any.
    store == null
      ? []
      : [
          { name: 'utilisation', subject: id, unit: '1', value: (m: Measured) => m.average(m.tally.storeBusy[b]!) },
          { name: 'storeCycle', subject: id, unit: 's', value: ({ tally }: Measured) => tally.storeBusy[b]! / tally.storeCycles[b]! / 1e6 },
          { name: 'storeMoves', subject: id, unit: '1/h', value: (m: Measured) => m.tally.storeMoves[b]! / m.hours },
        ],
  )
}

/** A fleet by what its vehicles do, and by how long units wait for them. */
function fleets(scenario: Scenario): Kpi[] {
  const { firstConveyor, firstVehicle, fleetOfVehicle } = places(scenario)
  return scenario.transport.flatMap(({ id }, f) => {
    const carriers = fleetOfVehicle.flatMap((fleet, v) => (fleet === f ? [firstVehicle - firstConveyor + v] : []))
    const hours = (m: Measured, state: number) => carriers.reduce((sum, carrier) => sum + m.carrierHoursIn(carrier, state), 0)
    const { emptyRun, loadedRun } = VehicleState
    return [
      {
        name: 'throughput',
        subject: id,
        unit: '1/h',
        value: (m: Measured) => carriers.reduce((sum, carrier) => sum + m.tally.carriedUnits[carrier]!, 0) / m.hours,
      },
      ...Object.entries(VehicleState).map(([name, state]) => ({
        name: `vehicle.${name}`,
        subject: id,
        unit: '1',
        value: (m: Measured) => hours(m, state) / (carriers.length * m.hours),
      })),
      {
        name: 'emptyRunRatio',
        subject: id,
        unit: '1',
        value: (m: Measured) => hours(m, emptyRun) / (hours(m, emptyRun) + hours(m, loadedRun)),
      },
      {
        name: 'transportWaiting',
        subject: id,
        unit: 's',
        value: ({ tally }: Measured) => tally.transportWaiting[f]! / tally.transportLoads[f]! / 1e6,
      },
    ]
  })
}

function effectivenessOfEquipment({ stations, products }: Scenario): Kpi[] {
  // Of a station that no route names nothing is planned, so how well it did is not known.
  const routed = new Set(products.flatMap(({ route }) => route.flatMap((operation) => operation.stations)))
  // Of what a supplier does only the quality is known.
  const isRouted = stations.map(({ id, outside }) => routed.has(id) && outside == null)
  const perStation = (name: string, of: (unit: WorkUnit) => number): Kpi[] =>
    stations.map(({ id }, i) => ofStation(name, id, i, (unit) => (isRouted[i] ? of(unit) : Number.NaN)))
  const routedUnits = (m: Measured) => stations.flatMap((_, i) => (isRouted[i] ? [m.workUnit(i)] : []))
  return [
    ...stations.map(({ id }, i) => ofStation('availability', id, i, availability)),
    ...perStation('effectiveness', effectiveness),
    ...stations.map(({ id }, i) => ofStation('qualityRatio', id, i, (unit) => (routed.has(id) ? qualityRatio(unit) : Number.NaN))),
    { name: 'oee', subject: PLANT, unit: '1', value: (m) => oeeTogether(routedUnits(m)) },
    ...perStation('oee', oee),
    ...perStation('nee', nee),
    { name: 'lineOee', subject: PLANT, unit: '1', value: (m) => lineOee(m, stations.length) },
  ]
}

/** Money by kind, where the scenario has more than one price, and per good unit. */
function costs(scenario: Scenario): Kpi[] {
  const kinds = costsOf(scenario)
  const { currency } = scenario
  const ofKind = (kind: (typeof kinds)[number]): Kpi => ({
    name: `cost.${kind}`,
    subject: PLANT,
    unit: currency,
    value: (m) => COSTS[kind](scenario, m),
  })
  // 726 spent while 242 units left good are 3 each.
  const each: Kpi = {
    name: 'costPerUnit',
    subject: PLANT,
    unit: `${currency}/pcs`,
    value: (m) => cost(scenario, m) / total(m.tally.finished),
  }
  return kinds.length === 0 ? [] : [...kinds.map(ofKind), each]
}

/** Energy and its carbon, where the power of a station is known. */
function energies(scenario: Scenario): Kpi[] {
  const known = scenario.stations.flatMap(({ id, power }, station) => (power == null ? [] : [{ id, station }]))
  if (known.length === 0) return []
  return [
    { name: 'energy', subject: PLANT, unit: 'kWh', value: (m) => energy(scenario, m) },
    ...known.map(({ id, station }) => ({
      name: 'energy',
      subject: id,
      unit: 'kWh',
      value: (m: Measured) => energyOf(scenario, m, station),
    })),
    { name: 'energyPerUnit', subject: PLANT, unit: 'kWh/pcs', value: (m) => energy(scenario, m) / total(m.tally.finished) },
    ...(scenario.energy == null
      ? []
      : [
          { name: 'co2', subject: PLANT, unit: 'kg', value: (m: Measured) => co2(scenario, m) },
          ...known.map(({ id, station }) => ({
            name: 'co2',
            subject: id,
            unit: 'kg',
            value: (m: Measured) => co2Of(scenario, m, station),
          })),
        ]),
  ]
}

/** Stock of what is counted: materials that can run short, and products that a sink stocks or that are there from the start. */
function inventory({ materials, products, sinks, sources }: Scenario): Kpi[] {
  const stocked = new Set(sinks.flatMap(({ id, stock }) => (stock ? [id] : [])))
  const items = [
    ...materials.map(({ id, unit, reorderPoint }) => ({ id, unit, counted: reorderPoint !== null })),
    ...products.map(({ id, sink, initialStock }) => ({ id, unit: 'pcs', counted: stocked.has(sink) || initialStock > 0 })),
  ].map((item, index) => ({ ...item, index }))
  const counted = items.filter((item) => item.counted)
  const asked = new Set(sources.flatMap(({ serve, mix }) => (serve === 'stock' ? mix.map(({ product }) => product) : [])))
  const served = items.filter(({ id }) => asked.has(id))
  // Kilograms and pieces have no sum: a figure of the plant only where all count alike.
  const alike = counted.length > 0 && counted.every(({ unit }) => unit === counted[0]!.unit)
  const sum = (column: Float64Array, of: readonly { readonly index: number }[]) => of.reduce((all, { index }) => all + column[index]!, 0)
  const average = (of: typeof counted) => (m: Measured) => m.average(sum(m.tally.stockArea, of))
  // ISO 22400 KPI 24: throughput / average inventory. 600 issued in a year from 50 on average turn 12 times.
  const turns = (of: typeof counted) => (m: Measured) => sum(m.tally.issued, of) / m.years / average(of)(m)
  // Fill rate: of what was asked for, the share that was there at once.
  const fillRate = (of: typeof counted) => (m: Measured) => sum(m.tally.servedAtOnce, of) / sum(m.tally.demanded, of)
  return [
    ...(alike ? [{ name: 'inventory', subject: PLANT, unit: counted[0]!.unit, value: average(counted) }] : []),
    ...counted.map((item) => ({ name: 'inventory', subject: item.id, unit: item.unit, value: average([item]) })),
    ...(alike ? [{ name: 'inventoryTurns', subject: PLANT, unit: '1/a', value: turns(counted) }] : []),
    ...counted.map((item) => ({ name: 'inventoryTurns', subject: item.id, unit: '1/a', value: turns([item]) })),
    ...(served.length > 0 ? [{ name: 'serviceLevel', subject: PLANT, unit: '1', value: fillRate(served) }] : []),
    ...served.map((item) => ({ name: 'serviceLevel', subject: item.id, unit: '1', value: fillRate([item]) })),
  ]
}

const ofStation = (name: string, id: string, station: number, of: (unit: WorkUnit) => number): Kpi => ({
  name,
  subject: id,
  unit: '1',
  value: (measured) => of(measured.workUnit(station)),
})

const total = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0)
