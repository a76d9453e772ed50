import { transfer } from 'comlink'
import type { Scenario } from '../../scenarios/model.ts'
import { type Ahead, type AheadOptions, ahead } from '../experiment/ahead.ts'
import { type Batches, batches } from '../experiment/batches.ts'
import type { Past } from '../experiment/fork.ts'
import { type Recording, record } from '../experiment/record.ts'
import { type GoOn, type ReplicationResult, type RunOptions, replicate, stateAt } from '../experiment/replicate.ts'
import { type Series, sample } from '../experiment/sample.ts'
import { turn } from '../experiment/turn.ts'
import type { Snapshot } from '../plant/simulation.ts'
import type { SimulationApi } from './api.ts'

/** What runs inside a worker, of a browser or of Node. One call at a time; `stop` ends the one that is running. */
export class SimulationWorker implements SimulationApi {
  #scenario: Scenario | null = null
  #stops = 0

  async replicate(scenario: Scenario | null, options: RunOptions): Promise<ReplicationResult | null> {
    const result = await replicate(this.#sent(scenario), options, this.#goOn())
    return result && transfer(result, [result.values.buffer])
  }

  async sample(scenario: Scenario | null, options: RunOptions, windows: number): Promise<Series | null> {
    const series = await sample(this.#sent(scenario), options, windows, this.#goOn())
    return series && transfer(series, [series.throughput.buffer, series.wip.buffer])
  }

  async batches(scenario: Scenario | null, options: RunOptions, count: number): Promise<Batches | null> {
    return batches(this.#sent(scenario), options, count, this.#goOn())
  }

  record(scenario: Scenario, options: RunOptions, onBytes: (bytes: Uint8Array, now: number) => Promise<void>): Promise<Recording> {
    return record(this.#sent(scenario), options, (bytes, now) => onBytes(transfer(bytes, [bytes.buffer]), now), this.#goOn())
  }

  state(scenario: Scenario | null, past: Past): Promise<Snapshot | null> {
    return stateAt(this.#sent(scenario), past, this.#goOn())
  }

  async ahead(scenario: Scenario | null, options: AheadOptions): Promise<Ahead | null> {
    return ahead(this.#sent(scenario), options, this.#goOn())
  }

  async stop() {
    this.#stops++
  }

  #sent(scenario: Scenario | null): Scenario {
    this.#scenario = scenario ?? this.#scenario
    if (this.#scenario === null) throw new Error('a simulation worker was asked to run before it was sent a scenario')
    return this.#scenario
  }

  #goOn(): GoOn {
    const asked = this.#stops
    return async () => {
      await turn()
      return this.#stops === asked
    }
  }
}
