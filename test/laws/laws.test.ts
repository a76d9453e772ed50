import { describe, expect, it } from 'vitest'
import { type Kpis, type Law, laws } from './laws.ts'
import { estimate, loadLaw, simulate } from './measure.ts'
import { covered, judge } from './validation.ts'

const SEED = 1
const MINUTES = { timeout: 600_000 }

/** Each law is simulated once for all its answers. */
const simulated = new Map<string, Promise<readonly Kpis[]>>()

function runsOf(file: string, runs: number, set: Law['set'] = {}): Promise<readonly Kpis[]> {
  const key = JSON.stringify([file, set])
  const known = simulated.get(key) ?? simulate(loadLaw(file, set), { runs, seed: SEED })
  simulated.set(key, known)
  return known
}

const quick = laws.filter(({ slow }) => !slow)

for (const [i, { file, set, title, runs, answers }] of quick.entries()) {
  // While one law is judged the next is simulated, in a worker of its own. Should that fail it is the next law's test that says so: it waits for the
  // very same promise. Only here nobody does, and a rejection that nobody waits for would end the run.
  const next = quick[i + 1]
  const ahead = () => next && runsOf(next.file, next.runs, next.set).catch(() => undefined)
  describe(`${title} (${file}.yaml)`, () => {
    for (const answer of answers) {
      it(`${answer.what}: ${Number(answer.answer.toFixed(6))}`, MINUTES, async () => {
        const own = runsOf(file, runs, set)
        void ahead()
        const { mean, halfWidth, holds } = judge(answer, await own)
        expect(halfWidth, 'half-width of the 99.9 % interval').toBeLessThanOrEqual(0.01 * answer.answer)
        expect(holds, `${mean} ± ${halfWidth} holds ${answer.answer}`).toBe(true)
      })
    }
  })
}

it('of 200 experiments of ten runs of M/M/1, the 95 % interval of the time in system holds 10 s in 90–99 %', MINUTES, async () => {
  const share = covered(await runsOf('mm1', 2600), 200)
  expect(share).toBeGreaterThanOrEqual(0.9)
  expect(share).toBeLessThanOrEqual(0.99)
})

describe('pairs of plants', () => {
  const throughputs = async (file: string) => (await runsOf(file, 60)).map((kpi) => kpi('throughput'))

  it('a line and the same line from back to front give the same throughput', MINUTES, async () => {
    const [there, back] = [await throughputs('line3-uneven'), await throughputs('line3-mirrored')]
    const { mean, halfWidth } = estimate(there.map((value, run) => value - back[run]!))
    expect(Math.abs(mean)).toBeLessThanOrEqual(halfWidth)
    expect(halfWidth).toBeLessThan(0.01 * there[0]!)
  })

  it('less work in the middle of a line gives more than the balanced line (the bowl)', MINUTES, async () => {
    const [bowl, balanced] = [await throughputs('line3-bowl'), await throughputs('line3-b0')]
    const { mean, halfWidth } = estimate(bowl.map((value, run) => value - balanced[run]!))
    expect(mean - halfWidth).toBeGreaterThan(0)
  })

  it('the economic order quantity costs 68.41 a day, and more or fewer pieces cost more', MINUTES, async () => {
    const scenario = loadLaw('order-quantity')
    const perDay = async (quantity: number) => {
      const materials = scenario.materials.map((material) => ({ ...material, orderQuantity: quantity }))
      // A thousand three hundred times the quantity is sold: as many days as it has pieces. The last order is not begun.
      const [kpi] = await simulate({ ...scenario, materials, horizon: quantity * 86_400 - 60 }, { runs: 1, seed: SEED })
      return kpi!('cost') / quantity
    }
    const best = await perDay(304)
    expect(best).toBeCloseTo(68.4105, 2)
    expect(await perDay(250)).toBeGreaterThan(best)
    expect(await perDay(370)).toBeGreaterThan(best)
  })

  const TASK = 'stations.machine.maintenance.maintenance'
  const STOCK = (level: number) => ({ 'materials.papers.baseStock': level, 'materials.papers.initialStock': level })
  it.each([
    ['age-replacement', 60, { [`${TASK}.hours`]: '250 s' }, { [`${TASK}.hours`]: '800 s' }],
    ['age-replacement-2', 80, { [`${TASK}.hours`]: '170 s' }, { [`${TASK}.hours`]: '600 s' }],
    ['newsvendor', 10, STOCK(52_000), STOCK(61_000)],
    ['minimal-repair', 8, { [`${TASK}.every`]: '120 s' }, { [`${TASK}.every`]: '320 s' }],
  ] as const)('%s.yaml is at its optimum: less and more of it cost more, with the same luck', MINUTES, async (file, runs, less, more) => {
    const costs = async (set: Law['set']) => (await runsOf(file, runs, set)).map((kpi) => kpi('cost'))
    const best = await costs({})
    for (const other of [await costs(less), await costs(more)]) {
      const { mean, halfWidth } = estimate(other.map((cost, run) => cost - best[run]!))
      expect(mean - halfWidth).toBeGreaterThan(0)
    }
  })
})
