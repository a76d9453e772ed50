import { pow } from '../../engine/math/index.ts'
import type { FailureMode, Scenario, Station, WearLoad } from '../../scenarios/model.ts'
import { meanOf } from '../distribution.ts'
import { poissonRate } from '../maintenance/index.ts'
import { SlotHistory } from '../maintenance/slot-history.ts'
import { type PlantRecord, rowsBy } from '../record/index.ts'

/** What working above its rated load did to the life of a station, by one failure mode. */
export interface Overload {
  readonly station: string
  readonly mode: string
  readonly parameter: string
  readonly rated: number
  /** The greatest load of a job. */
  readonly most: number
  /** Hours (or, of the clock `cycles`, units) of work above the rated load, and of all work. */
  readonly over: number
  readonly all: number
  readonly unit: 'h' | 'pcs'
  /** How much more it aged above the rated load than the same work at it would have: in the same unit. */
  readonly extra: number
  /** Failures that so much age brings on average, and what they cost: repairs and spares in money, repairs in hours. */
  readonly failures: number
  readonly cost: number
  readonly downHours: number
  /** Failures that came after a job above the rated load, and after one that was not, per unit of such work, with the interval of a Poisson count; null: no such work. */
  readonly rateOver: Rate | null
  readonly rateWithin: Rate | null
}

interface Rate {
  readonly failures: number
  readonly per: number
  readonly low: number
  readonly high: number
}

/** Of stations that were worked above what they are rated for, those where it costs most first. */
export function overloadsOf(record: PlantRecord, scenario: Scenario): readonly Overload[] {
  const loaded = scenario.stations.flatMap((station, s) =>
    station.failures.flatMap((mode, m) => (mode.load == null ? [] : [{ station, s, mode, m, load: mode.load }])),
  )
  if (loaded.length === 0) return []
  const history = new SlotHistory(scenario, record)
  const rowsOf = rowsBy(record.parameters, 'station')
  const found = loaded.map((one) => overload(one, record, { history, rows: rowsOf.of(one.s), items: unitCosts(scenario) }))
  return found.filter(({ over }) => over > 0).sort((a, b) => b.cost - a.cost || b.extra - a.extra)
}

interface Loaded {
  readonly station: Station
  readonly s: number
  readonly mode: FailureMode
  readonly m: number
  readonly load: WearLoad
}

interface Sources {
  readonly history: SlotHistory
  readonly rows: Int32Array
  readonly items: ReadonlyMap<string, number>
}

function overload({ station, s, mode, m, load }: Loaded, record: PlantRecord, { history, rows, items }: Sources): Overload {
  const { slot: slotOf, parameter, value: values, time: times } = record.parameters.column
  const number = station.parameters.findIndex(({ id }) => id === load.parameter)
  const clock = mode.clock === 'cycles' ? 'cycles' : 'processing'
  const per = clock === 'cycles' ? 1 : 3600
  let [most, over, all, extra] = [0, 0, 0, 0]
  const before = new Float64Array(station.slots)
  /** Slot → when its loads were recorded, and whether they were above. */
  const seen: { readonly time: number; readonly isOver: boolean }[][] = Array.from({ length: station.slots }, () => [])
  for (const row of rows) {
    if (parameter[row] !== number) continue
    const slot = slotOf[row]!
    const [value, time] = [values[row]!, times[row]!]
    const work = history.counted(clock, [history.firstSlot[s]! + slot], before[slot]!, time) / per
    before[slot] = time
    most = Math.max(most, value)
    all += work
    const isOver = value > load.rated
    seen[slot]!.push({ time, isOver })
    if (!isOver) continue
    over += work
    extra += work * (pow(value / load.rated, load.exponent) - 1)
  }
  const counts = failuresBy(record, { s, m }, seen)
  const failures = (extra * per) / meanOf(mode.after)
  const spares = mode.spares.reduce((sum, { item, quantity }) => sum + quantity * (items.get(item) ?? 0), 0)
  return {
    station: station.id,
    mode: mode.id,
    parameter: load.parameter,
    rated: load.rated,
    most,
    over,
    all,
    unit: clock === 'cycles' ? 'pcs' : 'h',
    extra,
    failures,
    cost: failures * (mode.cost + spares),
    downHours: (failures * meanOf(mode.repair)) / 3600,
    rateOver: rateOf(counts.over, over),
    rateWithin: rateOf(counts.within, all - over),
  }
}

/** Each failure belongs to the load that was recorded next in its slot: that of the job in which it came. */
function failuresBy(
  { failures }: PlantRecord,
  { s, m }: { readonly s: number; readonly m: number },
  seen: readonly (readonly { readonly time: number; readonly isOver: boolean }[])[],
) {
  const counts = { over: 0, within: 0 }
  const next = new Int32Array(seen.length)
  const { station, mode, slot, time } = failures.column
  for (let row = 0; row < failures.count; row++) {
    if (station[row] !== s || mode[row] !== m) continue
    const own = seen[slot[row]!]!
    while (next[slot[row]!]! < own.length && own[next[slot[row]!]!]!.time < time[row]!) next[slot[row]!]!++
    const load = own[next[slot[row]!]!] ?? own.at(-1)
    if (load === undefined) continue
    if (load.isOver) counts.over++
    else counts.within++
  }
  return counts
}

const rateOf = (failures: number, work: number): Rate | null =>
  work > 0 ? { failures, per: failures / work, ...poissonRate(failures, work) } : null

const unitCosts = ({ materials }: Scenario): ReadonlyMap<string, number> => new Map(materials.map(({ id, unitCost }) => [id, unitCost]))
