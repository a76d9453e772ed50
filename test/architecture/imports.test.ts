import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Import, read } from './source.ts'

/**
 * Who may import whom. A file belongs to the longest `zone` its path starts with, and a zone may always import itself.
 * `may` lists zones (`engine/*`: all inside) or single files, `types` those of which only types may come; `packages` what is taken from npm and Node ('any': all but the reserved).
 */
const table: readonly Row[] = [
  { zone: 'engine/kernel', may: [] },
  { zone: 'engine/math', may: [] },
  { zone: 'engine/log', may: ['engine/kernel/time.ts'], packages: ['@noble/hashes'] },
  { zone: 'engine/random', may: ['engine/math'] },
  { zone: 'scenarios', may: [], packages: ['zod', 'yaml', '@noble/hashes'] },
  { zone: 'engine/plant', may: ['engine/kernel', 'engine/random', 'engine/math', 'engine/log', 'scenarios'] },
  {
    zone: 'engine/experiment',
    may: [
      'engine/plant',
      'engine/kernel/time.ts',
      'engine/kernel/snapshot.ts',
      'engine/random',
      'engine/math',
      'engine/log',
      'scenarios',
      'analysis/kpi',
    ],
    packages: ['simple-statistics', '@noble/hashes'],
  },
  {
    zone: 'engine/worker',
    may: ['engine/experiment', 'engine/plant', 'engine/log', 'scenarios'],
    packages: ['comlink', 'node:*'],
  },
  { zone: 'analysis/kpi', may: ['engine/log', 'engine/math', 'scenarios'], packages: ['simple-statistics'] },
  { zone: 'analysis', may: ['engine/log', 'engine/math', 'scenarios', 'analysis/kpi'], packages: ['simple-statistics'] },
  { zone: 'optimizer/solver', may: ['engine/math', 'optimizer'], packages: ['javascript-lp-solver', 'highs'] },
  { zone: 'optimizer', may: ['scenarios', 'engine/math', 'engine/log', 'optimizer/solver'], types: ['analysis', 'analysis/kpi'] },
  {
    zone: 'optimizer/worker',
    may: ['optimizer', 'optimizer/solver', 'engine/log', 'engine/math', 'scenarios'],
    types: ['analysis', 'analysis/kpi', 'engine/worker'],
    packages: ['comlink', 'node:*'],
  },
  { zone: 'twin', may: ['analysis', 'analysis/kpi', 'engine/experiment', 'engine/log', 'engine/math', 'engine/random', 'scenarios'] },
  // The rim, where the outside world begins.
  { zone: 'live', may: ['engine/log', 'scenarios'], packages: 'any' },
  {
    zone: 'scorecard',
    may: ['engine/experiment', 'engine/random', 'engine/math', 'engine/log', 'analysis', 'analysis/kpi', 'scenarios', 'twin'],
  },
  { zone: 'batch', may: ['engine/experiment', 'engine/worker', 'engine/log', 'scenarios'], packages: 'any' },
  { zone: 'server', may: ['engine/log', 'live', 'batch', 'scenarios'], packages: 'any' },
  {
    zone: 'viewer',
    may: ['engine/log', 'analysis', 'analysis/kpi', 'scenarios', 'engine/worker', 'optimizer/worker'],
    packages: 'browser',
  },
  {
    zone: 'cli',
    may: [
      'index.ts',
      'scenarios',
      'engine/*',
      'analysis',
      'analysis/kpi',
      'optimizer',
      'optimizer/*',
      'twin',
      'live',
      'batch',
      'server',
      'scorecard',
    ],
    packages: 'any',
  },
  { zone: 'index.ts', may: ['scenarios', 'engine/*', 'analysis', 'analysis/kpi', 'optimizer', 'optimizer/*', 'twin'] },
  // Not shipped. Nothing imports these.
  { zone: 'test', may: ['*'], packages: 'any' },
  { zone: 'bench', may: ['*'], packages: 'any' },
  { zone: 'vite.config.ts', may: [], packages: 'any' },
  { zone: 'vitest.config.ts', may: ['scripts'], packages: 'any' },
]

/** Packages behind one door: these zones and nobody else, tests and benchmarks aside. */
const reserved: Readonly<Record<string, readonly string[]>> = {
  comlink: ['engine/worker', 'optimizer/worker'],
  'javascript-lp-solver': ['optimizer/solver'],
  highs: ['optimizer/solver'],
}

/** Below the rim nothing may depend on the clock, on luck, or on functions whose last bit differs between engines. */
const belowTheRim = ['engine', 'analysis', 'optimizer', 'scenarios', 'twin', 'scorecard']

/** Where the product begins: what scripts/build.mjs and viewer/index.html start from. */
const productRoots = ['cli/main.ts', 'engine/worker/node-worker.ts', 'optimizer/worker/node-worker.ts', 'index.ts', 'viewer/main.tsx']

type Row = {
  readonly zone: string
  readonly may: readonly string[]
  readonly types?: readonly string[]
  readonly packages?: readonly string[] | 'any' | 'browser'
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = new Map(sourceFiles(root).map((path) => [path, read(path, readFileSync(join(root, path), 'utf8'))]))

describe('who may import whom', () => {
  it('every import is one the table allows', () => {
    const problems = [...sources].flatMap(([path, { imports }]) => imports.map((one) => importProblem(path, one)))
    expect(problems.filter(Boolean)).toEqual([])
  })

  it.each<[string, string, string]>([
    ['engine/kernel/calendar.ts', `import { Station } from '../plant/station.ts'`, 'engine/kernel may not import engine/plant'],
    ['engine/kernel/calendar.ts', `import type { Station } from '../plant/station.ts'`, 'engine/kernel may not import engine/plant'],
    ['engine/kernel/calendar.ts', `export * from '../plant/station.ts'`, 'engine/kernel may not import engine/plant'],
    ['engine/kernel/calendar.ts', `const later = () => import('../plant/station.ts')`, 'engine/kernel may not import engine/plant'],
    ['engine/kernel/calendar.ts', `let station: import('../plant/station.ts').Station`, 'engine/kernel may not import engine/plant'],
    ['engine/log/fold.ts', `import { Calendar } from '../kernel/calendar.ts'`, 'engine/log may not import engine/kernel'],
    ['analysis/spc/chart.ts', `import { Plant } from '../../engine/plant/plant.ts'`, 'analysis may not import engine/plant'],
    ['analysis/kpi/oee.ts', `import { api } from '../../engine/worker/api.ts'`, 'analysis/kpi may not import engine/worker'],
    ['optimizer/schedule.ts', `import { Plant } from '../engine/plant/plant.ts'`, 'optimizer may not import engine/plant'],
    ['optimizer/schedule.ts', `import { oee } from '../analysis/kpi/oee.ts'`, 'optimizer may import only types of analysis/kpi'],
    ['optimizer/schedule.ts', `import { api } from './worker/api.ts'`, 'optimizer may not import optimizer/worker'],
    ['optimizer/schedule.ts', `import solver from 'javascript-lp-solver'`, 'optimizer may not import javascript-lp-solver'],
    ['viewer/scene/Floor.tsx', `import { Plant } from '../../engine/plant/plant.ts'`, 'viewer may not import engine/plant'],
    [
      'viewer/feed.ts',
      `new Worker(new URL('../engine/plant/worker.ts', import.meta.url), { type: 'module' })`,
      'viewer may not import engine/plant',
    ],
    ['viewer/feed.ts', `import { wrap } from 'comlink'`, 'viewer may not import comlink'],
    ['viewer/feed.ts', `import { readFile } from 'node:fs/promises'`, 'viewer may not import node:fs'],
    ['viewer/feed.ts', `const all = import.meta.glob('../engine/plant/*.ts')`, 'viewer may not import engine/plant'],
    ['cli/run.ts', `import { wrap } from 'comlink'`, 'cli may not import comlink'],
    ['cli/run.ts', `import { App } from '../viewer/App.tsx'`, 'cli may not import viewer'],
    ['server/http.ts', `import { bench } from '../test/bench.ts'`, 'server may not import test'],
    ['engine/plant/build.ts', `import { readFileSync } from 'node:fs'`, 'engine/plant may not import node:fs'],
    ['engine/plant/build.ts', `import { Calendar } from '../kernel/calendar'`, 'names no file'],
    ['engine/plant/build.ts', 'const module = await import(path)', 'computed'],
    ['warehouse/shelf.ts', `import { z } from 'zod'`, 'no row of the table'],
  ])('catches, in %s: %s', (path, text, problem) => {
    const exists = (file: string) => file.endsWith('.ts') || file.endsWith('.tsx')
    const problems = read(path, text).imports.map((one) => importProblem(path, one, exists))
    expect(problems.join()).toContain(problem)
  })

  it.each<[string, string]>([
    ['engine/plant/build.ts', `import { Calendar } from '../kernel/calendar.ts'`],
    ['engine/log/fold.ts', `import type { SimTime } from '../kernel/time.ts'`],
    ['engine/log/fold.ts', `// import { Plant } from '../plant/plant.ts'\nconst text = "import x from '../plant/plant.ts'"`],
    ['engine/log/hash.ts', `import { sha256 } from '@noble/hashes/sha2.js'`],
    ['optimizer/schedule.ts', `import type { Kpi } from '../analysis/kpi/oee.ts'`],
    ['cli/run.ts', `import { simulate } from '../engine/experiment/simulate.ts'`],
  ])('allows, in %s: %s', (path, text) => {
    const problems = read(path, text).imports.map((one) => importProblem(path, one, () => true))
    expect(problems.filter(Boolean)).toEqual([])
  })
})

describe('below the rim', () => {
  it('nothing reads the clock, chance, or a function whose last bit depends on who runs it', () => {
    const found = [...sources].filter(([path]) => belowTheRim.some((zone) => within(path, zone)))
    expect(found.flatMap(([path, { impurities }]) => impurities.map((one) => `${path}, ${one}`))).toEqual([])
  })

  it('no transcendental function of Math passes', () => {
    const names = ['log', 'log2', 'log10', 'log1p', 'exp', 'expm1', 'pow', 'cbrt', 'hypot', 'random'].concat([
      'sin',
      'cos',
      'tan',
      'asin',
      'acos',
      'atan',
      'atan2',
      'sinh',
      'cosh',
      'tanh',
      'asinh',
      'acosh',
      'atanh',
    ])
    for (const name of names) expect(read('a.ts', `f(Math.${name})`).impurities).toEqual([`line 1: Math.${name}`])
  })

  it.each<[string, string[]]>([
    [`Math['log'](2)`, ['Math.log']],
    ['globalThis.Math.log(2)', ['Math.log']],
    ['const { log } = Math', ['Math taken apart']],
    ['const m = Math', ['Math taken apart']],
    ['Math[name](2)', ['Math taken apart']],
    ['x ** 2', ['**']],
    ['x **= 2', ['**=']],
    ['Date.now()', ['Date.now']],
    ['const { now } = Date', ['Date taken apart']],
    ['new Date()', ['new Date()']],
    ['Date()', ['Date()']],
    ['performance.now()', ['performance.now']],
    ['const { now } = performance', ['performance taken apart']],
    ['process.hrtime()', ['process.hrtime']],
    ['crypto.randomUUID()', ['crypto.randomUUID']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text to be judged
    ['f(`${Math.exp(1)}`)', ['Math.exp']],
    ['new Date(0)', []],
    ['Math.sqrt(2) + Math.PI', []],
    ['2n ** 64n', []],
    ['// Math.log(2) ** 2', []],
    [`const text = 'Math.log(2), Date.now()'`, []],
    ['const text = /Math.log/', []],
    ['const performance = good / total; f(performance)', []],
  ])('judges %s', (text, expected) => {
    expect(read('a.ts', text).impurities).toEqual(expected.map((one) => `line 1: ${one}`))
  })
})

describe('files', () => {
  it('every source file is reached from where the product begins', ({ skip }) => {
    const unwritten = productRoots.filter((path) => !sources.has(path))
    if (unwritten.length > 0) skip(`not written yet: ${unwritten.join(', ')}`)
    const used = reach(productRoots, targets)
    expect([...sources.keys()].filter((path) => isShipped(path) && !used.has(path))).toEqual([])
  })

  it('every file in test is a test or serves one', () => {
    const used = reach(
      [...sources.keys()].filter((path) => /\.test\.tsx?$/.test(path) || !within(path, 'test')),
      targets,
    )
    expect([...sources.keys()].filter((path) => within(path, 'test') && !used.has(path))).toEqual([])
  })

  it('a file that nothing imports is found', () => {
    const arrows: Record<string, string[]> = { 'index.ts': ['a.ts'], 'a.ts': ['b.ts'], 'island.ts': ['b.ts'] }
    const used = reach(['index.ts'], (path) => arrows[path] ?? [])
    expect([...used]).toEqual(['index.ts', 'a.ts', 'b.ts'])
  })
})

/** What is wrong with one import, or undefined. */
function importProblem(
  path: string,
  { specifier, kind }: Import,
  exists = (file: string) => existsSync(join(root, file)),
): string | undefined {
  const row = rowOf(path)
  if (!row) return `${path}: no row of the table is for this file`
  const refuse = (what: string) => `${path}: ${row.zone} ${what} (${specifier})`
  const unrestricted = row.may.includes('*')
  if (specifier.startsWith('(computed')) return unrestricted ? undefined : refuse('may not import by a computed name')
  if (!specifier.startsWith('.')) {
    if (kind === 'url' && !specifier.startsWith('/')) return undefined
    const name = packageOf(specifier)
    return unrestricted || mayTake(row, name) ? undefined : refuse(`may not import ${name}`)
  }
  const target = targetOf(path, specifier)
  if (!exists(target) && kind !== 'url') return `${path}: ${specifier} names no file (write the whole name, with .ts)`
  const zone = rowOf(target)?.zone ?? target
  const named = (list: readonly string[]) => list.some((one) => one === target || one === zone || one === `${zone.split('/')[0]}/*`)
  if (unrestricted || zone === row.zone || named(row.may)) return undefined
  if (!/\.tsx?$/.test(target) && !isGlob(specifier)) return undefined // styles, texts and built files are nobody's inside
  if (named(row.types ?? [])) return kind === 'type' ? undefined : refuse(`may import only types of ${zone}`)
  return refuse(`may not import ${zone}`)
}

function mayTake({ zone, packages = [] }: Row, name: string): boolean {
  const doors = reserved[name]
  if (doors) return doors.includes(zone)
  if (packages === 'any') return true
  if (packages === 'browser') return !name.startsWith('node:')
  return packages.includes(name) || (name.startsWith('node:') && packages.includes('node:*'))
}

/** `@noble/hashes` of `@noble/hashes/sha2.js`, `node:fs` of `node:fs/promises`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The file an import names, from the root; of a glob, the folder it looks into. Vite's `?query` is not part of it. */
function targetOf(path: string, specifier: string): string {
  const bare = specifier.replace(/\?.*$/, '').replace(/\/[^/]*\*.*$/, '/')
  return relative(root, resolve(root, dirname(path), bare))
    .split(sep)
    .join('/')
}

const isGlob = (specifier: string) => specifier.includes('*')

function targets(path: string): string[] {
  return (sources.get(path)?.imports ?? [])
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier }) => targetOf(path, specifier))
    .filter((target) => sources.has(target))
}

/** All files that can be got to from `starts`, in the order they are found. */
function reach(starts: readonly string[], next: (path: string) => readonly string[]): Set<string> {
  const found = new Set(starts)
  for (const path of found) for (const target of next(path)) found.add(target)
  return found
}

function rowOf(path: string): Row | undefined {
  const rows = table.filter(({ zone }) => within(path, zone))
  return rows.reduce<Row | undefined>((best, row) => (best && best.zone.length >= row.zone.length ? best : row), undefined)
}

function within(path: string, zone: string): boolean {
  return path === zone || path.startsWith(`${zone}/`)
}

/** Ambient declarations and what is not shipped are nobody's to import. */
function isShipped(path: string): boolean {
  return !path.endsWith('.d.ts') && !/^(test|bench)\/|^vite(st)?\.config\.ts$/.test(path)
}

function sourceFiles(folder: string): string[] {
  const skipped = new Set(['node_modules', 'dist', 'coverage'])
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name) || entry.name.startsWith('.')) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourceFiles(path)
    return /\.tsx?$/.test(entry.name) ? [relative(root, path).split(sep).join('/')] : []
  })
}
