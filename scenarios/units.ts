/** A text that is not what it should be, and what to write instead. */
export interface Misread {
  readonly message: string
  readonly remedy: string
}

/** Seconds in each unit of time. The exponent is kept as text so that `250 ms` is the number 250e-3 rounded once, not 250 × 0.001. */
const fractions: Readonly<Record<string, string>> = { us: 'e-6', µs: 'e-6', μs: 'e-6', ms: 'e-3' }
export const timeUnits: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86_400, wk: 604_800 }
const powerUnits: Readonly<Record<string, string>> = { W: 'e-3', kW: 'e0', MW: 'e3' }
const lengthUnits: Readonly<Record<string, string>> = { mm: 'e-3', cm: 'e-2', m: 'e0', km: 'e3' }

/** What people also write, and what it is here. */
// biome-ignore format: a table of words
const otherWords: Readonly<Record<string, string>> = {
  sec: 's', secs: 's', second: 's', seconds: 's', m: 'min', mins: 'min', minute: 'min', minutes: 'min', hr: 'h', hrs: 'h', hour: 'h', hours: 'h',
  day: 'd', days: 'd', w: 'wk', week: 'wk', weeks: 'wk', msec: 'ms', millisecond: 'ms', milliseconds: 'ms', usec: 'us', S: 's', H: 'h', D: 'd',
}

const term = /^([+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)\s*([\p{L}%]*)\s*/iu

/** Seconds: `5 min`, `1 h 30 min`, `250 ms`, or a bare number. The sign is the caller's to judge. */
export function readDuration(input: string | number): number | Misread {
  if (typeof input === 'number') return input
  let rest = input.trim()
  let total = 0
  let terms = 0
  while (rest !== '' || terms === 0) {
    const [all, number, unit] = rest.match(term) ?? []
    if (all === undefined || number === undefined || unit === undefined)
      return notANumber(input, 'a duration', '`5 min`, `2 h` or a number of seconds')
    if (unit === '' && (terms > 0 || all.length < rest.length))
      return notANumber(input, 'a duration', '`5 min`, `2 h` or a number of seconds')
    const seconds = unit === '' ? Number(number) : inUnit(number, unit)
    if (seconds === undefined) return unknownUnit(input, number, unit)
    total += seconds
    terms++
    rest = rest.slice(all.length)
  }
  return total
}

/** Arrivals per second: `12/h`, `0.9/s`. */
export function readRate(input: string | number): number | Misread {
  const misread = { message: `\`${input}\` is not a rate`, remedy: 'write how many in how long, such as `12/h` or `0.9/s`' }
  if (typeof input === 'number') return misread
  const [, number, unit] = input.trim().match(/^(\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*\/\s*(\p{L}+)$/iu) ?? []
  if (number === undefined || unit === undefined) return misread
  const seconds = inUnit('1', unit)
  return seconds === undefined ? unknownUnit(input, `${number}/`, unit) : Number(number) / seconds
}

/** 0…1: `98.5 %` or `0.985`. */
export function readRatio(input: string | number): number | Misread {
  if (Number.isNaN(input)) return Number.NaN
  const [, number, percent] =
    String(input)
      .trim()
      .match(/^([+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)\s*(%?)$/i) ?? []
  if (number === undefined) return notANumber(String(input), 'a ratio', '`98.5 %` or `0.985`')
  const ratio = percent === '%' ? percentOf(number) : Number(number)
  if (ratio >= 0 && ratio <= 1) return ratio
  const meant = percent === '' && ratio > 1 && ratio <= 100 ? `; if ${number} percent is meant, write \`${number} %\`` : ''
  return { message: `${input} is not between 0 and 1`, remedy: `write a ratio from 0 to 1, or from \`0 %\` to \`100 %\`${meant}` }
}

/** Metres: `3 m`, `250 cm`, or a bare number. */
export function readLength(input: string | number): number | Misread {
  if (typeof input === 'number') return input
  const [all, number, unit] = input.trim().match(term) ?? []
  if (number === undefined || unit === undefined || all !== input.trim())
    return notANumber(input, 'a length', '`3 m` or a number of metres')
  const exponent = unit === '' ? 'e0' : lengthUnits[unit]
  if (exponent === undefined)
    return { message: `unknown unit \`${unit}\` in \`${input}\``, remedy: `units of length are ${Object.keys(lengthUnits).join(', ')}` }
  return shifted(number, exponent)
}

/** kW: `12 kW`, `400 W`, or a bare number. */
export function readPower(input: string | number): number | Misread {
  if (typeof input === 'number') return input
  const [all, number, unit] = input.trim().match(term) ?? []
  if (number === undefined || unit === undefined || all !== input.trim()) return notANumber(input, 'a power', '`12 kW` or a number of kW')
  const exponent = unit === '' ? 'e0' : Object.hasOwn(powerUnits, unit) ? powerUnits[unit] : undefined
  if (exponent === undefined)
    return { message: `unknown unit \`${unit}\` in \`${input}\``, remedy: `units of power are ${Object.keys(powerUnits).join(', ')}` }
  return shifted(number, exponent)
}

/** Metres per second: `1.2 m/s`, `30 m/min`, `5 km/h`, or a bare number. */
export function readSpeed(input: string | number): number | Misread {
  if (typeof input === 'number') return input
  const [, number, length, time] =
    input.trim().match(/^([+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)\s*(?:(\p{L}+)\s*\/\s*(\p{L}+))?$/iu) ?? []
  if (number === undefined) return notANumber(input, 'a speed', '`1.2 m/s`, `30 m/min` or a number of metres per second')
  if (length === undefined || time === undefined) return Number(number)
  const exponent = Object.hasOwn(lengthUnits, length) ? lengthUnits[length] : undefined
  const seconds = Object.hasOwn(timeUnits, time) ? timeUnits[time] : undefined
  if (exponent === undefined || seconds === undefined)
    return {
      message: `unknown unit \`${length}/${time}\` in \`${input}\``,
      remedy: 'write metres in a time, such as `1.2 m/s`, `30 m/min` or `5 km/h`',
    }
  return shifted(number, exponent) / seconds
}

/** How a person would write so many seconds: `5 min`, `52 s`. Reads back as exactly the same number. */
export function writeDuration(seconds: number): string | number {
  for (const unit of ['wk', 'd', 'h', 'min', 's', 'ms']) {
    const count = unit === 'ms' ? seconds * 1000 : seconds / timeUnits[unit]!
    const whole = Number.isInteger(count) && Math.abs(count) >= 1
    const text = `${count} ${unit}`
    if ((whole || unit === 's') && !/e/.test(`${count}`) && (unit !== 's' || Math.abs(count) >= 1) && readDuration(text) === seconds)
      return text
  }
  return seconds
}

/** The same in several units where that reads better: `3 d 20 h`, `1 h 30 min`. */
export function writeSpan(seconds: number): string {
  const alone = writeDuration(seconds)
  if (!Number.isSafeInteger(seconds) || seconds < 60) return typeof alone === 'string' ? alone : `${seconds} s`
  let rest = seconds
  const terms: string[] = []
  for (const unit of ['d', 'h', 'min', 's']) {
    const size = timeUnits[unit]!
    if (rest >= size) terms.push(`${Math.floor(rest / size)} ${unit}`)
    rest %= size
  }
  return terms.join(' ')
}

/** `98.5 %`; reads back as exactly the same number. */
export function writeRatio(ratio: number): string | number {
  const text = `${Number((ratio * 100).toPrecision(12))} %`
  return readRatio(text) === ratio ? text : ratio
}

function inUnit(number: string, unit: string): number | undefined {
  const exponent = fractions[unit]
  if (exponent !== undefined) return shifted(number, exponent)
  const seconds = Object.hasOwn(timeUnits, unit) ? timeUnits[unit] : undefined
  return seconds === undefined ? undefined : Number(number) * seconds
}

const percentOf = (number: string) => shifted(number, 'e-2')

/** Number times a power of ten, rounded once. */
function shifted(number: string, exponent: string): number {
  return /e/i.test(number) ? Number(number) * Number(`1${exponent}`) : Number(`${number}${exponent}`)
}

function unknownUnit(input: string, number: string, unit: string): Misread {
  const units = ['us', 'ms', ...Object.keys(timeUnits)]
  const meant = Object.hasOwn(otherWords, unit) ? otherWords[unit] : units.find((one) => one === unit.toLowerCase())
  const space = number.endsWith('/') ? '' : ' '
  return {
    message: `unknown unit \`${unit}\` in \`${input}\``,
    remedy:
      meant === undefined
        ? `units of time are ${units.join(', ')}`
        : `did you mean \`${number}${space}${meant}\`? Units of time are ${units.join(', ')}`,
  }
}

function notANumber(input: string, what: string, example: string): Misread {
  const [, whole, part] = input.match(/^\s*(\d+),(\d+)/) ?? []
  return {
    message: `\`${input}\` is not ${what}`,
    remedy: whole === undefined ? `write ${example}` : `write ${example}; decimals are written with a point: \`${whole}.${part}\``,
  }
}
