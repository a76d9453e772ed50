import { inventoryOf } from '../../analysis/inventory/index.ts'
import { ahead } from '../../engine/experiment/ahead.ts'
import { EquipmentState, EventKind } from '../../engine/log/events.ts'
import type { Log } from '../../engine/log/reader.ts'
import { wilsonInterval } from '../../engine/math/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { asOf } from '../../twin/as-of.ts'
import { type AheadPool, quantileOf } from '../../twin/forecast.ts'
import { kitsOf } from '../../twin/kitting.ts'
import { brier, coverage, pit, reliability, type Scored, type Told, uniformP } from '../../twin/scores.ts'
import { SHORTAGE_PROBABILITY, shortagesOf, stockForecastOf, stockRunsOf } from '../../twin/stock.ts'
import { recorded } from '../analysis/recorded.ts'
import {
  buffer,
  exponential,
  failure,
  material,
  operation,
  order,
  plant,
  product,
  source,
  station,
  supplier,
} from '../engine/plant/plants.ts'

const here: AheadPool = { ahead: (scenario, options) => ahead(scenario, options, async () => true) }
const golden = (i: number) => (i * 0.6180339887498949) % 1

/** Parts are sawn and ground for customers who come at random, of bars and wheels that are bought; spares are sold from stock as well. */
export function store(): Scenario {
  return plant({
    horizon: 60_000,
    products: [
      product({
        id: 'part',
        route: [
          operation({ id: 'saw', stations: ['saw'], buffer: 'blanks', components: [{ item: 'bar', quantity: 0.85 }] }),
          operation({ id: 'grind', stations: ['grinder'], buffer: 'rack', components: [{ item: 'wheel', quantity: 0.37 }] }),
        ],
      }),
    ],
    materials: [
      material({ id: 'bar', initialStock: 60, reorderPoint: 45, orderQuantity: 60, supplier: 'mill', lots: 'fifo' }),
      material({ id: 'wheel', initialStock: 25, reorderPoint: 20, orderUpTo: 45, supplier: 'mill', review: 900 }),
      material({ id: 'spare', initialStock: 50, reorderPoint: 30, orderQuantity: 40, supplier: 'mill' }),
    ],
    suppliers: [
      supplier({ id: 'mill', leadTime: { kind: 'gamma', mean: 5000, sd: 2500 }, late: { probability: 0.2, by: exponential(2000) } }),
    ],
    sources: [
      source({ id: 'walk-in', mix: [{ product: 'part', weight: 1 }], every: exponential(130) }),
      source({
        ...{ id: 'counter', mix: [{ product: 'spare', weight: 1 }], every: exponential(600), serve: 'stock', due: 0 },
        size: { kind: 'poisson', mean: 3 },
      }),
    ],
    buffers: [buffer({ id: 'blanks' }), buffer({ id: 'rack' })],
    stations: [
      station({
        id: 'saw',
        time: { kind: 'gamma', mean: 100, sd: 40 },
        failures: [failure({ id: 'blade', clock: 'processing', after: exponential(6000), repair: exponential(900) })],
      }),
      station({ id: 'grinder', time: { kind: 'lognormal', mean: 95, sd: 60 } }),
    ],
  })
}

/** [A06] Where the stock came to lie among those forecast, at seeded moments and some times after them. */
export async function fanStudy(
  {
    seeds,
    replications,
    first = 1,
    within = 8000,
    steps = 4,
  }: { seeds: number; replications: number; first?: number; within?: number; steps?: number },
  pool: AheadPool = here,
) {
  const scenario = store()
  const scored: Scored[] = []
  let inBand = 0
  for (let seed = first; seed < first + seeds; seed++) {
    const at = 12_000 + Math.floor(golden(seed) * 30_000)
    const { log } = recorded(scenario, { seed, until: at + within })
    const then = asOf(log, at)
    const runs = await stockRunsOf(then.scenario, { replications, within, steps, pool })
    for (let step = 0; step < steps; step++) {
      const { onHand } = log.stateAt(Math.round((at + ((step + 1) / steps) * within) * 1e6))
      for (let item = 0; item < scenario.materials.length; item++) {
        const values = runs.map(({ stock }) => stock!.levels[item * steps + step]!).sort((a, b) => a - b)
        const truth = onHand[item]!
        scored.push({ values, truth, cluster: seed })
        if (truth >= quantileOf(values, 0.1) - 1e-9 && truth <= quantileOf(values, 0.9) + 1e-9) inBand++
      }
    }
  }
  const covered = coverage(scored, 0.8, golden)
  const places = scored.map((one, i) => pit(one, golden(i)))
  return { ...covered, band: inBand / scored.length, pitP: uniformP(places, covered.effective) }
}

/** A line that stops when the bars do not come in time, and the shop of before it. */
export function line(): Scenario {
  return plant({
    horizon: 40_000,
    products: [
      product({
        id: 'part',
        route: [
          operation({ id: 'wash', stations: ['washer'], buffer: 'in' }),
          operation({ id: 'saw', stations: ['saw'], buffer: 'blanks', components: [{ item: 'bar', quantity: 1 }] }),
        ],
      }),
    ],
    materials: [material({ id: 'bar', initialStock: 30, reorderPoint: 14, orderQuantity: 30, supplier: 'mill' })],
    suppliers: [supplier({ id: 'mill', leadTime: { kind: 'gamma', mean: 3500, sd: 1800 } })],
    sources: [source({ id: 'in', mix: [{ product: 'part', weight: 1 }], every: exponential(320) })],
    buffers: [buffer({ id: 'in' }), buffer({ id: 'blanks' })],
    stations: [
      station({ id: 'washer', time: { kind: 'gamma', mean: 150, sd: 80 } }),
      station({ id: 'saw', time: { kind: 'gamma', mean: 200, sd: 100 } }),
    ],
  })
}

/**
 * [B16] Of the first stop for want of material of each run: was it told before, and how long? An alarm that is raised and not followed by a stop within
 * the time that it looks ahead is a false one.
 */
export async function shortageStudy(
  {
    seeds,
    replications,
    first = 1,
    every = 900,
    within = 6000,
    least = SHORTAGE_PROBABILITY,
  }: { seeds: number; replications: number; first?: number; every?: number; within?: number; least?: number },
  pool: AheadPool = here,
) {
  const scenario = line()
  const leads: number[] = []
  let stops = 0
  let alarms = 0
  let falseAlarms = 0
  let watched = 0
  let rightPlace = 0
  for (let seed = first; seed < first + seeds; seed++) {
    const { log } = recorded(scenario, { seed, until: 30_000 })
    const stop = firstStop(log)
    const end = Math.min(stop?.at ?? Number.POSITIVE_INFINITY, 24_000)
    watched += end
    let raised: number | null = null
    const told: number[] = []
    for (let at = 600; at < end; at += every) {
      const then = asOf(log, at)
      const forecast = await stockForecastOf(then, inventoryOf(log, at * 1e6), { replications, within, steps: 1, pool })
      // It is cleared where it is half as likely as it must be to be raised.
      const [shortage] = shortagesOf(forecast!, raised === null ? least : least / 2)
      if (shortage === undefined) raised = null
      else if (raised === null) {
        raised = at
        told.push(at)
        if (shortage.starving === 'saw' && shortage.item === 'bar') rightPlace++
      }
    }
    alarms += told.length
    falseAlarms += told.filter((at) => stop === null || stop.at > at + within).length
    if (stop === null || stop.at >= 24_000) continue
    stops++
    if (raised !== null) leads.push(stop.at - raised)
  }
  return {
    ...{ stops, told: leads.length, ...wilsonInterval(leads.length, Math.max(1, stops)), alarms, falseAlarms, rightPlace },
    leadSeconds:
      leads.length === 0
        ? null
        : quantileOf(
            leads.sort((a, b) => a - b),
            0.5,
          ),
    falsePerWeek: (falseAlarms * 604_800) / watched,
  }
}

/** When a station first waited for material. */
function firstStop(log: Log<Scenario>): { readonly at: number } | null {
  let at: number | null = null
  log.scan(0, log.count, ({ kind, b, v, time }) => {
    if (kind === EventKind.equipmentState && b === EquipmentState.waiting && v >= 0 && at === null) at = time / 1e6
  })
  return at === null ? null : { at }
}

/** Orders that come to the saw one after the other, with bars that are bought as they run low. */
export function kits(): Scenario {
  return plant({
    horizon: 40_000,
    products: [
      product({
        id: 'part',
        route: [
          operation({ id: 'wash', stations: ['washer'], buffer: 'in' }),
          operation({ id: 'saw', stations: ['saw'], buffer: 'blanks', components: [{ item: 'bar', quantity: 1 }] }),
        ],
      }),
    ],
    materials: [material({ id: 'bar', initialStock: 24, reorderPoint: 13, orderQuantity: 22, supplier: 'mill', lots: 'fifo' })],
    suppliers: [supplier({ id: 'mill', leadTime: { kind: 'gamma', mean: 2200, sd: 1100 } })],
    orders: Array.from({ length: 9 }, (_, i) =>
      order({ id: `o-${i}`, product: 'part', quantity: 10, release: 1900 * i, due: 1900 * i + 6000 }),
    ),
    buffers: [buffer({ id: 'in' }), buffer({ id: 'blanks' })],
    stations: [
      station({ id: 'washer', time: { kind: 'gamma', mean: 140, sd: 80 } }),
      station({ id: 'saw', time: { kind: 'gamma', mean: 200, sd: 110 } }),
    ],
  })
}

/**
 * [C07] [C19] What was told of jobs to come, and how they began: with all kits or not, before they were due, long after. One moment in each run, jobs of
 * the same run stand and fall together.
 */
export async function kitStudy(
  {
    seeds,
    replications,
    first = 1,
    within = 9000,
    lead = 600,
  }: { seeds: number; replications: number; first?: number; within?: number; lead?: number },
  pool: AheadPool = here,
) {
  const scenario = kits()
  const full: (Told & { readonly cluster: number })[] = []
  const late: (Told & { readonly cluster: number })[] = []
  const early: (Told & { readonly cluster: number })[] = []
  for (let seed = first; seed < first + seeds; seed++) {
    const at = 3000 + Math.floor(golden(seed) * 12_000)
    const { log } = recorded(scenario, { seed, until: at + within })
    const then = asOf(log, at)
    const runs = await stockRunsOf(then.scenario, { replications, within, steps: 1, pool })
    const came = begins(log, at)
    for (const line of kitsOf(then, inventoryOf(log, at * 1e6), runs, lead)) {
      const job = came.get(line.order)
      if (line.due === null || line.full === null) continue
      const start = job?.at ?? Number.POSITIVE_INFINITY
      late.push({ probability: line.late.probability, came: start < line.due, cluster: seed })
      early.push({ probability: line.early.probability, came: !(start <= line.due + 2 * lead), cluster: seed })
      if (job !== undefined) full.push({ probability: line.full.probability, came: job.full, cluster: seed })
    }
  }
  return { full: calibrated(full), late: calibrated(late), early: calibrated(early) }
}

/** How often it came less how often it was told, with its error by clusters; and by how much was told. */
function calibrated(all: readonly (Told & { readonly cluster: number })[]) {
  const off = new Map<number, number>()
  for (const { probability, came, cluster } of all) off.set(cluster, (off.get(cluster) ?? 0) + (came ? 1 : 0) - probability)
  const bias = [...off.values()].reduce((sum, one) => sum + one, 0) / all.length
  const error = Math.sqrt([...off.values()].reduce((sum, one) => sum + one * one, 0)) / all.length
  const told = all.reduce((sum, { probability }) => sum + probability, 0) / all.length
  return { n: all.length, told, bias, error, brier: brier(all), reliability: reliability(all) }
}

/** Order → when its first bar was taken after `at`, and whether there were bars for all of its units; from the records alone. */
function begins(log: Log<Scenario>, at: number) {
  const begun = new Map<string, { readonly at: number; readonly full: boolean }>()
  const { orders, materials } = log.header.scenario
  const orderOf = new Map<number, number>()
  let bars = materials[0]!.initialStock
  log.scan(0, log.count, ({ kind, subject, time, b, v }) => {
    if (kind === EventKind.unitCreated) orderOf.set(subject, b)
    else if (kind === EventKind.materialReceived) bars += v
    else if (kind === EventKind.materialConsumed) {
      const order = orders[orderOf.get(b)!]!
      if (!begun.has(order.id)) begun.set(order.id, { at: time / 1e6, full: bars >= order.quantity })
      bars -= v
    }
  })
  for (const [id, one] of begun) if (one.at <= at) begun.delete(id)
  return begun
}
