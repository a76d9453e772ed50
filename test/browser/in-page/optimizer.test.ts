import { describe, expect, it } from 'vitest'
import { proposeInBrowserWorker } from '../../../optimizer/worker/in-browser.ts'
import { day, operation, plant, product, source, station, task } from '../../optimizer/plant.ts'

/** A lathe whose overhaul is due at its busiest. */
const seasonal = plant({
  products: [product('shaft', [operation('turn', ['lathe'], 300)], { price: 40 })],
  stations: [station('lathe', { maintenance: [task('overhaul', { at: [3.5 * day] })] })],
  sources: [
    source('orders', 'shaft', 600, {
      profile: [
        { from: 2 * day, factor: 1.8 },
        { from: 5 * day, factor: 1 },
      ],
    }),
  ],
})

describe('in a page', () => {
  it('the optimizer proposes windows in a worker, with the solver in WASM, and tells how it goes', async () => {
    const messages: string[] = []
    const { outcome, plan, gap, boundFrom } = await proposeInBrowserWorker(seasonal, 'maintenance', {
      onProgress: (message) => messages.push(message),
    })
    expect(outcome).toBe('suggested')
    expect(boundFrom).toBe('solver')
    expect(gap).toBeLessThan(1e-3)
    const start = plan?.windows?.[0]?.start ?? 0
    expect(start < 2 * day || start >= 5 * day).toBe(true)
    expect(messages[0]).toContain('1 window')
  })

  it('is ended by its signal', async () => {
    const ending = new AbortController()
    const running = proposeInBrowserWorker(seasonal, 'maintenance', { signal: ending.signal })
    ending.abort(new Error('no longer wanted'))
    await expect(running).rejects.toThrow('no longer wanted')
  })
})
