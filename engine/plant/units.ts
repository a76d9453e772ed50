import type { Scenario } from '../../scenarios/model.ts'
import { longer } from '../kernel/longer.ts'
import { NONE } from './tables.ts'

/**
 * The units in the plant, in a pool of columns with a free list: about 60 bytes each. A place in the pool is reused; `serial` is the running
 * number that the log knows a unit by, and `luck` what its chances hang on.
 */
export class Units {
  serial = new Int32Array(64)
  product = new Int32Array(64)
  order = new Int32Array(64)
  luck = new Int32Array(64)
  priority = new Int32Array(64)
  /** Operation number (through all routes) it waits for, is in, or has just done. */
  operation = new Int32Array(64)
  /** Attempts made at any operation: each is a visit with luck of its own. */
  visits = new Int32Array(64)
  reworks = new Int32Array(64)
  /** unit × `steps` + step → times that this operation sent it back, where any rework is limited by operation. */
  reworksAt = new Int32Array(0)
  /** Steps of the longest route; 0: nobody counts by operation. */
  readonly #steps: number
  created = new Float64Array(64)
  /** µs it has been processed. */
  worked = new Float64Array(64)
  queuedAt = new Float64Array(64)
  /** The slot (≥ 0) or the source (−2 − source) in which it stands while it waits for room; NONE at the order desk. */
  holder = new Int32Array(64)
  /** Next in the queue, or in the free list. */
  next = new Int32Array(64)
  free = NONE
  count = 0
  issued = 0

  constructor(steps = 0) {
    this.#steps = steps
  }

  /** A new unit's place in the pool. */
  create(product: number, operation: number, order: number, luck: number, priority: number, now: number): number {
    let unit = this.free
    if (unit === NONE) {
      if (this.count === this.next.length) this.#grow()
      unit = this.count++
    } else this.free = this.next[unit]!
    this.serial[unit] = this.issued++
    this.product[unit] = product
    this.order[unit] = order
    this.luck[unit] = luck
    this.priority[unit] = priority
    this.operation[unit] = operation
    this.visits[unit] = 0
    this.reworks[unit] = 0
    if (this.#steps > 0) this.#forgetReworks(unit)
    this.created[unit] = now
    this.worked[unit] = 0
    this.queuedAt[unit] = now
    this.holder[unit] = NONE
    this.next[unit] = NONE
    return unit
  }

  /** The operation at `step` sends it back. */
  isReworked(unit: number, step: number) {
    this.reworks[unit]!++
    if (this.#steps > 0) this.reworksAt[unit * this.#steps + step]!++
  }

  /** May it be sent back once more? */
  mayRework(unit: number, step: number, limit: number, byOperation: boolean): boolean {
    return (byOperation ? this.reworksAt[unit * this.#steps + step]! : this.reworks[unit]!) < limit
  }

  #forgetReworks(unit: number) {
    const end = (unit + 1) * this.#steps
    if (end > this.reworksAt.length) this.reworksAt = longer(this.reworksAt, this.next.length * this.#steps)
    this.reworksAt.fill(0, end - this.#steps, end)
  }

  /** The unit has left the plant. */
  remove(unit: number) {
    this.serial[unit] = NONE
    this.next[unit] = this.free
    this.free = unit
  }

  #grow() {
    const length = 2 * this.next.length
    this.serial = longer(this.serial, length)
    this.product = longer(this.product, length)
    this.order = longer(this.order, length)
    this.luck = longer(this.luck, length)
    this.priority = longer(this.priority, length)
    this.operation = longer(this.operation, length)
    this.visits = longer(this.visits, length)
    this.reworks = longer(this.reworks, length)
    this.created = longer(this.created, length)
    this.worked = longer(this.worked, length)
    this.queuedAt = longer(this.queuedAt, length)
    this.holder = longer(this.holder, length)
    this.next = longer(this.next, length)
  }
}

/** Steps of the longest route where the reworks of a unit count by operation; else 0. */
export function reworkSteps({ products, stations }: Scenario): number {
  const isByOperation = (rule: { readonly per: string } | null | undefined) => rule?.per === 'operation'
  const counts =
    stations.some(({ rework }) => isByOperation(rework)) ||
    products.some(({ route }) => route.some(({ rework, test }) => isByOperation(rework) || isByOperation(test?.rework)))
  return counts ? Math.max(1, ...products.map(({ route }) => route.length)) : 0
}
