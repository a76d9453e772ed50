import type { Findings } from './findings.ts'
import type { Need, Operation, Scenario } from './model.ts'
import type { Path } from './tree.ts'

/** An option that is written and does nothing where it stands. */
interface Idle {
  readonly path: Path
  /** Whose it is, in words. */
  readonly of: string
}

/** What is written and has no effect, one remark for all of a kind, at the first of them. */
export function remarkOnNoEffect(scenario: Scenario, findings: Findings) {
  const operations = scenario.products.flatMap(({ id, route }, p) =>
    route.map((operation, o) => ({ operation, of: `operation \`${operation.id}\` of ${id}`, path: ['products', p, 'route', o] as Path })),
  )
  const where = (key: keyof Operation, isIdle: (operation: Operation) => boolean): Idle[] =>
    operations.flatMap(({ operation, of, path }) => (isIdle(operation) ? [{ path: [...path, key], of }] : []))
  tell(
    where('whenSplit', ({ whenSplit, splits }) => whenSplit !== 'leaves' && splits.length === 0),
    'has no effect: nothing comes out of its units',
    'add `splits`, or leave `whenSplit` out',
  )
  tell(
    where('collect', ({ collect, parts }) => collect !== 'atomic' && parts.length === 0),
    'has no effect: it takes no parts',
    'add `parts`, or leave `collect` out',
  )
  tell(
    [...allNeeds(scenario)].flatMap(({ needs, of, path }) =>
      needs.flatMap(({ tool, preempt }, n) =>
        tool !== null && preempt ? [{ path: [...path, n, 'preempt'], of: `tool \`${tool}\` of ${of}` }] : [],
      ),
    ),
    'has no effect: no call takes a tool away',
    'leave `preempt` out, or write it at the people that are needed',
  )
  tell(
    scenario.transport.flatMap(({ id, minLoad, maxWait }, f) =>
      minLoad === 1 && maxWait !== null ? [{ path: ['transport', f, 'maxWait'], of: `fleet \`${id}\`` }] : [],
    ),
    'has no effect: a vehicle is sent for one unit',
    'add `minLoad`, or leave `maxWait` out',
  )
  tell(
    scenario.orders.flatMap(({ id, changes }, o) => {
      const isTooLate = (at: number, c: number) =>
        changes.some((other, i) => other.cancel && i !== c && (other.at < at || (other.at === at && i < c)))
      return changes.flatMap(({ at }, c) => (isTooLate(at, c) ? [{ path: ['orders', o, 'changes', c], of: `order \`${id}\`` }] : []))
    }),
    'has no effect: the order is cancelled before',
    'leave the change out, or cancel later',
    'a change',
  )
  tell(
    scenario.stations.flatMap(({ id, moveQuantity }, s) => {
      const other = operations.find(
        ({ operation }) =>
          operation.stations.includes(id) && operation.moveQuantity === null && (operation.batch !== null || operation.splits.length > 0),
      )
      return moveQuantity === null || other === undefined
        ? []
        : [{ path: ['stations', s, 'moveQuantity'], of: `station \`${id}\` for ${other.of}` }]
    }),
    'has no effect: it is done there in batches, or taken apart',
    'leave `moveQuantity` out, or write it at the operations that it is meant for',
  )

  function tell(all: readonly Idle[], message: string, remedy: string, what?: string) {
    const [first] = all
    if (first === undefined) return
    const key = what ?? `\`${String(first.path.at(-1))}\``
    const more = all.length > 1 ? ` (and ${all.length - 1} more)` : ''
    findings.add(first.path, `${key} of ${first.of}${more} ${message}`, remedy)
  }
}

interface Needs {
  readonly needs: readonly Need[]
  readonly of: string
  readonly path: Path
}

/** Everything that people or tools are needed for. */
function* allNeeds({ products, stations, tools }: Scenario): Generator<Needs> {
  for (const [p, { id: product, route }] of products.entries())
    for (const [o, { id, needs, steps }] of route.entries()) {
      const [of, path] = [`operation \`${id}\` of ${product}`, ['products', p, 'route', o] as Path]
      yield { needs: needs ?? [], of, path: [...path, 'needs'] }
      for (const [s, step] of steps.entries()) yield { needs: step.needs ?? [], of, path: [...path, 'steps', s, 'needs'] }
    }
  for (const [s, { id, needs, failures, maintenance }] of stations.entries()) {
    const [of, path] = [`station \`${id}\``, ['stations', s] as Path]
    yield { needs, of, path: [...path, 'needs'] }
    for (const [f, mode] of failures.entries()) yield { needs: mode.needs, of, path: [...path, 'failures', f, 'needs'] }
    for (const [m, task] of maintenance.entries()) yield { needs: task.needs, of, path: [...path, 'maintenance', m, 'needs'] }
  }
  for (const [t, { id, wear }] of tools.entries()) {
    if (wear === null) continue
    const [of, path] = [`tool \`${id}\``, ['tools', t, 'wear'] as Path]
    yield { needs: wear.replace.needs, of, path: [...path, 'replace', 'needs'] }
    yield { needs: wear.regrind?.needs ?? [], of, path: [...path, 'regrind', 'needs'] }
  }
}
