import { ConditionLevel, HealthFinding, Outcome, STATE_NAMES, VehicleState } from './events.ts'
import type { EventView, Log } from './reader.ts'
import { KIND_WORDS, type Refers } from './vocabulary.ts'

/** Records per slice of work between two yields of `jsonLines`. */
const SLICE = 1024

/**
 * The log for people: one line of JSON per record, with names instead of numbers and times in seconds. `time` is when it was true; `recorded`,
 * when it became known, stands only where that was later. Operands that are none are left out. One direction: a log is not read back from it.
 *
 *     {"index":7,"time":12.5,"kind":"jobEnded","unit":3,"station":"drill","outcome":"good","operation":0,"planned":52}
 */
export function* jsonLines(log: Log, from = 0, to = log.count): Generator<string> {
  const names = namesOf(log)
  const end = Math.min(to, log.count)
  for (let start = from; start < end; start += SLICE) {
    const lines: string[] = []
    log.scan(start, Math.min(end, start + SLICE), (event) => lines.push(JSON.stringify(plain(event, names))))
    yield* lines
  }
}

type Names = (refers: Refers, number: number) => string | number

function plain(event: EventView, names: Names): Record<string, string | number> {
  const words = KIND_WORDS[event.kind]!
  const line: Record<string, string | number> = { index: event.index, time: event.time / 1e6 }
  if (event.recorded !== event.time) line.recorded = event.recorded / 1e6
  line.kind = words.name
  for (const operand of ['subject', 'a', 'b', 'c', 'v'] as const) {
    const word = words[operand]
    if (word === undefined) continue
    const [name, refers] = word
    // A plain number may well be −1 (an override, a temperature); anything else is none then.
    if (event[operand] >= 0 || refers === 'number') line[name] = names(refers, event[operand])
  }
  return line
}

function namesOf(log: Log): Names {
  const { stations, sources, products, materials, crews, orders, conveyors = [] } = log.header.scenario
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
  const tables: Partial<Record<Refers, readonly string[]>> = {
    station: ids(stations),
    place: log.places.ids,
    source: ids(sources),
    product: ids(products),
    item: [...ids(materials), ...ids(products)],
    crew: ids(crews),
    conveyor: ids(conveyors),
    vehicle: log.places.ids.slice(log.places.firstConveyor + conveyors.length),
    vehicleState: Object.keys(VehicleState),
    order: ids(orders),
    state: STATE_NAMES,
    outcome: Object.keys(Outcome),
    condition: Object.keys(ConditionLevel),
    finding: Object.keys(HealthFinding),
    work: ['repair', 'maintenance'],
    string: log.strings,
  }
  return (refers, number) => (refers === 'time' ? number / 1e6 : (tables[refers]?.[number] ?? number))
}
