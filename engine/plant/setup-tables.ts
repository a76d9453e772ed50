import type { Scenario } from '../../scenarios/model.ts'
import { type Chance, NO_DRAW } from './chance.ts'
import { NONE } from './tables.ts'

/** The changeovers of a station: a draw for each pair of the families that come to it; row 0 is the first set-up from nothing. */
export interface Changeovers {
  /** family → its column; NONE where it never comes here */
  readonly column: Int32Array
  readonly columns: number
  readonly draws: Int32Array
  /** Share of each that may be prepared outside; null: nothing is. */
  readonly external: Float64Array | null
}

/** Where a changeover stands in the table. */
export const changeoverAt = ({ column, columns }: Changeovers, from: number, to: number) =>
  (from === NONE ? 0 : column[from]! + 1) * columns + column[to]!

const CHANGEOVER = 4

/** The same in a few columns: what one station needs of it lies together, and equal stations share what is equal. */
export class SetupColumns {
  /** station × CHANGEOVER → where its draws begin (NONE: it has no set-ups), families that come to it, where the columns of the families begin */
  readonly #station: Int32Array
  /** station → 1 where even the same family again needs a set-up */
  readonly #again: Uint8Array
  readonly #column: Int32Array
  readonly #draws: Int32Array

  constructor(setups: readonly (Changeovers | null)[]) {
    this.#station = new Int32Array(setups.length * CHANGEOVER).fill(NONE)
    this.#again = Uint8Array.from(setups, (one) => (one !== null && needsOneAgain(one) ? 1 : 0))
    const rows = new Map<string, number>()
    const columns: Int32Array[] = []
    let [drawCount, columnCount] = [0, 0]
    setups.forEach((one, station) => {
      if (one === null) return
      const said = one.column.join()
      const row = rows.get(said) ?? columnCount
      if (row === columnCount) {
        rows.set(said, row)
        columns.push(one.column)
        columnCount += one.column.length
      }
      this.#station.set([drawCount, one.columns, row], station * CHANGEOVER)
      drawCount += one.draws.length
    })
    this.#column = joined(columns, columnCount)
    this.#draws = joined(
      setups.flatMap((one) => (one === null ? [] : [one.draws])),
      drawCount,
    )
  }

  /** The draw for the changeover at the station between families; NO_DRAW: there is none to make. `from` NONE: the first. */
  draw(station: number, from: number, to: number): number {
    if (from === to && this.#again[station] === 0) return NO_DRAW
    const at = station * CHANGEOVER
    const first = this.#station[at]!
    if (first === NONE) return NO_DRAW
    const row = this.#station[at + 2]!
    const before = from === NONE ? 0 : this.#column[row + from]! + 1
    return this.#draws[first + before * this.#station[at + 1]! + this.#column[row + to]!]!
  }
}

const needsOneAgain = (one: Changeovers) =>
  one.column.some((column, family) => column !== NONE && one.draws[changeoverAt(one, family, family)] !== NO_DRAW)

function joined(columns: readonly Int32Array[], length: number): Int32Array {
  const all = new Int32Array(length)
  let at = 0
  for (const column of columns) {
    all.set(column, at)
    at += column.length
  }
  return all
}

/** The most specific rule counts: (from, to), (*, to), (from, *), (*, *). */
export function setupTable(
  station: Scenario['stations'][number],
  families: readonly string[],
  coming: ReadonlySet<string>,
  chance: Chance,
): Changeovers | null {
  if (station.setups.length === 0) return null
  const own = families.filter((family) => coming.has(family) || family === station.initialFamily)
  const at = new Map(own.map((family, i) => [family, i]))
  const columns = own.length
  const table = new Int32Array((columns + 1) * columns).fill(NO_DRAW)
  const rank = new Uint8Array(table.length)
  const shares = new Float64Array(table.length)
  for (const { from, to, time, external } of station.setups) {
    const draw = chance.open(time, `${station.id}/${from}>${to}`, 'setup')
    const specific = 1 + (from === '*' ? 0 : 1) + (to === '*' ? 0 : 2)
    const rows = from === '*' ? Array.from({ length: columns + 1 }, (_, row) => row) : at.has(from) ? [at.get(from)! + 1] : []
    const cells = to === '*' ? Array.from({ length: columns }, (_, column) => column) : at.has(to) ? [at.get(to)!] : []
    for (const row of rows) {
      for (const column of cells) {
        const cell = row * columns + column
        // From a family to itself only where a rule names exactly that pair.
        if (rank[cell]! >= specific || (row === column + 1 && specific < 4)) continue
        rank[cell] = specific
        table[cell] = draw
        shares[cell] = external
      }
    }
  }
  return {
    column: Int32Array.from(families, (family) => at.get(family) ?? NONE),
    columns,
    draws: table,
    external: shares.some((share) => share > 0) ? shares : null,
  }
}

/** Station → families of the products that come to it. */
export function familiesComing(scenario: Scenario, station: ReadonlyMap<string, number>): readonly ReadonlySet<string>[] {
  const coming = scenario.stations.map(() => new Set<string>())
  for (const { route, family } of scenario.products)
    for (const { stations } of route) for (const id of stations) coming[station.get(id)!]!.add(family)
  return coming
}
