import type { Findings } from '../findings.ts'
import { limits } from '../limits.ts'
import type { Operation, Order, Product, Scenario } from '../model.ts'
import { nearest } from '../nearest.ts'
import type { Path } from '../tree.ts'
import { placesOf } from '../waiting-places.ts'
import type { Books } from './references.ts'

/** Orders, units at the start, and dispatch lists. */
export function checkWork(scenario: Scenario, books: Books, findings: Findings) {
  for (const [i, order] of scenario.orders.entries()) {
    const product = books.products.find(order.product, ['orders', i, 'product'])
    if (product !== undefined) checkMatched(order, product, findings, ['orders', i])
  }
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
      const operation = findOperation(product, job.operation, books, findings, [...place, 'operation'])
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
  const present = scenario.present?.units ?? []
  for (const [n, one] of [...scenario.initial, ...present].entries()) {
    const isPresent = n >= scenario.initial.length
    const path = isPresent ? ['present', 'units', n - scenario.initial.length] : ['initial', n]
    const units = { slot: null, doing: null, ...one }
    const product = books.products.find(units.product, [...path, 'product'])
    const operation =
      product && units.operation !== '' ? findOperation(product, units.operation, books, findings, [...path, 'operation']) : undefined
    const own = operation && placesOf(operation).includes(units.at)
    if (operation && !own) {
      const places = placesOf(operation)
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
    const station = books.stations.get(units.at)
    if (
      station === undefined &&
      own &&
      !books.stations.isBroken(units.at) &&
      ((units.doing !== null && units.doing !== 'wait') || units.slot !== null)
    )
      findings.add(
        [...path, units.doing === null ? 'slot' : 'doing'],
        `\`${units.at}\` is a buffer, where units wait and nothing is done`,
        'name one of the stations in `at`, or leave it out',
      )
    if (units.slot !== null && (units.quantity > 1 || (station !== undefined && units.slot > station.slots)))
      findings.add(
        [...path, 'slot'],
        `slot ${units.slot} of \`${units.at}\` cannot hold them`,
        'write one entry for each slot, from 1 to the number of slots',
      )
    const places = station && station.slots * ((operation?.batch ?? station.batch)?.max ?? 1)
    const most = places ?? books.buffers.get(units.at)?.capacity ?? undefined
    const here = (room.get(units.at) ?? 0) + (units.doing === 'wait' ? 0 : units.quantity)
    room.set(units.at, here)
    const isDoubtful = books.stations.isBroken(units.at) || books.buffers.isBroken(units.at)
    if (own && most !== undefined && here > most && !isDoubtful)
      findings.add(
        [...path, 'quantity'],
        `\`${units.at}\` has room for ${most}, and ${here} units would be there`,
        'write fewer, or make room',
      )
  }
  if (total > limits.initialUnits)
    findings.add(['initial'], `${total} units would be in the plant at the start`, `write at most ${limits.initialUnits} in all`)
}

function findOperation(product: Product, id: string, books: Books, findings: Findings, path: Path): Operation | undefined {
  const found = product.route.find((one) => one.id === id)
  if (found || books.products.isBroken(product.id)) return found
  const ids = product.route.map((one) => one.id)
  const meant = nearest(id, ids)
  findings.add(
    path,
    `unknown operation \`${id}\` of product \`${product.id}\``,
    meant ? `did you mean \`${meant}\`?` : `write one of ${ids.join(', ')}`,
  )
  return undefined
}

/** Parts that are matched to the units of an order are released with it, and no more of them later. */
function checkMatched({ id, replaceScrap, changes }: Order, { route }: Product, findings: Findings, path: Path) {
  const part = route.flatMap(({ parts }) => parts).find(({ match }) => match !== 'type')
  if (part === undefined) return
  const remedy = `write \`match: type\` at the parts, or leave this out`
  if (replaceScrap)
    findings.add(
      [...path, 'replaceScrap'],
      `what is scrapped of order \`${id}\` is made again, and parts \`${part.product}\` come once, matched to its first units`,
      remedy,
    )
  for (const [i, { quantity }] of changes.entries())
    if (quantity !== null)
      findings.add(
        [...path, 'changes', i, 'quantity'],
        `the quantity of order \`${id}\` changes, and parts \`${part.product}\` come once, matched to its first units`,
        remedy,
      )
}
