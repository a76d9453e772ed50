import { describe, expect, it } from 'vitest'
import { EventKind, STATE_NAMES } from '../../../../engine/log/events.ts'
import type { Batch, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { batch, buffer, failure, material, operation, order, plant, product, source, station, supplier } from '../plants.ts'

const every = (s: number) => ({ every: always(s) })

/** An oven with a rack before it that bakes `part` for 10 s. */
const oven = (rule: Batch, more: Partial<Scenario> = {}): Scenario =>
  plant({
    stations: [station({ id: 'oven', time: always(10), batch: rule })],
    buffers: [buffer({ id: 'rack' })],
    products: [product({ id: 'part', route: [operation({ id: 'oven', buffer: 'rack' })] })],
    sources: [source({ id: 'in', ...every(2) })],
    ...more,
  })

describe('batches', () => {
  it('[B1] a batch takes one slot and one time, and each member leaves as itself', () => {
    const { states, finished, started } = bench(oven(batch({ max: 3 })), { until: 30 })
    expect(started('oven')).toEqual(['0@6', '1@6', '2@6', '3@16', '4@16', '5@16', '6@26', '7@26', '8@26'])
    expect(finished()).toEqual(['0@16', '1@16', '2@16', '3@26', '4@26', '5@26'])
    expect(states('oven')).toEqual(['0 starved', '2 waiting', '6 processing'])
  })

  it('[B1] its time is drawn with the luck of its first member, and its plan is shared out by the most it holds', () => {
    const random = { kind: 'exponential', mean: 10 } as const
    const time = { stations: [station({ id: 'oven', time: random, batch: batch({ max: 2 }) })] }
    const alone = { stations: [station({ id: 'oven', time: random })] }
    const together = bench(oven(batch({ max: 2 }), time), { until: 300 })
    const one = bench(oven(batch({ max: 2 }), { ...alone, sources: [source({ id: 'in', ...every(200), limit: 1 })] }), { until: 900 })
    const took = (of: ReturnType<typeof bench>) => {
      const at = (kind: number) => of.of(kind).find(({ subject }) => subject === 0)!.time
      return Math.round((at(EventKind.jobEnded) - at(EventKind.jobStarted)) * 1e6)
    }
    expect(took(together)).toBe(took(one))
    expect(together.of(EventKind.jobEnded)[0]!.v).toBe(5e6)
  })

  it('[B1] each member is good or bad by itself, and one batch is one cycle', () => {
    const failures = [failure({ clock: 'cycles', after: always(2), repair: always(5) })]
    const rule = batch({ max: 100 })
    const stations = [station({ id: 'oven', time: always(10), yield: 0.7, failures, batch: rule })]
    const { tally, states } = bench(oven(rule, { stations, sources: [source({ id: 'in', ...every(1), quantity: 100 })] }), { until: 28 })
    expect(tally.good[0]! + tally.scrap[0]!).toBe(200)
    expect(tally.scrap[0]! / 200).toBeGreaterThan(0.2)
    expect(tally.scrap[0]! / 200).toBeLessThan(0.4)
    expect(states('oven')).toEqual(['0 starved', '1 processing', '21 repair', '26 processing'])
  })

  it('[B2] with `min` units it waits `maxWait` for more, from its first member on, and starts at once when it is full', () => {
    const rule = batch({ min: 2, max: 4, maxWait: 5 })
    // Units at 2, 4, 6, 8, …: the first waits until 7; three are there.
    expect(bench(oven(rule), { until: 8 }).started('oven')).toEqual(['0@7', '1@7', '2@7'])
    expect(bench(oven(rule, { sources: [source({ id: 'in', ...every(1) })] }), { until: 8 }).started('oven')).toEqual([
      '0@4',
      '1@4',
      '2@4',
      '3@4',
    ])
  })

  it('[B2] who arrives at the very tick at which it has waited long enough is still in it', () => {
    const rule = batch({ min: 2, max: 9, maxWait: 4 })
    expect(bench(oven(rule), { until: 8 }).started('oven')).toEqual(['0@6', '1@6', '2@6'])
  })

  it('[B2] the clock is latched: with fewer than `min` it goes on waiting, and starts as soon as there are enough', () => {
    const rule = batch({ min: 4, max: 9, maxWait: 3 })
    expect(bench(oven(rule), { until: 9 }).started('oven')).toEqual(['0@8', '1@8', '2@8', '3@8'])
  })

  it('[B2] the clock of the next batch began with its own first member, while the one before was worked on', () => {
    const rule = batch({ min: 1, max: 4, maxWait: 5 })
    // First batch: 0, 1, 2 (at 2, 4, 6) from 7 to 17. Unit 3 has waited since 8: 4 of them go at once.
    expect(bench(oven(rule), { until: 18 }).started('oven').slice(3)).toEqual(['3@17', '4@17', '5@17', '6@17'])
  })

  it('[B2] a full batch of which not every unit has its kit keeps no other from going', () => {
    const op = (id: string, components: { item: string; quantity: number }[]) =>
      product({ id, route: [operation({ id: 'bake', stations: ['oven'], buffer: 'rack', components })] })
    const { started } = bench(
      oven(batch({ max: 2, key: ['product'] }), {
        suppliers: [supplier({ id: 'mill', leadTime: always(1000) })],
        materials: [material({ id: 'glaze', initialStock: 1, supplier: 'mill', reorderPoint: 1, orderQuantity: 9 })],
        products: [op('glazed', [{ item: 'glaze', quantity: 1 }]), op('plain', [])],
        sources: [],
        orders: [
          order({ id: 'first', product: 'glazed', quantity: 2 }),
          order({ id: 'second', product: 'plain', quantity: 2, release: 3 }),
        ],
      }),
      { until: 20 },
    )
    expect(started('oven')).toEqual(['2@3', '3@3'])
  })

  it('[B3] after `maxWait` too few units are released as they are', () => {
    const rule = batch({ max: 9, maxWait: 5, onTimeout: 'release' })
    expect(bench(oven(rule), { until: 8 }).started('oven')).toEqual(['0@7', '1@7', '2@7'])
  })

  it('[B3] or they are rejected, which is scrap; those who come later begin anew', () => {
    const rule = batch({ max: 3, maxWait: 3, onTimeout: 'reject' })
    const { scrapped, started, tally } = bench(oven(rule), { until: 11 })
    expect(scrapped().sort()).toEqual(['0@5', '1@5', '2@9', '3@9'])
    expect(started('oven')).toEqual([])
    expect(tally.level.every((level) => level <= 1)).toBe(true)
  })

  const mixed = (rule: Batch, more: Partial<Scenario> = {}) =>
    oven(rule, {
      products: ['a', 'b'].map((id) => product({ id, family: 'same', route: [operation({ id: 'oven', buffer: 'rack' })] })),
      orders: ['a', 'b', 'a', 'b'].map((id, i) => order({ id: `o${i}`, product: id, release: i, priority: i >> 1 })),
      sources: [],
      ...more,
    })

  it('[B4] members have in common what the key says', () => {
    const started = (rule: Batch) => bench(mixed(rule), { until: 25 }).started('oven')
    expect(started(batch({ max: 2 }))).toEqual(['0@2', '2@2', '1@12', '3@12'])
    expect(started(batch({ max: 2, key: ['operation'] }))).toEqual(['0@1', '1@1', '2@11', '3@11'])
    expect(started(batch({ max: 2, key: ['family'] }))).toEqual(['0@1', '1@1', '2@11', '3@11'])
    expect(started(batch({ max: 4, key: [] }))).toEqual(['0@3', '1@3', '2@3', '3@3'])
    expect(started(batch({ max: 2, min: 2, key: ['priority'] }))).toEqual(['0@1', '1@1', '2@11', '3@11'])
    expect(started(batch({ max: 2, key: ['order'] }))).toEqual(['0@0', '1@10', '2@20'])
  })

  it('[B4] where a station is set up by family, a batch is of one family', () => {
    const rule = batch({ max: 2, key: [] })
    const scenario = mixed(rule, {
      products: ['a', 'b'].map((id) => product({ id, route: [operation({ id: 'oven', buffer: 'rack' })] })),
      stations: [station({ id: 'oven', time: always(10), batch: rule, setups: [{ from: '*', to: '*', time: always(3), external: 0 }] })],
    })
    const { states, started } = bench(scenario, { until: 40 })
    expect(started('oven')).toEqual(['0@5', '2@5', '1@18', '3@18'])
    expect(states('oven').slice(0, 6)).toEqual(['0 waiting', '2 setup', '5 processing', '15 setup', '18 processing', '28 idle'])
  })

  it('[B4] an operation may have another batch than its station, and then is never with others', () => {
    const rule = batch({ max: 4, key: [] })
    const scenario = mixed(rule, {
      products: [
        product({ id: 'a', route: [operation({ id: 'oven', buffer: 'rack', batch: batch({ max: 2, key: [] }) })] }),
        product({ id: 'b', route: [operation({ id: 'oven', buffer: 'rack', batch: batch({ max: 1 }) })] }),
      ],
    })
    expect(bench(scenario, { until: 35 }).started('oven')).toEqual(['1@1', '0@11', '2@11', '3@21'])
  })

  it('[B5] what waits in a buffer is taken all at once; meanwhile the slot is waiting for more of its product', () => {
    const { of, tally } = bench(oven(batch({ max: 3 })), { until: 5 })
    expect(tally.level[1]).toBe(2)
    const [waiting] = of(EventKind.equipmentState).filter(({ b }) => STATE_NAMES[b] === 'waiting')
    expect(waiting).toMatchObject({ time: 2, c: -1, v: 0 })
  })

  it('[B5] what is handed over directly comes into the slot one by one, and frees the place it leaves', () => {
    const scenario = plant({
      stations: [station({ id: 'saw', time: always(4) }), station({ id: 'oven', time: always(20), batch: batch({ max: 3 }) })],
      products: [product({ id: 'part', route: [operation({ id: 'saw' }), operation({ id: 'oven' })] })],
      sources: [source({ id: 'in' })],
    })
    const { states, finished } = bench(scenario, { until: 45 })
    expect(states('oven')).toEqual(['0 starved', '4 waiting', '12 processing', '32 waiting', '40 processing'])
    expect(states('saw')).toEqual(['0 processing', '16 blocked', '32 processing', '44 blocked'])
    expect(finished()).toEqual(['0@32', '1@32', '2@32'])
  })

  it('[B5] of two slots one is filled before the other begins', () => {
    const rule = batch({ max: 2 })
    const scenario = plant({
      stations: [station({ id: 'oven', slots: 2, time: always(10), batch: rule })],
      products: [product({ id: 'part', route: [operation({ id: 'oven' })] })],
      sources: [source({ id: 'in', ...every(2) })],
    })
    const { states } = bench(scenario, { until: 13 })
    expect(states('oven', 0)).toEqual(['0 starved', '2 waiting', '4 processing'])
    expect(states('oven', 1)).toEqual(['0 starved', '6 waiting', '8 processing'])
  })

  it('[B5] so too where the other becomes free in the very instant in which a mate comes', () => {
    const alone = batch({ max: 1 })
    const scenario = plant({
      stations: [station({ id: 'oven', slots: 2, time: always(10), batch: batch({ max: 2 }) })],
      products: [
        product({ id: 'single', route: [operation({ id: 'bake', stations: ['oven'], time: always(6), batch: alone })] }),
        product({ id: 'part', route: [operation({ id: 'bake', stations: ['oven'] })] }),
      ],
      sources: [
        source({ id: 'first', mix: [{ product: 'single', weight: 1 }], limit: 1 }),
        source({ id: 'in', mix: [{ product: 'part', weight: 1 }], ...every(3) }),
      ],
    })
    // The single one is done at 6 s, when the second part comes to the first.
    const { states } = bench(scenario, { until: 8 })
    expect(states('oven', 0)).toEqual(['0 processing', '6 starved'])
    expect(states('oven', 1)).toEqual(['0 starved', '3 waiting', '6 processing'])
  })

  it('[B6] members leave one by one as there is room, and the slot is blocked until the last has left', () => {
    const scenario = plant({
      stations: [station({ id: 'oven', time: always(10), batch: batch({ max: 4 }) }), station({ id: 'pack', time: always(3) })],
      buffers: [buffer({ id: 'rack' }), buffer({ id: 'cold', capacity: 1 })],
      products: [product({ id: 'part', route: [operation({ id: 'oven', buffer: 'rack' }), operation({ id: 'pack', buffer: 'cold' })] })],
      sources: [source({ id: 'in', ...every(1) })],
    })
    const { states, started } = bench(scenario, { until: 27 })
    expect(states('oven')).toEqual(['0 starved', '1 waiting', '4 processing', '14 blocked', '20 processing'])
    expect(started('pack')).toEqual(['0@14', '1@17', '2@20', '3@23'])
  })

  it('[B6] a member that is reworked waits for another batch; where it has no other place to wait, it stays', () => {
    const rework = { ratio: 1, to: null, limit: 1, per: 'unit' as const }
    const rule = batch({ max: 2 })
    const bad = { stations: [station({ id: 'oven', time: always(10), yield: 0, rework, batch: rule })] }
    const two = { sources: [source({ id: 'in', ...every(1), limit: 2 })] }
    const buffered = bench(oven(rule, { ...bad, ...two }), { until: 40 })
    expect(buffered.started('oven')).toEqual(['0@2', '1@2', '0@12', '1@12'])
    expect(buffered.scrapped()).toEqual(['0@22', '1@22'])
    const products = [product({ id: 'part', route: [operation({ id: 'oven' })] })]
    const direct = bench(oven(rule, { ...bad, ...two, products }), { until: 40 })
    expect(direct.started('oven')).toEqual(['0@2', '1@2', '0@12', '1@12'])
    expect(direct.scrapped()).toEqual(['0@22', '1@22'])
  })

  it('[B6] a batch that goes on in the same place stays together there', () => {
    const rule = batch({ max: 2 })
    const route = [operation({ id: 'heat', stations: ['oven'] }), operation({ id: 'cool', stations: ['oven'], time: always(4) })]
    const { finished, started } = bench(oven(rule, { products: [product({ id: 'part', route })] }), { until: 20 })
    expect(started('oven')).toEqual(['0@4', '1@4', '0@14', '1@14', '2@18', '3@18'])
    expect(finished()).toEqual(['0@18', '1@18'])
  })

  it('[B7] by order, the last batch of a listed order goes with what is left', () => {
    const rule = batch({ max: 3, key: ['order'] })
    const orders = [order({ id: 'o1', quantity: 4 }), order({ id: 'o2', quantity: 2, release: 1 })]
    const { started } = bench(oven(rule, { sources: [], orders }), { until: 40 })
    expect(started('oven')).toEqual(['0@0', '1@0', '2@0', '3@10', '4@20', '5@20'])
  })

  it('[B7] so does the last of a job in a dispatch list', () => {
    const dispatch = [{ station: 'oven', jobs: [{ order: 'o1', operation: 'oven', quantity: 4, notBefore: 0 }] }]
    const orders = [order({ id: 'o1', quantity: 6 })]
    const { started } = bench(oven(batch({ max: 3 }), { sources: [], orders, dispatch }), { until: 40 })
    expect(started('oven')).toEqual(['0@0', '1@0', '2@0', '3@10'])
  })

  it('[B8] blocking before service: as many places as members are reserved', () => {
    const scenario = plant({
      stations: [
        station({ id: 'oven', time: always(10), batch: batch({ max: 2 }), blockingBeforeService: true }),
        station({ id: 'pack', time: always(7) }),
      ],
      buffers: [buffer({ id: 'rack' }), buffer({ id: 'cold', capacity: 3 })],
      products: [product({ id: 'part', route: [operation({ id: 'oven', buffer: 'rack' }), operation({ id: 'pack', buffer: 'cold' })] })],
      sources: [source({ id: 'in', ...every(1) })],
    })
    const { states, started } = bench(scenario, { until: 60 })
    // Of the first two, one is packed at once and one stands in the cold room, which has room for two more: the third batch has to wait until one has left.
    expect(started('oven').filter((_, i) => i % 2 === 0)).toEqual(['0@2', '2@12', '4@26', '6@40', '8@54'])
    expect(states('oven')).toEqual([
      '0 starved',
      '1 waiting',
      '2 processing',
      '22 blocked',
      '26 processing',
      '36 blocked',
      '40 processing',
      '50 blocked',
      '54 processing',
    ])
  })

  it('[B8] places of the slot itself are no room ahead, those of others all are', () => {
    // The next operation may be done in the oven too. Nobody needs its places: the three slots of the line beside it are enough for a full batch.
    const scenario = plant({
      stations: [
        station({ id: 'oven', time: always(10), batch: batch({ max: 3 }), blockingBeforeService: true }),
        station({ id: 'line', time: always(7), slots: 3 }),
      ],
      products: [product({ id: 'part', route: [operation({ id: 'oven' }), operation({ id: 'cool', stations: ['line', 'oven'] })] })],
      orders: [order({ id: 'lot', product: 'part', quantity: 3 })],
    })
    expect(bench(scenario, { until: 8 }).started('oven')).toEqual(['0@0', '1@0', '2@0'])
  })

  it('[B9] a failure stops the whole batch, which is resumed, started over or scrapped', () => {
    const run = (interrupted: 'resume' | 'restart' | 'scrap') => {
      const failures = [failure({ clock: 'calendar', after: always(8), repair: always(3), interrupted })]
      const stations = [station({ id: 'oven', time: always(10), failures, batch: batch({ max: 2 }) })]
      return bench(oven(batch({ max: 2 }), { stations, sources: [source({ id: 'in', ...every(2), limit: 2 })] }), { until: 24 })
    }
    expect(run('resume').finished()).toEqual(['0@17', '1@17'])
    expect(run('restart').finished()).toEqual([])
    expect(run('scrap').scrapped()).toEqual(['0@8', '1@8'])
    expect(run('scrap').tally.scrap[0]).toBe(2)
  })

  it('[B1] members at t = 0 that stand in the station are one batch as far as they may be', () => {
    const initial = [{ product: 'part', operation: 'oven', quantity: 2, at: 'oven', order: null }]
    const { started } = bench(oven(batch({ max: 2 }), { initial, sources: [] }), { until: 24 })
    expect(started('oven')).toEqual(['0@0', '1@0'])
  })
})
