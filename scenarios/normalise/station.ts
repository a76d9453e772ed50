import type { DistributionSpec } from '../distribution-spec.ts'
import { limits } from '../limits.ts'
import type { Batch, Campaign, FailureMode, MaintenanceTask, Rework, Signal, StartUp, Station, Stoppage } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { distribution } from './distribution.ts'
import type { Unplaced } from './layout.ts'
import { calling, needs } from './people.ts'
import { pose } from './pose.ts'
import { parameter } from './quality.ts'
import type { Reader } from './reader.ts'

type StationInput = NonNullable<ScenarioInput['stations']>[number]
type FailureInput = NonNullable<StationInput['failures']>[number]
type StoppageInput = NonNullable<NonNullable<ScenarioInput['conveyors']>[number]['failures']>[number]
type MaintenanceInput = NonNullable<StationInput['maintenance']>[number]
type SignalInput = NonNullable<StationInput['signals']>[number]
type ReworkInput = NonNullable<StationInput['rework']>
type BatchInput = NonNullable<StationInput['batch']>

export function station(reader: Reader, input: StationInput, path: Path): Unplaced<Station> {
  const signals = (input.signals ?? []).map((one, i) => signal(reader, one, [...path, 'signals', i]))
  const failures = (input.failures ?? []).map((one, i) => failureMode(reader, one, [...path, 'failures', i]))
  const maintenance = (input.maintenance ?? []).map((one, i) =>
    maintenanceTask(reader, one, { failures, signals }, [...path, 'maintenance', i]),
  )
  return {
    id: input.id,
    title: input.title ?? input.id,
    area: input.area ?? null,
    kind: input.kind ?? 'machine',
    slots: input.slots ?? 1,
    time: input.time == null ? null : distribution(reader, input.time, [...path, 'time']),
    yield: input.yield === undefined ? 1 : reader.ratio(input.yield, [...path, 'yield']),
    rework: input.rework == null ? null : rework(reader, input.rework, [...path, 'rework']),
    setups: (input.setups ?? []).map(({ from = '*', to = '*', time }, i) => ({
      from,
      to,
      time: distribution(reader, time, [...path, 'setups', i, 'time']),
    })),
    initialFamily: input.initialFamily ?? null,
    startUp: input.startUp == null ? null : startUp(reader, input.startUp, input.setups ?? [], [...path, 'startUp']),
    campaign: input.campaign == null ? null : campaign(reader, input.campaign, [...path, 'campaign']),
    failures,
    overlap: input.overlap ?? 'union',
    signals,
    maintenance,
    calendar: input.calendar ?? null,
    ...atEdge(reader, input, path),
    rule: input.rule === undefined ? 'fifo' : typeof input.rule !== 'string' && input.rule.length === 1 ? input.rule[0]! : input.rule,
    blockingBeforeService: input.blockingBeforeService ?? false,
    needs: needs(reader, input.needs ?? [], [...path, 'needs']),
    releaseOperator: input.releaseOperator ?? 'atEnd',
    batch: input.batch == null ? null : batch(reader, input.batch, [...path, 'batch']),
    costPerHour: input.costPerHour ?? 0,
    parameters: (input.parameters ?? []).map((one, i) =>
      parameter(
        reader,
        one,
        maintenance.map(({ id }) => id),
        [...path, 'parameters', i],
      ),
    ),
    pose: pose(reader, input.pose, [...path, 'pose']),
  }
}

export function rework(reader: Reader, input: ReworkInput, path: Path): Rework {
  return {
    ratio: input.ratio === undefined ? 1 : reader.ratio(input.ratio, [...path, 'ratio']),
    to: input.to ?? null,
    limit: input.limit ?? 1,
  }
}

export function batch(reader: Reader, input: BatchInput, path: Path): Batch {
  const min = input.min ?? input.max ?? 1
  const max = input.max ?? min
  const maxWait = input.maxWait === undefined ? 0 : reader.duration(input.maxWait, [...path, 'maxWait'])
  const onTimeout = input.onTimeout ?? 'wait'
  if (input.min === undefined && input.max === undefined)
    reader.wrong(path, 'does not say how many units', 'add `max`, and `min` where fewer will do')
  if (min > max) reader.wrong([...path, 'min'], `is ${min}, more than the ${max} of \`max\``, `write at most ${max}`)
  if (onTimeout !== 'wait' && input.maxWait === undefined)
    reader.wrong([...path, 'onTimeout'], 'has no time after which it happens', 'add `maxWait`, such as `maxWait: 30 min`')
  if (onTimeout === 'reject' && input.maxWait !== undefined && maxWait === 0)
    reader.wrong([...path, 'maxWait'], 'is zero: every unit would be rejected as it comes', 'write a time, such as `maxWait: 30 min`')
  return { min, max, key: [...new Set(input.key ?? (['product', 'operation'] as const))], maxWait, onTimeout }
}

function failureMode(reader: Reader, input: FailureInput, path: Path): FailureMode {
  const { id = 'failure', clock = 'processing', interrupted = 'resume', effect = 'renew', first = 'new', dueWhile = 'accrue' } = input
  const direct = input.after !== undefined || input.interval !== undefined || input.repair !== undefined
  const derived = input.availability !== undefined || input.mttr !== undefined
  if (direct && derived) reader.wrong(path, 'is given in two ways', 'keep `after` and `repair`, or `availability` and `mttr`')
  failureWords(reader, input, path)
  const mode: FailureMode = {
    id,
    title: input.title ?? id,
    clock,
    signal: input.signal ?? null,
    doubles: input.doubles ?? null,
    station: input.station ?? null,
    since: input.interval === undefined ? (input.since ?? 'repair') : 'failure',
    dueWhile,
    first,
    age: input.age === undefined ? 0 : ageOf(reader, input.age, clock, [...path, 'age']),
    ...(derived && !direct ? fromAvailability(reader, input, clock, path) : fromTimes(reader, input, clock, path)),
    crew: input.crew ?? null,
    spares: (input.spares ?? []).map(({ item, quantity = 1 }) => ({ item, quantity })),
    cost: input.cost ?? 0,
    interrupted,
    scrapRatio: input.scrapRatio == null ? null : reader.ratio(input.scrapRatio, [...path, 'scrapRatio']),
    effect,
    restores: input.restores == null ? null : reader.ratio(input.restores, [...path, 'restores']),
    setup: input.setup ?? 'keep',
    ...calling(reader, input, path),
  }
  checkMinimal(reader, mode, path)
  return mode
}

/** What of a failure mode does not go with what. */
function failureWords(reader: Reader, input: FailureInput, path: Path) {
  const { clock = 'processing', interrupted = 'resume', effect = 'renew', first = 'new', dueWhile = 'accrue', since } = input
  const key = (name: string) => [...path, name]
  if (clock === 'signal') {
    if (input.signal == null)
      reader.wrong(path, 'has the clock `signal` and no `signal`', 'add `signal:` with the id of a signal of the station')
    for (const name of ['after', 'interval', 'availability', 'mttr', 'age', 'doubles', 'station'] as const)
      if (input[name] != null && !isNever(input[name], name))
        reader.wrong(
          key(name),
          'stands beside the clock `signal`: the level of the signal decides',
          'leave it out, or choose another `clock`',
        )
    if (first === 'equilibrium') reader.wrong(key('first'), 'stands beside the clock `signal`', 'leave it out')
    if (effect !== 'renew') reader.wrong(key('effect'), 'stands beside the clock `signal`, which the repair starts anew', 'leave it out')
  } else {
    if (input.signal != null && input.doubles == null)
      reader.wrong(key('signal'), 'has no effect', 'write `clock: signal`, or add `doubles`, the rise that makes it age twice as fast')
    if (input.doubles != null && input.signal == null)
      reader.wrong(key('doubles'), 'is of no signal', 'add `signal:` with the id of a signal of the station')
    if (input.doubles != null && (input.station != null || (clock !== 'processing' && clock !== 'cycles')))
      reader.wrong(
        key('doubles'),
        "works on the station's own clocks `processing` and `cycles` only",
        'choose one of them, or leave it out',
      )
  }
  if (input.interval !== undefined && since === 'repair')
    reader.wrong(
      key('since'),
      'is `repair` beside `interval`, which runs from the start of a failure',
      'write `after`, or leave `since` out',
    )
  if (input.station != null && clock !== 'processing' && clock !== 'cycles')
    reader.wrong(
      key('station'),
      `stands beside the clock \`${clock}\`, which is nobody's in particular`,
      'write `clock: processing` or `cycles`',
    )
  if (dueWhile === 'gate' && (clock === 'calendar' || clock === 'cycles'))
    reader.wrong(
      key('dueWhile'),
      `is \`gate\` beside the clock \`${clock}\`, which nothing holds up`,
      'write `clock: processing` or `operating`',
    )
  if (dueWhile === 'gate' && input.station != null)
    reader.wrong(key('dueWhile'), 'is `gate` beside `station`: the clock runs by the calendar', 'keep one of the two')
  if (first === 'equilibrium' && input.age !== undefined && input.age !== 0)
    reader.wrong(key('age'), 'stands beside `first: equilibrium`, where the age is not known', 'keep one of the two')
  if (input.scrapRatio != null && interrupted !== 'scrap')
    reader.wrong(key('scrapRatio'), `stands beside \`interrupted: ${interrupted}\``, 'write `interrupted: scrap`, or leave it out')
  if (effect === 'partial' && input.restores == null)
    reader.wrong(
      path,
      'has `effect: partial` and no `restores`',
      'add the share of its age that a repair takes away, such as `restores: 40 %`',
    )
  if (effect !== 'partial' && input.restores != null)
    reader.wrong(key('restores'), `stands beside \`effect: ${effect}\``, 'write `effect: partial`, or leave it out')
  if (interrupted === 'finishFirst' && dueWhile === 'gate')
    reader.wrong(
      key('interrupted'),
      'is `finishFirst` beside `dueWhile: gate`: it waits until the station works, and then until it does not',
      'keep one of the two',
    )
}

/** Seconds, or units. */
function ageOf(reader: Reader, input: string | number, clock: FailureMode['clock'], path: Path): number {
  if (clock !== 'cycles') return reader.duration(input, path)
  if (typeof input === 'number' && !(input < 0)) return input
  return reader.wrong(path, `is not a number of units: ${input}`, 'write a number without a unit: this clock counts units')
}

/** A mode that is as bad as old after a repair must have something left to live for. */
function checkMinimal(reader: Reader, { effect, after }: FailureMode, path: Path) {
  if (effect === 'minimal' && hasEnd(after))
    reader.wrong(
      [...path, 'effect'],
      'is `minimal`, and no one outlives the end of `after`: it would fail for ever',
      'write a law without an upper end, such as weibull, or `effect: partial`',
    )
}

function hasEnd(spec: DistributionSpec): boolean {
  if (spec.kind === 'shifted') return hasEnd(spec.of)
  if (spec.kind === 'truncated') return spec.max !== null || hasEnd(spec.of)
  return ['constant', 'uniform', 'triangular', 'pert', 'beta', 'empirical', 'piecewise'].includes(spec.kind)
}

export function stoppage(reader: Reader, input: StoppageInput, path: Path): Stoppage {
  const { id = 'failure', clock = 'processing' } = input
  const direct = input.after !== undefined || input.repair !== undefined
  const derived = input.availability !== undefined || input.mttr !== undefined
  if (direct && derived) reader.wrong(path, 'is given in two ways', 'keep `after` and `repair`, or `availability` and `mttr`')
  const times = derived && !direct ? fromAvailability(reader, input, clock, path) : fromTimes(reader, input, clock, path)
  return { id, title: input.title ?? id, clock, ...times }
}

function fromTimes(
  reader: Reader,
  { after, interval, repair, availability, mttr }: FailureInput,
  clock: FailureMode['clock'],
  path: Path,
): Pick<FailureMode, 'after' | 'repair'> {
  if (after !== undefined && interval !== undefined)
    reader.wrong(
      [...path, 'interval'],
      'stands beside `after`',
      'keep one of the two: `after` runs from the end of a repair, `interval` from its beginning',
    )
  const life = after ?? interval ?? (clock === 'signal' ? NEVER : undefined)
  const missing = life === undefined ? 'after' : repair === undefined ? 'repair' : undefined
  if (missing !== undefined && availability === undefined && mttr === undefined)
    reader.wrong(
      path,
      `has no \`${missing}\``,
      'add `after`, the time to failure, and `repair`, the time to repair; or `availability` and `mttr`',
    )
  return {
    after: distribution(reader, life ?? Number.NaN, [...path, after === undefined && interval !== undefined ? 'interval' : 'after'], {
      count: clock === 'cycles',
      positive: true,
    }),
    repair: distribution(reader, repair ?? Number.NaN, [...path, 'repair']),
  }
}

/** MTTF = MTTR · A / (1 − A), with the habits of the trade: exponential time to failure, Erlang repair of two phases. */
function fromAvailability(
  reader: Reader,
  { availability, mttr }: FailureInput,
  clock: FailureMode['clock'],
  path: Path,
): Pick<FailureMode, 'after' | 'repair'> {
  if (availability === undefined) reader.wrong(path, 'has no `availability`', 'add it, such as `availability: 95 %`')
  if (mttr === undefined) reader.wrong(path, 'has no `mttr`', 'add the mean time to repair, such as `mttr: 10 min`')
  if (clock === 'cycles')
    reader.wrong(path, 'has an availability on a clock that counts units', 'choose another `clock`, or write `after` as a number of units')
  const share = availability === undefined ? Number.NaN : reader.ratio(availability, [...path, 'availability'])
  if (share === 0 || share === 1)
    reader.wrong([...path, 'availability'], `is ${share * 100} %`, share === 1 ? 'leave the failure out' : 'write more than 0 %')
  const mean = mttr === undefined ? Number.NaN : reader.duration(mttr, [...path, 'mttr'], { positive: true })
  return { after: { kind: 'exponential', mean: (mean * share) / (1 - share) }, repair: { kind: 'erlang', k: 2, mean } }
}

/** Seconds of 100 years: a mode with the clock `signal` has no life of its own. */
const NEVER = limits.duration

const isNever = (value: unknown, name: string) =>
  (name === 'age' && value === 0) ||
  (name === 'after' && (value === NEVER || (typeof value === 'object' && value !== null && 'value' in value && value.value === NEVER)))

function signal(reader: Reader, input: SignalInput, path: Path): Signal {
  const { id, start = 0, warning = null, alarm = null, fail = null } = input
  const thresholds = [
    ['start', start],
    ['warning', warning],
    ['alarm', alarm],
  ] as const
  if (fail !== null && fail <= start) reader.wrong([...path, 'fail'], `is not above the start: ${fail}`, `write a level above ${start}`)
  for (const [name, value] of thresholds)
    if (name === 'warning' && value !== null && alarm !== null && value > alarm)
      reader.wrong([...path, name], `is above \`alarm\`: ${value} > ${alarm}`, 'write the lower level as `warning`')
  return {
    id,
    title: input.title ?? id,
    unit: input.unit ?? '',
    start,
    drift: distribution(reader, input.drift, [...path, 'drift'], { count: true }),
    per: input.per ?? 'hour',
    noise: input.noise ?? 0,
    every: input.every == null ? null : reader.duration(input.every, [...path, 'every'], { positive: true }),
    warning,
    alarm,
    fail,
  }
}

interface Own {
  readonly failures: readonly FailureMode[]
  readonly signals: readonly Signal[]
}

function maintenanceTask(reader: Reader, input: MaintenanceInput, { failures, signals }: Own, path: Path): MaintenanceTask {
  const { id = 'maintenance', at = [], renews = 'all', resets = 'all', hours = null, cycles = null, when = null } = input
  const every = input.every == null ? null : reader.duration(input.every, [...path, 'every'], { positive: true })
  const counted = hours !== null || cycles !== null
  const never = at.length === 0 && every === null && !counted && when === null
  if (never && input.at === undefined)
    reader.wrong(path, 'is never due', 'add `every: 1 wk`, `at` with its moments, `hours`, `cycles`, or `when` with a signal')
  if (hours !== null && cycles !== null) reader.wrong([...path, 'cycles'], 'stands beside `hours`', 'make two tasks of the two')
  if (input.clock !== undefined && input.clock !== 'operating' && hours === null)
    reader.wrong([...path, 'clock'], 'has no `hours` to count', 'add `hours: 500 h`, or leave it out')
  if (input.since === 'renewal' && !counted)
    reader.wrong([...path, 'since'], 'has no count to start anew', 'add `hours` or `cycles`, or leave it out')
  if (input.window != null && at.length === 0 && every === null && !counted)
    reader.wrong([...path, 'window'], 'has no moment to be before', 'add `every`, `at`, `hours` or `cycles`, or leave it out')
  if (every === null && input.first !== undefined && input.first !== 0)
    reader.wrong([...path, 'first'], 'has no repetition to be the first of', 'add `every`, or write the moment under `at`')
  return {
    id,
    title: input.title ?? id,
    at: at.map((moment, i) => reader.futureMoment(moment, [...path, 'at', i])),
    every,
    first: input.first === undefined ? (every ?? 0) : reader.futureMoment(input.first, [...path, 'first']),
    hours: hours === null ? null : reader.duration(hours, [...path, 'hours'], { positive: true }),
    clock: input.clock ?? 'operating',
    cycles,
    since: input.since ?? 'maintenance',
    when: when === null ? null : { signal: when.signal, above: when.above },
    window: input.window == null ? null : windowOf(reader, input.window, cycles !== null, [...path, 'window']),
    duration: distribution(reader, input.duration, [...path, 'duration']),
    crew: input.crew ?? null,
    resets: resets === 'all' ? signals.map((one) => one.id) : resets,
    renews: renews === 'all' ? failures.map((one) => one.id) : renews,
    cost: input.cost ?? 0,
    start: input.start ?? 'finish',
    ...calling(reader, input, path),
  }
}

function startUp(reader: Reader, input: NonNullable<StationInput['startUp']>, setups: readonly unknown[], path: Path): StartUp {
  const { scrap = 0, slow = 0, factor = 1 } = input
  if (setups.length === 0) reader.wrong(path, 'is of a station that has no `setups`', 'add `setups: [{ time: 10 min }]`, or leave it out')
  if (slow > 0 && factor === 1)
    reader.wrong([...path, 'slow'], 'has no `factor` beside it', 'add how many times as long they take, such as `factor: 1.5`')
  return { scrap, slow, factor, release: input.release === undefined ? 0 : reader.duration(input.release, [...path, 'release']) }
}

function campaign(reader: Reader, input: NonNullable<StationInput['campaign']>, path: Path): Campaign {
  const { units = null, hours = null } = input
  if (units === null && hours === null) reader.wrong(path, 'is never over', 'add `units: 500` or `hours: 8 h`')
  return {
    units,
    hours: hours === null ? null : reader.duration(hours, [...path, 'hours'], { positive: true }),
    cleaning: distribution(reader, input.cleaning, [...path, 'cleaning']),
  }
}

/** What it does where its shift ends. */
function atEdge(reader: Reader, input: StationInput, path: Path): Pick<Station, 'edge' | 'maxOvertime' | 'mustFit'> {
  const { edge = 'suspend', mustFit = false } = input
  if (input.calendar == null) {
    for (const key of ['edge', 'maxOvertime', 'mustFit'] as const)
      if (input[key] != null && input[key] !== 'suspend' && input[key] !== false)
        reader.wrong([...path, key], 'has no `calendar` beside it', 'add `calendar:` with the id of a calendar, or leave it out')
  } else if (input.maxOvertime != null && edge === 'suspend')
    reader.wrong([...path, 'maxOvertime'], 'stands beside `edge: suspend`: there is no overtime', 'write `edge: finish` or `finishWithin`')
  const maxOvertime = input.maxOvertime == null ? null : reader.duration(input.maxOvertime, [...path, 'maxOvertime'])
  return { edge, maxOvertime, mustFit }
}

/** Seconds, or units. */
function windowOf(reader: Reader, input: string | number, units: boolean, path: Path): number {
  if (!units) return reader.duration(input, path)
  if (typeof input === 'number' && !(input < 0)) return input
  return reader.wrong(path, `is not a number of units: ${input}`, 'write a number without a unit: this task counts units')
}
