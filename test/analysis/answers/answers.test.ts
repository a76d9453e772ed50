import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timeBetween } from '../../../analysis/answers/equipment.ts'
import { type Answer, answerSections, answersOf, factsOf, QUESTIONS } from '../../../analysis/answers/index.ts'
import { makingOf } from '../../../analysis/answers/making.ts'
import { figuresOf, performanceOf } from '../../../analysis/performance/index.ts'
import { ordersOf } from '../../../analysis/production/orders.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import { reportOf } from '../../../analysis/report/report.ts'
import { EventKind } from '../../../engine/log/events.ts'
import type { Log } from '../../../engine/log/reader.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'

const seed = 20261123

const answersFor = (log: Log<Scenario>) => {
  const record = recordOf(log)
  return answersOf(factsOf(log, record, reportOf(log, record), { path: 'day.takt' }), 'en', 'zh')
}

/** What is wrong with an answer; empty where it is whole. */
function lacks({ question, says, figure, evidence, more, picture }: Answer): string[] {
  const texts = [says, figure.name, figure.text, figure.interval, ...evidence.rows.flat(), ...more]
  const numbers = [figure.value, figure.low, figure.high].filter((value) => value !== null)
  const shares = picture?.kind === 'bars' ? picture.rows.flatMap(({ parts }) => parts.map(({ share }) => share)) : []
  return [
    ...texts.filter((text) => text === '' || /undefined|NaN|Infinity|\[object/.test(text)).map((text) => `${question}: "${text}"`),
    ...(numbers.every(Number.isFinite) ? [] : [`${question}: a number is none`]),
    ...(figure.value !== null && figure.low !== null && figure.level === 0.95 && figure.low > figure.value
      ? [`${question}: below its interval`]
      : []),
    ...(shares.every((share) => share >= -1e-9 && share <= 1 + 1e-9) ? [] : [`${question}: shares of a picture`]),
    ...(evidence.rows.every((row) => row.length === evidence.head.length) ? [] : [`${question}: a ragged table`]),
    ...(more.length > 0 ? [] : [`${question}: no command shows more`]),
  ]
}

describe('the nine answers', () => {
  it(`each have a sentence, a number, an interval or why there is none, and evidence, in both languages, seed ${seed}`, () => {
    fc.assert(
      fc.property(
        fc.oneof({ weight: 1, arbitrary: fc.constant(richPlant()) }, { weight: 5, arbitrary: anyPlant }),
        fc.nat(1000),
        (scenario, luck) => {
          const { log } = recorded(scenario, { until: scenario.horizon === 20_000 ? 2500 : HORIZON, seed: luck })
          const { en, zh } = answersFor(log)
          expect(en.map(({ question }) => question)).toEqual(QUESTIONS)
          expect([...en, ...zh].flatMap(lacks)).toEqual([])
          // The language changes words, never numbers.
          const plain = ({ figure: { value, low, high, level, n } }: Answer) => ({ value, low, high, level, n })
          expect(zh.map(plain)).toEqual(en.map(plain))
          expect(answerSections(en, 'en').map(({ sentences }) => sentences.length >= 3)).not.toContain(false)
        },
      ),
      { seed, numRuns: 12, endOnFailure: true },
    )
  })

  it('name records of the log that are what the evidence says', () => {
    const { log } = recorded(richPlant(), { until: 4000 })
    const { en } = answersFor(log)
    const kinds: Partial<Record<string, readonly number[]>> = {
      making: [EventKind.jobStarted],
      good: [EventKind.unitTested, EventKind.unitScrapped],
      health: [EventKind.failureOccurred],
      trace: [EventKind.lotCreated, EventKind.lotUsed, EventKind.unitFinished],
      stock: [EventKind.equipmentState],
    }
    let seen = 0
    for (const { question, evidence } of en) {
      const wanted = kinds[question]
      if (wanted === undefined) continue
      for (const row of evidence.rows) {
        const index = row.at(-1)!
        if (index === '–') continue
        log.scan(Number(index), Number(index) + 1, ({ kind }) => {
          expect(wanted).toContain(kind)
          seen++
        })
      }
    }
    expect(seen).toBeGreaterThan(5)
  })

  it(`[B03] [A07] what is being made is the same as on the board of each work unit, seed ${seed}`, () => {
    let jobs = 0
    fc.assert(
      fc.property(anyPlant, fc.nat(1000), fc.double({ min: 0.2, max: 1, noNaN: true }), (scenario, luck, share) => {
        const { log } = recorded(scenario, { until: HORIZON, seed: luck })
        const until = Math.floor(share * log.endTime)
        const plant = makingOf(recordOf(log, until), scenario)
        const workshop = ordersOf(log, until)
        const board = workshop.now.filter(({ workedSince }) => workedSince !== null)
        const key = (one: { station: string; order: string | null; product: string; operation: string | null }) =>
          `${one.station} ${one.order} ${one.product} ${one.operation}`
        const sum = (rows: readonly (readonly [string, number])[]) => {
          const sums = new Map<string, number>()
          for (const [name, n] of rows) sums.set(name, (sums.get(name) ?? 0) + n)
          return [...sums].sort()
        }
        jobs += board.length
        expect(sum(plant.jobs.map((one) => [key(one), one.units]))).toEqual(sum(board.map((one) => [key(one), one.units.length])))
        // Of each order that is open: as many done as its own page says.
        const open = workshop.orders.filter(({ status, id }) => status === 'released' && id !== null)
        const good = new Map(open.map(({ id, good }) => [id, good]))
        for (const { order, done } of plant.orders) if (good.has(order)) expect([order, done]).toEqual([order, good.get(order)])
      }),
      { seed, numRuns: 25, endOnFailure: true },
    )
    expect(jobs).toBeGreaterThan(10)
  })

  it('[A07] the report of the plant and the figures of its work units and of the plant say the same of the same time', () => {
    const { log } = recorded(richPlant(), { until: 4000 })
    const record = recordOf(log)
    const report = reportOf(log, record)
    const figures = (by: 'unit' | 'plant') => performanceOf(record, log.header, { by, per: 'whole' })
    const units = figures('unit')
    const [plant] = figures('plant').elements[0]!
    const oee = (id: string) => report.kpis.find(({ name, subject }) => name === 'oee' && subject === id)!.value
    let worked = 0
    units.scopes.forEach(({ id }, s) => {
      const elements = units.elements[s]![0]!
      const machine = report.machines.find(({ station }) => station === id)!
      expect([id, elements.value.APT]).toEqual([id, Math.round(machine.states.processing * 1e6)])
      const iso = figuresOf(elements, false).find(({ name }) => name === 'oee')!.value
      if (iso !== null && oee(id) !== null) expect([id, oee(id)]).toEqual([id, expect.closeTo(iso, 9)])
      worked += elements.value.APT ?? 0
    })
    expect(plant!.value.APT).toBe(worked)
    expect(plant!.value.APT).toBe(Math.round(report.plant.states.processing * 1e6))
  })

  it('time between failures has the chi-square interval of a constant rate', () => {
    const { mean, low, high } = timeBetween(300, 3)
    expect(mean).toBe(100)
    expect(low).toBeCloseTo(34.218, 2)
    expect(high).toBeCloseTo(484.9, 1)
    // None failed: as in the rule of three, at least 300 / 3.689.
    expect(timeBetween(300, 0)).toMatchObject({ mean: null, high: null })
    expect(timeBetween(300, 0).low).toBeCloseTo(300 / 3.6889, 2)
  })

  it('says nothing of what a log does not tell', () => {
    const { log } = recorded({ ...richPlant(), horizon: 0 }, { until: 0 })
    const { en } = answersFor(log)
    expect(en.flatMap(lacks)).toEqual([])
    for (const question of ['good', 'trace', 'improve']) expect(en.find((one) => one.question === question)!.figure.value).toBeNull()
  })
})
