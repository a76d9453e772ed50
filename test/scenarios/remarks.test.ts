import { expect, it } from 'vitest'
import { loadScenario } from '../../scenarios/index.ts'
import { rack, shown } from './load.ts'

const remarks = (text: string) => {
  const result = loadScenario(text, { file: 'plant.yaml' })
  if ('problems' in result) throw new Error(result.problems.map(shown).join('\n'))
  return result.remarks?.map(shown)
}

it('a plant without oddities has no remarks', () => {
  expect(remarks(rack)).toBeUndefined()
  expect(remarks(`${rack}orders:\n  a: { product: part, release: 1 h, due: 1 h }\n  b: { product: part, release: 7 h }\n`)).toBeUndefined()
})

it('an order due before its release, or released when the run is over, is remarked at its place', () => {
  const text = `${rack}orders:
  a: { product: part, release: 2 h, due: 1 h }
  b: { product: part, release: 1 h, due: 2 h }
  c: { product: part, release: 8 h }
  d: { product: part, due: -1 h, quantity: 2 }
  e: { product: part, due: -1 h, quantity: 2, completed: 2 }
`
  expect(remarks(text)).toEqual([
    'plant.yaml:12:42 orders.a.due: order `a` and 1 more are due before released, and so late whatever the plant does → check `due` and `release`: both count from the start of the run',
    'plant.yaml:14:32 orders.c.release: order `c` is released when the run of 8 h is over: nothing of that is made → run longer, or release earlier',
  ])
})

it('a source that begins when the run is over is remarked', () => {
  expect(remarks(rack.replace('every: 60 s', 'every: 60 s, start: 2 d'))).toEqual([
    'plant.yaml:5:48 sources.blanks.start: source `blanks` is begun when the run of 8 h is over: nothing comes from there → run longer, or start earlier',
  ])
})
