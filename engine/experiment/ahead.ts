import type { Scenario } from '../../scenarios/model.ts'
import { EquipmentState, EventKind } from '../log/events.ts'
import type { LogSink } from '../log/sink.ts'
import { type GoOn, measure, runTo, start } from './replicate.ts'
import { type StockAhead, StockWatch } from './stock-watch.ts'

export interface AheadOptions {
  readonly seed: number
  readonly replication: number
  /** Seconds. It ends before, once all listed orders are closed. */
  readonly until: number
  /** Run to the end whatever is closed, and tell what the plant came to. */
  readonly measured?: boolean
  /** Follow stocks and kits too, to the very end, and tell the stocks at so many equal steps. */
  readonly stockSteps?: number
}

/** What a plant came to by the end of a run. */
export interface MeasuredAhead {
  /** In the order of the scenario's KPI catalogue; NaN: not defined. */
  readonly kpis: Float64Array
  /** Product → units that left good, and scrapped. */
  readonly finished: Float64Array
  readonly scrapped: Float64Array
  /** Failures in order: station, failure mode, and when. */
  readonly failures: { readonly station: Int32Array; readonly mode: Int32Array; readonly time: Float64Array }
}

/** What becomes of a plant in one replication. Seconds; NaN: not by the end of the run. */
export interface Ahead {
  /** Listed order → when it was closed. */
  readonly closed: Float64Array
  /** Listed order × steps + step → when a unit of it last came through that operation. */
  readonly operations: Float64Array
  readonly steps: number
  /** Item → when a station first waited for it. */
  readonly missed: Float64Array
  /** Where it was asked for. */
  readonly measured?: MeasuredAhead
  readonly stock?: StockAhead
}

/** Events between two looks at whether all is done that is asked for, and looks between two turns of others. */
const SLICE = 1_000
const LOOKS = 50

/** Runs one replication and tells when orders are done. Null when `goOn` said no. */
export async function ahead(scenario: Scenario, options: AheadOptions, goOn: GoOn): Promise<Ahead | null> {
  const { seed, replication, until, measured = false, stockSteps = 0 } = options
  const watch = new Watch(scenario, until, stockSteps)
  const run = start(scenario, { seed, replication, until, warmUp: 0 }, watch)
  let stopped = false
  let looks = 0
  const look = async () => {
    if (watch.open === 0 && !measured && stockSteps === 0) return false
    if (++looks % LOOKS === 0) stopped = !(await goOn())
    return !stopped
  }
  await runTo(run.simulation, until, look, SLICE)
  if (stopped) return null
  const { closed, operations, steps, missed } = watch
  const told = { closed, operations, steps, missed, ...(watch.stock !== null && { stock: watch.stock.close() }) }
  if (!measured) return told
  const { values: kpis } = measure(scenario, run, { replication })
  const { finished, scrapped } = run.tally
  return { ...told, measured: { kpis, finished: finished.slice(), scrapped: scrapped.slice(), failures: watch.failures() } }
}

/** Listens to a log that nobody keeps. */
class Watch implements LogSink {
  readonly closed: Float64Array
  readonly operations: Float64Array
  readonly steps: number
  readonly missed: Float64Array
  /** Null: not asked for. */
  readonly stock: StockWatch | null
  /** Listed orders that are not closed. */
  open: number
  readonly #listed: number
  readonly #productOf: Int32Array
  /** Unit → its order, where it is one of those ordered. */
  readonly #orderOf = new Map<number, number>()

  constructor(scenario: Scenario, until: number, stockSteps: number) {
    const { orders, products, materials } = scenario
    const number = new Map(products.map(({ id }, p) => [id, p]))
    this.#productOf = Int32Array.from(orders, ({ product }) => number.get(product)!)
    this.open = this.#listed = orders.length
    this.steps = Math.max(1, ...products.map(({ route }) => route.length))
    this.closed = new Float64Array(orders.length).fill(Number.NaN)
    this.operations = new Float64Array(orders.length * this.steps).fill(Number.NaN)
    this.missed = new Float64Array(materials.length + products.length).fill(Number.NaN)
    this.stock = stockSteps > 0 ? new StockWatch(scenario, { steps: stockSteps, until, operations: this.steps }) : null
  }

  readonly #failed: number[] = []

  failures(): MeasuredAhead['failures'] {
    const column = (place: number) => this.#failed.filter((_, i) => i % 3 === place)
    return { station: Int32Array.from(column(0)), mode: Int32Array.from(column(1)), time: Float64Array.from(column(2)) }
  }

  append(time: number, kind: EventKind, subject: number, a: number, b: number, c: number, v: number) {
    if (this.stock !== null) {
      const order = kind === EventKind.materialConsumed ? (this.#orderOf.get(b) ?? -1) : -1
      this.stock.take({ time, kind, subject, a, b, c, v }, order, order < 0 ? -1 : this.#productOf[order]!)
    }
    switch (kind) {
      case EventKind.orderClosed:
      case EventKind.orderCancelled:
        if (subject >= this.#listed || !Number.isNaN(this.closed[subject]!)) return
        this.closed[subject] = time / 1e6
        this.open--
        return
      case EventKind.unitCreated:
        if (b >= 0 && b < this.#listed && this.#productOf[b] === a) this.#orderOf.set(subject, b)
        return
      case EventKind.jobEnded: {
        const order = this.#orderOf.get(subject)
        if (order !== undefined) this.operations[order * this.steps + c] = time / 1e6
        return
      }
      case EventKind.unitFinished:
      case EventKind.unitScrapped:
        this.#orderOf.delete(subject)
        return
      case EventKind.failureOccurred:
        this.#failed.push(subject, a, time / 1e6)
        return
      case EventKind.equipmentState:
        if (b === EquipmentState.waiting && v >= 0 && v < this.missed.length && Number.isNaN(this.missed[v]!)) this.missed[v] = time / 1e6
        return
    }
  }
}
