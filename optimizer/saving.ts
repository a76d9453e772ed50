import type { Objective } from '../scenarios/model.ts'

/** What the comparison of engine/experiment says of one KPI: proposal − as it is, with the same luck. */
export interface ProvenDifference {
  readonly name: string
  readonly subject: string
  readonly unit: string
  readonly mean: number | null
  readonly low: number | null
  readonly high: number | null
  readonly level: number
}

/** More than zero is better. */
interface Gain {
  readonly unit: string
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** What simulation shows that a proposal saves. */
export interface Saving {
  readonly kpi: string
  readonly subject: string
  /** By the KPI that decides; null: it has no interval. */
  readonly gain: Gain | null
  /** Money saved. */
  readonly cost: Gain | null
  /** Change of the share of orders on time. */
  readonly onTime: Gain | null
  readonly level: number
  /** The lower end of the gain is above zero: otherwise no saving is shown as verified. */
  readonly isVerified: boolean
}

export function savingOf(differences: readonly ProvenDifference[], { kpi, subject, goal }: Objective): Saving {
  const gainOf = (name: string, of: string, sign: 1 | -1): Gain | null => {
    const found = differences.find((one) => one.name === name && one.subject === of)
    if (found === undefined || found.mean === null || found.low === null || found.high === null) return null
    const ends = [sign * found.low, sign * found.high] as const
    return { unit: found.unit, mean: sign * found.mean, low: Math.min(...ends), high: Math.max(...ends) }
  }
  const gain = gainOf(kpi, subject, goal === 'maximise' ? 1 : -1)
  return {
    kpi,
    subject,
    gain,
    cost: gainOf('cost', 'plant', -1),
    onTime: gainOf('onTimeRatio', 'plant', 1),
    level: differences[0]?.level ?? 0.95,
    isVerified: gain !== null && gain.low > 0,
  }
}

/** In one sentence. */
export function savingSentence(id: string, { kpi, subject, gain, cost, onTime, level, isVerified }: Saving): string {
  const number = (value: number) => String(Number(value.toPrecision(3)))
  const range = (one: Gain, scale = 1) =>
    `${number(scale * one.mean)} (${number(100 * level)} %: ${number(scale * one.low)} to ${number(scale * one.high)})`
  const more = [
    ...(cost === null || kpi === 'cost' ? [] : [`cost saved ${range(cost)} ${cost.unit}`]),
    ...(onTime === null || kpi === 'onTimeRatio' ? [] : [`orders on time ${range(onTime, 100)} points`]),
  ]
  const beside = more.length === 0 ? '' : ` Beside it: ${more.join('; ')}.`
  if (gain === null) return `${id}: no saving is verified, for ${kpi} of ${subject} has no interval.${beside}`
  const how = `${kpi} of ${subject} is better by ${range(gain, gain.unit === '1' ? 100 : 1)} ${gain.unit === '1' ? 'points' : gain.unit}`
  return isVerified
    ? `${id}: the saving is verified: ${how}.${beside}`
    : `${id}: no saving is verified: the interval is not above zero.${beside}`
}
