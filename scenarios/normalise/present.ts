import type { Present, Station } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import { distribution } from './distribution.ts'
import type { Reader } from './reader.ts'

/** What a plant brings along from before t = 0. An age is a count where its clock counts units. */
export function present(
  reader: Reader,
  input: NonNullable<ScenarioInput['present']>,
  stations: readonly Pick<Station, 'id' | 'failures' | 'maintenance'>[],
): Omit<Present, 'units'> {
  const key = (...steps: (string | number)[]) => ['present', ...steps]
  return {
    since: input.since === undefined ? 0 : reader.duration(input.since, key('since')),
    slots: (input.slots ?? []).map((slot, i) => ({
      station: slot.station,
      slot: slot.slot ?? 1,
      family: slot.family ?? null,
      ages: (slot.ages ?? []).map(({ of, age }, j) => ({
        of,
        age:
          typeof age === 'number' &&
          countsUnits(
            stations.find(({ id }) => id === slot.station),
            of,
          )
            ? age
            : reader.duration(age, key('slots', i, 'ages', j, 'age')),
      })),
      signals: (slot.signals ?? []).map(({ of, level, drift = null }, j) => ({
        of,
        level,
        drift: drift === null ? null : distribution(reader, drift, key('slots', i, 'signals', j, 'drift'), { count: true }),
      })),
      stopped: (slot.stopped ?? []).map(({ by, elapsed = null }, j) => ({
        by,
        elapsed: elapsed === null ? null : reader.duration(elapsed, key('slots', i, 'stopped', j, 'elapsed')),
      })),
    })),
    arrivals: (input.arrivals ?? []).map(({ source, elapsed }, i) => ({
      source,
      elapsed: reader.duration(elapsed, key('arrivals', i, 'elapsed')),
    })),
    purchases: (input.purchases ?? []).map(({ material, quantity, elapsed = null }, i) => ({
      material,
      quantity,
      elapsed: elapsed === null ? null : reader.duration(elapsed, key('purchases', i, 'elapsed')),
    })),
    lots: (input.lots ?? []).map(({ material, quantity, age }, i) => ({
      material,
      quantity,
      age: age === undefined ? 0 : reader.duration(age, key('lots', i, 'age')),
    })),
    owed: (input.owed ?? []).map(({ source, item, quantity, due = null }, i) => ({
      source,
      item,
      quantity,
      due: due === null ? null : reader.moment(due, key('owed', i, 'due')),
    })),
  }
}

/** Is the age of this failure mode or task a number of units? */
const countsUnits = (station: Pick<Station, 'failures' | 'maintenance'> | undefined, of: string): boolean =>
  station !== undefined &&
  (station.failures.some(({ id, clock }) => id === of && clock === 'cycles') ||
    station.maintenance.some(({ id, hours, cycles }) => id === of && hours === null && cycles !== null))
