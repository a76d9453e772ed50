import {
  AlarmState,
  ConditionLevel,
  Disposition,
  EquipmentState,
  EventKind,
  HealthFinding,
  HoldOutcome,
  Outcome,
  PERSON_STATE_NAMES,
  STATE_NAMES,
  StoreState,
  TOOL_STATE_NAMES,
  VehicleState,
} from './events.ts'
import type { EventView, Log } from './reader.ts'
import { reportersOf } from './reporters.ts'
import { KIND_WORDS, type Refers } from './vocabulary.ts'

/** What a number in a record stands for, in the words of the scenario; the number itself where it has no name. Times come in seconds. */
export type Names = (refers: Refers, number: number, event: EventView) => string | number

export function namesOf(log: Log): Names {
  const { scenario } = log.header
  const { stations, sources, products, materials, crews, orders, conveyors = [], pallets = [], tools = [], suppliers = [] } = scenario
  const items = [...ids(materials), ...ids(products)]
  const tables: Partial<Record<Refers, readonly string[]>> = {
    station: ids(stations),
    place: log.places.ids,
    source: ids(sources),
    product: ids(products),
    item: items,
    crew: ids(crews),
    conveyor: ids(conveyors),
    vehicle: log.places.ids.slice(log.places.firstConveyor + conveyors.length),
    vehicleState: Object.keys(VehicleState),
    buffer: ids(scenario.buffers),
    storeState: Object.keys(StoreState),
    order: ids(orders),
    state: STATE_NAMES,
    personState: PERSON_STATE_NAMES,
    tool: ids(tools),
    toolState: TOOL_STATE_NAMES,
    outcome: Object.keys(Outcome),
    condition: Object.keys(ConditionLevel),
    finding: Object.keys(HealthFinding),
    work: ['repair', 'maintenance'],
    supplier: ids(suppliers),
    pallet: ids(pallets),
    hold: ids(scenario.holds ?? []),
    holdOutcome: Object.keys(HoldOutcome),
    alarmState: Object.keys(AlarmState),
    disposition: Object.keys(Disposition),
    notReceived: ['short', 'refused'],
    reporter: reportersOf(scenario).list.map(({ kind, id }) => (kind === id ? id : `${kind} ${id}`)),
    string: log.strings,
  }
  const failure = (station: number, mode: number) => stations[station]?.failures[mode]?.id
  const task = (station: number, number: number) => stations[station]?.maintenance[number]?.id
  /** Whom a station waits for: an item, or, below −1, a crew, a kind of pallet or a kind of tools, counted through. */
  const missing = (cause: number) => (cause >= 0 ? items[cause] : [...ids(crews), ...ids(pallets), ...ids(tools)][-2 - cause])
  const ofStation = ({ kind, subject }: EventView, state: number, cause: number) => {
    if (state === EquipmentState.waiting) return missing(cause)
    if (state === EquipmentState.held) return scenario.holds?.[cause]?.id
    if (kind === EventKind.conveyorState) return conveyors[subject]?.failures?.[cause]?.id
    return state === EquipmentState.maintenance ? task(subject, cause) : failure(subject, cause)
  }
  const fleets = (scenario.transport ?? []).flatMap((fleet) => new Array<typeof fleet>(fleet.fleet).fill(fleet))
  /** Of a repair the failure mode, of a load how long it was waited for. */
  const ofVehicle = (detail: number, { subject, a }: EventView) => {
    if (a === VehicleState.repair) return fleets[subject]?.failures?.[detail]?.id
    return a === VehicleState.loading ? detail / 1e6 : undefined
  }
  const used = (use: number, { kind, subject, a }: EventView) =>
    tools[kind === EventKind.toolUsed ? a : subject]?.wear?.clock === 'processing' ? use / 1e6 : use
  const own: Partial<Record<Refers, (number: number, event: EventView) => string | number | undefined>> = {
    toolUse: used,
    vehicleDetail: ofVehicle,
    failureMode: (mode, { subject }) => failure(subject, mode),
    upkeep: (number, { subject, b }) => (b === 0 ? failure(subject, number) : task(subject, number)),
    parameter: (number, { a }) => stations[a]?.parameters?.[number]?.id,
    signal: (number, { subject }) => stations[subject]?.signals?.[number]?.id,
    person: (place, { subject }) => crews[subject]?.persons?.[place]?.id,
    cause: (cause, event) => ofStation(event, event.kind === EventKind.conveyorState ? event.a : event.b, cause),
  }
  return (refers, number, event) => {
    if (refers === 'time') return number / 1e6
    if (refers === 'kind') return KIND_WORDS[number]?.name ?? number
    return own[refers]?.(number, event) ?? tables[refers]?.[number] ?? number
  }
}

const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
