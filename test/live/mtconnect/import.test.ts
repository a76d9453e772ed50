import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { EquipmentState, EventKind, HealthFinding } from '../../../engine/log/events.ts'
import { openLog } from '../../../engine/log/reader.ts'
import { type ImportRequest, importMtconnect } from '../../../live/mtconnect/import.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { at, devicesXml, line } from './shop.ts'

const folder = mkdtempSync(join(tmpdir(), 'takt-import-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
function file(content: string | Uint8Array, name = 'Mill.txt'): string {
  const path = join(folder, String(files++))
  mkdirSync(path)
  writeFileSync(join(path, name), content)
  return join(path, name)
}

const xml = file(devicesXml(), 'Devices.xml')
const text = (...lines: string[]) => `${lines.join('\n')}\n`
const plain = text(line(10, 'execution|READY'), line(20, 'execution|ACTIVE'), line(40, 'execution|READY'))

async function imported(paths: readonly string[], request: Partial<ImportRequest> = {}) {
  const pieces: Uint8Array[] = []
  const all = { devices: xml, from: at(0), to: at(60), silenceSeconds: 'auto' as const, takt: 'test', ...request }
  const outcome = await importMtconnect({ files: paths.map((path) => ({ path, device: null })), ...all }, (bytes) => pieces.push(bytes))
  return { outcome, pieces }
}

async function good(paths: readonly string[], request: Partial<ImportRequest> = {}) {
  const { outcome, pieces } = await imported(paths, request)
  if (outcome.kind === 'refused') throw new Error(outcome.problems.map(({ message }) => message).join())
  return { counts: outcome.counts, log: openLog<Scenario>(Buffer.concat(pieces)) }
}

async function bad(paths: readonly string[], request: Partial<ImportRequest> = {}) {
  const { outcome, pieces } = await imported(paths, request)
  expect(pieces).toEqual([])
  if (outcome.kind === 'imported') throw new Error('imported')
  for (const { remedy, message } of outcome.problems) {
    expect(remedy).not.toBe('')
    expect(message).not.toMatch(/\n|undefined|Error:/)
  }
  return outcome.problems.map(({ message }) => message)
}

/** Records in words, `10 idle`. */
function records(log: Awaited<ReturnType<typeof good>>['log']) {
  const found: string[] = []
  const states = Object.entries(EquipmentState)
  const kinds = Object.entries(EventKind)
  log.scan(0, log.count, ({ time, kind, a, b, c, v }) => {
    const word = (number: number) => log.strings[number] ?? ''
    const seconds = time / 1e6
    if (kind === EventKind.equipmentState) found.push(`${seconds} ${states.find(([, one]) => one === b)?.[0]}`)
    else if (kind === EventKind.dataReported) found.push(`${seconds} ${word(a)} = ${b < 0 ? v : JSON.stringify(word(b))}`)
    else if (kind === EventKind.conditionReported) found.push(`${seconds} ${word(a)} ${b} ${JSON.stringify(word(c))}`)
    else if (kind === EventKind.quantityReported) found.push(`${seconds} +${v} pieces`)
    else if (kind === EventKind.healthReported) found.push(`${seconds} finding ${Object.keys(HealthFinding)[a]} ${word(b)} ${v}`)
    else found.push(`${seconds} ${kinds.find(([, one]) => one === kind)?.[0]}`)
  })
  return found
}

describe('a log from a recording', () => {
  it('holds raw values first, then what they mean, in the order of time', async () => {
    const lines = [
      line(-100, 'program|O7|parts|4|system|WARNING|W1|||low oil'),
      line(-90, 'program|O8'),
      line(10, 'execution|READY|parts|5'),
      line(30, 'execution|ACTIVE|Xpos|1.25'),
      line(20, 'msg|M1|mind the door'),
      line(50, 'system|NORMAL|W1|||'),
    ]
    const { log } = await good([file(text(...lines))])
    expect(records(log)).toEqual([
      '0 SYSTEM/system 1 "[W1] low oil"',
      '0 PROGRAM/program = "O8"',
      '0 PART_COUNT/parts = 4',
      '0 unknown',
      '10 EXECUTION/execution = "READY"',
      '10 PART_COUNT/parts = 5',
      '10 +1 pieces',
      '10 idle',
      '20 MESSAGE/msg = "M1|mind the door"',
      '20 finding outOfOrder  1',
      '30 EXECUTION/execution = "ACTIVE"',
      '30 POSITION.ACTUAL/Xpos = 1.25',
      '30 processing',
      '50 SYSTEM/system 0 "[W1]"',
      '50 finding sourceSilent  10000000',
      '50 unknown',
      '60 logEnded',
    ])
  })

  it('says where it comes from, and believes in one station a device', async () => {
    const { log } = await good([file(plain)])
    const { origin, startTime, scenario, takt } = log.header
    expect({ origin, startTime, takt, horizon: scenario.horizon }).toEqual({
      origin: 'imported',
      startTime: '2026-03-02T00:00:00.000Z',
      takt: 'test',
      horizon: 60,
    })
    expect(scenario.stations).toMatchObject([{ id: 'Mill', title: 'Mill', kind: 'mill', slots: 1, time: null }])
    expect(log.verify()).toMatchObject({ complete: true, problem: null })
  })

  it('is the same bytes from the same files', async () => {
    const path = file(plain)
    expect((await good([path])).counts.logHash).toBe((await good([path])).counts.logHash)
  })

  it('is the same from plain text and gzip, whatever the name, and from several gzip files in one', async () => {
    const halves = [plain.slice(0, 50), plain.slice(50)].map((half) => gzipSync(half))
    const { counts } = await good([file(plain)])
    for (const path of [file(gzipSync(plain), 'Mill.txt.gz'), file(gzipSync(plain)), file(plain, 'Mill.gz'), file(Buffer.concat(halves))]) {
      expect((await good([path])).counts.logHash).toBe(counts.logHash)
    }
  })

  it('does not mind a byte order mark, CRLF, or a last line without an end', async () => {
    const { counts } = await good([file(plain)])
    expect((await good([file(`\uFEFF${plain.replaceAll('\n', '\r\n').trimEnd()}`)])).counts.logHash).toBe(counts.logHash)
  })

  it('counts every line and every reading', async () => {
    const lines = ['* PING', '', line(-5, 'Xpos|1'), line(5, 'Xpos|2|execution|ACTIVE'), 'what', line(70, 'Xpos|3'), line(60, 'Xpos|4')]
    const { counts } = await good([file(text(...lines))])
    expect(counts.machines[0]!.lines).toEqual({ total: 7, data: 4, asset: 0, control: 1, blank: 1, unreadable: 1 })
    expect(counts.machines[0]!.readings).toEqual({ before: 1, within: 2, after: 2, carried: 1 })
    expect(counts.machines[0]!.states).toMatchObject({ unknown: 5, processing: 55 })
    expect(counts).toMatchObject({ lines: 7, readings: 5, seconds: 60, withoutFile: [], skippedItems: ['Mill: data item p7'] })
  })

  it('covers the whole seconds of the recording where no time is asked for', async () => {
    const { counts } = await good([file(text(line(10.5, 'execution|ACTIVE'), line(20, 'execution|READY')))], { from: null, to: null })
    expect(counts).toMatchObject({ from: '2026-03-02T00:00:10Z', to: '2026-03-02T00:00:21Z', seconds: 11 })
    expect(counts.machines[0]!.states).toMatchObject({ unknown: 1.5, processing: 9.5 })
  })

  it('names the devices that have no file', async () => {
    const two = file(devicesXml().replace('</Devices>', '<Device id="l" name="Lathe" uuid="u-2"/></Devices>'), 'Devices.xml')
    expect((await good([file(plain)], { devices: two })).counts.withoutFile).toEqual(['Lathe'])
  })

  it('takes the device that is named for a file', async () => {
    const outcome = await importMtconnect(
      { files: [{ path: file(plain, 'day.log'), device: 'u-1' }], devices: xml, from: at(0), to: at(60), silenceSeconds: 600, takt: '' },
      () => {},
    )
    expect(outcome).toMatchObject({ kind: 'imported', counts: { machines: [{ device: 'Mill' }] } })
  })
})

describe('is refused, with one message a mistake, and nothing is written', () => {
  const broken = gzipSync(plain.repeat(50))
  it.each<[string, () => string, RegExp]>([
    ['a file that is not there', () => join(folder, 'Mill-none.txt'), /^there is no such file$/],
    ['a folder', () => folder, /^no device of the device file is named in this file name$/],
    ['an empty file', () => file(''), /^the file is empty$/],
    ['an empty gzip file', () => file(gzipSync(''), 'Mill.gz'), /^the file is empty$/],
    ['a gzip file cut off', () => file(broken.subarray(0, broken.length - 20), 'Mill.gz'), /^the gzip file is cut off/],
    ['a gzip file of two bytes', () => file(broken.subarray(0, 2), 'Mill.gz'), /^the gzip file is cut off/],
    [
      'a damaged gzip file',
      () => file(Buffer.concat([broken.subarray(0, 30), Buffer.alloc(40, 255), broken.subarray(70)]), 'Mill.gz'),
      /^the gzip file is (damaged|cut off)/,
    ],
    [
      'a gzip name on something else',
      () => file('this is not gzip', 'Mill.gz'),
      /^none of its 1 lines is SHDR .*it begins with "this is not gzip"$/,
    ],
    ['binary', () => file(Buffer.from([1, 2, 0, 3, 255, 254]), 'Mill.txt'), /^this is no text: it holds zero bytes$/],
    ['binary in gzip', () => file(gzipSync(Buffer.alloc(100_000)), 'Mill.txt'), /^this is no text: it holds zero bytes$/],
    ['UTF-16', () => file(Buffer.from(plain, 'utf16le'), 'Mill.txt'), /^this is no text/],
    ['another text', () => file('a,b\n1,2\n', 'Mill.csv'), /^none of its 2 lines is SHDR/],
    ['nothing but comments', () => file('* PING\n', 'Mill.txt'), /^none of its 1 lines is SHDR/],
    ['a name that is no device', () => file(plain, 'Press.txt'), /^no device of the device file is named in this file name$/],
  ])('%s', async (_, path, message) => expect(await bad([path()])).toEqual([expect.stringMatching(message)]))

  it('a folder by the name of a device', async () => {
    const path = join(folder, 'Mill')
    mkdirSync(path)
    expect(await bad([path])).toEqual(['this is a folder, and a file is needed'])
  })

  it('a device given twice', async () => {
    const path = file(plain)
    expect(await bad([path, path])).toEqual(['device Mill is given twice: the same file'])
    expect(await bad([path, file(plain)])).toEqual([`device Mill is given twice: ${path} is its recording already`])
  })

  it.each<[string, () => string, RegExp]>([
    ['missing', () => join(folder, 'none.xml'), /^there is no such file$/],
    ['a folder', () => folder, /^this is a folder/],
    ['broken', () => file('<a><b>', 'Devices.xml'), /^it is not XML/],
    ['huge', () => file(Buffer.alloc(33 * 1024 * 1024, 32), 'Devices.xml'), /^it has 33 MiB/],
  ])('a device file that is %s', async (_, path, message) => {
    expect(await bad([file(plain)], { devices: path() })).toEqual([expect.stringMatching(message)])
  })

  it('a time that ends before it begins, or holds nothing', async () => {
    expect(await bad([file(plain)], { from: at(60), to: at(0) })).toEqual([
      '--from 2026-03-02T00:01:00Z is not before --to 2026-03-02T00:00:00Z',
    ])
    expect(await bad([file(plain)], { from: at(0), to: at(0) })).toHaveLength(1)
    expect(await bad([file(plain)], { from: at(900), to: null })).toEqual(['no line is later than --from 2026-03-02T00:15:00Z'])
    expect(await bad([file(plain)], { from: null, to: at(-900) })).toEqual(['no line is earlier than --to 2026-03-01T23:45:00Z'])
  })

  it('everything at once', async () => {
    expect(await bad([join(folder, 'Mill-none.txt'), file('x', 'Press.txt')], { from: at(1), to: at(0) })).toHaveLength(3)
  })
})
