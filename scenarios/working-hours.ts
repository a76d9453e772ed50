/** A calendar's hours, in whatever unit of time, counted from the start. */
export interface Hours {
  readonly period: number
  readonly origin: number
  readonly working: readonly Span[]
  readonly off: readonly Span[]
  readonly extra: readonly Span[]
  readonly changes: readonly { readonly at: number; readonly by: number }[]
}

interface Span {
  readonly from: number
  readonly to: number
}

/**
 * Is `t` working time? Spans are half-open; days off win over the pattern, overtime over days off. The pattern follows the clocks: put forward they
 * leave an hour of it out; while an hour is shown twice the pattern stands as it was when the clocks were put back.
 */
export function isWorkingAt(hours: Hours, t: number): boolean {
  if (hours.extra.length > 0 && hours.extra.some(({ from, to }) => from <= t && t < to)) return true
  if (hours.off.some(({ from, to }) => from <= t && t < to)) return false
  let origin = hours.origin
  for (const { at, by } of hours.changes) {
    if (at > t) break
    if (t < at - by) return endsOrGoesOn(hours, modulo(at + origin, hours.period))
    origin += by
  }
  const within = modulo(t + origin, hours.period)
  return hours.working.some(({ from, to }) => from <= within && within < to)
}

/** The next moment after `t` at which something may begin or end; Infinity where nothing ever changes. */
export function nextEdgeAfter(hours: Hours, t: number): number {
  let next = Number.POSITIVE_INFINITY
  const consider = (edge: number) => {
    if (edge > t && edge < next) next = edge
  }
  let origin = hours.origin
  let standsUntil = Number.NEGATIVE_INFINITY
  for (const { at, by } of hours.changes) {
    consider(at)
    consider(at - by)
    if (at > t) break
    origin += by
    standsUntil = at - by
  }
  if (t >= standsUntil) {
    const start = t - modulo(t + origin, hours.period)
    for (const { from, to } of hours.working) {
      for (const cycle of [start, start + hours.period]) {
        consider(cycle + from)
        consider(cycle + to)
      }
    }
  }
  for (const { from, to } of [...hours.off, ...hours.extra]) {
    consider(from)
    consider(to)
  }
  return next
}

/** When `work` is done that begins at `t` and stands still out of hours. Infinity where there are no more hours. */
export function doneAt(hours: Hours, t: number, work: number): number {
  let at = t
  let left = work
  for (let i = 0; i < 100_000; i++) {
    const next = nextEdgeAfter(hours, at)
    if (isWorkingAt(hours, at)) {
      if (left <= next - at) return at + left
      left -= next - at
    }
    if (next === Number.POSITIVE_INFINITY) break
    at = next
  }
  return Number.POSITIVE_INFINITY
}

/** Just before this moment of the pattern, was it working time? */
function endsOrGoesOn({ working, period }: Hours, within: number): boolean {
  const end = within === 0 ? period : within
  return working.some(({ from, to }) => from < end && end <= to)
}

const modulo = (a: number, b: number) => ((a % b) + b) % b
