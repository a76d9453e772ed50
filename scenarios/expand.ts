import { readFlow, unused } from './flow.ts'
import type { Problem } from './problem.ts'
import { child, leaf, list, type MapTree, map, type Tree, textOf, withFields } from './tree.ts'

/** Lists of things with ids, which may also be written as maps keyed by id. */
export const collections = [
  'areas',
  'products',
  'materials',
  'suppliers',
  'sources',
  'orders',
  'stations',
  'buffers',
  'sinks',
  'conveyors',
  'transport',
  'crews',
  'pallets',
  'tools',
  'calendars',
  'dispatch',
  'loops',
  'holds',
  'faults',
] as const

/**
 * Works every short form into the full one: `flow` into stations and a product, maps keyed by id into lists, station ids in a route into
 * operations, a single text into a list of one. Values stay as they are written, and keep their places. What is in full form already, or
 * makes no sense, stays as it is.
 *
 * `part: true` is for a file that extends another: a `route` keyed by operation stays a map, which then changes only the operations it names.
 */
export function expand(tree: MapTree, problems: Problem[], { part = false } = {}): MapTree {
  const flow = child(tree, 'flow')
  const result: Record<string, Tree | undefined> = { flow: undefined }
  for (const name of collections) {
    const written = child(tree, name)
    if (written !== undefined)
      result[name] = keyedList(written, name === 'dispatch' ? 'station' : 'id', name === 'dispatch' ? 'jobs' : undefined)
  }
  if (flow !== undefined) {
    for (const [name, items] of Object.entries(readFlow(flow, problems)) as [keyof ReturnType<typeof readFlow>, readonly Tree[]][]) {
      const written = result[name]
      if (written === undefined || written.kind === 'list')
        result[name] = list(written?.at ?? flow.at, joined(name, items, written?.items ?? []))
    }
  }
  const each = (name: string, change: (element: MapTree) => MapTree) => {
    const elements = result[name]
    if (elements?.kind === 'list')
      result[name] = list(
        elements.at,
        elements.items.map((one) => (one.kind === 'map' ? change(one) : one)),
      )
  }
  each('products', (product) => withRoute(withAttributes(product), part))
  each('sources', withMix)
  each('crews', withPersons)
  each('stations', (station) =>
    withFields(withFailuresAndMaintenance(station), {
      ...optional('batch', batchRule(child(station, 'batch'))),
      ...optional('power', asClass(child(station, 'power'))),
    }),
  )
  each('tools', withChanges)
  each('conveyors', withFailures)
  each('transport', withFailures)
  each('dispatch', withJobs)
  const energy = child(tree, 'energy')
  const classes = child(energy, 'classes')
  if (energy?.kind === 'map' && classes !== undefined) result.energy = withFields(energy, { classes: keyedList(classes, 'id') })
  const network = child(tree, 'network')
  const nodes = child(network, 'nodes')
  if (network?.kind === 'map' && nodes !== undefined) result.network = withFields(network, { nodes: keyedList(nodes, 'id') })
  const objective = child(tree, 'objective')
  if (objective?.kind === 'leaf' && typeof objective.value === 'string')
    result.objective = withFields(map(objective.at, new Map()), { kpi: objective })
  const present = Object.fromEntries(Object.entries(result).filter(([name, value]) => value !== undefined || name === 'flow'))
  return withFields(tree, present)
}

/** A map keyed by id as a list; `wrap` is the key under which a value that is a list goes (`dispatch: { drill: [jobs] }`). */
export function keyedList(tree: Tree, key: string, wrap?: string): Tree {
  if (tree.kind !== 'map') return tree
  const items = [...tree.fields].map(([name, { key: at, tree: value }]) => {
    const id = leaf(at, name)
    if (value.kind === 'map') return child(value, key) ? value : map(value.at, new Map([[key, { key: at, tree: id }], ...value.fields]))
    if (value.kind === 'leaf' && value.value === null) return map(at, new Map([[key, { key: at, tree: id }]]))
    if (value.kind === 'list' && wrap !== undefined) return withFields(map(at, new Map()), { [key]: id, [wrap]: value })
    return value
  })
  return list(tree.at, items)
}

/** What the flow says, then what the list says. Only a product of both is made one: that is how a flow's `part` gets a price. */
function joined(name: string, fromFlow: readonly Tree[], written: readonly Tree[]): Tree[] {
  if (name !== 'products') return [...fromFlow, ...written]
  const [part] = fromFlow
  const more = written.find((one) => textOf(one, 'id') === 'part')
  if (part?.kind !== 'map' || more?.kind !== 'map') return [...fromFlow, ...written]
  return [map(more.at, new Map([...part.fields, ...more.fields])), ...written.filter((one) => one !== more)]
}

function withRoute(product: MapTree, part: boolean): MapTree {
  const written = child(product, 'route')
  const route = written && !(part && written.kind === 'map') ? keyedList(written, 'id') : written
  const components = componentList(child(product, 'components'))
  if (route?.kind !== 'list') return components ? withFields(product, { components }) : product
  const used = new Set(route.items.map((item) => textOf(item, 'id')))
  const operations = route.items.map((item) => {
    const full =
      item.kind === 'leaf' && typeof item.value === 'string'
        ? withFields(map(item.at, new Map()), { stations: list(item.at, [item]) })
        : item
    if (full.kind !== 'map') return full
    const { stations, choose } = withAlternatives(full)
    const first = stations?.kind === 'list' ? stations.items[0] : undefined
    const name = unused(first?.kind === 'leaf' && first.value !== '' ? String(first.value) : 'operation', used)
    const id = child(full, 'id') ?? leaf(first?.at ?? full.at, name)
    if (id.kind === 'leaf') used.add(String(id.value))
    return withNeeds(
      withFields(full, {
        id,
        ...(stations && { stations }),
        ...optional('choose', choose),
        ...optional('next', branchList(child(full, 'next'))),
        ...optional('maxWait', asTime(child(full, 'maxWait'))),
        ...optional('components', componentList(child(full, 'components'))),
        ...optional('steps', eachMap(keyedIn(full, 'steps'), withNeeds)),
        ...optional('characteristics', keyedIn(full, 'characteristics')),
        ...optional('defects', keyedIn(full, 'defects')),
        ...optional('batch', batchRule(child(full, 'batch'))),
        ...optional('parts', pairs(child(full, 'parts'), 'product', 'quantity')),
        ...optional('splits', pairs(child(full, 'splits'), 'product', 'quantity')),
      }),
    )
  })
  const [first, ...others] = operations
  if (components?.kind !== 'list' || first?.kind !== 'map')
    return withFields(product, { route: list(route.at, operations), ...optional('components', components) })
  const own = child(first, 'components')
  const all = list(components.at, [...(own?.kind === 'list' ? own.items : []), ...components.items])
  return withFields(product, { route: list(route.at, [withFields(first, { components: all }), ...others]), components: undefined })
}

/** Stations that are maps say what is particular to each alternative; `choose: cyclic` is short for `by`, and `shared` for none. */
function withAlternatives(operation: MapTree): { stations: Tree | undefined; choose: Tree | undefined } {
  const written = child(operation, 'stations')
  const stations = written?.kind === 'map' ? list(written.at, [written]) : wrapped(written)
  const said = child(operation, 'choose')
  const by = said?.kind === 'leaf' && typeof said.value === 'string' ? said : undefined
  const shared = by?.value === 'shared'
  const choose = shared ? leaf(by.at, null) : by ? withFields(map(by.at, new Map()), { by }) : said
  if (stations?.kind !== 'list' || !stations.items.some(({ kind }) => kind === 'map')) return { stations, choose }
  const at = stations.items.map((one) => (one.kind === 'map' ? one : withFields(map(one.at, new Map()), { station: one })))
  return {
    stations: list(
      stations.at,
      stations.items.map((one) => (one.kind === 'map' ? (child(one, 'station') ?? one) : one)),
    ),
    choose:
      choose?.kind === 'map'
        ? withFields(choose, { at: list(stations.at, at) })
        : withFields(map(stations.at, new Map()), { at: list(stations.at, at) }),
  }
}

/** `maxWait: 4 h` is short for its time. */
const asTime = (tree: Tree | undefined) =>
  tree?.kind === 'leaf' && tree.value !== null ? withFields(map(tree.at, new Map()), { time: tree }) : tree

/** `next: wash`, `next: { wash: 10 %, ship: 90 % }`, and one branch alone, as a list of branches. */
function branchList(tree: Tree | undefined): Tree | undefined {
  if (tree?.kind === 'leaf' && tree.value !== null) return list(tree.at, [withFields(map(tree.at, new Map()), { to: tree })])
  if (tree?.kind === 'map' && tree.fields.has('to')) return list(tree.at, [tree])
  return pairs(tree, 'to', 'probability')
}

/** Attributes keyed by id: a number, a distribution, or words with weights. */
function withAttributes(product: MapTree): MapTree {
  const written = child(product, 'attributes')
  if (written === undefined) return product
  const elements =
    written.kind !== 'map'
      ? written
      : list(
          written.at,
          [...written.fields].map(([name, { key, tree }]) => {
            const id = leaf(key, name)
            const isNumber = tree.kind === 'leaf' ? tree.value !== null : child(tree, 'kind') !== undefined
            return isNumber
              ? withFields(map(key, new Map()), { id, number: tree })
              : tree.kind === 'map'
                ? map(tree.at, new Map([['id', { key, tree: id }], ...tree.fields]))
                : tree
          }),
        )
  return withFields(product, {
    attributes: eachMap(elements, (one) => {
      const values = child(one, 'values')
      const weights = child(one, 'weights')
      const items =
        values?.kind === 'list' && values.items.every(({ kind }) => kind === 'leaf')
          ? list(
              values.at,
              values.items.map((value, i) =>
                withFields(map(value.at, new Map()), { value, ...(weights?.kind === 'list' && optional('weight', weights.items[i])) }),
              ),
            )
          : pairs(values, 'value', 'weight')
      const fits =
        weights === undefined || (weights.kind === 'list' && values?.kind === 'list' && weights.items.length === values.items.length)
      return withFields(one, { ...optional('values', items), ...(fits && { weights: undefined }) })
    }),
  })
}

/** `{ screw: 4 }` as a list of items and quantities. */
const componentList = (tree: Tree | undefined) => pairs(tree, 'item', 'quantity')

function withMix(source: MapTree): MapTree {
  const product = child(source, 'product')
  const mix = pairs(child(source, 'mix'), 'product', 'weight')
  if (mix !== undefined || product?.kind !== 'leaf' || typeof product.value !== 'string') return withFields(source, optional('mix', mix))
  const only = withFields(map(product.at, new Map()), { product })
  return withFields(source, { product: undefined, mix: list(product.at, [only]) })
}

function withFailuresAndMaintenance(station: MapTree): MapTree {
  const signals = child(station, 'signals')
  return withNeeds(
    withFields(station, {
      ...optional('preempt', asMode(child(station, 'preempt'))),
      ...optional('parameters', keyedIn(station, 'parameters')),
      ...optional('signals', signals && keyedList(signals, 'id')),
      ...optional('failures', eachMap(withSpares(withIds(station, 'failures', 'failure')), withNeeds)),
      ...optional('maintenance', eachMap(withMoments(withIds(station, 'maintenance', 'maintenance')), withNeeds)),
    }),
  )
}

/** `preempt: true` is short for `resume`. */
const asMode = (tree: Tree | undefined) =>
  tree?.kind === 'leaf' && typeof tree.value === 'boolean' ? leaf(tree.at, tree.value ? 'resume' : null) : tree

/** `needs: operators`, `needs: { crew: operators, n: 2 }` and `needs: [ operators, … ]` as a list of needs. */
function withNeeds(owner: MapTree): MapTree {
  const written = child(owner, 'needs')
  if (written === undefined || (written.kind === 'leaf' && written.value === null)) return owner
  const needs = written.kind === 'list' ? written.items : [written]
  const full = needs.map((one) =>
    one.kind === 'leaf' && typeof one.value === 'string' ? withFields(map(one.at, new Map()), { crew: one }) : one,
  )
  return withFields(owner, { needs: list(written.at, full) })
}

/** Whom and what regrinding and replacing a tool needs. */
function withChanges(tool: MapTree): MapTree {
  const wear = child(tool, 'wear')
  if (wear?.kind !== 'map') return tool
  const full = (name: string) => {
    const change = child(wear, name)
    if (change?.kind !== 'map') return change
    return withNeeds(withFields(change, optional('spares', componentList(child(change, 'spares')))))
  }
  return withFields(tool, {
    wear: withFields(wear, { ...optional('regrind', full('regrind')), ...optional('replace', full('replace')) }),
  })
}

/** Persons keyed by id, and their skills as a text, a list of texts or `{ skill: level }`. */
function withPersons(crew: MapTree): MapTree {
  const written = child(crew, 'persons')
  const persons = eachMap(written && keyedList(written, 'id'), (person) => {
    const said = child(person, 'skills')
    const skills =
      child(said, 'skill')?.kind === 'leaf' && textOf(said, 'skill') ? list(said!.at, [said!]) : wrapped(pairs(said, 'skill', 'level'))
    const full = skills?.kind === 'list' ? list(skills.at, skills.items.map(asSkill)) : skills
    return withFields(person, optional('skills', full))
  })
  return withFields(crew, { ...optional('persons', persons), ...optional('skills', wrapped(child(crew, 'skills'))) })
}

const asSkill = (one: Tree) =>
  one.kind === 'leaf' && typeof one.value === 'string' ? withFields(map(one.at, new Map()), { skill: one }) : one

function eachMap(elements: Tree | undefined, change: (element: MapTree) => MapTree): Tree | undefined {
  if (elements?.kind !== 'list') return elements
  return list(
    elements.at,
    elements.items.map((one) => (one.kind === 'map' ? change(one) : one)),
  )
}

function withSpares(tasks: Tree | undefined): Tree | undefined {
  if (tasks?.kind !== 'list') return tasks
  const items = tasks.items.map((one) =>
    one.kind === 'map' && child(one, 'spares') ? withFields(one, { spares: componentList(child(one, 'spares')) }) : one,
  )
  return list(tasks.at, items)
}

function keyedIn(element: MapTree, key: string): Tree | undefined {
  const written = child(element, key)
  return written && keyedList(written, 'id')
}

function withFailures(conveyor: MapTree): MapTree {
  return withFields(conveyor, optional('failures', withIds(conveyor, 'failures', 'failure')))
}

function withIds(station: MapTree, key: string, name: string): Tree | undefined {
  const written = child(station, key)
  const elements = written && keyedList(written, 'id')
  if (elements?.kind !== 'list') return elements
  const used = new Set(elements.items.map((one) => textOf(one, 'id')))
  const items = elements.items.map((one) => {
    if (one.kind !== 'map' || child(one, 'id')) return one
    const id = unused(name, used)
    used.add(id)
    return withFields(one, { id: leaf(one.at, id) })
  })
  return list(elements.at, items)
}

function withMoments(tasks: Tree | undefined): Tree | undefined {
  if (tasks?.kind !== 'list') return tasks
  return list(
    tasks.at,
    tasks.items.map((task) => (task.kind === 'map' ? withFields(task, optional('at', wrapped(child(task, 'at')))) : task)),
  )
}

function withJobs(dispatch: MapTree): MapTree {
  const jobs = child(dispatch, 'jobs')
  if (jobs?.kind !== 'list') return dispatch
  const items = jobs.items.map((job) =>
    job.kind === 'leaf' && typeof job.value === 'string' ? withFields(map(job.at, new Map()), { order: job }) : job,
  )
  return withFields(dispatch, { jobs: list(jobs.at, items) })
}

/** `power: cnc` is short for the class. */
const asClass = (tree: Tree | undefined) =>
  tree?.kind === 'leaf' && typeof tree.value === 'string' ? withFields(map(tree.at, new Map()), { class: tree }) : tree

/** `batch: 8` is exactly so many. */
function batchRule(batch: Tree | undefined): Tree | undefined {
  if (batch?.kind === 'leaf' && batch.value !== null) return withFields(map(batch.at, new Map()), { max: batch })
  return batch?.kind === 'map' ? withFields(batch, optional('key', wrapped(child(batch, 'key')))) : batch
}

/** A single value as a list of one. */
function wrapped(tree: Tree | undefined): Tree | undefined {
  return tree?.kind === 'leaf' && tree.value !== null ? list(tree.at, [tree]) : tree
}

function pairs(tree: Tree | undefined, key: string, value: string): Tree | undefined {
  if (tree?.kind !== 'map') return tree
  const items = [...tree.fields].map(([name, field]) =>
    withFields(map(field.key, new Map()), { [key]: leaf(field.key, name), [value]: field.tree }),
  )
  return list(tree.at, items)
}

const optional = (key: string, tree: Tree | undefined): Record<string, Tree> => (tree === undefined ? {} : { [key]: tree })
