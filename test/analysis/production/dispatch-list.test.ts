import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dispatchLists, productionOf } from '../../../analysis/production/index.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import type { DispatchingRule } from '../../../scenarios/model.ts'
import { buffer, material, operation, order, plant, product, station, supplier } from '../../engine/plant/plants.ts'
import { recorded } from '../recorded.ts'

const always = (value: number) => ({ kind: 'constant', value }) as const
/** Those whose order among units that only wait does not change with time. */
const RULES: readonly DispatchingRule[] = [
  'fifo',
  'lifo',
  'spt',
  'lpt',
  'edd',
  'slack',
  'priority',
  'leastWorkRemaining',
  'mostWorkRemaining',
]
const seed = 20261126

describe('the dispatch list of a station', () => {
  it(`[B01] is the order in which it then starts what waits, by whatever rules, seed ${seed}`, () => {
    const genes = fc.record({
      time: fc.integer({ min: 1, max: 9 }),
      after: fc.integer({ min: 1, max: 9 }),
      due: fc.integer({ min: 10, max: 300 }),
      priority: fc.nat(2),
    })
    let compared = 0
    fc.assert(
      fc.property(
        fc.array(genes, { minLength: 3, maxLength: 8 }),
        fc.uniqueArray(fc.constantFrom(...RULES), { minLength: 1, maxLength: 2 }),
        fc.integer({ min: 0, max: 40 }),
        (jobs, rule, at) => {
          const scenario = plant({
            stations: [
              station({ id: 'mill', time: always(1), rule, failures: [] }),
              station({ id: 'pack', time: always(1), failures: [] }),
            ],
            buffers: [buffer({ id: 'rack' }), buffer({ id: 'shelf' })],
            products: jobs.map(({ time, after }, i) =>
              product({
                id: `p${i}`,
                route: [
                  operation({ id: 'mill', buffer: 'rack', time: always(time) }),
                  operation({ id: 'pack', buffer: 'shelf', time: always(after) }),
                ],
              }),
            ),
            orders: jobs.map(({ due, priority }, i) => order({ id: `o${i}`, product: `p${i}`, quantity: 1, due, priority })),
          })
          const { log } = recorded(scenario, { until: 400 })
          const [mill] = dispatchLists(productionOf(log, at * 1e6), log.stateAt(at * 1e6))
          const started = recordOf(log)
            .jobs.rows()
            .filter((job) => job.station === 0 && job.start > at * 1e6)
            .map(({ unit }) => unit)
          expect(mill!.entries.flatMap(({ units }) => units)).toEqual(started)
          expect(mill!.entries.every(({ lacks }) => lacks.length === 0)).toBe(true)
          if (started.length > 1) compared++
        },
      ),
      { seed, numRuns: 60, endOnFailure: true },
    )
    expect(compared).toBeGreaterThan(20)
  })

  it('[B01] follows the list that the planner gave, and says what each waits for', () => {
    const scenario = plant({
      stations: [station({ id: 'mill', time: always(10), failures: [] })],
      buffers: [buffer({ id: 'rack' })],
      products: [
        product({ id: 'plain', route: [operation({ id: 'mill', buffer: 'rack' })] }),
        product({ id: 'coated', route: [operation({ id: 'mill', buffer: 'rack', components: [{ item: 'paint', quantity: 1 }] })] }),
      ],
      materials: [material({ id: 'paint', initialStock: 0, reorderPoint: 1, orderQuantity: 5, supplier: 'acme' })],
      suppliers: [supplier({ id: 'acme', leadTime: always(1000) })],
      orders: [
        order({ id: 'A', product: 'plain', quantity: 3 }),
        order({ id: 'B', product: 'plain', quantity: 1 }),
        order({ id: 'C', product: 'coated', quantity: 1 }),
      ],
      dispatch: [
        {
          station: 'mill',
          jobs: [
            { order: 'B', operation: 'mill', quantity: 1, notBefore: 0 },
            { order: 'A', operation: 'mill', quantity: 3, notBefore: 50 },
          ],
        },
      ],
    })
    const { log } = recorded(scenario, { until: 200 })
    const [mill] = dispatchLists(productionOf(log, 20e6), log.stateAt(20e6))
    expect(mill!.entries.map(({ order, units, lacks }) => [order, units.length, lacks])).toEqual([
      ['A', 3, [{ kind: 'notBefore', subject: '50' }]],
      [
        'C',
        1,
        [
          { kind: 'list', subject: 'A' },
          { kind: 'material', subject: 'paint' },
        ],
      ],
    ])
  })
})
