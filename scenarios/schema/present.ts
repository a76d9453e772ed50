import { z } from 'zod'
import { limits } from '../limits.ts'
import { Distribution } from './distribution.ts'
import { InitialUnits } from './people.ts'
import { amount, count, Duration, Moment, Reference } from './values.ts'

export const PresentSlot = z.strictObject({
  station: Reference.describe('Whose slot it is.'),
  slot: count(1).optional().describe('Place in the station, from 1. Default: 1.'),
  family: z.string().nullable().optional().describe('Family it is set up for. Default: as the station says.'),
  ages: z
    .array(
      z.strictObject({
        of: Reference.describe('A failure mode of the station, or a maintenance task that counts hours or units.'),
        age: z
          .union([Duration, z.number().min(0)])
          .describe('On its clock, since it was repaired or done: a duration, or units where it counts units.'),
      }),
    )
    .optional()
    .describe('How old what fails or is maintained is. Default: as its failure mode says, and nothing counted yet.'),
  signals: z
    .array(
      z.strictObject({
        of: Reference.describe('A signal of the station.'),
        level: z.number().min(-1e9).max(1e9).describe('Its true level.'),
        drift: Distribution.nullable().optional().describe('Its rise until it next starts anew. Default: as the signal says.'),
      }),
    )
    .optional()
    .describe('How far its signals have come. Default: they are at their start.'),
  stopped: z
    .array(
      z.strictObject({
        by: Reference.describe('The failure mode, or the maintenance task.'),
        elapsed: Duration.nullable().optional().describe('How long the repair has lasted. Default: it has not begun.'),
      }),
    )
    .optional()
    .describe('What keeps it from working. Default: nothing.'),
})

export const PresentUnits = InitialUnits.extend({
  slot: count(1).nullable().optional().describe('Place of the station in which it stands, from 1. Default: the next that is free.'),
  doing: z
    .enum(['wait', 'setup', 'work', 'done'])
    .nullable()
    .optional()
    .describe(
      'It waits before the place to come in; or the station sets up for it, works on it, or has done so, and it waits for room ahead. Default: it is in the buffer, or is started anew.',
    ),
  elapsed: Duration.optional().describe('How long that set-up or work has lasted. Default: 0.'),
  reworks: count(0, 1_000_000).optional().describe('Times that it was sent back already. Default: 0.'),
})

export const Present = z.strictObject({
  since: Duration.optional().describe('How long the plant has been going: reviews and planning keep their rhythm. Default: 0.'),
  units: z
    .array(PresentUnits)
    .optional()
    .describe('Units in the plant of which more is known than `initial` can say; they come after those.'),
  slots: z.array(PresentSlot).optional().describe('Slots that are not as their station says.'),
  arrivals: z
    .array(
      z.strictObject({
        source: Reference.describe('Whose.'),
        elapsed: Duration.describe('Since its last arrival, in its hours and by its seasons.'),
      }),
    )
    .optional()
    .describe('Sources whose last arrival was before the start. Default: they begin anew.'),
  purchases: z
    .array(
      z.strictObject({
        material: Reference.describe('What was ordered.'),
        quantity: amount.describe('How much.'),
        elapsed: Duration.nullable().optional().describe('How long ago. Default: it waits for the stock that it is brought from.'),
      }),
    )
    .optional()
    .describe('Purchase orders and transfers under way.'),
  lots: z
    .array(
      z.strictObject({
        material: Reference.describe('Of which material.'),
        quantity: amount.describe('How much is left; together no more than its stock.'),
        age: Duration.optional().describe('How long ago it was received. Default: 0.'),
      }),
    )
    .optional()
    .describe('Lots in stock, in the order of their use. Default: what is in stock is one new lot.'),
  owed: z
    .array(
      z.strictObject({
        source: Reference.describe('Of whose customers.'),
        item: Reference.describe('The product or material.'),
        quantity: count(1, limits.quantity).describe('How much is still owed.'),
        due: Moment.nullable().optional().describe('When it was to be served. Default: no date.'),
      }),
    )
    .optional()
    .describe('Customers who are still owed something from stock, in order.'),
})
