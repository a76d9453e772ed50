import type { Assets } from '../analysis/maintenance/assets.ts'
import { clockOf, livesOf } from '../analysis/maintenance/lives.ts'
import { lifeAt, readingsAt } from '../analysis/maintenance/prospect.ts'
import type { SlotHistory } from '../analysis/maintenance/slot-history.ts'
import type { PlantRecord } from '../analysis/record/index.ts'
import type { PlantState } from '../engine/log/state.ts'
import type { PresentSlot, Scenario } from '../scenarios/model.ts'
import type { Assumptions } from './assumptions.ts'

/** Of each slot what it is set up for, how old its clocks are, and what keeps it from working. */
export function presentSlots({
  scenario,
  record,
  state,
  history,
  assets,
  assumptions,
  at,
}: {
  readonly scenario: Scenario
  readonly record: PlantRecord
  readonly state: PlantState
  readonly history: SlotHistory
  readonly assets: Assets
  readonly assumptions: Assumptions
  readonly at: number
}): readonly PresentSlot[] {
  const setUps = new Map(
    record.setups
      .rows()
      .filter(({ until }) => Number.isNaN(until))
      .map(({ station, slot, before }) => [history.firstSlot[station]! + slot, before]),
  )
  return scenario.stations.flatMap((station, s) =>
    Array.from({ length: station.slots }, (_, place): PresentSlot => {
      const slot = history.firstSlot[s]! + place
      const product = setUps.get(slot) ?? state.slotSetUp[slot]!
      const before = scenario.present?.slots.find((one) => one.station === station.id && one.slot === place + 1)
      const born = (of: string) => before?.ages.find((one) => one.of === of)?.age ?? 0
      const stopped: PresentSlot['stopped'][number][] = []
      const ages: PresentSlot['ages'][number][] = []
      station.failures.forEach((mode, m) => {
        const episodes = history.failures(slot, m)
        const last = episodes.at(-1)
        if (last !== undefined && Number.isNaN(last.end))
          stopped.push({ by: mode.id, elapsed: Number.isNaN(last.start) ? null : (at - last.start) / 1e6 })
        if (mode.clock === 'signal') return
        const lives = livesOf(scenario, history, slot, m)
        const life = lives.at(-1)!
        if (mode.first === 'equilibrium' && lives.length === 1) {
          assumptions.add('equilibrium', [`${station.id}.${mode.id}`])
          return
        }
        const lasted = Number.isNaN(life.from) ? 0 : clockOf(scenario, history, slot, mode).counted(life.from, at)
        ages.push({ of: mode.id, age: life.age + lasted })
      })
      station.maintenance.forEach((task, t) => {
        const own = history.maintenance(slot, t)
        const open = own.find(({ end }) => Number.isNaN(end))
        if (open !== undefined) stopped.push({ by: task.id, elapsed: (at - open.start) / 1e6 })
        if (task.hours === null && task.cycles === null) return
        const repairs =
          task.since === 'renewal'
            ? station.failures.flatMap(({ id }, m) => (task.renews.includes(id) ? history.failures(slot, m) : []))
            : []
        const since = Math.max(-1, ...[...own, ...repairs].flatMap(({ end }) => (Number.isNaN(end) ? [] : [end])))
        const clock = task.hours === null ? 'cycles' : task.clock
        ages.push({ of: task.id, age: (since < 0 ? born(task.id) : 0) + history.counted(clock, [slot], Math.max(0, since), at) })
      })
      return {
        station: station.id,
        slot: place + 1,
        family: product >= 0 ? scenario.products[product]!.family : null,
        ages,
        signals: presentSignals(assets, slot, assumptions),
        stopped,
      }
    }),
  )
}

/** How far below `fail` a level is that has not failed, as a share of its rise. */
const HAIR = 1e-6

/** The level of each signal as its readings tell it, and what they leave of the doubt about its rise. */
function presentSignals(assets: Assets, slot: number, assumptions: Assumptions): PresentSlot['signals'] {
  const asset = assets.list[slot]!
  return asset.gauges.flatMap((gauge) => {
    const { id, start, fail } = gauge.signal
    const life = lifeAt(gauge.lives, assets.record.end)
    // Its repair starts it anew.
    if (life === undefined) return []
    const growth = readingsAt(assets, gauge, assets.record.end)?.after(gauge.worked(life.from, assets.record.end)) ?? null
    if (growth === null) {
      assumptions.add('signalsNew', [`${asset.station.id}.${id}`])
      return []
    }
    const level = fail === null ? growth.level.value : Math.min(growth.level.value, fail - HAIR * (fail - start))
    return [{ of: id, level, drift: growth.rates(fail) }]
  })
}
