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

it('an option that does nothing where it stands is remarked', () => {
  const text = `schema: takt/1
horizon: 8 h
sources: { blanks: { product: part, every: 60 s } }
crews: { staff: }
tools: { jig: }
products:
  part:
    route:
      - { id: saw, stations: saw, whenSplit: goesOn }
      - { id: weld, stations: [ cell ], batch: 2, needs: [ { crew: staff, preempt: true }, { tool: jig, preempt: true } ] }
      - { id: fit, stations: bench, collect: progressive, whenSplit: goesOn }
    sink: out
orders:
  a: { product: part, changes: [ { at: 2 h, cancel: true }, { at: 3 h, quantity: 5 } ] }
stations: [ { id: saw, time: 20 s }, { id: cell, time: 30 s, moveQuantity: 4 }, { id: bench, time: 10 s } ]
transport: { carts: { fleet: 1, speed: 1, maxWait: 5 min } }
sinks: { out: }
`
  expect(remarks(text)).toEqual([
    'plant.yaml:9:46 products.part.route.saw.whenSplit: `whenSplit` of operation `saw` of part (and 1 more) has no effect: nothing comes out of its units → add `splits`, or leave `whenSplit` out',
    'plant.yaml:10:114 products.part.route.weld.needs[2].preempt: `preempt` of tool `jig` of operation `weld` of part has no effect: no call takes a tool away → leave `preempt` out, or write it at the people that are needed',
    'plant.yaml:11:46 products.part.route.fit.collect: `collect` of operation `fit` of part has no effect: it takes no parts → add `parts`, or leave `collect` out',
    'plant.yaml:14:61 orders.a.changes[2]: a change of order `a` has no effect: the order is cancelled before → leave the change out, or cancel later',
    'plant.yaml:15:76 stations.cell.moveQuantity: `moveQuantity` of station `cell` for operation `weld` of part has no effect: it is done there in batches, or taken apart → leave `moveQuantity` out, or write it at the operations that it is meant for',
    'plant.yaml:16:52 transport.carts.maxWait: `maxWait` of fleet `carts` has no effect: a vehicle is sent for one unit → add `minLoad`, or leave `maxWait` out',
  ])
})

it('and one that does something is not', () => {
  const effective = rack.replace('time: 52 s', 'time: 52 s, moveQuantity: 4')
  expect(
    remarks(`${effective}orders:\n  a: { product: part, changes: [ { at: 1 h, quantity: 5 }, { at: 2 h, cancel: true } ] }\n`),
  ).toBeUndefined()
})
