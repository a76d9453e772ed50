import type { SimTime } from '../kernel/time.ts'
import type { EventKind } from './events.ts'

/** Where records go: the writer of a file, or a test's list. Operands as in events.ts; `-1` (and v = 0) where a kind has none. */
export interface LogSink {
  append(time: SimTime, kind: EventKind, subject: number, a: number, b: number, c: number, v: number): void
}
