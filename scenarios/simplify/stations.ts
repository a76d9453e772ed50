import type { Batch, Component, FailureMode, MaintenanceTask, Power, Signal, Station } from '../model.ts'
import { writeRatio } from '../units.ts'
import { calling, need } from './people.ts'
import { parameter, rework } from './quality.ts'
import { compact, distribution, duration, each, named, optionalDistribution, optionalDuration, unless } from './written.ts'

export function station(one: Station) {
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

function failure(one: FailureMode) {
  return {
    ...named(one),
    clock: unless(one.clock, 'processing'),
    signal: one.signal ?? undefined,
    doubles: one.doubles ?? undefined,
    load: one.load === null ? undefined : { ...one.load, exponent: unless(one.load.exponent, 3) },
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
    growth: unless(one.growth, 'linear'),
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

export function batch(one: Batch | null) {
  if (one === null) return undefined
  const key = one.key.join() === 'product,operation' ? undefined : one.key
  const maxWait = one.maxWait === 0 && one.onTimeout === 'wait' ? undefined : duration(one.maxWait)
  const onTimeout = unless(one.onTimeout, 'wait')
  if (one.min === one.max && key === undefined && maxWait === undefined && onTimeout === undefined) return one.max
  return compact({ min: unless(one.min, one.max), max: one.max, key, maxWait, onTimeout })
}

export const component = ({ item, quantity }: Component) => ({ item, quantity: unless(quantity, 1) })
