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

describe('loads of several', () => {
  /** Blanks come every 10 s to the saw, 20 m away, which has a rack. */
  const many = (more: Partial<Fleet>, every = 10, limit = 6): Scenario =>
    plant({
      stations: [station({ id: 'saw', time: always(1), pose: at(24) })],
      buffers: [buffer({ id: 'rack', pose: at(20) })],
      transport: [fleet({ id: 'tug', speed: 1, loadTime: 1, unloadTime: 2, ...more })],
      products: [product({ id: 'part', route: [operation({ id: 'saw', buffer: 'rack', by: 'tug' })] })],
      sources: [source({ id: 'in', every: always(every), limit, pose: at(0) })],
    })

  it('[V10] a vehicle takes what stands where it loads, up to its capacity, and sets all down', () => {
    const { came, vehicleStates, tally } = bench(many({ capacity: 3 }), { until: 120 })
    // The first comes at 10 and is taken alone: at the rack at 31, set down at 33, back at 53. There 20, 30, 40, 50 stand: three of them are loaded
    // until 56, at the rack at 76, and set down at 78, 80, 82. The last two (50, 60) are loaded from 102 to 104.
    expect(came('rack')).toEqual(['0@33', '1@78', '2@80', '3@82'])
    expect(vehicleStates(0)).toEqual([
      '10 loading',
      '11 loadedRun',
      '31 unloading',
      '33 emptyRun',
      '53 loading',
      '54 loading',
      '55 loading',
      '56 loadedRun',
      '76 unloading',
      '82 emptyRun',
      '102 loading',
      '103 loading',
      '104 loadedRun',
    ])
    expect(tally.transportLoads[0]).toBe(6)
  })

  it('[V10] it is sent when enough wait at one place, or one has waited long enough', () => {
    const { came } = bench(many({ capacity: 3, minLoad: 3, maxWait: 60 }), { until: 400 })
    // 10, 20, 30: it begins at 30 and is there at 53. 40, 50, 60: it sets out at 60, is loaded at 83.
    expect(came('rack')).toEqual(['0@55', '1@57', '2@59', '3@105', '4@107', '5@109'])
    // Only four come: the last has waited 60 s at 100, and is loaded at 121.
    expect(
      bench(many({ capacity: 3, minLoad: 3, maxWait: 60 }, 10, 4), { until: 400 })
        .came('rack')
        .at(-1),
    ).toBe('3@143')
  })

  it('[V10] on a tour it sets down at each place what goes there', () => {
    const tour = plant({
      stations: ['a', 'b'].map((id, i) => station({ id, time: always(1), pose: at(10 + 20 * i) })),
      buffers: ['to-a', 'to-b'].map((id, i) => buffer({ id, pose: at(10 + 20 * i) })),
      transport: [fleet({ id: 'tug', capacity: 4, home: 'in-p', minLoad: 4, maxWait: 1000 })],
      products: ['a', 'b'].map((id) => product({ id: `for-${id}`, route: [operation({ id, buffer: `to-${id}`, by: 'tug' })] })),
      sources: [
        source({ id: 'in-p', every: always(1), limit: 4, mix: [{ product: 'for-a', weight: 1 }], pose: at(0) }),
        source({ id: 'in-q', every: always(1), limit: 4, mix: [{ product: 'for-b', weight: 1 }], pose: at(0) }),
      ],
    })
    // Alone on their place they are two fleets' worth; with a network both sources are one stop.
    const network: Network = {
      nodes: [
        { id: 'start', x: 0, y: 0, places: ['in-p', 'in-q'] },
        { id: 'one', x: 10, y: 0, places: ['to-a'] },
        { id: 'two', x: 30, y: 0, places: ['to-b'] },
      ],
      edges: [
        { from: 'start', to: 'one', length: 10, oneWay: false, zone: null },
        { from: 'one', to: 'two', length: 20, oneWay: false, zone: null },
      ],
    }
    const { came } = bench({ ...tour, network }, { until: 40 })
    expect([came('to-a'), came('to-b')]).toEqual([
      ['0@12', '2@12'],
      ['1@32', '3@32'],
    ])
  })
})

describe('failures and shifts', () => {
  it('[V11] a vehicle that fails stands where it is and goes on from there', () => {
    const failures = [{ id: 'tyre', title: '', clock: 'processing' as const, after: always(8), repair: always(100) }]
    const { vehicleStates, came, tally } = bench(shop({ failures }), { until: 135 })
    // Eight seconds after it began to load, on its way: five seconds of ten are left. The next eight: 5 + 3 of unloading.
    expect(vehicleStates(0)).toEqual(['10 loading', '13 loadedRun', '18 repair', '118 loadedRun', '123 unloading', '126 repair'])
    expect(came('rack')).toEqual([])
    expect(tally.transportLoads[0]).toBe(1)
    const calendarClock = [{ ...failures[0]!, clock: 'calendar' as const, after: always(9), repair: always(3) }]
    expect(bench(shop({ failures: calendarClock }), { until: 20 }).vehicleStates(0)).toEqual(['9 repair', '12 loading', '15 loadedRun'])
  })

  it('[V11] loading that goes on after a repair is not another load', () => {
    const failures = [{ id: 'fork', title: '', clock: 'operating' as const, after: always(11), repair: always(5) }]
    const { vehicleStates, tally } = bench(shop({ failures }), { until: 19 })
    expect(vehicleStates(0)).toEqual(['10 loading', '11 repair', '16 loading', '18 loadedRun'])
    expect(tally.transportLoads[0]).toBe(1)
  })

  it('[V12] off shift a vehicle ends its trip and is paused', () => {
    const scenario = shop({ calendar: 'day' }, { calendars: [calendar({ id: 'day', period: 100, working: [{ from: 0, to: 15 }] })] })
    const { vehicleStates, came } = bench(scenario, { until: 125 })
    expect(vehicleStates(0)).toEqual([
      '10 loading',
      '13 loadedRun',
      '23 unloading',
      '27 paused',
      '100 emptyRun',
      '110 loading',
      '113 loadedRun',
      '123 unloading',
    ])
    expect(came('rack')).toEqual(['0@27'])
  })
})

describe('cranes on a rail', () => {
  /** Hand-overs along x: each [from, to, moment] is a unit that is ready there then. One crane serves all. */
  const hall = (moves: readonly (readonly [number, number, number])[], more: Partial<Fleet> = {}): Scenario =>
    plant({
      stations: moves.map(([, to], i) => station({ id: `to-${i}`, time: always(1), pose: at(to) })),
      buffers: moves.map(([, to], i) => buffer({ id: `rack-${i}`, pose: at(to) })),
      transport: [
        fleet({
          id: 'crane',
          fleet: 2,
          speed: 1,
          loadTime: 2,
          unloadTime: 2,
          guide: { kind: 'rail', axis: 'x', from: 0, to: 40, gap: 4, crossSpeed: null },
          ...more,
        }),
      ],
      products: moves.map((_, i) => product({ id: `p${i}`, route: [operation({ id: `to-${i}`, buffer: `rack-${i}`, by: 'crane' })] })),
      sources: moves.map(([from, , when], i) =>
        source({ id: `in-${i}`, every: always(1), limit: 1, start: when - 1, mix: [{ product: `p${i}`, weight: 1 }], pose: at(from) }),
      ),
    })

  it('[V13] who has nothing to do gives way, and they keep their gap', () => {
    // They begin at 2 and 6. For the first to go to 20 the second has to be at 24: it goes there first, 18 m.
    const { vehicleStates, came } = bench(hall([[2, 20, 5]]), { until: 60 })
    expect(vehicleStates(0)).toEqual(['5 loading', '7 waiting', '25 loadedRun', '43 unloading', '45 idle'])
    expect(vehicleStates(1)).toEqual(['7 emptyRun', '25 idle'])
    expect(came('rack-0')).toEqual(['0@45'])
  })

  it('[V13] of two that want to cross the one whose trip was ordered first goes through, the other gives way', () => {
    // They begin at 4 and 8. The first fetches at 4 for 30; the second, ordered a second later, at 20 for 6.
    const scenario = hall([
      [4, 30, 1],
      [20, 6, 2],
    ])
    const { came, simulation, vehicleStates } = bench(scenario, { until: 200 })
    // At 16 the second is loaded, and they face each other: it carries its unit aside, from 20 to 34. The first goes from 30 to 56, and makes
    // way for the second, to 2, from 58 to 86.
    expect(vehicleStates(0)).toEqual(['1 loading', '3 waiting', '30 loadedRun', '56 unloading', '58 emptyRun', '86 idle'])
    expect(vehicleStates(1)).toEqual([
      '2 emptyRun',
      '14 loading',
      '16 loadedRun',
      '30 waiting',
      '86 loadedRun',
      '114 unloading',
      '116 idle',
    ])
    expect([...came('rack-0'), ...came('rack-1')]).toEqual(['0@58', '1@116'])
    expect(simulation.standstill()).toBe(null)
  })

  it('[V13] the trolley crosses while the bridge drives: the longer of the two counts', () => {
    const across = hall([[0, 10, 1]], { fleet: 1, guide: { kind: 'rail', axis: 'x', from: null, to: null, gap: 0, crossSpeed: 0.5 } })
    const moved = { ...across, buffers: across.buffers.map((one) => ({ ...one, pose: at(10, 8) })) }
    // 1 ready, 2 to load, max(10 / 1, 8 / 0.5) = 16, 2 to unload.
    expect(bench(moved, { until: 60 }).came('rack-0')).toEqual(['0@21'])
  })

  it('[V13] a crane serves only places at which all others have room beside it', () => {
    // The first of two cannot come to 38 on a rail of 40 with a gap of 4: the second brings it, though the first is nearer.
    const { came, vehicleStates } = bench(hall([[10, 38, 1]]), { until: 100 })
    // They begin at 10 and 14; the first makes way to 6.
    expect(vehicleStates(0)).toEqual(['1 emptyRun', '5 idle'])
    expect(vehicleStates(1)).toEqual(['1 waiting', '5 emptyRun', '9 loading', '11 loadedRun', '39 unloading', '41 idle'])
    expect(came('rack-0')).toEqual(['0@41'])
  })
})

describe('lifts and turntables', () => {
  it('[V14] a lift takes height by speed, and its doors for each run', () => {
    const lift = shop({
      speed: 2,
      loadTime: 1,
      unloadTime: 1,
      guide: {
        kind: 'shaft',
        levels: [
          { height: 0, places: ['saw'] },
          { height: 6, places: ['rack'] },
        ],
        doorTime: 4,
      },
    })
    // Up it takes 1 + (3 + 4) + 1 = 9 s; it is called down, 7 s, when the saw is done again 10 s after it was emptied: at 21 and 38.
    expect(bench(lift, { until: 56 }).came('rack')).toEqual(['0@19', '1@37', '2@55'])
  })

  it('[V14] a turntable turns the shorter way round', () => {
    const table = (angle: number) =>
      shop({
        loadTime: 1,
        unloadTime: 1,
        guide: {
          kind: 'turntable',
          ports: [
            { angle: 10, places: ['saw'] },
            { angle, places: ['rack'] },
          ],
          turnTime: 12,
        },
      })
    // 90° are 3 s. The saw is done again at 21: 3 s back, 5 s there.
    expect(bench(table(100), { until: 30 }).came('rack')).toEqual(['0@15', '1@29'])
    // From 10° to 310° it is 60°, 2 s.
    expect(bench(table(310), { until: 30 }).came('rack')).toEqual(['0@14', '1@27'])
    // At the same angle no turn is made.
    expect(bench(table(10), { until: 30 }).came('rack')).toEqual(['0@12', '1@23'])
  })
})
