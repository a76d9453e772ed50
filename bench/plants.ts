import { buffer, exponential, failure, line, operation, plant, product, source, station } from '../test/engine/plant/plants.ts'

/** The plants that are timed, and how many finished units a second of simulated time gives. */
export const plants = {
  mm1: {
    perSecond: 0.9,
    scenario: plant({
      stations: [station({ id: 'server', time: exponential(1) })],
      buffers: [buffer({ id: 'queue' })],
      products: [product({ id: 'part', route: [operation({ id: 'server', buffer: 'queue' })] })],
      sources: [source({ id: 'arrivals', every: exponential(1 / 0.9) })],
    }),
  },
  line10: {
    perSecond: 2 / 3,
    scenario: line(
      Array.from({ length: 10 }, (_, i) =>
        station({
          id: `s${i + 1}`,
          time: exponential(1),
          failures: [failure({ clock: 'processing', after: exponential(100), repair: exponential(5) })],
        }),
      ),
      new Array<number>(9).fill(5),
    ),
  },
}
