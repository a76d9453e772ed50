/** Words of other tools and other days for the keys of this language: one word means one thing here, and these get a pointer to it. */
// biome-ignore format: a table of words
const synonyms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  scenario: {
    name: 'title', machines: 'stations', workstations: 'stations', resources: 'stations', queues: 'buffers', workers: 'crews',
    operators: 'crews', people: 'crews', personnel: 'crews', fixtures: 'tools', tooling: 'tools', gauges: 'tools',
    shifts: 'calendars', items: 'materials', parts: 'products', belts: 'conveyors', vehicles: 'transport', agvs: 'transport', fleets: 'transport', forklifts: 'transport', jobs: 'orders', demands: 'orders', vendors: 'suppliers',
    duration: 'horizon', until: 'horizon', simulationTime: 'horizon', runs: 'replications',
    reps: 'replications', warmup: 'warmUp', start: 'startTime', timezone: 'timeZone', tz: 'timeZone', version: 'schema',
    kpi: 'objective', goal: 'objective', wip: 'initial', schedule: 'dispatch', conwip: 'loops', kanbans: 'loops', containment: 'holds', quarantine: 'holds', base: 'extends', line: 'flow',
  },
  stations: {
    capacity: 'slots', count: 'slots', servers: 'slots', machines: 'slots', quantity: 'slots', name: 'title', type: 'kind',
    cycleTime: 'time', processTime: 'time', processingTime: 'time', serviceTime: 'time', duration: 'time',
    setup: 'setups', changeover: 'setups', changeovers: 'setups', quality: 'yield', mtbf: 'failures', mttf: 'failures',
    mttr: 'failures', breakdowns: 'failures', downtime: 'failures', shift: 'calendar', shifts: 'calendar',
    dispatch: 'rule', dispatching: 'rule', priorityRule: 'rule', position: 'pose', cost: 'costPerHour',
    operators: 'needs', operator: 'needs', workers: 'needs', crew: 'needs', crews: 'needs', staff: 'needs',
    batchSize: 'batch', batching: 'batch', lot: 'batch', energy: 'power', kW: 'power',
  },
  batch: { size: 'max', quantity: 'max', capacity: 'max', minimum: 'min', maximum: 'max', wait: 'maxWait', timeout: 'maxWait', group: 'key', by: 'key' },
  buffers: {
    size: 'capacity', slots: 'capacity', max: 'capacity', places: 'capacity', limit: 'capacity', rule: 'order', discipline: 'order',
    name: 'title', position: 'pose',
  },
  transport: {
    name: 'title', count: 'fleet', size: 'fleet', number: 'fleet', vehicles: 'fleet', velocity: 'speed', emptySpeed: 'speed', load: 'loadTime',
    unload: 'unloadTime', rule: 'assignment', type: 'kind', parking: 'park', depot: 'home', units: 'capacity',
    shift: 'calendar', shifts: 'calendar', breakdowns: 'failures', track: 'guide', rail: 'guide',
  },
  conveyors: {
    name: 'title', velocity: 'speed', pitch: 'gap', spacing: 'gap', distance: 'length', partLength: 'unitLength', itemLength: 'unitLength',
    accumulate: 'accumulating', accumulation: 'accumulating', breakdowns: 'failures', shift: 'calendar', shifts: 'calendar', pose: 'path',
    position: 'path', delay: 'startDelay', profile: 'speeds',
  },
  sinks: { name: 'title', position: 'pose', warehouse: 'stock', stocked: 'stock' },
  sources: {
    interarrival: 'every', interArrivalTime: 'every', interarrivalTime: 'every', interval: 'every', frequency: 'rate', lambda: 'rate',
    name: 'title', products: 'mix', batch: 'quantity', size: 'quantity', max: 'limit', dueDate: 'due', deadline: 'due',
    position: 'pose',
  },
  products: {
    name: 'title', bom: 'components', billOfMaterial: 'components', materials: 'components', steps: 'route', operations: 'route',
    routing: 'route', stock: 'initialStock', revenue: 'price',
  },
  route: {
    station: 'stations', machine: 'stations', machines: 'stations', alternatives: 'stations', name: 'title', bom: 'components',
    materials: 'components', duration: 'time', cycleTime: 'time', processTime: 'time', queue: 'buffer', quality: 'yield', conveyor: 'via', belt: 'via', transport: 'by', agv: 'by',
    operators: 'needs', operator: 'needs', workers: 'needs', crew: 'needs', crews: 'needs', staff: 'needs',
  },
  next: { operation: 'to', sink: 'to', target: 'to', share: 'probability', p: 'probability', if: 'when', condition: 'when' },
  choose: { rule: 'by', policy: 'by', alternatives: 'at', redecide: 'again' },
  when: { equals: 'is', over: 'above', moreThan: 'above', atMost: 'upTo', max: 'upTo', name: 'attribute' },
  attributes: { distribution: 'number', words: 'values', options: 'values' },
  holds: { scope: 'units', trigger: 'when', action: 'disposition', machines: 'stations', materials: 'lots', name: 'title' },
  loops: { units: 'limit', cards: 'limit', wip: 'limit', max: 'limit', type: 'kind', name: 'title', order: 'rule', timeBuffer: 'work' },
  components: { material: 'item', product: 'item', id: 'item', qty: 'quantity', amount: 'quantity', count: 'quantity' },
  materials: {
    name: 'title', stock: 'initialStock', initial: 'initialStock', uom: 'unit', safetyStock: 'reorderPoint',
    reorderLevel: 'reorderPoint', rop: 'reorderPoint', lotSize: 'orderQuantity', quantity: 'orderQuantity', maxStock: 'orderUpTo',
    vendor: 'supplier', price: 'unitCost', cost: 'unitCost', warehouse: 'from', replenishedFrom: 'from', transfer: 'transferTime',
  },
  suppliers: { name: 'title', lead: 'leadTime', delivery: 'leadTime', time: 'leadTime' },
  orders: {
    name: 'title', qty: 'quantity', amount: 'quantity', count: 'quantity', dueDate: 'due', deadline: 'due', releaseDate: 'release',
    start: 'release', done: 'completed', finished: 'completed', penalty: 'lateCost', item: 'product', part: 'product',
    tolerance: 'underDelivery', callOffs: 'changes',
  },
  failures: {
    name: 'title', mtbf: 'after', mttf: 'after', ttf: 'after', timeToFailure: 'after', every: 'after', startToStart: 'interval', parts: 'spares', spareParts: 'spares', components: 'spares',
    ttr: 'repair', repairTime: 'repair', timeToRepair: 'repair', duration: 'repair', repairer: 'crew', repairman: 'crew',
    mode: 'clock', type: 'clock',
  },
  maintenance: { name: 'title', time: 'duration', interval: 'every', period: 'every', start: 'first', restores: 'renews' },
  setups: { duration: 'time', family: 'to' },
  crews: {
    name: 'title', count: 'size', capacity: 'size', number: 'size', people: 'size', shift: 'calendar', shifts: 'calendar', overtime: 'maxOvertime', wage: 'costPerHour', cost: 'costPerHour',
    members: 'persons', workers: 'persons', walkingSpeed: 'speed', distances: 'walks', skill: 'skills', qualifications: 'skills',
  },
  power: { working: 'processing', running: 'processing', starved: 'idle', paused: 'off', repair: 'down', failed: 'down', standBy: 'standby' },
  energy: { tariff: 'bands', tariffs: 'bands', cost: 'price', carbon: 'co2', CO2: 'co2' },
  bands: { time: 'calendar', cost: 'price', CO2: 'co2' },
  pallets: { name: 'title', size: 'count', quantity: 'count', number: 'count', n: 'count', returnTime: 'return', time: 'return' },
  tools: { name: 'title', size: 'count', quantity: 'count', number: 'count', n: 'count', pieces: 'count', life: 'wear', wearing: 'wear' },
  wear: { mode: 'clock', type: 'clock', breaking: 'breaks', breakage: 'breaks', change: 'replace', replacement: 'replace', regrinding: 'regrind', toolLife: 'life' },
  regrind: { duration: 'time', limit: 'times', count: 'times', max: 'times', crew: 'needs', share: 'restores' },
  replace: { duration: 'time', crew: 'needs', parts: 'spares', spareParts: 'spares', components: 'spares' },
  persons: { name: 'title', shift: 'calendar', skill: 'skills', qualifications: 'skills', start: 'from', end: 'until', to: 'until' },
  needs: {
    id: 'crew', operator: 'crew', worker: 'crew', resource: 'crew', count: 'n', quantity: 'n', size: 'n', number: 'n', qty: 'n',
    fixture: 'tool', tools: 'tool', phase: 'for', when: 'for', skills: 'skill', qualification: 'skill', preemptive: 'preempt',
  },
  calendars: { name: 'title', holidays: 'off', closed: 'off', week: 'shifts', pattern: 'working', cycle: 'period' },
  shifts: { start: 'from', end: 'to', begin: 'from', until: 'to', day: 'days', weekdays: 'days', pauses: 'breaks' },
  initial: { station: 'at', buffer: 'at', place: 'at', location: 'at', qty: 'quantity', count: 'quantity', units: 'quantity' },
  jobs: { start: 'notBefore', release: 'notBefore', qty: 'quantity', step: 'operation' },
  faults: { type: 'kind', station: 'target', machine: 'target', from: 'start', multiplier: 'factor' },
  objective: { name: 'kpi', direction: 'goal', sense: 'goal', of: 'subject' },
  rework: { share: 'ratio', probability: 'ratio', operation: 'to', max: 'limit', times: 'limit' },
  pose: { angle: 'rotation', z: 'y' },
  distribution: {
    type: 'kind', distribution: 'kind', std: 'sd', stdev: 'sd', stddev: 'sd', sigma: 'sd', standardDeviation: 'sd', average: 'mean',
    avg: 'mean', mu: 'mean', low: 'min', lower: 'min', a: 'min', minimum: 'min', high: 'max', upper: 'max', b: 'max',
    maximum: 'max', likely: 'mode', alpha: 'shape', beta: 'scale', phases: 'k', shape: 'k', time: 'value', probabilities: 'weights',
  },
}

/** The key that is meant by `word` in a map of this kind (a list's name, or `scenario`, `distribution`, …). */
export function synonym(owner: string, word: string): string | undefined {
  const words = synonyms[owner]
  return words !== undefined && Object.hasOwn(words, word) ? words[word] : undefined
}

// biome-ignore format: a table of words
const singular: Readonly<Record<string, string>> = {

  scenario: 'the scenario', stations: 'a station', buffers: 'a buffer', sinks: 'a sink', conveyors: 'a conveyor', transport: 'a fleet', nodes: 'a node', edges: 'a way', sources: 'a source', products: 'a product',
  route: 'an operation', components: 'a component', materials: 'a material', suppliers: 'a supplier',
  orders: 'an order', failures: 'a failure', maintenance: 'a maintenance task', setups: 'a set-up', crews: 'a crew', persons: 'a person', pallets: 'a pallet', tools: 'a tool', power: 'power', energy: 'energy', bands: 'a band', needs: 'a need', walks: 'a walk', skills: 'a skill',
  calendars: 'a calendar', shifts: 'a shift', initial: 'initial units', present: 'the present', units: 'units', slots: 'a slot', ages: 'an age', stopped: 'a stop', arrivals: 'an arrival', purchases: 'a purchase order', lots: 'a lot', owed: 'what is owed', jobs: 'a job', batch: 'a batch', faults: 'a fault',
  objective: 'the objective', rework: 'rework', pose: 'a pose', distribution: 'a distribution',
}

/** `a station`: what one element of a list is called in a sentence. */
export const oneOf = (owner: string) => singular[owner] ?? `\`${owner}\``
