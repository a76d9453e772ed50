import { describe, expect, it } from 'vitest'
import { devicesXml, line, told } from './shop.ts'

const end = line(900, 'Xpos|0')

describe('states of a machine', () => {
  it('follow execution, and are unknown before the first line and from the last on', () => {
    const { states } = told([
      line(100, 'execution|READY'),
      line(200, 'execution|ACTIVE'),
      line(300, 'execution|FEED_HOLD'),
      line(400, 'execution|ACTIVE'),
    ])
    expect(states).toEqual(['0 unknown', '100 idle', '200 processing', '300 waiting', '400 unknown'])
  })

  it('are known up to the last line, whatever that line is about', () => {
    expect(told([line(100, 'execution|ACTIVE'), line(400, 'spare|1')]).states).toEqual(['0 unknown', '100 processing', '400 unknown'])
  })

  it('do not begin anew when the same is said again', () => {
    const lines = [100, 200, 300].map((time) => line(time, 'execution|ACTIVE'))
    expect(told(lines).states).toEqual(['0 unknown', '100 processing', '300 unknown'])
  })

  it('are unknown while the data says UNAVAILABLE', () => {
    const lines = [
      line(100, 'execution|ACTIVE'),
      line(200, 'avail|UNAVAILABLE'),
      line(300, 'avail|AVAILABLE'),
      line(400, 'execution|UNAVAILABLE'),
      end,
    ]
    expect(told(lines).states).toEqual(['0 unknown', '100 processing', '200 unknown', '300 processing', '400 unknown'])
  })

  it('take small letters for great ones', () => {
    expect(told([line(100, 'execution|active'), line(200, 'execution|Unavailable'), end]).states).toEqual([
      '0 unknown',
      '100 processing',
      '200 unknown',
    ])
  })

  it('are unknown for a value no mapping knows, which is counted and kept', () => {
    const { states, recording } = told([
      line(100, 'execution|DANCING|estop|ODD'),
      line(200, 'execution|ACTIVE'),
      line(300, 'execution|DANCING'),
      end,
    ])
    expect(states).toEqual(['0 unknown', '200 processing', '300 unknown'])
    expect(recording.findings.list()).toMatchObject([
      { kind: 'unknownValue', detail: 'EXECUTION=DANCING', count: 2 },
      { kind: 'unknownValue', detail: 'EMERGENCY_STOP=ODD', count: 1 },
    ])
    expect(recording.textAt(0)).toBe('DANCING')
  })

  it('at the begin of the window are those that lines before it leave behind', () => {
    const lines = [line(-50, 'execution|ACTIVE'), line(-40, 'execution|READY'), line(100, 'execution|ACTIVE'), end]
    expect(told(lines).states).toEqual(['0 idle', '100 processing', '900 unknown'])
    expect(told(lines, { from: 100 }).states).toEqual(['100 processing', '900 unknown'])
    expect(told(lines, { from: 100, to: 500 }).states).toEqual(['100 processing'])
  })

  it('at the end of the window go on where lines come after it', () => {
    expect(told([line(0, 'execution|ACTIVE'), line(1100, 'execution|READY')], { silence: 2000 }).states).toEqual(['0 processing'])
  })

  it('are put together from all that is said at one instant', () => {
    const lines = [line(100, 'avail|UNAVAILABLE|execution|ACTIVE'), line(100, 'avail|AVAILABLE'), end]
    expect(told(lines).states).toEqual(['0 unknown', '100 processing', '900 unknown'])
  })

  it('without any line are unknown all the time', () => expect(told([]).states).toEqual(['0 unknown']))

  it('follow emergency stop and functional mode', () => {
    const lines = [
      line(100, 'execution|READY|fmode|PRODUCTION|estop|ARMED'),
      line(200, 'estop|TRIGGERED'),
      line(300, 'estop|ARMED'),
      line(400, 'fmode|SETUP'),
      line(500, 'execution|ACTIVE'),
      line(600, 'fmode|MAINTENANCE'),
      line(700, 'fmode|PRODUCTION'),
      end,
    ]
    expect(told(lines).states).toEqual([
      ...['0 unknown', '100 idle', '200 waitRepair', '300 idle', '400 setup', '600 maintenance', '700 processing', '900 unknown'],
    ])
  })
})

describe('faults', () => {
  const fault = (...conditions: string[]) =>
    told([line(100, 'execution|READY'), ...conditions.map((text, i) => line(200 + 100 * i, text)), end]).states.slice(2, -1)

  it('stop a machine that is not active', () => {
    expect(fault('system|FAULT|E1|||x', 'execution|ACTIVE', 'execution|READY', 'system|NORMAL||||')).toEqual([
      ...['200 waitRepair', '300 processing', '400 waitRepair', '500 idle'],
    ])
  })

  it('are over when their own code is normal again, or all of the condition is', () => {
    expect(fault('system|FAULT|E1|||x', 'system|FAULT|E2|||y', 'system|NORMAL|E1|||', 'system|NORMAL|E2|||')).toEqual([
      '200 waitRepair',
      '500 idle',
    ])
    expect(fault('system|FAULT|E1|||x', 'system|FAULT|E2|||y', 'system|NORMAL||||')).toEqual(['200 waitRepair', '400 idle'])
    expect(fault('system|FAULT|E1|||x', 'servo|NORMAL||||')).toEqual(['200 waitRepair'])
    expect(fault('system|FAULT|E1|||x', 'system|WARNING|E1|||x')).toEqual(['200 waitRepair', '300 idle'])
    expect(fault('system|FAULT|E1|||x', 'system|UNAVAILABLE||||')).toEqual(['200 waitRepair', '300 idle'])
  })

  it('warnings are marks on a state, not states', () => expect(fault('system|WARNING|E1|||x')).toEqual([]))
})

describe('silence', () => {
  const lines = [line(0, 'execution|ACTIVE'), line(50, 'Xpos|1'), line(800, 'Xpos|2'), end]

  it('longer than tolerated makes a machine unknown until the next line', () => {
    const { states, history } = told(lines, { silence: 60 })
    expect(states).toEqual(['0 processing', '110 unknown', '800 processing', '860 unknown'])
    expect(history.silences.map(({ from, to }) => (to - from) / 1e6)).toEqual([690, 40, 100])
  })

  it('within what is tolerated does not', () => {
    expect(told(lines, { silence: 750 }).states).toEqual(['0 processing', '900 unknown'])
    expect(told(lines, { silence: 749.9 }).states).toEqual(['0 processing', '799.9 unknown', '800 processing', '900 unknown'])
  })

  it('that began before the window counts', () => {
    const early = [line(-500, 'execution|ACTIVE'), line(400, 'Xpos|1'), line(500, 'Xpos|1')]
    expect(told(early, { silence: 600 }).states).toEqual(['0 processing', '100 unknown', '400 processing', '500 unknown'])
    expect(told(early, { silence: 60 }).states).toEqual(['0 unknown', '400 processing', '460 unknown'])
  })

  it('is not broken by asset documents, which carry the date of the asset', () => {
    const asset = [line(-9000, '@ASSET@|T1|CuttingTool|<a/>'), line(950, '@REMOVE_ASSET@|T1')]
    expect(told([...asset, ...lines], { silence: 60 }).states).toEqual(told(lines, { silence: 60 }).states)
  })
})

describe('lines out of order', () => {
  it('are put in order', () => {
    const lines = [line(100, 'execution|READY'), line(300, 'execution|READY'), line(200, 'execution|ACTIVE'), end]
    const { states, recording } = told(lines)
    expect(states).toEqual(['0 unknown', '100 idle', '200 processing', '300 idle', '900 unknown'])
    expect(recording.findings.list()).toMatchObject([{ kind: 'outOfOrder', count: 1 }])
  })

  it('of one instant keep the order of the file', () => {
    const lines = [line(300, 'Xpos|1'), line(200, 'execution|READY'), line(200, 'execution|ACTIVE'), line(250, 'Xpos|2'), end]
    expect(told(lines).states).toEqual(['0 unknown', '200 processing', '900 unknown'])
  })
})

describe('part counts', () => {
  const counts = (...values: string[]) => {
    const { history, recording } = told([...values.map((value, i) => line(100 + i, `parts|${value}`)), end])
    return {
      pieces: history.quantities.map(({ pieces }) => pieces),
      resets: history.resets.map(({ by }) => by),
      odd: recording.findings.list().map(({ detail }) => detail),
    }
  }

  it('are differences, the first reading being only a mark', () =>
    expect(counts('7', '8', '8', '11')).toEqual({ pieces: [1, 3], resets: [], odd: [] }))

  it('across a gap are booked at the reading that shows them', () => {
    expect(counts('7', 'UNAVAILABLE', '10')).toEqual({ pieces: [3], resets: [], odd: [] })
  })

  it('start anew after a reset, with what the counter shows', () =>
    expect(counts('10', '0', '1')).toEqual({ pieces: [1], resets: [10], odd: [] }))

  it('after a reset while nobody looked are what was made since, up to half of what the counter ever showed', () => {
    expect(counts('10', '4')).toEqual({ pieces: [4], resets: [6], odd: [] })
    expect(counts('10', '5')).toEqual({ pieces: [], resets: [5], odd: [] })
    expect(counts('10', '9', '10')).toEqual({ pieces: [1], resets: [1], odd: [] })
  })

  it('take an announced reset as it is', () => expect(counts('10', '2:DAY', '3')).toEqual({ pieces: [2, 1], resets: [], odd: [] }))

  it('that are none are findings', () => {
    expect(counts('7', 'seven', '-1', '1.5', '8')).toEqual({
      pieces: [1],
      resets: [],
      odd: ['PART_COUNT=seven', 'PART_COUNT=-1', 'PART_COUNT=1.5'],
    })
  })

  it('before the window are the mark to count from', () => {
    const { history } = told([line(-10, 'parts|5'), line(-5, 'parts|6'), line(10, 'parts|8'), line(1200, 'parts|9')])
    expect(history.quantities.map(({ pieces }) => pieces)).toEqual([2])
  })
})

describe('machines with more than one of a kind', () => {
  const xml = devicesXml(`<DataItem category="EVENT" id="q1" name="execution2" type="EXECUTION"/>
    <DataItem category="EVENT" id="q2" name="target" type="PART_COUNT" subType="TARGET"/>
    <DataItem category="EVENT" id="q3" name="parts2" type="PART_COUNT"/>`)

  it('are as busy as their busiest path, and unknown only where all paths are', () => {
    const lines = [
      line(100, 'execution|READY|execution2|ACTIVE'),
      line(200, 'execution2|STOPPED'),
      line(300, 'execution|FEED_HOLD'),
      line(400, 'execution2|UNAVAILABLE'),
      line(500, 'execution|UNAVAILABLE'),
      end,
    ]
    expect(told(lines, { xml }).states).toEqual(['0 unknown', '100 processing', '200 idle', '300 waiting', '500 unknown'])
  })

  it('count a part once', () => {
    const lines = [line(100, 'parts|1|parts2|1|target|50'), line(200, 'parts|2|parts2|2|target|51'), end]
    expect(told(lines, { xml }).history.quantities).toMatchObject([{ pieces: 1 }])
  })

  it('have auxiliaries whose execution is not theirs', () => {
    const feeder = `<Auxiliaries id="au"><Components><BarFeeder id="bf"><DataItems>
      <DataItem category="EVENT" id="b1" name="bar_exec" type="EXECUTION"/><DataItem category="EVENT" id="b2" name="bar_avail" type="AVAILABILITY"/>
      </DataItems></BarFeeder></Components></Auxiliaries></Components></Device>`
    const withFeeder = devicesXml().replace('</Components></Device>', feeder)
    const lines = [line(100, 'execution|READY'), line(200, 'bar_exec|ACTIVE|bar_avail|UNAVAILABLE'), end]
    expect(told(lines, { xml: withFeeder }).states).toEqual(['0 unknown', '100 idle', '900 unknown'])
  })
})

describe('an availability that no adapter feeds', () => {
  it('is noted by the agent under its id, and decides nothing', () => {
    const { states, recording } = told([line(0, 'a1|UNAVAILABLE'), line(100, 'execution|ACTIVE'), end])
    expect(states).toEqual(['0 unknown', '100 processing', '900 unknown'])
    expect(recording.findings.list()).toMatchObject([{ kind: 'unknownKey', detail: 'a1: noted by the agent only, no adapter feeds it' }])
  })

  it('counts where the adapter calls it by its name, or everything by its id', () => {
    expect(told([line(0, 'avail|UNAVAILABLE'), line(100, 'execution|ACTIVE'), end]).states).toEqual(['0 unknown'])
    expect(told([line(0, 'a1|UNAVAILABLE'), line(100, 'p1|ACTIVE'), end]).states).toEqual(['0 unknown'])
  })
})
