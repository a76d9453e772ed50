// npm test: every check there is, one after the other. Nothing stops it, and its last line is the count.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const passed = []
const failed = []
const skipped = []

function run(name, script, args = [], env = {}) {
  console.log(`\n== ${name}`)
  const started = performance.now()
  const { status, error } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  if (error) console.error(error.message)
  console.log(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return status === 0
}

function check(name, script, args) {
  const results = run(name, script, args) ? passed : failed
  results.push(name)
}

check('typecheck', 'node_modules/typescript/bin/tsc', ['--noEmit'])
check('lint', 'node_modules/@biomejs/biome/bin/biome', ['check'])
check('build', 'scripts/build.mjs')
if (!run('chromium', 'scripts/chromium.mjs')) failed.push('chromium')

const folder = mkdtempSync(join(tmpdir(), 'takt-test-'))
const file = join(folder, 'counts.json')
const reporters = ['--reporter=default', '--reporter=./scripts/vitest-counts.mjs']
const vitestOk = run('vitest', 'node_modules/vitest/vitest.mjs', ['run', ...reporters, ...process.argv.slice(2)], {
  TAKT_VITEST_COUNTS: file,
})
let tests = { passed: 0, failed: [], skipped: [] }
try {
  tests = JSON.parse(readFileSync(file, 'utf8'))
} catch {
  console.error('vitest ended without its counts')
}
rmSync(folder, { recursive: true, force: true })
failed.push(...tests.failed)
skipped.push(...tests.skipped)
if (!vitestOk && tests.failed.length === 0) failed.push('vitest')

console.log('')
for (const name of failed) console.log(`failed: ${name}`)
for (const { name, reason } of skipped) console.log(`skipped: ${name}: ${reason}`)
console.log(`${passed.length + tests.passed} passed, ${failed.length} failed, ${skipped.length} skipped`)
process.exitCode = failed.length === 0 ? 0 : 1
