import type { SimTime } from '../kernel/time.ts'
import type { EventKind } from './events.ts'

/** Where records go: the writer of a file, or a test's list. Operands as in events.ts; `-1` (and v = 0) where a kind has none. */
export interface LogSink {
  append(time: SimTime, kind: EventKind, subject: number, a: number, b: number, c: number, v: number): void
  /** A record that was true at `time` and becomes known at `recordedAt`; of sinks that can tell the two apart. */
  appendRecorded?(recordedAt: SimTime, time: SimTime, kind: EventKind, subject: number, a: number, b: number, c: number, v: number): void
}

/**
 * A sink with forms: records printed beforehand but for one blank, for a run that writes the same few again and again. The records are the same.
 */
export interface FormSink extends LogSink {
  /** A form for records of `kind`. `null` is its blank: the subject or c, the same for all forms of a kind; and v too where it is that number. */
  form(kind: EventKind, subject: number | null, a: number, b: number, c: number | null, v: number | null): number
  /**
   * Appends records that are forms, filled in: `filled` has two numbers for each, the form and what is in its blank. Where the form is −1, all that
   * follows is of the moment at this place of `moments`; a batch begins with one.
   */
  fill(filled: Int32Array, count: number, moments: Float64Array, momentCount: number): void
}

/** Forms for a sink that has none of its own. */
export function withForms(sink: LogSink | FormSink): FormSink {
  if ('fill' in sink) return sink
  const forms: Parameters<FormSink['form']>[] = []
  return {
    append: (...record) => sink.append(...record),
    form: (...form) => forms.push(form) - 1,
    fill: (filled, count, moments) => {
      let moment = 0
      for (let i = 0; i < count; i += 2) {
        const blank = filled[i + 1]!
        if (filled[i]! < 0) moment = moments[blank]!
        else {
          const [kind, subject, a, b, c, v] = forms[filled[i]!]!
          sink.append(moment as SimTime, kind, subject ?? blank, a, b, c ?? blank, v ?? blank)
        }
      }
    },
  }
}
