import { expect, it } from 'vitest'
import { foreseen } from './foreseen.ts'

it('[A08] warned before it happened: the median lead is above zero, and false alarms are told with their interval; 200 runs in npm run validation', () => {
  const found = foreseen({ runs: 12 })
  const [spindle, late, jam] = found
  for (const one of [spindle!, late!]) {
    expect(one.events).toBeGreaterThan(5)
    expect(one.lead.median).toBeGreaterThan(0)
    expect(one.lead.low).toBeGreaterThan(0)
    expect(one.warnings).toBeGreaterThan(0)
    expect(one.falseAlarms.low).toBeLessThanOrEqual(one.falseAlarms.perWeek)
    expect(one.falseAlarms.high).toBeGreaterThan(one.falseAlarms.perWeek)
  }
  // What comes out of the blue is now and then within the fortnight in which it was likely, and mostly not.
  expect(jam!.lead.median).toBe(0)
  expect(jam!.warned.share).toBeLessThan(0.5)
})
