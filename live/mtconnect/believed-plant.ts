import type { Scenario, Station } from '../../scenarios/model.ts'
import { idPattern } from '../../scenarios/schema/values.ts'
import type { Device } from './devices.ts'
import type { Window } from './history.ts'
import { writeMoment } from './moment.ts'

/** Metres between neighbouring machines. */
const AISLE = { x: 6, y: 5 }

/**
 * What can be believed of a plant of which only its machines are known: one station each, side by side in a grid, no products and no routes.
 * Nothing is said about cycle times, yields or failures: the log has to tell.
 */
export function believedPlant(devices: readonly Device[], window: Window): Scenario {
  const columns = Math.ceil(Math.sqrt(devices.length))
  const ids = stationIds(devices)
  const from = writeMoment(window.from)
  return {
    schema: 'takt/1',
    id: 'imported',
    title: `${devices.length === 1 ? devices[0]!.name : `${devices.length} machines`}, ${from} to ${writeMoment(window.to)}`,
    description: devices.map((device) => `${device.name}: ${described(device)}`).join('\n'),
    seed: 1,
    replications: 1,
    horizon: (window.to - window.from) / 1e6,
    warmUp: 0,
    startTime: new Date(window.from / 1000).toISOString(),
    timeZone: 'UTC',
    currency: 'EUR',
    objective: { kpi: 'state.processing', subject: 'plant', goal: 'maximise' },
    areas: [],
    products: [],
    materials: [],
    suppliers: [],
    sources: [],
    orders: [],
    stations: devices.map((device, i) => station(ids[i]!, device, Math.floor(i % columns) * AISLE.x, Math.floor(i / columns) * AISLE.y)),
    buffers: [],
    sinks: [],
    conveyors: [],
    loops: [],
    transport: [],
    network: null,
    crews: [],
    pallets: [],
    tools: [],
    calendars: [],
    energy: null,
    bookings: null,
    initial: [],
    present: null,
    dispatch: [],
    holds: [],
    faults: [],
    truth: [],
  }
}

function station(id: string, device: Device, x: number, y: number): Station {
  return {
    id,
    title: device.name,
    area: null,
    kind: kindOf(device),
    slots: 1,
    time: null,
    load: null,
    unload: null,
    yield: 1,
    rework: null,
    setups: [],
    anticipate: false,
    initialFamily: null,
    failures: [],
    startUp: null,
    campaign: null,
    overlap: 'union',
    signals: [],
    maintenance: [],
    holds: [],
    calendar: null,
    edge: 'suspend',
    maxOvertime: null,
    mustFit: false,
    rule: 'fifo',
    blockingBeforeService: false,
    needs: [],
    releaseOperator: 'atEnd',
    occupiedWhileBlocked: false,
    transferWhileDown: false,
    preempt: null,
    moveQuantity: null,
    batch: null,
    outside: null,
    costPerHour: 0,
    power: null,
    parameters: [],
    pose: { x, y, rotation: 0 },
  }
}

/** Names as ids: what an id cannot hold becomes a dash, and what is then the same gets a number. */
function stationIds(devices: readonly Device[]): readonly string[] {
  const taken = new Set(['plant', '__proto__', 'constructor', 'prototype'])
  return devices.map(({ name }) => {
    const text = name
      .replace(/[^\p{L}\p{N}_-]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60)
    const base = idPattern.test(text) ? text : 'machine'
    let id = base
    for (let n = 2; taken.has(id); n++) id = `${base}-${n}`
    taken.add(id)
    return id
  })
}

/** Words in a machine's description that tell what it is. */
const KINDS: readonly (readonly [kind: string, words: RegExp])[] = [
  ['machine', /\bedm\b|erosion|laser|waterjet|printer/i],
  ['grinder', /grind/i],
  ['robot', /robot|cobot/i],
  ['washer', /wash/i],
  ['oven', /oven|furnace/i],
  ['tester', /\bcmm\b|measur|tester/i],
  ['lathe', /lathe|turn|integrex|multus|mult_u/i],
  ['mill', /\bmill|machining cent|\bhpm|\bvm[cx]|\bhmc|\bvrx/i],
]

/** What the machine looks like: by words of its description, else by its axes (X and Z without Y turn, with Y they mill). */
function kindOf(device: Device): string {
  const words = described(device)
  const told = KINDS.find(([, pattern]) => pattern.test(words))
  if (told) return told[0]
  const has = (axis: string) => device.linearAxes.some((name) => name.startsWith(axis))
  if (has('X') && has('Z')) return has('Y') ? 'mill' : 'lathe'
  return 'machine'
}

const described = ({ name, manufacturer, model, description, serialNumber }: Device) =>
  [description || name, manufacturer, model, serialNumber && `no. ${serialNumber}`].filter(Boolean).join(', ')
