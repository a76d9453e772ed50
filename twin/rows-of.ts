/** Rows in use of a table with keys. */
export function* rowsOf(rows: { readonly key: Int32Array; readonly limit: number }) {
  for (let row = 0; row < rows.limit; row++) if (rows.key[row]! >= 0) yield row
}
