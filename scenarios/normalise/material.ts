import type { LotHold, Material, Mrp, Supplier } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { distribution } from './distribution.ts'
import type { Unplaced } from './layout.ts'
import { pose } from './pose.ts'
import type { Reader } from './reader.ts'

type MaterialInput = NonNullable<ScenarioInput['materials']>[number]
type SupplierInput = NonNullable<ScenarioInput['suppliers']>[number]
type Policy = Pick<Material, 'reorderPoint' | 'orderQuantity' | 'orderUpTo' | 'mrp'>

export function material(reader: Reader, input: MaterialInput, path: Path): Unplaced<Material> {
  const policy = policyOf(reader, input, path)
  const isOrdered = policy.reorderPoint !== null || policy.mrp !== null
  const { supplier = null } = input
  const { from = null, transferTime = null } = input
  if (isOrdered && supplier === null && from === null)
    reader.wrong(path, 'has a reorder point and no `supplier`', 'add `supplier:` with the id of who delivers it')
  if (supplier !== null && from !== null)
    reader.wrong([...path, 'from'], 'stands beside `supplier`', 'keep one of them: it is bought, or brought from another stock')
  if (transferTime !== null && from === null)
    reader.wrong([...path, 'transferTime'], 'has no `from` beside it', 'add `from`, the item from whose stock it is brought')
  if (!isOrdered)
    for (const key of ['supplier', 'from', 'review', 'minimumOrder', 'multiple', 'lots', 'shelfLife', 'inspection'] as const)
      if (input[key] != null && input[key] !== 0)
        reader.wrong(
          [...path, key],
          'has no `reorderPoint` beside it',
          'add `reorderPoint`, the stock at which it is ordered; without one it is never short and never ordered',
        )
  const shelfLife = input.shelfLife == null ? null : reader.duration(input.shelfLife, [...path, 'shelfLife'], { positive: true })
  if (shelfLife !== null && input.lots === 'blend')
    reader.wrong(
      [...path, 'shelfLife'],
      'is of lots that are kept apart, and a tank blends them',
      'leave `shelfLife` out, or write `lots: fefo`',
    )
  if ((input.holds ?? []).length > 0 && input.lots == null && shelfLife === null)
    reader.wrong([...path, 'holds'], 'is of lots, and nobody tells them apart', 'add `lots: fifo`')
  const { inspection = null } = input
  return {
    id: input.id,
    title: input.title ?? input.id,
    unit: input.unit ?? 'pcs',
    initialStock: input.initialStock ?? (input.kanban === undefined ? 0 : input.kanban.bins * input.kanban.quantity),
    ...policy,
    supplier,
    from,
    transferTime: from === null ? null : distribution(reader, transferTime ?? 0, [...path, 'transferTime']),
    review: input.review == null ? null : reader.duration(input.review, [...path, 'review'], { positive: true }),
    minimumOrder: input.minimumOrder ?? 0,
    multiple: input.multiple ?? 0,
    lots: input.lots ?? (shelfLife === null ? null : 'fefo'),
    shelfLife,
    holds: (input.holds ?? []).map((one, i) => lotHold(reader, one, [...path, 'holds', i])),
    backflush: input.backflush ?? null,
    inspection:
      inspection === null
        ? null
        : {
            time: distribution(reader, inspection.time ?? 0, [...path, 'inspection', 'time']),
            reject: inspection.reject === undefined ? 0 : reader.ratio(inspection.reject, [...path, 'inspection', 'reject']),
          },
    unitCost: input.unitCost ?? 0,
    orderCost: input.orderCost ?? 0,
    holdingCost: input.holdingCost ?? 0,
    backorderCost: input.backorderCost ?? 0,
    lostSaleCost: input.lostSaleCost ?? 0,
    pose: pose(reader, input.pose, [...path, 'pose']),
  }
}

function lotHold(reader: Reader, input: NonNullable<MaterialInput['holds']>[number], path: Path): LotHold {
  const at = reader.futureMoment(input.at, [...path, 'at'])
  const until = input.until == null ? null : reader.moment(input.until, [...path, 'until'])
  const receivedFrom = input.receivedFrom === undefined ? 0 : Math.max(0, reader.moment(input.receivedFrom, [...path, 'receivedFrom']))
  const receivedUntil = input.receivedUntil == null ? null : reader.moment(input.receivedUntil, [...path, 'receivedUntil'])
  if (until !== null && until <= at) reader.wrong([...path, 'until'], 'is not after `at`', 'write a later moment, or leave it out')
  if (receivedUntil !== null && receivedUntil <= receivedFrom)
    reader.wrong([...path, 'receivedUntil'], 'is not after `receivedFrom`', 'write a later moment, or leave it out')
  if (until === null && input.finally === 'scrap')
    reader.wrong([...path, 'finally'], 'never comes: the hold has no end', 'add `until`, or leave it out')
  return { at, until, receivedFrom, receivedUntil, above: input.above ?? null, finally: input.finally ?? 'release' }
}

/** When it is ordered and how much, in one of four ways of writing. */
function policyOf(reader: Reader, input: MaterialInput, path: Path): Policy {
  const { reorderPoint = null, orderQuantity = null, orderUpTo = null, baseStock, kanban, mrp = null } = input
  const ways = [
    reorderPoint !== null && 'reorderPoint',
    baseStock !== undefined && 'baseStock',
    kanban !== undefined && 'kanban',
    mrp !== null && 'mrp',
  ]
  const [first, second] = ways.filter((way) => way !== false)
  if (second !== undefined) reader.wrong([...path, second], `stands beside \`${first}\``, 'keep one of them: they say when it is ordered')
  if (first !== 'reorderPoint')
    for (const key of ['orderQuantity', 'orderUpTo'] as const)
      if (input[key] != null)
        reader.wrong(
          [...path, key],
          first === undefined ? 'has no `reorderPoint` beside it' : `stands beside \`${first}\``,
          first === undefined
            ? 'add `reorderPoint`, the stock at which it is ordered; without one it is never short and never ordered'
            : 'leave it out: that says how much already',
        )
  if (mrp !== null) return { reorderPoint: null, orderQuantity: null, orderUpTo: null, mrp: planning(reader, mrp, [...path, 'mrp']) }
  if (baseStock !== undefined) return { reorderPoint: baseStock, orderQuantity: null, orderUpTo: baseStock, mrp: null }
  if (kanban !== undefined)
    return { reorderPoint: (kanban.bins - 1) * kanban.quantity, orderQuantity: kanban.quantity, orderUpTo: null, mrp: null }
  if (reorderPoint !== null) {
    if (orderQuantity !== null && orderUpTo !== null)
      reader.wrong([...path, 'orderUpTo'], 'stands beside `orderQuantity`', 'keep one of them: a fixed quantity, or up to a level')
    if (orderQuantity === null && orderUpTo === null)
      reader.wrong(path, 'does not say how much is ordered', 'add `orderQuantity`, or `orderUpTo`')
    if (orderUpTo !== null && orderUpTo < reorderPoint)
      reader.wrong(
        [...path, 'orderUpTo'],
        `is ${orderUpTo}, not above the reorder point ${reorderPoint}`,
        'write a level above `reorderPoint`, or at it: then every unit taken is ordered again',
      )
  }
  return { reorderPoint, orderQuantity, orderUpTo, mrp: null }
}

function planning(reader: Reader, input: NonNullable<MaterialInput['mrp']>, path: Path): Mrp {
  const { lotSize = 'lotForLot', quantity, periods } = input
  if (lotSize === 'fixed' && quantity === undefined) reader.wrong(path, 'has no `quantity`', 'add the fixed lot')
  if (lotSize !== 'fixed' && quantity !== undefined && quantity !== 1)
    reader.wrong([...path, 'quantity'], 'is for a fixed lot', 'add `lotSize: fixed`, or leave it out')
  if (lotSize !== 'periods' && periods !== undefined && periods !== 1)
    reader.wrong([...path, 'periods'], 'is for lots by periods', 'add `lotSize: periods`, or leave it out')
  return {
    every: reader.duration(input.every, [...path, 'every'], { positive: true }),
    leadTime: input.leadTime === undefined ? 0 : reader.duration(input.leadTime, [...path, 'leadTime']),
    lotSize,
    quantity: quantity ?? 1,
    periods: periods ?? 1,
    safetyStock: input.safetyStock ?? 0,
  }
}

export function supplier(reader: Reader, input: SupplierInput, path: Path): Supplier {
  const { late = null, short = null, lotQuality = null } = input
  return {
    id: input.id,
    title: input.title ?? input.id,
    leadTime: distribution(reader, input.leadTime, [...path, 'leadTime']),
    late:
      late === null
        ? null
        : {
            probability: reader.ratio(late.probability, [...path, 'late', 'probability']),
            by: distribution(reader, late.by, [...path, 'late', 'by']),
          },
    short:
      short === null
        ? null
        : {
            probability: reader.ratio(short.probability, [...path, 'short', 'probability']),
            share: reader.ratio(short.share, [...path, 'short', 'share']),
          },
    lotQuality: lotQuality === null ? null : distribution(reader, lotQuality, [...path, 'lotQuality'], { count: true }),
  }
}
