import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Operation, Scenario, Station } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { crew, failure, need, operation, plant, product, source, station, tool, toolWear } from '../plants.ts'

/** One station that always has work. */
const cell = (own: Partial<Station>, more: Partial<Scenario> = {}, op: Partial<Operation> = {}) =>
  plant({
    stations: [station({ id: 'lathe', time: always(6), load: always(2), unload: always(1), ...own })],
    products: [product({ id: 'part', route: [operation({ id: 'turn', stations: ['lathe'], ...op })] })],
    sources: [source({ id: 'in' })],
    crews: [crew({ id: 'ops' })],
    ...more,
  })

const loaders = [need({ crew: 'ops', for: 'load' }), need({ crew: 'ops', for: 'unload' })]

describe('loading and unloading', () => {
  it('[J9] a job is loaded, worked on and unloaded, and all of it is processing and planned', () => {
    const run = bench(cell({}), { until: 18 })
    expect(run.states('lathe')).toEqual(['0 processing'])
    expect(run.started('lathe')).toEqual(['0@0', '1@9', '2@18'])
    expect(run.of(EventKind.jobEnded).map(({ time, v }) => [time, v])).toEqual([
      [9, 9e6],
      [18, 9e6],
    ])
    expect(run.of(EventKind.stepStarted).map(({ time, c }) => [time, c])).toEqual([
      [0, -1],
      [2, 0],
      [8, 1],
      [9, -1],
      [11, 0],
      [17, 1],
      [18, -1],
    ])
  })

  it('[J9] an operation may say that it needs no loading, and has its steps in between', () => {
    const none = bench(cell({}, {}, { load: always(0) }), { until: 7 })
    expect(none.started('lathe')).toEqual(['0@0', '1@7'])
    const steps = [1, 3].map((time, i) => ({ id: `s${i}`, title: '', time: always(time), needs: null }))
    const run = bench(cell({}, {}, { steps }), { until: 7 })
    expect(run.of(EventKind.stepStarted).map(({ time, c }) => [time, c])).toEqual([
      [0, -1],
      [2, 0],
      [3, 1],
      [6, 2],
      [7, -1],
    ])
  })

  it('[J9] it wears neither the machine nor a tool', () => {
    const jam = failure({ clock: 'processing', after: always(10), repair: always(5) })
    // 2–8, and 4 of the second unit's work, which begins at 11.
    expect(bench(cell({ failures: [jam] }), { until: 19 }).states('lathe')).toEqual(['0 processing', '15 repair'])
    const worn = toolWear({ life: always(12), replace: { time: always(4), needs: [], spares: [], cost: 0 } })
    const run = bench(cell({ needs: [need({ tool: 'bit', for: 'process' })] }, { tools: [tool({ id: 'bit', wear: worn })] }), { until: 23 })
    expect(run.of(EventKind.toolUsed).map(({ time, v }) => [time, v])).toEqual([
      [8, 6e6],
      [17, 12e6],
    ])
    expect(run.states('lathe')).toEqual(['0 processing', '18 waiting', '22 processing'])
  })

  it('[J10] the operator loads and unloads, and the machine runs alone meanwhile', () => {
    const run = bench(cell({ needs: loaders }), { until: 18 })
    const busy = run.of(EventKind.crewChanged).map(({ time, a }) => [time, a])
    expect(busy.filter(([time], i) => busy[i + 1]?.[0] !== time)).toEqual([
      [0, 1],
      [2, 0],
      [8, 1],
      [9, 1],
      [11, 0],
      [17, 1],
      [18, 1],
    ])
  })

  it('[J10] who loads is another than who unloads, and who is there all the time stays', () => {
    const needs = [need({ crew: 'ops', for: 'load' }), need({ crew: 'helpers', for: 'unload' }), need({ crew: 'watch', for: 'process' })]
    const crews = ['ops', 'helpers', 'watch'].map((id) => crew({ id }))
    const { tally } = bench(cell({ needs }, { crews }), { until: 18 })
    // crew × 4 states: at a job is the last.
    expect([3, 7, 11].map((at) => tally.crewArea[at]! / 1e6)).toEqual([4, 2, 18])
  })

  it('[J10] two machines and one operator: one waits to be unloaded while the other is loaded', () => {
    const run = bench(cell({ needs: loaders, slots: 2, time: always(3) }), { until: 14 })
    // Loaded 0–2, runs to 5, is unloaded to 6, and loaded again at once.
    expect(run.states('lathe', 0)).toEqual(['0 processing'])
    // Loaded 2–4, runs to 7, and waits for the operator, who is loading the other.
    expect(run.states('lathe', 1).slice(0, 4)).toEqual(['0 waiting', '2 processing', '7 waiting', '8 processing'])
  })

  it('[J10] interrupted while it is loaded, the loading goes on with whoever comes', () => {
    const jam = failure({ clock: 'calendar', after: always(1), repair: always(5), interrupted: 'resume', since: 'repair' })
    const run = bench(cell({ needs: loaders, failures: [{ ...jam, after: { kind: 'uniform', min: 1, max: 1.000001 } }] }), { until: 7 })
    expect(run.states('lathe').slice(0, 3)).toEqual(['0 processing', '1 repair', '6 processing'])
  })
})
