import type { Scenario } from '../../scenarios/model.ts'

export type By = 'plant' | 'area' | 'line' | 'unit'

/** What figures are of (ISA-95: site, area, work centre, work unit): so many stations together. */
export interface Scope {
  /** `plant`; the id of an area or station; of a line the ids of its first and last station, `saw–pack`. */
  readonly id: string
  readonly title: string
  readonly by: By
  readonly stations: readonly number[]
}

/**
 * A line (work centre) is no element of the scenario: stations of one area between which routes hand over, directly or through others, are one.
 * Stations of no area stand together in none.
 */
export function scopesOf(scenario: Scenario, by: By): readonly Scope[] {
  const { stations, areas } = scenario
  if (by === 'plant') return [{ id: 'plant', title: scenario.title, by, stations: stations.map((_, i) => i) }]
  if (by === 'unit') return stations.map(({ id, title }, i) => ({ id, title, by, stations: [i] }))
  if (by === 'line') return lines(scenario)
  const within = (area: string | null) => stations.flatMap((station, i) => (station.area === area ? [i] : []))
  return [
    ...areas.map(({ id, title }) => ({ id, title, by, stations: within(id) })),
    { id: '–', title: '–', by, stations: within(null) },
  ].filter(({ stations }) => stations.length > 0)
}

function lines({ stations, products }: Scenario): Scope[] {
  const index = new Map(stations.map(({ id }, i) => [id, i]))
  const first = stations.map((_, i) => i)
  const root = (station: number): number => {
    let at = station
    while (first[at] !== at) at = first[at]!
    return at
  }
  const join = (one: number, other: number) => {
    if (stations[one]!.area !== stations[other]!.area) return
    const [low, high] = [root(one), root(other)].sort((a, b) => a - b) as [number, number]
    first[high] = low
  }
  for (const { route } of products) {
    let before: number[] = []
    for (const operation of route) {
      const here = operation.stations.flatMap((id) => index.get(id) ?? [])
      for (const one of [...before, ...here]) for (const other of here) join(one, other)
      before = here
    }
  }
  const heads = [...new Set(first.map((_, i) => root(i)))]
  return heads.map((line) => {
    const members = first.flatMap((_, i) => (root(i) === line ? [i] : []))
    const [head, last] = [stations[members[0]!]!, stations[members.at(-1)!]!]
    const of = (name: (station: typeof head) => string) => (head === last ? name(head) : `${name(head)}–${name(last)}`)
    return { id: of(({ id }) => id), title: of(({ title }) => title), by: 'line' as const, stations: members }
  })
}
