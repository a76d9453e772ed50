import { z } from 'zod'
import { Distribution } from './distribution.ts'
import { count, Id, Ratio, Reference, Title } from './values.ts'

const figure = z.number().min(-1e12).max(1e12)
const size = z.number().min(0).max(1e12)
const share = z.number().gt(-1).lt(1)

export const Parameter = z.strictObject({
  id: Id,
  title: Title,
  unit: z.string().max(20).optional().describe('Unit of measure. Default: none.'),
  setPoint: figure.describe('What is set.'),
  sd: size.optional().describe('Standard deviation of the value from job to job. Default: 0.'),
  autocorrelation: share.optional().describe('Correlation of that noise from one job to the next, above -1 and below 1. Default: 0.'),
  drift: figure.optional().describe('How far the value moves in an hour of `clock`. Default: 0.'),
  clock: z.enum(['calendar', 'processing']).optional().describe('Hours of the calendar, or hours processing. Default: `processing`.'),
  low: figure.nullable().optional().describe('What it should not be below. Default: no limit.'),
  high: figure.nullable().optional().describe('What it should not be above. Default: no limit.'),
  resetBy: z
    .union([z.literal('all'), z.array(Reference)])
    .optional()
    .describe('Maintenance tasks of the station after which the drift begins anew. Default: `all`.'),
  adjustEvery: count(1).nullable().optional().describe('Adjusted after so many jobs: the drift begins anew. Default: never by count.'),
  adjustBeyond: size.nullable().optional().describe('Adjusted after a job further than this from the set point. Default: never by value.'),
})

export const ParameterSetting = z.strictObject({
  parameter: Reference.describe('A parameter of the stations of this operation.'),
  setPoint: figure.nullable().optional().describe("What is set for this operation. Default: the station's."),
  low: figure.nullable().optional().describe("Default: the station's."),
  high: figure.nullable().optional().describe("Default: the station's."),
})

export const Characteristic = z.strictObject({
  id: Id,
  title: Title,
  unit: z.string().max(20).optional().describe('Unit of measure. Default: none.'),
  value: Distribution.describe('The true value, in its unit of measure.'),
  parameter: Reference.nullable().optional().describe('A parameter of the station that moves it. Default: none.'),
  gain: figure
    .optional()
    .describe("How far it moves when the parameter is 1 above the station's set point. Default: 1 where there is a parameter, else 0."),
})

export const DefectEffect = z.strictObject({
  of: z
    .enum(['parameter', 'materialLot', 'toolAge', 'operator', 'speed', 'sinceSetup', 'station'])
    .describe(
      'What x is: the value of parameter `name`; the quality figure of the lot of item `name`; hours processing since the last maintenance, or in the present life of tool `name`; the level of the skill of those who do it, the lowest; planned / actual time; units since the last set-up; 1 at station `name`.',
    ),
  name: Reference.nullable().optional().describe('Id of the parameter, item, tool or station.'),
  coefficient: figure.describe('Added to the logit for each unit of x beyond the target.'),
  target: figure
    .nullable()
    .optional()
    .describe('Where it begins to count. Default: the set point of a parameter, 1 for `speed` and `operator`, else 0.'),
  side: z
    .enum(['above', 'below', 'both'])
    .optional()
    .describe('Which way beyond the target counts. Default: `above`; `below` for `operator`.'),
})

export const Defect = z.strictObject({
  id: Id,
  title: Title,
  probability: Ratio.nullable().optional().describe('Chance of it where no effect counts.'),
  logit: figure.nullable().optional().describe('Instead of `probability`, as its logit, ln(p / (1 - p)).'),
  effects: z
    .array(DefectEffect)
    .optional()
    .describe('What makes it more likely: logit P = b0 + sum of coefficient x (x - target)+. Default: nothing.'),
})

export const Measure = z.strictObject({
  characteristic: Reference.describe('A characteristic that this or an earlier operation gives the unit.'),
  sd: size.optional().describe('Standard deviation of the error of measurement. Default: 0.'),
  low: figure.nullable().optional().describe('Rejected below. Default: no limit.'),
  high: figure.nullable().optional().describe('Rejected above. Default: no limit.'),
})

/** `rework` is written out where it is used: `Rework` of station.ts. */
export const testFields = {
  finds: z
    .union([z.literal('all'), z.array(Reference)])
    .optional()
    .describe('Defects of this and earlier operations that it looks for. Default: `all`.'),
  detection: Ratio.optional().describe('Chance to find each defect that is there. Default: 100 %.'),
  falseAlarm: Ratio.optional().describe('Chance to reject a unit without any of them. Default: 0.'),
  measures: z.array(Measure).optional().describe('Characteristics that are measured. Default: none.'),
  every: count(1).optional().describe('Every so many-th unit is tested. Default: 1, all.'),
  share: Ratio.optional().describe('Share of those units that is tested, at random. Default: 100 %.'),
  time: Distribution.nullable().optional().describe("Work for a unit that is tested, on top of the operation's time. Default: none."),
  result: Distribution.nullable().optional().describe('From the end of the operation until the result is known. Default: at once.'),
  meanwhile: z
    .enum(['quarantine', 'goOn'])
    .optional()
    .describe('Until then the unit is set aside, or goes on and is caught at the end of its next operation. Default: `quarantine`.'),
  onFail: z
    .enum(['scrap', 'rework', 'accept'])
    .optional()
    .describe('What is done with a rejected unit. Default: `rework` where `rework` says how, else `scrap`.'),
  repairs: z
    .union([z.literal('all'), z.array(Reference)])
    .optional()
    .describe('Defects that rework takes away. Default: all that the test looks for.'),
}
