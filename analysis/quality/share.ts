import { wilsonInterval } from '../../engine/math/index.ts'

/** So many of so many, as a share with its 95 % interval (Wilson). */
export interface Share {
  readonly hits: number
  readonly of: number
  /** Null of none. */
  readonly share: number | null
  readonly low: number
  readonly high: number
}

export const shareOf = (hits: number, of: number): Share => ({
  hits,
  of,
  share: of === 0 ? null : hits / of,
  ...wilsonInterval(hits, of),
})
