import type { DistributionSpec } from '../../scenarios/distribution-spec.ts'
import { timeUnits, writeDuration } from '../../scenarios/units.ts'

/** A law as a person writes it into a scenario, durations to four digits: `{ kind: lognormal, mean: 52.31 s, sd: 8.102 s }`. */
export function lineOf(spec: DistributionSpec): string {
  switch (spec.kind) {
    case 'constant':
      return shown(spec.value)
    case 'empirical':
      return `{ kind: empirical, values: [ ${spec.values.map(shown).join(', ')} ] }`
    case 'piecewise':
      return `{ kind: piecewise, points: [ ${spec.points.map(([value, share]) => `[ ${shown(value)}, ${share} ]`).join(', ')} ] }`
    case 'shifted':
      return `{ kind: shifted, by: ${shown(spec.by)}, of: ${lineOf(spec.of)} }`
    default:
      return `{ ${Object.entries(spec)
        .map(([key, value]) => `${key}: ${typeof value !== 'number' ? value : plain.has(key) ? digits(value) : shown(value)}`)
        .join(', ')} }`
  }
}

/** The parameters alone, without braces and kind. */
export const parametersOf = (spec: DistributionSpec): string =>
  spec.kind === 'shifted'
    ? `by ${shown(spec.by)}, ${parametersOf(spec.of)}`
    : lineOf(spec)
        .replace(/^\{ kind: \w+, (.*) \}$/, '$1')
        .replaceAll(': ', ' ')

const plain = new Set(['k', 'shape'])

/** A duration to four digits, with the unit that a person would choose. */
export const shown = (seconds: number): string => {
  const rounded = digits(seconds)
  const text = writeDuration(rounded)
  return typeof text === 'string' ? text : `${text} s`
}

/** Durations all in one unit, that of the greatest: for the marks of an axis. */
export function inOneUnit(greatest: number): (seconds: number) => string {
  const unit = greatest < 1 ? 'ms' : greatest < 300 ? 's' : greatest < 10_800 ? 'min' : greatest < 864_000 ? 'h' : 'd'
  const factor = unit === 'ms' ? 1000 : 1 / (timeUnits[unit] ?? 1)
  return (seconds) => `${digits(seconds * factor)} ${unit}`
}

const digits = (value: number) => Number(value.toPrecision(4))
