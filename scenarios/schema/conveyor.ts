import { z } from 'zod'
import { Distribution } from './distribution.ts'
import { Duration, Id, keyed, Length, Moment, Ratio, Reference, Speed, Title } from './values.ts'

export const Stoppage = z.strictObject({
  id: Id.optional().describe('Default: `failure`, `failure-2`, …'),
  title: Title,
  clock: z
    .enum(['calendar', 'operating', 'processing'])
    .optional()
    .describe('What wears it: the calendar; time neither paused nor down; or time moving. Default: `processing`, time moving.'),
  after: Distribution.optional().describe('From the end of a repair to the next failure on that clock.'),
  repair: Distribution.optional().describe('Time to repair.'),
  availability: Ratio.optional().describe(
    'Instead of `after` and `repair`, with `mttr`: exponential with mean mttr · A / (1 − A), and a repair that is Erlang of 2 phases.',
  ),
  mttr: Duration.optional().describe('Mean time to repair; with `availability`.'),
})

export const Conveyor = z.strictObject({
  id: Id,
  title: Title,
  area: Reference.nullable().optional().describe('The area it belongs to.'),
  length: Length.describe('From where units come onto it to where they leave it.'),
  speed: Speed.describe('Of a unit that nothing holds up: `0.5 m/s`, `12 m/min`; a bare number is m/s.'),
  unitLength: Length.optional().describe('Length of one unit along the conveyor. Default: 0.5 m.'),
  gap: Length.optional().describe('Least distance from a unit to the one ahead. Default: 0.'),
  accumulating: z
    .boolean()
    .optional()
    .describe('Units close up behind one that cannot leave. Default: false, the whole belt stops and spacing is kept.'),
  release: z
    .enum(['together', 'ripple'])
    .optional()
    .describe('How units that stand start as the first leaves: all at once, or one after the other. Default: `together`.'),
  startDelay: Duration.optional().describe('With `ripple`: each starts so long after the one ahead of it. Default: 0.'),
  speeds: z
    .array(z.strictObject({ from: Moment.describe('From here on.'), factor: z.number().gt(0).max(1000).describe('Times the speed.') }))
    .optional()
    .describe('The speed is multiplied by `factor` from each moment on. Default: none.'),
  calendar: Reference.nullable().optional().describe('When it runs. Default: always.'),
  failures: keyed(Stoppage).optional().describe('Ways it fails; what is on it stays where it is. Default: none.'),
  path: z
    .array(z.strictObject({ x: Length.describe('Metres to the right.'), y: Length.describe('Metres away from the viewer.') }))
    .max(100)
    .optional()
    .describe('Its course on the floor, for the picture only. Default: straight from where units come from to where they go.'),
})
