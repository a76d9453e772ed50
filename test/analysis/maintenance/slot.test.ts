import { describe, expect, it } from 'vitest'
import { assetsOf, slotFor } from '../../../analysis/maintenance/index.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import { calendar, failure, operation, order, plant, product, signal, station, task } from '../../engine/plant/plants.ts'
import { recorded } from '../recorded.ts'

const HOUR = 3600
const always = (value: number) => ({ kind: 'constant', value }) as const

/** It works 16 of 24 hours and always has work; its wear of exactly 1 an hour ends at 60: after 3.5 days and 4 hours of the next shift, at 88 h. */
const grinder = (lasts: number) =>
  plant({
    horizon: 2000 * HOUR,
    calendars: [calendar({ id: 'shift', period: 24 * HOUR, working: [{ from: 0, to: 16 * HOUR }] })],
    products: [product({ id: 'part', route: [operation({ id: 'grind', stations: ['grinder'] })] })],
    orders: [order({ id: 'a', product: 'part', quantity: 500 })],
    stations: [
      station({
        id: 'grinder',
        calendar: 'shift',
        time: always(HOUR),
        signals: [signal({ id: 'wear', drift: always(1), fail: 60, every: HOUR })],
        failures: [failure({ id: 'spindle', clock: 'signal', signal: 'wear', after: always(1e9), repair: always(HOUR) })],
        maintenance: [task({ id: 'change', duration: always(lasts), resets: ['wear'], renews: ['spindle'] })],
      }),
    ],
  })

function slot(lasts: number, until: number, now = 10) {
  const scenario = grinder(lasts)
  const { log } = recorded(scenario, { until: 48 * HOUR })
  const assets = assetsOf(recordOf(log), log.header.scenario)
  const asset = assets.list[0]!
  return slotFor(assets, asset, asset.modes[0]!, 0, { now: now * HOUR * 1e6, until: until * HOUR * 1e6 })
}

describe('when to renew what wears', () => {
  // 60 hours of work are three shifts of 16 and 12 hours of the fourth: it fails at 72 + 12 = 84 h.
  it('[E2.3] [C04] is a pause before it fails, so late that what is new does not fail either', () => {
    // What is new at 40 h has worked for 60 h at 132; what is new at 64, at 156.
    expect(slot(8 * HOUR, 150)).toEqual({ at: 64 * HOUR * 1e6, failsBefore: 0, failsAfter: 0 })
    expect(slot(8 * HOUR, 130)?.at).toBe(40 * HOUR * 1e6)
  })

  it('[E2.3] needs a pause that lasts as long as the task, a failure to avoid, and a day of notice', () => {
    expect(slot(9 * HOUR, 168)).toBeNull()
    expect(slot(8 * HOUR, 80)).toBeNull()
    expect(slot(8 * HOUR, 168, 41)).toMatchObject({ at: 88 * HOUR * 1e6, failsBefore: 1, failsAfter: 0 })
  })
})
