import { kpiCatalogue, kpiValues } from '../analysis/kpi/index.ts'
import { Calendar } from '../engine/kernel/calendar.ts'
import { type SimTime, seconds } from '../engine/kernel/time.ts'
import { LOG_FORMAT } from '../engine/log/header.ts'
import { LogWriter } from '../engine/log/writer.ts'
import { LineRun } from '../engine/plant/line.ts'
import { RecordedLine } from '../engine/plant/recorded-line.ts'
import { Simulation, tallyFor } from '../engine/plant/simulation.ts'
import { distribution, Streams } from '../engine/random/index.ts'
import { hashNatively } from '../engine/worker/native-hash.ts'
import { plants } from './plants.ts'

/**
 * One measurement, in a process of its own so that no model profits or suffers from another: `node takt.js CASE COUNT SEED`, where CASE is
 * `mm1` or `line10` (as `takt run` does them: as the lines they are), with `+log`, with `+calendar` (as any other plant), or with both; or `hold:PENDING`. Prints one line of JSON, like the
 * yardsticks in cpp/.
 */
hashNatively()
const [name, count, seed] = process.argv.slice(2) as [string, string, string]
const run = name.startsWith('hold:')
  ? (n: number, s: number) => hold(Number(name.slice(5)), n, s)
  : (n: number, s: number) => simulate(n, s)
run(Number(count) / 20, Number(seed) + 1000)
const started = performance.now()
const cpuBefore = process.cpuUsage()
const outcome = run(Number(count), Number(seed))
const { user } = process.cpuUsage(cpuBefore)
console.log(JSON.stringify({ ...outcome, seconds: (performance.now() - started) / 1000, cpu: user / 1e6 }))

/** A plant with its KPIs counted, for as long as it takes to finish about `units` units. */
function simulate(units: number, seed: number) {
  const [model, ...ways] = name.split('+') as [keyof typeof plants, ...string[]]
  const [isByCalendar, isLogged] = [ways.includes('calendar'), ways.includes('log')]
  const { scenario, perSecond } = plants[model]
  const tally = tallyFor(scenario)
  let bytes = 0
  const header = { format: LOG_FORMAT, origin: 'simulated', takt: '', rng: '', scenarioHash: '', seed, replication: 0 } as const
  const { startTime, timeZone } = scenario
  const writer = new LogWriter({ ...header, startTime, timeZone, scenario }, (piece) => {
    bytes += piece.length
  })
  const until = seconds(units / perSecond)
  const options = { seed, replication: 0, tally }
  const warmUp = seconds(0)
  const simulation = isByCalendar
    ? new Simulation(scenario, { ...options, ...(isLogged && { log: writer }) })
    : isLogged
      ? new RecordedLine(scenario, { ...options, warmUp, log: writer })
      : new LineRun(scenario, { ...options, warmUp, until })
  if (simulation instanceof LineRun) simulation.run()
  else simulation.run(until)
  const values = kpiValues(scenario, tally, simulation.now)
  const kpi = model === 'mm1' ? 'leadTime' : 'throughput'
  const value = values[kpiCatalogue(scenario).findIndex((key) => key.name === kpi)]!
  return { customers: tally.finished[0]!, events: simulation.events, answer: kpi === 'throughput' ? value / 3600 : value, bytes }
}

/** The hold model: `pending` events wait all the time; the soonest fires and schedules its successor. */
function hold(pending: number, holds: number, seed: number) {
  const streams = new Streams(seed, 0)
  const stream = streams.open('hold', 'gap')
  const gap = distribution({ kind: 'exponential', mean: 1 })
  const calendar = new Calendar()
  const next = () => {
    streams.begin(stream)
    return (calendar.now + seconds(gap.sample(streams))) as SimTime
  }
  for (let i = 0; i < pending; i++) calendar.schedule(next(), 0, i, 0)
  for (let i = 0; i < holds; i++) {
    calendar.advance(Number.MAX_SAFE_INTEGER as SimTime)
    calendar.schedule(next(), 0, calendar.target, 0)
  }
  return { customers: holds, events: holds, answer: holds / (calendar.now / 1e6) / pending }
}
