import { describe, expect, it } from 'vitest'
import { nameOf } from '../../../live/mtconnect/recording.ts'
import { tokens } from '../../../live/mtconnect/tokens.ts'
import { recorded } from './shop.ts'

const T = '2026-03-02T06:00:00.000Z'

/** What was read, as `name=value`, conditions with their level. */
function readings(...lines: string[]) {
  const { recording, lines: counts, problems } = recorded(lines)
  const found = Array.from({ length: recording.rows }, (_, row) => {
    const key = recording.keys.all[recording.keyOf[row]!]!
    const code = recording.codes[row]!
    const value = code < 0 ? recording.textAt(row) : `${recording.numbers[row]}/${recording.texts[code]}/${recording.textAt(row)}`
    return `${nameOf(key)}=${value}`
  })
  return { found, counts, problems, recording }
}

describe('an SHDR line', () => {
  it('holds one value', () => expect(readings(`${T}|execution|ACTIVE`).found).toEqual(['execution=ACTIVE']))

  it('holds many', () => {
    expect(readings(`${T}|execution|ACTIVE|Xpos|1.5|program|O100`).found).toEqual(['execution=ACTIVE', 'Xpos=1.5', 'program=O100'])
  })

  it('may have a timestamp without decimals, with seven, or with a zone', () => {
    const { recording } = readings(
      '2026-03-02T06:00:00Z|execution|A',
      '2026-03-02T06:00:00.1234567Z|execution|A',
      '2026-03-02T08:00:00.5+02:00|execution|A',
      '2026-03-02T06:00:01|execution|A',
    )
    const start = recording.times[0]!
    expect([...recording.times.subarray(0, 4)].map((time) => time - start)).toEqual([0, 123_457, 500_000, 1_000_000])
  })

  it('may say how long a value held', () => {
    expect(readings(`${T}@12.5|Xpos|3`).found).toEqual(['Xpos@duration=12.5', 'Xpos=3'])
  })

  it('may hold a condition: level, native code, severity, qualifier, text', () => {
    expect(readings(`${T}|system|FAULT|E42|high|LOW|coolant is low`).found).toEqual(['system=2/E42/high LOW coolant is low'])
    expect(readings(`${T}|system|Normal||||`).found).toEqual(['system=0//'])
    expect(readings(`${T}|system|Unavailable||||`).found).toEqual(['system=3//'])
    expect(readings(`${T}|system|warning`).found).toEqual(['system=1//'])
  })

  it('may go on after a condition', () => {
    expect(readings(`${T}|system|WARNING|7|||hot|execution|READY`).found).toEqual(['system=1/7/hot', 'execution=READY'])
  })

  it('keeps a condition whose level nobody knows as text, and counts it', () => {
    const { found, problems } = readings(`${T}|system|ODD|7|||hot`)
    expect(found).toEqual(['system=ODD|7|hot'])
    expect(problems).toMatchObject([{ kind: 'unknownValue', detail: 'SYSTEM=ODD', count: 1 }])
  })

  it('may hold a message: code and text, or UNAVAILABLE alone', () => {
    expect(readings(`${T}|msg|M7|change the tool|execution|READY`).found).toEqual(['msg=M7|change the tool', 'execution=READY'])
    expect(readings(`${T}|msg||open the door`).found).toEqual(['msg=open the door'])
    expect(readings(`${T}|msg|UNAVAILABLE|execution|READY`).found).toEqual(['msg=UNAVAILABLE', 'execution=READY'])
    expect(readings(`${T}|msg|UNAVAILABLE||execution|READY`).found).toEqual(['msg=UNAVAILABLE', 'execution=READY'])
  })

  it('may hold a time series: count, rate, values', () => {
    expect(readings(`${T}|Xwave|3|100|1 2 3|execution|READY`).found).toEqual(['Xwave=3|100|1 2 3', 'execution=READY'])
  })

  it('may hold a data set', () => expect(readings(`${T}|vars|a=1 b={c d}`).found).toEqual(['vars=a=1 b={c d}']))

  it('may name a data item by its source, its name or its id, and the device before it', () => {
    expect(readings(`${T}|T_no|5`).found).toEqual(['tool=5'])
    expect(readings(`${T}|tool|5`).found).toEqual(['tool=5'])
    expect(readings(`${T}|p1|READY`).found).toEqual(['execution=READY'])
    for (const device of ['Mill', 'u-1', 'm1']) expect(readings(`${T}|${device}:execution|READY`).found).toEqual(['execution=READY'])
  })

  it('of another device is not read here, and counted', () => {
    const { found, problems, counts } = readings(`${T}|Lathe:execution|READY|execution|ACTIVE`, `${T}|Lathe:system|FAULT|1|||x`)
    expect(found).toEqual(['execution=ACTIVE'])
    expect(problems).toMatchObject([
      { kind: 'unreadable', detail: 'a value of another device', count: 2, example: { text: 'Lathe:execution' } },
    ])
    expect(counts).toMatchObject({ data: 1, unreadable: 1 })
  })

  it('with a key nobody describes keeps the value, and counts the key', () => {
    const { found, problems } = readings(`${T}|spare|1`, `${T}|spare|2`, `${T}|spare_cond|Unavailable||||`, `${T}|x:y|3`)
    expect(found).toEqual(['spare=1', 'spare=2', 'spare_cond=3//', 'x:y=3'])
    expect(problems.map(({ kind, detail, count }) => `${kind} ${detail} ${count}`)).toEqual([
      'unknownKey spare 2',
      'unknownKey spare_cond 1',
      'unknownKey x:y 1',
    ])
  })

  it('knows the keys that agents add to every device', () => {
    const { found, problems } = readings(`${T}|Mill_asset_chg|UNAVAILABLE`, `${T}|Mill_asset_rem|CuttingTool|T1`)
    expect(found).toEqual(['Mill_asset_chg=UNAVAILABLE', 'Mill_asset_rem=CuttingTool|T1'])
    expect(problems).toEqual([])
  })

  it('may have an empty value, a CRLF end, spaces, and pipes in quotes', () => {
    expect(readings(`${T}|program||execution|READY`).found).toEqual(['program=', 'execution=READY'])
    expect(readings(`${T}|execution|READY\r`, `  ${T} | execution | ACTIVE `).found).toEqual(['execution=READY', 'execution=ACTIVE'])
    expect(readings(`${T}|program|"a\\|b"|execution|READY`).found).toEqual(['program=a|b', 'execution=READY'])
  })

  it('is kept as a number only where nothing is lost by it', () => {
    const { recording } = readings(`${T}|program|221`, `${T}|program|0081`, `${T}|Xpos|1.50`, `${T}|Xpos|1e400`, `${T}|Xpos|-0`)
    expect(recording.textOf[0]).toBe(-1)
    expect([0, 1, 2, 3, 4].map((row) => recording.textAt(row))).toEqual(['221', '0081', '1.5', '1e400', '0'])
  })
})

describe('every line is counted once', () => {
  it.each<[string, string[], object]>([
    ['blank', ['', '   ', '\r'], { blank: 3 }],
    ['comments and commands', ['* PING', '* PONG 10000', '*adapterVersion:2'], { control: 3 }],
    ['data', [`${T}|execution|READY`], { data: 1 }],
    ['an asset in one line', [`${T}|@ASSET@|T1|CuttingTool|<CuttingTool/>`], { asset: 1 }],
    [
      'an asset in many',
      [`${T}|@ASSET@|T1|CuttingTool|--multiline--XY`, '<CuttingTool>', '', '</CuttingTool>', '--multiline--XY'],
      { asset: 5 },
    ],
    [
      'commands about assets',
      [`${T}|@UPDATE_ASSET@|T1|life|3`, `${T}|@REMOVE_ASSET@|T1`, `${T}|@REMOVE_ALL_ASSETS@|CuttingTool`],
      { asset: 3 },
    ],
  ])('%s', (_, lines, expected) => {
    expect(recorded(lines).lines).toEqual({ data: 0, asset: 0, control: 0, blank: 0, unreadable: 0, ...expected })
    expect(recorded(lines).problems).toEqual([])
  })

  it.each<[string, string[], string, number]>([
    ['no timestamp', ['|execution|READY'], 'no timestamp', 1],
    ['a word', ['hello'], 'no timestamp that can be read', 1],
    ['a date that does not exist', ['2026-02-30T06:00:00Z|execution|READY'], 'no timestamp that can be read', 1],
    ['a relative time', ['12345.6|execution|READY'], 'a relative timestamp', 1],
    ['nothing but a time', [T], 'nothing after the timestamp', 1],
    ['a key alone', [`${T}|execution`], 'a key without a value', 1],
    ['a value alone', [`${T}||READY`], 'a value without a key', 1],
    ['an asset command without its asset', [`${T}|@ASSET@|T1`], 'an asset command that is not complete', 1],
    ['a command that does not exist', [`${T}|@PAINT_ASSET@|T1`], 'an asset command that is not complete', 1],
    ['a document that never ends', [`${T}|@ASSET@|T1|CuttingTool|--multiline--A`, '<a>', '<b>'], 'a document without its end', 3],
    ['endless', [`${T}|program|${'x'.repeat(1024 * 1024)}`], 'longer than 1 MiB', 1],
  ])('%s: not read, with its reason and an example', (_, lines, reason, unreadable) => {
    const { lines: counts, problems } = recorded(lines)
    expect(counts).toEqual({ data: 0, asset: 0, control: 0, blank: 0, unreadable })
    expect(problems).toMatchObject([{ kind: 'unreadable', detail: reason, count: 1 }])
    expect(lines.join('\n')).toContain(problems[0]!.example!.text.slice(0, 20))
    expect(problems[0]!.example!.text.length).toBeLessThanOrEqual(120)
  })

  it('a document that never ends does not swallow what follows', () => {
    const { lines, recording } = recorded([`${T}|@ASSET@|T1|CuttingTool|--multiline--A`, '<a>', `${T}|execution|READY`])
    expect(lines).toMatchObject({ unreadable: 2, data: 1 })
    expect(recording.rows).toBe(1)
  })

  it('a line that is read in part is data, and what is left is counted', () => {
    const { lines, problems } = recorded([`${T}|execution|READY|program`])
    expect(lines).toMatchObject({ data: 1, unreadable: 0 })
    expect(problems).toMatchObject([{ kind: 'unreadable', detail: 'a key without a value', example: { line: 1, text: 'program' } }])
  })

  it('lines older than the one before are counted', () => {
    const { problems } = recorded([
      `${T}|Xpos|1`,
      '2026-03-02T05:59:58Z|Xpos|2',
      '2026-03-02T05:59:59Z|Xpos|3',
      '2026-03-02T05:59:00Z|Xpos|4',
    ])
    expect(problems).toMatchObject([{ kind: 'outOfOrder', count: 2, example: { line: 2, text: '2 s before the line above it' } }])
  })
})

describe('tokens', () => {
  it.each<[string, string[]]>([
    ['a|b|c', ['a', 'b', 'c']],
    ['a|b|', ['a', 'b', '']],
    [' a | b ', ['a', 'b']],
    ['a|"b|c', ['a', '"b', 'c']],
    ['a|"b\\|c"|d', ['a', 'b|c', 'd']],
    ['a|"say ""x"""|d', ['a', 'say ""x""', 'd']],
    ['a|"b" c|d', ['a', '"b" c', 'd']],
    ['a|""', ['a', '']],
    ['a|6" bolt', ['a', '6" bolt']],
    ['a|"\\"quoted\\""', ['a', '"quoted"']],
  ])('cuts %s', (text, expected) => expect(tokens(text)).toEqual(expected))

  it('is quick on a line made of quotes', () => {
    expect(tokens('|"'.repeat(50_000))).toHaveLength(50_001)
    expect(tokens(`"${'" '.repeat(50_000)}`)).toHaveLength(1)
  })
})
