import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findChromium, launchFlags } from './scripts/chromium.mjs'

/** Tests read what a pipe reads, also when a person runs them in a terminal. */
const shared = { testTimeout: 60_000, hookTimeout: 60_000, env: { NO_COLOR: '1' } }
const executablePath = chromiumIfAny()

/** Three kinds: plain Node; Node that drives a real Chromium (test/browser); and inside the page itself (test/browser/in-page). */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: { ...shared, name: 'node', environment: 'node', include: ['test/**/*.test.{ts,tsx}'], exclude: ['test/browser/**'] },
      },
      {
        test: {
          ...shared,
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          exclude: ['test/browser/in-page/**'],
        },
      },
      {
        // Bundled beforehand, highs no longer finds its .wasm beside it.
        optimizeDeps: { exclude: ['highs'], include: ['javascript-lp-solver'] },
        test: {
          ...shared,
          name: 'in-page',
          include: ['test/browser/in-page/**/*.test.{ts,tsx}'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { ...(executablePath ? { executablePath } : {}), args: launchFlags } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})

/** A wrong $CHROMIUM_PATH is for scripts/chromium.mjs and the browser tests to report; the others run without. */
function chromiumIfAny() {
  try {
    return findChromium()
  } catch {
    return undefined
  }
}
