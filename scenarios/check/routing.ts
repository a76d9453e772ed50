import type { Findings } from '../findings.ts'
import type { Condition, Operation, Product } from '../model.ts'
import { nearest } from '../nearest.ts'
import { builtInAttributes } from '../schema/routing.ts'
import type { Path } from '../tree.ts'
import { type Books, distinct } from './references.ts'

/** Attributes, branches and choices of a product's route: that they are known, add up, and lead out of the plant in the end. */
export function checkRouting(product: Product, books: Books, findings: Findings, path: Path) {
  distinct(product.attributes, 'attribute', [...path, 'attributes'], findings)
  for (const [i, { id, values }] of product.attributes.entries()) {
    if ((builtInAttributes as readonly string[]).includes(id))
      findings.add([...path, 'attributes', i, 'id'], `\`${id}\` is something every unit has`, 'give the attribute another id')
    for (const [j, { value }] of values.entries())
      if (values.findIndex((one) => one.value === value) < j)
        findings.add([...path, 'attributes', i, 'values', j], `\`${value}\` is here twice`, 'write each word once')
  }
  for (const [i, operation] of product.route.entries()) {
    checkNext(product, operation, books, findings, [...path, 'route', i])
    checkChoice(product, operation, books, findings, [...path, 'route', i])
    checkMaxWait(product, operation, books, findings, [...path, 'route', i])
  }
  if (!books.products.isBroken(product.id)) checkEnd(product, findings, path)
}

function checkNext(product: Product, { id, next }: Operation, books: Books, findings: Findings, path: Path) {
  const operations = product.route.map((one) => one.id)
  let sum = 0
  for (const [i, { to, probability, when }] of next.entries()) {
    const place = [...path, 'next', i]
    if (
      !operations.includes(to) &&
      books.sinks.get(to) === undefined &&
      !books.products.isBroken(product.id) &&
      !books.sinks.isBroken(to)
    ) {
      const meant = nearest(to, [...operations, ...books.sinks.ids])
      findings.add(
        [...place, 'to'],
        `\`${to}\` is neither an operation of ${product.id} nor a sink`,
        meant ? `did you mean \`${meant}\`?` : `write one of ${[...operations, ...books.sinks.ids].slice(0, 12).join(', ')}`,
      )
    }
    if (when !== null) checkCondition(when, product, books, findings, [...place, 'when'])
    if (probability !== null) sum += probability
    if (probability === null && when === null && i < next.length - 1)
      findings.add(
        place,
        `all units of operation \`${id}\` go to \`${to}\`, and none is left for the branches after it`,
        'move it to the end, or give it `probability` or `when`',
      )
  }
  if (next.some(({ probability }) => probability !== null) && next.some(({ when }) => when !== null))
    findings.add(
      [...path, 'next'],
      `operation \`${id}\` branches by chance and by conditions`,
      'keep one of the two: an operation more can do the other',
    )
  if (sum > 1 + 1e-9)
    findings.add(
      [...path, 'next'],
      `the probabilities after operation \`${id}\` are ${Math.round(sum * 1e4) / 100} % in all`,
      'write at most 100 %',
    )
}

export function checkCondition({ attribute, is, above, upTo }: Condition, product: Product, books: Books, findings: Findings, path: Path) {
  const own = product.attributes.find(({ id }) => id === attribute)
  const isNumber = attribute === 'priority' || attribute === 'reworks' || attribute === 'visits' || own?.number != null
  if (own === undefined && !(builtInAttributes as readonly string[]).includes(attribute)) {
    if (books.products.isBroken(product.id)) return
    const known = [...product.attributes.map(({ id }) => id), ...builtInAttributes]
    const meant = nearest(attribute, known)
    findings.add(
      [...path, 'attribute'],
      `product \`${product.id}\` has no attribute \`${attribute}\``,
      meant ? `did you mean \`${meant}\`?` : `add it to \`attributes\` of ${product.id}, or write one of ${known.join(', ')}`,
    )
    return
  }
  const words = attribute === 'product' ? [...books.products.ids] : (own?.values.map(({ value }) => value) ?? [])
  for (const [i, value] of is.entries()) {
    // What could not be read was reported.
    if (Number.isNaN(value)) continue
    if (isNumber && typeof value !== 'number')
      findings.add([...path, 'is', i], `\`${attribute}\` is a number, and never \`${value}\``, 'write a number')
    if (!isNumber && !words.includes(String(value)) && !(attribute === 'product' && books.products.hasBroken))
      findings.add([...path, 'is', i], `\`${attribute}\` is never \`${value}\``, `it is one of ${words.slice(0, 12).join(', ')}`)
  }
  if (!isNumber && (above !== null || upTo !== null))
    findings.add(
      path,
      `\`${attribute}\` is a word, and neither above nor up to anything`,
      `write \`is:\` with one of ${words.slice(0, 12).join(', ')}`,
    )
}

function checkMaxWait({ id: product, route }: Product, { id, maxWait }: Operation, books: Books, findings: Findings, path: Path) {
  if (maxWait?.to == null || books.products.isBroken(product)) return
  const ids = route.map((one) => one.id)
  const place = [...path, 'maxWait', 'to']
  const meant = nearest(maxWait.to, ids)
  if (!ids.includes(maxWait.to))
    findings.add(
      place,
      `unknown operation \`${maxWait.to}\` in ${findings.name(place)}`,
      meant ? `did you mean \`${meant}\`?` : `write one of ${ids.join(', ')}`,
    )
  else if (maxWait.to === id)
    findings.add(
      place,
      `what has waited too long for operation \`${id}\` would go to it again`,
      'write another operation, or leave `to` out',
    )
}

function checkChoice(product: Product, { id, stations, choose }: Operation, books: Books, findings: Findings, path: Path) {
  if (choose === null) return
  const seen = new Set<string>()
  for (const [i, { station, buffer, when }] of choose.at.entries()) {
    const place = [...path, 'choose', 'at', i]
    if (!stations.includes(station)) {
      const meant = nearest(station, stations)
      findings.add(
        place,
        `\`${station}\` is not a station of operation \`${id}\``,
        meant ? `did you mean \`${meant}\`?` : `it is one of ${stations.join(', ')}`,
      )
    } else if (seen.has(station)) findings.add(place, `station \`${station}\` is here twice`, 'name each alternative once')
    seen.add(station)
    if (buffer !== null) books.buffers.find(buffer, [...place, 'buffer'])
    if (when !== null) {
      checkCondition(when, product, books, findings, [...place, 'when'])
      if (choose.by !== 'byAttribute')
        findings.add(
          [...place, 'when'],
          `a condition at \`${station}\`, and the choice is \`${choose.by}\``,
          'write `choose: byAttribute`, or leave `when` out',
        )
    }
  }
  if (choose.by === 'byAttribute' && choose.at.every(({ when }) => when !== null))
    findings.add(
      [...path, 'choose'],
      `nothing says where the units of operation \`${id}\` go of which no condition holds`,
      'leave `when` out at one station, the last',
    )
  if (choose.by === 'random' && choose.at.every(({ weight }) => weight === 0))
    findings.add([...path, 'choose'], `no station of operation \`${id}\` has any weight`, 'give at least one a weight above zero')
}

/** Every operation that a unit may come to leads out in the end, and no unit goes round by conditions alone. */
function checkEnd({ id, route }: Product, findings: Findings, path: Path) {
  const number = new Map(route.map((one, i) => [one.id, i]))
  const ways = route.map((operation, i) => waysOf(operation, i, number, route.length))
  const leaves = new Set<number>()
  for (let before = -1; before < leaves.size; ) {
    before = leaves.size
    ways.forEach(({ all }, i) => {
      if (all.some((to) => to === OUT || leaves.has(to))) leaves.add(i)
    })
  }
  const reached = new Set<number>([0])
  for (const i of reached) for (const to of ways[i]!.all) if (to !== OUT) reached.add(to)
  const stuck = [...reached].filter((i) => !leaves.has(i)).sort((a, b) => a - b)[0]
  if (stuck !== undefined) {
    findings.add(
      [...path, 'route', stuck, 'next'],
      `a unit of ${id} that comes to operation \`${route[stuck]!.id}\` never leaves the plant`,
      'give one of the operations on its way a branch that leads to the end of the route or to a sink',
    )
    return
  }
  const circle = circleOf(ways.map(({ certain }) => certain))
  if (circle !== undefined)
    findings.add(
      [...path, 'route', circle[0]!, 'next'],
      `a unit of ${id} may go round for ever: ${[...circle, circle[0]!].map((i) => route[i]!.id).join(' → ')}`,
      'its attributes stay as they are: add a branch with a `probability`, or one `when: { attribute: visits, … }`',
    )
}

const OUT = -1

/** Where units may go, and where one goes for certain, over and over, once its attributes send it there. */
function waysOf({ next }: Operation, i: number, number: ReadonlyMap<string, number>, length: number) {
  const to = (id: string) => number.get(id) ?? OUT
  const onward = i + 1 < length ? i + 1 : OUT
  const sum = next.reduce((total, { probability }) => total + (probability ?? 0), 0)
  const closed = next.at(-1) !== undefined && next.at(-1)!.probability === null && next.at(-1)!.when === null
  const all = next.filter(({ probability }) => probability !== 0).map((one) => to(one.to))
  if (!closed && sum < 1 - 1e-9) all.push(onward)
  const byChance = new Set(all).size > 1 && next.some(({ probability }) => probability !== null)
  const counted = next.some(({ when }) => when?.attribute === 'visits')
  return { all, certain: byChance || counted ? [] : all }
}

function circleOf(ways: readonly (readonly number[])[]): number[] | undefined {
  const done = new Set<number>()
  for (let start = 0; start < ways.length; start++) {
    const trail: { at: number; rest: number[] }[] = [{ at: start, rest: [...ways[start]!] }]
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const to = top.rest.pop()
      if (to === undefined) {
        done.add(top.at)
        trail.pop()
      } else if (to !== OUT && !done.has(to)) {
        const known = trail.findIndex(({ at }) => at === to)
        if (known >= 0) return trail.slice(known).map(({ at }) => at)
        trail.push({ at: to, rest: [...ways[to]!] })
      }
    }
  }
  return undefined
}
