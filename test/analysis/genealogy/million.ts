import { Disposition, EventKind, Outcome, PersonState } from '../../../engine/log/events.ts'
import { LOG_FORMAT } from '../../../engine/log/header.ts'
import { type Log, openLog } from '../../../engine/log/reader.ts'
import type { SimTime } from '../../../engine/log/time.ts'
import { LogWriter } from '../../../engine/log/writer.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import { devices } from './plants.ts'

const PAIRS = 54_000
const UNITS_OF_A_LOT = 400
const DEVICES_OF_AN_ORDER = 10

/** A log of a million events, written down without a plant: a board is printed and goes into a device, which its order gets; again and again, ten seconds each. */
export function millionEvents(): Log<Scenario> {
  const scenario: Scenario = { ...devices({ horizon: 10 * PAIRS }), orders: [] }
  const { startTime, timeZone } = scenario
  const pieces: Uint8Array[] = []
  const header = {
    format: LOG_FORMAT,
    origin: 'imported',
    takt: '',
    rng: '',
    scenarioHash: '',
    seed: 0,
    replication: 0,
    startTime,
    timeZone,
  } as const
  const writer = new LogWriter({ ...header, scenario }, (bytes) => pieces.push(bytes))
  let time = 0 as SimTime
  const say = (kind: EventKind, subject: number, a = -1, b = -1, c = -1, v = 0) => writer.append(time, kind, subject, a, b, c, v)
  const [PASTE, SCREW, LABEL] = [1, 2, 3]
  const [PRINT, BUILD] = [0, 3]
  const out = scenario.stations.length + scenario.buffers.length
  let [lots, purchases] = [0, 0]
  const buy = (item: number, quantity: number, isLot: boolean) => {
    say(EventKind.materialOrdered, item, 0, purchases, -1, quantity)
    say(EventKind.materialReceived, item, 0, purchases, -1, quantity)
    if (isLot) say(EventKind.lotCreated, lots++, item, purchases, -1, quantity)
    purchases++
    return lots - 1
  }
  const takes = (unit: number, item: number, station: number, lot: number) => {
    say(EventKind.materialConsumed, item, station, unit, -1, 1)
    if (lot >= 0) say(EventKind.lotUsed, lot, station, unit, -1, 1)
  }
  const works = (unit: number, station: number, slot: number) => {
    say(EventKind.unitMoved, unit, station, slot, 0)
    say(EventKind.jobStarted, unit, station, slot, 0)
    time = (time + 5e6) as SimTime
  }
  let [paste, screw] = [-1, -1]
  for (let pair = 0; pair < PAIRS; pair++) {
    const [board, device] = [2 * pair, 2 * pair + 1]
    const order = Math.floor(pair / DEVICES_OF_AN_ORDER)
    if (pair % UNITS_OF_A_LOT === 0) {
      paste = buy(PASTE, UNITS_OF_A_LOT, true)
      screw = buy(SCREW, UNITS_OF_A_LOT, true)
      buy(LABEL, UNITS_OF_A_LOT, false)
    }
    if (pair % 100 === 0) {
      say(EventKind.personState, 0, (pair / 100) % 2, PersonState.busy, PRINT)
      say(EventKind.personState, 0, (pair / 100 + 1) % 2, PersonState.busy, BUILD)
    }
    if (pair % DEVICES_OF_AN_ORDER === 0) say(EventKind.orderReleased, order, 3, DEVICES_OF_AN_ORDER, 0, -1)
    say(EventKind.unitCreated, board, 1)
    takes(board, PASTE, PRINT, paste)
    works(board, PRINT, pair % 2)
    say(EventKind.toolUsed, board, 0, pair % 2, PRINT, pair)
    say(EventKind.parameterRecorded, board, PRINT, pair % 2, 0, 250)
    say(EventKind.jobEnded, board, PRINT, Outcome.good, 0, 5e6)
    say(EventKind.unitMoved, board, scenario.stations.length, -1, 1)
    say(EventKind.unitCreated, device, 3, order)
    takes(device, SCREW, BUILD, screw)
    takes(device, LABEL, BUILD, -1)
    say(EventKind.unitAbsorbed, board, device, BUILD, 0)
    works(device, BUILD, pair % 2)
    say(EventKind.unitTested, device, BUILD, 0, Disposition.passed)
    say(EventKind.jobEnded, device, BUILD, Outcome.good, 0, 5e6)
    say(EventKind.unitFinished, device, out)
  }
  writer.close(time)
  return openLog<Scenario>(Buffer.concat(pieces))
}
