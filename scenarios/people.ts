import type { Crew, Need } from './model.ts'

/** One of all the people of a plant, crew by crew. */
export interface Worker {
  /** Index of the crew, and place within it. */
  readonly crew: number
  readonly place: number
  /** Skill → level. */
  readonly skills: ReadonlyMap<string, number>
}

/** All people, numbered through: those of the first crew, then those of the second, … */
export function workers(crews: readonly Pick<Crew, 'size' | 'skills' | 'persons'>[]): Worker[] {
  return crews.flatMap(({ size, skills, persons }, crew) => {
    const common = skills.map((skill): [string, number] => [skill, 1])
    const alike = new Map(common)
    return Array.from({ length: size }, (_, place) => {
      const own = persons[place]?.skills.map(({ skill, level }): [string, number] => [skill, level]) ?? []
      return { crew, place, skills: own.length === 0 ? alike : new Map([...common, ...own]) }
    })
  })
}

/** Must they be there in this phase of a job? Those for processing are from loading to unloading. */
export function isFor({ for: when }: Pick<Need, 'for'>, phase: 'setup' | 'process' | 'load' | 'unload'): boolean {
  return when === phase || when === 'both' || (when === 'process' && phase !== 'setup')
}

/** Can this worker do what is asked for? */
export function suits(worker: Worker, { crew, skill }: Pick<Need, 'crew' | 'skill'>, crews: readonly Pick<Crew, 'id'>[]): boolean {
  return (crew === null || crews[worker.crew]?.id === crew) && (skill === null || worker.skills.has(skill))
}

/**
 * Can all of it be had at one time, if nobody is busy? Each line asks for `n` of its `able`, and nobody counts twice: a matching, found by augmenting
 * paths (Kuhn 1955).
 */
export function canBeMet(lines: readonly { readonly n: number; readonly able: readonly number[] }[]): boolean {
  const taken = new Map<number, number>()
  const give = (line: number, tried: Set<number>): boolean => {
    for (const one of lines[line]!.able) {
      if (tried.has(one)) continue
      tried.add(one)
      const other = taken.get(one)
      if (other === undefined || give(other, tried)) {
        taken.set(one, line)
        return true
      }
    }
    return false
  }
  return lines.every(({ n, able }, line) => {
    if (n > able.length) return false
    for (let i = 0; i < n; i++) if (!give(line, new Set())) return false
    return true
  })
}
