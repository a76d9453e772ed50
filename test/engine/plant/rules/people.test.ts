import { describe, expect, it } from 'vitest'
import { EquipmentState, EventKind, PERSON_STATE_NAMES } from '../../../../engine/log/events.ts'
import type { Scenario, Station } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, crew, failure, need, operation, person, plant, product, shift, source, station, task } from '../plants.ts'

/** Stations that each make a product of their own, one unit after the other from `start` on. */
function shops(stations: readonly (Station & { readonly start?: number; readonly limit?: number | null })[], more: Partial<Scenario>) {
  return plant({
    stations: stations.map(({ start, limit, ...one }) => one),
    buffers: stations.map(({ id }) => buffer({ id: `before-${id}` })),
    products: stations.map(({ id }) => product({ id: `of-${id}`, route: [operation({ id, buffer: `before-${id}` })] })),
    sources: stations.map(({ id, start = 0, limit = 1 }) =>
      source({
        id: `to-${id}`,
        mix: [{ product: `of-${id}`, weight: 1 }],
        every: always(1000),
        quantity: 1,
        start: 0,
        limit,
        ...(start > 0 && { every: always(start) }),
      }),
    ),
    ...more,
  })
}

/** A station that gets one unit at `start` seconds, which takes `time`. */
const shop = (id: string, start: number, time: number, given: Partial<Station> = {}) => ({
  ...station({ id, time: always(time), needs: [need({ crew: 'ops' })], ...given }),
  start,
})

/** `12 ada busy a`: what people do, in order; what lasts no time is left out. */
const people = ({ of }: ReturnType<typeof bench>, scenario: Scenario) =>
  of(EventKind.personState)
    .filter(
      ({ time, subject, a }, i, all) => !all.slice(i + 1).some((next) => next.time === time && next.subject === subject && next.a === a),
    )
    .map(({ time, subject, a, b, c }) => {
      const { id, persons } = scenario.crews[subject]!
      return `${time} ${persons[a]?.id ?? `${id}-${a + 1}`} ${PERSON_STATE_NAMES[b]}${c < 0 ? '' : ` ${scenario.stations[c]!.id}`}`
    })

describe('people at work', () => {
  it('[H1] a unit that is there waits for its operator, and the slot says for whom', () => {
    const plan = shops([shop('a', 1, 10), shop('b', 2, 10)], { crews: [crew({ id: 'fitters' }), crew({ id: 'ops' })] })
    const run = bench(plan, { until: 30 })
    expect(run.states('a')).toEqual(['0 starved', '1 processing', '11 starved'])
    expect(run.states('b')).toEqual(['0 starved', '2 waiting', '11 processing', '21 starved'])
    const waiting = run.of(EventKind.equipmentState).filter(({ b }) => b === EquipmentState.waiting)
    expect(waiting.map(({ time, c, v }) => [time, c, v])).toEqual([[2, 1, -2 - 1]])
    expect(run.started('b')).toEqual(['1@11'])
  })

  it('[H1] several kinds come together or nobody does', () => {
    // At 3 the lift is free, but no operator: it is not held, and c has it at once.
    const both = [need({ crew: 'ops' }), need({ crew: 'lift' })]
    const plan = shops([shop('a', 1, 10), shop('b', 3, 5, { needs: both }), shop('c', 4, 3, { needs: [need({ crew: 'lift' })] })], {
      crews: [crew({ id: 'ops' }), crew({ id: 'lift' })],
    })
    const run = bench(plan, { until: 30 })
    expect(run.states('b')).toEqual(['0 starved', '3 waiting', '11 processing', '16 starved'])
    expect(run.states('c')).toEqual(['0 starved', '4 processing', '7 starved'])
  })

  it('[H2] calls wait by priority, then first in, first out; one that cannot be served yet stops nobody', () => {
    const plan = shops(
      [
        shop('a', 1, 10),
        shop('two', 2, 2, { needs: [need({ crew: 'ops', n: 2 })] }),
        shop('low', 3, 2, { needs: [need({ crew: 'ops', priority: -1 })] }),
        shop('b', 4, 2),
        shop('high', 5, 2, { needs: [need({ crew: 'ops', priority: 1 })] }),
        shop('long', 1, 8),
      ],
      { crews: [crew({ id: 'ops', size: 2 })] },
    )
    const run = bench(plan, { until: 40 })
    // From 9 one of the two is free, from 11 the other: high 9–11, then both are free at 11, and `two` is the first of its priority.
    expect(['high', 'two', 'b', 'low'].map((id) => run.states(id)[2])).toEqual([
      '9 processing',
      '11 processing',
      '13 processing',
      '13 processing',
    ])
  })

  it('[H2] who calls at the same instant at which somebody gets free is heard: the priority decides', () => {
    const plan = shops([shop('a', 1, 4), shop('b', 2, 4), shop('urgent', 5, 4, { needs: [need({ crew: 'ops', priority: 1 })] })], {
      crews: [crew({ id: 'ops' })],
    })
    const run = bench(plan, { until: 30 })
    expect(run.states('urgent')).toEqual(['0 starved', '5 processing', '9 starved'])
    expect(run.states('b')[2]).toBe('9 processing')
  })

  it('[H3] of those who are free the nearest comes, then the best, then who was free longest', () => {
    const crews = [
      crew({
        id: 'ops',
        skills: ['x'],
        levelsCount: true,
        persons: [person({ id: 'ada' }), person({ id: 'ben', skills: [{ skill: 'x', level: 2 }] })],
      }),
    ]
    const plan = shops([shop('a', 1, 2, { needs: [need({ skill: 'x' })] }), shop('b', 5, 2), shop('c', 10, 2)], { crews })
    expect(people(bench(plan, { until: 20 }), plan)).toEqual([
      '0 ada idle',
      '0 ben idle',
      '1 ben busy a',
      '2 ben idle',
      '5 ada busy b',
      '7 ada idle',
      '10 ben busy c',
      '12 ben idle',
    ])
  })

  it('[H4] they go when the work ends, though the unit is blocked; or stay until it has left', () => {
    for (const [releaseOperator, second] of [
      ['atEnd', '4.5 processing'],
      ['whenLeft', '22.5 processing'],
    ] as const) {
      const plan = plant({
        stations: [
          station({ id: 'a', time: always(2), needs: [need({ crew: 'ops' })], releaseOperator }),
          station({ id: 'slow', time: always(20) }),
          station({ id: 'b', time: always(1), needs: [need({ crew: 'ops' })] }),
        ],
        buffers: [buffer({ id: 'rack' })],
        products: [
          product({ id: 'part', route: [operation({ id: 'a' }), operation({ id: 'slow' })] }),
          product({ id: 'other', route: [operation({ id: 'b', buffer: 'rack' })] }),
        ],
        sources: [
          source({ id: 'in', every: always(0.5), limit: 2 }),
          source({ id: 'in2', mix: [{ product: 'other', weight: 1 }], every: always(3), limit: 1 }),
        ],
        crews: [crew({ id: 'ops' })],
      })
      const run = bench(plan, { until: 40 })
      // a: 0.5–2.5, then 2.5–4.5 and blocked until slow is free at 22.5.
      expect(run.states('a').slice(0, 3)).toEqual(['0 starved', '0.5 processing', '4.5 blocked'])
      expect(run.states('b').at(-2)).toBe(second)
    }
  })

  it('[H5] who is needed for set-up and work stays; who is needed for one of them comes and goes', () => {
    const setups = [{ from: '*', to: '*', time: always(4), external: 0 }]
    const plan = shops(
      [
        shop('a', 1, 6, { setups, needs: [need({ crew: 'setters', for: 'setup' }), need({ crew: 'ops' })] }),
        shop('b', 2, 3, { setups, needs: [need({ crew: 'setters', for: 'setup' })] }),
        shop('c', 3, 5),
      ],
      { crews: [crew({ id: 'ops' }), crew({ id: 'setters' })] },
    )
    const run = bench(plan, { until: 40 })
    expect(run.states('a')).toEqual(['0 starved', '1 setup', '5 processing', '11 starved'])
    expect(run.states('b')).toEqual(['0 starved', '2 waiting', '5 setup', '9 processing', '12 starved'])
    expect(run.states('c')).toEqual(['0 starved', '3 waiting', '11 processing', '16 starved'])
  })

  it('[H6] in a breakdown they go, and are called again when it is repaired: before new work of the same priority', () => {
    const failures = [failure({ clock: 'calendar', after: always(5), repair: always(4) })]
    const plan = shops([shop('a', 1, 10, { failures }), shop('b', 2, 8), shop('c', 3, 8)], {
      crews: [crew({ id: 'ops' })],
    })
    const run = bench(plan, { until: 13.5 })
    // b begins as a fails at 5; a is repaired at 9 and waits for the end of b at 13, before c, which has waited since 3.
    expect(run.states('a')).toEqual(['0 starved', '1 processing', '5 repair', '9 waiting', '13 processing'])
    expect(run.states('b')).toEqual(['0 starved', '2 waiting', '5 processing', '13 starved'])
    expect(run.states('c')).toEqual(['0 starved', '3 waiting'])
  })

  it('[H6] planned maintenance does not wait for a unit that waits for people', () => {
    const maintenance = [task({ at: [4], duration: always(3), crew: 'ops' })]
    const plan = shops([shop('a', 1, 5), shop('b', 2, 5, { maintenance })], { crews: [crew({ id: 'ops' })] })
    const run = bench(plan, { until: 30 })
    // The only one of the crew is free at 6; b called at 2, the maintenance at 4: b is first, and is maintained after it.
    expect(run.states('b')).toEqual(['0 starved', '2 waiting', '6 processing', '11 maintenance', '14 starved'])
  })

  it('[H7] a strictly higher priority calls people away: of the lowest, then from what was begun last', () => {
    const plan = shops(
      [
        shop('a', 1, 10),
        shop('b', 2, 10),
        shop('top', 3, 10, { needs: [need({ crew: 'ops', priority: 2 })] }),
        shop('same', 4, 10, { needs: [need({ crew: 'ops', preempt: true })] }),
        shop('urgent', 5, 3, { needs: [need({ crew: 'ops', priority: 1, preempt: true })] }),
      ],
      { crews: [crew({ id: 'ops', size: 3 })] },
    )
    const run = bench(plan, { until: 60 })
    expect(run.states('urgent')).toEqual(['0 starved', '5 processing', '8 starved'])
    // b worked 2–5 and has 7 to go; suspended work comes before `same`, which is new.
    expect(run.states('b')).toEqual(['0 starved', '2 processing', '5 waiting', '8 processing', '15 starved'])
    expect(run.states('a')).toEqual(['0 starved', '1 processing', '11 starved'])
    expect(run.states('same')).toEqual(['0 starved', '4 waiting', '11 processing', '21 starved'])
  })

  it('[H7] only as many are called away as are needed, and the unit is finished by the same person where that is asked for', () => {
    for (const [resumeWith, then, who] of [
      ['any', ['6 processing', '14 starved'], ['6 ada busy b', '13 ben idle', '14 ada idle']],
      ['same', ['13 processing', '21 starved'], ['6 ada idle', '13 ben busy b', '21 ben idle']],
    ] as const) {
      const plan = shops(
        [
          shop('a', 1, 5),
          shop('b', 3, 10, { needs: [need({ crew: 'ops', resumeWith })] }),
          shop('urgent', 5, 8, { needs: [need({ crew: 'ops', priority: 1, preempt: true })] }),
        ],
        { crews: [crew({ id: 'ops', persons: [person({ id: 'ada' }), person({ id: 'ben' })] })] },
      )
      const run = bench(plan, { until: 40 })
      // b is begun last: 3–5, 8 to go. Ada is free at 6, Ben at 13.
      expect(run.states('b')).toEqual(['0 starved', '3 processing', '5 waiting', ...then])
      expect(people(run, plan).slice(2)).toEqual(['1 ada busy a', '3 ben busy b', '5 ben busy urgent', ...who])
    }
  })

  it('[H8] at the end of the shift work is finished, within the overtime there is, or left to oneself or to others', () => {
    const at = (given: Parameters<typeof crew>[0]) => {
      const plan = shops([shop('a', 45, 30)], { crews: [crew(given)], calendars: [shift(50)] })
      return bench(plan, { until: 200 }).states('a')
    }
    expect(at({ id: 'ops', calendar: 'day' })).toEqual(['0 starved', '45 processing', '75 starved'])
    expect(at({ id: 'ops', calendar: 'day', maxOvertime: 25 })).toEqual(['0 starved', '45 processing', '75 starved'])
    expect(at({ id: 'ops', calendar: 'day', maxOvertime: 10 })).toEqual([
      '0 starved',
      '45 processing',
      '60 waiting',
      '100 processing',
      '115 starved',
    ])
    expect(at({ id: 'ops', calendar: 'day', edge: 'suspend' })).toEqual([
      '0 starved',
      '45 processing',
      '50 waiting',
      '100 processing',
      '125 starved',
    ])
  })

  it('[H8] what was left is gone on with by the same person, or by whoever comes for the next shift', () => {
    const late = { ...shift(100, 'late'), working: [{ from: 50, to: 100 }] }
    for (const edge of ['suspend', 'preempt'] as const) {
      const persons = [person({ id: 'ada', calendar: 'day' }), person({ id: 'ben', calendar: 'late' })]
      const plan = shops([shop('a', 45, 30)], { crews: [crew({ id: 'ops', edge, persons })], calendars: [shift(50), late] })
      const run = bench(plan, { until: 200 })
      expect(run.states('a').slice(2)).toEqual(edge === 'preempt' ? ['75 starved'] : ['50 waiting', '100 processing', '125 starved'])
    }
  })

  it('[H8] what ends at that very moment ends; off shift nobody begins', () => {
    const plan = shops([shop('a', 40, 10), shop('b', 60, 5)], {
      crews: [crew({ id: 'ops', calendar: 'day', edge: 'suspend' })],
      calendars: [shift(50)],
    })
    const run = bench(plan, { until: 200 })
    expect(run.states('a')).toEqual(['0 starved', '40 processing', '50 starved'])
    expect(run.states('b')).toEqual(['0 starved', '60 waiting', '100 processing', '105 starved'])
  })

  it('[H9] people walk from where they are, and the work begins when the last has come', () => {
    const pose = (x: number) => ({ x, y: 0, rotation: 0 })
    const plan = shops([shop('a', 1, 10, { pose: pose(0) }), shop('b', 2, 10, { pose: pose(30) }), shop('c', 40, 1, { pose: pose(70) })], {
      crews: [crew({ id: 'ops', speed: 2, home: { x: -6, y: 8 }, walks: [{ from: 'c', to: 'b', time: 7 }] })],
    })
    const run = bench(plan, { until: 60 })
    // From home 10 m: 5 s. From a to b 30 m: 15 s. From b to c 7 s, as known from c to b.
    expect(people(run, plan)).toEqual([
      '0 ops-1 idle',
      '1 ops-1 travelling a',
      '6 ops-1 busy a',
      '16 ops-1 travelling b',
      '31 ops-1 busy b',
      '41 ops-1 travelling c',
      '48 ops-1 busy c',
      '49 ops-1 idle',
    ])
    expect(run.states('a')).toEqual(['0 starved', '1 waiting', '6 processing', '16 starved'])
    expect(run.of(EventKind.crewChanged).map(({ time, a, b, c }) => [time, a, b, c])).toContainEqual([16, 1, 1, 1])
  })

  it('[H9] who is called off on the way walks on and is free there', () => {
    const pose = (x: number) => ({ x, y: 0, rotation: 0 })
    const failures = [failure({ clock: 'calendar', after: always(3), repair: always(20) })]
    const plan = shops([shop('a', 1, 10, { pose: pose(10), failures }), shop('b', 4, 2, { pose: pose(20) })], {
      crews: [crew({ id: 'ops', speed: 1, home: { x: 0, y: 0 } })],
    })
    const run = bench(plan, { until: 24 })
    expect(run.states('b')).toEqual(['0 starved', '4 waiting', '21 processing', '23 starved'])
  })

  it('[H10] where levels count, work takes its time divided by the level of the skill, and what is left of it goes on at the pace of who comes', () => {
    const skill = (level: number) => [{ skill: 'x', level }]
    const late = { ...shift(100, 'late'), working: [{ from: 50, to: 100 }] }
    const persons = [person({ id: 'ada', skills: skill(2), calendar: 'day' }), person({ id: 'ben', skills: skill(0.5), calendar: 'late' })]
    const needs = [need({ skill: 'x' })]
    const plan = shops([shop('a', 10, 40, { needs }), shop('b', 45, 14, { needs })], {
      crews: [crew({ id: 'ops', levelsCount: true, edge: 'preempt', persons })],
      calendars: [shift(50), late],
    })
    const run = bench(plan, { until: 120 })
    expect(run.states('a')).toEqual(['0 starved', '10 processing', '30 starved'])
    // Ada does 10 of the 14 in the 5 s she has; Ben needs 8 s for the 4 that are left.
    expect(run.states('b')).toEqual(['0 starved', '45 processing', '58 starved'])
  })

  it('[H11] a repair may need its crew and others, all together, and be urgent enough to call people away', () => {
    const mode = failure({ clock: 'calendar', after: always(5), repair: always(4), crew: 'fitters', needs: [need({ crew: 'ops' })] })
    const plan = (urgent: boolean) =>
      shops(
        [{ ...station({ id: 'm', failures: [urgent ? { ...mode, priority: 1, preempt: true } : mode] }), start: 900 }, shop('a', 1, 10)],
        {
          crews: [crew({ id: 'ops' }), crew({ id: 'fitters' })],
        },
      )
    const calm = bench(plan(false), { until: 16 })
    expect(calm.states('m').slice(0, 4)).toEqual(['0 starved', '5 waitRepair', '11 repair', '15 starved'])
    const urgent = bench(plan(true), { until: 13 })
    expect(urgent.states('m').slice(0, 3)).toEqual(['0 starved', '5 repair', '9 starved'])
    expect(urgent.states('a')).toEqual(['0 starved', '1 processing', '5 waiting', '9 processing'])
  })

  it('[H11] a repair from which people are called away goes on with what is left of it', () => {
    const mode = failure({ clock: 'calendar', after: always(5), repair: always(10), crew: 'ops' })
    const plan = shops(
      [
        { ...station({ id: 'm', failures: [mode] }), start: 900 },
        shop('a', 8, 3, { needs: [need({ crew: 'ops', priority: 1, preempt: true })] }),
      ],
      {
        crews: [crew({ id: 'ops' })],
      },
    )
    const run = bench(plan, { until: 20 })
    expect(run.states('m')).toEqual(['0 starved', '5 repair', '8 waitRepair', '11 repair', '18 starved'])
    expect(run.of(EventKind.maintenanceStarted)).toHaveLength(1)
  })

  it('[H12] nobody counts twice: who can do one thing only does that', () => {
    const persons = [
      person({
        id: 'ada',
        skills: [
          { skill: 'x', level: 1 },
          { skill: 'y', level: 1 },
        ],
      }),
      person({ id: 'ben', skills: [{ skill: 'x', level: 1 }] }),
    ]
    const plan = shops([shop('a', 1, 5, { needs: [need({ skill: 'x' }), need({ skill: 'y' })] })], {
      crews: [crew({ id: 'ops', persons })],
    })
    expect(bench(plan, { until: 20 }).states('a')).toEqual(['0 starved', '1 processing', '6 starved'])
  })

  it('[H12] people join and leave, and work in hand is finished first', () => {
    const persons = [person({ id: 'ada', until: 20 }), person({ id: 'ben', from: 50 })]
    const plan = shops([shop('a', 15, 10), shop('b', 30, 5)], { crews: [crew({ id: 'ops', persons })] })
    const run = bench(plan, { until: 80 })
    expect(people(run, plan)).toEqual(['0 ada idle', '15 ada busy a', '25 ada off', '50 ben busy b', '55 ben idle'])
    expect(run.states('b')).toEqual(['0 starved', '30 waiting', '50 processing', '55 starved'])
  })

  it('[H13] the time of people is at work, on the way, free or off: it tiles what passes', () => {
    const plan = shops([shop('a', 10, 30, { pose: { x: 5, y: 0, rotation: 0 } })], {
      crews: [crew({ id: 'ops', size: 2, calendar: 'day', speed: 1, home: { x: 0, y: 0 } })],
      calendars: [shift(40)],
    })
    const { tally } = bench(plan, { until: 100 })
    // On the way 10–15, at work 15–45, the last 5 s of it after the shift; the other is free to 40.
    expect(Array.from(tally.crewArea, (area) => area / 1e6)).toEqual([0, 10 + 40, 5, 30])
    expect(Array.from(tally.personTime, (time) => time / 1e6)).toEqual([55, 10, 5, 30, 60, 40, 0, 0])
  })
})
