import type { Battery, Fleet, Guide, Network } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { stoppage } from './failure.ts'
import type { Reader } from './reader.ts'

type FleetInput = NonNullable<ScenarioInput['transport']>[number]
type NetworkInput = NonNullable<ScenarioInput['network']>

export function fleet(reader: Reader, input: FleetInput, path: Path): Fleet {
  const isTurntable = input.guide?.kind === 'turntable'
  const speed =
    input.speed === undefined
      ? isTurntable
        ? 1
        : reader.wrong(path, 'has no `speed`', 'add `speed:`, such as `1.2 m/s`')
      : reader.speed(input.speed, [...path, 'speed'])
  const { capacity = 1, minLoad = 1 } = input
  if (minLoad > capacity)
    reader.wrong([...path, 'minLoad'], `is ${minLoad}, more than the \`capacity\` of ${capacity}`, 'write a number that it can take')
  else if (minLoad > 1 && input.maxWait == null)
    reader.wrong([...path, 'minLoad'], 'stands without `maxWait`: the last units might wait for ever', 'add `maxWait:`, such as `10 min`')
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
    capacity,
    minLoad,
    maxWait: input.maxWait == null ? null : reader.duration(input.maxWait, [...path, 'maxWait']),
    assignment: input.assignment ?? 'nearest',
    park: input.park ?? 'stay',
    home: input.home ?? null,
    battery: input.battery == null ? null : battery(reader, input.battery, [...path, 'battery']),
    guide: input.guide == null ? null : guide(reader, input.guide, [...path, 'guide']),
    calendar: input.calendar ?? null,
    failures: (input.failures ?? []).map((one, i) => stoppage(reader, one, [...path, 'failures', i])),
  }
}

const WORDS = {
  rail: ['axis', 'from', 'to', 'gap', 'crossSpeed'],
  shaft: ['levels', 'doorTime'],
  turntable: ['ports', 'turnTime'],
} as const

function guide(reader: Reader, input: NonNullable<FleetInput['guide']>, path: Path): Guide | null {
  for (const [kind, words] of Object.entries(WORDS))
    for (const word of words)
      if (kind !== input.kind && input[word] != null)
        reader.wrong([...path, word], `is a word of a ${kind}`, `leave it out, or write \`kind: ${kind}\``)
  const time = (word: 'doorTime' | 'turnTime') => (input[word] === undefined ? 0 : reader.duration(input[word], [...path, word]))
  switch (input.kind) {
    case 'rail': {
      const end = (word: 'from' | 'to') => (input[word] == null ? null : reader.length(input[word], [...path, word]))
      return {
        kind: 'rail',
        axis: input.axis ?? 'x',
        from: end('from'),
        to: end('to'),
        gap: input.gap === undefined ? 0 : reader.distance(input.gap, [...path, 'gap']),
        crossSpeed: input.crossSpeed == null ? null : reader.speed(input.crossSpeed, [...path, 'crossSpeed']),
      }
    }
    case 'shaft': {
      if (input.levels === undefined) {
        reader.wrong(path, 'has no `levels`', 'add `levels:`, each with its `height` and `places`')
        return null
      }
      const levels = input.levels.map(({ height, places }, i) => ({
        height: reader.length(height, [...path, 'levels', i, 'height']),
        places,
      }))
      return { kind: 'shaft', levels, doorTime: time('doorTime') }
    }
    case 'turntable': {
      if (input.ports === undefined || input.turnTime === undefined) {
        reader.wrong(path, 'has no `ports` or no `turnTime`', 'add `ports:`, each with its `angle` and `places`, and `turnTime:`')
        return null
      }
      return { kind: 'turntable', ports: input.ports, turnTime: time('turnTime') }
    }
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
