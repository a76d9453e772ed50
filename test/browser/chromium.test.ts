import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findChromium, launchFlags } from '../../scripts/chromium.mjs'

let browser: Browser

beforeAll(async () => {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium: run `node scripts/chromium.mjs`')
  browser = await chromium.launch({ executablePath, args: launchFlags })
})

afterAll(() => browser?.close())

it('Chromium starts with the launch flags and draws WebGL 2 in software', async () => {
  const page = await browser.newPage()
  const pixel = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2')
    if (!gl) return 'no WebGL 2'
    gl.clearColor(1, 0, 0, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    const rgba = new Uint8Array(4)
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, rgba)
    return [...rgba].join(' ')
  })
  await page.close()
  expect(pixel).toBe('255 0 0 255')
})

it('Chinese has glyphs of its own and is not drawn as boxes', async () => {
  const page = await browser.newPage()
  const differ = await page.evaluate(() => {
    const drawn = (text: string) => {
      const context = new OffscreenCanvas(40, 40).getContext('2d')!
      context.font = '30px sans-serif'
      context.fillText(text, 2, 32)
      return context.getImageData(0, 0, 40, 40).data.join()
    }
    return drawn('工') !== drawn('厂')
  })
  await page.close()
  expect(differ).toBe(true)
})
