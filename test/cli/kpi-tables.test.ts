import { expect, it } from 'vitest'
import { kpiTables } from '../../cli/kpi-tables.ts'
import type { RunResult } from '../../index.ts'
import { loadScenario } from '../../scenarios/index.ts'
import { quickPlant } from './takt.ts'

it('a row of the station table shows every state that takes time, so that the row tiles it', () => {
  const loaded = loadScenario(quickPlant, { file: 'plant.yaml' })
  if ('problems' in loaded) throw new Error('the plant is good')
  const share = (name: string, mean: number) => ({ name, subject: 'drill', unit: '1', mean, halfWidth: null, level: 0.95, values: [mean] })
  const shares = {
    processing: 0.3,
    setup: 0.01,
    down: 0.02,
    maintenance: 0.03,
    paused: 0.04,
    held: 0.05,
    blocked: 0.06,
    waiting: 0.31,
    starved: 0.0003,
  }
  const kpis = Object.entries({ ...shares, idle: 0.1, unknown: 0.0797 }).map(([name, mean]) => share(`state.${name}`, mean))
  const result: RunResult = {
    takt: '0', rng: '', scenario: { id: 'quick', hash: '' }, seed: 1, replications: 1, horizon: 60, warmUp: 0, unit: 's', events: 1,
    wallSeconds: 0, input: loaded.scenario, kpis,
  } // biome-ignore format: what matters is above
  const [head, row] = kpiTables(result, { all: false }).split('\n')
  expect(head?.split(/ {2,}/)).toEqual('station processing setup down maintenance paused held blocked waiting idle unknown'.split(' '))
  const shown = row!.split(/ {2,}/).slice(1).map(Number.parseFloat)
  expect(shown.reduce((sum, percent) => sum + percent, 0)).toBeCloseTo(99.97, 6)
})
