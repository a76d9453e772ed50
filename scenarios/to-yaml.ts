import { Document, isMap, isNode, isSeq, visit } from 'yaml'
import type { Scenario } from './model.ts'
import type { Patch } from './patch.ts'
import { simplified } from './simplify.ts'

/** A small file that changes another: a saved what-if, a proposal. */
export interface Variant {
  readonly schema: 'takt/1'
  readonly extends: string
  readonly id?: string
  readonly title?: string
  readonly description?: string
  readonly patch: Patch
}

/** A file that a person can read and edit, with units, without defaults. It loads as exactly the same scenario. */
export function toYaml(file: Scenario | Variant): string {
  const document = new Document('extends' in file ? file : simplified(file))
  visit(document, {
    Collection: (_, node, above) => {
      if (above.length > 1 && isNode(node) && oneLine(node.toJSON())) node.flow = true
      return node.flow ? visit.SKIP : undefined
    },
  })
  if (isMap(document.contents))
    for (const { key, value } of document.contents.items)
      if (isNode(key) && (isMap(value) || isSeq(value)) && !value.flow) key.spaceBefore = true
  return document.toString({ lineWidth: 140, flowCollectionPadding: true })
}

/** Whether it fits on a line. */
const oneLine = (value: unknown) => JSON.stringify(value).length < 110
