import { checkText } from './guard.ts'
import { parseJson } from './parse-json.ts'
import { parseYaml } from './parse-yaml.ts'
import type { Problems } from './problem.ts'
import type { Tree } from './tree.ts'

/**
 * Text, YAML or JSON, into a tree; everything that makes a text unfit to be a scenario, whatever it says, is refused here. What calls itself
 * `.json` is strict JSON: other tools read it too.
 */
export function parse(text: string, file: string): { tree: Tree } | Problems {
  const problems = checkText(text, file)
  if (problems.length > 0) return { problems }
  const isJson = /\.json$/i.test(file)
  if (!isJson && !/^\ufeff?\s*\{/.test(text)) return parseYaml(text, file)
  const read = parseJson(text, file)
  if (!('stuck' in read)) return read
  return isJson ? { problems: [read.stuck] } : parseYaml(text, file)
}
