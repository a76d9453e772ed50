import type { Conveyor, Fleet, Guide, Network, Stoppage, Store } from '../model.ts'
import { writeRatio } from '../units.ts'
import { compact, distribution, duration, each, metres, named, optionalDuration, unless } from './written.ts'

export function store(one: Store) {
  return compact({
    columns: one.columns,
    levels: one.levels,
    binWidth: unless(metres(one.binWidth), '1 m'),
    binHeight: unless(metres(one.binHeight), '1 m'),
    binCapacity: unless(one.binCapacity, 1),
    mixed: unless(one.mixed, false),
    putAway: unless(one.putAway, 'nearest'),
    retrieve: unless(one.retrieve, 'order'),
    speed: `${one.speed} m/s`,
    liftSpeed: `${one.liftSpeed} m/s`,
    handTime: unless(duration(one.handTime), 0),
    dual: unless(one.dual, true),
    ahead: unless(one.ahead, 0),
    zones: one.zones.length === 0 ? undefined : one.zones,
  })
}

export function conveyor(one: Conveyor) {
  return {
    ...named(one),
    area: one.area ?? undefined,
    length: metres(one.length),
    speed: `${one.speed} m/s`,
    unitLength: unless(metres(one.unitLength), '0.5 m'),
    gap: unless(metres(one.gap), 0),
    accumulating: unless(one.accumulating, false),
    release: unless(one.release, 'together'),
    startDelay: unless(duration(one.startDelay), 0),
    speeds: each(one.speeds, ({ from, factor }) => ({ from: duration(from), factor })),
    calendar: one.calendar ?? undefined,
    failures: each(one.failures, stoppage),
    path: one.path.length === 0 ? undefined : one.path,
  }
}

function guide(one: Guide) {
  switch (one.kind) {
    case 'rail':
      return compact({
        kind: 'rail',
        axis: unless(one.axis, 'x'),
        from: one.from === null ? undefined : metres(one.from),
        to: one.to === null ? undefined : metres(one.to),
        gap: unless(metres(one.gap), 0),
        crossSpeed: one.crossSpeed === null ? undefined : `${one.crossSpeed} m/s`,
      })
    case 'shaft':
      return compact({
        kind: 'shaft',
        levels: one.levels.map(({ height, places }) => ({ height: metres(height), places })),
        doorTime: unless(duration(one.doorTime), 0),
      })
    case 'turntable':
      return { kind: 'turntable', ports: one.ports, turnTime: duration(one.turnTime) }
  }
}

export function fleet(one: Fleet) {
  return {
    ...named(one),
    kind: unless(one.kind, 'agv'),
    fleet: unless(one.fleet, 1),
    speed: `${one.speed} m/s`,
    loadedSpeed: one.loadedSpeed === one.speed ? undefined : `${one.loadedSpeed} m/s`,
    loadTime: unless(duration(one.loadTime), 0),
    unloadTime: unless(duration(one.unloadTime), 0),
    capacity: unless(one.capacity, 1),
    minLoad: unless(one.minLoad, 1),
    maxWait: optionalDuration(one.maxWait),
    assignment: unless(one.assignment, 'nearest'),
    park: unless(one.park, 'stay'),
    home: one.home ?? undefined,
    battery:
      one.battery === null
        ? undefined
        : compact({
            range: metres(one.battery.range),
            threshold: one.battery.threshold === 0.2 ? undefined : writeRatio(one.battery.threshold),
            at: one.battery.at,
            chargers: unless(one.battery.chargers, 1),
            time: duration(one.battery.time),
          }),
    guide: one.guide === null ? undefined : guide(one.guide),
    calendar: one.calendar ?? undefined,
    failures: each(one.failures, stoppage),
  }
}

export function network({ nodes, edges }: Network) {
  return {
    nodes: nodes.map((one) =>
      compact({ ...one, x: unless(one.x, 0), y: unless(one.y, 0), places: one.places.length > 0 ? one.places : undefined }),
    ),
    edges: edges.map((one) =>
      compact({ ...one, length: metres(one.length), oneWay: unless(one.oneWay, false), zone: one.zone ?? undefined }),
    ),
  }
}

const stoppage = (one: Stoppage) => ({
  ...named(one),
  clock: unless(one.clock, 'processing'),
  after: distribution(one.after),
  repair: distribution(one.repair),
})
