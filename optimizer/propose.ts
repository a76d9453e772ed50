import type { Scenario } from '../scenarios/model.ts'
import { proposeMaintenance } from './maintenance/propose.ts'
import { proposePlan } from './plan/propose.ts'
import { proposeSchedule } from './schedule/propose.ts'
import type { Aim, ProposeOptions, Suggestion } from './suggestion.ts'

/** What the models come to for one aim, not yet proven. The same scenario and options give the same suggestion, bit for bit. */
export function propose(scenario: Scenario, aim: Aim, options: ProposeOptions = {}): Promise<Suggestion> {
  switch (aim) {
    case 'maintenance':
      return proposeMaintenance(scenario, options)
    case 'schedule':
      return proposeSchedule(scenario, options)
    case 'plan':
      return proposePlan(scenario, options)
    default:
      return aim satisfies never
  }
}
