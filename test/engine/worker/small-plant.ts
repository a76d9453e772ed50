import type { Scenario } from '../../../scenarios/model.ts'
import { stubScenario } from '../experiment/stub.ts'

const pose = { x: 0, y: 0, rotation: 0 }

/** One machine with a queue before it, in normal form: arrivals every 10 s, work 8 s, both exponential. */
export const smallPlant: Scenario = {
  ...stubScenario,
  id: 'small',
  title: 'Small plant',
  replications: 4,
  horizon: 36_000,
  products: [
    {
      id: 'part',
      title: 'Part',
      route: [{ id: 'work', title: 'Work', stations: ['machine'], buffer: 'queue', time: null, yield: null, rework: null, components: [] }],
      sink: 'out',
      price: 0,
      family: 'part',
      initialStock: 0,
      holdingCost: 0,
    },
  ],
  sources: [
    {
      id: 'in',
      title: 'In',
      mix: [{ product: 'part', weight: 1 }],
      every: { kind: 'exponential', mean: 10 },
      quantity: 1,
      start: 0,
      limit: null,
      due: null,
      priority: 0,
      lateCost: 0,
      serve: 'make',
      whenFull: 'wait',
      profile: [],
      pose,
    },
  ],
  stations: [
    {
      id: 'machine',
      title: 'Machine',
      area: null,
      kind: 'machine',
      slots: 1,
      time: { kind: 'exponential', mean: 8 },
      yield: 1,
      rework: null,
      setups: [],
      initialFamily: null,
      failures: [],
      maintenance: [],
      calendar: null,
      rule: 'fifo',
      blockingBeforeService: false,
      costPerHour: 0,
      pose,
    },
  ],
  buffers: [{ id: 'queue', title: 'Queue', area: null, capacity: null, order: 'fifo', pose }],
  sinks: [{ id: 'out', title: 'Out', area: null, stock: false, pose }],
}

/** The same with a faster machine. */
export const fasterPlant: Scenario = {
  ...smallPlant,
  id: 'faster',
  stations: smallPlant.stations.map((station) => ({ ...station, time: { kind: 'exponential', mean: 6 } })),
}
