import { seconds } from '../engine/kernel/time.ts'
import { Simulation, tallyFor } from '../engine/plant/simulation.ts'
import { nodePool } from '../engine/worker/node-pool.ts'
import type { Scenario } from '../scenarios/model.ts'
import { buffer, operation, plant, product, source, station } from '../test/engine/plant/plants.ts'
import { largePlant, MONTH } from './large-plant.ts'

/**
 * Measurements of large plants, each in a process of its own: `node --expose-gc large.js WHAT …`, where WHAT is `month STATIONS PRODUCTS STAGES SHARE`
 * (one replication), `parts` (memory per unit and order in the plant), `steady` (what a run leaves on the heap), or `workers URL` (ten replications
 * on one worker and on two). Prints one line of JSON.
 */
const [what, ...rest] = process.argv.slice(2) as [string, ...string[]]
const jobs: Readonly<Record<string, () => object | Promise<object>>> = { month, parts, steady, workers }
console.log(JSON.stringify(await jobs[what]!()))

function month() {
  const [stations, products, stages, share] = rest.map(Number) as [number, number, number, number]
  const scenario = largePlant({ stations, products, stages })
  const tally = tallyFor(scenario)
  // So that what is timed is compiled: a short run, that of another seed.
  new Simulation(scenario, { seed: 2, replication: 0, tally: tallyFor(scenario) }).run(seconds(MONTH * share * 0.05))
  const start = performance.now()
  const simulation = new Simulation(scenario, { seed: 1, replication: 0, tally })
  const wall = performance.now()
  const before = process.cpuUsage()
  simulation.run(seconds(MONTH * share))
  const { user } = process.cpuUsage(before)
  const simulated = performance.now()
  const snapshot = simulation.save()
  const saved = performance.now()
  new Simulation(scenario, { seed: 1, replication: 0, tally: tallyFor(scenario), from: snapshot })
  return {
    operations: tally.good.reduce((sum, one) => sum + one, 0),
    events: simulation.events,
    cpu: user / 1e6,
    wall: (simulated - wall) / 1000,
    perEvent: (user * 1000) / simulation.events,
    buildMs: wall - start,
    saveMs: saved - simulated,
    forkMs: performance.now() - saved,
  }
}

/** A million units that wait before one station, without orders and with one each. */
function parts() {
  const million = 1_000_000
  const bytesPerPart = (due: number | null) => {
    const scenario = plant({
      stations: [station({ id: 's', time: { kind: 'constant', value: 1e6 } })],
      buffers: [buffer({ id: 'rack' })],
      products: [product({ id: 'part', route: [operation({ id: 's', buffer: 'rack' })] })],
      sources: [source({ id: 'in', every: { kind: 'constant', value: 0.001 }, limit: million, due })],
    })
    const simulation = new Simulation(scenario, { seed: 1, replication: 0, tally: tallyFor(scenario) })
    const before = bytes()
    simulation.run(seconds(million * 0.001 + 1))
    const after = bytes()
    simulation.end()
    return (after - before) / million
  }
  return { perPart: bytesPerPart(null), perPartWithOrder: bytesPerPart(1e6) }
}

/** Bytes held by the heap and by columns. */
function bytes(): number {
  for (let i = 0; i < 3; i++) gc!()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** What is held after one horizon and after ten. */
function steady() {
  const scenario = largePlant({ stations: 100, products: 20, stages: 10 })
  const simulation = new Simulation(scenario, { seed: 1, replication: 0, tally: tallyFor(scenario) })
  const day = 7 * 86_400
  simulation.run(seconds(day))
  const one = bytes()
  simulation.run(seconds(10 * day))
  const ten = bytes()
  simulation.end()
  return { afterOne: one, afterTen: ten, grown: ten - one }
}

async function workers() {
  const scenario: Scenario = largePlant({ stations: 100, products: 20, stages: 10 })
  // About a second each, so that starting a worker is a small part of it.
  const until = MONTH
  const ten = async (size: number) => {
    const pool = nodePool({ size, worker: new URL(rest[0]!) })
    const run = (replication: number) => pool.replicate(scenario, { seed: 1, replication, until, warmUp: 0 })
    await Promise.all(Array.from({ length: size }, (_, i) => run(i))) // threads started, code compiled
    const start = performance.now()
    await Promise.all(Array.from({ length: 10 }, (_, i) => run(i)))
    const wall = (performance.now() - start) / 1000
    await pool.close()
    return wall
  }
  const one = await ten(1)
  const two = await ten(2)
  return { one, two, ratio: two / one }
}
