import { EquipmentState } from '../../engine/log/events.ts'

/** What is known of a machine at one moment. Null: never reported. */
export interface Evidence {
  readonly availability: string | null
  readonly execution: string | null
  readonly emergencyStop: string | null
  readonly functionalMode: string | null
  /** At least one condition is at Fault. */
  readonly fault: boolean
}

/**
 * The one state MTConnect's values amount to. Total; the first rule that holds wins, top to bottom. `mapped` is false where none holds and
 * the state is therefore unknown.
 */
export function stateOf({ availability, execution, emergencyStop, functionalMode, fault }: Evidence): {
  readonly state: EquipmentState
  readonly mapped: boolean
} {
  if (availability === 'UNAVAILABLE' || execution === 'UNAVAILABLE') return known(EquipmentState.unknown)
  if (emergencyStop === 'TRIGGERED' || (fault && execution !== 'ACTIVE')) return known(EquipmentState.waitRepair)
  if (functionalMode === 'MAINTENANCE') return known(EquipmentState.maintenance)
  if (functionalMode === 'SETUP' || functionalMode === 'TEARDOWN') return known(EquipmentState.setup)
  switch (execution) {
    case 'ACTIVE':
      return known(EquipmentState.processing)
    case 'WAIT':
      return known(EquipmentState.starved)
    case 'FEED_HOLD':
    case 'INTERRUPTED':
    case 'OPTIONAL_STOP':
    case 'PROGRAM_STOPPED':
    case 'PROGRAM_OPTIONAL_STOP':
      return known(EquipmentState.waiting)
    case 'STOPPED':
    case 'READY':
    case 'PROGRAM_COMPLETED':
      return known(EquipmentState.idle)
    default:
      return { state: EquipmentState.unknown, mapped: false }
  }
}

const known = (state: EquipmentState) => ({ state, mapped: true })

/** What a machine may be executing, the busiest first: one with several paths is as busy as its busiest. */
export const EXECUTION_PRECEDENCE = [
  'ACTIVE',
  'WAIT',
  'FEED_HOLD',
  'INTERRUPTED',
  'OPTIONAL_STOP',
  'PROGRAM_STOPPED',
  'PROGRAM_OPTIONAL_STOP',
  'STOPPED',
  'READY',
  'PROGRAM_COMPLETED',
]

/** The words the four controlled data items may hold. Anything else is kept as it is, counted, and decides nothing. */
export const VOCABULARY: Readonly<Record<string, ReadonlySet<string>>> = {
  AVAILABILITY: new Set(['AVAILABLE', 'UNAVAILABLE']),
  EMERGENCY_STOP: new Set(['ARMED', 'TRIGGERED', 'UNAVAILABLE']),
  FUNCTIONAL_MODE: new Set(['PRODUCTION', 'SETUP', 'TEARDOWN', 'MAINTENANCE', 'PROCESS_DEVELOPMENT', 'UNAVAILABLE']),
  EXECUTION: new Set([...EXECUTION_PRECEDENCE, 'UNAVAILABLE']),
}
