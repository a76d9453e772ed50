import { z } from 'zod'
import { ScenarioDocument } from './schema/document.ts'
import { type MapTree, type Path, type Tree, textOf, valueAt } from './tree.ts'

export type Schema = z.core.$ZodType

/** The schema that holds at `path`; where a `kind` decides, the one of the kind in the tree. */
export function schemaAt(path: Path, tree?: MapTree): Schema | undefined {
  let schema: Schema | undefined = ScenarioDocument
  let value: Tree | undefined = tree
  for (const step of path) {
    schema = typeof step === 'number' ? elementOf(schema) : fieldOf(schema, step, value)
    value = value && valueAt(value, [step])
  }
  return schema
}

/** What a schema allows once `optional`, `nullable` and unions are looked through. */
function alternatives(schema: Schema | undefined): readonly Schema[] {
  if (schema === undefined) return []
  const known = alternativesOf.get(schema)
  if (known) return known
  const found = alternativesWithin(schema)
  alternativesOf.set(schema, found)
  return found
}

const alternativesOf = new WeakMap<Schema, readonly Schema[]>()

function alternativesWithin(schema: Schema): readonly Schema[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return alternatives(schema.unwrap())
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion)
    return schema.options.flatMap((option: Schema) => alternatives(option))
  return [schema]
}

function elementOf(schema: Schema | undefined): Schema | undefined {
  for (const one of alternatives(schema)) {
    if (one instanceof z.ZodArray) return one.element as Schema
    if (one instanceof z.ZodTuple) return undefined
  }
  return undefined
}

function fieldOf(schema: Schema | undefined, key: string, value: Tree | undefined): Schema | undefined {
  return objectsFor(schema, value)
    .map((one) => one.shape[key] as Schema | undefined)
    .find((field) => field !== undefined)
}

function objectsFor(schema: Schema | undefined, value: Tree | undefined): z.ZodObject[] {
  const objects = alternatives(schema).filter((one) => one instanceof z.ZodObject)
  const kind = value && textOf(value, 'kind')
  const ofKind = objects.filter((one) => one.shape.kind instanceof z.ZodLiteral && one.shape.kind.value === kind)
  return ofKind.length > 0 ? ofKind : objects
}

/** Whether a number may stand there as well as a text: durations, ratios, lengths, moments, and distributions, which may be plain durations. */
export function isQuantity(schema: Schema | undefined): boolean {
  const all = alternatives(schema)
  return all.some((one) => one instanceof z.ZodNumber) && all.some((one) => one instanceof z.ZodString)
}

export const isOptional = (schema: Schema | undefined) => schema instanceof z.ZodOptional

export function kindsOf(schema: Schema | undefined): string[] {
  return objectsFor(schema, undefined).flatMap((one) => (one.shape.kind instanceof z.ZodLiteral ? [String(one.shape.kind.value)] : []))
}

export function keysOf(schema: Schema | undefined, value: Tree | undefined): string[] {
  return objectsFor(schema, value).flatMap((one) => Object.keys(one.shape))
}

export function descriptionOf(schema: Schema | undefined): string | undefined {
  for (let one = schema; one !== undefined; ) {
    const description = z.globalRegistry.get(one)?.description
    if (description !== undefined) return description
    one = one instanceof z.ZodOptional || one instanceof z.ZodNullable ? (one.unwrap() as Schema) : undefined
  }
  return undefined
}
