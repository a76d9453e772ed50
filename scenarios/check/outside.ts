import type { Findings } from '../findings.ts'
import type { Operation, Scenario, Station } from '../model.ts'
import type { Books } from './references.ts'

/** What says how work is done is not for us to say where a supplier does it. */
const OF_STATION: Readonly<Partial<Record<keyof Station, (station: Station) => boolean>>> = {
  slots: ({ slots }) => slots > 1,
  load: ({ load }) => load !== null,
  unload: ({ unload }) => unload !== null,
  setups: ({ setups }) => setups.length > 0,
  campaign: ({ campaign }) => campaign !== null,
  failures: ({ failures }) => failures.length > 0,
  signals: ({ signals }) => signals.length > 0,
  maintenance: ({ maintenance }) => maintenance.length > 0,
  edge: ({ edge }) => edge !== 'suspend',
  mustFit: ({ mustFit }) => mustFit,
  blockingBeforeService: ({ blockingBeforeService }) => blockingBeforeService,
  needs: ({ needs }) => needs.length > 0,
  preempt: ({ preempt }) => preempt !== null,
  moveQuantity: ({ moveQuantity }) => moveQuantity !== null,
  costPerHour: ({ costPerHour }) => costPerHour > 0,
  power: ({ power }) => power !== null,
  parameters: ({ parameters }) => parameters.length > 0,
}

const OF_OPERATION: Readonly<Partial<Record<keyof Operation, (operation: Operation) => boolean>>> = {
  load: ({ load }) => load !== null,
  unload: ({ unload }) => unload !== null,
  steps: ({ steps }) => steps.length > 0,
  needs: ({ needs }) => needs !== null && needs.length > 0,
  parts: ({ parts }) => parts.length > 0,
  splits: ({ splits }) => splits.length > 0,
  moveQuantity: ({ moveQuantity }) => moveQuantity !== null,
  parameters: ({ parameters }) => parameters.length > 0,
}

/** Stations whose work a supplier does: who he is, and that nothing is said of them that only a machine has. */
export function checkOutside({ stations, products, sources, loops }: Scenario, books: Books, findings: Findings) {
  const away = new Set(stations.flatMap(({ id, outside }) => (outside === null ? [] : [id])))
  if (away.size === 0) return
  for (const [i, station] of stations.entries()) {
    if (station.outside === null) continue
    const path = ['stations', i]
    if (station.outside.supplier !== null) books.suppliers.find(station.outside.supplier, [...path, 'outside', 'supplier'])
    for (const [key, isSaid] of Object.entries(OF_STATION))
      if (isSaid(station))
        findings.add(
          [...path, key],
          `\`${key}\` is said of ${station.id}, whose work is done by a supplier`,
          'leave it out: of him only the lead time, the yield and the shipments are known',
        )
  }
  for (const [i, { every, limit, serve, mix }] of sources.entries()) {
    if (every !== null || limit !== null || serve === 'stock') continue
    const endless = products.find(
      ({ id, route }) =>
        mix.some(({ product, weight }) => product === id && weight > 0) &&
        route[0]?.stations.some((station) => away.has(station)) &&
        !loops.some((loop) => loop.products.includes(id)),
    )
    if (endless !== undefined)
      findings.add(
        ['sources', i],
        `a unit of ${endless.id} is always ready, and a supplier takes as many as there are: it would never end`,
        'add `every`, `rate` or `limit`, or a loop that holds the work in the plant',
      )
  }
  for (const [p, { route }] of products.entries())
    for (const [o, operation] of route.entries()) {
      const station = operation.stations.find((id) => away.has(id))
      if (station === undefined) continue
      const path = ['products', p, 'route', o]
      for (const [key, isSaid] of Object.entries(OF_OPERATION))
        if (isSaid(operation))
          findings.add(
            [...path, key],
            `\`${key}\` is said of operation ${operation.id}, which is done by a supplier at ${station}`,
            'leave it out, or make an operation of its own of it, before or after',
          )
      if (operation.test?.time != null)
        findings.add(
          [...path, 'test', 'time'],
          `a test that takes time is at the end of operation ${operation.id}, which is done by a supplier at ${station}`,
          'make an operation at a station of the plant of it, or write `result` for the time until it is known',
        )
      for (const [d, { effects }] of operation.defects.entries())
        for (const [e, { of }] of effects.entries())
          if (of !== 'station')
            findings.add(
              [...path, 'defects', d, 'effects', e, 'of'],
              `\`${of}\` is not known of operation ${operation.id}, which is done by a supplier at ${station}`,
              'write the `probability` alone',
            )
    }
}
