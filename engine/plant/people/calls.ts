import type { Need, Scenario } from '../../../scenarios/model.ts'
import { suits, type Worker, workers } from '../../../scenarios/people.ts'

const NONE = -1

/** `n` of those who are `able`: numbers of people; from `people.length` on they are tools, kind by kind. */
export interface CallLine {
  readonly n: number
  readonly able: Int32Array
  /** How well each of them does it, where levels count; null: all alike. */
  readonly level: Float64Array | null
  /** The same, whether levels count for the time or not. */
  readonly skill: Float64Array | null
  /** Crew that is named where too few of them are there; from the number of crews on, a kind of tools. */
  readonly crew: number
}

/** All that one start needs: it is taken together or not at all. */
export interface Call {
  readonly lines: readonly CallLine[]
  /** People and tools in all. */
  readonly size: number
  readonly priority: number
  readonly preempt: boolean
  readonly same: boolean
  /** May one person count for several lines? Then who does what is a matching. */
  readonly overlaps: boolean
}

export type Asked = Pick<Need, 'crew' | 'skill' | 'tool' | 'n' | 'priority' | 'preempt' | 'resumeWith'>

/** Everything that people and tools can be called for, each once: numbers in place of crews and skills. Complete when the plant is built. */
export class Calls {
  readonly people: readonly Worker[]
  /** Kind of tools → number of its first. */
  readonly #firstTool: readonly number[]
  readonly list: Call[] = []
  readonly #scenario: Scenario
  readonly #known = new Map<string, number>()

  constructor(scenario: Scenario) {
    this.#scenario = scenario
    this.people = workers(scenario.crews)
    let first = this.people.length
    this.#firstTool = scenario.tools.map(({ count }) => {
      first += count
      return first - count
    })
  }

  /** The number of the call; NONE where nobody is asked for. */
  add(needs: readonly Asked[]): number {
    if (needs.length === 0) return NONE
    const lines = needs.map(({ crew, skill, tool, n }) => [crew, skill, n, tool])
    const priority = Math.max(...needs.map((one) => one.priority))
    const preempt = needs.some((one) => one.preempt)
    const same = needs.some(({ resumeWith }) => resumeWith === 'same')
    const key = JSON.stringify([lines, priority, preempt, same])
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const made = needs.map((one) => this.#line(one))
    const all = made.flatMap(({ able }) => [...able])
    this.#known.set(key, this.list.length)
    return (
      this.list.push({
        lines: made,
        size: needs.reduce((sum, { n }) => sum + n, 0),
        priority,
        preempt,
        same,
        overlaps: new Set(all).size < all.length,
      }) - 1
    )
  }

  #line({ crew, skill, tool, n }: Asked): CallLine {
    const { crews, tools } = this.#scenario
    if (tool !== null) {
      const kind = tools.findIndex(({ id }) => id === tool)
      const able = Int32Array.from({ length: tools[kind]!.count }, (_, i) => this.#firstTool[kind]! + i)
      return { n, able, level: null, skill: null, crew: crews.length + kind }
    }
    const able = this.people.flatMap((worker, i) => (suits(worker, { crew, skill }, crews) ? [i] : []))
    const skills = able.map((i) => (skill === null ? 1 : this.people[i]!.skills.get(skill)!))
    const levels = able.map((i, k) => (crews[this.people[i]!.crew]!.levelsCount ? skills[k]! : 1))
    return {
      n,
      able: Int32Array.from(able),
      level: unlessStandard(levels),
      skill: unlessStandard(skills),
      crew: this.people[able[0] ?? NONE]?.crew ?? NONE,
    }
  }

  /** Crew, or kind of tools → the group of those that are called for together with it, or in place of it. What waits in one group is never served by another. */
  groups(): Int32Array {
    const { crews: all, tools } = this.#scenario
    const of = Int32Array.from([...all, ...tools], (_, crew) => crew)
    const crewOf = (person: number) =>
      this.people[person]?.crew ?? all.length + this.#firstTool.findLastIndex((firstOfKind) => firstOfKind <= person)
    const find = (crew: number): number => (of[crew] === crew ? crew : find(of[crew]!))
    for (const { lines } of this.list) {
      const crews = lines.flatMap(({ able }) => Array.from(able, crewOf))
      for (const crew of crews) of[find(crew)] = find(crews[0]!)
    }
    return of.map((crew) => find(crew))
  }
}

const unlessStandard = (levels: readonly number[]) => (levels.every((level) => level === 1) ? null : Float64Array.from(levels))
