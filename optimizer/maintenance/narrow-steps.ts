import type { Facts } from '../facts/routes.ts'
import type { PoolLoad } from './loss.ts'
import type { WindowPlan } from './rules.ts'

/** Steps with alternatives that could not carry their load if two of their stations stood still at the same time. */
export function narrowSteps({ scenario }: Facts, loads: readonly PoolLoad[]): WindowPlan['narrowSteps'] {
  const steps = scenario.products.flatMap(({ route }) => route).filter(({ stations }) => stations.length > 1)
  const found = new Map<string, { name: string; stations: string[] }>()
  for (const { title, id, stations } of steps) {
    const load = loads.find(({ pool }) => pool.stations.some(({ station }) => station.id === stations[0]))
    if (!load) continue
    const capacities = load.pool.stations.filter(({ station }) => stations.includes(station.id)).map(({ rate }) => rate)
    const rate = capacities.reduce((a, b) => a + b, 0)
    const withoutTwo = capacities.sort((a, b) => a - b).slice(0, -2)
    const left = withoutTwo.reduce((a, b) => a + b, 0) / rate
    const capacity = load.capacity.reduce((a, b) => a + b, 0)
    const work = load.work.reduce((a, b) => a + b, 0)
    const key = [...stations].sort().join(' ')
    if (work > left * capacity && !found.has(key)) found.set(key, { name: title || id, stations: [...stations] })
  }
  return [...found.values()]
}
