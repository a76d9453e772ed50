import type { DistributionSpec } from '../distribution-spec.ts'
import { writeDuration } from '../units.ts'

export function distribution(spec: DistributionSpec, count = false): unknown {
  const time = count ? (value: number) => value : duration
  if (spec.kind === 'constant') return time(spec.value)
  if (spec.kind === 'empirical') return { ...spec, values: spec.values.map(time) }
  if (spec.kind === 'piecewise') return { ...spec, points: spec.points.map(([value, share]) => [time(value), share]) }
  if (spec.kind === 'geometric' || spec.kind === 'poisson') return spec
  if (spec.kind === 'shifted') return { ...spec, by: time(spec.by), of: distribution(spec.of, count) }
  if (spec.kind === 'truncated')
    return compact({
      kind: spec.kind,
      of: distribution(spec.of, count),
      min: spec.min === 0 && spec.max !== null ? undefined : time(spec.min),
      max: spec.max === null ? undefined : time(spec.max),
    })
  const plain = new Set(['kind', 'k', 'shape'])
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [key, plain.has(key) || typeof value !== 'number' ? value : time(value)]),
  )
}

/** For what is `null` in the normal form and left out in a file. */
export const optionalDistribution = (spec: DistributionSpec | null) => (spec === null ? undefined : distribution(spec))

/** Nothing needs no unit. */
export const duration = (seconds: number) => (seconds === 0 ? 0 : writeDuration(seconds))

export const optionalDuration = (seconds: number | null) => (seconds === null ? undefined : duration(seconds))

export const metres = (length: number) => (length === 0 ? 0 : `${length} m`)

/** A title that only repeats the name is left out. */
export const named = ({ id, title }: { readonly id: string; readonly title: string }) => ({ id, title: unless(title, id) })

/** Left out where it is what holds anyway. */
export const unless = <Value>(value: Value, standard: unknown): Value | undefined => (value === standard ? undefined : value)

export const unlessEmpty = (object: object) => (Object.keys(object).length === 0 ? undefined : object)

/** A list, left out where it is empty. */
export function each<Thing>(things: readonly Thing[], simple: (thing: Thing) => object): object[] | undefined {
  return things.length === 0 ? undefined : things.map((thing) => compact(simple(thing)))
}

/** Without what is left out. */
export const compact = (object: object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined))
