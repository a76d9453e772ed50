/** What is taken for true of a plant as of a moment where its log does not tell. */
export const ASSUMPTIONS = [
  'vehiclesAtHome',
  'toolsNew',
  'palletsFree',
  'signalsNew',
  'parametersNew',
  'campaignsNew',
  'defectsForgotten',
  'dwellAnew',
  'attributesAnew',
  'stepsAnew',
  'batchesAnew',
  'ridesArrived',
  'resultsPassed',
  'reworkMoved',
  'partsForgotten',
  'lotsOnHold',
  'lotsTogether',
  'equilibrium',
] as const
export type AssumptionKind = (typeof ASSUMPTIONS)[number]

export interface Assumption {
  readonly kind: AssumptionKind
  /** Ids of what it is taken of, in the order in which they were met. */
  readonly of: readonly string[]
}

export class Assumptions {
  readonly #of = new Map<AssumptionKind, Set<string>>()

  /** Of nobody it is not said. */
  add(kind: AssumptionKind, ids: readonly string[]) {
    if (ids.length === 0) return
    const known = this.#of.get(kind) ?? new Set()
    for (const id of ids) known.add(id)
    this.#of.set(kind, known)
  }

  list(): readonly Assumption[] {
    return ASSUMPTIONS.flatMap((kind) => {
      const of = this.#of.get(kind)
      return of === undefined ? [] : [{ kind, of: [...of] }]
    })
  }
}
