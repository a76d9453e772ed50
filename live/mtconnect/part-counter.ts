/**
 * Turns the readings of a part counter into pieces made since the reading before. The first reading is only a mark to count from. Pieces
 * made while nothing was heard are booked at the reading that shows them. A counter that goes back was reset: what it shows now was made
 * since, unless it shows half of its greatest value or more, which no restart from zero explains; then nothing is booked.
 */
export class PartCounter {
  #before: number | null = null
  #greatest = 0

  /** Null: no change, or no value at all. `back`: how far the counter went back. */
  read(text: string): { readonly pieces: number; readonly back: number } | null | 'not a count' {
    if (text.toUpperCase() === 'UNAVAILABLE') return null
    // MTConnect writes an announced reset behind the value: `0:DAY`.
    const match = /^(\d+)(?:\.0*)?(?::([A-Z_]+))?$/i.exec(text.trim())
    if (!match) return 'not a count'
    const now = Number(match[1])
    const before = match[2] === undefined ? this.#before : 0
    this.#before = now
    const greatest = this.#greatest
    this.#greatest = Math.max(greatest, now)
    if (before === null || now === before) return null
    if (now > before) return { pieces: now - before, back: 0 }
    return { pieces: now < greatest / 2 ? now : 0, back: before - now }
  }
}
