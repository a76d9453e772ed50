import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { seconds } from '../../../engine/kernel/time.ts'
import type { LogSink } from '../../../engine/log/sink.ts'
import { Simulation, tallyFor } from '../../../engine/plant/simulation.ts'
import { loadScenario } from '../../../scenarios/index.ts'
import type { Scenario } from '../../../scenarios/model.ts'

const SEED = 1_126_001
/** Of each plant so many. TAKT_FORKS=30 is more than a thousand over plants that use every element. */
const FORKS = process.env.TAKT_FORKS
const ROOT = new URL('../../../', import.meta.url)
const DEMOS = ['scenarios/phone-parts.yaml', 'scenarios/auto-parts.yaml']
/** One plant for each element of the language. */
const ELEMENTS = readdirSync(new URL('docs/elements', ROOT)).flatMap((name) => (name.endsWith('.yaml') ? [`docs/elements/${name}`] : []))
/** Every so many forks one runs to the end; the others for this many events. */
const TO_THE_END = 25
const EVENTS = 2000

/** All records of a run, seven numbers each. */
class Reference implements LogSink {
  readonly numbers: number[] = []

  append(...record: [number, number, number, number, number, number, number]) {
    this.numbers.push(...record)
  }

  appendRecorded(_known: number, ...record: [number, number, number, number, number, number, number]) {
    this.append(...record)
  }
}

/** Holds a fork to the reference, from some record on, and stops at the first that differs. */
class Comparing implements LogSink {
  #at: number
  readonly #reference: Reference

  constructor(reference: Reference, firstRecord: number) {
    this.#reference = reference
    this.#at = firstRecord * 7
  }

  append(...record: [number, number, number, number, number, number, number]) {
    for (const number of record) {
      if (this.#reference.numbers[this.#at++] !== number)
        throw new Error(`record ${Math.floor(this.#at / 7)} is ${record}, not what it was`)
    }
  }

  appendRecorded(_known: number, ...record: [number, number, number, number, number, number, number]) {
    this.append(...record)
  }

  get compared() {
    return this.#at / 7
  }
}

describe.each([...DEMOS, ...ELEMENTS])('[P1] %s goes on bit for bit', (file) => {
  const loaded = loadScenario(readFileSync(new URL(file, ROOT), 'utf8'), {
    file,
    read: (name) => readFileSync(new URL(name, new URL(file, ROOT)), 'utf8'),
  })
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems))
  const { scenario } = loaded
  const until = seconds(scenario.horizon)
  const forks = Number(FORKS ?? (DEMOS.includes(file) ? 50 : 4))

  it(`from ${forks} random instants (seed ${SEED})`, () => {
    const { reference, tally, events } = whole(scenario)
    const instants = randomInstants(events, forks)
    const log = new Reference()
    const run = new Simulation(scenario, { seed: SEED, replication: 0, tally: tallyFor(scenario), log })
    let done = 0
    instants.forEach((instant, i) => {
      run.run(until, instant - done)
      done = instant
      const first = log.numbers.length / 7
      const comparing = new Comparing(reference, first)
      const forkTally = tallyFor(scenario)
      const fork = new Simulation(scenario, {
        seed: SEED,
        replication: 0,
        tally: forkTally,
        log: comparing,
        from: structuredClone(run.save()),
      })
      if (i % TO_THE_END === 0) {
        fork.run(until)
        forkTally.settle(until)
        expect(forkTally).toEqual(tally)
        expect(comparing.compared).toBe(reference.numbers.length / 7)
      } else {
        fork.run(until, EVENTS)
        expect(comparing.compared).toBeGreaterThan(first)
      }
    })
  })

  function whole(plant: Scenario) {
    const reference = new Reference()
    const tally = tallyFor(plant)
    const simulation = new Simulation(plant, { seed: SEED, replication: 0, tally, log: reference })
    simulation.run(until)
    tally.settle(until)
    return { reference, tally, events: simulation.events }
  }
})

/** In ascending order, not among the very last events. */
function randomInstants(events: number, count: number): number[] {
  let random = SEED
  return Array.from({ length: count }, () => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((random / 2 ** 32) * Math.max(1, events - 50))
  }).sort((a, b) => a - b)
}
