import { type Answer, type Law, laws } from './laws.ts'
import { estimate, loadLaw, simulate } from './measure.ts'

export interface Validated {
  readonly law: Law
  readonly runs: number
  readonly rows: readonly Row[]
}

interface Row extends Answer {
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
      validated[at] = await validateLaw(laws[at]!, seed, times)
      onLaw(validated[at])
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return validated
}

async function validateLaw(law: Law, seed: number, times: number): Promise<Validated> {
  const runs = law.slow ? law.runs : law.runs * times
  const kpis = await simulate(loadLaw(law.file), { runs, seed })
  const rows = law.answers.map((answer): Row => {
    const { mean, halfWidth } = estimate(kpis.map(answer.of))
    return { ...answer, mean, halfWidth, holds: Math.abs(mean - answer.answer) <= halfWidth + (answer.within ?? 0) }
  })
  return { law, runs, rows }
}

/** Of experiments of ten runs of M/M/1, the share whose 95 % interval holds the 10 s in system. */
export async function coverage({ seed, experiments }: { readonly seed: number; readonly experiments: number }): Promise<number> {
  const values = (await simulate(loadLaw('mm1'), { runs: 10 * experiments, seed })).map((kpi) => kpi('leadTime'))
  const intervals = Array.from({ length: experiments }, (_, i) => estimate(values.slice(10 * i, 10 * i + 10), 0.95))
  return intervals.filter(({ mean, halfWidth }) => Math.abs(mean - 10) <= halfWidth).length / experiments
}
