import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Blame, blameOf } from '../../../analysis/blame/blame.ts'
import { STATE_COUNT, STATE_NAMES } from '../../../engine/log/events.ts'
import { places } from '../../../engine/log/places.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import {
  buffer,
  crew,
  failure,
  line,
  material,
  need,
  operation,
  order,
  plant,
  product,
  shift,
  source,
  station,
  task,
  tool,
} from '../../engine/plant/plants.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { recorded } from '../recorded.ts'

const always = (value: number) => ({ kind: 'constant', value }) as const
const timed = (id: string, seconds: number, more = {}) => station({ id, time: always(seconds), ...more })
const never = 1e9

/** `mill starved 40 by lathe repair breakdown`, longest first. */
const told = ({ charges }: Blame) =>
  charges.map(
    ({ victim, wait, seconds, culprit: { id, cause, detail } }) =>
      `${victim} ${wait} ${seconds} by ${[id, cause, detail].filter((word) => word !== null).join(' ')}`,
  )

const blamed = (scenario: Scenario, until: number, options = {}) => blameOf(recorded(scenario, { until, ...options }).log)

describe('blame', () => {
  it('charges a station that waits for people to their crew, and who starves behind it too', () => {
    const needs = [need({ crew: 'ops' })]
    const stations = [timed('a', 10, { needs }), timed('b', 10), timed('other', 30, { needs })]
    const products = [
      product({ id: 'part', route: [operation({ id: 'a' }), operation({ id: 'b' })] }),
      product({ id: 'rush', route: [operation({ id: 'other' })] }),
    ]
    const sources = [source({ id: 'in', start: 1 })]
    const initial = [{ product: 'rush', operation: 'other', quantity: 1, at: 'other', order: null }]
    const blame = blamed(plant({ stations, products, sources, crews: [crew({ id: 'ops' })], initial }), 45)
    expect(told(blame).filter((line) => line.includes('ops'))).toEqual(['a waiting 29 by ops busy', 'b starved 29 by ops busy'])
  })

  it('charges a unit that waits for a pallet to the pallets', () => {
    const scenario = plant({
      stations: [timed('load', 10), timed('work', 30)],
      products: [
        product({ id: 'part', route: [operation({ id: 'load', takesPallet: 'skid' }), operation({ id: 'work', returnsPallet: 'skid' })] }),
      ],
      pallets: [{ id: 'skid', title: 'skid', count: 1, return: always(0) }],
      sources: [source({ id: 'in' })],
    })
    expect(told(blamed(scenario, 40))).toContain('load waiting 30 by skid busy')
  })

  it('charges a unit that waits for a tool to the tools', () => {
    const scenario = plant({
      stations: [
        { ...timed('load', 10), needs: [need({ tool: 'jig' })] },
        { ...timed('work', 30), needs: [need({ tool: 'jig' })] },
      ],
      buffers: [buffer({ id: 'rack' })],
      products: [product({ id: 'part', route: [operation({ id: 'load' }), operation({ id: 'work', buffer: 'rack' })] })],
      pallets: [{ id: 'skid', title: 'skid', count: 1, return: always(0) }],
      tools: [tool({ id: 'jig' })],
      sources: [source({ id: 'in' })],
    })
    // Whoever calls first has it: `load` until 20, then `work`.
    expect(told(blamed(scenario, 40))).toEqual(expect.arrayContaining(['load waiting 20 by jig busy', 'work waiting 10 by jig busy']))
  })

  it('charges a batch that is not full yet to what it lacks', () => {
    const batch = { min: 2, max: 2, key: [], maxWait: 0, onTimeout: 'wait' as const }
    const scenario = plant({
      stations: [timed('oven', 5, { batch })],
      buffers: [buffer({ id: 'rack' })],
      products: [product({ id: 'part', route: [operation({ id: 'oven', buffer: 'rack' })] })],
      sources: [source({ id: 'in', every: always(10) })],
    })
    expect(told(blamed(scenario, 25))).toContain('oven waiting 10 by part missing')
  })

  it('goes up from a starved station, past those that starve themselves, to the one that is down', () => {
    const down = failure({ clock: 'calendar', after: always(30), repair: always(1000) })
    const blame = blamed(line([timed('a', 10, { failures: [down] }), timed('b', 10), timed('c', 10)], [null, null]), 100)
    expect(told(blame)).toEqual([
      'b starved 70 by a repair breakdown',
      'c starved 60 by a repair breakdown',
      'b starved 10 by a processing',
      'c starved 10 by a processing',
      'c starved 10 by b processing',
    ])
    expect(blame.failures).toEqual([{ station: 'a', mode: 'breakdown', times: 1, seconds: 70, knockOnSeconds: 130 }])
    expect(blame.stops).toEqual([{ station: 'a', mode: 'breakdown', from: 30, seconds: 70, knockOnSeconds: 130 }])
  })

  it('goes down from a blocked station, through full buffers and past those that are blocked themselves', () => {
    const down = failure({ clock: 'calendar', after: always(30), repair: always(40) })
    const blame = blamed(line([timed('a', 10), timed('b', 10), timed('c', 10, { failures: [down] })], [2, null]), 75)
    expect(told(blame)).toEqual([
      'b blocked 40 by c repair breakdown',
      'a blocked 20 by c repair breakdown',
      'b starved 10 by a processing',
      'c starved 10 by a processing',
      'c starved 10 by b processing',
    ])
  })

  it('ends at the source where nothing is on its way', () => {
    const scenario = line([timed('a', 5), timed('b', 5)], [null], { every: always(20) })
    expect(told(blamed(scenario, 100))).toEqual([
      'a starved 80 by in noArrivals',
      'b starved 60 by in noArrivals',
      'b starved 20 by a processing',
    ])
  })

  it('is shared equally, to the microsecond, by those at the same distance', () => {
    const twins = plant({
      stations: [timed('a1', 20), timed('a2', 20), timed('b', 5)],
      products: [product({ id: 'part', route: [operation({ id: 'a', stations: ['a1', 'a2'] }), operation({ id: 'b' })] })],
      sources: [source({ id: 'in' })],
    })
    expect(told(blamed(twins, 95.000001))).toEqual([
      'b starved 27.500001 by a1 processing',
      'b starved 27.5 by a2 processing',
      'a2 blocked 5 by b processing',
    ])
  })

  it('is of the material that a kit misses', () => {
    const kit = plant({
      stations: [timed('a', 10)],
      materials: [material({ id: 'bolt', initialStock: 2, reorderPoint: 0, orderQuantity: 2, supplier: 'bolts' })],
      suppliers: [{ id: 'bolts', title: '', leadTime: always(50), late: null, short: null, lotQuality: null }],
      products: [product({ id: 'part', route: [operation({ id: 'a', components: [{ item: 'bolt', quantity: 1 }] })] })],
      sources: [source({ id: 'in' })],
    })
    expect(told(blamed(kit, 100))).toEqual(['a waiting 60 by bolt missing'])
  })

  it('is of the shift that is over, or of maintenance', () => {
    const scenario = line(
      [timed('a', 10, { calendar: 'day', maintenance: [task({ duration: always(15), at: [125] })] }), timed('b', 10)],
      [null],
    )
    expect(told(blamed({ ...scenario, calendars: [shift(40)] }, 200))).toEqual([
      'b starved 120 by a paused',
      'b starved 10 by a processing',
      'b starved 10 by a maintenance pm',
    ])
  })

  it('is of the list that waits for another unit, though some wait before the station', () => {
    const scenario = plant({
      stations: [timed('a', 10), timed('b', 10)],
      buffers: [buffer({ id: 'rack' })],
      products: [product({ id: 'part', route: [operation({ id: 'a' }), operation({ id: 'b', buffer: 'rack' })] })],
      orders: [order({ id: 'first', quantity: 2 }), order({ id: 'second', quantity: 2 })],
      dispatch: [{ station: 'b', jobs: [{ order: 'second', operation: 'b', quantity: 2, notBefore: 0 }] }],
    })
    expect(told(blamed(scenario, 100))).toEqual(['a starved 30 by noOrders', 'b starved 20 by b sequence', 'b starved 10 by a processing'])
  })

  it('is of no order where none is released for what the station does', () => {
    const scenario = plant({
      stations: [timed('a', 10), timed('b', 10)],
      products: [product({ id: 'part', route: [operation({ id: 'a' })] }), product({ id: 'other', route: [operation({ id: 'b' })] })],
      orders: [order({ id: 'now', quantity: 9 }), order({ id: 'later', product: 'other', release: 50 })],
    })
    expect(told(blamed(scenario, 80))).toEqual(['b starved 70 by noOrders'])
  })

  it('is of the ring where stations wait for each other', () => {
    const scenario = plant({
      stations: [timed('a', 10), timed('b', 10)],
      products: [product({ id: 'part', route: [operation({ id: 'a1', stations: ['a'] }), operation({ id: 'b' }), operation({ id: 'a2', stations: ['a'] })] })], // biome-ignore format: a route
      sources: [source({ id: 'in' })],
    })
    expect(told(blamed(scenario, 100))).toEqual(['a blocked 80 by ring', 'b blocked 80 by ring', 'b starved 10 by a processing'])
  })

  it('is of those whose units fill a shared buffer, not of those who could take others', () => {
    const scenario = plant({
      stations: [timed('a', 1), timed('slow', never), timed('quick', 1)],
      buffers: [buffer({ id: 'rack', capacity: 2 })],
      products: [
        product({ id: 'part', route: [operation({ id: 'a' }), operation({ id: 'slow', buffer: 'rack' })] }),
        product({ id: 'other', route: [operation({ id: 'a' }), operation({ id: 'quick', buffer: 'rack' })] }),
      ],
      orders: [order({ id: 'one', quantity: 3 }), order({ id: 'two', product: 'other', quantity: 5, priority: -1 })],
    })
    expect(told(blamed(scenario, 20))).toEqual([
      'a blocked 16 by slow processing',
      'quick starved 16 by slow processing',
      'quick starved 4 by a processing',
      'slow starved 1 by a processing',
    ])
  })

  it('is of what is ahead where a station waits for room before it starts', () => {
    const scenario = line([timed('a', 10, { blockingBeforeService: true }), timed('b', 30)], [1])
    expect(told(blamed(scenario, 100))).toEqual(['a blocked 60 by b processing', 'b starved 10 by a processing'])
  })

  it('counts from the end of the warm-up', () => {
    const scenario = line([timed('a', 5), timed('b', 5)], [null], { every: always(20) })
    expect(told(blamed(scenario, 100, { warmUp: 40 }))).toEqual([
      'a starved 45 by in noArrivals',
      'b starved 30 by in noArrivals',
      'b starved 15 by a processing',
    ])
  })

  it('of a station that no route names is of nobody', () => {
    const scenario = { ...line([timed('a', 10)], []), stations: [timed('a', 10), timed('spare', 10)] }
    expect(told(blamed(scenario, 50))).toEqual(['spare starved 50 by notKnown'])
  })
})

describe('the sums of blame', () => {
  const PLANTS = Number(process.env.PLANTS ?? 150)
  const SEED = Number(process.env.SEED ?? 20_261_122)

  it(`are each station's time blocked, starved and waiting, to the microsecond, in ${PLANTS} random plants, seed ${SEED}`, () => {
    fc.assert(
      fc.property(anyPlant, fc.nat(1000), (scenario, seed) => {
        const { log, tally } = recorded(scenario, { until: HORIZON, seed, warmUp: seed % 3 === 0 ? HORIZON / 4 : 0 })
        const { charges } = blameOf(log)
        const { firstSlot } = places(scenario)
        scenario.stations.forEach(({ id }, s) => {
          for (const wait of ['blocked', 'starved', 'waiting'] as const) {
            let time = 0
            for (let slot = firstSlot[s]!; slot < firstSlot[s + 1]!; slot++)
              time += tally.slotTime[slot * STATE_COUNT + STATE_NAMES.indexOf(wait)]!
            const own = charges.filter((charge) => charge.victim === id && charge.wait === wait)
            expect(
              own.reduce((sum, { seconds }) => sum + Math.round(seconds * 1e6), 0),
              `${id} ${wait}`,
            ).toBe(time)
          }
        })
      }),
      { seed: SEED, numRuns: PLANTS },
    )
  })
})
