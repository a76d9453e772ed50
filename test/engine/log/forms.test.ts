import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../engine/log/events.ts'
import { AT_NEXT_MOMENT, type FormSink, type LogSink, withForms } from '../../../engine/log/sink.ts'
import type { SimTime } from '../../../engine/log/time.ts'
import { LogWriter } from '../../../engine/log/writer.ts'
import { headerOf, scenario } from './plants.ts'

const SEED = 20_261_123

const number = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.integer({ min: -70_000, max: 70_000 }), fc.integer())
const value = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -300, max: 300 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
/** Some forms of each of three kinds: the blank is the subject, c, and the subject and v. */
const forms = fc.array(fc.record({ kind: fc.nat({ max: 2 }), operands: fc.array(number, { minLength: 3, maxLength: 3 }), v: value }), {
  minLength: 1,
  maxLength: 8,
})
const moment = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 2e6 }),
  fc.constantFrom(2 ** 24 - 1, 2 ** 24, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 40),
)
const steps = fc.array(
  fc.record({ which: fc.nat(), blank: number, after: fc.option(moment), isAppended: fc.constantFrom(true, false, false, false, false) }),
  { minLength: 1, maxLength: 400 },
)

describe('forms', () => {
  it(`become the same bytes as the records that they stand for (seed ${SEED})`, () => {
    fc.assert(
      fc.property(forms, fc.array(fc.array(fc.nat(), { minLength: 2, maxLength: 3 }), { maxLength: 4 }), steps, (printed, joined, told) => {
        const [one, other] = [writer(), writer()]
        write(one, printed, joined, told)
        write(withForms(onlyAppends(other)), printed, joined, told)
        expect(one.close(END).hash).toBe(other.close(END).hash)
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it('fill chunk after chunk, wherever in a phrase one is full', () => {
    const printed = [0, 0, 1, 2].map((kind, i) => ({ kind, operands: [i, 7, 2 * i], v: i }))
    const told = Array.from({ length: 20_000 }, (_, i) => ({
      which: i % 7,
      blank: i >> 1,
      after: i % 3 === 0 ? 500_000 : null,
      isAppended: false,
    }))
    const [one, other] = [writer(), writer()]
    for (const sink of [one, withForms(onlyAppends(other))]) {
      write(
        sink,
        printed,
        [
          [0, 2, 3],
          [1, 2],
          [3, 0, 1],
        ],
        told,
      )
    }
    expect(one.events).toBe(other.events)
    expect(one.close(END).hash).toBe(other.close(END).hash)
  })
})

const END = (2 ** 52) as SimTime
const KINDS = [EventKind.unitMoved, EventKind.equipmentState, EventKind.unitCreated] as const

/** Tells the sink of `told`, in batches of up to sixteen, with a record of its own between two of them where it says so. */
function write(
  sink: FormSink,
  printed: readonly { readonly kind: number; readonly operands: readonly number[]; readonly v: number }[],
  joined: readonly (readonly number[])[],
  told: readonly { readonly which: number; readonly blank: number; readonly after: number | null; readonly isAppended: boolean }[],
) {
  const phrases = printed.map(({ kind, operands: [x, y, z], v }) =>
    kind === 1 ? sink.form(KINDS[1], x!, y!, z!, null, v) : sink.form(KINDS[kind === 0 ? 0 : 2], null, x!, y!, z!, kind === 0 ? v : null),
  )
  for (const forms of joined) phrases.push(sink.phrase(forms.map((form) => phrases[form % printed.length]!)))
  const filled = new Int32Array(32)
  const moments = new Float64Array(16)
  let [count, momentCount, now, isNew] = [0, 0, 0, true]
  const handOver = () => {
    sink.fill(filled, count, moments, momentCount)
    count = momentCount = 0
  }
  for (const { which, blank, after, isAppended } of told) {
    if (after !== null) [now, isNew] = [now + after, true]
    if (count === filled.length) handOver()
    if (isAppended) {
      handOver()
      sink.append(now as SimTime, KINDS[which % 3]!, blank, which % 5, -1, blank, blank)
      continue
    }
    filled[count] = phrases[which % phrases.length]! | (isNew ? AT_NEXT_MOMENT : 0)
    filled[count + 1] = blank
    if (isNew) moments[momentCount++] = now
    isNew = false
    count += 2
  }
  handOver()
}

/** A sink without forms before the writer. */
const onlyAppends = (to: LogWriter): LogSink => ({ append: (...record) => to.append(...record) })

const writer = () => new LogWriter(headerOf(scenario()), () => undefined)
