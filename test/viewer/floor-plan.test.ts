import { describe, expect, it } from 'vitest'
import { places } from '../../engine/log/places.ts'
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
    expect(plan.spots.slice(ids.length).every(({ kind }) => kind === 'material')).toBe(true)
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
