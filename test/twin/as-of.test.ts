import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seconds } from '../../engine/kernel/time.ts'
import { Simulation, tallyFor } from '../../engine/plant/simulation.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { asOf } from '../../twin/as-of.ts'
import { rowsOf } from '../../twin/rows-of.ts'
import { recorded } from '../analysis/recorded.ts'
import { fault } from '../engine/plant/plants.ts'
import { shop } from './shop.ts'

/** Whose units are there, product by product, just after the plant has begun. */
const counts = (scenario: Scenario) => {
  const { log } = recorded(scenario, { until: 0 })
  return { units: unitsOf(log.stateAt(0)), stock: [...log.stateAt(0).onHand] }
}
const unitsOf = (state: ReturnType<ReturnType<typeof recorded>['log']['stateAt']>) => {
  const found = [...rowsOf(state.units.rows)].map((row) => state.units.product[row]!)
  return found.sort((a, b) => a - b)
}

describe('the plant as of a moment', () => {
  it('[B06] has the units and the stock that the log says, and nothing of what comes later', () => {
    const scenario = shop()
    const { log } = recorded(scenario)
    fc.assert(
      fc.property(fc.double({ min: 1, max: 39_000, noNaN: true }), (at) => {
        const state = log.stateAt(Math.round(at * 1e6))
        const then = asOf(log, at)
        expect(counts(then.scenario).units).toEqual(unitsOf(state))
        expect(then.scenario.materials.map(({ initialStock }) => initialStock)).toEqual([state.onHand[0]])
        const inLots = then.scenario.present!.lots.reduce((sum, { quantity }) => sum + quantity, 0)
        expect(inLots).toBeCloseTo(state.onHand[0]!, 9)
        const coming = then.scenario.present!.purchases.reduce((sum, { quantity }) => sum + quantity, 0)
        expect(coming).toBe(state.onOrder[0])
        expect(then.assumptions).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('[B06] two logs with the same past and different futures give the same plant to the byte', () => {
    const scenario = shop()
    const at = 9000
    const bad = [fault({ id: 'f', kind: 'time', target: 'saw', start: at + 1, factor: 3 })]
    const one = recorded(scenario)
    const other = recorded({ ...scenario, faults: bad }, { until: 30_000 })
    expect(other.log.stateAt(20_000e6).units.rows.key).not.toEqual(one.log.stateAt(20_000e6).units.rows.key)
    expect(JSON.stringify(asOf(other.log, at))).toBe(JSON.stringify(asOf(one.log, at)))
  })

  it('[B06] what then happens is what truly happens, on average over many pasts', () => {
    const scenario = shop({ orders: 4 })
    const at = 6500
    const differences: number[] = []
    for (let seed = 1; seed <= 60; seed++) {
      const { log } = recorded(scenario, { seed, until: 12_000 })
      const truth = finishedAfter(scenario, seed, 0, 12_000) - finishedAfter(scenario, seed, 0, at)
      const then = asOf(log, at).scenario
      let sum = 0
      for (let replication = 0; replication < 8; replication++) sum += finishedAfter(then, 77, replication, 12_000 - at)
      differences.push(sum / 8 - truth)
    }
    const mean = differences.reduce((a, b) => a + b, 0) / differences.length
    const sd = Math.sqrt(differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (differences.length - 1))
    expect(Math.abs(mean)).toBeLessThan((3.3 * sd) / Math.sqrt(differences.length))
    expect((3.3 * sd) / Math.sqrt(differences.length)).toBeLessThan(4)
  })
})

function finishedAfter(scenario: Scenario, seed: number, replication: number, until: number): number {
  const tally = tallyFor(scenario)
  const simulation = new Simulation(scenario, { seed, replication, tally })
  simulation.run(seconds(until))
  tally.settle(simulation.now)
  return tally.finished.reduce((a: number, b: number) => a + b, 0)
}
