import type { FailureMode, MaintenanceTask, Rework, Station } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { distribution } from './distribution.ts'
import type { Unplaced } from './layout.ts'
import { calling, needs } from './people.ts'
import { pose } from './pose.ts'
import type { Reader } from './reader.ts'

type StationInput = NonNullable<ScenarioInput['stations']>[number]
type FailureInput = NonNullable<StationInput['failures']>[number]
type MaintenanceInput = NonNullable<StationInput['maintenance']>[number]
type ReworkInput = NonNullable<StationInput['rework']>

export function station(reader: Reader, input: StationInput, path: Path): Unplaced<Station> {
  const failures = (input.failures ?? []).map((one, i) => failureMode(reader, one, [...path, 'failures', i]))
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
    failures,
    maintenance: (input.maintenance ?? []).map((one, i) => maintenanceTask(reader, one, failures, [...path, 'maintenance', i])),
    calendar: input.calendar ?? null,
    rule: input.rule === undefined ? 'fifo' : typeof input.rule !== 'string' && input.rule.length === 1 ? input.rule[0]! : input.rule,
    blockingBeforeService: input.blockingBeforeService ?? false,
    needs: needs(reader, input.needs ?? [], [...path, 'needs']),
    releaseOperator: input.releaseOperator ?? 'atEnd',
    costPerHour: input.costPerHour ?? 0,
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

function failureMode(reader: Reader, input: FailureInput, path: Path): FailureMode {
  const { id = 'failure', clock = 'processing' } = input
  const direct = input.after !== undefined || input.repair !== undefined
  const derived = input.availability !== undefined || input.mttr !== undefined
  if (direct && derived) reader.wrong(path, 'is given in two ways', 'keep `after` and `repair`, or `availability` and `mttr`')
  return {
    id,
    title: input.title ?? id,
    clock,
    ...(derived && !direct ? fromAvailability(reader, input, clock, path) : fromTimes(reader, input, clock, path)),
    crew: input.crew ?? null,
    cost: input.cost ?? 0,
    interrupted: input.interrupted ?? 'resume',
    ...calling(reader, input, path),
  }
}

function fromTimes(
  reader: Reader,
  { after, repair, availability, mttr }: FailureInput,
  clock: FailureMode['clock'],
  path: Path,
): Pick<FailureMode, 'after' | 'repair'> {
  const missing = after === undefined ? 'after' : repair === undefined ? 'repair' : undefined
  if (missing !== undefined && availability === undefined && mttr === undefined)
    reader.wrong(
      path,
      `has no \`${missing}\``,
      'add `after`, the time to failure, and `repair`, the time to repair; or `availability` and `mttr`',
    )
  return {
    after: distribution(reader, after ?? Number.NaN, [...path, 'after'], { count: clock === 'cycles', positive: true }),
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

function maintenanceTask(reader: Reader, input: MaintenanceInput, failures: readonly FailureMode[], path: Path): MaintenanceTask {
  const { id = 'maintenance', at = [], renews = 'all' } = input
  const every = input.every == null ? null : reader.duration(input.every, [...path, 'every'], { positive: true })
  const never = at.length === 0 && every === null
  if (never && input.at === undefined) reader.wrong(path, 'is never due', 'add `every: 1 wk`, or `at` with its moments')
  if (every === null && input.first !== undefined && input.first !== 0)
    reader.wrong([...path, 'first'], 'has no repetition to be the first of', 'add `every`, or write the moment under `at`')
  return {
    id,
    title: input.title ?? id,
    at: at.map((moment, i) => reader.futureMoment(moment, [...path, 'at', i])),
    every,
    first: input.first === undefined ? (every ?? 0) : reader.futureMoment(input.first, [...path, 'first']),
    duration: distribution(reader, input.duration, [...path, 'duration']),
    crew: input.crew ?? null,
    renews: renews === 'all' ? failures.map((one) => one.id) : renews,
    cost: input.cost ?? 0,
    start: input.start ?? 'finish',
    ...calling(reader, input, path),
  }
}
