import type { Store } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import type { Reader } from './reader.ts'

type StoreInput = NonNullable<NonNullable<ScenarioInput['buffers']>[number]['store']>

/** Units that have room in all its bins; null: there are none. */
export const storeCapacity = (input: StoreInput | null | undefined) =>
  input == null ? null : input.columns * input.levels * (input.binCapacity ?? 1)

export function store(reader: Reader, input: StoreInput, capacity: number | null | undefined, path: Path): Store {
  const room = storeCapacity(input)!
  if (capacity != null && capacity > room)
    reader.wrong([...path, 'capacity'], `is ${capacity}, and there is room for ${room} in its bins`, 'leave it out, or add bins')
  const own = [...path, 'store']
  const size = (word: 'binWidth' | 'binHeight') => (input[word] === undefined ? 1 : reader.distance(input[word], [...own, word]))
  return {
    columns: input.columns,
    levels: input.levels,
    binWidth: size('binWidth'),
    binHeight: size('binHeight'),
    binCapacity: input.binCapacity ?? 1,
    mixed: input.mixed ?? false,
    putAway: input.putAway ?? 'nearest',
    retrieve: input.retrieve ?? 'order',
    speed: reader.speed(input.speed, [...own, 'speed']),
    liftSpeed: reader.speed(input.liftSpeed, [...own, 'liftSpeed']),
    handTime: input.handTime === undefined ? 0 : reader.duration(input.handTime, [...own, 'handTime']),
    dual: input.dual ?? true,
    ahead: input.ahead ?? 0,
    zones: input.zones ?? [],
  }
}
