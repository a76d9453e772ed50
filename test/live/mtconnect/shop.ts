import { STATE_NAMES } from '../../../engine/log/events.ts'
import { Keys } from '../../../live/mtconnect/data-items.ts'
import { type Device, readDevices } from '../../../live/mtconnect/devices.ts'
import { type History, historyOf } from '../../../live/mtconnect/history.ts'
import { type Moment, readMoment } from '../../../live/mtconnect/moment.ts'
import { Recording } from '../../../live/mtconnect/recording.ts'
import { ShdrReader } from '../../../live/mtconnect/shdr.ts'

/** A device file with one mill that has one of everything. `more` goes into its path. */
export const devicesXml = (more = '') => `<?xml version="1.0" encoding="UTF-8"?>
<MTConnectDevices xmlns="urn:mtconnect.org:MTConnectDevices:1.3"><Header version="1.3"/><Devices>
<Device id="m1" name="Mill" uuid="u-1"><Description manufacturer="Acme" model="VMC 2">A mill</Description>
<DataItems><DataItem category="EVENT" id="a1" name="avail" type="AVAILABILITY"/></DataItems>
<Components>
<Axes id="ax"><Components><Linear id="x" name="X"><DataItems>
<DataItem category="SAMPLE" id="x1" name="Xpos" type="POSITION" subType="ACTUAL"/>
<DataItem category="SAMPLE" id="x2" name="Xwave" type="LOAD" representation="TIME_SERIES"/>
</DataItems></Linear></Components></Axes>
<Controller id="c"><DataItems>
<DataItem category="EVENT" id="e1" name="estop" type="EMERGENCY_STOP"/>
<DataItem category="EVENT" id="f1" name="fmode" type="FUNCTIONAL_MODE"/>
<DataItem category="CONDITION" id="s1" name="system" type="SYSTEM"/>
<DataItem category="CONDITION" id="s2" name="servo" type="ACTUATOR"/>
</DataItems><Components><Path id="p"><DataItems>
<DataItem category="EVENT" id="p1" name="execution" type="EXECUTION"/>
<DataItem category="EVENT" id="p2" name="program" type="PROGRAM"/>
<DataItem category="EVENT" id="p3" name="parts" type="PART_COUNT"/>
<DataItem category="EVENT" id="p4" name="msg" type="MESSAGE"/>
<DataItem category="EVENT" id="p5" name="Fovr" type="PATH_FEEDRATE_OVERRIDE" subType="PROGRAMMED"/>
<DataItem category="EVENT" id="p6" name="vars" type="VARIABLE" representation="DATA_SET"/>
<DataItem category="EVENT" id="p7" name="Tool"><Source>T_no</Source></DataItem>
<DataItem category="EVENT" id="p8" name="tool" type="TOOL_NUMBER"><Source>T_no</Source></DataItem>
${more}</DataItems></Path></Components></Controller>
</Components></Device></Devices></MTConnectDevices>`

export function devicesOf(xml: string): readonly Device[] {
  const outcome = readDevices(xml)
  if (outcome.kind === 'refused') throw new Error(outcome.message)
  return outcome.devices
}

/** A reader of one machine's lines and what it has understood. */
export function recorded(lines: readonly string[], xml = devicesXml()) {
  const keys = new Keys(devicesOf(xml)[0]!)
  const recording = new Recording(keys)
  const reader = new ShdrReader(keys, recording, new Set(['Lathe']))
  for (const line of lines) {
    recording.line++
    reader.read(line)
  }
  reader.end()
  return { recording, lines: reader.lines, problems: recording.findings.list() }
}

export const DAY = '2026-03-02'

/** Seconds since midnight of the day as the day's moment: `at(90)` is 00:01:30. */
export const at = (seconds: number) => (readMoment(`${DAY}T00:00Z`)! + Math.round(seconds * 1e6)) as Moment

/** `line(90, 'execution|ACTIVE')` */
export const line = (seconds: number, text: string) => `${new Date(at(seconds) / 1000).toISOString()}|${text}`

export interface Told {
  readonly from?: number
  readonly to?: number
  readonly silence?: number
  readonly xml?: string
}

/** What a machine did, in words: `0 unknown`, `60 processing`. */
export function told(lines: readonly string[], { from = 0, to = 1000, silence = 1e6, xml = devicesXml() }: Told = {}) {
  const { recording } = recorded(lines, xml)
  const history = historyOf(recording, { from: at(from), to: at(to) }, silence * 1e6)
  return { history, recording, states: words(history) }
}

const words = ({ states }: History) => states.map(({ time, state }) => `${(time - at(0)) / 1e6} ${STATE_NAMES[state]}`)
