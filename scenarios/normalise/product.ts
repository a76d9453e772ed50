import type { Component, Operation, Order, OrderChange, Product, Source, Step, Version } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { distribution } from './distribution.ts'
import type { Unplaced } from './layout.ts'
import { needs } from './people.ts'
import { pose } from './pose.ts'
import { quality } from './quality.ts'
import type { Reader } from './reader.ts'
import { attribute, branch, choice } from './routing.ts'
import { batch, rework } from './station.ts'

type ProductInput = NonNullable<ScenarioInput['products']>[number]
type OperationInput = ProductInput['route'][number]
type SourceInput = NonNullable<ScenarioInput['sources']>[number]
type OrderInput = NonNullable<ScenarioInput['orders']>[number]

/** Names that may be left out where there is only one thing they can mean. */
export interface OnlyOnes {
  readonly product: string | undefined
  readonly sink: string | undefined
  /** Product → where its route ends, as written. */
  readonly sinkOf?: ReadonlyMap<string, string>
}

export function product(reader: Reader, input: ProductInput, only: OnlyOnes, path: Path): Product {
  if (input.sink === undefined && only.sink === undefined)
    reader.wrong(path, 'has no `sink`', 'add `sink:` with the id of the sink at the end of its route')
  const defects: string[] = []
  const route = input.route.map((one, i) => {
    const made = operation(reader, one, only, defects, [...path, 'route', i])
    defects.push(...made.defects.map(({ id }) => id))
    return made
  })
  return {
    id: input.id,
    title: input.title ?? input.id,
    route,
    sink: input.sink ?? only.sink ?? '',
    via: input.via ?? null,
    by: input.by ?? null,
    price: input.price ?? 0,
    family: input.family ?? input.id,
    attributes: (input.attributes ?? []).map((one, i) => attribute(reader, one, [...path, 'attributes', i])),
    versions: (input.versions ?? []).map((one, i) => version(reader, one, input.versions![i - 1]?.from, [...path, 'versions', i])),
    initialStock: input.initialStock ?? 0,
    holdingCost: input.holdingCost ?? 0,
    backorderCost: input.backorderCost ?? 0,
    lostSaleCost: input.lostSaleCost ?? 0,
    leadTime: input.leadTime === undefined ? 0 : reader.duration(input.leadTime, [...path, 'leadTime']),
  }
}

function version(
  reader: Reader,
  input: NonNullable<ProductInput['versions']>[number],
  before: string | number | undefined,
  path: Path,
): Version {
  const from = input.from === undefined ? 0 : Math.max(0, reader.moment(input.from, [...path, 'from']))
  const earlier = before === undefined ? 0 : Math.max(0, reader.moment(before, [...path, 'from']))
  if (path.at(-1) !== 0 && from <= earlier)
    reader.wrong(
      input.from === undefined ? path : [...path, 'from'],
      'is not later than the version before',
      'write the versions by date, each with its `from`',
    )
  return { id: input.id, title: input.title ?? input.id, from }
}

/** `defects` are the ids of those of the operations before it. */
function operation(reader: Reader, input: OperationInput, only: OnlyOnes, defects: readonly string[], path: Path): Operation {
  const { id = input.stations[0] ?? '' } = input
  if (input.time != null && input.steps !== undefined && input.steps.length > 0)
    reader.wrong([...path, 'time'], 'stands beside `steps`, each of which has its own', 'leave one of the two out')
  return {
    id,
    title: input.title ?? id,
    stations: input.stations,
    choose: input.choose == null ? null : choice(reader, input.choose, input.stations, [...path, 'choose']),
    buffer: input.buffer ?? null,
    via: input.via ?? null,
    by: input.by ?? null,
    time: input.time == null ? null : distribution(reader, input.time, [...path, 'time']),
    steps: (input.steps ?? []).map((one, i) => step(reader, one, [...path, 'steps', i])),
    load: input.load == null ? null : distribution(reader, input.load, [...path, 'load']),
    unload: input.unload == null ? null : distribution(reader, input.unload, [...path, 'unload']),
    yield: input.yield == null ? null : reader.ratio(input.yield, [...path, 'yield']),
    rework: input.rework == null ? null : rework(reader, input.rework, [...path, 'rework']),
    components: (input.components ?? []).map(({ item, quantity = 1 }): Component => ({ item, quantity })),
    maxWait:
      input.maxWait == null
        ? null
        : { time: reader.duration(input.maxWait.time, [...path, 'maxWait', 'time'], { positive: true }), to: input.maxWait.to ?? null },
    next: (input.next ?? []).map((one, i) => branch(reader, one, [...path, 'next', i])),
    takesPallet: input.takesPallet ?? null,
    returnsPallet: input.returnsPallet ?? null,
    needs: input.needs == null ? null : needs(reader, input.needs, [...path, 'needs']),
    releaseOperator: input.releaseOperator ?? null,
    batch: input.batch == null ? null : batch(reader, input.batch, [...path, 'batch']),
    ...quality(reader, input, defects, path),
    parts: (input.parts ?? []).map(({ product, quantity = 1, from, match = 'type' }) => ({
      ...{ product, quantity, from: from ?? only.sinkOf?.get(product) ?? '', match },
    })),
    collect: input.collect ?? 'atomic',
    splits: (input.splits ?? []).map(({ product, quantity = 1, operation = null }) => ({ product, quantity, operation })),
    whenSplit: input.whenSplit ?? 'leaves',
    moveQuantity: input.moveQuantity ?? null,
    versions: input.versions ?? [],
  }
}

function step(reader: Reader, input: NonNullable<OperationInput['steps']>[number], path: Path): Step {
  for (const [i, need] of (input.needs ?? []).entries())
    if (need.for === 'setup' || need.for === 'load' || need.for === 'unload')
      reader.wrong(
        [...path, 'needs', i, 'for'],
        `is said of a step, which is no ${need.for === 'setup' ? 'set-up' : 'loading or unloading'}`,
        'leave `for` out, or write this need at the operation',
      )
  return {
    id: input.id,
    title: input.title ?? input.id,
    time: distribution(reader, input.time, [...path, 'time']),
    needs: input.needs == null ? null : needs(reader, input.needs, [...path, 'needs']),
  }
}

export function source(reader: Reader, input: SourceInput, only: OnlyOnes, path: Path): Unplaced<Source> {
  if (input.rate !== undefined && input.every != null)
    reader.wrong([...path, 'rate'], 'stands beside `every`, and they say the same', 'keep one of `every` and `rate`')
  if (input.mix === undefined && only.product === undefined)
    reader.wrong(path, 'does not say what arrives', 'add `product:` with the id of a product, or `mix:` with several')
  const mix = (input.mix ?? [{ product: only.product ?? '' }]).map(({ product, weight = 1 }) => ({ product, weight }))
  if (mix.every(({ weight }) => weight === 0))
    reader.wrong([...path, 'mix'], 'has no weight at all', 'give at least one product a weight above zero')
  const every =
    input.rate !== undefined
      ? reader.rate(input.rate, [...path, 'rate'])
      : input.every == null
        ? null
        : distribution(reader, input.every, [...path, 'every'], { positive: true })
  const profile = (input.profile ?? []).map(({ from, factor }, i) => ({
    from: reader.moment(from, [...path, 'profile', i, 'from']),
    factor,
  }))
  for (const [i, { from }] of profile.entries())
    if (i > 0 && from <= profile[i - 1]!.from)
      reader.wrong([...path, 'profile', i, 'from'], 'is not after the one before', 'write the moments in order')
  if (input.size != null && input.quantity !== undefined && input.quantity !== 1)
    reader.wrong([...path, 'size'], 'stands beside `quantity`, and they say the same', 'keep one of them')
  for (const key of ['size', 'lostSales'] as const)
    if (input[key] != null && input[key] !== false && input.serve !== 'stock')
      reader.wrong([...path, key], 'is for customers who are served from stock', 'add `serve: stock`, or leave it out')
  if (every === null && profile.length > 0)
    reader.wrong([...path, 'profile'], 'multiplies a rate that is not there', 'add `every` or `rate`')
  return {
    id: input.id,
    title: input.title ?? input.id,
    mix,
    every,
    quantity: input.quantity ?? 1,
    size: input.size == null ? null : distribution(reader, input.size, [...path, 'size'], { count: true }),
    lostSales: input.lostSales ?? false,
    start: input.start === undefined ? 0 : reader.futureMoment(input.start, [...path, 'start']),
    limit: input.limit ?? null,
    due: input.due == null ? null : reader.duration(input.due, [...path, 'due']),
    priority: input.priority ?? 0,
    lateCost: input.lateCost ?? 0,
    serve: input.serve ?? 'make',
    whenFull: input.whenFull ?? 'wait',
    profile,
    calendar: input.calendar ?? null,
    pose: pose(reader, input.pose, [...path, 'pose']),
  }
}

function orderChange(reader: Reader, input: NonNullable<OrderInput['changes']>[number], path: Path): OrderChange {
  const { quantity = null, due = null, cancel = false } = input
  if (cancel && (quantity !== null || due !== null))
    reader.wrong(path, 'cancels the order, and changes it', 'leave `quantity` and `due` out, or `cancel`')
  if (!cancel && quantity === null && due === null) reader.wrong(path, 'changes nothing', 'add `quantity`, `due` or `cancel: true`')
  return {
    at: reader.futureMoment(input.at, [...path, 'at']),
    quantity,
    due: due === null ? null : reader.moment(due, [...path, 'due']),
    cancel,
  }
}

export function order(reader: Reader, input: OrderInput, only: OnlyOnes, path: Path): Order {
  const { quantity = 1, completed = 0 } = input
  if (input.product === undefined && only.product === undefined)
    reader.wrong(path, 'does not say what is ordered', 'add `product:` with the id of a product')
  if (completed > quantity)
    reader.wrong([...path, 'completed'], `is ${completed}, more than the ${quantity} ordered`, `write at most ${quantity}`)
  return {
    id: input.id,
    title: input.title ?? input.id,
    product: input.product ?? only.product ?? '',
    quantity,
    completed,
    release: input.release === undefined ? 0 : Math.max(0, reader.moment(input.release, [...path, 'release'])),
    due: input.due == null ? null : reader.moment(input.due, [...path, 'due']),
    priority: input.priority ?? 0,
    customer: input.customer ?? '',
    lateCost: input.lateCost ?? 0,
    replaceScrap: input.replaceScrap ?? false,
    underDelivery: input.underDelivery == null ? null : reader.ratio(input.underDelivery, [...path, 'underDelivery']),
    overDelivery: input.overDelivery == null ? null : reader.ratio(input.overDelivery, [...path, 'overDelivery']),
    version: input.version ?? null,
    changes: (input.changes ?? []).map((change, i) => orderChange(reader, change, [...path, 'changes', i])),
  }
}
