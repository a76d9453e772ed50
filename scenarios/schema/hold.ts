import { z } from 'zod'
import { Distribution } from './distribution.ts'
import { count, Duration, Id, Moment, Ratio, Reference, Title } from './values.ts'

const Trigger = z.strictObject({
  at: Moment.nullable().optional().describe('At this moment, once.'),
  tested: Reference.nullable().optional().describe('The station whose tests reject units, as the results become known.'),
  defect: Reference.nullable().optional().describe('With `tested`: only results that name this defect count. Default: all that reject.'),
  measure: Reference.nullable()
    .optional()
    .describe('With `tested`: only readings of this characteristic outside its limits count. Default: all that rejects.'),
  worked: Reference.nullable().optional().describe('The station at which `parameter` leaves its limits.'),
  parameter: Reference.nullable().optional().describe('With `worked`: the parameter, as it is at the end of a job.'),
  above: z
    .number()
    .nullable()
    .optional()
    .describe('With `worked`: a job at a value above this counts. Default: the `high` of the parameter.'),
  below: z
    .number()
    .nullable()
    .optional()
    .describe('With `worked`: a job at a value below this counts. Default: the `low` of the parameter.'),
  refused: Reference.nullable().optional().describe('The material of which a delivery is refused at its inspection.'),
  fails: count(1, 1_000).optional().describe('So many of them … Default: 1.'),
  within: count(1, 1_000)
    .optional()
    .describe('… among the last so many results, jobs or deliveries. Default: as many as `fails`: one after the other.'),
})

const Units = z.strictObject({
  products: z.array(Reference).optional().describe('Of these products. Default: all.'),
  families: z.array(Reference).optional().describe('Of these set-up families. Default: all.'),
  orders: z.array(Reference).optional().describe('Of these listed orders. Default: all, and units of none.'),
  passed: Reference.nullable()
    .optional()
    .describe('Worked on at this station, they or what is joined to them. Default: anywhere, or not yet.'),
  since: z
    .union([z.literal('lastPassed'), Duration])
    .nullable()
    .optional()
    .describe(
      'With `passed`: there at most so long before the hold; or, with `tested`, after the last unit that passed that test was there (`lastPassed`). Default: ever.',
    ),
  sameLot: Reference.nullable()
    .optional()
    .describe('Material of which they took a lot that the unit took too with which it came to light. Default: whatever they took.'),
  sameOrder: z.boolean().optional().describe('Only of the order of the unit with which it came to light. Default: false.'),
})

const Lots = z.strictObject({
  material: Reference.describe('Material whose lots are kept apart.'),
  since: Duration.nullable().optional().describe('Received at most so long before the hold. Default: all that are there.'),
  used: z.boolean().optional().describe('Only lots that the unit took with which it came to light. Default: false.'),
})

const Disposition = z.strictObject({
  after: Distribution.describe('How long the hold lasts: until it is known what is to be done.'),
  scrap: Ratio.optional().describe('Share of the units that is scrapped. Default: 0.'),
  rework: Ratio.optional().describe('Share of the units that goes back to `to`; those that have not come so far are released. Default: 0.'),
  to: Reference.nullable().optional().describe('The operation at which rework begins.'),
  lots: z.enum(['release', 'scrap']).optional().describe('What becomes of the lots. Default: `release`.'),
})

export const Hold = z.strictObject({
  id: Id,
  title: Title,
  when: Trigger.describe('When it begins: exactly one of `at`, `tested`, `worked` and `refused`. While it lasts it does not begin again.'),
  units: Units.nullable()
    .optional()
    .describe(
      'Units that are on hold, of which all of this is true, and those that come to be while it lasts; `{}` is all. Default: none.',
    ),
  stations: z.array(Reference).optional().describe('Stations that are on hold. Default: none.'),
  inHand: z
    .enum(['finish', 'suspend'])
    .optional()
    .describe('At the stations what is in work is finished first, or stands until the hold is over. Default: `finish`.'),
  lots: Lots.nullable().optional().describe('Lots that are on hold. Default: none.'),
  disposition: Disposition.nullable().optional().describe('How it ends. Default: never.'),
})
