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
            seen.defects++
            if (lot !== undefined) seen.lots++
            if (people.size > 0) seen.people++
            if (found.tools.size > 0) seen.tools++
            if (found.came.size > 0) seen.throughStock++
            if (found.units.size > 1) seen.parts++
          }

          function expectExposed(word: string | readonly string[], suspicion: Suspicion) {
            const any = typeof word === 'string' ? [word] : word
            const has = (words: ReadonlySet<string>) => any.some((one) => words.has(one))
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
      for (const [what, times] of Object.entries(seen)) expect([what, times > 20]).toEqual([what, true])
    })
  }
})
