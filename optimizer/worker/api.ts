import type { Scenario } from '../../scenarios/model.ts'
import type { Aim, Suggestion } from '../suggestion.ts'

/**
 * What a page or the command line may ask of an optimizer worker: the same object in the browser and in Node. It proposes; whoever asked proves
 * by its own simulation pool (`comparable` and `withProof` put the two together). Ending a search early means ending the worker.
 */
export interface OptimizerApi {
  /** `onProgress` is told what is under way, in plain words; it is not awaited. */
  propose(scenario: Scenario, aim: Aim, onProgress?: (message: string) => void): Promise<Suggestion>
}
