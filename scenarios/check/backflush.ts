import type { Findings } from '../findings.ts'
import type { Scenario } from '../model.ts'
import type { Books } from './references.ts'

/** What is booked at the end of operations is taken by some. */
export function checkBackflush({ materials, products }: Scenario, books: Books, findings: Findings) {
  if (books.products.hasBroken) return
  const taken = new Set(products.flatMap(({ route }) => route.flatMap(({ components }) => components.map(({ item }) => item))))
  for (const [i, { id, backflush }] of materials.entries())
    if (backflush !== null && !taken.has(id))
      findings.add(
        ['materials', i, 'backflush'],
        `no operation takes \`${id}\`, so nothing of it is booked at the end of one`,
        'add it to the `components` of an operation, or leave `backflush` out',
      )
}
