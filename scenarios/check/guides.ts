import type { Findings } from '../findings.ts'
import type { Fleet, Scenario } from '../model.ts'
import { carriages, stopsOf } from '../stops.ts'
import type { Path } from '../tree.ts'

/** What guides fleets: that each place a fleet comes to is on its guide, and that there is room for all its vehicles. */
export function checkGuides(scenario: Scenario, isPlace: (id: string) => boolean, findings: Findings) {
  const stops = stopsOf(scenario)
  for (const [i, fleet] of scenario.transport.entries()) {
    const { guide, battery, home, id } = fleet
    const path = ['transport', i]
    if (guide === null) continue
    if (battery !== null)
      findings.add(
        [...path, 'battery'],
        `fleet \`${id}\` has a battery and a guide`,
        'leave the battery out: what is guided is fed by its rail',
      )
    if (home !== null && scenario.network?.nodes.some((node) => node.id === home) && !isPlace(home))
      findings.add([...path, 'home'], `\`${home}\` is a node of the network, on which \`${id}\` does not drive`, 'write the id of a place')
    if (guide.kind === 'rail') rail(scenario, fleet, guide, stops.get(id)!, path, findings)
    else {
      const [name, of, lists] = guide.kind === 'shaft' ? ['levels', 'level', guide.levels] : ['ports', 'port', guide.ports]
      const listed = new Set<string>()
      lists.forEach(({ places }, j) => {
        places.forEach((one, k) => {
          const at = [...path, 'guide', name, j, 'places', k]
          if (!isPlace(one))
            findings.add(at, `unknown place \`${one}\` in ${findings.name(at)}`, 'write the id of a station, buffer, sink or source')
          if (listed.has(one)) findings.add(at, `\`${one}\` is at another ${of} of \`${id}\` already`, 'name it once')
          listed.add(one)
        })
      })
      const missing = [...stops.get(id)!, ...(home === null ? [] : [home])].find((one) => !listed.has(one))
      if (missing !== undefined)
        findings.add(
          [...path, 'guide', name],
          `\`${missing}\` is served by \`${id}\` and is at no ${of} of it`,
          `add it to the \`places\` of a ${of}`,
        )
    }
    if (guide.kind === 'turntable' && fleet.fleet > 1)
      findings.add([...path, 'fleet'], `turntable \`${id}\` is there ${fleet.fleet} times`, 'write a fleet for each turntable')
  }
}

function rail(
  scenario: Scenario,
  { id, fleet, home }: Fleet,
  { axis, from, to, gap }: Extract<Fleet['guide'], { kind: 'rail' }>,
  stops: ReadonlySet<string>,
  path: Path,
  findings: Findings,
) {
  if (home !== null && fleet > 1)
    findings.add(
      [...path, 'home'],
      `${fleet} vehicles on the rail of \`${id}\` cannot all be at \`${home}\``,
      'leave `home` out: they begin side by side where the rail begins',
    )
  if (from !== null && to !== null && to - from < (fleet - 1) * gap) {
    findings.add(
      [...path, 'guide', 'to'],
      `the rail of \`${id}\` is ${to - from} m long: ${fleet} vehicles need ${(fleet - 1) * gap} m`,
      'make it longer, or the `gap` smaller',
    )
    return
  }
  const { stations, buffers, sinks, sources } = scenario
  let isWhole = true
  for (const one of [...stations, ...buffers, ...sinks, ...sources]) {
    if (!stops.has(one.id) && one.id !== home) continue
    const at = one.pose[axis]
    if ((from !== null && at < from) || (to !== null && at > to)) {
      isWhole = false
      findings.add(
        [...path, 'guide', from !== null && at < from ? 'from' : 'to'],
        `\`${one.id}\` is served by \`${id}\` and lies at ${at} m, beyond its rail`,
        'make the rail longer, or move the place',
      )
    }
  }
  if (!isWhole) return
  // A unit is brought by one vehicle: one of them must come to both ends of its way.
  const at = new Map([...stations, ...buffers, ...sinks, ...sources].map((one) => [one.id, one.pose[axis]]))
  const vehicles = Array.from({ length: fleet }, (_, k) => k)
  const reaches = (k: number, place: string) =>
    (from === null || at.get(place)! >= from + k * gap) && (to === null || at.get(place)! <= to - (fleet - 1 - k) * gap)
  for (const way of carriages(scenario)) {
    if (way.fleet !== id) continue
    const none = way.from
      .flatMap((a) => way.to.map((b) => [a, b] as const))
      .find(([a, b]) => !vehicles.some((k) => reaches(k, a) && reaches(k, b)))
    if (none === undefined) continue
    findings.add(
      [...path, 'guide'],
      `none of the ${fleet} vehicles of \`${id}\` comes to \`${none[0]}\` and to \`${none[1]}\`: the others need room beside it`,
      'make the rail longer at its ends, or the fleet smaller',
    )
    return
  }
}
