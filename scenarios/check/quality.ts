import type { Findings } from '../findings.ts'
import type { DefectEffect, Fault, Need, Operation, Product, Scenario, Test } from '../model.ts'
import { nearest } from '../nearest.ts'
import type { Path } from '../tree.ts'
import { type Books, distinct } from './references.ts'

/** Different defects of one scenario: a unit carries them as bits of one number. */
const MOST_DEFECTS = 31

/** Quality: that defects, characteristics and parameters that something speaks of are there. */
export function checkQuality(scenario: Scenario, books: Books, findings: Findings) {
  for (const [s, station] of scenario.stations.entries()) {
    distinct(station.parameters, 'parameter', ['stations', s, 'parameters'], findings)
    const tasks = station.maintenance.map(({ id }) => id)
    for (const [i, { resetBy }] of station.parameters.entries())
      for (const [j, task] of resetBy.entries())
        if (!books.stations.isBroken(station.id))
          known(task, tasks, 'maintenance task', ['stations', s, 'parameters', i, 'resetBy', j], findings)
  }
  const ids = new Set(scenario.products.flatMap(({ route }) => route.flatMap(({ defects }) => defects.map(({ id }) => id))))
  if (ids.size > MOST_DEFECTS)
    findings.add(['products'], `there are ${ids.size} different defects`, `write at most ${MOST_DEFECTS}: those of one id count as one`)
  for (const [p, product] of scenario.products.entries())
    for (const [o] of product.route.entries()) checkOperation(product, o, books, findings, ['products', p, 'route', o])
  for (const [i, fault] of scenario.faults.entries()) checkFault(fault, scenario, books, findings, ['faults', i])
}

function checkOperation(product: Product, index: number, books: Books, findings: Findings, path: Path) {
  const operation = product.route[index]!
  const until = product.route.slice(0, index + 1)
  const parameters = parametersOf(operation, books)
  const set = new Set<string>()
  for (const [i, { parameter }] of operation.parameters.entries()) {
    const place = [...path, 'parameters', i, 'parameter']
    known(parameter, parameters, 'parameter', place, findings)
    if (set.has(parameter)) findings.add(place, `parameter \`${parameter}\` is set twice`, 'keep one of them')
    set.add(parameter)
  }
  distinct(operation.characteristics, 'characteristic', [...path, 'characteristics'], findings)
  for (const [i, { parameter }] of operation.characteristics.entries())
    if (parameter !== null) known(parameter, parameters, 'parameter', [...path, 'characteristics', i, 'parameter'], findings)
  distinct(operation.defects, 'defect', [...path, 'defects'], findings)
  for (const [i, { effects }] of operation.defects.entries())
    for (const [j, effect] of effects.entries())
      if (effect.of === 'toolAge') checkToolAge(effect, operation, books, findings, [...path, 'defects', i, 'effects', j, 'name'])
      else checkEffect(effect, operation, parameters, findings, [...path, 'defects', i, 'effects', j, 'name'])
  if (operation.test !== null) checkTest(operation.test, product, until, books, findings, [...path, 'test'])
}

/** Null: some station cannot be read, and anything may be there. */
function parametersOf({ stations }: Operation, books: Books): readonly string[] | null {
  if (stations.some((id) => books.stations.get(id) === undefined || books.stations.isBroken(id))) return null
  return stations.flatMap((id) => books.stations.get(id)!.parameters.map(({ id }) => id))
}

/** A tool that the operation is done with, wherever it is done. */
function checkToolAge({ name }: DefectEffect, { stations, needs, steps }: Operation, books: Books, findings: Findings, path: Path) {
  if (name === null || books.tools.find(name, path) === undefined) return
  const isUsed = ({ tool, for: when }: Need) => tool === name && (when === 'process' || when === 'both')
  const without = stations.find((id) => {
    const station = books.stations.get(id)
    if (station === undefined) return false
    const own = needs ?? station.needs
    return !(steps.length === 0 ? [own] : steps.map((step) => step.needs ?? own)).some((list) => list.some(isUsed))
  })
  if (without !== undefined)
    findings.add(
      path,
      `tool \`${name}\` is not needed on station \`${without}\``,
      `add \`needs: { tool: ${name} }\` there, or leave it out`,
    )
}

function checkEffect(
  { of, name }: DefectEffect,
  { stations, components }: Operation,
  parameters: readonly string[] | null,
  findings: Findings,
  path: Path,
) {
  if (name === null) return
  if (of === 'parameter') known(name, parameters, 'parameter', path, findings)
  if (of === 'station') known(name, stations, 'station', path, findings)
  if (of !== 'materialLot') return
  known(
    name,
    components.map(({ item }) => item),
    'component',
    path,
    findings,
  )
}

function checkTest(test: Test, product: Product, until: readonly Operation[], books: Books, findings: Findings, path: Path) {
  const doubtful = books.products.isBroken(product.id)
  const defects = doubtful ? null : until.flatMap(({ defects }) => defects.map(({ id }) => id))
  const characteristics = doubtful ? null : until.flatMap(({ characteristics }) => characteristics.map(({ id }) => id))
  for (const key of ['finds', 'repairs'] as const)
    for (const [i, id] of test[key].entries()) known(id, defects, 'defect', [...path, key, i], findings)
  for (const [i, { characteristic }] of test.measures.entries())
    known(characteristic, characteristics, 'characteristic', [...path, 'measures', i, 'characteristic'], findings)
  const to = test.rework?.to
  if (to != null && !doubtful)
    known(
      to,
      until.map(({ id }) => id),
      'operation',
      [...path, 'rework', 'to'],
      findings,
    )
}

function checkFault({ kind, target, name }: Fault, scenario: Scenario, books: Books, findings: Findings, path: Path) {
  if (kind === 'lot') {
    books.materials.find(target, [...path, 'target'])
    if (name !== null) books.suppliers.find(name, [...path, 'name'])
    return
  }
  if (kind === 'person') {
    const crew = scenario.crews.find(({ id }) => id === target)
    known(
      target,
      scenario.crews.map(({ id }) => id),
      'crew',
      [...path, 'target'],
      findings,
    )
    if (crew !== undefined && name !== null)
      known(
        name,
        crew.persons.map(({ id }) => id),
        'person',
        [...path, 'name'],
        findings,
      )
    return
  }
  if (kind === 'tool' && name !== null) {
    const tool = scenario.tools.find(({ id }) => id === target)
    known(
      target,
      scenario.tools.map(({ id }) => id),
      'tool',
      [...path, 'target'],
      findings,
    )
    if (tool !== undefined && !(/^[1-9]\d*$/.test(name) && Number(name) <= tool.count))
      findings.add([...path, 'name'], `\`${name}\` is no piece of \`${target}\``, `write a number from 1 to ${tool.count}`)
    return
  }
  const station = books.stations.find(target, [...path, 'target'])
  if (station === undefined || books.stations.isBroken(target)) return
  if (kind === 'failure' && station.failures.length === 0)
    findings.add(
      [...path, 'target'],
      `station \`${target}\` never fails, so that its failures cannot change`,
      'give it a failure, or choose another target',
    )
  const tests = scenario.products.flatMap(({ route }) => route.filter(({ test, stations }) => test !== null && stations.includes(target)))
  if (kind === 'measurement' && tests.length === 0 && !books.products.hasBroken)
    findings.add([...path, 'target'], `station \`${target}\` tests nothing`, 'choose a station whose operation has a `test`')
  else if (kind === 'measurement' && name !== null && !books.products.hasBroken)
    known(
      name,
      tests.flatMap(({ test }) => test!.measures.map(({ characteristic }) => characteristic)),
      'characteristic',
      [...path, 'name'],
      findings,
    )
  if (kind === 'parameter' && name !== null)
    known(
      name,
      station.parameters.map(({ id }) => id),
      'parameter',
      [...path, 'name'],
      findings,
    )
}

/** Reports an id that is not among `ids`; null: they are not known. */
function known(id: string, ids: readonly string[] | null, what: string, path: Path, findings: Findings) {
  if (ids === null || id === '' || ids.includes(id)) return
  const meant = nearest(id, ids)
  const all = [...new Set(ids)]
  findings.add(
    path,
    `unknown ${what} \`${id}\` in ${findings.name(path)}`,
    meant
      ? `did you mean \`${meant}\`?`
      : all.length === 0
        ? `there is no ${what} here: add one with this id`
        : `write one of ${all.slice(0, 10).join(', ')}`,
  )
}
