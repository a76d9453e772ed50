import { factorial, latinHypercube } from '../engine/experiment/design.ts'
import { usage } from './problem.ts'

/** What a sweep changes: one path, over some values or over a range. */
export type Factor =
  | { readonly kind: 'list'; readonly path: string; readonly values: readonly string[] }
  | {
      readonly kind: 'range'
      readonly path: string
      readonly low: number
      readonly high: number
      readonly unit: string
      readonly whole: boolean
    }

/** One point of a design: per factor what is set, which level that is (lists), and where in its range (ranges, 0 … 1). */
export interface DesignPoint {
  readonly settings: readonly string[]
  readonly level: readonly number[]
  readonly place: readonly number[]
}

/** More points than that are a mistake. */
const MOST_POINTS = 10_000

/** `stations.drill.time.mean=40 s,50 s` or `buffers.rack.capacity=5..50`. Ends written as whole numbers without a unit give whole numbers. */
export function readFactor(written: string): Factor {
  const at = written.indexOf('=')
  const refuse = (message: string) => usage('--vary', `\`${written}\` ${message}`, 'write path=a,b,c or path=low..high')
  if (at < 1 || at === written.length - 1) throw refuse('varies nothing')
  const path = written.slice(0, at).trim()
  const text = written.slice(at + 1).trim()
  const range = /^([+-]?\d+(?:\.\d+)?)\s*([^\d.,\s][^.,]*)?\.\.\s*([+-]?\d+(?:\.\d+)?)\s*([^\d.,\s][^.,]*)?$/.exec(text)
  if (!range) {
    const values = listed(text)
    if (values.length < 2 || new Set(values).size < values.length) throw refuse('has not two values or more, each once')
    return { kind: 'list', path, values }
  }
  const [low, high] = [Number(range[1]), Number(range[3])]
  const units = [range[2], range[4]].map((unit) => unit?.trim())
  if (units[0] !== undefined && units[0] !== units[1]) throw refuse('has ends of different units')
  if (!(low < high)) throw refuse('does not go upwards')
  const unit = units[1] ?? ''
  return { kind: 'range', path, low, high, unit, whole: unit === '' && !/\./.test(`${range[1]}${range[3]}`) }
}

/** Every combination; of a range its two ends. */
export function factorialDesign(factors: readonly Factor[]): DesignPoint[] {
  const levels = factors.map((factor) =>
    factor.kind === 'list' ? factor.values : [factor.low, factor.high].map((end) => withUnit(end, factor)),
  )
  const count = levels.reduce((product, { length }) => product * length, 1)
  if (count > MOST_POINTS) throw usage('--vary', `all combinations are ${count} points`, 'vary less, or add --design lhs --points N')
  return factorial(levels.map(({ length }) => length)).map((level) => ({
    settings: level.map((l, f) => levels[f]![l]!),
    level,
    place: level.map((l, f) => l / (levels[f]!.length - 1)),
  }))
}

/** So many points, spread evenly over every factor. */
export function hypercubeDesign(factors: readonly Factor[], points: number, seed: number): DesignPoint[] {
  const names = factors.map(({ path }) => path)
  return latinHypercube(points, names, seed).map((row) => {
    const chosen = factors.map((factor, f) => (factor.kind === 'list' ? valueAt(factor, row[f]!) : placeAt(factor, row[f]!)))
    return {
      settings: chosen.map(({ setting }) => setting),
      level: chosen.map(({ level }) => level),
      place: chosen.map(({ place }) => place),
    }
  })
}

type Range = Extract<Factor, { kind: 'range' }>

function valueAt({ values }: Extract<Factor, { kind: 'list' }>, drawn: number) {
  const level = Math.floor(drawn * values.length)
  return { setting: values[level]!, level, place: level / (values.length - 1) }
}

/** Whole numbers share the range evenly: of 1..3 each gets a third. */
function placeAt(range: Range, drawn: number) {
  const { low, high, whole } = range
  const value = whole ? low + Math.floor(drawn * (high - low + 1)) : low + drawn * (high - low)
  return { setting: withUnit(value, range), level: 0, place: (value - low) / (high - low) }
}

const withUnit = (value: number, { unit }: Range) => `${Number(value.toPrecision(12))} ${unit}`.trim()

/** Commas within brackets or quotes do not part. */
function listed(text: string): string[] {
  const found: string[] = []
  let depth = 0
  let quote = ''
  let from = 0
  for (let i = 0; i <= text.length; i++) {
    const char = text.charAt(i)
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if ('{['.includes(char) && char !== '') depth++
    else if ('}]'.includes(char) && char !== '') depth--
    if (i < text.length && (char !== ',' || depth > 0 || quote !== '')) continue
    found.push(text.slice(from, i).trim())
    from = i + 1
  }
  return found.filter((value) => value !== '')
}
