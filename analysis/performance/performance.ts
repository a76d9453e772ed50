import type { LogHeader } from '../../engine/log/header.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { ELEMENTS, type ElementName, type Elements, type Unknown } from '../kpi/elements.ts'
import type { PlantRecord } from '../record/index.ts'
import { capabilities } from './capability.ts'
import type { Grid } from './grid.ts'
import { type By, type Scope, scopesOf } from './scopes.ts'
import { type Per, type Span, spansOf } from './spans.ts'
import { ordersOf, sumsOf, type WorkUnitSum } from './work-units.ts'

/** The elements of ISO 22400-2 of every scope over every span. */
export interface Performance {
  readonly scopes: readonly Scope[]
  readonly spans: readonly Span[]
  /** [scope][span] */
  readonly elements: readonly (readonly Elements[])[]
}

export interface Cut {
  readonly by: By
  readonly per: Per
}

/** Of a simulated plant, or a real one: what its log does not tell is null, with a reason. One pass over the record; sums of times are exact. */
export function performanceOf(
  record: PlantRecord,
  { scenario, origin, startTime, timeZone }: Pick<LogHeader<Scenario>, 'scenario' | 'origin' | 'startTime' | 'timeZone'>,
  { by, per }: Cut,
): Performance {
  const spans = spansOf(scenario, { startTime, timeZone }, { since: record.since, end: record.end, per })
  const scopes = scopesOf(scenario, by)
  const facts = new Facts(record, scenario, origin === 'simulated', spans)
  const members = scopes.map(({ stations }) => stations)
  const orders = ordersOf(record, members, scenario.stations.length, spans)
  const capable = capabilities(record, scenario, members, spans)
  return {
    scopes,
    spans,
    elements: scopes.map((scope, s) =>
      spans.map((_, span) =>
        facts.elementsOf(scope, span, { AOET: orders.of('AOET', s, span), POQ: orders.of('POQ', s, span) }, capable(s, span)),
      ),
    ),
  }
}

/** What a scope has of itself, and not as a sum over its work units. */
interface OfOrders {
  readonly AOET: number
  readonly POQ: number
}

type Known = Partial<Record<ElementName, number | Unknown>>

class Facts {
  readonly #record: PlantRecord
  readonly #scenario: Scenario
  readonly #spans: readonly Span[]
  readonly #sums: Grid<WorkUnitSum>
  readonly #isRouted: readonly boolean[]
  /** The log tells of jobs: a simulated one would, and another one does. */
  readonly #hasJobs: boolean
  /** station → planned run time per piece over the whole log, µs */
  readonly #cycle: readonly number[]

  constructor(record: PlantRecord, scenario: Scenario, simulated: boolean, spans: readonly Span[]) {
    const { stations, products } = scenario
    this.#record = record
    this.#scenario = scenario
    this.#spans = spans
    this.#sums = sumsOf(record, scenario, spans)
    const routed = new Set(products.flatMap(({ route }) => route.flatMap((operation) => operation.stations)))
    this.#isRouted = stations.map(({ id, outside }) => routed.has(id) && outside == null)
    this.#hasJobs = simulated || record.jobs.count > 0
    this.#cycle = stations.map((_, station) => {
      const sum = (name: WorkUnitSum) => spans.reduce((total, _, span) => total + this.#sums.of(name, station, span), 0)
      return sum('plannedRun') / sum('PQ')
    })
  }

  elementsOf(scope: Scope, span: number, orders: OfOrders, capability: Known): Elements {
    const { stations: all } = this.#scenario
    const { stations } = scope
    const isPlant = scope.by === 'plant'
    const plant = all.length
    const { from, until } = this.#spans[span]!
    const sum = (name: WorkUnitSum) => stations.reduce((total, station) => total + this.#sums.of(name, station, span), 0)
    const ofPlant = (name: WorkUnitSum): number | Unknown => (isPlant ? this.#sums.of(name, plant, span) : 'plantOnly')
    const POT = stations.reduce((total, station) => total + all[station]!.slots * (until - from), 0)
    const PDOT = sum('PDOT')
    const unknownTime = sum('unknownTime')
    const PBT = POT - PDOT - unknownTime
    const isKnown = POT > unknownTime
    const time = (value: number): number | Unknown => (isKnown ? value : 'state')
    const classed = (value: number): number | Unknown => (!isKnown ? 'state' : this.#hasJobs ? value : 'orders')
    const APT = sum('APT')
    const AUST = sum('AUST')
    const TTR = sum('TTR')
    const known: Known = {
      POT,
      PDOT: time(PDOT),
      PBT: time(PBT),
      unknownTime,
      span: until - from,
      APT: time(APT),
      AUST: time(AUST),
      ADET: classed(sum('ADET')),
      ADOT: classed(sum('ADOT')),
      AUPT: time(APT + AUST),
      AUBT: classed(APT + AUST + sum('ADET')),
      AOET: this.#hasJobs ? orders.AOET : 'orders',
      ATT: sum('ATT') + (isPlant ? this.#sums.of('ATT', plant, span) : 0),
      AQT: sum('AQT') + (isPlant ? this.#sums.of('AQT', plant, span) : 0),
      ...this.#people(scope, span),
      TTR: time(TTR),
      TTF: time(PBT - TTR),
      TBF: time(PBT),
      CMT: time(sum('CMT')),
      PMT: time(sum('PMT')),
      FE: this.#hasJobs || this.#record.failures.count > 0 ? sum('FE') : 'notPlanned',
      ...this.#quantities(scope, span),
      ...this.#plans(scope, span, orders.POQ),
      ...this.#rated(scope, span),
      ...this.#materials(scope, span),
      finished: ofPlant('finished'),
      scrapped: ofPlant('scrapped'),
      surplus: ofPlant('surplus'),
      energy: stations.some((station) => all[station]!.power != null) ? sum('energy') : 'power',
      ...capability,
    }
    return complete(known)
  }

  #quantities({ by, stations }: Scope, span: number): Known {
    const sum = (name: WorkUnitSum) => stations.reduce((total, station) => total + this.#sums.of(name, station, span), 0)
    if (!this.#hasJobs) {
      const counts = this.#record.counts.count > 0
      return { PQ: counts ? sum('counted') : 'pieces', GQ: 'quality', SQ: 'quality', RQ: 'quality', GP: 'quality', IP: 'quality' }
    }
    const plant = this.#scenario.stations.length
    const first = (name: 'GP' | 'IP') => (by === 'plant' ? this.#sums.of(name, plant, span) : sum(name))
    return {
      PQ: sum('PQ'),
      GQ: sum('GQ'),
      SQ: sum('SQ'),
      RQ: sum('RQ'),
      GP: first('GP'),
      IP: first('IP'),
      firstPQ: this.#sums.of('firstPQ', plant, span),
    }
  }

  /** Σ over the work units whose work is planned here of PRI·PQ, PRI·GQ and their share of busy time; not known where one made pieces whose time is not. */
  #rated({ stations }: Scope, span: number): Known {
    const { stations: all } = this.#scenario
    const { from, until } = this.#spans[span]!
    const sums = { plannedRun: 0, plannedGood: 0, plannedGoodBusy: 0, ratedBusy: 0, ratedProduction: 0, EPC: 0 }
    if (!this.#hasJobs) return fill(sums, 'cycleTime')
    let rated = 0
    for (const station of stations) {
      if (!this.#isRouted[station]) continue
      rated++
      const of = (name: WorkUnitSum) => this.#sums.of(name, station, span)
      const PBT = all[station]!.slots * (until - from) - of('PDOT') - of('unknownTime')
      const PQ = of('PQ')
      const plannedRun = of('plannedRun')
      if (PQ > 0 && plannedRun === 0) return fill(sums, 'cycleTime')
      const plannedGood = PQ === 0 || PBT <= 0 ? 0 : plannedRun * (of('GQ') / PQ)
      sums.plannedRun += plannedRun
      sums.plannedGood += plannedGood
      if (of('APT') > 0) sums.plannedGoodBusy += plannedGood * ((of('APT') + of('AUST')) / of('APT'))
      sums.ratedBusy += PBT
      sums.ratedProduction += of('APT')
      if (this.#cycle[station]! > 0) sums.EPC += PBT / this.#cycle[station]!
    }
    return rated === 0 ? fill(sums, 'notPlanned') : sums
  }

  #plans({ stations }: Scope, span: number, POQ: number): Known {
    const { orders, sources, products } = this.#scenario
    const sum = (name: WorkUnitSum) => stations.reduce((total, station) => total + this.#sums.of(name, station, span), 0)
    const PUST = sum('PUST')
    const PQ = sum('PQ')
    const plannedRun = sum('plannedRun')
    const hasOrders = orders.length > 0 || sources.some(({ due, serve }) => due !== null && serve === 'make')
    // What a test will find wrong nobody has planned.
    const isTested = products.some(({ route }) =>
      route.some(({ test, stations: at }) => test !== null && at.some((id) => stations.some((s) => this.#scenario.stations[s]!.id === id))),
    )
    const PRI = plannedRun > 0 ? plannedRun / PQ : PQ > 0 ? 'cycleTime' : 'nothing'
    return {
      PUST,
      PRI: this.#hasJobs ? PRI : 'cycleTime',
      POQ: hasOrders ? POQ : 'orders',
      POET: !hasOrders ? 'orders' : typeof PRI === 'number' ? PRI * POQ + PUST : PRI,
      PSQ: !this.#hasJobs || isTested ? 'notPlanned' : sum('PSQ'),
    }
  }

  #people({ by, stations }: Scope, span: number): Known {
    const { crews, stations: all } = this.#scenario
    if (crews.length === 0) return { APWT: 'people', APAT: 'people' }
    if (by === 'plant') return { APWT: this.#sums.of('APWT', all.length, span), APAT: this.#sums.of('APAT', all.length, span) }
    const named = crews.every(({ persons = [] }) => persons.length > 0)
    return { APWT: named ? stations.reduce((total, s) => total + this.#sums.of('APWT', s, span), 0) : 'people', APAT: 'attendance' }
  }

  /** Pieces and kilograms have no sum. */
  #materials({ by, stations }: Scope, span: number): Known {
    const { materials, stations: all, products, sinks } = this.#scenario
    const plant = all.length
    const isPlant = by === 'plant'
    const alike = new Set(materials.map(({ unit }) => unit)).size <= 1
    const CM = isPlant ? this.#sums.of('CM', plant, span) : stations.reduce((total, s) => total + this.#sums.of('CM', s, span), 0)
    const stocked = new Set(sinks.flatMap(({ id, stock }) => (stock ? [id] : [])))
    const counted = [
      ...materials.flatMap(({ unit, reorderPoint }) => (reorderPoint === null ? [] : [unit])),
      ...products.flatMap(({ sink, initialStock }) => (stocked.has(sink) || initialStock > 0 ? ['pcs'] : [])),
    ]
    const stock = (name: 'issued' | 'inventory'): number | Unknown =>
      !isPlant ? 'plantOnly' : counted.length === 0 ? 'notPlanned' : new Set(counted).size > 1 ? 'units' : this.#sums.of(name, plant, span)
    const ofPlant = (name: 'IGQ' | 'PL'): number | Unknown => (isPlant ? this.#sums.of(name, plant, span) : 'plantOnly')
    return {
      CM: materials.length === 0 ? 'notPlanned' : alike ? CM : 'units',
      IGQ: ofPlant('IGQ'),
      PL: ofPlant('PL'),
      STL: !isPlant ? 'plantOnly' : alike ? this.#sums.of('STL', plant, span) : 'units',
      OL: 'otherLoss',
      issued: stock('issued'),
      inventory: stock('inventory'),
    }
  }
}

const fill = <Name extends string>(names: Readonly<Record<Name, number>>, why: Unknown) =>
  Object.fromEntries(Object.keys(names).map((name) => [name, why])) as Record<Name, Unknown>

/** Every element, a number or null with why. */
function complete(known: Known): Elements {
  const value = {} as Record<ElementName, number | null>
  const why: Partial<Record<ElementName, Unknown>> = {}
  for (const name of ELEMENTS) {
    const told = known[name] ?? 'state'
    value[name] = typeof told === 'number' ? told : null
    if (typeof told !== 'number') why[name] = told
  }
  return { value, why }
}
