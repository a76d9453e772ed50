import { type ESTree, parseSync, Visitor } from 'vite'

/** One arrow out of a file: what it names, and whether it goes when the types are stripped. `url` is `new URL('…', import.meta.url)`. */
export type Import = { readonly specifier: string; readonly kind: 'value' | 'type' | 'url' }

/** What a file imports and what in it depends on who runs it or when. */
export type Reading = { readonly imports: Import[]; readonly impurities: string[] }

/** Reads TypeScript by its syntax tree, so comments, strings and regular expressions never count. */
export function read(path: string, text: string): Reading {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`)
  const imports: Import[] = []
  const impurities: string[] = []
  const lineOf = (node: ESTree.Span) => text.slice(0, node.start).split('\n').length
  const impure = (what: string, node: ESTree.Span) => impurities.push(`line ${lineOf(node)}: ${what}`)
  const add = (node: ESTree.Expression | ESTree.Argument, kind: Import['kind']) => {
    const specifier = textOf(node)
    if (specifier !== undefined) imports.push({ specifier, kind })
    else if (kind === 'value') imports.push({ specifier: `(computed at line ${lineOf(node)})`, kind })
  }

  // Identifiers a member expression has answered for. Any other `Math` (`const { log } = Math`) hides which function is meant.
  const settled = new Set<ESTree.Node>()

  new Visitor({
    ImportDeclaration: ({ source, importKind, specifiers }) => {
      const onlyTypes = specifiers.length > 0 && specifiers.every((one) => one.type === 'ImportSpecifier' && one.importKind === 'type')
      add(source, importKind === 'type' || onlyTypes ? 'type' : 'value')
    },
    ExportNamedDeclaration: ({ source, exportKind }) => {
      if (source) add(source, exportKind === 'type' ? 'type' : 'value')
    },
    ExportAllDeclaration: ({ source, exportKind }) => add(source, exportKind === 'type' ? 'type' : 'value'),
    ImportExpression: ({ source }) => add(source, 'value'),
    TSImportType: ({ source }) => add(source, 'type'),
    TSExternalModuleReference: ({ expression }) => add(expression, 'value'),
    NewExpression: (node) => {
      const { callee, arguments: args } = node
      if (globalName(callee) === 'URL' && args[0] && args[1] && isImportMetaUrl(args[1])) add(args[0], 'url')
      if (globalName(callee) === 'Date' && args.length === 0) impure('new Date()', node)
    },
    CallExpression: (node) => {
      const { callee, arguments: args } = node
      if (globalName(callee) === 'Date') impure('Date()', node)
      if (globalName(callee) === 'require' && args[0]) add(args[0], 'value')
      if (callee.type === 'MemberExpression' && callee.object.type === 'MetaProperty' && nameOf(callee) === 'glob') {
        const patterns = args[0]?.type === 'ArrayExpression' ? args[0].elements : [args[0]]
        for (const pattern of patterns) if (pattern) add(pattern, 'url')
      }
    },
    BinaryExpression: (node) => {
      if (node.operator === '**' && !isBigInt(node.left) && !isBigInt(node.right)) impure('**', node)
    },
    AssignmentExpression: (node) => {
      if (node.operator === '**=') impure('**=', node)
    },
    MemberExpression: (node) => {
      if (!node.computed) settled.add(node.property)
      const object = globalName(node.object)
      const name = nameOf(node)
      if (object === undefined || name === undefined) return
      settled.add(node.object)
      if (object === 'Math' && !exactMath.has(name)) impure(`Math.${name}`, node)
      if (clocksAndChance.has(`${object}.${name}`)) impure(`${object}.${name}`, node)
    },
    Identifier: (node) => {
      if (node.name === 'Math' && !settled.has(node)) impure('Math taken apart', node)
    },
    VariableDeclarator: ({ id, init }) => {
      const global = init ? globalName(init) : undefined
      if (id.type === 'ObjectPattern' && (global === 'Date' || global === 'performance')) impure(`${global} taken apart`, id)
    },
  }).visit(program)

  return { imports, impurities }
}

/** What IEEE 754 or the language pins to the last bit. Every other member of `Math` may differ between engines, and is impure. */
const exactMath = new Set([
  ...['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'],
  ...['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'],
])

const clocksAndChance = new Set(['Date.now', 'performance.now', 'process.hrtime', 'crypto.getRandomValues', 'crypto.randomUUID'])

/** `Math`, and also `globalThis.Math`. */
function globalName(node: ESTree.Node): string | undefined {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'globalThis') return nameOf(node)
  return undefined
}

/** `name` of `object.name` and of `object['name']`. */
function nameOf(node: ESTree.MemberExpression): string | undefined {
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined
  return textOf(node.property)
}

function textOf(node: ESTree.Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? undefined
  return undefined
}

const isImportMetaUrl = (node: ESTree.Node) =>
  node.type === 'MemberExpression' && node.object.type === 'MetaProperty' && nameOf(node) === 'url'

const isBigInt = (node: ESTree.Node) => node.type === 'Literal' && typeof node.value === 'bigint'
