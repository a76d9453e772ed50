import { expect, it } from 'vitest'

it('these tests run inside Chromium', () => {
  expect(navigator.userAgent).toContain('Chrome')
})
