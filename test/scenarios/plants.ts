/** A plant that uses every part of the language at least once. */
export const everything = `schema: takt/1
title: Everything
description: Uses every key.
seed: 7
replications: 20
horizon: 2 wk
warmUp: 8 h
startTime: 2026-03-02T06:00
timeZone: Europe/Berlin
currency: CHF
objective: { kpi: onTimeRatio }
bookings: { of: [ consumed, produced ], late: { share: 20 %, by: { kind: exponential, mean: 2 h } }, batched: 8 h, errors: { share: 2 %, twice: 30 %, factor: { kind: uniform, min: 0, max: 2 }, corrected: 4 h } }
areas: { hall-1: { title: Hall 1 }, hall-2: }
energy: { price: 0.18, co2: 0.38, bands: [ { calendar: two-shifts, price: 0.29 } ], classes: { cnc: { processing: 11 kW, setup: 4, idle: 2500 W, standby: { after: 20 min, power: 400 W, warmUp: 3 min } } } }
suppliers: { acme: { title: Acme, leadTime: { kind: gamma, mean: 3 d, cv: 0.3 }, late: { probability: 10 %, by: 2 d }, short: { probability: 5 %, share: 80 % }, lotQuality: { kind: gamma, mean: 1, cv: 0.5 } } }
materials:
  steel: { backflush: operation, unit: kg, initialStock: 500, reorderPoint: 200, orderQuantity: 400, supplier: acme, unitCost: 1.2, orderCost: 30, holdingCost: 0.01 }
  screw: { initialStock: 1000, reorderPoint: 100, orderUpTo: 2000, supplier: acme }
  glue:
  oil: { kanban: { bins: 3, quantity: 20 }, supplier: acme, lots: blend, inspection: { time: 1 h, reject: 2 % } }
  paint: { reorderPoint: 5, orderUpTo: 30, review: 1 d, minimumOrder: 10, multiple: 5, shelfLife: 4 wk, holds: [ { at: 1 d, until: 3 d, receivedFrom: 2 h, receivedUntil: 2 d, above: 1.5, finally: scrap }, { at: 5 d } ], supplier: acme, backorderCost: 3, lostSaleCost: 8 }
  rail: { mrp: { every: 1 d, leadTime: 3 d, lotSize: fixed, quantity: 50, safetyStock: 10 }, supplier: acme }
  knob: { baseStock: 12, supplier: acme }
  knob-line: { kanban: { bins: 2, quantity: 4 }, from: knob, transferTime: { kind: uniform, min: 5 min, max: 15 min }, orderCost: 2 }
products:
  bracket:
    title: Bracket
    family: metal
    route:
      - { id: cutting, stations: [ saw, laser ], via: infeed, components: { steel: 2.5 } }
      - { id: drilling, stations: drill, buffer: rack, needs: [ { crew: operators, skill: drilling, for: setup }, { crew: helpers, n: 2 }, { tool: cutter, for: process } ], releaseOperator: atEnd, time: { kind: lognormal, mean: 80 s, sd: 9 s }, yield: 97 %, batch: 1, rework: { ratio: 60 %, to: cutting, limit: 2, per: operation },
          parameters: [ { parameter: feed, setPoint: 0.2, low: 0.15 } ],
          characteristics: { hole: { title: Width of the hole, unit: mm, value: { kind: normal, mean: 8, sd: 0.02 }, parameter: feed, gain: 0.1 }, depth: { value: 30 } },
          defects: { burr: { title: A burr, probability: 1 %, effects: [ { of: parameter, name: feed, coefficient: 40, target: 0.22 }, { of: toolAge, coefficient: 0.1, target: 8 }, { of: materialLot, name: oil, coefficient: 1, side: both } ] }, crack: { logit: -6.5, effects: [ { of: speed, coefficient: 20, side: below }, { of: operator, coefficient: 3 }, { of: operator, coefficient: -1, side: above, target: 1.1 }, { of: toolAge, name: cutter, coefficient: 0.2 }, { of: sinceSetup, coefficient: -1 }, { of: station, name: drill, coefficient: 0.5 } ] } },
          components: { oil: 0.1 },
          test: { finds: [ burr ], detection: 95 %, falseAlarm: 1 %, measures: [ { characteristic: hole, sd: 0.005, low: 7.95, high: 8.05 }, { characteristic: depth } ], every: 5, share: 50 %, time: 30 s, result: 2 h, meanwhile: goOn, rework: { to: drilling }, repairs: [ burr ] } }
    sink: store
    by: tugger
    initialStock: 12
    holdingCost: 0.5
  frame:
    attributes: { weight: { kind: normal, mean: 12, sd: 2 }, size: { title: Size, number: 3 }, colour: { values: [ red, blue ], weights: [ 3, 1 ] }, shape: { values: { round: 1, flat: 2 } } }
    route:
      - { id: assembly, stations: assembly, defects: { loose: { probability: 2 % } }, test: { detection: 90 %, onFail: accept }, next: { assembly: 10 %, touch-up: 40 % } }
      - { id: touch-up, stations: [ { station: saw, buffer: rack }, { station: laser, weight: 2 } ], choose: random, next: [ { to: check, when: { attribute: weight, above: 10, upTo: 14 } }, { to: shipped } ] }
      - { id: plating, stations: plater, components: { glue: 0.1 } }
      - { id: check, stations: [ saw, laser ], choose: shortestQueue, next: shipped, maxWait: { time: 4 h, to: assembly } }
      - { id: paint, stations: [ { station: saw, when: { attribute: colour, is: red } }, laser ], choose: { by: byAttribute, again: true } }
    components: { bracket: 4, screw: 16, glue: 1 }
    sink: shipped
    via: outfeed
    price: 120
  lid: { route: [ saw, { id: rinse, stations: laser, versions: [ dry ] }, { id: wipe, stations: laser, versions: [ dry, clean ] } ], sink: pallets, versions: [ { id: dry, title: Dry }, { id: wet, from: 1 wk }, { id: clean, from: 2026-03-20T00:00 } ] }
  kit:
    route:
      - { id: turning, stations: saw, steps: { clamp: { title: Clamping, time: 30 s, needs: operators }, turn: { time: 4 min, needs: [] }, unclamp: { time: { kind: uniform, min: 10 s, max: 20 s } } } }
      - { stations: assembly, parts: [ { product: lid, quantity: 2, match: order } ], collect: progressive, splits: { lid: 1 }, whenSplit: goesOn }
    sink: shipped
transport:
  tugger: { title: Tugger, kind: forklift, fleet: 2, speed: 90 m/min, loadedSpeed: 1 m/s, loadTime: 20 s, unloadTime: 15 s, assignment: longestWaiting, park: home, home: yard, battery: { range: 4 km, threshold: 25 %, at: saw, chargers: 2, time: 30 min }, capacity: 3, minLoad: 2, maxWait: 5 min, calendar: two-shifts, failures: { tyre: { title: Tyre, clock: operating, after: { kind: exponential, mean: 80 h }, repair: 30 min }, battery: { availability: 99 %, mttr: 1 h } } }
  bridge: { title: Bridge, kind: crane, fleet: 2, speed: 40 m/min, guide: { kind: rail, axis: y, from: -10 m, to: 50, gap: 6 m, crossSpeed: 20 m/min } }
  hoist: { kind: lift, speed: 0.5, guide: { kind: shaft, levels: [ { height: 0, places: [ saw ] }, { height: 4.5 m, places: [ laser ] } ], doorTime: 4 s } }
  wheel: { kind: turntable, guide: { kind: turntable, ports: [ { angle: 0, places: [ saw ] }, { angle: 90, places: [ laser ] } ], turnTime: 20 s } }
network:
  nodes: { west: { places: [ saw, laser ] }, yard: { x: 10 m, y: 500 cm }, east: { x: 20, places: [ drill, store ] } }
  edges: [ { from: west, to: yard, length: 12 m, oneWay: true, zone: aisle }, { from: yard, to: east }, { from: east, to: west, length: 30 } ]
conveyors:
  infeed: { title: Infeed, area: hall-1, length: 12 m, speed: 12 m/min, unitLength: 60 cm, gap: 0.1, accumulating: true, release: ripple, startDelay: 1.5 s, calendar: two-shifts, speeds: [ { from: 1 wk, factor: 0.8 } ], path: [ { x: 0, y: 2 m }, { x: 12, y: 2 } ], failures: [ { title: Motor, clock: operating, after: { kind: exponential, mean: 200 h }, repair: 20 min }, { id: jam, availability: 99 %, mttr: 3 min } ] }
  outfeed: { length: 800 cm, speed: 0.25 }
sources:
  demand: { mix: { bracket: 3, frame: 1 }, every: { kind: erlang, k: 2, mean: 10 min }, due: 2 d, lateCost: 5, priority: 1, profile: [ { from: 1 wk, factor: 1.5 } ] }
  shop: { product: bracket, rate: 2/h, size: { kind: poisson, mean: 2 }, lostSales: true, serve: stock, start: 1 h, limit: 100, whenFull: lose }
orders:
  o-0: { product: lid, version: wet }
  o-1: { title: First, product: frame, quantity: 10, completed: 2, release: 2026-03-02T08:00, due: 2026-03-06T16:00, priority: 5, customer: Ada, lateCost: 100 }
  o-2: { product: bracket, quantity: 40, replaceScrap: true, underDelivery: 5 %, overDelivery: 0.1, changes: [ { at: 2 d, quantity: 30 }, { at: 3 d, due: 2026-03-10T12:00 }, { at: 4 d, cancel: true } ] }
stations:
  plater: { title: Plating, outside: { supplier: acme, leadTime: { kind: triangular, min: 3 d, mode: 4 d, max: 6 d }, ship: { min: 20, max: 200, maxWait: 2 d, key: [ order ] }, pickUps: two-shifts, cost: 4.5 }, yield: 99 % }
  saw: { holds: [ { at: 3 d, until: 4 d, inHand: suspend }, { at: 6 d } ], needs: operators, preempt: restart, moveQuantity: 5, area: hall-1, time: { kind: triangular, min: 40 s, mode: 50 s, max: 70 s }, calendar: two-shifts }
  laser:
    needs: { skill: cutting, for: process, priority: 2, preempt: true, resumeWith: same }
    releaseOperator: whenLeft
    area: hall-1
    batch: { min: 2, max: 4, key: family, maxWait: 10 min, onTimeout: release }
    kind: mill
    time: 45 s
    costPerHour: 80
    power: { class: cnc, blocked: 3 kW, off: 0.1 }
    blockingBeforeService: true
    occupiedWhileBlocked: true
    transferWhileDown: true
    overlap: queue
    signals:
      wear: { unit: µm, start: 2, drift: { kind: gamma, mean: 0.4, cv: 0.5 }, noise: 0.5, every: 8 h, warning: 20, alarm: 30, fail: 40 }
      dirt: { start: 0.5, drift: 0.1, per: unit, growth: exponential }
    maintenance:
      - { id: lens, when: { signal: dirt, above: 9.5 }, duration: 20 min, resets: [ dirt ], renews: [] }
      - { id: tube, hours: 800 h, clock: processing, since: renewal, window: 40 h, duration: 4 h, renews: [ belt ] }
      - { id: filter, cycles: 5000, window: 200, duration: 10 min, resets: [] }
    failures:
      - { id: optics, clock: signal, signal: wear, repair: 3 h }
      - { id: nozzle, signal: dirt, doubles: 4, after: 900 h, repair: 10 min }
      - { id: pump, clock: cycles, station: saw, interval: 400, repair: 10 min, spares: { screw: 2 }, effect: partial, restores: 40 %, age: 12, setup: lost }
      - { id: belt, dueWhile: gate, first: equilibrium, after: { kind: weibull, shape: 2, scale: 300 h }, repair: 1 h, interrupted: scrap, scrapRatio: 30 %, effect: minimal }
      - { id: leak, clock: operating, after: 200 h, age: 10 h, repair: 15 min, interrupted: opportunistic }
  drill:
    title: Drill
    kind: lathe
    slots: 2
    time: { kind: weibull, shape: 2, mean: 60 s }
    load: 12 s
    unload: { kind: uniform, min: 5 s, max: 9 s }
    needs: [ { crew: operators, for: load }, { skill: drilling, for: unload }, { tool: cutter, for: process } ]
    yield: 98.5 %
    rework: { to: drilling }
    setups: [ { time: 5 min }, { from: metal, to: frame, time: { kind: uniform, min: 8 min, max: 12 min }, external: 30 % } ]
    anticipate: true
    initialFamily: metal
    startUp: { scrap: 1, slow: 5, factor: 1.4, release: 2 min }
    campaign: { units: 500, hours: 40 h, cleaning: 30 min }
    calendar: two-shifts
    edge: finish
    maxOvertime: 20 min
    mustFit: true
    rule: setup
    power: cnc
    parameters: { feed: { title: Feed, unit: mm, setPoint: 0.18, sd: 0.01, autocorrelation: 0.5, drift: 0.001, clock: calendar, low: 0.1, high: 0.3, resetBy: [ maintenance ], adjustEvery: 200, adjustBeyond: 0.05 }, coolant: { setPoint: 5 } }
    failures:
      - { id: spindle, title: Spindle, clock: processing, after: { kind: weibull, shape: 2.5, scale: 40 h }, repair: { kind: erlang, k: 2, mean: 30 min }, crew: fitters, cost: 50, interrupted: restart, needs: [ operators ], priority: 5, preempt: true }
      - { clock: cycles, after: { kind: exponential, mean: 500 }, repair: 2 min }
      - { id: chuck, load: { parameter: feed, rated: 0.25, exponent: 2 }, after: 900 h, repair: 1 h }
      - { id: control, clock: calendar, availability: 99 %, mttr: 20 min, crew: fitters }
    maintenance:
      - { every: 1 wk, first: 2026-03-06T14:00, duration: 1 h, crew: fitters, renews: [ spindle ], cost: 20, start: suspend, needs: helpers, priority: 1 }
      - { at: 2026-03-09T06:00, duration: { kind: pert, min: 1 h, mode: 2 h, max: 4 h } }
  assembly: { area: hall-2, kind: assembly, time: { kind: empirical, values: [ 5 min, 6 min, 9 min ], weights: [ 5, 4, 1 ] }, rule: [ criticalRatio, leastSetup ], pose: { x: 12 m, y: -8 } }
buffers:
  rack: { area: hall-1, capacity: 20, order: edd }
  cooling: { order: { attribute: weight, first: largest }, dwell: { kind: uniform, min: 20 min, max: 30 min } }
  bay: { store: { columns: 10, levels: 4, binWidth: 1.5 m, binHeight: 80 cm, binCapacity: 2, mixed: true, putAway: emptiest, retrieve: nearest, speed: 2 m/s, liftSpeed: 30 m/min, handTime: 8 s, dual: false, ahead: 2, zones: [ { products: [ bracket, frame ], from: 1, to: 4 } ] } }
  small: { capacity: 3, store: { columns: 2, levels: 2, speed: 1, liftSpeed: 1 } }
  pallets:
sinks:
  store: { area: hall-1, stock: true }
  shipped: { title: Shipped }
tools:
  jig: { title: Jig, count: 2 }
  cutter: { count: 3, wear: { clock: cycles, life: 400, breaks: { kind: weibull, shape: 2, scale: 60 h }, interrupted: scrap, regrind: { times: 4, time: 3 h, restores: 90 %, needs: helpers, cost: 12 }, replace: { time: 10 min, needs: [ fitters ], spares: [ { item: screw, quantity: 2 } ], cost: 90 } } }
  punch: { wear: { life: 8 h } }
crews:
  fitters: { title: Fitters, size: 2, calendar: two-shifts }
  operators:
    calendar: two-shifts
    skills: [ loading, cutting ]
    edge: finish
    maxOvertime: 30 min
    speed: 1.2 m/s
    home: { x: 1 m, y: -2 }
    walks: [ { from: home, to: saw, time: 20 s }, { from: saw, to: laser, time: 45 s } ]
    levelsCount: true
    costPerHour: 38.5
    persons:
      ada: { title: Ada, skills: { drilling: 1.25, welding: 0.8 } }
      ben: { skills: [ welding ], calendar: two-shifts, from: 1 d, until: 2026-03-13T22:00 }
      cleo: { skills: { skill: drilling } }
  helpers: { edge: preempt, size: 3, skills: lifting }
calendars:
  two-shifts:
    shifts:
      - { days: mon-fri, from: '06:00', to: '14:00', breaks: [ { from: '09:00', to: '09:15' } ] }
      - { days: mon-fri, from: '14:00', to: '22:00' }
    off: [ '2026-03-05' ]
    extra: [ '2026-03-07', { from: 2026-03-14T06:00, to: 2026-03-14T12:00 } ]
loops:
  wip: { title: Work in progress, kind: conwip, limit: 30, rule: edd }
  cards: { kind: kanban, limit: 6, buffer: rack, perProduct: false }
  rope: { kind: drum, work: 4 h, station: drill }
  cell: { kind: conwip, limit: 9, products: [ bracket ], perProduct: true, to: drilling }
holds:
  cracks:
    title: Cracks come to light
    when: { tested: drill, defect: burr, fails: 2, within: 10 }
    units: { products: [ bracket ], families: [ metal ], passed: saw, since: lastPassed, sameLot: oil }
    stations: [ drill ]
    lots: { material: oil, since: 3 d, used: true }
    inHand: suspend
    disposition: { after: { kind: triangular, min: 1 h, mode: 2 h, max: 6 h }, rework: 30 %, to: drilling, scrap: 10 % }
  recall: { when: { at: 2 d }, units: { orders: [ o-1 ] }, disposition: { after: 1 d } }
  feed: { when: { worked: drill, parameter: feed, above: 0.25, below: 0.12, fails: 3 }, units: { passed: drill, since: 2 h, sameOrder: true } }
  oil: { when: { refused: oil }, lots: { material: oil }, disposition: { after: 8 h, lots: scrap } }
  width: { when: { tested: drill, measure: hole }, units: {}, disposition: { after: 30 min, scrap: 5 % } }
initial:
  - { product: bracket, at: rack, quantity: 5 }
  - { product: bracket, operation: cutting, order: o-2 }
present:
  since: 3 d
  units: [ { product: frame, operation: assembly, at: assembly, order: o-1, slot: 1, doing: work, elapsed: 20 s, reworks: 1 }, { product: frame, operation: touch-up, at: rack } ]
  slots: [ { station: drill, family: metal, ages: [ { of: spindle, age: 5 h } ], stopped: [ { by: spindle, elapsed: 10 min } ] }, { station: laser, signals: [ { of: wear, level: 12, drift: 0.3 }, { of: dirt, level: 4 } ] } ]
  arrivals: [ { source: demand, elapsed: 4 min } ]
  purchases: [ { material: steel, quantity: 400, elapsed: 1 d }, { material: knob-line, quantity: 4 } ]
  lots: [ { material: oil, quantity: 40, age: 2 d }, { material: oil, quantity: 20 } ]
  owed: [ { source: shop, item: bracket, quantity: 2, due: 1 h } ]
dispatch:
  assembly: [ o-1 ]
  drill: [ { order: o-2, operation: drilling, quantity: 20, notBefore: 2 h }, { order: o-2, quantity: 20 } ]
faults: { blunt: { kind: time, target: drill, start: 1 wk, end: 9 d, ramp: 1 d, factor: 1.3 }, loose: { kind: parameter, target: drill, name: feed, amount: 0.05 }, gauge: { kind: measurement, target: drill, name: hole, amount: 0.01 }, bad: { kind: lot, target: steel, name: acme, amount: 2, start: 2 d } }
truth: [ { path: suppliers.acme.leadTime, value: { kind: lognormal, mean: 3 d, sd: 1 d } } ]
`
