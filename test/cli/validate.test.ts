import { describe, expect, it } from 'vitest'
import { put, quickPlant, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const plant = put(folder, 'plant.yaml', quickPlant)

describe('takt validate', () => {
  it('says that a scenario is valid', async () => {
    expect(await takt('validate', plant)).toMatchObject({ code: 0, stdout: `${plant}: quick is valid\n`, stderr: '' })
    const { code, stdout } = await takt('validate', plant, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ problems: [], scenarios: [{ file: plant, id: 'quick', hash: expect.stringMatching(/^sha256:/) }] })
  })

  it('remarks on an overload, once and in plain words, and so does run; neither is an error', async () => {
    const overloaded = put(folder, 'overloaded.yaml', quickPlant.replace('mean: 60 s', 'mean: 40 s').replace('4 h', '30 min'))
    const remark =
      'Overload: demand 90/h is above the 72/h of drill. Work piles up before it. Also asked for more than they can do: mill.\n'
    expect(await takt('validate', overloaded)).toMatchObject({ code: 0, stdout: `${overloaded}: quick is valid\n`, stderr: remark })
    expect(await takt('run', overloaded)).toMatchObject({ code: 0, stderr: remark })
    expect(await takt('run', overloaded, '--quiet')).toMatchObject({ code: 0, stderr: '' })
  })

  it('says every mistake of every file at once, each with file, line, column, path and remedy', async () => {
    const first = put(folder, 'first.yaml', quickPlant.replace('capacity: 20', 'capacty: 20').replace('mean: 50 s', 'mean: -50 s'))
    const second = put(folder, 'second.yaml', quickPlant.replace('4 h', '4 hrz'))
    const { code, stdout } = await takt('validate', first, plant, second, '--json')
    expect(code).toBe(2)
    const { problems, scenarios } = JSON.parse(stdout)
    expect(scenarios).toHaveLength(1)
    const places = problems.map(({ file, line }: { file: string; line: number }) => [file, line])
    expect(places).toContainEqual([first, 9])
    expect(places).toContainEqual([first, 8])
    expect(places).toContainEqual([second, 4])
    expect(problems.find(({ line, file }: { line: number; file: string }) => file === first && line === 9)).toMatchObject({
      column: expect.any(Number),
      message: expect.stringContaining('capacty'),
      remedy: expect.stringContaining('capacity'),
    })
    const { stderr } = await takt('validate', first, plant, second)
    expect(stderr).toMatch(new RegExp(`^✗ ${first}:9:\\d+`, 'm'))
  })

  it.each<[string, string | Uint8Array]>([
    ['empty', ''],
    ['binary', Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['UTF-16', new Uint8Array(Buffer.from(`\ufeff${quickPlant}`, 'utf16le'))],
    ['an open bracket', '{ "schema": "takt/1", '],
    ['a list', '- 1\n- 2\n'],
    ['nested too deeply', `${'['.repeat(5000)}${']'.repeat(5000)}`],
    [
      'an alias bomb',
      `a: &a [${'x,'.repeat(9)}x]\n${'bcdefgh'
        .split('')
        .map((key, i) => `${key}: &${key} [${`*${'abcdefgh'[i]},`.repeat(9)}*${'abcdefgh'[i]}]`)
        .join('\n')}\n`,
    ],
    ['a prototype', '{ "schema": "takt/1", "__proto__": { "polluted": true }, "constructor": { "prototype": {} } }'],
  ])("%s is refused in the user's words", async (name, content) => {
    const file = put(folder, `${name.replace(/\W/g, '-')}.yaml`, content)
    const { code, stdout, stderr } = await takt('validate', file)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(file)
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m)
  })

  it('fifty megabytes are refused unread', async () => {
    const file = put(folder, 'huge.yaml', new Uint8Array(50 * 1024 * 1024).fill(0x23))
    expect(await takt('validate', file)).toMatchObject({ code: 2, stderr: expect.stringContaining('at most 4 MiB') })
  })

  it('reads what a file extends from beside it', async () => {
    const variant = put(
      folder,
      'variant.yaml',
      'schema: takt/1\nid: variant\nextends: plant.yaml\npatch:\n  - { set: buffers.rack.capacity, value: 5 }\n',
    )
    expect(await takt('validate', variant)).toMatchObject({ code: 0, stdout: `${variant}: variant is valid\n` })
    const lost = put(folder, 'lost.yaml', 'schema: takt/1\nid: lost\nextends: plnt.yaml\n')
    expect(await takt('validate', lost)).toMatchObject({ code: 2, stderr: expect.stringMatching(/lost\.yaml:3/) })
  })
})

it('what is odd and no mistake is remarked, by validate and run, and --quiet is quiet', async () => {
  const text =
    'schema: takt/1\nhorizon: 1 h\nreplications: 1\nflow:\n  - source: { id: in, every: 60 s, start: 2 h }\n  - station: { id: drill, time: 50 s }\n  - sink: { id: out }\n'
  const file = put(folder, 'odd.yaml', text)
  const remark = `Remark: ${file}:5:43  sources.in.start — source \`in\` is begun when the run of 1 h is over: nothing comes from there\n  → run longer, or start earlier\n`
  expect(await takt('validate', file)).toMatchObject({ code: 0, stderr: remark })
  expect(await takt('validate', file, '--quiet')).toMatchObject({ code: 0, stderr: '' })
  const told = JSON.parse((await takt('validate', file, '--json')).stdout)
  expect(told).toMatchObject({ problems: [], scenarios: [{ remarks: [{ line: 5, column: 43, path: 'sources.in.start' }] }] })
  expect(await takt('run', file)).toMatchObject({ code: 0, stderr: expect.stringContaining(remark) })
})
