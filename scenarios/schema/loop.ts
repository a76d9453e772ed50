import { z } from 'zod'
import { count, Duration, Id, Reference, Title } from './values.ts'

export const Loop = z.strictObject({
  id: Id,
  title: Title,
  kind: z
    .enum(['conwip', 'kanban', 'drum'])
    .describe(
      '`conwip`: at most `limit` units between two points; `kanban`: at most `limit` units in work for `buffer` and in it; `drum`: units are released while those on their way to `station` are less than `work` for it.',
    ),
  limit: count(1).nullable().optional().describe('Units of a `conwip` loop, or cards of a `kanban` loop.'),
  work: Duration.nullable()
    .optional()
    .describe('The time buffer of a `drum` loop: planned time at `station` of the units released and not done there.'),
  products: z
    .array(Reference)
    .optional()
    .describe('The products it holds for. Default: all; those that wait in `buffer`, or go to `station`.'),
  perProduct: z
    .boolean()
    .optional()
    .describe('Each product has a limit of its own. Default: true for `kanban`, else false: all share one.'),
  from: Reference.nullable()
    .optional()
    .describe(
      '`conwip`: the operation with whose start a unit comes in. Default: none, units come in as they are released into the plant.',
    ),
  to: Reference.nullable()
    .optional()
    .describe('`conwip`: the operation with whose end a unit is out. Default: none, units are out after their last operation.'),
  buffer: Reference.nullable()
    .optional()
    .describe('`kanban`: a unit has its card from the start of the operation before this buffer until it is taken from it.'),
  station: Reference.nullable().optional().describe('`drum`: the bottleneck that sets the pace.'),
  rule: z
    .enum(['fifo', 'edd', 'spt', 'priority'])
    .optional()
    .describe('Who is released first: first come, earliest due date, least planned work, highest priority. Default: `fifo`.'),
})
