import { LosingSink } from '../../../engine/log/losing.ts'
import { type Log, openLog } from '../../../engine/log/reader.ts'
import { LogWriter } from '../../../engine/log/writer.ts'
import { Streams } from '../../../engine/random/index.ts'
import type { Scenario } from '../../../scenarios/model.ts'

/** The log as it would have been received without those of which `isLost`, asked for each record that may be lost, says so. */
export function losing(log: Log<Scenario>, scenario: Scenario, isLost: (reporter: number) => boolean) {
  const pieces: Uint8Array[] = []
  const writer = new LogWriter(log.header, (bytes) => pieces.push(bytes))
  for (const text of log.strings) writer.string(text)
  const sink = new LosingSink(writer, scenario, isLost)
  log.scan(0, log.count, ({ recorded, time, kind, subject, a, b, c, v }) => sink.appendRecorded(recorded, time, kind, subject, a, b, c, v))
  writer.close(log.endTime)
  return { received: openLog<Scenario>(Buffer.concat(pieces)), lost: sink.lost }
}

/** Each record lost with 5 %, or 5 % of them in bursts of twenty of one reporter; `only` of this reporter. */
export function losses(seed: number, { inBursts = false, only = -1 } = {}): (reporter: number) => boolean {
  const luck = new Streams(seed, 0)
  const stream = luck.open('loss', 'test')
  const uniform = () => {
    luck.begin(stream)
    return luck.uniform()
  }
  const left = new Map<number, number>()
  return (reporter) => {
    if (only >= 0 && reporter !== only) return false
    if (!inBursts) return uniform() < 0.05
    const burst = left.get(reporter) ?? 0
    const isLost = burst > 0 || uniform() < 0.0026
    left.set(reporter, isLost ? (burst > 0 ? burst - 1 : 19) : 0)
    return isLost
  }
}
