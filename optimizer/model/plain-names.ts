import type { LinearModel } from './linear-model.ts'

/** Names of the model's columns, `x_…`, and rows, `r_…`. */
export function namesOf({ columns, rows }: LinearModel): { readonly columns: readonly string[]; readonly rows: readonly string[] } {
  return {
    columns: plainNames(
      columns.map(({ name }) => name),
      'x',
    ),
    rows: plainNames(
      rows.map(({ name }) => name),
      'r',
    ),
  }
}

/**
 * Names a file format can carry: letters, digits and `_`, beginning with a letter that starts no number (`e1` would be one), at most `length`
 * long, each different. Order of the names is kept.
 */
export function plainNames(names: readonly string[], prefix: string, length = 60): string[] {
  const taken = new Set<string>()
  return names.map((name, index) => {
    const base = `${prefix}_${name.replaceAll(/[^A-Za-z0-9_]+/g, '_')}`.slice(0, length)
    const plain = taken.has(base) ? `${base.slice(0, length - 12)}_${index}` : base
    taken.add(plain)
    return plain
  })
}
