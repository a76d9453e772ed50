/** A typed column of numbers. */
export type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array

/** What one object held: its own numbers and columns, by name. */
export type Held = Record<string, number | Column>

/**
 * Everything of `owner` that changes in a run: its own properties that are numbers or typed arrays. So a new column of an element is in every
 * snapshot without anyone remembering it; what never changes lives elsewhere, in tables.
 */
export function save(owner: object): Held {
  const held: Held = {}
  for (const [name, value] of Object.entries(owner)) {
    if (typeof value === 'number') held[name] = value
    else if (isColumn(value)) held[name] = value.slice()
  }
  return held
}

/** Puts back what `save` took. Columns keep their place in memory where they have the same length. */
export function load(owner: object, held: Held) {
  const fields = owner as Record<string, unknown>
  for (const [name, value] of Object.entries(held)) {
    const present = fields[name]
    if (isColumn(value) && isColumn(present) && present.length === value.length) present.set(value)
    else fields[name] = isColumn(value) ? value.slice() : value
  }
}

function isColumn(value: unknown): value is Column {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
}
