import { create } from 'zustand'
import type { Comparison, RunResult } from '../../engine/worker/page.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { Problem } from '../../scenarios/problem.ts'
import type { Run } from '../feed/run.ts'
import { canDraw } from '../scene/can-draw.ts'
import type { ChangeableNumber } from '../what-if/numbers.ts'
import type { Proposal } from './proposal.ts'

export type Look = 'orbit' | 'top' | 'table'
export type Panel = 'answers' | 'kpis' | 'change' | 'improve'

/** Something in the background that takes more than a moment. */
export interface Progress {
  readonly done: number
  readonly of: number
}

/** What was opened, and can be simulated where it is a scenario. */
export interface Plant {
  /** Of the picker: a bundled plant, a stored log, or a file that was dropped. */
  readonly key: string
  readonly title: string
  readonly scenario: Scenario
  /** Null: a log alone; it can be watched, but there is nothing to simulate. */
  readonly source: ScenarioSource | null
}

export interface ScenarioSource {
  readonly hash: string
}

/** A change to the plant, and what came of it. */
export interface Variant {
  readonly title: string
  readonly scenario: Scenario
  readonly run: Run | null
  readonly comparison: Comparison | null
  readonly progress: Progress | null
  /** What the optimizer says about it, where it is from there. */
  readonly proposal: Proposal | null
}

/** What did not work: `failure.<what>` says it and `failure.<what>.remedy` what to do; `detail` is in English, as the engine says it. */
export interface Failure {
  readonly what: 'elsewhere' | 'fetch' | 'read' | 'large' | 'log' | 'run'
  readonly file?: string
  readonly reason?: string
  readonly size?: string
  readonly detail?: string
}

export interface Session {
  readonly plant: Plant | null
  readonly base: Run | null
  readonly variant: Variant | null
  /** A file that cannot be read: its name and what to mend. */
  readonly problems: { readonly file: string; readonly list: readonly Problem[] } | null
  readonly failure: Failure | null
  readonly opening: boolean
  readonly result: Omit<RunResult, 'wallSeconds'> | null
  readonly measuring: Progress | null
  /** What is to be different in the next comparison: numbers and their new values. */
  readonly changes: readonly { readonly number: ChangeableNumber; readonly to: number }[]
  readonly proposals: readonly Proposal[]
  readonly optimizing: Progress | null
  readonly look: Look
  /** Both plants next to each other. */
  readonly sideBySide: boolean
  readonly panel: Panel
  readonly selected: string | null
  /** False where the graphics were lost, or never there. */
  readonly canDraw: boolean
  select(id: string | null): void
  setLook(look: Look): void
  setPanel(panel: Panel): void
  setSideBySide(on: boolean): void
  pictureLost(): void
  /** Notes a change, or takes it back where the number is as it was. */
  change(number: ChangeableNumber, to: number): void
}

/** What is opened, chosen and found out. Not the time: that is the clock's. */
export const useSession = create<Session>((set) => ({
  plant: null,
  base: null,
  variant: null,
  problems: null,
  failure: null,
  opening: false,
  result: null,
  measuring: null,
  changes: [],
  proposals: [],
  optimizing: null,
  // From above a small screen shows more.
  look: !canDraw() ? 'table' : window.matchMedia('(max-width: 760px)').matches ? 'top' : 'orbit',
  sideBySide: false,
  panel: 'answers',
  selected: null,
  canDraw: canDraw(),
  select: (selected) => set({ selected }),
  setLook: (look) => set((session) => ({ look: session.canDraw ? look : 'table' })),
  setPanel: (panel) => set({ panel }),
  setSideBySide: (sideBySide) => set({ sideBySide }),
  change: (number, to) =>
    set(({ changes }) => {
      const others = changes.filter((one) => one.number.path !== number.path)
      return { changes: to === number.value ? others : [...others, { number, to }] }
    }),
  pictureLost: () => set({ canDraw: false, look: 'table' }),
}))

/** The moment the panels show: moved at most four times a second, unlike the clock. */
export const useMoment = create<{ readonly time: number; readonly beat: number }>(() => ({ time: 0, beat: 0 }))
