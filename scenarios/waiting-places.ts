import type { Operation } from './model.ts'

/** Ids of all buffers in which units wait for the operation: its own, or those of the alternatives that are chosen among. */
export function buffersOf({ buffer, choose }: Pick<Operation, 'buffer' | 'choose'>): string[] {
  if (choose === null) return buffer === null ? [] : [buffer]
  return [...new Set(choose.at.flatMap((one) => one.buffer ?? buffer ?? []))]
}

/** Ids of the places at which units of the operation may be: buffers, then stations. */
export const placesOf = (operation: Operation): string[] => [...buffersOf(operation), ...operation.stations]
