import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium, launchFlags } from '../../scripts/chromium.mjs'
import { staticSite } from './static-site.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const desktop = { width: 1440, height: 900 }
/** Where nothing is looked at by a person: a picture in software costs by its pixels. */
const small = { width: 900, height: 640 }
const phone = { width: 390, height: 844 }

let browser: Browser
let site: Awaited<ReturnType<typeof staticSite>>
let folder: string
const pictures = mkdtempSync(join(tmpdir(), 'takt-pictures-'))

beforeAll(async () => {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium: run `node scripts/chromium.mjs`')
  folder = mkdtempSync(join(tmpdir(), 'takt-viewer-'))
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
  site = await staticSite(folder, { 'broken.yaml': 'schema: takt/1\nhorizon: 8 h\nstations:\n  - { id: drill, tiem: 5 s }\n' })
  browser = await chromium.launch({ executablePath, args: launchFlags })
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await site?.close()
  if (folder) rmSync(folder, { recursive: true })
  console.log(`viewer: pictures to look at are in ${pictures}`)
})

/** A page with a plant in it that is simulated to its end and stands still, and what it complained of. */
async function open(query: string, viewport = desktop): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport, deviceScaleFactor: 1 })
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${site.url}?${query}`)
  await page.waitForFunction(() => window.takt !== undefined)
  await page.evaluate(() => window.takt.ready)
  await page.waitForFunction(() => window.takt.settled(), null, { timeout: 120_000 })
  await page.evaluate(() => window.takt.clock.pause())
  await still(page)
  return { page, complaints }
}

/** Waits until nothing has been drawn for a while. */
async function still(page: Page) {
  let before = -1
  for (let now = await frames(page); now !== before; now = await frames(page)) {
    before = now
    await page.waitForTimeout(400)
  }
}

const frames = (page: Page) => page.evaluate(() => window.takt.counters().frames)

/** Goes to a share of the whole time and waits for the picture. */
async function seek(page: Page, share: number) {
  const before = await frames(page)
  await page.evaluate((part) => window.takt.clock.seek(window.takt.clock.end * part), share)
  await page.waitForFunction((count) => window.takt.counters().frames > count, before)
  await still(page)
}

/** `#rrggbb` of pixels of a screenshot. */
async function pixels(page: Page, points: readonly { x: number; y: number }[]): Promise<string[]> {
  const png = (await page.screenshot()).toString('base64')
  return page.evaluate(
    async ([data, at]) => {
      const image = new Image()
      image.src = `data:image/png;base64,${data}`
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      const context = canvas.getContext('2d', { willReadFrequently: true })!
      context.drawImage(image, 0, 0)
      return at.map(({ x, y }) => {
        const [r, g, b] = context.getImageData(Math.floor(x), Math.floor(y), 1, 1).data
        return `#${[r, g, b].map((part) => part!.toString(16).padStart(2, '0')).join('')}`
      })
    },
    [png, points.map(({ x, y }) => ({ x, y }))] as const,
  )
}

describe.each(['phone-parts', 'auto-parts'])('%s', (plant) => {
  it('from above, every mark has exactly the colour of its state, at three instants', async () => {
    const { page, complaints } = await open(`plant=${plant}&view=top&lang=en&t=0`, small)
    const seen = new Set<string>()
    for (const share of [0.06, 0.31, 0.77]) {
      await seek(page, share)
      const marks = await page.evaluate(() => window.takt.marks())
      expect(marks.length).toBeGreaterThan(5)
      const found = await pixels(page, marks)
      expect(marks.map(({ id, slot, state }, i) => `${id}/${slot} ${state} ${found[i]}`)).toEqual(
        marks.map(({ id, slot, state, color }) => `${id}/${slot} ${state} ${color}`),
      )
      for (const { state } of marks) seen.add(state)
    }
    expect(seen.size).toBeGreaterThan(1)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('is drawn with at most 60 calls; playing commits nothing in the canvas, at most four times a second in panels; paused, nothing is drawn', async () => {
    const { page, complaints } = await open(`plant=${plant}&lang=en&t=0`, small)
    await seek(page, 0.05)
    const before = await page.evaluate(() => window.takt.counters())
    expect(before.drawCalls).toBeGreaterThan(5)
    expect(before.drawCalls).toBeLessThanOrEqual(60)
    expect(before.commits).toBeGreaterThan(0)
    const played = await page.evaluate(async () => {
      const start = performance.now()
      window.takt.clock.setSpeed(600)
      window.takt.clock.play()
      await new Promise((resolve) => setTimeout(resolve, 4000))
      window.takt.clock.pause()
      return { counters: window.takt.counters(), seconds: (performance.now() - start) / 1000 }
    })
    expect(played.counters.frames).toBeGreaterThan(before.frames)
    expect(played.counters.commits).toBe(before.commits)
    expect(played.counters.panelCommits).toBeGreaterThan(before.panelCommits)
    // One more for play and one for pause, which panels show too.
    expect(played.counters.panelCommits - before.panelCommits).toBeLessThanOrEqual(4 * played.seconds + 2)
    expect(played.counters.uploadedBytes).toBeGreaterThan(before.uploadedBytes)
    await still(page)
    const rest = await frames(page)
    await page.waitForTimeout(1500)
    expect(await frames(page)).toBe(rest)
    expect(complaints).toEqual([])
    await page.close()
  })
})

it.each([
  ['en', desktop],
  ['zh', desktop],
  ['en', phone],
  ['zh', phone],
] as const)('axe finds nothing in any panel, and nothing is wider than the page: %s %o', async (language, viewport) => {
  const { page, complaints } = await open(`plant=phone-parts&lang=${language}&t=0`, viewport)
  await seek(page, 0.4)
  await page.evaluate(axe)
  const name = `${language}-${viewport.width}`
  await page.screenshot({ path: join(pictures, `${name}.png`) })
  await page.screenshot({ path: join(pictures, `${name}-whole.png`), fullPage: true })
  const tabs = page.getByRole('tab')
  for (let tab = 0; tab < 4; tab++) {
    await tabs.nth(tab).click()
    if (tab === 1) await page.evaluate(() => window.takt.select('ict'))
    await page.waitForTimeout(200)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width)
  }
  await page.evaluate(() => window.takt.view('table'))
  await page.waitForSelector('.plant-table')
  expect(await violations(page)).toEqual([])
  await page.screenshot({ path: join(pictures, `${name}-table.png`) })
  expect(await page.evaluate(() => document.documentElement.lang)).toBe(language === 'zh' ? 'zh-CN' : 'en-GB')
  expect(complaints).toEqual([])
  await page.close()
})

async function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { violations: found } = await (
      window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe.run()
    return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

it('a changed number is run against the present plan, side by side and with a verdict', async () => {
  const { page, complaints } = await open('plant=auto-parts&lang=en&t=0&select=grinder')
  await page.getByRole('tab', { name: 'What if' }).click()
  const field = page.locator('.number-field input[type="text"]').first()
  await field.fill('abc')
  expect(await page.locator('.number-field').first().innerText()).toContain('“abc” is not a number')
  await field.fill('1')
  await field.blur()
  await page.getByRole('button', { name: 'Run and compare' }).click()
  await page.waitForSelector('.verdict', { timeout: 120_000 })
  expect(await page.locator('.verdict strong').innerText()).toMatch(/^(better|worse|no difference shown)$/)
  expect(await page.locator('.differences tbody tr').count()).toBeGreaterThan(3)
  await page.waitForFunction(() => document.querySelectorAll('.picture canvas').length === 2)
  await still(page)
  await page.screenshot({ path: join(pictures, 'compare.png') })
  expect(await page.evaluate(() => window.takt.counters().drawCalls)).toBeLessThanOrEqual(120)
  expect(complaints).toEqual([])
  await page.close()
})

it('the optimizer proposes, and simulation gives the verdict', async () => {
  const { page, complaints } = await open('plant=auto-parts&lang=en&t=0')
  await page.getByRole('tab', { name: 'Improve' }).click()
  await page.getByRole('button', { name: 'Look for a better plan' }).click()
  await page.waitForSelector('.proposal .verdict', { timeout: 120_000 })
  expect(await page.locator('.proposal li').count()).toBeGreaterThan(0)
  await page.screenshot({ path: join(pictures, 'improve.png') })
  expect(complaints).toEqual([])
  await page.close()
})

it('a broken scenario is a list of what to mend, and the plant stays', async () => {
  const { page, complaints } = await open('plant=phone-parts&lang=en&t=0')
  await page.setInputFiles('input[type="file"]', {
    name: 'broken.yaml',
    mimeType: 'text/yaml',
    buffer: Buffer.from('schema: takt/1\nhorizon: 8 h\nstations:\n  - { id: drill, tiem: 5 s }\n'),
  })
  await page.waitForSelector('.problems li')
  expect(await page.locator('.problems').innerText()).toContain('line 4')
  expect(await page.evaluate(() => window.takt.marks().length)).toBeGreaterThan(5)
  // The next file takes the place of what was said of the last, and says what to do.
  await page.setInputFiles('input[type="file"]', {
    name: 'torn.takt',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('TAKT-LOG'),
  })
  await page.waitForSelector('.failure')
  expect(await page.locator('.failure').innerText()).toMatch(/torn\.takt[\s\S]*→ /)
  expect(await page.locator('.problems').count()).toBe(0)
  await page.setInputFiles('input[type="file"]', join(root, 'scenarios', 'phone-parts.yaml'))
  await page.waitForSelector('.failure', { state: 'detached' })
  expect(complaints).toEqual([])
  await page.close()
})

it('keys alone pick a machine, play and step', async () => {
  const { page } = await open('plant=phone-parts&lang=en&view=table&t=3600')
  await page.locator('.plant-table tbody button').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.waitForSelector('.detail h2')
  expect(await page.locator('.detail h2').innerText()).toBe('Soldering 1')
  const moment = () => page.evaluate(() => window.takt.clock.now)
  const before = await moment()
  await page.getByRole('slider', { name: /States of all stations/ }).focus()
  await page.keyboard.press('.')
  expect(await moment()).toBeGreaterThan(before)
  await page.keyboard.press(',')
  await page.keyboard.press(',')
  expect(await moment()).toBeLessThan(before + 1e-6)
  await page.keyboard.press(' ')
  expect(await page.evaluate(() => window.takt.clock.playing)).toBe(true)
  await page.close()
})
