import { z } from 'zod'
import { limits } from '../limits.ts'
import { Distribution } from './distribution.ts'
import { amount, ClockTime, count, Duration, Id, keyed, Length, Moment, Reference, Speed, Title } from './values.ts'

const Skill = z.string().min(1).max(100)
const priority = z.number().min(-1e6).max(1e6).optional()

export const Need = z
  .strictObject({
    crew: Reference.nullable().optional().describe('The crew they come from. Default: any whose people have the skill.'),
    skill: Skill.nullable().optional().describe('What they can do. Default: any of the crew.'),
    tool: Reference.nullable().optional().describe('Instead of people: the kind of tools.'),
    n: count(1, limits.slots).optional().describe('How many people, or tools. Default: 1.'),
    for: z
      .enum(['setup', 'process', 'both', 'load', 'unload'])
      .optional()
      .describe(
        'When they must be there: during set-up, while the unit is processed (loading and unloading included), both of these; or only while it is loaded, or unloaded. Default: `both`.',
      ),
    priority: priority.describe('Of two that wait for the same people, the larger goes first. Default: 0.'),
    preempt: z
      .boolean()
      .optional()
      .describe('Work of a strictly lower priority is suspended for it; it goes on later where it stopped. Default: false.'),
    resumeWith: z
      .enum(['any', 'same'])
      .optional()
      .describe('Who goes on with suspended work: whoever is free, or the same people. Default: `any`.'),
  })
  .meta({ sugar: [{ type: 'string', description: 'The id of the crew.' }] })

export const needs = z.array(Need).meta({
  sugar: [
    { type: 'string', description: 'The id of the crew.' },
    { type: 'object', description: 'One need alone.' },
  ],
})
/** Of a repair or a maintenance task. */
export const calling = {
  needs: needs.optional().describe('Who must be there besides one of the crew; all come together or nobody does. Default: nobody.'),
  priority: priority.describe('Of two jobs that wait for the same people, the larger goes first. Default: 0.'),
  preempt: z.boolean().optional().describe('Work of a strictly lower priority is suspended for it. Default: false.'),
}

export const Person = z.strictObject({
  id: Id,
  title: Title,
  skills: z
    .array(
      z.strictObject({
        skill: Skill.describe('What the person can do.'),
        level: z.number().gt(0).max(100).optional().describe('How well: 1 is the standard, 0.8 takes 1 / 0.8 of the time. Default: 1.'),
      }),
    )
    .optional()
    .meta({
      sugar: [
        { type: 'string' },
        { type: 'array', items: { type: 'string' } },
        { type: 'object', description: 'Skill: level.', additionalProperties: { type: 'number', exclusiveMinimum: 0 } },
        {
          type: 'object',
          description: 'One skill alone.',
          properties: { skill: { type: 'string', description: 'What the person can do.' } },
          required: ['skill'],
        },
      ],
    })
    .describe('What the person can do, besides what all of the crew can. Default: nothing else.'),
  calendar: Reference.nullable().optional().describe("When the person works. Default: the crew's."),
  from: Moment.optional().describe('Joins the crew. Default: the start.'),
  until: Moment.nullable().optional().describe('Leaves the crew. Default: stays to the end.'),
})

export const Crew = z.strictObject({
  id: Id,
  title: Title,
  size: count(1, limits.slots).optional().describe('People; each does one job at a time. Default: 1, or as many as `persons`.'),
  calendar: Reference.nullable().optional().describe('When they work. Default: always.'),
  skills: z
    .array(Skill)
    .optional()
    .meta({ sugar: [{ type: 'string' }] })
    .describe('What all of them can do. Default: nothing that anybody asks for.'),
  edge: z
    .enum(['finish', 'suspend', 'preempt'])
    .optional()
    .describe(
      'At the end of the shift they finish the job in hand, or leave it: `suspend`: they go on with it themselves; `preempt`: whoever is free does. Default: `finish`.',
    ),
  maxOvertime: Duration.nullable()
    .optional()
    .describe('With `edge: finish`: a job that is not finished so long after the end of the shift is left. Default: no limit.'),
  speed: Speed.nullable().optional().describe('They walk so fast from station to station. Default: they are there at once.'),
  home: z
    .strictObject({ x: Length.describe('Metres to the right.'), y: Length.describe('Metres away from the viewer.') })
    .nullable()
    .optional()
    .describe('Where they are at the start. Default: at the station that asks for them first.'),
  walks: z
    .array(
      z.strictObject({
        from: Reference.describe('A station, or `home`.'),
        to: Reference.describe('A station, or `home`.'),
        time: Duration.describe('There, and back unless that has a line of its own.'),
      }),
    )
    .optional()
    .describe('Walking times that are known; the others follow from `speed`, or are nothing. Default: none.'),
  levelsCount: z
    .boolean()
    .optional()
    .describe('Processing time is divided by the level of the skill that is asked for; of several people, the lowest. Default: false.'),
  costPerHour: amount
    .optional()
    .describe('Cost of an hour of each of them, from the beginning to the end of their shift or of what they do after it. Default: 0.'),
  persons: keyed(Person).optional().describe('One by one, where they differ. Default: they are all alike.'),
})

export const Pallet = z.strictObject({
  id: Id,
  title: Title,
  count: count(1, limits.slots).optional().describe('How many there are. Default: 1.'),
  return: Distribution.optional().describe('Time until an empty one can be taken again. Default: none, at once.'),
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
  starts: z
    .array(z.union([Duration, ClockTime]))
    .optional()
    .describe('Beside `working`: where in the period a shift begins, for reports by shift. Default: with each working span.'),
  origin: Duration.optional().describe(
    'Where in the period the start falls. Default: as if a period began on Monday at midnight, local time.',
  ),
  off: z
    .array(z.union([z.string(), z.strictObject({ from: Moment.describe('Begins.'), to: Moment.describe('Ends.') })]))
    .optional()
    .describe("Days off ('2026-05-01', or '2026-12-24/2026-12-31' with both ends), or spans from moment to moment. Default: none."),
  extra: z
    .array(z.union([z.string(), z.strictObject({ from: Moment.describe('Begins.'), to: Moment.describe('Ends.') })]))
    .optional()
    .describe('Overtime, written as `off` is: worked besides the pattern, also on days off. Default: none.'),
  changes: z
    .array(
      z.strictObject({
        at: Duration.describe('When, since the start.'),
        by: z.number().min(-86_400).max(86_400).describe('Seconds: above zero forward, below zero back.'),
      }),
    )
    .optional()
    .describe('When the local clocks are changed. Default: as in `timeZone`, where the pattern is in local time.'),
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
  kind: z
    .enum(['yield', 'time', 'failure', 'parameter', 'measurement', 'tool', 'lot', 'person'])
    .describe(
      'What changes: the share of good units, the time per unit, or the rate of failures; the true value of a parameter; what is measured, or found; the hours on a tool; the quality of lots received; the level of skill of a person.',
    ),
  target: Reference.describe(
    'The station it happens to; for `lot` the material, for `person` the crew, for `tool` the station, or with a `name` the kind of tools.',
  ),
  name: Reference.nullable()
    .optional()
    .describe(
      'The parameter; for `measurement` the characteristic, or nothing for what is found; for `lot` the supplier, or any; for `person` who; for `tool` the piece, 1, 2, ….',
    ),
  start: Moment.optional().describe('From when on. Default: the start.'),
  end: Moment.nullable().optional().describe('Until when. Default: for good.'),
  ramp: Duration.optional().describe('It grows evenly over this time. Default: 0, at once.'),
  factor: amount.optional().describe('By how much it is multiplied. Default: 1.'),
  amount: z.number().min(-1e12).max(1e12).optional().describe('How much is added. Default: 0.'),
})
