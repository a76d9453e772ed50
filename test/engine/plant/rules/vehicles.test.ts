import { describe, expect, it } from 'vitest'
import type { Fleet, Network, Scenario } from '../../../../scenarios/model.ts'
import { always, bench } from '../bench.ts'
import { buffer, calendar, fleet, operation, plant, product, sink, source, station } from '../plants.ts'

const at = (x: number, y = 0) => ({ x, y, rotation: 0 })

/** saw (10 s, at 0) ──agv, 2 m/s, 3 s to load, 4 s to unload──▶ rack (20 m away) ──▶ press (5 s). */
function shop(more: Partial<Fleet> = {}, parts: Partial<Scenario> = {}): Scenario {
  return plant({
    stations: [station({ id: 'saw', time: always(10), pose: at(0) }), station({ id: 'press', time: always(5), pose: at(24) })],
    buffers: [buffer({ id: 'rack', pose: at(20) })],
    transport: [fleet({ id: 'agv', speed: 2, loadTime: 3, unloadTime: 4, ...more })],
    products: [product({ id: 'part', route: [operation({ id: 'saw' }), operation({ id: 'press', buffer: 'rack', by: 'agv' })] })],
    sources: [source({ id: 'in', pose: at(-10) })],
    ...parts,
  })
}

describe('a trip', () => {
  it('[V1] a unit waits where it stands until it is loaded; the vehicle drives, loads, drives, unloads, and the place ahead is kept for it', () => {
    const { started, states, vehicleStates } = bench(shop(), { until: 60 })
    // One vehicle between two stations: a cycle is 2 × 20 m / 2 m/s + 3 s + 4 s = 27 s.
    expect(started('press')).toEqual(['0@27', '1@54'])
    expect(vehicleStates(0)).toEqual([
      '10 loading',
      '13 loadedRun',
      '23 unloading',
      '27 emptyRun',
      '37 loading',
      '40 loadedRun',
      '50 unloading',
      '54 emptyRun',
    ])
    expect(states('saw')).toEqual(['0 processing', '10 blocked', '13 processing', '23 blocked', '40 processing', '50 blocked'])
  })

  it('[V1] no vehicle is sent while there is no room: buffers are never too full', () => {
    const slow = shop(
      { fleet: 3 },
      { stations: [station({ id: 'saw', time: always(1), pose: at(0) }), station({ id: 'press', time: always(100), pose: at(24) })] },
    )
    const full = { ...slow, buffers: [buffer({ id: 'rack', capacity: 1, pose: at(20) })] }
    const { came, started } = bench(full, { until: 300 })
    // 0 is pressed from 18 on, 1 lies in the rack; a place for 2 appears at 118, when 1 is taken. The third vehicle stands at the saw.
    expect(started('press')).toEqual(['0@18', '1@118', '2@218'])
    expect(came('rack')).toEqual(['0@18', '1@35', '2@135', '3@245'])
  })

  it('[V9] who waits to be brought to a full buffer counts among those who stand before it: who waited first gets the room', () => {
    // The rack has one place. The hand beside it puts a unit there every second, if it can; the saw is done at 10 and calls for the vehicle.
    const shared = shop(
      { loadTime: 0, unloadTime: 0 },
      {
        stations: [
          station({ id: 'saw', time: always(10), pose: at(0) }),
          station({ id: 'hand', time: always(1), pose: at(20) }),
          station({ id: 'press', time: always(7), pose: at(24) }),
        ],
        buffers: [buffer({ id: 'rack', capacity: 1, pose: at(20) })],
        products: [
          product({ id: 'sawn', route: [operation({ id: 'saw' }), operation({ id: 'press', buffer: 'rack', by: 'agv' })] }),
          product({ id: 'made', route: [operation({ id: 'hand' }), operation({ id: 'press', buffer: 'rack' })] }),
        ],
        sources: [
          source({ id: 'in', mix: [{ product: 'sawn', weight: 1 }], limit: 1 }),
          source({ id: 'in2', mix: [{ product: 'made', weight: 1 }] }),
        ],
      },
    )
    // Unit 0 is sawn. 1 is pressed from 1, 2 lies in the rack from 2 and is pressed from 8, when 3, who stands there since 3, moves in. At 15
    // that place is 0's, who waits since 10; 4, who waits since 9, had it first: so 4 at 15, and 0, fetched at 22, at 32, and 5 only after it.
    const { came, simulation } = bench(shared, { until: 50 })
    expect(came('rack')).toEqual(['1@1', '2@2', '3@8', '4@15', '0@32', '5@32', '6@39', '7@46'])
    expect(simulation.standstill()).toBe(null)
    // While the saw is off shift nobody keeps a place for what stands in it.
    const closed = {
      ...shared,
      calendars: [calendar({ id: 'day', period: 100, working: [{ from: 0, to: 21 }] })],
      stations: shared.stations.map((one) => (one.id === 'saw' ? { ...one, calendar: 'day' } : one)),
    }
    expect(bench(closed, { until: 40 }).came('rack')).toEqual(['1@1', '2@2', '3@8', '4@15', '5@22', '6@29', '7@36'])
  })

  it('[V9] a newcomer does not take the place that is kept for a unit whose vehicle is still busy', () => {
    const busy = shop(
      { loadTime: 0, unloadTime: 0, speed: 1 },
      {
        stations: [
          station({ id: 'saw', time: always(10), pose: at(0) }),
          station({ id: 'hand', time: always(20), pose: at(20) }),
          station({ id: 'press', time: always(5), pose: at(24) }),
          station({ id: 'paint', time: always(1), pose: at(90) }),
        ],
        buffers: [buffer({ id: 'rack', capacity: 1, pose: at(20) })],
        products: [
          product({ id: 'painted', route: [operation({ id: 'paint', by: 'agv' })] }),
          product({ id: 'sawn', route: [operation({ id: 'saw' }), operation({ id: 'press', buffer: 'rack', by: 'agv' })] }),
          product({ id: 'made', route: [operation({ id: 'hand' }), operation({ id: 'press', buffer: 'rack' })] }),
        ],
        sources: ['painted', 'sawn', 'made'].map((id) =>
          source({ id: `in-${id}`, mix: [{ product: id, weight: 1 }], limit: 1, pose: at(-10) }),
        ),
      },
    )
    // The vehicle brings 0 to paint until 100, comes for 1, who waits since 10, at 190, and is at the rack at 210; 2 stands before it since 20.
    expect(bench(busy).came('rack')).toEqual(['1@210', '2@210'])
  })

  it('[V2] loaded it has a speed of its own, and a sink can be the end of a trip', () => {
    const scenario = shop({ loadedSpeed: 1 })
    const out = {
      ...scenario,
      sinks: [sink({ id: 'out', pose: at(44) })],
      products: scenario.products.map((one) => ({ ...one, by: 'agv' })),
    }
    const { finished } = bench({ ...out, sources: [source({ id: 'in', limit: 1 })] })
    // 10 + 3 + 20 + 4 = 37 in the rack, pressed at 42; from the rack to the press 4 m empty = 2 s, load 3, 20 m loaded = 20 s, unload 4.
    expect(finished()).toEqual(['0@71'])
  })

  it('[V2] a station that stands still hands nothing over: the vehicle waits', () => {
    const scenario = shop({ home: 'rack' }, { calendars: [calendar({ id: 'day', period: 100, working: [{ from: 0, to: 15 }] })] })
    const closed = { ...scenario, stations: scenario.stations.map((one) => (one.id === 'saw' ? { ...one, calendar: 'day' } : one)) }
    // It is at the saw at 20, whose shift ended at 15 and begins at 100.
    expect(bench(closed, { until: 130 }).vehicleStates(0)).toEqual([
      '10 emptyRun',
      '20 waiting',
      '100 loading',
      '103 loadedRun',
      '113 unloading',
      '117 idle',
    ])
  })
})

describe('who is sent', () => {
  /** Two saws at 0 and 100 m, the rack at 50; both finish at 10, and the vehicles start at 90 and 95. */
  const two = (assignment: Fleet['assignment'], vehicles = 1): Scenario =>
    plant({
      stations: [
        station({ id: 'a', time: always(10), pose: at(0) }),
        station({ id: 'b', time: always(11), pose: at(100) }),
        station({ id: 'press', time: always(1), pose: at(60) }),
      ],
      buffers: [buffer({ id: 'rack', pose: at(50) })],
      transport: [fleet({ id: 'agv', fleet: vehicles, speed: 10, assignment, home: 'press' })],
      products: [
        product({ id: 'p', route: [operation({ id: 'a' }), operation({ id: 'press', buffer: 'rack', by: 'agv' })] }),
        product({ id: 'q', route: [operation({ id: 'b' }), operation({ id: 'press', buffer: 'rack', by: 'agv' })] }),
      ],
      sources: [
        source({ id: 'in', mix: [{ product: 'p', weight: 1 }], limit: 2 }),
        source({ id: 'in2', mix: [{ product: 'q', weight: 1 }], limit: 2 }),
      ],
    })

  it('[V3] nearest takes the shortest way to a unit that waits; longestWaiting the unit that waits longest', () => {
    // It leaves the press for a at 10 (60 m), brings unit 0 to the rack at 21. There 2 of b has waited since 11, and a is done again at 26.
    expect(bench(two('longestWaiting')).came('rack').slice(0, 2)).toEqual(['0@21', '1@31'])
    // With both saws equally far from the rack, the first that asked is taken.
    expect(bench(two('nearest')).came('rack').slice(0, 2)).toEqual(['0@21', '1@31'])
    // At 21 it stands at the rack; move b close by, and it is still fetched second, but of two that wait the nearer first.
    const near = two('nearest')
    const closer = { ...near, stations: near.stations.map((one) => (one.id === 'b' ? { ...one, time: always(10), pose: at(62) } : one)) }
    expect(bench(closer).came('rack')[0]).toEqual('1@11.4')
    const first = { ...closer, transport: closer.transport.map((one) => ({ ...one, assignment: 'longestWaiting' as const })) }
    expect(bench(first).came('rack')[0]).toEqual('0@21')
  })

  it('[V3] cyclic takes turns; fewestLoads keeps loads even', () => {
    for (const assignment of ['cyclic', 'fewestLoads'] as const) {
      const { tally } = bench(two(assignment, 2), { until: 200 })
      expect([...tally.carriedUnits]).toEqual([2, 2])
    }
  })

  it('[V4] with nothing to do it stays, or drives home', () => {
    const scenario = shop({}, { sources: [source({ id: 'in', limit: 1 })] })
    expect(bench(scenario).vehicleStates(0).at(-1)).toBe('27 idle')
    const home = shop({ park: 'home', home: 'saw' }, { sources: [source({ id: 'in', limit: 1 })] })
    expect(bench(home).vehicleStates(0).slice(-2)).toEqual(['27 emptyRun', '37 idle'])
  })

  it('[V5] a vehicle that is free with too little charge left drives to a charger, and waits for it', () => {
    const battery = { range: 100, threshold: 0.7, at: 'saw', chargers: 1, time: 50 }
    // After 20 + 20 m 60 % are left: at 54 it drives 20 m to the saw, charges from 64 to 114, and then fetches what stands there.
    expect(bench(shop({ battery }), { until: 120 }).vehicleStates(0).slice(-5, -1)).toEqual([
      '50 unloading',
      '54 emptyRun',
      '64 charging',
      '114 loading',
    ])
  })
})

describe('on a network', () => {
  const square: Network = {
    nodes: [
      { id: 'n1', x: 0, y: 0, places: ['saw'] },
      { id: 'n2', x: 10, y: 0, places: [] },
      { id: 'n3', x: 20, y: 0, places: ['rack', 'press'] },
      { id: 'n4', x: 10, y: 8, places: [] },
    ],
    edges: [
      { from: 'n1', to: 'n2', length: 10, oneWay: true, zone: null },
      { from: 'n2', to: 'n3', length: 10, oneWay: true, zone: 'z' },
      { from: 'n3', to: 'n4', length: 14, oneWay: true, zone: null },
      { from: 'n4', to: 'n1', length: 14, oneWay: true, zone: null },
      { from: 'n2', to: 'n4', length: 100, oneWay: true, zone: null },
    ],
  }

  it('[V6] it takes the shortest way there is', () => {
    const { vehicleStates } = bench(shop({}, { network: square }), { until: 45 })
    expect(vehicleStates(0).slice(0, 5)).toEqual(['10 loading', '13 loadedRun', '23 unloading', '27 emptyRun', '41 loading'])
  })

  it('[V6] one vehicle at a time is in a zone; who waits goes on when it is left, or by another way that is not too long', () => {
    const scenario = shop({ fleet: 2, speed: 1, loadedSpeed: 1, loadTime: 0, unloadTime: 0 }, { network: square })
    const quick = { ...scenario, stations: [station({ id: 'saw', time: always(2), pose: at(0) }), scenario.stations[1]!] }
    const { vehicleStates, came } = bench(quick, { until: 60 })
    // The first is in z from 12 to 22; the second, 2 s behind, waits for it at n2 from 14 to 22.
    expect(came('rack')).toEqual(['0@22', '1@32'])
    expect(vehicleStates(1).slice(0, 3)).toEqual(['4 loadedRun', '14 waiting', '22 loadedRun'])
    const around = { ...square, edges: [...square.edges, { from: 'n2', to: 'n3', length: 15, oneWay: true, zone: null }] }
    expect(bench({ ...quick, network: around }, { until: 60 }).came('rack')).toEqual(['0@22', '1@29'])
  })

  it('[V7] two that wait for the zone of each other are a standstill, and it is said which', () => {
    // A single track a – m – b in two zones, and a vehicle from each end.
    const network: Network = {
      nodes: [
        { id: 'west', x: 0, y: 0, places: ['a', 'rack2'] },
        { id: 'middle', x: 10, y: 0, places: [] },
        { id: 'east', x: 20, y: 0, places: ['b', 'rack1'] },
      ],
      edges: [
        { from: 'west', to: 'middle', length: 10, oneWay: false, zone: 'left' },
        { from: 'middle', to: 'east', length: 10, oneWay: false, zone: 'right' },
      ],
    }
    const scenario = plant({
      stations: ['a', 'b', 'c', 'd'].map((id) => station({ id, time: always(5) })),
      buffers: [buffer({ id: 'rack1' }), buffer({ id: 'rack2' })],
      transport: [fleet({ id: 'east-bound', home: 'west' }), fleet({ id: 'west-bound', home: 'east' })],
      network,
      products: [
        product({ id: 'p', route: [operation({ id: 'a' }), operation({ id: 'c', buffer: 'rack1', by: 'east-bound' })] }),
        product({ id: 'q', route: [operation({ id: 'b' }), operation({ id: 'd', buffer: 'rack2', by: 'west-bound' })] }),
      ],
      sources: [
        source({ id: 'in', mix: [{ product: 'p', weight: 1 }], limit: 1 }),
        source({ id: 'in2', mix: [{ product: 'q', weight: 1 }], limit: 1 }),
      ],
    })
    const { simulation, vehicleStates } = bench(scenario, { until: 100 })
    expect(vehicleStates(0).at(-1)).toBe('15 waiting')
    expect(simulation.standstill()).toEqual([
      'vehicle east-bound#1 is in zone left and waits for zone right',
      'vehicle west-bound#1 is in zone right and waits for zone left',
    ])
    // One zone for both is a single track that is taken as a whole: the second waits at its end, and both come through.
    const single = { ...network, edges: network.edges.map((edge) => ({ ...edge, zone: 'track' })) }
    const through = bench({ ...scenario, network: single }, { until: 100 })
    expect(through.came('rack1')).toEqual(['0@25'])
    expect(through.came('rack2')).toEqual(['1@45'])
    expect(through.simulation.standstill()).toBe(null)
  })
})

it('[V8] the states of a vehicle tile the calendar, and how long units waited for it is counted', () => {
  const { tally } = bench(shop(), { until: 54 })
  const times = [...tally.carrierTime].map((time) => time / 1e6)
  expect(times.slice(0, 7)).toEqual([10, 10, 6, 20, 8, 0, 0])
  // Unit 0 not at all, unit 1 from 23 to 37.
  expect([tally.transportWaiting[0]! / 1e6, tally.transportLoads[0]]).toEqual([14, 2])
})
