import type { Findings } from '../findings.ts'
import type { DispatchJob, DispatchList, InitialUnits, Objective, Pose, Scenario } from '../model.ts'
import { instant, isTimeZone, readLocalTime } from '../moment.ts'
import type { ScenarioInput } from '../schema/document.ts'
import { kpiGoals } from '../schema/kpis.ts'
import { reservedIds } from '../schema/values.ts'
import type { Broken } from '../structure.ts'
import type { Path } from '../tree.ts'
import { placesOf } from '../waiting-places.ts'
import { bookings } from './bookings.ts'
import { calendar } from './calendar.ts'
import { conveyor } from './conveyor.ts'
import { distribution } from './distribution.ts'
import { energy } from './energy.ts'
import { fault } from './fault.ts'
import { hold } from './hold.ts'
import { layout } from './layout.ts'
import { loop } from './loop.ts'
import { material, supplier } from './material.ts'
import { crew, pallet } from './people.ts'
import { pose } from './pose.ts'
import { present } from './present.ts'
import { type OnlyOnes, order, product, source } from './product.ts'
import { Reader } from './reader.ts'
import { station } from './station.ts'
import { store, storeCapacity } from './store.ts'
import { tool } from './tool.ts'
import { fleet, network } from './transport.ts'

/**
 * Fills defaults and turns texts with units into numbers. The result is only good if nothing was found; references are not looked at
 * yet.
 */
export function normalise(input: ScenarioInput, findings: Findings, { file, broken }: { file: string; broken: Broken }): Scenario {
  const timeZone = zone(input, findings)
  const start = startOf(input, timeZone, findings)
  const reader = new Reader(findings, start, timeZone)
  const products = input.products ?? []
  const sinks = input.sinks ?? []
  const only: OnlyOnes = {
    product: broken.has('products') ? '' : products.length === 1 ? products[0]?.id : undefined,
    sink: broken.has('sinks') ? '' : sinks.length === 1 ? sinks[0]?.id : undefined,
    sinkOf: new Map(products.flatMap(({ id, sink }) => (sink === undefined ? [] : [[id, sink] as const]))),
  }
  const horizon = reader.duration(input.horizon, ['horizon'], { positive: true })
  const warmUp: number | 'auto' =
    input.warmUp === undefined ? 0 : input.warmUp === 'auto' ? 'auto' : reader.duration(input.warmUp, ['warmUp'])
  if (warmUp !== 'auto' && warmUp >= horizon)
    reader.wrong(['warmUp'], 'is not before the end of the run', `write less than the horizon, ${input.horizon}`)
  const id = input.id ?? defaultId(input.title, file)
  const doubtful = broken.get('products')
  const isWhole = (product: string) => doubtful === undefined || !(doubtful.has('*') || doubtful.has(product))
  const madeProducts = products.map((one, i) => product(reader, one, only, ['products', i]))
  const floor = {
    products: madeProducts,
    sources: (input.sources ?? []).map((one, i) => source(reader, one, only, ['sources', i])),
    stations: (input.stations ?? []).map((one, i) => station(reader, one, input.energy?.classes ?? [], ['stations', i])),
    buffers: (input.buffers ?? []).map((one, i) => ({
      id: one.id,
      title: one.title ?? one.id,
      area: one.area ?? null,
      capacity: one.capacity ?? storeCapacity(one.store),
      order:
        typeof one.order === 'object'
          ? { attribute: one.order.attribute, first: one.order.first ?? ('smallest' as const) }
          : (one.order ?? ('fifo' as const)),
      dwell: one.dwell == null ? null : distribution(reader, one.dwell, ['buffers', i, 'dwell']),
      calendar: one.calendar ?? null,
      store: one.store == null ? null : store(reader, one.store, one.capacity, ['buffers', i]),
      pose: pose(reader, one.pose, ['buffers', i, 'pose']),
    })),
    sinks: sinks.map((one, i) => ({
      id: one.id,
      title: one.title ?? one.id,
      area: one.area ?? null,
      stock: one.stock ?? false,
      pose: pose(reader, one.pose, ['sinks', i, 'pose']),
    })),
    materials: (input.materials ?? []).map((one, i) => material(reader, one, ['materials', i])),
  }
  const places = layout(floor)
  const orders = (input.orders ?? []).map((one, i) => order(reader, one, only, ['orders', i]))
  const draft = {
    schema: 'takt/1' as const,
    id,
    title: input.title ?? id,
    description: input.description ?? '',
    seed: input.seed ?? 1,
    replications: input.replications ?? 10,
    horizon,
    warmUp,
    startTime: new Date(start).toISOString(),
    timeZone,
    currency: input.currency ?? 'EUR',
    objective: objective(input.objective),
    areas: (input.areas ?? []).map((one) => ({ id: one.id, title: one.title ?? one.id })),
    products: madeProducts,
    materials: placed(floor.materials, places.materials),
    suppliers: (input.suppliers ?? []).map((one, i) => supplier(reader, one, ['suppliers', i])),
    sources: placed(floor.sources, places.equipment),
    orders,
    stations: placed(floor.stations, places.equipment),
    buffers: placed(floor.buffers, places.equipment),
    sinks: placed(floor.sinks, places.equipment),
    transport: (input.transport ?? []).map((one, i) => fleet(reader, one, ['transport', i])),
    network: input.network == null ? null : network(reader, input.network),
    conveyors: (input.conveyors ?? []).map((one, i) => conveyor(reader, one, ['conveyors', i])),
    crews: (input.crews ?? []).map((one, i) => crew(reader, one, ['crews', i])),
    calendars: (input.calendars ?? []).map((one, i) => calendar(reader, one, horizon, ['calendars', i])),
    tools: (input.tools ?? []).map((one, i) => tool(reader, one, ['tools', i])),
    pallets: (input.pallets ?? []).map((one, i) => pallet(reader, one, ['pallets', i])),
    energy: input.energy == null ? null : energy(reader, input.energy),
    bookings: input.bookings == null ? null : bookings(reader, input.bookings),
    loops: (input.loops ?? []).map((one, i) => loop(reader, one, madeProducts, ['loops', i])),
    holds: (input.holds ?? []).map((one, i) => hold(reader, one, ['holds', i])),
    faults: (input.faults ?? []).map((one, i) => fault(reader, one, ['faults', i])),
    truth: (input.truth ?? []).map(({ path, value = null }) => ({ path, value })),
  }
  return {
    ...draft,
    initial: (input.initial ?? []).map((one, i) => initialUnits(reader, one, draft, only, ['initial', i], isWhole)),
    present:
      input.present == null
        ? null
        : {
            ...present(reader, input.present, draft.stations),
            units: (input.present.units ?? []).map((one, i) => ({
              ...initialUnits(reader, one, draft, only, ['present', 'units', i], isWhole),
              slot: one.slot ?? null,
              doing: one.doing ?? null,
              elapsed: one.elapsed === undefined ? 0 : reader.duration(one.elapsed, ['present', 'units', i, 'elapsed']),
              reworks: one.reworks ?? 0,
            })),
          },
    dispatch: (input.dispatch ?? []).map((one, i) => dispatchList(reader, one, draft, i, isWhole)),
  }
}

function zone(input: ScenarioInput, findings: Findings): string {
  const { timeZone = 'UTC' } = input
  if (isTimeZone(timeZone)) return timeZone
  findings.add(['timeZone'], `\`${timeZone}\` is not a time zone`, 'write an IANA name, such as `Europe/Berlin`, `Asia/Shanghai` or `UTC`')
  return 'UTC'
}

/** Monday, 2026-01-05, midnight local time, unless the file says. */
function startOf({ startTime = '2026-01-05T00:00' }: ScenarioInput, timeZone: string, findings: Findings): number {
  const read = readLocalTime(startTime)
  if (read !== undefined && !('message' in read)) return instant(read, timeZone)
  findings.add(
    ['startTime'],
    `\`startTime\` is \`${startTime}\`, which is not a date`,
    'write `2026-03-02T06:00`: year, month, day, T, hours and minutes',
  )
  return 0
}

function objective({ kpi = 'throughput', subject = 'plant', goal }: Partial<NonNullable<ScenarioInput['objective']>> = {}): Objective {
  return { kpi, subject, goal: goal ?? kpiGoals[kpi] ?? 'maximise' }
}

type Draft = Omit<Scenario, 'initial' | 'present' | 'dispatch'>

/** `at` and `operation` each follow from the other where the file gives one of them. */
function initialUnits(
  reader: Reader,
  input: NonNullable<ScenarioInput['initial']>[number],
  { products }: Draft,
  only: OnlyOnes,
  path: Path,
  isWhole: (product: string) => boolean,
): InitialUnits {
  if (input.product === undefined && only.product === undefined)
    reader.wrong(path, 'does not say of which product', 'add `product:` with its id')
  if (input.operation === undefined && input.at === undefined)
    reader.wrong(path, 'does not say where the units are', 'add `at:` with a buffer or station, or `operation:`')
  const made = products.find(({ id }) => id === (input.product ?? only.product))
  const found = made?.route.find((one) =>
    input.operation === undefined ? input.at !== undefined && placesOf(one).includes(input.at) : one.id === input.operation,
  )
  if (made !== undefined && isWhole(made.id) && input.operation === undefined && input.at !== undefined && found === undefined)
    reader.wrong(
      [...path, 'at'],
      `is \`${input.at}\`, where no operation of ${made.id} waits or works`,
      `write a buffer or station of its route: ${places(made).join(', ')}`,
    )
  return {
    product: input.product ?? only.product ?? '',
    operation: input.operation ?? found?.id ?? '',
    quantity: input.quantity ?? 1,
    at: input.at ?? (found && placesOf(found)[0]) ?? '',
    order: input.order ?? null,
  }
}

const places = ({ route }: Scenario['products'][number]) => [...new Set(route.flatMap(placesOf))]

function dispatchList(
  reader: Reader,
  input: NonNullable<ScenarioInput['dispatch']>[number],
  { orders, products }: Draft,
  index: number,
  isWhole: (product: string) => boolean,
): DispatchList {
  const orderById = new Map(orders.map((one) => [one.id, one]))
  const productById = new Map(products.map((one) => [one.id, one]))
  const jobs = input.jobs.map((job, i): DispatchJob => {
    const path = ['dispatch', index, 'jobs', i]
    const ordered = orderById.get(job.order)
    const route = ordered && productById.get(ordered.product)?.route
    const operation = job.operation ?? route?.find(({ stations }) => stations.includes(input.station))?.id
    if (operation === undefined && ordered !== undefined && route !== undefined && isWhole(ordered.product))
      reader.wrong(
        path,
        `is work that ${input.station} cannot do: no operation of order ${job.order} is done there`,
        'move the job to a station of its route',
      )
    return {
      order: job.order,
      operation: operation ?? '',
      quantity: job.quantity ?? Math.max(1, ordered ? ordered.quantity - ordered.completed : 1),
      notBefore: job.notBefore === undefined ? 0 : Math.max(0, reader.moment(job.notBefore, [...path, 'notBefore'])),
    }
  })
  return { station: input.station, jobs }
}

/** The places that the file gives, and the layout's for the others. */
function placed<Thing extends { readonly id: string; readonly pose: Pose | null }>(
  things: readonly Thing[],
  poses: ReadonlyMap<string, Pose>,
) {
  return things.map((thing) => ({ ...thing, pose: thing.pose ?? poses.get(thing.id) ?? { x: 0, y: 0, rotation: 0 } }))
}

/** The title as an id, or else the name of the file. */
export function defaultId(title: string | undefined, file: string): string {
  return slug(title) || slug(file.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '')) || 'scenario'
}

/** An id made of a title: `Two machines and a rack` becomes `two-machines-and-a-rack`. */
function slug(text: string | undefined): string {
  const words =
    (text ?? '')
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const id = [...words.join('-')].slice(0, 60).join('').replace(/-+$/, '')
  return reservedIds.has(id) ? `${id}-1` : id
}
