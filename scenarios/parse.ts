import { checkText } from './guard.ts'
import { parseJson } from './parse-json.ts'
import { parseYaml } from './parse-yaml.ts'
import type { Problems } from './problem.ts'
import type { Tree } from './tree.ts'

/** Text, YAML or JSON, into a tree; everything that makes a text unfit to be a scenario, whatever it says, is refused here. */
export function parse(text: string, file: string): { tree: Tree } | Problems {
  const problems = checkText(text, file)
  if (problems.length > 0) return { problems }
  const json = /^\ufeff?\s*\{/.test(text) ? parseJson(text, file) : undefined
  return json ?? parseYaml(text, file)
}
