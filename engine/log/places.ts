/** Numbers of things in a log, worked out once from the believed scenario: places count through stations, buffers, sinks, sources, conveyors, vehicles; items through materials, then products. */
export interface Places {
  readonly ids: readonly string[]
  readonly firstBuffer: number
  readonly firstSink: number
  readonly firstSource: number
  readonly firstConveyor: number
  readonly firstVehicle: number
  /** Whatever carries units from place to place: conveyors, then the vehicles of all fleets. */
  readonly carriers: number
  /** Fleet of each vehicle. */
  readonly fleetOfVehicle: readonly number[]
  /** Global number of a station's first slot; `firstSlot[stations.length]` is the number of slots. */
  readonly firstSlot: Int32Array
  readonly firstProductItem: number
}

interface PlantShape {
  readonly stations: readonly { readonly id: string; readonly slots: number }[]
  readonly buffers: readonly { readonly id: string }[]
  readonly sinks: readonly { readonly id: string }[]
  readonly sources: readonly { readonly id: string }[]
  /** Not in logs of before there were any. */
  readonly conveyors?: readonly { readonly id: string }[]
  readonly transport?: readonly { readonly id: string; readonly fleet: number }[]
  readonly materials: readonly { readonly id: string }[]
}

export function places(scenario: PlantShape): Places {
  const { stations, buffers, sinks, sources, conveyors = [], transport = [], materials } = scenario
  const firstSlot = new Int32Array(stations.length + 1)
  stations.forEach((station, i) => {
    firstSlot[i + 1] = firstSlot[i]! + station.slots
  })
  const fleetOfVehicle = transport.flatMap(({ fleet }, f) => new Array<number>(fleet).fill(f))
  const vehicles = transport.flatMap(({ id, fleet }) => Array.from({ length: fleet }, (_, n) => ({ id: `${id}#${n + 1}` })))
  return {
    ids: [...stations, ...buffers, ...sinks, ...sources, ...conveyors, ...vehicles].map(({ id }) => id),
    firstBuffer: stations.length,
    firstSink: stations.length + buffers.length,
    firstSource: stations.length + buffers.length + sinks.length,
    firstConveyor: stations.length + buffers.length + sinks.length + sources.length,
    firstVehicle: stations.length + buffers.length + sinks.length + sources.length + conveyors.length,
    carriers: conveyors.length + vehicles.length,
    fleetOfVehicle,
    firstSlot,
    firstProductItem: materials.length,
  }
}
