import type { Findings } from '../findings.ts'
import type { Operation, Scenario } from '../model.ts'
import { nearest } from '../nearest.ts'
import { type Books, distinct } from './references.ts'

/** Versions of products: that operations and orders name them, that each has something to do, and that no way leads out of one. */
export function checkVersions({ products, orders }: Scenario, books: Books, findings: Findings) {
  for (const [p, { id, route, versions }] of products.entries()) {
    if (books.products.isBroken(id)) continue
    const path = ['products', p]
    const ids = versions.map((one) => one.id)
    distinct(versions, 'version', [...path, 'versions'], findings)
    const all = ({ versions: own }: Operation) => (own.length === 0 ? ids : own)
    for (const [o, operation] of route.entries()) {
      const place = [...path, 'route', o]
      for (const [i, name] of operation.versions.entries()) {
        if (ids.includes(name)) continue
        const meant = nearest(name, ids)
        findings.add(
          [...place, 'versions', i],
          `product \`${id}\` has no version \`${name}\``,
          meant ? `did you mean \`${meant}\`?` : ids.length === 0 ? 'add `versions` to the product' : `write one of ${ids.join(', ')}`,
        )
      }
      const targets = [
        ...operation.next.map(({ to }, i) => ({ to, at: ['next', i, 'to'] })),
        { to: operation.rework?.to, at: ['rework', 'to'] },
        { to: operation.maxWait?.to, at: ['maxWait', 'to'] },
        { to: operation.test?.rework?.to, at: ['test', 'rework', 'to'] },
      ]
      for (const { to, at } of targets) {
        const target = route.find((one) => one.id === to)
        const lost = target === undefined ? undefined : all(operation).find((name) => !all(target).includes(name))
        if (lost !== undefined)
          findings.add(
            [...place, ...at],
            `units of version \`${lost}\` go from \`${operation.id}\` to \`${to}\`, which is none of their operations`,
            `add ${lost} to the \`versions\` of ${to}, or write an operation of its own for each version`,
          )
      }
    }
    for (const [v, name] of ids.entries())
      if (!route.some((operation) => all(operation).includes(name)))
        findings.add([...path, 'versions', v], `version \`${name}\` of ${id} has no operation`, 'name it in the `versions` of some')
  }
  for (const [i, { product, version }] of orders.entries()) {
    const made = products.find(({ id }) => id === product)
    if (version === null || made === undefined || books.products.isBroken(product)) continue
    const ids = made.versions.map(({ id }) => id)
    if (ids.includes(version)) continue
    const meant = nearest(version, ids)
    findings.add(
      ['orders', i, 'version'],
      `product \`${product}\` has no version \`${version}\``,
      meant
        ? `did you mean \`${meant}\`?`
        : ids.length === 0
          ? 'add `versions` to the product, or leave it out'
          : `write one of ${ids.join(', ')}`,
    )
  }
}
