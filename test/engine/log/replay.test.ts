import { describe, expect, it } from 'vitest'
import { kpiCatalogue, kpiValues } from '../../../analysis/kpi/index.ts'
import { type EquipmentState, EventKind } from '../../../engine/log/events.ts'
import { believed } from '../../../engine/log/header.ts'
import { type Log, openLog } from '../../../engine/log/reader.ts'
import { replayTally } from '../../../engine/log/replay.ts'
import type { Tally } from '../../../engine/log/tally.ts'
import { seconds } from '../../../engine/log/time.ts'
import { LogWriter } from '../../../engine/log/writer.ts'
import { Simulation, tallyFor } from '../../../engine/plant/simulation.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { headerOf, richScenario } from './plants.ts'
import { joined, type Recorded, written } from './samples.ts'

describe('a replay counts what the run counted', () => {
  it.each([1, 2, 3, 4, 5])('to the bit, seed %i, with and without a warm-up', (seed) => {
    for (const warmUp of [0, 3600]) {
      const { log, tally } = recorded(richScenario(), { seed, warmUp, until: 28_800 })
      expect(plain(replayTally(log))).toEqual(plain(tally))
    }
  })

  it('gives the same key figures', () => {
    const scenario = richScenario()
    const { log, tally } = recorded(scenario, { seed: 7, warmUp: 1800, until: 28_800 })
    const values = kpiValues(scenario, tally, log.endTime)
    expect(kpiValues(scenario, replayTally(log), log.endTime)).toEqual(values)
    expect(values).toHaveLength(kpiCatalogue(scenario).length)
  })

  it('of a span: as a run that was measured there', () => {
    const scenario = richScenario()
    const whole = recorded(scenario, { seed: 3, warmUp: 0, until: 28_800 }).log
    const part = recorded(scenario, { seed: 3, warmUp: 5000, until: 20_000 }).tally
    expect(plain(replayTally(whole, { from: seconds(5000), until: seconds(20_000) }))).toEqual(plain(part))
  })

  it('of records that came late, at the moment they were true', () => {
    const state = (recorded: number, time: number, b: EquipmentState): Recorded => ({
      recorded: seconds(recorded),
      time: seconds(time),
      kind: EventKind.equipmentState,
      subject: 0,
      a: 0,
      b,
      c: -1,
      v: -1,
    })
    const header = headerOf(richScenario(), { origin: 'live' })
    const inTime = [state(10, 10, 7), state(20, 20, 2), state(50, 50, 11), state(60, 60, 11)]
    const late = [state(10, 10, 7), state(50, 50, 11), state(55, 20, 2), state(60, 60, 11)]
    const [one, other] = [inTime, late].map((records) => replayTally(openLog(written(records, header).bytes)))
    expect(plain(other!)).toEqual(plain(one!))
    // Unknown for 10 s, processing 10 s, in repair 30 s, idle 10 s.
    expect([0, 7, 2, 11].map((of) => other!.slotTime[of]! / 1e6)).toEqual([10, 10, 30, 10])
  })

  it('covers what a plant does: nothing in the tally stayed zero', () => {
    const { tally } = recorded(richScenario(), { seed: 1, warmUp: 0, until: 28_800 })
    const idle = Object.entries(plain(tally)).flatMap(([name, column]) => (sum(column) === 0 ? [name] : []))
    // Who is owed nothing at the very end may have been owed before: that is its area. So may tools and pallets have been in use. Parts, stores and holds are in the random plants.
    expect(idle.filter((name) => !['backorders', 'toolState', 'palletsTaken'].includes(name))).toEqual([
      'since',
      'storeState',
      'storeBusy',
      'storeCycles',
      'storeMoves',
      'absorbed',
      'onHold',
      'onHoldArea',
      'unitsHeld',
    ])
  })
})

function recorded(
  scenario: Scenario,
  { seed, warmUp, until }: { seed: number; warmUp: number; until: number },
): { log: Log; tally: Tally } {
  const pieces: Uint8Array[] = []
  const writer = new LogWriter(headerOf(believed(scenario), { seed }), (bytes) => pieces.push(bytes))
  const tally = tallyFor(scenario)
  const simulation = new Simulation(scenario, { seed, replication: 0, warmUp: seconds(warmUp), tally, log: writer })
  simulation.run(seconds(until))
  simulation.end()
  tally.settle(simulation.now)
  writer.close(simulation.now)
  return { log: openLog(joined(pieces)), tally }
}

function plain({ shape: _shape, ...columns }: Tally): Record<string, number[] | number> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, typeof column === 'number' ? column : Array.from(column)]),
  )
}

const sum = (column: number[] | number) => (typeof column === 'number' ? column : column.reduce((all, value) => all + value, 0))
