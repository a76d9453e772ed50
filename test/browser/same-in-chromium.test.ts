import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runExperiment } from '../../engine/experiment/experiment.ts'
import { inThisThread } from '../../engine/experiment/in-this-thread.ts'
import type { RunResult } from '../../engine/experiment/result.ts'
import { loadScenario } from '../../scenarios/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { findChromium, launchFlags } from '../../scripts/chromium.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

let server: ViteDevServer
let browser: Browser
let page: Page

beforeAll(async () => {
  server = await createServer({
    configFile: false,
    root,
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: ['comlink', 'simple-statistics', '@noble/hashes/sha2.js', '@noble/hashes/utils.js'] },
    plugins: [
      {
        name: 'empty page',
        configureServer: ({ middlewares }) => {
          middlewares.use('/empty', (_, response) =>
            response
              .setHeader('Content-Type', 'text/html')
              .end(`<!doctype html><title>empty</title><script type="module">${script}</script>`),
          )
        },
      },
    ],
  })
  await server.listen()
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium: run `node scripts/chromium.mjs`')
  browser = await chromium.launch({ executablePath, args: launchFlags })
  page = await browser.newPage()
  await page.goto(`${server.resolvedUrls?.local[0]}empty`)
  await page.waitForFunction(() => window.experiment !== undefined)
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** Runs experiments over two workers of the page, as the viewer does. */
const script = `
  import { browserPool, runExperiment } from '/engine/worker/page.ts'
  window.experiment = async ({ scenario, hash, replications }) => {
    const pool = browserPool({ size: 2 })
    let bytes = 0
    try {
      const result = await runExperiment({ scenario, hash }, { pool, replications, onLog: (piece) => { bytes += piece.length } })
      return { ...result, bytes }
    } finally {
      await pool.close()
    }
  }`

type Experiment = (given: {
  scenario: Scenario
  hash: string
  replications: number
}) => Promise<Omit<RunResult, 'wallSeconds'> & { bytes: number }>
declare global {
  interface Window {
    experiment?: Experiment
  }
}

const plants = [...readdirSync(`${root}/scenarios`).filter((name) => name.endsWith('.yaml')), 'laws/line10.yaml']

describe('the same in Chromium as in Node', () => {
  it.each(plants)('%s: every KPI value, the count of events and the hash of the log', async (name) => {
    const file = `${root}/scenarios/${name}`
    const loaded = loadScenario(readFileSync(file, 'utf8'), { file })
    if ('problems' in loaded) throw new Error(loaded.problems.map(({ message }) => message).join('\n'))
    const { hash } = loaded
    const scenario = { ...loaded.scenario, horizon: Math.min(loaded.scenario.horizon, 200_000) }
    let bytes = 0
    const onLog = (piece: Uint8Array) => {
      bytes += piece.length
    }
    const warmUp = Math.min(typeof scenario.warmUp === 'number' ? scenario.warmUp : 0, 10_000)
    const here = await runExperiment({ scenario: { ...scenario, warmUp }, hash }, { pool: inThisThread(), replications: 3, onLog })
    const there = await page.evaluate((given) => window.experiment!(given), { scenario: { ...scenario, warmUp }, hash, replications: 3 })
    expect(there.logHash).toBe(here.logHash)
    expect(there).toEqual({ ...JSON.parse(JSON.stringify(here)), bytes })
  })
})
