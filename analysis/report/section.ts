/** A part of a report as people read it: sentences, a table, or both. `right` are the columns of numbers. */
export interface Section {
  readonly title: string
  readonly sentences: readonly string[]
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly right: readonly number[]
}
