/** A picture as data: who draws it decides how it looks. Texts are in the language of the answer. */
export type Picture = Bars | Amounts | Fan | ControlChart

/** Each row a bar that is divided: shares of its length. */
export interface Bars {
  readonly kind: 'bars'
  readonly title: string
  /** `tone` is what the part means, so that it looks the same in every picture. */
  readonly legend: readonly { readonly tone: Tone; readonly label: string }[]
  readonly rows: readonly {
    readonly label: string
    readonly parts: readonly { readonly tone: Tone; readonly share: number }[]
    readonly text: string
  }[]
}

/** The greatest first; `cumulative` (a share of all) where they are parts of a whole. */
export interface Amounts {
  readonly kind: 'amounts'
  readonly title: string
  readonly rows: readonly { readonly label: string; readonly amount: number; readonly text: string; readonly cumulative: number | null }[]
}

/** Seconds on one axis; null: beyond what is known. */
export interface Fan {
  readonly kind: 'fan'
  readonly title: string
  readonly from: number
  readonly until: number
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
  readonly rows: readonly {
    readonly label: string
    readonly p10: number
    readonly p50: number | null
    readonly p90: number | null
    readonly due: number | null
    readonly tone: Tone
    readonly text: string
  }[]
  readonly legend: { readonly likely: string; readonly median: string; readonly due: string }
}

/** A control chart of shares, each with limits of its own. */
export interface ControlChart {
  readonly kind: 'chart'
  readonly title: string
  readonly center: number
  readonly points: readonly {
    readonly label: string
    readonly value: number
    readonly low: number
    readonly high: number
    readonly out: boolean
  }[]
  readonly legend: { readonly center: string; readonly limits: string; readonly out: string }
}

export type Tone = 'good' | 'fair' | 'poor' | 'bad' | 'rest' | 'none'
