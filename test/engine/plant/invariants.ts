import type { Snapshot } from '../../../engine/plant/simulation.ts'
import { Activity } from '../../../engine/plant/stations.ts'
import type { FailureMode, MaintenanceTask, Need, Scenario } from '../../../scenarios/model.ts'
import { canBeMet, isFor, suits, workers } from '../../../scenarios/people.ts'
import { handlingOf } from '../../../scenarios/times-of.ts'
import { Layout, NONE, PlantView } from './plant-view.ts'

/** What must hold of a plant between any two events: nothing is in two places, nothing is more than full, and nobody is idle who could go on. */
export class Invariants {
  readonly #layout: Layout

  constructor(scenario: Scenario) {
    this.#layout = new Layout(scenario)
  }

  /** What does not hold, in words; nothing where all is well. */
  broken(snapshot: Snapshot): string[] {
    const view = new PlantView(this.#layout, snapshot)
    const always = [
      unitsAreInOnePlace,
      slotsHoldTogether,
      queuesHoldTogether,
      stockIsSound,
      crewsDoWhatTheyCan,
      palletsCirculate,
      conveyorsHoldTogether,
      railsAreClear,
      binsHoldTogether,
      zonesAreNotShared,
    ]
    return [
      ...always,
      ...(view.isSettled
        ? [whoStandsBeforeRoomMovesIn, nobodyIsFreeForNothing, nobodyWaitsForAnOpenEntry, theUrgentGoFirst, fullGroupsGoOn]
        : []),
    ].flatMap((holds) => holds(view))
  }
}

/** Each unit that was made and has not left is in exactly one slot or queue. */
function unitsAreInOnePlace(view: PlantView): string[] {
  const { stationOf, queues, scenario } = view.layout
  const places = [
    ...stationOf.flatMap((s, slot) => view.unitsIn(slot).map((unit) => [unit, `in ${scenario.stations[s]!.id}`] as const)),
    ...queues.flatMap(({ id }, q) => view.inside(q).map((unit) => [unit, `in ${id}`] as const)),
    ...queues.flatMap(({ id }, q) =>
      view.outside(q).flatMap((unit) => (isNowhereElse(view, unit) ? [[unit, `before ${id}`] as const] : [])),
    ),
    ...scenario.transport.flatMap(({ id }, f) =>
      view.waitingForFleet(f).flatMap((unit) => (isNowhereElse(view, unit) ? [[unit, `waiting for ${id}`] as const] : [])),
    ),
    ...view.unreleased().flatMap((unit) => (isNowhereElse(view, unit) ? [[unit, 'outside'] as const] : [])),
    ...view.carried().flatMap((units, v) => units.flatMap((unit) => (view.holder(unit) >= 0 ? [] : [[unit, `at vehicle ${v}`] as const]))),
    ...scenario.conveyors.flatMap(({ id }, c) => [
      ...view.riding(c).map((unit) => [unit, `on ${id}`] as const),
      ...view.waitingFor(c).flatMap((unit) => (isNowhereElse(view, unit) ? [[unit, `before ${id}`] as const] : [])),
    ]),
  ]
  const held = view.column('quality', 'resultHeld')
  for (let result = 0; result < view.number('quality', 'resultCount'); result++) {
    if (held[result] === 1) places.push([view.column('quality', 'resultUnit')[result]!, 'in quarantine'])
  }
  for (const unit of asideOf(view).flat()) places.push([unit, 'in no place, aside'])
  if (view.has('outside')) {
    const next = view.column('units', 'next')
    for (const first of Array.from(view.column('outside', 'first')))
      for (let unit = first; unit !== NONE; unit = next[unit]!) places.push([unit, 'in the works of a supplier'])
  }
  for (const unit of view.contained()) places.push([unit, 'on hold'])
  for (const group of groupsOf(view)) for (const unit of group) places.push([unit, 'in a group'])
  const next = view.column('units', 'next')
  let inside = view.number('units', 'count')
  for (let unit = view.number('units', 'free'); unit !== NONE; unit = next[unit]!) inside--
  const seen = new Map<number, string>()
  const all = places.flatMap(([unit, place]) => [
    [unit, place] as const,
    ...view.partsOf(unit).map((part) => [part, `in ${view.name(unit)}`] as const),
  ])
  const twice = all.flatMap(([unit, place]) => {
    const before = seen.get(unit)
    seen.set(unit, place)
    return before === undefined ? [] : [`${view.name(unit)} is ${before} and ${place}`]
  })
  return seen.size === inside ? twice : [...twice, `${inside} units are in the plant, ${seen.size} of them somewhere`]
}

const People = { there: 1 } as const

/** It waits at its source or at the order desk, and not in a station or on a conveyor. */
const isNowhereElse = (view: PlantView, unit: number) => view.holder(unit) < 0 && view.conveyorOf(view.holder(unit)) === NONE

/** A slot holds a unit iff it is about something, stands still iff it has a reason, and has an end due iff it works. */
function slotsHoldTogether(view: PlantView): string[] {
  const { stationOf, operations, scenario } = view.layout
  const column = (field: string, slot: number) => view.column('stations', field)[slot]!
  const wrong = stationOf.flatMap((s, slot) => {
    const { id, calendar } = scenario.stations[s]!
    const down = view.column('upkeep', 'down')[slot]!
    const maintaining = view.column('upkeep', 'maintaining')[slot]!
    const activity = column('activity', slot)
    const isBusy = activity === Activity.setup || activity === Activity.working
    const isHeld = view.column('campaigns', 'hold')[slot]! > 0 || view.isSetUpAhead(slot) || view.isOnHold(slot)
    const hasReason = down > 0 || maintaining > 0 || isHeld || view.isPaused(slot, calendar)
    const isHere = !isBusy || operations[column('operation', slot)]!.stations.includes(id)
    const complaints: readonly (readonly [boolean, string])[] = [
      [(view.unitIn(slot) === NONE) === (activity === Activity.free), `holds ${view.unitIn(slot)}, and its activity is ${activity}`],
      [column('remaining', slot) >= 0, `has ${column('remaining', slot)} µs to go`],
      [view.runs(slot) === !hasReason, `${hasReason ? 'has a reason' : 'has no reason'} to stand still`],
      [
        (column('ticket', slot) !== NONE) === (isBusy && !hasReason && column('people', slot) === People.there),
        'has an end due and does not work, or works without end',
      ],
      [isHere, 'does an operation that is not for it'],
      [down >= 0 && (maintaining === 0 || maintaining === 1), `has ${down} failures and ${maintaining} tasks`],
    ]
    return complaints.flatMap(([holds, text]) => (holds ? [] : [`slot ${slot} of ${id} ${text}`]))
  })
  const miscounted = scenario.stations.flatMap(({ id }, s) => {
    const free = view.layout.slotsOf(s).filter((slot) => view.unitIn(slot) === NONE).length
    return view.column('stations', 'freeSlots')[s] === free ? [] : [`${id} miscounts its ${free} free slots`]
  })
  return [...wrong, ...miscounted]
}

/** Levels and reservations are what is counted; nothing is more than full; everyone waits for what they wait for. */
function queuesHoldTogether(view: PlantView): string[] {
  const { queues, queueOf, stationOf } = view.layout
  return queues.flatMap(({ id, capacity }, q) => {
    const inside = view.inside(q)
    const outside = view.outside(q)
    const reserved =
      stationOf.flatMap((_, slot) => view.reservationsOf(slot)).filter((queue) => queue === q).length +
      Array.from(view.column('fleets', 'reservation')).filter((queue) => queue === q).length
    const isFor = (unit: number) => queueOf[view.column('units', 'operation')[unit]!] === q
    const called = view.layout.scenario.transport.flatMap((_, f) => view.waitingForFleet(f)).filter(isFor).length
    const stands = (unit: number) => {
      const holder = view.holder(unit)
      const conveyor = view.conveyorOf(holder)
      if (conveyor === NONE) return holder < 0 || view.unitsIn(holder).includes(unit)
      const { conveyors } = view.layout.scenario
      if (conveyor >= conveyors.length) return view.carried()[conveyor - conveyors.length]![0] === unit
      return view.riding(conveyor)[0] === unit && view.column('conveyors', 'arrived')[conveyor] === 1
    }
    const complaints: readonly (readonly [boolean, string])[] = [
      [view.column('queues', 'level')[q] === inside.length, `counts ${view.column('queues', 'level')[q]} of ${inside.length} units`],
      [inside.length <= capacity, `holds ${inside.length}, more than ${capacity}`],
      [inside.length === 0 || view.column('queues', 'tail')[q] === inside.at(-1), 'does not end with its last unit'],
      [outside.length === 0 || view.column('queues', 'outsideTail')[q] === outside.at(-1), 'is not stood before by its last unit'],
      [
        view.column('queues', 'reserved')[q] === reserved,
        `has ${view.column('queues', 'reserved')[q]} places reserved, by ${reserved} slots`,
      ],
      [(view.column('requests', 'called')[q] ?? 0) === called, `counts ${view.column('requests', 'called')[q]} who called, of ${called}`],
      [[...inside, ...outside].every(isFor), 'has a unit that is not for it'],
      [outside.every(stands), 'is stood before by a unit that stands elsewhere'],
    ]
    return complaints.flatMap(([holds, text]) => (holds ? [] : [`${id} ${text}`]))
  })
}

/** µs: places on a conveyor whose speed changes are not whole. */
const HAIR = 3

/** No two are closer than a pitch, nobody is beyond the end, no more are on it than have room and one that comes on. */
function conveyorsHoldTogether(view: PlantView): string[] {
  return view.layout.scenario.conveyors.flatMap(({ id, length, speed, unitLength, gap }, c) => {
    const places = view.positions(c)
    const pitch = ((unitLength + gap) / speed) * 1e6
    const room = Math.floor((length / (unitLength + gap)) * (1 + 1e-12))
    const end = (length / speed) * 1e6
    const hasArrived = view.column('conveyors', 'arrived')[c] === 1
    const complaints: readonly (readonly [boolean, string])[] = [
      [places.every((place, k) => k === 0 || places[k - 1]! - place >= pitch - HAIR), `has units too close: ${places}`],
      [places.every((place) => place >= -HAIR && place <= end + HAIR), `has units beyond its ends: ${places}`],
      [places.length <= room + 1, `holds ${places.length} units, and has room for ${room}`],
      [!hasArrived || (places.length > 0 && places[0]! >= end - HAIR), 'has nobody at its end, who it says is there'],
      [view.column('conveyors', 'rate')[c]! > 0 <= view.conveyorRuns(c), 'moves, though it may not'],
    ]
    return complaints.flatMap(([holds, text]) => (holds ? [] : [`${id} ${text}`]))
  })
}

/** Each zone is held by the one vehicle that is in it, and who waits for one waits for another vehicle. */
function zonesAreNotShared(view: PlantView): string[] {
  const [zone, waitsFor, holder] = [view.column('zones', 'zone'), view.column('zones', 'waitsFor'), view.column('zones', 'holder')]
  return Array.from(zone).flatMap((own, v) => [
    ...(own === NONE || holder[own] === v ? [] : [`vehicle ${v} is in zone ${own}, which ${holder[own]} holds`]),
    ...(waitsFor[v] === NONE || (holder[waitsFor[v]!] !== NONE && holder[waitsFor[v]!] !== v)
      ? []
      : [`vehicle ${v} waits for a free zone`]),
  ])
}

/** Vehicles on a rail are in the order of their numbers, and the stretches that they keep are a gap apart. */
function railsAreClear(view: PlantView): string[] {
  const { transport } = view.layout.scenario
  const fleetOf = transport.flatMap(({ fleet }, f) => new Array<number>(fleet).fill(f))
  const column = (field: string) => view.column('rails', field)
  return fleetOf.flatMap((f, v) => {
    const { guide, id } = transport[f]!
    if (guide?.kind !== 'rail') return []
    const next = fleetOf[v + 1] === f ? column('low')[v + 1]! : Number.POSITIVE_INFINITY
    const complaints: readonly (readonly [boolean, string])[] = [
      [column('high')[v]! + guide.gap <= next + 1e-6, `is up to ${column('high')[v]}, and the next one from ${next} on`],
      [column('along')[v]! >= column('low')[v]! && column('along')[v]! <= column('high')[v]!, 'is not where it keeps the rail'],
      [column('moves')[v] === 1 || column('low')[v] === column('high')[v], 'stands, and keeps more than its place'],
      [guide.from === null || column('low')[v]! >= guide.from - 1e-6, 'is before the beginning of its rail'],
      [guide.to === null || column('high')[v]! <= guide.to + 1e-6, 'is beyond the end of its rail'],
    ]
    return complaints.flatMap(([holds, text]) => (holds ? [] : [`vehicle ${v} of ${id} ${text}`]))
  })
}

/** What lies in a bin is counted there, no bin is too full, and what is fetched for a station is counted for it. */
function binsHoldTogether(view: PlantView): string[] {
  const column = (field: string) => view.column('stores', field)
  const fetched = new Map<number, number>()
  let first = 0
  const wrong = view.layout.scenario.buffers.flatMap(({ id, store }, q) => {
    if (store === null) return []
    const bins = Array.from({ length: store.columns * store.levels }, () => 0)
    for (const unit of view.inside(q)) {
      const stage = column('stage')[unit]!
      if (stage >= 1 && stage <= 3) bins[column('bin')[unit]!]!++
      if (stage === 3 || stage === 4) fetched.set(column('caller')[unit]!, (fetched.get(column('caller')[unit]!) ?? 0) + 1)
    }
    const counted = bins.map((_, bin) => column('fill')[first + bin]!)
    first += bins.length
    const complaints: readonly (readonly [boolean, string])[] = [
      [`${bins}` === `${counted}`, `counts ${counted} in its bins, of ${bins}`],
      [bins.every((units) => units <= store.binCapacity), `has ${bins} in its bins, of ${store.binCapacity}`],
    ]
    return complaints.flatMap(([holds, text]) => (holds ? [] : [`${id} ${text}`]))
  })
  const miscounted = view.layout.scenario.stations.flatMap(({ id }, s) =>
    (column('coming')[s] ?? 0) === (fetched.get(s) ?? 0)
      ? []
      : [`${id} counts ${column('coming')[s]} units that are fetched for it, of ${fetched.get(s) ?? 0}`],
  )
  return [...wrong, ...miscounted]
}

/** Who may leave and waits for a conveyor comes on once the last has cleared the entry. */
function nobodyWaitsForAnOpenEntry(view: PlantView): string[] {
  return view.layout.scenario.conveyors.flatMap(({ id, length, speed, unitLength, gap }, c) => {
    const places = view.positions(c)
    const pitch = ((unitLength + gap) / speed) * 1e6
    const isOpen = places.length === 0 || (places.length < Math.floor(length / (unitLength + gap)) && places.at(-1)! > pitch + HAIR)
    const unit = view.waitingFor(c).find((candidate) => view.canLeave(candidate))
    const isDue = unit !== undefined && isOpen && view.column('conveyors', 'rate')[c]! > 0
    return isDue ? [`${view.name(unit)} waits for ${id}, whose entry is clear`] : []
  })
}

/** Nothing is owed while it is in stock, and nothing counted is below zero. */
function stockIsSound(view: PlantView): string[] {
  const { materials } = view.layout.scenario
  const wrong = Array.from(view.column('items', 'stock')).flatMap((stock, item) => {
    const isCounted = materials[item] === undefined || materials[item].reorderPoint !== null || materials[item].mrp !== null
    const owed = view.column('items', 'owed')[item]!
    const isSound =
      (stock >= 0 || !isCounted) && view.column('purchasing', 'onOrder')[item]! >= 0 && owed >= 0 && (owed === 0 || stock <= 0)
    return isSound ? [] : [`item ${item} has ${stock} in stock and owes ${owed}`]
  })
  const lots = new Map<number, number>()
  const next = view.column('lots', 'lotNext')
  Array.from(view.column('lots', 'head')).forEach((head, item) => {
    let sum = 0
    for (let lot = head; lot !== NONE; lot = next[lot]!) sum += view.column('lots', 'lotLeft')[lot]!
    if (materials[item] !== undefined && materials[item].lots !== null) lots.set(item, sum)
  })
  for (const [item, sum] of lots)
    if (Math.abs(sum - view.column('items', 'stock')[item]!) > 1e-6) wrong.push(`the lots of item ${item} are ${sum}, its stock another`)
  const open = view.number('orders', 'open')
  const toCome = Array.from(view.column('orders', 'toCome'))
  return [
    ...wrong,
    ...(open < 0 ? [`${open} orders are open`] : []),
    ...(toCome.some((units) => units < 0) ? ['less than nothing is still to come to an operation'] : []),
  ]
}

const Called = { waiting: 1, coming: 2, there: 3 } as const
type Asked = Pick<Need, 'crew' | 'skill' | 'tool' | 'n'>

/** What each job needs now: those of upkeep (failure modes slot by slot, then tasks), then what each slot is about. */
function jobsOf(view: PlantView): readonly (readonly Asked[])[] {
  const { stationOf, operations, scenario } = view.layout
  const called = ({ crew, needs }: FailureMode | MaintenanceTask) => [
    ...(crew === null ? [] : [{ crew, skill: null, tool: null, n: 1 }]),
    ...needs,
  ]
  return [
    ...stationOf.flatMap((s) => scenario.stations[s]!.failures.map(called)),
    ...stationOf.flatMap((s) => scenario.stations[s]!.maintenance.map(called)),
    ...toolsOf(scenario).map((kind, tool) => {
      const { wear } = scenario.tools[kind]!
      const isReground =
        wear?.regrind != null &&
        view.column('tools', 'wasBroken')[tool] === 0 &&
        view.column('tools', 'reground')[tool]! < wear.regrind.times
      return (isReground ? wear?.regrind?.needs : wear?.replace.needs) ?? []
    }),
    ...stationOf.map((s, slot) => {
      const activity = view.column('stations', 'activity')[slot]!
      if (activity === Activity.free || activity === Activity.gathering) return []
      const operation = operations[view.column('stations', 'operation')[slot]!]!
      const { load } = handlingOf(operation, scenario.stations[s]!)
      const number = view.column('stations', 'step')[slot]! - (load === null ? 0 : 1)
      const isHandling = view.column('stations', 'handles')[slot] === 1
      const phase = activity === Activity.setup ? 'setup' : !isHandling ? 'process' : number < 0 ? 'load' : 'unload'
      const step = phase === 'process' ? operation.steps[number] : undefined
      const needs = step?.needs ?? operation.needs ?? scenario.stations[s]!.needs
      return needs.filter((one) => isFor(one, phase))
    }),
  ]
}

/** Kind of each tool, all kinds in a row. */
const toolsOf = ({ tools }: Scenario) => tools.flatMap(({ count }, kind) => new Array<number>(count).fill(kind))

/** Who has a job is who it needs, nobody is held while somebody is waited for, and no job waits that could be done. */
function crewsDoWhatTheyCan(view: PlantView): string[] {
  const { scenario } = view.layout
  const people = workers(scenario.crews)
  const column = (name: string, i: number) => view.column('crews', name)[i]!
  const now = view.number('calendar', 'now') / 1e6
  const isHere = (i: number) => {
    const { crew, place } = people[i]!
    const { calendar, persons } = scenario.crews[crew]!
    const one = persons[place]
    const belongs = one === undefined || ((one.from === 0 || now > one.from) && (one.until === null || now < one.until))
    return belongs && view.isWorkingTime(one?.calendar ?? calendar)
  }
  const tools = toolsOf(scenario)
  const isTool = (i: number) => i >= people.length
  const does = (i: number, need: Asked) =>
    isTool(i)
      ? need.tool !== null && scenario.tools[tools[i - people.length]!]!.id === need.tool
      : need.tool === null && suits(people[i]!, need, scenario.crews)
  const able = (need: Asked, among: readonly number[]) => among.filter((i) => does(i, need))
  const met = (needs: readonly Asked[], among: readonly number[]) => canBeMet(needs.map((need) => ({ n: need.n, able: able(need, among) })))
  const all = [...people, ...tools].map((_, i) => i)
  const isFit = (i: number) => (isTool(i) ? view.column('tools', 'fitness')[i - people.length] === 0 : isHere(i))
  const free = all.filter((i) => column('holder', i) === NONE && column('walking', i) === 0 && isFit(i))
  const jobs = jobsOf(view)
  const wrong = jobs.flatMap((needs, job) => {
    const status = column('status', job)
    const held = all.filter((i) => column('holder', i) === job)
    const has = status === Called.coming || status === Called.there
    // Whom a blocked unit keeps is what its work needed.
    const enough = !has || (held.length === needs.reduce((sum, { n }) => sum + n, 0) && met(needs, held))
    const waitsForNothing =
      view.isSettled && status === Called.waiting && column('wantsSame', job) === 0 && met(needs, [...free, ...held.filter(isFit)])
    return [
      // Tools stay with work that stands still.
      ...(has || held.every(isTool) ? [] : [`job ${job} holds ${held.length} and has called for nobody`]),
      ...(enough ? [] : [`job ${job} has ${held.length} people, and not those it needs`]),
      ...(waitsForNothing ? [`job ${job} waits for people who have time`] : []),
    ]
  })
  const miscounted = scenario.crews.flatMap(({ id }, c) => {
    const busy = all.filter((i) => people[i]?.crew === c && column('holder', i) !== NONE).length
    return column('busy', c) === busy ? [] : [`${column('busy', c)} of ${id} are counted, and ${busy} have a job`]
  })
  return [...wrong, ...miscounted]
}

/** A pallet is free, with one unit, or coming back. */
function palletsCirculate(view: PlantView): string[] {
  const held = Array.from(view.column('pallets', 'held'))
  return view.layout.scenario.pallets.flatMap(({ id, count }, pallet) => {
    const [free, coming] = [view.column('pallets', 'free')[pallet]!, view.column('pallets', 'coming')[pallet]!]
    const taken = held.filter((one) => one === pallet).length
    return free >= 0 && coming >= 0 && free + coming + taken === count
      ? []
      : [`${free} of ${id} are free, ${coming} come back, ${taken} are taken`]
  })
}

const hasRoom = (view: PlantView, q: number) =>
  view.column('queues', 'level')[q]! + view.column('queues', 'reserved')[q]! < view.layout.queues[q]!.capacity

function whoStandsBeforeRoomMovesIn(view: PlantView): string[] {
  return view.layout.queues.flatMap(({ id }, q) => {
    const unit = hasRoom(view, q) ? view.outside(q).find((candidate) => view.canLeave(candidate)) : undefined
    return unit === undefined ? [] : [`${view.name(unit)} stands before ${id}, which has room`]
  })
}

/** Station → units that stand beside it until there are enough to go on. */
function groupsOf(view: PlantView): number[][] {
  const { scenario } = view.layout
  const sizes = [...scenario.stations, ...scenario.products.flatMap(({ route }) => route)].map(({ moveQuantity }) => moveQuantity ?? 0)
  if (!view.has('transfers') || Math.max(...sizes) <= 1) return []
  const next = view.column('units', 'next')
  return Array.from(view.column('transfers', 'head'), (first) => {
    const group: number[] = []
    for (let unit = first; unit !== NONE; unit = next[unit]!) group.push(unit)
    return group
  })
}

/** A group that is full, or to which no unit of its order comes any more, does not wait. */
function fullGroupsGoOn(view: PlantView): string[] {
  const { scenario, operations } = view.layout
  return groupsOf(view).flatMap((group, s) => {
    const key = (unit: number) => {
      const order = view.column('units', 'order')[unit]!
      return `${view.column('transfers', 'done')[unit]} ${order < scenario.orders.length ? order : NONE}`
    }
    return [...new Set(group.map(key))].flatMap((one) => {
      const o = Number(one.split(' ')[0])
      const size = operations[o]!.moveQuantity ?? scenario.stations[s]!.moveQuantity!
      return group.filter((unit) => key(unit) === one).length >= size ? [`${size} units stand beside ${scenario.stations[s]!.id}`] : []
    })
  })
}

/** Station → units that gave way there. */
function asideOf(view: PlantView): number[][] {
  const { scenario } = view.layout
  if (scenario.stations.every(({ preempt }) => preempt === null)) return []
  const next = view.column('units', 'next')
  return Array.from(view.column('preemption', 'head'), (first) => {
    const aside: number[] = []
    for (let unit = first; unit !== NONE; unit = next[unit]!) aside.push(unit)
    return aside
  })
}

/** Nobody stands aside while a slot is free. */
function theUrgentGoFirst(view: PlantView): string[] {
  const { scenario } = view.layout
  const priority = (unit: number) => view.column('units', 'priority')[unit]!
  return asideOf(view).flatMap((aside, s) => {
    const { id, preempt } = scenario.stations[s]!
    if (preempt === null || aside.length === 0 || currentJob(view, s) !== null) return []
    const free = view.freeSlots(s) > 0 ? [`${id} has a free slot, and ${view.name(aside[0]!)} stands aside`] : []
    const later = aside.flatMap((unit, i) =>
      i > 0 && priority(unit) > priority(aside[i - 1]!) ? [`${view.name(unit)} is behind less urgent ones`] : [],
    )
    return [...free, ...later]
  })
}

/** No slot that could take a unit stays free: whoever has to be woken is. */
function nobodyIsFreeForNothing(view: PlantView): string[] {
  const { scenario, queues, serving } = view.layout
  return scenario.stations.flatMap(({ id }, s) => {
    if (view.layout.most(s) > 0) return batchesDoNotWaitForNothing(view, s)
    if (view.freeSlots(s) === 0) return []
    const job = currentJob(view, s)
    return queues.flatMap(({ capacity }, q) => {
      if (!serving[q]!.includes(s)) return []
      const outside = view.outside(q).filter((unit) => view.canLeave(unit))
      const candidates = capacity === 0 ? outside : [...view.inside(q), ...(job === null ? [] : outside)]
      return candidates
        .filter((unit) => canStart(view, s, unit) && (job === null || isOfJob(view, job, unit)))
        .map((unit) => `${id} has a free slot, and ${view.name(unit)} waits for it`)
    })
  })
}

/** A slot that gathers has all it can have; a free one leaves no full batch waiting, and nobody who is handed over directly. */
function batchesDoNotWaitForNothing(view: PlantView, s: number): string[] {
  const { scenario, queues, serving, operations } = view.layout
  const { id } = scenario.stations[s]!
  if (currentJob(view, s) !== null) return []
  const waiting = queues.flatMap(({ capacity }, q) =>
    serving[q]!.includes(s) ? (capacity === 0 ? view.outside(q).filter((unit) => view.canLeave(unit)) : view.inside(q)) : [],
  )
  const able = waiting.filter((unit) => canStart(view, s, unit))
  const operationOf = (unit: number) => view.column('units', 'operation')[unit]!
  const ruleOf = (unit: number) => view.layout.batchOf(operationOf(unit), s)
  const isDirect = (unit: number) => queues[view.layout.queueOf[operationOf(unit)]!]!.capacity === 0
  const needsNothing = (unit: number) =>
    operations[operationOf(unit)]!.components.length + operations[operationOf(unit)]!.parts.length === 0 &&
    !scenario.stations[s]!.blockingBeforeService
  return view.layout.slotsOf(s).flatMap((slot) => {
    if (!view.runs(slot)) return []
    const members = view.unitsIn(slot)
    const [first] = members
    if (first === undefined) {
      const direct = able.filter(isDirect)
      const full = able.filter((unit) => {
        const most = ruleOf(unit)?.max ?? 1
        return (
          needsNothing(unit) &&
          able.filter((other) => needsNothing(other) && (other === unit || areMates(view, s, unit, other))).length >= most
        )
      })
      return [...direct, ...full].map((unit) => `${id} has a free slot, and ${view.name(unit)} and its batch wait for it`)
    }
    if (view.column('stations', 'activity')[slot] !== Activity.gathering || members.length > (view.layout.most(s) || 1)) return []
    const most = ruleOf(first)?.max ?? 1
    if (members.length >= most) return [`${id} gathers ${members.length} units, and ${most} are a full batch`]
    return able.filter((unit) => areMates(view, s, first, unit)).map((unit) => `${id} gathers, and ${view.name(unit)} waits for it`)
  })
}

function areMates(view: PlantView, s: number, one: number, other: number): boolean {
  const { scenario, operations, batchOf } = { ...view.layout, batchOf: (o: number) => view.layout.batchOf(o, s) }
  const [a, b] = [one, other].map((unit) => view.column('units', 'operation')[unit]!) as [number, number]
  const rule = batchOf(a)
  if (rule === null || JSON.stringify(rule) !== JSON.stringify(batchOf(b))) return false
  const product = (unit: number) => scenario.products[view.column('units', 'product')[unit]!]!
  const same = {
    product: product(one) === product(other),
    operation: operations[a]!.id === operations[b]!.id,
    family: product(one).family === product(other).family,
    order: view.column('units', 'order')[one] === view.column('units', 'order')[other],
    priority: view.column('units', 'priority')[one] === view.column('units', 'priority')[other],
  }
  return rule.key.every((key) => same[key]) && (same.family || scenario.stations[s]!.setups.length === 0)
}

/** The station can do its operation, its kit is complete, and there is room ahead where that is asked for. */
function canStart(view: PlantView, s: number, unit: number): boolean {
  const { scenario, operations } = view.layout
  const station = scenario.stations[s]!
  const o = view.column('units', 'operation')[unit]!
  const { stations, takesPallet, components, last, next } = operations[o]!
  const isThere = ({ item, quantity }: { item: string; quantity: number }) => {
    const number = view.layout.item(item)
    return (
      (scenario.materials[number]?.reorderPoint === null && scenario.materials[number].mrp === null) ||
      view.column('items', 'stock')[number]! >= quantity
    )
  }
  if (!partsAreThere(view, s, unit)) return false
  // Which way it goes on, or whether it has a place in a loop, is not told from here: SPEC.md [D1] and [L2] have their tests.
  if (next.length > 0 && station.blockingBeforeService) return false
  if (scenario.loops.some(({ kind, from, to }) => kind === 'kanban' || from !== null || to !== null)) return false
  const isFreeAhead =
    last || !station.blockingBeforeService || station.occupiedWhileBlocked || isReservable(view, view.layout.queueAfter(o), s)
  const open = scenario.buffers[view.layout.queueOf[o]!]
  const isOpen = open === undefined || (open.dwell === null && view.isWorkingTime(open.calendar))
  // Whether it is done before the pause is the station's own reckoning: SPEC.md [C7] has its tests.
  const pallet = scenario.pallets.findIndex(({ id }) => id === takesPallet)
  const hasPallet = pallet < 0 || view.column('pallets', 'free')[pallet]! > 0 || (view.column('pallets', 'held')[unit] ?? NONE) !== NONE
  return stations.includes(station.id) && components.every(isThere) && isFreeAhead && isOpen && !station.mustFit && hasPallet
}

/** All parts stand in their buffer, or may come while the unit stands in the station. */
function partsAreThere(view: PlantView, s: number, unit: number): boolean {
  const { operations, queues, scenario } = view.layout
  const { parts, collect } = operations[view.column('units', 'operation')[unit]!]!
  if (parts.length === 0) return true
  const isSimple = view.layout.operations.every(
    (one, o) => !one.stations.includes(scenario.stations[s]!.id) || (one.splits.length === 0 && view.layout.batchOf(o, s) === null),
  )
  if (collect === 'progressive' && isSimple) return true
  return parts.every(({ product, quantity, from, match }) => {
    const fits = view.inside(queues.findIndex(({ id }) => id === from)).filter((part) => {
      if (scenario.products[view.column('units', 'product')[part]!]!.id !== product) return false
      if (operations[view.column('units', 'operation')[part]!]!.step >= 0) return false
      if (match === 'type') return true
      if (view.column('units', 'order')[part] !== view.column('units', 'order')[unit]) return false
      const ordinal = (one: number) => view.column('assembly', 'ordinal')[one]!
      return match === 'order' || Math.floor(ordinal(part) / quantity) === ordinal(unit)
    })
    return fits.length >= quantity
  })
}

/** Could a slot of the station, once it is taken, still count on a place in the queue? */
function isReservable(view: PlantView, q: number, s: number): boolean {
  if (view.layout.queues[q]!.capacity > 0) return hasRoom(view, q)
  const free = view.layout.serving[q]!.reduce((sum, other) => sum + view.freeSlots(other), 0)
  const own = view.layout.serving[q]!.includes(s) && view.freeSlots(s) > 0 ? 1 : 0
  return view.outside(q).length === 0 && free - own > view.column('queues', 'reserved')[q]!
}

/** The job that a station's list is at; null where its rule decides. */
function currentJob(view: PlantView, s: number) {
  const { dispatch, stations } = view.layout.scenario
  return dispatch.find(({ station }) => station === stations[s]!.id)?.jobs[view.column('dispatch', 'position')[s]!] ?? null
}

function isOfJob(view: PlantView, job: NonNullable<ReturnType<typeof currentJob>>, unit: number): boolean {
  const { orders } = view.layout.scenario
  const { id } = view.layout.operations[view.column('units', 'operation')[unit]!]!
  // At that very moment the station may not have been told yet.
  const isDue = job.notBefore === 0 || view.number('calendar', 'now') > job.notBefore * 1e6
  return isDue && orders[view.column('units', 'order')[unit]!]?.id === job.order && id === job.operation
}
