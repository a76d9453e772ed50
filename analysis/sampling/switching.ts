import { AQLS, planOfLetter, type SamplingPlan, type Severity, samplingPlan } from './plans.ts'

/** How a lot came out. `nonconforming` is null where only the verdict is known. */
export interface InspectedLot {
  readonly lotSize: number
  readonly accepted: boolean
  readonly nonconforming: number | null
}

/** How a lot was to be inspected, and what follows for the next. */
export interface Inspection {
  readonly plan: SamplingPlan
  readonly accepted: boolean
  readonly next: Severity | 'discontinued'
  /** What would have to reach 30 for reduced inspection, which also asks for steady production and a responsible authority; null: not known. */
  readonly switchingScore: number | null
}

/**
 * Normal to tightened where 2 of the last 5 or fewer lots were refused; back where 5 in a row are accepted; inspection is discontinued where 5 lots in
 * all are refused while it is tightened, until somebody acts on it (`resume`).
 */
export class Switching {
  readonly aql: number
  severity: Severity | 'discontinued' = 'normal'
  /** Verdicts since the last switch: true, accepted. */
  #verdicts: boolean[] = []
  #score: number | null = 0

  constructor({ aql }: { readonly aql: number }) {
    if (!AQLS.includes(aql)) throw new RangeError(`an AQL of the table is wanted (${AQLS.join(', ')} %), got ${aql}`)
    this.aql = aql
  }

  /** The plan for a lot that is next; null: inspection is discontinued. */
  plan(lotSize: number): SamplingPlan | null {
    const { severity, aql } = this
    return severity === 'discontinued' ? null : samplingPlan({ lotSize, aql, severity })
  }

  /** Takes in how the lot came out. Null: inspection is discontinued. */
  inspected({ lotSize, accepted, nonconforming }: InspectedLot): Inspection | null {
    const plan = this.plan(lotSize)
    if (plan === null) return null
    this.#verdicts.push(accepted)
    if (plan.severity === 'normal') {
      this.#score = this.#scoreAfter(plan, accepted, nonconforming)
      if (refused(this.#verdicts.slice(-5)) >= 2) this.#become('tightened')
    } else if (refused(this.#verdicts) >= 5) this.#become('discontinued')
    else if (this.#verdicts.length >= 5 && refused(this.#verdicts.slice(-5)) === 0) this.#become('normal')
    return { plan, accepted, next: this.severity, switchingScore: plan.severity === 'normal' ? this.#score : null }
  }

  /** Something was done about the quality: on with tightened inspection. */
  resume() {
    if (this.severity === 'discontinued') this.#become('tightened')
  }

  #become(severity: Severity | 'discontinued') {
    this.severity = severity
    this.#verdicts = []
    this.#score = 0
  }

  /** 3 more for a lot that would pass at the next tighter AQL, 2 more for an accepted one of plans that accept 0 or 1; else back to nothing. */
  #scoreAfter({ accept, letter }: SamplingPlan, accepted: boolean, nonconforming: number | null): number | null {
    if (accept <= 1) return accepted ? (this.#score === null ? null : this.#score + 2) : 0
    if (!accepted) return 0
    if (nonconforming === null) return null
    const tighter = AQLS[AQLS.indexOf(this.aql) - 1]
    if (tighter === undefined || nonconforming > planOfLetter(letter, tighter).accept) return 0
    return this.#score === null ? null : this.#score + 3
  }
}

const refused = (verdicts: readonly boolean[]) => verdicts.filter((accepted) => !accepted).length
