import type { Alternative, Attribute, Branch, Choice, Condition } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { distribution } from './distribution.ts'
import type { Reader } from './reader.ts'

type ProductInput = NonNullable<ScenarioInput['products']>[number]
type OperationInput = ProductInput['route'][number]
type AttributeInput = NonNullable<ProductInput['attributes']>[number]
type BranchInput = NonNullable<OperationInput['next']>[number]
type ConditionInput = NonNullable<BranchInput['when']>
type ChoiceInput = NonNullable<OperationInput['choose']>

export function attribute(reader: Reader, input: AttributeInput, path: Path): Attribute {
  const values = (input.values ?? []).map(({ value, weight = 1 }) => ({ value, weight }))
  if (input.number == null && values.length === 0)
    reader.wrong(
      path,
      'says neither a number nor words',
      'write `weight: { kind: normal, mean: 12, sd: 2 }`, or `colour: { values: { red: 3, blue: 1 } }`',
    )
  if (input.number != null && values.length > 0) reader.wrong(path, 'is a number and words', 'keep one of `number` and `values`')
  if (values.length > 0 && values.every(({ weight }) => weight === 0))
    reader.wrong([...path, 'values'], 'has no weight at all', 'give at least one word a weight above zero')
  return {
    id: input.id,
    title: input.title ?? input.id,
    number: input.number == null ? null : distribution(reader, input.number, [...path, 'number'], { count: true }),
    values,
  }
}

export function condition(reader: Reader, input: ConditionInput, path: Path): Condition {
  const { attribute, above = null, upTo = null } = input
  const is = input.is === undefined ? [] : typeof input.is === 'object' ? input.is : [input.is]
  if (is.length > 0 && (above !== null || upTo !== null))
    reader.wrong(path, 'looks at the value in two ways', 'keep `is`, or `above` and `upTo`')
  if (is.length === 0 && above === null && upTo === null)
    reader.wrong(path, 'says nothing of the value', 'add `is: red`, or `above: 10`, or `upTo: 10`')
  if (above !== null && upTo !== null && above >= upTo)
    reader.wrong(path, `never holds: above ${above} and up to ${upTo}`, 'write the smaller one as `above`')
  return { attribute, is, above, upTo }
}

export function branch(reader: Reader, input: BranchInput, path: Path): Branch {
  if (input.probability != null && input.when != null)
    reader.wrong(path, 'has a probability and a condition', 'keep one of `probability` and `when`; an operation more can do the other')
  return {
    to: input.to,
    probability: input.probability == null ? null : reader.ratio(input.probability, [...path, 'probability']),
    when: input.when == null ? null : condition(reader, input.when, [...path, 'when']),
  }
}

/** Each station gets its element, in the order of `stations`; elements of stations that are not there are kept for the check to find. */
export function choice(reader: Reader, input: ChoiceInput, stations: readonly string[], path: Path): Choice {
  const given = input.at ?? []
  const element = (station: string): Alternative => {
    const i = given.findIndex((one) => one.station === station)
    const one = given[i]
    return {
      station,
      buffer: one?.buffer ?? null,
      weight: one?.weight ?? 1,
      when: one?.when == null ? null : condition(reader, one.when, [...path, 'at', i, 'when']),
    }
  }
  const others = given.map(({ station }) => station).filter((station, i, all) => !stations.includes(station) || all.indexOf(station) < i)
  return { by: input.by, at: [...stations, ...others].map(element), again: input.again ?? false }
}
