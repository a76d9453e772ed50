import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCplexLp } from '../../optimizer/model/cplex-lp.ts'
import { isMixedInteger, type LinearModel, linearModel } from '../../optimizer/model/linear-model.ts'
import { toMps } from '../../optimizer/model/mps.ts'
import { choose, solve } from '../../optimizer/solver/choose.ts'
import { conflictingRules } from '../../optimizer/solver/conflict.ts'
import { solveWithHighs } from '../../optimizer/solver/highs.ts'
import { interpret, placesOf } from '../../optimizer/solver/javascript-lp-solver.ts'
import type { SolverName } from '../../optimizer/solver/result.ts'
import { verify, violations } from '../../optimizer/solver/verify.ts'

const solvers: SolverName[] = ['javascript-lp-solver', 'highs']

/** Chairs and tables of the HiGHS manual: 20 chairs and 10 tables earn 1,100. */
const workshop = (integer = true) =>
  linearModel({
    name: 'workshop',
    sense: 'maximise',
    variables: [
      { name: 'chairs', objective: 30, integer },
      { name: 'tables', objective: 50, integer },
    ],
    constraints: [
      { name: 'carpentry hours', terms: terms({ chairs: 1, tables: 2 }), atMost: 40 },
      { name: 'finishing hours', terms: terms({ chairs: 2, tables: 1 }), atMost: 50 },
    ],
  })

function terms(coefficients: Record<string, number>) {
  return Object.entries(coefficients).map(([variable, coefficient]) => ({ coefficient, variable }))
}

describe('a linear model', () => {
  it.each(solvers)('%s finds the optimum of the workshop', async (solver) => {
    const result = await solve(workshop(false), { solver })
    expect(result).toMatchObject({ status: 'optimal', solver, boundFrom: 'solver' })
    expect(result.objective).toBeCloseTo(1100, 6)
    expect(result.gap).toBeLessThan(1e-6)
  })

  it('adds up the terms of one variable', () => {
    const model = linearModel({
      name: 'm',
      sense: 'minimise',
      variables: [{ name: 'a' }],
      constraints: [{ name: 'r', terms: [...terms({ a: 1 }), ...terms({ a: 2 })], atLeast: 3 }],
    })
    expect([...model.entries.value]).toEqual([3])
  })

  it('refuses a name that is no variable, or is one twice', () => {
    const part = { name: 'm', sense: 'minimise' as const }
    expect(() => linearModel({ ...part, variables: [{ name: 'a' }, { name: 'a' }], constraints: [] })).toThrow('two variables')
    expect(() => linearModel({ ...part, variables: [], constraints: [{ name: 'r', terms: terms({ b: 1 }) }] })).toThrow('"b"')
  })

  it('is read back from CPLEX-LP and MPS text with the same optimum', async () => {
    const { default: load } = await import('highs')
    const highs = await load()
    await fc.assert(
      fc.asyncProperty(models, async (model) => {
        const expected = await solve(model, { solver: 'highs' })
        for (const format of ['lp', 'mps'] as const) {
          const data = format === 'lp' ? toCplexLp(model) : new TextEncoder().encode(toMps(model))
          const found = highs.withModel(
            format === 'lp' ? { format, data: data as string } : { format, data: data as Uint8Array },
            (one) => {
              one.options.set({ presolve: 'off', mip_rel_gap: 1e-6 })
              one.run()
              return one.getModelStatus() === highs.constants.modelStatus.optimal ? one.getObjectiveValue() : null
            },
          )
          if (expected.objective === null) expect(found, format).toBeNull()
          else expect(found, format).toBeCloseTo(expected.objective, 5)
        }
      }),
      { numRuns: 60, seed: 11 },
    )
  })
})

describe('verify', () => {
  it('finds a broken row, bound and whole number', () => {
    expect(violations(workshop(), [20, 10])).toEqual([])
    expect(violations(workshop(), [30, 10]).map(({ name }) => name)).toEqual(
      ['carpentry hours', 'finishing hours'].slice(-2).filter(Boolean),
    )
    expect(violations(workshop(), [-1, 0])).toMatchObject([{ kind: 'bound', name: 'chairs' }])
    expect(violations(workshop(), [0.5, 0])).toMatchObject([{ kind: 'integrality', name: 'chairs' }])
    expect(violations(workshop(), [Number.NaN, 0])).toMatchObject([{ kind: 'number', name: 'chairs' }])
  })

  const claim = { says: 'optimal' as const, x: Float64Array.of(20, 10), objective: 1100, bound: 1100, nodes: 1 }

  it('calls optimal only what keeps every rule and is borne out by the bound', () => {
    expect(verify(workshop(), claim, 'highs').status).toBe('optimal')
    expect(verify(workshop(), { ...claim, bound: 1200 }, 'highs')).toMatchObject({ status: 'feasible', gap: 100 / 1100 })
    expect(verify(workshop(), { ...claim, bound: null }, 'highs').status).toBe('feasible')
  })

  it('refuses a solution that breaks a rule, whatever the solver says', () => {
    const result = verify(workshop(), { ...claim, x: Float64Array.of(40, 10), objective: 1700, bound: 1700 }, 'highs')
    expect(result).toMatchObject({ status: 'error', x: null })
    expect(result.problem).toContain('carpentry hours')
  })

  it('refuses a wrong objective and a bound that its own solution beats', () => {
    expect(verify(workshop(), { ...claim, objective: 1000 }, 'highs').problem).toContain('it is 1100')
    expect(verify(workshop(), { ...claim, bound: 900 }, 'highs').problem).toContain('nothing beats 900')
  })
})

describe('traps of javascript-lp-solver', () => {
  it('a MIP that was ended early and gives the relaxation as feasible has found nothing', () => {
    const model = workshop()
    const claimed = interpret(model, placesOf(model), { feasible: true, result: 1108, bounded: true, x0: 19.5, x1: 10.25 })
    expect(verify(model, claimed, 'javascript-lp-solver')).toMatchObject({ status: 'limit', x: null })
  })

  it('unbounded comes as feasible, and is not', async () => {
    const model = linearModel({ name: 'm', sense: 'maximise', variables: [{ name: 'a', objective: 1 }], constraints: [] })
    for (const solver of solvers) expect((await solve(model, { solver })).status, solver).toBe('unbounded')
  })

  it('a variable that is zero is left out, and read as zero', async () => {
    const model = linearModel({
      name: 'm',
      sense: 'minimise',
      variables: [
        { name: 'a', objective: 1 },
        { name: 'b', objective: 2 },
      ],
      constraints: [{ name: 'r', terms: terms({ a: 1, b: 1 }), atLeast: 3 }],
    })
    expect([...((await solve(model, { solver: 'javascript-lp-solver' })).x ?? [])]).toEqual([3, 0])
  })

  it.each(solvers)('%s: bounds below zero, from above only, and none at all', async (solver) => {
    const model = linearModel({
      name: 'm',
      sense: 'minimise',
      offset: 100,
      variables: [
        { name: 'below', lower: -5, upper: 5, objective: 1 },
        { name: 'from above', lower: -Infinity, upper: 7, objective: -1 },
        { name: 'free', lower: -Infinity, objective: 2 },
      ],
      constraints: [{ name: 'free is at least −3 − below', terms: terms({ free: 1, below: 1 }), atLeast: -3 }],
    })
    // below 5 lets free fall to −8: 5 − 7 − 16 + 100.
    expect((await solve(model, { solver })).objective).toBeCloseTo(82, 6)
  })

  it('a MIP without a bound of its own gets the relaxation as its bound, and says so', async () => {
    const model = linearModel({
      name: 'm',
      sense: 'maximise',
      variables: [
        { name: 'a', objective: 1, integer: true },
        { name: 'b', objective: 1, integer: true },
      ],
      constraints: [{ name: 'r', terms: terms({ a: 2, b: 2 }), atMost: 7 }],
    })
    expect(await solve(model, { solver: 'javascript-lp-solver' })).toMatchObject({
      status: 'feasible',
      objective: 3,
      bound: 3.5,
      boundFrom: 'relaxation',
      gap: 0.5 / 3,
    })
    expect(await solve(model)).toMatchObject({ status: 'optimal', objective: 3, boundFrom: 'solver', solver: 'highs' })
  })
})

describe('HiGHS', () => {
  it('repeats itself, ended by a node limit or not', async () => {
    const model = knapsacks(30, 4)
    for (const nodeLimit of [1, 5, 100_000]) {
      const first = await solve(model, { nodeLimit, relativeGap: 1e-4 })
      const again = await solve(model, { nodeLimit, relativeGap: 1e-4 })
      expect(again).toEqual(first)
      expect(first.status).toBe(nodeLimit > 5 ? 'optimal' : first.status)
    }
  })

  it('at its node limit gives what it found, its bound and the gap', async () => {
    const result = await solve(knapsacks(40, 6), { nodeLimit: 1, relativeGap: 1e-9 })
    expect(result.status).toBe('feasible')
    expect(result.boundFrom).toBe('solver')
    expect(result.gap).toBeGreaterThan(0)
    expect(result.gap).toBeLessThan(0.2)
  })

  it('begins with a solution it is given, and ignores one that breaks a rule', async () => {
    const model = knapsacks(30, 4)
    const best = await solve(model)
    const stopped = () => true
    expect((await solve(model, { start: best.x as Float64Array, stopped })).objective).toBeCloseTo(best.objective as number, 6)
    expect((await solve(model, { start: new Float64Array(30).fill(1) })).objective).toBeCloseTo(best.objective as number, 6)
  })

  it('tells infeasible from unbounded', async () => {
    const impossible = linearModel({
      name: 'm',
      sense: 'minimise',
      variables: [{ name: 'a', integer: true }],
      constraints: [{ name: 'r', terms: terms({ a: 2 }), equals: 1 }],
    })
    expect((await solveWithHighs(impossible)).says).toBe('infeasible')
  })
})

it('small LPs go to the small solver, MIPs and larger LPs to HiGHS', () => {
  const wide = linearModel({
    name: 'wide',
    sense: 'minimise',
    variables: [{ name: 'a' }],
    constraints: Array.from({ length: 301 }, (_, i) => ({ name: `r${i}`, terms: terms({ a: 1 }), atLeast: i })),
  })
  expect([choose(workshop(false)), choose(workshop(true)), choose(wide)]).toEqual(['javascript-lp-solver', 'highs', 'highs'])
})

describe('clashing rules', () => {
  it('are named, and only they', async () => {
    const model = linearModel({
      name: 'm',
      sense: 'minimise',
      variables: [
        { name: 'early', upper: 10 },
        { name: 'late', upper: 10 },
        { name: 'other', upper: 10 },
      ],
      constraints: [
        { name: 'the lathe is done by noon', terms: terms({ early: 1 }), atMost: 4 },
        { name: 'the mill comes after the lathe', terms: terms({ late: 1, early: -1 }), atLeast: 0 },
        { name: 'the mill is done by two', terms: terms({ late: 1 }), atMost: 6 },
        { name: 'the crew needs five hours for the lathe', terms: terms({ early: 1 }), atLeast: 5 },
        { name: 'the other one takes its time', terms: terms({ other: 1 }), atLeast: 2 },
      ],
    })
    expect((await solve(model)).status).toBe('infeasible')
    expect(await conflictingRules(model)).toEqual(['the lathe is done by noon', 'the crew needs five hours for the lathe'])
  })

  it('that clash only for whole numbers are named too', async () => {
    const model = linearModel({
      name: 'm',
      sense: 'minimise',
      variables: [
        { name: 'a', upper: 9, integer: true },
        { name: 'b', upper: 9, integer: true },
      ],
      constraints: [
        { name: 'pairs', terms: terms({ a: 2, b: 2 }), equals: 5 },
        { name: 'some', terms: terms({ a: 1 }), atLeast: 1 },
      ],
    })
    expect(await conflictingRules(model)).toEqual(['pairs'])
  })

  it('are none where there is a solution', async () => {
    expect(await conflictingRules(workshop())).toEqual([])
  })
})

describe('random small models', () => {
  it('both solvers agree, and both answers keep every rule', async () => {
    await fc.assert(
      fc.asyncProperty(models, async (model) => {
        const [small, large] = [await solve(model, { solver: 'javascript-lp-solver' }), await solve(model, { solver: 'highs' })]
        expect(large.status).not.toBe('error')
        if (large.objective === null) {
          expect(small.status).toBe(large.status)
          return
        }
        expect(small.objective).toBeCloseTo(large.objective, 5)
        expect(violations(model, small.x as Float64Array)).toEqual([])
        expect(violations(model, large.x as Float64Array)).toEqual([])
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  it('HiGHS finds what trying every whole number finds', async () => {
    await fc.assert(
      fc.asyncProperty(models.filter(isPureInteger), async (model) => {
        const result = await solve(model, { solver: 'highs' })
        const best = bruteForce(model)
        if (best === null) expect(result.status).toBe('infeasible')
        else expect(result.objective).toBeCloseTo(best, 6)
      }),
      { numRuns: 200, seed: 8 },
    )
  })
})

/** Up to 4 columns within [−3, 4], up to 5 rows; whole or continuous. */
const models: fc.Arbitrary<LinearModel> = fc
  .record({
    columns: fc.array(
      fc.record({
        lower: fc.integer({ min: -3, max: 1 }),
        width: fc.integer({ min: 0, max: 3 }),
        objective: fc.integer({ min: -5, max: 5 }),
        integer: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    rows: fc.array(
      fc.record({
        coefficients: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 4, maxLength: 4 }),
        lower: fc.option(fc.integer({ min: -8, max: 4 }), { nil: -Infinity }),
        width: fc.option(fc.integer({ min: 0, max: 8 }), { nil: Infinity }),
      }),
      { maxLength: 5 },
    ),
    sense: fc.constantFrom('minimise' as const, 'maximise' as const),
    whole: fc.boolean(),
  })
  .map(({ columns, rows, sense, whole }) =>
    linearModel({
      name: 'random',
      sense,
      offset: 3,
      variables: columns.map((column, j) => ({
        name: `v${j}`,
        lower: column.lower,
        upper: column.lower + column.width,
        objective: column.objective,
        integer: whole || column.integer,
      })),
      constraints: rows.map((row, i) => ({
        name: `rule ${i}`,
        terms: columns.map((_, j) => ({ coefficient: row.coefficients[j] as number, variable: `v${j}` })),
        atLeast: row.lower,
        atMost: row.lower === -Infinity ? (row.width === Infinity ? Infinity : row.width) : row.lower + row.width,
      })),
    }),
  )

const isPureInteger = (model: LinearModel) => isMixedInteger(model) && model.columns.every(({ integer }) => integer)

function bruteForce(model: LinearModel): number | null {
  let best: number | null = null
  const x: number[] = []
  const visit = () => {
    const column = model.columns[x.length]
    if (column) {
      for (let value = column.lower; value <= column.upper; value++) {
        x.push(value)
        visit()
        x.pop()
      }
      return
    }
    if (violations(model, x).length > 0) return
    const value = model.columns.reduce((sum, { objective }, j) => sum + objective * (x[j] as number), model.offset)
    if (best === null || (model.sense === 'minimise' ? value < best : value > best)) best = value
  }
  visit()
  return best
}

/** Several knapsacks over the same items, weights by a fixed rule: small, and not solved at the root. */
function knapsacks(items: number, sacks: number): LinearModel {
  const weight = (item: number, sack: number) => 10 + ((item * 37 + sack * 101 + item * item * 13) % 41)
  return linearModel({
    name: 'knapsacks',
    sense: 'maximise',
    variables: Array.from({ length: items }, (_, i) => ({
      name: `item ${i}`,
      upper: 1,
      integer: true,
      objective: 15 + ((i * 53 + 7) % 29),
    })),
    constraints: Array.from({ length: sacks }, (_, s) => ({
      name: `sack ${s}`,
      terms: Array.from({ length: items }, (_, i) => ({ coefficient: weight(i, s), variable: `item ${i}` })),
      atMost: items * 9,
    })),
  })
}
