/** The candidate that `word` was most likely meant to be, or undefined if none is near. Case does not count as a mistake worth a letter. */
export function nearest<Word extends string>(word: string, candidates: Iterable<Word>): Word | undefined {
  const wanted = word.toLowerCase()
  if (wanted.length === 0 || wanted.length > 64) return undefined
  let best: Word | undefined
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= least) continue
    const distance = editDistance(wanted, candidate.toLowerCase())
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

/**
 * Letters to insert, delete, replace or swap with their neighbour (Damerau–Levenshtein, optimal string alignment): `dril` → `drill` is
 * 1.
 */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, beforePrevious[j - 2]! + 1)
      row.push(cost)
    }
    beforePrevious = previous
    previous = row
  }
  return previous[b.length]!
}
