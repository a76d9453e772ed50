import { describe, expect, it } from 'vitest'
import { patchScenario } from '../../scenarios/index.ts'
import { changeableNumbers } from '../../viewer/what-if/numbers.ts'
import { demo } from './demo.ts'

describe.each(['phone-parts', 'auto-parts'] as const)('the numbers of %s', (name) => {
  const { scenario, hash } = demo(name)
  const numbers = changeableNumbers(scenario)

  it('can each be changed, and every change is a scenario without a mistake', () => {
    expect(numbers.length).toBeGreaterThan(20)
    for (const number of numbers) {
      const to = number.kind === 'count' ? number.value + 1 : number.value * 0.9
      const patched = patchScenario(scenario, number.patch(to))
      expect([number.path, 'problems' in patched ? patched.problems : []]).toEqual([number.path, []])
      if ('problems' in patched) continue
      expect(patched.hash).not.toBe(hash)
      const now = changeableNumbers(patched.scenario).find(({ path }) => path === number.path)
      expect(now?.value).toBeCloseTo(to, 6)
    }
  })

  it('are each there once', () => {
    const paths = numbers.map(({ id, path }) => `${id} ${path}`)
    expect(new Set(paths).size).toBe(paths.length)
  })
})
