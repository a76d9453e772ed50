import type { Culprit } from '../blame/culprits.ts'

/**
 * Where an order's time went. `processing`, `setup` and `transport` are work on it; all others are waiting: for a station that works on other units
 * (`queue`; `detail` is their order, null where none asked for them), that is down (`failure`, with its mode), maintained, paused (`pause`) or on hold (`hold`);
 * for an `operator`, `tool`, `pallet`, `material` (with the purchase order that ended it); for room ahead, where what is ahead works on as fast as it does
 * (`pace`); for the rest of a `batch`, a `test` result, a more `urgent` unit; for its `release` into the plant; `order`: for what the customer changed.
 */
export const TIME_KINDS = [
  ...([
    'processing',
    'setup',
    'transport',
    'queue',
    'failure',
    'maintenance',
    'pause',
    'hold',
    'operator',
    'tool',
    'pallet',
    'material',
  ] as const),
  ...(['pace', 'batch', 'test', 'urgent', 'release', 'sequence', 'order', 'notKnown'] as const),
] as const
export type TimeKind = (typeof TIME_KINDS)[number]

export interface Reason {
  readonly kind: TimeKind
  /** Station, crew, tool, pallet, item or hold. */
  readonly subject: string | null
  readonly detail: string | null
}

/** What is done to it is no waiting. */
export const isWork = (kind: TimeKind): boolean => kind === 'processing' || kind === 'setup' || kind === 'transport'

/** Who makes others wait, as a reason why an order does. */
export function reasonOf({ kind, id, cause, detail }: Culprit): Reason {
  switch (kind) {
    case 'crew':
      return { kind: 'operator', subject: id, detail: null }
    case 'tool':
    case 'pallet':
    case 'material':
      return { kind, subject: id, detail: null }
    case 'station':
      return { kind: ofStation(cause), subject: id, detail }
    default:
      return { kind: 'notKnown', subject: id, detail: cause === 'notKnown' ? null : cause }
  }
}

function ofStation(cause: Culprit['cause']): TimeKind {
  switch (cause) {
    case 'repair':
    case 'waitRepair':
      return 'failure'
    case 'maintenance':
    case 'sequence':
      return cause
    case 'paused':
      return 'pause'
    case 'held':
      return 'hold'
    case 'processing':
    case 'setup':
    case 'blocked':
      return 'pace'
    case 'waiting':
      return 'batch'
    default:
      return 'notKnown'
  }
}

/** Each reason once: two that say the same are the same object. */
export class KnownReasons {
  readonly #known = new Map<TimeKind, Map<string | null, Map<string | null, Reason>>>()
  readonly notKnown = this.of('notKnown', null, null)

  of(kind: TimeKind, subject: string | null, detail: string | null): Reason {
    const subjects = this.#known.get(kind) ?? new Map<string | null, Map<string | null, Reason>>()
    const details = subjects.get(subject) ?? new Map<string | null, Reason>()
    const known = details.get(detail)
    if (known !== undefined) return known
    const reason = { kind, subject, detail }
    this.#known.set(kind, subjects.set(subject, details.set(detail, reason)))
    return reason
  }
}
