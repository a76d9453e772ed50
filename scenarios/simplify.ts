import type {
  Bookings,
  Calendar,
  Choice,
  Condition,
  Energy,
  Fault,
  Material,
  Operation,
  Pose,
  Product,
  Scenario,
  Source,
  Supplier,
} from './model.ts'
import { BOOKINGS } from './normalise/bookings.ts'
import { multiplies } from './normalise/fault.ts'
import { layout } from './normalise/layout.ts'
import { kpiGoals } from './schema/kpis.ts'
import { hold } from './simplify/hold.ts'
import { crew, need } from './simplify/people.ts'
import { initialUnits, present } from './simplify/present.ts'
import { characteristic, defect, rework, test } from './simplify/quality.ts'
import { batch, component, station } from './simplify/stations.ts'
import { tool } from './simplify/tools.ts'
import { conveyor, fleet, network, store } from './simplify/transport.ts'
import { compact, distribution, duration, each, named, optionalDistribution, optionalDuration, unless } from './simplify/written.ts'
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
      version: one.version ?? undefined,
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
    holds: each(scenario.holds, hold),
    initial: each(scenario.initial, initialUnits),
    present: scenario.present === null ? undefined : present(scenario.present),
    dispatch: each(scenario.dispatch, ({ station, jobs }) => ({
      station,
      jobs: jobs.map((job) => compact({ ...job, notBefore: unless(duration(job.notBefore), 0) })),
    })),
    faults: each(scenario.faults, fault),
    truth: each(scenario.truth, ({ path, value }) => ({ path, value })),
  })
}

function product(one: Product) {
  return {
    ...named(one),
    family: unless(one.family, one.id),
    route: one.route.map(operation),
    versions: each(one.versions, (version) => ({ ...named(version), from: unless(duration(version.from), 0) })),
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
    backflush: one.backflush ?? undefined,
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
    versions: one.versions.length === 0 ? undefined : one.versions,
  })
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
    starts: one.starts.length === 0 ? undefined : one.starts.map(duration),
    off: one.off.length === 0 ? undefined : spans(one.off),
    extra: one.extra.length === 0 ? undefined : spans(one.extra),
    changes: one.changes.length === 0 ? undefined : one.changes.map(({ at, by }) => ({ at: duration(at), by })),
  }
}

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
