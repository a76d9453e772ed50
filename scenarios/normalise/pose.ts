import type { Pose } from '../model.ts'
import type { Path } from '../tree.ts'
import type { Reader } from './reader.ts'

interface PoseInput {
  readonly x: string | number
  readonly y: string | number
  readonly rotation?: number | undefined
}

/** Null: the layout finds a place. */
export function pose(reader: Reader, input: PoseInput | undefined, path: Path): Pose | null {
  if (input === undefined) return null
  return { x: reader.length(input.x, [...path, 'x']), y: reader.length(input.y, [...path, 'y']), rotation: input.rotation ?? 0 }
}
