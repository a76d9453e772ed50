import { type Places, places } from '../../engine/log/places.ts'
import type { Operation, Scenario } from '../../scenarios/model.ts'
import { buffersOf } from '../../scenarios/waiting-places.ts'
import { OUT, waysOn } from '../../scenarios/ways.ts'

/** An operation of a route as the walk sees it; operations of all products are numbered through. −1 is none. */
export interface Step {
  readonly product: number
  readonly stations: readonly number[]
  /** Places of the buffers before it: several where a unit gets one of its stations as it comes; none: handed over directly. */
  readonly buffers: readonly number[]
  /** Steps that units come from, and those that they may go to. */
  readonly previous: readonly number[]
  readonly next: readonly number[]
  /** Where a unit that is reworked goes; the same operation by default. */
  readonly reworkTo: number
}

/** Who hands over to whom, worked out once from the believed scenario. */
export interface Routes {
  readonly places: Places
  readonly steps: readonly Step[]
  /** product → its first step */
  readonly firstStep: readonly number[]
  /** station → steps that it can do */
  readonly stepsOf: readonly (readonly number[])[]
  /** place of a buffer → steps whose units wait there */
  readonly stepsBehind: ReadonlyMap<number, readonly number[]>
  /** product → sources that make it */
  readonly sourcesOf: readonly (readonly number[])[]
  /** product → whether listed orders ask for it */
  readonly isOrdered: readonly boolean[]
  /** station → whether it follows a dispatch list */
  readonly hasList: readonly boolean[]
}

export function routes(scenario: Scenario): Routes {
  const { products, stations, buffers, sources, orders, dispatch } = scenario
  const at = places(scenario)
  const stationIndex = new Map(stations.map(({ id }, i) => [id, i]))
  const bufferPlace = new Map(buffers.map(({ id }, i) => [id, at.firstBuffer + i]))
  const steps: Step[] = []
  const firstStep: number[] = []
  products.forEach(({ route }, product) => {
    const first = steps.length
    firstStep.push(first)
    const next = route.map((_, k) => waysOn(products[product]!, k).flatMap(({ to }) => (to === OUT ? [] : [to])))
    route.forEach((operation, k) => {
      steps.push({
        product,
        stations: operation.stations.flatMap((id) => stationIndex.get(id) ?? []),
        buffers: buffersOf(operation).flatMap((id) => bufferPlace.get(id) ?? []),
        previous: route.flatMap((_, from) => (next[from]!.includes(k) ? [first + from] : [])),
        next: next[k]!.map((to) => first + to),
        reworkTo: first + reworkStep(route, k, scenario),
      })
    })
  })
  const stepsOf: number[][] = stations.map(() => [])
  const stepsBehind = new Map<number, number[]>()
  steps.forEach((step, s) => {
    for (const station of step.stations) stepsOf[station]!.push(s)
    for (const buffer of step.buffers) stepsBehind.set(buffer, [...(stepsBehind.get(buffer) ?? []), s])
  })
  const listed = new Set(dispatch.filter(({ jobs }) => jobs.length > 0).map(({ station }) => station))
  return {
    places: at,
    steps,
    firstStep,
    stepsOf,
    stepsBehind,
    sourcesOf: products.map(({ id }) =>
      sources.flatMap(({ serve, mix }, i) =>
        serve === 'make' && mix.some(({ product, weight }) => product === id && weight > 0) ? [i] : [],
      ),
    ),
    isOrdered: products.map(({ id }) => orders.some(({ product }) => product === id)),
    hasList: stations.map(({ id }) => listed.has(id)),
  }
}

function reworkStep(route: readonly Operation[], k: number, { stations }: Scenario): number {
  const { rework, stations: able } = route[k]!
  const to = (rework ?? stations.find(({ id }) => id === able[0])?.rework)?.to ?? null
  const found = to === null ? k : route.findIndex(({ id }) => id === to)
  return found < 0 ? k : found
}
