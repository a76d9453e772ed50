import { type Names, namesOf } from './names.ts'
import type { EventView, Log } from './reader.ts'
import { KIND_WORDS } from './vocabulary.ts'

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

function plain(event: EventView, names: Names): Record<string, string | number> {
  const words = KIND_WORDS[event.kind]!
  const line: Record<string, string | number> = { index: event.index, time: event.time / 1e6 }
  if (event.recorded !== event.time) line.recorded = event.recorded / 1e6
  line.kind = words.name
  for (const operand of ['subject', 'a', 'b', 'c', 'v'] as const) {
    const word = words[operand]
    if (word === undefined) continue
    const [name, refers] = word
    // A plain number may well be −1 (an override, a temperature), and a cause says so who is missing; anything else is none then.
    const number = event[operand]
    if (number >= 0 || refers === 'number' || (refers === 'cause' && number < -1)) line[name] = names(refers, number, event)
  }
  return line
}
