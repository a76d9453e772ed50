/** Simulated time and durations, in whole microseconds: sums stay exact and `===` is safe up to 2^53 µs, 285 years. */
export type SimTime = number & { readonly unit: 'µs' }

/** Rounds once, to the microsecond: `seconds(1.25)` is 1,250,000. */
export const seconds = (s: number) => Math.floor(s * 1e6 + 0.5) as SimTime

/** Back to seconds, for people and formulas. */
export const toSeconds = (t: SimTime) => t / 1e6
