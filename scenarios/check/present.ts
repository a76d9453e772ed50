import type { Findings } from '../findings.ts'
import type { Scenario } from '../model.ts'
import { nearest } from '../nearest.ts'
import type { Books } from './references.ts'

/** What the plant brings along from before the start: who is named must be there, and be what it is named as. */
export function checkPresent({ present, materials }: Scenario, books: Books, findings: Findings) {
  if (present === null) return
  present.slots.forEach((one, i) => {
    const path = ['present', 'slots', i]
    const station = books.stations.find(one.station, [...path, 'station'])
    if (station === undefined || books.stations.isBroken(station.id)) return
    if (one.slot > station.slots)
      findings.add(
        [...path, 'slot'],
        `\`${station.id}\` has ${station.slots} slots, and ${one.slot} is named`,
        `write at most ${station.slots}`,
      )
    const named = [...station.failures, ...station.maintenance].map(({ id }) => id)
    const among = [
      ...one.ages.map(({ of }, j) => [of, 'ages', j, 'of'] as const),
      ...one.stopped.map(({ by }, j) => [by, 'stopped', j, 'by'] as const),
    ]
    for (const [id, list, j, key] of among) {
      if (named.includes(id)) continue
      const meant = nearest(id, named)
      findings.add(
        [...path, list, j, key],
        `\`${id}\` is neither a failure mode nor a maintenance task of \`${station.id}\``,
        meant ? `did you mean \`${meant}\`?` : named.length === 0 ? 'leave it out' : `write one of ${named.join(', ')}`,
      )
    }
    one.signals.forEach(({ of, level }, j) => {
      const signal = station.signals.find(({ id }) => id === of)
      const place = [...path, 'signals', j]
      const ids = station.signals.map(({ id }) => id)
      if (signal === undefined) {
        const meant = nearest(of, ids)
        const remedy = ids.length === 0 ? 'leave it out' : `write one of ${ids.join(', ')}`
        findings.add([...place, 'of'], `\`${of}\` is no signal of \`${station.id}\``, meant ? `did you mean \`${meant}\`?` : remedy)
      } else if (signal.growth === 'exponential' && level <= 0)
        findings.add(
          [...place, 'level'],
          `${level} cannot be the level of a signal that grows in proportion to itself`,
          'write a level above 0',
        )
      else if (signal.fail !== null && level >= signal.fail)
        findings.add(
          [...place, 'level'],
          `${level} is not below the ${signal.fail} at which \`${of}\` fails`,
          'write a lower level, or name the failure under `stopped`',
        )
    })
    one.stopped.forEach(({ by, elapsed }, j) => {
      if (elapsed === null && station.maintenance.some(({ id }) => id === by))
        findings.add(
          [...path, 'stopped', j],
          `maintenance \`${by}\` that has not begun keeps nobody from working`,
          'add `elapsed`, or leave it out',
        )
    })
  })
  present.arrivals.forEach(({ source }, i) => {
    const path = ['present', 'arrivals', i, 'source']
    if (books.sources.find(source, path)?.every === null)
      findings.add(path, `source \`${source}\` always has a unit ready, and nobody waits for its next arrival`, 'leave it out')
  })
  const inLots = new Map<string, number>()
  present.lots.forEach(({ material, quantity }, i) => {
    const path = ['present', 'lots', i]
    const found = books.materials.find(material, [...path, 'material'])
    if (found === undefined) return
    if (found.lots === null)
      findings.add([...path, 'material'], `nobody tells lots of \`${material}\` apart`, 'leave it out, or add `lots: fifo` to the material')
    inLots.set(material, (inLots.get(material) ?? 0) + quantity)
  })
  for (const { id, initialStock } of materials) {
    const quantity = inLots.get(id)
    if (quantity !== undefined && Math.abs(quantity - initialStock) > 1e-6 * Math.max(1, initialStock))
      findings.add(
        ['present', 'lots'],
        `the lots of \`${id}\` are ${quantity}, and its stock is ${initialStock}`,
        'write as much in lots as `initialStock` says',
      )
  }
  present.purchases.forEach(({ material, elapsed }, i) => {
    const path = ['present', 'purchases', i]
    const found = books.materials.find(material, [...path, 'material'])
    if (found === undefined) return
    if (found.supplier === null && found.from === null)
      findings.add([...path, 'material'], `nobody delivers \`${material}\``, 'name a material with a `supplier`, or with `from`')
    else if (elapsed === null && found.from === null)
      findings.add(
        path,
        `\`${material}\` comes from a supplier, and waits for nobody's stock`,
        'add `elapsed`, the time since it was ordered',
      )
  })
  present.owed.forEach(({ source, item }, i) => {
    const path = ['present', 'owed', i]
    const found = books.sources.find(source, [...path, 'source'])
    if (found === undefined) return
    if (found.serve !== 'stock' || !found.mix.some(({ product }) => product === item))
      findings.add(
        [...path, 'item'],
        `customers of \`${source}\` are not served \`${item}\` from stock`,
        'name a source with `serve: stock`, and what it asks for',
      )
  })
}
