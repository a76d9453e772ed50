import { folded, isWhole, KINDS, lengthOf, NEAR, OPERANDS } from './steps.ts'

/** A record printed beforehand, but for its blank. */
interface Form {
  readonly kind: number
  /** Subject, a, b, c; 0 in the blank. */
  readonly operands: readonly number[]
  readonly v: number
  readonly isBlankC: boolean
  readonly isValueBlank: boolean
}

/** Forms in a phrase, at most. */
export const MOST_FORMS = 3

// One table has all that a record needs to be written, so that few addresses are at hand in the loop that does it:
//
//   kind   → the row of the form that was its last record, what was in its blank
//   phrase → the places of its forms, ended by 0
//   form   → KIND, PAIR, ROW; then its row: its number, and a pair for each form of its kind that may follow it
//
// The row of no form has only pairs that never met.
export const LAST_SHIFT = 1
export const BLANK = 1
export const PHRASES = KINDS << LAST_SHIFT
export const PHRASE_SHIFT = 2

/** Place of what was the last record of its kind. */
export const KIND = 0
/** Place of its pair in the row of the form before. */
export const PAIR = 1
/** Place of its own row. */
export const ROW = 2
const FORM_WORDS = 4

/** What a form tells after another of its kind: HEAD, the bytes of the steps of its operands but the blank, and the step of v. */
export const STEPS = 1
export const VALUE = 2
const PAIR_WORDS = 4
/** The first bytes of the record, but for the length of the blank and the time; and from these bits on … */
export const Head = {
  more: 1 << 7,
  lengths: 8,
  value: 18,
  /** bytes of the steps: at most 3 */ bytes: 24,
  /** length of the step of v */ valueLength: 26,
  /** the blank is c, and not the subject */ isBlankC: 1 << 28,
  /** v is what is in the blank */ isValueBlank: 1 << 29,
  /** worked out: 0 is a pair that never met */ known: 1 << 30,
  /** has longer steps, and is written as any record is: the only ones below 0 */ long: 1 << 31,
} as const

/**
 * Records that come again and again with one operand changed are printed beforehand, as forms with a blank: what a form tells after another one of
 * its kind is always the same but for the blank, so it is worked out when the two first meet, and copied from then on. Forms that follow each other
 * with the same in their blanks are a phrase; a form is a phrase of one.
 */
export class Forms {
  table: Int32Array = new Int32Array(0)
  readonly #forms: Form[] = []
  readonly #phrases: (readonly number[])[] = []
  #noRow = 0

  /** The number of a new phrase of one form. `null` is its blank: the subject or c, the same for all forms of a kind; and v too where it is that number. */
  add(kind: number, subject: number | null, a: number, b: number, c: number | null, v: number | null): number {
    if ((subject === null) === (c === null)) throw new Error('log: the blank of a form is its subject or c')
    const form = { kind, operands: [subject ?? 0, a, b, c ?? 0], v: v ?? 0, isBlankC: c === null, isValueBlank: v === null }
    const like = this.#forms.find((other) => other.kind === kind)
    if (like !== undefined && (like.isBlankC !== form.isBlankC || like.isValueBlank !== form.isValueBlank))
      throw new Error('log: forms of one kind have one blank')
    return this.#phrases.push([this.#forms.push(form) - 1]) - 1
  }

  /** The number of a new phrase: of these phrases, one after the other. */
  join(phrases: readonly number[]): number {
    const forms = phrases.flatMap((phrase) => this.#phrases[phrase]!)
    if (forms.length > MOST_FORMS) throw new Error(`log: a phrase has at most ${MOST_FORMS} forms`)
    return this.#phrases.push(forms) - 1
  }

  /** Makes the table. No kind has a last record; pairs meet anew. */
  layOut() {
    const byKind = new Map<number, number[]>()
    this.#forms.forEach(({ kind }, form) => {
      byKind.set(kind, [...(byKind.get(kind) ?? []), form])
    })
    const widest = Math.max(...[...byKind.values()].map(({ length }) => length)) * PAIR_WORDS
    let end = PHRASES + (this.#phrases.length << PHRASE_SHIFT)
    const places = this.#forms.map(({ kind }) => {
      const place = end
      end += FORM_WORDS + 1 + byKind.get(kind)!.length * PAIR_WORDS
      return place
    })
    this.#noRow = end + 1
    this.table = new Int32Array(this.#noRow + widest)
    this.table[end] = -1
    this.#phrases.forEach((forms, phrase) => {
      this.table.set(
        forms.map((form) => places[form]!),
        PHRASES + (phrase << PHRASE_SHIFT),
      )
    })
    places.forEach((place, form) => {
      const { kind } = this.#forms[form]!
      const row = place + FORM_WORDS + 1
      this.table.set([kind << LAST_SHIFT, byKind.get(kind)!.indexOf(form) * PAIR_WORDS, row, 0, form], place)
    })
    this.begin()
  }

  /** No kind has a last record. */
  begin() {
    for (let kind = 0; kind < KINDS; kind++) this.forget(kind)
  }

  /** The last record of this kind was no form. */
  forget(kind: number) {
    this.table[kind << LAST_SHIFT] = this.#noRow
  }

  /** The form that was the last record of this kind, or null. */
  last(kind: number): Form | null {
    return this.#forms[this.table[this.table[kind << LAST_SHIFT]! - 1]!] ?? null
  }

  /** The form at this place in the table. */
  at(place: number): Form {
    return this.#forms[this.table[this.table[place + ROW]! - 1]!]!
  }

  /** Works out what the form at this place tells after the last one of its kind, where there is one and the two never met. */
  meet(place: number) {
    const { table } = this
    const form = this.at(place)
    const last = this.last(form.kind)
    const pair = table[table[place + KIND]!]! + table[place + PAIR]!
    if (last === null || table[pair] !== 0) return
    let [lengths, bytes, steps, isLong] = [0, 0, 0, false]
    form.operands.forEach((operand, o) => {
      const step = folded(operand - last.operands[o]!)
      if (step === 0) return
      isLong ||= (step & ~255) !== 0 || bytes === OPERANDS - 1
      lengths |= 1 << (2 * o)
      steps |= step << (8 * bytes++)
    })
    if (form.v !== last.v) isLong ||= !isWhole(form.v) || !isWhole(last.v) || Math.abs(form.v - last.v) >= NEAR
    const step = isLong ? 0 : folded(form.v - last.v)
    const value = lengthOf(step)
    table[pair] =
      Head.known |
      form.kind |
      (step !== 0 || form.isValueBlank ? Head.more : 0) |
      (lengths << Head.lengths) |
      (value << Head.value) |
      (bytes << Head.bytes) |
      (value << Head.valueLength) |
      (form.isBlankC ? Head.isBlankC : 0) |
      (form.isValueBlank ? Head.isValueBlank : 0) |
      (isLong ? Head.long : 0)
    table[pair + STEPS] = steps
    table[pair + VALUE] = step
  }
}
