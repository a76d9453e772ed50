import type { Operation, Scenario, Station } from '../../scenarios/model.ts'
import type { Patch } from '../../scenarios/patch.ts'
import { meanOf, withMean } from './mean.ts'

/** A number of the plant that can be changed. `value` is in the unit of `kind`: seconds, a share 0..1, or a count. */
export interface ChangeableNumber {
  /** Of the thing it belongs to. */
  readonly id: string
  readonly title: string
  /** Which text names it, and what that text leaves open. */
  readonly name: 'time' | 'slots' | 'yield' | 'capacity' | 'every' | 'after' | 'repair' | 'size'
  readonly detail: string
  readonly kind: 'seconds' | 'share' | 'count'
  readonly value: number
  readonly min: number
  readonly max: number
  /** Where it stands in the normal form; what makes two numbers the same one. */
  readonly path: string
  /** The change as a patch of the scenario. */
  readonly patch: (value: number) => Patch
}

/** All that can be changed by one number, thing by thing in the scenario's order. */
export function changeableNumbers(scenario: Scenario): ChangeableNumber[] {
  return [
    ...scenario.stations.flatMap((station) => ofStation(station, scenario)),
    ...scenario.buffers.flatMap(({ id, title, capacity }) =>
      capacity === null ? [] : [count({ id, title, name: 'capacity', value: capacity, path: `buffers.${id}.capacity`, min: 0 })],
    ),
    ...scenario.sources.flatMap(({ id, title, every }) =>
      every === null ? [] : time({ id, title, name: 'every', spec: every, path: `sources.${id}.every` }),
    ),
    ...scenario.crews.map(({ id, title, size }) => count({ id, title, name: 'size', value: size, path: `crews.${id}.size`, min: 0 })),
  ]
}

function ofStation(station: Station, scenario: Scenario): ChangeableNumber[] {
  const { id, title } = station
  const path = `stations.${id}`
  const operations = scenario.products.flatMap((product) =>
    product.route.filter(({ stations }) => stations.includes(id)).map((operation) => ({ product, operation })),
  )
  const own = (operation: Operation) => operation.time === null && operation.steps.length === 0
  const named = operations.filter(({ operation }) => !own(operation))
  return [
    ...(station.time !== null && (named.length < operations.length || operations.length === 0)
      ? time({ id, title, name: 'time', spec: station.time, path: `${path}.time` })
      : []),
    ...named.flatMap(({ product, operation }) => {
      const at = { id, title, name: 'time' as const, path: `products.${product.id}.route.${operation.id}` }
      const detail = `${product.title} · ${operation.title}`
      if (operation.time !== null) return time({ ...at, detail, spec: operation.time, path: `${at.path}.time` })
      return operation.steps.flatMap((step) =>
        time({ ...at, detail: `${detail} · ${step.title}`, spec: step.time, path: `${at.path}.steps.${step.id}.time` }),
      )
    }),
    count({ id, title, name: 'slots', value: station.slots, path: `${path}.slots`, min: 1 }),
    ...(operations.some(({ operation }) => operation.yield === null) || operations.length === 0
      ? [share({ id, title, value: station.yield, path: `${path}.yield`, detail: '' })]
      : []),
    ...operations
      .filter(({ operation }) => operation.yield !== null)
      .map(({ product, operation }) =>
        share({
          id,
          title,
          value: operation.yield!,
          path: `products.${product.id}.route.${operation.id}.yield`,
          detail: `${product.title} · ${operation.title}`,
        }),
      ),
    ...station.failures.flatMap((mode) => [
      ...(mode.clock === 'cycles'
        ? []
        : time({ id, title, name: 'after', detail: mode.title, spec: mode.after, path: `${path}.failures.${mode.id}.after` })),
      ...time({ id, title, name: 'repair', detail: mode.title, spec: mode.repair, path: `${path}.failures.${mode.id}.repair` }),
    ]),
  ]
}

type Own = Pick<ChangeableNumber, 'id' | 'title' | 'path'>

/** A random time is changed by its mean; all else about its shape stays in proportion. */
function time({
  spec,
  detail = '',
  ...own
}: Own & { name: ChangeableNumber['name']; spec: Parameters<typeof meanOf>[0]; detail?: string }): ChangeableNumber[] {
  const value = meanOf(spec)
  if (!(value > 0)) return []
  return [
    {
      ...own,
      detail,
      kind: 'seconds',
      value,
      min: value / 4,
      max: value * 4,
      patch: (mean) => [{ set: own.path, value: withMean(spec, mean) }],
    },
  ]
}

function count({ min, ...own }: Own & { name: ChangeableNumber['name']; value: number; min: number }): ChangeableNumber {
  return {
    ...own,
    detail: '',
    kind: 'count',
    min,
    max: Math.max(own.value * 3, own.value + 5),
    patch: (value) => [{ set: own.path, value: Math.round(value) }],
  }
}

function share(own: Own & { value: number; detail: string }): ChangeableNumber {
  return { ...own, name: 'yield', kind: 'share', min: 0.5, max: 1, patch: (value) => [{ set: own.path, value }] }
}
