import type { Findings } from '../findings.ts'
import type { Scenario } from '../model.ts'
import type { Books } from './references.ts'

/** Racks of buffers: that each column is for one zone, each product in one, and that nobody takes parts out of bins. */
export function checkStores({ buffers, products }: Scenario, books: Books, findings: Findings) {
  for (const [i, { id, store }] of buffers.entries()) {
    if (store === null) continue
    const path = ['buffers', i, 'store', 'zones']
    const used = new Set<string>()
    let last = 0
    let columns = 0
    for (const [j, { products: own, from, to }] of store.zones.entries()) {
      own.forEach((product, k) => {
        books.products.find(product, [...path, j, 'products', k])
        if (used.has(product)) findings.add([...path, j, 'products', k], `\`${product}\` has a zone in \`${id}\` already`, 'name it once')
        used.add(product)
      })
      if (to < from) findings.add([...path, j, 'to'], `the zone ends at column ${to}, before it begins`, `write ${from} or more`)
      else if (to > store.columns)
        findings.add([...path, j, 'to'], `column ${to} is beyond the ${store.columns} columns of \`${id}\``, 'write a column that is there')
      if (from <= last) findings.add([...path, j, 'from'], `column ${from} is in the zone before`, 'write the zones in order, side by side')
      columns += from > last && to >= from && to <= store.columns ? to - from + 1 : Number.NaN
      last = Math.max(last, to)
    }
    const others = products.find(({ id: product, route }) => !used.has(product) && route.some(({ buffer }) => buffer === id))
    if (columns >= store.columns && others !== undefined)
      findings.add(path, `no column of \`${id}\` is left for \`${others.id}\``, 'give it a zone, or make a zone smaller')
  }
  const hasBins = (place: string | null) => buffers.some(({ id, store }) => id === place && store !== null)
  for (const [i, { id, sink }] of products.entries())
    if (hasBins(sink))
      findings.add(
        ['products', i, 'sink'],
        `units of \`${id}\` end in the bins of \`${sink}\`, from where nobody calls for them`,
        'end them in a buffer without `store`',
      )
  for (const [i, { route }] of products.entries())
    for (const [j, { parts }] of route.entries())
      for (const [k, { from }] of parts.entries())
        if (hasBins(from))
          findings.add(
            ['products', i, 'route', j, 'parts', k, 'from'],
            `parts cannot be taken from the bins of \`${from}\``,
            'take them from a buffer without `store`',
          )
}
