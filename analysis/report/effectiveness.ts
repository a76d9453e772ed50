import { availability, effectiveness, nee, oee, qualityRatio } from '../kpi/iso22400.ts'
import type { PerState } from './states.ts'

/** A figure of ISO 22400, or why it cannot be known. */
export interface Figure {
  readonly value: number | null
  readonly why: readonly Unknown[]
}

/**
 * What is missing: `state` nothing is known of its time; `plan` it was never meant to work; `cycleTime` the planned time per piece; `pieces`
 * nobody counted; `quality` which pieces were good; `production` it never worked.
 */
export type Unknown = 'state' | 'plan' | 'cycleTime' | 'pieces' | 'quality' | 'production'

export interface Effectiveness {
  readonly availability: Figure
  readonly effectiveness: Figure
  readonly qualityRatio: Figure
  readonly oee: Figure
  readonly nee: Figure
}

export interface Made {
  /** Operations ended, good ones among them, and their planned time; null where the log speaks of no operations, as those of real machines do. */
  readonly jobs: { readonly good: number; readonly scrap: number; readonly rework: number; readonly plannedSeconds: number } | null
  /** Pieces a machine counted; null: none did. */
  readonly pieces: number | null
}

/** Availability, effectiveness, quality and their product for one station, as far as the log can tell. Time of which nothing is known counts for nothing. */
export function effectivenessOf(states: PerState, { jobs, pieces }: Made): Effectiveness {
  const seconds = Object.values(states).reduce((sum, value) => sum + value, 0)
  const unit = {
    plannedBusy: seconds - states.unknown - states.paused - states.maintenance,
    production: states.processing,
    setUp: states.setup,
    plannedRun: jobs?.plannedSeconds ?? 0,
    good: jobs?.good ?? pieces ?? 0,
    scrap: jobs?.scrap ?? 0,
    rework: jobs?.rework ?? 0,
  }
  const timeWhy: Unknown[] = unit.plannedBusy > 0 ? [] : [seconds > states.unknown ? 'plan' : 'state']
  const piecesWhy: Unknown[] = pieces === null && jobs === null ? ['pieces'] : []
  const paceWhy: Unknown[] = jobs === null ? [...piecesWhy, 'cycleTime'] : []
  const qualityWhy: Unknown[] = jobs === null ? (piecesWhy.length > 0 ? piecesWhy : ['quality']) : []
  const all: Unknown[] = [...new Set([...timeWhy, ...paceWhy, ...qualityWhy])]
  return {
    availability: figure(availability(unit), timeWhy),
    effectiveness: figure(effectiveness(unit), paceWhy),
    qualityRatio: figure(qualityRatio(unit), qualityWhy),
    oee: figure(oee(unit), all),
    nee: figure(nee(unit), all),
  }
}

/** Without a reason against it, what is not a number comes from nothing having been made. */
const figure = (value: number, why: readonly Unknown[]): Figure =>
  why.length > 0 ? { value: null, why } : Number.isFinite(value) ? { value, why } : { value: null, why: ['production'] }
