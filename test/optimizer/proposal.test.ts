import { describe, expect, it } from 'vitest'
import { optimize, patchScenario } from '../../index.ts'
import { comparable, propose, savingOf, withProof } from '../../optimizer/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { autoParts } from './auto-parts.ts'
import { buffer, constant, day, hour, operation, order, plant, product, source, station } from './plant.ts'

const subject = (scenario: Scenario) => ({ scenario, hash: 'sha256:test' })

describe('a proposal', () => {
  it('[C04] of maintenance windows out of the peak is proven better, with window, cost, change of on-time and a verified saving', async () => {
    const proposal = await optimize(subject(autoParts()), { for: 'maintenance', replications: 10 })
    expect(proposal.variants[0]?.verdict).toBe('better')
    expect(proposal.variants[0]?.patch).not.toEqual([])
    expect(proposal.boundFrom).toBe('solver')
    expect(proposal.gap).toBeLessThan(0.01)
    expect(proposal.explanation.at(-1)).toContain('better')
    expect(proposal.explanation.at(-1)).toMatch(/^So far the model estimates; what decides is simulation\./)
    const saving = proposal.savings![0]!
    expect(saving).toMatchObject({ isVerified: true, kpi: proposal.objective.kpi })
    expect(saving.gain!.low).toBeGreaterThan(0)
    const deciding = proposal.variants[0]!.differences.find(({ name, subject }) => name === saving.kpi && subject === saving.subject)!
    expect(saving.gain!.mean).toBe(proposal.objective.goal === 'minimise' ? -deciding.mean! : deciding.mean)
    expect(saving).toHaveProperty('cost')
    expect(saving).toHaveProperty('onTime')
    expect(proposal.explanation.join(' ')).toContain('maintenance-windows: the saving is verified: ')
    const windows = proposal.plan!.windows!
    expect(windows.length).toBeGreaterThan(0)
    for (const { start, end, costBefore, cost } of windows) {
      expect(end).toBeGreaterThan(start)
      expect(Number.isFinite(costBefore) && Number.isFinite(cost)).toBe(true)
    }
    expect(windows.some(({ start, due }) => start !== due)).toBe(true)
  })

  it('[C04] is shown as verified only where the lower end of what it saves is above zero', () => {
    const objective = { kpi: 'cost', subject: 'plant', goal: 'minimise' } as const
    const difference = (low: number, high: number, name = 'cost') => ({
      ...{ name, subject: 'plant', unit: 'EUR', mean: (low + high) / 2, low, high, level: 0.95 },
    })
    expect(savingOf([difference(-30, -10), difference(0.01, 0.03, 'onTimeRatio')], objective)).toMatchObject({
      gain: { mean: 20, low: 10, high: 30 },
      cost: { low: 10 },
      onTime: { mean: 0.02, low: 0.01, high: 0.03 },
      isVerified: true,
    })
    for (const [low, high] of [
      [-30, 0],
      [-30, 1],
      [10, 30],
      [0, 0],
    ] as const)
      expect(savingOf([difference(low, high)], objective).isVerified).toBe(false)
    expect(savingOf([], objective)).toMatchObject({ gain: null, isVerified: false })
    expect(savingOf([{ ...difference(0, 0), mean: null, low: null, high: null }], objective)).toMatchObject({
      gain: null,
      isVerified: false,
    })
  })

  it('[C04] where demand is so low that nothing matters shows no difference, and no verified saving', async () => {
    for (const demand of [0.2, 0.05, 0.01]) {
      const proposal = await optimize(subject(autoParts(demand)), { for: 'maintenance', replications: 5 })
      expect(proposal.variants[0]?.verdict, `${demand}`).toBe('no difference shown')
      expect(proposal.savings![0]!.isVerified).toBe(false)
      expect(proposal.explanation.join(' ')).not.toContain('the saving is verified')
    }
  })

  it('of a schedule is proven better than taking orders as they come', async () => {
    const setups = [{ from: '*', to: '*', time: constant(hour / 2), external: 0 }]
    const jobs = plant({
      horizon: 3 * day,
      stations: [station('saw', { setups, time: constant(60) }), station('mill', { time: { kind: 'gamma', mean: 70, sd: 15 } })],
      buffers: [buffer('before-saw'), buffer('before-mill')],
      products: ['red', 'blue'].map((id) => product(id, [operation('saw', ['saw'], null), operation('mill', ['mill'], null)])),
      orders: [5, 30, 8, 24, 12, 18].map((due, j) => order(`o${j}`, j % 2 === 0 ? 'red' : 'blue', 100, { due: due * hour })),
      objective: { kpi: 'onTimeRatio', subject: 'plant', goal: 'maximise' },
    })
    const reversed = { ...jobs, orders: [...jobs.orders].reverse() }
    const proposal = await optimize(subject(reversed), { for: 'schedule', replications: 10 })
    expect(proposal.variants[0]?.verdict).toBe('better')
  })

  it('is compared by the objective that decides, on both sides', async () => {
    const scenario = autoParts()
    const suggestion = await propose(scenario, 'maintenance')
    const { base, variants } = comparable(scenario, suggestion)
    expect(base.objective).toEqual(suggestion.objective)
    expect(variants[0]?.scenario.objective).toEqual(suggestion.objective)
    expect(suggestion.candidates[0]?.scenario.objective).toEqual(scenario.objective)
  })

  it('keeps what its proof says', async () => {
    const suggestion = await propose(autoParts(), 'maintenance')
    const verdict = 'worse' as const
    const proposal = withProof(suggestion, { replications: 7, variants: [{ id: 'maintenance-windows', patch: [], verdict }] })
    expect(proposal).toMatchObject({ replications: 7, aim: 'maintenance', variants: [{ verdict }], gap: suggestion.gap })
    expect(proposal.explanation).toEqual([...suggestion.explanation, expect.stringContaining('worse (leadTime of plant)')])
  })

  it.each(['maintenance', 'schedule', 'plan'] as const)(
    'for %s has patches that make its scenarios out of the one it was asked about',
    async (aim) => {
      const loaded = patchScenario(withOrders(), [])
      if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems))
      const { candidates } = await propose(loaded.scenario, aim)
      expect(candidates.length).toBeGreaterThan(0)
      for (const { patch, scenario } of candidates) {
        expect(patch.length).toBeGreaterThan(0)
        expect(patchScenario(loaded.scenario, patch)).toMatchObject({ scenario })
      }
    },
  )
})

/** Auto parts with a few orders and a stocked product besides, so that each aim has something to say. */
function withOrders(): Scenario {
  const scenario = autoParts()
  const pose = { x: 0, y: 0, rotation: 0 }
  return {
    ...scenario,
    stations: [...scenario.stations, station('saw'), station('press')],
    buffers: [...scenario.buffers, buffer('before-saw'), buffer('before-press')],
    sinks: [...scenario.sinks, { id: 'store', title: '', area: null, stock: true, pose }],
    products: [
      ...scenario.products,
      product('rod', [operation('saw', ['saw'], 120)], { price: 5 }),
      product('disc', [operation('press', ['press'], 60)], { price: 5, sink: 'store' }),
    ],
    orders: [order('r1', 'rod', 40, { due: 2 * day }), order('r2', 'rod', 40, { due: day })],
    sources: [...scenario.sources, source('discs', 'disc', 2 * hour, { serve: 'stock', due: day })],
  }
}
