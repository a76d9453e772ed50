/** Less of an item than this is nothing: the hair's breadth that sums of fractions leave over. */
export const NOTHING = 1e-9

/** What is left when `taken` is taken off `stock`. The engine and whoever reads its log reckon alike, or the log's stock would not be the plant's. */
export function less(stock: number, taken: number): number {
  const left = stock - taken
  return Math.abs(left) < NOTHING ? 0 : left
}
