import type { Findings } from '../findings.ts'
import type { Crew, Need, Operation, Scenario, Station, Tool } from '../model.ts'
import { nearest } from '../nearest.ts'
import { canBeMet, isFor, suits, type Worker, workers } from '../people.ts'
import { handlingOf } from '../times-of.ts'
import type { Path } from '../tree.ts'
import { checkComponent } from './products.ts'
import { type Books, distinct } from './references.ts'

/** Crews and whoever asks for them: that all who are named are there, and that enough people can do what is asked of them at one time. */
export function checkPeople(scenario: Scenario, books: Books, findings: Findings) {
  for (const [i, crew] of scenario.crews.entries()) checkCrew(crew, books, findings, ['crews', i])
  const asking = new Asking(scenario, books, findings)
  for (const [i, station] of scenario.stations.entries()) {
    const { needs, failures, maintenance } = station
    asking.check(needs, ['stations', i, 'needs'])
    checkHandling(needs, handledAt(scenario, station), ['stations', i, 'needs'], findings)
    for (const [j, mode] of failures.entries()) asking.check(mode.needs, ['stations', i, 'failures', j, 'needs'], mode.crew)
    for (const [j, task] of maintenance.entries()) asking.check(task.needs, ['stations', i, 'maintenance', j, 'needs'], task.crew)
  }
  checkTools(scenario, asking, books, findings)
  for (const [i, { id, route }] of scenario.products.entries()) checkPallets(id, route, books, findings, ['products', i, 'route'])
  for (const [i, { route }] of scenario.products.entries())
    for (const [j, operation] of route.entries()) {
      const { needs, steps } = operation
      if (needs !== null) {
        asking.check(needs, ['products', i, 'route', j, 'needs'])
        const stations = operation.stations.map((id) => handlingOf(operation, books.stations.get(id)))
        checkHandling(needs, stations, ['products', i, 'route', j, 'needs'], findings)
      }
      for (const [k, step] of steps.entries())
        if (step.needs !== null) asking.check(step.needs, ['products', i, 'route', j, 'steps', k, 'needs'])
    }
}

/** How units are loaded and unloaded at a station: as it says itself, and as operations there do. */
const handledAt = ({ products }: Scenario, station: Station) => [
  station,
  ...products.flatMap(({ route }) => route.filter(({ stations }) => stations.includes(station.id)).map((one) => handlingOf(one, station))),
]

/** Whoever loads or unloads needs time for it. */
function checkHandling(needs: readonly Need[], handled: readonly ReturnType<typeof handlingOf>[], path: Path, findings: Findings) {
  for (const [i, { for: when }] of needs.entries()) {
    if ((when !== 'load' && when !== 'unload') || handled.some((one) => one[when] !== null)) continue
    findings.add([...path, i, 'for'], `is \`${when}\`, which takes no time here`, `write \`${when}: 30 s\` beside \`needs\``)
  }
}

function checkCrew({ calendar, walks, persons }: Crew, books: Books, findings: Findings, path: Path) {
  if (calendar !== null) books.calendars.find(calendar, [...path, 'calendar'])
  for (const [i, { from, to }] of walks.entries()) {
    if (from !== 'home') books.stations.find(from, [...path, 'walks', i, 'from'], ['home'])
    if (to !== 'home') books.stations.find(to, [...path, 'walks', i, 'to'], ['home'])
    if (from === to)
      findings.add([...path, 'walks', i, 'to'], `a walk from \`${from}\` to itself`, 'name another station, or leave this walk out')
  }
  distinct(persons, 'person', [...path, 'persons'], findings)
  for (const [i, { calendar: own }] of persons.entries()) if (own !== null) books.calendars.find(own, [...path, 'persons', i, 'calendar'])
}

/** What it takes to change tools. */
function checkTools({ tools }: Scenario, asking: Asking, books: Books, findings: Findings) {
  for (const [i, { wear }] of tools.entries()) {
    if (wear === null) continue
    for (const name of ['regrind', 'replace'] as const) {
      const path = ['tools', i, 'wear', name, 'needs']
      const needs = wear[name]?.needs ?? []
      const other = needs.findIndex((one) => one.tool !== null)
      if (other < 0) asking.check(needs, path)
      else findings.add([...path, other, 'tool'], 'a tool is changed by people, and not with another tool', 'leave it out')
    }
    for (const [j, { item }] of wear.replace.spares.entries())
      checkComponent(item, books, findings, ['tools', i, 'wear', 'replace', 'spares', j, 'item'])
  }
}

/** Pallets that are there, and taken by some operation of the route before they are given back. */
function checkPallets(product: string, route: readonly Operation[], books: Books, findings: Findings, path: Path) {
  const taken = new Set(route.map(({ takesPallet }) => takesPallet))
  for (const [j, { takesPallet, returnsPallet }] of route.entries()) {
    if (takesPallet !== null) books.pallets.find(takesPallet, [...path, j, 'takesPallet'])
    if (returnsPallet === null || books.pallets.find(returnsPallet, [...path, j, 'returnsPallet']) === undefined) continue
    if (taken.has(returnsPallet) || books.products.isBroken(product)) continue
    findings.add(
      [...path, j, 'returnsPallet'],
      `pallet \`${returnsPallet}\` is given back, and no operation of ${product} takes it`,
      `write \`takesPallet: ${returnsPallet}\` at the operation that takes it`,
    )
  }
}

class Asking {
  readonly #crews: readonly Crew[]
  readonly #people: readonly Worker[]
  readonly #tools: readonly Tool[]
  readonly #skills: ReadonlySet<string>
  readonly #books: Books
  readonly #findings: Findings

  constructor({ crews, tools }: Scenario, books: Books, findings: Findings) {
    this.#crews = crews
    this.#people = workers(crews)
    this.#tools = tools
    this.#skills = new Set(this.#people.flatMap(({ skills }) => [...skills.keys()]))
    this.#books = books
    this.#findings = findings
  }

  /** `crew`: one of it is needed as well. */
  check(needs: readonly Need[], path: Path, crew: string | null = null) {
    // Who names nobody was told so.
    if (needs.some((one) => one.crew === null && one.skill === null && one.tool === null)) return
    const known = needs.map((one, i) => this.#isKnown(one, [...path, i]))
    if (needs.length === 0 || known.includes(false) || this.#books.crews.hasBroken || this.#books.tools.hasBroken) return
    if (crew !== null && this.#books.crews.get(crew) === undefined) return
    const before = this.#findings.problems.length
    needs.forEach((one, i) => {
      const able = this.#able(one).length
      if (able >= one.n) return
      const who =
        one.tool !== null
          ? `tool \`${one.tool}\``
          : one.skill === null
            ? `crew \`${one.crew}\``
            : one.crew === null
              ? `anybody with the skill \`${one.skill}\``
              : `crew \`${one.crew}\` with the skill \`${one.skill}\``
      this.#findings.add(
        [...path, i],
        `${one.n} of ${who} ${one.n === 1 ? 'is' : 'are'} needed, and there ${able === 1 ? 'is' : 'are'} ${able}`,
        'ask for fewer, or have more people',
      )
    })
    if (this.#findings.problems.length > before) return
    const extra = crew === null ? [] : [{ crew, skill: null, tool: null, n: 1 }]
    for (const phase of ['setup', 'process', 'load', 'unload'] as const) {
      const together = [...extra, ...needs.filter((one) => isFor(one, phase))]
      if (canBeMet(together.map((one) => ({ n: one.n, able: this.#able(one) })))) continue
      this.#findings.add(
        path,
        `${this.#findings.name(path)} can never be met: there are not enough people for all of it at one time`,
        'all that is needed is taken together, and nobody counts twice: ask for fewer, or have more people',
      )
      return
    }
  }

  /** Numbers of people; tools come after them, kind by kind. */
  #able(need: Pick<Need, 'crew' | 'skill' | 'tool'>): number[] {
    if (need.tool !== null) {
      const kind = this.#tools.findIndex(({ id }) => id === need.tool)
      const first = this.#tools.slice(0, kind).reduce((sum, { count }) => sum + count, this.#people.length)
      return Array.from({ length: this.#tools[kind]!.count }, (_, i) => first + i)
    }
    return this.#people.flatMap((worker, i) => (suits(worker, need, this.#crews) ? [i] : []))
  }

  #isKnown({ crew, skill, tool }: Need, path: Path): boolean {
    if (tool !== null) return this.#books.tools.find(tool, [...path, 'tool']) !== undefined
    if (crew !== null && this.#books.crews.get(crew) === undefined && this.#books.tools.get(crew) !== undefined) {
      this.#findings.add([...path, 'crew'], `\`${crew}\` is a tool, not a crew`, `write \`{ tool: ${crew} }\``)
      return false
    }
    const isCrew = crew === null || this.#books.crews.find(crew, [...path, 'crew']) !== undefined
    if (skill === null || this.#skills.has(skill) || this.#books.crews.hasBroken) return isCrew
    const meant = nearest(skill, this.#skills)
    this.#findings.add(
      [...path, 'skill'],
      `nobody has the skill \`${skill}\` that ${this.#findings.name(path)} asks for`,
      meant
        ? `did you mean \`${meant}\`?`
        : this.#skills.size === 0
          ? 'give it to a crew: `skills: [ … ]`'
          : `write one of ${[...this.#skills].slice(0, 10).join(', ')}, or give it to a crew`,
    )
    return false
  }
}
