import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Backward, exposureTo, type FromStock, genealogyOf, type Suspicion } from '../../../analysis/genealogy/index.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'
import { Exhaustive, numbersOf } from './exhaustive.ts'
import { devices } from './plants.ts'

const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b)
const KINDS = ['unit', 'lot', 'purchase', 'supplier', 'job', 'tool', 'parameter', 'measurement', 'test', 'use'] as const

const rowsWhere = (count: number, fits: (row: number) => boolean) => Array.from({ length: count }, (_, row) => row).filter(fits)

const DEFECTS = 1000
/** Of one plant; so about 25 plants. */
const DEFECTS_OF_A_PLANT = 40

describe('trace', () => {
  for (const fromStock of ['arrival', 'any'] as const satisfies readonly FromStock[]) {
    const seed = fromStock === 'arrival' ? 20261123 : 4
    it(`[B12] equals an exhaustive search over the events on 1,000 random defects, back and forward, from stock: ${fromStock}, seed ${seed}`, () => {
      const seen = { defects: 0, lots: 0, people: 0, tools: 0, throughStock: 0, parts: 0, orders: 0 }
      let plant = 0
      fc.assert(
        fc.property(anyPlant, fc.infiniteStream(fc.nat()), (random, picks) => {
          if (seen.defects === DEFECTS) return
          const kind = plant++ % 5
          const scenario = kind === 0 ? richPlant() : kind === 1 ? devices() : random
          const { log } = recorded(scenario, { until: kind < 2 ? 3000 : HORIZON, seed: plant })
          const genealogy = genealogyOf(log)
          const slow = new Exhaustive(log, { anyOrder: fromStock === 'any' })
          const made = sorted(slow.units.keys())
          if (made.length === 0) return
          const pick = <T>(list: readonly T[]): T | undefined => (list.length === 0 ? undefined : list[picks.next().value! % list.length])
          for (let n = 0; n < DEFECTS_OF_A_PLANT && seen.defects < DEFECTS; n++) {
            // Back: all that went into it.
            const unit = pick(made)!
            const words = slow.units.get(unit)!
            const found = new Backward(genealogy, fromStock).unit(unit).found
            const fast = {
              unit: found.units,
              lot: found.lots,
              purchase: found.purchases,
              supplier: found.suppliers,
              job: found.jobs,
              tool: found.tools,
              parameter: found.parameters,
              measurement: found.measurements,
              test: found.tests,
              use: found.uses,
            }
            for (const kind of KINDS) expect([kind, sorted(fast[kind])]).toEqual([kind, numbersOf(words, kind)])
            const { crew, person } = genealogy.record.persons.column
            const people = new Set([...found.people].map((row) => `${crew[row]}/${person[row]}`))
            expect([...people].sort()).toEqual([...new Set(numbersOf(words, 'job').flatMap((job) => [...slow.people.get(job)!]))].sort())
            // Forward from one of these: all siblings at risk.
            const job = pick(numbersOf(words, 'job'))
            const lot = pick(numbersOf(words, 'lot'))
            const suspicions: (readonly [word: string, Suspicion])[] = [
              ...(lot === undefined ? [] : [[`lot ${lot}`, { lots: [lot] }] as const]),
              [`unit ${unit}`, { units: [unit] }],
            ]
            for (const [word, suspicion] of suspicions) expectExposed(word, suspicion)
            if (job !== undefined) {
              const { station, slot, start } = genealogy.record.jobs.row(job)
              const same = genealogy.record.jobs
                .rows()
                .flatMap((one, row) =>
                  one.station === station && one.slot === slot && one.start <= start && !(one.end < start) ? [`job ${row}`] : [],
                )
              expectExposed(same, { jobs: { station, slot, from: start, until: start } })
            }
            // A tool, a person, a parameter above what it was here.
            const { tools, parameters } = genealogy.record
            const use = pick(sorted(found.tools))
            if (use !== undefined) {
              const { tool: kind, piece } = tools.row(use)
              const same = rowsWhere(tools.count, (row) => tools.column.tool[row] === kind && tools.column.piece[row] === piece)
              expectExposed(
                same.map((row) => `tool ${row}`),
                { jobs: { tool: { kind, piece } } },
              )
            }
            const who = pick([...people])
            if (who !== undefined) {
              const [inCrew, place] = who.split('/').map(Number) as [number, number]
              const same = [...slow.people].flatMap(([at, there]) => (there.has(who) ? [`job ${at}`] : []))
              expectExposed(same, { jobs: { person: { crew: inCrew, person: place } } })
            }
            const reading = pick(sorted(found.parameters))
            if (reading !== undefined) {
              const { station, parameter, value: above } = parameters.row(reading)
              const { column } = parameters
              const same = rowsWhere(
                parameters.count,
                (row) => column.station[row] === station && column.parameter[row] === parameter && column.value[row]! > above,
              )
              expectExposed(
                same.map((row) => `parameter ${row}`),
                { jobs: { station, parameter: { parameter, above } } },
              )
            }
            seen.defects++
            if (lot !== undefined) seen.lots++
            if (people.size > 0) seen.people++
            if (found.tools.size > 0) seen.tools++
            if (found.came.size > 0) seen.throughStock++
            if (found.units.size > 1) seen.parts++
          }

          function expectExposed(word: string | readonly string[], suspicion: Suspicion) {
            const any = new Set(typeof word === 'string' ? [word] : word)
            const has = (words: ReadonlySet<string>) => [...words].some((one) => any.has(one))
            const having = (map: ReadonlyMap<number, ReadonlySet<string>>) =>
              sorted([...map].flatMap(([key, all]) => (has(all) ? [key] : [])))
            const exposure = exposureTo(genealogy, suspicion, fromStock)
            expect([any, sorted(exposure.units)]).toEqual([any, having(slow.units)])
            expect(sorted(exposure.lots)).toEqual(having(slow.lots))
            expect(sorted(exposure.orders.keys())).toEqual(having(slow.orders))
            if (exposure.orders.size > 0) seen.orders++
          }
        }),
        { seed, numRuns: 40, endOnFailure: true },
      )
      // Nothing of it was empty talk.
      expect(seen.defects).toBe(DEFECTS)
      for (const [what, times] of Object.entries(seen)) expect([what, times > 5]).toEqual([what, true])
    })
  }
})
