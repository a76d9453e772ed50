import type { Crew, FailureMode, Need, Pallet, Person } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { distribution } from './distribution.ts'
import type { Reader } from './reader.ts'

type CrewInput = NonNullable<ScenarioInput['crews']>[number]
type PersonInput = NonNullable<CrewInput['persons']>[number]
type StationInput = NonNullable<ScenarioInput['stations']>[number]
type NeedInput = NonNullable<StationInput['needs']>[number]
type FailureInput = NonNullable<StationInput['failures']>[number]

export function crew(reader: Reader, input: CrewInput, path: Path): Crew {
  const { edge = 'finish', persons = [] } = input
  if (input.size !== undefined && persons.length > 0 && input.size !== persons.length)
    reader.wrong([...path, 'size'], `is ${input.size}, and ${persons.length} persons are named`, 'leave `size` out, or name as many')
  if (input.maxOvertime != null && edge !== 'finish')
    reader.wrong(
      [...path, 'maxOvertime'],
      `stands beside \`edge: ${edge}\`, with which nobody works longer`,
      'write `edge: finish`, or leave it out',
    )
  return {
    id: input.id,
    title: input.title ?? input.id,
    size: persons.length > 0 ? persons.length : (input.size ?? 1),
    calendar: input.calendar ?? null,
    skills: input.skills ?? [],
    edge,
    maxOvertime: input.maxOvertime == null ? null : reader.duration(input.maxOvertime, [...path, 'maxOvertime']),
    speed: input.speed == null ? null : reader.speed(input.speed, [...path, 'speed']),
    home:
      input.home == null
        ? null
        : { x: reader.length(input.home.x, [...path, 'home', 'x']), y: reader.length(input.home.y, [...path, 'home', 'y']) },
    walks: (input.walks ?? []).map(({ from, to, time }, i) => ({ from, to, time: reader.duration(time, [...path, 'walks', i, 'time']) })),
    levelsCount: input.levelsCount ?? false,
    costPerHour: input.costPerHour ?? 0,
    persons: persons.map((one, i) => person(reader, one, [...path, 'persons', i])),
  }
}

function person(reader: Reader, input: PersonInput, path: Path): Person {
  const from = input.from === undefined ? 0 : Math.max(0, reader.moment(input.from, [...path, 'from']))
  const until = input.until == null ? null : reader.moment(input.until, [...path, 'until'])
  if (until !== null && until <= from) reader.wrong([...path, 'until'], 'is not after `from`', 'write a later moment, or leave it out')
  return {
    id: input.id,
    title: input.title ?? input.id,
    skills: (input.skills ?? []).map(({ skill, level = 1 }) => ({ skill, level })),
    calendar: input.calendar ?? null,
    from,
    until,
  }
}

export function pallet(reader: Reader, input: NonNullable<ScenarioInput['pallets']>[number], path: Path): Pallet {
  return {
    id: input.id,
    title: input.title ?? input.id,
    count: input.count ?? 1,
    return: distribution(reader, input.return ?? 0, [...path, 'return']),
  }
}

export function needs(reader: Reader, input: readonly NeedInput[], path: Path): readonly Need[] {
  return input.map((one, i) => {
    const { crew = null, skill = null, tool = null } = one
    if (crew === null && skill === null && tool === null)
      reader.wrong([...path, i], 'does not say who is needed', 'add `crew:` with its id, or `skill:`; or `tool:`')
    if (tool !== null && (crew !== null || skill !== null))
      reader.wrong([...path, i, 'tool'], 'stands beside people', 'make two needs of it: all of them come together')
    if (tool !== null && one.resumeWith === 'same')
      reader.wrong([...path, i, 'resumeWith'], 'is of people: a tool stays with the work', 'leave it out')
    return {
      crew,
      skill,
      tool,
      n: one.n ?? 1,
      for: one.for ?? 'both',
      priority: one.priority ?? 0,
      preempt: one.preempt ?? false,
      resumeWith: one.resumeWith ?? 'any',
    }
  })
}

/** How a repair or a maintenance task asks for its people. */
export function calling(
  reader: Reader,
  input: Pick<FailureInput, 'needs' | 'priority' | 'preempt'>,
  path: Path,
): Pick<FailureMode, 'needs' | 'priority' | 'preempt'> {
  return {
    needs: needs(reader, input.needs ?? [], [...path, 'needs']),
    priority: input.priority ?? 0,
    preempt: input.preempt ?? false,
  }
}
