import type { Asset, Assets } from './assets.ts'
import type { NextStop } from './planned.ts'
import { type NoProspect, type Prospect, prospectOf, quantileOf, readingsAt } from './prospect.ts'

/** What is left of a life, seconds from now; null: more than ten years. */
export interface Quantiles {
  readonly p10: number | null
  readonly p50: number | null
  readonly p90: number | null
}

/** When one failure mode, or any of them, is to be expected. */
export interface Remaining extends Quantiles {
  /** Chance of a failure within so many seconds from now. */
  readonly within: { readonly seconds: number; readonly probability: number }
  /** Chance of a failure before the next planned maintenance; null: none is planned. */
  readonly beforeNext: number | null
}

export interface ModeRemaining {
  readonly mode: string
  readonly clock: string
  /** On its clock: seconds, units, or of a signal hours or units since it started anew; null with `why`. */
  readonly age: number | null
  readonly remaining: Remaining | null
  /** Why nothing can be said. */
  readonly why: NoProspect | null
}

/** Of each failure mode by itself, and of whichever comes first. */
export interface AssetRemaining {
  readonly modes: readonly ModeRemaining[]
  /** Null: of no mode anything can be said. */
  readonly all: Remaining | null
  /** Modes that are not in `all`. */
  readonly without: readonly string[]
}

/**
 * Of an asset at the end of the record. Modes fail independently of each other: P(none by t) = Π P(not this one by t). Each by its own clock, which goes
 * on in the working time of the calendar as fast as it did of late.
 */
export function remainingOf(assets: Assets, asset: Asset, { next, within }: { next: NextStop | null; within: number }): AssetRemaining {
  const now = assets.record.end
  const told = asset.modes.map((at) => ({
    at,
    prospect: prospectOf(assets, asset, at, now, at.gauge === null ? null : readingsAt(assets, at.gauge, now)),
  }))
  const figures = (failsBy: (until: number) => number): Remaining => {
    const after = (p: number) => {
      const when = quantileOf(failsBy, now, p)
      return when === null ? null : (when - now) / 1e6
    }
    return {
      p10: after(0.1),
      p50: after(0.5),
      p90: after(0.9),
      within: { seconds: within, probability: failsBy(now + within * 1e6) },
      beforeNext: next === null ? null : failsBy(next.at),
    }
  }
  const known = told.flatMap(({ prospect }) => (typeof prospect === 'string' ? [] : [prospect]))
  return {
    modes: told.map(({ at: { mode }, prospect }) => ({
      mode: mode.id,
      clock: mode.clock,
      ...(typeof prospect === 'string'
        ? { age: null, remaining: null, why: prospect }
        : { age: prospect.age, remaining: figures(prospect.failsBy), why: null }),
    })),
    all: known.length === 0 || told.some(({ prospect }) => prospect === 'down') ? null : figures(anyOf(known)),
    without: told.flatMap(({ at: { mode }, prospect }) => (typeof prospect === 'string' ? [mode.id] : [])),
  }
}

const anyOf = (known: readonly Prospect[]) => (until: number) => 1 - known.reduce((alive, { failsBy }) => alive * (1 - failsBy(until)), 1)
