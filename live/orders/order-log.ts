import { EventKind } from '../../engine/log/events.ts'
import { LOG_FORMAT } from '../../engine/log/header.ts'
import type { SimTime } from '../../engine/log/time.ts'
import { LogWriter } from '../../engine/log/writer.ts'
import { scenarioHash } from '../../scenarios/hash.ts'
import { loadScenario } from '../../scenarios/index.ts'
import type { Scenario } from '../../scenarios/model.ts'

/** An order of which only this is known. Moments are µs since 1970. */
export interface OrderRow {
  readonly order: string
  readonly product: string
  readonly quantity: number
  readonly start: number
  /** Null: it is open. */
  readonly end: number | null
  readonly due: number | null
}

/** Not told which product: all orders are of one. */
export const WORK = 'work'

/**
 * The least that a plant can be known by: when orders began and when they were done. The log tells of these moments and of nothing else; the scenario in its
 * header believes one place of work with as many slots as orders were ever open together, and for each product the median of the times its orders took.
 */
export function writeOrderLog(
  rows: readonly OrderRow[],
  { title, now, takt }: { readonly title: string; readonly now: number; readonly takt: string },
  onBytes: (bytes: Uint8Array) => void,
): { readonly events: number; readonly hash: string } {
  const from = rows.reduce((first, { start }) => Math.min(first, start), now)
  const scenario = believedShop(rows, from, now, title)
  const { startTime, timeZone } = scenario
  const header = {
    format: LOG_FORMAT,
    origin: 'imported',
    takt,
    rng: 'none',
    scenarioHash: scenarioHash(scenario),
    seed: 0,
    replication: 0,
  } as const
  const writer = new LogWriter({ ...header, startTime, timeZone, scenario }, onBytes)
  const product = new Map(scenario.products.map(({ id }, i) => [id, i]))
  const at = (moment: number) => (moment - from) as SimTime
  const moments = rows.flatMap(({ start, end }, order) => [
    { time: at(start), order, isEnd: 0 },
    ...(end === null ? [] : [{ time: at(end), order, isEnd: 1 }]),
  ])
  // Begun before ended, where both were at once.
  for (const { time, order, isEnd } of moments.sort((a, b) => a.time - b.time || a.isEnd - b.isEnd || a.order - b.order)) {
    const row = rows[order]!
    const due = row.due === null ? -1 : Math.max(0, at(row.due))
    if (isEnd === 1) writer.append(time, EventKind.orderClosed, order, row.quantity, 0, -1, due)
    else writer.append(time, EventKind.orderReleased, order, product.get(idOf(row.product))!, row.quantity, -1, due)
  }
  return writer.close(at(now))
}

function believedShop(rows: readonly OrderRow[], from: number, now: number, title: string): Scenario {
  const ids = uniqueIds(rows.map(({ order }) => order))
  const products = [...new Set(rows.map(({ product }) => product))]
  const took = (product: string) => {
    const times = rows.flatMap((row) => (row.product === product && row.end !== null ? [(row.end - row.start) / row.quantity / 1e6] : []))
    return Math.max(1, times.sort((a, b) => a - b)[times.length >> 1] ?? 3600)
  }
  const seconds = (moment: number) => (moment - from) / 1e6
  const loaded = loadScenario(
    JSON.stringify({
      schema: 'takt/1',
      id: 'imported',
      title,
      startTime: new Date(from / 1000).toISOString(),
      horizon: Math.max(1, seconds(now)),
      products: products.map((product) => ({
        ...{ id: idOf(product), title: product, sink: 'done' },
        route: [{ id: 'work', stations: ['shop'], buffer: 'waiting', time: took(product) }],
      })),
      stations: [{ id: 'shop', slots: mostTogether(rows) }],
      buffers: [{ id: 'waiting' }],
      sinks: [{ id: 'done' }],
      orders: rows.map(({ order, product, quantity, start, due }, i) => ({
        ...{ id: ids[i]!, title: order, product: idOf(product), quantity, release: seconds(start) },
        ...(due === null ? {} : { due: Math.max(0, seconds(due)) }),
      })),
    }),
    { file: title },
  )
  if ('problems' in loaded) throw new Error(`an imported shop is no plant: ${JSON.stringify(loaded.problems[0])}`)
  return loaded.scenario
}

/** As an id may be written; the name itself is the title. */
const idOf = (name: string) => `${/^[A-Za-z]/.test(name) ? '' : 'n'}${name.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 50)}`

function uniqueIds(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const id = idOf(name)
    let unique = id
    for (let n = 2; taken.has(unique); n++) unique = `${id}-${n}`
    taken.add(unique)
    return unique
  })
}

function mostTogether(rows: readonly OrderRow[]): number {
  const steps = rows.flatMap(({ start, end }) => [{ at: start, by: 1 }, ...(end === null ? [] : [{ at: end, by: -1 }])])
  let now = 0
  let most = 1
  for (const { by } of steps.sort((a, b) => a.at - b.at || a.by - b.by)) {
    now += by
    most = Math.max(most, now)
  }
  return most
}
