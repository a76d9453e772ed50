import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Need, Operation, Scenario, Station, Step } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { crew, failure, need, operation, plant, product, source, station, task } from '../plants.ts'

const step = (id: string, seconds: number, needs: readonly Need[] | null = null): Step => ({ id, title: id, time: always(seconds), needs })

/** Clamped in 2 s, milled in 6 s, taken off in 1 s. */
const milled = (
  steps: readonly Step[],
  { at = {}, does = {}, ...more }: Partial<Scenario> & { at?: object; does?: Partial<Operation> } = {},
) =>
  plant({
    stations: [station({ id: 'mill', time: null, ...at } as Partial<Station> & { id: string })],
    products: [product({ id: 'part', route: [operation({ id: 'mill', steps, ...does })] })],
    sources: [source({ id: 'in' })],
    ...more,
  })
const three = (own: readonly Need[] | null = null) => [step('clamp', 2, own), step('mill', 6), step('unclamp', 1, own)]
const steps = ({ of }: ReturnType<typeof bench>) => of(EventKind.stepStarted).map(({ subject, c, time }) => `${subject} step ${c}@${time}`)

describe('steps', () => {
  it('[B16] steps are done one after the other in the same slot: one job, one planned time, and each step is told', () => {
    const run = bench(milled(three()), { until: 20 })
    expect(steps(run)).toEqual([
      '0 step 0@0',
      '0 step 1@2',
      '0 step 2@8',
      '1 step 0@9',
      '1 step 1@11',
      '1 step 2@17',
      '2 step 0@18',
      '2 step 1@20',
    ])
    expect(run.started('mill')).toEqual(['0@0', '1@9', '2@18'])
    expect(run.of(EventKind.jobEnded).map(({ time, v }) => [time, v])).toEqual([
      [9, 9_000_000],
      [18, 9_000_000],
    ])
    expect(run.states('mill')).toEqual(['0 processing'])
  })

  it('[B16] what is not told of a step is as with one time: lead time, waiting, finished', () => {
    const whole = bench(milled([step('all', 9)]), { until: 100 })
    const parts = bench(milled(three()), { until: 100 })
    expect(parts.finished()).toEqual(whole.finished())
    expect(parts.tally.leadTime).toEqual(whole.tally.leadTime)
    expect(parts.tally.waitingTime).toEqual(whole.tally.waitingTime)
  })

  it('[B17] each step has its own people: two mills share one operator, who is free while they mill', () => {
    const { started, states, finished } = bench(
      milled(three([need({ crew: 'operators', for: 'process' })]), {
        at: { slots: 2 },
        does: { needs: [] },
        crews: [crew({ id: 'operators' })],
      }),
      { until: 20 },
    )
    // Clamped at 0–2 and 2–4, milled until 8 and 10, taken off by 9 and 11; meanwhile the next is clamped 9–11: the other one waits from 10 to 11.
    expect(started('mill')).toEqual(['0@0', '1@2', '2@9', '3@12', '4@18'])
    expect(finished()).toEqual(['0@9', '1@12', '2@18'])
    expect(states('mill', 1)).toEqual(['0 waiting', '2 processing', '10 waiting', '11 processing'])
  })

  it('[B17] a step without needs of its own has those of the operation; `[]` is nobody', () => {
    const both = [need({ crew: 'operators', for: 'process' })]
    const run = bench(milled([step('clamp', 2), step('mill', 6, [])], { does: { needs: both }, crews: [crew({ id: 'operators' })] }), {
      until: 10,
    })
    expect(run.of(EventKind.crewChanged).map(({ time, a }) => [time, a])).toEqual([
      [0, 0],
      [0, 1],
      [2, 0],
      [8, 1],
      [10, 0],
    ])
  })

  it('[B18] a failure interrupts the step: it is resumed, or that step alone is begun again', () => {
    const failing = (interrupted: 'resume' | 'restart') =>
      bench(milled(three(), { at: { failures: [failure({ clock: 'processing', after: always(7), repair: always(10), interrupted })] } }), {
        until: 30,
      })
    // Fails at 7, five seconds into the milling. It is done again at 24, as the next failure is due: completions come first.
    expect(failing('resume').finished()[0]).toBe('0@19')
    expect(failing('restart').finished()[0]).toBe('0@24')
    expect(steps(failing('restart')).slice(0, 3)).toEqual(['0 step 0@0', '0 step 1@2', '0 step 2@23'])
  })

  it('[B18] a cycle is a whole operation, and a failure that scraps costs the unit in any step', () => {
    const cycles = bench(milled(three(), { at: { failures: [failure({ clock: 'cycles', after: always(2), repair: always(3) })] } }), {
      until: 30,
    })
    expect(cycles.states('mill').slice(0, 3)).toEqual(['0 processing', '18 repair', '21 processing'])
    const calendar = [failure({ clock: 'calendar', after: always(2), repair: always(3), interrupted: 'scrap' })]
    expect(bench(milled(three(), { at: { failures: calendar } }), { until: 4 }).scrapped()).toEqual(['0@2'])
  })

  it('people who are to maintain the station between two steps may be called away as that begins', () => {
    const maintenance = [task({ every: 100, first: 3, duration: always(2), crew: 'fitters' })]
    const failures = [failure({ clock: 'calendar', after: always(4), repair: always(10), crew: 'fitters', priority: 1, preempt: true })]
    const base = milled([step('mill', 5, []), step('check', 1, [need({ crew: 'fitters' })])], { at: { maintenance } })
    const scenario = { ...base, stations: [...base.stations, station({ id: 'press', failures })], crews: [crew({ id: 'fitters' })] }
    const { states } = bench(scenario, { until: 18.5 })
    expect(states('mill')).toEqual(['0 processing', '5 maintenance', '17 processing'])
    expect(states('press')).toEqual(['0 starved', '4 waitRepair', '5 repair', '15 starved'])
  })
})
