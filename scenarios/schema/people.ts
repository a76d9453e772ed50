import { z } from 'zod'
import { limits } from '../limits.ts'
import { amount, ClockTime, count, Duration, Id, Moment, Reference, Title } from './values.ts'

export const Crew = z.strictObject({
  id: Id,
  title: Title,
  size: count(1, limits.slots).optional().describe('People; each does one job at a time. Default: 1.'),
  calendar: Reference.nullable().optional().describe('When they work. Default: always.'),
})

export const Shift = z.strictObject({
  days: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('Days on which it begins: `mon-fri`, `sat`, `[mon, wed]`, `daily`. Default: `daily`.'),
  from: ClockTime.describe("Begins: '22:00'."),
  to: ClockTime.describe("Ends: '06:00'; on the next day where that is not after `from`. '24:00' is midnight."),
  breaks: z
    .array(z.strictObject({ from: ClockTime.describe('Begins.'), to: ClockTime.describe('Ends.') }))
    .optional()
    .describe('Pauses within the shift. Default: none.'),
})

export const Calendar = z.strictObject({
  id: Id,
  title: Title,
  shifts: z.array(Shift).min(1).optional().describe('Working time of a week, in local time.'),
  period: Duration.optional().describe('Instead of `shifts`: a pattern that repeats with this period.'),
  working: z
    .array(
      z.strictObject({
        from: z.union([Duration, ClockTime]).describe('Begins, so long after the period.'),
        to: z.union([Duration, ClockTime]).describe('Ends.'),
      }),
    )
    .optional()
    .describe('Working spans within the period, as durations from its beginning.'),
  origin: Duration.optional().describe(
    'Where in the period the start falls. Default: as if a period began on Monday at midnight, local time.',
  ),
  off: z
    .array(z.union([z.string(), z.strictObject({ from: Moment.describe('Begins.'), to: Moment.describe('Ends.') })]))
    .optional()
    .describe("Days off ('2026-05-01', or '2026-12-24/2026-12-31' with both ends), or spans from moment to moment. Default: none."),
})

export const InitialUnits = z.strictObject({
  product: Reference.optional().describe('Default: the only product.'),
  operation: Reference.optional().describe('The operation they wait for or are in. Default: the one that `at` belongs to.'),
  quantity: count(1, limits.initialUnits).optional().describe('Units. Default: 1.'),
  at: Reference.optional().describe("The operation's buffer, or one of its stations. Default: its buffer, or its first station."),
  order: Reference.nullable().optional().describe('The order they belong to. Default: none.'),
})

export const DispatchJob = z
  .strictObject({
    order: Reference.describe('What is worked on.'),
    operation: Reference.optional().describe("Default: the first operation of the order's route that the station can do."),
    quantity: count(1).optional().describe('Default: all of the order that is not completed.'),
    notBefore: Moment.optional().describe('Not started earlier. Default: as soon as possible.'),
  })
  .meta({ sugar: [{ type: 'string', description: 'The id of the order.' }] })

export const DispatchList = z.strictObject({
  station: Reference.describe('Whose list it is.'),
  jobs: z.array(DispatchJob).describe('In the order in which the station does them.'),
})

export const Fault = z.strictObject({
  id: Id,
  kind: z.enum(['yield', 'time', 'failure']).describe('What changes: the share of good units, the time per unit, or the rate of failures.'),
  target: Reference.describe('The station it happens to.'),
  start: Moment.optional().describe('From when on. Default: the start.'),
  factor: amount.describe('By how much it is multiplied.'),
})
