import { binomialBelow } from '../spc/attributes.ts'
import type { SamplingPlan } from './plans.ts'

type Numbers = Pick<SamplingPlan, 'sampleSize' | 'accept'>

/** Chance that a lot with a share `p` of nonconforming units is accepted: 80 units, accept 2, at 1 %: 0.9534. Binomial: of a long run of lots. */
export const acceptance = ({ sampleSize, accept }: Numbers, p: number): number => binomialBelow(accept + 1, sampleSize, p)

/** A point of the operating characteristic. */
export interface Operating {
  /** Share of nonconforming units that come. */
  readonly share: number
  readonly accepted: number
  /** Share that goes out, where refused lots are sorted and what is found replaced (AOQ). */
  readonly outgoing: number
  /** Units of a lot looked at, on average: the sample, and all of a refused lot (ATI). */
  readonly inspected: number
}

export function operating(plan: Numbers, lotSize: number, share: number): Operating {
  const accepted = acceptance(plan, share)
  const rest = lotSize - plan.sampleSize
  return {
    share,
    accepted,
    outgoing: (share * accepted * rest) / lotSize,
    inspected: plan.sampleSize + (1 - accepted) * rest,
  }
}

/** The operating characteristic at `points` shares from 0 up to the one that is accepted in one lot of a hundred. */
export function operatingCharacteristic(plan: Numbers, lotSize: number, points = 41): readonly Operating[] {
  const most = shareAccepted(plan, 0.01)
  return Array.from({ length: points }, (_, i) => operating(plan, lotSize, (most * i) / (points - 1)))
}

/** The share at which a lot is accepted with this chance: 0.95 is the producer's risk point, 0.1 the consumer's. */
export function shareAccepted(plan: Numbers, chance: number): number {
  if (!(chance > 0 && chance < 1)) throw new RangeError(`shareAccepted: a chance between 0 and 1 is wanted, got ${chance}`)
  if (plan.accept >= plan.sampleSize) return 1
  let [low, high] = [0, 1]
  while (high - low > 1e-12) {
    const middle = (low + high) / 2
    if (acceptance(plan, middle) > chance) low = middle
    else high = middle
  }
  return (low + high) / 2
}
