import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { jsonSchema } from '../../scenarios/index.ts'
import { scenarioInput } from './arbitrary.ts'
import { loaded, rack } from './load.ts'
import { everything } from './plants.ts'

/** An independent reading of the JSON Schema, as an editor would use it. */
const editor = z.fromJSONSchema(jsonSchema() as z.core.JSONSchema.JSONSchema)
const accepts = (text: string) => editor.safeParse(parse(text)).success

describe('the JSON Schema for editors', () => {
  it.each([
    ['the first plant', rack],
    ['everything', everything],
    [
      'a variant',
      'schema: takt/1\nextends: rack.yaml\npatch: [ { set: stations.drill.time, value: { kind: exponential, mean: 1 min } }, { remove: orders.o-1 } ]',
    ],
    ['a normal form', JSON.stringify(loaded(everything))],
  ])('accepts %s', (_, text) => expect(accepts(text)).toBe(true))

  it.each([
    ['a misspelt key', rack.replace('capacity', 'capcity')],
    ['an unknown unit', rack.replace('52 s', '52 sek')],
    ['an unknown kind', rack.replace('lognormal', 'lognorml')],
    ['a number of slots that is none', rack.replace('time: 55 s', 'time: 55 s, slots: 0')],
    ['a missing schema', rack.replace('schema: takt/1\n', '')],
    ['a patch that does nothing', `${rack}patch: [ { value: 3 } ]`],
  ])('refuses %s', (_, text) => expect(accepts(text)).toBe(false))

  const root = fileURLToPath(new URL('../../scenarios/', import.meta.url))
  it.each(readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')))(
    'accepts scenarios/%s',
    (file) => expect(accepts(readFileSync(root + file, 'utf8'))).toBe(true),
  )

  it('accepts whatever the loader accepts', () => {
    fc.assert(
      fc.property(scenarioInput, (input) => editor.safeParse(JSON.parse(JSON.stringify(input))).success),
      { numRuns: 100 },
    )
  })

  it('describes every key', () => {
    const silent: string[] = []
    const visit = (schema: unknown, path: string) => {
      if (typeof schema !== 'object' || schema === null) return
      for (const [key, value] of Object.entries(schema)) {
        if (key === 'properties')
          for (const [name, property] of Object.entries(value as object))
            if (!('description' in property) && !('const' in property)) silent.push(`${path}.${name}`)
        visit(value, key === 'properties' ? path : `${path}/${key}`)
      }
    }
    visit(jsonSchema(), '')
    expect(silent).toEqual([])
  })

  it('holds nothing but JSON Schema', () => {
    expect(JSON.stringify(jsonSchema())).not.toMatch(/"(sugar|keyed)"/)
    expect(jsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
    })
  })
})
