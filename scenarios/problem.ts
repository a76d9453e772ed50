/** One mistake in a scenario: where it stands, what is wrong (the message names the culprit), and what to write instead. */
export interface Problem {
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** By id, as patches write it: `stations.drill.time.mean`. Empty where the file as a whole is meant. */
  readonly path: string
  readonly message: string
  readonly remedy: string
}

/** A list of problems that tells itself from every other result. */
export interface Problems {
  readonly problems: readonly Problem[]
}
