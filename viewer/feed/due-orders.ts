/** Orders that are open and have a date, so that each can be told of at the moment it becomes late. Seconds. */
export class DueOrders {
  /** The last is due first. */
  readonly #due: { readonly order: number; readonly due: number }[] = []
  readonly #open = new Set<number>()

  released(order: number, due: number) {
    let low = 0
    let high = this.#due.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#due[middle]!.due > due) low = middle + 1
      else high = middle
    }
    this.#due.splice(low, 0, { order, due })
    this.#open.add(order)
  }

  closed(order: number) {
    this.#open.delete(order)
  }

  /** Tells of every order that has become late before `now`, in order of their dates. */
  late(now: number, tell: (due: number) => void) {
    for (let next = this.#due.at(-1); next && next.due < now; next = this.#due.at(-1)) {
      this.#due.pop()
      if (this.#open.delete(next.order)) tell(next.due)
    }
  }
}
