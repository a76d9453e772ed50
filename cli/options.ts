import { type Command, InvalidArgumentError, Option } from 'commander'
import { MOST_REPLICATIONS } from '../engine/experiment/settings.ts'
import { readDuration } from '../scenarios/units.ts'

/** What every command that simulates can be told. Durations are seconds. */
export interface RunFlags {
  readonly seed?: number
  readonly replications?: number
  readonly until?: number
  readonly warmUp?: number | 'auto'
  readonly set: readonly string[]
  readonly workers?: number
  readonly json: boolean
  readonly quiet: boolean
}

export function withRunFlags(command: Command): Command {
  return withOutputFlags(
    command
      .addOption(new Option('--seed <n>', 'whole number that all chance comes from').argParser(wholeNumber(-Number.MAX_SAFE_INTEGER)))
      .addOption(new Option('--replications <n>', 'how many independent runs').argParser(wholeNumber(1, MOST_REPLICATIONS)))
      .addOption(new Option('--until <duration>', 'how long to run, such as "8 h"').argParser(positiveDuration))
      .addOption(new Option('--warm-up <duration|auto>', 'how much to cut off before measuring; auto finds it (MSER-5)').argParser(warmUp))
      .addOption(withSet())
      .addOption(withWorkers()),
  )
}

export function withOutputFlags(command: Command): Command {
  return command.option('--json', 'one JSON document on stdout and nothing else', false).option('--quiet', 'no progress, no remarks', false)
}

export const withSet = () =>
  new Option('--set <path=value>', 'change a number of the scenario, such as stations.drill.time.mean=50; repeatable')
    .argParser((value: string, before: readonly string[]) => {
      if (!/^[^=]+=/.test(value)) throw new InvalidArgumentError('Write it as path=value, such as stations.drill.time.mean=50.')
      return [...before, value]
    })
    .default([], 'none')

export const withWorkers = () => new Option('--workers <n>', 'threads to simulate in; all cores if not said').argParser(wholeNumber(1, 256))

export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER) {
  return (value: string): number => {
    const number = /^[+-]?\d+$/.test(value.trim()) ? Number(value) : Number.NaN
    if (Number.isSafeInteger(number) && number >= least && number <= most) return number
    const range = most === Number.MAX_SAFE_INTEGER ? (least === -most ? '' : ` of at least ${least}`) : ` from ${least} to ${most}`
    throw new InvalidArgumentError(`Write a whole number${range}.`)
  }
}

/** `2%`, `2 %` or `0.02`: above 0, below 1. */
export function ratio(value: string): number {
  const [, digits, percent] = /^\s*(\d*\.?\d+(?:e-?\d+)?)\s*(%?)\s*$/i.exec(value) ?? []
  const number = Number(digits) / (percent === '%' ? 100 : 1)
  if (number > 0 && number < 1) return number
  throw new InvalidArgumentError('Write a ratio above 0 and below 1, such as 2% or 0.02.')
}

export function positiveNumber(value: string): number {
  const number = Number(value)
  if (value.trim() !== '' && Number.isFinite(number) && number > 0) return number
  throw new InvalidArgumentError('Write a number above 0.')
}

export function positiveDuration(value: string): number {
  const seconds = duration(value)
  if (seconds > 0) return seconds
  throw new InvalidArgumentError('It must be longer than nothing.')
}

function warmUp(value: string): number | 'auto' {
  if (value === 'auto') return value
  const seconds = duration(value)
  if (seconds >= 0) return seconds
  throw new InvalidArgumentError('It cannot be negative.')
}

function duration(value: string): number {
  const seconds = readDuration(value)
  if (typeof seconds === 'number' && Number.isFinite(seconds)) return seconds
  throw new InvalidArgumentError(
    typeof seconds === 'number' ? 'It must be finite.' : `${sentence(seconds.message)} ${sentence(seconds.remedy)}`,
  )
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
