import { describe, expect, it } from 'vitest'
import { loadScenario, type Patch, patchScenario, scenarioHash } from '../../scenarios/index.ts'
import { loaded, problemsOf, rack, shown } from './load.ts'
import { everything } from './plants.ts'

const files: Record<string, string> = { 'plants/rack.yaml': rack, 'everything.yaml': everything }
const read = (path: string) => {
  const text = files[path]
  if (text === undefined) throw new Error('no such file')
  return text
}
const variant = (text: string, file = 'plants/variant.yaml') => loaded(`schema: takt/1\n${text}`, { file, read })

describe('extends', () => {
  it('keys are written upon those of the base, elements matched by id', () => {
    const scenario = variant(
      'extends: rack.yaml\nhorizon: 2 d\nstations: { drill: { time: { mean: 50 s } }, mill: { slots: 2 } }\ncrews: { fitters: { size: 2 } }',
    )
    expect(scenario.horizon).toBe(172_800)
    expect(scenario.stations).toMatchObject([
      { id: 'drill', time: { kind: 'lognormal', mean: 50, sd: 8 }, yield: 0.985 },
      { id: 'mill', slots: 2, time: { kind: 'constant', value: 55 } },
    ])
    expect(scenario.crews).toMatchObject([{ id: 'fitters' }])
  })

  it('is another scenario: the title is inherited, the id is not', () => {
    expect(variant('extends: rack.yaml')).toMatchObject({ id: 'variant', title: 'Two machines and a rack' })
    expect(variant('extends: rack.yaml\ntitle: Faster drill')).toMatchObject({ id: 'faster-drill', title: 'Faster drill' })
  })

  it('a distribution of another kind, and another way of saying the same, replace what was there', () => {
    const scenario = variant(
      'extends: ../everything.yaml\nstations: { drill: { time: { kind: exponential, mean: 1 min } } }\nsources: { demand: { rate: 6/h } }\nmaterials: { steel: { orderUpTo: 900 } }',
    )
    expect(scenario.stations.find(({ id }) => id === 'drill')?.time).toEqual({ kind: 'exponential', mean: 60 })
    expect(scenario.sources[0]?.every).toEqual({ kind: 'exponential', mean: 600 })
    expect(scenario.materials[0]).toMatchObject({ orderQuantity: null, orderUpTo: 900 })
  })

  it('a route as a list is new, keyed by operation it changes those', () => {
    const changed = variant('extends: ../everything.yaml\nproducts: { bracket: { route: { drilling: { time: 70 s } } } }')
    expect(changed.products[0]?.route.map(({ id, time }) => [id, time])).toEqual([
      ['cutting', null],
      ['drilling', { kind: 'constant', value: 70 }],
    ])
    const replaced = variant(
      'extends: ../everything.yaml\nproducts: { bracket: { route: [ saw, { id: drilling, stations: drill, defects: { burr: { probability: 1 % } }, characteristics: { hole: { value: 8 } }, test: { finds: [ burr ], measures: [ { characteristic: hole, low: 7.9, high: 8.1 } ] } } ] } }\ninitial: []\ndispatch: []\nmaterials: { steel: { backflush: null } }\nfaults: { gauge: { target: assembly, name: null, factor: 0.5, amount: 0 } }\nstations: { drill: { rework: null } }',
    )
    expect(replaced.products[0]?.route.map(({ id, buffer }) => [id, buffer])).toEqual([
      ['saw', null],
      ['drilling', null],
    ])
  })

  it('goes over several files, each seen from its own folder', () => {
    files['plants/faster.yaml'] = 'schema: takt/1\nextends: rack.yaml\nstations: { drill: { time: 40 s } }'
    const scenario = variant('extends: plants/../plants/faster.yaml\nstations: { mill: { time: 41 s } }', 'what-if.yaml')
    expect(scenario.stations.map(({ time }) => time)).toEqual([
      { kind: 'constant', value: 40 },
      { kind: 'constant', value: 41 },
    ])
  })

  it('a problem points at the file and line where the value stands', () => {
    files['plants/bad.yaml'] = rack.replace('capacity: 20', 'capacity: -1')
    const problems = problemsOf('schema: takt/1\nextends: bad.yaml\nstations:\n  drill: { slots: many }', {
      file: 'plants/variant.yaml',
      read,
    })
    expect(problems.map(({ file, line, column, path }) => `${file}:${line}:${column} ${path}`).sort()).toEqual([
      'plants/bad.yaml:8:36 buffers.rack.capacity',
      'plants/variant.yaml:4:19 stations.drill.slots',
    ])
  })

  it('a circle is printed', () => {
    files['a.yaml'] = 'schema: takt/1\nextends: b.yaml'
    files['b.yaml'] = 'schema: takt/1\nextends: ./a.yaml'
    expect(problemsOf(files['a.yaml'], { file: 'a.yaml', read })).toMatchObject([
      { file: 'b.yaml', line: 2, column: 10, message: expect.stringContaining('a.yaml → b.yaml → a.yaml') },
    ])
  })

  it('without files to read, says so', () => {
    expect(problemsOf('schema: takt/1\nextends: rack.yaml')).toMatchObject([
      { line: 2, column: 10, message: '`rack.yaml` cannot be read from here' },
    ])
  })

  it('a file that cannot be read is named, with the reason', () => {
    expect(problemsOf('schema: takt/1\nextends: nowhere.yaml', { read })).toMatchObject([
      { message: '`nowhere.yaml` cannot be read: no such file' },
    ])
  })

  it('mistakes in the base are found through the variant', () => {
    files['empty.yaml'] = ''
    expect(problemsOf('schema: takt/1\nextends: empty.yaml', { read })).toMatchObject([
      { file: 'empty.yaml', message: 'empty.yaml is empty' },
    ])
  })
})

describe('patches', () => {
  const base = loaded(everything)
  const patched = (...patch: Patch) => {
    const result = patchScenario(base, patch)
    if ('problems' in result) throw new Error(result.problems.map(shown).join('\n'))
    return result.scenario
  }

  it('address the normal form by id', () => {
    const scenario = patched(
      { set: 'stations.drill.time.scale', value: '50 s' },
      { set: 'stations.saw.time', value: { kind: 'exponential', mean: '1 min' } },
      { set: 'stations.drill.failures.spindle.repair.mean', value: 600 },
      { set: 'stations.drill.setups.metal>frame.time', value: '9 min' },
      { set: 'products.bracket.route.cutting.components.steel.quantity', value: 3 },
      { set: 'sources.demand.mix.frame.weight', value: 2 },
      { set: 'sources.shop.rate', value: '4/h' },
      { set: 'horizon', value: '1 wk' },
    )
    expect(scenario.stations.find(({ id }) => id === 'drill')).toMatchObject({
      time: { kind: 'weibull', shape: 2, scale: 50 },
      failures: [{ repair: { kind: 'erlang', k: 2, mean: 600 } }, {}, {}, {}],
      setups: [{}, { time: { kind: 'constant', value: 540 } }],
    })
    expect(scenario.stations.find(({ id }) => id === 'saw')?.time).toEqual({ kind: 'exponential', mean: 60 })
    expect(scenario.products[0]?.route[0]?.components).toEqual([{ item: 'steel', quantity: 3 }])
    expect(scenario.sources.map(({ mix, every }) => [mix.at(-1)?.weight, every])).toEqual([
      [2, { kind: 'erlang', k: 2, mean: 600 }],
      [1, { kind: 'exponential', mean: 900 }],
    ])
    expect(scenario.horizon).toBe(604_800)
  })

  it('add and remove', () => {
    const scenario = patched(
      { add: 'stations.assembly.maintenance', value: { every: '1 d', duration: '1 h' } },
      { add: 'stations', value: { id: 'press', time: '10 s' } },
      { add: 'crews.cleaners', value: { size: 3 } },
      { remove: 'faults.blunt' },
      { remove: 'stations.drill.initialFamily' },
      { set: 'dispatch', value: [{ station: 'saw', jobs: ['o-2'] }] },
    )
    expect(scenario.stations.find(({ id }) => id === 'assembly')?.maintenance).toMatchObject([
      { id: 'maintenance', every: 86_400, first: 86_400 },
    ])
    expect(scenario.stations.at(-1)).toMatchObject({ id: 'press', time: { kind: 'constant', value: 10 } })
    expect(scenario.crews.at(-1)).toMatchObject({ id: 'cleaners', size: 3 })
    expect(scenario.faults.map(({ id }) => id)).not.toContain('blunt')
    expect(scenario.stations.find(({ id }) => id === 'drill')?.initialFamily).toBe(null)
    expect(scenario.dispatch).toEqual([{ station: 'saw', jobs: [{ order: 'o-2', operation: 'cutting', quantity: 40, notBefore: 0 }] }])
  })

  it('an empty patch changes nothing, and the order of operations counts', () => {
    expect(patched()).toEqual(base)
    expect(patched({ set: 'seed', value: 1 }, { set: 'seed', value: 2 }).seed).toBe(2)
  })

  it('do not touch what they were given', () => {
    const before = scenarioHash(base)
    patched({ set: 'stations.drill.slots', value: 9 })
    expect(scenarioHash(base)).toBe(before)
  })

  it.each<[Patch[number], string, string]>([
    [{ set: 'stations.dril.time', value: 1 }, 'there is no `dril` in stations', 'did you mean `drill`?'],
    [{ set: 'station.drill.time', value: 1 }, 'there is no `station` in the scenario', 'did you mean `stations`?'],
    [{ set: 'stations.drill.tme', value: 1 }, 'unknown key `tme` in stations.drill; did you mean `time`?', 'write `time`'],
    [{ set: 'stations.2.time', value: 1 }, 'there is no `2` in stations', 'by id, never by number'],
    [{ set: 'stations.drill.slots', value: 0 }, '`stations.drill.slots` is `0`, which is too small', 'at least 1'],
    [{ set: 'stations.drill.time.scale', value: '-5 min' }, 'is negative', 'zero or more'],
    [{ set: 'stations.drill.calendar', value: 'two-shift' }, 'unknown calendar `two-shift`', 'did you mean `two-shifts`?'],
    [{ set: 'horizon.mean', value: 1 }, 'there is nothing below horizon', 'set `horizon` as a whole'],
    [{ set: 'stations..time', value: 1 }, 'is not a path', 'points between'],
    [{ remove: 'stations.saw' }, 'unknown station `saw`', ''],
    [{ remove: 'orders.o-3' }, 'there is no `o-3` in orders', 'did you mean `o-0`?'],
    [{ add: 'crews', value: { id: 'fitters' } }, '`fitters` is in crews already', 'write `set`'],
    [{ add: 'crews.fitters', value: {} }, 'is there already', 'write `set`'],
    [{ set: '__proto__.polluted', value: 1 }, 'the key `__proto__` is not allowed', ''],
    [{ set: '__proto__', value: { polluted: 1 } }, 'the key `__proto__` is not allowed', ''],
    [{ set: 'stations.drill.pose', value: JSON.parse('{ "x": 1, "__proto__": {} }') }, 'the key `__proto__` is not allowed', ''],
    [{ set: 'stations.drill.constructor', value: 1 }, 'the key `constructor` is not allowed', ''],
  ])('%o is refused', (operation, message, remedy) => {
    const result = patchScenario(base, [operation])
    const [problem] = 'problems' in result ? result.problems : []
    expect(problem).toMatchObject({ message: expect.stringContaining(message), remedy: expect.stringContaining(remedy) })
    expect(({} as Record<string, unknown>).polluted).toBe(undefined)
  })

  it('in a file: applied last, and a wrong value is found at its place', () => {
    const text =
      'schema: takt/1\nextends: rack.yaml\npatch:\n  - { set: stations.drill.time.mean, value: 50 s }\n  - { remove: stations.drill.failures.failure }\n  - { add: stations.mill.failures, value: { after: 1 h, repair: 1 min } }'
    expect(variant(text.slice(text.indexOf('\n') + 1)).stations).toMatchObject([
      { time: { kind: 'lognormal', mean: 50, sd: 8 }, failures: [] },
      { failures: [{ id: 'failure' }] },
    ])
    expect(problemsOf(text.replace('50 s', '50 sec'), { file: 'plants/variant.yaml', read })).toMatchObject([
      { file: 'plants/variant.yaml', line: 4, column: 45, path: 'stations.drill.time.mean' },
    ])
  })

  it('of a file, of the command line and of the caller come in this order', () => {
    const result = loadScenario(`${rack}patch: [ { set: seed, value: 2 } ]`, {
      file: 'a.yaml',
      set: ['seed=3', 'stations.mill.time={ kind: exponential, mean: 1 min }'],
      patch: [{ set: 'replications', value: 4 }],
    })
    expect(result).toMatchObject({ scenario: { seed: 3, replications: 4, stations: [{}, { time: { kind: 'exponential', mean: 60 } }] } })
  })

  it('a change of the start moves dates and shifts, not only the clock', () => {
    const text = `${rack}calendars: [ { id: day, shifts: [ { from: '06:00', to: '14:00' } ] } ]\norders: [ { id: o, due: 2026-03-06T06:00 } ]\nstartTime: 2026-03-02T00:00`
    const scenario = loaded(text, { set: ['startTime=2026-03-04T00:00'] })
    expect([scenario.calendars[0]?.origin, scenario.orders[0]?.due]).toEqual([2 * 86_400, 2 * 86_400 + 21_600])
  })

  it.each([
    ['stations.drill.time', 'is not a change'],
    ['=5', 'is not a change'],
    ['stations.drill.time=5 parsecs', 'unknown unit `parsecs`'],
    ['stations.drill.time=[1, 2', 'not valid YAML'],
    ['stations.drill.slots=', '`stations.drill.slots` is empty'],
  ])('--set %s is refused', (set, message) => {
    const problems = problemsOf(rack, { set: ['seed=2', set] })
    expect(problems).toMatchObject([{ file: '--set', line: 2, message: expect.stringContaining(message) }])
  })
})
