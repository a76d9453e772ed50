import { expect, it } from 'vitest'
import { put, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()

it('[C22] takt kpi tells key figures by shift, explains one, and names what is near a mistake', async () => {
  const scenario = put(
    folder,
    'drill.yaml',
    'schema: takt/1\nhorizon: 2 h\nflow:\n  - source: { id: in, every: 60 s }\n  - station: { id: drill, time: 50 s }\n  - sink: { id: out }\n',
  )
  const log = `${folder}/drill.takt`
  await takt('run', scenario, '--replications', '1', '--log', log, '--quiet')
  const whole = await takt('kpi', log, '--json')
  expect(whole.code).toBe(0)
  const { rows } = JSON.parse(whole.stdout)
  expect(rows[0].kpis).toHaveLength(34)
  expect(rows[0].elements).toMatchObject({ POT: 7200, PQ: 119, GQ: 119, PRI: 50 })
  expect((await takt('kpi', log, '--by', 'unit', '--lang', 'zh')).stdout).toContain('设备综合效率')
  expect((await takt('kpi', log, '--csv')).stdout.split('\n')[0]).toBe('scope,subject,span,from,until,name,value,unit,why')
  const explained = JSON.parse((await takt('kpi', log, '--explain', 'qualityRatio', 'drill', '--json')).stdout)
  expect(explained.figure.value).toBe(1)
  expect(explained.records.filter(({ element }: { element: string }) => element === 'GQ')).toHaveLength(119)
  expect(await takt('kpi', log, '--explain', 'oe')).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean oee?') })
})
