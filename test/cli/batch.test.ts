import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { put, quickPlant, start, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()

/** A folder of so many scenarios, each with another capacity of the rack. */
function experiments(name: string, count: number): string {
  const place = join(folder, name)
  mkdirSync(place)
  for (let i = 1; i <= count; i++)
    put(place, `plant-${i}.yaml`, quickPlant.replace('id: quick', `id: plant-${i}`).replace('capacity: 20', `capacity: ${i}`))
  return place
}

const results = (place: string) => readdirSync(place).filter((name) => /^plant-.*\.json$/.test(name))

describe('takt batch', { timeout: 180_000 }, () => {
  it('writes a result per scenario and tables over all, and a second time runs nothing', async () => {
    const place = experiments('first', 3)
    const out = join(folder, 'first-out')
    const first = await takt('batch', place, '--out', out, '--json')
    expect(first.code).toBe(0)
    expect(JSON.parse(first.stdout).scenarios.map(({ id, outcome }: { id: string; outcome: string }) => [id, outcome])).toEqual([
      ['plant-1', 'done'],
      ['plant-2', 'done'],
      ['plant-3', 'done'],
    ])
    expect(results(out)).toHaveLength(3)
    const summary = readFileSync(join(out, 'summary.csv'), 'utf8').split('\r\n')
    expect(summary[0]).toBe('scenario,file,hash,seed,replications,horizon_s,warmup_s,kpi,subject,unit,mean,half_width,level')
    const replications = readFileSync(join(out, 'replications.csv'), 'utf8').split('\r\n')
    expect(replications.filter((line) => line.includes(',throughput,plant,'))).toHaveLength(12)
    const single = JSON.parse((await takt('run', join(place, 'plant-2.yaml'), '--json')).stdout)
    const stored = JSON.parse(readFileSync(join(out, results(out)[1]!), 'utf8'))
    expect({ ...stored, wallSeconds: 0 }).toEqual({ ...single, wallSeconds: 0 })
    expect((await takt('reproduce', join(out, results(out)[0]!))).code).toBe(0)

    const before = results(out).map((name) => statSync(join(out, name)).mtimeMs)
    const second = await takt('batch', place, '--out', out)
    expect(second.stdout.match(/kept/g)).toHaveLength(3)
    expect(results(out).map((name) => statSync(join(out, name)).mtimeMs)).toEqual(before)
    expect(readFileSync(join(out, 'summary.csv'), 'utf8').split('\r\n')).toEqual(summary)
  })

  it('leaves out what lies in the same folder and is no scenario, unless it was named', async () => {
    const place = experiments('mixed', 1)
    const { stdout } = await takt('run', join(place, 'plant-1.yaml'), '--replications', '1', '--json')
    const result = put(place, 'result.json', stdout)
    put(place, 'notes.yaml', 'author: Zhang\n# schema: none\n')
    const done = await takt('batch', place, '--out', place, '--replications', '1')
    expect(done.code).toBe(0)
    expect(done.stderr).toContain('result.json is left out')
    expect(done.stderr).toContain('notes.yaml is left out')
    // By now its own results lie there, too.
    const again = await takt('batch', place, '--out', place, '--replications', '1')
    expect(again.code).toBe(0)
    expect(again.stdout).toContain('kept')
    const named = await takt('batch', place, result, '--out', place, '--replications', '1')
    expect(named).toMatchObject({ code: 2, stderr: expect.stringContaining('`schema` is missing') })
    put(place, 'wrong.yaml', 'schema: takt/1\nid: [')
    expect((await takt('batch', place, '--out', place)).code).toBe(2)
  })

  it('other options are other results', async () => {
    const place = experiments('options', 1)
    const out = join(folder, 'options-out')
    await takt('batch', place, '--out', out)
    await takt('batch', place, '--out', out, '--seed', '2')
    expect(results(out)).toHaveLength(2)
  })

  it('that is killed goes on where it stopped', async () => {
    const place = experiments('killed', 6)
    const out = join(folder, 'killed-out')
    const flags = ['--until', '150 d', '--workers', '1']
    const { child, ended } = start(['batch', place, '--out', out, ...flags])
    await expect
      .poll(
        () => {
          try {
            return results(out).length
          } catch {
            return 0
          }
        },
        { timeout: 50_000, interval: 20 },
      )
      .toBeGreaterThan(0)
    child.kill('SIGKILL')
    await ended
    const finished = results(out)
    expect(finished.length).toBeLessThan(6)
    const before = finished.map((name) => readFileSync(join(out, name), 'utf8'))
    const again = await takt('batch', place, '--out', out, '--json', ...flags)
    expect(again.code).toBe(0)
    const outcomes = JSON.parse(again.stdout).scenarios.map(({ outcome }: { outcome: string }) => outcome)
    expect(outcomes.filter((outcome: string) => outcome === 'kept')).toHaveLength(finished.length)
    expect(results(out)).toHaveLength(6)
    expect(finished.map((name) => readFileSync(join(out, name), 'utf8'))).toEqual(before)
  })

  it('one broken scenario stops all before anything is run, and every mistake is said', async () => {
    const place = experiments('broken', 2)
    put(place, 'broken-1.yaml', quickPlant.replace('capacity', 'capacty'))
    put(place, 'broken-2.yaml', quickPlant.replace('4 h', 'long'))
    const { code, stdout } = await takt('batch', place, '--out', join(folder, 'broken-out'), '--json')
    expect(code).toBe(2)
    const files = JSON.parse(stdout).problems.map(({ file }: { file: string }) => file)
    expect(files).toContain(join(place, 'broken-1.yaml'))
    expect(files).toContain(join(place, 'broken-2.yaml'))
  })
})
