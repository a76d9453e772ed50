import { limits } from '../limits.ts'
import type { Batch, Campaign, FailureMode, MaintenanceTask, Outside, Rework, Signal, StartUp, Station, StationHold } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { distribution } from './distribution.ts'
import { power } from './energy.ts'
import { failureMode } from './failure.ts'
import type { Unplaced } from './layout.ts'
import { calling, needs } from './people.ts'
import { pose } from './pose.ts'
import { parameter } from './quality.ts'
import type { Reader } from './reader.ts'

type StationInput = NonNullable<ScenarioInput['stations']>[number]
type MaintenanceInput = NonNullable<StationInput['maintenance']>[number]
type SignalInput = NonNullable<StationInput['signals']>[number]
type ReworkInput = NonNullable<StationInput['rework']>
type PowerClasses = NonNullable<NonNullable<ScenarioInput['energy']>['classes']>
type BatchInput = NonNullable<StationInput['batch']>

export function station(reader: Reader, written: StationInput, classes: PowerClasses, path: Path): Unplaced<Station> {
  const input = writtenOut(reader, written, path)
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
    load: input.load == null ? null : distribution(reader, input.load, [...path, 'load']),
    unload: input.unload == null ? null : distribution(reader, input.unload, [...path, 'unload']),
    yield: input.yield === undefined ? 1 : reader.ratio(input.yield, [...path, 'yield']),
    rework: input.rework == null ? null : rework(reader, input.rework, [...path, 'rework']),
    setups: (input.setups ?? []).map(({ from = '*', to = '*', time, external }, i) => ({
      from,
      to,
      time: distribution(reader, time, [...path, 'setups', i, 'time']),
      external: external == null ? 0 : reader.ratio(external, [...path, 'setups', i, 'external']),
    })),
    anticipate: anticipates(reader, input, path),
    initialFamily: input.initialFamily ?? null,
    startUp: input.startUp == null ? null : startUp(reader, input.startUp, input.setups ?? [], [...path, 'startUp']),
    campaign: input.campaign == null ? null : campaign(reader, input.campaign, [...path, 'campaign']),
    failures,
    overlap: input.overlap ?? 'union',
    signals,
    maintenance,
    holds: (input.holds ?? []).map((one, i) => stationHold(reader, one, [...path, 'holds', i])),
    calendar: input.calendar ?? null,
    ...atEdge(reader, input, path),
    rule: input.rule === undefined ? 'fifo' : typeof input.rule !== 'string' && input.rule.length === 1 ? input.rule[0]! : input.rule,
    blockingBeforeService: input.blockingBeforeService ?? false,
    needs: needs(reader, input.needs ?? [], [...path, 'needs']),
    releaseOperator: input.releaseOperator ?? 'atEnd',
    occupiedWhileBlocked: input.occupiedWhileBlocked ?? false,
    transferWhileDown: input.transferWhileDown ?? false,
    preempt: input.preempt ?? null,
    moveQuantity: input.moveQuantity ?? null,
    batch: input.batch == null ? null : batch(reader, input.batch, [...path, 'batch']),
    outside: outside(input.outside),
    costPerHour: input.costPerHour ?? 0,
    power: input.power == null ? null : power(reader, input.power, classes, [...path, 'power']),
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

/** What is said in the words of shipping, in those of every station. */
function writtenOut(reader: Reader, input: StationInput, path: Path): StationInput {
  if (input.outside == null) return input
  const { leadTime, ship, pickUps } = input.outside
  const pairs = [
    ['leadTime', leadTime, 'time'],
    ['ship', ship, 'batch'],
    ['pickUps', pickUps, 'calendar'],
  ] as const
  for (const [key, value, same] of pairs)
    if (value !== undefined && input[same] != null)
      reader.wrong([...path, 'outside', key], `stands beside \`${same}\` of the station, and they say the same`, 'keep one of them')
  const { min = 1, max = limits.batch, maxWait, key = [] } = ship ?? {}
  const isShipment = ship !== undefined || (pickUps !== undefined && input.batch == null)
  const onTimeout = maxWait === undefined ? ('wait' as const) : ('release' as const)
  return {
    ...input,
    time: leadTime ?? input.time,
    batch: isShipment ? { min, max, key, onTimeout, ...(maxWait === undefined ? {} : { maxWait }) } : input.batch,
    calendar: pickUps ?? input.calendar,
  }
}

const outside = (input: StationInput['outside']): Outside | null =>
  input == null ? null : { supplier: input.supplier ?? null, cost: input.cost ?? 0 }

export function rework(reader: Reader, input: ReworkInput, path: Path): Rework {
  return {
    ratio: input.ratio === undefined ? 1 : reader.ratio(input.ratio, [...path, 'ratio']),
    to: input.to ?? null,
    limit: input.limit ?? 1,
    per: input.per ?? 'unit',
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

function signal(reader: Reader, input: SignalInput, path: Path): Signal {
  const { id, start = 0, warning = null, alarm = null, fail = null } = input
  const thresholds = [
    ['start', start],
    ['warning', warning],
    ['alarm', alarm],
  ] as const
  if (fail !== null && fail <= start) reader.wrong([...path, 'fail'], `is not above the start: ${fail}`, `write a level above ${start}`)
  if (input.growth === 'exponential' && start <= 0)
    reader.wrong([...path, 'start'], `is ${start}: what grows in proportion to itself starts above zero`, 'write a level above 0')
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
    growth: input.growth ?? 'linear',
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

function stationHold(reader: Reader, input: NonNullable<StationInput['holds']>[number], path: Path): StationHold {
  const at = reader.futureMoment(input.at, [...path, 'at'])
  const until = input.until == null ? null : reader.moment(input.until, [...path, 'until'])
  if (until !== null && until <= at) reader.wrong([...path, 'until'], 'is not after `at`', 'write a later moment, or leave it out')
  return { at, until, inHand: input.inHand ?? 'finish' }
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

function anticipates(reader: Reader, { anticipate = false, setups = [] }: StationInput, path: Path): boolean {
  if (anticipate && setups.length === 0)
    reader.wrong([...path, 'anticipate'], 'is of a station that has no `setups`', 'add `setups: [{ time: 10 min }]`, or leave it out')
  return anticipate
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
