import { z } from 'zod'
import { limits } from '../limits.ts'
import { Component } from './component.ts'
import { Distribution } from './distribution.ts'
import { Power } from './energy.ts'
import { calling, needs } from './people.ts'
import { Parameter, testFields } from './quality.ts'
import { amount, count, Duration, Id, keyed, Length, Moment, Ratio, Reference, Speed, Title } from './values.ts'

export const Pose = z
  .strictObject({
    x: Length.describe('Metres to the right.'),
    y: Length.describe('Metres away from the viewer.'),
    rotation: z.number().min(-360).max(360).optional().describe('Degrees. Default: 0.'),
  })
  .describe('Place on the floor. Default: laid out along the routes, left to right.')

export const Rework = z.strictObject({
  ratio: Ratio.optional().describe('Share of the bad units that is worked on again; the rest is scrapped. Default: 100 %.'),
  to: Reference.nullable().optional().describe('Operation at which they start again: this one or an earlier one. Default: this one.'),
  limit: count(0, 1000).optional().describe('A unit that was reworked so often already, at whatever operations, is scrapped. Default: 1.'),
  per: z
    .enum(['unit', 'operation'])
    .optional()
    .describe('What `limit` counts: all reworks of the unit, or only those that this operation sent it back for. Default: `unit`.'),
})

export const batchKeys = ['product', 'operation', 'family', 'order', 'priority'] as const

export const Batch = z
  .strictObject({
    min: count(1, limits.batch).optional().describe('Not started with fewer. Default: `max`.'),
    max: count(1, limits.batch).optional().describe('Not started with more. Default: `min`.'),
    key: z
      .array(z.enum(batchKeys))
      .optional()
      .meta({ sugar: [{ type: 'string' }] })
      .describe(
        'What the units of one batch have in common; `[]`: any units that wait for the station go together. Default: `[product, operation]`.',
      ),
    maxWait: Duration.optional().describe('From its first unit on, a batch waits so long to be full. Default: 0, it starts with `min`.'),
    onTimeout: z
      .enum(['wait', 'release', 'reject'])
      .optional()
      .describe(
        'After `maxWait` a batch of fewer than `min` goes on waiting until there are `min`, starts as it is, or its units are scrapped. Default: `wait`.',
      ),
  })
  .meta({ sugar: [{ type: 'integer', minimum: 1, description: 'So many units, no more and no fewer.' }] })

export const Test = z.strictObject({
  ...testFields,
  rework: Rework.nullable().optional().describe('How rejected units are worked on again. Default: they are scrapped.'),
})

export const Area = z.strictObject({ id: Id, title: Title })

export const SetupRule = z.strictObject({
  from: z.string().optional().describe('Family the station is set up for; `*` is any. Default: `*`.'),
  to: z.string().optional().describe('Family to come; `*` is any. Default: `*`.'),
  time: Distribution.describe('How long the changeover takes.'),
  external: Ratio.optional().describe(
    'Share of it that needs no stop: it is prepared from the moment on in which the unit comes to the queue, and what is not ready by then is waited for. Default: 0 %.',
  ),
})

export const StartUp = z
  .strictObject({
    scrap: count(0, 1_000_000).optional().describe('The first units after a set-up that are scrap. Default: 0.'),
    slow: count(0, 1_000_000).optional().describe('The first units after a set-up that take longer. Default: 0.'),
    factor: z.number().gt(0).max(1000).optional().describe('How many times as long they take. Default: 1.'),
    release: Duration.optional().describe(
      'The station waits so long for the release of the first article, the first unit that is not start-up scrap. Default: 0.',
    ),
  })
  .describe('What comes after each set-up. Default: nothing.')

export const Campaign = z
  .strictObject({
    units: count(1).nullable().optional().describe('Cleaned after so many units.'),
    hours: Duration.nullable().optional().describe('Cleaned when it has worked so long.'),
    cleaning: Distribution.describe('How long cleaning takes.'),
  })
  .describe('Cleaning between two units, so long after the last cleaning or set-up. Default: never.')

export const FailureMode = z.strictObject({
  id: Id.optional().describe('Default: `failure`, `failure-2`, …'),
  title: Title,
  clock: z
    .enum(['calendar', 'operating', 'processing', 'cycles', 'signal'])
    .optional()
    .describe(
      'What wears it: the calendar; time neither paused nor down; time processing; units processed; or it fails when its `signal` reaches `fail`. Default: `processing`.',
    ),
  signal: Reference.nullable()
    .optional()
    .describe(
      'A signal of the station. With the clock `signal`: whose level decides. Else, with `doubles`: whose level makes it age faster.',
    ),
  doubles: z
    .number()
    .gt(0)
    .max(1e9)
    .nullable()
    .optional()
    .describe(
      'It ages twice as fast for each such rise of the signal above its start. For the clocks `processing` and `cycles`. Default: never.',
    ),
  load: z
    .strictObject({
      parameter: Reference.describe('A parameter of the station: force, speed, temperature, what it is loaded with.'),
      rated: z.number().gt(0).max(1e9).describe('What it is built for, in the unit of the parameter. `after` is meant at this load.'),
      exponent: z
        .number()
        .min(0)
        .max(20)
        .optional()
        .describe('Of the power by which it ages faster above it, and slower below. Default: 3.'),
    })
    .nullable()
    .optional()
    .describe('It ages (value / rated)^exponent times as fast. For the clocks `processing` and `cycles`. Default: whatever the load is.'),
  station: Reference.nullable()
    .optional()
    .describe('Another station, whose processing time or units are meant by the clock `processing` or `cycles`. Default: its own.'),
  after: Distribution.optional().describe('From the end of a repair to the next failure on that clock; a number of units for `cycles`.'),
  interval: Distribution.optional().describe(
    'Instead of `after`: from the start of a failure to the start of the next. One that comes due during the repair happens as that ends.',
  ),
  since: z.enum(['repair', 'failure']).optional().describe('What `after` is counted from; `interval` says `failure`. Default: `repair`.'),
  dueWhile: z
    .enum(['accrue', 'gate'])
    .optional()
    .describe(
      '`accrue`: the clock stands still while the station may not fail. `gate`: it runs by the calendar, and the failure waits until the station works (`processing`) or is neither paused nor down (`operating`). Default: `accrue`.',
    ),
  first: z
    .enum(['new', 'equilibrium'])
    .optional()
    .describe('The first failure is that of a new machine, or of one that has been in use for ever (its residual life). Default: `new`.'),
  age: Duration.optional().describe('How old it is at the start, on its clock; a number of units for `cycles`. Default: 0.'),
  repair: Distribution.optional().describe('Time to repair, once the crew is there.'),
  availability: Ratio.optional().describe(
    'Instead of `after` and `repair`, with `mttr`: exponential with mean mttr · A / (1 − A), and a repair that is Erlang of 2 phases.',
  ),
  mttr: Duration.optional().describe('Mean time to repair; with `availability`.'),
  crew: Reference.nullable().optional().describe('Who repairs. Default: nobody is needed.'),
  spares: z
    .array(Component)
    .optional()
    .meta({ sugar: [{ type: 'object', description: 'Item: quantity.', additionalProperties: { type: 'number', exclusiveMinimum: 0 } }] })
    .describe('Parts taken from stock for one repair, all or none; the repair waits for them. Default: none.'),
  cost: amount.optional().describe('Cost of one repair. Default: 0.'),
  interrupted: z
    .enum(['resume', 'restart', 'resample', 'scrap', 'finishFirst', 'opportunistic'])
    .optional()
    .describe(
      'The unit in work goes on where it stopped, starts anew with the same time, starts anew with a new time, or is scrapped; or the failure waits until it is finished (`finishFirst`), or until the station finds nothing to do (`opportunistic`). Default: `resume`.',
    ),
  scrapRatio: Ratio.nullable()
    .optional()
    .describe('With `scrap`: the share of failures that cost the unit; the others resume. Default: 100 %.'),
  effect: z
    .enum(['renew', 'minimal', 'partial'])
    .optional()
    .describe('After a repair it is as good as new, as bad as old (it keeps its age), or has lost a share of its age. Default: `renew`.'),
  restores: Ratio.nullable().optional().describe('With `partial`: the share of its age that a repair takes away.'),
  setup: z
    .enum(['keep', 'lost'])
    .optional()
    .describe('After a repair the station is still set up, or has to be set up anew. Default: `keep`.'),
  ...calling,
})

export const MaintenanceTask = z.strictObject({
  id: Id.optional().describe('Default: `maintenance`, `maintenance-2`, …'),
  title: Title,
  at: z
    .array(Moment)
    .optional()
    .meta({ sugar: [{ type: ['string', 'number'] }] })
    .describe('Moments at which it is due.'),
  every: Duration.nullable().optional().describe('Repeats with this period. Default: only `at`.'),
  first: Moment.optional().describe('The first of the repetitions. Default: after one period.'),
  hours: Duration.nullable().optional().describe('Due after so long on `clock` since it was last done.'),
  clock: z
    .enum(['calendar', 'operating', 'processing'])
    .optional()
    .describe('What `hours` counts: all time; time neither paused nor down; or time processing. Default: `operating`.'),
  cycles: count(1).nullable().optional().describe('Due after so many units since it was last done.'),
  since: z
    .enum(['maintenance', 'renewal'])
    .optional()
    .describe(
      '`renewal`: a repair of a mode in `renews` starts the count of `hours` or `cycles` anew as well (age replacement). Default: `maintenance`.',
    ),
  when: z
    .strictObject({
      signal: Reference.describe('A signal of the station.'),
      above: z.number().min(-1e9).max(1e9).describe('Its reading at or above which the task is due.'),
    })
    .nullable()
    .optional()
    .describe('Condition-based: due when a reading of a signal is high.'),
  window: Duration.nullable()
    .optional()
    .describe(
      'Done already when the station is down or paused this long, or less, before it is due; a number of units beside `cycles`. Default: never early.',
    ),
  duration: Distribution.describe('How long it takes, once the crew is there.'),
  crew: Reference.nullable().optional().describe('Who does it. Default: nobody is needed.'),
  renews: z
    .union([z.literal('all'), z.array(Reference)])
    .optional()
    .describe('Failure modes of the station that are as good as new afterwards. Default: `all`.'),
  resets: z
    .union([z.literal('all'), z.array(Reference)])
    .optional()
    .describe('Signals of the station that start anew. Default: `all`.'),
  cost: amount.optional().describe('Cost of doing it once. Default: 0.'),
  start: z
    .enum(['finish', 'suspend'])
    .optional()
    .describe('`finish`: the unit in work is finished first; `suspend`: it waits and goes on afterwards. Default: `finish`.'),
  ...calling,
})

const level = z.number().min(-1e9).max(1e9)

export const Signal = z.strictObject({
  id: Id,
  title: Title,
  unit: z.string().max(40).optional().describe('What it is measured in: mm/s, µm, °C. Default: none.'),
  start: level.optional().describe('Level of a new part. Default: 0.'),
  drift: Distribution.describe('Rise, as a plain number or a distribution of plain numbers.'),
  per: z
    .enum(['hour', 'unit'])
    .optional()
    .describe('Rise per hour of processing, drawn anew at each start; or per unit worked on, drawn for each. Default: `hour`.'),
  growth: z
    .enum(['linear', 'exponential'])
    .optional()
    .describe(
      '`exponential`: the level grows in proportion to itself, as vibration does; `drift` and `noise` are then of its natural logarithm. Default: `linear`.',
    ),
  noise: z.number().min(0).max(1e9).optional().describe('Standard deviation of what a reading adds to the true level. Default: 0.'),
  every: Duration.nullable().optional().describe('Time between readings. Default: one after each unit.'),
  warning: level.nullable().optional().describe('Readings at or above are a warning. Default: none are.'),
  alarm: level.nullable().optional().describe('Readings at or above are an alarm. Default: none are.'),
  fail: level.nullable().optional().describe('True level at which failures with the clock `signal` happen.'),
})

export const StationHold = z.strictObject({
  at: Moment.describe('From when on it is on hold.'),
  until: Moment.nullable().optional().describe('Until when. Default: for good.'),
  inHand: z
    .enum(['finish', 'suspend'])
    .optional()
    .describe('What is in work is finished first, or stands until the hold is over. Default: `finish`.'),
})

export const Outside = z.strictObject({
  supplier: Reference.nullable().optional().describe('Who does it. Default: nobody by name.'),
  leadTime: Distribution.optional().describe('From when a shipment leaves until it is back: short for `time` of the station.'),
  ship: z
    .strictObject({
      min: count(1, limits.batch).optional().describe('No shipment of fewer. Default: 1.'),
      max: count(1, limits.batch).optional().describe('No shipment of more. Default: no limit.'),
      maxWait: Duration.optional().describe('Ships fewer than `min` when the first of them has waited so long. Default: they wait.'),
      key: z.array(z.enum(batchKeys)).optional().describe('What the units of one shipment have in common. Default: `[]`, nothing.'),
    })
    .optional()
    .describe('How many units go together: short for `batch` of the station. Default: each by itself; with `pickUps` all that wait.'),
  pickUps: Reference.optional().describe('Shipments leave in the working time of this calendar only: short for `calendar` of the station.'),
  cost: amount.optional().describe('Cost of each unit that comes back. Default: 0.'),
})

export const stationKinds = [
  'machine',
  'lathe',
  'mill',
  'grinder',
  'oven',
  'smt',
  'tester',
  'assembly',
  'washer',
  'robot',
  'bench',
  'packing',
] as const

export const dispatchingRules = [
  'fifo',
  'lifo',
  'spt',
  'lpt',
  'edd',
  'criticalRatio',
  'slack',
  'leastSetup',
  'setup',
  'priority',
  'leastWorkRemaining',
  'mostWorkRemaining',
  'shortestNextQueue',
] as const
export const releaseOperator = z.enum(['atEnd', 'whenLeft'])

export const Station = z.strictObject({
  id: Id,
  title: Title,
  area: Reference.nullable().optional().describe('The area it belongs to.'),
  kind: z.enum(stationKinds).optional().describe('What it looks like. Default: `machine`.'),
  slots: count(1, limits.slots).optional().describe('Equal places that work side by side. Default: 1.'),
  time: Distribution.nullable().optional().describe('Time for one unit; an operation may have its own.'),
  load: Distribution.nullable().optional().describe('Loading, before the work on each unit. Default: none.'),
  unload: Distribution.nullable().optional().describe('Unloading, after it. Default: none.'),
  yield: Ratio.optional().describe('Share of units that are good. Default: 100 %.'),
  rework: Rework.nullable().optional().describe('What happens to units that are not good. Default: they are scrapped.'),
  setups: z
    .array(SetupRule)
    .optional()
    .describe(
      'Changeovers between product families; the most specific rule counts: (from, to), (*, to), (from, *), (*, *). Default: none.',
    ),
  anticipate: z
    .boolean()
    .optional()
    .describe(
      'A slot that finds nothing to do is set up for what comes next: the job of its dispatch list, or else the oldest unit in work at a station before it. Default: false.',
    ),
  initialFamily: z.string().nullable().optional().describe('Family it is set up for at the start. Default: none.'),
  startUp: StartUp.nullable().optional().describe('What the first units after a set-up are like. Default: like any others.'),
  campaign: Campaign.nullable().optional().describe('When it must be cleaned between set-ups. Default: never.'),
  failures: keyed(FailureMode).optional().describe('Ways it fails. Default: none.'),
  overlap: z
    .enum(['union', 'queue'])
    .optional()
    .describe('Failures that overlap are repaired side by side, or one after the other. Default: `union`.'),
  signals: keyed(Signal).optional().describe('What is measured of its condition, and gets worse by work. Default: none.'),
  maintenance: keyed(MaintenanceTask).optional().describe('Planned maintenance. Default: none.'),
  holds: z.array(StationHold).optional().describe('When nothing may start there. Default: never.'),
  calendar: Reference.nullable().optional().describe('When it works. Default: always.'),
  edge: z
    .enum(['suspend', 'finish', 'finishWithin'])
    .optional()
    .describe(
      'At the end of its shift it stops where it is; or finishes the unit in work, and then has the full pause (`finish`) or what is left of it (`finishWithin`). Default: `suspend`.',
    ),
  maxOvertime: Duration.nullable()
    .optional()
    .describe('With `finish` and `finishWithin`: stops so long after the end of the shift in any case. Default: no limit.'),
  mustFit: z
    .boolean()
    .optional()
    .describe('Starts nothing that is not done before the pause by its planned time, with set-up. Default: false.'),
  rule: z
    .union([z.enum(dispatchingRules), z.array(z.enum(dispatchingRules)).min(1).max(dispatchingRules.length)])
    .optional()
    .describe(
      'Which unit is next. `fifo`: first come; `lifo`: last come; `spt`, `lpt`: shortest, longest time here; `edd`: earliest due date; `criticalRatio`: time until due / work remaining; `slack`: time until due − work remaining; `leastSetup`: shortest set-up; `setup`: no set-up before any; `priority`: highest; `leastWorkRemaining`, `mostWorkRemaining`: by the planned times of the operations still to come; `shortestNextQueue`: fewest units waiting for its next operation. A list: the next rule settles the ties of the one before. Default: `fifo`.',
    ),
  blockingBeforeService: z
    .boolean()
    .optional()
    .describe('Work starts only when there is room for the unit downstream. Default: false: a finished unit waits in the station.'),
  needs: needs.optional().describe('Who must be there for set-up and processing; an operation may have its own. Default: nobody.'),
  releaseOperator: releaseOperator
    .optional()
    .describe('When they may go: `atEnd` of the work, or `whenLeft`: as the unit has left the station. Default: `atEnd`.'),
  occupiedWhileBlocked: z
    .boolean()
    .optional()
    .describe('With `blockingBeforeService`: the unit waits in the station for room downstream, not before it. Default: false.'),
  moveQuantity: count(1, limits.batch)
    .nullable()
    .optional()
    .describe(
      'Units that go on together from here, such as a full box; the rest of a listed order goes when no more of it comes. Default: one by one.',
    ),
  preempt: z
    .enum(['resume', 'restart', 'resample'])
    .nullable()
    .optional()
    .meta({ sugar: [{ type: 'boolean', description: '`true` is `resume`.' }] })
    .describe(
      'The unit of highest priority goes first, and displaces one of lower priority that is in work. That one goes on later: where it stopped (`resume`), from the beginning with the same time (`restart`) or with another (`resample`). Default: none, whoever is in work is finished.',
    ),
  transferWhileDown: z.boolean().optional().describe('A finished unit may leave while the station is down. Default: false.'),
  batch: Batch.nullable()
    .optional()
    .describe('Units that one place works on together, such as a charge of an oven; an operation may have its own. Default: one by one.'),
  outside: Outside.nullable()
    .optional()
    .describe(
      'Its work is done by a supplier: units wait to be shipped, are with him for the lead time, and come back, as many at a time as there are. Default: it is done here.',
    ),
  costPerHour: amount.optional().describe('Cost of an hour of processing or set-up. Default: 0.'),
  power: Power.nullable()
    .optional()
    .describe('What it draws in each state: a number of kW, or a text such as `12 kW`. Default: nobody counts it.'),
  parameters: keyed(Parameter).optional().describe('What is set on it and recorded for every job. Default: none.'),
  pose: Pose.optional(),
})

export const AttributeOrder = z.strictObject({
  attribute: z.string().min(1).describe('An attribute of the units that wait there; those that have none come last.'),
  first: z.enum(['smallest', 'largest']).optional().describe('Default: `smallest`.'),
})

export const Store = z.strictObject({
  columns: count(1, 1000).describe('Bins side by side.'),
  levels: count(1, 1000).describe('Bins above each other.'),
  binWidth: Length.optional().describe('From column to column. Default: 1 m.'),
  binHeight: Length.optional().describe('From level to level. Default: 1 m.'),
  binCapacity: count(1).optional().describe('Units in a bin. Default: 1.'),
  mixed: z.boolean().optional().describe('May a bin hold units of several products? Default: false.'),
  putAway: z
    .enum(['nearest', 'emptiest', 'random'])
    .optional()
    .describe('Into which bin a unit goes: the nearest, the one with the fewest units, or any with room. Default: `nearest`.'),
  retrieve: z
    .enum(['order', 'nearest'])
    .optional()
    .describe('Which of the units of an operation is fetched: by the order of the buffer, or the nearest. Default: `order`.'),
  speed: Speed.describe('Of the machine along the rack.'),
  liftSpeed: Speed.describe('Up and down, at the same time.'),
  handTime: Duration.optional().describe('To take a unit up or set it down. Default: 0.'),
  dual: z
    .boolean()
    .optional()
    .describe('After putting a unit away it fetches one straight from there, if one is called for. Default: true.'),
  ahead: count(0).optional().describe('Units kept ready at the outlet for each station that takes from it. Default: 0.'),
  zones: z
    .array(
      z.strictObject({
        products: z.array(Reference).min(1).describe('These lie in the zone and nowhere else.'),
        from: count(1, 1000).describe('First column.'),
        to: count(1, 1000).describe('Last column.'),
      }),
    )
    .optional()
    .describe('Columns for certain products: fixed places, or classes. Default: none, every bin is for all.'),
})

export const Buffer = z.strictObject({
  id: Id,
  title: Title,
  area: Reference.nullable().optional().describe('The area it belongs to.'),
  capacity: count(1).nullable().optional().describe('Units it holds, those in stations not counted. Default: no limit.'),
  order: z
    .union([z.enum(['fifo', 'lifo', 'priority', 'edd']), AttributeOrder])
    .optional()
    .describe(
      'Who leaves first: first come, last come, highest priority, earliest due date, or by an attribute of the unit. Default: `fifo`.',
    ),
  dwell: Distribution.nullable().optional().describe('How long a unit stays at least: cooling, curing. Default: not at all.'),
  calendar: Reference.nullable().optional().describe('When units are taken out of it. Default: always.'),
  store: Store.nullable().optional().describe('Bins of a rack and the machine that serves them. Default: none.'),
  pose: Pose.optional(),
})

export const Sink = z.strictObject({
  id: Id,
  title: Title,
  area: Reference.nullable().optional().describe('The area it belongs to.'),
  stock: z.boolean().optional().describe('Units become stock of their product: a warehouse. Default: false, they leave.'),
  pose: Pose.optional(),
})
