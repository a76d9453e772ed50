import { exp, log } from '../engine/math/index.ts'
import { Streams, standardNormal } from '../engine/random/index.ts'
import type { Operation, Parameter, Scenario } from '../scenarios/model.ts'

/** A share that is known within limits: ln of its odds, and the standard deviation of that. */
export interface Uncertain {
  readonly logit: number
  readonly sd: number
}

export const logit = (share: number) => log(share / (1 - share))

/** From a share and its interval of 95 %. 2 % [1, 4]: logit −3.89, sd 0.36. */
export const uncertain = ({ share, low, high }: { readonly share: number; readonly low: number; readonly high: number }): Uncertain => ({
  logit: logit(share),
  sd: (logit(high) - logit(low)) / (2 * 1.959964),
})

/** One possible value of it, the same for the same replication. */
export function drawn({ logit: middle, sd }: Uncertain, what: string, replication: number): number {
  const streams = new Streams(BELIEF_SEED, replication)
  const stream = streams.open(what, 'belief')
  streams.begin(stream)
  return middle + sd * standardNormal(streams)
}

const BELIEF_SEED = 3_118_204

/** The plant in which work at the station goes wrong with these log odds: by the defects of its operations, or where these have none by what is good at once. */
export function withBad(scenario: Scenario, station: string, logOdds: number): Scenario {
  const yields = 1 / (1 + exp(logOdds))
  const hides = scenario.products.some(({ route }) =>
    route.some(({ defects, stations }) => defects.length > 0 && stations.includes(station)),
  )
  return {
    ...scenario,
    stations: scenario.stations.map((one) => (one.id === station && !hides ? { ...one, yield: yields } : one)),
    products: scenario.products.map((product) => ({
      ...product,
      route: product.route.map((operation) => (operation.stations.includes(station) ? worse(operation, station, logOdds) : operation)),
    })),
  }
}

function worse(operation: Operation, station: string, logOdds: number): Operation {
  const { defects, stations } = operation
  const believed = defects.map((defect) => defect.logit ?? logit(defect.probability!))
  if (defects.length === 0) return operation.yield === null || stations.length > 1 ? operation : { ...operation, yield: null }
  // Several defects stay in the proportion that is believed of them: all are moved alike.
  const all = logit(1 - believed.reduce((good, one) => good / (1 + exp(one)), 1))
  const coefficient = logOdds - all
  return {
    ...operation,
    defects: defects.map((defect) => ({
      ...defect,
      effects: [...defect.effects, { of: 'station' as const, name: station, coefficient, target: 0, side: 'above' as const }],
    })),
  }
}

/** What a station is believed to do wrong, and until when: log odds of a bad unit until it is put right, and after it. */
export interface Believed {
  readonly station: string
  readonly now: number
  readonly usual: number
  /** Seconds from the moment on; null: never. */
  readonly until: number | null
}

/** The plant whose station is bad until it is put right. It has one parameter more, on which its defects hang, and which is off by one until then. */
export function badUntil(scenario: Scenario, { station, now, usual, until }: Believed): Scenario {
  const plant = withBad(scenario, station, usual)
  const effect = { of: 'parameter', name: BELIEF, coefficient: now - usual, target: 0, side: 'above' } as const
  return {
    ...plant,
    stations: plant.stations.map((one) => (one.id === station ? { ...one, parameters: [...one.parameters, STRAYING] } : one)),
    products: plant.products.map((product) => ({
      ...product,
      route: product.route.map((operation) =>
        operation.stations.includes(station)
          ? { ...operation, defects: operation.defects.map((one) => ({ ...one, effects: [...one.effects, effect] })) }
          : operation,
      ),
    })),
    faults:
      until === 0
        ? []
        : [{ id: BELIEF, kind: 'parameter', target: station, name: BELIEF, start: 0, end: until, ramp: 0, factor: 1, amount: 1 }],
  }
}

const BELIEF = 'takt-belief'
const STRAYING: Parameter = {
  ...{ id: BELIEF, title: '', unit: '', setPoint: 0, sd: 0, autocorrelation: 0, drift: 0, clock: 'calendar' as const },
  ...{ low: null, high: null, resetBy: [], adjustEvery: null, adjustBeyond: null },
}
