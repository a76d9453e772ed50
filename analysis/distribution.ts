import { curve } from '../engine/math/index.ts'
import type { DistributionSpec } from '../scenarios/distribution-spec.ts'

/** The true mean of what `spec` describes, after any cut. */
export const meanOf = (spec: DistributionSpec): number => curve(spec).mean
