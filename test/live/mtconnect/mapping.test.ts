import { describe, expect, it } from 'vitest'
import { STATE_NAMES } from '../../../engine/log/events.ts'
import { stateOf } from '../../../live/mtconnect/mapping.ts'

const availabilities = [null, 'AVAILABLE', 'UNAVAILABLE', 'MAYBE']
const executions = [
  ...[null, 'UNAVAILABLE', 'ACTIVE', 'WAIT', 'FEED_HOLD', 'INTERRUPTED', 'OPTIONAL_STOP', 'PROGRAM_STOPPED'],
  ...['PROGRAM_OPTIONAL_STOP', 'STOPPED', 'READY', 'PROGRAM_COMPLETED', 'DANCING', ''],
]
const stops = [null, 'ARMED', 'TRIGGERED', 'UNAVAILABLE', 'ODD']
const modes = [null, 'PRODUCTION', 'SETUP', 'TEARDOWN', 'MAINTENANCE', 'PROCESS_DEVELOPMENT', 'UNAVAILABLE', 'ODD']

/** The table of the modelling semantics as it is printed: a row is what must hold, and the state it gives. */
const table: readonly [holds: string, state: string][] = [
  ['availability=UNAVAILABLE', 'unknown'],
  ['execution=UNAVAILABLE', 'unknown'],
  ['emergencyStop=TRIGGERED', 'waitRepair'],
  ['fault=true execution!=ACTIVE', 'waitRepair'],
  ['functionalMode=MAINTENANCE', 'maintenance'],
  ['functionalMode=SETUP', 'setup'],
  ['functionalMode=TEARDOWN', 'setup'],
  ['execution=ACTIVE', 'processing'],
  ['execution=WAIT', 'starved'],
  ['execution=FEED_HOLD', 'waiting'],
  ['execution=INTERRUPTED', 'waiting'],
  ['execution=OPTIONAL_STOP', 'waiting'],
  ['execution=PROGRAM_STOPPED', 'waiting'],
  ['execution=PROGRAM_OPTIONAL_STOP', 'waiting'],
  ['execution=STOPPED', 'idle'],
  ['execution=READY', 'idle'],
  ['execution=PROGRAM_COMPLETED', 'idle'],
]

function byTable(evidence: Readonly<Record<string, string | boolean | null>>): string | null {
  const holds = (text: string) =>
    text.split(' ').every((part) => {
      const [name = '', value = ''] = part.split(/!?=/)
      return (String(evidence[name]) === value) !== part.includes('!=')
    })
  return table.find(([conditions]) => holds(conditions))?.[1] ?? null
}

describe('MTConnect values become one state', () => {
  it('for every combination, by the first row of the table that holds', () => {
    let combinations = 0
    for (const availability of availabilities) {
      for (const execution of executions) {
        for (const emergencyStop of stops) {
          for (const functionalMode of modes) {
            for (const fault of [false, true]) {
              const evidence = { availability, execution, emergencyStop, functionalMode, fault }
              const expected = byTable(evidence)
              const { state, mapped } = stateOf(evidence)
              expect([STATE_NAMES[state], mapped], JSON.stringify(evidence)).toEqual([expected ?? 'unknown', expected !== null])
              combinations++
            }
          }
        }
      }
    }
    expect(combinations).toBe(4 * 14 * 5 * 8 * 2)
  })
})
