import { Composer, CST, type Document, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Node, type Pair, Parser } from 'yaml'
import { inOrder, problemAt } from './findings.ts'
import { limits } from './limits.ts'
import { duplicateKey, forbiddenKey, forbiddenKeys, tooDeep } from './parse-rules.ts'
import type { Problem, Problems } from './problem.ts'
import { type Field, leaf, list, map, type Scalar, type Spot, type Tree } from './tree.ts'

/** YAML 1.2 (core schema: `no` is a word and `2026-01-05` a text) with positions: one document, plain keys, no tags, no merge keys. */
export function parseYaml(text: string, file: string): { tree: Tree } | Problems {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
  const spot = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(1, line), column: Math.max(1, col) }
  }
  const scan = scanned(text, spot)
  if ('problems' in scan) return scan

  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, strict: true, schema: 'core', merge: false })
  const [document, another] = [...composer.compose(scan.tokens, true, text.length)] as Document.Parsed[]
  if (document === undefined) return { problems: [problemAt(spot(0), `${file} is empty`, 'begin with `schema: takt/1`')] }
  if (document.errors.length > 0)
    return { problems: inOrder(document.errors.map(({ pos, code, message }) => syntaxProblem(spot(pos[0]), code, message))) }
  if (another !== undefined)
    return {
      problems: [
        problemAt(
          spot(another.range[0]),
          'a second document begins here, and a file holds one scenario',
          'write each scenario into its own file, and remove `---`',
        ),
      ],
    }
  if (document.contents === null) return { problems: [problemAt(spot(0), `${file} holds only comments`, 'begin with `schema: takt/1`')] }

  const planter = new Planter(spot)
  const tree = planter.tree(document.contents, 1)
  return planter.problems.length > 0 || tree === undefined ? { problems: inOrder(planter.problems) } : { tree }
}

/**
 * Lexes, and gives up at once where the text is too long, too deep or tagged: the parser proper would spend seconds, or its stack, on
 * such texts.
 */
function scanned(text: string, spot: (offset: number) => Spot): { tokens: CST.Token[] } | Problems {
  const lexemes: string[] = []
  let offset = 0
  let brackets = 0
  let dashes = 0
  let inScalar = false
  for (const lexeme of new Lexer().lex(text)) {
    const type: CST.TokenType | 'text' | null = inScalar ? 'text' : CST.tokenType(lexeme)
    inScalar = type === 'scalar'
    if (type === 'flow-map-start' || type === 'flow-seq-start') brackets++
    else if (type === 'flow-map-end' || type === 'flow-seq-end') brackets--
    else if (type === 'seq-item-ind' || type === 'explicit-key-ind') dashes++
    else if (type === 'newline') dashes = 0
    else if (type === 'tag') return { problems: [tagged(spot(offset), lexeme)] }
    if (brackets > limits.depth || dashes > limits.depth) return { problems: [tooDeep(spot(offset))] }
    if (lexemes.push(lexeme) > limits.yamlTokens) return { problems: [tooLong(spot(offset))] }
    if (type !== 'doc-mode' && type !== 'scalar' && type !== 'flow-error-end') offset += lexeme.length
  }
  const parser = new Parser()
  const tokens = [...lexemes.flatMap((lexeme) => [...parser.next(lexeme)]), ...parser.end()]
  const deep = tokens.find((token) => depthOf(token) > limits.depth)
  return deep === undefined ? { tokens } : { problems: [tooDeep(spot(deep.offset))] }
}

const tagged = (spot: Spot, tag: string) =>
  problemAt(spot, `the tag \`${tag}\` is not understood`, 'leave tags out: plain YAML has all that a scenario needs')

const tooLong = (spot: Spot) =>
  problemAt(
    spot,
    `too much to read as YAML: more than ${limits.yamlTokens} words and marks`,
    'write large plants as JSON, or let a source make the orders',
  )

/** How many collections of a concrete syntax tree lie within each other, without recursion. */
function depthOf(root: CST.Token): number {
  let deepest = 0
  const open: { token: CST.Token; depth: number }[] = [{ token: root, depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next
    deepest = Math.max(deepest, depth)
    if (deepest > limits.depth) break
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth })
    if (token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection')
      for (const item of token.items) {
        if (item.key) open.push({ token: item.key, depth: depth + 1 })
        if (item.value) open.push({ token: item.value, depth: depth + 1 })
      }
  }
  return deepest
}

/** Turns the YAML library's nodes into a tree, following aliases as far as the limit allows. */
class Planter {
  readonly problems: Problem[] = []
  readonly #anchors = new Map<string, Node>()
  readonly #spot: (offset: number) => Spot
  #aliased = 0
  #aliases = 0

  constructor(spot: (offset: number) => Spot) {
    this.#spot = spot
  }

  /** Undefined after a problem that leaves nothing to go on with. */
  tree(node: Node, depth: number): Tree | undefined {
    const at = this.#spot(node.range?.[0] ?? 0)
    if (this.#aliases > 0 && ++this.#aliased > limits.aliased)
      return this.#refuse(
        problemAt(at, `aliases repeat more than ${limits.aliased} values`, 'write the values out; a scenario needs few aliases or none'),
      )
    if (isAlias(node)) return this.#alias(node.source, at, depth)
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node)
    if (isScalar(node)) return this.#scalar(node.value, node.source ?? '', at)
    if (depth > limits.depth) return this.#refuse(tooDeep(at))
    if (isSeq<Node>(node)) {
      const items: Tree[] = []
      for (const item of node.items) {
        const tree = this.tree(item, depth + 1)
        if (tree === undefined) return undefined
        items.push(tree)
      }
      return list(at, items)
    }
    if (isMap<Node, Node | null>(node)) return this.#map(node.items, at, depth)
    return this.#refuse(problemAt(at, 'this is not a value', 'write text, a number, a list or a map'))
  }

  #map(pairs: readonly Pair<Node, Node | null>[], at: Spot, depth: number): Tree | undefined {
    const fields = new Map<string, Field>()
    for (const { key: node, value } of pairs) {
      const key = this.#spot(node?.range?.[0] ?? 0)
      if (!isScalar(node) || typeof node.value !== 'string') {
        const written = isScalar(node) ? (node.source ?? String(node.value)) : undefined
        const remedy = written === undefined || written === '' ? 'keys are plain text' : `put it in quotes: \`'${written}'\``
        this.problems.push(problemAt(key, `the key${written ? ` \`${written}\`` : ''} is not text`, remedy))
        continue
      }
      const name = node.value
      const first = fields.get(name)
      if (name === '<<')
        this.problems.push(
          problemAt(key, 'merge keys (`<<`) are not part of the language', 'write the values out, or use `extends` and `patch`'),
        )
      else if (forbiddenKeys.has(name)) this.problems.push(forbiddenKey(key, name))
      else if (first !== undefined) this.problems.push(duplicateKey(key, name, first.key))
      else {
        const tree = value === null ? leaf(key, null) : this.tree(value, depth + 1)
        if (tree === undefined) return undefined
        fields.set(name, { key, tree })
      }
    }
    return map(at, fields)
  }

  #alias(name: string, at: Spot, depth: number): Tree | undefined {
    const target = this.#anchors.get(name)
    if (target === undefined)
      return this.#refuse(problemAt(at, `nothing is called \`&${name}\``, `write \`&${name}\` before the value that is meant`))
    this.#aliases++
    const tree = this.tree(target, depth)
    this.#aliases--
    return tree
  }

  #scalar(value: unknown, source: string, at: Spot): Tree | undefined {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.problems.push(
        problemAt(
          at,
          `\`${source}\` is not a number that can be worked with`,
          'write an ordinary number; leave the key out where nothing limits it',
        ),
      )
      return leaf(at, null)
    }
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
      return leaf(at, value satisfies Scalar)
    return this.#refuse(problemAt(at, `\`${source}\` is not a value`, 'write text or a number'))
  }

  #refuse(problem: Problem): undefined {
    this.problems.push(problem)
    return undefined
  }
}

/** The YAML library's complaint in a planner's words where it has a common cause, otherwise as it is. */
function syntaxProblem(spot: Spot, code: string, message: string): Problem {
  const remedies: Readonly<Record<string, readonly [message: string, remedy: string]>> = {
    TAB_AS_INDENT: ['a tab indents this line', 'indent with spaces'],
    BAD_INDENT: message.startsWith('Flow')
      ? ['a bracket or brace that was opened above is not closed', 'close it in front of this line']
      : ['this line is not indented like its neighbours', 'begin the keys of one map, and the dashes of one list, in the same column'],
    MISSING_CHAR: [
      message.replace(/^Missing closing ["']quote$/, 'a quote is not closed'),
      'close every quote, bracket and brace, and put a space after each colon',
    ],
    BLOCK_AS_IMPLICIT_KEY: [
      'a key with its own map stands where a plain value belongs',
      'put the inner map on the next line, indented, or in braces',
    ],
    MULTILINE_IMPLICIT_KEY: ['this line is not a `key: value`', 'put a colon and a space after the key, and long text in quotes'],
    BAD_SCALAR_START: [message, 'put text that begins with @, `, % or & in quotes'],
    UNEXPECTED_TOKEN: [message, 'look for a missing or surplus quote, bracket, comma or dash here or in the line above'],
    BAD_DQ_ESCAPE: [message, 'use single quotes, in which a backslash is only a backslash'],
  }
  const [text, remedy] = remedies[code] ?? [message, 'correct the YAML here; docs/scenario.md has examples']
  return problemAt(spot, `not valid YAML: ${text}`, remedy)
}
