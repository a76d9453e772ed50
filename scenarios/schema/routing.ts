import { z } from 'zod'
import { Distribution } from './distribution.ts'
import { amount, Id, Ratio, Reference, Title } from './values.ts'

const value = z.union([z.string().min(1).max(1_000), z.number()])

/** Names that are not attributes of a product: what every unit has. */
export const builtInAttributes = ['product', 'priority', 'reworks', 'visits'] as const

export const Attribute = z.strictObject({
  id: Id,
  title: Title,
  number: Distribution.nullable()
    .optional()
    .describe('A number, drawn once for each unit: plain, without a unit of time. `weight: { kind: normal, … }` is short for it.'),
  values: z
    .array(z.strictObject({ value: z.string().min(1).max(1_000).describe('A word.'), weight: amount.optional().describe('Default: 1.') }))
    .optional()
    .meta({
      sugar: [
        { type: 'object', description: 'Word: weight.', additionalProperties: { type: 'number', minimum: 0 } },
        { type: 'array', items: { type: 'string' } },
      ],
    })
    .describe('Instead of `number`: words, one of which is drawn by weight. Also `values: [ red, blue ], weights: [ 3, 1 ]`.'),
})

export const Condition = z.strictObject({
  attribute: z
    .string()
    .min(1)
    .describe(
      'What is looked at: an attribute of the product; or `product`; `priority`; `reworks`, how often the unit was reworked; `visits`, how often it was worked on, at whatever operations.',
    ),
  is: z
    .union([value, z.array(value)])
    .optional()
    .describe('It is this, or one of these.'),
  above: z.number().nullable().optional().describe('It is more than this.'),
  upTo: z.number().nullable().optional().describe('It is at most this.'),
})

export const Branch = z
  .strictObject({
    to: Reference.describe('An operation of the route, or a sink.'),
    probability: Ratio.nullable().optional().describe('So many of the units go there.'),
    when: Condition.nullable().optional().describe('Units of which this holds go there; the first branch that holds counts.'),
  })
  .describe('Without `probability` and `when`: all that are left go there.')

export const next = z
  .array(Branch)
  .optional()
  .meta({
    sugar: [
      { type: 'string', description: 'All go there.' },
      { type: 'object', description: 'Operation or sink: probability.', additionalProperties: { type: ['number', 'string'] } },
    ],
  })
  .describe('Where units go afterwards. What no branch takes goes on to the next operation of the list. Default: none, all do.')

export const Alternative = z.strictObject({
  station: Reference.describe('One of the stations of the operation.'),
  buffer: Reference.nullable().optional().describe("Where those wait that have this station to go to. Default: the operation's buffer."),
  weight: amount.optional().describe('Share for `random`. Default: 1.'),
  when: Condition.nullable().optional().describe('For `byAttribute`: units of which this holds go there. Default: all do.'),
})

export const Choice = z
  .strictObject({
    by: z
      .enum(['preferred', 'shortestQueue', 'cyclic', 'random', 'byAttribute'])
      .describe(
        '`preferred`: the first that has room; `shortestQueue`: fewest units waiting for it and in it, per slot; `cyclic`: each in turn; `random`: by weight; `byAttribute`: the first whose `when` holds.',
      ),
    at: z
      .array(Alternative)
      .optional()
      .describe('What is particular to each station; also written as the elements of `stations`. Default: nothing.'),
    again: z
      .boolean()
      .optional()
      .describe(
        'Units still waiting choose anew, and new ones keep away, while the station stands still: down, in maintenance or off shift. Default: false.',
      ),
  })
  .meta({ sugar: [{ enum: ['shared', 'preferred', 'shortestQueue', 'cyclic', 'random', 'byAttribute'] }] })
