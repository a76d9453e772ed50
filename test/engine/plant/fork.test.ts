import { describe, expect, it } from 'vitest'
import { type SimTime, seconds } from '../../../engine/kernel/time.ts'
import { EventKind } from '../../../engine/log/events.ts'
import type { LogSink } from '../../../engine/log/sink.ts'
import { Simulation, tallyFor } from '../../../engine/plant/simulation.ts'
import { Streams } from '../../../engine/random/index.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { richPlant } from './rich-plant.ts'

const SEED = 20_261_122
const HORIZON = seconds(20_000)

/** Every record as text: what is compared is all that was ever said. */
function recorder(): LogSink & { readonly lines: string[] } {
  const lines: string[] = []
  const add = (...record: readonly number[]) => void lines.push(record.join(' '))
  return { lines, append: add, appendRecorded: (_known, ...record) => add(...record) }
}

function whole(scenario: Scenario) {
  const log = recorder()
  const tally = tallyFor(scenario)
  const simulation = new Simulation(scenario, { seed: SEED, replication: 3, tally, log })
  simulation.run(HORIZON)
  tally.settle(HORIZON)
  return { lines: log.lines, tally, events: simulation.events }
}

describe('[P1] a run is plain data', () => {
  const scenario = richPlant()
  const reference = whole(scenario)

  it('the plant of this test uses every kind of event', () => {
    const seen = new Set(reference.lines.map((line) => Number(line.split(' ')[1])))
    const live = [
      EventKind.warmUpEnded,
      EventKind.logEnded,
      EventKind.dataReported,
      EventKind.conditionReported,
      EventKind.quantityReported,
      EventKind.healthReported,
      EventKind.recordsMissing,
      EventKind.alarmChanged,
    ] as number[]
    expect(Object.values(EventKind).filter((kind) => !seen.has(kind) && !live.includes(kind))).toEqual([])
  })

  it(`goes on bit for bit from 80 random instants (seed ${SEED})`, () => {
    let random = SEED
    for (let i = 0; i < 80; i++) {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0
      const budget = random % reference.events
      const before = recorder()
      const first = new Simulation(scenario, { seed: SEED, replication: 3, tally: tallyFor(scenario), log: before })
      first.run(HORIZON, budget)
      const snapshot = structuredClone(first.save())
      const after = recorder()
      const tally = tallyFor(scenario)
      const second = new Simulation(scenario, { seed: SEED, replication: 3, tally, log: after, from: snapshot })
      second.run(HORIZON)
      tally.settle(HORIZON)
      expect([...before.lines, ...after.lines].join('\n') === reference.lines.join('\n'), `fork after ${budget} events`).toBe(true)
      expect(tally, `tally of the fork after ${budget} events`).toEqual(reference.tally)
    }
  })

  it('[P2] with fresh luck the past stays, and the future is another in each replication, the same again each time', () => {
    const past = new Simulation(scenario, { seed: SEED, replication: 3, tally: tallyFor(scenario) })
    past.run(seconds(8000))
    const future = (replication: number) => {
      const log = recorder()
      const simulation = new Simulation(scenario, { seed: SEED, replication, log, from: past.save() })
      simulation.run(HORIZON)
      return log.lines
    }
    const [one, two, again] = [future(4), future(5), future(4)]
    expect(one).toEqual(again)
    expect(one).not.toEqual(two)
    const known = reference.lines.filter((line) => Number(line.split(' ')[0]) > 8000e6)
    expect(one).not.toEqual(known)
    // When the first thing happens was drawn before.
    const time = (lines: readonly string[]) => lines[0]!.split(' ')[0]
    expect([time(one), time(two)]).toEqual([time(known), time(known)])
  })

  it('[P2] streams are found by their keys, in whatever order they were opened', () => {
    const opened = (names: readonly string[]) => {
      const streams = new Streams(SEED, 0)
      const ids = names.map((name) => streams.open(name, 'work'))
      const draw = (name: string) => {
        streams.begin(ids[names.indexOf(name)]!)
        return streams.uniform()
      }
      return { streams, draw }
    }
    const first = opened(['a', 'b'])
    first.draw('a')
    first.draw('b')
    first.draw('b')
    const second = opened(['c', 'b', 'a'])
    second.streams.positions = first.streams.positions
    expect([second.draw('a'), second.draw('b'), second.draw('c')]).toEqual([first.draw('a'), first.draw('b'), opened(['c']).draw('c')])
  })

  it('the run that was forked is not changed by it', () => {
    const log = recorder()
    const tally = tallyFor(scenario)
    const simulation = new Simulation(scenario, { seed: SEED, replication: 3, tally, log })
    for (let t = 1000; t <= 20_000; t += 1000) {
      simulation.run(seconds(t))
      const copy = new Simulation(scenario, { seed: SEED, replication: 3, from: simulation.save() })
      copy.run((simulation.now + seconds(500)) as SimTime)
    }
    expect(log.lines.join('\n') === reference.lines.join('\n')).toBe(true)
  })
})
