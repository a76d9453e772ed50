import type { Operation, Product, Station } from '../../scenarios/model.ts'
import type { Facts } from './routes.ts'
import { WorkingTime } from './working-time.ts'

/** Stations that share work, directly or through others: what one cannot do in time, the rest may. One station that shares with none is a pool of its own. */
export interface Pool {
  readonly name: string
  readonly stations: readonly PoolStation[]
}

export interface PoolStation {
  readonly station: Station
  readonly workingTime: WorkingTime
  /** Slots × availability: slot-seconds it can give per second of working time. */
  readonly rate: number
}

export function pools(facts: Facts): Pool[] {
  const { stations, products, calendars } = facts.scenario
  const pool = new Map(stations.map(({ id }) => [id, id]))
  for (const { route } of products)
    for (const operation of route) {
      const kept = pool.get(operation.stations[0] as string) as string
      const merged = new Set(operation.stations.map((id) => pool.get(id)))
      for (const [id, name] of pool) if (merged.has(name)) pool.set(id, kept)
    }
  const names = [...new Set(stations.map(({ id }) => pool.get(id) as string))]
  return names.map((name) => {
    const members = stations.filter(({ id }) => pool.get(id) === name)
    return {
      name: members.map(({ title, id }) => title || id).join(' / '),
      stations: members.map((station) => ({
        station,
        workingTime: new WorkingTime(calendars.find(({ id }) => id === station.calendar) ?? null),
        rate: station.slots * facts.availability(station),
      })),
    }
  })
}

/** Expected slot-seconds that a unit which begins at operation `from` will ask of the pool, all its attempts together. */
export function workPerUnit(facts: Facts, pool: Pool, product: Product, from = 0): number {
  const { attempts } = facts.visits(product, from)
  return product.route.reduce((sum, operation, k) => sum + (attempts[k] as number) * secondsInPool(facts, pool, operation), 0)
}

/** Seconds of one attempt, averaged over the pool's stations that can do it by their slots; 0 where none can. */
function secondsInPool(facts: Facts, { stations }: Pool, operation: Operation): number {
  const able = stations.filter(({ station }) => operation.stations.includes(station.id))
  const slots = able.reduce((sum, { station }) => sum + station.slots, 0)
  return able.reduce((sum, { station }) => sum + (station.slots / slots) * facts.secondsPerUnit(operation, station), 0)
}
