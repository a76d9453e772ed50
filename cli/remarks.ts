import type { Problem } from '../scenarios/problem.ts'
import { problemText } from './problem.ts'
import type { Screen } from './screen.ts'

/** What is odd about a scenario and no mistake: each with its place, what it is and what may have been meant. */
export function noteRemarks(out: Screen, { remarks = [] }: { readonly remarks?: readonly Problem[] }) {
  for (const remark of remarks) out.note(`Remark: ${problemText(remark)}`)
}
