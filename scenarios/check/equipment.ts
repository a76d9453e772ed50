import type { Findings } from '../findings.ts'
import type { Scenario, Station, WearLoad } from '../model.ts'
import { nearest } from '../nearest.ts'
import type { Path } from '../tree.ts'
import { checkComponent } from './products.ts'
import { type Books, distinct } from './references.ts'

/** Stations, buffers and sinks: that what they refer to is there. */
export function checkEquipment(scenario: Scenario, books: Books, findings: Findings) {
  const families = new Set(scenario.products.map(({ family }) => family))
  for (const [i, station] of scenario.stations.entries()) checkStation(station, families, books, findings, ['stations', i])
  for (const name of ['buffers', 'sources'] as const)
    for (const [i, { calendar }] of scenario[name].entries()) if (calendar !== null) books.calendars.find(calendar, [name, i, 'calendar'])
  for (const [i, { calendar, every }] of scenario.sources.entries())
    if (calendar !== null && every === null)
      findings.add(
        ['sources', i, 'calendar'],
        'a source that always has a unit ready has no time between arrivals to stop',
        'add `every` or `rate`, or give the calendar to the buffer or the first station',
      )
  for (const name of ['buffers', 'sinks'] as const)
    for (const [i, { area }] of scenario[name].entries()) if (area !== null) books.areas.find(area, [name, i, 'area'])
  const attributes = new Set(scenario.products.flatMap((product) => product.attributes.map(({ id }) => id)))
  for (const [i, { order }] of scenario.buffers.entries()) {
    if (typeof order === 'string' || attributes.has(order.attribute) || books.products.hasBroken) continue
    const meant = nearest(order.attribute, attributes)
    findings.add(
      ['buffers', i, 'order', 'attribute'],
      `no product has an attribute \`${order.attribute}\``,
      meant ? `did you mean \`${meant}\`?` : 'add it to the `attributes` of a product, or order by something else',
    )
  }
  for (const [i, { area, calendar, failures }] of scenario.conveyors.entries()) {
    if (area !== null) books.areas.find(area, ['conveyors', i, 'area'])
    if (calendar !== null) books.calendars.find(calendar, ['conveyors', i, 'calendar'])
    distinct(failures, 'failure', ['conveyors', i, 'failures'], findings)
  }
}

function checkStation(station: Station, families: ReadonlySet<string>, books: Books, findings: Findings, path: Path) {
  if (station.area !== null) books.areas.find(station.area, [...path, 'area'])
  if (station.calendar !== null) books.calendars.find(station.calendar, [...path, 'calendar'])
  const family = (name: string | null, place: Path) => {
    if (name === null || name === '*' || families.has(name) || books.products.hasBroken) return
    const meant = nearest(name, families)
    findings.add(
      place,
      `unknown family \`${name}\` in ${findings.name(place)}`,
      meant
        ? `did you mean \`${meant}\`?`
        : `write \`*\`, or the family of a product (its id, unless it says otherwise): ${[...families].slice(0, 10).join(', ')}`,
    )
  }
  family(station.initialFamily, [...path, 'initialFamily'])
  const pairs = new Set<string>()
  for (const [i, { from, to }] of station.setups.entries()) {
    family(from, [...path, 'setups', i, 'from'])
    family(to, [...path, 'setups', i, 'to'])
    if (pairs.has(`${from}>${to}`))
      findings.add(
        [...path, 'setups', i],
        `there are two set-ups from \`${from}\` to \`${to}\` in ${findings.name(path)}`,
        'keep one of them',
      )
    pairs.add(`${from}>${to}`)
  }
  if (station.anticipate && station.needs.some((need) => need.for === 'setup' || need.for === 'both'))
    findings.add(
      [...path, 'anticipate'],
      `${findings.name(path)} is set up before a unit is there, and its set-up needs people, who come to a unit`,
      'leave `anticipate` out, or write `for: process` at what it needs',
    )
  if (typeof station.rule !== 'string')
    for (const [i, rule] of station.rule.entries())
      if (station.rule.indexOf(rule) < i)
        findings.add([...path, 'rule', i], `rule \`${rule}\` is in ${findings.name(path)} twice`, 'name each rule once')
  distinct(station.failures, 'failure', [...path, 'failures'], findings)
  distinct(station.maintenance, 'maintenance task', [...path, 'maintenance'], findings)
  const modes = station.failures.map(({ id }) => id)
  checkSignals(station, books, findings, path)
  for (const [i, { crew, station: worn, spares }] of station.failures.entries()) {
    const place = [...path, 'failures', i]
    if (crew !== null) books.crews.find(crew, [...place, 'crew'])
    if (worn !== null) books.stations.find(worn, [...place, 'station'])
    for (const [j, { item }] of spares.entries()) checkComponent(item, books, findings, [...place, 'spares', j, 'item'])
  }
  for (const [i, { crew, renews }] of station.maintenance.entries()) {
    if (crew !== null) books.crews.find(crew, [...path, 'maintenance', i, 'crew'])
    for (const [j, mode] of renews.entries()) {
      if (modes.includes(mode) || books.stations.isBroken(station.id)) continue
      const meant = nearest(mode, modes)
      const remedy = meant
        ? `did you mean \`${meant}\`?`
        : modes.length === 0
          ? 'the station has no failures: write `renews: []`'
          : `write one of ${modes.join(', ')}`
      findings.add(
        [...path, 'maintenance', i, 'renews', j],
        `unknown failure \`${mode}\` in ${findings.name([...path, 'maintenance', i])}`,
        remedy,
      )
    }
  }
}

/** Signals: that what is driven by one, waits for one or resets one has it, and that something can come of it. */
function checkSignals(station: Station, books: Books, findings: Findings, path: Path) {
  distinct(station.signals, 'signal', [...path, 'signals'], findings)
  const signals = station.signals.map(({ id }) => id)
  const find = (id: string, place: Path) => {
    const found = station.signals.find((one) => one.id === id)
    if (found !== undefined || books.stations.isBroken(station.id)) return found
    const meant = nearest(id, signals)
    findings.add(
      place,
      `unknown signal \`${id}\` in ${findings.name(place.slice(0, -1))}`,
      meant ? `did you mean \`${meant}\`?` : signals.length === 0 ? 'add `signals` to the station' : `write one of ${signals.join(', ')}`,
    )
    return undefined
  }
  for (const [i, { load }] of station.failures.entries()) checkLoad(station, load, findings, [...path, 'failures', i, 'load', 'parameter'])
  for (const [i, { clock, signal }] of station.failures.entries()) {
    if (signal === null) continue
    const place = [...path, 'failures', i, 'signal']
    const found = find(signal, place)
    if (found !== undefined && clock === 'signal' && found.fail === null)
      findings.add(place, `signal \`${signal}\` has no \`fail\`, so that nothing ever fails by it`, 'add `fail`, the level, to the signal')
  }
  for (const [i, { when, resets }] of station.maintenance.entries()) {
    if (when !== null) find(when.signal, [...path, 'maintenance', i, 'when', 'signal'])
    for (const [j, id] of resets.entries()) find(id, [...path, 'maintenance', i, 'resets', j])
  }
}

/** What loads a failure mode is a parameter of its station. */
function checkLoad({ parameters }: Station, load: WearLoad | null, findings: Findings, place: Path) {
  if (load === null || parameters.some(({ id }) => id === load.parameter)) return
  const ids = parameters.map(({ id }) => id)
  const meant = nearest(load.parameter, ids)
  findings.add(
    place,
    `unknown parameter \`${load.parameter}\` in ${findings.name(place.slice(0, -2))}`,
    meant ? `did you mean \`${meant}\`?` : ids.length === 0 ? 'add `parameters` to the station' : `write one of ${ids.join(', ')}`,
  )
}
