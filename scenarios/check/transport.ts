import type { Findings } from '../findings.ts'
import type { Operation, Product, Scenario } from '../model.ts'
import type { Path } from '../tree.ts'
import { checkGuides } from './guides.ts'
import { type Books, distinct } from './references.ts'

/** Fleets and the ways they drive on: that all they refer to is there, and can be reached. */
export function checkTransport(scenario: Scenario, books: Books, findings: Findings) {
  const { transport, network, products } = scenario
  const nodes = new Set(network?.nodes.map(({ id }) => id))
  const places = [books.stations, books.buffers, books.sinks, books.sources]
  const isThere = (id: string) => nodes.has(id) || places.some((book) => book.get(id) !== undefined || book.isBroken(id))
  const place = (id: string | null, path: Path) => {
    if (id !== null && !isThere(id))
      findings.add(
        path,
        `unknown place \`${id}\` in ${findings.name(path)}`,
        'write the id of a station, buffer, sink or source, or of a node of the network',
      )
  }
  for (const [i, { home, battery, calendar, failures }] of transport.entries()) {
    place(home, ['transport', i, 'home'])
    if (battery !== null) place(battery.at, ['transport', i, 'battery', 'at'])
    if (calendar !== null) books.calendars.find(calendar, ['transport', i, 'calendar'])
    distinct(failures, 'failure', ['transport', i, 'failures'], findings)
  }
  checkGuides(scenario, (id) => isThere(id) && !nodes.has(id), findings)
  for (const [i, product] of products.entries()) {
    leg(product, ['products', i])
    for (const [j, operation] of product.route.entries()) {
      leg(operation, ['products', i, 'route', j])
      const before = product.route[j - 1]?.stations.find((id) => books.stations.get(id)?.blockingBeforeService)
      if (operation.by !== null && before !== undefined)
        findings.add(
          ['products', i, 'route', j, 'by'],
          `station \`${before}\` starts only when room ahead is reserved, which vehicles do themselves`,
          `leave \`blockingBeforeService\` of ${before} out: a vehicle is sent only where there is room`,
        )
    }
  }
  if (network !== null) checkNetwork(scenario, isThere, findings)

  function leg({ via, by }: Pick<Operation | Product, 'via' | 'by'>, path: Path) {
    if (by === null) return
    books.transport.find(by, [...path, 'by'])
    if (via !== null)
      findings.add([...path, 'by'], `\`by\` stands beside \`via\` in ${findings.name(path)}`, 'keep one of them: a fleet or a conveyor')
  }
}

function checkNetwork({ network, products, transport, sources }: Scenario, isThere: (id: string) => boolean, findings: Findings) {
  const { nodes, edges } = network!
  distinct(nodes, 'node', ['network', 'nodes'], findings)
  const at = new Map<string, string>()
  for (const [i, { id, places }] of nodes.entries()) {
    at.set(id, id)
    for (const [j, one] of places.entries()) {
      const path = ['network', 'nodes', i, 'places', j]
      if (!isThere(one))
        findings.add(path, `unknown place \`${one}\` in ${findings.name(path)}`, 'write the id of a station, buffer, sink or source')
      else if (at.has(one)) findings.add(path, `\`${one}\` is served from node \`${at.get(one)}\` already`, 'name it once')
      else at.set(one, id)
    }
  }
  const known = new Set(nodes.map(({ id }) => id))
  let isWhole = true
  for (const [i, edge] of edges.entries())
    for (const end of ['from', 'to'] as const)
      if (!known.has(edge[end])) {
        isWhole = false
        findings.add(
          ['network', 'edges', i, end],
          `unknown node \`${edge[end]}\` in ${findings.name(['network', 'edges', i])}`,
          `write one of ${[...known].slice(0, 10).join(', ')}`,
        )
      }
  const missing = (id: string, path: Path) => {
    if (isThere(id) && !at.has(id)) {
      isWhole = false
      findings.add(path, `\`${id}\` is served by vehicles and is at no node of the network`, `add it to the \`places\` of a node`)
    }
  }
  const used = new Set<string>()
  const guided = new Set(transport.flatMap(({ id, guide }) => (guide === null ? [] : [id])))
  for (const [i, { home, battery, guide }] of transport.entries()) {
    if (guide !== null) continue
    if (home !== null) missing(home, ['transport', i, 'home'])
    if (battery !== null) missing(battery.at, ['transport', i, 'battery', 'at'])
  }
  for (const [i, product] of products.entries()) {
    const makers = sources.filter(({ serve, mix }) => serve === 'make' && mix.some((one) => one.product === product.id)).map(({ id }) => id)
    for (const [j, { by, buffer, stations }] of product.route.entries()) {
      if (by === null || guided.has(by)) continue
      for (const id of [...(product.route[j - 1]?.stations ?? makers), ...(buffer === null ? stations : [buffer])]) {
        if (!used.has(id)) missing(id, ['products', i, 'route', j, 'by'])
        used.add(id)
      }
    }
    if (product.by !== null && !guided.has(product.by))
      for (const id of [...(product.route.at(-1)?.stations ?? []), product.sink]) {
        if (!used.has(id)) missing(id, ['products', i, 'by'])
        used.add(id)
      }
  }
  if (!isWhole) return
  // Vehicles go round all places: each node that one is at must be reached from each other.
  const stops = [
    ...new Set(
      [...used, ...transport.flatMap(({ home, battery, guide }) => (guide === null ? [home, battery?.at ?? null] : []))].flatMap((id) =>
        id === null ? [] : (at.get(id) ?? []),
      ),
    ),
  ]
  const [first] = stops
  if (first === undefined) return
  const forward = reached(
    first,
    edges.flatMap(({ from, to, oneWay }) =>
      oneWay
        ? [[from, to]]
        : [
            [from, to],
            [to, from],
          ],
    ),
  )
  const back = reached(
    first,
    edges.flatMap(({ from, to, oneWay }) =>
      oneWay
        ? [[to, from]]
        : [
            [from, to],
            [to, from],
          ],
    ),
  )
  for (const stop of stops)
    if (!forward.has(stop) || !back.has(stop)) {
      findings.add(
        ['network', 'edges'],
        `there is no way ${forward.has(stop) ? `from \`${stop}\` to \`${first}\`` : `from \`${first}\` to \`${stop}\``}`,
        'add an edge, or let one go both ways',
      )
      return
    }
}

function reached(start: string, ways: readonly (readonly string[])[]): ReadonlySet<string> {
  const found = new Set([start])
  for (const node of found) for (const [from, to] of ways) if (from === node && to !== undefined) found.add(to)
  return found
}
