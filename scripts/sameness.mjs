// npm run sameness [VERSION...]: the log hashes of twenty plants with five seeds on several Nodes (20, 22, 24) and in Chromium's main thread and worker.
// Exits with 1 where any differs.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { bundle } from './bundle.mjs'
import { findChromium, launchFlags } from './chromium.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

async function plants() {
  return inFolder(async (folder) => {
    const file = join(folder, 'plants.mjs')
    writeFileSync(file, await bundle('test/sameness/plants.ts'))
    const { plantsOf } = await import(pathToFileURL(file).href)
    return plantsOf(root)
  })
}

const driver = `
  import { readFileSync } from 'node:fs'
  import { hashesOf, hashNatively } from './hashes.mjs'
  hashNatively()
  console.log([process.version, ...(await hashesOf(JSON.parse(readFileSync('work.json', 'utf8'))))].join('\\n'))`

/** Hashes by a Node: the running one, or one of another version, which npm fetches into its cache. */
export async function inNode(work, version) {
  const code = await bundle('test/sameness/hashes.ts')
  return inFolder((folder) => {
    writeFileSync(join(folder, 'hashes.mjs'), code)
    writeFileSync(join(folder, 'driver.mjs'), driver)
    writeFileSync(join(folder, 'work.json'), JSON.stringify(work))
    const [command, ...before] =
      version === undefined ? [process.execPath] : ['npm', 'exec', '--yes', `--package=node@${version}`, '--', 'node']
    const { status, stdout, stderr } = spawnSync(command, [...before, 'driver.mjs'], { encoding: 'utf8', cwd: folder, maxBuffer: 2 ** 26 })
    if (status !== 0) throw new Error(`Node ${version ?? process.version} failed:\n${stderr}`)
    const [ran, ...hashes] = stdout.trim().split('\n')
    return { version: ran, hashes }
  })
}

const page = '<!doctype html><title>same</title><script type="module">window.hashesOf = (await import("/hashes.js")).hashesOf</script>'
const workerCode = "import { hashesOf } from '/hashes.js'; onmessage = async ({ data }) => postMessage(await hashesOf(data))"

/** Hashes by the main thread of a page in Chromium and by a worker of it. */
export async function inChromium(work) {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium: run `node scripts/chromium.mjs`')
  const files = { '/': page, '/hashes.js': await bundle('test/sameness/hashes.ts'), '/worker.js': workerCode }
  const browser = await chromium.launch({ executablePath, args: launchFlags })
  try {
    const tab = await browser.newPage()
    await tab.route('http://sameness.test/**', (route) => {
      const { pathname } = new URL(route.request().url())
      return route.fulfill({ contentType: pathname === '/' ? 'text/html' : 'text/javascript', body: files[pathname] ?? '' })
    })
    await tab.goto('http://sameness.test/')
    await tab.waitForFunction(() => window.hashesOf !== undefined)
    const main = await tab.evaluate((given) => window.hashesOf(given), work)
    const worker = await tab.evaluate(
      (given) =>
        new Promise((resolve, reject) => {
          const thread = new Worker('/worker.js', { type: 'module' })
          thread.onerror = ({ message }) => reject(new Error(message || 'the worker could not be loaded'))
          thread.onmessage = ({ data }) => resolve(data)
          thread.postMessage(given)
        }),
      work,
    )
    return { main, worker }
  } finally {
    await browser.close()
  }
}

async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'takt-sameness-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compareAll(versions) {
  const work = { plants: await plants(), seeds: [1, 2, 3, 4, 5] }
  const { hashes: here } = await inNode(work)
  console.log(`Node ${process.version}: ${here.length} logs of ${work.plants.length} plants`)
  const places = []
  for (const wanted of versions) {
    const { version, hashes } = await inNode(work, wanted)
    places.push([`Node ${version}`, hashes])
  }
  const { main, worker } = await inChromium(work)
  places.push(["Chromium's main thread", main], ["Chromium's worker", worker])
  for (const [place, hashes] of places) {
    const others = hashes.filter((hash, i) => hash !== here[i])
    console.log(others.length === 0 ? `${place}: the same` : `${place}: ${others.length} differ, the first ${others[0]}`)
    if (others.length > 0) process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const versions = process.argv.slice(2)
  await compareAll(versions.length > 0 ? versions : ['20', '22', '24'])
}
