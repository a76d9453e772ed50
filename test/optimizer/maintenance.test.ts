import { describe, expect, it } from 'vitest'
import { cdf } from '../../optimizer/facts/distribution.ts'
import { renewals } from '../../optimizer/facts/renewals.ts'
import { greedyStart } from '../../optimizer/maintenance/greedy.ts'
import type { Occurrence } from '../../optimizer/maintenance/occurrence.ts'
import { proposeMaintenance } from '../../optimizer/maintenance/propose.ts'
import { lowerEnvelope } from '../../optimizer/maintenance/risk.ts'
import { starts } from '../../optimizer/maintenance/rules.ts'
import { failureCost, windowModel } from '../../optimizer/maintenance/windows.ts'
import { solve } from '../../optimizer/solver/choose.ts'
import { violations } from '../../optimizer/solver/verify.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { constant, crew, day, failure, hour, operation, plant, product, source, station, task, twoShifts } from './plant.ts'

/** One grinder that is 90 % loaded from day 2 to day 5 and half loaded otherwise; its overhaul of 4 h is due in the peak. */
const seasonal = (parts: Partial<Scenario> = {}, every = 600) =>
  plant({
    products: [product('shaft', [operation('grind', ['grinder'], 300)], { price: 40 })],
    stations: [station('grinder', { maintenance: [task('overhaul', { at: [3 * day + 10 * hour], crew: 'fitters' })] })],
    sources: [
      source('orders', 'shaft', every, {
        profile: [
          { from: 2 * day, factor: 1.8 },
          { from: 5 * day, factor: 1 },
        ],
      }),
    ],
    crews: [crew('fitters')],
    ...parts,
  })

describe('maintenance windows', () => {
  it('leave the peak, with bound, gap, patch and reasons', async () => {
    const { outcome, candidates, plan, bound, boundFrom, gap, explanation, objective } = await proposeMaintenance(seasonal())
    expect(outcome).toBe('suggested')
    const window = plan?.windows?.[0]
    expect(window).toMatchObject({ station: 'grinder', task: 'overhaul', due: 3 * day + 10 * hour, crew: 'fitters' })
    const start = window?.start ?? Number.NaN
    expect(start < 2 * day || start >= 5 * day).toBe(true)
    expect(window?.cost).toBeLessThan((window?.costBefore ?? 0) / 4)
    expect(candidates[0]?.patch).toEqual([{ set: 'stations.grinder.maintenance.overhaul.at', value: [start] }])
    expect(candidates[0]?.scenario.stations[0]?.maintenance[0]?.at).toEqual([start])
    expect(boundFrom).toBe('solver')
    expect(bound).not.toBeNull()
    expect(gap).toBeLessThan(1e-3)
    // What goes in comes out: throughput cannot show the gain.
    expect(objective).toEqual({ kpi: 'leadTime', subject: 'plant', goal: 'minimise' })
    expect(explanation.join('\n')).toMatch(/1 of 1 maintenance window move.*\n.*grinder, overhaul: from .* to /)
    expect(explanation[0]).toContain('The linear model, which knows means and no chance, estimates the loss')
    expect(explanation[1]).toMatch(window?.cost ? /to .*estimated to cost/ : /to .*nothing falls behind in those very hours/)
  })

  it('are the same when asked twice', async () => {
    expect(await proposeMaintenance(seasonal())).toEqual(await proposeMaintenance(seasonal()))
  })

  it('stay where they are when demand is so low that nothing matters', async () => {
    const scenario = seasonal({}, 60_000)
    const { candidates, explanation, objective } = await proposeMaintenance(scenario)
    expect(candidates[0]).toMatchObject({ patch: [], scenario })
    expect(objective).toEqual(scenario.objective)
    expect(explanation[0]).toContain('stay where they are')
  })

  it('go into the time off shift where there is one', async () => {
    const scenario = seasonal({
      calendars: [twoShifts],
      stations: [station('grinder', { calendar: 'two-shifts', maintenance: [task('overhaul', { at: [3 * day + 10 * hour] })] })],
    })
    const window = (await proposeMaintenance(scenario)).plan?.windows?.[0]
    expect(window?.cost).toBe(0)
    const clock = ((window?.start ?? 0) % day) / hour
    expect(clock >= 22 || clock <= 2).toBe(true)
  })

  it('are what trying every slot finds, under every rule', async () => {
    for (const scenario of [twoMachines(1), twoMachines(2), wearing(1000), wearing(0)]) {
      const question = windowModel(scenario, 4 * hour)
      const result = await solve(question.model, { relativeGap: 1e-9 })
      expect(result.status).toBe('optimal')
      expect(result.objective).toBeCloseTo(tryEverySlot(question), 4)
    }
  })

  it('of a task with a period are as many as before, half to one and a half periods apart', async () => {
    const scenario = seasonal({
      horizon: 14 * day,
      stations: [station('grinder', { maintenance: [task('service', { every: 2 * day, first: day })] })],
    })
    const { plan, candidates } = await proposeMaintenance(scenario)
    const at = plan?.windows?.map(({ start }) => start) ?? []
    expect(at).toHaveLength(7)
    for (const [i, start] of at.entries()) if (i > 0) expect((start - (at[i - 1] ?? 0)) / day).toBeGreaterThanOrEqual(1)
    for (const [i, start] of at.entries()) if (i > 0) expect((start - (at[i - 1] ?? 0)) / day).toBeLessThanOrEqual(3)
    expect(candidates[0]?.patch).toEqual([
      { set: 'stations.grinder.maintenance.service.at', value: at },
      { set: 'stations.grinder.maintenance.service.every', value: null },
      { set: 'stations.grinder.maintenance.service.first', value: 0 },
    ])
  })

  it('are not moved into the warm-up, where nothing is measured', async () => {
    const scenario = seasonal({ warmUp: 2 * day, sources: [source('orders', 'shaft', 600, { profile: [{ from: 2 * day, factor: 1.8 }] })] })
    expect((await proposeMaintenance(scenario)).plan?.windows?.[0]?.start).toBeGreaterThanOrEqual(2 * day)
  })

  it('of a station that wears out are spread where only wear counts', async () => {
    const { plan, explanation } = await proposeMaintenance(wearing(1e6))
    const [first, second] = plan?.windows?.map(({ start }) => start) ?? []
    // Equal ages: thirds of the horizon.
    expect(first).toBeCloseTo((7 * day) / 3, -4.5)
    expect(second).toBeCloseTo((14 * day) / 3, -4.5)
    expect(explanation.join('\n')).toContain('wears out')
  })

  it('where there are none, there is nothing to move', async () => {
    expect(await proposeMaintenance(seasonal({ stations: [station('grinder')] }))).toMatchObject({ outcome: 'nothing', candidates: [] })
  })

  it('that cannot all be had name the rules that clash', async () => {
    const always = {
      id: 'once',
      title: '',
      period: 365 * day,
      origin: 0,
      working: [{ from: 3 * day, to: 3 * day + hour }],
      off: [],
      extra: [],
      changes: [],
      starts: [],
    }
    const scenario = seasonal({
      calendars: [always],
      crews: [crew('fitters', 1, 'once')],
      products: [product('shaft', [operation('grind', ['a', 'b'], 300)])],
      stations: ['a', 'b'].map((id) => station(id, { maintenance: [task('overhaul', { at: [3 * day], crew: 'fitters' })] })),
    })
    const { outcome, explanation, candidates } = await proposeMaintenance(scenario)
    expect(outcome).toBe('infeasible')
    expect(candidates).toEqual([])
    expect(explanation.join('\n')).toContain('a.overhaul.1 is done once')
    expect(explanation.join('\n')).toMatch(/crew fitters has 1 people|grind loses one station at a time/)
  })

  it('begin the search with a plan that keeps every rule', () => {
    const question = windowModel(twoMachines(1), 4 * hour)
    expect(violations(question.model, greedyStart(question) as Float64Array)).toEqual([])
  })
})

describe('rules', () => {
  const model = windowModel(twoMachines(1), 4 * hour)
  const broken = (at: Record<string, number>) => {
    const x = Float64Array.from(model.model.columns, ({ name }) =>
      model.plan.occurrences.some((job) => name === starts(job, at[job.id] ?? job.starts[0] ?? 0)) ? 1 : 0,
    )
    return violations(model.model, x).map(({ name }) => name)
  }
  const apart = { 'a.clean.1': 0, 'b.clean.1': 2 * day, 'c.clean.1': 4 * day, 'c.check.1': 5 * day }

  it('every occurrence is done once', () => {
    expect(broken(apart)).toEqual([])
    expect(broken({ ...apart, 'a.clean.1': 1 })).toEqual(['a.clean.1 is done once'])
  })

  it('crews are not double booked', () => {
    expect(broken({ ...apart, 'c.clean.1': 0 })).toContain('crew fitters has 1 people from hour 0')
  })

  it('a station is maintained once at a time', () => {
    expect(broken({ ...apart, 'c.check.1': 4 * day })).toContain('c is maintained by one task at a time from hour 96')
  })

  it('a narrow step loses one station at a time', () => {
    const free = { ...twoMachines(1), crews: [crew('fitters', 2)] }
    const two = windowModel(free, 4 * hour)
    const rows = two.model.rows.map(({ name }) => name).filter((name) => name.includes('loses'))
    expect(rows[0]).toBe('cut loses one station at a time from hour 0')
    expect(broken({ ...apart, 'b.clean.1': 0 })).toContain('cut loses one station at a time from hour 0')
  })

  it('a period is kept within half', () => {
    const question = windowModel(
      seasonal({ stations: [station('grinder', { maintenance: [task('service', { every: 2 * day, first: day })] })] }),
      4 * hour,
    )
    const rows = question.model.rows.filter(({ name }) => name.includes('periods after'))
    expect(rows.map(({ lower, upper }) => [lower / day, upper / day])).toEqual([
      [1, 3],
      [1, 3],
    ])
  })

  it('failures grow with the time since renewal', async () => {
    const question = windowModel(wearing(1000), 4 * hour)
    const result = await solve(question.model)
    const chosen = (job: Occurrence) =>
      job.starts.find((at) => (result.x?.[question.model.columns.findIndex(({ name }) => name === starts(job, at))] ?? 0) > 0.5) as number
    const modelled = question.model.columns.reduce(
      (sum, { name, objective }, j) => sum + (name.startsWith('failures') ? objective * (result.x?.[j] ?? 0) : 0),
      0,
    )
    // The lines lie below the curve, and close to it.
    const exact = failureCost(question.plan, chosen)
    expect(modelled).toBeLessThanOrEqual(exact + 1e-6)
    expect(modelled).toBeGreaterThan(0.9 * exact)
  })
})

describe('failures until an age', () => {
  it('of exponential lives are age over mean', () => {
    const count = renewals({ kind: 'exponential', mean: 100 }, 400)
    expect(count(50)).toBeCloseTo(0.5, 3)
    expect(count(350)).toBeCloseTo(3.5, 2)
  })

  it('of Erlang-2 lives of mean 1 are t − (1 − e^−4t)/4', () => {
    const count = renewals({ kind: 'erlang', k: 2, mean: 1 }, 5)
    for (const t of [0.25, 1, 3]) expect(count(t)).toBeCloseTo(t - (1 - Math.exp(-4 * t)) / 4, 3)
  })

  it('of Weibull lives are few while young', () => {
    const life = { kind: 'weibull', shape: 3, scale: 100 } as const
    expect(renewals(life, 300)(30)).toBeCloseTo(cdf(life, 30), 3)
    expect(renewals(life, 300)(1e5)).toBeCloseTo(1e5 / 89.3, -1)
  })

  it('are bounded from below by lines that touch the curve at their corners', () => {
    const lines = lowerEnvelope((x) => x * x, 8, 8)
    expect(lines).toHaveLength(8)
    for (let x = 0; x <= 8; x++) expect(Math.max(...lines.map(({ intercept, slope }) => intercept + slope * x))).toBeCloseTo(x * x, 9)
    expect(lowerEnvelope((x) => Math.sqrt(x), 4)).toHaveLength(1)
  })
})

/** Two cutters that share their work and one washer after them; three cleanings and a check, one crew. */
function twoMachines(people: number): Scenario {
  const clean = (at: number) => task('clean', { at: [at], crew: 'fitters', duration: constant(6 * hour) })
  return plant({
    products: [product('part', [operation('cut', ['a', 'b'], 500), operation('wash', ['c'], 240)], { price: 10 })],
    stations: [
      station('a', { maintenance: [clean(2 * day)] }),
      station('b', { maintenance: [clean(2 * day)] }),
      station('c', { maintenance: [clean(2 * day), task('check', { at: [2 * day], crew: 'fitters', duration: constant(hour) })] }),
    ],
    sources: [
      source('orders', 'part', 330, {
        profile: [
          { from: 2 * day, factor: 1.2 },
          { from: 4 * day, factor: 0.7 },
        ],
      }),
    ],
    crews: [crew('fitters', people)],
  })
}

/** Two oil changes of a gearbox that wears out by the calendar. */
function wearing(costOfFailure: number): Scenario {
  return plant({
    products: [product('part', [operation('cut', ['lathe'], 300)], { price: 10 })],
    stations: [
      station('lathe', {
        failures: [failure('gearbox', { kind: 'weibull', shape: 3, scale: 5 * day }, 2 * hour, { clock: 'calendar', cost: costOfFailure })],
        maintenance: [task('oil', { at: [2 * day, 3 * day], renews: ['gearbox'], duration: constant(hour) })],
      }),
    ],
    sources: [source('orders', 'part', 600)],
  })
}

/** The least cost over all combinations of starts that keep every rule. */
function tryEverySlot({ model, plan }: ReturnType<typeof windowModel>): number {
  const index = new Map(model.columns.map(({ name }, j) => [name, j]))
  const x = new Float64Array(model.columns.length)
  const failures = model.columns.flatMap(({ name }, j) => (name.startsWith('failures') ? [j] : []))
  let best = Infinity
  const visit = (n: number, cost: number) => {
    const job = plan.occurrences[n]
    if (cost >= best) return
    if (job) {
      for (const at of job.starts) {
        const j = index.get(starts(job, at)) as number
        x[j] = 1
        visit(n + 1, cost + (model.columns[j]?.objective ?? 0))
        x[j] = 0
      }
      return
    }
    let total = cost
    for (const j of failures) {
      x[j] = leastThatKeepsItsRows(model, x, j)
      total += (x[j] as number) * (model.columns[j]?.objective ?? 0)
    }
    if (total < best && violations(model, x).length === 0) best = total
    for (const j of failures) x[j] = 0
  }
  visit(0, 0)
  return best
}

/** The smallest value ≥ 0 of a column that stands with coefficient 1 in "at least" rows of its own. */
function leastThatKeepsItsRows(model: ReturnType<typeof windowModel>['model'], x: Float64Array, column: number): number {
  const { entries, rows } = model
  const own = new Set(Array.from(entries.row).filter((_, i) => entries.column[i] === column))
  const rest = new Map([...own].map((row) => [row, 0]))
  for (let i = 0; i < entries.row.length; i++) {
    const row = entries.row[i] as number
    if (own.has(row) && entries.column[i] !== column)
      rest.set(row, (rest.get(row) ?? 0) + (entries.value[i] ?? 0) * (x[entries.column[i] ?? 0] ?? 0))
  }
  return Math.max(0, ...[...rest].map(([row, sum]) => (rows[row]?.lower ?? 0) - sum))
}
