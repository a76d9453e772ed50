import type { Findings } from '../findings.ts'
import type { Buffer, Operation, Product, Scenario, Station } from '../model.ts'
import { nearest } from '../nearest.ts'
import { timesOf } from '../times-of.ts'
import type { Path } from '../tree.ts'
import { type Books, distinct } from './references.ts'
import { checkRouting } from './routing.ts'

/** Products: routes that can be gone, components that can be had. */
export function checkProducts(scenario: Scenario, books: Books, findings: Findings) {
  for (const [i, product] of scenario.products.entries()) {
    const path = ['products', i]
    const shelf = books.buffers.get(product.sink)
    const sink = shelf === undefined ? books.sinks.find(product.sink, [...path, 'sink'], books.buffers.ids) : undefined
    if (sink !== undefined && !sink.stock && !books.sinks.isBroken(sink.id) && product.initialStock > 0)
      findings.add(
        [...path, 'initialStock'],
        `product \`${product.id}\` has stock, and its sink \`${sink.id}\` keeps none`,
        `write \`stock: true\` at sink ${sink.id}, or leave \`initialStock\` out`,
      )
    if (product.via !== null) books.conveyors.find(product.via, [...path, 'via'])
    distinct(product.route, 'operation', [...path, 'route'], findings)
    for (const [j, operation] of product.route.entries()) checkOperation(product, operation, j, books, findings, [...path, 'route', j])
    checkRouting(product, books, findings, path)
  }
  for (const [i, station] of scenario.stations.entries()) {
    const rework = station.rework?.to
    if (station.moveQuantity !== null && station.batch !== null)
      findings.add(
        ['stations', i, 'moveQuantity'],
        `units go on from station \`${station.id}\` in groups, and are worked on there in batches`,
        'leave `moveQuantity` out, or write it at the operation before or after',
      )
    if (station.preempt !== null) checkPreemption(scenario, station, findings, ['stations', i, 'preempt'])
    if (rework != null) checkStationRework(scenario, station.id, rework, books, findings, ['stations', i, 'rework', 'to'])
  }
  const cycle = componentCycle(scenario.products)
  if (cycle) {
    const i = scenario.products.findIndex(({ id }) => id === cycle[0])
    const j = scenario.products[i]!.route.findIndex(({ components, parts }) =>
      [...components.map(({ item }) => item), ...parts.map((part) => part.product)].includes(cycle[1]!),
    )
    findings.add(
      [
        'products',
        i,
        'route',
        j,
        scenario.products[i]!.route[j]!.components.some(({ item }) => item === cycle[1]) ? 'components' : 'parts',
      ],
      `the bill of material goes in a circle: ${cycle.join(' → ')}`,
      'a product cannot be a component of itself: take one of these components out',
    )
  }
}

/** What gives way must be one unit, for which nothing is kept ahead. */
function checkPreemption({ products }: Scenario, { id, batch, blockingBeforeService }: Station, findings: Findings, path: Path) {
  const here = products.flatMap(({ route }) => route.filter(({ stations }) => stations.includes(id)))
  const isTogether = batch !== null || here.some((operation) => operation.batch !== null)
  const why = isTogether
    ? 'units are worked on in batches'
    : here.some(({ splits }) => splits.length > 0)
      ? 'units are taken apart'
      : blockingBeforeService
        ? 'room ahead is kept for the unit in work'
        : null
  if (why !== null)
    findings.add(
      path,
      `nobody gives way at station \`${id}\`, where ${why}`,
      'leave `preempt` out: `rule: priority` lets the urgent go first',
    )
}

function checkOperation(product: Product, operation: Operation, index: number, books: Books, findings: Findings, path: Path) {
  const others = [...books.buffers.ids, ...books.sinks.ids]
  const used = new Set<string>()
  for (const [i, id] of operation.stations.entries()) {
    const place = [...path, 'stations', i]
    if (used.has(id)) findings.add(place, `station \`${id}\` is here twice`, 'name each alternative once')
    used.add(id)
    if (others.includes(id) && books.stations.get(id) === undefined) {
      findings.add(
        place,
        `\`${id}\` is not a station`,
        books.buffers.get(id)
          ? `write it as the \`buffer\` of the operation: \`{ stations: …, buffer: ${id} }\``
          : `write \`sink: ${id}\` beside the route`,
      )
      continue
    }
    const station = books.stations.find(id, place)
    if (station !== undefined && timesOf(operation, station).length === 0)
      findings.add(
        place,
        `nothing says how long operation \`${operation.id}\` of ${product.id} takes on station \`${id}\``,
        `add \`time\` to the station, such as \`time: 1 min\`, or to the operation`,
      )
  }
  distinct(operation.steps, 'step', [...path, 'steps'], findings)
  const buffer = operation.buffer === null ? undefined : books.buffers.find(operation.buffer, [...path, 'buffer'])
  if (buffer !== undefined) checkBatch(operation, buffer, books, findings, path)
  if (operation.via !== null) {
    books.conveyors.find(operation.via, [...path, 'via'])
    const before = product.route[index - 1]?.stations.find((id) => books.stations.get(id)?.blockingBeforeService)
    if (before !== undefined)
      findings.add(
        [...path, 'via'],
        `station \`${before}\` starts only when room ahead is reserved, which a conveyor cannot do`,
        `leave \`blockingBeforeService\` of ${before} out: it then keeps a finished unit until the conveyor takes it`,
      )
  }
  if (operation.rework?.to != null && !books.products.isBroken(product.id))
    checkRework(product, operation.rework.to, index, findings, [...path, 'rework', 'to'])
  checkParts(product, operation, index, books, findings, path)
  for (const [i, { item }] of operation.components.entries()) checkComponent(item, books, findings, [...path, 'components', i, 'item'])
}

/** Parts end their route in the buffer from which they are taken; what comes out of a unit has a route to begin. */
function checkParts(product: Product, operation: Operation, index: number, books: Books, findings: Findings, path: Path) {
  const used = new Set<string>()
  for (const [i, { product: id, from }] of operation.parts.entries()) {
    const place = [...path, 'parts', i]
    const part = books.products.find(id, [...place, 'product'])
    if (used.has(id)) findings.add(place, `product \`${id}\` is here twice as a part`, 'write it once, with its whole quantity')
    used.add(id)
    if (part === undefined || books.buffers.isBroken(from)) continue
    if (books.buffers.get(part.sink) === undefined)
      findings.add(
        [...place, 'product'],
        `\`${id}\` is no part: its route ends in sink \`${part.sink}\`, and not in a buffer`,
        `write \`sink:\` of product ${id} with the id of the buffer from which it is taken; what is taken from stock is a component`,
      )
    else if (from !== part.sink)
      findings.add(
        [...place, 'from'],
        `part \`${id}\` never stands in \`${from}\`: its route ends in \`${part.sink}\``,
        `leave \`from\` out, or write ${part.sink}`,
      )
  }
  const isBatch = operation.batch !== null || operation.stations.some((id) => books.stations.get(id)?.batch != null)
  if (operation.collect === 'progressive' && isBatch)
    findings.add(
      [...path, 'collect'],
      `operation \`${operation.id}\` of ${product.id} is done in batches, and its parts cannot come one by one`,
      'leave `collect` out, or the batch',
    )
  for (const [i, { product: id, operation: at }] of operation.splits.entries()) {
    const place = [...path, 'splits', i]
    const born = books.products.find(id, [...place, 'product'])
    if (id === product.id) findings.add([...place, 'product'], `\`${id}\` comes out of itself`, 'write another product')
    if (born !== undefined && at !== null && !books.products.isBroken(id) && !born.route.some((one) => one.id === at))
      findings.add(
        [...place, 'operation'],
        `unknown operation \`${at}\` of product \`${id}\``,
        `write one of ${born.route.map((one) => one.id).join(', ')}`,
      )
  }
  if (operation.moveQuantity !== null && (isBatch || operation.splits.length > 0))
    findings.add(
      [...path, 'moveQuantity'],
      `units go on from operation \`${operation.id}\` of ${product.id} in groups, and ${isBatch ? 'it is done in batches' : 'are taken apart there'}`,
      'leave `moveQuantity` out, or write it at the operation before or after',
    )
  if (operation.splits.length > 0 && operation.test?.result != null && operation.test.meanwhile === 'quarantine')
    findings.add(
      [...path, 'test', 'meanwhile'],
      `${product.id} is taken apart in operation \`${operation.id}\`, and nobody knows until the result of its test whether it is good`,
      'test it in an operation before, or write `meanwhile: goOn`',
    )
  if (operation.splits.length > 0 && operation.whenSplit === 'leaves' && index < product.route.length - 1)
    findings.add(
      [...path, 'splits'],
      `${product.id} is split up in operation \`${operation.id}\`, and its route goes on`,
      'write `whenSplit: goesOn`, or end the route here',
    )
}

/** A batch is brought together in the buffer before it. */
function checkBatch({ stations, batch }: Operation, buffer: Buffer, books: Books, findings: Findings, path: Path) {
  const rules = batch === null ? stations.map((id) => books.stations.get(id)?.batch) : [batch]
  for (const [i, rule] of rules.entries()) {
    if (rule == null || buffer.capacity === null || rule.min <= buffer.capacity || rule.onTimeout !== 'wait') continue
    if (books.buffers.isBroken(buffer.id) || books.stations.isBroken(stations[i]!)) continue
    findings.add(
      batch === null ? [...path, 'stations', i] : [...path, 'batch'],
      `a batch of at least ${rule.min} never comes together: buffer \`${buffer.id}\` before it holds ${buffer.capacity}`,
      `give buffer ${buffer.id} a capacity of ${rule.min} or more, or lower \`min\``,
    )
    return
  }
}

/** A component is a material, or a product that is kept in stock. */
export function checkComponent(item: string, books: Books, findings: Findings, path: Path) {
  const part = books.products.get(item)
  if (part === undefined) {
    if (!books.products.isBroken(item)) books.materials.find(item, path, books.products.ids)
    return
  }
  const sink = books.sinks.get(part.sink)
  if (sink !== undefined && !sink.stock && !books.sinks.isBroken(sink.id))
    findings.add(path, `component \`${item}\` is a product that is never in stock`, `write \`stock: true\` at its sink ${sink.id}`)
}

function checkRework(product: Product, to: string, index: number, findings: Findings, path: Path) {
  const target = product.route.findIndex(({ id }) => id === to)
  const ids = product.route.slice(0, index + 1).map(({ id }) => id)
  if (target < 0) {
    const meant = nearest(to, ids)
    findings.add(
      path,
      `unknown operation \`${to}\` in ${findings.name(path)}`,
      meant ? `did you mean \`${meant}\`?` : `write this or an earlier operation of ${product.id}: ${ids.join(', ')}`,
    )
  } else if (target > index)
    findings.add(
      path,
      `rework goes forward, to the later operation \`${to}\``,
      `write this or an earlier operation of ${product.id}: ${ids.join(', ')}`,
    )
}

/** A station's own rework holds for every operation done there that does not say otherwise. */
function checkStationRework({ products }: Scenario, station: string, to: string, books: Books, findings: Findings, path: Path) {
  let used = false
  for (const product of products)
    for (const [i, operation] of product.route.entries()) {
      if (operation.rework !== null || !operation.stations.includes(station)) continue
      used = true
      if (books.products.isBroken(product.id)) continue
      checkRework(product, to, i, findings, path)
    }
  const known = products.some(({ route }) => route.some(({ id }) => id === to))
  if (!used && !known && !books.products.hasBroken)
    findings.add(path, `unknown operation \`${to}\` in ${findings.name(path)}`, 'write the id of an operation, or leave `to` out')
}

/** The first circle of products that need each other, its first product again at the end. */
function componentCycle(products: readonly Product[]): string[] | undefined {
  const parts = new Map(
    products.map(({ id, route }) => [
      id,
      route.flatMap(({ components, parts }) => [...components.map(({ item }) => item), ...parts.map((part) => part.product)]),
    ]),
  )
  const done = new Set<string>()
  for (const { id: start } of products) {
    const trail: { id: string; rest: string[] }[] = [{ id: start, rest: [...(parts.get(start) ?? [])] }]
    const onTrail = new Set([start])
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const next = top.rest.pop()
      if (next === undefined || done.has(top.id)) {
        done.add(top.id)
        onTrail.delete(top.id)
        trail.pop()
      } else if (onTrail.has(next)) return [...trail.slice(trail.findIndex(({ id }) => id === next)).map(({ id }) => id), next]
      else if (!done.has(next) && parts.has(next)) {
        trail.push({ id: next, rest: [...(parts.get(next) ?? [])] })
        onTrail.add(next)
      }
    }
  }
  return undefined
}
