import { z } from 'zod'
import { limits } from '../limits.ts'
import { Component } from './component.ts'
import { Distribution } from './distribution.ts'
import { needs } from './people.ts'
import { amount, count, Id, Ratio, Title } from './values.ts'

const changing = {
  time: Distribution.optional().describe('Until it can be used again. Default: none, at once.'),
  needs: needs.optional().describe('Who must be there for it. Default: nobody.'),
  cost: amount.optional().describe('What it costs each time. Default: 0.'),
}

export const Tool = z.strictObject({
  id: Id,
  title: Title,
  count: count(1, limits.slots).optional().describe('How many there are. Default: 1.'),
  wear: z
    .strictObject({
      clock: z
        .enum(['processing', 'cycles'])
        .optional()
        .describe('What `life` is counted in: the time that units are processed with it, or units. Default: `processing`.'),
      life: Distribution.nullable()
        .optional()
        .describe('Used so long, it is changed as soon as the unit in work is done. Default: only when it breaks.'),
      breaks: Distribution.nullable()
        .optional()
        .describe('Time at work after which it breaks, in the midst of the work; for each life anew. Default: never.'),
      interrupted: z
        .enum(['resume', 'restart', 'resample', 'scrap'])
        .optional()
        .describe(
          'When it breaks, the unit in work goes on with another where it stopped, from the beginning, from the beginning with another time, or is scrapped. Default: `resume`.',
        ),
      regrind: z
        .strictObject({
          times: count(1).optional().describe('So often it is reground, then replaced. Default: 1.'),
          restores: Ratio.optional().describe('Share of the life of a new one that it has then. Default: 100 %.'),
          ...changing,
        })
        .nullable()
        .optional()
        .describe('Worn ones are reground first; broken ones never are. Default: they are replaced.'),
      replace: z
        .strictObject({
          ...changing,
          spares: z
            .array(Component)
            .optional()
            .meta({
              sugar: [{ type: 'object', description: 'Item: quantity.', additionalProperties: { type: 'number', exclusiveMinimum: 0 } }],
            })
            .describe('What it takes from stock, all or none. Default: nothing.'),
        })
        .optional()
        .describe('How a worn or broken one is replaced by a new one. Default: at once and for nothing.'),
    })
    .nullable()
    .optional()
    .describe('How it wears out. Default: never.'),
})
