import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lowerBound } from '../../optimizer/schedule/bound.ts'
import { type Decisions, Evaluation } from '../../optimizer/schedule/evaluate.ts'
import { type Aspect, goalOf } from '../../optimizer/schedule/goal.ts'
import { proposeSchedule } from '../../optimizer/schedule/propose.ts'
import { search } from '../../optimizer/schedule/search.ts'
import { type Shop, shop } from '../../optimizer/schedule/shop.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { buffer, constant, day, hour, operation, order, plant, product, source, station, task } from './plant.ts'

/** Jobs of one unit each; job j's k-th entry is [machine, seconds]. */
function jobShop(jobs: readonly (readonly (readonly [number, number])[])[], parts: Partial<Scenario> = {}): Scenario {
  const machines = Math.max(...jobs.flat().map(([machine]) => machine)) + 1
  return plant({
    stations: Array.from({ length: machines }, (_, m) => station(`m${m}`)),
    products: jobs.map((job, j) =>
      product(
        `p${j}`,
        job.map(([machine, seconds], k) => operation(`o${k}`, [`m${machine}`], seconds)),
      ),
    ),
    orders: jobs.map((_, j) => order(`j${j}`, `p${j}`, 1)),
    buffers: jobs.map((_, j) => buffer(`b${j}`)),
    ...parts,
  })
}

const found = (of: Shop, aspect: Aspect, tries = 3000) => {
  const goal = goalOf(of, aspect)
  const evaluation = new Evaluation(of)
  evaluation.run(search(of, goal, { tries, seed: 1 }))
  return { value: goal.value(evaluation.completion), score: goal.score(evaluation) }
}

/** The best over every sequence and every way to do each task. */
function best(of: Shop, aspect: Aspect) {
  const goal = goalOf(of, aspect)
  const evaluation = new Evaluation(of)
  const left = of.orders.map(({ tasks }) => tasks.length)
  const sequence: number[] = []
  const modes = of.orders.map(({ tasks }) => new Int32Array(tasks.length))
  const choices = of.orders.flatMap(({ tasks }, o) => tasks.map((one, k) => ({ o, k, count: one.modes.length })))
  const least = { value: Infinity, score: Infinity }
  const chooseModes = (n: number) => {
    const choice = choices[n]
    if (!choice) {
      const decisions: Decisions = { sequence: Int32Array.from(sequence), modes }
      evaluation.run(decisions)
      least.value = Math.min(least.value, goal.value(evaluation.completion))
      least.score = Math.min(least.score, goal.score(evaluation))
      return
    }
    for (let mode = 0; mode < choice.count; mode++) {
      ;(modes[choice.o] as Int32Array)[choice.k] = mode
      chooseModes(n + 1)
    }
  }
  const visit = () => {
    if (sequence.length === choices.length) return chooseModes(0)
    for (const o of left.keys()) {
      if ((left[o] ?? 0) === 0) continue
      left[o] = (left[o] ?? 0) - 1
      sequence.push(o)
      visit()
      sequence.pop()
      left[o] = (left[o] ?? 0) + 1
    }
  }
  visit()
  return least
}

describe('a schedule', () => {
  it("of two machines in a row is as short as Johnson's rule makes it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 })), { minLength: 2, maxLength: 9 }),
        (times) => {
          const flow = shop(
            jobShop(
              times.map(
                ([a, b]) =>
                  [
                    [0, a],
                    [1, b],
                  ] as const,
              ),
            ),
          )
          expect(found(flow, 'makespan').value).toBeCloseTo(johnson(times), 6)
        },
      ),
      { numRuns: 40, seed: 3 },
    )
  })

  it.each<Aspect>(['lateness', 'lateOrders', 'flow'])(
    'of one machine with release and due dates is the best of all sequences: %s',
    (aspect) => {
      fc.assert(
        fc.property(
          fc.array(
            fc.record({
              work: fc.integer({ min: 1, max: 9 }),
              release: fc.integer({ min: 0, max: 12 }),
              room: fc.integer({ min: 1, max: 20 }),
            }),
            {
              minLength: 2,
              maxLength: 6,
            },
          ),
          (jobs) => {
            const one = shop(
              jobShop(
                jobs.map(({ work }) => [[0, work * hour]] as const),
                {
                  orders: jobs.map(({ release, room }, j) =>
                    order(`j${j}`, `p${j}`, 1, { release: release * hour, due: (release + room) * hour, lateCost: 10 + j }),
                  ),
                },
              ),
            )
            expect(found(one, aspect).score).toBeCloseTo(best(one, aspect).score, 6)
          },
        ),
        { numRuns: 15, seed: 4 },
      )
    },
  )

  it('with alternatives and set-ups is the best of all sequences and allocations', () => {
    const setups = [
      { from: 'red', to: 'blue', time: constant(1800), external: 0 },
      { from: 'blue', to: 'red', time: constant(3000), external: 0 },
      { from: '*', to: '*', time: constant(600), external: 0 },
    ]
    const flexible = shop(
      plant({
        stations: [station('a', { setups, initialFamily: 'red' }), station('b', { setups })],
        products: ['red', 'blue'].map((id) => product(id, [operation('cut', ['a', 'b'], 60)])),
        orders: [order('1', 'red', 40), order('2', 'blue', 30), order('3', 'red', 20), order('4', 'blue', 10)],
      }),
    )
    for (const aspect of ['makespan', 'flow'] as const) expect(found(flexible, aspect).score).toBeCloseTo(best(flexible, aspect).score, 6)
  })

  it('of ft06 is close to the best known, 55', ({ skip }) => {
    const file = new URL('../../../shared/data/jsplib/ft06', import.meta.url)
    if (!existsSync(file)) skip('no job-shop instances here')
    const of = shop(jobShop(instance(readFileSync(file, 'utf8'))))
    expect(found(of, 'makespan', 20_000).value).toBeLessThanOrEqual(57)
    expect(found(of, 'makespan', 20_000).value).toBeGreaterThanOrEqual(55)
  })

  it('is never below its bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            first: fc.integer({ min: 1, max: 9 }),
            second: fc.integer({ min: 1, max: 9 }),
            due: fc.integer({ min: 2, max: 30 }),
          }),
          {
            minLength: 2,
            maxLength: 4,
          },
        ),
        fc.constantFrom<Aspect>('lateness', 'lateOrders', 'flow', 'makespan'),
        async (jobs, aspect) => {
          const of = shop(
            jobShop(
              jobs.map(
                ({ first, second }) =>
                  [
                    [0, first * hour],
                    [1, second * hour],
                  ] as const,
              ),
              { orders: jobs.map(({ due }, j) => order(`j${j}`, `p${j}`, 1, { due: due * hour })) },
            ),
          )
          const bound = await lowerBound(of, aspect, 40 * hour)
          expect(bound).not.toBeNull()
          expect(bound).toBeLessThanOrEqual(best(of, aspect).value + 1e-6)
        },
      ),
      { numRuns: 40, seed: 5 },
    )
  })

  it('pauses off shift and makes way for planned maintenance', () => {
    const scenario = jobShop([[[0, 6 * hour]], [[0, 6 * hour]]], {
      calendars: [
        {
          id: 'day',
          title: '',
          period: day,
          origin: 0,
          working: [{ from: 6 * hour, to: 14 * hour }],
          starts: [],
          off: [],
          extra: [],
          changes: [],
        },
      ],
      stations: [station('m0', { calendar: 'day', maintenance: [task('check', { at: [7 * hour], duration: constant(hour) })] })],
    })
    const of = shop(scenario)
    const evaluation = new Evaluation(of)
    evaluation.run({ sequence: Int32Array.of(0, 1), modes: [new Int32Array(1), new Int32Array(1)] })
    // 6–7, 8–13; then 13–14 and 6–11 of the next day.
    expect([...evaluation.completion].map((end) => end / hour)).toEqual([13, 24 + 11])
  })

  it('hands units over one by one, and a slow step ends no sooner than its last unit allows', () => {
    const of = shop(
      plant({
        stations: [station('saw'), station('drill')],
        products: [product('bar', [operation('saw', ['saw'], 60), operation('drill', ['drill'], 10)])],
        orders: [order('1', 'bar', 10)],
      }),
    )
    const evaluation = new Evaluation(of)
    evaluation.run({ sequence: Int32Array.of(0, 0), modes: [new Int32Array(2)] })
    expect(evaluation.completion[0]).toBe(610)
  })
})

describe('a proposed schedule', () => {
  /** Five orders listed by release, the urgent ones last. */
  const late = () =>
    plant({
      stations: [station('saw', { rule: 'fifo' }), station('mill')],
      products: [product('bar', [operation('saw', ['saw'], 120), operation('mill', ['mill'], 100)])],
      orders: [5, 4, 3, 2, 1].map((due, j) => order(`o${j}`, 'bar', 30, { due: due * 1.15 * hour, lateCost: 100 })),
      horizon: day,
    })

  it('is a dispatch list for each station, as a patch, with bound, gap and reasons', async () => {
    const { candidates, objective, bound, boundFrom, gap, explanation, plan, outcome } = await proposeSchedule(late())
    expect(outcome).toBe('suggested')
    expect(candidates[0]?.scenario.dispatch.map((list) => [list.station, list.jobs.map((job) => job.order).join()])).toEqual([
      ['saw', 'o4,o3,o2,o1,o0'],
      ['mill', 'o4,o3,o2,o1,o0'],
    ])
    expect(candidates[0]?.scenario.dispatch[0]?.jobs[0]).toEqual({ order: 'o4', operation: 'saw', quantity: 30, notBefore: 0 })
    expect(candidates[0]?.patch).toEqual([{ set: 'dispatch', value: candidates[0]?.scenario.dispatch }])
    expect(objective).toEqual({ kpi: 'onTimeRatio', subject: 'plant', goal: 'maximise' })
    expect([bound, boundFrom, gap]).toEqual([0, 'relaxation', 0])
    expect(explanation.join('\n')).toMatch(/orders late 0, against 2[\s\S]*What binds is saw/)
    expect(plan?.jobs).toHaveLength(10)
  })

  it('is the same when asked twice', async () => {
    expect(await proposeSchedule(late())).toEqual(await proposeSchedule(late()))
  })

  it('leaves stations without a list where other units pass, and says so', async () => {
    const scenario = {
      ...late(),
      products: [...late().products, product('rod', [operation('mill', ['mill'], 30)])],
      sources: [source('walk-in', 'rod', 3600)],
    }
    const { candidates, explanation } = await proposeSchedule(scenario)
    expect(candidates[0]?.scenario.dispatch.map((list) => list.station)).toEqual(['saw'])
    expect(explanation.join('\n')).toContain('No list for mill')
  })

  it('gives no list to a station that rework comes back to, or that a limited rack feeds', async () => {
    const rework = { ratio: 1, to: 'saw', limit: 2, per: 'unit' as const }
    const comingBack = {
      ...late(),
      products: [product('bar', [operation('saw', ['saw'], 120), operation('mill', ['mill'], 100, { yield: 0.9, rework })])],
    }
    const rack = { ...late(), buffers: [{ ...buffer('before-mill'), capacity: 10 }] }
    const lists = async (scenario: Scenario) =>
      (await proposeSchedule(scenario)).candidates[0]?.scenario.dispatch.map((list) => list.station)
    expect(await lists(rack)).toEqual(['saw'])
    // Both are come back to: nothing can be listed, and only rules are left.
    expect((await proposeSchedule(comingBack)).explanation[0]).toContain('No station can follow a list')
  })

  it('lets stations without a list work as orders arrive', () => {
    const scenario = { ...late(), buffers: [{ ...buffer('before-mill'), capacity: 10 }] }
    const of = shop(scenario)
    const evaluation = new Evaluation(of)
    evaluation.run({ sequence: Int32Array.of(4, 3, 2, 1, 0), modes: of.orders.map(() => new Int32Array(2)) })
    const inOrder = [...evaluation.completion]
    expect(inOrder).toEqual([...inOrder].sort((a, b) => b - a))
  })

  it('where no order is listed says so, and tries the rules that could matter', async () => {
    const scenario = plant({
      stations: [station('saw', { setups: [{ from: '*', to: '*', time: constant(600), external: 0 }] })],
      products: [product('bar', [operation('saw', ['saw'], 120)]), product('rod', [operation('saw', ['saw'], 60)])],
      sources: [
        source('orders', 'bar', 300, {
          mix: [
            { product: 'bar', weight: 1 },
            { product: 'rod', weight: 1 },
          ],
          due: day,
        }),
      ],
    })
    const { candidates, explanation, bound } = await proposeSchedule(scenario)
    expect(candidates.map(({ id }) => id)).toEqual(['rule-setup', 'rule-edd', 'rule-spt'])
    expect(candidates[1]?.patch).toEqual([{ set: 'stations.saw.rule', value: 'edd' }])
    expect(candidates[1]?.scenario.stations[0]?.rule).toBe('edd')
    expect(bound).toBeNull()
    expect(explanation[0]).toContain('No order is listed')
  })

  it('where nothing can be chosen says so', async () => {
    const scenario = plant({
      stations: [station('saw')],
      products: [product('bar', [operation('saw', ['saw'], 120)])],
      sources: [source('orders', 'bar', 300)],
    })
    expect(await proposeSchedule(scenario)).toMatchObject({ outcome: 'nothing', candidates: [] })
  })
})

/** Johnson 1954: first those that are shorter on the first machine, rising; then the rest, falling on the second. */
function johnson(times: readonly (readonly [number, number])[]): number {
  const sequence = [
    ...times.filter(([a, b]) => a < b).sort((x, y) => x[0] - y[0]),
    ...times.filter(([a, b]) => a >= b).sort((x, y) => y[1] - x[1]),
  ]
  let [first, second] = [0, 0]
  for (const [a, b] of sequence) {
    first += a
    second = Math.max(first, second) + b
  }
  return second
}

/** JSPLIB: jobs and machines, then per job machine and duration in turn. */
function instance(text: string): [number, number][][] {
  const [sizes, ...lines] = text
    .split('\n')
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .map((line) => line.trim().split(/\s+/).map(Number))
  return lines
    .slice(0, sizes?.[0])
    .map((numbers) => Array.from({ length: numbers.length / 2 }, (_, k) => [numbers[2 * k] ?? 0, numbers[2 * k + 1] ?? 0]))
}
