import { curve } from '../../engine/math/index.ts'
import type { DistributionSpec } from '../../scenarios/distribution-spec.ts'

/** Its expected value. A normal is cut off at zero, as durations are, so its mean is a little more than the one it is given. */
export const meanOf = (spec: DistributionSpec): number => curve(spec).mean

/** Share of the distribution at or below x. */
export const cdf = (spec: DistributionSpec, x: number): number => curve(spec).cdf(x)
