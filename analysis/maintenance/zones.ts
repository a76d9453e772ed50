import type { Signal } from '../../scenarios/model.ts'

/** In the manner of ISO 20816: A as new, B fit for long running, C for a limited time, D damage is possible. */
export type Zone = 'A' | 'B' | 'C' | 'D'

export interface ZoneLimits {
  readonly ab: number | null
  readonly bc: number | null
  readonly cd: number | null
}

/**
 * The limits are data: B/C is the signal's `warning`, C/D its `alarm`. A/B is half of B/C, as it is in every group of ISO 20816-3 (1.4 of 2.8, 2.3
 * of 4.5, 3.5 of 7.1) to the width of a preferred number.
 */
export const limitsOf = ({ warning, alarm }: Pick<Signal, 'warning' | 'alarm'>): ZoneLimits => ({
  ab: warning === null ? null : warning / 2,
  bc: warning,
  cd: alarm,
})

/** Null: there are no limits to tell it by. */
export function zoneOf(level: number, { ab, bc, cd }: ZoneLimits): Zone | null {
  if (cd !== null && level >= cd) return 'D'
  if (bc === null || ab === null) return null
  return level >= bc ? 'C' : level >= ab ? 'B' : 'A'
}

/** A change by more than this share of the B/C boundary tells something, in whatever zone. */
export const CHANGE = 0.25
