import type { Scenario } from '../../../scenarios/model.ts'
import {
  buffer,
  crew,
  exponential,
  hold,
  material,
  need,
  operation,
  order,
  parameter,
  part,
  person,
  plant,
  product,
  sink,
  source,
  station,
  supplier,
  test,
  tool,
} from '../../engine/plant/plants.ts'

const always = (value: number) => ({ kind: 'constant', value }) as const

/**
 * Devices: a printed panel is split into two boards; a board, a case from stock, screws and paste become a device, which customers order; cases are also
 * sold from stock. Paste is blended in a pot beside the line, filled from lots of a store; some devices are done again, some are taken apart, and late in the
 * day all that are there are put on hold.
 */
export function devices(more: Partial<Scenario> = {}): Scenario {
  return plant({
    horizon: 6000,
    suppliers: [
      supplier({ id: 'chem', leadTime: exponential(150) }),
      supplier({ id: 'bolt', leadTime: exponential(200), short: { probability: 0.2, share: 0.5 } }),
    ],
    materials: [
      material({ id: 'paste-store', initialStock: 30, reorderPoint: 25, orderQuantity: 20, supplier: 'chem', lots: 'fifo', unitCost: 4 }),
      material({
        id: 'paste',
        initialStock: 8,
        reorderPoint: 6,
        orderQuantity: 5,
        from: 'paste-store',
        transferTime: exponential(200),
        lots: 'blend',
      }),
      material({
        id: 'screw',
        initialStock: 40,
        reorderPoint: 40,
        orderQuantity: 60,
        supplier: 'bolt',
        lots: 'fefo',
        shelfLife: 1500,
        unitCost: 0.1,
        holds: [{ at: 2500, until: null, receivedFrom: 1000, receivedUntil: 1600, above: null, finally: 'release' }],
      }),
      material({ id: 'label', initialStock: 10, reorderPoint: 8, orderQuantity: 12, supplier: 'chem', unitCost: 0.5 }),
      material({ id: 'water', unit: 'l' }),
    ],
    crews: [crew({ id: 'team', persons: [person({ id: 'ada' }), person({ id: 'ben' })] })],
    tools: [tool({ id: 'mask', count: 2 })],
    stations: [
      station({
        id: 'print',
        slots: 2,
        time: exponential(25),
        needs: [need({ crew: 'team' }), need({ tool: 'mask' })],
        parameters: [parameter({ id: 'heat', setPoint: 250, sd: 5, low: 240, high: 260 })],
      }),
      station({ id: 'cut', time: exponential(10) }),
      station({ id: 'press', time: exponential(40), yield: 0.9 }),
      station({ id: 'build', slots: 2, time: exponential(30), yield: 0.9, rework: { ratio: 0.7, to: null, limit: 2, per: 'operation' } }),
      station({ id: 'strip', time: exponential(8) }),
    ],
    buffers: [buffer({ id: 'boards' }), buffer({ id: 'trays' }), buffer({ id: 'panels' })],
    products: [
      product({
        id: 'panel',
        price: 2,
        route: [
          operation({
            id: 'print',
            components: [
              { item: 'paste', quantity: 0.75 },
              { item: 'water', quantity: 1 },
            ],
          }),
          operation({
            id: 'cut',
            buffer: 'panels',
            splits: [{ product: 'board', quantity: 2, operation: null }],
            whenSplit: 'leaves',
          }),
        ],
      }),
      product({ id: 'board', price: 1, route: [operation({ id: 'strip', buffer: 'panels' })], sink: 'boards' }),
      product({
        id: 'case',
        price: 3,
        initialStock: 4,
        route: [operation({ id: 'press', buffer: 'panels', components: [{ item: 'label', quantity: 1 }] })],
        sink: 'shelf',
      }),
      product({
        id: 'device',
        price: 20,
        route: [
          operation({
            id: 'build',
            buffer: 'trays',
            parts: [part('board')],
            components: [
              { item: 'case', quantity: 1 },
              { item: 'screw', quantity: 3 },
              { item: 'paste', quantity: 0.25 },
            ],
            test: test({ falseAlarm: 0.1, onFail: 'scrap' }),
          }),
          // Some boards are taken out again for a look, and go back to the others.
          operation({
            id: 'strip',
            buffer: 'trays',
            yield: 0.8,
            rework: { ratio: 1, to: 'build', limit: 1, per: 'unit' },
            splits: [{ product: 'board', quantity: 1, operation: null }],
            whenSplit: 'goesOn',
          }),
        ],
      }),
    ],
    sinks: [sink({ id: 'out' }), sink({ id: 'shelf', stock: true })],
    sources: [
      source({ id: 'panels', mix: [{ product: 'panel', weight: 1 }], every: exponential(90) }),
      source({ id: 'cases', mix: [{ product: 'case', weight: 1 }], every: exponential(50) }),
      source({ id: 'shops', mix: [{ product: 'case', weight: 1 }], every: exponential(200), serve: 'stock', quantity: 2 }),
    ],
    orders: Array.from({ length: 12 }, (_, i) =>
      order({
        id: `d${i}`,
        product: 'device',
        quantity: 4 + (i % 3),
        release: 300 * i,
        due: 300 * i + 2000,
        customer: i % 2 === 0 ? 'north' : 'south',
      }),
    ),
    holds: [hold({ id: 'look', when: { at: 3900 }, units: { products: ['device'] } })],
    ...more,
  })
}

/** Two lots of a bar, one after the other: 3 units of one kilogram each. Ten seconds each, none of it by chance. */
export function bars(more: Partial<Scenario> = {}): Scenario {
  return plant({
    horizon: 200,
    suppliers: [supplier({ id: 'mill', leadTime: always(25) })],
    materials: [
      material({ id: 'bar', unit: 'kg', initialStock: 3, reorderPoint: 2, orderQuantity: 4, supplier: 'mill', lots: 'fifo', unitCost: 7 }),
    ],
    stations: [station({ id: 'turn', time: always(10) })],
    buffers: [buffer({ id: 'rack' })],
    products: [
      product({ id: 'shaft', price: 50, route: [operation({ id: 'turn', buffer: 'rack', components: [{ item: 'bar', quantity: 1 }] })] }),
    ],
    sinks: [sink({ id: 'out' })],
    orders: [
      order({ id: 'first', product: 'shaft', quantity: 2, customer: 'Anders' }),
      order({ id: 'second', product: 'shaft', quantity: 4, customer: 'Berta' }),
    ],
    ...more,
  })
}
