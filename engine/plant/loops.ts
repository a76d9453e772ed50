import type { Loop, Scenario } from '../../scenarios/model.ts'
import { timesOf } from '../../scenarios/times-of.ts'
import { buffersOf } from '../../scenarios/waiting-places.ts'
import { OUT, waysOn } from '../../scenarios/ways.ts'
import { seconds } from '../kernel/time.ts'
import { meanOf } from '../random/index.ts'
import type { RoutedOperation } from './routed-operations.ts'

/** A loop of one product, or of several that share it, as numbers. */
export interface LoopTable {
  readonly id: string
  readonly rule: Loop['rule']
  /** Units; µs of a drum. */
  readonly limit: number
  /** A unit may come in as long as there is any room at all: units differ in how much they take. */
  readonly byWork: boolean
  /** product → how much of the limit a unit takes; 0: the loop is not for it */
  readonly weight: Float64Array
}

export interface LoopTables {
  readonly loops: readonly LoopTable[]
  /** Operation → loops that a unit is in while it waits for it, and from its start to its end. */
  readonly waiting: readonly Int32Array[]
  readonly started: readonly Int32Array[]
}

/** Which units are in which loops, worked out from where they are: nothing about it is kept with the unit. */
export function loopTables(scenario: Scenario, operations: readonly RoutedOperation[]): LoopTables {
  const loops: LoopTable[] = []
  const waiting = operations.map((): number[] => [])
  const started = operations.map((): number[] => [])
  for (const loop of scenario.loops) {
    const groups = loop.perProduct ? loop.products.map((id) => [id]) : [loop.products]
    for (const group of groups) {
      const number = loops.length
      const weight = new Float64Array(scenario.products.length)
      scenario.products.forEach(({ id }, p) => {
        if (group.includes(id)) weight[p] = weightOf(scenario, loop, p)
      })
      loops.push({
        id: loop.id,
        rule: loop.rule,
        limit: loop.kind === 'drum' ? seconds(loop.work!) : loop.limit!,
        byWork: loop.kind === 'drum',
        weight,
      })
      operations.forEach((operation, o) => {
        if (weight[operation.product] === 0) return
        if (isWaitingIn(scenario, loop, operation)) waiting[o]!.push(number)
        if (isStartedIn(scenario, loop, operation)) started[o]!.push(number)
      })
    }
  }
  return { loops, waiting: waiting.map((list) => Int32Array.from(list)), started: started.map((list) => Int32Array.from(list)) }
}

function weightOf({ products, stations }: Scenario, loop: Loop, product: number): number {
  if (loop.kind !== 'drum') return 1
  const drum = stations.find(({ id }) => id === loop.station)!
  const times = products[product]!.route.filter(({ stations }) => stations.includes(drum.id)).map((operation) =>
    timesOf(operation, drum).reduce((sum, time) => sum + seconds(meanOf(time)), 0),
  )
  return times.reduce((sum, time) => sum + time, 0)
}

const stepOf = ({ products }: Scenario, product: number, id: string | null, otherwise: number) =>
  id === null ? otherwise : products[product]!.route.findIndex((one) => one.id === id)

/** The last operation of the product at the drum. */
const drumStep = ({ products }: Scenario, { station }: Loop, product: number) =>
  products[product]!.route.findLastIndex(({ stations }) => stations.includes(station!))

function isWaitingIn(scenario: Scenario, loop: Loop, { product, step, buffer, choose }: RoutedOperation): boolean {
  if (loop.kind !== 'kanban' && step < 0) return false
  switch (loop.kind) {
    case 'kanban':
      return choose === null && buffer === loop.buffer
    case 'drum':
      return step <= drumStep(scenario, loop, product)
    default: {
      const from = stepOf(scenario, product, loop.from, -1)
      return step > from && step <= stepOf(scenario, product, loop.to, Number.POSITIVE_INFINITY)
    }
  }
}

function isStartedIn(scenario: Scenario, loop: Loop, { product, step }: RoutedOperation): boolean {
  if (step < 0) return false
  switch (loop.kind) {
    case 'kanban': {
      const { route, versions, sink } = scenario.products[product]!
      return waysOn({ route, versions }, step).some(({ to }) =>
        to === OUT ? sink === loop.buffer : buffersOf(route[to]!).includes(loop.buffer!),
      )
    }
    case 'drum':
      return step <= drumStep(scenario, loop, product)
    default:
      return step >= stepOf(scenario, product, loop.from, 0) && step <= stepOf(scenario, product, loop.to, Number.POSITIVE_INFINITY)
  }
}
