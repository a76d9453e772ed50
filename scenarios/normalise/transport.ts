import type { Battery, Fleet, Network } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import type { Reader } from './reader.ts'

type FleetInput = NonNullable<ScenarioInput['transport']>[number]
type NetworkInput = NonNullable<ScenarioInput['network']>

export function fleet(reader: Reader, input: FleetInput, path: Path): Fleet {
  const speed = reader.speed(input.speed, [...path, 'speed'])
  if (input.park === 'home' && input.home == null)
    reader.wrong([...path, 'park'], 'has no `home` to drive to', 'add `home:` with the id of a place')
  return {
    id: input.id,
    title: input.title ?? input.id,
    kind: input.kind ?? 'agv',
    fleet: input.fleet ?? 1,
    speed,
    loadedSpeed: input.loadedSpeed === undefined ? speed : reader.speed(input.loadedSpeed, [...path, 'loadedSpeed']),
    loadTime: input.loadTime === undefined ? 0 : reader.duration(input.loadTime, [...path, 'loadTime']),
    unloadTime: input.unloadTime === undefined ? 0 : reader.duration(input.unloadTime, [...path, 'unloadTime']),
    assignment: input.assignment ?? 'nearest',
    park: input.park ?? 'stay',
    home: input.home ?? null,
    battery: input.battery == null ? null : battery(reader, input.battery, [...path, 'battery']),
  }
}

function battery(reader: Reader, input: NonNullable<FleetInput['battery']>, path: Path): Battery {
  return {
    range: reader.distance(input.range, [...path, 'range'], { positive: true }),
    threshold: input.threshold === undefined ? 0.2 : reader.ratio(input.threshold, [...path, 'threshold']),
    at: input.at,
    chargers: input.chargers ?? 1,
    time: reader.duration(input.time, [...path, 'time'], { positive: true }),
  }
}

export function network(reader: Reader, input: NetworkInput): Network {
  const nodes = input.nodes.map(({ id, x, y, places }, i) => ({
    id,
    x: x === undefined ? 0 : reader.length(x, ['network', 'nodes', i, 'x']),
    y: y === undefined ? 0 : reader.length(y, ['network', 'nodes', i, 'y']),
    places: places ?? [],
  }))
  const at = new Map(nodes.map((node) => [node.id, node]))
  const edges = input.edges.map(({ from, to, length, oneWay, zone }, i) => {
    const [a, b] = [at.get(from), at.get(to)]
    const straight = a && b ? Math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)) : 0
    return {
      from,
      to,
      length: length === undefined ? straight : reader.distance(length, ['network', 'edges', i, 'length']),
      oneWay: oneWay ?? false,
      zone: zone ?? null,
    }
  })
  return { nodes, edges }
}
