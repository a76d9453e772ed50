import type { Findings } from '../findings.ts'
import type { Hold, Scenario } from '../model.ts'
import { nearest } from '../nearest.ts'
import type { Path } from '../tree.ts'
import { type Books, distinct } from './references.ts'

/** Holds: that what they hang on can happen, and that what they hold can be there. */
export function checkHolds(scenario: Scenario, books: Books, findings: Findings) {
  distinct(scenario.holds, 'hold', ['holds'], findings)
  for (const [i, hold] of scenario.holds.entries()) {
    const path = ['holds', i]
    checkTrigger(scenario, hold, books, findings, [...path, 'when'])
    for (const [j, id] of hold.stations.entries()) {
      books.stations.find(id, [...path, 'stations', j])
      if (hold.stations.indexOf(id) < j) findings.add([...path, 'stations', j], `station \`${id}\` is here twice`, 'name each station once')
    }
    if (hold.units !== null) checkUnits(scenario, hold.units, books, findings, [...path, 'units'])
    if (hold.lots !== null) checkLots(hold.lots.material, books, findings, [...path, 'lots', 'material'])
    const { disposition: then } = hold
    if (then?.to != null) {
      const { to } = then
      const meant = hold.units === null || hold.units.products.length === 0 ? scenario.products.map(({ id }) => id) : hold.units.products
      const operations = scenario.products.filter(({ id }) => meant.includes(id)).flatMap(({ route }) => route.map(({ id }) => id))
      if (!operations.includes(to) && !books.products.hasBroken)
        unknown('operation', to, operations, [...path, 'disposition', 'to'], findings)
    }
    if (then !== null && hold.units === null && then.scrap + then.rework > 0)
      findings.add(
        [...path, 'disposition', then.scrap > 0 ? 'scrap' : 'rework'],
        `scrap and rework are of units, and hold \`${hold.id}\` holds none`,
        hold.lots === null ? 'add `units`, or leave it out' : 'write `lots: scrap` to scrap the lots, or add `units`',
      )
    if (then !== null && hold.lots === null && then.lots === 'scrap')
      findings.add([...path, 'disposition', 'lots'], `hold \`${hold.id}\` holds no lots`, 'add `lots`, or leave it out')
  }
}

function checkTrigger({ products }: Scenario, { when }: Hold, books: Books, findings: Findings, path: Path) {
  const { tested, defect, measure, worked, parameter, refused } = when
  if (tested !== null && books.stations.find(tested, [...path, 'tested']) !== undefined && !books.products.hasBroken) {
    const tests = products.flatMap(({ route }) =>
      route.flatMap(({ stations, test }) => (test !== null && stations.includes(tested) ? [test] : [])),
    )
    const finds = tests.flatMap(({ finds }) => finds)
    const measures = tests.flatMap(({ measures }) => measures.map(({ characteristic }) => characteristic))
    if (tests.length === 0)
      findings.add(
        [...path, 'tested'],
        `nothing is tested at station \`${tested}\``,
        'add a `test` to an operation there, or name another station',
      )
    else if (defect !== null && !finds.includes(defect))
      unknown('defect that is looked for there', defect, finds, [...path, 'defect'], findings)
    else if (measure !== null && !measures.includes(measure))
      unknown('characteristic that is measured there', measure, measures, [...path, 'measure'], findings)
  }
  if (worked !== null && parameter !== null) {
    const station = books.stations.find(worked, [...path, 'worked'])
    const one = station?.parameters.find(({ id }) => id === parameter)
    if (station !== undefined && one === undefined)
      unknown(
        `parameter of station \`${worked}\``,
        parameter,
        station.parameters.map(({ id }) => id),
        [...path, 'parameter'],
        findings,
      )
    if (one !== undefined && (when.above ?? one.high) === null && (when.below ?? one.low) === null)
      findings.add(path, `parameter \`${parameter}\` has no limits`, 'add `above` or `below`, or give the parameter `low` or `high`')
  }
  if (refused !== null) {
    const material = books.materials.find(refused, [...path, 'refused'])
    if (material !== undefined && !(material.inspection !== null && material.inspection.reject > 0))
      findings.add(
        [...path, 'refused'],
        `no delivery of material \`${refused}\` is ever refused`,
        'give it an `inspection` with `reject`, or name another material',
      )
  }
}

function checkUnits({ products }: Scenario, units: NonNullable<Hold['units']>, books: Books, findings: Findings, path: Path) {
  for (const [j, id] of units.products.entries()) books.products.find(id, [...path, 'products', j])
  for (const [j, id] of units.orders.entries()) books.orders.find(id, [...path, 'orders', j])
  const families = products.map(({ family }) => family)
  for (const [j, id] of units.families.entries())
    if (!families.includes(id) && !books.products.hasBroken) unknown('family', id, families, [...path, 'families', j], findings)
  if (units.passed !== null) books.stations.find(units.passed, [...path, 'passed'])
  if (units.sameLot !== null) checkLots(units.sameLot, books, findings, [...path, 'sameLot'])
}

function checkLots(id: string, books: Books, findings: Findings, path: Path) {
  const material = books.materials.find(id, path)
  if (material !== undefined && material.lots === null)
    findings.add(path, `nobody tells the lots of material \`${id}\` apart`, 'add `lots: fifo` to the material')
}

function unknown(what: string, id: string, known: readonly string[], path: Path, findings: Findings) {
  const all = [...new Set(known)]
  const meant = nearest(id, all)
  findings.add(
    path,
    `there is no ${what} \`${id}\``,
    meant
      ? `did you mean \`${meant}\`?`
      : all.length === 0
        ? 'there is none yet: add one, or leave the hold out'
        : `write one of ${all.slice(0, 10).join(', ')}`,
  )
}
