import { describe, expect, it } from 'vitest'
import { EventKind } from '../../../../engine/log/events.ts'
import type { Scenario, Station } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { crew, exponential, failure, need, operation, order, plant, product, source, station } from '../plants.ts'

/** One ordinary part after the other; urgent ones at the moments that are given. Both take 10 s. */
const shop = (urgentAt: readonly number[], at: Partial<Station> = {}, more: Partial<Scenario> = {}): Scenario =>
  plant({
    stations: [station({ id: 'mill', time: always(10), preempt: 'resume', ...at })],
    products: ['part', 'spare'].map((id) => product({ id, route: [operation({ id: 'mill' })] })),
    sources: [source({ id: 'in', mix: [{ product: 'part', weight: 1 }] })],
    orders: urgentAt.map((release, i) => order({ id: `o${i}`, product: 'spare', priority: 1, release })),
    ...more,
  })
/** `P` of parts and `S` of spares that are finished. */
const out = ({ of, finished }: ReturnType<typeof bench>) => {
  const product = new Map(of(EventKind.unitCreated).map(({ subject, a }) => [`${subject}`, 'PS'[a]!]))
  return finished().map((line) => `${product.get(line.split('@')[0]!)}@${line.split('@')[1]}`)
}

describe('preemption', () => {
  it('[S11] a more urgent unit displaces the one in work; it is told, and that one stands in no place', () => {
    const run = bench(shop([4]), { until: 30 })
    expect(out(run)).toEqual(['S@14', 'P@20', 'P@30'])
    const [part, spare] = [0, 2]
    expect(run.of(EventKind.jobInterrupted)).toMatchObject([{ time: 4, subject: part, a: 0, b: 0, c: 0 }])
    expect(run.of(EventKind.jobResumed)).toMatchObject([{ time: 14, subject: part }])
    const own = run.of(EventKind.equipmentState).filter(({ b }) => b === 7)
    expect(own.slice(0, 3).map(({ time, c }) => [time, c])).toEqual([
      [0, part],
      [4, spare],
      [14, part],
    ])
    expect(run.of(EventKind.unitMoved).filter(({ subject, a }) => subject === part && a === -1)).toHaveLength(1)
  })

  it('[S11] of equal priority nobody is displaced, and the urgent wait for each other', () => {
    expect(out(bench(shop([4, 6]), { until: 30 }))).toEqual(['S@14', 'S@24', 'P@30'])
  })

  it('[S11] the one of the lowest priority gives way, and of those the one begun last; a free slot comes before', () => {
    const two = (limit: number) =>
      shop([7], { slots: 2 }, { sources: [source({ id: 'in', mix: [{ product: 'part', weight: 1 }], every: always(3), limit })] })
    // The parts come at 3 and 6: the second gives way.
    expect(out(bench(two(2), { until: 40 }))).toEqual(['P@13', 'S@17', 'P@22'])
    expect(out(bench(two(1), { until: 40 }))).toEqual(['P@13', 'S@17'])
    const wait = bench(two(3), { until: 40 })
    // The one displaced at 7 goes on at 13, with 9 s to go, before the one that came at 9.
    expect(out(wait)).toEqual(['P@13', 'S@17', 'P@22', 'P@27'])
  })

  it('[S12] the work goes on where it stopped, or is done again', () => {
    const finished = (preempt: Station['preempt'], time: Station['time'] = always(10)) =>
      bench(shop([4, 18], { preempt, time }, { sources: [source({ id: 'in', limit: 1 })] }), { until: 60 })
    expect(out(finished('resume'))).toEqual(['S@14', 'S@28', 'P@30'])
    expect(out(finished('restart'))).toEqual(['S@14', 'S@28', 'P@38'])
    expect(out(finished('resample'))).toEqual(['S@14', 'S@28', 'P@38'])
    const again = finished('resample', { kind: 'uniform', min: 9, max: 11 })
    const same = finished('restart', { kind: 'uniform', min: 9, max: 11 })
    expect(out(again).at(-1)).not.toBe(out(same).at(-1))
  })

  it('[S12] waiting counts the time aside: lead time less work', () => {
    const { tally } = bench(shop([4], {}, { sources: [source({ id: 'in', limit: 1 })] }), { until: 60 })
    expect([...tally.leadTime].map((sum) => sum / 1e6)).toEqual([20, 10])
    expect([...tally.waitingTime].map((sum) => sum / 1e6)).toEqual([10, 0])
  })

  it('[S12] a set-up that is interrupted is lost, and work that goes on is set up for anew', () => {
    const setups = [{ from: '*', to: '*', time: always(2), external: 0 }]
    const run = bench(shop([5], { setups, initialFamily: 'part' }, { sources: [source({ id: 'in', limit: 1 })] }), { until: 60 })
    // 5 s of the part; set up until 7, the spare until 17, set up until 19, 5 s left.
    expect(out(run)).toEqual(['S@17', 'P@24'])
    expect(run.states('mill').slice(0, 5)).toEqual(['0 processing', '5 setup', '7 processing', '17 setup', '19 processing'])
    const inSetup = bench(shop([1], { setups, initialFamily: null }, { sources: [source({ id: 'in', limit: 1 })] }), { until: 60 })
    // From nothing the first set-up takes 2 s, too: 1 s of it is lost. Spare 1–3–13, part 13–15–25.
    expect(out(inSetup)).toEqual(['S@13', 'P@25'])
  })

  it('[S12] people go with the work: who is needed is called anew, as for suspended work', () => {
    const crews = [crew({ id: 'operators' })]
    const run = bench(shop([4], { needs: [need({ crew: 'operators', for: 'process' })] }, { crews }), { until: 30 })
    expect(out(run)).toEqual(['S@14', 'P@20', 'P@30'])
  })

  it('[S13] what stands still is not displaced, and goes on before nobody: the urgent unit comes first after the repair', () => {
    const failures = [failure({ clock: 'calendar', after: always(3), repair: always(5) })]
    const run = bench(shop([4], { failures }, { sources: [source({ id: 'in', limit: 1 })] }), { until: 9 })
    expect(run.states('mill')).toEqual(['0 processing', '3 repair', '8 processing'])
    expect(run.of(EventKind.jobInterrupted).map(({ time }) => time)).toEqual([8])
  })

  it('[S13] a station that follows its list displaces nobody', () => {
    const scenario = shop(
      [4],
      {},
      {
        sources: [],
        orders: [order({ id: 'o0', product: 'part', quantity: 2 }), order({ id: 'o1', product: 'spare', priority: 1, release: 4 })],
        dispatch: [{ station: 'mill', jobs: [{ order: 'o0', operation: 'mill', quantity: 2, notBefore: 0 }] }],
      },
    )
    expect(out(bench(scenario, { until: 40 }))).toEqual(['P@10', 'P@20', 'S@30'])
  })

  it('[S13] many levels, random times: nobody waits who is more urgent than one in work', () => {
    const levels = [0, 1, 2, 3]
    const scenario = plant({
      stations: [station({ id: 'mill', slots: 2, time: exponential(6), preempt: 'resume' })],
      products: levels.map((p) => product({ id: `p${p}`, route: [operation({ id: 'mill' })] })),
      sources: levels.map((p) => source({ id: `s${p}`, priority: p, mix: [{ product: `p${p}`, weight: 1 }], every: exponential(14) })),
    })
    const { tally, of } = bench(scenario, { until: 20_000 })
    const mean = levels.map((p) => tally.leadTime[p]! / tally.finished[p]!)
    expect(mean).toEqual([...mean].sort((a, b) => b - a))
    expect(of(EventKind.jobInterrupted).length).toBeGreaterThan(500)
    for (const p of levels) expect(tally.created[p]).toBe(tally.inSystem[p]! + tally.finished[p]!)
  })
})
