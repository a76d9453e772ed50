import type { SimulationPool } from '../engine/experiment/pool.ts'
import { type Log, openLog } from '../engine/log/reader.ts'
import type { Scenario } from '../scenarios/model.ts'

/** What is known of one run of a plant: its log. */
export async function logOf(
  scenario: Scenario,
  { seed, until }: { readonly seed: number; readonly until: number },
  pool: SimulationPool,
): Promise<Log<Scenario>> {
  const pieces: Uint8Array[] = []
  await pool.record(scenario, { seed, replication: 0, until, warmUp: 0 }, (bytes) => void pieces.push(bytes))
  return openLog<Scenario>(joined(pieces))
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
