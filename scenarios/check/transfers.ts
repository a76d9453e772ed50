import type { Findings } from '../findings.ts'
import type { Scenario } from '../model.ts'
import type { Books } from './references.ts'

/** Stocks that are replenished from others: those are there, are stocks at all, and no stock comes from itself in the end. */
export function checkTransfers({ materials, products, sinks }: Scenario, books: Books, findings: Findings) {
  const from = new Map(materials.map((one) => [one.id, one.from]))
  for (const [i, material] of materials.entries()) {
    if (material.from === null) continue
    const path = ['materials', i, 'from']
    const product = products.find(({ id }) => id === material.from)
    if (product !== undefined) {
      const isStocked = product.initialStock > 0 || sinks.some(({ id, stock }) => stock && id === product.sink)
      if (!isStocked)
        findings.add(
          path,
          `product \`${product.id}\` is not stocked, so nothing is brought from there`,
          'give its sink `stock: true`, or name a material',
        )
      continue
    }
    if (books.products.isBroken(material.from)) continue
    if (books.materials.find(material.from, path, books.products.ids) === undefined) continue
    const seen = new Set([material.id])
    let at: string | null = material.from
    while (at !== null && !seen.has(at)) {
      seen.add(at)
      at = from.get(at) ?? null
    }
    if (at === material.id)
      findings.add(path, `the stock of \`${material.id}\` would be replenished from itself`, 'name another stock, or a `supplier`')
  }
}
