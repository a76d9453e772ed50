import { z } from 'zod'
import { limits } from '../limits.ts'
import { Component, positive } from './component.ts'
import { Distribution } from './distribution.ts'
import { needs } from './people.ts'
import { Characteristic, Defect, ParameterSetting } from './quality.ts'
import { Attribute, Choice, next } from './routing.ts'
import { Batch, Pose, Rework, releaseOperator, Test } from './station.ts'
import { amount, count, Duration, Id, keyed, Moment, Rate, Ratio, Reference, Title } from './values.ts'

const stock = z.number().min(0).max(1e9)

const components = z
  .array(Component)
  .optional()
  .meta({ sugar: [{ type: 'object', description: 'Item: quantity.', additionalProperties: { type: 'number', exclusiveMinimum: 0 } }] })

export const MaxWait = z
  .strictObject({
    time: Duration.describe('The longest wait.'),
    to: Reference.nullable()
      .optional()
      .describe('The operation of the route to which it then goes: rework, inspection. Default: it is scrapped.'),
  })
  .meta({ sugar: [{ type: ['string', 'number'], description: 'The time; what waits longer is scrapped.' }] })

export const Part = z.strictObject({
  product: Reference.describe('What is joined. Its route ends in a buffer: `sink` names it.'),
  quantity: count(1, limits.batch).optional().describe('Units of it for one unit. Default: 1.'),
  from: Reference.optional().describe('The buffer it is taken from. Default: the one in which its route ends.'),
  match: z
    .enum(['type', 'order', 'serial'])
    .optional()
    .describe('Any unit of it, one of the same order, or the one of the same number within its order or source. Default: `type`.'),
})

export const Split = z.strictObject({
  product: Reference.describe('What comes out.'),
  quantity: count(1, limits.batch).optional().describe('Units of it. Default: 1.'),
  operation: Reference.nullable().optional().describe('Where its route begins. Default: its first operation.'),
})

export const Step = z.strictObject({
  id: Id.describe('Unique within the operation.'),
  title: Title,
  time: Distribution.describe('Time for it.'),
  needs: needs.nullable().optional().describe('Who must be there for it; `[]`: nobody. Default: those whom the operation needs.'),
})

export const Operation = z
  .strictObject({
    id: Id.optional().describe('Unique within the route. Default: the id of its first station.'),
    title: Title,
    stations: z
      .array(Reference)
      .min(1)
      .meta({ sugar: [{ type: 'string' }, { type: 'array', items: { type: ['string', 'object'] } }] })
      .describe('Where it can be done: one station or several alternatives, the preferred first.'),
    choose: Choice.nullable()
      .optional()
      .describe(
        'How a unit that comes to the operation gets one of its stations, and waits for that one alone. Default: `shared`: all take from one queue, and the first that is free takes the next unit.',
      ),
    buffer: Reference.nullable()
      .optional()
      .describe('Where units wait for it. Default: none, they are handed over directly and wait where they are.'),
    via: Reference.nullable().optional().describe('The conveyor on which units ride there. Default: none, they are handed over.'),
    by: Reference.nullable().optional().describe('The fleet whose vehicles bring units there, instead of a conveyor. Default: none.'),
    time: Distribution.nullable().optional().describe("Time for one unit. Default: the station's."),
    steps: keyed(Step)
      .optional()
      .describe('What is done one after the other, instead of `time`; the unit stays where it is. Default: one go.'),
    load: Distribution.nullable().optional().describe("Loading, before the work; 0: none. Default: the station's."),
    unload: Distribution.nullable().optional().describe("Unloading, after it. Default: the station's."),
    yield: Ratio.nullable().optional().describe("Share of units that are good. Default: the station's."),
    rework: Rework.nullable().optional().describe("What happens to units that are not good. Default: the station's."),
    takesPallet: Reference.nullable().optional().describe('Pallet that a unit takes as it begins, unless it is on one. Default: none.'),
    returnsPallet: Reference.nullable().optional().describe('Pallet that the unit gives back at its end. Default: none.'),
    needs: needs.nullable().optional().describe("Who must be there for it. Default: the station's."),
    releaseOperator: releaseOperator.nullable().optional().describe("When they may go. Default: the station's."),
    components: components.describe('Taken from stock when the operation starts, all or none, for each unit. Default: none.'),
    maxWait: MaxWait.nullable()
      .optional()
      .describe('The longest that a unit may wait for it, from its arrival to its start. Default: any time.'),
    next,
    batch: Batch.nullable().optional().describe("Units worked on together. Default: the station's."),
    parameters: z.array(ParameterSetting).optional().describe("What it asks of the station's parameters. Default: the station's own."),
    characteristics: keyed(Characteristic).optional().describe('What a unit has from here on that can be measured. Default: none.'),
    defects: keyed(Defect).optional().describe('How it can go wrong unseen, until a test finds it. Default: never.'),
    test: Test.nullable().optional().describe('What is looked at when it ends. Default: nothing.'),
    parts: z
      .array(Part)
      .optional()
      .meta({ sugar: [{ type: 'object', description: 'Product: quantity.', additionalProperties: { type: 'integer', minimum: 1 } }] })
      .describe('Units of other products that are joined to the unit. Default: none.'),
    collect: z
      .enum(['atomic', 'progressive'])
      .optional()
      .describe('Parts are taken all at once when all are there, or as they come while the unit waits in the station. Default: `atomic`.'),
    splits: z
      .array(Split)
      .optional()
      .meta({ sugar: [{ type: 'object', description: 'Product: quantity.', additionalProperties: { type: 'integer', minimum: 1 } }] })
      .describe('Units that come out of the unit as the operation ends: those that were joined to it, then new ones. Default: none.'),
    versions: z
      .array(Reference)
      .optional()
      .describe('Only units of these versions of the product come to it; the others go on to the next. Default: all.'),
    moveQuantity: count(1, limits.batch)
      .nullable()
      .optional()
      .describe("Units that go on together from here; the rest of a listed order goes when no more of it comes. Default: the station's."),
    whenSplit: z.enum(['leaves', 'goesOn']).optional().describe('A unit that was split is no more, or goes on. Default: `leaves`.'),
  })
  .meta({ sugar: [{ type: 'string', description: 'The id of its station.' }] })

export const Version = z.strictObject({
  id: Id,
  title: Title,
  from: Moment.optional().describe('Units that are released from then on are made by it. Default: the start.'),
})

export const Product = z.strictObject({
  id: Id,
  title: Title,
  route: z
    .array(Operation)
    .min(1)
    .meta({ keyed: {} })
    .describe('The operations in order; a station id alone is an operation with all defaults.'),
  versions: z
    .array(Version)
    .optional()
    .describe(
      'Engineering changes: by which of its operations (see their `versions`) a unit is made goes by its release date. Default: by all.',
    ),
  sink: Reference.optional().describe(
    'Where it goes at the end of the route: a sink, or a buffer, where it stands as a part of others. Default: the only sink.',
  ),
  via: Reference.nullable().optional().describe('The conveyor on which units ride to the sink. Default: none, they are handed over.'),
  by: Reference.nullable().optional().describe('The fleet whose vehicles bring units to the sink, instead of a conveyor. Default: none.'),
  price: amount.optional().describe('Revenue for one piece. Default: 0.'),
  family: z.string().min(1).optional().describe('Set-up family. Default: the id of the product.'),
  components: components.describe('Components that the first operation takes; the same as `components` there.'),
  attributes: z
    .array(Attribute)
    .optional()
    .meta({ keyed: {}, sugar: [{ type: 'object' }] })
    .describe('What each unit has of its own, drawn once as it is made. Default: none.'),
  initialStock: stock.optional().describe('Pieces in stock at the start. Default: 0.'),
  holdingCost: amount.optional().describe('Cost of holding one piece for one day. Default: 0.'),
  backorderCost: amount.optional().describe('Cost of owing a customer one piece for one day. Default: 0.'),
  lostSaleCost: amount.optional().describe('Cost of one piece that could not be sold. Default: 0.'),
  leadTime: Duration.optional().describe('Planned from its components to its due date: for `mrp`. Default: 0.'),
})

export const Mrp = z.strictObject({
  every: Duration.describe('How often it is planned, from the start on; needs within a period count as at its beginning.'),
  leadTime: Duration.optional().describe('How long before it is needed it is ordered. Default: 0.'),
  lotSize: z
    .enum(['lotForLot', 'fixed', 'periods'])
    .optional()
    .describe('What is short; `quantity` or multiples of it; or what is short in so many `periods`. Default: `lotForLot`.'),
  quantity: positive.optional().describe('The fixed lot.'),
  periods: count(1, 10_000).optional().describe('Periods that a lot is for. Default: 1.'),
  safetyStock: stock.optional().describe('What is to be left at any time. Default: 0.'),
})

export const ReceivingInspection = z.strictObject({
  time: Distribution.optional().describe('How long a delivery waits in quarantine. Default: 0.'),
  reject: Ratio.optional().describe('Share of the deliveries that are refused. Default: 0.'),
})

export const LotHold = z.strictObject({
  at: Moment.describe('From when on they are on hold.'),
  until: Moment.nullable().optional().describe('Until when. Default: for good.'),
  receivedFrom: Moment.optional().describe('Of the lots received from then on. Default: the start.'),
  receivedUntil: Moment.nullable().optional().describe('And before then; others that come while it lasts are held too. Default: no limit.'),
  above: z
    .number()
    .min(-1e9)
    .max(1e9)
    .nullable()
    .optional()
    .describe('Only lots whose quality figure is above this, as a test finds it. Default: all.'),
  finally: z.enum(['release', 'scrap']).optional().describe('What is done with them afterwards. Default: `release`.'),
})

export const Material = z.strictObject({
  id: Id,
  title: Title,
  unit: z.string().min(1).max(20).optional().describe('Unit of measure. Default: `pcs`.'),
  initialStock: stock.optional().describe('On hand at the start. Default: 0.'),
  reorderPoint: stock
    .nullable()
    .optional()
    .describe('Ordered when stock on hand + on order − back-orders is at or below. Default: not counted, never short.'),
  orderQuantity: positive.nullable().optional().describe('So much each time, or its multiples until above the reorder point.'),
  orderUpTo: positive.nullable().optional().describe('Up to this position; instead of `orderQuantity`.'),
  supplier: Reference.nullable().optional().describe('Who delivers it.'),
  from: Reference.nullable()
    .optional()
    .describe('The material or stocked product from whose stock it is replenished, instead of by a supplier: the same, held elsewhere.'),
  transferTime: Distribution.nullable().optional().describe('With `from`: until it is here. Default: 0, at once.'),
  baseStock: positive.optional().describe('Every unit taken is ordered again: short for `reorderPoint` and `orderUpTo` at this level.'),
  kanban: z
    .strictObject({ bins: count(1, 10_000).describe('Bins.'), quantity: positive.describe('What a bin holds.') })
    .optional()
    .describe(
      'A bin is ordered as it is emptied: short for an `orderQuantity` of a bin and a `reorderPoint` of all bins but one. They are full at the start.',
    ),
  review: Duration.nullable().optional().describe('Looked at only so often, from the start on. Default: whenever the stock changes.'),
  minimumOrder: stock.optional().describe('An order is at least this much. Default: 0.'),
  multiple: stock.optional().describe('An order is rounded up to a multiple of this. Default: 0, any amount.'),
  mrp: Mrp.nullable()
    .optional()
    .describe('Ordered for the due dates of open orders, instead of at a `reorderPoint`. Default: not planned.'),
  lots: z
    .enum(['fifo', 'fefo', 'blend'])
    .nullable()
    .optional()
    .describe(
      'Lots are kept apart and used first in first out, by first expiry, or blended in a tank. Default: not kept apart; `fefo` with a `shelfLife`.',
    ),
  shelfLife: Duration.nullable().optional().describe('How long after receipt it may be used; then it is written off. Default: for ever.'),
  backflush: z
    .enum(['operation', 'completion'])
    .nullable()
    .optional()
    .describe(
      'What operations take is booked later, by the bill of material: at the end of the `operation`, or at the `completion` of the unit. Orders go by what is booked. Default: booked as it is taken.',
    ),
  holds: z.array(LotHold).optional().describe('When lots are on hold: nothing is taken of them. Default: never.'),
  inspection: ReceivingInspection.nullable().optional().describe('What is done with a delivery before it can be used. Default: nothing.'),
  unitCost: amount.optional().describe('Price of one unit. Default: 0.'),
  orderCost: amount.optional().describe('Cost of one purchase order. Default: 0.'),
  holdingCost: amount.optional().describe('Cost of holding one unit for one day. Default: 0.'),
  backorderCost: amount.optional().describe('Cost of owing a customer one unit for one day. Default: 0.'),
  lostSaleCost: amount.optional().describe('Cost of one unit that could not be sold. Default: 0.'),
  pose: Pose.optional(),
})

export const Supplier = z.strictObject({
  id: Id,
  title: Title,
  leadTime: Distribution.describe('From ordering to delivery.'),
  late: z
    .strictObject({ probability: Ratio.describe('How often.'), by: Distribution.describe('How much later.') })
    .nullable()
    .optional()
    .describe('Some deliveries come later still. Default: none.'),
  short: z
    .strictObject({ probability: Ratio.describe('How often.'), share: Ratio.describe('Share of the order that is delivered.') })
    .nullable()
    .optional()
    .describe('Some deliveries bring only a share of the order, and the rest never comes. Default: none.'),
  lotQuality: Distribution.nullable()
    .optional()
    .describe('Quality figure of a lot, a plain number: 0 is as wanted, more is worse. Default: 0.'),
})

export const Source = z.strictObject({
  id: Id,
  title: Title,
  product: Reference.optional().describe('What arrives. Default: the only product.'),
  mix: z
    .array(
      z.strictObject({
        product: Reference.describe('A product; a material where it is served from stock.'),
        weight: amount.optional().describe('Default: 1.'),
      }),
    )
    .min(1)
    .optional()
    .meta({ sugar: [{ type: 'object', description: 'Product: weight.', additionalProperties: { type: 'number', minimum: 0 } }] })
    .describe('What arrives, by weight; instead of `product`.'),
  every: Distribution.nullable().optional().describe('Time between arrivals. Default: a unit is always ready.'),
  rate: Rate.optional().describe('Arrivals at random with this rate (Poisson): `12/h` is `every: { kind: exponential, mean: 5 min }`.'),
  quantity: count(1, 1_000_000).optional().describe('Units per arrival. Default: 1.'),
  size: Distribution.nullable()
    .optional()
    .describe('What each customer asks for from stock, a plain number at random; instead of `quantity`.'),
  lostSales: z.boolean().optional().describe('What customers do not find in stock is lost, not owed. Default: false.'),
  start: Moment.optional().describe('No arrival before. Default: the start.'),
  limit: count(0).nullable().optional().describe('So many arrivals at most. Default: no end.'),
  due: Duration.nullable()
    .optional()
    .describe('Each arrival is a customer order, due so long after it arrives. Default: plain units, no order.'),
  priority: z.number().min(-1e6).max(1e6).optional().describe('Higher goes first where the rule is `priority`. Default: 0.'),
  lateCost: amount.optional().describe('Penalty for each day an order is late. Default: 0.'),
  serve: z
    .enum(['make', 'stock'])
    .optional()
    .describe('`make`: units go through the route; `stock`: orders are served from stock, and wait while it is short. Default: `make`.'),
  whenFull: z.enum(['wait', 'lose']).optional().describe('Arrivals that find no room wait outside, or are lost. Default: `wait`.'),
  profile: z
    .array(z.strictObject({ from: Moment.describe('From here on.'), factor: z.number().min(0).max(1e6).describe('Times the rate.') }))
    .optional()
    .describe('Seasons: the rate of arrivals is multiplied by `factor` from each moment on. Default: none.'),
  calendar: Reference.nullable().optional().describe('Time between arrivals passes only in this time. Default: always.'),
  pose: Pose.optional(),
})

export const OrderChange = z.strictObject({
  at: Moment.describe('When.'),
  quantity: count(1).nullable().optional().describe('Pieces that are ordered from then on. Default: as before.'),
  due: Moment.nullable().optional().describe('When it is to be finished from then on. Default: as before.'),
  cancel: z.boolean().optional().describe('The order is cancelled: what is not begun is withdrawn. Default: false.'),
})

export const Order = z.strictObject({
  id: Id,
  title: Title,
  product: Reference.optional().describe('What is ordered. Default: the only product.'),
  quantity: count(1).optional().describe('Pieces. Default: 1.'),
  completed: count(0).optional().describe('Of these, so many are finished at the start. Default: 0.'),
  release: Moment.optional().describe('When work may begin. Default: the start.'),
  due: Moment.nullable().optional().describe('When it is to be finished. Default: no date.'),
  priority: z.number().min(-1e6).max(1e6).optional().describe('Higher goes first where the rule is `priority`. Default: 0.'),
  customer: z.string().max(1_000).optional().describe('Who ordered it. Default: nobody by name.'),
  lateCost: amount.optional().describe('Penalty for each day the whole order is late. Default: 0.'),
  replaceScrap: z.boolean().optional().describe('A unit that is scrapped is made again, until all are good. Default: false.'),
  underDelivery: Ratio.nullable()
    .optional()
    .describe(
      'With so much less the order is closed, and on time; with less still it is never on time. Default: it is closed when no more of it can come.',
    ),
  overDelivery: Ratio.nullable().optional().describe('So much more is delivered; what comes beyond it is surplus. Default: nothing.'),
  version: Reference.nullable().optional().describe('The version of the product by which it is made. Default: that of its release date.'),
  changes: z.array(OrderChange).optional().describe('What the customer changes later: quantity, date, or all of it. Default: nothing.'),
})
