import { describe, expect, it } from 'vitest'
import { EquipmentState, EventKind, TOOL_STATE_COUNT, TOOL_STATE_NAMES, ToolState } from '../../../../engine/log/events.ts'
import type { Operation, Scenario, Station, Tool } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, crew, failure, material, need, operation, plant, product, source, station, tool, toolWear } from '../plants.ts'

/** A station that gets `limit` units at once at `start` seconds, each takes `time`. */
const shop = (id: string, start: number, time: number, given: Partial<Station> & { readonly limit?: number } = {}) => {
  const { limit = 1, ...of } = given
  return { start, limit, ...station({ id, time: always(time), needs: [need({ tool: 'jig' })], ...of }) }
}

/** Stations that each make a product of their own. */
function shops(
  stations: readonly ReturnType<typeof shop>[],
  tools: readonly Tool[],
  more: Partial<Scenario> = {},
  own: Partial<Operation> = {},
) {
  return plant({
    stations: stations.map(({ start, limit, ...one }) => one),
    buffers: stations.map(({ id }) => buffer({ id: `before-${id}` })),
    products: stations.map(({ id }) => product({ id: `of-${id}`, route: [operation({ id, buffer: `before-${id}`, ...own })] })),
    sources: stations.map(({ id, start, limit }) =>
      source({ id: `to-${id}`, mix: [{ product: `of-${id}`, weight: 1 }], every: always(start), quantity: limit, start: 0, limit: 1 }),
    ),
    tools,
    ...more,
  })
}

/** `4 jig-1 inUse a`: what became of the tools, in order; what took no time is left out. */
const toolStates = ({ of }: ReturnType<typeof bench>, scenario: Scenario) =>
  of(EventKind.toolState)
    .filter(
      ({ time, subject, a }, i, all) => !all.slice(i + 1).some((next) => next.time === time && next.subject === subject && next.a === a),
    )
    .map(
      ({ time, subject, a, b, c }) =>
        `${time} ${scenario.tools[subject]!.id}-${a + 1} ${TOOL_STATE_NAMES[b]}${c < 0 ? '' : ` ${scenario.stations[c]!.id}`}`,
    )

const wearing = (given: Parameters<typeof toolWear>[0], count = 1) => tool({ id: 'jig', count, wear: toolWear(given) })

describe('tools', () => {
  it('[J1] whoever lacks a tool waits, and says for which; crews and pallets are counted before tools', () => {
    const run = bench(
      shops([shop('a', 1, 10), shop('b', 2, 5)], [tool({ id: 'other' }), tool({ id: 'jig' })], {
        crews: [crew({ id: 'ops' })],
        pallets: [{ id: 'skid', title: '', count: 1, return: always(0) }],
      }),
      { until: 30 },
    )
    expect(run.states('b')).toEqual(['0 starved', '2 waiting', '11 processing', '16 starved'])
    const waiting = run.of(EventKind.equipmentState).filter(({ b }) => b === EquipmentState.waiting)
    expect(waiting.map(({ time, v }) => [time, v])).toEqual([[2, -2 - 1 - 1 - 1]])
  })

  it('[J1] tools and people come together or neither does', () => {
    // From 6 on the jig is free, but the operator is not until 11: c has the jig at once.
    const needs = [need({ crew: 'ops' }), need({ tool: 'jig' })]
    const scenario = shops(
      [shop('a', 1, 10, { needs: [need({ crew: 'ops' })] }), shop('x', 1, 5), shop('b', 3, 4, { needs }), shop('c', 7, 3)],
      [tool({ id: 'jig' })],
      { crews: [crew({ id: 'ops' })] },
    )
    const run = bench(scenario, { until: 40 })
    expect(run.states('c')).toEqual(['0 starved', '7 processing', '10 starved'])
    expect(run.states('b')).toEqual(['0 starved', '3 waiting', '11 processing', '15 starved'])
    expect(toolStates(run, scenario)).toEqual([
      '1 jig-1 inUse x',
      '6 jig-1 idle',
      '7 jig-1 inUse c',
      '10 jig-1 idle',
      '11 jig-1 inUse b',
      '15 jig-1 idle',
    ])
  })

  it('[J1] a set-up needs other tools than the work', () => {
    const scenario = shops(
      [
        shop('a', 1, 10, {
          needs: [need({ tool: 'gauge', for: 'setup' }), need({ tool: 'jig', for: 'process' })],
          setups: [{ from: '*', to: '*', time: always(4), external: 0 }],
        }),
        shop('b', 3, 6, { needs: [need({ tool: 'gauge' })] }),
      ],
      [tool({ id: 'gauge' }), tool({ id: 'jig' })],
    )
    const run = bench(scenario, { until: 30 })
    expect(run.states('a')).toEqual(['0 starved', '1 setup', '5 processing', '15 starved'])
    expect(run.states('b')).toEqual(['0 starved', '3 waiting', '5 processing', '11 starved'])
  })

  it('[J2] of the free ones the one that was free longest is taken; several of a kind may be needed', () => {
    const scenario = shops(
      [shop('a', 1, 4), shop('b', 2, 10), shop('c', 6, 1), shop('two', 8, 3, { needs: [need({ tool: 'jig', n: 2 })] })],
      [tool({ id: 'jig', count: 3 })],
    )
    const run = bench(scenario, { until: 40 })
    expect(toolStates(run, scenario)).toEqual([
      '1 jig-1 inUse a',
      '2 jig-2 inUse b',
      '5 jig-1 idle',
      '6 jig-3 inUse c',
      '7 jig-3 idle',
      '8 jig-1 inUse two',
      '8 jig-3 inUse two',
      '11 jig-1 idle',
      '11 jig-3 idle',
      '12 jig-2 idle',
    ])
  })

  it('[J2] with `whenLeft` it stays until the unit has left', () => {
    const scenario = plant({
      stations: [
        station({ id: 'a', time: always(2), needs: [need({ tool: 'jig' })], releaseOperator: 'whenLeft' }),
        station({ id: 'b', time: always(10) }),
      ],
      products: [product({ id: 'part', route: [operation({ id: 'a' }), operation({ id: 'b' })] })],
      sources: [source({ id: 'in' })],
      tools: [tool({ id: 'jig' })],
    })
    const run = bench(scenario, { until: 20 })
    expect(run.states('a')).toEqual(['0 processing', '4 blocked', '12 processing', '14 blocked'])
    expect(toolStates(run, scenario)).toEqual(['0 jig-1 inUse a', '2 jig-1 inUse a', '12 jig-1 inUse a'])
  })

  it('[J3] a tool stays with work that stands still: nobody else has it meanwhile', () => {
    const scenario = shops(
      [shop('a', 1, 10, { failures: [failure({ id: 'jam', clock: 'calendar', after: always(4), repair: always(100) })] }), shop('b', 2, 3)],
      [tool({ id: 'jig' })],
    )
    const run = bench(scenario, { until: 50 })
    expect(run.states('a').slice(0, 3)).toEqual(['0 starved', '1 processing', '4 repair'])
    expect(run.states('b')).toEqual(['0 starved', '2 waiting'])
  })

  it('[J3] people who are called away leave the tool there, and whoever goes on has the same', () => {
    const needs = [need({ tool: 'jig' }), need({ crew: 'ops' })]
    const scenario = shops(
      [
        shop('a', 1, 10, { needs }),
        shop('urgent', 3, 5, { needs: [need({ crew: 'ops', priority: 1, preempt: true })] }),
        shop('greedy', 4, 1, { needs: [need({ tool: 'jig', priority: 9, preempt: true })] }),
      ],
      [tool({ id: 'jig' })],
      { crews: [crew({ id: 'ops' })] },
    )
    const run = bench(scenario, { until: 50 })
    expect(run.states('a')).toEqual(['0 starved', '1 processing', '3 waiting', '8 processing', '16 starved'])
    expect(run.states('greedy')).toEqual(['0 starved', '4 waiting', '16 processing', '17 starved'])
  })

  it('[J4] a life in units: the tool is changed after each third of them, and the work waits for that', () => {
    const scenario = shops(
      [shop('a', 1, 2, { limit: 7 })],
      [wearing({ clock: 'cycles', life: always(3), replace: { time: always(5), needs: [], spares: [], cost: 4 } })],
    )
    const run = bench(scenario, { until: 60 })
    expect(run.started('a')).toEqual(['0@1', '1@3', '2@5', '3@12', '4@14', '5@16', '6@23'])
    expect(run.states('a')).toEqual([
      '0 starved',
      '1 processing',
      '7 waiting',
      '12 processing',
      '18 waiting',
      '23 processing',
      '25 starved',
    ])
    expect(run.of(EventKind.toolRenewed).map(({ time, b, c, v }) => [time, b, c, v])).toEqual([
      [12, 0, 0, 3],
      [23, 0, 0, 3],
    ])
    expect(run.tally.toolsNew[0]).toBe(2)
    expect(run.tally.eventCost).toBe(8)
  })

  it('[J4] a life in hours of work: it ends when the unit in work is done; set-up does not wear', () => {
    const scenario = shops(
      [shop('a', 1, 4, { limit: 4, setups: [{ from: '*', to: '*', time: always(6), external: 0 }] })],
      [wearing({ life: always(5), replace: { time: always(3), needs: [], spares: [], cost: 0 } })],
    )
    const run = bench(scenario, { until: 60 })
    // 7–11, 11–15: 8 s of work, over 5. Then again from 18 on.
    expect(run.started('a')).toEqual(['0@7', '1@11', '2@18', '3@22'])
    expect(run.of(EventKind.toolRenewed).map(({ time, v }) => [time, v])).toEqual([
      [18, 8e6],
      [29, 8e6],
    ])
  })

  it('[J4] with a second one the work goes on at once', () => {
    const scenario = shops(
      [shop('a', 1, 2, { limit: 6 })],
      [wearing({ clock: 'cycles', life: always(2), replace: { time: always(5), needs: [], spares: [], cost: 0 } }, 2)],
    )
    const run = bench(scenario, { until: 60 })
    // The first is back at 10, the second worn at 9 and back at 14: 9–10 there is none.
    expect(run.started('a')).toEqual(['0@1', '1@3', '2@5', '3@7', '4@10', '5@12'])
    expect(toolStates(run, scenario)).toEqual([
      '1 jig-1 inUse a',
      '3 jig-1 inUse a',
      '5 jig-1 changing',
      '5 jig-2 inUse a',
      '7 jig-2 inUse a',
      '9 jig-2 changing',
      '10 jig-1 inUse a',
      '12 jig-1 inUse a',
      '14 jig-2 idle',
      '14 jig-1 changing',
      '19 jig-1 idle',
    ])
  })

  it('[J4] a batch wears it by one', () => {
    const batch = { min: 2, max: 2, key: [], maxWait: 0, onTimeout: 'wait' } as const
    const scenario = shops(
      [shop('a', 1, 2, { limit: 6, batch })],
      [wearing({ clock: 'cycles', life: always(2), replace: { time: always(5), needs: [], spares: [], cost: 0 } })],
    )
    expect(bench(scenario, { until: 60 }).started('a')).toEqual(['0@1', '1@1', '2@3', '3@3', '4@10', '5@10'])
  })

  const breaking = (interrupted: 'resume' | 'restart' | 'scrap', time = 3) =>
    wearing({ breaks: always(6), interrupted, replace: { time: always(time), needs: [], spares: [], cost: 0 } })

  it('[J5] it breaks in the midst of the work, which goes on with another where it stopped', () => {
    const run = bench(shops([shop('a', 1, 4, { limit: 3 })], [breaking('resume')]), { until: 60 })
    // 1–5, 5–7 and broken, changed 7–10, 10–12, 12–16 (6 s of work with the second, as the unit ends: that comes first).
    expect(run.states('a')).toEqual(['0 starved', '1 processing', '7 waiting', '10 processing', '16 starved'])
    expect(run.finished()).toEqual(['0@5', '1@12', '2@16'])
    expect(run.tally.toolsBroken[0]).toBe(1)
  })

  it('[J5] or from the beginning, or not at all', () => {
    const again = bench(shops([shop('a', 1, 4, { limit: 3 })], [breaking('restart')]), { until: 60 })
    // 10–14 once more, 14–16 and broken, changed by 19, 19–23.
    expect(again.finished()).toEqual(['0@5', '1@14', '2@23'])
    const scrapping = bench(shops([shop('a', 1, 4, { limit: 3 })], [breaking('scrap')]), { until: 60 })
    expect(scrapping.scrapped()).toEqual(['1@7'])
    expect(scrapping.finished()).toEqual(['0@5', '2@14'])
  })

  it('[J5] people do not wait for the new one, and are called again as suspended work', () => {
    const needs = [need({ tool: 'jig' }), need({ crew: 'ops' })]
    const scenario = shops([shop('a', 1, 8, { needs }), shop('b', 2, 2, { needs: [need({ crew: 'ops' })] })], [breaking('resume', 4)], {
      crews: [crew({ id: 'ops' })],
    })
    const run = bench(scenario, { until: 60 })
    expect(run.states('a')).toEqual(['0 starved', '1 processing', '7 waiting', '11 processing', '13 starved'])
    expect(run.states('b')).toEqual(['0 starved', '2 waiting', '7 processing', '9 starved'])
  })

  it('[J6] worn ones are reground so often, with a share of the life, then replaced; broken ones are replaced', () => {
    const replace = { time: always(1), needs: [], spares: [], cost: 10 }
    const regrind = { times: 2, time: always(5), restores: 0.5, needs: [], cost: 1 }
    const run = bench(shops([shop('a', 1, 1, { limit: 20 })], [wearing({ clock: 'cycles', life: always(4), regrind, replace })]), {
      until: 32,
    })
    // 4 units, 2, 2, then a new one: 1–5, 10–12, 17–19, 20–24, 29–31.
    expect(run.of(EventKind.toolRenewed).map(({ time, c, v }) => [time, c, v])).toEqual([
      [10, 1, 4],
      [17, 1, 2],
      [20, 0, 2],
      [29, 1, 4],
    ])
    expect(run.tally.eventCost).toBe(13)
    expect([run.tally.toolsNew[0], run.tally.toolsReground[0]]).toEqual([1, 3])
    const broken = bench(
      shops([shop('a', 1, 1, { limit: 20 })], [wearing({ clock: 'cycles', life: always(4), breaks: always(3.5), regrind, replace })]),
      {
        until: 16,
      },
    )
    expect(broken.of(EventKind.toolRenewed).map(({ time, b, c }) => [time, b, c])).toEqual([
      [5.5, 1, 0],
      [14, 0, 1],
    ])
  })

  it('[J6] a change needs its people and its parts, together or neither', () => {
    const replace = { time: always(2), needs: [need({ crew: 'setters' })], spares: [{ item: 'insert', quantity: 1 }], cost: 0 }
    const scenario = shops(
      [shop('a', 1, 1, { limit: 4 }), shop('b', 1, 20, { needs: [need({ crew: 'setters' })] })],
      [wearing({ clock: 'cycles', life: always(1), replace })],
      {
        crews: [crew({ id: 'setters' })],
        materials: [material({ id: 'insert', initialStock: 1, reorderPoint: 0, orderQuantity: 1, supplier: 'shop' })],
        suppliers: [{ id: 'shop', title: '', leadTime: always(30), late: null, short: null, lotQuality: null }],
      },
    )
    const run = bench(scenario, { until: 70 })
    // Worn at 2; the setter is at b until 21. At 23 a new one, worn at 24; an insert was ordered at 21 and comes at 51.
    expect(toolStates(run, scenario)).toEqual([
      '1 jig-1 inUse a',
      '2 jig-1 worn',
      '21 jig-1 changing',
      '23 jig-1 inUse a',
      '24 jig-1 worn',
      '51 jig-1 changing',
      '53 jig-1 inUse a',
      '54 jig-1 worn',
    ])
  })

  it('[J6] who changes it may be called away, and goes on later where they stopped', () => {
    const replace = { time: always(6), needs: [need({ crew: 'setters' })], spares: [], cost: 0 }
    const scenario = shops(
      [shop('a', 1, 1, { limit: 2 }), shop('b', 4, 3, { needs: [need({ crew: 'setters', priority: 1, preempt: true })] })],
      [wearing({ clock: 'cycles', life: always(1), replace })],
      { crews: [crew({ id: 'setters' })] },
    )
    const run = bench(scenario, { until: 30 })
    expect(toolStates(run, scenario).slice(1)).toEqual([
      '2 jig-1 changing',
      '4 jig-1 worn',
      '7 jig-1 changing',
      '11 jig-1 inUse a',
      '12 jig-1 changing',
      '18 jig-1 idle',
    ])
  })

  it('[J7] each job tells the tools it was done with, and how far each was worn', () => {
    const scenario = shops(
      [shop('a', 1, 2, { limit: 3, needs: [need({ tool: 'jig' }), need({ tool: 'chuck' })] })],
      [wearing({ clock: 'cycles', life: always(2) }, 2), tool({ id: 'chuck' })],
    )
    const used = bench(scenario, { until: 20 }).of(EventKind.toolUsed)
    expect(used.map(({ time, subject, a, b, c, v }) => [time, subject, a, b, c, v])).toEqual([
      [3, 0, 0, 0, 0, 1],
      [3, 0, 1, 0, 0, 1],
      [5, 1, 0, 0, 0, 2],
      [5, 1, 1, 0, 0, 2],
      [7, 2, 0, 0, 0, 1],
      [7, 2, 1, 0, 0, 3],
    ])
  })

  it('[J8] what tools do tiles the time', () => {
    const scenario = shops(
      [shop('a', 1, 2, { limit: 8 })],
      [wearing({ clock: 'cycles', life: always(3), breaks: always(5), replace: { time: always(4), needs: [], spares: [], cost: 0 } }, 2)],
    )
    const { tally } = bench(scenario, { until: 40 })
    const times = (piece: number) =>
      Array.from(tally.toolTime.slice(piece * TOOL_STATE_COUNT, (piece + 1) * TOOL_STATE_COUNT), (t) => t / 1e6)
    for (const piece of [0, 1]) expect(times(piece).reduce((sum, t) => sum + t)).toBe(40)
    expect(times(0)[ToolState.inUse]! + times(1)[ToolState.inUse]!).toBe(16)
  })

  it('[T6] a tool that stays with a unit that can never leave is named', () => {
    const scenario = plant({
      stations: [
        station({ id: 'a', time: always(2), needs: [need({ tool: 'jig' })], releaseOperator: 'whenLeft' }),
        station({
          id: 'b',
          time: always(2),
          needs: [need({ tool: 'jig', for: 'process' })],
          setups: [{ from: '*', to: '*', time: always(1), external: 0 }],
        }),
      ],
      products: [product({ id: 'part', route: [operation({ id: 'a' }), operation({ id: 'b' })] })],
      sources: [source({ id: 'in', limit: 2 })],
      tools: [tool({ id: 'jig' })],
    })
    const run = bench(scenario, { until: 20 })
    expect(run.simulation.standstill()).toEqual([
      'unit 1 of part, done in station a, waits for station b',
      'unit 0 of part in station b waits for tool jig',
    ])
  })
})
