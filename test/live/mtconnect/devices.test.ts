import { describe, expect, it } from 'vitest'
import { readDevices } from '../../../live/mtconnect/devices.ts'
import { deviceCalled, deviceOfFile } from '../../../live/mtconnect/which-device.ts'
import { devicesOf, devicesXml } from './shop.ts'

describe('Devices.xml', () => {
  it('tells devices, components and data items', () => {
    const [mill] = devicesOf(devicesXml())
    expect(mill).toMatchObject({
      name: 'Mill',
      uuid: 'u-1',
      id: 'm1',
      manufacturer: 'Acme',
      model: 'VMC 2',
      description: 'A mill',
      linearAxes: ['X'],
    })
    expect(mill!.components).toEqual(['Axes', 'Linear', 'Controller', 'Path'])
    expect(mill!.items.find(({ id }) => id === 'p1')).toEqual({
      ...{ id: 'p1', name: 'execution', source: null, type: 'EXECUTION', subType: null },
      ...{ category: 'EVENT', representation: 'VALUE', path: ['Controller', 'Path'] },
    })
    expect(mill!.items.find(({ id }) => id === 'p8')?.source).toBe('T_no')
  })

  it('may be of any version, with any prefix, a byte order mark and a DOCTYPE', () => {
    const prefixed = devicesXml()
      .replace(/<(\/?)([A-Z])/g, '<$1mt:$2')
      .replace('xmlns=', 'xmlns:mt=')
    for (const xml of [
      prefixed,
      `\uFEFF${devicesXml()}`,
      devicesXml().replace('1.3"><', '2.7"><'),
      devicesXml().replace('?>', '?><!DOCTYPE MTConnectDevices>'),
    ]) {
      expect(devicesOf(xml)[0]!.items).toHaveLength(devicesOf(devicesXml())[0]!.items.length)
    }
  })

  it('names the data items that say too little', () => {
    expect(readDevices(devicesXml())).toMatchObject({ skipped: ['Mill: data item p7'] })
  })

  it('gives a device without a name its uuid', () => expect(devicesOf(devicesXml().replace(' name="Mill"', ''))[0]!.name).toBe('u-1'))

  const bomb = `<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>`
  it.each<[string, string, RegExp]>([
    ['nothing', '', /not XML/],
    ['no XML', 'hello', /not XML/],
    ['XML that breaks off', devicesXml().slice(0, 900), /not XML/],
    ['a billion laughs', devicesXml().replace('?>', `?>${bomb}`).replace('A mill', '&c;'), /not XML: Named entity isn't defined: &c;/],
    [
      'an external entity',
      devicesXml().replace('?>', '?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>').replace('A mill', '&f;'),
      /Named entity/,
    ],
    ['a tower', '<a>'.repeat(100_000), /nested too deeply|not XML/],
    ['values instead of a description', '<MTConnectStreams/>', /values, not a description/],
    ['an error of the agent', '<MTConnectError/>', /an error of the agent/],
    ['another document', '<html/>', /no description of devices/],
    ['no device', '<MTConnectDevices><Devices/></MTConnectDevices>', /no device/],
  ])('is refused where it is %s', (_, xml, message) => {
    const outcome = readDevices(xml)
    expect(outcome.kind).toBe('refused')
    if (outcome.kind === 'refused') {
      expect(outcome.message).toMatch(message)
      expect(outcome.message).not.toMatch(/\n/)
      expect(outcome.remedy).not.toBe('')
    }
  })

  it('says where it is not XML', () => expect(readDevices('<a>\n  <b></a>')).toMatchObject({ line: 2, column: 6 }))
})

describe('which device a file is of', () => {
  const devices = ['Mazak01', 'Mazak01-B', 'Lathe', '铣床'].map((name, i) => ({
    ...devicesOf(devicesXml())[0]!,
    name,
    uuid: `mtc_adapter00${i}`,
    id: `d${i}`,
  }))
  const found = (file: string) => {
    const which = deviceOfFile(file, devices)
    return which.kind === 'found' ? which.device.name : which.kind === 'several' ? which.names : null
  }

  it.each<[string, string | string[] | null]>([
    ['Mazak01-20161101-20161102.txt.gz', 'Mazak01'],
    ['/data/line 2/mazak01.txt', 'Mazak01'],
    ['Mazak01-B-20161101.txt', 'Mazak01-B'],
    ['mtc_adapter002.log', 'Lathe'],
    ['shdr_Lathe_2016.txt', 'Lathe'],
    ['铣床.txt', '铣床'],
    ['Mazak011.txt', null],
    ['Lathes.txt', null],
    ['Lathe-to-Mazak01.txt', 'Lathe'],
    ['old-Lathe-or-铣床.txt', 'Lathe'],
    ['day.txt', null],
  ])('%s', (file, expected) => expect(found(file)).toEqual(expected))

  it('is not guessed where two fit alike', () => {
    const twins = [devices[0]!, { ...devices[0]!, uuid: 'other', id: 'other' }]
    expect(deviceOfFile('Mazak01.txt', twins)).toEqual({ kind: 'several', names: ['Mazak01', 'Mazak01'] })
    expect(deviceCalled('other', twins)).toMatchObject({ kind: 'found' })
  })

  it('may be said by name, uuid or id, whatever the case', () => {
    for (const name of ['Lathe', 'lathe', 'mtc_adapter002', 'd2'])
      expect(deviceCalled(name, devices)).toMatchObject({ device: { name: 'Lathe' } })
    expect(deviceCalled('Press', devices)).toEqual({ kind: 'none' })
  })
})
