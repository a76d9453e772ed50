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

/** Turns the metadata of the schema into alternatives: a list of things with ids may be a map keyed by id, and `sugar` lists further ways of writing. */
function withShortForms(schema: z.core.JSONSchema.BaseSchema) {
  const { sugar = [], keyed, ...rest } = schema as typeof schema & { sugar?: object[]; keyed?: boolean }
  delete schema.sugar
  delete schema.keyed
  const further = [...sugar, ...(keyed ? [keyedForm(rest)] : [])]
  if (further.length === 0) return
  const { description, ...full } = rest
  for (const key of Object.keys(schema)) delete schema[key]
  Object.assign(schema, { ...(description !== undefined && { description }), anyOf: [full, ...further] })
}

function keyedForm({ items }: z.core.JSONSchema.BaseSchema): object {
  if (typeof items !== 'object' || Array.isArray(items)) throw new TypeError('a keyed list has elements of one kind')
  const variants = Array.isArray(items.anyOf) ? items.anyOf : [items]
  const element = variants.find((one) => typeof one === 'object' && one.type === 'object')
  if (typeof element !== 'object') throw new TypeError('elements of a keyed list are maps')
  return {
    type: 'object',
    additionalProperties: { ...element, required: (element.required ?? []).filter((key: string) => key !== 'id' && key !== 'station') },
  }
}
