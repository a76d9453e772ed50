import { Backward, exposureTo, Genealogy, recallOf } from '../analysis/genealogy/index.ts'
import { recordOf } from '../analysis/record/index.ts'
import { millionEvents } from '../test/analysis/genealogy/million.ts'

/** Genealogy of a log of a million events, in a process of its own: reading it, the index, and the slowest of many queries. Prints one line of JSON. */
const log = millionEvents()
const start = performance.now()
const record = recordOf(log)
const read = performance.now()
const genealogy = new Genealogy(record, log.header.scenario)
const built = performance.now()
const { lots, units, orders } = record

/** The slowest of `queries`, ms, each the best of three. */
const slowest = (queries: readonly (() => number)[]): number =>
  queries.reduce((most, query) => Math.max(most, Math.min(...[0, 1, 2].map(() => milliseconds(query)))), 0)

function milliseconds(query: () => number): number {
  const before = performance.now()
  query()
  return performance.now() - before
}

const spread = (count: number) => Array.from({ length: 101 }, (_, i) => Math.floor((i * (count - 1)) / 100))
const queries = {
  lot: spread(lots.count).map((row) => () => recallOf(genealogy, exposureTo(genealogy, { lots: [lots.column.lot[row]!] })).shipped.length),
  unit: spread(units.count).map((row) => () => new Backward(genealogy).unit(units.column.unit[row]!).found.lots.size),
  order: spread(orders.count).map((row) => () => new Backward(genealogy).order(orders.column.order[row]!).found.lots.size),
  hour: spread(100).map(
    (hour) => () =>
      recallOf(genealogy, exposureTo(genealogy, { jobs: { station: 0, from: hour * 3600e6, until: (hour + 1) * 3600e6 } })).shipped.length,
  ),
}
console.log(
  JSON.stringify({
    events: log.count,
    record: read - start,
    index: built - read,
    slowest: Object.fromEntries(Object.entries(queries).map(([name, all]) => [name, slowest(all)])),
    megabytes: process.memoryUsage().rss / 1e6,
  }),
)
