import { type Answer, type Kpis, type Law, laws } from './laws.ts'
import { estimate, loadLaw, simulate } from './measure.ts'

export interface Validated {
  readonly law: Law
  readonly runs: number
  readonly rows: readonly Row[]
}

export interface Row extends Answer {
  readonly mean: number
  readonly halfWidth: number
  readonly holds: boolean
}

/** All laws with fresh luck and so many times the runs of `npm test`, on so many workers at once; in the order of the laws. */
export async function validate(
  { seed, times, workers }: { readonly seed: number; readonly times: number; readonly workers: number },
  onLaw: (validated: Validated) => void,
): Promise<Validated[]> {
  const validated = new Array<Validated>(laws.length)
  let next = 0
  const work = async () => {
    while (next < laws.length) {
      const at = next++
      const law = laws[at]!
      const runs = law.slow ? law.runs : law.runs * times
      const kpis = await simulate(loadLaw(law.file, law.set), { runs, seed, byCalendar: true })
      validated[at] = { law, runs, rows: law.answers.map((answer) => judge(answer, kpis)) }
      onLaw(validated[at])
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return validated
}

/** An answer holds if it lies in the 99.9 % interval, give or take what it is itself uncertain by. */
export function judge(answer: Answer, kpis: readonly Kpis[]): Row {
  const { mean, halfWidth } = estimate(kpis.map(answer.of))
  return { ...answer, mean, halfWidth, holds: Math.abs(mean - answer.answer) <= halfWidth + (answer.within ?? 0) }
}

/** Of experiments of ten runs of M/M/1 each, the share whose 95 % interval holds the 10 s in system. */
export async function coverage({ seed, experiments }: { readonly seed: number; readonly experiments: number }): Promise<number> {
  return covered(await simulate(loadLaw('mm1'), { runs: 10 * experiments, seed }), experiments)
}

export function covered(kpis: readonly Kpis[], experiments: number): number {
  const values = kpis.map((kpi) => kpi('leadTime'))
  const intervals = Array.from({ length: experiments }, (_, i) => estimate(values.slice(10 * i, 10 * i + 10), 0.95))
  return intervals.filter(({ mean, halfWidth }) => Math.abs(mean - 10) <= halfWidth).length / experiments
}
