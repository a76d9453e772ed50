import type { Operation, Product, Scenario } from '../../scenarios/model.ts'
import { expectedUnits, type Inflow, inflows, mixOf, total } from './demand.ts'
import { meanOf } from './distribution.ts'
import { type Pool, type PoolStation, pools } from './pools.ts'
import { Facts } from './routes.ts'

/** A step that is asked for more than it can do between two moments, seconds since the start. */
export interface Overload {
  /** Its station, or those that share its work. */
  readonly name: string
  readonly from: number
  readonly to: number
  /** It is so over the whole run, not only in a season. */
  readonly always: boolean
  /** Units an hour that set out for it, and how many of that mix it can do: rework and scrap on the way, failures, shifts and maintenance counted. */
  readonly demandPerHour: number
  readonly capacityPerHour: number
  /** Its set-ups come on top: they depend on the sequence. */
  readonly hasSetups: boolean
}

/** What is beyond the rounding of the sums. */
const ABOVE = 1.000_001

/**
 * Compares what is asked of each step with what it can do, by mean values and without a run: over the whole run, or, where that is enough, over each
 * season of the sources. The most overloaded first; none where every step can keep up. In doubt it is silent: alternatives are taken as shared
 * perfectly, set-ups and waiting for crews as nothing. A saturated source asks for no more than is taken.
 */
export function overloads(scenario: Scenario, until = scenario.horizon): Overload[] {
  const facts = new Facts({ ...scenario, sources: scenario.sources.filter(({ every }) => every !== null) })
  const all = pools(facts)
  const whole = { from: 0, to: until }
  const always = overloadsWithin(facts, all, whole, inflows(facts, all, { step: until, steps: 1 }))
  if (always.length > 0) return always.map((one) => ({ ...one, always: true }))
  const found = seasons(scenario, until).flatMap((season) =>
    overloadsWithin(facts, all, season, arrivalsWithin(facts, season)).map((one) => ({ ...one, always: false })),
  )
  return found.sort((one, other) => pressure(other) - pressure(one))
}

/** The worst of them in a sentence; null where there is none. */
export function overloadText(found: readonly Overload[]): string | null {
  const [worst] = found
  if (worst === undefined) return null
  const { name, always, from, to, hasSetups } = worst
  const [demand, capacity] = told(worst.demandPerHour, worst.capacityPerHour)
  const when = always ? '' : ` from ${moment(from)} to ${moment(to)}`
  const others = [...new Set(found.slice(1).map((one) => one.name))].filter((other) => other !== name)
  const also = others.length === 0 ? '' : ` Also asked for more than they can do: ${others.join(', ')}.`
  return `Overload: demand ${demand}/h${when} is above the ${capacity}/h of ${name}${hasSetups ? ', set-ups not counted' : ''}. Work piles up before it.${also}`
}

interface Span {
  readonly from: number
  readonly to: number
}

function overloadsWithin(facts: Facts, all: readonly Pool[], span: Span, asked: readonly Inflow[]): Omit<Overload, 'always'>[] {
  const hours = (span.to - span.from) / 3600
  const found = all.flatMap((pool) => {
    const capacity = pool.stations.reduce((sum, one) => sum + slotSeconds(one, span), 0)
    let work = 0
    let units = 0
    for (const { product, from, units: coming } of asked) {
      const perUnit = workPerUnit(facts, pool, product, from)
      if (perUnit === 0) continue
      work += total(coming) * perUnit
      units += total(coming)
    }
    if (work <= capacity * ABOVE) return []
    const demandPerHour = units / hours
    const hasSetups = pool.stations.some(({ station }) => station.setups.length > 0)
    return [{ name: pool.name, ...span, demandPerHour, capacityPerHour: (demandPerHour * capacity) / work, hasSetups }]
  })
  return found.sort((one, other) => pressure(other) - pressure(one))
}

const pressure = ({ demandPerHour, capacityPerHour }: Pick<Overload, 'demandPerHour' | 'capacityPerHour'>) =>
  demandPerHour / capacityPerHour

/** Maintenance of a station with shifts may fall outside them, and is left out. */
function slotSeconds({ station, workingTime, rate }: PoolStation, { from, to }: Span): number {
  const working = workingTime.between(from, to) * rate
  if (station.calendar !== null) return working
  const maintained = station.maintenance.reduce((sum, { at, every, first, duration }) => {
    const moments = at.filter((one) => one >= from && one < to).length
    const repeats = every === null ? 0 : Math.max(0, (to - Math.max(from, first)) / every)
    return sum + (moments + repeats) * meanOf(duration) * station.slots
  }, 0)
  return Math.max(0, working - maintained)
}

function workPerUnit(facts: Facts, pool: Pool, product: Product, from: number): number {
  const { attempts } = facts.visits(product, from)
  return product.route.reduce((sum, operation, k) => sum + (attempts[k] as number) * slotSecondsPerUnit(facts, pool, operation), 0)
}

/** Alternatives that are used so that all are busy: 10 s at one and 30 s at another are a unit each 7.5 s, 15 slot-seconds. */
function slotSecondsPerUnit(facts: Facts, { stations }: Pool, operation: Operation): number {
  const able = stations.filter(({ station }) => operation.stations.includes(station.id))
  const slots = able.reduce((sum, { station }) => sum + station.slots, 0)
  const rate = able.reduce((sum, { station }) => sum + station.slots / facts.secondsPerUnit(operation, station), 0)
  return slots === 0 ? 0 : slots / rate
}

function arrivalsWithin(facts: Facts, { from, to }: Span): Inflow[] {
  return facts.scenario.sources.flatMap((source) => {
    if (source.serve === 'stock' || source.every === null) return []
    const every = meanOf(source.every)
    const upTo = (moment: number) => (moment > 0 ? total(expectedUnits(source, every, { step: moment, steps: 1 })) : 0)
    const units = upTo(to) - upTo(from)
    return mixOf(facts, source).map(({ product, share }) => ({
      product,
      from: 0,
      units: Float64Array.of(units * share),
      lateCost: 0,
      dueAfter: Number.POSITIVE_INFINITY,
      slack: Number.POSITIVE_INFINITY,
    }))
  })
}

/** A peak shorter than this is what buffers are for. */
const SHORTEST = 3600

function seasons({ sources }: Scenario, until: number): Span[] {
  const inside = sources.flatMap(({ profile }) => profile.map(({ from }) => from)).filter((edge) => edge > 0 && edge < until)
  const edges = [0, ...new Set(inside.sort((one, other) => one - other)), until]
  return edges.slice(1).flatMap((to, i) => (to - edges[i]! >= SHORTEST ? [{ from: edges[i]!, to }] : []))
}

/** Both to as few digits as show that they differ. */
function told(demand: number, capacity: number): readonly [string, string] {
  for (let digits = 3; digits < 9; digits++) {
    const both = [demand, capacity].map((value) => String(Number(value.toPrecision(digits)))) as [string, string]
    if (both[0] !== both[1]) return both
  }
  return [String(demand), String(capacity)]
}

const moment = (seconds: number) =>
  seconds >= 86_400 || seconds === 0 ? `day ${Number((seconds / 86_400).toFixed(1))}` : `hour ${Number((seconds / 3600).toFixed(1))}`
