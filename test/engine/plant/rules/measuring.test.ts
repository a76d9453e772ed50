import { describe, expect, it } from 'vitest'
import { EquipmentState, EventKind, STATE_COUNT } from '../../../../engine/log/events.ts'
import { always, bench } from '../bench.ts'
import { failure, line, shop, source, station } from '../plants.ts'

describe('measuring', () => {
  it('[K1] lead time is from creation to leaving, waiting time what of it is not being processed', () => {
    const failures = [failure({ clock: 'calendar', after: always(8), repair: always(3) })]
    const setups = [{ from: '*', to: '*', time: always(2), external: 0 }]
    const { tally, finished } = bench(
      line([station({ id: 's', time: always(10), failures, setups })], [], { every: always(1), limit: 1 }),
      {
        until: 18,
      },
    )
    expect(finished()).toEqual(['0@16'])
    expect([tally.leadTime[0], tally.waitingTime[0]]).toEqual([15e6, 5e6])
  })

  it('[K2] what was counted before the end of the warm-up is forgotten; what straddles it counts from there', () => {
    const { tally } = bench(line([station({ id: 's', time: always(10) })], []), { until: 40, warmUp: 25 })
    expect([tally.since, tally.created[0], tally.finished[0], tally.good[0]]).toEqual([25e6, 2, 2, 2])
    expect(tally.slotTime[EquipmentState.processing]).toBe(15e6)
    expect(tally.slotTime.reduce((sum, time) => sum + time, 0)).toBe(15e6)
    expect(tally.slotTime).toHaveLength(STATE_COUNT)
    // One in the station and one at the source, all the time; a lead time counts whole, when it ends.
    expect(tally.inSystemArea[0]).toBe(30e6)
    expect(tally.leadTime[0]).toBe(40e6)
  })

  it('[K2] levels of queues and stock stay', () => {
    const { tally } = bench(shop({ sources: [source({ id: 'in', every: always(4), limit: 5 })] }), { until: 30, warmUp: 24 })
    // Units come at 4, 8, 12, 16, 20; the station takes one at 4, 14, 24: two wait from 24 on.
    const rack = 1
    expect([tally.level[rack], tally.levelArea[rack]]).toEqual([2, 12e6])
  })

  it('[K3] the log names each unit that is processed, also one that comes the moment another left', () => {
    const { of } = bench(line([station({ id: 's', time: always(10) })], [], { every: always(10) }), { until: 35 })
    const processed = of(EventKind.equipmentState).filter(({ b }) => b === EquipmentState.processing)
    expect(processed.map(({ c, time }) => `${c}@${time}`)).toEqual(['0@10', '1@20', '2@30'])
  })
})
