import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ACTIVITIES,
  AREAS,
  coverageDocument,
  coverageOf,
  LINK_ENDS,
  linksOf,
  unknownReferences,
} from '../../../analysis/activities/index.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import { EquipmentState, EventKind } from '../../../engine/log/events.ts'
import { failure, material, operation, plant, product, source, station, supplier } from '../../engine/plant/plants.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'

const seed = 20_261_123
const always = (value: number) => ({ kind: 'constant', value }) as const

describe('[C01] the 32 activities of ISA-95', () => {
  it('each is shown by something that is in the log, or is said not to be covered', () => {
    const { log } = recorded(richPlant(), { until: 4000 })
    const counts = new Map<string, number>()
    const names = new Map(Object.entries(EventKind).map(([name, kind]) => [kind as number, name]))
    log.scan(0, log.count, ({ kind }) => counts.set(names.get(kind)!, (counts.get(names.get(kind)!) ?? 0) + 1))
    const cells = coverageOf(log)
    expect(cells.map(({ area, activity }) => `${area} ${activity}`)).toEqual(AREAS.flatMap((a) => ACTIVITIES.map((b) => `${a} ${b}`)))
    for (const { covered, shownBy } of cells) {
      expect(covered).toBe(shownBy.length > 0)
      for (const { what, count } of shownBy) if (!what.includes('.')) expect([what, count]).toEqual([what, counts.get(what)])
    }
    expect(cells.filter(({ covered }) => covered).length).toBeGreaterThan(24)
  })

  it('a plant without tests, upkeep and material covers production only', () => {
    const scenario = plant({
      stations: [station({ id: 'saw', time: always(10) })],
      products: [product({ id: 'part', route: [operation({ id: 'saw' })] })],
      sources: [source({ id: 'in', mix: [{ product: 'part', weight: 1 }] })],
    })
    const { log } = recorded(scenario, { until: 100 })
    const cells = coverageOf(log)
    expect([...new Set(cells.filter(({ covered }) => covered).map(({ area }) => area))]).toEqual(['production'])
    for (const [language, none] of [
      ['en', 'not covered'],
      ['zh', '未覆盖'],
    ] as const) {
      const [matrix] = coverageDocument(cells, linksOf(recordOf(log), scenario), language)
      expect(matrix!.rows).toHaveLength(32)
      expect(matrix!.rows.filter(([, , text]) => text === none)).toHaveLength(cells.filter(({ covered }) => !covered).length)
    }
  })
})

describe('[A02] [C17] what one area does to another', () => {
  it(`has its cause in the log, and no number names what the log does not know, seed ${seed}`, () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(richPlant()), anyPlant), fc.nat(1000), (scenario, luck) => {
        const { log } = recorded(scenario, { until: HORIZON, seed: luck })
        const record = recordOf(log)
        const { links, orphans } = linksOf(record, scenario)
        expect(orphans).toEqual([])
        expect(unknownReferences(record)).toEqual([])
        // [C14] every result of a test, and every reading, belongs to a job of its unit at its station that had begun.
        const of = (kind: string) => links.filter((link) => link.kind === kind)
        expect(of('jobIsTested').map(({ effect }) => effect)).toEqual(record.tests.rows().map((_, row) => row))
        expect(of('jobIsMeasured')).toHaveLength(record.measurements.count)
        for (const { effect, cause } of of('jobIsTested')) {
          const result = record.tests.row(effect)
          const job = record.jobs.row(cause)
          expect([job.unit, job.station, job.operation]).toEqual([result.unit, result.station, result.operation])
          expect(job.start).toBeLessThanOrEqual(result.time)
        }
        // Every stop by failure, and no other state, is an effect of a failure of that mode before it.
        const stops = record.states
          .rows()
          .flatMap(({ state, cause }, row) =>
            (state === EquipmentState.repair || state === EquipmentState.waitRepair) && cause >= 0 ? [row] : [],
          )
        expect(of('failureStopsProduction').map(({ effect }) => effect)).toEqual(stops)
        for (const { effect, cause } of of('failureStopsProduction')) {
          const failed = record.failures.row(cause)
          const state = record.states.row(effect)
          expect([failed.station, failed.mode]).toEqual([state.station, state.cause])
          expect(failed.time).toBeLessThanOrEqual(state.from)
        }
        for (const { kind } of links) expect(LINK_ENDS[kind].from).not.toBe(LINK_ENDS[kind].to)
      }),
      { seed, numRuns: 40 },
    )
  })

  it('a failure stops a station, and a station waits for what another took', () => {
    const scenario = plant({
      stations: [
        station({
          id: 'saw',
          time: always(10),
          failures: [failure({ id: 'jam', clock: 'processing', after: always(15), repair: always(5) })],
        }),
      ],
      suppliers: [supplier({ id: 'mill', leadTime: always(30) })],
      materials: [material({ id: 'bar', initialStock: 2, reorderPoint: 0, orderQuantity: 2, supplier: 'mill' })],
      products: [product({ id: 'part', route: [operation({ id: 'saw', components: [{ item: 'bar', quantity: 1 }] })] })],
      sources: [source({ id: 'in', mix: [{ product: 'part', weight: 1 }] })],
    })
    const { log } = recorded(scenario, { until: 60 })
    const record = recordOf(log)
    const { links } = linksOf(record, scenario)
    const [stop] = links.filter(({ kind }) => kind === 'failureStopsProduction')
    expect(record.failures.row(stop!.cause).time / 1e6).toBe(15)
    const [wait] = links.filter(({ kind }) => kind === 'stockStarvesProduction')
    // The second bar was taken at 10; from 25 on the saw waits for the next ones.
    expect([record.states.row(wait!.effect).from / 1e6, record.consumed.row(wait!.cause).time / 1e6]).toEqual([25, 10])
  })
})
