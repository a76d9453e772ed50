import type { Scenario } from './model.ts'
import { namingKeys } from './naming.ts'

/** The plant as it is: the scenario with its hidden truth put in. For the engine alone. */
export function trueScenario(scenario: Scenario): Scenario {
  const { truth } = scenario
  if (truth.length === 0) return scenario
  return truth.reduce<Scenario>((plant, { path, value }) => withValue(plant, path.split('.'), '', value) as Scenario, {
    ...scenario,
    truth: [],
  })
}

/** What a scenario in normal form has at `path`. */
export function valueIn(scenario: Scenario, path: string): unknown {
  let listName = ''
  let value: unknown = scenario
  for (const step of path.split('.')) {
    value = Array.isArray(value) ? value.find((one) => nameOf(listName, one) === step) : Reflect.get(value as object, step)
    listName = step
  }
  return value
}

function withValue(thing: unknown, steps: readonly string[], listName: string, value: unknown): unknown {
  const [step, ...rest] = steps
  if (step === undefined) return value
  if (Array.isArray(thing)) return thing.map((one) => (nameOf(listName, one) === step ? withValue(one, rest, step, value) : one))
  return { ...(thing as object), [step]: withValue(Reflect.get(thing as object, step), rest, step, value) }
}

/** As `elementName` says it of what is written. */
function nameOf(listName: string, element: object): string {
  return (namingKeys[listName] ?? ['id'])
    .flatMap((key) => {
      const part: unknown = Reflect.get(element, key)
      return typeof part === 'string' ? [part] : []
    })
    .join('>')
}
