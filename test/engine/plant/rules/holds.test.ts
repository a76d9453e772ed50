import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { StationHold } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { operation, plant, product, source, station } from '../plants.ts'

/** One unit every 10 s, worked on for 4 s: from 10 to 14, from 20 to 24, … */
const shop = (...holds: readonly StationHold[]) =>
  plant({
    stations: [station({ id: 'saw', holds })],
    products: [product({ id: 'part', route: [operation({ id: 'cut', stations: ['saw'], time: always(4) })] })],
    sources: [source({ id: 'source0', every: always(10) })],
  })

const hold = (given: Partial<StationHold> & { at: number }): StationHold => ({ until: null, inHand: 'finish', ...given })

const ends = (holds: readonly StationHold[], until: number) => {
  const ran = bench(shop(...holds), { until })
  return [ran.states('saw'), ran.records.filter(({ kind }) => kind === EventKind.jobEnded).map(({ time }) => time)]
}

describe('stations on hold', () => {
  it('[A24] nothing starts until the hold is over', () => {
    expect(ends([hold({ at: 17, until: 33 })], 45)).toEqual([
      ['0 starved', '10 processing', '14 starved', '17 held', '33 processing', '45 starved'],
      [14, 37, 41, 45],
    ])
  })

  it('[A24] for good where it has no end, and until the last of several is over', () => {
    expect(ends([hold({ at: 17 })], 60)[1]).toEqual([14])
    expect(ends([hold({ at: 17, until: 25 }), hold({ at: 20, until: 32 })], 36)[1]).toEqual([14, 36])
  })

  it('[A25] what is in work is finished first', () => {
    expect(ends([hold({ at: 12, until: 27 })], 31)).toEqual([
      ['0 starved', '10 processing', '14 held', '27 processing'],
      [14, 31],
    ])
    // A hold that is over before the work in hand is done is not noticed.
    expect(ends([hold({ at: 11, until: 13 })], 24)[1]).toEqual([14, 24])
  })

  it('[A25] or stands, and goes on where it stopped', () => {
    expect(ends([hold({ at: 12, until: 27, inHand: 'suspend' })], 33)).toEqual([
      ['0 starved', '10 processing', '12 held', '27 processing'],
      [29, 33],
    ])
  })
})
