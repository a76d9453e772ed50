import type { DistributionSpec } from '../../scenarios/distribution-spec.ts'
import type { Campaign, FailureMode, MaintenanceTask, Signal, Source } from '../../scenarios/model.ts'
import { type Chance, type Draw, NO_DRAW } from './chance.ts'

/** What belongs to the first slot of a station carries the station's name, what belongs to a further one its number too: adding slots leaves the luck of the others alone. */
export const slotName = (station: string, place: number) => (place === 0 ? station : `${station}#${place}`)

export const openFailure = (chance: Chance, station: string, place: number, mode: FailureMode): Draw =>
  chance.open(mode.after, `${slotName(station, place)}/${mode.id}`, 'failure')

export const openFirstFailure = (chance: Chance, station: string, place: number, mode: FailureMode): Draw =>
  chance.openUniform(`${slotName(station, place)}/${mode.id}`, 'first failure')

/** Whether a failure costs the unit in work. */
export const openInterruption = (chance: Chance, station: string, place: number, mode: FailureMode): Draw =>
  mode.scrapRatio === null ? NO_DRAW : chance.openUniform(`${slotName(station, place)}/${mode.id}`, 'interruption')

/** Rise of a signal. */
export const openDrift = (chance: Chance, station: string, place: number, signal: Signal): Draw =>
  chance.open(signal.drift, `${slotName(station, place)}/${signal.id}`, 'drift')

/** Rise of a signal that began before t = 0. */
export const openPresentDrift = (
  chance: Chance,
  station: string,
  place: number,
  { of, drift }: { of: string; drift: DistributionSpec },
): Draw => chance.open(drift, `${slotName(station, place)}/${of}`, 'drift from before')

/** What a reading adds to the true level. */
export const openNoise = (chance: Chance, station: string, place: number, signal: Signal): Draw =>
  chance.openUniform(`${slotName(station, place)}/${signal.id}`, 'noise')

/** How much of `hours` or `cycles` there is to count: never varies. */
export const openCount = (chance: Chance, station: string, place: number, { id }: MaintenanceTask, value: number): Draw =>
  chance.open({ kind: 'constant', value }, `${slotName(station, place)}/${id}`, 'maintenance count')

export const openCleaning = (chance: Chance, station: string, place: number, campaign: Campaign): Draw =>
  chance.open(campaign.cleaning, slotName(station, place), 'cleaning')

export const openRepair = (chance: Chance, station: string, place: number, mode: FailureMode): Draw =>
  chance.open(mode.repair, `${slotName(station, place)}/${mode.id}`, 'repair')

export const openMaintenance = (chance: Chance, station: string, place: number, task: MaintenanceTask): Draw =>
  chance.open(task.duration, `${slotName(station, place)}/${task.id}`, 'maintenance')

/** NO_DRAW: the source is saturated. */
export const openArrival = (chance: Chance, { every, id }: Source): Draw => (every === null ? NO_DRAW : chance.open(every, id, 'arrival'))
