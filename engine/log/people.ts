/** Crew → number of its first person, all people numbered through crew by crew; and how many there are, at the end. */
export function firstPersons(crews: readonly { readonly size: number }[]): Int32Array {
  const first = new Int32Array(crews.length + 1)
  crews.forEach(({ size }, crew) => {
    first[crew + 1] = first[crew]! + size
  })
  return first
}
