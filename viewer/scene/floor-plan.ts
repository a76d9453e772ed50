import type { Scenario } from '../../scenarios/model.ts'
import { RACK } from './shapes/fixtures.ts'
import { loadPoint } from './shapes/machines.ts'

/** A point on (or above) the floor: x to the right, y up, z towards the viewer. */
export interface Point {
  readonly x: number
  readonly y: number
  readonly z: number
}

/** One thing on the floor. Stations, buffers, sinks, sources, conveyors and vehicles come first, in the order of a log's places; materials follow. */
export interface Spot {
  readonly kind: 'station' | 'buffer' | 'sink' | 'source' | 'conveyor' | 'vehicle' | 'material'
  /** Index within its kind. */
  readonly index: number
  readonly id: string
  readonly title: string
  readonly x: number
  readonly z: number
  /** Radians about the vertical. */
  readonly turn: number
  /** Where each slot of a station stands (one for everything else). */
  readonly slots: readonly Point[]
  /** Size of what stands in a slot, against the shape as drawn. */
  readonly scale: number
  /** Half its width and depth on the floor. */
  readonly reach: readonly [number, number]
  /** What it looks like: the station's kind, or the fixture's. */
  readonly look: string
  /** A conveyor's way from point to point; empty for everything else. */
  readonly course: readonly Point[]
}

export interface Zone {
  readonly title: string
  readonly minX: number
  readonly maxX: number
  readonly minZ: number
  readonly maxZ: number
}

/** Where everything stands. Pure: the same scenario gives the same plan. */
export interface FloorPlan {
  readonly spots: readonly Spot[]
  /** Metres of floor per metre of drawing: closely packed plants are drawn smaller. */
  readonly scale: number
  readonly bounds: { readonly minX: number; readonly maxX: number; readonly minZ: number; readonly maxZ: number }
  readonly zones: readonly Zone[]
  /** Distinct ways of units (indexes of spots), and of material to the stations that use it. */
  readonly routes: readonly { readonly from: number; readonly to: number; readonly material: boolean }[]
}

/** Floor beyond the outermost thing, in metres as drawn. */
export const FLOOR_MARGIN = 0.8

/** Room one thing takes as drawn, in metres. */
const FOOTPRINT = 2.9
/** Times the size as drawn: beyond that, machines look like houses. */
const LARGEST = 2

export function floorPlan(scenario: Scenario): FloorPlan {
  const poses = [
    ...scenario.stations.map((one, index) => ({ kind: 'station' as const, index, one, look: one.kind, slots: one.slots })),
    ...scenario.buffers.map((one, index) => ({ kind: 'buffer' as const, index, one, look: 'rack', slots: 1 })),
    ...scenario.sinks.map((one, index) => ({ kind: 'sink' as const, index, one, look: one.stock ? 'warehouse' : 'sink', slots: 1 })),
    ...scenario.sources.map((one, index) => ({ kind: 'source' as const, index, one, look: 'source', slots: 1 })),
    ...scenario.materials.map((one, index) => ({ kind: 'material' as const, index, one, look: 'pallet', slots: 1 })),
  ]
  const { usual: scale, own } = drawingScales(poses.map(({ one }) => one.pose))
  const standing = poses.map(({ kind, index, one, look, slots }, number): Spot => {
    const size = own[number]!
    const turn = (one.pose.rotation * Math.PI) / 180
    const x = one.pose.x
    const z = -one.pose.y
    const columns = Math.ceil(Math.sqrt(slots))
    const rows = Math.ceil(slots / columns)
    const side = Math.max(columns, rows)
    const shrink = side === 1 ? 1 : 1.16 / side
    const pitch = FOOTPRINT * shrink * size * 0.94
    const at = (slot: number): Point => {
      const across = ((slot % columns) - (columns - 1) / 2) * pitch
      const along = (Math.floor(slot / columns) - (rows - 1) / 2) * pitch
      return { x: x + across * Math.cos(turn) + along * Math.sin(turn), y: 0, z: z - across * Math.sin(turn) + along * Math.cos(turn) }
    }
    return {
      kind,
      index,
      id: one.id,
      title: one.title,
      x,
      z,
      turn,
      slots: Array.from({ length: Math.max(1, slots) }, (_, slot) => at(slot)),
      scale: size * shrink,
      reach: [(columns * pitch) / 2, (rows * pitch) / 2],
      look,
      course: [],
    }
  })
  const materials = standing.findIndex(({ kind }) => kind === 'material')
  const last = materials < 0 ? standing.length : materials
  const spots = [
    ...standing.slice(0, last),
    ...conveyorSpots(scenario, standing, scale),
    ...vehicleSpots(scenario, standing, scale),
    ...standing.slice(last),
  ]
  const half = (FOOTPRINT / 2) * scale
  const xs = spots.length > 0 ? spots.map(({ x }) => x) : [0]
  const zs = spots.length > 0 ? spots.map(({ z }) => z) : [0]
  return {
    spots,
    scale,
    bounds: {
      minX: Math.min(...xs) - half,
      maxX: Math.max(...xs) + half,
      minZ: Math.min(...zs) - half,
      maxZ: Math.max(...zs) + half,
    },
    zones: zones(scenario, spots, half * 1.15),
    routes: routes(scenario, spots),
  }
}

/** Conveyors as they are laid out, or straight from the first place that hands over to them to the first that they lead to. */
function conveyorSpots({ conveyors, products, sources }: Scenario, standing: readonly Spot[], scale: number): Spot[] {
  const place = (id: string | undefined) => standing.find((spot) => spot.id === id && spot.kind !== 'material')
  return conveyors.map(({ id, title, path }, index): Spot => {
    let course: Point[] = path.map(({ x, y }) => ({ x, y: 0, z: -y }))
    for (const { id: product, route, sink, via } of course.length > 0 ? [] : products) {
      const step = route.findIndex((operation) => operation.via === id)
      if (step < 0 && via !== id) continue
      const before = step < 0 ? route.at(-1) : route[step - 1]
      const from = place(before?.stations[0] ?? sources.find(({ mix }) => mix.some((one) => one.product === product))?.id)
      const to = place(step < 0 ? sink : (route[step]!.buffer ?? route[step]!.stations[0]))
      if (from === undefined || to === undefined) continue
      course = straight(from, to, scale)
      break
    }
    const middle = course.length === 0 ? { x: 0, y: 0, z: 0 } : course[Math.floor(course.length / 2)]!
    const other = course[Math.floor(course.length / 2) - 1] ?? middle
    const [x, z] = [(middle.x + other.x) / 2, (middle.z + other.z) / 2]
    const reach = [0.8 * scale, 0.5 * scale] as const
    return { kind: 'conveyor', index, id, title, x, z, turn: 0, slots: [{ x, y: 0, z }], scale, reach, look: 'conveyor', course }
  })
}

/** Vehicles where they are at home, or else at the first station: their place in the log; what they carry is drawn on its way. */
function vehicleSpots({ transport, network }: Scenario, standing: readonly Spot[], scale: number): Spot[] {
  return transport.flatMap(({ id, title, fleet, home }, index) => {
    const node = network?.nodes.find((one) => one.id === home || (home !== null && one.places.includes(home)))
    const place = standing.find((spot) => spot.id === home) ?? standing[0]
    const [x, z] = node === undefined ? [place?.x ?? 0, place?.z ?? 0] : [node.x, -node.y]
    return Array.from({ length: fleet }, (_, n): Spot => {
      const own = { id: `${id}#${n + 1}`, title: `${title} ${n + 1}` }
      return { kind: 'vehicle', index, ...own, x, z, turn: 0, slots: [{ x, y: 0, z }], scale, reach: [0, 0], look: 'vehicle', course: [] }
    })
  })
}

/** From edge to edge, so that what stands at its ends can be seen. */
function straight(from: Spot, to: Spot, scale: number): Point[] {
  const far = Math.hypot(to.x - from.x, to.z - from.z)
  const inset = Math.min(0.4, (0.42 * FOOTPRINT * scale) / Math.max(far, 1e-6))
  const at = (share: number): Point => ({ x: from.x + (to.x - from.x) * share, y: 0, z: from.z + (to.z - from.z) * share })
  return [at(inset), at(1 - inset)]
}

/** As large as things can usually be drawn without touching; the few that stand closer are drawn smaller. */
function drawingScales(poses: readonly { readonly x: number; readonly y: number }[]): {
  readonly usual: number
  readonly own: readonly number[]
} {
  const nearest = poses.map((pose, i) => {
    let least = Number.POSITIVE_INFINITY
    // Thousands of things stand in a grid: a neighbour is among the next few in the list.
    const reach = poses.length > 600 ? 8 : poses.length
    for (let j = Math.max(0, i - reach); j < Math.min(poses.length, i + reach + 1); j++) {
      const distance = Math.max(Math.abs(pose.x - poses[j]!.x), Math.abs(pose.y - poses[j]!.y))
      if (distance > 1e-6) least = Math.min(least, distance)
    }
    return least
  })
  const known = nearest.filter(Number.isFinite).sort((a, b) => a - b)
  const middle = known[Math.floor(known.length / 2)] ?? FOOTPRINT
  const usual = Math.min(LARGEST, Math.max(0.25, (middle * 0.88) / FOOTPRINT))
  return { usual, own: nearest.map((distance) => Math.min(usual, Math.max(0.25, (distance * 0.94) / FOOTPRINT))) }
}

function zones(scenario: Scenario, spots: readonly Spot[], margin: number): Zone[] {
  return scenario.areas.flatMap((area): Zone[] => {
    const inside = spots.filter((spot) => areaOf(scenario, spot) === area.id)
    if (inside.length === 0) return []
    return [
      {
        title: area.title,
        minX: Math.min(...inside.map(({ x }) => x)) - margin,
        maxX: Math.max(...inside.map(({ x }) => x)) + margin,
        minZ: Math.min(...inside.map(({ z }) => z)) - margin,
        maxZ: Math.max(...inside.map(({ z }) => z)) + margin,
      },
    ]
  })
}

function areaOf(scenario: Scenario, { kind, index }: Spot): string | null {
  if (kind === 'station') return scenario.stations[index]!.area
  if (kind === 'buffer') return scenario.buffers[index]!.area
  if (kind === 'sink') return scenario.sinks[index]!.area
  return null
}

function routes(scenario: Scenario, spots: readonly Spot[]): FloorPlan['routes'] {
  const number = new Map(spots.map(({ kind, id }, i) => [`${kind === 'material' ? 'material' : 'place'} ${id}`, i]))
  const found = new Map<string, { from: number; to: number; material: boolean }>()
  const add = (from: number | undefined, to: number | undefined, material = false) => {
    if (from !== undefined && to !== undefined && from !== to) found.set(`${from} ${to}`, { from, to, material })
  }
  const place = (id: string) => number.get(`place ${id}`)
  for (const product of scenario.products) {
    const makers = scenario.sources.filter(({ serve, mix }) => serve === 'make' && mix.some((one) => one.product === product.id))
    let before = makers.map(({ id }) => place(id))
    for (const operation of product.route) {
      const stations = operation.stations.map(place)
      if (operation.buffer !== null) {
        const buffer = place(operation.buffer)
        for (const from of before) add(from, buffer)
        before = [buffer]
      }
      for (const from of before) for (const to of stations) add(from, to)
      for (const { item } of operation.components) {
        const stock = number.get(`material ${item}`) ?? stockOf(scenario, item, place)
        for (const to of stations) add(stock, to, true)
      }
      before = stations
    }
    for (const from of before) add(from, place(product.sink))
  }
  return [...found.values()]
}

/** A made component is fetched from the sink that stocks it. */
function stockOf(scenario: Scenario, item: string, place: (id: string) => number | undefined) {
  const product = scenario.products.find(({ id }) => id === item)
  return product && place(product.sink)
}

/** Where the n-th unit at a place is drawn. Queues fill their rack from the front; what does not fit lies on top of the last cell. */
export function unitPoint(spot: Spot, slot: number, nth: number): Point {
  const base = spot.slots[Math.max(0, slot) % spot.slots.length]!
  if (spot.kind === 'station') return from(base, spot, ...loadPoint(spot.look))
  if (spot.kind === 'buffer') {
    const { columns, levels, rows, pitch, level, foot } = RACK
    const cell = Math.min(nth, columns * levels * rows - 1)
    const column = cell % columns
    const row = Math.floor(cell / columns) % rows
    const height = Math.floor(cell / (columns * rows))
    return from(base, spot, (column - (columns - 1) / 2) * pitch, foot + height * level, ((rows - 1) / 2 - row) * pitch)
  }
  if (spot.kind === 'source') {
    const cell = Math.min(nth, 17)
    return from(base, spot, 0.85 - (cell % 3) * 0.5, 0.48 + Math.floor(cell / 6) * 0.42, (Math.floor(cell / 3) % 2) * 0.6 - 0.3)
  }
  return from(base, spot, -0.7, 0.5, 0)
}

function from(base: Point, spot: Spot, x: number, y: number, z: number): Point {
  const cos = Math.cos(spot.turn)
  const sin = Math.sin(spot.turn)
  return { x: base.x + (x * cos + z * sin) * spot.scale, y: y * spot.scale, z: base.z + (z * cos - x * sin) * spot.scale }
}
