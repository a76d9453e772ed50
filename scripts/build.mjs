// npm run build: the Node side to dist/node, its types beside it, the viewer to dist/viewer.
// Each is written elsewhere and put in place when it is whole, so a build that fails leaves the last good one.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What becomes a file of its own in dist/node, side by side, so that a worker is found at `new URL('./node-worker.js', import.meta.url)`. */
const nodeEntries = {
  cli: 'cli/main.ts',
  'node-worker': 'engine/worker/node-worker.ts',
  'optimizer-worker': 'optimizer/worker/node-worker.ts',
  index: 'index.ts',
}

// Until every entry is written, those that are missing are left out, aloud.
const present = (entry) => {
  if (existsSync(resolve(root, entry))) return true
  console.log(`build: no ${entry} yet, skipped`)
  return false
}

async function buildNode(outDir) {
  const entries = Object.entries(nodeEntries).filter(([, source]) => present(source))
  if (entries.length === 0) return
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(entries.map(([name, source]) => [name, resolve(root, source)])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
}

/** Declarations only: whether the types hold is the business of `npm run typecheck`. */
async function buildTypes(outDir) {
  if (!existsSync(resolve(root, nodeEntries.index))) return
  const compiler = resolve(root, 'node_modules/typescript/bin/tsc')
  const args = [compiler, '-p', resolve(root, 'tsconfig.build.json'), '--outDir', outDir]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await new Promise((done, fail) => child.on('error', fail).on('close', done))
  if (code !== 0) throw new Error(`tsc could not write the declarations (exit ${code})`)
}

async function buildViewer(outDir) {
  if (!present('viewer/index.html')) return
  await build({ configFile: resolve(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir } })
}

/** Writes with `steps` to a folder as deep as dist/`name` (source maps are relative), and then takes its place. */
async function replace(name, steps) {
  const fresh = resolve(root, '.takt', `${name}-${process.pid}`)
  const place = resolve(root, 'dist', name)
  try {
    for (const outcome of await Promise.allSettled(steps.map((step) => step(fresh))))
      if (outcome.status === 'rejected') throw outcome.reason
    rmSync(place, { recursive: true, force: true })
    if (!existsSync(fresh)) return
    mkdirSync(resolve(root, 'dist'), { recursive: true })
    renameSync(fresh, place)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

const started = performance.now()
const outcomes = await Promise.allSettled([replace('node', [buildNode, buildTypes]), replace('viewer', [buildViewer])])
const failures = outcomes.filter((outcome) => outcome.status === 'rejected')
for (const { reason } of failures) console.error(reason)
console.log(`build: ${failures.length === 0 ? 'done' : 'failed'} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
process.exitCode = failures.length === 0 ? 0 : 1
