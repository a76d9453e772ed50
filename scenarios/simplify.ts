import type { DistributionSpec } from './distribution-spec.ts'
import type {
  Batch,
  Bookings,
  Calendar,
  Characteristic,
  Choice,
  Component,
  Condition,
  Conveyor,
  Crew,
  Defect,
  Energy,
  FailureMode,
  Fault,
  Fleet,
  Guide,
  MaintenanceTask,
  Material,
  Need,
  Network,
  Operation,
  Parameter,
  Pose,
  Power,
  Product,
  Rework,
  Scenario,
  Signal,
  Source,
  Station,
  Stoppage,
  Store,
  Supplier,
  Test,
  Tool,
} from './model.ts'
import { BOOKINGS } from './normalise/bookings.ts'
import { multiplies } from './normalise/fault.ts'
import { layout } from './normalise/layout.ts'
import { sideOf } from './normalise/quality.ts'
import { kpiGoals } from './schema/kpis.ts'
import { writeDuration, writeRatio } from './units.ts'

/** The scenario as a person would write it: units on every time, nothing that is default. Loads as exactly the same normal form. */
export function simplified(scenario: Scenario): object {
  const { title, id, objective } = scenario
  const poses = posesToWrite(scenario)
  return compact({
    schema: scenario.schema,
    id,
    title: unless(title, id),
    description: unless(scenario.description, ''),
    seed: unless(scenario.seed, 1),
    replications: unless(scenario.replications, 10),
    horizon: writeDuration(scenario.horizon),
    warmUp: scenario.warmUp === 'auto' ? 'auto' : unless(duration(scenario.warmUp), 0),
    startTime: scenario.startTime.replace(/:00\.000Z$/, 'Z').replace(/\.000Z$/, 'Z'),
    timeZone: unless(scenario.timeZone, 'UTC'),
    currency: unless(scenario.currency, 'EUR'),
    objective:
      objective.kpi === 'throughput' && objective.subject === 'plant' && objective.goal === 'maximise'
        ? undefined
        : compact({
            kpi: objective.kpi,
            subject: unless(objective.subject, 'plant'),
            goal: unless(objective.goal, kpiGoals[objective.kpi]),
          }),
    areas: each(scenario.areas, (one) => ({ id: one.id, title: unless(one.title, one.id) })),
    products: each(scenario.products, product),
    materials: each(scenario.materials, (one) => ({ ...material(one), pose: poses(one.pose) })),
    suppliers: each(scenario.suppliers, supplier),
    sources: each(scenario.sources, (one) => ({ ...source(one), pose: poses(one.pose) })),
    orders: each(scenario.orders, (one) => ({
      ...named(one),
      product: one.product,
      quantity: unless(one.quantity, 1),
      completed: unless(one.completed, 0),
      release: unless(duration(one.release), 0),
      due: optionalDuration(one.due),
      priority: unless(one.priority, 0),
      customer: unless(one.customer, ''),
      lateCost: unless(one.lateCost, 0),
      replaceScrap: unless(one.replaceScrap, false),
      underDelivery: one.underDelivery === null ? undefined : writeRatio(one.underDelivery),
      overDelivery: one.overDelivery === null ? undefined : writeRatio(one.overDelivery),
      changes: each(one.changes, (change) => ({
        at: duration(change.at),
        quantity: change.quantity ?? undefined,
        due: optionalDuration(change.due),
        cancel: unless(change.cancel, false),
      })),
    })),
    stations: each(scenario.stations, (one) => ({ ...station(one), pose: poses(one.pose) })),
    buffers: each(scenario.buffers, (one) => ({
      ...named(one),
      area: one.area ?? undefined,
      capacity:
        one.store !== null && one.capacity === one.store.columns * one.store.levels * one.store.binCapacity
          ? undefined
          : (one.capacity ?? undefined),
      order:
        typeof one.order === 'object'
          ? compact({ attribute: one.order.attribute, first: unless(one.order.first, 'smallest') })
          : unless(one.order, 'fifo'),
      dwell: optionalDistribution(one.dwell),
      calendar: one.calendar ?? undefined,
      store: one.store === null ? undefined : store(one.store),
      pose: poses(one.pose),
    })),
    sinks: each(scenario.sinks, (one) => ({
      ...named(one),
      area: one.area ?? undefined,
      stock: unless(one.stock, false),
      pose: poses(one.pose),
    })),
    conveyors: each(scenario.conveyors, conveyor),
    transport: each(scenario.transport, fleet),
    network: scenario.network === null ? undefined : network(scenario.network),
    crews: each(scenario.crews, crew),
    pallets: each(scenario.pallets, (one) => ({
      ...named(one),
      count: unless(one.count, 1),
      return: unless(distribution(one.return), 0),
    })),
    tools: each(scenario.tools, tool),
    calendars: each(scenario.calendars, calendar),
    energy: scenario.energy === null ? undefined : energy(scenario.energy),
    bookings: scenario.bookings === null ? undefined : bookings(scenario.bookings),
    loops: each(scenario.loops, (one) => ({
      ...named(one),
      kind: one.kind,
      limit: one.limit ?? undefined,
      work: optionalDuration(one.work),
      products: one.products,
      perProduct: unless(one.perProduct, one.kind === 'kanban'),
      from: one.from ?? undefined,
      to: one.to ?? undefined,
      buffer: one.buffer ?? undefined,
      station: one.station ?? undefined,
      rule: unless(one.rule, 'fifo'),
    })),
    initial: each(scenario.initial, (one) => ({ ...one, quantity: unless(one.quantity, 1), order: one.order ?? undefined })),
    dispatch: each(scenario.dispatch, ({ station, jobs }) => ({
      station,
      jobs: jobs.map((job) => compact({ ...job, notBefore: unless(duration(job.notBefore), 0) })),
    })),
    faults: each(scenario.faults, fault),
  })
}

function product(one: Product) {
  return {
    ...named(one),
    family: unless(one.family, one.id),
    route: one.route.map(operation),
    sink: one.sink,
    via: one.via ?? undefined,
    by: one.by ?? undefined,
    price: unless(one.price, 0),
    attributes: each(one.attributes, (attribute) => ({
      ...named(attribute),
      number: attribute.number === null ? undefined : distribution(attribute.number, true),
      values: each(attribute.values, ({ value, weight }) => ({ value, weight: unless(weight, 1) })),
    })),
    initialStock: unless(one.initialStock, 0),
    holdingCost: unless(one.holdingCost, 0),
  }
}

function choice({ by, at, again }: Choice) {
  const plain = at.every(({ buffer, weight, when }) => buffer === null && weight === 1 && when === null)
  const alternatives = each(at, ({ station, buffer, weight, when }) => ({
    station,
    buffer: buffer ?? undefined,
    weight: unless(weight, 1),
    when: condition(when),
  }))
  return plain && !again ? by : compact({ by, at: plain ? undefined : alternatives, again: unless(again, false) })
}

function condition(one: Condition | null) {
  return one === null
    ? undefined
    : compact({
        attribute: one.attribute,
        is: one.is.length === 0 ? undefined : one.is.length === 1 ? one.is[0] : one.is,
        above: one.above ?? undefined,
        upTo: one.upTo ?? undefined,
      })
}

function material(one: Material) {
  const { mrp, inspection } = one
  return {
    ...named(one),
    unit: unless(one.unit, 'pcs'),
    initialStock: unless(one.initialStock, 0),
    reorderPoint: one.reorderPoint ?? undefined,
    orderQuantity: one.orderQuantity ?? undefined,
    orderUpTo: one.orderUpTo ?? undefined,
    supplier: one.supplier ?? undefined,
    from: one.from ?? undefined,
    transferTime: one.transferTime === null ? undefined : unless(distribution(one.transferTime), 0),
    review: optionalDuration(one.review),
    minimumOrder: unless(one.minimumOrder, 0),
    multiple: unless(one.multiple, 0),
    mrp:
      mrp === null
        ? undefined
        : compact({
            every: duration(mrp.every),
            leadTime: unless(duration(mrp.leadTime), 0),
            lotSize: unless(mrp.lotSize, 'lotForLot'),
            quantity: mrp.lotSize === 'fixed' ? mrp.quantity : unless(mrp.quantity, 1),
            periods: unless(mrp.periods, 1),
            safetyStock: unless(mrp.safetyStock, 0),
          }),
    lots: unless(one.lots, one.shelfLife === null ? null : 'fefo'),
    shelfLife: optionalDuration(one.shelfLife),
    holds: each(one.holds, (hold) => ({
      at: duration(hold.at),
      until: optionalDuration(hold.until),
      receivedFrom: unless(duration(hold.receivedFrom), 0),
      receivedUntil: optionalDuration(hold.receivedUntil),
      above: hold.above ?? undefined,
      finally: unless(hold.finally, 'release'),
    })),
    inspection: inspection === null ? undefined : { time: distribution(inspection.time), reject: writeRatio(inspection.reject) },
    unitCost: unless(one.unitCost, 0),
    orderCost: unless(one.orderCost, 0),
    holdingCost: unless(one.holdingCost, 0),
    backorderCost: unless(one.backorderCost, 0),
    lostSaleCost: unless(one.lostSaleCost, 0),
  }
}

function supplier(one: Supplier) {
  return {
    ...named(one),
    leadTime: distribution(one.leadTime),
    late: one.late === null ? undefined : { probability: writeRatio(one.late.probability), by: distribution(one.late.by) },
    short: one.short === null ? undefined : { probability: writeRatio(one.short.probability), share: writeRatio(one.short.share) },
    lotQuality: one.lotQuality === null ? undefined : distribution(one.lotQuality, true),
  }
}

function operation(one: Operation) {
  return compact({
    id: one.id,
    title: unless(one.title, one.id),
    stations: one.stations,
    choose: one.choose === null ? undefined : choice(one.choose),
    buffer: one.buffer ?? undefined,
    via: one.via ?? undefined,
    by: one.by ?? undefined,
    time: optionalDistribution(one.time),
    load: optionalDistribution(one.load),
    unload: optionalDistribution(one.unload),
    steps: each(one.steps, (step) => ({
      ...named(step),
      time: distribution(step.time),
      needs: step.needs === null ? undefined : step.needs.map(need),
    })),
    yield: one.yield === null ? undefined : writeRatio(one.yield),
    rework: rework(one.rework),
    needs: one.needs === null ? undefined : one.needs.map(need),
    takesPallet: one.takesPallet ?? undefined,
    returnsPallet: one.returnsPallet ?? undefined,
    releaseOperator: one.releaseOperator ?? undefined,
    components: each(one.components, component),
    maxWait: one.maxWait === null ? undefined : compact({ time: duration(one.maxWait.time), to: one.maxWait.to ?? undefined }),
    next: each(one.next, ({ to, probability, when }) => ({
      to,
      probability: probability === null ? undefined : writeRatio(probability),
      when: condition(when),
    })),
    batch: batch(one.batch),
    parameters: each(one.parameters, ({ parameter, setPoint, low, high }) => ({
      parameter,
      setPoint: setPoint ?? undefined,
      low: low ?? undefined,
      high: high ?? undefined,
    })),
    characteristics: each(one.characteristics, characteristic),
    defects: each(one.defects, defect),
    test: one.test === null ? undefined : test(one.test),
    parts: each(one.parts, (part) => ({ ...part, quantity: unless(part.quantity, 1), match: unless(part.match, 'type') })),
    collect: unless(one.collect, 'atomic'),
    splits: each(one.splits, (split) => ({ ...split, quantity: unless(split.quantity, 1), operation: split.operation ?? undefined })),
    whenSplit: unless(one.whenSplit, 'leaves'),
    moveQuantity: one.moveQuantity ?? undefined,
  })
}

const component = ({ item, quantity }: Component) => ({ item, quantity: unless(quantity, 1) })

function characteristic(one: Characteristic) {
  return {
    ...named(one),
    unit: unless(one.unit, ''),
    value: distribution(one.value, true),
    parameter: one.parameter ?? undefined,
    gain: unless(one.gain, one.parameter === null ? 0 : 1),
  }
}

function defect(one: Defect) {
  return {
    ...named(one),
    probability: one.probability === null ? undefined : writeRatio(one.probability),
    logit: one.logit ?? undefined,
    effects: each(one.effects, ({ of, name, coefficient, target, side }) => ({
      of,
      name: name ?? undefined,
      coefficient,
      target: of === 'parameter' ? (target ?? undefined) : unless(target, of === 'speed' || of === 'operator' ? 1 : 0),
      side: unless(side, sideOf(of)),
    })),
  }
}

/** What it finds and repairs is written out: `all` would mean more when an earlier operation gets another defect. */
function test(one: Test) {
  return compact({
    finds: one.finds,
    detection: one.detection === 1 ? undefined : writeRatio(one.detection),
    falseAlarm: one.falseAlarm === 0 ? undefined : writeRatio(one.falseAlarm),
    measures: each(one.measures, ({ characteristic, sd, low, high }) => ({
      characteristic,
      sd: unless(sd, 0),
      low: low ?? undefined,
      high: high ?? undefined,
    })),
    every: unless(one.every, 1),
    share: one.share === 1 ? undefined : writeRatio(one.share),
    time: optionalDistribution(one.time),
    result: optionalDistribution(one.result),
    meanwhile: unless(one.meanwhile, 'quarantine'),
    onFail: unless(one.onFail, one.rework === null ? 'scrap' : 'rework'),
    rework: rework(one.rework),
    repairs: one.onFail === 'rework' ? one.repairs : undefined,
  })
}

function parameter(one: Parameter, tasks: readonly string[]) {
  return {
    ...named(one),
    unit: unless(one.unit, ''),
    setPoint: one.setPoint,
    sd: unless(one.sd, 0),
    autocorrelation: unless(one.autocorrelation, 0),
    drift: unless(one.drift, 0),
    clock: unless(one.clock, 'processing'),
    low: one.low ?? undefined,
    high: one.high ?? undefined,
    resetBy: one.drift === 0 || JSON.stringify(one.resetBy) === JSON.stringify(tasks) ? undefined : one.resetBy,
    adjustEvery: one.adjustEvery ?? undefined,
    adjustBeyond: one.adjustBeyond ?? undefined,
  }
}

function fault({ id, kind, target, ...one }: Fault) {
  return {
    id,
    kind,
    target,
    name: one.name ?? undefined,
    start: unless(duration(one.start), 0),
    end: optionalDuration(one.end),
    ramp: unless(duration(one.ramp), 0),
    factor: multiplies(kind, one.name) ? one.factor : undefined,
    amount: multiplies(kind, one.name) ? undefined : one.amount,
  }
}

function station(one: Station) {
  return {
    ...named(one),
    area: one.area ?? undefined,
    kind: unless(one.kind, 'machine'),
    slots: unless(one.slots, 1),
    time: optionalDistribution(one.time),
    load: optionalDistribution(one.load),
    unload: optionalDistribution(one.unload),
    yield: one.yield === 1 ? undefined : writeRatio(one.yield),
    rework: rework(one.rework),
    setups: each(one.setups, ({ from, to, time, external }) => ({
      from: unless(from, '*'),
      to: unless(to, '*'),
      time: distribution(time),
      external: external === 0 ? undefined : writeRatio(external),
    })),
    anticipate: unless(one.anticipate, false),
    initialFamily: one.initialFamily ?? undefined,
    startUp:
      one.startUp === null
        ? undefined
        : compact({
            scrap: unless(one.startUp.scrap, 0),
            slow: unless(one.startUp.slow, 0),
            factor: unless(one.startUp.factor, 1),
            release: unless(duration(one.startUp.release), 0),
          }),
    campaign:
      one.campaign === null
        ? undefined
        : compact({
            units: one.campaign.units ?? undefined,
            hours: optionalDuration(one.campaign.hours),
            cleaning: distribution(one.campaign.cleaning),
          }),
    failures: each(one.failures, failure),
    overlap: unless(one.overlap, 'union'),
    signals: each(one.signals, signal),
    maintenance: each(one.maintenance, (task) => maintenance(task, one)),
    holds: each(one.holds, (hold) => ({
      at: duration(hold.at),
      until: optionalDuration(hold.until),
      inHand: unless(hold.inHand, 'finish'),
    })),
    calendar: one.calendar ?? undefined,
    edge: unless(one.edge, 'suspend'),
    maxOvertime: optionalDuration(one.maxOvertime),
    mustFit: unless(one.mustFit, false),
    rule: unless(one.rule, 'fifo'),
    blockingBeforeService: unless(one.blockingBeforeService, false),
    needs: each(one.needs, need),
    releaseOperator: unless(one.releaseOperator, 'atEnd'),
    occupiedWhileBlocked: unless(one.occupiedWhileBlocked, false),
    transferWhileDown: unless(one.transferWhileDown, false),
    outside: one.outside === null ? undefined : compact({ supplier: one.outside.supplier ?? undefined, cost: unless(one.outside.cost, 0) }),
    preempt: one.preempt ?? undefined,
    moveQuantity: one.moveQuantity ?? undefined,
    batch: batch(one.batch),
    costPerHour: unless(one.costPerHour, 0),
    power: one.power === null ? undefined : power(one.power),
    parameters: each(one.parameters, (parameterOf) =>
      parameter(
        parameterOf,
        one.maintenance.map(({ id }) => id),
      ),
    ),
  }
}

function batch(one: Batch | null) {
  if (one === null) return undefined
  const key = one.key.join() === 'product,operation' ? undefined : one.key
  const maxWait = one.maxWait === 0 && one.onTimeout === 'wait' ? undefined : duration(one.maxWait)
  const onTimeout = unless(one.onTimeout, 'wait')
  if (one.min === one.max && key === undefined && maxWait === undefined && onTimeout === undefined) return one.max
  return compact({ min: unless(one.min, one.max), max: one.max, key, maxWait, onTimeout })
}

function failure(one: FailureMode) {
  return {
    ...named(one),
    clock: unless(one.clock, 'processing'),
    signal: one.signal ?? undefined,
    doubles: one.doubles ?? undefined,
    station: one.station ?? undefined,
    ...(one.clock !== 'signal' && { [one.since === 'repair' ? 'after' : 'interval']: distribution(one.after, one.clock === 'cycles') }),
    dueWhile: unless(one.dueWhile, 'accrue'),
    first: unless(one.first, 'new'),
    age: unless(one.clock === 'cycles' ? one.age : duration(one.age), 0),
    repair: distribution(one.repair),
    crew: one.crew ?? undefined,
    spares: each(one.spares, component),
    cost: unless(one.cost, 0),
    interrupted: unless(one.interrupted, 'resume'),
    scrapRatio: one.scrapRatio === null ? undefined : writeRatio(one.scrapRatio),
    effect: unless(one.effect, 'renew'),
    restores: one.restores === null ? undefined : writeRatio(one.restores),
    setup: unless(one.setup, 'keep'),
    ...calling(one),
  }
}

function signal(one: Signal) {
  return {
    ...named(one),
    unit: unless(one.unit, ''),
    start: unless(one.start, 0),
    drift: distribution(one.drift, true),
    per: unless(one.per, 'hour'),
    noise: unless(one.noise, 0),
    every: optionalDuration(one.every),
    warning: one.warning ?? undefined,
    alarm: one.alarm ?? undefined,
    fail: one.fail ?? undefined,
  }
}

function maintenance(one: MaintenanceTask, { failures, signals }: Pick<Station, 'failures' | 'signals'>) {
  const all = failures.map(({ id }) => id)
  const allSignals = signals.map(({ id }) => id)
  const isOtherwiseDue = one.every !== null || one.hours !== null || one.cycles !== null || one.when !== null
  return {
    ...named(one),
    at: isOtherwiseDue && one.at.length === 0 ? undefined : one.at.map(duration),
    every: optionalDuration(one.every),
    first: unless(duration(one.first), duration(one.every ?? 0)),
    hours: optionalDuration(one.hours),
    clock: unless(one.clock, 'operating'),
    cycles: one.cycles ?? undefined,
    since: unless(one.since, 'maintenance'),
    when: one.when ?? undefined,
    window: one.cycles !== null ? (one.window ?? undefined) : optionalDuration(one.window),
    duration: distribution(one.duration),
    crew: one.crew ?? undefined,
    resets: JSON.stringify(one.resets) === JSON.stringify(allSignals) ? undefined : one.resets,
    renews: JSON.stringify(one.renews) === JSON.stringify(all) ? undefined : one.renews,
    cost: unless(one.cost, 0),
    start: unless(one.start, 'finish'),
    ...calling(one),
  }
}

const need = (one: Need) =>
  compact({
    crew: one.crew ?? undefined,
    skill: one.skill ?? undefined,
    tool: one.tool ?? undefined,
    n: unless(one.n, 1),
    for: unless(one.for, 'both'),
    priority: unless(one.priority, 0),
    preempt: unless(one.preempt, false),
    resumeWith: unless(one.resumeWith, 'any'),
  })

const calling = (one: Pick<FailureMode, 'needs' | 'priority' | 'preempt'>) => ({
  needs: each(one.needs, need),
  priority: unless(one.priority, 0),
  preempt: unless(one.preempt, false),
})

const power = (one: Power) => {
  const { idle, off, standby } = one
  return compact({
    processing: kW(one.processing, 0),
    setup: kW(one.setup, idle),
    idle: kW(idle, 0),
    blocked: kW(one.blocked, idle),
    waiting: kW(one.waiting, idle),
    down: kW(one.down, off),
    maintenance: kW(one.maintenance, off),
    off: kW(off, 0),
    standby:
      standby === null
        ? undefined
        : compact({ after: duration(standby.after), power: kW(standby.power, 0), warmUp: unless(duration(standby.warmUp), 0) }),
  })
}

const kW = (power: number, otherwise: number) => (power === otherwise ? undefined : `${power} kW`)

const energy = ({ price, co2, bands }: Energy) =>
  compact({
    price: unless(price, 0),
    co2: unless(co2, 0),
    bands: each(bands, (band) => ({ calendar: band.calendar, price: unless(band.price, price), co2: unless(band.co2, co2) })),
  })

const bookings = ({ of, late, batched, errors }: Bookings) =>
  compact({
    of: of.length === BOOKINGS.length ? undefined : of,
    late: late === null ? undefined : compact({ share: late.share === 1 ? undefined : writeRatio(late.share), by: distribution(late.by) }),
    batched: optionalDuration(batched),
    errors:
      errors === null
        ? undefined
        : compact({
            share: writeRatio(errors.share),
            twice: errors.twice === 0 ? undefined : writeRatio(errors.twice),
            factor: distribution(errors.factor, true),
            corrected: distribution(errors.corrected),
          }),
  })

function tool(one: Tool) {
  const { wear } = one
  const changing = (change: { time: DistributionSpec; needs: readonly Need[]; cost: number }) => ({
    time: unless(distribution(change.time), 0),
    needs: each(change.needs, need),
    cost: unless(change.cost, 0),
  })
  return {
    ...named(one),
    count: unless(one.count, 1),
    wear:
      wear === null
        ? undefined
        : compact({
            clock: unless(wear.clock, 'processing'),
            life: wear.life === null ? undefined : distribution(wear.life, wear.clock === 'cycles'),
            breaks: optionalDistribution(wear.breaks),
            interrupted: unless(wear.interrupted, 'resume'),
            regrind:
              wear.regrind === null
                ? undefined
                : compact({
                    times: unless(wear.regrind.times, 1),
                    restores: unless(writeRatio(wear.regrind.restores), writeRatio(1)),
                    ...changing(wear.regrind),
                  }),
            replace: unlessEmpty(compact({ ...changing(wear.replace), spares: each(wear.replace.spares, component) })),
          }),
  }
}

function crew(one: Crew) {
  return {
    ...named(one),
    size: unless(one.size, Math.max(1, one.persons.length)),
    calendar: one.calendar ?? undefined,
    skills: one.skills.length === 0 ? undefined : one.skills,
    edge: unless(one.edge, 'finish'),
    maxOvertime: optionalDuration(one.maxOvertime),
    speed: one.speed ?? undefined,
    home: one.home ?? undefined,
    walks: each(one.walks, ({ from, to, time }) => ({ from, to, time: duration(time) })),
    levelsCount: unless(one.levelsCount, false),
    costPerHour: unless(one.costPerHour, 0),
    persons: each(one.persons, (person) => ({
      ...named(person),
      skills: each(person.skills, ({ skill, level }) => ({ skill, level: unless(level, 1) })),
      calendar: person.calendar ?? undefined,
      from: unless(duration(person.from), 0),
      until: optionalDuration(person.until),
    })),
  }
}

function store(one: Store) {
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

function conveyor(one: Conveyor) {
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

function fleet(one: Fleet) {
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

function network({ nodes, edges }: Network) {
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

function source(one: Source) {
  const [only, ...others] = one.mix
  return {
    ...named(one),
    product: only !== undefined && others.length === 0 && only.weight === 1 ? only.product : undefined,
    mix: others.length === 0 && only?.weight === 1 ? undefined : one.mix,
    every: optionalDistribution(one.every),
    quantity: unless(one.quantity, 1),
    size: one.size === null ? undefined : distribution(one.size, true),
    lostSales: unless(one.lostSales, false),
    start: unless(duration(one.start), 0),
    limit: one.limit ?? undefined,
    due: optionalDuration(one.due),
    priority: unless(one.priority, 0),
    lateCost: unless(one.lateCost, 0),
    serve: unless(one.serve, 'make'),
    whenFull: unless(one.whenFull, 'wait'),
    calendar: one.calendar ?? undefined,
    profile: each(one.profile, ({ from, factor }) => ({ from: duration(from), factor })),
  }
}

function calendar(one: Calendar) {
  const spans = (list: readonly { readonly from: number; readonly to: number }[]) =>
    list.map(({ from, to }) => ({ from: duration(from), to: duration(to) }))
  return {
    ...named(one),
    period: duration(one.period),
    origin: duration(one.origin),
    working: spans(one.working),
    off: one.off.length === 0 ? undefined : spans(one.off),
    extra: one.extra.length === 0 ? undefined : spans(one.extra),
    changes: one.changes.length === 0 ? undefined : one.changes.map(({ at, by }) => ({ at: duration(at), by })),
  }
}

function rework(one: Rework | null) {
  return one === null
    ? undefined
    : compact({
        ratio: one.ratio === 1 ? undefined : writeRatio(one.ratio),
        to: one.to ?? undefined,
        limit: unless(one.limit, 1),
        per: unless(one.per, 'unit'),
      })
}

function distribution(spec: DistributionSpec, count = false): unknown {
  const time = count ? (value: number) => value : duration
  if (spec.kind === 'constant') return time(spec.value)
  if (spec.kind === 'empirical') return { ...spec, values: spec.values.map(time) }
  if (spec.kind === 'piecewise') return { ...spec, points: spec.points.map(([value, share]) => [time(value), share]) }
  if (spec.kind === 'geometric' || spec.kind === 'poisson') return spec
  if (spec.kind === 'shifted') return { ...spec, by: time(spec.by), of: distribution(spec.of, count) }
  if (spec.kind === 'truncated')
    return compact({
      kind: spec.kind,
      of: distribution(spec.of, count),
      min: spec.min === 0 && spec.max !== null ? undefined : time(spec.min),
      max: spec.max === null ? undefined : time(spec.max),
    })
  const plain = new Set(['kind', 'k', 'shape'])
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [key, plain.has(key) || typeof value !== 'number' ? value : time(value)]),
  )
}

const metres = (length: number) => (length === 0 ? 0 : `${length} m`)
const optionalDistribution = (spec: DistributionSpec | null) => (spec === null ? undefined : distribution(spec))
const duration = (seconds: number) => (seconds === 0 ? 0 : writeDuration(seconds))
const optionalDuration = (seconds: number | null) => (seconds === null ? undefined : duration(seconds))
const named = ({ id, title }: { readonly id: string; readonly title: string }) => ({ id, title: unless(title, id) })
const unlessEmpty = (object: object) => (Object.keys(object).length === 0 ? undefined : object)

const unless = <Value>(value: Value, standard: unknown): Value | undefined => (value === standard ? undefined : value)

function each<Thing>(things: readonly Thing[], simple: (thing: Thing) => object): object[] | undefined {
  return things.length === 0 ? undefined : things.map((thing) => compact(simple(thing)))
}

const compact = (object: object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined))

/** Poses are left out where the layout alone would come to the same. */
function posesToWrite(scenario: Scenario): (pose: Pose) => Pose | undefined {
  const lists = ['sources', 'stations', 'buffers', 'sinks', 'materials'] as const
  const open = <Thing extends { readonly id: string }>(things: readonly Thing[]) => things.map((thing) => ({ ...thing, pose: null }))
  const places = layout({
    products: scenario.products,
    sources: open(scenario.sources),
    stations: open(scenario.stations),
    buffers: open(scenario.buffers),
    sinks: open(scenario.sinks),
    materials: open(scenario.materials),
  })
  const same = lists.every((name) =>
    scenario[name].every(({ id, pose }) => {
      const place = (name === 'materials' ? places.materials : places.equipment).get(id)
      return place !== undefined && place.x === pose.x && place.y === pose.y && place.rotation === pose.rotation
    }),
  )
  return same ? () => undefined : (pose) => pose
}
