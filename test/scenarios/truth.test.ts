import { describe, expect, it } from 'vitest'
import { loadScenario, patchScenario, toYaml } from '../../scenarios/index.ts'
import { trueScenario } from '../../scenarios/truth.ts'
import { recorded } from '../analysis/recorded.ts'
import { loaded } from './load.ts'

const plant = (truth: string) => `schema: takt/1
horizon: 8 h
flow:
  - source: { id: blanks, every: 60 s }
  - station: { id: drill, time: 52 s, yield: 99 % }
  - sink: { id: shipped }
${truth}`

const hidden = plant('truth: [{ path: stations.drill.yield, value: 50 % }, { path: stations.drill.time, value: 41 s }]')

describe('the hidden truth', () => {
  it('is put into the plant, in the units of the normal form', () => {
    const scenario = loaded(hidden)
    expect(scenario.stations[0]).toMatchObject({ yield: 0.99, time: { kind: 'constant', value: 52 } })
    expect(scenario.truth).toEqual([
      { path: 'stations.drill.yield', value: 0.5 },
      { path: 'stations.drill.time', value: { kind: 'constant', value: 41 } },
    ])
    const { stations, truth } = trueScenario(scenario)
    expect(stations[0]).toMatchObject({ yield: 0.5, time: { kind: 'constant', value: 41 } })
    expect(truth).toEqual([])
  })

  it('survives saving, and a change of what is believed', () => {
    const scenario = loaded(hidden)
    expect(loaded(toYaml(scenario), { file: 'again.yaml' }).truth).toEqual(scenario.truth)
    const patched = patchScenario(scenario, [{ set: 'stations.drill.yield', value: '97 %' }])
    if ('problems' in patched) throw new Error(JSON.stringify(patched.problems))
    expect(patched.scenario.truth).toEqual(scenario.truth)
    expect(trueScenario(patched.scenario).stations[0]!.yield).toBe(0.5)
  })

  it('decides what happens, and the log does not hold it', () => {
    const { log } = recorded(loaded(hidden))
    const open = recorded({ ...loaded(plant('')), stations: trueScenario(loaded(hidden)).stations }).log
    expect(log.header.scenario).toEqual({ ...loaded(hidden), truth: [], faults: [] })
    const times = (of: typeof log) => {
      const all: string[] = []
      of.scan(0, of.count, ({ kind, time, subject }) => all.push(`${kind} ${time} ${subject}`))
      return all
    }
    expect(times(log)).toEqual(times(open))
    expect(times(log)).not.toEqual(times(recorded(loaded(plant(''))).log))
  })

  it('is an object by what names it, where it has no id', () => {
    const crew = `crews: { operators: { skills: [], persons: { ann: { skills: { weld: 1 } }, bo: { skills: { weld: 1 } } } } }
truth: [{ path: crews.operators.persons.bo.skills.weld.level, value: 0.6 }]`
    const [operators] = trueScenario(loaded(plant(crew))).crews
    expect(operators!.persons.map(({ skills }) => skills[0]!.level)).toEqual([1, 0.6])
  })

  it('says what is wrong with it where it stands', () => {
    const wrong = loadScenario(plant('truth:\n  - { path: stations.drill.slots, value: 2 }'), { file: 'a.yaml' })
    expect(wrong).toMatchObject({ problems: [{ line: 8, message: expect.stringContaining('stations.drill.slots') }] })
  })
})
