import { overloads, overloadText } from '../optimizer/facts/overload.ts'
import type { Scenario } from '../scenarios/model.ts'
import type { Screen } from './screen.ts'

/** A remark where more is asked of a step than it can do. Never an error: plants are overloaded at times, and may be on purpose. */
export function noteOverload(out: Screen, scenario: Scenario, until?: number) {
  const text = overloadText(overloads(scenario, until))
  if (text !== null) out.note(text)
}
