import type { Operation, Product, Scenario, Station } from '../../scenarios/model.ts'
import { timesOf } from '../../scenarios/times-of.ts'
import { OUT, waysOn } from '../../scenarios/ways.ts'
import { meanOf } from './distribution.ts'

/** A scenario with its things by id. */
export class Facts {
  readonly scenario: Scenario
  readonly products: ReadonlyMap<string, Product>
  readonly stations: ReadonlyMap<string, Station>
  readonly #visits = new Map<string, Visits>()

  constructor(scenario: Scenario) {
    this.scenario = scenario
    this.products = new Map(scenario.products.map((product) => [product.id, product]))
    this.stations = new Map(scenario.stations.map((station) => [station.id, station]))
  }

  product(id: string): Product {
    return found(this.products, id, 'product')
  }

  station(id: string): Station {
    return found(this.stations, id, 'station')
  }

  /** Visits of the route by a unit that begins at operation `from` (default: the first). */
  visits(product: Product, from = 0): Visits {
    const key = `${product.id} ${from}`
    const known = this.#visits.get(key) ?? visits(product, from, (operation) => this.station(operation.stations[0] as string))
    this.#visits.set(key, known)
    return known
  }

  /** Expected seconds of one unit's operation on one slot of that station, its share of a full batch, with the repairs that processing itself brings about. */
  secondsPerUnit(operation: Operation, station: Station): number {
    // A supplier takes as many as there are; never quite nothing, for shares are made of it.
    if (station.outside != null) return 1e-6
    const seconds = timesOf(operation, station).reduce((sum, time) => sum + meanOf(time), 0)
    const share = (operation.batch ?? station.batch)?.max ?? 1
    const occupied = station.failures.reduce((sum, { clock, after, repair }) => {
      if (clock === 'processing') return sum + (seconds * meanOf(repair)) / meanOf(after)
      return clock === 'cycles' ? sum + meanOf(repair) / meanOf(after) : sum
    }, seconds)
    return occupied / share
  }

  /** Share of its working time that a station is not down by failures that come whether it works or not. */
  availability(station: Station): number {
    const downPerUp = station.failures
      .filter(({ clock }) => clock === 'calendar' || clock === 'operating')
      .reduce((sum, { after, repair }) => sum + meanOf(repair) / meanOf(after), 0)
    return 1 / (1 + downPerUp)
  }
}

export interface Visits {
  /** Expected attempts at each operation of the route, rework included. */
  readonly attempts: readonly number[]
  /** Share of units that arrive at the end. */
  readonly yield: number
}

/**
 * Each unit goes through the states (operation, reworks used so far): good goes on, bad goes back where a rework is left, or is scrapped. With
 * yield 0.9 and half of the bad done again once: 1.05 attempts, 0.945 good.
 */
function visits(product: Product, from: number, firstStation: (operation: Operation) => Station): Visits {
  const { route } = product
  const steps = route.map((operation, k) => {
    const station = firstStation(operation)
    return { good: operation.yield ?? station.yield, rework: operation.rework ?? station.rework, ways: waysOn(product, k) }
  })
  const limit = Math.max(0, ...steps.map(({ rework }) => rework?.limit ?? 0))
  const attempts = route.map((): number => 0)
  let arriving = route.map((_, k): number => (k === from ? 1 : 0))
  let done = 0
  for (let used = 0; used <= limit; used++) {
    const again = route.map((): number => 0)
    // Once from the beginning to the end; more often only where ways lead back, until hardly a unit is left.
    for (let round = 0; round < 10_000 && arriving.some((units) => units > 1e-15); round++) {
      for (const [k, { good, rework, ways }] of steps.entries()) {
        const units = arriving[k] as number
        arriving[k] = 0
        attempts[k] = (attempts[k] as number) + units
        for (const { to, share } of ways) {
          if (to === OUT) done += units * good * share
          else arriving[to] = (arriving[to] as number) + units * good * share
        }
        if (rework && used < rework.limit) {
          const to = rework.to === null ? k : route.findIndex(({ id }) => id === rework.to)
          again[to] = (again[to] ?? 0) + units * (1 - good) * rework.ratio
        }
      }
    }
    arriving = again
  }
  return { attempts, yield: done }
}

function found<T>(all: ReadonlyMap<string, T>, id: string, what: string): T {
  const one = all.get(id)
  if (one === undefined) throw new Error(`no ${what} is called "${id}": the scenario was not checked`)
  return one
}
