import type { Tool, ToolWear } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { distribution } from './distribution.ts'
import { needs } from './people.ts'
import type { Reader } from './reader.ts'

type ToolInput = NonNullable<ScenarioInput['tools']>[number]
type WearInput = NonNullable<ToolInput['wear']>
type ChangeInput = Pick<NonNullable<WearInput['replace']>, 'time' | 'needs' | 'cost'>

export function tool(reader: Reader, input: ToolInput, path: Path): Tool {
  return {
    id: input.id,
    title: input.title ?? input.id,
    count: input.count ?? 1,
    wear: input.wear == null ? null : wear(reader, input.wear, [...path, 'wear']),
  }
}

function wear(reader: Reader, input: WearInput, path: Path): ToolWear {
  const { clock = 'processing', life = null, breaks = null, regrind = null, replace = {} } = input
  const key = (name: string) => [...path, name]
  if (life === null && breaks === null)
    reader.wrong(
      path,
      'has neither `life` nor `breaks`',
      'add `life: 8 h`, or `breaks` with the time after which a tool breaks; or leave it out',
    )
  if (life === null && input.clock === 'cycles')
    reader.wrong(key('clock'), 'has no `life` to count', 'add `life: 500`, a number of units, or leave it out')
  if (breaks === null && input.interrupted !== undefined && input.interrupted !== 'resume')
    reader.wrong(key('interrupted'), 'is of a tool that never breaks', 'add `breaks`, or leave it out')
  if (regrind !== null && life === null) reader.wrong(key('regrind'), 'is of a tool that only breaks', 'add `life`, or leave it out')
  const restores = regrind?.restores === undefined ? 1 : reader.ratio(regrind.restores, [...path, 'regrind', 'restores'])
  if (restores === 0) reader.wrong([...path, 'regrind', 'restores'], 'is 0 %', 'write the share of its life that regrinding gives back')
  return {
    clock,
    life: life === null ? null : distribution(reader, life, key('life'), { count: clock === 'cycles', positive: true }),
    breaks: breaks === null ? null : distribution(reader, breaks, key('breaks'), { positive: true }),
    interrupted: input.interrupted ?? 'resume',
    regrind: regrind === null ? null : { times: regrind.times ?? 1, restores, ...change(reader, regrind, key('regrind')) },
    replace: {
      ...change(reader, replace, key('replace')),
      spares: (replace.spares ?? []).map(({ item, quantity = 1 }) => ({ item, quantity })),
    },
  }
}

const change = (reader: Reader, input: ChangeInput, path: Path) => ({
  time: distribution(reader, input.time ?? 0, [...path, 'time']),
  needs: needs(reader, input.needs ?? [], [...path, 'needs']),
  cost: input.cost ?? 0,
})
