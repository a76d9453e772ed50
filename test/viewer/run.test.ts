import { beforeAll, describe, expect, it } from 'vitest'
import { EquipmentState, STATE_COUNT } from '../../engine/log/events.ts'
import { facts } from '../../viewer/answers/facts.ts'
import type { Run } from '../../viewer/feed/run.ts'
import { demo } from './demo.ts'
import { recordHere } from './record.ts'

let run: Run

beforeAll(async () => {
  run = await recordHere(demo('phone-parts').scenario, 30 * 3600)
})

const moments = [3600, 20_000, 40_000, 100_000]

describe('a run that is watched', () => {
  it('knows at every moment, from its tracks, the states the log itself gives', () => {
    for (const moment of moments) {
      const state = run.at(moment)
      run.tracks.slots.forEach(({ since, state: states }, slot) => {
        expect(states.values[since.countUpTo(moment) - 1]).toBe(state.slotState[slot])
      })
    }
  })

  it('tiles the time of every slot with states', () => {
    run.tracks.slots.forEach((_, slot) => {
      const seconds = run.tracks.shares(slot, 1000, 90_000)
      expect(seconds.length).toBe(STATE_COUNT)
      expect(seconds.reduce((sum, one) => sum + one, 0)).toBeCloseTo(89_000, 6)
    })
  })

  it('steps to the next record and back to it', () => {
    const next = run.next(20_000)!
    expect(next).toBeGreaterThan(20_000)
    expect(run.previous(run.next(next)!)).toBe(next)
  })

  it('finds no standstill in a plant that works, its nights and pauses included', () => {
    expect(run.tracks.stillness.found).toEqual([])
  })

  it('answers with what the plant itself counts', () => {
    for (const moment of moments) {
      const state = run.at(moment)
      const now = facts(run.scenario, state, run.tracks, moment)
      const processing = [...state.slotState].filter((one) => one === EquipmentState.processing).length
      expect(now.running).toBeLessThanOrEqual(processing)
      expect(now.inPlant).toBe(state.units.rows.size)
      expect(now.finished).toBe(state.productFinished.reduce((sum, one) => sum + one, 0))
      expect(now.making.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(state.slotUnit.length)
      expect(now.orders.released).toBeGreaterThanOrEqual(now.orders.closed)
      if (now.waste) expect(now.waste.share).toBeLessThanOrEqual(1 + 1e-9)
    }
  })
})
