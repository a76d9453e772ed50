// npm run validation [-- SEED]: every law with fresh luck and longer runs than in npm test, and the run lengths of control charts; the tables go to docs/validation.md.
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const TIMES = 2
const EXPERIMENTS = 200
const FORECAST_RUNS = 300
const FUTURES = 99
/** Runs of the studies of stock: how much there will be, what will be short, and kits. */
const STOCK_RUNS = { fan: 300, shortage: 100, kits: 200 }
const CHART_RUNS = 4000
const PROGNOSES = 4
const WARNED_RUNS = 200
const workers = availableParallelism()
const seed = process.argv[2] === undefined ? Math.floor(Math.random() * 1e9) : Number(process.argv[2])
if (!Number.isSafeInteger(seed) || seed < 0) {
  console.error('validation: the seed is a whole number, such as `npm run validation -- 42`')
  process.exit(2)
}
console.log(`seed ${seed}, ${workers} at a time`)

const { module } = await runnerImport(`${root}test/laws/validation.ts`, { root, configFile: false })
const validated = await module.validate({ seed, times: TIMES, workers }, ({ law, rows }) => {
  for (const row of rows)
    console.log(
      `${row.holds ? 'holds  ' : 'OUTSIDE'}  ${law.file}  ${row.what}: ${number(row.mean, row.answer)} ± ${number(row.halfWidth, row.answer)}, answer ${number(row.answer, row.answer)}`,
    )
})
const covered = await module.coverage({ seed: seed + 1_000_000, experiments: EXPERIMENTS })
const coverageHolds = covered >= 0.9 && covered <= 0.99
console.log(`${coverageHolds ? 'holds  ' : 'OUTSIDE'}  coverage of the 95 % interval: ${percent(covered)}`)

const charts = await runnerImport(`${root}test/laws/run-lengths.ts`, { root, configFile: false })
const runLengths = charts.module.measureRunLengths({ seed, runs: CHART_RUNS })
for (const { title, what, measured, answer, holds } of runLengths)
  console.log(`${holds ? 'holds  ' : 'OUTSIDE'}  run length, ${title}, ${what}: ${number(measured, answer)}, stated ${answer}`)

const { module: twin } = await runnerImport(`${root}test/twin/calibration.ts`, { root, configFile: false })
const forecasts = await twin.calibration({ seeds: FORECAST_RUNS, replications: FUTURES, first: seed + 2_000_000 })
const eighty = forecasts.covered.find(({ level }) => level === 0.8).share
const forecastsHold =
  forecasts.effective >= 1000 &&
  eighty >= 0.77 &&
  eighty <= 0.83 &&
  forecasts.pitP > 0.01 &&
  forecasts.crps.twin < Math.min(forecasts.crps.climatology, forecasts.crps.normal) &&
  forecasts.brier.twin < forecasts.brier.schedule
console.log(`${forecastsHold ? 'holds  ' : 'OUTSIDE'}  forecasts: 80 % intervals cover ${percent(eighty)}`)

const { module: alarms } = await runnerImport(`${root}test/analysis/alarms/foreseen.ts`, { root, configFile: false })
const foreseen = alarms.foreseen({ runs: WARNED_RUNS, first: seed + 3_000_000 })
const warningsHold = foreseen.filter(({ what }) => what !== 'jam').every(({ lead }) => lead.low > 0)
console.log(`${warningsHold ? 'holds  ' : 'OUTSIDE'}  warned before it happened: median lead of what can be known is above zero`)
const { module: stock } = await runnerImport(`${root}test/twin/stock-study.ts`, { root, configFile: false })
const fan = await stock.fanStudy({ seeds: STOCK_RUNS.fan, replications: 79, first: seed + 3_000_000 })
const shortages = await stock.shortageStudy({ seeds: STOCK_RUNS.shortage, replications: 39, every: 600, first: seed + 4_000_000 })
const kits = await stock.kitStudy({ seeds: STOCK_RUNS.kits, replications: 79, first: seed + 5_000_000 })
const isUnbiased = ({ bias, error }) => Math.abs(bias) < 3.3 * error + 0.01
const stockHolds =
  fan.effective >= 1000 &&
  fan.share >= 0.77 &&
  fan.share <= 0.83 &&
  shortages.told >= 0.95 * shortages.stops &&
  [kits.full, kits.late, kits.early].every(isUnbiased)
console.log(
  `${stockHolds ? 'holds  ' : 'OUTSIDE'}  stock ahead: 80 % bands cover ${percent(fan.share)}, ${shortages.told} of ${shortages.stops} stops told before, full kits told ${percent(kits.full.told)}, off by ${percent(kits.full.bias)}`,
)

const upkeep = await runnerImport(`${root}test/analysis/maintenance/prognosis.ts`, { root, configFile: false })
const prognoses = upkeep.module.measurePrognoses({ seed: seed + 4_000_000, hundreds: PROGNOSES })
for (const { title, covered: share, holds } of prognoses)
  console.log(`${holds ? 'holds  ' : 'OUTSIDE'}  remaining life, ${title}: 80 % intervals cover ${percent(share)}`)

mkdirSync(`${root}docs`, { recursive: true })
writeFileSync(`${root}docs/validation.md`, report())
const outside = validated.flatMap(({ rows }) => rows).filter(({ holds }) => !holds).length
console.log(`docs/validation.md written; ${outside} of ${answers()} answers outside their interval`)
process.exitCode =
  outside === 0 &&
  coverageHolds &&
  forecastsHold &&
  warningsHold &&
  stockHolds &&
  prognoses.every(({ holds }) => holds) &&
  runLengths.every(({ holds }) => holds)
    ? 0
    : 1

function report() {
  return `# Validation

Plants whose answers are known exactly, simulated by Takt. Written by \`npm run validation\`, here with seed ${seed} (again: \`npm run validation -- ${seed}\`).
Each plant is a file in [scenarios/laws](../scenarios/laws), with the formula and its source at the top; a run is its horizon after its
warm-up. The interval is Student's t-interval of the mean over the runs at 99.9 %, so of ${answers()} answers one is outside by chance in about
${Math.round(1000 / answers())} such reports. \`npm test\` checks the same at fixed seeds, with half-widths of at most 1 % of the answer.

| plant | measure | answer | estimate | 99.9 % interval | half-width | runs | |
|---|---|---:|---:|---:|---:|---:|---|
${validated.flatMap(({ law, runs, rows }) => rows.map((row) => line(law, runs, row))).join('\n')}

Where the answer itself is only known to some digits or comes from a model that is nearly the same, half a digit or that difference is
allowed on top: ${allowances()}.

**Coverage.** Of ${EXPERIMENTS} experiments of M/M/1 (λ 0.9/s, μ 1/s; ten runs of 20,000 units after warm-up), the 95 % interval of the time in system
holds the 10 s in ${percent(covered)} (asked for: 90–99 %).

**Forecasts.** ${forecasts.forecasts} of a small job shop (as good as ${Math.floor(forecasts.effective)} independent ones) at 0, 25, 50 and 75 % of the planned lead
time: central intervals of ${forecasts.covered.map(({ level, share }) => `${percent(level)} cover ${percent(share)}`).join(', ')}; PIT uniform with p = ${forecasts.pitP.toFixed(3)}; CRPS
${Object.entries(forecasts.crps)
  .map(([who, score]) => `${who} ${score.toFixed(0)} s`)
  .join(
    ', ',
  )}; Brier score twin ${forecasts.brier.twin.toFixed(3)}, schedule ${forecasts.brier.schedule.toFixed(3)}. What is compared: [forecast.md](forecast.md).

**Stock ahead.** ${fan.n} forecasts of how much there will be of three materials (as good as ${Math.floor(fan.effective)} independent ones), at seeded moments of ${STOCK_RUNS.fan} runs: central intervals of 80 %
cover ${percent(fan.share)}, ties settled evenly; the band as it is shown, whole pieces and all, holds ${percent(fan.band)}. Of ${shortages.stops} first stops for want of material in ${STOCK_RUNS.shortage} runs of a line that was looked
at every ten minutes, ${shortages.told} were told before (95 % interval ${percent(shortages.low)} – ${percent(shortages.high)}), the middle one ${(shortages.leadSeconds / 3600).toFixed(1)} h ahead; of ${shortages.alarms} alarms
${shortages.falseAlarms} were not followed by a stop within the time looked ahead, ${shortages.falsePerWeek.toFixed(1)} a week of such a line. Of ${kits.full.n} jobs that began, ${percent(kits.full.told)} were told to begin with all kits, and
${percent(kits.full.told + kits.full.bias)} did (Brier score ${kits.full.brier.toFixed(3)}); staged too late ${percent(kits.late.told)} told and ${percent(kits.late.told + kits.late.bias)} come, too early ${percent(kits.early.told)} and ${percent(kits.early.told + kits.early.bias)}: [stock.md](stock.md).

${charts.module.runLengthReport(runLengths)}
${alarms.foreseenReport(foreseen, WARNED_RUNS)}
${upkeep.module.prognosisReport(prognoses)}`
}

function line({ file, title }, runs, { what, answer, mean, halfWidth, holds }) {
  const interval = `${number(mean - halfWidth, answer)} – ${number(mean + halfWidth, answer)}`
  const cells = [
    number(answer, answer),
    number(mean, answer),
    interval,
    `${((100 * halfWidth) / answer).toFixed(2)} %`,
    runs,
    holds ? 'holds' : '**outside**',
  ]
  return `| [${title}](../scenarios/laws/${file}.yaml) | ${what} | ${cells.join(' | ')} |`
}

function allowances() {
  const rows = validated.flatMap(({ law, rows }) => rows.filter(({ within }) => within > 0).map(({ within }) => `${law.file} ${within}`))
  return rows.join(', ')
}

function answers() {
  return validated.reduce((sum, { rows }) => sum + rows.length, 0)
}

/** Five digits of the answer's size. */
function number(value, answer) {
  return value.toFixed(Math.max(0, 4 - Math.floor(Math.log10(answer))))
}

function percent(ratio) {
  return `${(100 * ratio).toFixed(1)} %`
}
