import type { Scenario } from './model.ts'

/** A way on which a fleet carries units: from one of these places to one of those. */
export interface Carriage {
  readonly fleet: string
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** The ways of all fleets, as the routes say. */
export function carriages({ products, sources }: Scenario): readonly Carriage[] {
  return products.flatMap(({ id, by, route, sink }) => {
    const makers = sources.filter(({ serve, mix }) => serve === 'make' && mix.some((one) => one.product === id)).map((one) => one.id)
    const inside = route.flatMap(({ by: fleet, buffer, stations }, j) =>
      fleet === null ? [] : [{ fleet, from: route[j - 1]?.stations ?? makers, to: buffer === null ? stations : [buffer] }],
    )
    return by === null ? inside : [...inside, { fleet: by, from: route.at(-1)?.stations ?? [], to: [sink] }]
  })
}

/** Places that each fleet comes to. */
export function stopsOf(scenario: Scenario): ReadonlyMap<string, ReadonlySet<string>> {
  const stops = new Map(scenario.transport.map(({ id }) => [id, new Set<string>()]))
  for (const { fleet, from, to } of carriages(scenario)) for (const place of [...from, ...to]) stops.get(fleet)?.add(place)
  return stops
}
