import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ISO_KPIS, isoKpi, isoValue, KPI_DEFINITIONS, usesOf } from '../../../analysis/kpi/index.ts'
import { basis, evidenceOf, explanation, kpiDocument, performanceOf } from '../../../analysis/performance/index.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import { EventKind } from '../../../engine/log/events.ts'
import { material, operation, plant, product, sink, source, station, supplier } from '../../engine/plant/plants.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'

const seed = 20_261_123
/** Told by the calendar, by stock levels or by readings, not by one record each. */
const OTHERWISE = new Set(['POT', 'span', 'inventory', 'issued', 'energy', 'USL', 'LSL', 'xbar', 's', 'sigma', 'unknownTime', 'OL'])

describe('[C22] every number links to its formula and to the records behind it', () => {
  it('each of the 34 has a definition with formula, unit, range, trend, timing and audience', () => {
    for (const { name } of ISO_KPIS) {
      const definition = KPI_DEFINITIONS.find((one) => one.name === name)!
      for (const field of ['title', 'formula', 'unit', 'range', 'trend', 'timing', 'audience'] as const)
        expect(definition[field]).toBeTruthy()
    }
  })

  it(`the records add up to the elements, seed ${seed}`, () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constant(richPlant()), anyPlant),
        fc.nat(1000),
        fc.constantFrom('plant', 'unit', 'area'),
        (scenario, luck, by) => {
          const { log } = recorded({ ...scenario, startTime: '2026-03-01T23:58:30Z', timeZone: 'UTC' }, { until: HORIZON, seed: luck })
          const record = recordOf(log)
          const performance = performanceOf(record, log.header, { by: by as 'plant', per: 'day' })
          const names = basis(ISO_KPIS.flatMap((kpi) => usesOf(kpi, by === 'plant'))).filter((name) => !OTHERWISE.has(name))
          performance.scopes.forEach((scope, s) => {
            performance.spans.forEach((span, i) => {
              const { value } = performance.elements[s]![i]!
              const rows = evidenceOf(record, log, scope, span, names)
              for (const name of names) {
                if (value[name] === null || (name === 'plannedRun' && value[name] === 0)) continue
                // Planned times of work units that are no part of it stand there, too.
                if (name === 'plannedRun' || name === 'PSQ') continue
                const sum = rows.filter(({ element }) => element === name).reduce((total, { amount }) => total + amount, 0)
                expect([scope.id, span.label, name, sum]).toEqual([scope.id, span.label, name, expect.closeTo(value[name], 6)])
              }
              // What they name is in the log, and says so.
              for (const { index, kind, at } of rows.filter(({ index }) => index >= 0).slice(0, 20))
                log.scan(index, index + 1, (event) => expect([event.kind, event.time]).toEqual([EventKind[kind], at]))
              for (const { element, index, at } of rows) if (at > 0 && element !== 'FE') expect([element, index]).not.toEqual([element, -1])
            })
          })
        },
      ),
      { seed, numRuns: 12 },
    )
  })

  it('a report and an explanation are said in both languages, every figure with its formula', () => {
    const { log } = recorded(richPlant(), { until: HORIZON })
    const record = recordOf(log)
    const performance = performanceOf(record, log.header, { by: 'plant', per: 'whole' })
    for (const language of ['en', 'zh'] as const) {
      const [figures, time] = kpiDocument(performance, language)
      expect(figures!.rows).toHaveLength(34)
      expect(figures!.rows.every((row) => row[4] !== '' && (row[2] === '–') === (row[5] !== ''))).toBe(true)
      expect(time!.rows).toHaveLength(1)
      const evidence = evidenceOf(record, log, performance.scopes[0]!, performance.spans[0]!, usesOf(isoKpi('oee')!, true))
      const told = explanation(
        { name: 'oee', scope: 0, span: 0, achieved: performance, evidence },
        { language, stations: log.header.scenario.stations.map(({ id }) => id), most: 5 },
      )
      expect(told[1]!.rows).toHaveLength(5)
      expect(told[1]!.sentences[0]).toContain(String(evidence.length - 5))
    }
    expect(kpiDocument(performance, 'zh')[0]!.title).not.toBe(kpiDocument(performance, 'en')[0]!.title)
  })
})

describe('[C09] inventory turns', () => {
  it('are throughput / average inventory', () => {
    // 100 pieces at the start; one goes every 10 s, and nothing comes: 10 in 100 s, on average 95 to 95.5 are there.
    const scenario = plant({
      stations: [station({ id: 'saw', time: { kind: 'constant', value: 10 } })],
      suppliers: [supplier({ id: 'mill' })],
      materials: [material({ id: 'bar', initialStock: 100, reorderPoint: 0, orderQuantity: 50, supplier: 'mill' })],
      products: [product({ id: 'part', route: [operation({ id: 'saw', components: [{ item: 'bar', quantity: 1 }] })] })],
      sources: [source({ id: 'in', mix: [{ product: 'part', weight: 1 }] })],
      sinks: [sink({ id: 'out' })],
    })
    const { log } = recorded(scenario, { until: 95 })
    const record = recordOf(log)
    const [[e]] = performanceOf(record, log.header, { by: 'plant', per: 'whole' }).elements as [[never]]
    // From 99 down to 90: 9 intervals of 10 s, and 5 s with 90.
    const average = ([99, 98, 97, 96, 95, 94, 93, 92, 91].reduce((sum, level) => sum + level * 10, 0) + 90 * 5) / 95
    const perYear = 10 / (95 / (365 * 86_400))
    expect(isoValue(isoKpi('inventoryTurns')!, e, true).value).toBeCloseTo(perYear / average, 6)
  })
})
