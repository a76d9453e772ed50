import { describe, expect, it } from 'vitest'
import { seconds } from '../../../engine/kernel/time.ts'
import { Simulation } from '../../../engine/plant/simulation.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { always } from './bench.ts'
import {
  batch,
  buffer,
  calendar,
  hold,
  line,
  loop,
  material,
  operation,
  order,
  part,
  plant,
  product,
  sink,
  source,
  station,
} from './plants.ts'

function told(scenario: Scenario, s: number) {
  const simulation = new Simulation(scenario, { seed: 1, replication: 0 })
  simulation.run(seconds(s))
  return simulation.standstill()
}

describe('[T6] a plant that stands still says who waits for whom', () => {
  it('in a rework loop between two full buffers', () => {
    const rework = { ratio: 1, to: 'saw', limit: 9, per: 'unit' as const }
    const scenario = plant({
      stations: [station({ id: 'saw', time: always(1) }), station({ id: 'test', time: always(2), yield: 0, rework })],
      buffers: [buffer({ id: 'rack', capacity: 2 }), buffer({ id: 'tray', capacity: 1 })],
      products: [product({ id: 'part', route: [operation({ id: 'saw', buffer: 'rack' }), operation({ id: 'test', buffer: 'tray' })] })],
      sources: [source({ id: 'in' })],
    })
    expect(told(scenario, 1)).toBe(null)
    expect(told(scenario, 100)).toEqual([
      'unit 0 of part, done in station test, waits for room in buffer rack (2 of 2)',
      'unit 3 of part in buffer rack waits for station saw',
      'unit 2 of part, done in station saw, waits for room in buffer tray (1 of 1)',
      'unit 1 of part in buffer tray waits for station test',
    ])
  })

  it('where a component does not come any more', () => {
    const components = [{ item: 'screw', quantity: 5 }]
    const scenario = plant({
      stations: [station({ id: 's' })],
      buffers: [buffer({ id: 'rack' })],
      suppliers: [{ id: 'acme', title: '', leadTime: always(1), late: null, short: null, lotQuality: null }],
      materials: [material({ id: 'screw', initialStock: 4, reorderPoint: 3, orderQuantity: 10, supplier: 'acme' })],
      products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack', components })] })],
      orders: [order({ id: 'o', quantity: 2 })],
    })
    expect(told(scenario, 9)).toEqual(['unit 0 of part in buffer rack waits for material screw, of which no more comes'])
    const delivered = { ...scenario, materials: scenario.materials.map((screw) => ({ ...screw, reorderPoint: 4 })) }
    expect(told(delivered, 0.5)).toBe(null)
    expect(told(delivered, 9)).toBe(null)
  })

  it('where two dispatch lists wait for each other', () => {
    const job = (order: string, operation: string) => ({ order, operation, quantity: 1, notBefore: 0 })
    const scenario = plant({
      stations: [station({ id: 'a' }), station({ id: 'b' })],
      buffers: [buffer({ id: 'rack' })],
      products: [
        product({ id: 'part', route: [operation({ id: 'a', buffer: 'rack' }), operation({ id: 'b', buffer: 'rack' })] }),
        product({ id: 'other', route: [operation({ id: 'b', buffer: 'rack' }), operation({ id: 'a', buffer: 'rack' })] }),
      ],
      orders: [order({ id: 'x' }), order({ id: 'y', product: 'other' })],
      dispatch: [
        { station: 'a', jobs: [job('y', 'a'), job('x', 'a')] },
        { station: 'b', jobs: [job('x', 'b'), job('y', 'b')] },
      ],
    })
    expect(told(scenario, 9)).toEqual([
      'unit 0 of part in buffer rack waits for station a, whose dispatch list is at operation a of order y',
      'unit 1 of other in buffer rack waits for station b, whose dispatch list is at operation b of order x',
    ])
  })

  it('where a batch lacks units that never come', () => {
    const oven = plant({
      stations: [station({ id: 'oven', batch: batch({ max: 4 }) })],
      buffers: [buffer({ id: 'rack' })],
      products: [product({ id: 'part', route: [operation({ id: 'bake', stations: ['oven'], buffer: 'rack' })] })],
      sources: [source({ id: 'in', every: always(1), limit: 6 })],
    })
    expect(told(oven, 5.5)).toBe(null)
    expect(told(oven, 99)).toEqual([
      'unit 4 of part in buffer rack waits for 2 more for its batch of 4 at station oven, of which none comes',
    ])
    const direct = { ...oven, products: oven.products.map((part) => ({ ...part, route: [operation({ id: 'bake', stations: ['oven'] })] })) }
    expect(told(direct, 99)).toEqual([
      'unit 4 of part in station oven waits for 2 more for its batch of 4 at station oven, of which none comes',
    ])
  })

  it('where a part never comes', () => {
    const scenario = plant({
      stations: [station({ id: 'bench' }), station({ id: 'press' })],
      buffers: [buffer({ id: 'rack' }), buffer({ id: 'lids' })],
      products: [
        product({ id: 'box', route: [operation({ id: 'join', stations: ['bench'], buffer: 'rack', parts: [part('lid')] })] }),
        product({ id: 'lid', route: [operation({ id: 'cut', stations: ['press'] })], sink: 'lids' }),
      ],
      sources: [
        source({ id: 'boxes', mix: [{ product: 'box', weight: 1 }], every: always(1), limit: 2 }),
        source({ id: 'sheets', mix: [{ product: 'lid', weight: 1 }], every: always(3), limit: 1 }),
      ],
    })
    expect(told(scenario, 2)).toBe(null)
    expect(told(scenario, 99)).toEqual(['unit 1 of box in buffer rack waits for part lid, of which no more comes'])
  })

  it('where those outside wait for a place in a loop that nobody leaves', () => {
    const scenario = plant({
      stations: [station({ id: 'oven', batch: batch({ max: 4 }) })],
      buffers: [buffer({ id: 'rack' })],
      products: [product({ id: 'part', route: [operation({ id: 'bake', stations: ['oven'], buffer: 'rack' })] })],
      sources: [source({ id: 'in', every: always(1) })],
      loops: [loop({ id: 'cards', kind: 'conwip', limit: 3 })],
    })
    expect(told(scenario, 99)).toEqual([
      'unit 0 of part in buffer rack waits for 1 more for its batch of 4 at station oven, of which none comes',
      'unit 3 of part at source in waits for a place in loop cards',
    ])
  })

  it('on a hold that never ends, and not on one that does', () => {
    const scenario = (given: Parameters<typeof hold>[0]) =>
      plant({
        stations: [station({ id: 'a', time: always(5) })],
        buffers: [buffer({ id: 'rack' })],
        products: [product({ id: 'part', route: [operation({ id: 'a', buffer: 'rack' })] })],
        orders: [order({ id: 'o', product: 'part', quantity: 3 })],
        holds: [hold({ id: 'recall', ...given })],
      })
    expect(told(scenario({ when: { at: 7 }, units: {} }), 99)).toEqual([
      'unit 2 of part waits for the end of hold recall, which never comes: give the hold a `disposition`',
    ])
    expect(told(scenario({ when: { at: 7 }, units: {}, disposition: { after: always(50) } }), 30)).toBe(null)
    expect(told(scenario({ when: { at: 7 }, stations: ['a'] }), 99)).toEqual([
      'unit 2 of part in buffer rack waits for station a, which is on hold for good: it needs an end of its hold',
    ])
    expect(told(scenario({ when: { at: 7 }, stations: ['a'], inHand: 'suspend' }), 99)).toEqual([
      'unit 1 of part in station a waits for station a, which is on hold for good: it needs an end of its hold',
    ])
    expect(told(scenario({ when: { at: 7 }, stations: ['a'], disposition: { after: always(50) } }), 30)).toBe(null)
  })

  it('where a station, or the lots of a material, are on hold for good', () => {
    const scenario = (until: number | null, seal: number | null) =>
      plant({
        stations: [station({ id: 'a', time: always(5), holds: until === 0 ? [] : [{ at: 7, until, inHand: 'finish' }] })],
        buffers: [buffer({ id: 'rack' })],
        suppliers: [{ id: 'acme', title: '', leadTime: always(1), late: null, short: null, lotQuality: null }],
        materials: [
          material({
            id: 'seal',
            initialStock: 9,
            reorderPoint: 1,
            orderQuantity: 10,
            supplier: 'acme',
            lots: 'fifo',
            holds: seal === 0 ? [] : [{ at: 7, until: seal, receivedFrom: 0, receivedUntil: null, above: null, finally: 'release' }],
          }),
        ],
        products: [product({ id: 'part', route: [operation({ id: 'a', buffer: 'rack', components: [{ item: 'seal', quantity: 1 }] })] })],
        orders: [order({ id: 'o', product: 'part', quantity: 4 })],
      })
    expect(told(scenario(null, 0), 99)).toEqual([
      'unit 2 of part in buffer rack waits for station a, which is on hold for good: it needs an end of its hold',
    ])
    expect(told(scenario(50, 0), 30)).toBe(null)
    expect(told(scenario(0, null), 99)).toEqual([
      'unit 2 of part in buffer rack waits for material seal, the rest of which is on hold for good: it needs an end of its hold',
    ])
    expect(told(scenario(0, 50), 30)).toBe(null)
  })

  it('behind parts that are on hold for good', () => {
    const scenario = plant({
      stations: [station({ id: 'a', time: always(5) }), station({ id: 'b' })],
      buffers: [buffer({ id: 'legs' }), buffer({ id: 'tops' })],
      products: [
        product({ id: 'leg', route: [operation({ id: 'a', stations: ['a'] })], sink: 'legs' }),
        product({ id: 'table', route: [operation({ id: 'b', stations: ['b'], buffer: 'tops', parts: [part('leg')] })] }),
      ],
      orders: [order({ id: 'legs', product: 'leg' }), order({ id: 'tables', product: 'table' })],
      holds: [hold({ id: 'cracks', when: { at: 3 }, units: { products: ['leg'] } })],
    })
    expect(told(scenario, 99)).toEqual([
      'unit 1 of table in buffer tops waits for part leg, of which no more comes',
      'unit 0 of leg waits for the end of hold cracks, which never comes: give the hold a `disposition`',
    ])
  })

  it('and says nothing of a plant that is only slow, empty, paused or done', () => {
    expect(told(line([station({ id: 'a' }), station({ id: 'b', time: always(50) })], [1]), 30)).toBe(null)
    expect(told(plant({ stations: [station({ id: 'a' })] }), 30)).toBe(null)
    const shift = calendar({ id: 'late', period: 100, working: [{ from: 90, to: 100 }] })
    expect(told({ ...line([station({ id: 'a', calendar: 'late' })], []), calendars: [shift] }, 30)).toBe(null)
    const store = plant({
      stations: [station({ id: 'a' })],
      sinks: [sink({ id: 'out', stock: true })],
      products: [product({ id: 'part', route: [operation({ id: 'a' })] })],
      sources: [source({ id: 'in', limit: 2 })],
    })
    expect(told(store, 30)).toBe(null)
  })
})
