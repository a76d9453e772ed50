/** The point of the plane where `cost` is least, near `start`, until the simplex is as small as `until`: Nelder & Mead's simplex (1965). Infinity marks where no answer may lie. */
export function leastNear(
  cost: (x: number, y: number) => number,
  start: readonly [number, number],
  { step, until }: { step: number; until: number },
): [number, number] {
  type Corner = { readonly x: number; readonly y: number; readonly cost: number }
  const at = (x: number, y: number): Corner => ({ x, y, cost: cost(x, y) })
  let [best, middle, worst] = [at(start[0], start[1]), at(start[0] + step, start[1]), at(start[0], start[1] + step)]
  for (let i = 0; i < 60; i++) {
    ;[best, middle, worst] = [best, middle, worst].sort((a, b) => a.cost - b.cost) as [Corner, Corner, Corner]
    if (Math.abs(worst.x - best.x) + Math.abs(worst.y - best.y) + Math.abs(middle.x - best.x) + Math.abs(middle.y - best.y) < until) break
    const [cx, cy] = [(best.x + middle.x) / 2, (best.y + middle.y) / 2]
    const along = (factor: number) => at(cx + factor * (worst.x - cx), cy + factor * (worst.y - cy))
    const reflected = along(-1)
    if (reflected.cost < best.cost) {
      const further = along(-2)
      worst = further.cost < reflected.cost ? further : reflected
    } else if (reflected.cost < middle.cost) worst = reflected
    else {
      const nearer = along(reflected.cost < worst.cost ? -0.5 : 0.5)
      if (nearer.cost < Math.min(worst.cost, reflected.cost)) worst = nearer
      else {
        middle = at((best.x + middle.x) / 2, (best.y + middle.y) / 2)
        worst = at((best.x + worst.x) / 2, (best.y + worst.y) / 2)
      }
    }
  }
  return best.cost <= Math.min(middle.cost, worst.cost)
    ? [best.x, best.y]
    : middle.cost <= worst.cost
      ? [middle.x, middle.y]
      : [worst.x, worst.y]
}
