import type { Findings } from '../findings.ts'
import type {
  Area,
  Buffer,
  Calendar,
  Conveyor,
  Crew,
  Fleet,
  Material,
  Order,
  Pallet,
  Product,
  Scenario,
  Sink,
  Source,
  Station,
  Supplier,
  Tool,
} from '../model.ts'
import { nearest } from '../nearest.ts'
import { kpiGoals } from '../schema/kpis.ts'
import type { Broken } from '../structure.ts'
import type { Path } from '../tree.ts'
import { Book } from './book.ts'

/** Everything that can be referred to, by kind. */
export interface Books {
  readonly areas: Book<Area>
  readonly products: Book<Product>
  readonly materials: Book<Material>
  readonly suppliers: Book<Supplier>
  readonly sources: Book<Source>
  readonly orders: Book<Order>
  readonly stations: Book<Station>
  readonly buffers: Book<Buffer>
  readonly sinks: Book<Sink>
  readonly conveyors: Book<Conveyor>
  readonly transport: Book<Fleet>
  readonly crews: Book<Crew>
  readonly pallets: Book<Pallet>
  readonly tools: Book<Tool>
  readonly calendars: Book<Calendar>
}

/**
 * Opens a book for each kind and reports ids that are given twice: of all equipment (it shares the floor), of items (materials and
 * products share the stock), and within each other kind.
 */
export function books(scenario: Scenario, findings: Findings, broken: Broken): Books {
  const taken = { equipment: new Map<string, string>(), item: new Map<string, string>() }
  const fill = <Thing extends { readonly id: string }>(
    name: keyof Books,
    what: string,
    things: readonly Thing[],
    shared?: Map<string, string>,
  ): Book<Thing> => {
    const book = new Book<Thing>(what, findings, broken.get(name))
    for (const [i, thing] of things.entries()) {
      const other = shared?.get(thing.id)
      shared?.set(thing.id, other ?? what)
      if (!book.add(thing.id, thing)) findings.add([name, i, 'id'], `there are two ${what}s \`${thing.id}\``, 'give one of them another id')
      else if (other !== undefined)
        findings.add([name, i, 'id'], `${what} \`${thing.id}\` has the id of a ${other}`, 'give one of them another id')
    }
    return book
  }
  distinct(scenario.faults, 'fault', ['faults'], findings)
  return {
    areas: fill('areas', 'area', scenario.areas),
    products: fill('products', 'product', scenario.products, taken.item),
    materials: fill('materials', 'material', scenario.materials, taken.item),
    suppliers: fill('suppliers', 'supplier', scenario.suppliers),
    sources: fill('sources', 'source', scenario.sources, taken.equipment),
    orders: fill('orders', 'order', scenario.orders),
    stations: fill('stations', 'station', scenario.stations, taken.equipment),
    buffers: fill('buffers', 'buffer', scenario.buffers, taken.equipment),
    sinks: fill('sinks', 'sink', scenario.sinks, taken.equipment),
    transport: fill('transport', 'fleet', scenario.transport, taken.equipment),
    conveyors: fill('conveyors', 'conveyor', scenario.conveyors, taken.equipment),
    crews: fill('crews', 'crew', scenario.crews, taken.equipment),
    pallets: fill('pallets', 'pallet', scenario.pallets, taken.equipment),
    tools: fill('tools', 'tool', scenario.tools, taken.equipment),
    calendars: fill('calendars', 'calendar', scenario.calendars),
  }
}

/** Reports ids given twice in a list of a station, product or the scenario. */
export function distinct(things: readonly { readonly id: string }[], what: string, path: Path, findings: Findings) {
  const seen = new Set<string>()
  for (const [i, { id }] of things.entries()) {
    if (seen.has(id))
      findings.add([...path, i, 'id'], `there are two ${what}s \`${id}\` in ${findings.name(path)}`, 'give one of them another id')
    seen.add(id)
  }
}

/** The KPI that decides, and what it is of. */
export function checkObjective({ objective: { kpi, subject } }: Scenario, books: Books, findings: Findings) {
  if (!Object.hasOwn(kpiGoals, kpi)) {
    const meant = nearest(kpi, Object.keys(kpiGoals))
    findings.add(
      ['objective', 'kpi'],
      `unknown KPI \`${kpi}\``,
      meant ? `did you mean \`${meant}\`?` : `write one of ${Object.keys(kpiGoals).join(', ')}`,
    )
  }
  const all = Object.values(books) as Book<unknown>[]
  if (subject === 'plant' || all.some((book) => book.get(subject) !== undefined || book.isBroken(subject))) return
  const meant = nearest(subject, ['plant', ...all.flatMap((book) => [...book.ids])])
  findings.add(
    ['objective', 'subject'],
    `unknown subject \`${subject}\` of the objective`,
    meant ? `did you mean \`${meant}\`?` : 'write `plant`, or the id of equipment, a product, a material or an order',
  )
}
