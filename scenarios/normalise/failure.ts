import { upperEnd } from '../distribution-spec.ts'
import { limits } from '../limits.ts'
import type { FailureMode, Stoppage } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { writeDuration } from '../units.ts'
import { distribution } from './distribution.ts'
import { calling } from './people.ts'
import type { Reader } from './reader.ts'

type FailureInput = NonNullable<NonNullable<ScenarioInput['stations']>[number]['failures']>[number]
type StoppageInput = NonNullable<NonNullable<ScenarioInput['conveyors']>[number]['failures']>[number]

export function failureMode(reader: Reader, input: FailureInput, path: Path): FailureMode {
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
    load: input.load == null ? null : { parameter: input.load.parameter, rated: input.load.rated, exponent: input.load.exponent ?? 3 },
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
  checkEnd(reader, mode, path)
  return mode
}

/** What of a failure mode does not go with what. */
function failureWords(reader: Reader, input: FailureInput, path: Path) {
  const { clock = 'processing', interrupted = 'resume', effect = 'renew', first = 'new', dueWhile = 'accrue', since } = input
  const key = (name: string) => [...path, name]
  if (clock === 'signal') {
    if (input.signal == null)
      reader.wrong(path, 'has the clock `signal` and no `signal`', 'add `signal:` with the id of a signal of the station')
    for (const name of ['after', 'interval', 'availability', 'mttr', 'age', 'doubles', 'load', 'station'] as const)
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
  if (clock !== 'signal' && input.load != null && (input.station != null || (clock !== 'processing' && clock !== 'cycles')))
    reader.wrong(key('load'), "works on the station's own clocks `processing` and `cycles` only", 'choose one of them, or leave it out')
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

/** A law with an upper end is not outlived. */
function checkEnd(reader: Reader, { effect, after, age, clock }: FailureMode, path: Path) {
  const end = upperEnd(after)
  if (!(end < Number.POSITIVE_INFINITY)) return
  if (effect === 'minimal')
    reader.wrong(
      [...path, 'effect'],
      'is `minimal`, and no one outlives the end of `after`: it would fail for ever',
      'write a law without an upper end, such as weibull, or `effect: partial`',
    )
  if (age > end)
    reader.wrong(
      [...path, 'age'],
      'is an age that nothing reaches: it has failed before, by `after`',
      `write an age of ${clock === 'cycles' ? `${end} units` : writeDuration(end)} at most, or a longer \`after\``,
    )
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
