import type { Floor } from './layout.ts'

interface Node {
  /** Empty: only a meeting of ways, such as that between two groups of alternatives. */
  readonly id: string
  readonly next: Set<Node>
  readonly isSink: boolean
  column: number
  line: Node | undefined
}

/** Who hands units to whom, over all routes. */
export class RouteGraph {
  readonly #nodes = new Map<string, Node>()
  readonly #all: Node[] = []

  constructor({ products, sources, sinks, buffers }: Floor) {
    const bufferIds = new Set(buffers.map(({ id }) => id))
    const sinkIds = new Set(sinks.map(({ id }) => id))
    for (const product of products) {
      const start = this.#junction()
      start.column = -1 // without a source, the first place of a route is the leftmost
      for (const { id, mix } of sources) if (mix.some((one) => one.product === product.id)) this.#node(id).next.add(start)
      let from = start
      // before each operation, and after the last
      const ways = [start]
      for (const { stations, buffer, choose, parts } of product.route) {
        const to = this.#junction()
        if (buffer !== null && choose === null) {
          const queue = this.#node(buffer)
          from.next.add(queue)
          from = queue
        }
        for (const [i, id] of stations.entries()) {
          const own = choose === null ? null : (choose.at[i]?.buffer ?? buffer)
          const station = this.#node(id)
          for (const { from: shelf } of parts) this.#node(shelf).next.add(station)
          if (own === null) from.next.add(station)
          else {
            const queue = this.#node(own)
            from.next.add(queue)
            queue.next.add(station)
          }
          station.next.add(to)
        }
        from = to
        ways.push(to)
      }
      for (const [k, { next }] of product.route.entries())
        for (const { to } of next) {
          const operation = product.route.findIndex(({ id }) => id === to)
          if (operation >= 0) ways[k + 1]!.next.add(ways[operation]!)
          else if (sinkIds.has(to)) ways[k + 1]!.next.add(this.#node(to, true))
        }
      if (sinkIds.has(product.sink)) from.next.add(this.#node(product.sink, true))
      else if (bufferIds.has(product.sink)) from.next.add(this.#node(product.sink))
    }
  }

  /** Columns of each line that shares nothing with the others, in the order of `ids`; stacks hold ids in that order too. */
  lines(ids: readonly string[]): string[][][] {
    this.#setColumns()
    this.#setLines()
    const lines = new Map<Node, Node[]>()
    for (const id of ids) {
      const node = this.#nodes.get(id)
      if (node === undefined) continue
      const line = root(node)
      lines.set(line, [...(lines.get(line) ?? []), node])
    }
    return [...lines.values()].map((nodes) => {
      const last = Math.max(-1, ...nodes.filter(({ isSink }) => !isSink).map(({ column }) => column)) + 1
      const columns: string[][] = Array.from({ length: last + 1 }, () => [])
      for (const { id, column, isSink } of nodes) columns[isSink ? last : column]!.push(id)
      return columns
    })
  }

  /** The longest way to each node, ways that lead back left out. */
  #setColumns() {
    const order = this.#inOrder()
    const place = new Map(order.map((node, i) => [node, i]))
    for (const [i, node] of order.entries())
      for (const next of node.next) if (place.get(next)! > i) next.column = Math.max(next.column, node.column + (next.id === '' ? 0 : 1))
  }

  /** Depth first, each node before those it leads to (a way back aside); without recursion, for routes may be long. */
  #inOrder(): Node[] {
    const seen = new Set<Node>()
    const finished: Node[] = []
    for (const start of this.#all) {
      if (seen.has(start)) continue
      seen.add(start)
      const open = [{ node: start, rest: start.next.values() }]
      for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
        const { value: next, done } = top.rest.next()
        if (done) {
          finished.push(top.node)
          open.pop()
        } else if (!seen.has(next)) {
          seen.add(next)
          open.push({ node: next, rest: next.next.values() })
        }
      }
    }
    return finished.reverse()
  }

  #setLines() {
    for (const node of this.#all)
      for (const next of node.next) {
        const [a, b] = [root(node), root(next)]
        if (a !== b) b.line = a
      }
  }

  #node(id: string, isSink = false): Node {
    const known = this.#nodes.get(id)
    if (known) return known
    const made: Node = { id, next: new Set(), isSink, column: 0, line: undefined }
    this.#nodes.set(id, made)
    this.#all.push(made)
    return made
  }

  #junction(): Node {
    const made: Node = { id: '', next: new Set(), isSink: false, column: 0, line: undefined }
    this.#all.push(made)
    return made
  }
}

/** The first of a line, found by the way up, which is made shorter for the next time. */
function root(node: Node): Node {
  let top = node
  while (top.line !== undefined) {
    if (top.line.line !== undefined) top.line = top.line.line
    top = top.line
  }
  return top
}
