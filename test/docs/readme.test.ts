import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { start, takt, temporaryFolder } from '../cli/takt.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const inFolder = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
const pages = [
  'README.md',
  'README.zh-CN.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...inFolder('docs'),
  ...inFolder('docs/elements'),
  ...inFolder('docs/decisions'),
]

/** A line of a shell block, in words: `npx takt run plant.yaml --set "a=5 s" > out.json`. */
interface Line {
  readonly page: string
  readonly line: string
  readonly words: readonly string[]
  readonly into: string | null
}

function shellLines(page: string): Line[] {
  return [...text(page).matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block]) => block!.split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [command = '', into] = line.split(' > ')
      return {
        page,
        line,
        words: [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!),
        into: into?.trim() ?? null,
      }
    })
}

const isTakt = ({ words }: Line) => words[0] === 'npx' && words[1] === 'takt'
const all = pages.flatMap(shellLines)
const taktLines = all.filter(isTakt)

describe('commands in the pages', () => {
  const help = new Map<string, string>()
  let commands: readonly string[] = []

  beforeAll(async () => {
    commands = [...(await takt('--help')).stdout.matchAll(/^ {2}(\w+) (?:\[options\]|\[command\])/gm)].map(([, name]) => name!)
    for (const command of commands) help.set(command, (await takt(command, '--help')).stdout)
  })

  it('finds them', () => {
    expect(taktLines.length).toBeGreaterThan(30)
    expect(commands.length).toBeGreaterThan(10)
  })

  it.each(taktLines.map((line) => [line.page, line.line, line] as const))('%s: %s', (_, __, { words }) => {
    const [, , command = '', ...rest] = words
    expect(commands).toContain(command)
    const known = help.get(command)!
    const options = rest.filter((word) => word.startsWith('--'))
    for (const option of options) expect(known, option).toMatch(new RegExp(`^ +${option}[ \n]`, 'm'))
    const takesValue = (word: string | undefined) => word?.startsWith('--') === true && new RegExp(`^ +${word} <`, 'm').test(known)
    const operands = rest.filter((word, i) => !word.startsWith('--') && !takesValue(rest[i - 1]))
    const wanted = [...(known.match(/^Usage: takt \w+ \[options\](.*)$/m)?.[1] ?? '').matchAll(/<(\w+)(\.\.\.)?>/g)]
    expect(operands.length).toBeGreaterThanOrEqual(wanted.length)
  })

  it('docs/cli.md has a chapter for each command, with an example', () => {
    const chapters = [...text('docs/cli.md').matchAll(/^## (\w+)$/gm)].map(([, name]) => name)
    for (const command of commands.filter((name) => name !== 'help')) {
      expect(chapters).toContain(command)
      expect(shellLines('docs/cli.md').map(({ words }) => words[2])).toContain(command)
    }
  })

  it('docs/cli.md says of the common options what the help says', () => {
    const options = [...text('docs/cli.md').matchAll(/^\| `(--[\w-]+)/gm)].map(([, option]) => option)
    expect(options).toContain('--seed')
    for (const option of options)
      for (const command of option === '--for' ? ['optimize'] : ['run', 'compare', 'optimize', 'batch'])
        expect(help.get(command)).toContain(`  ${option} `)
    const aims = [...text('docs/cli.md').matchAll(/^\| `(schedule|maintenance|plan)`/gm)].map(([, aim]) => aim)
    expect(aims).toEqual(expect.arrayContaining(['schedule', 'maintenance', 'plan']))
    for (const aim of aims) expect(help.get('optimize')).toContain(`"${aim}"`)
  })

  it('npm scripts that are named exist', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> }
    for (const page of pages)
      for (const [, name] of text(page).matchAll(/`npm run ([\w-]+)/g))
        expect(Object.keys(scripts), `${page}: npm run ${name}`).toContain(name)
  })
})

describe('the tours of the README', () => {
  const tour = shellLines('README.md').filter(isTakt)
  const folder = temporaryFolder()

  it('are the same in Chinese', () => {
    const plain = (page: string) => shellLines(page).map(({ line }) => line.replace(' --lang zh', ''))
    expect(plain('README.zh-CN.md')).toEqual(plain('README.md'))
  })

  it('run as they are written, one after the other', { timeout: 300_000 }, async () => {
    for (const scenario of ['phone-parts.yaml', 'auto-parts.yaml', 'laws/mm1.yaml']) {
      mkdirSync(dirname(join(folder, 'scenarios', scenario)), { recursive: true })
      copyFileSync(join(root, 'scenarios', scenario), join(folder, 'scenarios', scenario))
    }
    for (const { line, words, into } of tour) {
      const [, , command, ...rest] = words
      if (command === 'serve') continue
      const { code, stdout, stderr } = await start([command!, ...quick(command!, rest)], { cwd: folder }).ended
      // With two replications a verdict may be anything, and a negative one is no failure here.
      expect([0, ...(command === 'compare' || command === 'optimize' ? [1] : [])], `${line}\n${stderr}`).toContain(code)
      if (into !== null) writeFileSync(join(folder, into), stdout)
    }
    for (const file of ['proposal.yaml', 'six-weeks.takt', 'experiments/first-plant.yaml', 'results/summary.csv'])
      expect(existsSync(join(folder, file)), file).toBe(true)
  })

  /** The same with two replications. */
  function quick(command: string, words: readonly string[]): string[] {
    if (!['run', 'compare', 'optimize', 'batch'].includes(command)) return [...words]
    const at = words.indexOf('--replications')
    return at < 0 ? [...words, '--replications', '2'] : words.map((word, i) => (i === at + 1 ? '2' : word))
  }
})

describe('paths in the pages', () => {
  it.each(pages)('%s names only files that are there', (page) => {
    const content = text(page)
    const links = [...content.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, path]) => path!).filter((path) => !/^[a-z]+:/.test(path))
    const missing = links.filter((path) => !existsSync(join(root, dirname(page), path)))
    const folders = 'analysis|batch|bench|bin|cli|docs|engine|live|optimizer|scenarios|scripts|server|test|viewer'
    const named = [...content.matchAll(new RegExp(`(?<![\\w/.-])(?:${folders})/[\\w./-]*\\w`, 'g'))].map(([path]) => path)
    expect([...missing, ...named.filter((path) => !existsSync(join(root, path)))]).toEqual([])
  })

  it('the tree in ARCHITECTURE.md is the tree', () => {
    const tree = text('ARCHITECTURE.md').match(/## The tree\n\n```\n([\s\S]*?)```/)![1]!
    let parent = ''
    const missing: string[] = []
    for (const line of tree.split('\n').filter((one) => one.trim() !== '')) {
      const names = line.trim().split(/ {2,}/)[0]!.split(' ')
      const nested = line.startsWith('  ')
      for (const name of names) if (!existsSync(join(root, nested ? parent : '', name))) missing.push(line)
      if (!nested) parent = names[0]!
    }
    expect(missing).toEqual([])
    const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    for (const { name } of folders)
      if (!['node_modules', 'dist', 'coverage'].includes(name)) expect(tree).toMatch(new RegExp(`(^|[ ])${name}/`, 'm'))
  })
})
