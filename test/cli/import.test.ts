import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { devicesXml, line } from '../live/mtconnect/shop.ts'
import { put, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const devices = put(folder, 'Devices.xml', devicesXml())
const lines = [
  line(10, 'execution|READY|parts|1'),
  line(20, 'execution|ACTIVE'),
  '* PING',
  'scrap',
  line(50, 'parts|3'),
  line(55, 'execution|READY'),
].join('\n')
const recording = put(folder, 'Mill-2026.txt.gz', gzipSync(lines))
const window = ['--from', '2026-03-02T00:00Z', '--to', '2026-03-02T00:01Z']
const log = `${folder}/mill.takt`

describe('takt import', () => {
  it('writes a log and says what was read', async () => {
    const { code, stdout, stderr } = await takt('import', 'mtconnect', recording, '--devices', devices, ...window, '--out', log)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/6 lines, 2026-03-02T00:00:00Z to 2026-03-02T00:01:00Z/)
    expect(stdout).toMatch(/Mill +6 +4 +0 +1 +0 +1 +5 +0 +5 +0 +0 +2 +75\.0 %/)
    expect(stdout).toMatch(/not read +no timestamp that can be read +1 +line 4: scrap/)
    expect(stdout).toContain(`takt report ${log}`)
  })

  it('says it to programs, and takes NAME=FILE', async () => {
    const other = put(folder, 'day.log', lines)
    const { code, stdout } = await takt(
      'import',
      'mtconnect',
      `u-1=${other}`,
      '--devices',
      devices,
      ...window,
      '--out',
      `${folder}/other.takt`,
      '--json',
    )
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      ...{
        lines: 6,
        seconds: 60,
        machines: [{ device: 'Mill', station: 'Mill', pieces: 2, states: { unknown: 15, idle: 10, processing: 35 } }],
      },
    })
  })

  it.each<[string, string[], string]>([
    ['no recording', ['mtconnect', '--devices', devices, '--out', log], "missing required argument 'files'"],
    ['another protocol', ['fanuc', recording, '--devices', devices, '--out', log], 'recordings of fanuc cannot be read'],
    ['no device file', ['mtconnect', recording, '--out', log], "required option '--devices <file>' not specified"],
    [
      'a time that is none',
      ['mtconnect', recording, '--devices', devices, '--from', 'noon', '--out', log],
      'Write a moment as 2016-11-01T00:00Z',
    ],
    ['a silence that is none', ['mtconnect', recording, '--devices', devices, '--silence', '-5 min', '--out', log], 'Write a duration'],
    ['a log on top of its source', ['mtconnect', recording, '--devices', devices, '--out', recording], 'is one of the files to read'],
    [
      'a time that ends before it begins',
      ['mtconnect', recording, '--devices', devices, '--from', '2026-03-03', '--to', '2026-03-02', '--out', log],
      'is not before --to',
    ],
  ])('refuses %s with exit code 2 and one message', async (_, args, message) => {
    const { code, stdout, stderr } = await takt('import', ...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).toMatch(/^✗ [^\n]*\n {2}→ [^\n]*\n$/)
  })

  it('leaves no file behind where it refuses', async () => {
    const out = `${folder}/never.takt`
    const { code, stdout } = await takt('import', 'mtconnect', `${folder}/Mill-none.txt`, '--devices', devices, '--out', out, '--json')
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toEqual({
      problems: [
        {
          file: `${folder}/Mill-none.txt`,
          line: null,
          column: null,
          path: '',
          message: 'there is no such file',
          remedy: expect.any(String),
        },
      ],
    })
    expect(await takt('report', out)).toMatchObject({ code: 2 })
  })
})

describe('takt report', () => {
  it('says what happened, in either language and to programs', async () => {
    const english = await takt('report', log)
    expect(english).toMatchObject({ code: 0, stderr: '' })
    expect(english.stdout).toContain('Mill worked 35 s of the 45 s in which its state is known (77.8 %).')
    expect(english.stdout).toMatch(/Mill +0\.00 h +25\.0 % +0\.01 h +58\.3 % +0\.00 h +16\.7 % +75\.0 %/)
    const chinese = await takt('report', log, '--lang', 'zh')
    expect(chinese.stdout).toContain('Mill 在状态已知的 45 秒 中运行了 35 秒（77.8 %）。')
    const { stdout } = await takt('report', log, '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      origin: 'imported',
      machines: [{ station: 'Mill', coverage: 0.75, pieces: 2 }],
      says: expect.any(Array),
    })
  })

  it.each<[string, string | Uint8Array]>([
    ['an empty file', ''],
    ['no log', 'hello'],
    ['a recording', gzipSync(lines)],
  ])('refuses %s with exit code 2', async (_, content) => {
    const { code, stdout, stderr } = await takt('report', put(folder, 'bad.takt', content))
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^✗ .*bad\.takt — this log cannot be read: .*\n {2}→ /)
  })
})
