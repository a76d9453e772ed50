import { seconds } from '../engine/kernel/time.ts'
import { Simulation, tallyFor } from '../engine/plant/simulation.ts'
import { largePlant, MONTH } from './large-plant.ts'

/** `node large.js STATIONS PRODUCTS STAGES [SHARE OF A MONTH]`: one replication of the large plant. Prints one line of JSON. */
const [stations, products, stages, share = 1] = process.argv.slice(2).map(Number) as [number, number, number, number?]

const clock = () => process.cpuUsage().user / 1e6
const scenario = largePlant({ stations, products, stages })
const tally = tallyFor(scenario)
const before = clock()
const simulation = new Simulation(scenario, { seed: 1, replication: 0, tally })
const built = clock()
simulation.run(seconds(MONTH * share))
const done = clock()
const sum = (column: Float64Array) => column.reduce((total, one) => total + one, 0)
const operations = sum(tally.good)
const snapshotBefore = performance.now()
const snapshot = simulation.save()
const saved = performance.now()
new Simulation(scenario, { seed: 1, replication: 0, tally: tallyFor(scenario), from: snapshot })
const forked = performance.now()
console.log(
  JSON.stringify({
    stations,
    operations,
    events: simulation.events,
    inSystem: sum(tally.inSystem),
    finished: sum(tally.finished),
    build: built - before,
    cpu: done - built,
    perEvent: ((done - built) / simulation.events) * 1e9,
    save: saved - snapshotBefore,
    fork: forked - saved,
  }),
)
