import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JobState, mayFollow } from '../../../analysis/production/job-state.ts'
import { productionOf } from '../../../analysis/production/production.ts'
import type { Tracker } from '../../../analysis/production/tracker.ts'
import { EquipmentState } from '../../../engine/log/events.ts'
import type { SimTime } from '../../../engine/log/time.ts'
import { Simulation } from '../../../engine/plant/simulation.ts'
import { Activity } from '../../../engine/plant/stations.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { Layout, NONE, PlantView } from '../../engine/plant/plant-view.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'

const seed = 20261123
const PLANTS = 40
const MOMENTS = 25

/** Random plants, and now and then the one of everything, each with its log and its luck. */
function holds(says: (scenario: Scenario, luck: number, shares: readonly number[]) => void, numRuns = PLANTS) {
  fc.assert(
    fc.property(
      fc.oneof({ weight: 1, arbitrary: fc.constant(richPlant()) }, { weight: 9, arbitrary: anyPlant }),
      fc.nat(1000),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: MOMENTS, maxLength: MOMENTS }),
      says,
    ),
    { seed, numRuns, endOnFailure: true },
  )
}

const horizonOf = ({ id, horizon }: Scenario) => (id === richPlant().id && horizon === 20_000 ? 1200 : HORIZON)

/** The same moments in the log's answer and in the simulator itself. */
function atMoments(says: (production: Tracker, view: PlantView, scenario: Scenario, at: number) => void) {
  holds((scenario, luck, shares) => {
    const until = horizonOf(scenario)
    const { log } = recorded(scenario, { until, seed: luck })
    const layout = new Layout(scenario)
    const simulation = new Simulation(scenario, { seed: luck, replication: 0 })
    for (const share of [...shares].sort((a, b) => a - b)) {
      const at = Math.floor(share * until * 1e6)
      simulation.run(at as SimTime)
      says(productionOf(log, at), new PlantView(layout, simulation.save()), scenario, at)
    }
  })
}

describe('production from the log', () => {
  it(`[B03] [B04] says what is being made now, and what became of each order, as the simulator has it, at ${PLANTS * MOMENTS} random moments, seed ${seed}`, () => {
    atMoments((production, view, scenario) => {
      for (let slot = 0; slot < production.slotUnits.length; slot++) {
        const known = view.column('slotStates', 'known')
        if (known[slot * 4] !== NONE) expect(production.slotState[slot]).toBe(known[slot * 4])
        const serial = (unit: number) => view.column('units', 'serial')[unit]!
        const inside = view.unitsIn(slot)
        expect([...production.slotUnits[slot]!].sort((a, b) => a - b)).toEqual(inside.map(serial).sort((a, b) => a - b))
        for (const one of inside) {
          const unit = serial(one)
          const order = view.column('units', 'order')[one]!
          const isListed = order !== NONE
          const number = isListed ? view.column('orders', 'number')[order]! : NONE
          expect(production.product[unit]).toBe(view.column('units', 'product')[one])
          expect(production.requests.column.order[production.request[unit]!]).toBe(number)
          const activity = view.column('stations', 'activity')[slot]!
          const operation = view.column('stations', 'operation')[slot]!
          // Working: it is in a job there, of the operation that the slot is about.
          if (activity === Activity.working) expect(production.operation[unit]).toBe(view.layout.operations[operation]!.step)
          // It may still wait for people: then the job has not begun.
          if (activity === Activity.working && known[slot * 4] === EquipmentState.processing)
            expect(production.job[unit]).toBeGreaterThanOrEqual(0)
          if (activity === Activity.gathering || activity === Activity.done) expect(production.job[unit]).toBe(NONE)
        }
      }
      const { column, count } = production.requests
      for (let request = 0; request < count; request++) {
        const released = column.completed[request]! + column.created[request]! - column.withdrawn[request]!
        const order = column.order[request]!
        if (order < 0) continue
        expect(column.good[request]! + column.scrapped[request]! + column.wip[request]!).toBe(released)
        if (order >= scenario.orders.length) continue
        expect(column.good[request]).toBe(view.column('orders', 'good')[order])
        expect(column.scrapped[request]).toBe(view.column('orders', 'scrapped')[order])
        expect(column.quantity[request]).toBe(view.column('orders', 'quantity')[order])
      }
    })
  })

  it('brings job orders through legal states only, each from the end of the one before', () => {
    let seen = 0
    holds((scenario, luck) => {
      const production = productionOf(recorded(scenario, { until: horizonOf(scenario), seed: luck }).log)
      const state = new Map<number, number>()
      const since = new Map<number, number>()
      for (const row of production.states.rows()) {
        const before = state.get(row.jobOrder)
        if (before === undefined) expect(row.state).toBe(JobState.notAllowedToStart)
        else if (before !== row.state) expect(mayFollow(before as JobState, row.state as JobState)).toBe(true)
        expect(row.from).toBeGreaterThanOrEqual(since.get(row.jobOrder) ?? 0)
        state.set(row.jobOrder, row.state)
        since.set(row.jobOrder, row.from)
        seen++
      }
      // At the end it is what the counts say.
      production.jobOrders.rows().forEach(({ state: last, open, active }, job) => {
        expect(state.get(job)).toBe(last)
        if (last === JobState.running) expect(active).toBeGreaterThan(0)
        if (last === JobState.ended || last === JobState.aborted) expect(open).toBe(0)
      })
    })
    expect(seen).toBeGreaterThan(1000)
  })
})
