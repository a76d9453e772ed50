import { curve, exp, log, normalCdf, normalQuantile } from '../../engine/math/index.ts'
import type { Characteristic, Defect, DefectEffect, Measure, Operation, Product, Scenario, Station } from '../../scenarios/model.ts'
import type { Limits } from '../spc/index.ts'

/** The operation of a route, by its place, and the station where it is done. */
export interface Branch {
  readonly operation: number
  readonly station: string
}

/**
 * What share of units the believed scenario expects a test to reject, of those that were at `branch`: defects as likely as their scenario says, with
 * parameters at their set points but for their noise, lots as wanted, tools new, people at standard. Null where the operation has no test.
 */
export function believedRejects(scenario: Scenario, product: Product, at: number, branch: Branch | null): number | null {
  const { route } = product
  const test = route[at]?.test
  if (!test) return null
  const stationsOf = (o: number) => (branch?.operation === o ? [branch.station] : route[o]!.stations)
  let without = 1
  let missed = 1
  for (const id of test.finds) {
    for (let o = 0; o <= at; o++) {
      const defect = route[o]!.defects.find((one) => one.id === id)
      if (defect === undefined) continue
      // What tests before this one found is gone.
      const left = route
        .slice(o, at)
        .reduce(
          (rest, { test: earlier }) => rest * (earlier?.finds.includes(id) ? 1 - (earlier.detection * earlier.share) / earlier.every : 1),
          1,
        )
      const stations = stationsOf(o)
      const chance = (left * sum(stations, (station) => believedDefect(scenario, route[o]!, station, defect))) / stations.length
      without *= 1 - chance
      missed *= 1 - chance * test.detection
    }
  }
  // A false alarm is only of a unit that has none of the defects.
  let passes = missed - test.falseAlarm * without
  for (const measure of test.measures) {
    const made = madeAt(product, at, measure.characteristic)
    if (made === null) continue
    const stations = stationsOf(made.operation)
    passes *= 1 - sum(stations, (station) => outside(believedReading(scenario, product, made, station, measure), measure)) / stations.length
  }
  return 1 - passes
}

/** Chance that an operation at a station leaves a defect. */
function believedDefect(scenario: Scenario, operation: Operation, stationId: string, { probability, logit, effects }: Defect): number {
  const base =
    logit ??
    (probability! <= 0 ? Number.NEGATIVE_INFINITY : probability! >= 1 ? Number.POSITIVE_INFINITY : log(probability! / (1 - probability!)))
  const station = scenario.stations.find(({ id }) => id === stationId)!
  const noisy = effects.filter(({ of, name }) => of === 'parameter' && station.parameters.some(({ id, sd }) => id === name && sd > 0))
  const steady = sum(
    effects.filter((effect) => !noisy.includes(effect)),
    (effect) => beyond(effect, nominal(effect, operation, station), targetOf(effect, operation, station)),
  )
  if (noisy.length === 0) return share(base + steady)
  // Each noisy parameter by itself would be a sum over sums: they are moved together, which is exact for one and an estimate for several.
  return (
    sum(QUANTILES, (z) =>
      share(
        base +
          steady +
          sum(noisy, (effect) => {
            const { sd } = station.parameters.find(({ id }) => id === effect.name)!
            return beyond(effect, nominal(effect, operation, station) + z * sd, targetOf(effect, operation, station))
          }),
      ),
    ) / QUANTILES.length
  )
}

const share = (z: number) => 1 / (1 + exp(-z))

const QUANTILES = Array.from({ length: 101 }, (_, i) => normalQuantile((i + 0.5) / 101))

function beyond({ coefficient, side }: DefectEffect, x: number, target: number): number {
  const far = x - target
  return coefficient * (side === 'both' ? Math.abs(far) : Math.max(0, side === 'above' ? far : -far))
}

const setPointOf = (name: string | null, operation: Operation, station: Station): number =>
  operation.parameters.find(({ parameter }) => parameter === name)?.setPoint ??
  station.parameters.find(({ id }) => id === name)?.setPoint ??
  0

const targetOf = ({ of, name, target }: DefectEffect, operation: Operation, station: Station): number =>
  target ?? (of === 'parameter' ? setPointOf(name, operation, station) : 0)

function nominal({ of, name, target }: DefectEffect, operation: Operation, station: Station): number {
  switch (of) {
    case 'parameter':
      // Where the station has no such parameter, nothing counts.
      return station.parameters.some(({ id }) => id === name) ? setPointOf(name, operation, station) : (target ?? 0)
    case 'station':
      return name === station.id ? 1 : 0
    case 'operator':
    case 'speed':
      return 1
    default:
      return 0
  }
}

/** The operation, at or before `at`, from which a unit has a characteristic; null: no such thing. */
export function madeAt({ route }: Product, at: number, characteristic: string): (Made & { readonly what: Characteristic }) | null {
  for (let o = at; o >= 0; o--) {
    const what = route[o]!.characteristics.find(({ id }) => id === characteristic)
    if (what !== undefined) return { operation: o, what }
  }
  return null
}

interface Made {
  readonly operation: number
}

/** Where readings of a characteristic made at a station lie, and how far they stray: true value, its parameter's noise, and the error of measuring. Null: nothing can stray. */
export function believedReading(
  scenario: Scenario,
  { route }: Product,
  { operation, what }: Made & { readonly what: Characteristic },
  stationId: string,
  { sd }: Pick<Measure, 'sd'>,
): Limits | null {
  const { mean, sd: own } = curve(what.value)
  const station = scenario.stations.find(({ id }) => id === stationId)
  const parameter = station?.parameters.find(({ id }) => id === what.parameter)
  const moved = parameter && station ? what.gain * (setPointOf(parameter.id, route[operation]!, station) - parameter.setPoint) : 0
  const noise = parameter ? what.gain * parameter.sd : 0
  const sigma = Math.sqrt(own * own + noise * noise + sd * sd)
  return sigma > 0 && Number.isFinite(sigma) ? { center: mean + moved, sigma } : null
}

function outside(limits: Limits | null, { low, high }: Measure): number {
  if (limits === null) return 0
  const below = (x: number) => normalCdf((x - limits.center) / limits.sigma)
  return (low === null ? 0 : below(low)) + (high === null ? 0 : 1 - below(high))
}

const sum = <T>(of: readonly T[], value: (one: T) => number) => of.reduce((total, one) => total + value(one), 0)
