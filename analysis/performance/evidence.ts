import { EventKind } from '../../engine/log/events.ts'
import type { Log } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { ElementName } from '../kpi/elements.ts'
import type { PlantRecord } from '../record/index.ts'
import type { Sums } from './grid.ts'
import type { Scope } from './scopes.ts'
import type { Span } from './spans.ts'
import { tellOrders, tellSums, type WorkUnitSum } from './work-units.ts'

/** A record of the log, and what it adds to an element: µs of `from` … `until`, or `amount` of something at `from`. */
export interface Evidence {
  readonly element: ElementName
  readonly kind: keyof typeof EventKind
  /** −1: of the plant. */
  readonly station: number
  /** Unit; of AOET and POQ the order. −1: none. */
  readonly unit: number
  /** When the record was true. */
  readonly at: number
  /** What of it lies in the span. */
  readonly from: number
  readonly until: number
  readonly amount: number
  /** Its number in the log; −1: it is no record of its own, such as the time before the first one. */
  readonly index: number
}

/** Elements that are sums of others, and of which. What is not here is told by records; POT is what the calendar says. */
const MADE_OF: Readonly<Partial<Record<ElementName, readonly ElementName[]>>> = {
  POT: [],
  span: [],
  PBT: ['APT', 'AUST', 'ADET', 'ADOT'],
  TBF: ['APT', 'AUST', 'ADET', 'ADOT'],
  TTF: ['APT', 'AUST', 'ADET', 'ADOT', 'TTR'],
  ratedBusy: ['APT', 'AUST', 'ADET', 'ADOT'],
  ratedProduction: ['APT'],
  AUPT: ['APT', 'AUST'],
  AUBT: ['APT', 'AUST', 'ADET'],
  PRI: ['plannedRun', 'PQ'],
  EPC: ['APT', 'AUST', 'ADET', 'ADOT', 'plannedRun', 'PQ'],
  POET: ['plannedRun', 'PQ', 'POQ', 'PUST'],
  plannedGood: ['plannedRun', 'GQ', 'PQ'],
  plannedGoodBusy: ['plannedRun', 'GQ', 'PQ', 'APT', 'AUST'],
}

/** Elements by the records that tell them. */
export const basis = (elements: readonly ElementName[]): readonly ElementName[] => [
  ...new Set(elements.flatMap((name) => MADE_OF[name] ?? [name])),
]

/** The elements that are told of the plant as a whole, and not of a work unit. */
const OF_PLANT: ReadonlySet<string> = new Set(['APWT', 'APAT', 'CM', 'GP', 'IP'])

const KIND_OF: Readonly<Partial<Record<string, keyof typeof EventKind>>> = {
  ...Object.fromEntries(['PQ', 'GQ', 'SQ', 'RQ', 'PSQ', 'plannedRun', 'firstPQ'].map((name) => [name, 'jobEnded'])),
  ...Object.fromEntries(['AQT', 'ATT'].map((name) => [name, 'unitMoved'])),
  ...Object.fromEntries(['finished', 'IGQ'].map((name) => [name, 'unitFinished'])),
  ...Object.fromEntries(['scrapped', 'PL'].map((name) => [name, 'unitScrapped'])),
  surplus: 'unitSurplus',
  FE: 'failureOccurred',
  PUST: 'setupStarted',
  CM: 'materialConsumed',
  STL: 'materialScrapped',
  AOET: 'jobStarted',
  POQ: 'jobStarted',
}

/** The records behind elements of a scope over a span; what they add sums up to them. Nothing is told of readings and of stock. */
export function evidenceOf(
  record: PlantRecord,
  log: Log<Scenario>,
  { by, stations }: Scope,
  span: Span,
  elements: readonly ElementName[],
): readonly Evidence[] {
  const { scenario } = log.header
  const wanted = new Set<string>(basis(elements))
  const plant = scenario.stations.length
  const here = new Set(stations)
  const rows: Row[] = []
  const isHere = (name: string, subject: number) => {
    if (!wanted.has(name)) return false
    if (by === 'plant' && OF_PLANT.has(name)) return subject === plant
    return subject === plant ? by === 'plant' || name === 'firstPQ' : here.has(subject)
  }
  const add = (name: string, subject: number, at: number, from: number, until: number, amount: number, unit: number) => {
    if (amount === 0) return
    const kind =
      KIND_OF[name] ??
      (name === 'APWT' || name === 'APAT' ? (by === 'plant' ? 'crewChanged' : 'personState') : fallback(name, subject === plant))
    rows.push({ element: name as ElementName, kind, station: subject === plant ? -1 : subject, unit, at, from, until, amount, index: -1 })
  }
  const isIn = (at: number) => (at > span.from || (at === 0 && span.from === 0)) && at <= span.until
  const sums: Sums<WorkUnitSum> = {
    time: (name, subject, from, until, weight = 1, unit = -1, at = from) => {
      if (!isHere(name, subject)) return
      const [first, last] = [Math.max(from, span.from), Math.min(until, span.until)]
      if (last > first) add(name, subject, at, first, last, weight * (last - first), unit)
    },
    count: (name, subject, at, amount = 1, unit = -1) => {
      if (isHere(name, subject) && isIn(at)) add(name, subject, at, at, at, amount, unit)
    },
  }
  tellSums(record, scenario, sums)
  if (wanted.has('AOET') || wanted.has('POQ'))
    tellOrders(record, [stations], plant, {
      time: (name, _, from, until, weight, order) => sums.time(name, stations[0]!, from, until, weight, order),
      count: (name, _, at, amount, order) => sums.count(name, stations[0]!, at, amount, order),
    })
  number(log, rows)
  return rows
}

/** First attempts are jobs; of the plant they are units that left it. */
function fallback(name: string, isPlant: boolean): keyof typeof EventKind {
  if (name !== 'GP' && name !== 'IP') return 'equipmentState'
  return isPlant ? 'unitFinished' : 'jobEnded'
}

type Row = Omit<Evidence, 'index' | 'kind'> & { index: number; kind: Evidence['kind'] }

/** Finds the number of each record in the log: the first of its kind at that moment, of that station or unit. */
function number(log: Log<Scenario>, rows: readonly Row[]) {
  const waiting = new Map<string, (typeof rows)[number][]>()
  const key = (kind: number, at: number, who: number) => `${kind} ${at} ${who}`
  const wait = (kind: number, row: (typeof rows)[number]) => {
    const who = OF_STATION.has(kind) ? row.station : OF_UNIT.has(kind) ? row.unit : -1
    const list = waiting.get(key(kind, row.at, who))
    if (list) list.push(row)
    else waiting.set(key(kind, row.at, who), [row])
  }
  for (const row of rows) {
    wait(EventKind[row.kind], row)
    if (row.kind === 'unitFinished') wait(EventKind.unitScrapped, row)
  }
  log.scan(0, log.count, ({ index, kind, time, subject }) => {
    const who = OF_STATION.has(kind) || OF_UNIT.has(kind) ? subject : -1
    const list = waiting.get(key(kind, time, who))
    if (!list) return
    for (const row of list) {
      if (row.index >= 0) continue
      row.index = index
      if (kind === EventKind.unitScrapped) row.kind = 'unitScrapped'
    }
  })
}

const OF_STATION: ReadonlySet<number> = new Set([EventKind.equipmentState, EventKind.failureOccurred, EventKind.setupStarted])
const OF_UNIT: ReadonlySet<number> = new Set([
  ...[EventKind.jobEnded, EventKind.unitMoved, EventKind.unitFinished, EventKind.unitScrapped, EventKind.unitSurplus],
])
