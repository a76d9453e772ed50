import { problemAt } from './findings.ts'
import { nearest } from './nearest.ts'
import type { Problem } from './problem.ts'
import { child, type Field, leaf, list, type MapTree, map, type Tree, textOf, withFields } from './tree.ts'

const elementKinds = ['source', 'station', 'stations', 'buffer', 'conveyor', 'sink'] as const
type ElementKind = (typeof elementKinds)[number]

/** What a flow says in full: the lists it stands for. */
export interface Flow {
  readonly sources: readonly Tree[]
  readonly stations: readonly Tree[]
  readonly buffers: readonly Tree[]
  readonly sinks: readonly Tree[]
  readonly conveyors: readonly Tree[]
  readonly products: readonly Tree[]
}

/**
 * The short form: `flow` lists sources, stations, buffers and a sink in the order in which a unit meets them, and so makes one product, `part`.
 *
 *     source ──▶ [buffer] ──▶ station ──▶ [buffer] ──▶ stations (alternatives) ──▶ … ──▶ sink
 *
 * A buffer holds the units that wait for the station after it; stations without one hand over directly. On a conveyor units ride to what
 * comes after it: the next buffer or station, or the sink.
 */
export function readFlow(flow: Tree, problems: Problem[]): Flow {
  const result = {
    sources: [] as Tree[],
    stations: [] as Tree[],
    buffers: [] as Tree[],
    sinks: [] as Tree[],
    conveyors: [] as Tree[],
    products: [] as Tree[],
  }
  if (flow.kind !== 'list') {
    problems.push(
      problemAt(
        flow.at,
        '`flow` is not a list',
        'write `- source: …`, `- station: …`, `- buffer: …`, `- sink: …`, one below the other',
        'flow',
      ),
    )
    return result
  }
  const route: Tree[] = []
  let waiting: { id: Tree; name: string } | undefined
  let riding: { id: Tree; name: string } | undefined
  let broken = false
  for (const [i, element] of flow.items.entries()) {
    const read = readElement(element, i, problems)
    if (read === undefined) {
      broken = true
      continue
    }
    const { kind, value } = read
    const complain = (message: string, remedy: string) => problems.push(problemAt(element.at, message, remedy, `flow[${i + 1}]`))
    const name = textOf(value, 'id') ?? kind
    if (result.sinks.length > 0 && kind !== 'sink')
      complain(`${kind} \`${name}\` comes after the sink`, 'move it in front of the sink: the sink is the end of a flow')
    if (kind === 'source') {
      if (route.length > 0 || waiting || riding)
        complain(`source \`${name}\` is not at the beginning`, 'move it to the beginning of the flow')
      result.sources.push(
        child(value, 'product') || child(value, 'mix') ? value : withFields(value as MapTree, { product: leaf(value.at, 'part') }),
      )
    } else if (kind === 'buffer') {
      if (waiting)
        complain(`buffer \`${name}\` follows buffer \`${waiting.name}\``, 'put a station between them, or make one buffer of the two')
      result.buffers.push(value)
      const id = child(value, 'id')
      waiting = id && { id, name }
    } else if (kind === 'conveyor') {
      if (waiting)
        complain(
          `conveyor \`${name}\` follows buffer \`${waiting.name}\``,
          'move it in front of the buffer: a conveyor leads to a buffer, and a buffer holds what waits for a station',
        )
      if (riding)
        complain(`conveyor \`${name}\` follows conveyor \`${riding.name}\``, 'make one conveyor of the two, or put a station between')
      result.conveyors.push(value)
      const id = child(value, 'id')
      riding = id && { id, name }
    } else if (kind === 'sink') {
      if (waiting)
        complain(`no station takes units from buffer \`${waiting.name}\``, 'leave the buffer out: a sink takes everything at once')
      if (result.sinks.length > 0)
        complain(
          `sink \`${name}\` is the second sink`,
          'a flow has one sink; write products and routes in full where there are more ways out',
        )
      result.sinks.push(value)
      waiting = undefined
    } else {
      const places = kind === 'station' ? [value] : value.kind === 'list' ? value.items : []
      route.push(operation(places, { buffer: waiting?.id, via: riding?.id }, element, route))
      result.stations.push(
        ...places.map((place) =>
          place.kind === 'map'
            ? withFields(
                place,
                ofOperation(() => undefined),
              )
            : place,
        ),
      )
      waiting = riding = undefined
    }
  }
  if (!broken && route.length === 0)
    problems.push(problemAt(flow.at, '`flow` has no station', 'add `- station: { id: drill, time: 1 min }`', 'flow'))
  if (!broken && result.sinks.length === 0)
    problems.push(problemAt(flow.at, '`flow` has no sink', 'add `- sink: { id: shipped }` at the end', 'flow'))
  const sink = child(result.sinks[0], 'id')
  const fields: Record<string, Tree | undefined> = {
    id: leaf(flow.at, 'part'),
    route: list(flow.at, route),
    sink: sink ?? leaf(flow.at, '?'),
    via: riding?.id,
  }
  if (route.length > 0) result.products.push(withFields(map(flow.at, new Map()), fields))
  return result
}

/** The lists that may hold more than could be read of this flow. */
export function hiddenBy(flow: Tree | undefined): readonly (keyof Flow)[] {
  if (flow === undefined) return []
  const read = flow.kind === 'list' ? flow.items.map((element, i) => readElement(element, i, [])) : [undefined]
  if (read.includes(undefined)) return ['sources', 'stations', 'buffers', 'sinks', 'conveyors', 'products']
  const has = (...kinds: readonly ElementKind[]) => read.some((one) => one !== undefined && kinds.includes(one.kind))
  return [...(has('sink') ? [] : ['sinks' as const]), ...(has('station', 'stations') ? [] : ['products' as const])]
}

/**
 * The kind and content of one element. A key that is nearly one of the kinds is reported and then taken for it, so that nothing else
 * seems wrong because of it.
 */
function readElement(element: Tree, index: number, problems: Problem[]): { kind: ElementKind; value: Tree } | undefined {
  const path = `flow[${index + 1}]`
  const fields: [string, Field][] = element.kind === 'map' ? [...element.fields] : []
  const [first, ...others] = fields
  if (first === undefined) {
    problems.push(
      problemAt(
        element.at,
        `element ${index + 1} of \`flow\` says nothing`,
        `write one of ${elementKinds.join(', ')}, such as \`- station: { id: drill, time: 1 min }\``,
        path,
      ),
    )
    return undefined
  }
  const [key, field] = first
  const kind = elementKinds.find((one) => one === key)
  if (kind === undefined) {
    const meant = nearest(key, elementKinds)
    const remedy = meant === undefined ? `an element of a flow is one of ${elementKinds.join(', ')}` : `did you mean \`${meant}\`?`
    problems.push(problemAt(field.key, `unknown key \`${key}\` in ${path}`, remedy, path))
    if (meant === undefined) return undefined
  }
  for (const [other, { key: at }] of others)
    problems.push(
      problemAt(
        at,
        `element ${index + 1} of \`flow\` is both \`${key}\` and \`${other}\``,
        'begin the second with its own dash, or indent it to make it part of the first',
        path,
      ),
    )
  const found = kind ?? nearest(key, elementKinds)!
  const wanted = found === 'stations' ? 'list' : 'map'
  if (field.tree.kind !== wanted) {
    const remedy = wanted === 'list' ? 'write `stations: [ { … }, { … } ]`' : `write \`${found}: { id: … }\``
    problems.push(problemAt(field.tree.at, `\`${found}\` in ${path} is not a ${wanted}`, remedy, path))
    return undefined
  }
  return { kind: found, value: field.tree }
}

function operation(
  places: readonly Tree[],
  { buffer, via }: { buffer: Tree | undefined; via: Tree | undefined },
  element: Tree,
  route: readonly Tree[],
): Tree {
  const stations = places.flatMap((place) => child(place, 'id') ?? [])
  const name = stations[0]?.kind === 'leaf' ? String(stations[0].value) : `operation-${route.length + 1}`
  const used = new Set(route.map((one) => textOf(one, 'id')))
  return withFields(map(element.at, new Map()), {
    id: leaf(stations[0]?.at ?? element.at, unused(name, used)),
    stations: stations.length > 0 ? list(stations[0]!.at, stations) : list(element.at, [leaf(element.at, '?')]), // an id is missing, which is reported for the station
    buffer,
    via,
    ...ofOperation((key) => child(places[0], key)),
  })
}

/** What a station of a flow says that is its operation's. */
const ofOperation = (value: (key: string) => Tree | undefined): Record<string, Tree | undefined> =>
  Object.fromEntries(['components', 'characteristics', 'defects', 'test'].map((key) => [key, value(key)]))

/** `name`, or `name-2`, `name-3`, … if it is used. */
export function unused(name: string, used: ReadonlySet<string | undefined>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`
    if (!used.has(candidate)) return candidate
  }
}
