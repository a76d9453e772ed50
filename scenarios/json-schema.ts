import { z } from 'zod'
import { ScenarioInputFile } from './schema/file.ts'

/** The JSON Schema of scenario files, with every short form, for editors. */
export function jsonSchema(): object {
  return z.toJSONSchema(ScenarioInputFile, {
    io: 'input',
    unrepresentable: 'throw',
    override: ({ jsonSchema }) => withShortForms(jsonSchema),
  })
}

/**
 * Turns the metadata of the schema into alternatives: a list of things with ids may be a map keyed by id, and `sugar` lists further
 * ways of writing.
 */
function withShortForms(schema: z.core.JSONSchema.BaseSchema) {
  const { sugar = [], keyed, ...rest } = schema as typeof schema & { sugar?: object[]; keyed?: { wrap?: string } }
  delete schema.sugar
  delete schema.keyed
  const further = [...sugar, ...(keyed ? [keyedForm(rest, keyed.wrap)] : [])]
  if (further.length === 0) return
  const { description, ...full } = rest
  for (const key of Object.keys(schema)) delete schema[key]
  Object.assign(schema, { ...(description !== undefined && { description }), anyOf: [full, ...further] })
}

/** `wrap` is the key of the element under which a value that is a list goes. */
function keyedForm({ items }: z.core.JSONSchema.BaseSchema, wrap: string | undefined): object {
  if (typeof items !== 'object' || Array.isArray(items)) throw new TypeError('a keyed list has elements of one kind')
  const variants = Array.isArray(items.anyOf) ? items.anyOf : [items]
  const element = variants.find((one) => typeof one === 'object' && one.type === 'object')
  if (typeof element !== 'object') throw new TypeError('elements of a keyed list are maps')
  const required = (element.required ?? []).filter((key: string) => key !== 'id' && key !== 'station')
  const values: object[] = [{ ...element, required }]
  if (required.length === 0) values.push({ type: 'null' })
  if (wrap !== undefined) values.push(element.properties?.[wrap] as object)
  return { type: 'object', additionalProperties: values.length === 1 ? values[0] : { anyOf: values } }
}
