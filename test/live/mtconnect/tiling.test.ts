import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EquipmentState } from '../../../engine/log/events.ts'
import { historyOf } from '../../../live/mtconnect/history.ts'
import { at, line, recorded, told } from './shop.ts'

const values = [
  ...['ACTIVE', 'READY', 'STOPPED', 'FEED_HOLD', 'WAIT', 'UNAVAILABLE', 'ODD', ''].map((value) => `execution|${value}`),
  ...['AVAILABLE', 'UNAVAILABLE'].map((value) => `avail|${value}`),
  ...['TRIGGERED', 'ARMED'].map((value) => `estop|${value}`),
  ...['SETUP', 'PRODUCTION', 'MAINTENANCE'].map((value) => `fmode|${value}`),
  ...['FAULT|E1|||x', 'NORMAL|E1|||', 'NORMAL||||', 'UNAVAILABLE||||', 'ODD||||'].map((value) => `system|${value}`),
  ...['0', '1', '7', 'UNAVAILABLE', '-3', 'x'].map((value) => `parts|${value}`),
  ...['Xpos|1', 'spare|2', '@REMOVE_ASSET@|T1', 'program', '|x', ''],
]

const someLine = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.tuple(fc.integer({ min: -500, max: 1500 }), fc.constantFrom(...values)).map(([time, value]) => line(time, value)),
  },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.constantFrom('* PING', '', '2026-03-02', `${line(5, '@ASSET@|T|X')}|--multiline--Z`, '--multiline--Z') },
)

describe('whatever the lines', () => {
  it('the states tile the window, and every line is counted once', () => {
    fc.assert(
      fc.property(fc.array(someLine, { maxLength: 60 }), fc.integer({ min: 1, max: 900 }), (lines, silence) => {
        const { recording, lines: counts } = recorded(lines)
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(lines.length)
        const window = { from: at(0), to: at(1000) }
        const { states, silences, quantities } = historyOf(recording, window, silence * 1e6)
        expect(states[0]!.time).toBe(window.from)
        states.slice(1).forEach(({ time, state }, i) => {
          expect(time).toBeGreaterThan(states[i]!.time)
          expect(time).toBeLessThan(window.to)
          expect(state).not.toBe(states[i]!.state)
        })
        for (const { from, to } of silences) expect([from >= window.from, to <= window.to, from < to]).toEqual([true, true, true])
        for (const { pieces } of quantities) expect(pieces).toBeGreaterThan(0)
        // Nothing is known before the first line and from the last on.
        const known = states.filter(({ state }) => state !== EquipmentState.unknown)
        for (const { time } of known) expect(time >= Math.max(recording.first!, window.from) && time < recording.last!).toBe(true)
        if (recording.last !== null && recording.last < window.to) expect(states.at(-1)!.state).toBe(EquipmentState.unknown)
      }),
      { numRuns: 500 },
    )
  })

  it('the order in which they come does not matter, where no two are of one instant', () => {
    const distinct = fc
      .uniqueArray(fc.integer({ min: -500, max: 1500 }), { maxLength: 40 })
      .chain((times) => fc.tuple(...times.map((time) => fc.constantFrom(...values).map((value) => line(time, value)))))
    fc.assert(
      fc.property(
        distinct.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))),
        ([lines, shuffled]) => {
          const sorted = told([...lines].sort(), { silence: 100 })
          const other = told(shuffled, { silence: 100 })
          expect(other.states).toEqual(sorted.states)
          expect(other.history.quantities).toEqual(sorted.history.quantities)
          expect(other.history.silences).toEqual(sorted.history.silences)
        },
      ),
      { numRuns: 300 },
    )
  })
})
