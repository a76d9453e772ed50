import type { Scenario, Station } from '../scenarios/model.ts'
import type { AsOf } from './as-of.ts'
import type { Change } from './counterfactual.ts'

/** What can be thought away, and how it is written. */
export const REMOVALS = {
  failure: 'failure:STATION[/MODE]',
  scrap: 'scrap:STATION',
  setup: 'setup:STATION',
  hold: 'hold:STATION',
  maintenance: 'maintenance:STATION[/TASK]',
  station: 'station:STATION',
  lot: 'lot:NUMBER',
  shortage: 'shortage:MATERIAL',
  person: 'person:CREW[/PERSON]',
  order: 'order:ORDER',
} as const
export type RemovalKind = keyof typeof REMOVALS

/** A mistake in what is to be thought away, in the planner's words. */
export interface RemovalProblem {
  readonly message: string
  readonly remedy: string
}

/** `failure:mill/spindle` as a change of the plant as of a moment. */
export function without(then: AsOf, written: string): Change | RemovalProblem {
  const colon = written.indexOf(':')
  const kind = written.slice(0, Math.max(0, colon)) as RemovalKind
  const [id = '', part = null] = written.slice(colon + 1).split('/')
  if (!(kind in REMOVALS) || id === '')
    return { message: `\`${written}\` is nothing that can be thought away`, remedy: `write one of ${Object.values(REMOVALS).join(', ')}` }
  return makers[kind](then, id, part)
}

export const isProblem = (one: Change | RemovalProblem): one is RemovalProblem => typeof one !== 'function'

/** From the moment on the mode does not occur, and what it stopped goes on at once. Null: no mode of the station. */
export const withoutFailure =
  (station: string, mode: string | null = null): Change =>
  (scenario) => ({
    ...ofStation(scenario, station, (one) => ({
      ...one,
      failures: one.failures.map((failure) =>
        mode === null || failure.id === mode ? { ...failure, after: NEVER, first: 'new' as const } : failure,
      ),
    })),
    present: goingOn(scenario, station, (by) => failureIds(scenario, station).has(by) && (mode === null || by === mode)),
  })

/** What the station makes is good; so is what its operations make, where they are done nowhere else. */
export const withoutScrap =
  (station: string): Change =>
  (scenario) => ({
    ...ofStation(scenario, station, (one) => ({ ...one, yield: 1 })),
    products: scenario.products.map((product) => ({
      ...product,
      route: product.route.map((operation) =>
        operation.stations.every((id) => id === station)
          ? { ...operation, yield: operation.yield === null ? null : 1, defects: [] }
          : operation,
      ),
    })),
  })

export const withoutSetups =
  (station: string): Change =>
  (scenario) =>
    ofStation(scenario, station, (one) => ({ ...one, setups: [] }))

export const withoutHolds =
  (station: string): Change =>
  (scenario) =>
    ofStation(scenario, station, (one) => ({ ...one, holds: [] }))

/** Nothing is begun there from the moment on: the action of locking it. */
export const heldStation =
  (station: string, until: number | null = null): Change =>
  (scenario) =>
    ofStation(scenario, station, (one) => ({ ...one, holds: [{ at: 0, until, inHand: 'finish' }] }))

export const withoutMaintenance =
  (station: string, task: string | null = null): Change =>
  (scenario) => ({
    ...ofStation(scenario, station, (one) => ({ ...one, maintenance: one.maintenance.filter(({ id }) => task !== null && id !== task) })),
    present: goingOn(scenario, station, (by) => !failureIds(scenario, station).has(by) && (task === null || by === task)),
  })

/** The stock without the lot: what quarantine takes away. Place among the lots of `present`. */
export const withoutLot =
  (place: number): Change =>
  (scenario) => {
    const { present } = scenario
    const lot = present?.lots[place]
    if (present === null || lot === undefined) return scenario
    return {
      ...scenario,
      materials: scenario.materials.map((material) =>
        material.id === lot.material ? { ...material, initialStock: Math.max(0, material.initialStock - lot.quantity) } : material,
      ),
      present: { ...present, lots: present.lots.filter((_, i) => i !== place) },
    }
  }

/** There is always enough of it, and nobody counts what it costs to hold. */
export const withoutShortage =
  (item: string): Change =>
  (scenario) => ({
    ...scenario,
    materials: scenario.materials.map((material) =>
      material.id === item ? { ...material, initialStock: material.initialStock + MUCH, holdingCost: 0 } : material,
    ),
    present:
      scenario.present === null ? null : { ...scenario.present, lots: scenario.present.lots.filter(({ material }) => material !== item) },
  })

/** A person who is not there; of a crew without names, one fewer. */
export const withoutPerson =
  (crew: string, person: string | null): Change =>
  (scenario) => ({
    ...scenario,
    crews: scenario.crews.map((one) => {
      if (one.id !== crew) return one
      if (person === null) return { ...one, size: one.size - 1 }
      return { ...one, persons: one.persons.map((who) => (who.id === person ? { ...who, until: 0 } : who)) }
    }),
  })

const MUCH = 1e9
/** 95 years: longer than any run. */
const NEVER = { kind: 'constant', value: 3e9 } as const

type Maker = (then: AsOf, id: string, part: string | null) => Change | RemovalProblem

const ofOneStation =
  (change: (station: string) => Change): Maker =>
  ({ scenario }, id, part) =>
    part === null
      ? (unknownStation(scenario, id) ?? change(id))
      : { message: `\`${part}\` of ${id} cannot be thought away by itself`, remedy: `write ${id} alone` }

const makers: Readonly<Record<RemovalKind, Maker>> = {
  failure: ({ scenario }, id, part) => {
    const modes = scenario.stations.find((one) => one.id === id)?.failures.map((mode) => mode.id) ?? []
    return unknownStation(scenario, id) ?? unknownPart(id, part, modes, 'a failure mode') ?? withoutFailure(id, part)
  },
  scrap: ofOneStation(withoutScrap),
  setup: ofOneStation(withoutSetups),
  hold: ofOneStation(withoutHolds),
  station: ofOneStation(heldStation),
  maintenance: ({ scenario }, id, part) => {
    const tasks = scenario.stations.find((one) => one.id === id)?.maintenance.map((task) => task.id) ?? []
    return unknownStation(scenario, id) ?? unknownPart(id, part, tasks, 'a maintenance task') ?? withoutMaintenance(id, part)
  },
  lot: ({ lots }, id) => {
    const place = lots.indexOf(Number(id))
    return place >= 0
      ? withoutLot(place)
      : {
          message: `lot ${id} is not in stock at that moment`,
          remedy: lots.length === 0 ? 'there is no lot in stock that can be told from others' : `lots in stock: ${some(lots)}`,
        }
  },
  shortage: ({ scenario }, id) => unknown('material', id, scenario.materials) ?? withoutShortage(id),
  person: ({ scenario }, id, part) => {
    const crew = scenario.crews.find((one) => one.id === id)
    if (crew === undefined) return unknown('crew', id, scenario.crews)!
    if (part === null && crew.persons.length > 0)
      return {
        message: `the people of ${id} have names`,
        remedy: `write person:${id}/NAME, one of ${some(crew.persons.map((one) => one.id))}`,
      }
    if (part === null)
      return crew.size > 1
        ? withoutPerson(id, null)
        : { message: `${id} is one person, and a crew of nobody is none`, remedy: 'name another cause' }
    return (
      unknownPart(
        id,
        part,
        crew.persons.map((one) => one.id),
        'a person',
      ) ?? withoutPerson(id, part)
    )
  },
  order: ({ scenario }, id) =>
    unknown('open order', id, scenario.orders) ??
    ((plant) => ({
      ...plant,
      orders: plant.orders.map((order) =>
        order.id === id ? { ...order, changes: [{ at: 0, quantity: null, due: null, cancel: true }] } : order,
      ),
    })),
}

function unknown(what: string, id: string, all: readonly { readonly id: string }[]): RemovalProblem | null {
  if (all.some((one) => one.id === id)) return null
  const known = all.length === 0 ? `the plant has no ${what} then` : `there are ${some(all.map((one) => one.id))}`
  return { message: `no ${what} is called ${id}`, remedy: known }
}

const unknownStation = (scenario: Scenario, id: string) => unknown('station', id, scenario.stations)

const unknownPart = (id: string, part: string | null, all: readonly string[], what: string): RemovalProblem | null => {
  if (part === null ? all.length > 0 : all.includes(part)) return null
  return {
    message: part === null ? `${id} has not ${what}` : `${id} has not ${what} called ${part}`,
    remedy: all.length === 0 ? 'name another cause' : `there are ${some(all)}`,
  }
}

const some = (all: readonly (string | number)[]) => `${all.slice(0, 8).join(', ')}${all.length > 8 ? ', …' : ''}`

function ofStation(scenario: Scenario, id: string, change: (station: Station) => Station): Scenario {
  return { ...scenario, stations: scenario.stations.map((station) => (station.id === id ? change(station) : station)) }
}

const failureIds = (scenario: Scenario, id: string): ReadonlySet<string> =>
  new Set(scenario.stations.find((station) => station.id === id)?.failures.map((mode) => mode.id))

/** Its slots are stopped by nothing of that kind any more. */
function goingOn({ present }: Scenario, station: string, isRemoved: (by: string) => boolean): Scenario['present'] {
  if (present === null) return null
  return {
    ...present,
    slots: present.slots.map((slot) =>
      slot.station === station ? { ...slot, stopped: slot.stopped.filter(({ by }) => !isRemoved(by)) } : slot,
    ),
  }
}
