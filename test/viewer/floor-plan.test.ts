import { describe, expect, it } from 'vitest'
import { places } from '../../engine/log/places.ts'
import { loadScenario } from '../../scenarios/index.ts'
import { alongCourse } from '../../viewer/scene/belts.ts'
import { floorPlan, unitPoint } from '../../viewer/scene/floor-plan.ts'
import { RACK_CELLS } from '../../viewer/scene/shapes/fixtures.ts'
import { kindOf, MACHINE_KINDS, machineShape } from '../../viewer/scene/shapes/machines.ts'
import { demo } from './demo.ts'

describe.each(['phone-parts', 'auto-parts'] as const)('the floor of %s', (name) => {
  const { scenario } = demo(name)
  const plan = floorPlan(scenario)

  it('counts its things as a log counts places', () => {
    const { ids } = places(scenario)
    expect(plan.spots.slice(0, ids.length).map(({ id }) => id)).toEqual(ids)
    expect(new Set(plan.spots.slice(ids.length).map(({ kind }) => kind))).toEqual(new Set(['material']))
  })

  it('has no two machines in each other', () => {
    const machines = plan.spots.filter(({ kind }) => kind === 'station')
    for (const [i, a] of machines.entries())
      for (const b of machines.slice(i + 1))
        expect(Math.max(Math.abs(a.x - b.x) - a.reach[0] - b.reach[0], Math.abs(a.z - b.z) - a.reach[1] - b.reach[1])).toBeGreaterThan(-0.5)
  })

  it('has a way to each thing that units come to', () => {
    const reached = new Set(plan.routes.map(({ to }) => plan.spots[to]!.id))
    for (const { route, sink } of scenario.products) {
      expect(reached).toContain(sink)
      for (const { buffer, stations } of route)
        for (const id of [...stations, ...(buffer === null ? [] : [buffer])]) if (id !== route[0]!.buffer) expect(reached).toContain(id)
    }
  })

  it('has a place of its own for every unit in a rack', () => {
    for (const spot of plan.spots.filter(({ kind }) => kind === 'buffer')) {
      const cells = Array.from({ length: RACK_CELLS }, (_, n) => unitPoint(spot, -1, n))
      const taken = new Set(cells.map(({ x, y, z }) => `${x.toFixed(3)} ${y.toFixed(3)} ${z.toFixed(3)}`))
      expect(taken.size).toBe(RACK_CELLS)
      expect(unitPoint(spot, -1, 10_000)).toEqual(cells.at(-1))
    }
  })
})

it('every kind of station has a shape of its own, standing on the floor, of few triangles', () => {
  const sizes = MACHINE_KINDS.map((kind) => {
    const geometry = machineShape(kind)
    const { min, max } = geometry.boundingBox!
    expect(min.y).toBeGreaterThan(-0.3)
    expect(Math.max(max.x, -min.x, max.z, -min.z)).toBeLessThan(1.6)
    const triangles = geometry.getAttribute('position').count / 3
    expect(triangles).toBeLessThan(1500)
    return `${triangles} ${max.y.toFixed(3)}`
  })
  expect(new Set(sizes).size).toBe(MACHINE_KINDS.length)
  expect(kindOf('unheard-of')).toBe('machine')
  expect(kindOf('constructor')).toBe('machine')
})

describe('a conveyor on the floor', () => {
  const text = `schema: takt/1
horizon: 1 h
flow:
  - source: { id: in, pose: { x: 0, y: 0 } }
  - conveyor: { id: belt, length: 10 m, speed: 1 m/s }
  - station: { id: press, time: 1 s, pose: { x: 8, y: 0 } }
  - sink: { id: out, pose: { x: 16, y: 0 } }
materials: { oil: }`
  const loaded = loadScenario(text, { file: 'belt.yaml' })
  if ('problems' in loaded) throw new Error(loaded.problems[0]?.message)
  const plan = floorPlan(loaded.scenario)

  it('stands at its place in the log, before the materials, and runs from what hands over to it to where it leads', () => {
    expect(plan.spots.map(({ id }) => id)).toEqual(['press', 'out', 'in', 'belt', 'oil'])
    expect(places(loaded.scenario).ids.indexOf('belt')).toBe(3)
    const [from, to] = plan.spots[3]!.course
    expect(from!.x).toBeGreaterThan(0)
    expect(to!.x).toBeLessThan(8)
    expect(from!.x).toBeLessThan(to!.x)
    expect([from!.z, to!.z]).toEqual([0, 0])
  })

  it('carries units from its beginning to its end', () => {
    const course = [
      { x: 0, y: 0, z: 0 },
      { x: 3, y: 0, z: 0 },
      { x: 3, y: 0, z: 1 },
    ]
    const at = (share: number) => alongCourse(course, share, 1)
    expect([at(0).x, at(0.5).x, at(0.75).z, at(0.875), at(2).z]).toEqual([0, 2, 0, expect.objectContaining({ x: 3, z: 0.5 }), 1])
  })
})
