import type { SimTime } from '../kernel/time.ts'
import type { EventKind } from './events.ts'

/** Where records go: the writer of a file, or a test's list. Operands as in events.ts; `-1` (and v = 0) where a kind has none. */
export interface LogSink {
  append(time: SimTime, kind: EventKind, subject: number, a: number, b: number, c: number, v: number): void
  /** A record that was true at `time` and becomes known at `recordedAt`; of sinks that can tell the two apart. */
  appendRecorded?(recordedAt: SimTime, time: SimTime, kind: EventKind, subject: number, a: number, b: number, c: number, v: number): void
}

/** With the number of a phrase: it is at the next moment. */
export const AT_NEXT_MOMENT = 1 << 30

/**
 * A sink with forms: records printed beforehand but for one blank, for a run that writes the same few again and again. The records are the same.
 */
export interface FormSink extends LogSink {
  /** A form for records of `kind`. `null` is its blank: the subject or c, the same for all forms of a kind; and v too where it is that number. */
  form(kind: EventKind, subject: number | null, a: number, b: number, c: number | null, v: number | null): number
  /** Two or three forms, one after the other with the same in their blanks: a number like that of a form. */
  phrase(forms: readonly number[]): number
  /**
   * Appends records that are forms, filled in: `filled` has two numbers for each, that of the form or phrase and what is in its blanks. With
   * `AT_NEXT_MOMENT` it and all that follows is of the next of `moments`: the first that is ever filled in has one.
   */
  fill(filled: Int32Array, count: number, moments: Float64Array, momentCount: number): void
}

/** Forms for a sink that has none of its own. */
export function withForms(sink: LogSink | FormSink): FormSink {
  if ('fill' in sink) return sink
  const phrases: (readonly Parameters<FormSink['form']>[])[] = []
  let moment = 0
  return {
    append: (...record) => sink.append(...record),
    form: (...form) => phrases.push([form]) - 1,
    phrase: (forms) => phrases.push(forms.flatMap((form) => phrases[form]!)) - 1,
    fill: (filled, count, moments) => {
      for (let i = 0, used = 0; i < count; i += 2) {
        if (filled[i]! >= AT_NEXT_MOMENT) moment = moments[used++]!
        const blank = filled[i + 1]!
        for (const [kind, subject, a, b, c, v] of phrases[filled[i]! & (AT_NEXT_MOMENT - 1)]!)
          sink.append(moment as SimTime, kind, subject ?? blank, a, b, c ?? blank, v ?? blank)
      }
    },
  }
}
