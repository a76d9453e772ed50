import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SimTime, seconds } from '../../../engine/kernel/time.ts'
import { EventKind, STATE_COUNT } from '../../../engine/log/events.ts'
import { believed, type LogHeader } from '../../../engine/log/header.ts'
import { openLog } from '../../../engine/log/reader.ts'
import { replayTally } from '../../../engine/log/replay.ts'
import type { LogSink } from '../../../engine/log/sink.ts'
import type { Tally } from '../../../engine/log/tally.ts'
import { LogWriter } from '../../../engine/log/writer.ts'
import { Simulation, tallyFor } from '../../../engine/plant/simulation.ts'
import { loadScenario, patchScenario, toYaml } from '../../../scenarios/index.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { always } from './bench.ts'
import { Invariants } from './invariants.ts'
import { Layout, PlantView } from './plant-view.ts'
import { exponential, failure, material, operation, plant, product, source, station, supplier } from './plants.ts'
import { anyPlant, HORIZON } from './random-scenario.ts'
import { Stays } from './stays.ts'

/** PLANTS=3000 SEED=7 npx vitest run … looks further than every test run can. */
const PLANTS = Number(process.env.PLANTS ?? 200)
const SEED = Number(process.env.SEED ?? 20_261_122)
const END = seconds(HORIZON)

describe(`${PLANTS} random plants, seed ${SEED}`, { timeout: Math.max(60_000, 1000 * PLANTS) }, () => {
  const holds = (property: (scenario: Scenario, seed: number) => void, numRuns = PLANTS) =>
    fc.assert(fc.property(anyPlant, fc.nat(1000), property), { seed: SEED, numRuns, endOnFailure: process.env.QUICK === '1' })

  it('are what the loader takes, in normal form, and what their file says', () => {
    holds(
      (scenario) => {
        for (const loaded of [patchScenario(scenario, []), loadScenario(toYaml(scenario), { file: 'plant.yaml' })])
          expect('problems' in loaded ? loaded.problems : plain(loaded.scenario)).toEqual(plain(scenario))
      },
      Math.ceil(PLANTS / 4),
    )
  })

  it('hold together between any two events', () => {
    holds((scenario, seed) => {
      const invariants = new Invariants(scenario)
      const stays = new Stays(scenario.products.length, tallyFor(scenario).shape.places.ids.length)
      const tally = tallyFor(scenario)
      const simulation = new Simulation(scenario, { seed, replication: 0, tally, log: stays })
      for (let step = 1; !simulation.run(END, step); step = (step % 9) + 1) {
        const wrong = invariants.broken(simulation.save())
        if (wrong.length > 0) expect.fail(`at ${simulation.now} µs, after ${simulation.events} events: ${wrong.join('; ')}`)
        if (step === 9) {
          tally.settle(simulation.now)
          expectBooks(scenario, tally, stays, simulation.now)
        }
      }
      tally.settle(END)
      expectBooks(scenario, tally, stays, END)
    })
  })

  it('hold together where they once did not: a slot that was deciding was woken in place of a free one', () => {
    const failures = [failure({ clock: 'calendar', after: always(4), repair: always(2) })]
    const scenario = plant({
      stations: [station({ id: 'a', failures }), station({ id: 'b', slots: 3, blockingBeforeService: true })],
      products: [
        product({ id: 'part', route: [operation({ id: 'one', stations: ['a', 'b'] }), operation({ id: 'two', stations: ['b'] })] }),
      ],
      sources: [source({ id: 'source0', every: exponential(1) })],
    })
    const invariants = new Invariants(scenario)
    for (let seed = 0; seed < 8; seed++) {
      const simulation = new Simulation(scenario, { seed, replication: 0 })
      while (!simulation.run(END, 1)) expect(invariants.broken(simulation.save())).toEqual([])
    }
  })

  it('[K3] give the same log for the same seed, and their log the same tally', () => {
    holds((scenario, seed) => {
      const first = recorded(scenario, seed)
      expect(recorded(scenario, seed).hash).toBe(first.hash)
      expect(numbers(replayTally(openLog(first.bytes)))).toEqual(numbers(first.tally))
    })
  })

  it('[K3] of a tank that is put on hold, too: what its shares leave over is nothing', () => {
    // Thirds of three lots are shipped until a hold takes what is left; whoever asks then is owed all of it, not all but a hair's breadth.
    const hold = { at: 47, until: 90, receivedFrom: 0, receivedUntil: null, above: null, finally: 'release' } as const
    const supply = { lots: 'blend', initialStock: 3, reorderPoint: 2, orderUpTo: 5, supplier: 'acme', holds: [hold] } as const
    const scenario = plant({
      stations: [station({ id: 's' })],
      materials: [material({ id: 'paint', ...supply })],
      suppliers: [supplier({ id: 'acme', leadTime: always(1) })],
      sources: [source({ id: 'customers', mix: [{ product: 'paint', weight: 1 }], every: always(3), serve: 'stock' })],
    })
    const { bytes, tally } = recorded(scenario, 1)
    expect(tally.backorderArea[0]).toBeGreaterThan(0)
    expect(numbers(replayTally(openLog(bytes)))).toEqual(numbers(tally))
  })

  it('stand still where they say so: whom they name never moves again, and where nothing moves somebody is named', () => {
    let standing = 0
    holds((scenario, seed) => {
      const moved = new Set<number>()
      const simulation = new Simulation(scenario, {
        seed,
        replication: 0,
        log: { append: (_, kind, unit) => void (UNIT_MOVES.has(kind) && moved.add(unit)) },
      })
      simulation.run(END)
      const before = simulation.standstill()
      moved.clear()
      simulation.run(seconds(3 * HORIZON))
      const named = (before ?? []).map((line) => Number(line.match(/^unit (\d+) of /)?.[1]))
      expect(
        named.filter((unit) => moved.has(unit)),
        before?.join('\n'),
      ).toEqual([])
      if (before !== null) standing++
      // It hopes for the best: that somebody still takes so much of a stock that more is ordered, that work which starts over is done one day, and that
      // whoever repairs comes, though they may have left, or stay with a unit that never leaves; and that who is missing in a batch still arrives,
      // though all that do are lost because another stands in their way.
      const batches = [...scenario.stations, ...scenario.products.flatMap(({ route }) => route)].some(({ batch }) => batch !== null)
      const hopes =
        // Parts that stand ready for whatever may need them are not stuck.
        scenario.products.some(({ sink }) => scenario.buffers.some(({ id }) => id === sink)) ||
        (batches && scenario.sources.some(({ whenFull }) => whenFull === 'lose')) ||
        scenario.products.some(({ route }) => route.some(({ components }) => components.length > 0)) ||
        scenario.stations.some(({ failures }) => failures.some(({ interrupted }) => interrupted === 'restart')) ||
        // And that tools are changed, and last as long as their work.
        scenario.tools.some(({ wear }) => wear !== null) ||
        scenario.crews.some(({ persons }) => persons.some(({ until }) => until !== null)) ||
        [...scenario.stations, ...scenario.products.flatMap(({ route }) => route)].some(
          ({ releaseOperator }) => releaseOperator === 'whenLeft',
        )
      if (!hopes && moved.size === 0 && unitsInside(scenario, simulation) > 0) expect(simulation.standstill()).not.toBe(null)
    })
    expect(standing).toBeGreaterThan(PLANTS / 50)
  })

  it('[P1] go on bit for bit from a random event', () => {
    holds((scenario, seed) => {
      const whole = lines()
      const tally = tallyFor(scenario)
      const reference = new Simulation(scenario, { seed, replication: 1, warmUp: WARM_UP, tally, log: whole })
      reference.run(END)
      tally.settle(END)

      const [before, after] = [lines(), lines()]
      const first = new Simulation(scenario, { seed, replication: 1, warmUp: WARM_UP, tally: tallyFor(scenario), log: before })
      first.run(END, seed % (reference.events + 1))
      const forked = tallyFor(scenario)
      const from = structuredClone(first.save())
      const second = new Simulation(scenario, { seed, replication: 1, tally: forked, log: after, from })
      second.run(END)
      forked.settle(END)
      expect([...before.said, ...after.said]).toEqual(whole.said)
      expect(numbers(forked)).toEqual(numbers(tally))
    })
  })
})

const UNIT_MOVES = new Set<EventKind>([
  EventKind.unitMoved,
  EventKind.jobStarted,
  EventKind.jobEnded,
  EventKind.unitFinished,
  EventKind.unitScrapped,
])

/** Units in stations and buffers. */
function unitsInside(scenario: Scenario, simulation: Simulation): number {
  const view = new PlantView(new Layout(scenario), simulation.save())
  return view.layout.queues.reduce(
    (sum, _, q) => sum + view.inside(q).length,
    view.layout.stationOf.filter((_, slot) => view.unitIn(slot) >= 0).length,
  )
}

const WARM_UP = seconds(HORIZON / 4)

/** Created = in the plant + finished + scrapped; states tile the time; Little's law, exactly. */
function expectBooks({ products }: Scenario, tally: Tally, stays: Stays, now: SimTime) {
  products.forEach(({ id }, p) => {
    expect(tally.inSystem[p]! + tally.finished[p]! + tally.scrapped[p]! + tally.absorbed[p]! + tally.withdrawn[p]!, id).toBe(
      tally.created[p],
    )
  })
  expect(tally.inSystem.reduce((sum, units) => sum + units, 0)).toBe(stays.inside)
  for (let slot = 0; slot < tally.slotState.length; slot++) {
    const states = tally.slotTime.subarray(slot * STATE_COUNT, (slot + 1) * STATE_COUNT)
    expect(states.every((time) => time >= 0)).toBe(true)
    expect(
      states.reduce((sum, time) => sum + time, 0),
      `slot ${slot}`,
    ).toBe(now)
  }
  expect(Array.from(tally.inSystemArea)).toEqual(stays.inSystem(now))
  const { firstBuffer, firstSink, firstSource, ids } = tally.shape.places
  const queues = ids.flatMap((_, place) => ((place >= firstBuffer && place < firstSink) || place >= firstSource ? [place] : []))
  const atPlaces = stays.atPlaces(now)
  expect(queues.map((place) => tally.levelArea[place])).toEqual(queues.map((place) => atPlaces[place]))
}

function recorded(scenario: Scenario, seed: number) {
  const pieces: Uint8Array[] = []
  const header: LogHeader<Scenario> = {
    format: 'takt-log/1',
    origin: 'simulated',
    takt: '0.0.0',
    rng: 'test',
    scenarioHash: 'sha256:0',
    seed,
    replication: 0,
    startTime: scenario.startTime,
    timeZone: scenario.timeZone,
    scenario: believed(scenario),
  }
  const log = new LogWriter(header, (bytes) => pieces.push(bytes))
  const tally = tallyFor(scenario)
  const simulation = new Simulation(scenario, { seed, replication: 0, warmUp: seed % 3 === 0 ? WARM_UP : seconds(0), tally, log })
  simulation.run(END)
  simulation.end()
  tally.settle(END)
  const { hash } = log.close(END)
  return { hash, tally, bytes: new Uint8Array(Buffer.concat(pieces)) }
}

function lines(): LogSink & { readonly said: string[] } {
  const said: string[] = []
  return {
    said,
    append: (...record) => void said.push(record.join(' ')),
    appendRecorded: (...record) => void said.push(record.join(' ')),
  }
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

function numbers({ shape: _shape, ...columns }: Tally): Record<string, number | number[]> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, typeof column === 'number' ? column : Array.from(column as Float64Array)]),
  )
}
