import { describe, expect, it } from 'vitest'
import type { DefectEffect, Scenario, Station } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import {
  crew,
  defect,
  effect,
  material,
  need,
  operation,
  parameter,
  person,
  plant,
  product,
  source,
  station,
  supplier,
  test,
  tool,
  toolWear,
} from '../plants.ts'

const UNITS = 20_000

/** Share of 20,000 units, of 360 s each, in which a perfect test finds the defect whose logit is 0 where nothing counts. */
function share(
  one: Parameters<typeof effect>[0],
  own: Partial<Station>,
  more: Partial<Scenario> = {},
  components: { item: string; quantity: number }[] = [],
) {
  const scenario = plant({
    stations: [station({ id: 'weld', time: always(360), ...own })],
    products: [
      product({
        id: 'part',
        route: [
          operation({
            id: 'weld',
            components,
            defects: [defect({ id: 'pore', probability: null, logit: 0, effects: [effect(one)] })],
            test: test({ finds: ['pore'], detection: 1, onFail: 'accept' }),
          }),
        ],
      }),
    ],
    sources: [source({ id: 'in' })],
    ...more,
  })
  const { tally } = bench(scenario, { until: 1.2 * UNITS * 360 })
  expect(tally.tested[0]).toBeGreaterThan(UNITS * 0.9)
  return tally.rejected[0]! / tally.tested[0]!
}

/** 1 / (1 + e^−z): of 0, 1, 2, 3 it is 0.5, 0.731059, 0.880797, 0.952574. */
const P = [0.5, 0.731059, 0.880797, 0.952574] as const
// 20,000 units: an sd of at most 0.00354.
const about = (p: number, found: number) => expect(Math.abs(found - p), `${found} is not about ${p}`).toBeLessThan(0.0125)
const of = (kind: DefectEffect['of'], coefficient: number, more: Partial<DefectEffect> = {}) => ({ of: kind, coefficient, ...more })

describe('what a defect may depend on, with its probability worked out', () => {
  it('[E2] a process parameter: 2 beyond its target, 0.5 each, is 1', () => {
    const own = { parameters: [parameter({ id: 'current', setPoint: 12 })] }
    about(P[1], share(of('parameter', 0.5, { name: 'current', target: 10 }), own))
  })

  it('[E2] the lot of a material: of quality 4, 0.5 each, is 2', () => {
    const more = {
      materials: [material({ id: 'wire', reorderPoint: 5, orderQuantity: 10, supplier: 'acme', lots: 'fifo', initialStock: 0 })],
      suppliers: [supplier({ id: 'acme', leadTime: always(1), lotQuality: always(4) })],
    }
    about(P[2], share(of('materialLot', 0.5, { name: 'wire' }), {}, more, [{ item: 'wire', quantity: 1 }]))
  })

  it('[E2] speed: half of the units take half of the mean more and half of it less, 2 and 2/3 of the planned speed', () => {
    const time = { kind: 'empirical', values: [180, 540], weights: [1, 1] } as const
    // (P(1 · (2 − 1)) + P(0)) / 2
    about((P[1] + P[0]) / 2, share(of('speed', 1, { target: 1 }), { time }))
  })

  it('[E10] the wear of the tool: three units in a life of 0.3 h, after 0.1, 0.2 and 0.3 h, 10 for each hour', () => {
    const own = { needs: [need({ tool: 'tip' })] }
    const wear = toolWear({ clock: 'cycles', life: always(3) })
    about((P[1] + P[2] + P[3]) / 3, share(of('toolAge', 10, { name: 'tip' }), own, { tools: [tool({ id: 'tip', count: 2, wear })] }))
  })

  it('[E10] several stations that share the tools count each piece for itself', () => {
    const own = { slots: 2, needs: [need({ tool: 'tip', for: 'process' })] }
    const wear = toolWear({ life: always(720) })
    about((P[1] + P[2]) / 2, share(of('toolAge', 10, { name: 'tip' }), own, { tools: [tool({ id: 'tip', count: 3, wear })] }))
  })

  const ops = (levels: readonly number[], levelsCount = false) =>
    crew({
      id: 'welders',
      levelsCount,
      persons: levels.map((level, i) => person({ id: `w${i}`, skills: [{ skill: 'welding', level }] })),
    })

  it('[E11] the operator: of level 0.5, 4 for each step below the standard, is 2', () => {
    const own = { needs: [need({ skill: 'welding' })] }
    about(P[2], share(of('operator', 4, { target: 1, side: 'below' }), own, { crews: [ops([0.5])] }))
    about(P[0], share(of('operator', 4, { target: 1, side: 'below' }), own, { crews: [ops([1.5])] }))
  })

  it('[E11] of two the lower level counts; who was called by the crew alone is of the standard', () => {
    about(
      P[1],
      share(of('operator', 4, { target: 1, side: 'below' }), { needs: [need({ skill: 'welding', n: 2 })] }, { crews: [ops([0.75, 1])] }),
    )
    about(P[0], share(of('operator', 4, { target: 1, side: 'below' }), { needs: [need({ crew: 'welders' })] }, { crews: [ops([0.5])] }))
  })

  it('[E11] who only loads counts too', () => {
    const own = { load: always(10), needs: [need({ skill: 'welding', for: 'load' })] }
    about(P[2], share(of('operator', 4, { target: 1, side: 'below' }), own, { crews: [ops([0.5])] }))
  })
})
