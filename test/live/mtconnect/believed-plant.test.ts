import { describe, expect, it } from 'vitest'
import { believedPlant } from '../../../live/mtconnect/believed-plant.ts'
import { loadScenario } from '../../../scenarios/index.ts'
import { at, devicesOf, devicesXml } from './shop.ts'

const [mill] = devicesOf(devicesXml())
const plantOf = (devices: readonly Partial<typeof mill>[]) =>
  believedPlant(
    devices.map((device) => ({ ...mill!, ...device })),
    { from: at(0), to: at(3600) },
  )

describe('what is believed of a plant of machines', () => {
  it('is a scenario in its normal form', () => {
    const plant = plantOf([{ name: 'A' }, { name: 'B' }, { name: 'C' }])
    expect(loadScenario(JSON.stringify(plant), { file: 'log' })).toMatchObject({ scenario: plant })
  })

  it('makes ids of any names', () => {
    const names = ['Mill 1', 'Mill/1', 'plant', '铣床', '***', '-x-', 'y'.repeat(99), '__proto__', '']
    const plant = plantOf(names.map((name) => ({ name })))
    expect(plant.stations.map(({ id }) => id)).toEqual([
      'Mill-1',
      'Mill-1-2',
      'plant-2',
      '铣床',
      'machine',
      'x',
      'y'.repeat(60),
      '__proto__-2',
      'machine-2',
    ])
    expect('scenario' in loadScenario(JSON.stringify(plant), { file: 'log' })).toBe(true)
  })

  it('stands in a grid, no two in one place', () => {
    const places = plantOf(Array.from({ length: 7 }, () => ({}))).stations.map(({ pose }) => `${pose.x} ${pose.y}`)
    expect(new Set(places).size).toBe(7)
    expect(places.slice(0, 4)).toEqual(['0 0', '6 0', '12 0', '0 5'])
  })

  it.each<[string, Partial<typeof mill>]>([
    ['mill', { description: 'Hurco VMX 24 #1', linearAxes: [] }],
    ['mill', { description: '', model: '', linearAxes: ['X', 'Y', 'Z'] }],
    ['lathe', { description: '', model: '', linearAxes: ['X', 'Z'] }],
    ['lathe', { description: 'Mazak QuickTurn Nexus 300' }],
    ['machine', { description: 'Wire EDM', linearAxes: ['X', 'Y', 'Z'] }],
    ['machine', { description: '', model: '', linearAxes: [] }],
    ['robot', { description: 'Six-axis robot' }],
  ])('looks like a %s: %j', (kind, device) => expect(plantOf([{ name: 'M', ...device }]).stations[0]!.kind).toBe(kind))
})
