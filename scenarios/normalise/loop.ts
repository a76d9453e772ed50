import type { Loop, Product } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { buffersOf } from '../waiting-places.ts'
import type { Reader } from './reader.ts'

type LoopInput = NonNullable<ScenarioInput['loops']>[number]

const needed = { conwip: ['limit'], kanban: ['limit', 'buffer'], drum: ['work', 'station'] } as const
const allowed = { conwip: ['limit', 'from', 'to'], kanban: ['limit', 'buffer'], drum: ['work', 'station'] } as const
const examples = { limit: 'limit: 8', buffer: 'buffer:` with its id`', work: 'work: 4 h', station: 'station:` with its id`' } as const

export function loop(reader: Reader, input: LoopInput, products: readonly Product[], path: Path): Loop {
  for (const key of needed[input.kind])
    if (input[key] == null)
      reader.wrong(
        path,
        `is a ${input.kind} loop without \`${key}\``,
        `add \`${examples[key].replace(/`$/, '')}${examples[key].endsWith('`') ? '' : '`'}`,
      )
  for (const key of ['limit', 'work', 'from', 'to', 'buffer', 'station'] as const)
    if (input[key] != null && !(allowed[input.kind] as readonly string[]).includes(key))
      reader.wrong(
        [...path, key],
        `is not for a ${input.kind} loop`,
        `leave it out; a ${input.kind} loop has ${allowed[input.kind].join(', ')}`,
      )
  const work = input.work == null ? null : reader.duration(input.work, [...path, 'work'], { positive: true })
  const isIn = ({ route, sink }: Product) =>
    input.kind === 'kanban'
      ? sink === input.buffer || route.some((operation) => buffersOf(operation).includes(input.buffer ?? ''))
      : input.kind === 'drum'
        ? route.some(({ stations }) => stations.includes(input.station ?? ''))
        : true
  return {
    id: input.id,
    title: input.title ?? input.id,
    kind: input.kind,
    limit: input.limit ?? null,
    work,
    products: input.products ?? products.filter(isIn).map(({ id }) => id),
    perProduct: input.perProduct ?? input.kind === 'kanban',
    from: input.from ?? null,
    to: input.to ?? null,
    buffer: input.buffer ?? null,
    station: input.station ?? null,
    rule: input.rule ?? 'fifo',
  }
}
