import type { Crew, FailureMode, Need } from '../model.ts'
import { compact, duration, each, named, optionalDuration, unless } from './written.ts'

export const need = (one: Need) =>
  compact({
    crew: one.crew ?? undefined,
    skill: one.skill ?? undefined,
    tool: one.tool ?? undefined,
    n: unless(one.n, 1),
    for: unless(one.for, 'both'),
    priority: unless(one.priority, 0),
    preempt: unless(one.preempt, false),
    resumeWith: unless(one.resumeWith, 'any'),
  })

export const calling = (one: Pick<FailureMode, 'needs' | 'priority' | 'preempt'>) => ({
  needs: each(one.needs, need),
  priority: unless(one.priority, 0),
  preempt: unless(one.preempt, false),
})

export function crew(one: Crew) {
  return {
    ...named(one),
    size: unless(one.size, Math.max(1, one.persons.length)),
    calendar: one.calendar ?? undefined,
    skills: one.skills.length === 0 ? undefined : one.skills,
    edge: unless(one.edge, 'finish'),
    maxOvertime: optionalDuration(one.maxOvertime),
    speed: one.speed ?? undefined,
    home: one.home ?? undefined,
    walks: each(one.walks, ({ from, to, time }) => ({ from, to, time: duration(time) })),
    levelsCount: unless(one.levelsCount, false),
    costPerHour: unless(one.costPerHour, 0),
    persons: each(one.persons, (person) => ({
      ...named(person),
      skills: each(person.skills, ({ skill, level }) => ({ skill, level: unless(level, 1) })),
      calendar: person.calendar ?? undefined,
      from: unless(duration(person.from), 0),
      until: optionalDuration(person.until),
    })),
  }
}
