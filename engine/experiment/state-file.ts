import { sha256 } from '@noble/hashes/sha2.js'
import type { Scenario } from '../../scenarios/model.ts'
import type { Column, Held } from '../kernel/snapshot.ts'
import type { Snapshot } from '../plant/simulation.ts'
import type { ForkAsked } from './fork.ts'
import { RNG_VERSION, VERSION } from './version.ts'

/*
 * A state of a run, as a file: what a fork goes on from. It holds the simulator's inside (events to come, positions of chance), so it is never part
 * of a log, and nothing that analyses ever opens it. Little-endian throughout:
 *
 *   magic 'TAKT-STATE' · u16 version · u32 length of the manifest · manifest (JSON) · the columns one after the other · sha256 of all before
 */
const MAGIC = 'TAKT-STATE'
const FILE_VERSION = 1
const HEAD = MAGIC.length + 6
const HASH = 32
const COLUMNS = { Float64Array, Int32Array, Uint32Array, Uint16Array, Uint8Array } as const
type ColumnName = keyof typeof COLUMNS

interface Manifest {
  readonly takt: string
  readonly rng: string
  readonly scenario: Scenario
  readonly hash: string
  readonly at: number
  readonly seed: number
  readonly replication: number
  readonly numbers: readonly (readonly [owner: string, field: string, value: number])[]
  readonly columns: readonly (readonly [owner: string, field: string, type: ColumnName, length: number])[]
  readonly hasTally: boolean
}

export type SavedState = Required<Pick<ForkAsked, 'scenario' | 'hash' | 'at'>> & {
  readonly seed: number
  readonly replication: number
  readonly state: Snapshot
}

export function encodeState({ state, ...about }: SavedState): Uint8Array {
  const owners = ownersOf(state)
  const numbers: Manifest['numbers'][number][] = []
  const columns: Manifest['columns'][number][] = []
  const pieces: Uint8Array[] = []
  for (const [owner, held] of Object.entries(owners)) {
    for (const [field, value] of Object.entries(held)) {
      if (typeof value === 'number') numbers.push([owner, field, value])
      else {
        columns.push([owner, field, value.constructor.name as ColumnName, value.length])
        pieces.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
      }
    }
  }
  const manifest: Manifest = { takt: VERSION, rng: RNG_VERSION, ...about, numbers, columns, hasTally: state.tally !== null }
  const json = new TextEncoder().encode(JSON.stringify(manifest))
  const bytes = new Uint8Array(HEAD + json.length + pieces.reduce((sum, { length }) => sum + length, 0) + HASH)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < MAGIC.length; i++) bytes[i] = MAGIC.charCodeAt(i)
  view.setUint16(MAGIC.length, FILE_VERSION, true)
  view.setUint32(MAGIC.length + 2, json.length, true)
  bytes.set(json, HEAD)
  let at = HEAD + json.length
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  bytes.set(sha256(bytes.subarray(0, at)), at)
  return bytes
}

/** Throws a StateFileError where the bytes are not a state of this version of Takt, whole and unchanged. */
export function decodeState(bytes: Uint8Array): SavedState {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!isState(bytes)) throw new StateFileError('this is not a saved state of Takt')
  if (bytes.length < HEAD + HASH) throw new StateFileError('the state is cut short')
  const end = bytes.length - HASH
  const hash = sha256(bytes.subarray(0, end))
  if (!hash.every((byte, i) => byte === bytes[end + i])) throw new StateFileError('the state is cut short, or was changed')
  const manifest = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD, HEAD + view.getUint32(MAGIC.length + 2, true)))) as Manifest
  if (view.getUint16(MAGIC.length, true) !== FILE_VERSION || manifest.takt !== VERSION || manifest.rng !== RNG_VERSION)
    throw new StateFileError(
      `the state was saved by Takt ${manifest.takt} with ${manifest.rng}, and this is ${VERSION} with ${RNG_VERSION}`,
    )
  const owners = Object.fromEntries([...manifest.numbers, ...manifest.columns].map(([owner]): [string, Held] => [owner, {}]))
  for (const [owner, field, value] of manifest.numbers) owners[owner]![field] = value
  let at = HEAD + view.getUint32(MAGIC.length + 2, true)
  for (const [owner, field, type, length] of manifest.columns) {
    const Type = COLUMNS[type]
    const size = length * Type.BYTES_PER_ELEMENT
    owners[owner]![field] = new Type(bytes.slice(at, at + size).buffer)
    at += size
  }
  const { scenario, hash: scenarioHash, at: moment, seed, replication, hasTally } = manifest
  return { scenario, hash: scenarioHash, at: moment, seed, replication, state: stateOf(owners, hasTally) }
}

export class StateFileError extends Error {
  override readonly name = 'StateFileError'
}

/** By its first bytes. */
export const isState = (bytes: Uint8Array) => [...MAGIC].every((letter, i) => bytes[i] === letter.charCodeAt(0))

const ownersOf = ({ elements, positions, tally }: Snapshot): Record<string, Held> => ({
  ...Object.fromEntries(Object.entries(elements).map(([name, held]) => [`elements/${name}`, held])),
  positions: { keys: positions.keys, index: positions.index },
  ...(tally && { tally }),
})

function stateOf(owners: Readonly<Record<string, Held>>, hasTally: boolean): Snapshot {
  const elements = Object.entries(owners).flatMap(([name, held]) => (name.startsWith('elements/') ? [[name.slice(9), held] as const] : []))
  const { keys, index } = owners.positions as { keys: Column; index: Column }
  return {
    version: 1,
    elements: Object.fromEntries(elements),
    positions: { keys: keys as Int32Array, index: index as Float64Array },
    tally: hasTally ? (owners.tally ?? {}) : null,
  }
}
