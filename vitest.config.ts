import { defineConfig } from 'vitest/config'

const shared = { testTimeout: 60_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/browser/**'],
        },
      },
      {
        // These run in Node and drive a real Chromium with playwright-core.
        test: {
          ...shared,
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
})
