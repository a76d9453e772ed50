import type { Scenario } from '../../scenarios/model.ts'
import { propose } from '../propose.ts'
import type { Aim, Suggestion } from '../suggestion.ts'
import type { OptimizerApi } from './api.ts'

export class OptimizerWorker implements OptimizerApi {
  propose(scenario: Scenario, aim: Aim, onProgress?: (message: string) => void): Promise<Suggestion> {
    return propose(scenario, aim, onProgress ? { onProgress } : {})
  }
}
