import type { LoggedScenario } from './header.ts'
import { places } from './places.ts'
import type { EnergyShape, TallyShape } from './tally.ts'

/** How many of each thing a plant has. */
export function tallyShape(scenario: LoggedScenario): TallyShape {
  const { stations, products, materials, crews, pallets = [], tools = [] } = scenario
  return {
    places: places(scenario),
    stations: stations.length,
    products: products.length,
    items: materials.length + products.length,
    crews: crews.length,
    people: crews.reduce((sum, { size }) => sum + size, 0),
    pallets: pallets.length,
    tools: tools.map(({ count }) => count),
    energy: energyShape(scenario),
  }
}

/** Nothing where no station's power is known, and where the times in each state say it all. */
function energyShape({ stations, energy }: LoggedScenario): EnergyShape | null {
  const bands = 1 + (energy?.bands.length ?? 0)
  const isKnown = stations.some(({ power }) => power != null)
  if (!isKnown || (bands === 1 && stations.every(({ power }) => power?.standby == null))) return null
  return {
    bands,
    standbyAfter: Float64Array.from(stations, ({ power }) =>
      power?.standby == null ? Number.POSITIVE_INFINITY : Math.round(power.standby.after * 1e6),
    ),
  }
}
