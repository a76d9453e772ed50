import type { Findings } from '../findings.ts'
import { limits } from '../limits.ts'
import type { Operation, Product, Scenario, Source, Station } from '../model.ts'
import { nearest } from '../nearest.ts'
import type { Path } from '../tree.ts'
import { type Books, distinct } from './references.ts'

/** Stations, buffers, sinks and crews: that what they refer to is there. */
export function checkEquipment(scenario: Scenario, books: Books, findings: Findings) {
  const families = new Set(scenario.products.map(({ family }) => family))
  for (const [i, station] of scenario.stations.entries()) checkStation(station, families, books, findings, ['stations', i])
  for (const name of ['buffers', 'sinks'] as const)
    for (const [i, { area }] of scenario[name].entries()) if (area !== null) books.areas.find(area, [name, i, 'area'])
  for (const [i, { calendar }] of scenario.crews.entries()) if (calendar !== null) books.calendars.find(calendar, ['crews', i, 'calendar'])
  for (const [i, { target, kind }] of scenario.faults.entries()) {
    const station = books.stations.find(target, ['faults', i, 'target'])
    if (kind === 'failure' && station?.failures.length === 0)
      findings.add(
        ['faults', i, 'target'],
        `station \`${target}\` never fails, so that its failures cannot change`,
        'give it a failure, or choose another target',
      )
  }
}

function checkStation(station: Station, families: ReadonlySet<string>, books: Books, findings: Findings, path: Path) {
  if (station.area !== null) books.areas.find(station.area, [...path, 'area'])
  if (station.calendar !== null) books.calendars.find(station.calendar, [...path, 'calendar'])
  const family = (name: string | null, place: Path) => {
    if (name === null || name === '*' || families.has(name) || books.products.isBroken(name)) return
    const meant = nearest(name, families)
    findings.add(
      place,
      `unknown family \`${name}\` in ${findings.name(place)}`,
      meant
        ? `did you mean \`${meant}\`?`
        : `write \`*\`, or the family of a product (its id, unless it says otherwise): ${[...families].slice(0, 10).join(', ')}`,
    )
  }
  family(station.initialFamily, [...path, 'initialFamily'])
  const pairs = new Set<string>()
  for (const [i, { from, to }] of station.setups.entries()) {
    family(from, [...path, 'setups', i, 'from'])
    family(to, [...path, 'setups', i, 'to'])
    if (pairs.has(`${from}>${to}`))
      findings.add(
        [...path, 'setups', i],
        `there are two set-ups from \`${from}\` to \`${to}\` in ${findings.name(path)}`,
        'keep one of them',
      )
    pairs.add(`${from}>${to}`)
  }
  distinct(station.failures, 'failure', [...path, 'failures'], findings)
  distinct(station.maintenance, 'maintenance task', [...path, 'maintenance'], findings)
  const modes = station.failures.map(({ id }) => id)
  for (const [i, { crew }] of station.failures.entries()) if (crew !== null) books.crews.find(crew, [...path, 'failures', i, 'crew'])
  for (const [i, { crew, renews }] of station.maintenance.entries()) {
    if (crew !== null) books.crews.find(crew, [...path, 'maintenance', i, 'crew'])
    for (const [j, mode] of renews.entries()) {
      if (modes.includes(mode)) continue
      const meant = nearest(mode, modes)
      const remedy = meant
        ? `did you mean \`${meant}\`?`
        : modes.length === 0
          ? 'the station has no failures: write `renews: []`'
          : `write one of ${modes.join(', ')}`
      findings.add(
        [...path, 'maintenance', i, 'renews', j],
        `unknown failure \`${mode}\` in ${findings.name([...path, 'maintenance', i])}`,
        remedy,
      )
    }
  }
}

/** Products: routes that can be gone, components that can be had. */
export function checkProducts(scenario: Scenario, books: Books, findings: Findings) {
  for (const [i, product] of scenario.products.entries()) {
    const path = ['products', i]
    const sink = books.sinks.find(product.sink, [...path, 'sink'])
    if (sink !== undefined && !sink.stock && product.initialStock > 0)
      findings.add(
        [...path, 'initialStock'],
        `product \`${product.id}\` has stock, and its sink \`${sink.id}\` keeps none`,
        `write \`stock: true\` at sink ${sink.id}, or leave \`initialStock\` out`,
      )
    distinct(product.route, 'operation', [...path, 'route'], findings)
    for (const [j, operation] of product.route.entries()) checkOperation(product, operation, j, books, findings, [...path, 'route', j])
  }
  for (const [i, station] of scenario.stations.entries()) {
    const rework = station.rework?.to
    if (rework != null) checkStationRework(scenario, station.id, rework, books, findings, ['stations', i, 'rework', 'to'])
  }
  const cycle = componentCycle(scenario.products)
  if (cycle) {
    const i = scenario.products.findIndex(({ id }) => id === cycle[0])
    const j = scenario.products[i]!.route.findIndex(({ components }) => components.some(({ item }) => item === cycle[1]))
    findings.add(
      ['products', i, 'route', j, 'components'],
      `the bill of material goes in a circle: ${cycle.join(' → ')}`,
      'a product cannot be a component of itself: take one of these components out',
    )
  }
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
    if (station !== undefined && station.time === null && operation.time === null)
      findings.add(
        place,
        `nothing says how long operation \`${operation.id}\` of ${product.id} takes on station \`${id}\``,
        `add \`time\` to the station, such as \`time: 1 min\`, or to the operation`,
      )
  }
  if (operation.buffer !== null) books.buffers.find(operation.buffer, [...path, 'buffer'])
  if (operation.rework?.to != null) checkRework(product, operation.rework.to, index, findings, [...path, 'rework', 'to'])
  for (const [i, { item }] of operation.components.entries()) checkComponent(item, books, findings, [...path, 'components', i, 'item'])
}

/** A component is a material, or a product that is kept in stock. */
function checkComponent(item: string, books: Books, findings: Findings, path: Path) {
  const part = books.products.get(item)
  if (part === undefined) {
    if (!books.products.isBroken(item)) books.materials.find(item, path, books.products.ids)
    return
  }
  const sink = books.sinks.get(part.sink)
  if (sink !== undefined && !sink.stock)
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
      checkRework(product, to, i, findings, path)
    }
  const known = products.some(({ route }) => route.some(({ id }) => id === to))
  if (!used && !known && !books.products.isBroken(to))
    findings.add(path, `unknown operation \`${to}\` in ${findings.name(path)}`, 'write the id of an operation, or leave `to` out')
}

/** The first circle of products that need each other, its first product again at the end. */
function componentCycle(products: readonly Product[]): string[] | undefined {
  const parts = new Map(products.map(({ id, route }) => [id, route.flatMap(({ components }) => components.map(({ item }) => item))]))
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

/** Sources: that what arrives is known, and can be made or served. */
export function checkSources(scenario: Scenario, books: Books, findings: Findings) {
  for (const [i, source] of scenario.sources.entries()) {
    const path = ['sources', i]
    for (const [j, { product: id, weight }] of source.mix.entries()) {
      const place = [...path, 'mix', j, 'product']
      if (source.serve === 'stock') {
        const product = books.products.get(id)
        if (product === undefined) {
          const material = books.products.isBroken(id) ? undefined : books.materials.find(id, place, books.products.ids)
          if (material?.reorderPoint === null)
            findings.add(
              place,
              `source \`${source.id}\` serves material \`${id}\` from stock, and its stock is not counted`,
              `add \`reorderPoint\` to material ${id}`,
            )
        } else if (books.sinks.get(product.sink)?.stock === false)
          findings.add(
            place,
            `source \`${source.id}\` serves product \`${id}\` from stock, and it is never in stock`,
            `write \`stock: true\` at its sink ${product.sink}, or \`serve: make\``,
          )
      } else {
        const product = books.products.find(id, place)
        if (product !== undefined && weight > 0) checkSaturation(source, product, books, findings, path)
      }
    }
    if (source.serve === 'stock' && source.every === null)
      findings.add(path, `source \`${source.id}\` serves from stock without a pause`, 'add `every` or `rate`: how often customers come')
  }
}

/** A source that always has a unit ready would fill a queue without limit in no time. */
function checkSaturation({ id, every, limit }: Source, { route }: Product, books: Books, findings: Findings, path: Path) {
  const queue = route[0]?.buffer == null ? undefined : books.buffers.get(route[0].buffer)
  if (every === null && limit === null && queue?.capacity === null)
    findings.add(
      path,
      `source \`${id}\` always has a unit ready, and buffer \`${queue.id}\` holds any number: it would fill without end`,
      `give buffer ${queue.id} a \`capacity\`, or the source \`every\` or \`rate\``,
    )
}

/** Orders, units at the start, and dispatch lists. */
export function checkWork(scenario: Scenario, books: Books, findings: Findings) {
  for (const [i, { product }] of scenario.orders.entries()) books.products.find(product, ['orders', i, 'product'])
  checkInitial(scenario, books, findings)
  const listed = new Set<string>()
  for (const [i, { station, jobs }] of scenario.dispatch.entries()) {
    const path = ['dispatch', i]
    const known = books.stations.find(station, [...path, 'station'])
    if (listed.has(station)) findings.add(path, `there are two dispatch lists of station \`${station}\``, 'make one list of the two')
    listed.add(station)
    for (const [j, job] of jobs.entries()) {
      const place = [...path, 'jobs', j]
      const order = books.orders.find(job.order, [...place, 'order'])
      const product = order && books.products.get(order.product)
      if (order === undefined || product === undefined || job.operation === '') continue
      const operation = findOperation(product, job.operation, findings, [...place, 'operation'])
      if (known && operation && !operation.stations.includes(station))
        findings.add(
          [...place, 'operation'],
          `station \`${station}\` cannot do operation \`${operation.id}\` of order \`${order.id}\``,
          `give the job to ${operation.stations.join(' or ')}, or add ${station} to the operation's stations`,
        )
      if (job.quantity > order.quantity)
        findings.add(
          [...place, 'quantity'],
          `the job is ${job.quantity} units of order \`${order.id}\`, which has ${order.quantity}`,
          `write at most ${order.quantity}`,
        )
    }
  }
}

function checkInitial(scenario: Scenario, books: Books, findings: Findings) {
  const room = new Map<string, number>()
  const ofOrder = new Map<string, number>()
  let total = 0
  for (const [i, units] of scenario.initial.entries()) {
    const path = ['initial', i]
    const product = books.products.find(units.product, [...path, 'product'])
    const operation =
      product && units.operation !== '' ? findOperation(product, units.operation, findings, [...path, 'operation']) : undefined
    const own = operation && (operation.buffer === units.at || operation.stations.includes(units.at))
    if (operation && !own) {
      const places = [...(operation.buffer === null ? [] : [operation.buffer]), ...operation.stations]
      findings.add(
        [...path, 'at'],
        `\`${units.at}\` is not a place of operation \`${operation.id}\``,
        `write its buffer or one of its stations: ${places.join(', ')}`,
      )
    }
    const order = units.order === null ? undefined : books.orders.find(units.order, [...path, 'order'])
    if (order !== undefined && product !== undefined && order.product !== product.id)
      findings.add(
        [...path, 'order'],
        `order \`${order.id}\` is of product \`${order.product}\`, not \`${product.id}\``,
        'write an order of the same product',
      )
    if (order !== undefined) {
      const started = (ofOrder.get(order.id) ?? 0) + units.quantity
      ofOrder.set(order.id, started)
      if (started + order.completed > order.quantity)
        findings.add(
          [...path, 'quantity'],
          `order \`${order.id}\` has ${order.quantity} units, and ${started + order.completed} of them would be started or completed`,
          'write fewer, or raise the order',
        )
    }
    total += units.quantity
    const most = books.stations.get(units.at)?.slots ?? books.buffers.get(units.at)?.capacity ?? undefined
    const here = (room.get(units.at) ?? 0) + units.quantity
    room.set(units.at, here)
    if (own && most !== undefined && here > most)
      findings.add(
        [...path, 'quantity'],
        `\`${units.at}\` has room for ${most}, and ${here} units would be there`,
        'write fewer, or make room',
      )
  }
  if (total > limits.initialUnits)
    findings.add(['initial'], `${total} units would be in the plant at the start`, `write at most ${limits.initialUnits} in all`)
}

function findOperation(product: Product, id: string, findings: Findings, path: Path): Operation | undefined {
  const found = product.route.find((one) => one.id === id)
  if (found) return found
  const ids = product.route.map((one) => one.id)
  const meant = nearest(id, ids)
  findings.add(
    path,
    `unknown operation \`${id}\` of product \`${product.id}\``,
    meant ? `did you mean \`${meant}\`?` : `write one of ${ids.join(', ')}`,
  )
  return undefined
}
