import { EventKind } from './events.ts'
import type { LoggedScenario } from './header.ts'

/** Who tells of what: a station's control, a crew's terminal, the warehouse's bookings … Each numbers its records, so that what is lost on the way is missed. */
export interface Reporter {
  readonly kind: ReporterKind
  /** Id of the station, crew, conveyor, vehicle or store; of those of whom a plant has one, the name of their kind. */
  readonly id: string
}

export type ReporterKind =
  | 'tracking'
  | 'orders'
  | 'warehouse'
  | 'quality'
  | 'tools'
  | 'tariff'
  | 'station'
  | 'crew'
  | 'conveyor'
  | 'vehicle'
  | 'store'

const ONE_EACH = ['tracking', 'orders', 'warehouse', 'quality', 'tools', 'tariff'] as const

/** All reporters of a plant, in the order of their numbers, and whose a record is. */
export interface Reporters {
  readonly list: readonly Reporter[]
  /** −1: the log's own, which is never lost. */
  readonly of: (kind: EventKind, subject: number, a: number, c: number) => number
}

export function reportersOf(scenario: LoggedScenario): Reporters {
  const { stations, crews, conveyors = [], transport = [], buffers } = scenario
  const vehicles = transport.flatMap(({ id, fleet }) => Array.from({ length: fleet }, (_, n) => ({ id: `${id}#${n + 1}` })))
  const list: Reporter[] = ONE_EACH.map((kind) => ({ kind, id: kind }))
  const first = { station: 0, crew: 0, conveyor: 0, vehicle: 0, store: 0 }
  const add = (kind: keyof typeof first, all: readonly { readonly id: string }[]) => {
    first[kind] = list.length
    for (const { id } of all) list.push({ kind, id })
  }
  add('station', stations)
  add('crew', crews)
  add('conveyor', conveyors)
  add('vehicle', vehicles)
  add('store', buffers)
  const one = (kind: (typeof ONE_EACH)[number]) => ONE_EACH.indexOf(kind)
  const of = (kind: EventKind, subject: number, a: number, c: number): number => {
    const from = FROM[kind]
    if (from == null) return -1
    if (typeof from === 'string') return one(from)
    const [whose, operand] = from
    const number = operand === 'subject' ? subject : operand === 'a' ? a : c
    return number < 0 ? -1 : first[whose] + number
  }
  return { list, of }
}

type From = null | (typeof ONE_EACH)[number] | readonly ['station' | 'crew' | 'conveyor' | 'vehicle' | 'store', 'subject' | 'a' | 'c']

const NAMES: Readonly<Record<keyof typeof EventKind, From>> = {
  equipmentState: ['station', 'subject'],
  jobStarted: ['station', 'a'],
  jobEnded: ['station', 'a'],
  jobInterrupted: ['station', 'a'],
  jobResumed: ['station', 'a'],
  stepStarted: ['station', 'a'],
  setupStarted: ['station', 'subject'],
  setupEnded: ['station', 'subject'],
  failureOccurred: ['station', 'subject'],
  maintenanceStarted: ['station', 'subject'],
  maintenanceEnded: ['station', 'subject'],
  parameterRecorded: ['station', 'a'],
  unitMeasured: ['station', 'a'],
  unitTested: ['station', 'a'],
  conditionRead: ['station', 'subject'],
  dataReported: ['station', 'subject'],
  conditionReported: ['station', 'subject'],
  quantityReported: ['station', 'subject'],
  toolUsed: ['station', 'c'],
  crewChanged: ['crew', 'subject'],
  personState: ['crew', 'subject'],
  conveyorState: ['conveyor', 'subject'],
  vehicleState: ['vehicle', 'subject'],
  storeMoved: ['store', 'subject'],
  toolState: 'tools',
  toolRenewed: 'tools',
  unitCreated: 'tracking',
  unitMoved: 'tracking',
  unitFinished: 'tracking',
  unitScrapped: 'tracking',
  unitAbsorbed: 'tracking',
  unitRestored: 'tracking',
  unitSplit: 'tracking',
  unitWithdrawn: 'tracking',
  unitSurplus: 'tracking',
  unitHeld: 'tracking',
  unitDisposed: 'tracking',
  versionTaken: 'tracking',
  palletsChanged: 'tracking',
  orderReleased: 'orders',
  orderClosed: 'orders',
  orderChanged: 'orders',
  orderCancelled: 'orders',
  arrivalLost: 'orders',
  materialOrdered: 'warehouse',
  materialReceived: 'warehouse',
  inspectionBegan: 'warehouse',
  materialNotReceived: 'warehouse',
  materialConsumed: 'warehouse',
  materialProduced: 'warehouse',
  materialShipped: 'warehouse',
  materialScrapped: 'warehouse',
  materialMoved: 'warehouse',
  recordReversed: 'warehouse',
  lotCreated: 'warehouse',
  lotUsed: 'warehouse',
  lotHeld: 'warehouse',
  lotReleased: 'warehouse',
  holdBegan: 'quality',
  holdEnded: 'quality',
  tariffChanged: 'tariff',
  warmUpEnded: null,
  logEnded: null,
  healthReported: null,
  recordsMissing: null,
  alarmChanged: null,
}

/** By number of the kind. */
const FROM: readonly From[] = Object.entries(EventKind).reduce<From[]>((table, [name, kind]) => {
  table[kind] = NAMES[name as keyof typeof EventKind]
  return table
}, [])
