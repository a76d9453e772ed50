import fc from 'fast-check'

export { fc }

/** Holds for every value; a failure prints its seed and the smallest value that fails. */
export function test<T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void) {
  fc.assert(
    fc.property(arbitrary, (value) => {
      holds(value)
    }),
    { numRuns: 300 },
  )
}
