import type { Log } from '../../engine/log/reader.ts'
import { inOrderOfTruth } from '../../engine/log/replay.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { Tracker } from './tracker.ts'

/** Production as the log knew it at `until` (µs; the end if not said): requests, segments, job orders, and what is in which station. */
export function productionOf(log: Log<Scenario>, until: number = log.endTime): Tracker {
  const tracker = new Tracker(log.header.scenario, log.header.origin === 'simulated')
  inOrderOfTruth(log, (event) => tracker.take(event), log.seek(until))
  tracker.close(until)
  return tracker
}
