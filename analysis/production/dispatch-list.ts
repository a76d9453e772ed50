import type { PlantState } from '../../engine/log/state.ts'
import type { DispatchingRule, Scenario, SetupRule } from '../../scenarios/model.ts'
import { OUT, waysOn, workToCome } from '../../scenarios/ways.ts'
import { meanOf } from '../distribution.ts'
import { orderName } from './orders.ts'
import { Plans } from './plan.ts'
import type { Tracker } from './tracker.ts'

/** What a unit cannot start without: stock of a material or product, parts that are joined to it, its turn in the station's list, or its earliest moment there. */
export interface Lacks {
  readonly kind: 'material' | 'parts' | 'list' | 'notBefore'
  readonly subject: string | null
}

/** Units of one order that may start next, one after the other. */
export interface DispatchEntry {
  readonly order: string | null
  readonly product: string
  readonly operation: string
  readonly units: readonly number[]
  /** Where the first of them is. */
  readonly place: string | null
  readonly waitingSince: number
  readonly due: number | null
  readonly plannedSeconds: number
  /** Empty: it waits for the station alone. */
  readonly lacks: readonly Lacks[]
}

/** What may start next at a work unit, in the order of its list, and then of its rule. */
export interface StationDispatch {
  readonly station: string
  readonly rule: string
  readonly entries: readonly DispatchEntry[]
}

/** Of every station, at the moment of `production`, which is that of `state`. */
export function dispatchLists(production: Tracker, state: PlantState): readonly StationDispatch[] {
  return new Dispatcher(production, state).lists()
}

class Dispatcher {
  readonly #of: Tracker
  readonly #state: PlantState
  readonly #scenario: Scenario
  readonly #plans: Plans
  readonly #workAfter: readonly (readonly number[])[]
  /** station → units that wait for an operation it can do, with that operation */
  readonly #waiting: { readonly unit: number; readonly operation: number }[][]
  readonly #partsIn = new Map<string, number>()

  constructor(production: Tracker, state: PlantState) {
    this.#of = production
    this.#state = state
    this.#scenario = production.scenario
    this.#plans = new Plans(this.#scenario)
    this.#workAfter = this.#scenario.products.map((product, p) =>
      workToCome(
        product,
        product.route.map(({ stations }, k) => this.#plans.jobSeconds(p, k, stations[0] ?? '') * 1e6),
      ),
    )
    this.#waiting = this.#scenario.stations.map(() => [])
    this.#gather()
  }

  lists(): readonly StationDispatch[] {
    return this.#scenario.stations.map(({ id, rule, preempt }, station) => {
      const words = [...(preempt === null ? [] : ['priority' as const]), ...(typeof rule === 'string' ? [rule] : rule)]
      const jobs = this.#scenario.dispatch.find((list) => list.station === id)?.jobs ?? []
      const current = jobs.findIndex((job) => !this.#isDone(job, station))
      const turn = ({ unit, operation }: { unit: number; operation: number }) => {
        if (current < 0) return 0
        const at = jobs.findIndex((job, i) => i >= current && this.#isOf(unit, operation, job))
        return at < 0 ? jobs.length : at
      }
      const ranked = this.#waiting[station]!.map((one) => ({
        ...one,
        keys: [turn(one), ...words.map((word) => this.#rank(word, one.unit, one.operation, station)), this.#of.cameAt[one.unit]!, one.unit],
      })).sort((a, b) => compare(a.keys, b.keys))
      return {
        station: id,
        rule: words.join(', '),
        entries: this.#grouped(ranked, station, current < 0 ? null : (jobs[current] ?? null), current),
      }
    })
  }

  /** Units in buffers and at sources; where there is no buffer, those that are done and stand in the station before. */
  #gather() {
    const { inside, done, job, place, operation, product } = this.#of
    const { stations, buffers, sinks, sources } = this.#scenario
    const firstBuffer = stations.length
    const firstSource = firstBuffer + buffers.length + sinks.length
    const index = new Map(stations.map(({ id }, i) => [id, i]))
    for (let unit = 0; unit < inside.length; unit++) {
      if (inside[unit] === 0 || job[unit]! >= 0) continue
      const at = place[unit]!
      const isInBuffer = at >= firstBuffer && at < firstBuffer + buffers.length
      if (isInBuffer && operation[unit]! < 0) {
        const key = `${at} ${product[unit]}`
        this.#partsIn.set(key, (this.#partsIn.get(key) ?? 0) + 1)
      }
      if (operation[unit]! < 0) continue
      const definition = this.#scenario.products[product[unit]!]!
      let wanted = -1
      if (done[unit] === 0 && (isInBuffer || (at >= firstSource && at < firstSource + sources.length))) wanted = operation[unit]!
      else if (done[unit] === 1 && at >= 0 && at < firstBuffer) {
        const ways = waysOn(definition, operation[unit]!)
        const [only] = ways
        if (ways.length === 1 && only!.to !== OUT && definition.route[only!.to]!.buffer === null) wanted = only!.to
      }
      if (wanted < 0) continue
      for (const id of definition.route[wanted]!.stations) this.#waiting[index.get(id)!]?.push({ unit, operation: wanted })
    }
  }

  #grouped(
    ranked: readonly { readonly unit: number; readonly operation: number }[],
    station: number,
    job: Scenario['dispatch'][number]['jobs'][number] | null,
    current: number,
  ): DispatchEntry[] {
    const { request, product, cameAt, place, requests } = this.#of
    const { id } = this.#scenario.stations[station]!
    const entries: (DispatchEntry & { readonly key: string; readonly units: number[] })[] = []
    for (const { unit, operation } of ranked) {
      const lacks = this.#lacks(unit, operation, job, current)
      const key = `${request[unit]} ${product[unit]} ${operation} ${JSON.stringify(lacks)}`
      const last = entries.at(-1)
      if (last?.key === key) {
        last.units.push(unit)
        continue
      }
      const own = request[unit]!
      const due = own < 0 ? Number.NaN : requests.column.due[own]!
      entries.push({
        key,
        order: orderName(this.#scenario, own < 0 ? -1 : requests.column.order[own]!),
        product: this.#scenario.products[product[unit]!]!.id,
        operation: this.#scenario.products[product[unit]!]!.route[operation]!.id,
        units: [unit],
        place: this.#state.places.ids[place[unit]!] ?? null,
        waitingSince: cameAt[unit]! / 1e6,
        due: Number.isNaN(due) ? null : due / 1e6,
        plannedSeconds: this.#plans.jobSeconds(product[unit]!, operation, id),
        lacks,
      })
    }
    return entries.map(({ key: _, ...entry }) => entry)
  }

  #lacks(unit: number, operation: number, job: Scenario['dispatch'][number]['jobs'][number] | null, current: number): Lacks[] {
    const { materials, products, buffers, stations } = this.#scenario
    const { components, parts } = products[this.#of.product[unit]!]!.route[operation]!
    const found: Lacks[] = []
    if (job !== null && current >= 0) {
      if (!this.#isOf(unit, operation, job)) found.push({ kind: 'list', subject: job.order })
      else if (job.notBefore * 1e6 > this.#of.now) found.push({ kind: 'notBefore', subject: String(job.notBefore) })
    }
    for (const { item, quantity } of components) {
      const material = materials.findIndex(({ id }) => id === item)
      const number = material >= 0 ? material : materials.length + products.findIndex(({ id }) => id === item)
      const isCounted =
        material < 0 ||
        materials[material]!.reorderPoint !== null ||
        materials[material]!.mrp !== null ||
        materials[material]!.lots !== null
      if (isCounted && this.#state.onHand[number]! < quantity - 1e-9) found.push({ kind: 'material', subject: item })
    }
    for (const { product, quantity, from } of parts) {
      const place = stations.length + buffers.findIndex(({ id }) => id === from)
      const number = products.findIndex(({ id }) => id === product)
      if ((this.#partsIn.get(`${place} ${number}`) ?? 0) < quantity) found.push({ kind: 'parts', subject: product })
    }
    return found
  }

  #isOf(unit: number, operation: number, job: { readonly order: string; readonly operation: string }): boolean {
    const request = this.#of.request[unit]!
    const order = request < 0 ? -1 : this.#of.requests.column.order[request]!
    return (
      this.#scenario.orders[order]?.id === job.order &&
      this.#scenario.products[this.#of.product[unit]!]!.route[operation]!.id === job.operation
    )
  }

  /** Its quantity was started here, or none of its units can come any more. */
  #isDone({ order, operation, quantity }: Scenario['dispatch'][number]['jobs'][number], station: number): boolean {
    const { segments, jobOrders, scenario } = this.#of
    const request = this.#of.requestOf(scenario.orders.findIndex(({ id }) => id === order))
    if (request < 0) return true
    const product = this.#of.requests.column.product[request]!
    const step = scenario.products[product]?.route.findIndex(({ id }) => id === operation) ?? -1
    const segment = this.#of.segmentAt(request, product, step)
    if (segment < 0) return true
    let started = 0
    for (let job = segments.column.firstJob[segment]!; job >= 0; job = jobOrders.column.next[job]!)
      if (jobOrders.column.station[job] === station) started += jobOrders.column.started[job]!
    const inWork = this.#inWork(segment)
    return started >= quantity || segments.column.toCome[segment]! + segments.column.pending[segment]! - inWork <= 0
  }

  #inWork(segment: number): number {
    const { segments, jobOrders } = this.#of
    let open = 0
    for (let job = segments.column.firstJob[segment]!; job >= 0; job = jobOrders.column.next[job]!) open += jobOrders.column.open[job]!
    return open
  }

  /** Lower goes first. */
  #rank(rule: DispatchingRule, unit: number, operation: number, station: number): number {
    const { product, request, cameAt, now, requests } = this.#of
    const own = request[unit]!
    const due = own < 0 || Number.isNaN(requests.column.due[own]!) ? Number.POSITIVE_INFINITY : requests.column.due[own]!
    const here = this.#plans.jobSeconds(product[unit]!, operation, this.#scenario.stations[station]!.id) * 1e6
    const left = here + this.#workAfter[product[unit]!]![operation]!
    switch (rule) {
      case 'fifo':
        return cameAt[unit]!
      case 'lifo':
        return -cameAt[unit]! - unit / 1e9
      case 'spt':
        return here
      case 'lpt':
        return -here
      case 'edd':
        return due
      case 'criticalRatio':
        return left > 0 ? (due - now) / left : due - now
      case 'slack':
        return due - left
      case 'priority':
        return -this.#priority(own)
      case 'leastWorkRemaining':
        return left
      case 'mostWorkRemaining':
        return -left
      case 'setup':
        return this.#setup(product[unit]!, station) === null ? 0 : 1
      case 'leastSetup':
        return this.#setup(product[unit]!, station) ?? 0
      case 'shortestNextQueue':
        return this.#nextQueue(product[unit]!, operation)
    }
  }

  #priority(request: number): number {
    if (request < 0) return 0
    const { order, source } = this.#of.requests.column
    return this.#scenario.orders[order[request]!]?.priority ?? this.#scenario.sources[source[request]!]?.priority ?? 0
  }

  /** Planned time of the set-up that the slot next to be free would need, seconds; null: it is set up for the family. */
  #setup(product: number, station: number): number | null {
    const { products, stations } = this.#scenario
    const family = products[product]!.family
    let least: number | null = Number.POSITIVE_INFINITY
    for (let slot = this.#of.firstSlot[station]!; slot < this.#of.firstSlot[station + 1]!; slot++) {
      const last = this.#state.slotSetUp[slot]!
      const from = last >= 0 ? products[last]!.family : stations[station]!.initialFamily
      if (from === family) return null
      const rule = mostSpecific(stations[station]!.setups, from, family)
      least = Math.min(least, rule === undefined ? 0 : meanOf(rule.time))
    }
    return least
  }

  #nextQueue(product: number, operation: number): number {
    const { products, buffers, stations } = this.#scenario
    const [way] = waysOn(products[product]!, operation)
    if (way === undefined || way.to === OUT) return 0
    const buffer = buffers.findIndex(({ id }) => id === products[product]!.route[way.to]!.buffer)
    return buffer < 0 ? 0 : this.#state.level[stations.length + buffer]!
  }
}

function mostSpecific(setups: readonly SetupRule[], from: string | null, to: string): SetupRule | undefined {
  const rule = (a: string, b: string) => setups.find((one) => one.from === a && one.to === b)
  return (from === null ? undefined : rule(from, to)) ?? rule('*', to) ?? (from === null ? undefined : rule(from, '*')) ?? rule('*', '*')
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i]! !== b[i]!) return a[i]! < b[i]! ? -1 : 1
  return 0
}
