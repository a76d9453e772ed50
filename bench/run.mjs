// npm run bench: Takt against hand-written C++ loops of the same models (cpp/), one core, the median of five runs taken in turns, in
// processor time (of all threads, compiling and collecting included). Then large plants, memory and workers: `npm run bench large` for these alone;
// and what a trace costs: `npm run bench trace`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../scripts/bundle.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = join(root, '.takt', `bench-${process.pid}`)
const RUNS = 5
const only = process.argv.slice(2)

/** `count` units a run: about a second of Takt. */
const cases = [
  { title: 'M/M/1, KPIs', takt: 'mm1', cpp: 'mm1', unit: 'customer', count: 2_000_000 },
  { title: 'M/M/1, KPIs, by calendar', takt: 'mm1+calendar', cpp: 'mm1', unit: 'customer', count: 2_000_000 },
  { title: 'M/M/1, KPIs and log', takt: 'mm1+log', cpp: 'mm1', unit: 'customer', count: 2_000_000 },
  { title: 'M/M/1, KPIs and log, by calendar', takt: 'mm1+calendar+log', cpp: 'mm1', unit: 'customer', count: 1_000_000 },
  { title: 'ten-station line, KPIs', takt: 'line10', cpp: 'line10', unit: 'part', count: 200_000 },
  { title: 'ten-station line, KPIs, by calendar', takt: 'line10+calendar', cpp: 'line10', unit: 'part', count: 200_000 },
  { title: 'ten-station line, KPIs and log', takt: 'line10+log', cpp: 'line10', unit: 'part', count: 200_000 },
  { title: 'ten-station line, KPIs and log, by calendar', takt: 'line10+calendar+log', cpp: 'line10', unit: 'part', count: 100_000 },
  { title: 'hold, 1,000 pending', takt: 'hold:1000', cpp: 'hold1000', unit: 'event', count: 3_000_000 },
  { title: 'hold, 100,000 pending', takt: 'hold:100000', cpp: 'hold100000', unit: 'event', count: 3_000_000 },
].filter(({ takt }) => only.length === 0 || only.includes(takt))

try {
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'takt.mjs'), await bundle('bench/takt.ts'))
  const compiler = buildCpp()
  console.log(
    `${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${compiler ?? 'no C++ compiler (g++ or clang++) found: Takt alone'}`,
  )
  const rows = cases.map((model) => measure(model, compiler !== null))
  if (rows.length > 0) print(rows, compiler !== null)
  if (only.length === 0 || only.includes('large')) await large()
  if (only.length === 0 || only.includes('trace')) await trace()
} finally {
  rmSync(out, { recursive: true, force: true })
}

/** What a trace of a million events costs. */
async function trace() {
  writeFileSync(join(out, 'trace.mjs'), await bundle('bench/trace.ts'))
  const { events, record, index, slowest, megabytes } = once(process.execPath, [join(out, 'trace.mjs')])
  const each = Object.entries(slowest).map(([name, ms]) => `${name} ${ms.toFixed(1)} ms`)
  console.log(
    `trace of ${(events / 1e6).toFixed(1)} million events: read in ${record.toFixed(0)} ms, index in ${index.toFixed(0)} ms, ${megabytes.toFixed(0)} MB; ` +
      `the slowest of 100 queries of a kind: ${each.join(', ')}`,
  )
}

/** Plants of up to 10,000 stations; what a part needs; what a run leaves behind; what a second worker gives. */
async function large() {
  writeFileSync(join(out, 'large.mjs'), await bundle('bench/large.ts'))
  const say = (...args) => once(process.execPath, ['--expose-gc', join(out, 'large.mjs'), ...args])
  const month = say('month', '1000', '100', '20', '1')
  console.log(
    `1,000 stations, 100 products, a month: ${(month.operations / 1e6).toFixed(1)} million operations, ${(month.events / 1e6).toFixed(1)} million events, ` +
      `${month.wall.toFixed(1)} s (${month.cpu.toFixed(1)} s of processor time), built in ${(month.buildMs / 1000).toFixed(1)} s; snapshot ${month.saveMs.toFixed(0)} ms, fork ${month.forkMs.toFixed(0)} ms`,
  )
  const [few, many] = [say('month', '10', '4', '5', '5'), say('month', '10000', '1000', '20', '0.03')]
  console.log(
    `an event with 10 stations ${few.perEvent.toFixed(0)} ns, with 10,000 ${many.perEvent.toFixed(0)} ns: ${(many.perEvent / few.perEvent).toFixed(2)} times`,
  )
  const { perPart, perPartWithOrder } = say('parts')
  console.log(`a million parts in the plant: ${perPart.toFixed(0)} bytes each, with an order each ${perPartWithOrder.toFixed(0)}`)
  const { afterOne, grown } = say('steady')
  console.log(`held after one horizon ${(afterOne / 1e6).toFixed(1)} MB, after ten ${(grown / 1e6).toFixed(1)} MB more`)
  const worker = new URL('../dist/node/node-worker.js', import.meta.url)
  if (!existsSync(worker)) return console.log('workers: `npm run build` first')
  const { one, two, ratio } = say('workers', worker.href)
  console.log(`ten replications on one worker ${one.toFixed(1)} s, on two ${two.toFixed(1)} s: ${ratio.toFixed(2)}`)
}

/** The compiler's name, or null where there is none. */
function buildCpp() {
  const compiler = ['g++', 'clang++'].find((name) => spawnSync(name, ['--version']).status === 0)
  if (compiler === undefined) return null
  const compile = (name, source, ...more) => {
    const { status, stderr } = spawnSync(compiler, ['-std=c++20', '-O3', ...more, '-o', join(out, name), join(root, 'bench/cpp', source)])
    if (status !== 0) throw new Error(`${compiler} could not build ${source}:\n${stderr}`)
  }
  compile('mm1', 'mm1.cpp')
  compile('line10', 'line10.cpp')
  compile('hold1000', 'hold.cpp', '-DPENDING=1000')
  compile('hold100000', 'hold.cpp', '-DPENDING=100000')
  return spawnSync(compiler, ['--version'], { encoding: 'utf8' }).stdout.split('\n')[0]
}

/** Takt, C++, Takt, C++ …: whatever else the machine does hits both. */
function measure(model, withCpp) {
  const takt = []
  const cpp = []
  for (let run = 1; run <= RUNS; run++) {
    takt.push(once(process.execPath, [join(out, 'takt.mjs'), model.takt, String(model.count), String(run)]))
    if (withCpp) cpp.push(once(join(out, model.cpp), [String(4 * model.count), String(run)]))
  }
  return { ...model, takt: summary(takt), cpp: withCpp ? summary(cpp) : null }
}

function once(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`)
  return JSON.parse(stdout)
}

function summary(runs) {
  const median = (of) => runs.map(of).sort((a, b) => a - b)[RUNS >> 1]
  return {
    perUnit: median(({ cpu, customers }) => (cpu / customers) * 1e9),
    perEvent: median(({ cpu, events }) => (cpu / events) * 1e9),
    answer: median(({ answer }) => answer),
  }
}

function print(rows, withCpp) {
  const head = [
    'model',
    'unit',
    'Takt ns/unit',
    'ns/event',
    'answer',
    ...(withCpp ? ['C++ ns/unit', 'ns/event', 'answer', 'speed, C++ = 1'] : []),
  ]
  const body = rows.map(({ title, unit, takt, cpp }) => [
    title,
    unit,
    ...numbers(takt),
    ...(cpp ? [...numbers(cpp), (cpp.perUnit / takt.perUnit).toFixed(3)] : []),
  ])
  const widths = head.map((_, i) => Math.max(...[head, ...body].map((row) => row[i].length)))
  for (const row of [head, ...body])
    console.log(row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '))
}

function numbers({ perUnit, perEvent, answer }) {
  return [perUnit.toFixed(1), perEvent.toFixed(1), answer.toFixed(4)]
}
