/** A number as people type it: with its unit or without, with a comma or a full stop. Null where it is none. */
export function readNumber(text: string, unit: string): number | null {
  const own = unit.trim()
  const trimmed = text.trim()
  const bare = own !== '' && trimmed.endsWith(own) ? trimmed.slice(0, -own.length).trim() : trimmed
  const value = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(bare) ? Number(bare.replace(',', '.')) : Number.NaN
  return Number.isFinite(value) ? value : null
}
