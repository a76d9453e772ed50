import type { Findings } from '../findings.ts'
import type { Loop, Product, Scenario } from '../model.ts'
import { nearest } from '../nearest.ts'
import type { Path } from '../tree.ts'
import { buffersOf } from '../waiting-places.ts'
import { type Books, distinct } from './references.ts'

/** Loops: that what they hold for is there, and that every product of one passes its points. */
export function checkLoops(scenario: Scenario, books: Books, findings: Findings) {
  distinct(scenario.loops, 'loop', ['loops'], findings)
  for (const [i, loop] of scenario.loops.entries()) {
    const path = ['loops', i]
    const buffer = loop.buffer === null ? undefined : books.buffers.find(loop.buffer, [...path, 'buffer'])
    const station = loop.station === null ? undefined : books.stations.find(loop.station, [...path, 'station'])
    if (loop.products.length === 0 && !books.products.hasBroken && (loop.buffer === null || buffer) && (loop.station === null || station))
      findings.add(path, `loop \`${loop.id}\` holds for no product`, 'name a buffer or station that is on a route, or leave the loop out')
    for (const [j, id] of loop.products.entries()) {
      const place = [...path, 'products', j]
      const product = books.products.find(id, place)
      if (product === undefined) continue
      if (loop.products.indexOf(id) < j) findings.add(place, `product \`${id}\` is here twice`, 'name each product once')
      const steps = new Map(product.route.map((one, step) => [one.id, step]))
      for (const key of ['from', 'to'] as const) {
        const operation = loop[key]
        if (operation === null || steps.has(operation) || books.products.isBroken(id)) continue
        const meant = nearest(operation, steps.keys())
        findings.add(
          [...path, key],
          `product \`${id}\` has no operation \`${operation}\``,
          meant
            ? `did you mean \`${meant}\`?`
            : `it has ${[...steps.keys()].slice(0, 12).join(', ')}; or name the \`products\` of the loop`,
        )
      }
      const { from, to } = loop
      if (from !== null && to !== null && (steps.get(from) ?? 0) > (steps.get(to) ?? Number.POSITIVE_INFINITY))
        findings.add(
          [...path, 'to'],
          `loop \`${loop.id}\` ends at \`${to}\`, before it begins at \`${from}\``,
          'write the earlier operation as `from`',
        )
      if (buffer && product.sink !== buffer.id && !product.route.some((operation) => buffersOf(operation).includes(buffer.id)))
        findings.add(place, `product \`${id}\` never waits in buffer \`${buffer.id}\``, 'leave it out of the loop')
      checkGroups(scenario, loop, product, findings, place)
      if (station && !product.route.some(({ stations }) => stations.includes(station.id)))
        findings.add(place, `product \`${id}\` never comes to station \`${station.id}\``, 'leave it out of the loop')
    }
  }
}

/** Units that leave an operation in groups come together within the loop. Those of an order go on without the rest of their group at its end. */
function checkGroups(
  { stations, sources }: Scenario,
  { id: loop, kind, limit, buffer, from, to }: Loop,
  { id, route }: Product,
  findings: Findings,
  path: Path,
) {
  if (limit === null || !sources.some(({ serve, mix }) => serve === 'make' && mix.some(({ product }) => product === id))) return
  const step = (operation: string | null, otherwise: number) =>
    operation === null ? otherwise : route.findIndex((one) => one.id === operation)
  const [first, last] = [step(from, 0), step(to, route.length)]
  for (const [o, { id: operation, stations: at, moveQuantity }] of route.entries()) {
    const isIn = kind === 'kanban' ? o + 1 < route.length && buffersOf(route[o + 1]!).includes(buffer!) : o >= first && o < last
    const group = moveQuantity ?? Math.max(1, ...stations.filter((one) => at.includes(one.id)).map((one) => one.moveQuantity ?? 1))
    if (!isIn || group <= limit) continue
    findings.add(
      path,
      `loop \`${loop}\` has places for ${limit} units, and operation \`${operation}\` of ${id} hands over ${group} at a time: they never come together`,
      `give the loop a limit of ${group} or more, or lower \`moveQuantity\``,
    )
    return
  }
}
