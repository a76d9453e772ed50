import type { Findings } from '../findings.ts'
import type { Product, Scenario, Source } from '../model.ts'
import type { Path } from '../tree.ts'
import { buffersOf } from '../waiting-places.ts'
import type { Books } from './references.ts'

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
          if (material?.reorderPoint === null && material.mrp === null)
            findings.add(
              place,
              `source \`${source.id}\` serves material \`${id}\` from stock, and its stock is not counted`,
              `add \`reorderPoint\` to material ${id}`,
            )
        } else if (books.sinks.get(product.sink)?.stock === false && !books.sinks.isBroken(product.sink))
          findings.add(
            place,
            `source \`${source.id}\` serves product \`${id}\` from stock, and it is never in stock`,
            `write \`stock: true\` at its sink ${product.sink}, or \`serve: make\``,
          )
      } else {
        const product = books.products.find(id, place)
        if (product !== undefined && weight > 0 && !isHeldBack(scenario, product)) checkSaturation(source, product, books, findings, path)
      }
    }
    if (source.serve === 'make') checkUnitsAlone(source, findings, path)
    if (source.serve === 'stock' && source.every === null)
      findings.add(path, `source \`${source.id}\` serves from stock without a pause`, 'add `every` or `rate`: how often customers come')
  }
}

/** A source that always has a unit ready brings units one by one, as they are taken: nobody ordered them, and none is ever lost. */
function checkUnitsAlone({ id, every, due, quantity, whenFull }: Source, findings: Findings, path: Path) {
  if (every !== null) return
  const refused = { due: due !== null, quantity: quantity !== 1, whenFull: whenFull === 'lose' }
  for (const [key, is] of Object.entries(refused))
    if (is)
      findings.add(
        [...path, key],
        `source \`${id}\` always has a unit ready, and \`${key}\` is for those that arrive`,
        `add \`every\` or \`rate\`, or leave \`${key}\` out`,
      )
}

/** Is there a limit to the units of the product that are let in? */
const isHeldBack = ({ loops }: Scenario, { id, route }: Product) =>
  loops.some(
    ({ products, from, buffer }) =>
      products.includes(id) && from === null && (buffer === null || (route[0] !== undefined && buffersOf(route[0]).includes(buffer))),
  )

/** A source that always has a unit ready would fill a queue without limit in no time. */
function checkSaturation({ id, every, limit }: Source, { route }: Product, books: Books, findings: Findings, path: Path) {
  const [first] = route
  const queue =
    first &&
    buffersOf(first)
      .flatMap((id) => books.buffers.get(id) ?? [])
      .find(({ capacity }) => capacity === null)
  if (every === null && limit === null && queue?.capacity === null && !books.buffers.isBroken(queue.id))
    findings.add(
      path,
      `source \`${id}\` always has a unit ready, and buffer \`${queue.id}\` holds any number: it would fill without end`,
      `give buffer ${queue.id} a \`capacity\`, or the source \`every\` or \`rate\``,
    )
}
