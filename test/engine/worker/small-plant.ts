import type { Scenario } from '../../../scenarios/model.ts'
import { buffer, exponential, operation, plant, product, source, station } from '../plant/plants.ts'

/** One machine with a queue before it, in normal form: arrivals every 10 s, work 8 s, both exponential. */
export const smallPlant: Scenario = plant({
  id: 'small',
  title: 'Small plant',
  replications: 4,
  horizon: 36_000,
  products: [
    product({ id: 'part', title: 'Part', route: [operation({ id: 'work', title: 'Work', stations: ['machine'], buffer: 'queue' })] }),
  ],
  sources: [source({ id: 'in', title: 'In', every: exponential(10) })],
  stations: [station({ id: 'machine', title: 'Machine', time: exponential(8) })],
  buffers: [buffer({ id: 'queue', title: 'Queue' })],
})

/** The same with a faster machine. */
export const fasterPlant: Scenario = {
  ...smallPlant,
  id: 'faster',
  stations: smallPlant.stations.map((station) => ({ ...station, time: { kind: 'exponential', mean: 6 } })),
}
