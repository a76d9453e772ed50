import { describe, expect, it } from 'vitest'
import type { Scenario, Station } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { line, station } from '../plants.ts'

/** Set up in 5 s from nothing, then works on units of 10 s without end. */
const shop = (given: Partial<Station>): Scenario =>
  line([station({ id: 's', time: always(10), setups: [{ from: '*', to: '*', time: always(5), external: 0 }], ...given })], [])
const startUp = { scrap: 0, slow: 0, factor: 1, release: 0 }

describe('after a set-up, and the end of a campaign', () => {
  it('[U3] the first units are scrap, and take longer', () => {
    const { scrapped, finished } = bench(shop({ startUp: { ...startUp, scrap: 2, slow: 3, factor: 2 } }), { until: 80 })
    expect(scrapped()).toEqual(['0@25', '1@45'])
    expect(finished()).toEqual(['2@65', '3@75'])
    // Set up from the beginning: no start-up.
    const ready = bench(shop({ initialFamily: 'part', startUp: { ...startUp, scrap: 2 } }), { until: 35 })
    expect(ready.scrapped()).toEqual([])
    expect(ready.finished()).toEqual(['0@10', '1@20', '2@30'])
  })

  it('[U4] waits for the release of the first article', () => {
    const { states } = bench(shop({ startUp: { ...startUp, release: 30 } }), { until: 60 })
    expect(states('s')).toEqual(['0 setup', '5 processing', '15 waiting', '45 processing'])
    const second = bench(shop({ startUp: { ...startUp, scrap: 1, release: 30 } }), { until: 60 })
    expect(second.states('s')).toEqual(['0 setup', '5 processing', '25 waiting', '55 processing'])
  })

  it('[U5] is cleaned after so many units, or so much work', () => {
    expect(bench(shop({ campaign: { units: 3, hours: null, cleaning: always(7) } }), { until: 70 }).states('s')).toEqual([
      '0 setup',
      '5 processing',
      '35 setup',
      '42 processing',
    ])
    expect(bench(shop({ campaign: { units: null, hours: 15, cleaning: always(7) } }), { until: 30 }).states('s')).toEqual([
      '0 setup',
      '5 processing',
      '25 setup',
    ])
  })

  it('[U4] another slot takes what one that waits does not', () => {
    const { started } = bench(shop({ slots: 2, startUp: { ...startUp, release: 1000 } }), { until: 40 })
    expect(started('s')).toEqual(['0@5', '1@5'])
    const oneReady = bench(
      {
        ...shop({ slots: 2, startUp: { ...startUp, release: 1000 } }),
        sources: line([station({ id: 's' })], [], { every: always(12) }).sources,
      },
      { until: 60 },
    )
    // The first slot is set up for unit 0, which is done at 27; the second for unit 1, done at 39 as that waits; then nobody is ready.
    expect(oneReady.started('s')).toEqual(['0@17', '1@29'])
  })
})
